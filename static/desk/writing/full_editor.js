// The form with the full editor.

import "./field_examples.js";
import { start } from "./autosave.js";
import { startCardPicker } from "./pickers.js";
import * as composer from "./rich_text.js";
import * as suggestions from "./suggestions.js";
import { offerTidy } from "./tidy_offer.js";

if (matchMedia("(pointer: coarse)").matches && !/\bmode=/.test(document.cookie)) {
  location.replace("?mode=hp"); // a touch screen, and nobody has chosen yet
} else {
  startCardPicker(composer);
  start(composer);
  suggestions.start(composer);
  composer.created.then(() => offerTidy(composer, () => {}));
  document.querySelector("[data-help=attach]").addEventListener("click", () => suggestions.ask("attach", composer));
}
