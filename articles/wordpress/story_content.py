"""A post on its way to a story: text → layout → placement → byline → content. No queries.

Each step is a function that returns a frozen dataclass; each has its own notes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import cast
from urllib.parse import unquote

from django.utils.translation import gettext as _

from articles.filing.items import Note, Picture
from articles.models import Article, Category, ImportedItem, ImportedTerm, Photo
from articles.models.article import NO_DATELINE, shorten, slug_from
from articles.text import body
from articles.text.story_text import CreditLine, Disclosures, StoryText
from articles.wordpress import field_table
from articles.wordpress.context import Writers
from articles.wordpress.item_fields import NO_FIELDS, ItemFields
from articles.wordpress.item_rows import pairs_of
from articles.wordpress.items import COMMERCIAL_LABEL, ExtractedText, ParsedItem, ResolvedText
from articles.wordpress.lists import LONGEST_SLUG, TermKey, name_in_print, story_slug
from articles.wordpress.mapping import SiteMapping
from articles.wordpress.publication import Publication

IGNORED_TAXONOMIES = frozenset(field_table.TAXONOMIES) - {"category", "post_tag", "region"}
_MOST_FIELDS = 5  # that are named
LONGEST_HEADLINE, LONGEST_STANDFIRST, LONGEST_SIGN_OFF, LONGEST_DATELINE = 200, 400, 40, 60


@dataclass(frozen=True)
class Post:
    """A post as it is staged, and its text as data."""

    row: ImportedItem
    item: ParsedItem
    text: ExtractedText
    fields: ItemFields = NO_FIELDS

    @property
    def featured(self) -> Picture | None:
        """The featured image."""
        number = self.item.first_meta("_thumbnail_id")
        if number.isascii() and number.isdigit() and int(number):
            return Picture(wp_id=int(number))
        return self.fields.lead

    @property
    def pictures(self) -> list[Picture]:
        """The featured image, then the pictures of the text."""
        return [*filter(None, [self.featured]), *self.text.pictures]


# ---- The text with its photos


@dataclass(frozen=True)
class Layout:
    """The body as it is stored, and the photo above it."""

    body: str
    lead_id: int | None
    photo_ids: list[int]  # of the body, in order
    lacks_pictures: bool
    notes: list[Note]


def lay_out(post: Post, final_text: ResolvedText, photos: Sequence[int | None]) -> Layout:
    """Choose the lead photo. `photos` lie beside `post.pictures`; None is a picture that is not here."""
    text, lead_id = final_text.body, None
    notes: list[Note] = []
    if featured := post.featured:
        lead_id = photos[0]
        if not lead_id:
            name = featured.address or _("featured image %(id)d") % {"id": featured.wp_id}
            notes.append(Note("picture-missing", name))
    elif leading := _leading_photo(text, photos):
        lead_id, text = leading
        notes.append(Note("lead-from-text"))
    return Layout(
        body=text,
        lead_id=lead_id,
        photo_ids=body.photo_ids(text),
        lacks_pictures=not all(photos),  # the notes of `final_text` name those of the text
        notes=notes,
    )


def _leading_photo(text: str, photos: Sequence[int | None]) -> tuple[int, str] | None:
    """The first photo of a text without featured image, and the text without it: it leads instead.

    None where the first picture of the text is not here, or is one of a gallery: the next one was not the
    first.
    """
    blocks = body.blocks(text)
    first = next((block for block in blocks if block.photo_id), None)
    if first is None or not first.photo_id or first.layout == "gallery" or first.photo_id != photos[0]:
        return None
    return first.photo_id, "\n".join(block.html for block in blocks if block is not first)


# ---- Its place


@dataclass(frozen=True)
class Placement:
    """Category, region and tags."""

    category: Category | None
    region_id: int | None
    region_name: str  # as it is printed
    tags: dict[int, str]  # id → name, in order
    commercial_label: str
    notes: list[Note]


def place(
    post: Post, terms: Mapping[TermKey, ImportedTerm], regions: Mapping[str, int], mapping: SiteMapping
) -> Placement:
    """Place a story by its lists there; `regions` are ids by their spellings in lower case."""
    notes: list[Note] = []
    rows = [row for taxonomy, slug, _name in post.item.terms if (row := terms.get((taxonomy, slug)))]
    categories = list(dict.fromkeys(row.category for row in rows if row.category))
    category = _primary(post.fields.primary, categories, rows, notes)
    for other in categories:
        if category and other != category and not category.path.startswith(f"{other.path}/"):
            notes.append(Note("second-category", other.path))
    region_id, region_name = None, ""
    dateline = post.text.dateline
    if region := next((row.region for row in rows if row.region), None):
        region_id, region_name = region.pk, region.dateline or region.name
    elif dateline.lower() in regions:
        region_id, region_name = regions[dateline.lower()], dateline
    else:
        notes.append(Note("no-region", dateline))
    for taxonomy, slug, _name in post.item.terms:
        if (taxonomy, slug) not in terms and taxonomy not in IGNORED_TAXONOMIES:
            notes.append(Note("list-ignored", f"{taxonomy}/{slug}"))
    tags = {row.tag.pk: row.tag.name for row in rows if row.tag}
    labels = (mapping.label_of(*term) for term in post.item.terms)
    label = next(filter(None, labels), "")
    return Placement(category, region_id, region_name, tags, label, notes)


def _primary(
    choices: Sequence[str], categories: Sequence[Category], rows: Sequence[ImportedTerm], notes: list[Note]
) -> Category | None:
    """The category that the editor chose as the first in a plugin, else the most special of them.

    `choices` are the numbers that plugins name; where they disagree, the first counts and the others are told.
    """
    by_number = {str(row.wp_id): row.category for row in rows if row.category}
    chosen = list(dict.fromkeys(by_number[choice] for choice in choices if choice in by_number))
    for other in chosen[1:]:
        notes.append(Note("primary-disagrees", other.path))
    return (
        chosen[0] if chosen else max(categories, key=lambda category: category.path.count("/"), default=None)
    )


# ---- Whose it is


@dataclass(frozen=True)
class Byline:
    names: list[tuple[str, str]]  # role and printed name
    notes: list[Note]


def credit(item: ParsedItem, text: ExtractedText, writers: Writers, accounts: bool) -> Byline:
    """Credit the names of the text; where no writer is named, co-authors or (`accounts`) the account."""
    notes: list[Note] = []
    names = [(role, name) for role, raw in text.credits if (name := name_in_print(raw))]
    if any(
        note.kind == "credits-unsure" for note in text.notes
    ):  # it names somebody, though nobody is sure whom
        accounts = False
    if not any(role in ("writer", "reporter") for role, _name in names):
        names = [*(("writer", name) for name in _authors(item, writers, accounts, notes)), *names]
    if not names:
        notes.append(Note("no-credit", item.creator))
    return Byline(names, notes)


def _authors(item: ParsedItem, writers: Writers, accounts: bool, notes: list[Note]) -> Iterator[str]:
    """Names of the accounts that wrote a post; adds a note for each account."""
    lists = [(slug, name) for taxonomy, slug, name in item.terms if taxonomy == "author"]
    logins = list(dict.fromkeys(writers.logins.of_list(*one) or one[1] or one[0] for one in lists))
    for login in logins or [item.creator]:
        writer = writers.get(login)
        if not logins and not accounts:
            notes.append(Note("account-not-credited", login))
        elif not writer:
            if login:
                notes.append(Note("author-unknown", login))
        elif writer.is_office:
            notes.append(Note("author-is-an-office", login))
        else:
            notes.append(Note("author-from-account", writer.name))
            yield writer.name


# ---- The content


@dataclass(frozen=True)
class Outline:
    """A post with all that is decided about it."""

    post: Post
    final_text: ResolvedText
    publication: Publication
    layout: Layout
    placement: Placement
    byline: Byline

    @property
    def photo_ids(self) -> set[int]:
        return {*self.layout.photo_ids, *filter(None, [self.layout.lead_id])}


@dataclass(frozen=True)
class StoryDraft:
    """A post as the story that it becomes: the values of all its rows."""

    row: ImportedItem
    content: StoryText
    publication: Publication
    region_name: str
    tag_ids: list[int]
    photo_ids: list[int]  # of the body
    notes: list[list[str]]
    lacks_pictures: bool
    views: int  # that the old site counted

    @property
    def article_id(self) -> int:
        return cast(int, self.row.article_id)  # it has one since its phase of numbers


def draft_of(outline: Outline, photos: Mapping[int, Photo], people: Mapping[str, int]) -> StoryDraft:
    """The story of an outline; `people` are ids of persons by their names in lower case."""
    post, placement = outline.post, outline.placement
    headings = _headings(post)
    stages: list[list[Note]] = [
        post.item.notes,
        post.text.notes,
        outline.final_text.notes,
        outline.publication.notes,
        outline.layout.notes,
        placement.notes,
        outline.byline.notes,
        headings.notes,
        post.fields.notes,
    ]
    if not outline.layout.body and not post.item.content.strip():
        stages.append([Note("text-empty", _fields_at_hand(post.item))])
    elif not outline.layout.body:
        stages.append([Note("text-empty")])
    return StoryDraft(
        row=post.row,
        content=_story_text(outline, headings, photos, people).cleaned(),
        publication=outline.publication,
        region_name=placement.region_name,
        tag_ids=list(placement.tags),
        photo_ids=outline.layout.photo_ids,
        notes=pairs_of(chain.from_iterable(stages)),
        lacks_pictures=outline.layout.lacks_pictures,
        views=post.fields.views,
    )


def _fields_at_hand(item: ParsedItem) -> str:
    """Names of the longest custom fields of a story without a text: one of them may hold it."""
    longest = sorted(item.meta, key=lambda key: -len(item.first_meta(key)))
    return ", ".join(longest[:_MOST_FIELDS])


@dataclass(frozen=True)
class _Headings:
    headline: str
    standfirst: str
    sign_off: str
    notes: list[Note]


def _headings(post: Post) -> _Headings:
    """The short texts of a story, no longer than they may be."""
    notes: list[Note] = []
    headline = " ".join(post.item.title.split())
    if not headline:
        headline = _("Untitled")
        notes.append(Note("title-empty"))
    if len(headline) > LONGEST_HEADLINE:
        notes.append(Note("title-cut", headline))
        headline = shorten(headline)
    standfirst = " ".join((post.text.standfirst or post.fields.standfirst).split())
    if len(standfirst) > LONGEST_STANDFIRST:
        notes.append(Note("standfirst-cut", standfirst))
        standfirst = shorten(standfirst, LONGEST_STANDFIRST)
    if len(unquote(post.item.slug)) > LONGEST_SLUG:
        notes.append(Note("slug-cut", post.item.slug))
    sign_off = post.text.sign_off
    if len(sign_off) > LONGEST_SIGN_OFF:
        notes.append(Note("sign-off-cut", sign_off))
    return _Headings(headline, standfirst, sign_off[:LONGEST_SIGN_OFF], notes)


def _story_text(
    outline: Outline, headings: _Headings, photos: Mapping[int, Photo], people: Mapping[str, int]
) -> StoryText:
    post, layout, placement = outline.post, outline.layout, outline.placement
    lead = photos.get(layout.lead_id) if layout.lead_id else None
    return StoryText(
        headline=headings.headline,
        slug=story_slug(post.item.slug) or slug_from(headings.headline),
        standfirst=headings.standfirst,
        body=layout.body,
        dateline=post.text.dateline[:LONGEST_DATELINE] or (NO_DATELINE if placement.region_id else ""),
        sign_off=headings.sign_off,
        commercial_label=_label(outline),
        category=placement.category.pk if placement.category else None,
        region=placement.region_id,
        tags=tuple(sorted(placement.tags.values())),
        credits=_credits(outline.byline, people),
        lead_photo=lead.words() if lead else None,
        related=tuple(pk for pk in outline.final_text.related if pk != post.row.article_id),
        photos=tuple(photos[pk].words() for pk in layout.photo_ids if pk in photos),
        meta_tags=post.fields.meta_tags,
        disclosures=Disclosures(advertiser=post.fields.advertiser if _label(outline) else ""),
    )


def _label(outline: Outline) -> str:
    """The commercial label, whoever said that somebody paid: a field, a list, the text, or a file of the neutral format."""
    post = outline.post
    labels = (post.fields.commercial_label, outline.placement.commercial_label, post.text.commercial_label)
    return next(filter(None, labels), "") or _exported_label(post.item)


def _exported_label(item: ParsedItem) -> str:
    """The label that a file of the neutral format gives a text that somebody paid for."""
    label = item.first_meta(COMMERCIAL_LABEL)
    return label if label in Article.CommercialLabel.values else ""


def _credits(byline: Byline, people: Mapping[str, int]) -> tuple[CreditLine, ...]:
    """Lines of credits; each person stands once in a role."""
    names: dict[tuple[str, int], str] = {}
    for role, name in byline.names:
        names.setdefault((role, people[name.lower()]), name)
    return tuple(CreditLine(person, str(role), name) for (role, person), name in names.items())
