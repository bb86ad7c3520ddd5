"""Items as rows: what of an exported item is stored, and how it is read back."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any, NamedTuple, Self

from django.utils.text import slugify

from articles.filing.items import Note
from articles.legacy_paths import file_key, old_paths, path_of
from articles.models import ImportedItem
from articles.wordpress.items import ATTACHMENT, PAGE, STORY, ParsedItem
from articles.wordpress.resolver import title_key

LONGEST_PAGE_SLUG = 80
LATER_FIELDS = ("comments", "menu_order")
Outcome = ImportedItem.Outcome


def parsed_of(item: ParsedItem) -> dict[str, Any]:
    """An item as plain data, without its text."""
    data = dict(vars(item))
    del data["content"]
    data["notes"] = pairs_of(item.notes)
    for name in LATER_FIELDS:  # without them an item is what it was for a run before there were any
        if not data[name]:
            del data[name]
    return data


def item_of(row: ImportedItem, uploads: Iterable[int] = ()) -> ParsedItem:
    """The item of a row; `uploads` are the pictures that were uploaded to it, where they are needed."""
    data = dict(row.parsed)
    data["notes"] = [Note(*note) for note in data["notes"]]
    data["terms"] = [tuple(term) for term in data["terms"]]
    data["attached"] = list(uploads)
    return ParsedItem(content=row.legacy_html, **data)


def pairs_of(notes: Iterable[Note]) -> list[list[str]]:
    """Notes as they are stored."""
    return [[note.kind, note.text] for note in notes]


def serialize(item: ParsedItem) -> tuple[str, str]:
    """An item but for its text as JSON, and the digest of everything that was exported of it.

    Dumped once for both: notes and line, which say how it was read, stand at the end and do not count.
    """
    parsed = parsed_of(item)
    notes, line = parsed.pop("notes"), parsed.pop("line")
    data = json.dumps(parsed, ensure_ascii=False)
    digest = hashlib.sha256(f"{data}\n{item.content}".encode()).hexdigest()
    return f'{data[:-1]}, "notes": {json.dumps(notes)}, "line": {line}}}', digest


def skip_reason(item: ParsedItem) -> str:
    """The reason why nothing is made of an item; "" for a story, an attachment or a page."""
    if item.type == PAGE:
        return _page_skip_reason(item)
    if item.type not in (STORY, ATTACHMENT):
        return f"type {item.type}"[:300]
    is_no_text = item.status in ("auto-draft", "inherit") and item.type == STORY
    return f"status {item.status}"[:300] if is_no_text else ""


def _page_skip_reason(item: ParsedItem) -> str:
    if item.status != "publish" or item.password:
        return "page not public"
    is_ours = slugify(item.slug) == item.slug and 0 < len(item.slug) <= LONGEST_PAGE_SLUG
    if not is_ours:
        return "page address"
    return "" if item.title else "page without text"


def former_paths(item: ParsedItem, path: str) -> list[str]:
    """Keys that a story answered at before its slug or its day was changed."""
    if "_wp_old_slug" not in item.meta and "_wp_old_date" not in item.meta:
        return []
    slugs, days = item.meta.get("_wp_old_slug", []), item.meta.get("_wp_old_date", [])
    return list(dict.fromkeys(old_paths(path, item.slug, slugs, days)))


class StagedRow(NamedTuple):
    """A row of `ImportedItem` as it was just read; fields that are missing here have their default."""

    wp_id: int
    type: str
    title_key: str
    path: str
    old_paths: list[str]
    file_key: str
    parsed: str  # JSON
    legacy_html: str
    sha256: str
    digest: str
    outcome: str
    reason: str
    notes: str  # JSON

    @classmethod
    def of_item(cls, item: ParsedItem) -> Self:
        parsed, digest = serialize(item)
        is_story = item.type == STORY
        path = path_of(item.link) if item.type in (STORY, ATTACHMENT, PAGE) else ""
        older = former_paths(item, path) if is_story and path else []
        reason = skip_reason(item)
        return cls(
            wp_id=item.wp_id,
            type=item.type[:40],
            title_key=title_key(item.title) if is_story else "",
            path=path,
            old_paths=[old for old in older if old != path][:50],
            file_key=file_key(item.attachment_url) if item.type == ATTACHMENT else "",
            parsed=parsed,
            legacy_html=item.content,
            sha256=hashlib.sha256(item.content.encode()).hexdigest(),
            digest=digest,
            outcome=(Outcome.SKIPPED if reason else Outcome.WAITING).value,
            reason=reason,
            notes=json.dumps(pairs_of(item.notes)),
        )
