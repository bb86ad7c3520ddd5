// Cards in the full editor: Baca Juga, attachments, embeds. CKEditor's media embed asks for the preview of an address
// under these global names (settings: callback:…), so they have to be there before the editor is.

import { element } from "../dom.js";
import { findStories, storyLabel } from "../search_field.js";

const stories = new Map(); // id → what the desk says of a story that a card shows

async function fillCard(id) {
  const story = stories.get(id) ?? (await findStories({ id }).catch(() => []))[0];
  if (!story) return;
  stories.set(id, story);
  for (const card of document.querySelectorAll(`.article-card[data-story="${id}"]`)) {
    card.textContent = `Baca Juga: ${storyLabel(story)}`;
  }
}

window.articleCard = ([, id]) => {
  setTimeout(fillCard, 0, id); // the card has to stand in the page before it can be filled
  return `<div class="article-card" data-story="${id}">Baca Juga: /berita/${id}/</div>`;
};

window.attachmentCard = ([, id]) => {
  const name = document.querySelector(`#attachment-names [data-id="${id}"]`)?.textContent ?? `/lampiran/${id}/`;
  return element("div", { className: "article-card", textContent: `📎 ${name}` }).outerHTML;
};

// No frame of another site is let in at the desk, and none is needed to see what readers will be asked to load.
window.embedCard = ([address]) =>
  element("div", { className: "article-card", textContent: `▶ ${address}` }).outerHTML;
