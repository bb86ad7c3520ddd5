// The quick switcher: one field that leads to any story and any page of the desk. After ARIA's pattern of a combobox
// with a list: the focus stays in the field, the arrows move the choice, and a screen reader is told of it.

import { element, fill } from "../dom.js";

const PATIENCE = 200; // ms after the last letter
let link, dialog, field, list, status;
let questions = 0; // how many; the answer to any but the last is dropped
let answered = 0; // the question that the list answers
let isPressed = false; // Enter came before the answer did
let waiting;

// At once, so that what is typed next goes into the field and not into the page behind it.
function openFrom(button, event) {
  event.preventDefault();
  event.stopImmediatePropagation(); // Unfold has a search of its own on the same keys
  link = button;
  dialog ??= build();
  if (!dialog.open) {
    field.value = "";
    list.replaceChildren();
    dialog.showModal(); // closing it gives the focus back
    ask();
  }
  field.select();
}

const isPlain = (event) => !event.shiftKey && !event.altKey;
const hasCommand = (event) => event.ctrlKey || event.metaKey;

addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-offer]");
  if (button && isPlain(event) && !hasCommand(event)) openFrom(button, event);
}, true);
addEventListener("keydown", (event) => {
  const button = document.querySelector("[data-offer]");
  if (!button || event.key?.toLowerCase() !== "k" || !hasCommand(event) || !isPlain(event)) return;
  if (!event.target.isContentEditable) openFrom(button, event); // in the full editor the keys make a link
}, true);
addEventListener("load", () => {
  const href = document.querySelector("[data-offer]")?.dataset.style;
  if (href) document.head.append(element("link", { rel: "stylesheet", href }));
});

function build() {
  const { field: label, close } = link.dataset;
  field = element("input", {
    type: "text",
    role: "combobox",
    ariaLabel: label,
    ariaAutoComplete: "list",
    ariaExpanded: "false",
    maxLength: 100,
    autocomplete: "off",
    spellcheck: false,
    placeholder: label,
    enterKeyHint: "go",
  });
  field.setAttribute("aria-controls", "switcher-list");
  list = element("ul", { id: "switcher-list", role: "listbox", ariaLabel: label });
  status = element("p", { className: "switcher-status", role: "status" });
  const onclick = () => dialog.close();
  const button = element("button", { type: "button", textContent: "×", ariaLabel: close, onclick });
  const top = element("div", { className: "switcher-top" }, field, button);
  const box = element("dialog", { className: "switcher", ariaLabel: link.ariaLabel }, top, list, status);
  box.addEventListener("click", (event) => event.target === box && box.close()); // beside it
  box.addEventListener("close", () => { questions += 1; clearTimeout(waiting); });
  field.addEventListener("input", () => {
    questions += 1;
    isPressed = false;
    clearTimeout(waiting);
    waiting = setTimeout(ask, PATIENCE);
  });
  field.addEventListener("keydown", onKey);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the field
  list.addEventListener("click", (event) => go(event.target.closest("[role=option]"), event));
  document.body.append(box);
  return box;
}

const options = () => [...list.children];
const chosen = () => list.querySelector("[aria-selected=true]");

async function ask() {
  clearTimeout(waiting);
  const question = ++questions;
  const q = field.value.trim();
  const answer = await fetch(`${link.dataset.offer}?${new URLSearchParams({ q })}`)
    .then((response) => (response.ok ? response.json() : null))
    .catch(() => null);
  if (question !== questions) return;
  answered = question;
  show(answer, q);
  if (isPressed) go(chosen());
}

function show(answer, q) {
  const matches = answer?.options ?? [];
  const search = { title: fill(link.dataset.all, { q }), note: "", url: `${link.href}?${new URLSearchParams({ q })}` };
  list.replaceChildren(...(q ? [...matches, search] : matches).map(option));
  status.textContent = answer ? fill(link.dataset.found, { n: matches.length }) : link.dataset.failed;
  status.classList.toggle("failed", !answer);
  field.ariaExpanded = String(list.children.length > 0);
  choose(list.firstElementChild);
}

function option({ title, note, url }, place) {
  const label = [element("span", { textContent: title }), element("small", { textContent: note })];
  const item = element("li", { id: `switcher-${place}`, role: "option", ariaSelected: "false" }, ...label);
  item.dataset.url = url;
  return item;
}

function choose(option) {
  chosen()?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) field.setAttribute("aria-activedescendant", option.id);
  else field.removeAttribute("aria-activedescendant");
}

function onKey(event) {
  if (event.isComposing) return;
  const all = options();
  const at = all.indexOf(chosen());
  if (event.key === "ArrowDown") choose(all[(at + 1) % all.length]);
  else if (event.key === "ArrowUp") choose(all[(at + all.length - 1) % all.length] ?? all.at(-1));
  else if (event.key === "Enter") {
    if (answered === questions) go(chosen(), event);
    else {
      isPressed = true;
      ask();
    }
  } else return;
  event.preventDefault();
}

function go(option, event) {
  if (!option) return;
  if (event?.ctrlKey || event?.metaKey) open(option.dataset.url);
  else location.href = option.dataset.url;
}
