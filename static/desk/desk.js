// What the desk adds to the forms: live counters and the preview of Baca Juga cards in the editor.
// Everything here is a convenience: the server checks and cleans without it.

// CKEditor's media embed asks for the preview of a story's address (settings: callback:articleCard).
window.articleCard = (match) => {
  const card = document.createElement("div");
  card.className = "article-card";
  card.textContent = `Baca Juga: /berita/${match[1]}/`;
  return card.outerHTML;
};

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
});
