// The open form: what the page says of it, what this device keeps of it, how it goes to the server.

import { byId, element } from "../dom.js";

export const form = byId("article_form");
export const facts = byId("writing").dataset;
export const PATIENCE = 15000; // ms until an answer counts as lost
export const field = (name) => form.elements.namedItem(name);

export let tab = field("tab").value; // the name of this opening of the form
export const takeTab = (name) => { tab = field("tab").value = name; };
export const key = () => `${facts.user}/${facts.article || "new"}/${tab}`; // of this form, on this device

export function read() {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== "string" || name === "csrfmiddlewaretoken") continue;
    (fields[name] ??= []).push(value);
  }
  return fields;
}

// What the picked options are called: a search field holds no others.
export function labels() {
  const label = (select) => select.selectedOptions[0]?.textContent ?? "";
  return Object.fromEntries([...form.querySelectorAll("select")].map((select) => [select.name, label(select)]));
}

export function notice(text, links = [], buttons = []) {
  const box = byId("writing-notice");
  box.replaceChildren(text, " ");
  for (const [textContent, href] of links) box.append(element("a", { href, textContent }), " ");
  box.append(...buttons);
  box.hidden = false;
  box.scrollIntoView({ block: "nearest" });
}

// Whether a tab of this browser has that form open; without locks nobody can tell.
export async function isOpen(name) {
  if (!navigator.locks) return false;
  return (await navigator.locks.query()).held.some((lock) => lock.name === `tab-${name}`);
}

// ---- To the server

export function dataOf(saved) {
  const data = new FormData();
  for (const [name, values] of Object.entries(saved.fields)) for (const value of values) data.append(name, value);
  data.set("tab", saved.tab);
  data.set("revision", saved.base);
  data.set("mode", saved.mode);
  return data;
}

export function sign(data) {
  data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  data.set("user", facts.user); // another account may have signed in in this browser meanwhile
  return data;
}

// The answer with its status; 401 is every way in which a session can be over. Rejects where no answer comes.
export async function post(url, data) {
  const answer = await fetch(url, {
    method: "POST",
    body: sign(data),
    signal: AbortSignal.timeout(PATIENCE),
    headers: { Accept: "application/json" },
  });
  const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
  if (answer.status >= 500) throw new Error("server");
  if (answer.redirected || answer.status === 403) return { status: 401 };
  if (!isJson) return { status: answer.ok ? 401 : answer.status };
  return { status: answer.status, ...(await answer.json()) };
}

// ---- On this device

const database = new Promise((resolve, reject) => {
  const opening = indexedDB.open("pawarta", 1);
  opening.onupgradeneeded = () => {
    for (const table of ["drafts", "photos"]) opening.result.createObjectStore(table, { keyPath: "key" });
  };
  opening.onsuccess = () => resolve(opening.result);
  opening.onerror = () => reject(opening.error);
});

// The result of IDBObjectStore[method](...values), when it is safely written.
export async function onDevice(table, method, ...values) {
  const transaction = (await database).transaction(table, method === "getAll" ? "readonly" : "readwrite");
  const request = transaction.objectStore(table)[method](...values);
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error); // aborted: the device is full
  });
}

export const store = (saved) => onDevice("drafts", "put", saved);
export const forget = (saved) => onDevice("drafts", "delete", saved.key).catch(() => {});
