// The full editor, CKEditor: the picker of cards below it, the language of marked words, photos in the text.
// Exports what writing/plain_text.js exports for the phone, where its functions are explained. `editors`,
// `ckeditorRegisterCallback` and `django.jQuery` are globals of the packages that make them.

import { byId, fill } from "../dom.js";
import * as photos from "../photos/in_form.js";
import { editorOf } from "./paste.js";

const editor = () => window.editors.id_body;
export const created = editorOf("id_body");
const container = document.querySelector(".field-body .ck-editor-container");
container.after(byId("baca-picker").content.cloneNode(true));

// ---- What the form's other scripts ask of a composer

// When CKEditor is there; typing in it counts like typing anywhere, and search fields tell jQuery alone of a change.
export async function ready(changed) {
  window.django.jQuery("#article_form").on("change", changed);
  const { document: text } = (await created).model;
  text.on("change:data", changed);
  text.selection.on("change", () => {
    language.value = text.selection.getAttribute("htmlSpan")?.attributes?.lang ?? "";
  });
}

export const body = () => editor()?.ui.getEditableElement();
export const focusBody = () => editor().editing.view.focus();
export const setBody = (html) => editor().setData(html);
export const insertCard = ({ url }) => editor().execute("mediaEmbed", url);

export const photoIds = () => [...editor().getData().matchAll(/src="[^"]*\/foto\/(\d+)\/"/g)].map(([, id]) => id);

export function insertPhoto(photo, several) {
  const { model } = editor();
  const selected = model.document.selection.getSelectedElement(); // a photo just put in: the next goes behind it
  insertAt(selected && model.createPositionAfter(selected), photo, several);
}

function insertAt(position, photo, several) {
  editor().plugins.get("ImageUtils").insertImage({ src: photo.src }, position, "imageBlock");
  if (several) editor().execute("imageStyle", { value: "gallery" });
}

export const holdPlace = () => ""; // the caret is the place

// A mark that was made in the phone's text, in a paragraph of its own; without a photo it is taken out.
export function replaceMark(mark, photo, several) {
  const { model } = editor();
  const textOf = (block) => [...block.getChildren()].map((node) => node.data ?? "").join("").trim();
  const blocks = [...model.document.getRoot().getChildren()];
  const block = blocks.find((one) => one.is("element", "paragraph") && textOf(one) === mark);
  if (!block) return false;
  model.change((writer) => {
    if (photo) insertAt(model.createPositionAfter(block), photo, several);
    writer.remove(block);
  });
  return true;
}

// When CKEditor itself has sent what it is sending, and the queue has let go of it: else it would be sent once more.
let arriving = Promise.resolve();

export async function settled() {
  const pending = editor().plugins.get("PendingActions");
  while (pending.hasAny) await new Promise((resolve) => setTimeout(resolve, 200));
  await arriving;
}

// Photos that come by CKEditor's own button, by paste or drop go through the form's queue too (photos/in_form.js), so
// that a file without signal is not lost.
export function startPhotos(form, later) {
  container.after(photos.box);
  editor().model.document.on("change:data", later);
  editor().plugins.get("FileRepository").createUploadAdapter = (loader) => ({
    async upload() {
      const file = await loader.file;
      const key = `${form.key()}/${photos.newId()}`;
      const record = { key, form: form.key(), file, words: {}, target: "text", mark: "" };
      const answer = await photos.inTurn(() => photos.keep(record).then(() => photos.transmit(record)));
      if (!answer) throw photos.texts.kept;
      if (answer.status !== 200) {
        await photos.forget(record);
        throw answer.message;
      }
      return { default: answer.src, record, answer };
    },
    abort() {},
  });
  editor().plugins.get("ImageUploadEditing").on("uploadComplete", (event, { data }) => {
    const arrived = arrive(data, form);
    arriving = arriving.then(() => arrived);
  });
}

async function arrive({ record, answer }, form) {
  await form.changed();
  await photos.forget(record);
  if (answer.told) photos.say(answer.told);
  const [photo] = await photos.findPhotos({ id: answer.id }).catch(() => []);
  if (photo?.lacks.length) photos.openDialog({ photo, isNew: true });
}

// ---- The language of the words that are marked. CKEditor keeps it (settings: htmlSupport) but has no button for it.

const language = byId("language");
language.addEventListener("change", () => {
  const { model, plugins, editing } = editor();
  const support = plugins.get("GeneralHtmlSupport");
  if (language.value) support.setModelHtmlAttributes("span", { lang: language.value }, model.document.selection);
  else support.removeModelHtmlAttributes("span", ["lang"], model.document.selection);
  editing.view.focus();
});

// The fields that select2 puts in place of category and region have no name of their own.
window.django.jQuery(() => {
  for (const field of document.querySelectorAll("#article_form .select2")) {
    const label = document.querySelector(`label[for="${field.previousElementSibling.id}"]`)?.textContent.trim();
    for (const part of field.querySelectorAll("[role=combobox], [role=textbox]")) part.ariaLabel = label;
  }
});
