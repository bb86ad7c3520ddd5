"""The regions of Indonesia as the Ministry of Home Affairs numbers them, for a newsroom to choose from.

`regions.txt` is the table, and says where it comes from; the files beside it add what newsrooms write otherwise.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from articles.slugs import slug_of

PROVINCE, REGENCY, CITY, DISTRICT = "province", "regency", "city", "district"
WIB, WITA, WIT = "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"
CODE = re.compile(r"\d\d(?:\.\d\d){0,2}", re.ASCII)
KINDS_OF_LENGTH = {2: (PROVINCE,), 5: (REGENCY, CITY), 8: (DISTRICT,)}  # by the length of a code
LONGEST_SLUG = 80

# Presidential decree (Keppres) 41/1987 divides by whole provinces; those of later years lie in one that it names.
_ZONES = {
    WIB: "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 61 62",
    WITA: "51 52 53 63 64 65 71 72 73 74 75 76",
    WIT: "81 82 91 92 93 94 95 96",
}
_ZONE_OF = {code: zone for zone, codes in _ZONES.items() for code in codes.split()}
_KIND = re.compile(r"(Kabupaten|Kota)(?: Administrasi)? ")
_LABELS = {PROVINCE: "Provinsi", REGENCY: "Kabupaten", CITY: "Kota", DISTRICT: "Kecamatan"}
# What may stand before a name in a newsroom's own lists and says only what it is.
_PREFIXES = {
    PROVINCE: re.compile(r"^(?:provinsi|prov\.?)\s+"),
    REGENCY: re.compile(r"^(?:kabupaten|kab\.?|kota)\s+(?:(?:administrasi|adm\.?)\s+)?"),
    DISTRICT: re.compile(r"^(?:kecamatan|kec\.?|distrik)\s+"),
}
_PREFIXES[CITY] = _PREFIXES[REGENCY]


@dataclass(frozen=True, slots=True)
class Place:
    """A region of the table; `name` is unlike that of every other province, regency and city."""

    code: str
    kind: str
    short: str  # without what it is: "Malang"
    name: str  # as it is printed here: "Kabupaten Malang", "Lumajang"
    long: str  # with what tells it from its namesakes: "Sukorejo, Blitar"
    dateline: str  # where it is another one than the name
    slug: str
    zone: str
    other_names: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()

    @property
    def parent(self) -> str:
        """The code of the region that it lies in; "" for a province."""
        return self.code[:-3]

    @property
    def label(self) -> str:
        return f"{_LABELS[self.kind]} {self.short}"


def key(name: str, kind: str) -> str:
    """Return what spellings of one name have in common: "Kab. Toli-Toli" and "Tolitoli"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().strip()
    bare = _PREFIXES[kind].sub("", plain) or plain
    bare = re.sub(r"^kep\.?\s", "kepulauan ", bare)
    return re.sub(r"[^a-z0-9]", "", bare) or name.lower()


@cache
def places() -> Mapping[str, Place]:
    """Return all regions by their code, each behind the one that it lies in."""
    rows = dict(_lines("regions.txt"))
    spellings = {code: text.partition(" | ") for code, text in _lines("spellings.txt")}
    former = {code: text.partition(" | ")[0] for code, text in _lines("former_names.txt")}
    others = dict(_lines("other_names.txt"))
    kinds = {code: _kind(code, name) for code, name in rows.items()}
    shorts = {
        code: spellings[code][0] if code in spellings else _bare(name, kinds[code])
        for code, name in rows.items()
    }
    names = _Names(kinds, shorts)
    return {
        code: Place(
            code=code,
            kind=kinds[code],
            short=shorts[code],
            name=names.name(code),
            long=names.long(code),
            dateline=spellings.get(code, ("", "", ""))[2] or names.dateline(code),
            slug=names.slug(code),
            zone=_ZONE_OF[code[:2]],
            other_names=_other_names(_bare(official, kinds[code]), shorts[code], others.get(code, "")),
            former_names=tuple(filter(None, former.get(code, "").split(", "))),
        )
        for code, official in rows.items()
    }


@cache
def below(code: str) -> tuple[Place, ...]:
    """Return the parts of a region, in the order of the table; of "" the provinces."""
    return tuple(place for place in places().values() if place.parent == code)


@cache
def by_key() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return codes by (kind, key), of every name that a region has or had; regencies and cities are one kind."""
    codes: dict[tuple[str, str], dict[str, None]] = {}
    for place in places().values():
        kind = REGENCY if place.kind == CITY else place.kind
        for name in (place.short, place.long, *place.other_names, *place.former_names):
            codes.setdefault((kind, key(name, kind)), {})[place.code] = None
    return {pair: tuple(rows) for pair, rows in codes.items()}


class _Names:
    """Names, datelines and slugs that tell each region of the table from all others."""

    def __init__(self, kinds: Mapping[str, str], shorts: Mapping[str, str]):
        self.kinds, self.shorts = kinds, shorts
        self.keys = {code: key(short, DISTRICT) for code, short in shorts.items()}
        upper = [code for code in kinds if kinds[code] != DISTRICT]
        self.upper = Counter(self.keys[code] for code in upper)
        self.cities = {self.keys[code] for code in upper if kinds[code] == CITY}
        self.slugs = Counter(slug_of(short, code, LONGEST_SLUG) for code, short in shorts.items())

    def name(self, code: str) -> str:
        """Return "Kabupaten Malang" beside "Kota Malang", and "Lumajang"."""
        if self.kinds[code] == DISTRICT:
            return self.long(code) if self.keys[code] in self.upper else self.shorts[code]
        if self.kinds[code] == PROVINCE or self.upper[self.keys[code]] == 1:
            return self.shorts[code]
        return f"{_LABELS[self.kinds[code]]} {self.shorts[code]}"

    def long(self, code: str) -> str:
        """Return "Sukorejo, Kabupaten Blitar"; a district called like its own regency says what it is."""
        if self.kinds[code] != DISTRICT or self.is_like_its_parent(code):
            return f"{_LABELS[self.kinds[code]]} {self.shorts[code]}"
        return f"{self.shorts[code]}, {self.name(code[:-3])}"

    def dateline(self, code: str) -> str:
        """A city's is its bare name; what else has that name says what it is."""
        kind = self.kinds[code]
        if kind == CITY:
            return self.shorts[code] if self.name(code) != self.shorts[code] else ""
        return self.long(code) if kind == PROVINCE and self.keys[code] in self.cities else ""

    def is_like_its_parent(self, code: str) -> bool:
        """Tell whether a district is called like the regency or city around it, and that one like no other."""
        return self.keys[code] == self.keys[code[:-3]] and self.upper[self.keys[code]] == 1

    def slug(self, code: str) -> str:
        if self.kinds[code] != DISTRICT:
            return slug_of(self.name(code), code, LONGEST_SLUG)
        slug = slug_of(self.shorts[code], code, LONGEST_SLUG)
        if self.is_like_its_parent(code):
            return f"kecamatan-{slug}"
        return slug if self.slugs[slug] == 1 else f"{slug}-{self.slug(code[:-3])}"


def _kind(code: str, name: str) -> str:
    kinds = KINDS_OF_LENGTH[len(code)]
    return CITY if CITY in kinds and name.startswith("Kota ") else kinds[0]


def _bare(name: str, kind: str) -> str:
    """Return a name of the table without what the region is; a district may be called "Kota Manna"."""
    return _KIND.sub("", name, count=1) if kind in (REGENCY, CITY) else name


def _other_names(official: str, short: str, others: str) -> tuple[str, ...]:
    """Return the ministry's spelling, where print has another, and what people say."""
    names = [*([official] if official != short else []), *others.split(", ")]
    return tuple(dict.fromkeys(filter(None, names)))


def _lines(name: str) -> Iterator[tuple[str, str]]:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            code, _space, rest = line.partition(" ")
            yield code, rest
