// The phone's form. What helps while writing is loaded with the first press that asks for it.

import "../forms.js";
import { textsOf } from "../dom.js";
import { start } from "./autosave.js";
import { startCardPicker } from "./card_picker.js";
import * as composer from "./plain_text.js";

startCardPicker(composer);
start(composer);

document.querySelector("[data-baca]").addEventListener("click", () => {
  const picker = document.getElementById("baca-picker");
  picker.hidden = !picker.hidden;
  if (!picker.hidden) document.getElementById("baca-search").focus();
});

for (const button of document.querySelectorAll("[data-help]")) {
  const failed = () => alert(textsOf(document.getElementById("photos")).signal);
  button.addEventListener("click", () =>
    import("./suggestions.js").then(({ ask }) => ask(button.dataset.help, composer), failed));
}
