"""The gazetteer: the places that a dateline may name, each spelling with the form in which it is printed."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

_PREFIXES = {
    "kabupaten": {"kabupaten": "Kabupaten", "kab.": "Kabupaten", "kab": "Kabupaten"},
    "kota": {"kota": "Kota"},
    "kecamatan": {"kecamatan": "Kecamatan", "kec.": "Kecamatan", "kec": "Kecamatan"},
}


def gazetteer(regions: Iterable[tuple[str, str, Iterable[str]]] = ()) -> dict[str, str]:
    """Lower-case spelling → as printed. `regions` are the newsroom's own: name, dateline, other names.

    What a story named stays named so ("KOTA PROBOLINGGO" becomes "Kota Probolinggo"); only other names of a
    region give way to the one that the newsroom prints.
    """
    spellings = {name.lower(): dateline or name for name, dateline, names in regions for name in names}
    for name, dateline, _names in regions:
        spellings |= {printed.lower(): printed for printed in (name, dateline) if printed}
    return spellings | _known()


@cache
def ordinary_words() -> frozenset[str]:
    """Names of places that stand at the beginning of an ordinary sentence as well, in lower case."""
    return frozenset(name.lower() for kind, names in _lines() if kind == "kata" for name in names)


@cache
def provinces() -> frozenset[str]:
    return frozenset(name.lower() for kind, names in _lines() if kind == "provinsi" for name in names)


@cache
def _known() -> dict[str, str]:
    spellings = {}
    for kind, names in _lines():
        for name in names:
            spellings[name.lower()] = name
            for prefix, printed in _PREFIXES.get(kind, {}).items():
                spellings[f"{prefix} {name.lower()}"] = f"{printed} {name}"
    return spellings


def _lines() -> Iterable[tuple[str, list[str]]]:
    text = Path(__file__).with_name("gazetteer.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        kind, colon, names = line.partition(": ")
        if colon and not line.startswith("#"):
            yield kind, names.split(", ")
