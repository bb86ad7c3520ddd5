"""The canonical blocks of a body, laid out from tags and text in the order in which they come."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from itertools import groupby
from typing import cast

from articles.text import embed_code
from articles.text.addresses import HREF, link_tag, normal_address
from articles.text.elements import FORMATTING, HEADINGS, LISTS, MARKS, SAME_AS, STRUCTURES, VOID
from articles.text.embed_code import Frame, page_address
from articles.text.inline_runs import Run, join_lines, markup, paragraphs, visible
from articles.text.lines import clean_line
from articles.text.media import RELATED_LABEL, TITLED, Media, media_at
from articles.text.photo_figures import PhotoFigure

# A language other than the site's, in its short form: word processors write one with a country ("EN-US")
# around whatever is typed, in the wrong language more often than not.
_LANGUAGE = re.compile(r"(?!(?:id|in|ind)\b)[a-z]{2,3}(?:-[A-Z][a-z]{3})?", re.ASCII)
_HOME = re.compile(r"(?:id|in|ind)\b", re.ASCII | re.IGNORECASE)
_SPAN = re.compile(r"[2-9]|[1-9]\d", re.ASCII)
_START = re.compile(r"[2-9]|[1-9]\d{1,3}", re.ASCII)
_EMBED_END = '"></oembed></figure>'


@dataclass
class _List:
    tag: str
    start: int = 1  # the number of its first item
    items: list[list[list[Run] | str]] = field(default_factory=lambda: [[]])  # of lines and lists (HTML)

    def __str__(self) -> str:
        start = f' start="{self.start}"' if self.start > 1 else ""
        return f"<{self.tag}{start}>{''.join(f'<li>{_item_html(item)}</li>' for item in self.items)}</{self.tag}>"

    def goes_on(self, other: "_List") -> bool:
        """Return whether this list's numbers follow those of the other."""
        return self.tag == other.tag == "ol" and self.start == other.start + len(other.items)


@dataclass
class _Cell:
    tag: str
    spans: str
    lines: list[list[Run]] = field(default_factory=list)

    def html(self) -> str:
        return f"<{self.tag}{self.spans}>{markup(join_lines(self.lines))}</{self.tag}>"


class Layout:
    """The layout takes tags and text in order and makes canonical blocks of them.

    Where structures stand in one another the outermost decides: what a quotation, a list or a cell holds
    becomes lines of it. Only a list in a list stays one.
    """

    def __init__(self, hosts: frozenset[str], photos: Mapping[int, PhotoFigure]):
        self.hosts = hosts
        self.photos = photos  # by the places of their tags and captions
        self.blocks: list[str | PhotoFigure | _List] = []
        self.line: list[Run] = []
        self.marks: tuple[str, ...] | None = ()  # None: to be worked out when text comes
        self.open_marks: Counter[str] = Counter()  # by the names of their elements
        self.spans: list[str] = []  # open spans: their marks, "" where they are none
        self.languages: list[str] = []  # of each open element: its mark, "" for the site's own
        self.links: list[str] = []  # open links: their opening tags, "" where there is no usable address
        self.headings: list[str] = []
        self.structure: list[str] = []  # open quotations, lists, tables
        self.quote: list[str] = []
        self.lists: list[_List] = []
        self.rows: dict[str, list[list[_Cell]]] = {}
        self.section = "tbody"
        self.cell: _Cell | None = None
        self.moved_blocks: list[
            str | PhotoFigure
        ] = []  # from inside a structure or a heading: they follow it
        self.captions: list[PhotoFigure | None] = []  # open figcaptions: whose words they hold

    def finish(self) -> Iterator[str]:
        """End the last line and yield the blocks; a card, an embed, a photo or a rule stands never twice in a
        row."""
        self.end_line()
        before = ""
        for html, same in groupby(map(str, self.blocks)):
            # The film that a preview shows begins at no moment of its own.
            is_preview = html.startswith("<figure") and before.startswith(
                f"{html.removesuffix(_EMBED_END)}&amp;t="
            )
            if not is_preview:
                yield from [html] if html.startswith(("<figure", "<hr")) else same
                before = html

    def text(self, text: str) -> None:
        """Take text, without escapes."""
        self._add_run(visible(text))

    def open(self, tag: str, attributes: dict[str, str], place: int) -> None:
        """Take a start tag; `place` is where it stands, as the keys of `photos` say."""
        if tag not in VOID:
            self._open_language(attributes.get("lang", ""))
        if tag == "br":
            self._add_run("\n")
        elif tag == "img":
            if place in self.photos:
                self._add_run(" ")
                self._add_apart(self.photos[place])
        elif tag == "a":
            self.links.append(link_tag(attributes.get("href", ""), self.hosts))
            self.marks = None
        elif tag == "span":
            self.spans.append(FORMATTING.get(attributes.get("data-mark", ""), ""))
            self.open_marks[self.spans[-1]] += 1
            self.marks = None
        elif tag in SAME_AS:
            self.open_marks[SAME_AS[tag]] += 1
            self.marks = None
        elif tag == "q":
            pass  # of use for its language alone
        elif tag == "figcaption":
            self.end_line()
            self.captions.append(self.photos.get(place, self.captions[-1] if self.captions else None))
        else:
            self.end_line()
            self._open_block(tag, attributes)

    def close(self, tag: str) -> None:
        """Take an end tag of whatever is not void."""
        if tag == "a":
            self.links.pop()
            self.marks = None
        elif tag == "span":
            self.open_marks[self.spans.pop()] -= 1
            self.marks = None
        elif tag in SAME_AS:
            self.open_marks[SAME_AS[tag]] -= 1
            self.marks = None
        elif tag != "q":
            self.end_line()
            self._close_block(tag)
        self.languages.pop()
        self.marks = None

    def _open_language(self, tag: str) -> None:
        """Note an element's language: it counts within the element, until one in it says something else."""
        language = self.languages[-1] if self.languages else ""
        if _HOME.match(tag):
            language = ""
        elif _LANGUAGE.fullmatch(tag):
            language = f'<span lang="{tag}">'
        self.languages.append(language)
        self.marks = None

    def end_line(self) -> None:
        if self.line:
            for runs in paragraphs(self.line):
                self._add_line(runs)
            self.line = []

    def _add_run(self, text: str) -> None:
        if self.marks is None:
            link = self.links[-1:] if any(self.links[-1:]) else []
            language = filter(None, self.languages[-1:])
            self.marks = (*link, *language, *(f"<{mark}>" for mark in MARKS if self.open_marks[mark]))
        self.line.append(Run(text, self.marks))

    def _open_block(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in HEADINGS:
            self.headings.append(HEADINGS[tag])
        elif tag in STRUCTURES:
            self.structure.append(tag)
            if tag in LISTS and self.structure[0] in LISTS:
                start = attributes.get("start", "")
                number = int(start) if tag == "ol" and _START.fullmatch(start) else 1
                self.lists.append(_List(tag, number))
        elif tag == "li" and self.structure[-1:] and self.structure[-1] in LISTS and self.lists:
            self.lists[-1].items.append([])
        elif tag == "hr" and not self.structure:
            self.blocks.append("<hr>")
        elif tag == "iframe":
            self._add_frame(Frame(page_address(attributes.get("src", "")), attributes.get("title", "")))
        elif address := attributes.get("url") or attributes.get("data-oembed-url"):
            self._add_frame(Frame(address))
        elif self.structure == ["table"]:
            self._open_table_part(tag, attributes)

    def _open_table_part(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in ("thead", "tbody", "tfoot"):
            self.section = "thead" if tag == "thead" else "tbody"
        elif tag == "tr":
            self.rows.setdefault(self.section, []).append([])
        elif tag in ("td", "th"):
            spans = {name: attributes.get(name, "") for name in ("colspan", "rowspan")}
            self.cell = _Cell(tag, "".join(f' {n}="{v}"' for n, v in spans.items() if _SPAN.fullmatch(v)))
            self.rows[self.section][-1].append(self.cell)

    def _close_block(self, tag: str) -> None:
        if tag in HEADINGS:
            self.headings.pop()
            self._add_moved_blocks()
        elif tag == "figcaption":
            self.captions.pop()
        elif tag in ("td", "th") and self.structure == ["table"]:
            self.cell = None
        elif tag in STRUCTURES:
            self._close_structure(tag)

    def _close_structure(self, tag: str) -> None:
        outermost = self.structure[0]
        self.structure.pop()
        if outermost in LISTS and tag in LISTS:
            self._close_list()
        if self.structure:
            return
        if outermost == "blockquote" and self.quote:
            self.blocks.append(f"<blockquote>{''.join(self.quote)}</blockquote>")
        elif outermost == "table":
            self._close_table()
        self.quote = []
        self._add_moved_blocks()

    def _close_list(self) -> None:
        """An item without words of its own hands the list it holds to the item before, or gives way to it."""
        inner = self.lists.pop()
        inner.items = [item for item in inner.items if item]
        if not inner.items:
            return
        if not self.lists:
            self._add_list(inner)
            return
        items = self.lists[-1].items
        while items and not items[-1]:
            items.pop()
        if items:
            items[-1].append(str(inner))
        else:
            items.extend(inner.items)

    def _add_list(self, new: _List) -> None:
        """Add a list; one that goes on where the list right before it ends is the same list."""
        before = self.blocks[-1] if self.blocks else None
        if isinstance(before, _List) and new.goes_on(before):
            before.items += new.items
        else:
            self.blocks.append(new)

    def _close_table(self) -> None:
        rows = {section: [row for row in rows if row] for section, rows in self.rows.items()}
        self.rows, self.section, self.cell = {}, "tbody", None
        cells = [cell for section in rows.values() for row in section for cell in row]
        if len(cells) == 1:  # not a table but a frame, as mail and old web pages use it
            for line in cells[0].lines:
                self._add_line(line)
        elif any(cell.lines for cell in cells):
            sections = (_section_html(tag, rows.get(tag)) for tag in ("thead", "tbody"))
            self.blocks.append(f"<table>{''.join(sections)}</table>")

    def _add_line(self, runs: list[Run]) -> None:
        outermost = self.structure[0] if self.structure else ""
        if self.captions and (photo := self.captions[-1]):
            photo.caption += [*(run.text for run in runs), " "]
        elif outermost == "blockquote":
            self.quote.append(f"<p>{markup(runs)}</p>")
        elif outermost in LISTS:
            self.lists[-1].items[-1].append(runs)
        elif self.cell:
            self.cell.lines.append(runs)
        elif self.headings:
            self.blocks.append(f"<{self.headings[-1]}>{markup(runs)}</{self.headings[-1]}>")
        else:
            self._add_paragraph(runs)

    def _add_paragraph(self, runs: list[Run]) -> None:
        text = "".join(run.text for run in runs)
        pieces = embed_code.pieces(text) if embed_code.has_code(text) else [text]
        if pieces == [text]:
            self._add_whole(runs)
            return
        for piece in pieces:
            if isinstance(piece, str):
                for line in paragraphs([Run(piece, ())]):
                    self._add_whole(line)
            elif media := self._media_of(piece):
                self.blocks.append(media.html())
            elif link := self._link_of(piece):
                self._add_whole(link)

    def _add_whole(self, runs: list[Run]) -> None:
        media = _lone_media(runs, self.hosts)
        self.blocks.append(media.html() if media else f"<p>{markup(runs)}</p>")

    def _add_frame(self, frame: Frame) -> None:
        """Add what a frame shows: a card, an embed, else a link."""
        if media := self._media_of(frame):
            self._add_apart(media.html())
        elif link := self._link_of(frame):
            self._add_line(link)

    def _media_of(self, frame: Frame) -> Media | None:
        """Return the card or embed of a frame; a chart or a map that has a title is a link with these words."""
        media = media_at(normal_address(frame.url), self.hosts)
        return None if media and media.provider in TITLED and frame.title else media

    def _link_of(self, frame: Frame) -> list[Run]:
        link = link_tag(frame.url, self.hosts)
        return [Run(clean_line(frame.title or normal_address(frame.url)), (link,))] if link else []

    def _add_apart(self, block: str | PhotoFigure) -> None:
        """Add a block where it stands, or behind the structure or the heading that holds it."""
        if self.structure or self.headings:
            self.moved_blocks.append(block)
        else:
            self.end_line()
            self.blocks.append(block)

    def _add_moved_blocks(self) -> None:
        if not self.structure:
            self.blocks += self.moved_blocks
            self.moved_blocks = []


def _item_html(parts: list[list[Run] | str]) -> str:
    groups = groupby(parts, key=lambda part: isinstance(part, str))
    return "".join(
        "".join(cast(Iterable[str], group))
        if is_list
        else markup(join_lines(cast(Iterable[list[Run]], group)))
        for is_list, group in groups
    )


def _section_html(tag: str, rows: list[list[_Cell]] | None) -> str:
    if not rows:
        return ""
    lines = ("".join(cell.html() for cell in row) for row in rows)
    return f"<{tag}>{''.join(f'<tr>{line}</tr>' for line in lines)}</{tag}>"


def _lone_media(runs: list[Run], hosts: frozenset[str]) -> Media | None:
    """Return what a paragraph stands for that is one bare address, or one link that shows its own address.

    Before that of a story of ours it may say “Baca juga:”, as people write it.
    """
    text = "".join(run.text for run in runs)
    label = RELATED_LABEL.match(text)
    media = media_at(text[label.end() :] if label else text, hosts)
    if label and media and media.provider:
        return None
    links = {HREF.match(run.marks[0]) for run in runs if run.marks} if media else set()
    targets = {media_at(unescape(link[1]), hosts) for link in links if link}
    return media if targets <= {media} else None
