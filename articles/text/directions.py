"""Directions of text: a passage in Arabic stands from right to left, among others that do not."""

import re
import unicodedata

_RIGHT_TO_LEFT = re.compile(
    r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_TAG = re.compile(r"<[^>]*>")
_LEAF = re.compile(r"<(p|h2|h3|li|td|th)(?: [^>]*)?>(.*?)(?=</\1>|<[uo]l\b)", re.DOTALL)
_OPENING = re.compile(r"<(blockquote|ul|ol|table|p|h2|h3)\b")


def directed(html: str) -> str:
    """Return a canonical block with `dir` where its text, or a part of it, does not run from left to right."""
    if not _RIGHT_TO_LEFT.search(html):
        return html
    whole = direction(html)

    def part(leaf: re.Match[str]) -> str:
        own = direction(leaf[2]) or whole
        return leaf[0] if own == whole else leaf[0].replace(f"<{leaf[1]}", f'<{leaf[1]} dir="{own}"', 1)

    html = _LEAF.sub(part, html)
    return _OPENING.sub(r'<\1 dir="rtl"', html, count=1) if whole == "rtl" else html


def direction(html: str) -> str:
    """Return "rtl" or "ltr", as the first letter says that has a direction; "" without one."""
    for sign in _TAG.sub("", html):
        kind = unicodedata.bidirectional(sign)
        if kind in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return ""
