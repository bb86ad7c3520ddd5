"""The export of Blogger: an Atom feed, of today's download or of the former settings page.

Today's says what an entry is in elements of its own (`blogger:type`, `blogger:status`, `blogger:filename`), the former
in categories and links. A label says nothing of what it is, so all are tags until the mapping says otherwise.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from articles.filing.items import Note
from articles.slugs import slug_of
from articles.wordpress.errors import ExportError
from articles.wordpress.export_file import LONGEST_ITEM, Reader, Source
from articles.wordpress.ghost import picture_item
from articles.wordpress.items import PAGE, STORY, ParsedItem
from articles.wordpress.other_tables import BLOGGER
from articles.wordpress.plain_text import plain
from articles.wordpress.wxr import Author, Head
from articles.wordpress.xml_repair import repair

COMMENT = "comment"
_ATOM = "{http://www.w3.org/2005/Atom}"
_APP = ("{http://www.w3.org/2007/app}", "{http://purl.org/atom/app#}")
_THREAD = "{http://purl.org/syndication/thread/1.0}"
_BLOGGER = re.compile(r"\{https?://schemas\.google\.com/blogger/\d+\}")
# What prefixes stand for that a feed uses and does not declare, as one does that was cut out of another.
_SPACES = {
    "app": "http://www.w3.org/2007/app", "thr": "http://purl.org/syndication/thread/1.0", "gd": "http://schemas.google.com/g/2005",
    "media": "http://search.yahoo.com/mrss/", "georss": "http://www.georss.org/georss",
    "openSearch": "http://a9.com/-/spec/opensearchrss/1.0/", "blogger": "http://schemas.google.com/blogger/2018",
}  # fmt: skip
_ROOT, _PREFIX = re.compile(r"<feed\b[^>]*"), re.compile(rb"<([A-Za-z][\w.-]{0,40}):")
_KIND = "http://schemas.google.com/g/2005#kind"
_KINDS = {"post": STORY, "page": PAGE, "comment": COMMENT}
_STATUSES = {"live": "publish", "draft": "draft", "scheduled": "future", "soft_trashed": "trash"}
_NUMBER = re.compile(r"(?:post|page)-(\d{1,19})$")
_BLOG = re.compile(r"blog-(\d+)")
# Permalinks of Blogger within texts: what a feed that names no site is taken to be of.
_PERMALINK = re.compile(rb"https?://([a-z0-9.-]{4,100})/20\d\d/[01]\d/[a-z0-9_-]+\.html", re.IGNORECASE)
_LARGEST = 2**63 - 1
_PICTURE = re.compile(
    r"""https?://(?:[0-9]+\.bp\.blogspot\.com|(?:blogger|lh[0-9])\.(?:googleusercontent|ggpht)\.com)/[^\s"'<>]+""",
    re.IGNORECASE,
)
_SIZE = re.compile(r"/(?:s\d{2,4}|w\d{2,4}-h\d{2,4})(?:-[a-z0-9-]+)?/")


class BloggerReader(Reader):
    """Reads one feed; its head comes with the first entry, or at the end."""

    counts_items = True

    def __init__(self, source: Source):
        super().__init__(source)
        self._head = Head(base_url=source.site)
        self.pull: Any = ElementTree.XMLPullParser(["start", "end"])
        self.depth = 0

    @property
    def head(self) -> Head:
        return self._head

    def __iter__(self) -> Iterator[ParsedItem]:
        last_end = 0
        for text in self._texts():
            if "<!DOCTYPE" in text:
                raise self._error(_("it declares a document type. Blogger never does; it is not read"))
            try:
                self.pull.feed(text)
                for item in self._items():
                    self.whole += 1
                    last_end = self.position
                    yield item
            except ElementTree.ParseError as error:
                raise self._error(_("it is malformed (%(reason)s)") % {"reason": error}) from error
            self.position += len(text)
            if self.position - last_end > LONGEST_ITEM:
                raise self._error(_("an entry is too long, or does not end"))
        try:
            self.pull.close()
        except ElementTree.ParseError as error:
            raise self._error(_("it ends in the middle. Download it once more")) from error
        if self.ended_early:
            raise self._error(_("it ends in the middle. Download it once more"))
        self._complete_head()

    def _texts(self) -> Iterator[str]:
        """The feed's text, with every prefix declared: a strict parser refuses a whole file for one that is not."""
        texts = repair(self.pieces(), self.repairs)
        first = next(texts, "")
        root = _ROOT.search(first)
        prefixes = (
            {prefix.decode() for piece in self.pieces() for prefix in _PREFIX.findall(piece)}
            if root
            else set()
        )
        absent = sorted(prefix for prefix in prefixes if root and f"xmlns:{prefix}=" not in root[0])
        self.undeclared.update(absent)
        declarations = "".join(
            f' xmlns:{prefix}="{_SPACES.get(prefix, f"urn:{prefix}")}"' for prefix in absent
        )
        yield f"{first[: root.end()]}{declarations}{first[root.end() :]}" if root and declarations else first
        yield from texts

    def _error(self, reason: str) -> ExportError:
        return ExportError(f"{self.source.name}: {reason}.")

    def _items(self) -> Iterator[ParsedItem]:
        for event, element in self.pull.read_events():
            if event == "start":
                self.depth += 1
                if self.depth == 1:
                    self.root = element
                continue
            self.depth -= 1
            if self.depth != 1:
                continue
            if element.tag == f"{_ATOM}entry":
                self._complete_head()
                if item := self._item(element):
                    yield from _pictures(item)
                    yield item
                self.root.remove(element)
            else:
                self._head_part(element)

    # ---- The head

    def _head_part(self, element: Element) -> None:
        name, head = element.tag.removeprefix(_ATOM), self._head
        self.census.head[f"{BLOGGER}{_bare(element.tag)}"] += 1
        if name == "title":
            head.title = plain(element.text or "")
        elif name == "id":
            head.link = head.link or (
                f"https://blog-{blog[1]}.blogger.com" if (blog := _BLOG.search(element.text or "")) else ""
            )
        elif name == "link" and element.get("rel") == "alternate" and element.get("type") == "text/html":
            head.base_url = head.base_url or element.get("href", "")

    def _complete_head(self) -> None:
        """Take the host that its own permalinks name most, where the feed tells no address."""
        head = self._head
        if head.version:
            return
        head.version = "blogger"
        if not head.base_url:
            hosts: Counter[bytes] = Counter()
            for piece in Reader(self.source).pieces():
                hosts.update(host.lower() for host in _PERMALINK.findall(piece))
            if hosts:
                head.base_url = f"https://{hosts.most_common(1)[0][0].decode()}"

    # ---- Entries

    def _item(self, entry: Element) -> ParsedItem | None:
        texts, labels, links = self._parts(entry)
        kind = _KINDS.get(texts.get("type", "").lower())
        if not kind:
            self.census.head[f"{BLOGGER}entry.{texts.get('type', '').lower()[:40]}"] += 1
            return None  # settings and templates of the blog
        self.census.elements.update(f"{BLOGGER}{_bare(child.tag)}" for child in entry)
        link = self._link(texts, links)
        author = entry.find(f"{_ATOM}author/{_ATOM}name")
        name = plain((author.text or "") if author is not None else "")
        if name:
            self._head.authors.setdefault(name, Author(name, name))
        path = link.partition("?")[0].rstrip("/")
        notes: list[Note] = []
        return ParsedItem(
            wp_id=_number(texts.get("id", "")),
            type=kind,
            status=_STATUSES.get(texts.get("status", "live").lower(), texts.get("status", "")),
            title=plain(texts.get("title", "")),
            slug=slug_of(path.rpartition("/")[2].removesuffix(".html"), "", 200) if link else "",
            link=link,
            guid=texts.get("id", ""),
            creator=name,
            content=_large(texts.get("content") or texts.get("summary", "")),
            excerpt=texts.get("metaDescription", ""),
            parent=_number(texts.get("parent", "")),
            password="",
            is_sticky=False,
            attachment_url="",
            pub_date="",
            **_times("date", texts.get("published", "")),
            **_times("modified", texts.get("updated", "")),
            terms=[("post_tag", slug_of(label, "label", 200), label) for label in labels],
            meta=_meta(texts),
            notes=notes,
            line=0,
        )

    def _parts(self, entry: Element) -> tuple[dict[str, str], list[str], dict[str, str]]:
        """(texts by name, labels, links by relation) of an entry: of its own children, not of its author's."""
        texts: dict[str, str] = {}
        labels: list[str] = []
        links: dict[str, str] = {}
        for child in entry:
            name = _BLOGGER.sub("", child.tag.removeprefix(_ATOM))
            if name == "category":
                _take_category(child, texts, labels)
            elif name == "link":
                links.setdefault(child.get("rel", ""), child.get("href", ""))
            elif name == f"{_THREAD}in-reply-to":
                texts.setdefault("parent", child.get("ref", ""))
            elif name.startswith(_APP):
                if any((part.text or "").strip() == "yes" for part in child if part.tag.endswith("}draft")):
                    texts["status"] = "draft"
            elif name == "location":
                texts["location"] = _name_of_place(child)
            elif not name.startswith("{"):
                texts.setdefault(name, (child.text or "").strip() if name != "content" else child.text or "")
        return texts, labels, links

    def _link(self, texts: dict[str, str], links: dict[str, str]) -> str:
        if file := texts.get("filename"):
            return f"{self._head.address}/{file.lstrip('/')}"
        return links.get("alternate", "")


def _bare(tag: str) -> str:
    """An element's name without its space."""
    return tag.rpartition("}")[2][:60]


def _large(html: str) -> str:
    """The text with its pictures in a size for print: Blogger draws each size of an address by its name."""
    return _PICTURE.sub(lambda picture: _SIZE.sub(r"/s1600/", picture[0], count=1), html)


def _pictures(item: ParsedItem) -> Iterator[ParsedItem]:
    """The pictures that Blogger keeps for its blogs, as the items that WordPress has of them: theirs are its hosts."""
    for address in dict.fromkeys(unescape(address) for address in _PICTURE.findall(item.content)):
        yield picture_item(address, "", "")


def _take_category(child: Element, texts: dict[str, str], labels: list[str]) -> None:
    term = child.get("term", "").strip()
    if child.get("scheme") == _KIND:
        texts["type"] = term.rpartition("#")[2]
    elif term and term not in labels:
        labels.append(term)


def _name_of_place(element: Element) -> str:
    return next(((part.text or "").strip() for part in element if part.tag.endswith("}name")), "")


def _meta(texts: dict[str, str]) -> dict[str, list[str]]:
    return {
        f"blogger_{name}": [texts[name]] for name in ("location", "trashed", "inReplyTo") if texts.get(name)
    }


def _number(text: str) -> int:
    number = int(match[1]) if (match := _NUMBER.search(text.strip())) else 0
    return number if number <= _LARGEST else number % _LARGEST


def _times(name: str, text: str) -> dict[str, Any]:
    """A moment with its zone as WordPress writes it: local, and of Greenwich."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return {name: "", f"{name}_gmt": ""}
    there = moment.astimezone(UTC) if moment.tzinfo else moment
    return {
        name: f"{moment:%Y-%m-%d %H:%M:%S}",
        f"{name}_gmt": f"{there:%Y-%m-%d %H:%M:%S}" if moment.tzinfo else "",
    }
