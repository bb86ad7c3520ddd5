"""The newsroom's regions beside the table of all regions of Indonesia: which are here, and how more come in.

A press adds hundreds at once, so nothing here asks the database once a region.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction

from articles.models import LegacyPath, Region, SearchName
from articles.places import indonesia
from articles.places.gazetteer import ordinary_words
from articles.places.indonesia import CITY, DISTRICT, PROVINCE, REGENCY, Place
from articles.slugs import free

LONGEST_ALIAS = Region._meta.get_field("aliases").base_field.max_length
TRIES = 3  # where somebody else adds the same regions at this moment
LEVELS = ((PROVINCE,), (REGENCY, CITY), (DISTRICT,))  # the largest first


@dataclass(frozen=True)
class Rename:
    """A region that the table calls otherwise than the newsroom does."""

    region: Region
    place: Place


@dataclass
class Inventory:
    """The regions that are here, by the code of the table that each has or would have."""

    regions: list[Region]
    by_code: dict[str, Region] = field(default_factory=dict)

    @classmethod
    def now(cls) -> "Inventory":
        """Return the regions of this moment, in one query."""
        inventory = cls(list(Region.objects.order_by("path")))
        inventory._match()
        return inventory

    def _match(self) -> None:
        places = indonesia.places()
        with_code = [region for region in self.regions if region.code in places]
        self.by_code = {region.code: region for region in with_code}
        codes = {region.pk: region.code for region in with_code}
        others = [region for region in self.regions if region.pk not in codes]
        # Ordered by path, so that a whole is matched before its parts.
        for region in others:
            if code := self._code_by_name(region, codes.get(region.parent_id, "")):
                codes[region.pk] = code
                self.by_code[code] = region

    def _code_by_name(self, region: Region, parent: str) -> str:
        """Return the one code of the table whose name this region has; "" where there is none or it is taken."""
        candidates = codes_of_name(region.name, region.kind, parent)
        candidates = [code for code in candidates if code not in self.by_code]
        return candidates[0] if len(candidates) == 1 else ""

    def renames(self) -> list[Rename]:
        """Return regions whose name in the table is none of those that they go by here."""
        pairs = (Rename(region, indonesia.places()[code]) for code, region in self.by_code.items())
        return [pair for pair in pairs if not _goes_by(pair.region, pair.place)]

    def without_code(self) -> list[Region]:
        """Return regions that the table has, with its code put in and not yet saved."""
        regions = []
        for code, region in self.by_code.items():
            if region.code != code:
                region.code = code
                regions.append(region)
        return regions


def codes_of_name(name: str, kind: str, parent: str = "") -> list[str]:
    """Return codes of the table that a name of this kind may mean; `parent` is the code of what it lies in."""
    group = REGENCY if kind == CITY else kind
    codes = list(indonesia.by_key().get((group, indonesia.key(name, kind)), ()))
    if parent:
        codes = [code for code in codes if code.startswith(f"{parent}.")]
    if len(codes) > 1 and group == REGENCY:  # "Malang" is a regency and a city
        kind = {"kota": CITY, "kab.": REGENCY, "kab": REGENCY, "kabupaten": REGENCY}.get(
            name.lower().partition(" ")[0], kind
        )
        codes = [code for code in codes if indonesia.places()[code].kind == kind]
    return codes


def _goes_by(region: Region, place: Place) -> bool:
    """Tell whether a region goes by a name that the table has today."""
    keys = {
        indonesia.key(name, place.kind) for name in (place.short, place.name, place.long, *place.other_names)
    }
    keys -= {indonesia.key(name, place.kind) for name in place.former_names}
    # A name that somebody noted among the others was seen, and the newsroom's own stays.
    own = {indonesia.key(name, place.kind) for name in (region.name, *region.aliases)}
    return bool(keys & own)


def add(codes: Iterable[str], renamed: Iterable[int] = ()) -> Counter:
    """Add the regions of these codes with all that they lie in, and rename those of these ids.

    Returns how many of each kind were added, and `renamed`. What is here already is left as it is, but gets its
    code.
    """
    to_add = list(_with_wholes(codes))
    for tries_left in reversed(range(TRIES)):
        try:
            with transaction.atomic():
                return _add(to_add, set(renamed))
        except IntegrityError:  # somebody added one of them in this moment: now it is here
            if not tries_left:
                raise
    raise AssertionError("unreachable")


def _with_wholes(codes: Iterable[str]) -> Iterator[str]:
    """Yield codes that the table has, each behind the regions that it lies in."""
    places = indonesia.places()
    trails = set().union(*({code[:2], code[:5], code} for code in codes if code in places))
    return (code for code in places if code in trails)


def _add(to_add: list[str], renamed: set[int]) -> Counter:
    inventory = Inventory.now()
    renames = [pair for pair in inventory.renames() if pair.region.pk in renamed]
    Region.objects.bulk_update(inventory.without_code(), ["code"])
    for pair in renames:
        _rename(pair)
    counts = _add_missing([code for code in to_add if code not in inventory.by_code], inventory)
    return counts + Counter({"renamed": len(renames)})


def _rename(pair: Rename) -> None:
    """Give a region the name of today; the one of before stays a name of it, and its address leads on.

    A dateline of the newsroom's own, such as the seat of the regency, stays.
    """
    region, place = pair.region, pair.place
    if len(region.name) <= LONGEST_ALIAS:
        region.aliases = list(dict.fromkeys([*region.aliases, region.name]))
    if indonesia.key(region.dateline, place.kind) == indonesia.key(region.name, place.kind):
        region.dateline = place.dateline
    has_namesake = region.peers().filter(name__iexact=place.name).exists()
    region.name, region.slug = place.long if has_namesake else place.name, ""
    region.slug = place.slug if _is_free(place.slug, region) else region.free_slug()
    region.save()


def _is_free(slug: str, region: Region) -> bool:
    if region.peers().filter(slug=slug).exists():
        return False
    return not LegacyPath.objects.filter(path=region.address(slug)).exclude(region=region).exists()


def _add_missing(codes: list[str], inventory: Inventory) -> Counter:
    names = _FreeNames(codes, inventory.regions) if codes else None
    by_code = dict(inventory.by_code)
    for code in codes:  # a whole stands before its parts
        place = indonesia.places()[code]
        by_code[code] = names.region(place, by_code.get(place.parent))
    regions = [by_code[code] for code in codes]
    write(regions)
    return Counter(region.kind for region in regions)


def write(regions: list[Region]) -> None:
    """Write new regions, each with its `parent`, in an insert a level."""
    for kinds in LEVELS:
        rows = [region for region in regions if region.kind in kinds]
        for region in rows:
            region.path = region.path_with(region.slug)
        if rows:
            Region.objects.bulk_create(rows)
    SearchName.objects.learn_places(
        name for region in regions for name in (region.name, region.dateline, *region.aliases)
    )


def taken_slugs(regions: Iterable[Region]) -> set[str]:
    """Return slugs that no new region can have: those of these regions, and those of before that lead on."""
    prefix = Region().address("-").removesuffix("-/")
    former = LegacyPath.objects.filter(path__startswith=prefix).values_list("path", flat=True)
    return {region.slug for region in regions} | {path[len(prefix) : -1] for path in former}


class _FreeNames:
    """Names, datelines and slugs of new regions that no other region here has."""

    def __init__(self, codes: list[str], regions: list[Region]):
        self.slugs = taken_slugs(regions)
        places = [indonesia.places()[code] for code in codes]
        self.names = Counter(region.name.lower() for region in regions)
        self.names.update(place.name.lower() for place in places)
        self.datelines = Counter((region.dateline or region.name).lower() for region in regions)
        self.datelines.update((place.dateline or place.name).lower() for place in places)

    def region(self, place: Place, parent: Region | None) -> Region:
        is_alone = self.names[place.name.lower()] == 1
        name = place.name if is_alone else place.long
        dateline = place.dateline
        if self.datelines[(dateline or place.name).lower()] > 1:
            dateline = "" if name == place.long else place.long
        return Region(
            name=name,
            kind=place.kind,
            code=place.code,
            parent=parent,
            dateline=dateline,
            aliases=list(place.other_names + place.former_names),
            time_zone=place.zone,
            slug=free(place.slug, indonesia.LONGEST_SLUG, self.slugs),
        )


def places_named(name: str) -> list[Place]:
    """Return regions of the table that a name means: "Kab. Malang", "Kraksaan"; of "Malang" two, of a regency and its
    district the regency."""
    places = indonesia.places()
    for kinds in LEVELS:
        if codes := dict.fromkeys(code for kind in kinds for code in codes_of_name(name, kind)):
            return [places[code] for code in codes]
    return []


def place_named(name: str) -> Place | None:
    """Return the one region of the table that a name means; a word that opens sentences as well means none."""
    candidates = [] if name.lower() in ordinary_words() else places_named(name)
    return candidates[0] if len(candidates) == 1 else None


def district_names(codes: Iterable[str]) -> list[str]:
    """Return the names of all districts of these regencies and cities, also of those that are not regions here."""
    return [place.short for code in codes if len(code) == 5 for place in indonesia.below(code)]
