"""Words that are struck out of a text, whatever its form: plain, HTML, an address, JSON. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from html.entities import codepoint2name
from typing import Any

from articles.slugs import slug_of
from articles.text.elements import names

_TAG = r"<[^<>]*>"
# Signs that nobody sees: soft hyphens and those of no width.
_INVISIBLE = r"(?:[\u00ad\u200b-\u200d\u2060\ufeff]|&(?:shy|zwn?j|#0*173|#x0*ad|#0*820[345]|#x0*200[bcd]);)"
# What may stand between two words of a name: spaces, the signs of an address, and tags, which are kept.
_BETWEEN = rf"(?:[\s\u00a0_+.-]|&(?:nbsp|#0*160|#x0*a0);|%20|{_INVISIBLE}|{_TAG})+"
_APOSTROPHES = "'’‘ʼ"

# By the name of a column, which is a key of JSON too: what is HTML, what is an address, what is a word of the code.
HTML = frozenset(["body", "legacy_html"])
ADDRESSES = frozenset(
    ["slug", "path", "old_paths", "file_key", "key", "address", "link", "source_url", "canonical_url"]
)
CODES = frozenset(["role", "told", "commercial_label", "advertised_goods", "ai_uses", "robots"])

_ATTRIBUTE = re.compile(r"""([\w:-]+)(\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)""")
_ATTRIBUTES_OF_CODE = names("class colspan height lang rel role rowspan start style target type width")
_ATTRIBUTES_WITH_ADDRESS = names("action cite data-oembed-url href poster src srcset url")
# The part of an address that leads to a story, photo or attachment of ours.
_OWN_NUMBER = re.compile(r"[\"']?/(?:berita|foto|lampiran)/\d+/?")
# What a run of signs without a space looks like where it is an address or the name of a file; and a whole text that is one
# part of an address. In running text words have hyphens too ("anak-anak").
_LIKE_ADDRESS = re.compile(r"://|^[/?]|^www\.|\w_\w|%\d", re.ASCII)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+", re.ASCII)
_AROUND = 60  # characters of a text that are shown beside a hit
_LAST_WORD, _FIRST_WORD = re.compile(r"([\w’'-]+)\s+\Z"), re.compile(r"\s+([\w’'-]+)")
_RUN, _LONGEST_RUN = r"""[^\s<>"'()]*""", 300


def _spellings(sign: str) -> str:
    """Return the pattern of one sign: any apostrophe is one, and HTML may spell what is no letter of ASCII by its name
    or number."""
    signs = _APOSTROPHES if sign in _APOSTROPHES else sign
    ways = [re.escape(one) for one in signs]
    for one in signs:
        if not (one.isascii() and one.isalnum()):
            ways += [f"&#0*{ord(one)};", f"&#x0*{ord(one):x};"]
            ways += [f"&{codepoint2name[ord(one)]};"] if ord(one) in codepoint2name else []
    ways += ["&apos;"] if "'" in signs else []
    # The longer first: "&" is the beginning of "&amp;".
    return f"(?:{'|'.join(sorted(ways, key=len, reverse=True))})" if len(ways) > 1 else ways[0]


def _one_of(phrases: Iterable[str]) -> str:
    """Return the pattern of whole phrases, the longest first."""
    words = [phrase.split() for phrase in sorted(phrases, key=len, reverse=True)]
    one_of = "|".join(
        _BETWEEN.join(f"{_INVISIBLE}*".join(map(_spellings, word)) for word in phrase) for phrase in words
    )
    return rf"(?<![^\W_])(?:{one_of})(?![^\W_])"


@dataclass(frozen=True)
class Hit:
    """A phrase where it stands in plain text, with the words around it."""

    before: str
    phrase: str
    after: str

    @property
    def context(self) -> str:
        return f"{self.before}{self.phrase}{self.after}".strip()

    @property
    def neighbours(self) -> str:
        """The phrase with the words that stand directly beside it, as an exception would say it."""
        before, after = _LAST_WORD.search(self.before), _FIRST_WORD.match(self.after)
        words = [before[1] if before else "", *self.phrase.split(), after[1] if after else ""]
        return " ".join(filter(None, words))


class Redactor:
    """Strikes phrases out, in whatever case: each becomes the replacement, in an address its slug.

    `limits` are the longest values by the key in plain data, `exceptions` longer phrases in which the words stay.
    """

    def __init__(
        self,
        phrases: Iterable[str],
        replacement: str,
        limits: Mapping[str, int] | None = None,
        exceptions: Iterable[str] = (),
    ):
        phrase = _one_of(phrases)
        if exceptions := list(exceptions):
            phrase = rf"(?P<stays>{_one_of(exceptions)})|{phrase}"
        self._pattern = re.compile(phrase, re.IGNORECASE)
        self._tag_or_phrase = re.compile(rf"(?P<tag>{_TAG})|{phrase}", re.IGNORECASE)
        self._replacement, self._slug = replacement, slug_of(replacement, "dihapus", 40)
        self._limits = limits or {}

    def finds(self, data: Any) -> bool:
        """Return whether one of the phrases stands in a text or anywhere in plain data."""
        return self.strike(data) != data

    def hits(self, text: str) -> Iterator[Hit]:
        """Yield where the phrases stand in a plain text."""
        for match in self._pattern.finditer(text):
            if not match.groupdict().get("stays"):
                start, end = match.span()
                before, after = text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]
                yield Hit(before, match[0], after)

    def strike(self, data: Any, name: str = "") -> Any:
        """Return a text or plain data without the phrases; `name` is the column's."""
        if isinstance(data, str):
            return self._html(data) if name in HTML else self._plain(data, is_address=name in ADDRESSES)
        if isinstance(data, list):
            return [self.strike(item, name) for item in data]
        if isinstance(data, dict):
            return {
                key: value if key in CODES else self._fit(key, self.strike(value, key), value)
                for key, value in data.items()
            }
        return data

    def _plain(self, text: str, *, is_address: bool) -> str:
        return self._pattern.sub(partial(self._mark, is_address=is_address), text)

    def _html(self, html: str) -> str:
        """Strike out of text and of what attributes say; names of tags and attributes stay, as do words of the code."""
        return self._tag_or_phrase.sub(self._tag_or_mark, html)

    def _tag_or_mark(self, match: re.Match[str]) -> str:
        tag = match["tag"]
        if tag is None:
            return self._mark(match, is_address=False)
        if tag.startswith("<!"):  # a comment
            return self._plain(tag, is_address=False)
        return _ATTRIBUTE.sub(self._attribute, tag)

    def _attribute(self, match: re.Match[str]) -> str:
        name, equals, value = match.groups()
        if name.lower() in _ATTRIBUTES_OF_CODE:
            return match[0]
        own = _OWN_NUMBER.match(value)
        head = own[0] if own else ""
        is_address = name.lower() in _ATTRIBUTES_WITH_ADDRESS
        return name + equals + head + self._plain(value[len(head) :], is_address=is_address)

    def _mark(self, match: re.Match[str], *, is_address: bool) -> str:
        if match.groupdict().get("stays"):
            return match[0]
        is_address = is_address or _is_in_address(match)
        return (self._slug if is_address else self._replacement) + "".join(re.findall(_TAG, match[0]))

    def _fit(self, key: str, value: Any, before: Any) -> Any:
        if value == before or key not in self._limits or not isinstance(value, str):
            return value
        return cut(value, self._limits[key], key)


def cut(text: str, most: int, name: str) -> str:
    """Return a text of at most `most` characters; an address of that name does not end in a hyphen."""
    text = text[:most]
    return text.strip("-") if name == "slug" else text


def _is_in_address(match: re.Match[str]) -> bool:
    if _SLUG.fullmatch(match.string):
        return True
    start, end = match.span()
    before = re.search(rf"{_RUN}\Z", match.string[max(start - _LONGEST_RUN, 0) : start])
    after = re.match(_RUN, match.string[end : end + _LONGEST_RUN])
    run = (before[0] if before else "") + match[0] + (after[0] if after else "")
    return _LIKE_ADDRESS.search(run) is not None
