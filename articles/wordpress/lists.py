"""Lists and people of the old site as ours: categories and tags by their slug, regions by their name, people by login."""

import re
from urllib.parse import unquote

from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models.functions import Lower
from django.utils.text import slugify
from django.utils.translation import gettext as _

from articles.addresses import percent_encoded
from articles.legacy_paths import id_key, path_key
from articles.models import (
    Category,
    ImportedPerson,
    ImportedTerm,
    Person,
    Region,
    Tag,
)
from articles.wordpress import mapping as maps

LONGEST_SLUG = 120  # of a story
DEEPEST = 8  # categories within another
KINDS = ("article", "category", "region", "tag", "person")


def slug_of(slug, name, most, fallback):
    """A slug of the old site as ours may be: ASCII, and not too long."""
    return slugify(unquote(slug))[:most].strip("-") or slugify(name)[:most].strip("-") or fallback


_IN_NO_SLUG = re.compile(r"[^a-z0-9_\x80-\U0010ffff-]+")


def story_slug(slug):
    """The slug of a story as it was, emoji and accents percent-encoded as WordPress has them; cut between characters."""
    text = _IN_NO_SLUG.sub("-", unquote(slug, errors="ignore").lower()).strip("-")
    if text.isascii():
        return text[:LONGEST_SLUG].strip("-")
    kept, room = [], LONGEST_SLUG
    for char in text:
        written = percent_encoded(char)
        room -= len(written)
        if room < 0:
            break
        kept.append(written)
    return "".join(kept).strip("-")


def write_paths(paths, *, override):
    """Old addresses: {key: (kind, id)}. One that leads somewhere already is changed only with `override`."""
    known = sorted((path, kind, pk) for path, (kind, pk) in paths.items() if len(path) > 1)
    if known:
        with connection.cursor() as cursor:
            cursor.execute(_WRITE_PATHS[override], list(map(list, zip(*known, strict=True))))


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
    """Makes what a survey found into rows, each of them only once however often it is run."""

    def __init__(self, site, survey, mapping):
        self.site, self.survey, self.mapping = site, survey, mapping
        self.notes, self.paths = [], {}

    def write(self):
        self.known = {(term.taxonomy, term.slug): term for term in self.site.terms.all()}
        made = {**self._categories(), **self._tags()}
        rows = []
        for key, (kind, pk) in made.items():
            term = self.survey.terms[key]
            taxonomy, slug = key
            rows.append(
                ImportedTerm(
                    site=self.site,
                    taxonomy=taxonomy[:40],
                    slug=slug[:200],
                    wp_id=term.wp_id,
                    **{f"{kind}_id": pk},
                )
            )
            self._note_paths(key, term, kind, pk)
        ImportedTerm.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["site", "taxonomy", "slug"],
            update_fields=["wp_id", "category", "region", "tag"],
            batch_size=1000,
        )
        self._people()
        write_paths(self.paths, override=True)
        return self.notes

    def _note_paths(self, key, term, kind, pk):
        taxonomy, slug = key
        base = self.mapping.bases.get({"post_tag": "tag"}.get(taxonomy, taxonomy))
        if base is None:
            return
        self.paths[path_key(f"{base}/{slug}")] = kind, pk
        self.paths[path_key(f"{base}/{'/'.join(self._trail(key))}")] = kind, pk
        if taxonomy == "category" and term.wp_id:
            self.paths[id_key("cat", term.wp_id)] = kind, pk

    def _trail(self, key):
        """Slugs from the root down; a ring of parents ends where it closes."""
        taxonomy, slug = key
        trail = [slug]
        while (parent := self.survey.terms[taxonomy, trail[0]].parent) and parent not in trail:
            if (taxonomy, parent) not in self.survey.terms:
                break
            trail.insert(0, parent)
        return trail

    def _goals(self, *wanted):
        for key, term in self.survey.terms.items():
            goal = self.mapping.of_term(*key)
            if goal.goal in wanted:
                yield key, term, goal

    # ---- Categories and regions

    def _categories(self):
        self.under_way = set()
        self.categories, self.by_path = {}, {category.path: category for category in Category.objects.all()}
        made = {}
        for key, _term, goal in self._goals("category"):
            made[key] = "category", self._category(key, goal).pk
        for key, term, goal in self._goals("region"):
            region = Region.objects.by_name(goal.target or term.name)
            if region:
                made[key] = "region", region.pk
            else:
                told = {"name": goal.target or term.name, "slug": key[1]}
                self.notes.append(
                    ["region-unknown", _("There is no region “%(name)s” for the list “%(slug)s”.") % told]
                )
        return made

    def _category(self, key, goal):
        """The category of a term, made after its parents; a term that was here before keeps the one it has."""
        if key in self.categories:
            return self.categories[key]
        if (before := self.known.get(key)) and before.category_id and not goal.target:
            self.categories[key] = before.category
            return before.category
        taxonomy, slug = key
        term, parent = self.survey.terms[key], None
        trail = self._trail(key)
        if len(trail) > 1:
            above = taxonomy, trail[-2]
            goal_above = self.mapping.of_term(*above)
            # A ring of parents is cut open at the first of it.
            if goal_above.goal == "category" and len(trail) <= DEEPEST and above not in self.under_way:
                self.under_way.add(key)
                parent = self._category(above, goal_above)
        found = self.by_path.get(goal.target) if goal.target else None
        if not found:
            own = slug_of(slug, term.name, 80, f"kategori-{term.wp_id}")
            path = f"{parent.path}/{own}" if parent else own
            if len(path) > 255:
                parent, path = None, own
            found = self.by_path.get(path)
            if not found:
                found = Category.objects.create(name=(term.name or slug)[:80], slug=own, parent=parent)
                self.by_path[path] = found
        self.categories[key] = found
        return found

    # ---- Tags

    def _tags(self):
        wanted = {}
        for key, term, goal in self._goals("tag"):
            name = Tag.normalise(goal.target or term.name or key[1])[:100].strip()
            before = self.known.get(key)
            if before and before.tag_id:
                wanted[key] = before.tag_id
            elif name:
                wanted[key] = name
        names = {name.lower(): name for name in wanted.values() if isinstance(name, str)}
        keys = Tag.objects.annotate(key=Lower("name"))
        known = {}
        listed = sorted(names)
        for start in range(0, len(listed), 5000):
            part = keys.filter(key__in=listed[start : start + 5000]).values_list("key", "pk")
            known.update(part)
        taken, missing = set(Tag.objects.values_list("slug", flat=True)), []
        for key, name in wanted.items():
            if isinstance(name, str) and name.lower() not in known:
                slug = free(slug_of(key[1], name, 90, "tag"), taken)
                missing.append(Tag(name=name, slug=slug))
                known[name.lower()] = None
        for tag in Tag.objects.bulk_create(missing, batch_size=1000):
            known[tag.name.lower()] = tag.pk
        return {
            key: ("tag", known[name.lower()] if isinstance(name, str) else name)
            for key, name in wanted.items()
        }

    # ---- People

    def _people(self):
        known = {row.login: row for row in self.site.people.select_related("person")}
        by_name = {name.lower(): pk for pk, name in Person.objects.values_list("pk", "name")}
        for login, found in self.survey.people.items():
            goal = self.mapping.of_person(login)
            general = goal.is_general
            if general is None:
                general = maps.is_general(login, found.name)
            row = known.get(login[:200])
            if not row or goal.account or goal.name:
                pk = self._person(login, goal, found.name, by_name)
                row, _made = ImportedPerson.objects.update_or_create(
                    {"person_id": pk, "is_general": general}, site=self.site, login=login[:200]
                )
            elif row.is_general != general and goal.is_general is not None:
                row.is_general = general
                row.save(update_fields=["is_general"])
            base = self.mapping.bases.get("author", "author")
            self.paths[path_key(f"{base}/{slugify(login) or login}")] = "person", row.person_id
            if found.wp_id:
                self.paths[id_key("author", found.wp_id)] = "person", row.person_id

    def _person(self, login, goal, name, by_name):
        if goal.account:
            user = get_user_model().objects.filter(username=goal.account).first()
            if user:
                return Person.objects.for_user(user).pk
            told = {"account": goal.account, "login": login}
            self.notes.append(
                ["account-unknown", _("There is no account “%(account)s” for “%(login)s”.") % told]
            )
        name = " ".join((goal.name or name or login).split())[:120]
        pk = by_name.get(name.lower())
        if not pk:
            pk = by_name[name.lower()] = Person.objects.create(name=name).pk
        return pk


def free(slug, taken):
    """The slug, with a number behind it where somebody has it; it is taken afterwards."""
    number, found = 2, slug
    while found in taken:
        found, number = f"{slug}-{number}", number + 1
    taken.add(found)
    return found


_EDGES = re.compile(r"^[\s,;.:–—-]+|[\s,;:–—-]+$")


def printed(name):
    """A name from a text, on one line and without what parted it from others."""
    return _EDGES.sub("", " ".join(name.split()))[:120].strip()
