"""A snapshot (`Article.snapshot()`) as people read it: which of its parts differ, and what its ids mean.

docs/architecture.md lists the parts. All functions take contents, whether of revisions or of the row.
"""

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Category, Credit, Person, Photo, Region
from articles.models.article import SCALARS, slug_from
from articles.text import difference

LABELS = {
    **{
        name: Article._meta.get_field(name).verbose_name
        for name in ("headline", "slug", "standfirst", "body", "dateline", "category", "region", "lead_photo")
    },
    "photos": _("photos in the text"),
    "tags": _("tags"),
    "credits": _("credits"),
    "related": _("Baca Juga"),
    "sign_off": Article._meta.get_field("sign_off").verbose_name,
    "commercial_label": Article._meta.get_field("commercial_label").verbose_name,
}


def changed(old: Mapping, new: Mapping) -> list[Any]:
    """Labels of the parts that differ, in the order of the story."""
    return [label for name, label in LABELS.items() if old.get(name) != new.get(name)]


def usable(content: Mapping) -> tuple[dict, list[Any]]:
    """The content without what no longer exists, and the labels of the parts that lost something."""
    persons = [credit["person"] for credit in content["credits"]]
    known = {
        "category": Category.objects.in_bulk([content["category"]]),
        "region": Region.objects.in_bulk([content["region"]]),
        "lead_photo": Photo.objects.in_bulk([content["lead_photo"] and content["lead_photo"]["id"]]),
        "credits": Person.objects.in_bulk(persons),
        "related": Article.objects.in_bulk(content["related"]),
    }
    photo = content["lead_photo"]
    kept = dict(content) | {
        "category": content["category"] if content["category"] in known["category"] else None,
        "region": content["region"] if content["region"] in known["region"] else None,
        "lead_photo": photo if photo and photo["id"] in known["lead_photo"] else None,
        "credits": [credit for credit in content["credits"] if credit["person"] in known["credits"]],
        "related": [target for target in content["related"] if target in known["related"]],
    }
    return kept, changed(content, kept)


def storable(content: Mapping) -> dict:
    """The content with its texts cut to what their columns hold."""
    kept = dict(content)
    for name in SCALARS:
        kept[name] = content[name][: Article._meta.get_field(name).max_length]
    if kept["commercial_label"] not in Article.CommercialLabel.values:
        kept["commercial_label"] = ""
    return kept | {"slug": slug_from(kept["headline"])}


def spelled_as(content: Mapping, other: Mapping) -> dict:
    """The content with its tags in the other's letter case: “bromo” is the tag “Bromo” that is there."""
    known = {name.casefold(): name for name in other["tags"]}
    return dict(content) | {"tags": sorted(known.get(name.casefold(), name) for name in content["tags"])}


class Names:
    """What the ids of some contents are called; one query a kind, however many contents.

    `stories` are those whose headlines the person who looks may know; of others the address alone is told.
    """

    def __init__(self, stories: QuerySet, *contents: Mapping):
        def ids(name):
            return {content[name] for content in contents if content[name]}

        self.categories = Category.objects.in_bulk(ids("category"))
        self.regions = Region.objects.in_bulk(ids("region"))
        related = {target for content in contents for target in content["related"]}
        self.stories = stories.filter(pk__in=related).only("headline").in_bulk()

    def lines(self, name: str, content: Mapping) -> list[str]:
        """One part of a content as lines of plain text."""
        value = content.get(name)  # "photos" is only there where the text has some
        if name == "category":
            return [str(self.categories.get(value, value))] if value else []
        if name == "region":
            return [str(self.regions.get(value, value))] if value else []
        if name == "credits":
            return [f"{Credit.Role(credit['role']).label}: {credit['name']}" for credit in value]
        if name == "related":
            return [f"{self.stories.get(target, '–')} (/berita/{target}/)" for target in value]
        if name == "lead_photo":
            return _photo_lines(value)
        if name == "photos":
            return [line for photo in value or [] for line in _photo_lines(photo)]
        if name == "commercial_label":
            return [str(dict(Article.CommercialLabel.choices).get(value, value))] if value else []
        return list(value) if isinstance(value, list) else str(value or "").split("\n")


def _photo_lines(photo: Mapping | None) -> list[str]:
    if not photo:
        return []
    return [
        str(_("Photo %(id)d") % photo),
        str(_("Caption: %(caption)s") % photo),
        str(_("Credit: %(credit)s") % photo),
        str(_("Alternative text: %(alt)s") % photo),
        *([str(dict(Photo.Source.choices)[photo["told"]])] if "told" in photo else []),
    ]


def differences(old: Mapping, new: Mapping, stories: QuerySet) -> list[tuple[Any, Any]]:
    """(label, what differs) for each part that does: safe HTML, for the body the pieces of `difference`."""
    return differences_in(Names(stories, old, new), old, new)


def differences_in(names: Names, old: Mapping, new: Mapping) -> list[tuple[Any, Any]]:
    """The same for whoever compares many contents and has asked for their names at once."""
    found = []
    for name, label in LABELS.items():
        if old.get(name) == new.get(name):
            continue
        if name == "body":
            found.append((label, difference.of_bodies(old[name], new[name])))
        else:
            lines = (names.lines(name, content) for content in (old, new))
            found.append((label, [difference.Change("<br>".join(_line_changes(*lines)))]))
    return found


def _line_changes(old: list[str], new: list[str]) -> Iterator[str]:
    """Line by line: what stands at the same place is compared word by word, the rest came or went whole."""
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        before, after = old[a:b], new[c:d]
        if kind == "replace" and len(before) != len(after):
            yield from (difference.of_texts(line, "") for line in before)
            yield from (difference.of_texts("", line) for line in after)
        else:
            yield from (difference.of_texts(*pair) for pair in zip_longest(before, after, fillvalue=""))


class MergeRow:
    """One part of a merge, as the page shows it."""

    def __init__(self, part, names, choice, is_missing):
        self.key, self.choice, self.is_missing = part.key, choice, is_missing
        self.is_settled, self.is_text = part.is_settled, part.is_text
        self.label = LABELS["body"] if part.is_text else LABELS[part.key]
        self.sides = [
            (side, getattr(part, side), self._shown(part, names, getattr(part, side)))
            for side in ("base", "ours", "theirs")
        ]

    def _shown(self, part, names, value):
        if part.is_text:
            return list(value or ())
        return names.lines(part.key, {part.key: value})
