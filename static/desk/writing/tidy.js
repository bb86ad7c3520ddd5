// Rapikan: the server says what of the text has a place beside it; one press puts it there, another takes that back.

import { byId, element, textsOf } from "../dom.js";
import { answerOf } from "./asking.js";
import { facts, form, labels, post, read } from "./open_form.js";
import { write } from "./recovery.js";

const box = element("div", { id: "tidy", ariaLive: "polite" });
let composer;
let other; // how the form was before the last press; what was typed since is never lost by another one

box.addEventListener("click", ({ target }) => {
  if (target.matches("[data-apply]")) apply();
  if (target.matches("[data-leave]")) box.remove();
  if (target.matches("[data-undo]")) undo();
});

// An offer (`isOffer`) is not made where nothing would change.
export async function tidy(asking, isOffer) {
  composer = asking;
  const answer = await ask();
  if (!answer || (isOffer && !answer.found)) return;
  show(answer);
  if (!isOffer) box.querySelector("details")?.setAttribute("open", "");
}

async function ask(changes = {}) {
  const answer = await answerOf(() => {
    const data = new FormData(form);
    for (const [name, value] of Object.entries(changes)) data.set(name, value);
    return post(facts.autosave.replace(/[^/]+\/$/, "rapikan/"), data);
  }, "tidy");
  if (answer === undefined || answer?.status === 200) return answer;
  show({ html: "" });
  box.textContent = textsOf(byId("photos")).signal;
  return null;
}

function show({ html, style }) {
  if (style && !document.querySelector(`link[href="${style}"]`)) {
    document.head.append(element("link", { rel: "stylesheet", href: style }));
  }
  const field = composer.body();
  (field.closest(".ck-editor-container") ?? field).after(box);
  box.innerHTML = html;
  box.scrollIntoView({ block: "nearest" });
}

async function apply() {
  const now = state();
  const answer = await ask({ apply: "1" });
  if (!answer) return undefined;
  if (JSON.stringify(read()) !== JSON.stringify(now.fields)) return apply(); // typed on meanwhile: that counts, too
  other = now;
  put(answer);
  return show(answer);
}

function undo() {
  const now = state();
  put(other);
  other = now;
  for (const part of box.querySelectorAll("[data-turn]")) part.hidden = !part.hidden;
}

const state = () => ({ fields: read(), labels: labels(), stories: storyLabels() });

function put({ fields, labels, stories }) {
  write({ fields, labels }, composer);
  for (const row of rows()) row.label.textContent = stories[row.id] ?? row.label.textContent;
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

const rows = () => [...document.querySelectorAll("[data-rows=related] li")].map((row) => ({
  id: row.querySelector("[name=related-target]").value,
  label: row.querySelector(".row-label"),
}));

const storyLabels = () => Object.fromEntries(rows().map(({ id, label }) => [id, label.textContent]));
