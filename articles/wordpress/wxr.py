"""The WXR format: expat's calls become the head of an export and its items."""

from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from xml.parsers import expat

from django.utils.text import slugify
from django.utils.translation import gettext as _

from articles.filing.items import Note
from articles.wordpress.errors import ExportError
from articles.wordpress.inventory import Census, comment_name, kept_comment
from articles.wordpress.items import ParsedItem
from articles.wordpress.plain_text import plain, plain_name, without_mojibake
from articles.wordpress.xml_repair import Repair


@dataclass(frozen=True)
class Term:
    """A list of the old site, as the head of its export has it."""

    taxonomy: str
    slug: str
    name: str
    parent: str = ""  # slug
    wp_id: int = 0


@dataclass(frozen=True)
class Author:
    login: str
    name: str
    wp_id: int = 0
    email: str = ""


@dataclass
class Head:
    """The site and its lists, as a file has them outside of its items."""

    title: str = ""
    link: str = ""
    base_url: str = ""
    site: str = ""  # as whoever brought the file says, where it does not
    version: str = ""
    is_rss: bool = False
    authors: dict[str, Author] = field(default_factory=dict)  # by login
    terms: dict[tuple[str, str], Term] = field(default_factory=dict)  # by (taxonomy, slug)

    @property
    def address(self) -> str:
        return (self.base_url or self.link or self.site).rstrip("/")

    @property
    def key(self) -> str:
        """The old site's name for good: scheme, "www." and capitals make no other site of it."""
        try:
            parts = urlsplit(self.address.strip())
        except ValueError:
            return ""
        return (parts.netloc.lower().removeprefix("www.") + parts.path.rstrip("/"))[:200]


_NAMESPACES = {
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
}
_PREFIXES = {
    "content": "content",
    "dc": "dc",
    "wp": "wp",
    "excerpt": "excerpt",
}  # also where nobody declares them
_TEXTS = {
    "title": "title",
    "link": "link",
    "guid": "guid",
    "pubDate": "pub_date",
    "dc:creator": "creator",
    "content:encoded": "content",
    "excerpt:encoded": "excerpt",
    "wp:post_id": "wp_id",
    "wp:post_date": "date",
    "wp:post_date_gmt": "date_gmt",
    "wp:post_modified": "modified",
    "wp:post_modified_gmt": "modified_gmt",
    "wp:post_name": "slug",
    "wp:status": "status",
    "wp:post_parent": "parent",
    "wp:post_type": "type",
    "wp:post_password": "password",
    "wp:is_sticky": "is_sticky",
    "wp:menu_order": "menu_order",
    "wp:attachment_url": "attachment_url",
}
_NUMBERS = ("wp_id", "parent", "menu_order")
_VERBATIM = ("content", "excerpt", "password")  # spaces count, or are nobody's business here
_TERM_FIELDS = {  # element → taxonomy, and the elements of slug, name and parent
    "wp:category": ("category", "wp:category_nicename", "wp:cat_name", "wp:category_parent"),
    "wp:tag": ("post_tag", "wp:tag_slug", "wp:tag_name", None),
    "wp:term": (None, "wp:term_slug", "wp:term_name", "wp:term_parent"),
}


def number(text: str) -> int:
    """The number that a text is; 0 where it is none."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def _prefix_of(address: str) -> str:
    """Our prefix of a namespace, whatever version its address speaks of; "?" for those of others."""
    if "wordpress.org/export/" in address:
        return "excerpt" if address.rstrip("/").endswith("excerpt") else "wp"
    return _NAMESPACES.get(address, "?")


class _Names(dict[str, str]):
    """Names of elements as they are written → the same with our prefixes, each worked out once.

    Prefixes are resolved here and not by expat, which refuses a whole file for one that nobody declared. Plugins
    print such elements into the head of every export, and WordPress reads them.
    """

    def __init__(self) -> None:
        self.prefixes = dict(_PREFIXES)
        self.declared: set[str] = {"xml"}
        self.undeclared: set[str] = set()  # that were met all the same

    def declare(self, attributes: dict[str, str]) -> None:
        for name, address in attributes.items():
            if name.startswith("xmlns:"):
                self.prefixes[name[6:]] = _prefix_of(address)
                self.declared.add(name[6:])
                self.clear()

    def __missing__(self, name: str) -> str:
        prefix, colon, local = name.partition(":")
        if colon and prefix not in self.declared:
            self.undeclared.add(prefix)
        # Of others the file's own prefix says more to a reader of the report than none.
        ours = self.prefixes.get(prefix, "?")
        self[name] = short = f"{prefix if ours == '?' else ours}:{local}" if colon else name
        return short


@dataclass
class _Record:
    """An item whose end was not read yet."""

    line: int
    texts: dict[str, str] = field(default_factory=dict)  # by the field of ParsedItem
    terms: list[tuple[str, str, str]] = field(default_factory=list)
    meta: dict[str, list[str]] = field(default_factory=dict)
    meta_keys: list[str] = field(default_factory=list)
    elements: list[str] = field(default_factory=list)
    bare_lists: list[str] = field(default_factory=list)  # names of lists without a taxonomy
    comments: list[dict[str, str]] = field(default_factory=list)  # by the name of the element


class Parser:
    """Builds items out of expat's calls. `ready` holds those that are whole."""

    def __init__(self, repairs: deque[Repair]):
        self.head = Head()
        self.ready: list[ParsedItem] = []
        self.repairs = repairs
        self.loose: Counter[str] = Counter()  # repairs that belong to no item
        self.names = _Names()
        self.census = Census()
        self.depth = 0
        self.text: list[str] = []
        self.attributes: dict[str, str] = {}
        self.record: _Record | None = None
        self.group: dict[str, str] = {}  # parts of an element of the head
        self.meta_key = self.meta_value = ""
        self.expat = expat.ParserCreate()
        self.expat.buffer_text = True
        self.expat.StartElementHandler = self.start
        self.expat.EndElementHandler = self.end
        self.expat.CharacterDataHandler = self.text.append
        self.expat.StartDoctypeDeclHandler = self.refuse_doctype

    def refuse_doctype(self, *_args: object) -> None:
        raise ExportError(
            _("Line %(line)d: the file declares a document type. WordPress never does; it is not read.")
            % {"line": self.expat.CurrentLineNumber}
        )

    def declare(self, attributes: dict[str, str]) -> None:
        """Take in the namespaces that an element declares."""
        address = attributes.get("xmlns:wp", "wordpress.org/export/")
        if "wordpress.org/export/" not in address:
            raise ExportError(
                _(
                    "Line %(line)d: the prefix “wp” stands for something else"
                    " than WordPress here (%(address)s)."
                )
                % {"line": self.expat.CurrentLineNumber, "address": address[:80]}
            )
        self.names.declare(attributes)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.text.clear()
        self.attributes = attributes
        if attributes and "xmlns" in "".join(attributes):
            self.declare(attributes)
        if self.depth == 3:
            self.group = {}
            if name == "item":
                self.record = _Record(self.expat.CurrentLineNumber)
        elif self.depth == 4:
            if name.endswith("comment"):
                self.group = {}
        elif self.depth == 1:
            self.head.is_rss = name == "rss"

    def end(self, name: str) -> None:
        depth = self.depth
        self.depth = depth - 1
        if depth == 5:
            name = self.names[name]
            if name == "wp:meta_value":
                self.meta_value = "".join(self.text)
            elif name == "wp:meta_key":
                self.meta_key = "".join(self.text).strip()
            elif self.record is not None and name.startswith("wp:comment"):
                self.group[name] = "".join(self.text)
        elif depth == 4:
            self.end_of_part(self.names[name], "".join(self.text))
        elif depth == 3:
            self.end_of_channel_part(name)
        self.text.clear()

    def end_of_channel_part(self, name: str) -> None:
        if self.record is None:
            self.end_of_head(self.names[name], "".join(self.text))
        else:
            self.ready.append(self.item(self.record))
            self.record = None

    def end_of_part(self, name: str, text: str) -> None:
        record = self.record
        if record is None:
            self.group[name] = text
            return
        if field_name := _TEXTS.get(name):
            record.elements.append(name)
            record.texts[field_name] = text
        elif name == "wp:postmeta":
            record.meta_keys.append(self.meta_key)
            if self.meta_key:
                record.meta.setdefault(self.meta_key, []).append(self.meta_value)
            self.meta_key = self.meta_value = ""
        elif name == "category":
            self.end_of_category(record, text)
        elif name == "wp:comment":
            record.comments.append(self.group)
        else:
            record.elements.append(name)

    def end_of_category(self, record: _Record, text: str) -> None:
        """A list of an item; the first versions of the format say "tag", and name each list once more without a
        slug."""
        domain, slug = self.attributes.get("domain", ""), self.attributes.get("nicename", "")
        name = plain_name(text)
        if domain or slug:
            taxonomy = "post_tag" if domain == "tag" else domain or "category"
            record.terms.append((taxonomy, slug.strip() or slugify(name), name))
        else:
            record.bare_lists.append(name)

    def end_of_head(self, name: str, text: str) -> None:
        head, text = self.head, text.strip()
        self.census.head[name] += 1
        if name == "title":
            head.title = plain(text)
        elif name == "link":
            head.link = text
        elif name == "wp:wxr_version":
            head.version = text
        elif name == "wp:base_blog_url" or (name == "wp:base_site_url" and not head.base_url):
            head.base_url = text
        elif name == "wp:author":
            self.end_of_author()
        elif name in _TERM_FIELDS:
            self.end_of_term(*_TERM_FIELDS[name])

    def end_of_author(self) -> None:
        if login := self.group.get("wp:author_login", "").strip():
            name = plain_name(self.group.get("wp:author_display_name", ""))
            wp_id = number(self.group.get("wp:author_id", ""))
            email = self.group.get("wp:author_email", "").strip()
            self.head.authors[login] = Author(login, name or login, wp_id, email)

    def end_of_term(self, taxonomy: str | None, slug: str, name: str, parent: str | None) -> None:
        get = self.group.get
        term = Term(
            taxonomy=taxonomy or get("wp:term_taxonomy", "").strip(),
            slug=get(slug, "").strip(),
            name=plain_name(get(name, "")),
            parent=get(parent, "").strip() if parent else "",
            wp_id=number(get("wp:term_id", "")),
        )
        if term.slug and term.taxonomy:
            self.head.terms[term.taxonomy, term.slug] = term

    def item(self, record: _Record) -> ParsedItem:
        notes = self._repairs_of(record)
        texts = {name: record.texts.get(name, "") for name in _TEXTS.values()}
        for name, value in texts.items():
            if name not in _VERBATIM:
                texts[name] = value.strip()
        for name in ("title", "content", "excerpt"):
            text, repairs = without_mojibake(texts[name])
            if repairs:
                notes.append(Note("mojibake-repaired", f"{name}: {repairs}"))
            elif "\xc3" in text or "\xe2\u20ac" in text or "\xc2 " in text:
                notes.append(Note("mojibake-unsure", name))
            texts[name] = text
        fields: dict[str, Any] = texts | {name: number(texts[name]) for name in _NUMBERS}
        fields["title"] = plain(texts["title"])
        fields["is_sticky"] = texts["is_sticky"] == "1"
        fields["type"] = texts["type"] or "post"
        self._count(record)
        return ParsedItem(
            **fields,
            terms=record.terms,
            meta=record.meta,
            comments=list(filter(None, map(kept_comment, record.comments))),
            notes=notes,
            line=record.line,
        )

    def _count(self, record: _Record) -> None:
        """Add what the item holds to what was found, now that it is whole."""
        if record.bare_lists and not record.terms:  # a feed of another system: there is nothing better
            record.terms = [("category", slugify(name), name) for name in record.bare_lists if name]
            record.bare_lists = [name for name in record.bare_lists if not name]
        census = self.census
        census.elements.update(record.elements)
        census.meta.update(record.meta_keys)
        census.lists.update(taxonomy for taxonomy, _slug, _name in record.terms)
        if record.bare_lists:
            census.lists[""] += len(record.bare_lists)
        census.comments.update(map(comment_name, record.comments))

    def _repairs_of(self, record: _Record) -> list[Note]:
        """Notes of the repairs within an item; those before it belong to no item."""
        counts: Counter[str] = Counter()
        here = self.expat.CurrentLineNumber
        lines: dict[str, int] = {}
        while self.repairs and self.repairs[0].line <= here:
            repair = self.repairs.popleft()
            if repair.line < record.line:
                self.loose[repair.kind] += 1
                continue
            counts[repair.kind] += 1
            lines.setdefault(repair.kind, repair.line)
        return [
            Note(f"{kind}-repaired", _("%(count)d×, from line %(line)d") % {"count": n, "line": lines[kind]})
            for kind, n in counts.items()
        ]
