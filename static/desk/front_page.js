// The desk's front page: a story is searched for, then its time is chosen.
const { ask, label, searchField } = window.desk;
const find = async (q) => (await ask({ q })).map((story) => ({ ...story, label: label(story) }));

for (const form of document.querySelectorAll("[data-place]")) {
  searchField(form.querySelector("[type=search]"), form.querySelector(".found"), find, (story) => {
    form.elements.article.value = story.id;
    form.querySelector(".row-label").textContent = story.label;
    form.querySelector("[data-chosen]").hidden = false;
    form.querySelector("button.main").focus();
  });
}
