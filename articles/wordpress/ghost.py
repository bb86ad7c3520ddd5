"""The export of Ghost: one JSON object of the tables of its database.

What would let somebody in, and people's addresses, are never read: passwords, keys, members, e-mail addresses.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from articles.filing.items import Note
from articles.wordpress.errors import ExportError
from articles.wordpress.export_file import Reader, Source
from articles.wordpress.ghost_text import html_of
from articles.wordpress.items import ATTACHMENT, META_TAG_FIELDS, PAGE, STORY, ParsedItem
from articles.wordpress.json_rows import JsonRows
from articles.wordpress.other_tables import GHOST
from articles.wordpress.plain_text import plain
from articles.wordpress.wxr import Author, Head, Term

SITE = "__GHOST_URL__"  # stands for the site's address wherever a text names it
_THOUSANDTHS = 10**11  # what is less counts seconds: as thousandths it would be before 1974
INTERNAL = "internal_tag"  # of the machine, as "#Import 2023-11-08": no list of readers
_STATUSES = {"published": "publish", "sent": "publish", "scheduled": "future", "draft": "draft"}
# What a picture says nothing in
_TEXTS = (
    "title", "slug", "link", "creator", "content", "date", "date_gmt", "modified", "modified_gmt", "pub_date", "password",
)  # fmt: skip
_NOTHING: tuple[Any, ...] = (None, "", 0, False, [], {})
_LISTS = ("tags", "users", "posts_tags", "posts_authors", "posts_meta", "settings")
_COLUMNS = {
    "tags": ("id", "name", "slug", "visibility"),
    "users": ("id", "name", "slug"),
    "posts_tags": ("post_id", "tag_id", "sort_order"),
    "posts_authors": ("post_id", "author_id", "sort_order"),
    "posts_meta": ("post_id", "feature_image_alt", "feature_image_caption", "meta_title", "meta_description"),
    "settings": ("key", "value"),
}


def number_of(key: object) -> int:
    """A number of our own for a name of theirs, the same each time."""
    text = str(key)
    if text.isascii() and text.isdigit() and len(text) < 18:
        return int(text)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]) >> 2


def picture_item(address: str, caption: str, alt: str) -> ParsedItem:
    """A picture as WordPress's library would list it: the same file with other words is another one."""
    texts: dict[str, Any] = dict.fromkeys(_TEXTS, "")
    return ParsedItem(
        **texts,
        wp_id=number_of("\0".join([address, caption, alt])),
        type=ATTACHMENT,
        status="inherit",
        guid=address,
        excerpt=caption,
        parent=0,
        is_sticky=False,
        attachment_url=address,
        meta={"_wp_attachment_image_alt": [alt]} if alt else {},
    )


class GhostReader(Reader):
    """Reads the small tables first, then post by post."""

    counts_items = True

    def __init__(self, source: Source):
        super().__init__(source)
        self._head = Head(base_url=source.site, version="ghost")
        self.tables: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.exported_at: datetime | None = None

    @property
    def head(self) -> Head:
        return self._head

    def __iter__(self) -> Iterator[ParsedItem]:
        for name, row in self._rows():
            self._count(name, row)
            if name in _LISTS and isinstance(row, dict):
                self.tables[name].append({column: row.get(column) for column in _COLUMNS[name]})
            elif name == "meta" and isinstance(row, dict):
                self.exported_at = _moment(row.get("exported_on"))
            elif name == "posts":
                self.whole += 1
        if not self.whole:
            raise ExportError(_("%(file)s: there are no posts of Ghost in it.") % {"file": self.source.name})
        self._read_lists()
        if not self._head.key:
            message = _(
                "%(file)s: Ghost does not tell the address of its site. Give it beside the file (--site)."
            )
            raise ExportError(message % {"file": self.source.name})
        for name, row in self._rows():
            if name == "posts" and isinstance(row, dict):
                yield from self._items(row)

    def _count(self, table: str, row: Any) -> None:
        """Count a row, and what stands in the columns that a story is made of."""
        self.census.head[f"{GHOST}{table[:60]}"] += 1
        if table in ("posts", "posts_meta") and isinstance(row, dict):
            self.census.elements.update(
                f"{GHOST}{table}.{name[:60]}" for name, value in row.items() if value not in _NOTHING
            )

    def _rows(self) -> Iterator[tuple[str, Any]]:
        try:
            yield from JsonRows(self.pieces())
        except (ValueError, RecursionError) as error:
            message = _(
                "%(file)s: it cannot be read as Ghost's export (%(reason)s). Nothing of it was stored."
            )
            raise ExportError(message % {"file": self.source.name, "reason": str(error)[:200]}) from error

    # ---- The lists

    def _read_lists(self) -> None:
        head = self._head
        head.title = next(
            (_str(row["value"]) for row in self.tables["settings"] if row["key"] == "title"), ""
        )
        self.tags = {row["id"]: row for row in self.tables["tags"]}
        self.users = {row["id"]: row for row in self.tables["users"]}
        self.meta = {row["post_id"]: row for row in self.tables["posts_meta"]}
        self.tags_of, self.authors_of = (
            self._links("posts_tags", "tag_id"),
            self._links("posts_authors", "author_id"),
        )
        for row in self.users.values():
            slug = _str(row["slug"])
            head.authors[slug] = Author(slug, plain(_str(row["name"])) or slug)
        primary = {tags[0] for tags in self.tags_of.values() if tags}
        for key, row in self.tags.items():
            taxonomy = _taxonomy(row)
            for name in [taxonomy, *(["category"] if key in primary and taxonomy == "post_tag" else [])]:
                slug = _str(row["slug"])
                head.terms[name, slug] = Term(name, slug, plain(_str(row["name"])))

    def _links(self, table: str, column: str) -> dict[Any, list[Any]]:
        """{post: what it is linked to, in order}; without an order, that of the file."""
        links: dict[Any, list[tuple[int, int, Any]]] = defaultdict(list)
        for place, row in enumerate(self.tables[table]):
            order = row["sort_order"]
            links[row["post_id"]].append((order if isinstance(order, int) else 0, place, row[column]))
        return {post: [target for _order, _place, target in sorted(rows)] for post, rows in links.items()}

    # ---- Posts

    def _items(self, row: dict[str, Any]) -> Iterator[ParsedItem]:
        meta = self.meta.get(row.get("id"), {})
        notes: list[Note] = []
        item = self._item(row, meta, notes)
        # Until its second version Ghost had one name less, and the words for search engines in the post's own row.
        if image := self._own(_str(row.get("feature_image") or row.get("image"))):
            lead = self._attachment(image, meta)
            item.meta["_thumbnail_id"] = [str(lead.wp_id)]
            yield lead
        yield item

    def _item(self, row: dict[str, Any], meta: dict[str, Any], notes: list[Note]) -> ParsedItem:
        content = _str(row.get("html")) or html_of(_str(row.get("lexical")), _str(row.get("mobiledoc")))
        is_page = row.get("type") == "page" or row.get("page") in (1, True)
        slug = _str(row.get("slug"))
        authors = [self.users[key]["slug"] for key in self._author_ids(row) if key in self.users]
        return ParsedItem(
            wp_id=number_of(
                row.get("id") or row.get("uuid") or slug
            ),  # programs that write such files leave it out
            type=PAGE if is_page else STORY,
            status=self._status(row, notes),
            title=plain(_str(row.get("title"))),
            slug=slug,
            link=f"{self._head.address}/{slug}/" if slug else "",
            guid=_str(row.get("uuid") or row.get("id")),
            creator=_str(authors[0]) if authors else "",
            content=self._own(content),
            excerpt=_str(row.get("custom_excerpt")),
            pub_date="",
            **_times("date", row.get("published_at")),
            **_times("modified", row.get("updated_at")),
            parent=0,
            password="",
            is_sticky=row.get("featured") in (1, True),
            attachment_url="",
            terms=[*self._terms(row), *(("author", slug, "") for slug in map(_str, authors))],
            meta={
                META_TAG_FIELDS[name]: [text]
                for name in ("meta_title", "meta_description", "canonical_url")
                if (text := self._own(_str(meta.get(name) or row.get(name))))
            },
            notes=notes,
        )

    def _author_ids(self, row: dict[str, Any]) -> list[Any]:
        return self.authors_of.get(row.get("id")) or [row.get("author_id")]

    def _status(self, row: dict[str, Any], notes: list[Note]) -> str:
        """WordPress's word. What not everybody could read is not for everybody here."""
        if _str(row.get("visibility")) not in ("", "public"):
            return "private"
        status = _str(row.get("status"))
        date = _moment(row.get("published_at"))
        if status == "published" and date and self.exported_at and date > self.exported_at:
            notes.append(Note("publish-in-future", f"{date:%Y-%m-%d %H:%M}"))
            return "draft"
        return _STATUSES.get(status, status)

    def _terms(self, row: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
        """Its tags; the first of those that readers see is its category too."""
        has_category = False
        tags = map(self.tags.get, self.tags_of.get(row.get("id"), []))
        for tag in [*filter(None, tags), *_tags_within(row)]:
            taxonomy, slug, name = _taxonomy(tag), _str(tag["slug"]), plain(_str(tag["name"]))
            if taxonomy == "post_tag" and not has_category:
                has_category = True
                yield "category", slug, name
            yield taxonomy, slug, name

    def _attachment(self, address: str, meta: dict[str, Any]) -> ParsedItem:
        caption = plain(_str(meta.get("feature_image_caption")))
        return picture_item(address, caption, _str(meta.get("feature_image_alt")))

    def _own(self, text: str) -> str:
        return text.replace(SITE, self._head.address)


def _tags_within(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Tags that stand in a post's own row, by their names or as rows: so do other programs write them."""
    within = row.get("tags")
    for tag in within if isinstance(within, list) else ():
        name = _str(tag.get("name") if isinstance(tag, dict) else tag).strip()
        if name:
            given = tag.get("slug") if isinstance(tag, dict) else ""
            yield {"name": name, "slug": _str(given) or slugify(name)}


def _taxonomy(tag: dict[str, Any]) -> str:
    is_internal = tag.get("visibility") == "internal" or _str(tag.get("name")).startswith("#")
    return INTERNAL if is_internal else "post_tag"


def _str(value: object) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


def _moment(value: object) -> datetime | None:
    """A moment as Ghost writes it: with its zone, or in thousandths of a second since 1970; other programs count seconds."""
    try:
        if isinstance(value, int | float) or (isinstance(value, str) and value.isdigit()):
            number = int(value)
            return datetime.fromtimestamp(number if number < _THOUSANDTHS else number / 1000, UTC)
        moment = datetime.fromisoformat(_str(value).strip())
    except (ValueError, OverflowError, OSError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _times(name: str, value: object) -> dict[str, Any]:
    moment = _moment(value)
    if not moment:
        return {name: "", f"{name}_gmt": ""}
    here, there = timezone.localtime(moment), moment.astimezone(UTC)
    return {name: f"{here:%Y-%m-%d %H:%M:%S}", f"{name}_gmt": f"{there:%Y-%m-%d %H:%M:%S}"}
