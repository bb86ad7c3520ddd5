// The field under the text that looks for a story and puts its Baca Juga card where the caret is.

import { searchField, searchStories } from "../search_field.js";

export function startCardPicker(composer) {
  const field = document.getElementById("baca-search");
  searchField(field, field.nextElementSibling, searchStories, composer.insertCard);
}
