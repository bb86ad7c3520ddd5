// Rapikan is loaded by its button, or by a paste that looks like a finished story.

const FILED = /^\W*(?:(?:penulis|reporter|pewarta|wartawan|editor|redaktur|oleh|judul|tags?)\s*:|baca juga)|\(\*\)/im;

export function offerTidy(composer, failed) {
  const load = (isOffer) => import("./tidy.js").then(({ tidy }) => tidy(composer, isOffer), failed);
  document.addEventListener("click", ({ target }) => target.closest("[data-tidy]") && load());
  composer.body().addEventListener("paste", ({ clipboardData }) => {
    if (FILED.test(clipboardData?.getData("text"))) setTimeout(load, 500, true); // once it stands in the form
  });
}
