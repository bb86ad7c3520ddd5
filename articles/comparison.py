"""Texts of stories as people read them: which parts of two texts differ, and what their ids mean."""

from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Category, Credit, Merger, Person, Photo, Region, Tag
from articles.models.article import slug_from
from articles.text import difference
from articles.text.story_text import (
    META_LINES,
    TEXT_COLUMNS,
    CreditLine,
    Disclosures,
    MetaTags,
    PhotoWords,
    StoryText,
)

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
    "disclosures": _("disclosures to readers"),
    "meta_tags": _("words for search engines"),
}


def labels_of_changes(old: StoryText, new: StoryText) -> list[Any]:
    """Return the labels of the parts that differ, in the order in which people read them."""
    names = new.changed(old)
    return [label for name, label in LABELS.items() if name in names]


def usable(text: StoryText) -> tuple[StoryText, list[Any]]:
    """Return the text, clean and without what no longer exists, and the labels of the parts that lost
    something."""
    text = led_on(text.cleaned())
    people = Person.objects.in_bulk([credit.person for credit in text.credits])
    stories = Article.objects.in_bulk(text.related)
    rest = text.replace(
        category=_existing(Category, text.category),
        region=_existing(Region, text.region),
        lead_photo=text.lead_photo if _existing(Photo, text.lead_id) else None,
        disclosures=replace(text.disclosures, verifies=_existing(Article, text.disclosures.verifies)),
        credits=tuple(credit for credit in text.credits if credit.person in (None, *people)),
        related=tuple(pk for pk in text.related if pk in stories),
    )
    return rest, labels_of_changes(text, rest)


def led_on(text: StoryText) -> StoryText:
    """Return the text with the tags and people that were merged or renamed since as what they are now; printed
    names stay."""
    people = Merger.objects.follow("person", {credit.person for credit in text.credits if credit.person})
    return text.replace(
        tags=Tag.objects.names_of_today(text.tags),
        credits=tuple(_led_on_credits(text.credits, people)),
    )


def _led_on_credits(credits: tuple[CreditLine, ...], people: dict[int, int]) -> Iterator[CreditLine]:
    """Yield the lines with the present ids of `people`; whoever has a role already is not named in it
    again."""
    pairs = {(line.person, line.role) for line in credits if line.person not in people}
    for line in credits:
        pair = people.get(line.person, line.person), line.role
        if line.person not in people or pair not in pairs:
            pairs.add(pair)
            yield CreditLine(*pair, line.name)


def _existing(model, pk: int | None) -> int | None:
    return pk if pk and model.objects.filter(pk=pk).exists() else None


def storable(text: StoryText) -> StoryText:
    """Return the text with its parts cut to what their columns hold."""
    columns = {name: getattr(text, name)[: Article._meta.get_field(name).max_length] for name in TEXT_COLUMNS}
    if columns["commercial_label"] not in Article.CommercialLabel.values:
        columns["commercial_label"] = ""
    return text.replace(
        **columns | {"slug": slug_from(columns["headline"])}, meta_tags=_storable_tags(text.meta_tags)
    )


def _storable_tags(meta_tags: MetaTags) -> MetaTags:
    lines = {
        name: getattr(meta_tags, name)[: Article._meta.get_field(name).max_length] for name in META_LINES
    }
    return MetaTags(**lines, robots=meta_tags.robots if meta_tags.robots in Article.Robots.values else "")


class Names:
    """Names of what the ids of some texts mean; one query a kind, however many texts.

    `stories` are those whose headlines the person who looks may know; of others the address alone is told.
    """

    def __init__(self, stories: QuerySet, *texts: StoryText):
        self.categories = Category.objects.in_bulk({text.category for text in texts if text.category})
        self.regions = Region.objects.in_bulk({text.region for text in texts if text.region})
        related = {pk for text in texts for pk in text.related}
        self.stories = stories.filter(pk__in=related).only("headline").in_bulk()

    def lines(self, name: str, value: Any) -> list[str]:
        """Return the value of one part of a StoryText as lines of plain text."""
        if not value and name not in TEXT_COLUMNS:
            return []
        match name:
            case "category":
                return [str(self.categories.get(value, value))]
            case "region":
                return [str(self.regions.get(value, value))]
            case "tags":
                return list(value)
            case "credits":
                return [f"{Credit.Role(credit.role).label}: {credit.name}" for credit in value]
            case "related":
                return [f"{self.stories.get(pk, '–')} (/berita/{pk}/)" for pk in value]
            case "lead_photo" | "photos":
                photos = value if name == "photos" else (value,)
                return [line for photo in photos for line in _photo_lines(photo)]
            case "disclosures" | "meta_tags":
                return _column_lines(value)
            case "commercial_label":
                return [str(dict(Article.CommercialLabel.choices).get(value, value))] if value else []
        return str(value or "").split("\n")


def _column_lines(part: Disclosures | MetaTags) -> list[str]:
    """Return a line for each column that says something; choices by their labels."""
    choices = {
        **dict(Article.AdvertisedGoods.choices),
        **dict(Article.AiUse.choices),
        **dict(Article.Robots.choices),
    }
    values: dict[str, Any] = {**part.to_json()}
    if "verifies" in values:
        values["verifies"] = f"/berita/{values['verifies']}/"
    words = {
        name: ", ".join(
            str(choices.get(each, each)) for each in (value if isinstance(value, list) else [value])
        )
        for name, value in values.items()
    }
    return [f"{capfirst(Article._meta.get_field(name).verbose_name)}: {line}" for name, line in words.items()]


def _photo_lines(photo: PhotoWords) -> list[str]:
    return [
        str(_("Photo %(id)d") % {"id": photo.id}),
        str(_("Caption: %(caption)s") % {"caption": photo.caption}),
        str(_("Credit: %(credit)s") % {"credit": photo.credit}),
        str(_("Alternative text: %(alt)s") % {"alt": photo.alt}),
        *([str(Photo.Source(photo.origin).label)] if photo.origin else []),
        *([str(_("AI tool: %(tool)s") % {"tool": photo.ai_tool})] if photo.ai_tool else []),
    ]


def differences(old: StoryText, new: StoryText, stories: QuerySet) -> list[tuple[Any, Any]]:
    """Return (label, difference) for each part that differs: safe HTML, for the body the pieces of
    `difference`."""
    return differences_in(Names(stories, old, new), old, new)


def differences_in(names: Names, old: StoryText, new: StoryText) -> list[tuple[Any, Any]]:
    """Return the same for whoever compares many texts and has asked for their names at once."""
    changed = new.changed(old)
    return [(label, _difference(names, name, old, new)) for name, label in LABELS.items() if name in changed]


def _difference(names: Names, name: str, old: StoryText, new: StoryText):
    if name == "body":
        return difference.of_bodies(old.body, new.body)
    lines = (names.lines(name, getattr(text, name)) for text in (old, new))
    return [difference.Change("<br>".join(_line_changes(*lines)))]


def _line_changes(old: list[str], new: list[str]) -> Iterator[str]:
    """Yield the differences by line: what stands at the same place word by word, the rest as added or removed
    whole."""
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
            (side, getattr(part, side), self._display(part, names, getattr(part, side)))
            for side in ("base", "ours", "theirs")
        ]

    def _display(self, part, names, value):
        if part.is_text:
            return list(value or ())
        return names.lines(part.key, value)
