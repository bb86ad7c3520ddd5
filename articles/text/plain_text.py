"""A body as plain text with signs, for phones: docs/body.md lists the forms."""

import re
from collections.abc import Iterator
from functools import partial
from html import unescape
from itertools import groupby

from articles.text.addresses import ARTICLE_PATH, LOOKS_LIKE_ADDRESS, NO_HOSTS, link_tag, split_address
from articles.text.body import MEDIA_FIGURE, PHOTO_FIGURE, TOP_TAG, clean, match_canonical, top_elements
from articles.text.elements import LISTS
from articles.text.inline_runs import escape_text
from articles.text.lines import legible
from articles.text.media import media_at
from articles.text.photo_figures import PhotoFigure

_LINE_SIGNS = {"h2": "## ", "h3": "### ", "ul": "- ", "ol": "1. ", "blockquote": ">"}
PHOTO_SIGNS = {"": "[foto {}]", "side": "[foto {} samping]", "gallery": "[galeri {}]"}
_NUMBERED = re.compile(r"\d{1,9}\. ", re.ASCII)
# Words that follow are the caption; what follows without a space makes it something else, as a link.
_PHOTO_LINE = re.compile(
    r"\[(?:foto\s+0*([1-9][0-9]{0,17})(\s+samping)?|galeri\s+0*([1-9][0-9]{0,17}))\](?:\s+(.*))?",
    re.IGNORECASE,
)
HTML_LINE = re.compile(
    r'<(?:p|h2|h3|ul|ol|blockquote|table|figure class="(?:media|photo(?: side| gallery)?)"|hr)>'
)
# In the order in which they are read: "_" counts as a letter, so that it must not stand beside another sign.
_MARK_SIGNS = {"em": "_", "strong": "*", "s": "~"}
# What signs within are part of: a web address, save the punctuation behind it, and tags set before.
_WEB_ADDRESS = r"(?i:https?://|www\.)[^\s<]*[^\s<*_~.,;:!?)\]]"
_WHOLE = rf"<[^>]*>|{_WEB_ADDRESS}"
_PLAIN_LINK = re.compile(rf"{_WEB_ADDRESS}|\[([^\[\]]+)\]\(((?:[^\s()]|\([^\s()]*\))++)\)")
# From one sign to the next and never back, so that a line full of signs takes no longer.
_PLAIN_MARKS = {
    tag: re.compile(rf"{_WHOLE}|(?<![\w@]){sign}(?=\S)((?:{_WHOLE}|[^{sign}])++)(?<=\S){sign}(?![\w@])")
    for tag, sign in ((tag, re.escape(sign)) for tag, sign in _MARK_SIGNS.items())
}
_LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>')
_SIGN_TAG = re.compile(r"</?(strong|em|s|br)>")


def from_plain(text: str, *, hosts: frozenset[str] = NO_HOSTS) -> str:
    """Return the body that a phone composer's plain text stands for; `hosts` (lower case) are our own."""
    return clean(_plain_markup(text, hosts), hosts=hosts)


def to_plain(html: str) -> str:
    """Return a body as the phone composer's plain text: `from_plain` makes exactly the same body of it.

    A block for which that text has no form, or whose words would be read as one, is a line of HTML.
    """
    # `_plain_markup` reads line by line and nothing goes on across a blank line: what holds for each block
    # holds for the body. Its result is compared before `clean`, so it holds whatever hosts are our own.
    pairs = ((_plain_block(element), element) for element in top_elements(html))
    return "\n\n".join(plain if _plain_markup(plain, NO_HOSTS) == raw else raw for plain, raw in pairs)


def _plain_markup(text: str, hosts: frozenset[str]) -> str:
    """Return what `to_plain` wrote as it was, other text as HTML that is still to be cleaned."""
    parts = []
    for kind, group in groupby(_plain_lines(text), key=lambda line: line[0]):
        lines = [words for _, words in group]
        if kind == "html":  # each by itself: a tag left open must not reach the next line
            parts += [clean(line, hosts=hosts) for line in lines]
        elif kind in ("h2", "h3"):
            parts += [f"<{kind}>{_inline(line)}</{kind}>" for line in lines]
        elif kind in LISTS:
            parts.append(f"<{kind}>{''.join(f'<li>{_inline(line)}</li>' for line in lines)}</{kind}>")
        elif kind:
            paragraphs = ("<br>".join(map(_inline, part)) for full, part in groupby(lines, bool) if full)
            html = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
            parts.append(html if kind == "p" else f"<blockquote>{html}</blockquote>")
    return "\n".join(parts)


def _plain_lines(text: str) -> Iterator[tuple[str, str]]:
    """Yield each line's kind, "" for a blank one, and its words or its HTML."""
    kind = ""
    for line in legible(text).splitlines():
        kind, words = _plain_line(line.strip(), kind)
        yield kind, words


def _plain_line(line: str, before: str) -> tuple[str, str]:
    if HTML_LINE.match(line):
        return "html", line
    if line == "---":
        return "html", "<hr>"
    if photo := _PHOTO_LINE.fullmatch(line):
        number, beside, in_gallery, caption = photo.groups(default="")
        layout = "gallery" if in_gallery else "side" if beside else ""
        return "html", str(PhotoFigure(number or in_gallery, layout, [caption]))
    # A list counts from one: a line that begins with another number keeps it, unless it goes on with a list.
    if before == "ol" and (ordinal := _NUMBERED.match(line)):
        return "ol", line[ordinal.end() :].strip()
    for kind, sign in _LINE_SIGNS.items():
        if line.startswith(sign):
            return kind, line.removeprefix(sign).strip()
    # The address of a story stands alone whoever's it is, so that this does not depend on our own hosts.
    if LOOKS_LIKE_ADDRESS.fullmatch(line) and (
        media_at(line, NO_HOSTS) or ARTICLE_PATH.match(split_address(line)[1])
    ):
        return "html", f"<p>{escape_text(line)}</p>"
    return ("p" if line else ""), line


def _inline(line: str) -> str:
    html = _PLAIN_LINK.sub(_link_html, escape_text(line))
    for tag, pattern in _PLAIN_MARKS.items():
        html = pattern.sub(partial(_mark_html, tag), html)
    return html


def _mark_html(tag: str, match: re.Match[str]) -> str:
    return f"<{tag}>{match[1]}</{tag}>" if match[1] else match[0]


def _link_html(match: re.Match[str]) -> str:
    words = match[1] and match[1].strip()  # none for an address; without words there would be no link to see
    tag = link_tag(unescape(match[2]), NO_HOSTS) if words else ""
    return f"{tag}{match[1]}</a>" if tag else match[0]


def _plain_block(element: str) -> str:
    """Return a block as it would be typed, or something that does not read back as this block."""
    tag = match_canonical(TOP_TAG, element)[2]
    words = element[len(tag) + 2 : -len(tag) - 3]
    if tag == "hr":
        return "---"
    if figure := MEDIA_FIGURE.fullmatch(element):
        return unescape(figure[1])
    if photo := PHOTO_FIGURE.fullmatch(element):
        layout, number, caption = photo.groups(default="")
        return f"{PHOTO_SIGNS[layout].format(number)} {unescape(caption)}".strip()
    if tag in LISTS:
        items = enumerate(map(_with_signs, words[4:-5].split("</li><li>")), 1)
        return "\n".join(f"{n}. {item}" if tag == "ol" else f"- {item}" for n, item in items)
    if tag == "blockquote":
        lines = _with_signs(words[3:-4].replace("</p><p>", "<br><br>")).split("\n")
        return "\n".join(f"> {line}".strip() for line in lines)
    return _LINE_SIGNS.get(tag, "") + _with_signs(words)


def _with_signs(html: str) -> str:
    signs = {**_MARK_SIGNS, "br": "\n"}
    return unescape(_SIGN_TAG.sub(lambda tag: signs[tag[1]], _LINK.sub(r"[\2](\1)", html)))
