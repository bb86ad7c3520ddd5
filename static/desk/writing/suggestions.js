// Help while somebody writes: what is wrong so far, and suggestions. The server makes both of what stands in the form;
// here they are asked for and shown, and a press leads to a field or puts something into the text. The full editor
// loads this with its page and asks when the writer pauses; the phone's composer loads it with the first press.

import { element, textsOf } from "../dom.js";
import { restoreRows } from "./rows.js";

const box = document.getElementById("suggestions");
const form = document.getElementById("article_form");
const { autosave, user } = document.getElementById("writing").dataset;
const ADDRESSES = { check: "periksa/", suggest: "saran/" }; // beside the one that the text is saved at
const PAUSE = 1500; // ms in which nothing was typed
const PATIENCE = 15000; // ms until an answer counts as lost

let composer; // writing/plain_text.js or writing/rich_text.js
let isLive = false; // asks by itself
const questions = {}; // kind → how many: an answer that was overtaken by a later question is not shown

function formData() {
  const data = new FormData(form);
  data.set("user", user);
  return data;
}

// The box for the answers of a kind.
function answerBox(kind) {
  const existing = document.querySelector(`[data-answer=${kind}]`);
  if (existing) return existing;
  const created = element("div", { className: "suggestions", ariaLive: "polite" });
  created.dataset.answer = kind;
  (document.querySelector("[data-answer]") ?? box).after(created);
  created.addEventListener("click", press);
  return created;
}

function addStyle(href) {
  if (document.querySelector(`link[href="${href}"]`)) return;
  document.head.append(element("link", { rel: "stylesheet", href }));
}

async function post(kind) {
  const answer = await fetch(autosave.replace(/[^/]+\/$/, ADDRESSES[kind]), {
    method: "POST",
    body: formData(),
    signal: AbortSignal.timeout(PATIENCE),
    headers: { Accept: "application/json" },
  });
  return answer.ok && !answer.redirected ? answer.json() : null;
}

export async function ask(kind, asking = composer) {
  composer = asking;
  const number = (questions[kind] = (questions[kind] ?? 0) + 1);
  const answer = await post(kind).catch(() => null);
  if (number !== questions[kind]) return;
  if (!answer) {
    if (!isLive) answerBox(kind).textContent = textsOf(document.getElementById("photos")).signal;
    return;
  }
  addStyle(answer.style);
  answerBox(kind).innerHTML = answer.html;
  if (kind === "check") showCount(answer);
}

// How many problems there are, beside the buttons.
function showCount({ required, advised, count }) {
  const id = "problem-count";
  const link = document.getElementById(id) ?? element("a", { id, className: id, href: "#suggestions" });
  document.getElementById("form-buttons").prepend(link);
  link.hidden = !(required || advised);
  link.textContent = count;
  link.classList.toggle("refuses", required > 0);
}

// ---- From a problem to its field

const isVisible = (field) => field && field.offsetParent !== null;

function fieldOf(name) {
  if (name === "body") return composer.body();
  const field = document.getElementById(`id_${name}`);
  const candidates = [
    field?.matches(".select2-hidden-accessible") ? field.parentElement.querySelector(".select2-selection") : field,
    document.getElementById(`pick-${name}`),
    name === "lead_photo" && document.querySelector("[data-photo=lead]"),
  ];
  for (const one of candidates) {
    if (!one || one.type === "hidden") continue;
    for (let fold = one.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    if (isVisible(one)) return one;
  }
  return null;
}

function reach(name) {
  const field = fieldOf(name);
  if (!field) return;
  field.scrollIntoView({ block: "center" });
  if (name === "body") composer.focusBody();
  else field.focus({ preventScroll: true });
}

// ---- One press

function addTag(name) {
  const field = document.getElementById("id_tag_names");
  field.value = [...field.value.split(",").map((tag) => tag.trim()).filter(Boolean), name].join(", ");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function addRelated(id, label) {
  const list = document.querySelector("[data-rows=related] ol");
  const ids = [...list.querySelectorAll("[name=related-target]")].map((input) => input.value);
  restoreRows({ related: ["1"], "related-target": [...ids, id] });
  list.lastElementChild.querySelector(".row-label").textContent = label;
  list.dispatchEvent(new Event("change", { bubbles: true }));
}

function press(event) {
  const target = event.target.closest("[data-field], [data-tag], [data-put]");
  if (!target) return;
  const { field, tag, put, id, url, label } = target.dataset;
  if (field) {
    event.preventDefault();
    reach(field);
  } else if (tag) {
    addTag(tag);
    target.remove();
  } else {
    if (put === "end") addRelated(id, label);
    else composer.insertCard({ id, url });
    target.closest("li").remove();
  }
}

// ---- In the full editor: whenever the writer pauses

let before = ""; // how the form was a pause ago
let checked = ""; // how it was when the server was asked

function look() {
  if (document.hidden) return;
  const now = new URLSearchParams(formData()).toString();
  if (now === before && now !== checked) {
    checked = now;
    for (const kind of ["check", "suggest"]) if (answerBox(kind).closest("details").open) ask(kind);
  }
  before = now;
}

export async function start(asking) {
  composer = asking;
  isLive = true;
  box.addEventListener("click", press);
  for (const fold of box.querySelectorAll("details")) {
    const { answer } = fold.querySelector("[data-answer]").dataset;
    fold.addEventListener("toggle", () => fold.open && checked && ask(answer));
  }
  setInterval(look, PAUSE);
  // A problem on the review screen leads here: to the field, once the editor is there.
  if (!location.hash.startsWith("#id_")) return;
  await composer.created;
  reach(location.hash.slice(4));
}
