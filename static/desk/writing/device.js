// What this device keeps (IndexedDB) until the server has it: drafts of open forms, and photos.

const database = new Promise((resolve, reject) => {
  const opening = indexedDB.open("pawarta", 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore("drafts", { keyPath: "key" });
    opening.result.createObjectStore("photos", { keyPath: "key" });
  };
  opening.onsuccess = () => resolve(opening.result);
  opening.onerror = () => reject(opening.error);
});

// One operation on one table: get the result of IDBObjectStore[method](...values) when it is safely written.
export async function onDevice(table, method, ...values) {
  const transaction = (await database).transaction(table, method === "getAll" ? "readonly" : "readwrite");
  const request = transaction.objectStore(table)[method](...values);
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error); // aborted: the device is full
  });
}
