// The list of stories: filters lie open where there is room, names are offered as one types, ticks are counted.
// Everything works without it, by forms and links.

const { made } = window.desk;
const find = document.querySelector(".find");

find.querySelector("details").open = matchMedia("(min-width: 1100px)").matches;

// Addresses name only what was asked for, so that they can be read and handed on.
find.addEventListener("submit", () => {
  for (const field of find.elements) if (!field.value && field.name) field.disabled = true;
});
addEventListener("pageshow", () => {
  for (const field of find.elements) field.disabled = false;
});

const writer = document.getElementById("id_writer");
let waiting;
writer.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    const typed = writer.value;
    if (typed.length < 2) return;
    const answer = await fetch(`${find.dataset.people}&${new URLSearchParams({ term: typed })}`).catch(() => null);
    if (!answer?.ok || typed !== writer.value) return; // a later question is on its way
    const { results } = await answer.json();
    document.getElementById("people").replaceChildren(...results.map((person) => made("option", { value: person.text })));
  }, 250);
});

const form = document.getElementById("stories-form");
const boxes = form ? [...form.querySelectorAll("[name=s]")] : [];
if (boxes.length) {
  const all = document.getElementById("tick-all");
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
