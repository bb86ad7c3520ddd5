"""Text as its author meant it: characters that were encoded twice made whole, titles without markup."""

import re
from functools import lru_cache
from html import unescape

from articles.text.lines import clean_line

# Characters that Windows shows for the bytes of UTF-8: a first byte, then as many others as it announces.
_CP1252 = {bytes([n]).decode("cp1252", "replace").replace("\ufffd", chr(n)): n for n in range(0x80, 0x100)}
_CP1252 |= {chr(n): n for n in range(0x80, 0xA0)}  # as Latin-1 shows them
_REST = "".join(re.escape(char) for char, n in _CP1252.items() if 0x80 <= n < 0xC0)
_TWICE_ENCODED = re.compile(f"[\xc2-\xdf][{_REST}]|[\xe0-\xef][{_REST}]{{2}}|[\xf0-\xf4][{_REST}]{{3}}")
_TELLTALE = re.compile("[\xc2\xc3\xe2\xf0\xc5\xef]")
# Characters that an Indonesian newsroom writes: accents, punctuation, currency, arrows, symbols, emoji.
_PLAUSIBLE = re.compile(
    "[\x80-\u017f\u02b0-\u02ff\u2000-\u206f\u20a0-\u20bf\u2100-\u214f\u2190-\u21ff\u2200-\u22ff"
    "\u2500-\u27bf\ufe0f\ufeff"
    "\U0001f000-\U0001faff]"
)


def without_mojibake(text: str) -> tuple[str, int]:
    """Repair characters that were encoded twice, where that is certain; returns the text and their number."""
    total = 0
    for _again in range(2):  # it happens twice over
        if not _TELLTALE.search(text):
            break
        text, count = _once_less(text)
        if not count:
            break
        total += count
    return text, total


def _once_less(text: str) -> tuple[str, int]:
    count = 0

    def whole(match: re.Match[str]) -> str:
        nonlocal count
        try:
            char = bytes(_CP1252.get(char, ord(char)) for char in match[0]).decode()
        except (UnicodeDecodeError, ValueError):
            return match[0]
        if not _PLAUSIBLE.match(char):
            return match[0]
        count += 1
        return char

    return _TWICE_ENCODED.sub(whole, text), count


_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->", re.DOTALL)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


def plain(text: str) -> str:
    """Return a title or a name as readers saw it: tags gone, entities read, each run of spaces one space."""
    text = unescape(_TAG.sub("", text))
    if _ENTITY.search(text):  # &amp;amp; and the like
        text = unescape(text)
    return clean_line(text)


@lru_cache(maxsize=10_000)
def plain_name(text: str) -> str:
    """The name of a list or of a person; each comes many times."""
    return plain(without_mojibake(text)[0])
