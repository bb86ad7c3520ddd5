// Help while somebody writes: what is wrong so far, and suggestions. The server makes both of what stands in the form; here
// they are asked for and shown, and a press leads to a field or puts something into the text. The full editor loads this
// with its page and asks when the writer pauses; the phone's composer loads it with the first press (desk.js).

const box = document.getElementById("aids");
const form = document.getElementById("article_form");
const { autosave, user } = document.getElementById("writing").dataset;
const live = !box.dataset.script;
const ADDRESSES = { check: "periksa/", suggest: "saran/" }; // beside the one that the text is saved at
const PAUSE = 1500; // ms in which nothing was typed
const PATIENCE = 15000;

const typed = () => {
  const body = new FormData(form);
  body.set("user", user);
  return body;
};
const asked = {}; // kind → how often: an answer that was overtaken by a later question is not shown

function place(kind) {
  const known = document.querySelector(`[data-answer=${kind}]`);
  if (known) return known;
  const made = window.desk.made("div", { className: "aids" });
  made.dataset.answer = kind;
  made.ariaLive = "polite";
  (document.querySelector("[data-answer]") ?? box).after(made);
  made.addEventListener("click", press);
  return made;
}

function dress(href) {
  if (!document.querySelector(`link[href="${href}"]`)) document.head.append(window.desk.made("link", { rel: "stylesheet", href }));
}

export async function ask(kind) {
  const number = (asked[kind] = (asked[kind] ?? 0) + 1);
  const answer = await fetch(autosave.replace(/[^/]+\/$/, ADDRESSES[kind]), { method: "POST", body: typed(), signal: AbortSignal.timeout(PATIENCE), headers: { Accept: "application/json" } })
    .then((sent) => (sent.ok && !sent.redirected ? sent.json() : null))
    .catch(() => null);
  if (number !== asked[kind]) return;
  if (!answer) {
    if (!live) place(kind).textContent = window.desk.words(document.getElementById("photos")).signal;
    return;
  }
  dress(answer.style);
  place(kind).innerHTML = answer.html;
  if (kind === "check") count(answer);
}

// How many problems there are, beside the buttons.
function count(answer) {
  const buttons = document.getElementById("form-buttons");
  const link = document.getElementById("problem-count") ?? window.desk.made("a", { id: "problem-count", className: "problem-count", href: "#aids" });
  buttons.prepend(link);
  link.hidden = !(answer.required || answer.advised);
  link.textContent = answer.count;
  link.classList.toggle("refuses", answer.required > 0);
}

// ---- From a problem to its field

const visible = (element) => element && element.offsetParent !== null;

function fieldOf(name) {
  const field = document.getElementById(`id_${name}`);
  const candidates = [
    field?.matches(".select2-hidden-accessible") ? field.parentElement.querySelector(".select2-selection") : field,
    document.getElementById(`pick-${name}`),
    name === "lead_photo" && document.querySelector("[data-photo=lead]"),
  ];
  for (const one of candidates) {
    if (!one || one.type === "hidden") continue;
    for (let fold = one.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    if (visible(one)) return one;
  }
  return null;
}

export function reach(name) {
  const editor = name === "body" && window.editors?.id_body;
  const field = editor ? editor.ui.getEditableElement() : fieldOf(name);
  if (!field) return;
  field.scrollIntoView({ block: "center" });
  if (editor) editor.editing.view.focus();
  else field.focus({ preventScroll: true });
}

// ---- One press

function addTag(name) {
  const field = document.getElementById("id_tag_names");
  field.value = [...field.value.split(",").map((tag) => tag.trim()).filter(Boolean), name].join(", ");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function append(id, label) {
  const list = document.querySelector("[data-rows=related] ol");
  const ids = [...list.querySelectorAll("[name=related-target]")].map((input) => input.value);
  window.deskRows({ related: ["1"], "related-target": [...ids, id] });
  list.lastElementChild.querySelector(".row-label").textContent = label;
  list.dispatchEvent(new Event("change", { bubbles: true }));
}

function put({ put: where, id, url, label }) {
  if (where === "end") append(id, label);
  else if (window.editors?.id_body) window.editors.id_body.execute("mediaEmbed", url);
  else window.desk.insertLine(`/berita/${id}/`);
}

function press(event) {
  const { field, tag, put: where } = event.target.closest("[data-field], [data-tag], [data-put]")?.dataset ?? {};
  if (field) {
    event.preventDefault();
    reach(field);
  } else if (tag) {
    addTag(tag);
    event.target.remove();
  } else if (where) {
    put(event.target.dataset);
    event.target.closest("li").remove();
  }
}

// A problem on the review screen leads here: to the field, once the editor is there.
async function arrive() {
  if (!location.hash.startsWith("#id_")) return;
  while (!window.editors?.id_body) await new Promise((done) => setTimeout(done, 200));
  reach(location.hash.slice(4));
}

// ---- In the full editor: whenever the writer pauses

let before = "";
let shown = "";

function look() {
  if (document.hidden) return;
  const now = new URLSearchParams(typed()).toString();
  if (now === before && now !== shown) {
    shown = now;
    for (const kind of ["check", "suggest"]) if (place(kind).closest("details").open) ask(kind);
  }
  before = now;
}

if (live) {
  box.addEventListener("click", press);
  for (const fold of box.querySelectorAll("details")) {
    fold.addEventListener("toggle", () => fold.open && shown && ask(fold.querySelector("[data-answer]").dataset.answer));
  }
  setInterval(look, PAUSE);
  arrive();
}
