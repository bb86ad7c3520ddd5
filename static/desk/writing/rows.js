// The rows of credits and related stories, filled from a draft or by a suggestion.

import { lists } from "./pickers.js";

export function restoreRows(fields) {
  for (const [name, { list, add }] of lists) {
    if (!fields[name]) continue;
    const rows = [...list.children];
    const rowOf = (id) => rows.find((row) => row.querySelector("input[type=hidden]").value === id);
    list.replaceChildren();
    const ids = fields[name === "credits" ? "credits-person" : "related-target"] ?? [];
    ids.forEach((id, place) => {
      if (name === "related" && rowOf(id)) list.append(rowOf(id));
      else add({ id, label: fields[`${name}-name`]?.[place] ?? `/berita/${id}/` }, fields[`${name}-role`]?.[place]);
    });
  }
}
