// Passkeys: what the server asks goes to the device, and the device's answer back. Used by the pages of accounts and by
// the sign-in inside an open form.

export const isPossible = () =>
  typeof PublicKeyCredential !== "undefined" && !/^[\d.]+$|^\[/.test(location.hostname);

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const withIds = (list = []) => list.map((one) => ({ ...one, id: bytes(one.id) }));

// The answer of the server with its status; rejects where none comes.
export async function send(url, data) {
  const answer = await fetch(url, { method: "POST", body: new URLSearchParams(data) });
  return { ok: answer.ok, ...(await answer.json()) };
}

// What the server says of the new passkey, or {message}.
export async function register(urls, data) {
  const options = await send(urls.question, data);
  if (!options.publicKey) return options;
  const { publicKey } = options;
  const asked = {
    ...publicKey,
    challenge: bytes(publicKey.challenge),
    user: { ...publicKey.user, id: bytes(publicKey.user.id) },
    excludeCredentials: withIds(publicKey.excludeCredentials),
  };
  const made = await navigator.credentials.create({ publicKey: asked });
  const { attestationObject, clientDataJSON } = made.response;
  const response = { attestationObject: text(attestationObject), clientDataJSON: text(clientDataJSON) };
  return send(urls.answer, { ...data, credential: written(made, response) });
}

// What the server says to the passkey that its owner chose, or {message}.
export async function authenticate(urls, data) {
  const options = await send(urls.question, data);
  if (!options.publicKey) return options;
  const { publicKey } = options;
  const asked = {
    ...publicKey,
    challenge: bytes(publicKey.challenge),
    allowCredentials: withIds(publicKey.allowCredentials),
  };
  const signed = await navigator.credentials.get({ publicKey: asked });
  const { authenticatorData, clientDataJSON, signature } = signed.response;
  const response = {
    authenticatorData: text(authenticatorData),
    clientDataJSON: text(clientDataJSON),
    signature: text(signature),
  };
  return send(urls.answer, { ...data, credential: written(signed, response) });
}

function written({ id, rawId, type }, response) {
  return JSON.stringify({ id, rawId: text(rawId), type, clientExtensionResults: {}, response });
}
