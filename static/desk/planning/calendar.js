// The calendar: a scheduled story is dragged to another day. The form does the same without it, and the server decides.

import { byId } from "../dom.js";

const form = byId("drop");
let dragged = null;

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-move]");
  if (dragged) event.dataTransfer.effectAllowed = "move";
});

for (const day of document.querySelectorAll("[data-day]")) {
  const takes = () => dragged && dragged.closest("[data-day]") !== day && !day.classList.contains("past");
  day.addEventListener("dragover", (event) => {
    if (!takes()) return;
    event.preventDefault();
    day.classList.add("over");
  });
  day.addEventListener("dragleave", (event) => {
    if (!day.contains(event.relatedTarget)) day.classList.remove("over");
  });
  day.addEventListener("drop", (event) => {
    if (!takes()) return;
    event.preventDefault();
    form.action = dragged.dataset.move;
    form.elements.revision.value = dragged.dataset.revision;
    form.elements.day.value = day.dataset.day;
    form.submit();
  });
}
