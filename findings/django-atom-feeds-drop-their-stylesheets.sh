#!/usr/bin/env bash
# Django 5.2.19: stylesheets of its feeds.
#
# Guess: what its release notes say of all classes of feeds: each stylesheet that is given becomes a processing instruction
# at the top of the document.
# Seen: RSS has it. Atom takes the argument, keeps it among the facts of the feed and writes nothing, without an error or a
# warning, so that an Atom feed that a reader opens in a browser stays a page of markup.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check django==5.2.19
"$folder/venv/bin/python" - <<'PY'
from django.conf import settings

settings.configure(USE_TZ=True)

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed

written = {}
for kind in (Rss201rev2Feed, Atom1Feed):
    feed = kind("Kabar", "https://kabar.example/", "Kabar terbaru", stylesheets=["/static/feed.css"])
    feed.add_item("Banjir surut", "https://kabar.example/1/", "Air surut sejak pagi.")
    assert [str(one) for one in feed.feed["stylesheets"]], kind
    written[kind.__name__] = "<?xml-stylesheet" in feed.writeString("utf-8")
print(written)
assert written == {"Rss201rev2Feed": True, "Atom1Feed": False}, written
PY
