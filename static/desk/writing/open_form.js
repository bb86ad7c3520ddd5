// The open form: what the page says of it, what this device keeps of it, how it goes to the server.

import { byId } from "../dom.js";

export const form = byId("article_form");
export const facts = byId("writing").dataset;
export const PATIENCE = 15000; // ms until an answer counts as lost

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
