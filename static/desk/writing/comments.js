// The comments beside a story: select words of the text and comment on them, see which passages are spoken of, get
// names offered. The server finds and checks everything without it.

import { byId, element } from "../dom.js";

const story = document.querySelector(".review-text");
const comments = byId("comments");
const APART = ".place, .baca-juga, .trail, .byline, footer, nav, script, style"; // no words of the text
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

function offerQuote() {
  const button = byId("quote-button");
  const field = byId("comment-quote");
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
    const say = byId("comment-words");
    say.focus({ preventScroll: true });
    say.scrollIntoView({ block: "center" });
  });
}

// ---- From a quote to its passage

// The text as the server reads it: every letter with the place that it stands in.
function lettersOf(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, {
    acceptNode(node) {
      const isApart = node.nodeType === 1 && node.matches(APART);
      return isApart ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
    },
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
  const ranges = [];
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + quote.length)) {
    const range = document.createRange();
    const [last, end] = places[at + quote.length - 1];
    range.setStart(...places[at]);
    range.setEnd(last, last.nodeType === 3 ? end + 1 : 0);
    ranges.push(range);
  }
  return ranges;
}

function markQuotes() {
  const letters = lettersOf(story);
  const all = [];
  for (const quote of comments.querySelectorAll("[data-quote]")) {
    const ranges = passages(quote.dataset.quote, letters);
    if (!quote.closest("details.fold")) all.push(...ranges);
    quote.querySelector("a")?.addEventListener("click", (event) => {
      if (!ranges.length) return;
      event.preventDefault();
      const [range] = ranges;
      const box = range.startContainer.nodeType === 3 ? range.startContainer.parentElement : range.startContainer;
      box.scrollIntoView({ block: "center" });
      if (CSS.highlights) CSS.highlights.set("quoted-now", new Highlight(...ranges));
      else { getSelection().removeAllRanges(); getSelection().addRange(range); }
    });
  }
  if (CSS.highlights && all.length) CSS.highlights.set("quoted", new Highlight(...all));
}

// ---- Names behind an @

// The letters behind the @ that stands before the caret, and none where no name is being typed.
function mentionIn(field) {
  const before = field.value.slice(0, field.selectionStart);
  return /(?:^|[^\w.@+-])@([\w.+-]*)$/.exec(before)?.[1];
}

function offerNames(field) {
  const list = element("div", { className: "names" });
  field.after(list);
  let current = "";
  field.addEventListener("input", async () => {
    const q = mentionIn(field);
    current = q;
    if (q === undefined) return list.replaceChildren();
    const answer = await fetch(`${comments.dataset.people}?${new URLSearchParams({ q })}`).catch(() => null);
    const people = answer?.ok ? (await answer.json()).people : [];
    if (current !== q) return undefined; // a later letter is on its way
    return list.replaceChildren(...people.map(({ username, name }) => element("button", {
      type: "button",
      textContent: name,
      onclick() {
        const typed = mentionIn(field); // more, perhaps, than when the name was offered
        const caret = field.selectionStart;
        field.setRangeText(`@${username} `, caret - (typed === undefined ? 0 : typed.length + 1), caret, "end");
        list.replaceChildren();
        field.focus();
      },
    })));
  });
}

// ---- One press, one comment; an address that names a comment opens what it is folded in

function openNamed() {
  const comment = /^#komentar-\d+$/.test(location.hash) && document.querySelector(location.hash);
  if (!comment) return;
  for (let box = comment.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  comment.scrollIntoView({ block: "center" });
}

if (story) {
  offerQuote();
  markQuotes();
}
comments.querySelectorAll("[data-mentions]").forEach(offerNames);
openNamed();
comments.dataset.ready = "yes";
