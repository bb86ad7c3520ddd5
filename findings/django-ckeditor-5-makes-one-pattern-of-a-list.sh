#!/usr/bin/env bash
# django-ckeditor-5 0.2.20, the settings of CKEditor's media embed. Needs node.
#
# Guess: CKEditor's documentation lets `url` of a media provider be one regular expression or a list of them, and
# django-ckeditor-5 turns strings between slashes in CKEDITOR_5_CONFIGS into regular expressions, so a list of such
# strings becomes a list of expressions.
# Seen: the list itself becomes one expression as well. The script of the package looks at every value by its
# `toString()`, a list of expressions reads "/first/,/second/", and that begins and ends with a slash too. What comes
# out matches neither address, no error is raised, and a pasted link stays a link. One expression with alternatives works.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps django-ckeditor-5==0.2.20
script=$("$folder/venv/bin/python" -c "
import importlib.util, pathlib
print(pathlib.Path(importlib.util.find_spec('django_ckeditor_5').origin).parent / 'static/django_ckeditor_5/app.js')")
node - "$script" <<'JS'
const assert = require("node:assert");
const source = require("node:fs").readFileSync(process.argv[2], "utf8");
// The function that the package's script hands to JSON.parse for the settings, as it stands there.
const start = source.indexOf("(key, value) => {", source.indexOf("JSON.parse("));
assert.ok(start > 0, "the script has another form");
let end = source.indexOf("{", start);
let depth = 0;
do {
  if (source[end] === "{") depth += 1;
  if (source[end] === "}") depth -= 1;
  end += 1;
} while (depth > 0);
const window = {};
const revive = eval(source.slice(start, end));
const read = (url) => JSON.parse(JSON.stringify({ url }), revive).url;

const one = read("/^satu\\.example\\/(\\d+)$/");
const list = read(["/^satu\\.example\\/(\\d+)$/", "/^dua\\.example\\/(\\d+)$/"]);
const alternatives = read("/^(?:satu|dua)\\.example\\/(\\d+)$/");
console.log("one string:  ", one);
console.log("a list:      ", list);
console.log("alternatives:", alternatives);
assert.ok(one.test("satu.example/7"));
assert.ok(list instanceof RegExp && !Array.isArray(list));
assert.ok(!list.test("satu.example/7") && !list.test("dua.example/7"));
assert.ok(alternatives.test("satu.example/7") && alternatives.test("dua.example/7"));
JS
