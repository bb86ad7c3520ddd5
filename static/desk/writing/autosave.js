// Nothing typed is lost: every change goes to this device at once and to the server a moment later.
//
// A draft is one open form: {key, user, article, tab, base, mode, fields, at, sent, pressed}. `sent`: when the server
// took it as it is; `pressed`: a button was pressed with it. The server refuses what is behind its own text or comes
// from a tab that lost its lease, and keeps that aside (409).

import { button, byId, fill, textsOf } from "../dom.js";
import * as photos from "../photos/in_form.js";
import {
  dataOf, facts, field, forget, form, isOpen, key, labels, notice, onDevice, post, read, sign, store, tab, takeTab,
} from "./open_form.js";

const bar = byId("writing");
const texts = textsOf(bar);
const PAUSE = 2000; // ms without typing until the text goes to the server
const LONGEST = 8000; // ms of typing without pause
const BEAT = 45000; // ms between signs of life; a lease without one ends after three minutes

let composer; // writing/plain_text.js or writing/rich_text.js

const say = (key, values = {}) => {
  byId("writing-state").textContent = fill(texts[key], values);
  bar.dataset.state = key;
};
const hex = (byte) => byte.toString(16).padStart(2, "0");
// crypto.randomUUID is there on https alone.
const newTab = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), hex).join("");

// ---- What stands in the form

let draft = null;

function remember(changes = {}) {
  draft = {
    key: key(),
    user: facts.user,
    article: facts.article,
    tab,
    base: Number(facts.version),
    mode: facts.mode,
    fields: read(),
    labels: labels(),
    at: Date.now(),
    sent: false,
    pressed: false,
    ...changes,
  };
  return store(draft);
}

// ---- The server

let lost = false; // this tab may no longer write; what it holds was kept aside
let wait = 0;
let soon, latest, retry;
let sending = null;

let keeping = false;
let more = false;

async function changed() {
  if (lost) return;
  more = true;
  if (keeping) return; // another write follows the one that is under way
  keeping = true;
  while (more) {
    more = false;
    await remember().catch(() => {});
  }
  keeping = false;
  if (bar.dataset.state !== "waiting") say(wait ? "phone" : "typing");
  clearTimeout(soon);
  soon = setTimeout(send, PAUSE);
  latest ??= setTimeout(send, LONGEST);
}

// One at a time; resolves to true when the server has what stands in the form.
async function send() {
  clearTimeout(soon);
  clearTimeout(latest);
  latest = undefined;
  if (sending) {
    await sending;
    return draft?.sent ? true : send();
  }
  if (!draft || draft.sent || lost) return !lost;
  sending = deliver(draft);
  try {
    return await sending;
  } finally {
    sending = null;
  }
}

// Something else that makes a revision waits its turn: neither may begin with a number that is just changing.
let numbering = null;

async function alone(act) {
  while (sending) await sending;
  const acting = act();
  sending = numbering = acting.catch(() => {});
  try {
    return await acting;
  } finally {
    sending = numbering = null;
  }
}

async function deliver(saved) {
  if (!saved.pressed) say("sending");
  await claiming; // else a press right after the page came is refused for a lease that is just being taken
  const since = performance.now();
  const answer = await post(facts.autosave, dataOf(saved)).catch(() => null);
  if (!answer) {
    say(saved.pressed ? "waiting" : "phone");
    wait = Math.min(Math.max(2000, wait * 2), 30000);
    clearTimeout(retry);
    retry = setTimeout(again, wait);
    return false;
  }
  wait = 0;
  if (answer.status === 200 && !answer.begun) {
    if (saved === draft) {
      saved.sent = Date.now();
      await store(saved).catch(() => {});
    }
    say("server", { time: answer.at });
    return true;
  }
  if (answer.status === 401) {
    say("login");
    askLogin(since);
  } else if (answer.status === 404) {
    stop(texts.gone); // it stays on this device
  } else if (answer.status === 409) {
    stop(answer.message, answer.url);
    if (answer.kept) await forget(saved);
  } else if (answer.begun) {
    notice(texts.begun, [[texts.open, answer.begun]]);
    await forget(saved);
  } else {
    say("phone"); // what the server cannot take stays here
  }
  return false;
}

async function again() {
  if (lost) return;
  if (await all()) submitNow();
}

// ---- Buttons: the text is safe on the server before the page goes

let pressed = null;
let leaving = false;

form.addEventListener("submit", async (event) => {
  if (leaving || event.submitter?.formTarget) return; // sent, or a preview in a page of its own
  event.preventDefault();
  if (pressed) return;
  pressed = event.submitter;
  await remember({ pressed: true }).catch(() => {});
  again();
});

// Whether the server has everything: the photos first, since that fills in their places in the text.
async function all() {
  const sent = await photos.flush();
  return (await send()) && sent;
}

function submitNow() {
  if (leaving || !pressed) return; // sent already, or the press was taken back
  leaving = true;
  const button = pressed;
  document.querySelectorAll(".desk-dialog[open]").forEach((dialog) => dialog.close());
  setTimeout(() => { leaving = false; pressed = null; }, 10000); // the page did not go
  form.requestSubmit(button);
}

// ---- Sign-in inside the page: its script and its dialog come with the answer that asks for it

function askLogin(since) {
  const signedIn = () => claim().then(again);
  const putOff = () => { pressed = null; };
  const failed = () => { retry = setTimeout(again, 5000); };
  return import("./sign_in.js").then(({ open }) => open(since, signedIn, putOff)).catch(failed);
}

// ---- Who writes here

const reloadButton = () => button(texts.reload, () => location.reload());

function stop(text, url) {
  lost = true;
  pressed = null;
  freeze();
  say("taken");
  notice(text, url ? [[texts.merge, url]] : [], [reloadButton()]);
}

function freeze() {
  form.inert = byId("form-buttons").inert = true;
}

function leaseData(what) {
  const data = new FormData();
  data.set("tab", tab);
  data.set("do", what);
  data.set("shown", shown); // whose unsaved text this form opened with
  return data;
}

let held = false;
let waiting = false; // somebody else writes: this page claims nothing until it is loaded anew
let claimed;
const claiming = new Promise((resolve) => { claimed = resolve; });
let shown = facts.shown ?? "";

async function claim(what = "beat") {
  if (!facts.lease || lost || (waiting && what === "beat")) return;
  const answer = await post(facts.lease, leaseData(what)).catch(() => null);
  if (!answer || answer.status === 401) return; // typing goes on, the server decides later
  await numbering; // it is about to tell of a newer number
  if (answer.status === 409 || (held && !answer.held) || answer.version > Number(facts.version)) {
    await behind(answer);
  } else if (!answer.held && (await isGone(answer.tab))) {
    await claim("take");
  } else if (!answer.held) {
    waiting = true;
    freeze();
    const take = button(texts.take, () => claim("take").then(() => location.reload()));
    notice(answer.holder, [], answer.may_take ? [take, reloadButton()] : [reloadButton()]);
  } else {
    held = true;
    shown = "";
  }
}

// Whether the form that holds the lease is closed, and was on this device: its goodbye was lost without signal.
async function isGone(other) {
  return other && navigator.locks && tabsHere().includes(other) && !(await isOpen(other));
}

const tabsHere = () => JSON.parse(localStorage.getItem("tabs") || "[]");

// Somebody else took over or saved. The server keeps aside what stands here and nowhere else.
async function behind(answer) {
  const message = answer.message || answer.holder || fill(texts.changed, { n: answer.version });
  claimed();
  if (draft) {
    draft.sent = false;
    await send();
  }
  if (!lost) stop(message);
}

// ---- Hooks for photos/in_form.js

// Whether a photo on this device belongs to this form, or to one whose tab was closed.
async function isMine(place) {
  const [user, article, name] = place.split("/");
  if (user !== facts.user || article !== (facts.article || "new")) return false;
  return name === tab || (facts.article && !(await isOpen(name)));
}

// A photo's caption made a new revision from this form: it goes on from there.
function adopt(versions) {
  const version = versions[facts.article];
  if (!version) return;
  facts.version = version;
  field("revision").value = version;
  if (!draft) return;
  draft.base = version;
  store(draft).catch(() => {});
}

// ---- The beginning

async function ownTab() {
  const name = facts.article ? sessionStorage.getItem("tab") || newTab() : tab || newTab();
  // A duplicated tab starts with the name of the first one; the lock tells them apart.
  const free = await new Promise((resolve) => {
    if (!navigator.locks) return resolve(true);
    navigator.locks.request(`tab-${name}`, { ifAvailable: true }, (lock) => {
      resolve(Boolean(lock));
      return lock ? new Promise(() => {}) : undefined;
    });
  });
  if (!free && !facts.article) {
    location.replace("?kosong=1"); // it is being written in another tab
    return new Promise(() => {});
  }
  if (!free) {
    sessionStorage.removeItem("tab");
    return ownTab();
  }
  if (facts.article) sessionStorage.setItem("tab", name);
  localStorage.setItem("tabs", JSON.stringify([...new Set([...tabsHere(), name])].slice(-20)));
  return name;
}

// What this device holds of this story is put back before anything is typed over it.
async function recover() {
  const all = await onDevice("drafts", "getAll").catch(() => []);
  const mine = all.filter(({ user, article }) => user === facts.user && article === facts.article);
  if (!mine.length) return;
  form.inert = true; // nothing is typed that would be written over
  const recovery = await import("./recovery.js").catch(() => stop(texts.phone));
  form.inert = lost;
  await recovery?.start(mine, composer, changed);
}

export async function start(startingComposer) {
  composer = startingComposer;
  takeTab(await ownTab());
  await composer.ready?.(changed);
  await recover();
  const unpress = () => { pressed = null; };
  photos.start(composer, { changed, key, isMine, askLogin, adopt, alone, again, tab: () => tab, unpress });
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  bar.dataset.ready = "yes";
  await claim().finally(claimed);
  photos.flush();
  setInterval(claim, BEAT);
}

addEventListener("online", again);
addEventListener("pageshow", (event) => event.persisted && location.reload());
document.addEventListener("visibilitychange", () => (document.hidden ? send() : claim()));
addEventListener("pagehide", () => {
  if (!held || lost) return;
  navigator.sendBeacon(facts.lease, sign(leaseData("leave")));
});

// To the other composer: with everything that stands here.
for (const link of document.querySelectorAll("[data-flush]")) {
  link.addEventListener("click", async (event) => {
    if (!draft || draft.sent) return;
    event.preventDefault();
    if (await send()) location.href = link.href;
  });
}
