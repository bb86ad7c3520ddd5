// A button that asks the device for a passkey: <button data-passkey="sign-in" or "register" data-question-url
// data-answer-url>, inside the form whose fields go along. Where no passkey can be, it does not show.

import { authenticate, isPossible, register } from "./passkey.js";

for (const button of document.querySelectorAll("[data-passkey]")) {
  const error = document.getElementById(button.getAttribute("aria-describedby"));
  const act = button.dataset.passkey === "register" ? register : authenticate;
  button.hidden = !isPossible();
  button.addEventListener("click", async () => {
    error.textContent = "";
    button.disabled = true;
    const { questionUrl: question, answerUrl: answer, failed } = button.dataset;
    const data = Object.fromEntries(new FormData(button.form));
    // The device says no word of why: its owner left, or it has no passkey for this site.
    const result = await act({ question, answer }, data).catch(() => ({ message: failed }));
    button.disabled = false;
    if (result.url) location.assign(result.url);
    else error.textContent = result.message ?? failed;
  });
}
for (const hint of document.querySelectorAll("[data-no-passkey]")) hint.hidden = isPossible();
