// What the review screen adds to its forms: keys on a desktop, how long a claim lasts, a reason that is opened at once.
// Without it every button and link works as well.

import { byId } from "../dom.js";

const TYPING = "input, textarea, select, dialog, [contenteditable]"; // where a key is a letter
const buttonOf = (key) => [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].at(-1);

function openReason() {
  const field = byId("reason_return");
  if (!field) return;
  field.closest("details").open = true;
  field.closest("details").scrollIntoView({ block: "start" });
  field.closest("details").querySelector("input, textarea").focus({ preventScroll: true });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(TYPING)) return;
  const button = buttonOf(event.key);
  if (!button) return;
  event.preventDefault();
  if (event.key === "r") openReason();
  else if (event.key === "a") document.querySelector(".review-side .desk-button.main")?.focus();
  else button.click();
});

for (const link of document.querySelectorAll('a[href="#reason_return"]')) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    openReason();
  });
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
