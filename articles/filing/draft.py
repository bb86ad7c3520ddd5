"""A text while parts of it are lifted: its blocks, and what was taken out of them so far."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import NamedTuple

from articles.filing.items import House, Note, Picture, Target
from articles.filing.words import words
from articles.text import body

# A story of ours, embedded; in the text of an old site its address is a path of that site.
OWN_EMBED = re.compile(r'<figure class="media"><oembed url="(/berita/\d+/)"></oembed></figure>')
_HOST = re.compile(r"(?:https?:)?//(?:[^/?#@]*@)?(?:www\.|m\.|amp\.)?([^/?#:]*)", re.IGNORECASE)
CARD, END_CARD = "card", "end card"  # a related story in its place, and one of the list at the end
LINES = ("p", "h2", "h3", "blockquote", "ul", "ol", "table")
_PERHAPS = '<p class="perhaps"'  # a card that may be no story: the importer reads the class
_CLOSING = '"”’»)]'  # signs behind the end of a sentence
_PROSE = 12  # words of a paragraph that is the story's own


Source = tuple[str, ...]  # the lines of the body that cards were made of; one object for those made together


class Block(NamedTuple):
    """One line of the canonical body."""

    html: str
    text: str  # words of a paragraph, heading, quotation, list or table
    kind: str  # name of the element; CARD or END_CARD for a related story
    target: int = -1  # of a card: index of its target
    source: Source = ()
    title: str = ""  # of a card
    paragraph: int = 0  # of a line that was parted from others: the number of their paragraph

    @property
    def inner(self) -> str:
        return self.html[len(self.kind) + 2 : -len(self.kind) - 3]

    @property
    def is_card(self) -> bool:
        return self.kind in (CARD, END_CARD)

    @property
    def ends_as_a_sentence(self) -> bool:
        return self.text.rstrip().rstrip(_CLOSING).endswith((".", "!", "?", "…"))

    @property
    def is_prose(self) -> bool:
        """A paragraph that the story could not do without, as far as its length and its end tell."""
        return self.kind == "p" and self.ends_as_a_sentence and len(self.text.split()) >= _PROSE


def block_of(html: str) -> Block:
    kind = html[1 : html.index(">")].partition(" ")[0]
    return Block(html, words(html) if kind not in ("figure", "hr") else "", kind)


def blocks_of(html: str) -> list[Block]:
    return [block_of(line) for line in html.split("\n")] if html else []


def joined(blocks: list[Block]) -> list[Block]:
    """Lines that were parted, and have nothing between them any more, as one paragraph again."""
    whole: list[Block] = []
    for block in blocks:
        before = whole[-1] if whole and whole[-1].paragraph else None
        if before and before.kind == block.kind == "p" and before.paragraph == block.paragraph:
            whole[-1] = block_of(f"<p>{before.inner}<br>{block.inner}</p>")._replace(
                paragraph=block.paragraph
            )
        else:
            whole.append(block)
    return whole


@dataclass
class Draft:
    """One text under way. The rules shorten `blocks` and fill the other fields."""

    house: House
    blocks: list[Block]
    notes: list[Note] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)  # of an import, by their numbers in the text
    headline: str = ""  # what the story is called already; of a text without one, what was lifted
    dateline: str = ""
    sign_off: str = ""
    commercial_label: str = ""
    credits: list[tuple[str, str]] = field(default_factory=list)  # role and printed name
    tags: list[str] = field(default_factory=list)
    targets: dict[Target, int] = field(default_factory=dict)  # → its number, from one on

    @property
    def related(self) -> list[int]:
        """Indexes of the targets of the list at the end, each once."""
        return list(dict.fromkeys(block.target for block in self.blocks if block.kind == END_CARD))

    def note(self, kind: str, text: str) -> None:
        self.notes.append(Note(kind, text))

    def is_own(self, address: str) -> bool:
        """Tell whether an address lies in this house: a path, or one of its hosts."""
        if host := _HOST.match(address):
            return host[1].lower() in self.house.hosts
        return address.startswith("/")

    def number(self, target: Target) -> int:
        """The number of a target, from one on; equal targets are one."""
        return self.targets.setdefault(target, len(self.targets) + 1)

    def paragraphs(self, html: str) -> list[Block]:
        """Blocks of a paragraph's part, cleaned where a mark or white space stands at an edge."""
        if " " in html and not (html[0].isspace() or html[-1].isspace() or html[0] == "<" or html[-1] == ">"):
            return [block_of(f"<p>{html}</p>")]
        canonical = body.clean(f"<p>{html}</p>")
        if OWN_EMBED.fullmatch(canonical):
            self.note("embed", words(html))
        return blocks_of(canonical)

    def card(
        self, target: Target, title: str, *, sure: bool, source: Source, html: str = "", kind: str = CARD
    ) -> Block:
        """Return a card of a related story.

        `html` is what stays in an imported text where nothing is found and the story was not labelled
        (`sure`) as related.
        """
        number = self.number(target)
        mark = "related" if sure else "perhaps"
        title = " ".join(title.split())
        line = f'<p class="{mark}" id="{number}">{html or escape(title, quote=False)}</p>'
        return Block(line, "", kind, number - 1, source, title)

    # ---- The end

    def settle(self, stories: Sequence[int | None]) -> tuple[str, list[int]]:
        """Return the body and the ids of the list at its end, where this house itself wrote the text.

        `stories` lie beside `targets`: ids, or None where nothing is found. What is not found stays as it was
        and is noted.
        """
        blocks = joined(list(self._settled(stories)))
        ids = [stories[index] for index in self.related]
        return body.clean("\n".join(block.html for block in blocks)), [pk for pk in ids if pk is not None]

    def _settled(self, stories: Sequence[int | None]) -> Iterator[Block]:
        resolved = {id(b.source) for b in self.blocks if b.is_card and stories[b.target] is not None}
        restored: set[int] = set()
        for block in self.blocks:
            story = stories[block.target] if block.is_card else None
            if story is not None and block.kind == CARD:
                if block.html.startswith(_PERHAPS):
                    self.note("related", body.text("\n".join(block.source)))
                yield block_of(body.card(story))
            elif not block.is_card:
                yield block
            elif story is None:
                self.note("related-unresolved", block.title)
                if id(block.source) in resolved:  # others of its list have a story: it stands for itself
                    yield block_of(f"<p>Baca Juga: {escape(block.title, quote=False)}</p>")
                elif id(block.source) not in restored:
                    restored.add(id(block.source))
                    yield from (block_of(line)._replace(paragraph=block.paragraph) for line in block.source)
