// The phone's form. Help while writing is loaded with the first press that asks for it.

import "../forms.js";
import { byId, textsOf } from "../dom.js";
import { start } from "./autosave.js";
import { startCardPicker } from "./pickers.js";
import * as composer from "./plain_text.js";
import { offerTidy } from "./tidy_offer.js";

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
