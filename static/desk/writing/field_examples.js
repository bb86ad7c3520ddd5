// Examples beside a field: a press puts one in, in a way that the browser can undo.
const WORDS = 8; // of a slug

const slugOf = (headline) =>
  headline.normalize("NFKD").replace(/[\u0300-\u036f'’]/g, "").toLowerCase()
    .split(/[^a-z0-9]+/).filter(Boolean).slice(0, WORDS).join("-");

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-example], [data-example-from]");
  if (!button) return;
  const field = document.getElementById(button.closest("[data-examples]").dataset.examples);
  const source = document.getElementById(button.dataset.exampleFrom);
  field.focus();
  field.select();
  document.execCommand("insertText", false, source ? slugOf(source.value) : button.dataset.example);
});
