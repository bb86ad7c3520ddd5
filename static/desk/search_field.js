// A field that searches as one types; the stories that it finds. What is typed and not chosen counts too: a form is
// sent with it.

import { byId, element } from "./dom.js";

const PAUSE = 250; // ms without typing
const facts = byId("baca-picker")?.dataset;

// The helper that asks comes with the first question. It leads to the sign-in where the session is over.
export const readJson = async (url) => (await import("./writing/asking.js")).readJson(url);

export async function findStories(parameters) {
  return (await readJson(`${facts.url}?${new URLSearchParams(parameters)}`)).stories;
}

export const storyLabel = ({ headline, note }) => (note ? `${headline} (${note})` : headline);

export async function searchStories(q) {
  return (await findStories({ q })).map((story) => ({ ...story, label: story.headline }));
}

// `search` gives items {label, detail?, picture?, …} for a query; `choose` gets the picked one, `create` makes
// an item of a query that none is called by. Returns the function that searches at once.
export function searchField(field, list, search, choose, create) {
  let waiting, newest; // a question that a later one has overtaken changes nothing: somebody is on its answers

  function option(item) {
    const onclick = () => {
      field.value = "";
      list.replaceChildren();
      choose(item);
    };
    const label = element("span", { textContent: item.text ?? item.label });
    const detail = element("small", { textContent: item.detail ?? "" });
    return element("li", {}, element("button", { type: "button", onclick }, ...(item.picture ?? []), label, detail));
  }

  async function show() {
    clearTimeout(waiting);
    const mine = newest = {};
    const query = field.value;
    let nothing = facts.nothing;
    const items = await search(query).catch(() => { nothing = facts.failed; return []; });
    if (mine !== newest) return;
    newest = null;
    if (query !== field.value) return;
    const words = query.trim();
    const isNew = create && words && !items.some(({ label }) => label.toLowerCase() === words.toLowerCase());
    const options = (isNew ? [...items, create(words)] : items).map(option);
    list.replaceChildren(...(items.length ? [] : [element("li", { textContent: nothing })]), ...options);
  }

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, PAUSE);
  });
  field.addEventListener("focus", () => newest || show()); // a sign-in that is put off gives the focus back
  field.addEventListener("keydown", async (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // it must not send the story's form
    await show();
    list.querySelector("button")?.focus();
  });
  return show;
}
