// Help while somebody writes: what is wrong so far, and suggestions. The server makes both of what stands in the form;
// here they are asked for and shown, and a press leads to a field or puts something into the text. The full editor
// loads this with its page and asks when the writer pauses; the phone's composer loads it with the first press.

import { byId, element, textsOf } from "../dom.js";
import { answerOf } from "./asking.js";
import { facts, form, post } from "./open_form.js";
import { restoreRows } from "./rows.js";

const box = byId("suggestions");
const ADDRESSES = { check: "periksa/", suggest: "saran/" }; // beside the one that the text is saved at
const PAUSE = 1500; // ms in which nothing was typed

let composer; // writing/plain_text.js or writing/rich_text.js
let isLive = false; // asks by itself
const questions = {}; // kind → how many: an answer that was overtaken by a later question is not shown

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

export async function ask(kind, asking = composer) {
  composer = asking;
  if (kind === "attach") return (await import("../attachments/in_form.js")).open(composer);
  const number = (questions[kind] = (questions[kind] ?? 0) + 1);
  const url = facts.autosave.replace(/[^/]+\/$/, ADDRESSES[kind]);
  const answer = await answerOf(() => post(url, new FormData(form)), kind);
  if (answer === undefined || number !== questions[kind]) return;
  if (answer?.status !== 200) {
    if (!isLive) answerBox(kind).textContent = textsOf(byId("photos")).signal;
    return;
  }
  addStyle(answer.style);
  answerBox(kind).innerHTML = answer.html;
  if (kind === "check") showCount(answer);
}

// How many problems there are, beside the buttons.
function showCount({ required, advised, count }) {
  const id = "problem-count";
  const link = byId(id) ?? element("a", { id, className: id, href: "#suggestions" });
  byId("form-buttons").prepend(link);
  link.hidden = !(required || advised);
  link.textContent = count;
  link.classList.toggle("refuses", required > 0);
}

// ---- From a problem to its field

const isVisible = (field) => field && field.offsetParent !== null;

function fieldOf(name) {
  if (name === "body") return composer.body();
  const field = byId(`id_${name}`);
  const candidates = [
    field?.matches(".select2-hidden-accessible") ? field.parentElement.querySelector(".select2-selection") : field,
    byId(`pick-${name}`),
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
  const field = byId("id_tag_names");
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
    else composer.insertCard({ id, url, headline: label });
    target.closest("li").remove();
  }
}

// ---- In the full editor: whenever the writer pauses

let before = ""; // how the form was a pause ago
let checked = ""; // how it was when the server was asked

function look() {
  if (document.hidden) return;
  const now = new URLSearchParams(new FormData(form)).toString();
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
  // While the page loads, the browser looks for the address's fragment itself, and takes the focus away.
  if (document.readyState !== "complete") await new Promise((resolve) => addEventListener("load", resolve));
  setTimeout(reach, 0, location.hash.slice(4));
}
