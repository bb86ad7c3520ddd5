// The library's upload page: many photos, one after the other, each with its own progress and its own answer.
// Only names and states are kept here, so that five hundred photos need no more memory than one.

import { button, byId, element, fill, textsOf } from "../dom.js";
import { followSource, upload } from "./upload.js";

const form = byId("upload");
const list = byId("upload-cards");
const bar = byId("upload-progress");
const texts = textsOf(byId("upload-words"));

const queue = [];
const count = { all: 0, done: 0, told: 0 };
let running = false;

function add(files) {
  for (const file of files) {
    const state = element("small", { textContent: texts.waiting });
    const card = element("li", {}, element("div", {}, element("b", { textContent: file.name }), " ", state));
    list.append(card);
    queue.push({ file, card, state });
    count.all += 1;
  }
  tell();
  run();
}

async function run() {
  if (running) return;
  running = true;
  while (queue.length) await send(queue.shift());
  running = false;
}

async function send(one) {
  const body = new FormData(form);
  body.set("photo", one.file);
  try {
    const tellPercent = (percent) => { one.state.textContent = fill(texts.sending, { percent }); };
    show(one, await upload(form.dataset.upload, body, tellPercent));
  } catch (error) {
    failed(one, `${texts.failed} ${error.message ?? ""}`);
  }
  tell();
}

function show(one, answer) {
  if (answer.status === 200) {
    count.done += 1;
    if (answer.told) count.told += 1;
    const href = form.dataset.page.replace("/0/", `/${answer.id}/`);
    const link = element("a", { href, textContent: texts.open, target: "_blank" });
    one.card.prepend(element("img", { src: answer.thumbnail, alt: answer.alt, width: 96, loading: "lazy" }));
    one.state.textContent = answer.told || texts.done;
    one.card.append(link);
  } else if (answer.message) {
    count.told += 1;
    one.state.textContent = answer.message;
    one.card.classList.add("refused");
  } else {
    failed(one, texts.session);
  }
}

function failed(one, why) {
  one.state.textContent = why;
  const again = button(texts.again, async () => {
    again.remove();
    // After a new sign-in the page's own token counts no more.
    const answer = await fetch(form.dataset.login).then((response) => response.json()).catch(() => ({}));
    if (answer.token) form.elements.csrfmiddlewaretoken.value = answer.token;
    queue.push(one);
    run();
  });
  one.card.append(again);
}

function tell() {
  bar.hidden = !count.all;
  bar.max = count.all;
  bar.value = count.done;
  byId("upload-state").textContent = fill(texts.all, count);
}

const own = form.elements.credit.dataset.own;
if (form.elements.source.value === "own") form.elements.credit.value = own;
followSource(form.elements, () => own)();

form.elements.photo.addEventListener("change", (event) => {
  add([...event.target.files]);
  event.target.value = "";
});
form.addEventListener("submit", (event) => event.preventDefault());
const drop = form.querySelector("[data-drop]");
drop.addEventListener("dragover", (event) => event.preventDefault());
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  add([...event.dataTransfer.files]);
});
addEventListener("beforeunload", (event) => (queue.length || running) && event.preventDefault());
