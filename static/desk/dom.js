// Small helpers that the scripts of every room use.

// A new element with these properties and children.
export function element(tag, properties = {}, ...children) {
  const created = Object.assign(document.createElement(tag), properties);
  created.append(...children);
  return created;
}

// "{n} photos" with {n: 3} is "3 photos".
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

// The texts that a template put into this box, in a <dl>: name → text.
export function textsOf(box) {
  const pair = (dt) => [dt.textContent, dt.nextElementSibling.textContent];
  return Object.fromEntries([...box.querySelectorAll("dt")].map(pair));
}
