// Conveniences of the desk's forms: dialogs for reasons, counters of letters.

import { byId, element } from "./dom.js";

const ADVISED_LENGTHS = { id_headline: 95, id_standfirst: 200 }; // letters

for (const [id, advised] of Object.entries(ADVISED_LENGTHS)) {
  const field = byId(id);
  if (field) count(field, advised);
}
for (const button of document.querySelectorAll("[data-dialog]")) openDialog(button);
if (document.querySelector("input[data-words]")) import("./moments.js");

function count(field, advised) {
  const counter = element("div");
  const show = () => {
    const { length } = field.value.replace(/\[[^\]]*\]/g, "…"); // what a template leaves blank stands in brackets
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
