// What a paste brings along into a full editor, which would make text of all that it does not know: of code, of what
// stands in forms, of the words beside a film. Words that were deleted in a word processor do not come back, and frames
// become their addresses. All that is told, but for what makes up a page and is never seen. What a body cannot hold
// beside them, the check names.

import { byId, element, fill } from "../dom.js";

const FRAME = /<iframe\b[^>]*?\bsrc=(["'])([^"']*)\1[^>]*>(?:[\s\S]*?<\/iframe>)?/gi;
const DELETED = /<del\b[^>]*>[\s\S]*?<\/del>/gi;

const editors = new Map(); // id of a field → its editor, once it is there
for (const { id } of document.querySelectorAll(".django_ckeditor_5")) {
  editors.set(id, new Promise((resolve) => { window.ckeditorRegisterCallback(id, resolve); }));
}
export const editorOf = (id) => editors.get(id);

// Elements of these names with all that they hold, the innermost first.
const holders = (names) => new RegExp(`<(${names})(?=[\\s/>])(?:(?!<\\1[\\s/>])[\\s\\S])*?</\\1\\s*>`, "gi");

function link([frame, , src]) {
  const title = frame.match(/\btitle=(["'])([^"'<>]+)\1/i)?.[2]; // of a chart: its link says it
  return title ? `<p><a href="${src}">${title}</a></p>` : `<p>${src}</p>`;
}

function tidy(whole, { struck, frames, code, codeTags, pageTags }) {
  const start = Math.max(0, whole.search(/<body\b/i)); // the editor needs a word processor's styles before it
  let html = whole.slice(start);
  const told = [];
  const replace = (pattern, by, text) => {
    let n = 0;
    for (let before = null; before !== html;) {
      before = html;
      html = html.replace(pattern, (...match) => { n += 1; return by(match); });
    }
    if (n && text) told.push(fill(text, { n }));
  };
  replace(holders(pageTags), () => "");
  replace(DELETED, () => "", struck);
  replace(FRAME, link, frames);
  replace(holders(codeTags), () => "", code);
  return { html: whole.slice(0, start) + html, told: told.join(" ") };
}

function tell(field, text) {
  const id = `${field.id}-paste`;
  const place = byId("photo-state") ?? byId(id) ?? element("p", { id, role: "status" });
  if (!place.isConnected) field.closest(".ck-editor-container").after(place);
  place.textContent = text;
}

for (const [id, created] of editors) {
  created.then(({ editing }) => {
    editing.view.document.on("clipboardInput", (event, data) => {
      const original = data.dataTransfer;
      const pasted = original.getData("text/html");
      const { html, told } = tidy(pasted, byId(id).dataset);
      if (html === pasted) return;
      const getData = (type) => (type === "text/html" ? html : original.getData(type));
      data.dataTransfer = Object.create(original, { getData: { value: getData } });
      if (told) tell(byId(id), told);
    }, { priority: "high" });
  });
}
