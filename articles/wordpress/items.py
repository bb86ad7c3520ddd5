"""Plain data of the importer: an exported item, a post's text before and after its links are resolved."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from articles.filing.items import Note, Picture, Target

STORY, PAGE, ATTACHMENT = "post", "page", "attachment"  # types of items, in WordPress's words
COMMERCIAL_LABEL = "_pawarta_commercial_label"  # a custom field that no plugin has
# The fields of the most common plugin for search engines, by our column: what leaves here and comes in is spelled so.
META_TAG_FIELDS = {
    "meta_title": "_yoast_wpseo_title",
    "meta_description": "_yoast_wpseo_metadesc",
    "canonical_url": "_yoast_wpseo_canonical",
    "robots": "_yoast_wpseo_meta-robots-noindex",
}
VIEWS_FIELD = "views"


@dataclass(frozen=True)
class ParsedItem:
    """One `<item>`; its texts are repaired and unescaped where that is certain (`notes` say where).

    The names of the fields are keys of stored rows and part of each item's digest: a field that is renamed
    makes every item of a repeated import look changed.
    """

    wp_id: int
    type: str  # "post", "page", "attachment", …
    status: str  # WordPress's own word
    title: str  # plain text
    slug: str
    link: str  # the permalink as exported
    guid: str
    creator: str  # login
    content: str  # the raw editor text
    excerpt: str
    date: str  # post_date, local time, as exported
    date_gmt: str
    modified: str
    modified_gmt: str
    pub_date: str
    parent: int
    password: str
    is_sticky: bool
    attachment_url: str
    terms: list[tuple[str, str, str]] = field(default_factory=list)  # (taxonomy, slug, name), in order
    meta: dict[str, list[str]] = field(default_factory=dict)
    attached: list[int] = field(default_factory=list)  # its uploads: what a gallery without numbers shows
    comments: list[dict[str, str]] = field(default_factory=list)  # that readers saw, in order
    menu_order: int = 0
    notes: list[Note] = field(default_factory=list)
    line: int = 0  # where it begins in the file

    def first_meta(self, key: str) -> str:
        """The first value of a custom field; "" where there is none."""
        return (self.meta.get(key) or [""])[0]


@dataclass(frozen=True)
class Library:
    """Parts of texts that stand in items of their own, and in texts by their numbers alone."""

    blocks: Mapping[int, str] = field(default_factory=dict)  # the editor text of reusable blocks
    tables: Mapping[str, str] = field(
        default_factory=dict
    )  # HTML of tables, by the number that a shortcode names


EMPTY = Library()


@dataclass(frozen=True)
class ExtractedText:
    """A post's text as data; its links and pictures are numbers until `resolution.resolve` replaces them."""

    html: str = ""  # not canonical yet
    dateline: str = ""
    sign_off: str = ""
    credits: list[tuple[str, str]] = field(
        default_factory=list
    )  # (Credit.Role value, printed name), in order
    standfirst: str = ""
    targets: list[Target] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    related: list[int] = field(default_factory=list)  # indexes of `targets` that go to the end list, in order
    commercial_label: str = ""  # a value of `Article.CommercialLabel`
    notes: list[Note] = field(default_factory=list)


class FileGoal(NamedTuple):
    """A link's goal that is an attachment here."""

    pk: int

    @property
    def card(self) -> str:
        return f'<figure class="media"><oembed url="/lampiran/{self.pk}/"></oembed></figure>'


Goal = (
    int | str | FileGoal | None
)  # id of a story, address of a list or page, attachment; None: nothing is here


@dataclass(frozen=True)
class ResolvedText:
    """A post's text, ready to be stored."""

    body: str  # canonical, see articles/text/body.py
    related: list[int]  # article ids
    notes: list[Note]
