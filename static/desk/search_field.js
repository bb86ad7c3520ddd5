// A field that searches as one types; the stories that it finds.

import { byId, element } from "./dom.js";

const PAUSE = 250; // ms without typing

export async function findStories(parameters) {
  const address = byId("baca-picker").dataset.url;
  const answer = await fetch(`${address}?${new URLSearchParams(parameters)}`);
  if (!answer.ok) throw new Error(answer.status);
  return (await answer.json()).stories;
}

export const storyLabel = ({ headline, note }) => (note ? `${headline} (${note})` : headline);

export async function searchStories(q) {
  return (await findStories({ q })).map((story) => ({ ...story, label: storyLabel(story) }));
}

// `search` gives items {label, picture?, …} for a query, `choose` gets the one that is picked, `nothing` stands where
// there is none. Returns the function that searches at once.
export function searchField(field, list, search, choose, nothing = []) {
  let waiting;

  function option(item) {
    const onclick = () => {
      choose(item);
      field.value = "";
      list.replaceChildren();
    };
    const label = element("span", { textContent: item.label });
    return element("li", {}, element("button", { type: "button", onclick }, ...(item.picture ?? []), label));
  }

  async function show() {
    const query = field.value;
    const items = await search(query).catch(() => []);
    if (query !== field.value) return; // a later question is on its way
    list.replaceChildren(...(items.length ? items.map(option) : nothing));
  }

  field.addEventListener("input", (event) => {
    event.stopPropagation(); // a question is no change of the story
    clearTimeout(waiting);
    waiting = setTimeout(show, PAUSE);
  });
  field.addEventListener("change", (event) => event.stopPropagation());
  field.addEventListener("focus", show);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // Enter here must not send the story's form
  });
  return show;
}
