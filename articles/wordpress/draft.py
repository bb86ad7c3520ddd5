"""A post's text while data is extracted from it: its blocks, and what was taken out of them so far."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import NamedTuple

from articles.text import body
from articles.wordpress.inline import words
from articles.wordpress.items import ExtractedText, Note, Picture, Site, Target

# An embedded address of ours, which in a text of the old site is a path of that site.
_OWN_EMBED = re.compile(r'<figure class="media"><oembed url="(/berita/\d+/)"></oembed></figure>')
_HREF = re.compile(r'<a href="([^"]*)"(?: rel="noopener")?>')
_HOST = re.compile(r"(?:https?:)?//(?:[^/?#@]*@)?(?:www\.|m\.|amp\.)?([^/?#:]*)", re.IGNORECASE)


class Block(NamedTuple):
    """One line of the canonical body."""

    html: str
    text: str  # words of a paragraph, heading, quotation or list
    kind: str  # name of the element; "card" for a related story
    target: int = -1  # of a card: index of its target

    @property
    def inner(self) -> str:
        return self.html[len(self.kind) + 2 : -len(self.kind) - 3]


def block_of(html: str) -> Block:
    kind = html[1 : html.index(">")].partition(" ")[0]
    return Block(html, words(html) if kind not in ("figure", "hr", "table") else "", kind)


def blocks_of(html: str) -> list[Block]:
    return [block_of(line) for line in html.split("\n")] if html else []


@dataclass
class Draft:
    """One text under way. The steps of the extraction shorten `blocks` and fill the other fields."""

    site: Site
    blocks: list[Block]
    pictures: list[Picture]
    notes: list[Note]
    dateline: str = ""
    sign_off: str = ""
    credits: list[tuple[str, str]] = field(default_factory=list)  # role and printed name
    targets: dict[Target, int] = field(default_factory=dict)  # → its number, from one on
    related: list[int] = field(default_factory=list)  # indexes of targets

    def note(self, kind: str, text: str) -> None:
        self.notes.append(Note(kind, text))

    def is_own(self, address: str) -> bool:
        """Tell whether an address lies on the old site: a path, or one of its hosts."""
        if host := _HOST.match(address):
            return host[1].lower() in self.site.hosts
        return address.startswith("/")

    def number(self, target: Target) -> int:
        """The number of a target, from one on; equal targets are one."""
        return self.targets.setdefault(target, len(self.targets) + 1)

    def paragraphs(self, html: str) -> list[Block]:
        """Blocks of a paragraph's part, cleaned where a mark or white space stands at an edge."""
        if " " in html and not (html[0].isspace() or html[-1].isspace() or html[0] == "<" or html[-1] == ">"):
            return [block_of(f"<p>{html}</p>")]
        canonical = body.clean(f"<p>{html}</p>")
        if _OWN_EMBED.fullmatch(canonical):
            self.note("embed", words(html))
        return blocks_of(canonical)

    def add_card(self, target: Target, title: str, *, sure: bool, html: str = "") -> None:
        """Append a card of a related story.

        `html` is what stays in the text where nothing is found and the story was not labelled (`sure`) as
        related.
        """
        number = self.number(target)
        kind = "related" if sure else "perhaps"
        title = escape(" ".join(title.split()), quote=False)
        self.blocks.append(
            Block(f'<p class="{kind}" id="{number}">{html or title}</p>', "", "card", number - 1)
        )

    def extracted(self, standfirst: str) -> ExtractedText:
        """The text as data, its links to the old site numbered."""
        html = "\n".join(self._numbered())  # first: it adds targets
        return ExtractedText(
            html=html,
            dateline=self.dateline,
            sign_off=self.sign_off,
            credits=self.credits,
            standfirst=standfirst,
            targets=list(self.targets),
            pictures=self.pictures,
            related=self.related,
            notes=self.notes,
        )

    def _numbered(self) -> Iterator[str]:
        for block in self.blocks:
            if embed := _OWN_EMBED.fullmatch(block.html):
                yield f'<p class="perhaps" id="{self.number(Target(embed[1]))}">{embed[1]}</p>'
            elif "<a href=" in block.html:
                yield _HREF.sub(self._numbered_link, block.html)
            else:
                yield block.html

    def _numbered_link(self, link: re.Match[str]) -> str:
        address = words(link[1])
        return f'<a href="/berita/{self.number(Target(address))}/">' if self.is_own(address) else link[0]
