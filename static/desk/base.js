// What every page of the desk loads.

import "./forms.js";
import "./desk/switcher.js";
import "./writing/article_card.js";

if (document.querySelector("[data-copy]")) import("./copy.js");
