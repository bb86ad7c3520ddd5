// Sign-in inside an open form: nothing that was typed has to leave the page for it. The password first, then, where the
// account has one, the second step; or a passkey at once.

import { authenticate, isPossible } from "../accounts/passkey.js";
import { byId, element, textsOf } from "../dom.js";
import { PATIENCE, facts } from "./open_form.js";

const texts = textsOf(byId("writing"));

const ask = async (options) => {
  const answer = await fetch(facts.login, { ...options, signal: AbortSignal.timeout(PATIENCE) });
  return { ok: answer.ok, ...(await answer.json()) };
};

const field = (name) => byId(`writing-${name}`);

const askers = new Map(); // who asked → [what goes on afterwards, what is done where it is put off]
let last = { at: 0, index: 0 }; // when and how the dialog was last left

function leave(index) {
  last = { at: performance.now(), index };
  const all = [...askers.values()];
  askers.clear();
  for (const callbacks of all) callbacks[index]();
}

// Shows the dialog to somebody who was refused. The first time it comes from the server; rejects where there is no
// signal for it. The form and its helpers may ask at once. `since`: when the refused request began; one from before
// the dialog was left goes on as the dialog was left, since its refusal may come after the sign-in.
export async function open(since, signedIn, putOff, name = "form") {
  if (since < last.at) return [signedIn, putOff][last.index]();
  askers.set(name, [signedIn, putOff]);
  if (!field("login")) {
    const { dialog } = await ask();
    if (!field("login")) create(dialog);
  }
  if (!field("login").open) field("login").showModal();
}

function create(html) {
  field("notice").insertAdjacentHTML("afterend", html);
  field("username").value = facts.username;
  field("passkey").hidden = !isPossible();
  field("passkey").addEventListener("click", usePasskey);
  const dialog = field("login");
  dialog.querySelector("[data-later]").addEventListener("click", () => { dialog.close(); leave(1); });
  dialog.addEventListener("cancel", () => leave(1));
  dialog.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    field("login-error").textContent = "";
    await goOn(await signIn().catch(() => ({ message: texts.phone })));
  });
}

const account = async () => ({ csrfmiddlewaretoken: (await ask()).token, user: facts.user, username: facts.username });

async function signIn() {
  const [password, code] = [field("password"), field("code")];
  const secret = password.disabled ? { code: code.value } : { password: password.value };
  return ask({ method: "POST", body: new URLSearchParams({ ...(await account()), ...secret }) });
}

async function usePasskey() {
  field("login-error").textContent = "";
  const { questionUrl: question, answerUrl: answer, failed } = field("passkey").dataset;
  const signed = await account().then((data) => authenticate({ question, answer }, data)).catch(() => ({}));
  await goOn({ message: signed.token ? "" : failed, ...signed });
}

function showSecondStep(isDue) {
  field("second-step").hidden = !isDue;
  field("password").disabled = isDue;
  field("code").value = "";
  field(isDue ? "code" : "password").focus();
}

async function goOn(answer) {
  if (answer.needs_code || answer.starts_anew) showSecondStep(Boolean(answer.needs_code));
  const error = field("login-error");
  error.textContent = answer.message ?? "";
  const { url: href, link: textContent } = answer;
  if (href && textContent) error.append(" ", element("a", { href, textContent, target: "_blank" }));
  if (!answer.token) return;
  for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]")) input.value = answer.token;
  field("password").value = "";
  showSecondStep(false);
  field("login").close();
  leave(0);
}
