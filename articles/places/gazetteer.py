"""The gazetteer: the places that a dateline may name, each spelling with the form in which it is printed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_PREFIXES = {
    "kabupaten": {"kabupaten": "Kabupaten", "kab.": "Kabupaten", "kab": "Kabupaten"},
    "kota": {"kota": "Kota"},
    "kecamatan": {"kecamatan": "Kecamatan", "kec.": "Kecamatan", "kec": "Kecamatan"},
}


@dataclass(frozen=True)
class PlaceNames:
    """The names by which a dateline is recognised."""

    places: Mapping[str, str]  # gazetteer: lower-case spelling → as printed
    site_names: frozenset[str] = frozenset()  # as a site writes its own name in datelines, lower case


def gazetteer(
    regions: Iterable[tuple[str, str, Iterable[str]]] = (), districts: Iterable[str] = ()
) -> dict[str, str]:
    """Lower-case spelling → as printed. `regions` are the newsroom's own: name, dateline, other names; `districts` are
    those around it.

    A place keeps the name that a story gives it ("KOTA PROBOLINGGO" becomes "Kota Probolinggo"); only other
    names of a region give way to the one that the newsroom prints.
    """
    regions = list(regions)
    spellings = {name.lower(): name for name in districts if name.lower() not in ordinary_words()}
    spellings |= {name.lower(): dateline or name for name, dateline, names in regions for name in names}
    for name, dateline, _names in regions:
        spellings |= {spelling.lower(): spelling for spelling in (name, dateline) if spelling}
    return spellings | _spellings()


@cache
def ordinary_words() -> frozenset[str]:
    """Names of places that stand at the beginning of an ordinary sentence as well, in lower case."""
    return frozenset(name.lower() for kind, names in _lines() if kind == "kata" for name in names)


@cache
def provinces() -> frozenset[str]:
    return frozenset(name.lower() for kind, names in _lines() if kind == "provinsi" for name in names)


def certain_names() -> str:
    """Return all names but those that are ordinary words as well, in one line."""
    return " ".join(name for kind, names in _lines() if kind != "kata" for name in names)


@cache
def regencies() -> frozenset[str]:
    """Names of regencies and cities, in lower case: other places lie in them."""
    kinds = ("kabupaten", "kota")
    return frozenset(name.lower() for kind, names in _lines() if kind in kinds for name in names)


@cache
def _spellings() -> dict[str, str]:
    spellings = {}
    for kind, names in _lines():
        for name in names:
            spellings[name.lower()] = name
            for prefix, label in _PREFIXES.get(kind, {}).items():
                spellings[f"{prefix} {name.lower()}"] = f"{label} {name}"
    return spellings


def _lines() -> Iterable[tuple[str, list[str]]]:
    text = Path(__file__).with_name("gazetteer.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        kind, colon, names = line.partition(": ")
        if colon and not line.startswith("#"):
            yield kind, names.split(", ")
