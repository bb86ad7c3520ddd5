#!/usr/bin/env bash
# lxml 6.1.3, lxml.html.diff.htmldiff (the package's word difference of two HTML texts).
#
# Guess: in a sentence in which one word is another and two words are added at its end, the words between both
# changes stand unmarked, as they do with any matcher of sequences.
# Seen: everything behind the first changed word is deleted and inserted again, the words that did not change
# included. With one change alone, the words behind it stand. A reviewer who is to see what differs is shown words as
# new that stood there before, so this function is no base for a difference that somebody approves by.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check lxml==6.1.3
"$folder/venv/bin/python" - <<'PY'
from lxml.html.diff import htmldiff

old = "<p>Air setinggi lutut mulai surut.</p>"
one = htmldiff(old, "<p>Air setinggi dada mulai surut.</p>")
two = htmldiff(old, "<p>Air setinggi dada mulai surut pagi ini.</p>")
print("one change: ", one)
print("two changes:", two)
assert one == "<p>Air setinggi <ins>dada</ins> <del>lutut</del> mulai surut.</p>", one
assert two == "<p>Air setinggi <ins>dada mulai surut pagi ini.</ins> <del>lutut mulai surut.</del> </p>", two
PY
