// Photos in an open form. What is chosen goes to this device at once (IndexedDB) and to the server when it can; until
// then a mark such as [foto baru-k3] holds its place in the phone's text.

const box = document.getElementById("photos");
const { fill, words: wordsOf, made, upload, searchField } = window.desk;
const words = wordsOf(box);
const part = (id) => document.getElementById(`photo-${id}`);
const say = (key, values = {}) => { part("state").textContent = fill(words[key] ?? key, values); };
const lead = document.getElementById("id_lead_photo");
const text = document.getElementById("id_body");
const facts = document.getElementById("writing").dataset;
const known = new Map(); // id → what the server said of it
const HEAVIEST = 25 * 1024 * 1024; // bytes that the server takes
let form; // hooks of static/desk/writing.js
let target = "text";

// Where photos stand in the phone's text; static/desk/editor.js does the same for the full editor.
const place = window.deskEditor ?? {
  ids: () => [...text.value.matchAll(/^\s*\[(?:foto|galeri) 0*(\d+)/gim)].map((found) => found[1]),
  insert: (photo, several) => window.desk.insertLine(line(photo, several)),
  hold(id) {
    window.desk.insertLine(`[foto baru-${id}]`);
    return `[foto baru-${id}]`;
  },
  replace(mark, photo, several) {
    const at = text.value.indexOf(mark);
    if (at < 0) return false; // the writer took it out
    const gap = photo ? 0 : text.value.slice(at + mark.length).match(/^\n{0,2}/)[0].length;
    text.setRangeText(photo ? line(photo, several) : "", at, at + mark.length + gap, "preserve");
    text.dispatchEvent(new Event("input", { bubbles: true }));
    return true;
  },
  start: ({ later }) => text.addEventListener("input", later),
};
const line = (photo, several) => (several ? `[galeri ${photo.id}]` : `[foto ${photo.id}]`);

async function ask(parameters) {
  const answer = await fetch(`${box.dataset.pick}?${new URLSearchParams(parameters)}`);
  if (!answer.ok) throw new Error(answer.status);
  return (await answer.json()).photos;
}

// ---- Which photos the form has

let shown = "";

async function show(anew = false) {
  const ids = place.ids();
  const all = [...new Set([...(lead.value ? [lead.value] : []), ...ids])];
  const now = JSON.stringify([lead.value, ids]);
  if (now === shown && !anew) return;
  shown = now;
  const missing = all.filter((id) => !known.has(id));
  if (missing.length) {
    const found = await ask(missing.map((id) => ["id", id])).catch(() => []);
    for (const photo of found) known.set(String(photo.id), photo);
  }
  if (shown !== now) return; // typed on meanwhile
  const cards = (list) => [...new Set(list)].filter((id) => known.has(id)).map((id) => card(known.get(id)));
  document.querySelector("[data-lead] .photo-cards").replaceChildren(...cards(lead.value ? [lead.value] : []));
  document.querySelector("[data-no-lead]").hidden = !lead.value;
  part("cards").replaceChildren(...cards(ids));
  box.classList.toggle("empty", !ids.length);
}

function card(photo) {
  const state = photo.killed ? words.killed : photo.lacks.length ? fill(words.lacks, { what: photo.lacks.join(", ") }) : words.ready;
  const edit = made("button", { type: "button", className: "desk-button", textContent: words.edit, onclick: () => about({ photo }) });
  const told = made("div", {}, made("b", { textContent: fill(words.photo, photo) }), ` ${photo.caption || photo.alt} `,
    made("small", { textContent: state, className: photo.lacks.length || photo.killed ? "lacks" : "" }));
  return made("li", {}, made("img", { src: photo.thumbnail || photo.src, alt: photo.alt, width: 96, loading: "lazy" }), told, edit);
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

// One after the other, whoever asks: sent once, and many need no more memory than one.
function inTurn(act) {
  const now = chain.then(act);
  chain = now.catch(() => {});
  return now;
}

// Whether everything chosen is on the server.
async function flush() {
  clearTimeout(retry);
  await begun;
  await place.settled?.();
  return inTurn(async () => {
    const records = await mine();
    const unasked = records.filter((record) => record.words === null);
    if (unasked.length) about({ records: unasked });
    for (const record of records) if (record.words !== null && !(await deliver(record))) return false;
    if (unasked.length) form.unpress();
    return !unasked.length;
  });
}

async function mine() {
  const all = (await form.stored("photos", "getAll").catch(() => [])).concat(loose);
  const own = await Promise.all(all.map((record) => form.isMine(record.form ?? record.key)));
  return all.filter((record, at) => own[at]);
}

async function keep(record) {
  await form.stored("photos", "put", record).catch(() => {
    if (!loose.includes(record)) loose.push(record);
    say("full");
  });
}

async function forget(record) {
  if (loose.includes(record)) loose.splice(loose.indexOf(record), 1);
  await form.stored("photos", "delete", record.key).catch(() => {});
}

// The server's answer; none where it has to be tried again.
async function transmit(record) {
  const body = form.signed(new FormData());
  body.set("photo", record.file, record.file.name || "foto.jpg");
  for (const [name, value] of Object.entries(record.words ?? {})) body.set(name, value);
  const answer = await upload(box.dataset.upload, body, (percent) => say("sending", { percent })).catch(() => ({ status: 0 }));
  if (answer.status === 200 || answer.status === 400) {
    wait = 0;
    return answer;
  }
  say("kept");
  if (answer.status === 401) form.askLogin();
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
  if (photo) known.set(String(photo.id), photo);
  else form.unpress(); // it has to be seen before the story goes
  if (record.target !== "text") {
    if (photo && lead.value === (record.was ?? lead.value)) setLead(photo.id); // unless another was chosen since
  } else if (!record.mark) {
    if (photo) place.insert(photo, record.several);
  } else if (!place.replace(record.mark, photo, record.several) && photo) {
    say("library", photo);
  }
  await form.changed();
  await forget(record);
  show(true);
  if (answer.typed) about({ photo, typed: answer.typed });
  return true;
}

async function chosen(event) {
  const files = [...event.target.files].filter((file) => file.size <= HEAVIEST);
  if (files.length < event.target.files.length) say("heavy");
  event.target.value = ""; // the same file may be chosen again
  picker.close();
  const records = [];
  for (const file of target === "lead" ? files.slice(0, 1) : files) {
    const id = crypto.getRandomValues(new Uint32Array(1))[0].toString(36);
    const mark = target === "text" ? place.hold(id) : "";
    records.push({ key: `${form.key()}/${id}`, form: form.key(), file, words: null, target, mark, several: files.length > 1, was: lead.value });
  }
  await Promise.all(records.map(keep)); // before anything is asked: a camera's picture may be nowhere else
  if (records.length) about({ records });
}

// ---- Questions about a known photo ({photo, isNew, typed}) or new ones ({records})

const dialog = document.getElementById("photo-words");
const fields = dialog.querySelector("form").elements;
const NAMES = ["caption", "alt", "source", "credit", "supplier", "consent"];
const next = [];
let asked;
let remembered = { source: fields.source.value, credit: fields.credit.dataset.own };
const showSupplied = window.desk.source(fields, () => remembered.credit);

function about(request) {
  if (dialog.open) {
    if (!request.records) next.push(request); // new ones come up again by themselves
    return;
  }
  asked = request;
  const { photo, records = [], typed = {}, isNew = !photo } = request;
  const many = records.length > 1;
  for (const name of NAMES) fields[name].value = typed[name] ?? photo?.[name] ?? "";
  if (isNew && (photo?.source ?? "own") === "own") { // what the file says of itself goes before a habit
    fields.source.value = remembered.source;
    if (remembered.source === "own") fields.credit.value ||= remembered.credit;
  }
  for (const name of ["caption", "alt"]) {
    fields[name].hidden = dialog.querySelector(`label[for=${fields[name].id}]`).hidden = many;
  }
  part("error").textContent = photo?.refusal ?? "";
  part("count").textContent = many ? fill(words.several, { n: records.length }) : "";
  const preview = part("preview");
  if (preview.src.startsWith("blob:")) URL.revokeObjectURL(preview.src);
  preview.src = photo ? photo.thumbnail || photo.src : URL.createObjectURL(records[0].file);
  preview.hidden = many;
  for (const offer of dialog.querySelectorAll("[data-offer]")) showOffer(offer, photo?.offers?.[offer.dataset.offer]);
  dialog.querySelector("[type=submit]").disabled = Boolean(photo?.refusal);
  showSupplied();
  dialog.showModal();
}

function showOffer(offer, said) {
  offer.hidden = !said;
  const take = made("button", { type: "button", className: "desk-button", textContent: words.take });
  take.onclick = () => { fields[offer.dataset.offer].value = said; offer.hidden = true; };
  offer.replaceChildren(fill(words.offer, { text: said ?? "" }), " ", take);
}

async function back(event) {
  event.preventDefault();
  if (asked.records) {
    if (!confirm(words.discard)) return;
    for (const record of asked.records) {
      if (record.mark) place.replace(record.mark, null);
      await forget(record);
    }
  }
  dialog.close();
}

dialog.addEventListener("cancel", back);
dialog.querySelector("[data-close]").addEventListener("click", back);
dialog.addEventListener("close", () => next.length && about(next.shift()));

dialog.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const said = Object.fromEntries(NAMES.map((name) => [name, fields[name].value.trim()]));
  remembered = { source: said.source, credit: said.source === "own" ? said.credit : remembered.credit };
  if (asked.records) {
    for (const record of asked.records) await keep(Object.assign(record, { words: said }));
    dialog.close();
    return form.again();
  }
  // Only what was changed here: a colleague may have mended the rest meanwhile.
  const body = new FormData();
  for (const name of NAMES) if (said[name] !== (asked.photo[name] ?? "")) body.set(name, said[name]);
  body.set("tab", form.tab());
  body.set("revision", facts.version);
  let answer;
  try {
    answer = await form.alone(() => form.post(box.dataset.words.replace("/0/", `/${asked.photo.id}/`), body));
  } catch {
    part("error").textContent = words.signal;
    return undefined;
  }
  if (answer.status === 401) return form.askLogin();
  if (answer.status !== 200) {
    part("error").textContent = answer.message ?? Object.values(answer.errors ?? {}).flat().join(" ");
    return undefined;
  }
  known.set(String(answer.id), answer);
  form.adopt(answer.versions);
  dialog.close();
  return show(true);
});

// ---- The dialog that adds photos

const picker = document.getElementById("photo-picker");

async function find(q) {
  const image = (photo) => made("img", { src: photo.thumbnail || photo.src, alt: photo.alt || photo.label, loading: "lazy" });
  return (await ask({ q })).map((photo) => ({ ...photo, picture: [image(photo)] }));
}

function pick(photo) {
  picker.close();
  if (target === "lead") setLead(photo.id);
  else place.insert(photo);
  show();
}

const search = searchField(part("search"), part("found"), find, pick, [words.nothing]);
for (const id of ["camera", "files"]) part(id).addEventListener("change", chosen);
picker.querySelector("[data-close]").addEventListener("click", () => picker.close());
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-photo]");
  if (button) {
    target = button.dataset.photo;
    part("search").value = "";
    picker.showModal();
    search();
  } else if (event.target.closest("[data-no-lead]")) {
    setLead("");
  }
});
lead.addEventListener("change", () => show());
addEventListener("beforeunload", (event) => loose.length && event.preventDefault());

window.deskPhotos = {
  flush,
  start(hooks) {
    form = hooks;
    let soon;
    const later = () => { clearTimeout(soon); soon = setTimeout(show, 400); };
    begin();
    place.start({ form, box, words, later, say, ask, about, inTurn, keep, forget, transmit });
    show();
  },
};
