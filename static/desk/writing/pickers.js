// Fields that look for people and stories: for the rows of lists, and for a Baca Juga card at the caret.

import { byId, fill } from "../dom.js";
import { readJson, searchField, searchStories } from "../search_field.js";

export const lists = [...document.querySelectorAll("[data-rows]")].map((box) => [box.dataset.rows, rowsOf(box)]);

function rowsOf(box) {
  const list = box.querySelector("ol");
  const addButtons = (row) => row.append(byId("row-buttons").content.cloneNode(true));
  const announce = () => list.dispatchEvent(new Event("change", { bubbles: true }));

  async function searchPeople(term) {
    const { results } = await readJson(`${box.dataset.search}&${new URLSearchParams({ term })}`);
    return results.map((person) => ({ ...person, label: person.text }));
  }

  function add({ id, label, note }, role) {
    const row = box.querySelector("template").content.firstElementChild.cloneNode(true);
    const name = row.querySelector("input[type=text]");
    row.querySelector("input[type=hidden]").value = id;
    if (name) name.value = label;
    else row.querySelector(".row-label").textContent = note ? `${label} (${note})` : label;
    if (role) row.querySelector("select").value = role;
    addButtons(row);
    list.append(row);
  }

  [...list.children].forEach(addButtons);
  const search = box.dataset.rows === "credits" ? searchPeople : searchStories;
  const choose = (item) => {
    add(item);
    announce();
  };
  const { create } = box.dataset; // where this person may add somebody whom nobody here knows
  const newcomer = create && ((name) => ({ id: "", label: name, text: fill(create, { name }) }));
  searchField(box.querySelector("input[type=search]"), box.querySelector(".found"), search, choose, newcomer);
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    const row = button.closest("li");
    if (button.dataset.move === "out") row.remove();
    else if (button.dataset.move === "up") row.previousElementSibling?.before(row);
    else row.nextElementSibling?.after(row);
    button.focus();
    announce();
  });
  return { list, add };
}

export function startCardPicker(composer) {
  const field = byId("baca-search");
  searchField(field, field.nextElementSibling, searchStories, composer.insertCard);
}
