#!/usr/bin/env bash
# pikepdf 10.18.0, objects of a PDF.
#
# Guess: pikepdf.Dictionary, which has keys(), items(), get() and `in`, is a mapping, so `pop(key, None)` takes a key
# out where it is there, as with every mapping of Python.
# Seen: all objects of a PDF are one class, whose pop() is a list's: with a key it raises a TypeError about an index, for a
# dictionary too, also where the key is there. `if key in holder: del holder[key]` is the way. Code that takes metadata out of files
# from outside and treats every error as "the file is damaged" refuses all files alike, and says so of good ones.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pikepdf==10.18.0
"$folder/venv/bin/python" - <<'PY'
import pikepdf

holder = pikepdf.Dictionary(Author="Redaksi", Pages=3)
assert "/Author" in holder
assert str(holder.get("/Author")) == "Redaksi"
for key in ("/Author", "/Metadata"):
    try:
        holder.pop(key, None)
    except TypeError as error:
        print(f"pop({key!r}, None):", str(error).splitlines()[0])
    else:
        raise SystemExit(f"pop({key!r}, None) works now")
del holder["/Author"]
print("after del:", sorted(holder.keys()))
assert list(holder.keys()) == ["/Pages"]
PY
