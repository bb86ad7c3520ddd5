// What the full editor needs beside the form's other files: the picker of cards below it, its changes, and photos as
// static/desk/photos.js puts them into the phone's text.

const editor = () => window.editors.id_body;
const container = document.querySelector(".field-body .ck-editor-container");
container.after(document.getElementById("baca-picker").content.cloneNode(true));

// The language of the words that are marked. CKEditor keeps it (settings: htmlSupport) but has no button for it.
const language = document.getElementById("language");
language.addEventListener("change", () => {
  const { model, plugins, editing } = editor();
  const support = plugins.get("GeneralHtmlSupport");
  if (language.value) support.setModelHtmlAttributes("span", { lang: language.value }, model.document.selection);
  else support.removeModelHtmlAttributes("span", ["lang"], model.document.selection);
  editing.view.focus();
});

function insertAt(position, photo, several) {
  editor().plugins.get("ImageUtils").insertImage({ src: photo.src }, position, "imageBlock");
  if (several) editor().execute("imageStyle", { value: "gallery" });
}

window.deskEditor = {
  // When CKEditor is there; typing in it counts like typing anywhere, and search fields tell jQuery alone of a change.
  ready: (changed) => new Promise((resolve) => {
    window.django.jQuery("#article_form").on("change", changed);
    const listen = (made) => {
      made.model.document.on("change:data", changed);
      const { selection } = made.model.document;
      selection.on("change", () => { language.value = selection.getAttribute("htmlSpan")?.attributes?.lang ?? ""; });
      resolve();
    };
    if (editor()) listen(editor());
    else window.ckeditorRegisterCallback("id_body", listen);
  }),
  ids: () => [...editor().getData().matchAll(/src="[^"]*\/foto\/(\d+)\/"/g)].map((found) => found[1]),
  insert(photo, several) {
    const { model } = editor();
    const selected = model.document.selection.getSelectedElement(); // a photo just put in: the next goes behind it
    insertAt(selected && model.createPositionAfter(selected), photo, several);
  },
  hold: () => "", // the caret is the place
  // A mark that was made in the phone's text, in a paragraph of its own; without a photo it is taken out.
  replace(mark, photo, several) {
    const { model } = editor();
    const blocks = [...model.document.getRoot().getChildren()];
    const block = blocks.find((one) => one.is("element", "paragraph") && [...one.getChildren()].map((node) => node.data ?? "").join("").trim() === mark);
    if (!block) return false;
    model.change((writer) => {
      if (photo) insertAt(model.createPositionAfter(block), photo, several);
      writer.remove(block);
    });
    return true;
  },
  async settled() { // what CKEditor itself is sending
    const pending = editor().plugins.get("PendingActions");
    while (pending.hasAny) await new Promise((done) => setTimeout(done, 200));
  },
  start({ form, box, words, later, say, ask, about, inTurn, keep, forget, transmit }) {
    container.after(box);
    editor().model.document.on("change:data", later);
    // By its button, paste or drop: through the same queue, so that a file without signal is not lost.
    editor().plugins.get("FileRepository").createUploadAdapter = (loader) => ({
      async upload() {
        const file = await loader.file;
        const key = `${form.key()}/${crypto.getRandomValues(new Uint32Array(1))[0].toString(36)}`;
        const record = { key, form: form.key(), file, words: {}, target: "text", mark: "" };
        const answer = await inTurn(() => keep(record).then(() => transmit(record)));
        if (!answer) throw words.kept;
        if (answer.status !== 200) {
          await forget(record);
          throw answer.message;
        }
        return { default: answer.src, record, answer };
      },
      abort() {},
    });
    editor().plugins.get("ImageUploadEditing").on("uploadComplete", async (event, { data }) => {
      await form.changed();
      await forget(data.record);
      if (data.answer.told) say(data.answer.told);
      const [photo] = await ask({ id: data.answer.id }).catch(() => []);
      if (photo?.lacks.length) about({ photo, isNew: true });
    });
  },
};

// The fields that select2 puts in place of category and region have no name of their own.
window.django.jQuery(() => {
  for (const field of document.querySelectorAll("#article_form .select2")) {
    const label = document.querySelector(`label[for="${field.previousElementSibling.id}"]`)?.textContent.trim();
    for (const part of field.querySelectorAll("[role=combobox], [role=textbox]")) part.setAttribute("aria-label", label);
  }
});
