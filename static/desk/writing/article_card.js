// Baca Juga cards in the full editor. CKEditor's media embed asks for the preview of a story's address under this
// global name (settings: callback:articleCard), so it has to be there before the editor is.

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
