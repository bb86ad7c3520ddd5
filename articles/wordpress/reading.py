"""An export file as items, one at a time, whatever its size: bytes → sanitised text → strict parser → `ParsedItem`.

Nothing is recovered silently. What WordPress is known to write wrongly is repaired before the parser sees it, each
repair with its line: control characters, bytes of another encoding, bare ampersands. A file that is malformed even so
is refused with its line; one that ends too early is told apart, because everything before its end is whole.
"""

import codecs
import re
import zipfile
import zlib
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from itertools import chain
from pathlib import Path
from typing import IO, NamedTuple
from urllib.parse import urlsplit
from xml.parsers import expat

from django.utils.translation import gettext as _

from articles.wordpress.items import Note, ParsedItem

CHUNK = 1 << 18
_GZIP = 31  # zlib's word for a whole gzip file


class Refused(Exception):
    """A file that cannot be read; the message is for whoever brought it."""


class Cut(Refused):
    """A file that ends in the middle. `whole` items stand before its end, the last of them is `last`."""

    def __init__(self, message, whole, last):
        super().__init__(message)
        self.whole, self.last = whole, last


class Repair(NamedTuple):
    kind: str
    line: int


@dataclass
class Term:
    """A list of the old site, as its head tells it."""

    taxonomy: str
    slug: str
    name: str
    parent: str = ""  # slug
    wp_id: int = 0


@dataclass
class Author:
    login: str
    name: str
    wp_id: int = 0


@dataclass
class Head:
    """What a file says before its items."""

    title: str = ""
    link: str = ""
    base_url: str = ""
    version: str = ""
    is_rss: bool = False
    authors: dict[str, Author] = field(default_factory=dict)  # by login
    terms: dict[tuple[str, str], Term] = field(default_factory=dict)  # by (taxonomy, slug)

    @property
    def address(self):
        return (self.base_url or self.link).rstrip("/")

    @property
    def key(self):
        """The old site's name for good: scheme, "www." and capitals make no other site of it."""
        parts = _split(self.address)
        return (parts.netloc.lower().removeprefix("www.") + parts.path.rstrip("/"))[:200]


def _split(address):
    try:
        return urlsplit(address.strip())
    except ValueError:
        return urlsplit("")


# ---- Bytes as text that a parser takes

# What XML cannot hold, as characters and as references.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# An ampersand that begins no reference, or one to what XML cannot hold.
_ILLEGAL = (
    r"#0*(?:[0-8]|1[124-9]|2\d|3[01]|6553[45]);|#x0*(?:[0-8bcBC]|0?[eE]|0?[fF]|1[0-9a-fA-F]|[fF]{3}[eEfF]);"
)
_BARE = re.compile(
    rf"&(?:{_ILLEGAL}|(?!(?:amp|lt|gt|quot|apos|#0*[1-9]\d{{0,6}}|#x0*[1-9a-fA-F][0-9a-fA-F]{{0,5}});))"
)
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_HELD = 12  # characters of a chunk's end in which a mark may be cut in two


def _as_cp1252(error):
    """For bytes that are no UTF-8: what Windows would show."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.start + 1]
    _bad_bytes.append((error.object, error.start))
    return bad.decode("cp1252", "replace"), error.start + 1


_bad_bytes: list[tuple[bytes, int]] = []  # of the chunk that is being decoded
codecs.register_error("pawarta-cp1252", _as_cp1252)


def sanitised(chunks: Iterable[bytes], repairs: deque[Repair]) -> Iterator[str]:
    """Bytes as text that a strict parser may be given; what had to be repaired is added to `repairs`."""
    chunks = iter(chunks)
    first = next(chunks, b"")
    decoder = _decoder(first)
    line, held, closing, begun = 1, "", "", False
    for raw in _and_an_end(first, chunks):
        made = []
        text = held + _decoded(decoder, raw, made, line + held.count("\n"))
        if not begun:
            text = text.lstrip("\ufeff \t\r\n")
            begun = bool(text)
            if not begun:
                continue
        if _FORBIDDEN.search(text):
            text = _without_forbidden(text, made, line)
        cut = len(text) if raw is None else _safe_end(text)
        text, held = text[:cut], text[cut:]
        out, closing = _escaped(text, closing, made, line)
        repairs.extend(sorted(made, key=lambda repair: repair.line))
        line += text.count("\n")
        yield out


def _and_an_end(first, rest):
    yield first
    yield from rest
    yield None


def _decoder(first):
    name = "utf-8"
    if first.startswith((b"\xff\xfe", b"\xfe\xff")):
        name = "utf-16"
    elif declared := _DECLARED.match(first[:300]):
        try:
            name = codecs.lookup(declared[1].decode()).name
        except LookupError as error:
            raise Refused(
                _("The file says that its encoding is %(name)s, which nobody knows.")
                % {"name": declared[1].decode()}
            ) from error
    errors = "pawarta-cp1252" if name == "utf-8" else "replace"
    return codecs.getincrementaldecoder(name)(errors)


def _decoded(decoder, raw, repairs, line):
    _bad_bytes.clear()
    text = decoder.decode(raw or b"", final=raw is None)
    for content, at in _bad_bytes:
        repairs.append(Repair("byte", line + content.count(b"\n", 0, at)))
    return text


def _without_forbidden(text, repairs, line):
    for found in _FORBIDDEN.finditer(text):
        repairs.append(Repair("control", line + text.count("\n", 0, found.start())))
    return _FORBIDDEN.sub("", text)


def _safe_end(text):
    """Before a mark that may go on in the next chunk."""
    start = max(0, len(text) - _HELD)
    marks = [at for mark in "<&]-" if (at := text.find(mark, start)) >= 0]
    cut = min(marks, default=len(text))
    while cut and text[cut - 1] in "<!]-":  # what was found is the middle of one
        cut -= 1
    return cut


def _escaped(text, closing, repairs, line):
    """The text with every bare ampersand outside CDATA and comments escaped, and what ends the one it ends in."""
    pieces, at = [], 0
    for found in _BARE.finditer(text):
        if _inside(text, found.start(), closing):
            continue
        is_reference = found[0] != "&"
        repairs.append(
            Repair("control" if is_reference else "ampersand", line + text.count("\n", 0, found.start()))
        )
        pieces += [text[at : found.start()], "" if is_reference else "&amp;"]
        at = found.end()
    ends_in = _inside(text, len(text), closing)
    return "".join([*pieces, text[at:]]) if pieces else text, ends_in


def _inside(text, at, closing):
    """What ends the CDATA section or comment that this place is in; "" outside. `closing` is the same of the start."""
    opened, closed = text.rfind("<![CDATA[", 0, at), text.rfind("]]>", 0, at)
    if opened > closed:
        return "]]>"
    if closing == "-->" and text.find("-->", 0, at) < 0:
        return "-->"
    if closing == "]]>" and closed < 0:
        return "]]>"
    comment = text.rfind("<!--", max(closed, 0), at)
    return "-->" if comment >= 0 and text.find("-->", comment, at) < 0 else ""


# ---- Text as the author meant it

# Characters that Windows shows for the bytes of UTF-8: a first byte, then as many others as it announces.
_CP1252 = {bytes([n]).decode("cp1252", "replace").replace("\ufffd", chr(n)): n for n in range(0x80, 0x100)}
_CP1252 |= {chr(n): n for n in range(0x80, 0xA0)}  # as Latin-1 shows them
_REST = "".join(re.escape(char) for char, n in _CP1252.items() if 0x80 <= n < 0xC0)
_TWICE_ENCODED = re.compile(f"[\xc2-\xdf][{_REST}]|[\xe0-\xef][{_REST}]{{2}}|[\xf0-\xf4][{_REST}]{{3}}")
_TELLTALE = re.compile("[\xc2\xc3\xe2\xf0\xc5\xef]")
# What of it an Indonesian newsroom writes: accents, punctuation, currency, arrows, symbols, emoji.
_PLAUSIBLE = re.compile(
    "[\x80-\u017f\u02b0-\u02ff\u2000-\u206f\u20a0-\u20bf\u2100-\u214f\u2190-\u21ff\u2200-\u22ff\u2500-\u27bf\ufe0f\ufeff"
    "\U0001f000-\U0001faff]"
)


def without_mojibake(text: str) -> tuple[str, int]:
    """The text with each character that was encoded twice made whole, where that is certain, and how many were."""
    total = 0
    for _again in range(2):  # it happens twice over
        if not _TELLTALE.search(text):
            break
        text, count = _once_less(text)
        if not count:
            break
        total += count
    return text, total


def _once_less(text):
    count = 0

    def whole(found):
        nonlocal count
        try:
            char = bytes(_CP1252.get(char, ord(char)) for char in found[0]).decode()
        except (UnicodeDecodeError, ValueError):
            return found[0]
        if not _PLAUSIBLE.match(char):
            return found[0]
        count += 1
        return char

    return _TWICE_ENCODED.sub(whole, text), count


_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->", re.DOTALL)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_INVISIBLE = re.compile("[\u200b\u200c\u2060\ufeff\u00ad]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def plain(text: str) -> str:
    """A title or a name as readers saw it: tags gone, entities read, each run of spaces one space."""
    text = unescape(_TAG.sub("", text))
    if _ENTITY.search(text):  # &amp;amp; and the like
        text = unescape(text)
    return " ".join(_INVISIBLE.sub("", text).split())


@lru_cache(maxsize=10_000)
def _name(text: str) -> str:
    """The name of a list or of a person; each comes many times."""
    return plain(without_mojibake(text)[0])


# ---- The parser

_NAMESPACES = {
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
}
_TEXTS = {
    "title": "title", "link": "link", "guid": "guid", "pubDate": "pub_date", "dc:creator": "creator",
    "content:encoded": "content", "excerpt:encoded": "excerpt", "wp:post_id": "wp_id", "wp:post_date": "date",
    "wp:post_date_gmt": "date_gmt", "wp:post_modified": "modified", "wp:post_modified_gmt": "modified_gmt",
    "wp:post_name": "slug", "wp:status": "status", "wp:post_parent": "parent", "wp:post_type": "type",
    "wp:post_password": "password", "wp:is_sticky": "is_sticky", "wp:attachment_url": "attachment_url",
}  # fmt: skip
_NUMBERS = ("wp_id", "parent")
_RAW = ("content", "excerpt", "password")  # spaces count, or are nobody's business here
_TERM_FIELDS = {
    "wp:category": ("category", "wp:category_nicename", "wp:cat_name", "wp:category_parent"),
    "wp:tag": ("post_tag", "wp:tag_slug", "wp:tag_name", None),
    "wp:term": (None, "wp:term_slug", "wp:term_name", "wp:term_parent"),
}


def _short(name):
    """`wp:post_id`, whatever version the namespace's address speaks of."""
    space, _, local = name.rpartition(" ")
    if not space:
        return name
    prefix = _NAMESPACES.get(space)
    if prefix is None and "wordpress.org/export/" in space:
        prefix = "excerpt" if space.rstrip("/").endswith("excerpt") else "wp"
    return f"{prefix or '?'}:{local}"


def number(text):
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


class _Names(dict):
    """expat's names as short ones, each worked out once."""

    def __missing__(self, name):
        self[name] = short = _short(name)
        return short


class _Parser:
    """Builds items out of expat's calls. `ready` holds those that are whole."""

    def __init__(self, repairs):
        self.head, self.ready, self.repairs = Head(), [], repairs
        self.names, self.depth, self.text = _Names(), 0, []
        self.root = self.attributes = self.record = None
        self.key, self.value, self.group = "", "", {}
        self.loose = Counter()  # repairs that belong to no item
        self.expat = expat.ParserCreate(namespace_separator=" ")
        self.expat.buffer_text = True
        self.expat.StartElementHandler = self.start
        self.expat.EndElementHandler = self.end
        self.expat.CharacterDataHandler = self.text.append
        self.expat.StartDoctypeDeclHandler = self.refuse_doctype
        self.expat.StartNamespaceDeclHandler = self.check_namespace

    def refuse_doctype(self, *_args):
        raise Refused(
            _("Line %(line)d: the file declares a document type. WordPress never does; it is not read.")
            % {"line": self.expat.CurrentLineNumber}
        )

    def check_namespace(self, prefix, address):
        if prefix == "wp" and "wordpress.org/export/" not in (address or ""):
            raise Refused(
                _(
                    "Line %(line)d: the prefix “wp” stands for something else than WordPress here (%(address)s)."
                )
                % {"line": self.expat.CurrentLineNumber, "address": (address or "")[:80]}
            )

    def start(self, name, attributes):
        self.depth += 1
        self.text.clear()
        self.attributes = attributes
        if self.depth == 3:
            self.group = {}
            if name == "item":
                self.record = {"line": self.expat.CurrentLineNumber, "terms": [], "meta": {}}
        elif self.depth == 1:
            self.root, self.head.is_rss = name, name == "rss"

    def end(self, name):
        depth = self.depth
        self.depth = depth - 1
        if depth == 5:
            name = self.names[name]
            if name == "wp:meta_value":
                self.value = "".join(self.text)
            elif name == "wp:meta_key":
                self.key = "".join(self.text).strip()
        elif depth == 4:
            self.end_of_part(self.names[name], "".join(self.text))
        elif depth == 3:
            if self.record is None:
                self.end_of_head(self.names[name], "".join(self.text))
            else:
                self.ready.append(self.item())
                self.record = None
        self.text.clear()

    def end_of_part(self, name, text):
        record = self.record
        if record is None:
            self.group[name] = text
        elif field_name := _TEXTS.get(name):
            record[field_name] = text
        elif name == "wp:postmeta":
            if self.key:
                record["meta"].setdefault(self.key, []).append(self.value)
            self.key = self.value = ""
        elif name == "category":
            domain, slug = self.attributes.get("domain", ""), self.attributes.get("nicename", "")
            if domain or slug:
                record["terms"].append((domain or "category", slug.strip(), _name(text)))

    def end_of_head(self, name, text):
        head, group = self.head, self.group
        text = text.strip()
        if name == "title":
            head.title = plain(text)
        elif name == "link":
            head.link = text
        elif name == "wp:wxr_version":
            head.version = text
        elif name == "wp:base_blog_url" or (name == "wp:base_site_url" and not head.base_url):
            head.base_url = text
        elif name == "wp:author" and (login := group.get("wp:author_login", "").strip()):
            shown = _name(group.get("wp:author_display_name", ""))
            head.authors[login] = Author(login, shown or login, number(group.get("wp:author_id", "")))
        elif name in _TERM_FIELDS:
            self.end_of_term(*_TERM_FIELDS[name])

    def end_of_term(self, taxonomy, slug, name, parent):
        get = self.group.get
        term = Term(
            taxonomy=taxonomy or get("wp:term_taxonomy", "").strip(),
            slug=get(slug, "").strip(),
            name=_name(get(name, "")),
            parent=get(parent, "").strip() if parent else "",
            wp_id=number(get("wp:term_id", "")),
        )
        if term.slug and term.taxonomy:
            self.head.terms[term.taxonomy, term.slug] = term

    def item(self):
        got, notes = self.record, self._repairs_of_item()
        fields = {name: got.get(name, "") for name in _TEXTS.values()}
        for name, value in fields.items():
            if name not in _RAW:
                fields[name] = value.strip()
        fields |= {name: number(fields[name]) for name in _NUMBERS}
        for name in ("title", "content", "excerpt"):
            text, found = without_mojibake(fields[name])
            if found:
                notes.append(Note("mojibake-repaired", f"{name}: {found}"))
            elif "\xc3" in text or "\xe2\u20ac" in text or "\xc2 " in text:
                notes.append(Note("mojibake-unsure", name))
            fields[name] = text
        fields["title"] = plain(fields["title"])
        fields["is_sticky"] = fields["is_sticky"] == "1"
        fields["type"] = fields["type"] or "post"
        return ParsedItem(**fields, terms=got["terms"], meta=got["meta"], notes=notes, line=got["line"])

    def _repairs_of_item(self):
        counts, here = Counter(), self.expat.CurrentLineNumber
        lines = {}
        while self.repairs and self.repairs[0].line <= here:
            repair = self.repairs.popleft()
            if repair.line < self.record["line"]:
                self.loose[repair.kind] += 1
                continue
            counts[repair.kind] += 1
            lines.setdefault(repair.kind, repair.line)
        return [
            Note(f"{kind}-repaired", _("%(count)d×, from line %(line)d") % {"count": n, "line": lines[kind]})
            for kind, n in counts.items()
        ]


# ---- Files


class Source(NamedTuple):
    """One XML file, by itself or within a ZIP file."""

    path: Path
    member: str = ""

    @property
    def name(self):
        return f"{self.path.name}/{self.member}" if self.member else self.path.name


def sources(paths: Iterable[str | Path]) -> list[Source]:
    """The XML files in these files, in order. Raises Refused for what is not there or is no such file."""
    found = []
    for path in map(Path, paths):
        try:
            with path.open("rb") as file:
                is_zip = file.read(4) == b"PK\x03\x04"
            found += _members(path) if is_zip else [Source(path)]
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise Refused(f"{path}: {reason}") from error
        except zipfile.BadZipFile as error:
            raise Refused(_("%(file)s: the ZIP file is damaged.") % {"file": path.name}) from error
    return found


def _members(path):
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if not name.startswith("__MACOSX/")]
    wanted = sorted(name for name in names if name.lower().endswith((".xml", ".xml.gz")))
    if not wanted:
        raise Refused(_("%(file)s: there is no XML file in it.") % {"file": path.name})
    return [Source(path, name) for name in wanted]


@contextmanager
def _opened(source: Source) -> Iterator[IO[bytes]]:
    if source.member:
        with zipfile.ZipFile(source.path) as archive, archive.open(source.member) as file:
            yield file
    else:
        with source.path.open("rb") as file:
            yield file


def _pieces(file):
    while piece := file.read(CHUNK):
        yield piece


def _inflated(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """gzip, one file behind the other, up to where it ends: what stands before a cut is whole. EOFError tells a cut."""
    inflater, begun = zlib.decompressobj(_GZIP), True
    for raw in chunks:
        while raw:
            yield inflater.decompress(raw, CHUNK)
            raw = inflater.unconsumed_tail
            if inflater.eof:
                raw, inflater = inflater.unused_data.lstrip(b"\0"), zlib.decompressobj(_GZIP)
                begun = False
            else:
                begun = True
    yield inflater.flush()
    if begun and not inflater.eof:
        raise EOFError


class Reader:
    """Reads one file; `head` grows while it does, `position` is how far it is in the text, in characters."""

    def __init__(self, source: Source):
        self.source, self.repairs = source, deque()
        self.parser = _Parser(self.repairs)
        self.whole, self.position, self.ended_early = 0, 0, False

    @property
    def head(self) -> Head:
        return self.parser.head

    @property
    def loose_repairs(self) -> Counter:
        """Repairs outside of any item."""
        return self.parser.loose + Counter(repair.kind for repair in self.repairs)

    def __iter__(self) -> Iterator[ParsedItem]:
        """The items. Raises Refused, or at the very end Cut."""
        last = None
        with _opened(self.source) as file:
            for text in sanitised(self._chunks(file), self.repairs):
                self._feed(text, final=False)
                self.position += len(text)
                for item in self._taken():
                    last = item
                    yield item
        if not self.ended_early:
            self._check_kind()
        if self.ended_early or not self._finish():
            raise Cut(self._told_cut(last), self.whole, last)
        if not self.head.version and not self.whole:
            raise self._no_export()
        if not self.head.key:
            raise Refused(
                _(
                    "%(file)s: the file does not tell the address of its site, so its posts would have no names."
                )
                % {"file": self.source.name}
            )

    def _chunks(self, file):
        pieces = _pieces(file)
        first = next(pieces, b"")
        pieces = chain([first], pieces)
        try:
            yield from _inflated(pieces) if first.startswith(b"\x1f\x8b") else pieces
        except EOFError:
            self.ended_early = True
        except (OSError, zlib.error, zipfile.BadZipFile) as error:
            raise Refused(
                _("%(file)s: the compressed file is damaged (%(reason)s).")
                % {"file": self.source.name, "reason": error}
            ) from error

    def _taken(self):
        ready, self.parser.ready = self.parser.ready, []
        self.whole += len(ready)
        return ready

    def _feed(self, text, *, final):
        try:
            self.parser.expat.Parse(text, final)
        except expat.ExpatError as error:
            self._check_kind()
            raise Refused(
                _("%(file)s, line %(line)d: the file is malformed (%(reason)s). Nothing of it was stored.")
                % {"file": self.source.name, "line": error.lineno, "reason": expat.ErrorString(error.code)}
            ) from error
        except Refused as error:
            raise Refused(f"{self.source.name}: {error}") from error

    def _finish(self):
        """Whether the file ends where its last element ends."""
        try:
            self.parser.expat.Parse("", True)
        except expat.ExpatError:
            return False
        return True

    def _check_kind(self):
        if not self.head.is_rss:
            raise self._no_export()

    def _no_export(self):
        return Refused(_("%(file)s: this is not an export of WordPress.") % {"file": self.source.name})

    def _told_cut(self, last):
        told = _("%(file)s ends in the middle, at line %(line)d: WordPress probably ran out of memory.") % {
            "file": self.source.name,
            "line": self.parser.expat.CurrentLineNumber,
        }
        whole = _("%(count)d items are whole.") % {"count": self.whole}
        if not last:
            return f"{told} {whole}"
        rest = _(
            "The last of them is number %(id)d of %(date)s. In WordPress, under Tools → Export → Posts, export from "
            "%(month)s on by date range, a year or less at a time, and give all files together. --accept-cut imports "
            "the whole ones of this file."
        ) % {"id": last.wp_id, "date": last.date[:10], "month": last.date[:7]}
        return f"{told} {whole} {rest}"
