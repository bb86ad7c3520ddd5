// The desk's front page: a story is searched for, then its time is chosen.

import { searchField, searchStories } from "../search_field.js";

for (const form of document.querySelectorAll("[data-place]")) {
  searchField(form.querySelector("[type=search]"), form.querySelector(".found"), searchStories, (story) => {
    form.elements.article.value = story.id;
    form.querySelector(".row-label").textContent = story.label;
    form.querySelector("[data-chosen]").hidden = false;
    form.querySelector("button.main").focus();
  });
}
