export const byId = (id) => document.getElementById(id);

// A new element with these properties and children.
export function element(tag, properties = {}, ...children) {
  const created = Object.assign(document.createElement(tag), properties);
  created.append(...children);
  return created;
}

export const button = (textContent, onclick) =>
  element("button", { type: "button", className: "desk-button", textContent, onclick });

// "{n} photos" with {n: 3} is "3 photos".
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

// The texts of a template's <dl> in this box: name → text.
export function textsOf(box) {
  const pair = (dt) => [dt.textContent, dt.nextElementSibling.textContent];
  return Object.fromEntries([...box.querySelectorAll("dt")].map(pair));
}
