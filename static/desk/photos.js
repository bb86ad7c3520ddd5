// Photos in an open form: taken, picked or uploaded, asked about, put into the text. What is chosen goes to this
// device at once (IndexedDB) and to the server when it can; until then a mark such as [foto baru-k3] holds its place
// in the phone's text. `window.deskPhotos` is what static/desk/writing.js knows of it.

const box = document.getElementById("photos");
const { fill, words: wordsOf, made } = window.desk;
const words = wordsOf(box);
const part = (id) => document.getElementById(`photo-${id}`);
const say = (key, values = {}) => { part("state").textContent = fill(words[key] ?? key, values); };
const lead = document.getElementById("id_lead_photo");
const text = document.getElementById("id_body");
const editor = () => window.editors?.id_body;
const known = new Map(); // id → what the server said of it
let form; // hooks of static/desk/writing.js: {stored, changed, key, isMine, askLogin, adopt, post, again, tab, unpress}
let target = "text";

// ---- The server

async function ask(parameters) {
  const answer = await fetch(`${box.dataset.pick}?${new URLSearchParams(parameters)}`);
  if (!answer.ok) throw new Error(answer.status);
  return (await answer.json()).photos;
}

// With progress, which fetch does not tell. Rejects where no answer comes.
function sent(body, tell) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", box.dataset.upload);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.timeout = 180000;
    request.upload.onprogress = (event) => event.lengthComputable && tell(Math.floor((100 * event.loaded) / event.total));
    request.onerror = request.ontimeout = request.onabort = () => reject(new Error("network"));
    request.onload = () => {
      if (request.status >= 500) reject(new Error("server"));
      else if (request.status === 403 || !request.response) resolve({ status: request.status === 413 ? 413 : 401 });
      else resolve({ status: request.status, ...request.response });
    };
    request.send(body);
  });
}

// ---- Which photos the form has

function inText() {
  const value = editor() ? editor().getData() : text.value;
  const sign = editor() ? /src="[^"]*\/foto\/(\d+)\/"/g : /^\s*\[(?:foto|galeri) 0*(\d+)/gim;
  return [...value.matchAll(sign)].map((found) => found[1]);
}

let shown = "";

async function show(anew = false) {
  const ids = inText();
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
  const edit = made("button", { type: "button", className: "desk-button", textContent: words.edit, onclick: () => openWords(photo) });
  const facts = made("div", {}, made("b", { textContent: fill(words.photo, photo) }), ` ${photo.caption || photo.alt} `,
    made("small", { textContent: state, className: photo.lacks.length || photo.killed ? "lacks" : "" }));
  return made("li", {}, made("img", { src: photo.thumbnail || photo.src, alt: photo.alt, width: 96, loading: "lazy" }), facts, edit);
}

function setLead(id) {
  lead.value = id;
  lead.dispatchEvent(new Event("change", { bubbles: true }));
  form?.changed();
  show();
}

// ---- Into the text

const line = (photo, several) => (several ? `[galeri ${photo.id}]` : `[foto ${photo.id}]`);

function insert(photo, several) {
  if (target === "lead") return setLead(photo.id);
  if (editor()) {
    editor().execute("insertImage", { source: photo.src });
    if (several) editor().execute("imageStyle", { value: "gallery" });
  } else {
    window.deskInsertLine(line(photo, several));
  }
  show();
}

function replaceMark(mark, by) {
  const at = text.value.indexOf(mark);
  if (at < 0) return false; // the writer took it out
  const gap = by ? 0 : text.value.slice(at + mark.length).match(/^\n{0,2}/)[0].length; // no empty lines where it stood
  text.setRangeText(by, at, at + mark.length + gap, "preserve");
  text.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

// ---- The queue: records {key, form, file, words, target, mark, several}

let sending = null;
let retry;

// Whether everything chosen is on the server. One at a time, so that many photos need no more memory than one.
async function flush() {
  clearTimeout(retry);
  await sending;
  const waiting = await mine();
  if (!waiting.length) return true;
  sending = (async () => {
    for (const record of waiting) if (!(await deliver(record))) return false;
    return true;
  })();
  try {
    return await sending;
  } finally {
    sending = null;
  }
}

const loose = []; // what a full device could not keep

async function mine() {
  const all = (await form.stored("photos", "getAll").catch(() => [])).concat(loose);
  const own = await Promise.all(all.map((record) => form.isMine(record.form ?? record.key)));
  return all.filter((record, place) => own[place]);
}

async function deliver(record) {
  const body = new FormData();
  body.set("photo", record.file, record.file.name || "foto.jpg");
  body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  body.set("user", document.getElementById("writing").dataset.user);
  for (const [name, value] of Object.entries(record.words ?? {})) body.set(name, value);
  let answer;
  try {
    answer = await sent(body, (percent) => say("sending", { percent }));
  } catch {
    say("kept");
    retry = setTimeout(form.again, 5000);
    return false;
  }
  if (answer.status === 401) {
    say("kept");
    form.askLogin();
    return false;
  }
  await form.stored("photos", "delete", record.key).catch(() => {});
  if (loose.includes(record)) loose.splice(loose.indexOf(record), 1);
  const ok = answer.status === 200;
  if (ok) known.set(String(answer.id), answer);
  else form.unpress(); // it has to be seen before the story goes
  if (record.mark) replaceMark(record.mark, ok ? line(answer, record.several) : "");
  else if (ok && record.target === "text") insert(answer, record.several);
  if (ok && record.target !== "text") setLead(answer.id);
  say(ok ? answer.told || "sent" : answer.message || `HTTP ${answer.status}`);
  await form.changed();
  show(true);
  return true;
}

async function add(files, said) {
  const several = files.length > 1 && target === "text";
  for (const file of files) {
    const id = crypto.getRandomValues(new Uint32Array(1))[0].toString(36);
    const mark = target === "text" && !editor() ? `[foto baru-${id}]` : "";
    if (mark) window.deskInsertLine(mark);
    const record = { key: `${form.key()}/${id}`, form: form.key(), file, words: said, target, mark, several };
    await form.stored("photos", "put", record).catch(() => { loose.push(record); say("full"); });
  }
  form.again();
}

// ---- What is asked about a photo

const dialog = document.getElementById("photo-words");
const fields = dialog.querySelector("form").elements;
const NAMES = ["caption", "alt", "source", "credit", "supplier", "consent"];
let asked; // {photo} that is known, or {files} that are new
let remembered = { source: fields.source.value, credit: fields.credit.dataset.own };

function openWords(photo, files, isNew = files) {
  asked = { photo, files };
  for (const name of NAMES) fields[name].value = photo?.[name] ?? "";
  if (isNew) {
    fields.source.value = remembered.source;
    if (remembered.source === "own") fields.credit.value ||= remembered.credit;
  }
  for (const name of ["caption", "alt"]) {
    fields[name].hidden = dialog.querySelector(`label[for=${fields[name].id}]`).hidden = files?.length > 1;
  }
  part("error").textContent = photo?.refusal ?? "";
  part("count").textContent = files?.length > 1 ? fill(words.several, { n: files.length }) : "";
  const preview = part("preview");
  if (preview.src.startsWith("blob:")) URL.revokeObjectURL(preview.src);
  preview.src = photo ? photo.thumbnail || photo.src : URL.createObjectURL(files[0]);
  preview.hidden = files?.length > 1;
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

const showSupplied = window.desk.source(fields, () => remembered.credit);

dialog.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const said = Object.fromEntries(NAMES.map((name) => [name, fields[name].value.trim()]));
  remembered = { source: said.source, credit: said.source === "own" ? said.credit : remembered.credit };
  if (asked.files) {
    dialog.close();
    return add(asked.files, said);
  }
  const body = new FormData();
  for (const [name, value] of Object.entries(said)) body.set(name, value);
  body.set("tab", form.tab());
  let answer;
  try {
    answer = await form.post(box.dataset.words.replace("/0/", `/${asked.photo.id}/`), body);
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

async function find() {
  const typed = part("search").value;
  const found = await ask({ q: typed }).catch(() => []);
  if (typed !== part("search").value) return;
  const items = found.map((photo) => {
    const image = made("img", { src: photo.thumbnail || photo.src, alt: photo.alt || photo.label, loading: "lazy" });
    const button = made("button", { type: "button", onclick: () => { picker.close(); insert(photo); } }, image, made("span", { textContent: photo.label }));
    return made("li", {}, button);
  });
  part("found").replaceChildren(...(items.length ? items : [words.nothing]));
}

function chosen(event) {
  const files = [...event.target.files];
  event.target.value = ""; // the same file may be chosen again
  if (!files.length) return;
  picker.close();
  openWords(null, target === "lead" ? files.slice(0, 1) : files);
}

let typing;
part("search").addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(find, 250); });
part("search").addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
for (const id of ["camera", "files"]) part(id).addEventListener("change", chosen);
for (const close of document.querySelectorAll("#photo-picker [data-close], #photo-words [data-close]")) {
  close.addEventListener("click", () => close.closest("dialog").close());
}
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-photo]");
  if (button) {
    target = button.dataset.photo;
    part("search").value = "";
    picker.showModal();
    find();
  } else if (event.target.closest("[data-no-lead]")) {
    setLead("");
  }
});
lead.addEventListener("change", () => show());

window.deskPhotos = {
  flush,
  start(hooks) {
    form = hooks;
    let soon;
    const later = () => { clearTimeout(soon); soon = setTimeout(show, 400); };
    text.addEventListener("input", later);
    if (editor()) {
      document.querySelector(".field-body .ck-editor-container").after(box);
      editor().model.document.on("change:data", later);
      // CKEditor's own upload, by its button, paste or drop: what it did not ask is asked now.
      editor().plugins.get("ImageUploadEditing").on("uploadComplete", async (event, { data }) => {
        const id = data.url.match(/(\d+)\/$/)[1];
        const [photo] = await ask({ id }).catch(() => []);
        if (data.told) say(data.told);
        if (photo?.lacks.length) openWords(photo, null, true);
      });
    }
    show();
  },
};
