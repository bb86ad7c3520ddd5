"""Custom fields of plugins and themes as values of ours, as far as there is a place for them here. Pure."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.utils.translation import gettext as _

from articles.filing.items import Note, Picture
from articles.filing.words import plain_title
from articles.text.story_text import MetaTags
from articles.wordpress import field_table, search_words
from articles.wordpress.items import ParsedItem
from articles.wordpress.php_data import unserialize
from articles.wordpress.search_words import words_of

_NO = re.compile(r"\s*(?:0|no|off|false|none|default|tidak|-|a:0:\{\})?\s*", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s\"'<>\\]+")
_FILMS = re.compile(
    r"(?:youtube\.com|youtu\.be|vimeo\.com|tiktok\.com|facebook\.com|instagram\.com|dailymotion\.com)/"
)
_OWN_LANGUAGES = re.compile(r"(?:id|in|ind|indonesia|bahasa-indonesia|id[-_]id)?", re.IGNORECASE)
_LONGEST_STANDFIRST, _LONGEST_ADVERTISER = 400, 120


@dataclass(frozen=True)
class ItemFields:
    """A story's custom fields as values of ours."""

    standfirst: str = ""  # where the story has no excerpt
    commercial_label: str = ""
    advertiser: str = ""
    primary: tuple[
        str, ...
    ] = ()  # numbers of the category that plugins call the first, the editor's own choice first
    lead: Picture | None = None  # by its address at another place
    meta_tags: MetaTags = field(default_factory=MetaTags)
    views: int = 0  # that the old site counted
    notes: list[Note] = field(default_factory=list)


NO_FIELDS = ItemFields()


def fields_of(item: ParsedItem, *, has_excerpt: bool = False) -> ItemFields:
    """Read the custom fields of a story, and what else readers saw beside its text."""
    if not (item.meta or item.is_sticky or item.comments or item.terms):
        return NO_FIELDS
    meta = {key: value for key, values in item.meta.items() if (value := values[0].strip())}
    notes: list[Note] = []
    is_known = bool(meta.keys() & field_table.USED_FIELDS)
    values = _values(item, meta, has_excerpt, notes) if is_known else {}
    notes += _other_notes(item)
    return ItemFields(**values, notes=notes)


def _values(item: ParsedItem, meta: dict[str, str], has_excerpt: bool, notes: list[Note]) -> dict[str, Any]:
    label, advertiser = _commercial(meta)
    if advertiser:
        notes.append(Note("advertiser", advertiser))
    standfirst = _subtitle(item, meta, has_excerpt, notes)
    meta_tags = search_words.meta_tags_of(item, meta, notes)
    if views := _views(meta):
        notes.append(Note("views", str(views)))
    notes += _elsewhere(item, meta)
    return {
        "standfirst": standfirst,
        "commercial_label": label,
        "advertiser": advertiser[:_LONGEST_ADVERTISER],
        "primary": tuple(_primary(meta)),
        "lead": _lead(meta),
        "meta_tags": meta_tags,
        "views": views,
    }


def _first(meta: dict[str, str], names: Iterable[str]) -> str:
    return next((meta[name] for name in names if name in meta), "")


def _subtitle(item: ParsedItem, meta: dict[str, str], has_excerpt: bool, notes: list[Note]) -> str:
    subtitles = [words_of(meta[name]) for name in meta if name in field_table.SUBTITLES]
    texts = [
        text for text in dict.fromkeys(subtitles) if text and plain_title(text) != plain_title(item.title)
    ]
    fitting = [text for text in texts if len(text) <= _LONGEST_STANDFIRST and not has_excerpt]
    # Of several the longest: another is a kicker.
    best = max(fitting, key=len, default="")
    notes += [Note("subtitle" if text == best else "subtitle-left", text) for text in texts]
    return best


def _commercial(meta: dict[str, str]) -> tuple[str, str]:
    """The label of a story that somebody paid for, and who."""
    sponsor = next((words_of(meta[name]) for name in meta if name in field_table.SPONSOR_NAMES), "")
    sponsor = "" if _NO.fullmatch(sponsor) else sponsor
    is_paid = any(
        name in field_table.SPONSOR_MARKS and not _NO.fullmatch(value) for name, value in meta.items()
    )
    name = "" if sponsor.lower() in ("1", "yes", "ya", "on", "true") else sponsor
    return ("advertorial" if is_paid or sponsor else ""), name


def _primary(meta: dict[str, str]) -> Iterator[str]:
    """Numbers of the categories that plugins call the first one, in the order of whom to believe."""
    for name in field_table.PRIMARY_CATEGORIES:
        value = meta.get(name, "")
        if value[1:2] == ":":
            data = unserialize(value)
            found = data.get("td_primary_cat") or data.get("id") if isinstance(data, dict) else ""
            value = str(found or "")
        if value.isdigit() and value != "0":
            yield value


def _lead(meta: dict[str, str]) -> Picture | None:
    address = _first(meta, field_table.REMOTE_PICTURES)
    thumbnail = meta.get("_thumbnail_id", "0")
    if not _ADDRESS.fullmatch(address) or (thumbnail.isdigit() and int(thumbnail)):
        return None
    alt = _first(meta, ("fifu_image_alt", "_fifu_image_alt"))
    return Picture(address=address, alt=" ".join(alt.split()))


def _views(meta: dict[str, str]) -> int:
    """The number of readers that the old site counted; of several plugins, the one that ran longest."""
    counts = (
        int(value) for name, value in meta.items() if name in field_table.VIEW_COUNTS and _is_count(value)
    )
    return max(counts, default=0)


def _is_count(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) < 12


def _elsewhere(item: ParsedItem, meta: dict[str, str]) -> Iterator[Note]:
    if address := meta.get("_links_to"):
        yield Note("points-elsewhere", address)
    if address := _first(meta, field_table.REMOTE_PICTURES):
        yield Note("picture-remote", address)


def _other_notes(item: ParsedItem) -> Iterator[Note]:
    if item.is_sticky:
        yield Note("sticky")
    if item.comments:
        yield Note("comments", str(len(item.comments)))
    for taxonomy, slug, name in item.terms:
        if taxonomy == "language" and not _OWN_LANGUAGES.fullmatch(slug):
            yield Note("language", name or slug)
    for key in field_table.LANGUAGES & item.meta.keys():
        if not _OWN_LANGUAGES.fullmatch(item.first_meta(key)):
            yield Note("language", item.first_meta(key))
    if original := item.first_meta("_icl_lang_duplicate_of"):
        yield Note("language", _("a copy of %(number)s") % {"number": original})


def film(item: ParsedItem, content: str) -> str:
    """The address of a film that a field holds and the text does not; "" without one."""
    for key in field_table.VIDEOS:
        for value in item.meta.get(key, ()):
            for address in _ADDRESS.findall(unescape(value)):
                if _FILMS.search(address) and _name_of(address) not in content:
                    return str(address)
    return ""


def _name_of(address: str) -> str:
    """The part of a film's address that every spelling of it has."""
    return re.split(r"[/=]", address.rstrip("/"))[-1] or address


def footnotes(item: ParsedItem) -> list[tuple[str, str]]:
    """Id and HTML of the footnotes that WordPress keeps beside a text."""
    try:
        data = json.loads(item.first_meta("footnotes") or "[]")
    except (ValueError, RecursionError):
        return []
    notes = data if isinstance(data, list) else []
    return [
        (str(note.get("id") or ""), str(note["content"]))
        for note in notes
        if isinstance(note, dict) and isinstance(note.get("content"), str)
    ]
