"""What stands in one line of plain text: links, addresses and the signs of emphasis, there and back."""

import re
from functools import partial
from html import unescape

from articles.text.addresses import NO_HOSTS, link_tag
from articles.text.inline_runs import escape_text

# An address ends before the punctuation behind it; brackets belong to it in pairs.
_PART, _LAST = r"[^\s<>()\"“”‘’]", r"[^\s<>()\"'“”‘’*_~.,;:!?\]…»]"
_IN_BRACKETS = r"\([^\s<>()]*\)"
_DOMAIN = r"(?:[a-z\d-]+\.){1,4}(?:com|id|net|org|info|news|me|ly|be|gl|gle|ee|link)/"
_WEB_ADDRESS = (
    rf"(?<![\w@./-])(?i:https?://|www\.|{_DOMAIN})(?:{_PART}|{_IN_BRACKETS})*(?:{_LAST}|{_IN_BRACKETS})"
)
_MAIL_ADDRESS = r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]+\.){1,8}(?i:[a-z]{2,20})(?![\w@-])"
_LINKS = re.compile(
    rf"\[([^\[\]]+)\]\(((?:[^\s()]|\([^\s()]*\))++)\)|({_WEB_ADDRESS})|({_MAIL_ADDRESS})", re.ASCII
)
# In the order in which they are read: "_" counts as a letter, so that it must not stand beside another sign.
_MARK_SIGNS = {"em": "_", "strong": "*", "s": "~"}
# As WhatsApp means them, at the edges of words; a run within a word, as in "b**sat", is censorship.
_MARKS = {
    tag: re.compile(
        rf"(?<![\w@{sign}])({sign}{{1,{most}}})(?=[^\s){sign}])([^{sign}]++)(?<=\S)\1(?![\w@{sign}])"
    )
    for tag, sign, most in (
        (tag, re.escape(sign), 1 if sign == "_" else 2) for tag, sign in _MARK_SIGNS.items()
    )
}
_PLACEHOLDER = re.compile("\x00(\\d+)\x00")  # no legible text has a NUL

_LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>')
_SIGN_TAG = re.compile(r"</?(strong|em|s|br)>")


def inline(line: str) -> str:
    """Return a legible line as HTML that is still to be cleaned."""
    tags: list[str] = []

    def hold(tag: str) -> str:
        tags.append(tag)
        return f"\x00{len(tags) - 1}\x00"

    def link(match: re.Match[str]) -> str:
        words, target, address, mail = match.groups(default="")
        if words:
            tag = link_tag(target, NO_HOSTS) if words.strip() else ""
            return f"{hold(tag)}{words}{hold('</a>')}" if tag else match[0]
        tag = link_tag(_full(address, mail), NO_HOSTS)
        return hold(f"{tag}{escape_text(match[0])}</a>") if tag else match[0]

    html = escape_text(_LINKS.sub(link, line))
    for tag, pattern in _MARKS.items():
        html = pattern.sub(partial(_mark, tag), html)
    return _PLACEHOLDER.sub(lambda placeholder: tags[int(placeholder[1])], html)


def addresses_in(text: str) -> list[str]:
    """Return the addresses that a plain text would link, in order."""
    return [match[3] or match[4] for match in _LINKS.finditer(text) if match[3] or match[4]]


def _full(address: str, mail: str) -> str:
    """Return the address that a link to these words leads to."""
    if mail:
        return f"mailto:{mail}"
    return address if address.lower().startswith("http") else f"https://{address}"


def _mark(tag: str, match: re.Match[str]) -> str:
    rest = match[1][1:]
    return f"{rest}<{tag}>{match[2]}</{tag}>{rest}"


def with_signs(html: str, *, bare: bool) -> str:
    """Return the HTML of a line as it would be typed; `bare` links are those that show where they lead."""

    def link(match: re.Match[str]) -> str:
        address, words = unescape(match[1]), unescape(match[2])
        is_shown = address in (words, _full(words, ""), _full("", words))
        return match[2] if bare and is_shown else f"[{match[2]}]({match[1]})"

    signs = {**_MARK_SIGNS, "br": "\n"}
    return unescape(_SIGN_TAG.sub(lambda tag: signs[tag[1]], _LINK.sub(link, html)))
