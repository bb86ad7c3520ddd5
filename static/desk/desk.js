// What the desk adds to the forms: live counters, dialogs for reasons, the Baca Juga picker and its cards in the editor.
// Everything here is a convenience: the server checks and cleans without it.

const stories = new Map(); // id → what the desk knows of a story that a card shows

async function ask(parameters) {
  const address = document.getElementById("baca-picker").dataset.url;
  const answer = await fetch(`${address}?${new URLSearchParams(parameters)}`);
  if (!answer.ok) throw new Error(answer.status);
  return (await answer.json()).stories;
}

function label(story) {
  return story.note ? `${story.headline} (${story.note})` : story.headline;
}

async function fillCard(id) {
  const story = stories.get(id) ?? (await ask({ id }).catch(() => []))[0];
  if (!story) return;
  stories.set(id, story);
  for (const card of document.querySelectorAll(`.article-card[data-story="${id}"]`)) {
    card.textContent = `Baca Juga: ${label(story)}`;
  }
}

// CKEditor's media embed asks for the preview of a story's address (settings: callback:articleCard).
window.articleCard = (match) => {
  setTimeout(fillCard, 0, match[1]); // the card has to stand in the page before it can be filled
  return `<div class="article-card" data-story="${match[1]}">Baca Juga: /berita/${match[1]}/</div>`;
};

function picker() {
  const template = document.getElementById("baca-picker");
  const editor = document.querySelector(".field-body .ck-editor-container");
  if (!template || !editor) return;
  editor.after(template.content.cloneNode(true));
  const field = document.getElementById("baca-search");
  const list = field.nextElementSibling;
  let waiting;

  async function search() {
    const typed = field.value;
    const found = await ask({ q: typed }).catch(() => []);
    if (typed !== field.value) return; // a later question is on its way
    list.replaceChildren(...found.map((story) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label(story);
      button.addEventListener("click", () => {
        window.editors.id_body.execute("mediaEmbed", story.url);
        field.value = "";
        list.replaceChildren();
      });
      const item = document.createElement("li");
      item.append(button);
      return item;
    }));
  }

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 250);
  });
  field.addEventListener("focus", search);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // Enter here must not send the story's form
  });
}

function dialogs() {
  for (const button of document.querySelectorAll("[data-dialog]")) {
    const dialog = document.getElementById(button.dataset.dialog);
    button.addEventListener("click", () => dialog.showModal());
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  }
}

const COUNTED = { id_headline: 95, id_standfirst: 200 };

function count(field, advised) {
  const counter = document.createElement("div");
  counter.className = "counter";
  counter.setAttribute("aria-live", "polite");
  const show = () => {
    counter.textContent = `${field.value.length} / ${advised}`;
    counter.classList.toggle("over", field.value.length > advised);
  };
  field.after(counter);
  field.addEventListener("input", show);
  show();
}

document.addEventListener("DOMContentLoaded", () => {
  for (const [id, advised] of Object.entries(COUNTED)) {
    const field = document.getElementById(id);
    if (field) count(field, advised);
  }
  picker();
  dialogs();
});
