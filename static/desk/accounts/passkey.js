// Passkeys: what the server asks goes to the device, and the device's answer back. Used by the pages of accounts and by
// the sign-in inside an open form.

export const isPossible = () =>
  typeof PublicKeyCredential !== "undefined" && !/^[\d.]+$|^\[/.test(location.hostname);

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const inText = (response, ...names) => Object.fromEntries(names.map((name) => [name, text(response[name])]));
const withIds = (list = []) => list.map((one) => ({ ...one, id: bytes(one.id) }));

// The answer of the server with its status; rejects where none comes.
export async function send(url, data) {
  const answer = await fetch(url, { method: "POST", body: new URLSearchParams(data) });
  return { ok: answer.ok, ...(await answer.json()) };
}

// What the server says to what the device made of its question, or {message}.
async function exchange(urls, data, act) {
  const options = await send(urls.question, data);
  if (!options.publicKey) return options;
  const { id, rawId, type, ...response } = await act(options.publicKey);
  const credential = JSON.stringify({ id, rawId: text(rawId), type, clientExtensionResults: {}, response });
  return send(urls.answer, { ...data, credential });
}

// A new passkey of this device.
export const register = (urls, data) => exchange(urls, data, async (question) => {
  const publicKey = {
    ...question,
    challenge: bytes(question.challenge),
    user: { ...question.user, id: bytes(question.user.id) },
    excludeCredentials: withIds(question.excludeCredentials),
  };
  const { id, rawId, type, response } = await navigator.credentials.create({ publicKey });
  return { id, rawId, type, ...inText(response, "attestationObject", "clientDataJSON") };
});

// The passkey that its owner chose.
export const authenticate = (urls, data) => exchange(urls, data, async (question) => {
  const publicKey = {
    ...question,
    challenge: bytes(question.challenge),
    allowCredentials: withIds(question.allowCredentials),
  };
  const { id, rawId, type, response } = await navigator.credentials.get({ publicKey });
  return { id, rawId, type, ...inText(response, "authenticatorData", "clientDataJSON", "signature") };
});
