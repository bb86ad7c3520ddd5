// Rapikan is loaded when it is asked for: by a button, or by a paste that looks like a finished story.

const PASTED = 200; // characters; what is shorter was pasted into a story
const LABELS = /^\W*(?:(?:penulis|reporter|pewarta|wartawan|editor|redaktur|laporan|oleh|judul|tags?)\s*:|baca juga)/im;
const OPENING_OR_END = /^[A-Z][A-Z .,/|()-]{3,60}(?:\w+\.\w+\W*)?\s?[-–—,]|\(\*\)/m;

export function offerTidy(composer, failed = () => {}) {
  const load = (isOffer) => import("./tidy.js").then(({ tidy }) => tidy(composer, isOffer), failed);
  document.addEventListener("click", ({ target }) => target.closest("[data-tidy]") && load(false));
  composer.body().addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const isFiled = text.length > PASTED && (LABELS.test(text) || OPENING_OR_END.test(text));
    if (isFiled) setTimeout(load, 500, true); // once it stands in the form
  });
}
