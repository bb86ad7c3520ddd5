"""The words and the markup of one canonical line, cut at a place among the words."""

import re
from html import unescape

_PIECE = re.compile(r"<(/?)([a-z]+)[^>]*>|&[^;]+;|[^<&]+")
_TAG = re.compile(r"<[^>]*>")
_LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>')
_BREAKS = re.compile(r"<br>|</p><p>|</li>")


def names(text: str) -> frozenset[str]:
    return frozenset(text.split())


def words(html: str) -> str:
    """As readers see it; a line break is a newline."""
    if "<" in html:
        html = _TAG.sub("", _BREAKS.sub("\n", html))
    return (unescape(html) if "&" in html else html).strip()


def links(html: str) -> list[tuple[str, str]]:
    """Address and words of each link."""
    return [(unescape(address), words(shown)) for address, shown in _LINK.findall(html)]


def without_links(html: str) -> str:
    """The words outside the links."""
    return words(_LINK.sub(" ", html))


def cut(html: str, place: int) -> tuple[str, str]:
    """What stands before and behind so many characters of the words; marks that go across are closed and opened again."""
    opened: list[str] = []
    for piece in _PIECE.finditer(html):
        slash, tag = piece[1], piece[2]
        if tag == "br" or tag is None:
            length = 1 if tag or piece[0].startswith("&") else len(piece[0])
            if length > place:
                at = piece.start() if length == 1 else piece.start() + place
                return html[:at] + _closing(opened), "".join(opened) + html[at:]
            place -= length
        elif slash:
            opened.pop()
        else:
            opened.append(piece[0])
    return html, ""


def _closing(opened: list[str]) -> str:
    return "".join(f"</{re.match('<([a-z]+)', tag)[1]}>" for tag in reversed(opened))
