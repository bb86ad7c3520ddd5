// Sign-in inside an open form: nothing that was typed has to leave the page for it.

import { byId, textsOf } from "../dom.js";
import { PATIENCE, facts } from "./open_form.js";

const dialog = byId("writing-login");
const password = byId("writing-password");
const error = byId("writing-login-error");
const texts = textsOf(byId("writing"));

let signedIn; // what goes on afterwards
let putOff;

export function open(...callbacks) {
  [signedIn, putOff] = callbacks;
  if (!dialog.open) dialog.showModal();
}

const ask = async (options) => {
  const answer = await fetch(facts.login, { ...options, signal: AbortSignal.timeout(PATIENCE) });
  return { ok: answer.ok, ...(await answer.json()) };
};

async function signIn() {
  const { token } = await ask();
  const account = { user: facts.user, username: facts.username, password: password.value };
  return ask({ method: "POST", body: new URLSearchParams({ csrfmiddlewaretoken: token, ...account }) });
}

dialog.querySelector("[data-later]").addEventListener("click", () => { dialog.close(); putOff(); });
dialog.addEventListener("cancel", () => putOff());
dialog.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  error.textContent = "";
  const answer = await signIn().catch(() => ({ message: texts.phone }));
  if (!answer.ok) {
    error.textContent = answer.message;
    return;
  }
  for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]")) input.value = answer.token;
  password.value = "";
  dialog.close();
  await signedIn();
});
