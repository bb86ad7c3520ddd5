"""The words and the markup of one canonical line, and how to split it at a position among the words."""

import re
import unicodedata
from html import unescape

_PIECE = re.compile(r"<(/?)([a-z]+)[^>]*>|&[^;]+;|[^<&]+")
_TAG = re.compile(r"<[^>]*>")
_TAG_NAME = re.compile("<([a-z]+)")
_LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>')
_BREAKS = re.compile(r"<br>|</p><p>|</li>|</tr>")
_CELLS = re.compile(r"</t[dh]>(?=<t[dh])")
_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\xa0": " ", "…": "..."})


def names(text: str) -> frozenset[str]:
    return frozenset(text.split())


def words(html: str) -> str:
    """Return the words as readers see them; a line break and the end of a table's row are newlines."""
    if "<" in html:
        html = _TAG.sub("", _CELLS.sub(" ", _BREAKS.sub("\n", html)))
    return (unescape(html) if "&" in html else html).strip()


def links(html: str) -> list[tuple[str, str]]:
    """Address and words of each link."""
    return [(unescape(address), words(label)) for address, label in _LINK.findall(html)]


def without_links(html: str) -> str:
    """The words outside the links."""
    return words(_LINK.sub(" ", html))


def split_at(html: str, position: int) -> tuple[str, str]:
    """Split a line behind this many characters of its words; marks that go across are closed and reopened."""
    open_tags: list[str] = []
    for piece in _PIECE.finditer(html):
        slash, tag = piece[1], piece[2]
        if tag == "br" or tag is None:
            length = 1 if tag or piece[0].startswith("&") else len(piece[0])
            if length > position:
                at = piece.start() if length == 1 else piece.start() + position
                return html[:at] + _closing(open_tags), "".join(open_tags) + html[at:]
            position -= length
        elif slash:
            del open_tags[-1:]  # a part of a line may close what it did not open
        else:
            open_tags.append(piece[0])
    return html, ""


def _closing(open_tags: list[str]) -> str:
    return "".join(f"</{_TAG_NAME.findall(tag)[0]}>" for tag in reversed(open_tags))


def plain_title(title: str) -> str:
    """Return a title without its typography: quotation marks, dashes, spaces, capitals."""
    text = unicodedata.normalize("NFKC", title.translate(_QUOTES)).casefold()
    return " ".join(text.split()).removesuffix(".")
