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
