// What the review screen adds to its forms: keys on a desktop, how long a claim lasts, a reason that is opened at once.
// Without it every button and link works as well.

import { button, byId } from "../dom.js";

const TYPING = "input, textarea, select, dialog, [contenteditable]"; // where a key is a letter
const pressedBy = (key) => [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].at(-1);

function openReason() {
  const field = byId("reason_return");
  if (!field) return;
  field.closest("details").open = true;
  field.closest("details").scrollIntoView({ block: "start" });
  field.closest("details").querySelector("input, textarea").focus({ preventScroll: true });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(TYPING)) return;
  const target = pressedBy(event.key);
  if (!target) return;
  event.preventDefault();
  if (event.key === "r") openReason();
  else if (event.key === "a") document.querySelector(".review-side .desk-button.main")?.focus();
  else target.click();
});

for (const link of document.querySelectorAll('a[href="#reason_return"]')) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    openReason();
  });
}

// While somebody writes, the form's own button is under the thumb, and not one that decides something else.

const bar = document.querySelector(".thumb-bar");
const FIELD = "textarea, select, input:not([type=checkbox], [type=radio], [type=hidden])";
const details = (form) => [...(form?.querySelectorAll("details") ?? [])];
const isWriting = (form) => details(form).some((fold) => fold.open && fold.querySelector("textarea"));
const ownButton = (form) => [...form.querySelectorAll("button:not([type=button])")].at(-1);

function follow(form) {
  const own = form && ownButton(form);
  for (const part of [...bar.children]) {
    if (part.dataset.own) part.remove();
    else part.hidden = Boolean(own);
  }
  if (!own) return;
  const back = button(bar.dataset.back, () => {
    for (const fold of details(form)) fold.open = false;
    follow(null);
  });
  const press = button(own.textContent, () => own.click());
  press.className = own.className;
  for (const part of [back, press]) {
    part.dataset.own = "1";
    bar.append(part);
  }
}

if (bar) {
  // A press on the bar takes the focus from the field first: only another field or fold changes what the bar shows.
  document.addEventListener("focusin", ({ target }) => {
    if (target.matches(FIELD) && target.form && !target.closest("header, dialog")) follow(target.form);
  });
  document.addEventListener("toggle", ({ target }) => {
    const form = target.closest?.("form");
    if (form && target.querySelector("textarea")) follow(target.open ? form : null);
  }, true);
  follow([...document.querySelectorAll("form.step")].find(isWriting));
}

const left = document.querySelector("[data-until]");
if (left) {
  const tell = () => {
    const seconds = Math.floor((new Date(left.dataset.until) - Date.now()) / 1000);
    const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    left.textContent = seconds > 0 ? clock : left.dataset.over;
  };
  tell();
  setInterval(tell, 1000);
}
