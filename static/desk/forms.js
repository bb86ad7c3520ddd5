// Conveniences of the desk's forms: dialogs for reasons, moments in words, counters of letters.

import { byId, element } from "./dom.js";

const ADVISED_LENGTHS = { id_headline: 95, id_standfirst: 200 }; // letters

for (const [id, advised] of Object.entries(ADVISED_LENGTHS)) {
  const field = byId(id);
  if (field) count(field, advised);
}
for (const button of document.querySelectorAll("[data-dialog]")) openDialog(button);
for (const field of document.querySelectorAll("input[data-words]")) sayMoment(field);

function count(field, advised) {
  const counter = element("div");
  const show = () => {
    const { length } = field.value;
    counter.className = length > advised ? "counter over" : "counter";
    counter.textContent = `${length} / ${advised}`;
  };
  field.after(counter);
  field.addEventListener("input", show);
  show();
}

function openDialog(button) {
  const dialog = byId(button.dataset.dialog);
  button.addEventListener("click", () => dialog.showModal());
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
}

// A moment in words, in the zone of the story's region.
function sayMoment(field) {
  const formatter = new Intl.DateTimeFormat("id", { dateStyle: "full", timeZone: "UTC" });
  const output = field.parentElement.querySelector(`output[for="${field.id}"]`);
  const button = field.closest("details, dialog").querySelector("button[type=submit]");
  const label = button.textContent;
  const show = () => {
    const [date, time] = field.value.split("T");
    const day = time && formatter.format(new Date(`${date}T00:00Z`));
    const moment = day && `${day} pukul ${time.slice(0, 5).replace(":", ".")} ${field.dataset.zone}`;
    output.textContent = moment ? field.dataset.words.replace("{time}", moment) : "";
    button.textContent = output.textContent || label;
  };
  field.addEventListener("input", show);
  show();
}
