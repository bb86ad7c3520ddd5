// The phone's form. Help while writing is loaded with the first press that asks for it.

import "../forms.js";
import { byId, fill, textsOf } from "../dom.js";
import { start } from "./autosave.js";
import { startCardPicker } from "./pickers.js";
import * as composer from "./plain_text.js";
import { offerTidy } from "./tidy_offer.js";

// One line each: Enter leads on, and what is pasted becomes one.
const lines = [byId("id_headline"), byId("id_standfirst")];
lines.forEach((field, place) => {
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    (lines[place + 1] ?? byId("id_body")).focus();
  });
  field.addEventListener("input", () => {
    if (/[\r\n]/.test(field.value)) field.value = field.value.replace(/\s*[\r\n]+\s*/g, " ");
  });
});

const body = byId("id_body");
const count = byId("body-words");
const SIGNS = /^\[(?:foto|galeri|baca|lampiran)[^\]]*\].*$|^\/berita\/\S*$/gim; // photos and cards
const showCount = () => {
  const n = body.value.replace(SIGNS, "").match(/[\p{L}\p{N}]\S*/gu)?.length ?? 0;
  count.textContent = fill(count.dataset.words, { n });
};
body.addEventListener("input", showCount);
showCount();

startCardPicker(composer);
start(composer);

document.querySelector("[data-baca]").addEventListener("click", () => {
  const picker = byId("baca-picker");
  picker.hidden = !picker.hidden;
  if (!picker.hidden) byId("baca-search").focus();
});

const failed = () => alert(textsOf(byId("photos")).signal);
offerTidy(composer, failed);
for (const button of document.querySelectorAll("[data-help]")) {
  button.addEventListener("click", () =>
    import("./suggestions.js").then(({ ask }) => ask(button.dataset.help, composer), failed));
}
