// The list of stories: filters lie open where there is room, names are offered as one types, ticks are counted.
// Everything works without it, by forms and links.

import { byId, element } from "../dom.js";

const search = document.querySelector(".story-search");

search.querySelector("details").open = matchMedia("(min-width: 1100px)").matches;

// Addresses name only what was asked for, so that they can be read and handed on.
search.addEventListener("submit", () => {
  for (const field of search.elements) if (!field.value && field.name) field.disabled = true;
});
addEventListener("pageshow", () => {
  for (const field of search.elements) field.disabled = false;
});

const writer = byId("id_writer");
let waiting;
writer.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    const term = writer.value;
    if (term.length < 2) return;
    const answer = await fetch(`${search.dataset.people}&${new URLSearchParams({ term })}`).catch(() => null);
    if (!answer?.ok || term !== writer.value) return; // a later question is on its way
    const { results } = await answer.json();
    const options = results.map((person) => element("option", { value: person.text }));
    byId("people").replaceChildren(...options);
  }, 250);
});

const form = byId("stories-form");
const boxes = form ? [...form.querySelectorAll("[name=s]")] : [];
if (boxes.length) {
  const all = byId("tick-all");
  const count = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    form.querySelector("#ticked").textContent = ticked;
    form.querySelector(".bulk-bar").hidden = !ticked;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && !all.checked;
  };
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    count();
  });
  form.addEventListener("change", count);
  addEventListener("pageshow", count); // the browser puts ticks back
  count();
}
