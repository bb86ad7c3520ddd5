// The phone's composer; writing/rich_text.js is the other one.

import { byId } from "../dom.js";

const field = byId("id_body");
const announce = () => field.dispatchEvent(new Event("input", { bubbles: true }));
const photoLine = (photo, several) => (several ? `[galeri ${photo.id}]` : `[foto ${photo.id}]`);

function insertLine(line) {
  const at = field.dataset.seen ? field.selectionEnd : field.value.length; // nobody has put the caret anywhere yet
  const before = field.value.slice(0, at).replace(/\n*$/, at ? "\n\n" : "");
  field.setRangeText(`${before}${line}\n\n`, 0, at, "end");
  field.focus();
  announce();
}

export const body = () => field;
export const focusBody = () => field.focus({ preventScroll: true });
export const insertCard = ({ id, headline, sign = "baca juga" }) => insertLine(`[${sign} ${id}] ${headline}`);

export const photoIds = () => [...field.value.matchAll(/^\s*\[(?:foto|galeri) 0*(\d+)/gim)].map(([, id]) => id);
export const insertPhoto = (photo, several) => insertLine(photoLine(photo, several));

export function holdPlace(id) {
  const mark = `[foto baru-${id}]`;
  insertLine(mark);
  return mark;
}

// Without a photo the mark is taken out. False where the writer took it out.
export function replaceMark(mark, photo, several) {
  const at = field.value.indexOf(mark);
  if (at < 0) return false;
  const gap = photo ? 0 : field.value.slice(at + mark.length).match(/^\n{0,2}/)[0].length;
  field.setRangeText(photo ? photoLine(photo, several) : "", at, at + mark.length + gap, "preserve");
  announce();
  return true;
}

export const startPhotos = (form, later) => field.addEventListener("input", later);

// ---- The buttons

function press({ wrap, insert }) {
  const { selectionStart: from, selectionEnd: to, value } = field;
  if (wrap) {
    field.setRangeText(wrap + value.slice(from, to) + wrap, from, to, "end");
    if (from === to) field.selectionStart = field.selectionEnd = from + 1;
  } else {
    const start = value.lastIndexOf("\n", from - 1) + 1;
    field.setRangeText(insert, start, start, "end");
  }
  field.focus();
  announce();
}

for (const button of document.querySelectorAll("[data-insert], [data-wrap]")) {
  button.addEventListener("mousedown", (event) => event.preventDefault()); // the keyboard stays open
  button.addEventListener("click", () => press(button.dataset));
}

field.addEventListener("focus", () => { field.dataset.seen = "yes"; });

if (CSS.supports?.("field-sizing", "content") === false) {
  const grow = () => {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + 4}px`;
  };
  field.addEventListener("input", grow);
  grow();
}
