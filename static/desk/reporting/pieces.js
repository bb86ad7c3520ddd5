// Files of several gigabytes go in pieces, so that a bad connection costs one piece and not the night. The same file
// chosen again goes on where it was. Without this script the form sends them whole.

import { fill, textsOf } from "../dom.js";

const PIECE = 4 * 1024 * 1024;
const PAUSES = [1, 2, 5, 10, 30]; // seconds before the next try; then 30 again and again
const LARGE = 8 * 1024 * 1024; // bytes: what is smaller goes with the form

const form = document.querySelector("form[data-pieces]");
const texts = textsOf(form);
const token = form.elements.csrfmiddlewaretoken.value;

const final = (text) => Object.assign(new Error(text), { isFinal: true });
const wait = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

async function ask(address, body, headers = {}) {
  const answer = await fetch(address, {
    method: "POST", body, headers: { "X-CSRFToken": token, "Content-Type": "application/octet-stream", ...headers },
  });
  if (answer.redirected) throw final(texts.session);
  const data = await answer.json(); // what is none came from a server in front: tried again
  if (data.error) throw answer.status === 507 ? new Error(data.error) : final(data.error);
  return data;
}

function sendPiece(file, { id, received }) {
  const piece = file.slice(received, received + PIECE);
  return ask(`${form.dataset.pieces}${id}/`, piece, { "X-Offset": received });
}

async function send(file, say) {
  const key = `${file.lastModified}-${file.type}`.slice(0, 64);
  const facts = JSON.stringify({ name: file.name, size: file.size, key });
  let tries = 0, place;
  while (!place || place.received < file.size) {
    try {
      place = place ? await sendPiece(file, place) : await ask(form.dataset.pieces, facts);
      tries = 0;
      const share = place.received / file.size;
      say(fill(texts.sending, { name: file.name, percent: Math.floor(100 * share) }), share);
    } catch (error) {
      if (error.isFinal) throw error;
      say(fill(texts.waiting, { name: file.name }));
      await wait(PAUSES[Math.min(tries++, PAUSES.length - 1)]);
    }
  }
  return place.id;
}

form.addEventListener("submit", async (event) => {
  const fields = [...form.querySelectorAll("[type=file]")].filter(({ files }) => files[0]);
  if (fields.every(({ files }) => files[0].size <= LARGE && !files[0].name.endsWith(".zip"))) return;
  event.preventDefault();
  const [bar, state, press] = ["progress", "[role=status]", "button"].map((one) => form.querySelector(one));
  press.disabled = true;
  bar.hidden = false;
  try {
    for (const field of fields) {
      form.elements[`${field.name}_pieces`].value = await send(field.files[0], (text, share) => {
        state.textContent = text;
        if (share !== undefined) bar.value = share;
      });
    }
    for (const field of fields) field.disabled = true;
    form.submit();
  } catch (error) {
    state.textContent = error.message;
    press.disabled = false;
    bar.hidden = true;
  }
});
