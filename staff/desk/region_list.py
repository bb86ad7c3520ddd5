"""Regions from a list of the newsroom's own: a CSV file is read, shown, and written as a whole or not at all.

The stages are `read` (rows with the numbers of their lines), `check` (regions and faults) and `write`.
"""

import csv
import io
from collections import Counter
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles import region_table
from articles.models import Region
from articles.places import indonesia
from articles.slugs import free, slug_of
from articles.text.lines import clean_line
from articles.zones import TimeZone
from staff.desk import regions
from staff.parsing import without_nul

LARGEST = 1024 * 1024  # bytes
MOST_ROWS = 8000  # all regions of Indonesia
MOST_SHOWN = 200  # rows of a dry run, and faults
LONGEST_QUOTE = 40  # of a wrong value in a message

# Heads of the columns, as people write them.
COLUMNS = {
    "name": ("nama", "name", "daerah"),
    "kind": ("jenis", "kind", "tingkat"),
    "parent": ("induk", "parent", "bagian dari"),
    "dateline": ("titimangsa", "dateline"),
    "zone": ("zona", "zone", "zona waktu"),
    "code": ("kode", "code"),
    "aliases": ("nama lain", "alias", "aliases"),
}
KINDS = {
    "provinsi": Region.Kind.PROVINCE, "province": Region.Kind.PROVINCE, "prov": Region.Kind.PROVINCE,
    "kabupaten": Region.Kind.REGENCY, "kab": Region.Kind.REGENCY, "regency": Region.Kind.REGENCY,
    "kota": Region.Kind.CITY, "city": Region.Kind.CITY,
    "kecamatan": Region.Kind.DISTRICT, "kec": Region.Kind.DISTRICT, "district": Region.Kind.DISTRICT,
}  # fmt: skip
LEVELS = {kind: level for level, kinds in enumerate(region_table.LEVELS) for kind in kinds}
ZONES = {zone.label.lower(): zone for zone in TimeZone}


_HEAD = "nama;jenis;induk;titimangsa;zona;kode;nama lain"
_NEUTRAL = f"{_HEAD}\nNama Provinsi;provinsi;;;WIB;;\nNama Kabupaten;kabupaten;Nama Provinsi;;WIB;;\nNama Kecamatan;kecamatan;Nama Kabupaten;;;;"


class Unreadable(Exception):
    """The file as a whole is no list; the message says why."""


@dataclass(frozen=True)
class Line:
    number: int  # in the file, as a spreadsheet counts
    name: str = ""
    kind: str = ""
    parent: str = ""
    dateline: str = ""
    zone: str = ""
    code: str = ""
    aliases: str = ""


@dataclass
class Outcome:
    """What would become of a list: regions to write with their lines, those that are here, and faults."""

    new: list[tuple[Line, Region]] = field(default_factory=list)
    present: list[tuple[Line, Region]] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)

    @property
    def sums(self) -> list[tuple[int, str]]:
        return [
            (len(self.new), _("new")),
            (len(self.present), _("here already")),
            (len(self.faults), _("with a fault")),
        ]


# ---- The page


@require_http_methods(["GET", "HEAD", "POST"])
def page(request, context):
    """GET offers the form; POST shows what a list would do, and with `write` does it."""
    context["example"] = example()
    if request.method != "POST":
        return TemplateResponse(request, "desk/desk/region_list.html", context)
    try:
        text = _text(request)
        outcome = check(read(text))
    except Unreadable as refusal:
        context["error"] = str(refusal)
        return TemplateResponse(request, "desk/desk/region_list.html", context, status=400)
    if "write" in request.POST and not outcome.faults:
        if (counts := write(outcome)) is not None:
            messages.success(request, _("Added: %s.") % (regions.in_words(counts) or _("nothing new")))
            return HttpResponseRedirect(reverse("admin:articles_region_changelist"))
        messages.error(request, _("Somebody changed the regions in this moment. Look at the list again."))
        outcome = check(read(text))
    context |= {
        "text": text,
        "outcome": outcome,
        "new": outcome.new[:MOST_SHOWN],
        "faults": sorted(outcome.faults)[:MOST_SHOWN],
        "most": MOST_SHOWN,
    }
    status = 400 if outcome.faults else 200
    return TemplateResponse(request, "desk/desk/region_list.html", context, status=status)


def example() -> str:
    """Return a list as it would be for the newsroom's first town: its province, itself and a part of it."""
    towns = Region.objects.filter(kind__in=(Region.Kind.REGENCY, Region.Kind.CITY)).exclude(code="")
    code = towns.order_by("pk").values_list("code", flat=True).first()
    town = indonesia.places().get(code or "")
    if not town or not indonesia.below(town.code):
        return _NEUTRAL
    above, part = indonesia.places()[town.parent], indonesia.below(town.code)[0]
    zone = TimeZone(town.zone).label
    rows = [
        (above.short, "provinsi", "", "", zone, above.code, ""),
        (town.name, town.label.split()[0].lower(), above.short, "", zone, town.code, ""),
        (part.short, "kecamatan", town.name, part.short.upper(), "", "", ""),
    ]
    return "\n".join([_HEAD, *(";".join(row) for row in rows)])


def _text(request) -> str:
    """Return the list: the file, else what stands in the page's text field."""
    if file := request.FILES.get("file"):
        if file.size > LARGEST:
            raise Unreadable(_("The file is too large: a list of regions has at most 1 MB."))
        return without_nul(decode(file.read()))
    text = without_nul(request.POST.get("text", ""))
    if not text.strip():
        raise Unreadable(_("Choose a CSV file, or paste its lines."))
    return text


def decode(data: bytes) -> str:
    """Return a file as text: as spreadsheets save it, with or without the mark at its beginning."""
    if 0 in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(_("This is no CSV file. In the spreadsheet, save the sheet as CSV first."))
    for encoding in ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(_("The letters of this file cannot be read. Save it as CSV UTF-8."))


# ---- Reading


def read(text: str) -> list[Line]:
    """Return the rows of a list below its head. Raises Unreadable."""
    text = text.removeprefix("\ufeff")
    skipped = 0
    if text[:4].lower() == "sep=":  # a line that Excel writes for itself
        text, skipped = text.partition("\n")[2], 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise Unreadable(
            _("This is no CSV file. In the spreadsheet, save the sheet as CSV first.")
        ) from error
    if len(rows) > MOST_ROWS + 1:
        raise Unreadable(_("At most %(most)d lines at once.") % {"most": MOST_ROWS})
    if not rows:
        raise Unreadable(_("The list is empty."))
    columns = _columns(rows[0][1])
    return [Line(number + skipped, **_values(row, columns)) for number, row in rows[1:]]


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max(";,\t", key=head.count)


def _columns(head: list[str]) -> dict[int, str]:
    """Return {place: column} of a head. Raises Unreadable where the name is missing."""
    names = {spelling: column for column, spellings in COLUMNS.items() for spelling in spellings}
    columns = {
        place: names[cell.strip().lower()] for place, cell in enumerate(head) if cell.strip().lower() in names
    }
    if "name" not in columns.values():
        raise Unreadable(
            _("The first line names the columns: nama; jenis; induk; titimangsa; zona; kode; nama lain.")
        )
    return columns


def _values(row: list[str], columns: dict[int, str]) -> dict[str, str]:
    return {columns[place]: clean_line(cell) for place, cell in enumerate(row) if place in columns}


# ---- Checking


def check(lines: list[Line]) -> Outcome:
    """Return what would become of these lines; two queries."""
    return _Check().of(lines)


class _Check:
    """The regions that are here, and those that the lines before brought."""

    def __init__(self):
        self.outcome = Outcome()
        here = region_table.Inventory.now()
        self.slugs = region_table.taken_slugs(here.regions)
        self.by_code = dict(here.by_code) | {region.code: region for region in here.regions if region.code}
        self.by_name: dict[tuple[int, str], list[Region]] = {}
        self.lines: dict[int, int] = {}  # id() of a new region → its line
        for region in here.regions:
            self._note(region)

    def _note(self, region: Region) -> None:
        for name in {region.name, *region.names()}:
            key = LEVELS[region.kind], indonesia.key(name, region.kind)
            same = self.by_name.setdefault(key, [])
            if region not in same:
                same.append(region)

    def of(self, lines: list[Line]) -> Outcome:
        kinds = [(line, *self._kind(line)) for line in lines]
        # Wholes first, wherever they stand in the file.
        for line, kind, fault in sorted(kinds, key=lambda row: LEVELS.get(row[1], 0)):
            if fault:
                self.outcome.faults.append((line.number, fault))
            else:
                self._take(line, kind)
        return self.outcome

    def _kind(self, line: Line) -> tuple[str, str]:
        """Return the kind of a line's region, and what is wrong with it."""
        word = line.kind.lower().rstrip(".")
        if word in KINDS:
            return KINDS[word], ""
        if word:
            return "", _("jenis “%(value)s” is not provinsi, kabupaten, kota or kecamatan") % _quote(
                line.kind
            )
        if place := indonesia.places().get(line.code):
            return place.kind, ""
        return "", _("jenis is missing: provinsi, kabupaten, kota or kecamatan")

    def _take(self, line: Line, kind: str) -> None:
        try:
            parent = self._parent(line, kind)
            region = self._region(line, kind, parent)
            if same := self._same(region):
                return self._meet(line, region, same)
            self._validate(region)
        except ValidationError as refusal:
            self.outcome.faults += [(line.number, message) for message in refusal.messages]
            return None
        self.lines[id(region)] = line.number
        self.outcome.new.append((line, region))
        if region.code:
            self.by_code[region.code] = region
        return self._note(region)

    def _meet(self, line: Line, region: Region, same: Region) -> None:
        """A region that is here already is left as it is; one that the file has twice is a fault."""
        if first := self.lines.get(id(same)):
            message = _("“%(name)s” stands in line %(line)d already") % {"name": same.name, "line": first}
            self.outcome.faults.append((line.number, message))
        elif region.code and same.code and region.code != same.code:
            message = _("“%(name)s” is here with the code %(code)s") % {"name": same.name, "code": same.code}
            self.outcome.faults.append((line.number, message))
        else:
            self.outcome.present.append((line, same))

    def _parent(self, line: Line, kind: str) -> Region | None:
        """Return the region that a line names as its whole, or that its code lies in."""
        if not line.parent:
            return self.by_code.get(line.code[:-3])
        if indonesia.CODE.fullmatch(line.parent):
            candidates = [self.by_code[line.parent]] if line.parent in self.by_code else []
        else:
            candidates = [
                region for level in range(LEVELS[kind]) for region in self._of_name(level, line.parent)
            ]
        candidates = [region for region in candidates if LEVELS[region.kind] < LEVELS[kind]]
        if not candidates:
            raise ValidationError(
                _("induk “%(value)s” is neither here nor in the list"), params=_quote(line.parent)
            )
        if len(candidates) > 1:
            names = ", ".join(region.name for region in candidates)
            raise ValidationError(
                _("induk “%(value)s” may be %(names)s: write its code"),
                params={**_quote(line.parent), "names": names},
            )
        return candidates[0]

    def _of_name(self, level: int, name: str) -> list[Region]:
        kind = region_table.LEVELS[level][0]
        regions = self.by_name.get((level, indonesia.key(name, kind)), [])
        exact = [region for region in regions if region.name.lower() == name.lower()]
        return exact or regions

    def _same(self, region: Region) -> Region | None:
        """Return the region that this one is: of its code, else of its name, its kind and its whole."""
        if region.code and region.code in self.by_code:
            return self.by_code[region.code]
        key = LEVELS[region.kind], indonesia.key(region.name, region.kind)
        for other in self.by_name.get(key, []):
            lies_elsewhere = region.code and other.code and region.code[:-3] != other.code[:-3]
            if other.kind == region.kind and other.parent == region.parent and not lies_elsewhere:
                return other
        return None

    def _region(self, line: Line, kind: str, parent: Region | None) -> Region:
        place = indonesia.places().get(line.code)
        zone = ZONES.get(line.zone.lower()) or (TimeZone(line.zone) if line.zone in TimeZone.values else None)
        if line.zone and not zone:
            raise ValidationError(_("zona “%(value)s” is not WIB, WITA or WIT"), params=_quote(line.zone))
        province = indonesia.places().get(line.code[:2])
        usual = province.zone if province else parent.time_zone if parent else _zone_of_newsroom()
        aliases = line.aliases.replace("|", "/").split("/")
        return Region(
            name=line.name or (place.name if place else ""),
            kind=kind,
            code=line.code,
            parent=parent,
            dateline=line.dateline,
            aliases=[name.strip() for name in aliases if name.strip()],
            time_zone=zone or usual,
        )

    def _validate(self, region: Region) -> None:
        """Raise what the form would say, each with the name of its column."""
        wholes = region.code[:-3]
        if region.parent and region.parent.code and wholes and region.parent.code not in (wholes, wholes[:2]):
            raise ValidationError(
                _("code %(code)s does not lie in %(name)s (%(parent)s)"),
                params={"code": region.code, "name": region.parent.name, "parent": region.parent.code},
            )
        try:
            region.clean_fields(exclude=["slug", "path", "parent"])
            region.clean()
        except ValidationError as refusal:
            labels = {field.name: COLUMNS.get(field.name, ("",))[0] for field in Region._meta.fields}
            labels["time_zone"] = "zona"
            raise ValidationError(
                [
                    f"{labels.get(name, name)}: {' '.join(texts)}"
                    for name, texts in refusal.message_dict.items()
                ]
            ) from refusal
        slug = slug_of(region.name, Region.FALLBACK, indonesia.LONGEST_SLUG)
        if slug in self.slugs and region.parent:
            slug = slug_of(f"{region.name} {region.parent.slug}", slug, indonesia.LONGEST_SLUG)
        region.slug = free(slug, indonesia.LONGEST_SLUG, self.slugs)


def _quote(value: str) -> dict[str, str]:
    return {"value": value if len(value) <= LONGEST_QUOTE else f"{value[:LONGEST_QUOTE]}…"}


def _zone_of_newsroom() -> str:
    return settings.TIME_ZONE if settings.TIME_ZONE in TimeZone.values else TimeZone.WIB


# ---- Writing


def write(outcome: Outcome) -> Counter | None:
    """Write the new regions of a list; None where somebody took a name or a code in this moment."""
    rows = [region for _line, region in outcome.new]
    try:
        with transaction.atomic():
            region_table.write(rows)
    except IntegrityError:
        return None
    return Counter(region.kind for region in rows)
