// What this device holds of a story and the server does not: it is put back, or goes beside the story. Loaded where the
// device holds anything.

import { fill, textsOf, byId } from "../dom.js";
import { dataOf, facts, field, forget, isOpen, key, notice, post, read, store, takeTab } from "./open_form.js";
import { restoreRows } from "./rows.js";

// Fields that belong to one opening of the form, not to what is typed in it.
const OPENING = ["tab", "revision", "mode", "confirm_empty"];
const texts = textsOf(byId("writing"));
const clock = (ms) => new Date(ms).toTimeString().slice(0, 5).replace(":", ".");
const tellAside = ({ at }, url) => notice(fill(texts.aside, { time: clock(at) }), [[texts.merge, url]]);

// What a person typed, for comparing.
function textIn(fields) {
  const line = ([name, values]) => `${name}=${values.join("\n").replace(/\r\n/g, "\n")}`;
  return Object.entries(fields).filter(([name]) => !OPENING.includes(name)).map(line).sort().join("\n");
}

// Put the fields of a draft, or of a text that was tidied up, into the form.
export function write(saved, composer) {
  for (const [name, values] of Object.entries(saved.fields)) {
    if (OPENING.includes(name) || /^(credits|related)/.test(name)) continue;
    const input = field(name);
    if (!input || input instanceof RadioNodeList) continue;
    if (input.tagName === "SELECT" && values[0] && ![...input.options].some(({ value }) => value === values[0])) {
      input.append(new Option(saved.labels?.[name] || values[0], values[0]));
    }
    input.value = values[0];
    if (name === "body") composer.setBody?.(values[0]);
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
  restoreRows(saved.fields);
}

// `mine` are all drafts of this form on this device.
export async function start(mine, composer, changed) {
  mine.sort((a, b) => b.at - a.at);
  // What the server took after it was asked for this page is not in it.
  const unsent = mine.filter((one) => !one.sent || one.pressed || one.sent > performance.timeOrigin);
  for (const one of mine) if (!unsent.includes(one)) forget(one);
  const newest = unsent.shift();
  for (const older of unsent) await putAside(older);
  if (!newest || new URLSearchParams(location.search).has("kosong")) return;
  if (newest.base !== Number(facts.version)) {
    // Behind the story: the server keeps it aside, unless it has that text already.
    const answer = await post(facts.autosave, dataOf(newest)).catch(() => null);
    // Without signal it is later's, under a name of its own.
    if (!answer) return store({ ...newest, key: `${newest.key}/${newest.at}` }).catch(() => {});
    if (answer.status === 409) {
      if (answer.kept) await forget(newest);
      if (answer.url) tellAside(newest, answer.url);
    }
    return;
  }
  if (newest.sent && newest.pressed && facts.restored) return; // the server has shown it already
  if (newest.mode !== facts.mode) {
    location.search = `?mode=${newest.mode}`; // it is put back in the composer that it was typed in
    return;
  }
  if (!facts.article) {
    const answer = await post(facts.autosave, dataOf(newest)).catch(() => null);
    if (answer?.begun) return forget(newest); // it was saved, only the answer was lost
    if (answer?.kept) {
      await forget(newest);
      return tellAside(newest, answer.url);
    }
    takeTab(newest.tab);
  }
  if (textIn(newest.fields) === textIn(read())) return;
  write(newest, composer);
  notice(fill(texts.restored, { time: clock(newest.at) }));
  await changed();
  if (newest.key !== key()) await forget(newest);
}

// An older unsent text of another tab goes beside the story, or into a form of its own. Open tabs keep theirs.
async function putAside(older) {
  if (await isOpen(older.tab)) return;
  const data = dataOf(older);
  data.set("aside", "1");
  const answer = await post(facts.autosave, data).catch(() => null);
  if (answer?.status === 200 || answer?.kept) await forget(older);
}
