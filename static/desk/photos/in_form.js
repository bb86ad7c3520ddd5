// Photos in an open form. What is chosen goes to this device at once and to the server when it can; until then a mark
// such as [foto baru-k3] holds its place in the phone's text.

import { button, byId, element, fill, textsOf } from "../dom.js";
import { readJson, searchField } from "../search_field.js";
import { facts, onDevice, post, sign } from "../writing/open_form.js";
import { followSource, upload } from "./upload.js";

export const box = byId("photos");
export const texts = textsOf(box);
const part = (id) => byId(`photo-${id}`);
export const say = (key, values = {}) => { part("state").textContent = fill(texts[key] ?? key, values); };
const lead = byId("id_lead_photo");
const photos = new Map(); // id → what the server said of it
const HEAVIEST = 25 * 1024 * 1024; // bytes that the server takes

let composer; // writing/plain_text.js or writing/rich_text.js
let form; // hooks of writing/autosave.js
let target = "text";

export async function findPhotos(parameters) {
  return (await readJson(`${box.dataset.pick}?${new URLSearchParams(parameters)}`)).photos;
}

// ---- Which photos the form has

let state = ""; // the ids that the cards show

async function show(anew = false) {
  const ids = composer.photoIds();
  const all = [...new Set([...(lead.value ? [lead.value] : []), ...ids])];
  const now = JSON.stringify([lead.value, ids]);
  if (now === state && !anew) return;
  state = now;
  const missing = all.filter((id) => !photos.has(id));
  if (missing.length) {
    const answer = await findPhotos(missing.map((id) => ["id", id])).catch(() => []);
    // Words may have been sent meanwhile: their answer is newer.
    for (const photo of answer) if (!photos.has(String(photo.id))) photos.set(String(photo.id), photo);
  }
  if (state !== now) return; // typed on meanwhile
  const cards = (list) => [...new Set(list)].filter((id) => photos.has(id)).map((id) => card(photos.get(id)));
  document.querySelector("[data-lead] .photo-cards").replaceChildren(...cards(lead.value ? [lead.value] : []));
  document.querySelector("[data-no-lead]").hidden = !lead.value;
  part("cards").replaceChildren(...cards(ids));
  box.classList.toggle("empty", !ids.length);
}

function card(photo) {
  const isReady = !photo.killed && !photo.lacks.length;
  const lacks = photo.killed ? texts.killed : fill(texts.lacks, { what: photo.lacks.join(", ") });
  const description = element("div", {},
    element("b", { textContent: fill(texts.photo, photo) }),
    ` ${photo.caption || photo.alt} `,
    element("small", { textContent: isReady ? texts.ready : lacks, className: isReady ? "" : "lacks" }));
  const edit = button(texts.edit, () => openDialog({ photo }));
  return element("li", {}, picture(photo, { width: 96 }), description, edit);
}

function picture(photo, properties) {
  return element("img", { src: photo.thumbnail || photo.src, alt: photo.alt, loading: "lazy", ...properties });
}

function setLead(id) {
  lead.value = id;
  lead.dispatchEvent(new Event("change", { bubbles: true }));
  form.changed();
}

// ---- The queue: records {key, form, file, words, target, mark, several, was}; words are null until they were asked

const loose = []; // what a full device could not keep
let chain = Promise.resolve();
let begin;
const begun = new Promise((resolve) => { begin = resolve; }); // a button may be pressed before the form is ready
let retry;
let wait = 0;

// One after the other: sent once, and many need no more memory than one.
export function inTurn(act) {
  const now = chain.then(act);
  chain = now.catch(() => {});
  return now;
}

// Whether everything chosen is on the server.
export async function flush() {
  clearTimeout(retry);
  await begun;
  await composer.settled?.();
  return inTurn(async () => {
    const records = await mine();
    const unasked = records.filter((record) => record.words === null);
    if (unasked.length) openDialog({ records: unasked });
    for (const record of records) if (record.words !== null && !(await deliver(record))) return false;
    if (unasked.length) form.unpress();
    return !unasked.length;
  });
}

async function mine() {
  const all = (await onDevice("photos", "getAll").catch(() => [])).concat(loose);
  const own = await Promise.all(all.map((record) => form.isMine(record.form ?? record.key)));
  return all.filter((record, at) => own[at]);
}

export async function keep(record) {
  await onDevice("photos", "put", record).catch(() => {
    if (!loose.includes(record)) loose.push(record);
    say("full");
  });
}

// A row for each photo that is on its way, from the press on.
const rows = new Map(); // key → its row

function showProgress({ key, file }, percent) {
  if (!rows.has(key)) {
    const preview = element("img", { src: URL.createObjectURL(file), alt: "" });
    rows.set(key, element("li", {}, preview, element("div", {}, element("span"), element("progress", { max: 100 }))));
    part("queue").append(rows.get(key));
  }
  rows.get(key).querySelector("span").textContent = fill(texts.sending, { percent });
  rows.get(key).querySelector("progress").value = percent;
}

export async function forget(record) {
  rows.get(record.key)?.remove();
  rows.delete(record.key);
  if (loose.includes(record)) loose.splice(loose.indexOf(record), 1);
  await onDevice("photos", "delete", record.key).catch(() => {});
}

// The server's answer; none where it has to be tried again.
export async function transmit(record) {
  const data = sign(new FormData());
  data.set("photo", record.file, record.file.name || "foto.jpg");
  for (const [name, value] of Object.entries(record.words ?? {})) data.set(name, value);
  const tellPercent = (percent) => showProgress(record, percent);
  tellPercent(0);
  const since = performance.now();
  const answer = await upload(box.dataset.upload, data, tellPercent).catch(() => ({ status: 0 }));
  if (answer.status === 200 || answer.status === 400) {
    wait = 0;
    return answer;
  }
  say("kept");
  if (answer.status === 401) form.askLogin(since);
  else {
    wait = Math.min(60000, wait * 2 || 5000);
    retry = setTimeout(form.again, wait);
  }
  return null;
}

async function deliver(record) {
  const answer = await transmit(record);
  if (!answer) return false;
  const photo = answer.status === 200 && answer;
  say(photo ? answer.told || "sent" : answer.message);
  if (photo) photos.set(String(photo.id), photo);
  else form.unpress(); // it has to be seen before the story goes
  if (record.target !== "text") {
    if (photo && lead.value === (record.was ?? lead.value)) setLead(photo.id); // unless another was chosen since
  } else if (!record.mark) {
    if (photo) composer.insertPhoto(photo, record.several);
  } else if (!composer.replaceMark(record.mark, photo, record.several) && photo) {
    say("library", photo);
  }
  await form.changed();
  await forget(record);
  show(true);
  if (answer.typed) openDialog({ photo, typed: answer.typed });
  return true;
}

export const newId = () => crypto.getRandomValues(new Uint32Array(1))[0].toString(36);

async function choose(event) {
  const files = [...event.target.files].filter((file) => file.size <= HEAVIEST);
  if (files.length < event.target.files.length) say("heavy");
  event.target.value = ""; // the same file may be chosen again
  picker.close();
  const records = [];
  for (const file of target === "lead" ? files.slice(0, 1) : files) {
    const id = newId();
    const mark = target === "text" ? composer.holdPlace(id) : "";
    const more = { words: null, several: files.length > 1, was: lead.value };
    records.push({ key: `${form.key()}/${id}`, form: form.key(), file, target, mark, ...more });
  }
  await Promise.all(records.map(keep)); // before anything is asked: a camera's picture may be nowhere else
  if (records.length) openDialog({ records });
}

// ---- Questions about a photo of the server ({photo, isNew, typed}) or new ones ({records})

const dialog = byId("photo-words");
const fields = dialog.querySelector("form").elements;
const NAMES = ["caption", "alt", "source", "credit", "supplier", "consent"];
const requests = []; // for when the dialog closes
let request;
let habit = { source: fields.source.value, credit: fields.credit.dataset.own };
const showSupplied = followSource(fields, () => habit.credit);

export function openDialog(asking) {
  if (dialog.open) {
    if (!asking.records) requests.push(asking); // new ones come up again by themselves
    return;
  }
  request = asking;
  const { photo, records = [], typed = {}, isNew = !photo } = request;
  const several = records.length > 1;
  for (const name of NAMES) fields[name].value = typed[name] ?? photo?.[name] ?? "";
  if (isNew && (photo?.source ?? "own") === "own") { // what the file says of itself goes before a habit
    fields.source.value = habit.source;
    if (habit.source === "own") fields.credit.value ||= habit.credit;
  }
  for (const name of ["caption", "alt"]) {
    fields[name].hidden = dialog.querySelector(`label[for=${fields[name].id}]`).hidden = several;
  }
  part("error").textContent = photo?.refusal ?? "";
  part("count").textContent = several ? fill(texts.several, { n: records.length }) : "";
  const preview = part("preview");
  if (preview.src.startsWith("blob:")) URL.revokeObjectURL(preview.src);
  preview.src = photo ? photo.thumbnail || photo.src : URL.createObjectURL(records[0].file);
  preview.hidden = several;
  for (const offer of dialog.querySelectorAll("[data-offer]")) showOffer(offer, photo?.offers?.[offer.dataset.offer]);
  dialog.querySelector("[type=submit]").disabled = Boolean(photo?.refusal);
  showSupplied();
  dialog.showModal();
}

function showOffer(offer, value) {
  offer.hidden = !value;
  const take = button(texts.take, () => { fields[offer.dataset.offer].value = value; offer.hidden = true; });
  offer.replaceChildren(fill(texts.offer, { text: value ?? "" }), " ", take);
}

async function back(event) {
  event.preventDefault();
  if (request.records) {
    if (!confirm(texts.discard)) return;
    for (const record of request.records) {
      if (record.mark) composer.replaceMark(record.mark, null);
      await forget(record);
    }
  }
  dialog.close();
}

dialog.addEventListener("cancel", back);
dialog.querySelector("[data-close]").addEventListener("click", back);
dialog.addEventListener("close", () => requests.length && openDialog(requests.shift()));

dialog.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const values = Object.fromEntries(NAMES.map((name) => [name, fields[name].value.trim()]));
  habit = { source: values.source, credit: values.source === "own" ? values.credit : habit.credit };
  if (request.records) {
    for (const record of request.records) {
      showProgress(record, 0);
      await keep(Object.assign(record, { words: values }));
    }
    dialog.close();
    form.again();
    return;
  }
  // Only what was changed here: a colleague may have mended the rest meanwhile.
  const data = new FormData();
  for (const name of NAMES) if (values[name] !== (request.photo[name] ?? "")) data.set(name, values[name]);
  data.set("tab", form.tab());
  data.set("revision", facts.version);
  const url = box.dataset.words.replace("/0/", `/${request.photo.id}/`);
  const since = performance.now();
  const answer = await form.alone(() => post(url, data).then(adopt)).catch(() => ({ message: texts.signal }));
  if (answer.status === 401) {
    form.askLogin(since);
  } else if (answer.status === 200) {
    dialog.close();
    show(true);
  } else {
    part("error").textContent = answer.message ?? Object.values(answer.errors ?? {}).flat().join(" ");
  }
});

// Before anything else is sent with the number that the story had.
function adopt(answer) {
  if (answer.status !== 200) return answer;
  photos.set(String(answer.id), answer);
  form.adopt(answer.versions);
  return answer;
}

// ---- The dialog that adds photos

const picker = byId("photo-picker");

async function search(q) {
  const pictureOf = (photo) => picture(photo); // what it is called stands beside it
  return (await findPhotos({ q })).map((photo) => ({ ...photo, picture: [pictureOf(photo)] }));
}

function pick(photo) {
  picker.close();
  if (target === "lead") setLead(photo.id);
  else composer.insertPhoto(photo);
  show();
}

const showMatches = searchField(part("search"), part("found"), search, pick);
for (const id of ["camera", "files"]) part(id).addEventListener("change", choose);
picker.querySelector("[data-close]").addEventListener("click", () => picker.close());
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-photo]");
  if (button) {
    target = button.dataset.photo;
    part("search").value = "";
    picker.showModal();
    showMatches();
  } else if (event.target.closest("[data-no-lead]")) {
    setLead("");
  }
});
addEventListener("beforeunload", (event) => loose.length && event.preventDefault());

export function start(startingComposer, hooks) {
  composer = startingComposer;
  form = hooks;
  let waiting;
  const later = () => { clearTimeout(waiting); waiting = setTimeout(show, 400); };
  begin();
  lead.addEventListener("change", () => show());
  composer.startPhotos(form, later);
  show();
}
