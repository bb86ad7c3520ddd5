// What a browser says of a field stands in the browser's language: here it is said in the desk's.

import { byId, textsOf } from "./dom.js";

const texts = textsOf(byId("field-words"));

function wordsFor({ type, tagName, validity }) {
  if (validity.valueMissing) return texts[type === "radio" || tagName === "SELECT" ? "choose" : type] ?? texts.missing;
  if (validity.typeMismatch) return texts[type] ?? texts.other;
  return texts.other;
}

// While a field has words of ours the browser takes it for wrong: they go with each look and each change.
const same = (field) => (field.type === "radio" ? document.getElementsByName(field.name) : [field]);
const clear = ({ target }) => same(target).forEach((field) => field.setCustomValidity?.(""));

addEventListener("invalid", (event) => {
  clear(event);
  event.target.setCustomValidity(wordsFor(event.target));
}, true);
for (const kind of ["input", "change"]) addEventListener(kind, clear, true);

// Unfold's script writes the name of each chosen file into a text field that none of our fields has.
Object.defineProperty(HTMLInputElement.prototype, "hasChangeListener", { value: true, writable: true });
