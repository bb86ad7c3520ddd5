// The form with the full editor.

import { start } from "./autosave.js";
import { startCardPicker } from "./card_picker.js";
import * as composer from "./rich_text.js";
import * as suggestions from "./suggestions.js";

startCardPicker(composer);
start(composer);
suggestions.start(composer);
