// What the desk adds to the forms: live counters, dialogs for reasons, lists of names and stories, moments in words,
// the Baca Juga picker, and the buttons over the phone's keyboard.
// Everything here is a convenience: the server checks and cleans without it.

// What the other files of this folder use too.
window.desk = {
  fill: (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all),
  words: (box) => Object.fromEntries([...box.querySelectorAll("dt")].map((dt) => [dt.textContent, dt.nextElementSibling.textContent])),
  made(tag, facts = {}, ...inside) {
    const element = Object.assign(document.createElement(tag), facts);
    element.append(...inside);
    return element;
  },
  // Sends a form and tells how far it is, which fetch does not; rejects where no answer comes that is ours.
  upload: (url, body, tell) => new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.timeout = 300000;
    request.upload.onprogress = (event) => event.lengthComputable && tell(Math.floor((100 * event.loaded) / event.total));
    request.onerror = request.ontimeout = reject;
    request.onload = () => {
      if (request.response) resolve({ status: request.status, ...request.response });
      else if (request.status === 403 || request.status < 400) resolve({ status: 401 }); // the login's page
      else reject(new Error(request.status));
    };
    request.send(body);
  }),
  // Whose photo it is decides what else is asked, and the own credit is put in by itself.
  source({ source, credit }, own) {
    const show = () => { document.querySelector("[data-supplied]").hidden = !["citizen", "handout", "agency"].includes(source.value); };
    source.addEventListener("change", () => {
      if (source.value === "own") credit.value ||= own();
      else if (credit.value === own()) credit.value = "";
      show();
    });
    return show;
  },
};

const { made } = window.desk;

async function ask(parameters) {
  const address = document.getElementById("baca-picker").dataset.url;
  const answer = await fetch(`${address}?${new URLSearchParams(parameters)}`);
  if (!answer.ok) throw new Error(answer.status);
  return (await answer.json()).stories;
}

function label(story) {
  return story.note ? `${story.headline} (${story.note})` : story.headline;
}

// A field that searches as one types; `choose` gets what was picked: {id, label, …}. `none` stands where nothing is found.
function searchField(field, list, find, choose, none = []) {
  let waiting;

  async function search() {
    const typed = field.value;
    const found = await find(typed).catch(() => []);
    if (typed !== field.value) return; // a later question is on its way
    const items = found.map((one) => {
      const onclick = () => {
        choose(one);
        field.value = "";
        list.replaceChildren();
      };
      return made("li", {}, made("button", { type: "button", onclick }, ...(one.picture ?? []), made("span", { textContent: one.label })));
    });
    list.replaceChildren(...(items.length ? items : none));
  }

  field.addEventListener("input", (event) => {
    event.stopPropagation(); // a question is no change of the story
    clearTimeout(waiting);
    waiting = setTimeout(search, 250);
  });
  field.addEventListener("change", (event) => event.stopPropagation());
  field.addEventListener("focus", search);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // Enter here must not send the story's form
  });
  return search;
}

const findStories = async (q) => (await ask({ q })).map((story) => ({ ...story, label: label(story) }));

function picker() {
  const field = document.getElementById("baca-search");
  if (!field) return;
  searchField(field, field.nextElementSibling, findStories, (story) => {
    if (window.editors?.id_body) window.editors.id_body.execute("mediaEmbed", story.url);
    else insertLine(`/berita/${story.id}/`);
  });
}

// ---- Lists of names and of stories: rows that are picked, moved and taken out

function rowsOf(box) {
  const list = box.querySelector("ol");
  const field = box.querySelector("input[type=search]");
  const buttons = (row) => row.append(document.getElementById("row-buttons").content.cloneNode(true));
  const told = () => list.dispatchEvent(new Event("change", { bubbles: true }));
  const finders = {
    related: findStories,
    credits: async (term) => {
      const answer = await fetch(`${box.dataset.search}&${new URLSearchParams({ term })}`);
      return (await answer.json()).results.map((person) => ({ ...person, label: person.text }));
    },
  };

  function add(one, role) {
    const row = box.querySelector("template").content.firstElementChild.cloneNode(true);
    row.querySelector("input[type=hidden]").value = one.id;
    if (row.querySelector("input[type=text]")) row.querySelector("input[type=text]").value = one.label;
    else row.querySelector(".row-label").textContent = one.label;
    if (role) row.querySelector("select").value = role;
    buttons(row);
    list.append(row);
  }

  [...list.children].forEach(buttons);
  searchField(field, box.querySelector(".found"), finders[box.dataset.rows], (one) => { add(one); told(); });
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    const row = button.closest("li");
    if (button.dataset.move === "out") row.remove();
    else if (button.dataset.move === "up") row.previousElementSibling?.before(row);
    else row.nextElementSibling?.after(row);
    button.focus();
    told();
  });
  return { list, add };
}

function rows() {
  const boxes = [...document.querySelectorAll("[data-rows]")].map((box) => [box.dataset.rows, rowsOf(box)]);
  // Puts the rows of a draft back (static/desk/writing.js).
  window.deskRows = (fields) => {
    for (const [name, { list, add }] of boxes) {
      if (!fields[name]) continue;
      const known = [...list.children];
      const find = (id) => known.find((row) => row.querySelector("input[type=hidden]").value === id);
      list.replaceChildren();
      const ids = fields[name === "credits" ? "credits-person" : "related-target"] ?? [];
      ids.forEach((id, place) => {
        if (name === "related" && find(id)) list.append(find(id));
        else add({ id, label: fields[`${name}-name`]?.[place] ?? `/berita/${id}/` }, fields[`${name}-role`]?.[place]);
      });
    }
  };
}

// ---- The phone's text field

function insertLine(line) {
  const text = document.getElementById("id_body");
  const at = text.dataset.seen ? text.selectionEnd : text.value.length; // nobody has put the caret anywhere yet
  const before = text.value.slice(0, at).replace(/\n*$/, at ? "\n\n" : "");
  text.setRangeText(`${before}${line}\n\n`, 0, at, "end");
  text.focus();
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

Object.assign(window.desk, { ask, insertLine, label, searchField });

function phoneTools() {
  const text = document.getElementById("id_body");
  for (const button of document.querySelectorAll("[data-insert], [data-wrap]")) {
    button.addEventListener("mousedown", (event) => event.preventDefault()); // the keyboard stays open
    button.addEventListener("click", () => {
      const { selectionStart: from, selectionEnd: to, value } = text;
      const { wrap, insert } = button.dataset;
      if (wrap) {
        text.setRangeText(wrap + value.slice(from, to) + wrap, from, to, "end");
        if (from === to) text.selectionStart = text.selectionEnd = from + 1;
      } else {
        const start = value.lastIndexOf("\n", from - 1) + 1;
        text.setRangeText(insert, start, start, "end");
      }
      text.focus();
      text.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
  document.querySelector("[data-baca]")?.addEventListener("click", () => {
    const place = document.getElementById("baca-picker");
    place.hidden = !place.hidden;
    if (!place.hidden) document.getElementById("baca-search").focus();
  });
  for (const button of document.querySelectorAll("[data-aid]")) { // static/desk/aids.js, with the first press
    const failed = () => alert(window.desk.words(document.getElementById("photos")).signal);
    button.addEventListener("click", () => import(button.parentElement.dataset.script).then(({ ask }) => ask(button.dataset.aid), failed));
  }
  text?.addEventListener("focus", () => { text.dataset.seen = "yes"; });
  if (text && CSS.supports?.("field-sizing", "content") === false) {
    const grow = () => { text.style.height = "auto"; text.style.height = `${text.scrollHeight + 4}px`; };
    text.addEventListener("input", grow);
    grow();
  }
}

// ---- A moment in words, in the zone of the story's region

function moments() {
  const day = new Intl.DateTimeFormat("id", { dateStyle: "full", timeZone: "UTC" });
  for (const field of document.querySelectorAll("input[data-words]")) {
    const output = field.parentElement.querySelector(`output[for="${field.id}"]`);
    const button = field.closest("details, dialog").querySelector("button[type=submit]");
    const plain = button.textContent;
    const show = () => {
      const [date, time] = field.value.split("T");
      const moment = time && `${day.format(new Date(`${date}T00:00Z`))} pukul ${time.slice(0, 5).replace(":", ".")} ${field.dataset.zone}`;
      output.textContent = moment ? field.dataset.words.replace("{time}", moment) : "";
      button.textContent = output.textContent || plain;
    };
    field.addEventListener("input", show);
    show();
  }
}

function dialogs() {
  for (const button of document.querySelectorAll("[data-dialog]")) {
    const dialog = document.getElementById(button.dataset.dialog);
    button.addEventListener("click", () => dialog.showModal());
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  }
}

const COUNTED = { id_headline: 95, id_standfirst: 200 };

function count(field, advised) {
  const counter = document.createElement("div");
  const show = () => {
    const { length } = field.value;
    counter.className = length > advised ? "counter over" : "counter";
    counter.textContent = `${length} / ${advised}`;
  };
  field.after(counter);
  field.addEventListener("input", show);
  show();
}

document.addEventListener("DOMContentLoaded", () => {
  for (const [id, advised] of Object.entries(COUNTED)) {
    const field = document.getElementById(id);
    if (field) count(field, advised);
  }
  picker();
  rows();
  dialogs();
  moments();
  phoneTools();
});
