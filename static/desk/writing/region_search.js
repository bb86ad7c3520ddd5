// The regions that the phone's page does not hold: what is chosen becomes an option of the field.

import { byId } from "../dom.js";
import { readJson, searchField } from "../search_field.js";

const [field, select] = [byId("region-search"), byId("id_region")];

async function search(term) {
  const { results } = await readJson(`${field.dataset.search}&${new URLSearchParams({ term })}`);
  return results.map(({ id, text }) => ({ id, label: text }));
}

function choose({ id, label }) {
  if (![...select.options].some(({ value }) => value === String(id))) select.append(new Option(label, id));
  select.value = id;
  select.dispatchEvent(new Event("change", { bubbles: true }));
}

searchField(field, field.nextElementSibling, search, choose);
