// What this device keeps until the server has it: drafts of open forms, and photos.

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
