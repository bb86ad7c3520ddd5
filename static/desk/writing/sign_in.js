// Sign-in inside an open form: nothing that was typed has to leave the page for it. The password first, then, where the
// account has one, the second step; or a passkey at once.

import { authenticate, isPossible } from "../accounts/passkey.js";
import { byId, element, textsOf } from "../dom.js";
import { PATIENCE, facts } from "./open_form.js";

const dialog = byId("writing-login");
const password = byId("writing-password");
const code = byId("writing-code");
const secondStep = byId("writing-second-step");
const passkey = byId("writing-passkey");
const error = byId("writing-login-error");
const texts = textsOf(byId("writing"));

let signedIn; // what goes on afterwards
let putOff;

export function open(...callbacks) {
  [signedIn, putOff] = callbacks;
  passkey.hidden = !isPossible();
  if (!dialog.open) dialog.showModal();
}

const ask = async (options) => {
  const answer = await fetch(facts.login, { ...options, signal: AbortSignal.timeout(PATIENCE) });
  return { ok: answer.ok, ...(await answer.json()) };
};

const account = async () => ({ csrfmiddlewaretoken: (await ask()).token, user: facts.user, username: facts.username });

async function signIn() {
  const secret = secondStep.hidden ? { password: password.value } : { code: code.value };
  return ask({ method: "POST", body: new URLSearchParams({ ...(await account()), ...secret }) });
}

function showSecondStep(isDue) {
  secondStep.hidden = !isDue;
  password.disabled = isDue;
  code.value = "";
  (isDue ? code : password).focus();
}

async function goOn(answer) {
  if (answer.needs_code || answer.starts_anew) showSecondStep(Boolean(answer.needs_code));
  error.textContent = answer.message ?? "";
  const { url: href, link: textContent } = answer;
  if (href && textContent) error.append(" ", element("a", { href, textContent, target: "_blank" }));
  if (!answer.token) return;
  for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]")) input.value = answer.token;
  password.value = "";
  showSecondStep(false);
  dialog.close();
  await signedIn();
}

dialog.querySelector("[data-later]").addEventListener("click", () => { dialog.close(); putOff(); });
dialog.addEventListener("cancel", () => putOff());
dialog.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  error.textContent = "";
  await goOn(await signIn().catch(() => ({ message: texts.phone })));
});
passkey.addEventListener("click", async () => {
  error.textContent = "";
  const { question, answer } = passkey.dataset;
  const signed = await account().then((data) => authenticate({ question, answer }, data)).catch(() => ({}));
  await goOn({ message: signed.token ? "" : texts.passkey, ...signed });
});
