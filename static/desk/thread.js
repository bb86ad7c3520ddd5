// The editorial thread: select words of the text and comment on them, see which passages are spoken of, get names offered.
// The server finds and checks everything without it.

const story = document.querySelector(".review-text");
const thread = document.getElementById("thread");
const APART = ".dateline, .baca-juga, .trail, .byline, footer, nav, script, style"; // on the page, but no words of the text
const BLOCKS = "p, h1, h2, h3, li, tr, td, th, br, blockquote, figcaption, figure";
const plain = (text) => text.normalize("NFC").replace(/\s+/g, " ").trim();

// ---- From the selection to the form

function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return "";
  const range = selection.getRangeAt(0);
  if (!story.contains(range.commonAncestorContainer)) return "";
  const part = range.cloneContents();
  part.querySelectorAll(APART).forEach((element) => element.remove());
  part.querySelectorAll(BLOCKS).forEach((element) => element.after(" "));
  return plain(part.textContent);
}

function quoting() {
  const button = document.getElementById("quote-button");
  const field = document.getElementById("thread-quote");
  let words = "";
  document.addEventListener("selectionchange", () => {
    const now = selected();
    if (now) words = now; // a press on a phone ends the selection before the click comes
    if (now.length > 1) button.hidden = false;
    else setTimeout(() => { if (!selected()) button.hidden = true; }, 400);
  });
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    field.value = words.slice(0, field.maxLength);
    field.closest("details").open = true;
    button.hidden = true;
    getSelection().removeAllRanges();
    const say = document.getElementById("thread-words");
    say.focus({ preventScroll: true });
    say.scrollIntoView({ block: "center" });
  });
}

// ---- From a quote to its passage

// The text as the server reads it: every letter with the place that it stands in.
function lettersOf(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, {
    acceptNode: (node) => (node.nodeType === 1 && node.matches(APART) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT),
  });
  let text = "";
  const places = [];
  const put = (letter, node, at) => {
    if (letter === " " && (!text || text.endsWith(" "))) return;
    text += letter;
    places.push([node, at]);
  };
  let node;
  while ((node = walker.nextNode())) {
    if (node.nodeType === 1) {
      if (node.matches(BLOCKS)) put(" ", node, 0);
      continue;
    }
    for (let at = 0; at < node.data.length; at += 1) put(/\s/.test(node.data[at]) ? " " : node.data[at], node, at);
  }
  return { text, places };
}

function passages(quote, { text, places }) {
  const found = [];
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + quote.length)) {
    const range = document.createRange();
    const [last, end] = places[at + quote.length - 1];
    range.setStart(...places[at]);
    range.setEnd(last, last.nodeType === 3 ? end + 1 : 0);
    found.push(range);
  }
  return found;
}

function marking() {
  const letters = lettersOf(story);
  const all = [];
  for (const quote of thread.querySelectorAll("[data-quote]")) {
    const ranges = passages(quote.dataset.quote, letters);
    if (!quote.closest("details.fold")) all.push(...ranges);
    quote.querySelector("a")?.addEventListener("click", (event) => {
      if (!ranges.length) return;
      event.preventDefault();
      const [range] = ranges;
      const box = range.startContainer.nodeType === 3 ? range.startContainer.parentElement : range.startContainer;
      box.scrollIntoView({ block: "center" });
      if (window.CSS?.highlights) CSS.highlights.set("quoted-now", new Highlight(...ranges));
      else { getSelection().removeAllRanges(); getSelection().addRange(range); }
    });
  }
  if (window.CSS?.highlights && all.length) CSS.highlights.set("quoted", new Highlight(...all));
}

// ---- Names behind an @

function naming(field) {
  const { made } = window.desk;
  const list = made("div", { className: "names" });
  field.after(list);
  let asked = "";
  field.addEventListener("input", async () => {
    const before = field.value.slice(0, field.selectionStart);
    const typed = /(?:^|[^\w.@+-])@([\w.+-]*)$/.exec(before)?.[1];
    asked = typed;
    if (typed === undefined) return list.replaceChildren();
    const answer = await fetch(`${thread.dataset.people}?${new URLSearchParams({ q: typed })}`).catch(() => null);
    const people = answer?.ok ? (await answer.json()).people : [];
    if (asked !== typed) return undefined; // a later letter is on its way
    return list.replaceChildren(...people.map(({ username, name }) => made("button", {
      type: "button",
      textContent: name,
      onclick() {
        field.setRangeText(`@${username} `, before.length - typed.length - 1, before.length, "end");
        list.replaceChildren();
        field.focus();
      },
    })));
  });
}

// ---- One press, one comment; an address that names a comment opens what it is folded in

function opening() {
  const named = /^#komentar-\d+$/.test(location.hash) && document.querySelector(location.hash);
  if (!named) return;
  for (let box = named.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  named.scrollIntoView({ block: "center" });
}

document.addEventListener("DOMContentLoaded", () => {
  if (story) { quoting(); marking(); }
  thread.querySelectorAll("[data-mentions]").forEach(naming);
  opening();
  thread.dataset.ready = "yes";
});
