// The publication's form: how a story begins by the pattern that is being typed.

import { byId } from "../dom.js";

const pattern = byId("id_dateline_pattern");
const example = document.querySelector("output[data-place]");

function show() {
  const { place, sentence } = example.dataset;
  const site = byId("id_dateline_site").value.trim() || byId("id_name").value.trim();
  const words = { place, PLACE: place.toUpperCase(), site };
  example.textContent = pattern.value.replace(/\{(place|PLACE|site)\}/g, (all, word) => words[word]) + sentence;
}

if (pattern) {
  for (const name of ["dateline_pattern", "dateline_site", "name"]) byId(`id_${name}`).addEventListener("input", show);
  show();
}

// The colour, on light paper and on dark: what is dark there is mixed here, the server finds the exact one.
const paper = document.querySelector(".paper");
const own = byId("id_own_colour");

function paint() {
  const chosen = document.querySelector("[name=palette]:checked");
  const accent = chosen?.dataset.accent || own.value;
  paper.style.setProperty("--light", accent);
  paper.style.setProperty("--dark", `color-mix(in srgb, ${accent}, white 55%)`);
}

if (paper) {
  paper.hidden = false;
  own.addEventListener("input", () => {
    document.querySelector("[name=palette][value=sendiri]").checked = true;
    paint();
  });
  for (const choice of document.querySelectorAll("[name=palette]")) choice.addEventListener("change", paint);
  paint();
}

// The picture that was chosen as the logo, before it is sent.
const logo = byId("id_logo");

logo?.addEventListener("change", () => {
  const [file] = logo.files;
  const field = logo.closest(".logo-field");
  field.querySelector("output").textContent = file ? file.name : "";
  if (!file) return;
  const picture = field.querySelector("img");
  picture.src = URL.createObjectURL(file);
  picture.hidden = false;
  field.querySelector(".logo-none")?.remove();
});
