// Documents and recordings in an open form: a dialog that the server draws when it is first asked for. A file stays on
// its device until it has arrived, so nothing of it is kept here.

import { byId, element, fill, textsOf } from "../dom.js";
import { upload } from "../photos/upload.js";
import { answerOf } from "../writing/asking.js";
import { facts, sign } from "../writing/open_form.js";

const url = facts.autosave.replace(/(?:\d+\/)?[^/]+\/$/, "lampiran/");
let composer;

export async function open(asking) {
  composer = asking;
  (byId("attachment-dialog") ?? (await load()))?.showModal();
}

async function ask() {
  const answer = await fetch(url);
  return answer.redirected ? { status: 401 } : { status: answer.status, html: await answer.text() };
}

async function load() {
  const answer = await answerOf(ask, "attachments");
  if (answer === undefined) return null;
  if (answer?.status !== 200) {
    alert(textsOf(byId("photos")).signal);
    return null;
  }
  document.body.insertAdjacentHTML("beforeend", answer.html);
  const dialog = byId("attachment-dialog");
  dialog.querySelector("form").addEventListener("submit", send);
  dialog.querySelector("[type=file]").addEventListener("change", suggestName);
  dialog.addEventListener("click", ({ target }) => {
    if ("close" in target.dataset) dialog.close();
    if (target.dataset.attachment) put(dialog, target.dataset.attachment, target.dataset.name);
  });
  return dialog;
}

function suggestName({ target: { files, form } }) {
  form.elements.name.value ||= files[0]?.name.replace(/\.[^.]+$/, "").replace(/[-_]+/g, " ").trim() ?? "";
}

function put(dialog, id, headline) {
  dialog.close();
  const name = element("li", { textContent: headline });
  name.dataset.id = id;
  byId("attachment-names")?.append(name); // the full editor's cards say it
  composer.insertCard({ id, headline, url: `/lampiran/${id}/`, sign: "lampiran" });
}

async function send(event) {
  event.preventDefault();
  const { target: form } = event;
  const button = form.querySelector("[type=submit]");
  const say = (text) => { byId("attachment-state").textContent = text; };
  button.disabled = true; // one file at a time
  const tellPercent = (percent) => say(fill(form.dataset.sending, { percent }));
  const answer = await answerOf(() => upload(url, sign(new FormData(form)), tellPercent), "attachments");
  button.disabled = false;
  if (answer?.status !== 200) {
    say(answer?.message ?? (answer === undefined ? form.dataset.session : form.dataset.failed));
    return;
  }
  form.reset();
  say("");
  put(form.closest("dialog"), answer.id, answer.name);
}
