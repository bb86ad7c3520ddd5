"""Lists and people of the old site as ours: lists by their slug or name, people by their login."""

import re
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import unquote

from django.contrib.auth import get_user_model
from django.db import connection
from django.utils.text import slugify
from django.utils.translation import gettext as _

from articles import region_table
from articles.addresses import percent_encoded
from articles.bulk import batched
from articles.legacy_paths import id_key, path_key
from articles.models import (
    Category,
    ImportedPerson,
    ImportedTerm,
    LegacyPath,
    Merger,
    OldSite,
    Person,
    Region,
    Tag,
)
from articles.models.legacy_path import KINDS
from articles.slugs import free, slug_of
from articles.wordpress.mapping import PersonGoal, SiteMapping, TermGoal
from articles.wordpress.scan import Entry, Scan, is_login, nicename

LONGEST_SLUG = 120  # of a story
DEEPEST = 8  # categories within another

TermKey = tuple[str, str]  # taxonomy and slug
Goal = tuple[str, int]  # one of KINDS, and an id
Paths = dict[str, Goal]  # by the key of the old address


_IN_NO_SLUG = re.compile(r"[^a-z0-9_\x80-\U0010ffff-]+")


def story_slug(slug: str) -> str:
    """The slug of a story as WordPress has it, emoji and accents percent-encoded; cut between characters."""
    text = _IN_NO_SLUG.sub("-", unquote(slug, errors="ignore").lower()).strip("-")
    if text.isascii():
        return text[:LONGEST_SLUG].strip("-")
    chars: list[str] = []
    room = LONGEST_SLUG
    for char in map(percent_encoded, text):
        room -= len(char)
        if room < 0:
            break
        chars.append(char)
    return "".join(chars).strip("-")


def write_paths(paths: Paths, *, override: bool) -> None:
    """Write old addresses. One that leads somewhere already is changed only with `override`."""
    rows = sorted((path, kind, pk) for path, (kind, pk) in paths.items() if len(path) > 1)
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(_WRITE_PATHS[override], list(map(list, zip(*rows, strict=True))))


_COLUMNS = ", ".join(f"{kind}_id" for kind in KINDS)
_INSERT = f"""
    INSERT INTO articles_legacypath (path, {_COLUMNS})
    SELECT new.path, {", ".join(f"CASE kind WHEN '{kind}' THEN pk END" for kind in KINDS)}
    FROM unnest(%s::text[], %s::text[], %s::bigint[]) AS new (path, kind, pk)
    ON CONFLICT (path) DO
"""  # noqa: S608 -- names of columns
_WRITE_PATHS = {
    False: f"{_INSERT} NOTHING",
    True: f"{_INSERT} UPDATE SET ({_COLUMNS}) = ({', '.join(f'EXCLUDED.{kind}_id' for kind in KINDS)})",
}


class Lists:
    """Makes rows of the lists and people of a scan, each of them only once however often it is run."""

    def __init__(self, site: OldSite, scan: Scan, mapping: SiteMapping):
        self.site, self.scan, self.mapping = site, scan, mapping
        self.notes: list[list[str]] = []
        self.paths: Paths = {}
        self.rows = {(term.taxonomy, term.slug): term for term in site.terms.all()}  # of earlier runs

    def write(self) -> list[list[str]]:
        """Write everything; returns notes as pairs of kind and text."""
        region_table.add(self.mapping.regions)
        targets = {**self._categories(), **self._regions(), **self._tags()}
        for key, (kind, pk) in targets.items():
            self._add_paths(key, kind, pk)
        ImportedTerm.objects.bulk_create(
            [self._row(key, kind, pk) for key, (kind, pk) in targets.items()],
            update_conflicts=True,
            unique_fields=["site", "taxonomy", "slug"],
            update_fields=["wp_id", "category", "region", "tag"],
            batch_size=1000,
        )
        self._people()
        write_paths(self.paths, override=True)
        return self.notes

    def _row(self, key: TermKey, kind: str, pk: int) -> ImportedTerm:
        taxonomy, slug = key
        return ImportedTerm(
            site=self.site,
            taxonomy=taxonomy[:40],
            slug=slug[:200],
            wp_id=self.scan.terms[key].wp_id,
            **{f"{kind}_id": pk},
        )

    def _add_paths(self, key: TermKey, kind: str, pk: int) -> None:
        taxonomy, slug = key
        base = self.mapping.base_of(taxonomy)
        if base is None:
            return
        self.paths[path_key(f"{base}/{slug}")] = kind, pk
        self.paths[path_key(f"{base}/{'/'.join(self._trail(key))}")] = kind, pk
        wp_id = self.scan.terms[key].wp_id
        if taxonomy == "category" and wp_id:
            self.paths[id_key("cat", wp_id)] = kind, pk

    def _trail(self, key: TermKey) -> list[str]:
        """Slugs from the root down; a ring of parents ends where it closes."""
        taxonomy, slug = key
        trail = [slug]
        while (parent := self.scan.terms[taxonomy, trail[0]].parent) and parent not in trail:
            if (taxonomy, parent) not in self.scan.terms:
                break
            trail.insert(0, parent)
        return trail

    def _goals(self, kind: str) -> Iterator[tuple[TermKey, Entry, TermGoal]]:
        for key, entry in self.scan.terms.items():
            goal = self.mapping.of_term(*key)
            if goal.goal == kind:
                yield key, entry, goal

    # ---- Categories and regions

    def _categories(self) -> dict[TermKey, Goal]:
        categories = _Categories(self.scan, self.mapping, self.rows, self._trail)
        return {
            key: ("category", categories.of_term(key, goal).pk)
            for key, _entry, goal in self._goals("category")
        }

    def _regions(self) -> dict[TermKey, Goal]:
        regions: dict[TermKey, Goal] = {}
        for key, entry, goal in self._goals("region"):
            name = goal.target or entry.name
            if region := Region.objects.by_name(name) or _region_of_table(name):
                regions[key] = "region", region.pk
            else:
                self.notes.append(["region-unknown", _unknown_region(name, key[1])])
        return regions

    # ---- Tags

    def _tags(self) -> dict[TermKey, Goal]:
        tags: dict[TermKey, Goal] = {}
        names: dict[TermKey, str] = {}
        for key, entry, goal in self._goals("tag"):
            name = Tag.normalise(goal.target or entry.name or key[1])[:100].strip()
            row = self.rows.get(key)
            if row and row.tag_id:
                tags[key] = "tag", row.tag_id
            elif name:
                names[key] = name
        ids = _tag_ids(names)
        return tags | {key: ("tag", ids[name]) for key, name in names.items()}

    # ---- People

    def _people(self) -> None:
        rows = {row.login: row for row in self.site.people.select_related("person")}
        by_name = {name.lower(): pk for pk, name in Person.objects.values_list("pk", "name")}
        base = self.mapping.bases.get("author", "author")
        for login, entry in self.scan.people.items():
            if self._is_nameless(login, entry, rows.get(login[:200])):
                self.notes.append(
                    [
                        "person-without-name",
                        _("%(login)s, %(count)d stories") % {"login": login, "count": entry.posts},
                    ]
                )
                continue
            row = self._person_row(login, entry, rows.get(login[:200]), by_name)
            for spelling in {slugify(login) or login, nicename(login)}:
                self.paths[path_key(f"{base}/{spelling}")] = "person", row.person_id
            if entry.wp_id:
                self.paths[id_key("author", entry.wp_id)] = "person", row.person_id

    def _is_nameless(self, login: str, entry: Entry, row: ImportedPerson | None) -> bool:
        """Tell whether an account has no name to print: a login or an address of mail is nobody's byline."""
        goal = self.mapping.of_person(login)
        return not (row or goal.name or goal.account) and is_login(entry.name)

    def _person_row(
        self, login: str, entry: Entry, row: ImportedPerson | None, by_name: dict[str, int]
    ) -> ImportedPerson:
        goal, is_office = self.mapping.of_person(login), self.mapping.is_office(login, entry.name)
        if not row or goal.account or goal.name:
            pk = self._person(login, goal, entry.name, by_name)
            row, _is_new = ImportedPerson.objects.update_or_create(
                {"person_id": pk, "is_general": is_office}, site=self.site, login=login[:200]
            )
        elif row.is_general != is_office and goal.is_general is not None:
            row.is_general = is_office
            row.save(update_fields=["is_general"])
        return row

    def _person(self, login: str, goal: PersonGoal, name: str, by_name: dict[str, int]) -> int:
        """Id of the person of a login, who is made where nobody has the name."""
        if goal.account:
            user = get_user_model().objects.filter(username=goal.account).first()
            if user:
                return Person.objects.for_user(user).pk
            message = _("There is no account “%(account)s” for “%(login)s”.")
            self.notes.append(["account-unknown", message % {"account": goal.account, "login": login}])
        name = " ".join((goal.name or name or login).split())[:120]
        pk = by_name.get(name.lower()) or Merger.objects.targets_by_name("person", [name]).get(name)
        if not pk:
            pk = by_name[name.lower()] = Person.objects.create(name=name).pk
        return pk


def _region_of_table(name: str) -> Region | None:
    """Return the one region of the table that a name means, which is here from now on."""
    candidates = region_table.places_named(name)
    if len(candidates) != 1:
        return None
    region_table.add([candidates[0].code])
    return Region.objects.filter(code=candidates[0].code).first()


def _unknown_region(name: str, slug: str) -> str:
    facts = {"name": name, "slug": slug}
    candidates = region_table.places_named(name)
    if not candidates:
        return _("There is no region “%(name)s” for the list “%(slug)s”.") % facts
    message = _("“%(name)s”, the list “%(slug)s”, may be %(names)s: write which one it is.")
    return message % {**facts, "names": ", ".join(place.long for place in candidates)}


class _Categories:
    """Finds or makes the categories of terms, each after its parents."""

    def __init__(
        self,
        scan: Scan,
        mapping: SiteMapping,
        rows: dict[TermKey, ImportedTerm],
        trail: Callable[[TermKey], list[str]],
    ):
        self.scan, self.mapping, self.rows, self.trail = scan, mapping, rows, trail
        self.by_term: dict[TermKey, Category] = {}
        self.by_path = {category.path: category for category in Category.objects.all()}
        self.under_way: set[TermKey] = set()

    def of_term(self, key: TermKey, goal: TermGoal) -> Category:
        """The category of a term: of an earlier run, unless the mapping names another."""
        if key not in self.by_term:
            row = self.rows.get(key)
            if row and row.category and not goal.target:
                self.by_term[key] = row.category
            else:
                self.by_term[key] = self._of_goal(key, goal)
        return self.by_term[key]

    def _of_goal(self, key: TermKey, goal: TermGoal) -> Category:
        parent = self._parent(key)
        if category := self.by_path.get(goal.target) if goal.target else None:
            return category
        slug, entry = key[1], self.scan.terms[key]
        own = slug_of(unquote(slug), slug_of(entry.name, f"kategori-{entry.wp_id}", 80), 80)
        own = free(own, 80, set(Category.RESERVED))
        path = f"{parent.path}/{own}" if parent else own
        if len(path) > 255:
            parent, path = None, own
        if path not in self.by_path:
            name = (entry.name or slug)[:80]
            self.by_path[path] = Category.objects.create(name=name, slug=own, parent=parent)
        return self.by_path[path]

    def _parent(self, key: TermKey) -> Category | None:
        """The category above; a ring of parents is cut open at the first of it."""
        trail = self.trail(key)
        if len(trail) < 2 or len(trail) > DEEPEST:
            return None
        above = key[0], trail[-2]
        goal = self.mapping.of_term(*above)
        if goal.goal != "category" or above in self.under_way:
            return None
        self.under_way.add(key)
        return self.of_term(above, goal)


def _tag_ids(names: dict[TermKey, str]) -> dict[str, int]:
    """Ids of the tags of these names, by the name; tags that are missing are made."""
    ids = _existing_tags(names.values())
    slugs = set(Tag.objects.values_list("slug", flat=True)) | _former_tag_slugs()
    new: dict[str, Tag] = {}
    for key, name in names.items():
        if name not in ids and name.lower() not in new:
            slug = slug_of(unquote(key[1]), slug_of(name, "tag", 90), 90)
            new[name.lower()] = Tag(name=name, slug=free(slug, 100, slugs))
    # Two of them may be one for the database, which knows other small letters than Python.
    Tag.objects.bulk_create(new.values(), batch_size=1000, ignore_conflicts=True)
    return ids | _existing_tags(name for name in names.values() if name not in ids)


def _existing_tags(names: Iterable[str]) -> dict[str, int]:
    """Ids of tags by these names of theirs, or by names that were merged into them."""
    ids: dict[str, int] = {}
    for part in batched(sorted(set(names)), 5000):
        tags = Tag.objects.formerly(part) | Tag.objects.spelled(part)
        ids.update({name: tag.pk for name, tag in tags.items()})
    return ids


def _former_tag_slugs() -> set[str]:
    """Slugs whose address leads elsewhere: no new tag takes it."""
    paths = LegacyPath.objects.filter(path__startswith="/tag/").values_list("path", flat=True)
    return {path.split("/")[2] for path in paths}


_EDGES = re.compile(r"^[\s,;.:–—-]+|[\s,;:–—-]+$")


def name_in_print(name: str) -> str:
    """A name from a text, on one line and without the marks that parted it from others."""
    return _EDGES.sub("", " ".join(name.split()))[:120].strip()
