// A button beside an address copies it.

import { button } from "./dom.js";

const LONG_ENOUGH = 3000; // milliseconds to read that it is done

for (const address of document.querySelectorAll("[data-copy]")) {
  const { copy: label, copied } = address.dataset;
  const press = button(label, async () => {
    await navigator.clipboard.writeText(address.textContent);
    press.textContent = copied;
    setTimeout(() => { press.textContent = label; }, LONG_ENOUGH);
  });
  press.setAttribute("aria-live", "polite");
  if (navigator.clipboard) address.after(press); // a browser gives it to pages over HTTPS alone
}
