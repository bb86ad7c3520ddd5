// The quick switcher: one field that leads to any story and any page of the desk. After ARIA's pattern of a combobox
// with a list: the focus stays in the field, the arrows move the choice, and a screen reader is told of it.

{
  const PATIENCE = 200; // ms after the last letter
  const { fill, made } = window.desk;
  let link, dialog, field, list, told;
  let asked = 0; // questions; the answer to any but the last is dropped
  let answered = 0;
  let isPressed = false; // Enter came before the answer did
  let waiting;

  // At once, so that what is typed next goes into the field and not into the page behind it.
  function open(event, from) {
    event.preventDefault();
    event.stopImmediatePropagation(); // Unfold has a search of its own on the same keys
    link = from;
    dialog ??= build();
    if (!dialog.open) {
      field.value = "";
      list.replaceChildren();
      dialog.showModal(); // closing it gives the focus back
      ask();
    }
    field.select();
  }

  const isPlain = (event) => !event.shiftKey && !event.altKey;
  const hasCommand = (event) => event.ctrlKey || event.metaKey;

  addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-offer]");
    if (button && isPlain(event) && !hasCommand(event)) open(event, button);
  }, true);
  addEventListener("keydown", (event) => {
    const button = document.querySelector("[data-offer]");
    if (!button || event.key?.toLowerCase() !== "k" || !hasCommand(event) || !isPlain(event)) return;
    if (!event.target.isContentEditable) open(event, button); // in the full editor the keys make a link
  }, true);
  addEventListener("load", () => {
    const href = document.querySelector("[data-offer]")?.dataset.style;
    if (href) document.head.append(made("link", { rel: "stylesheet", href }));
  });

  function build() {
    const { field: label, close } = link.dataset;
    field = made("input", { type: "text", maxLength: 100, autocomplete: "off", spellcheck: false, placeholder: label, enterKeyHint: "go" });
    set(field, { role: "combobox", "aria-label": label, "aria-autocomplete": "list", "aria-controls": "switcher-list", "aria-expanded": "false" });
    list = set(made("ul", { id: "switcher-list" }), { role: "listbox", "aria-label": label });
    told = set(made("p", { className: "switcher-told" }), { role: "status" });
    const button = set(made("button", { type: "button", textContent: "×", onclick: () => dialog.close() }), { "aria-label": close });
    const box = set(made("dialog", { className: "switcher" }, made("div", { className: "switcher-top" }, field, button), list, told), { "aria-label": link.ariaLabel });
    box.addEventListener("click", (event) => event.target === box && box.close()); // beside it
    box.addEventListener("close", () => { asked += 1; clearTimeout(waiting); });
    field.addEventListener("input", () => {
      asked += 1;
      isPressed = false;
      clearTimeout(waiting);
      waiting = setTimeout(ask, PATIENCE);
    });
    field.addEventListener("keydown", onKey);
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the field
    list.addEventListener("click", (event) => go(event.target.closest("[role=option]"), event));
    document.body.append(box);
    return box;
  }

  function set(element, attributes) {
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  }

  const options = () => [...list.children];
  const chosen = () => list.querySelector("[aria-selected=true]");

  async function ask() {
    clearTimeout(waiting);
    const question = ++asked;
    const q = field.value.trim();
    const answer = await fetch(`${link.dataset.offer}?${new URLSearchParams({ q })}`)
      .then((response) => (response.ok ? response.json() : null))
      .catch(() => null);
    if (question !== asked) return;
    answered = question;
    show(answer, q);
    if (isPressed) go(chosen());
  }

  function show(answer, q) {
    const found = [...(answer?.options ?? [])];
    const count = found.length;
    if (q) found.push({ title: fill(link.dataset.all, { q }), note: "", url: `${link.href}?${new URLSearchParams({ q })}` });
    list.replaceChildren(...found.map(({ title, note, url }, place) => {
      const item = made("li", { id: `switcher-${place}` }, made("span", { textContent: title }), made("small", { textContent: note }));
      item.dataset.url = url;
      return set(item, { role: "option", "aria-selected": "false" });
    }));
    told.textContent = answer ? fill(link.dataset.found, { n: count }) : link.dataset.failed;
    told.classList.toggle("failed", !answer);
    field.setAttribute("aria-expanded", String(found.length > 0));
    choose(list.firstElementChild);
  }

  function choose(option) {
    chosen()?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
  }

  function onKey(event) {
    if (event.isComposing) return;
    const all = options();
    const at = all.indexOf(chosen());
    if (event.key === "ArrowDown") choose(all[(at + 1) % all.length]);
    else if (event.key === "ArrowUp") choose(all[(at + all.length - 1) % all.length] ?? all.at(-1));
    else if (event.key === "Enter") {
      if (answered === asked) go(chosen(), event);
      else {
        isPressed = true;
        ask();
      }
    } else return;
    event.preventDefault();
  }

  function go(option, event) {
    if (!option) return;
    if (event?.ctrlKey || event?.metaKey) window.open(option.dataset.url);
    else location.href = option.dataset.url;
  }
}
