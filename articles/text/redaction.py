"""Words that are struck out of a text, whatever its form: plain, canonical HTML, an address, JSON. Pure."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from articles.slugs import slug_of

# What may stand between two words of a name: spaces, the signs of an address, and tags, which are kept.
_TAG = r"<[^<>]*>"
_BETWEEN = rf"(?:[\s\u00a0_+.-]|&nbsp;|%20|{_TAG})+"
_APOSTROPHE = "['’ʼ]"
_ADDRESS_SIGNS = "-_/+%"


def _letters(word: str) -> str:
    """Return the pattern of one word: any apostrophe is one, and HTML spells an ampersand in its own way."""
    letters = (
        _APOSTROPHE if re.fullmatch(_APOSTROPHE, letter) else "&(?:amp;)?" if letter == "&" else re.escape(letter)
        for letter in word
    )  # fmt: skip
    return "".join(letters)


class Redactor:
    """Strikes phrases out, in whatever case: each becomes the replacement, in an address its slug.

    `limits` are the longest values by the name of a column, which is a key of JSON too.
    """

    def __init__(self, phrases: Iterable[str], replacement: str, limits: Mapping[str, int] | None = None):
        words = [phrase.split() for phrase in sorted(phrases, key=len, reverse=True)]
        self._pattern = re.compile(
            rf"(?<![^\W_])(?:{'|'.join(_BETWEEN.join(map(_letters, phrase)) for phrase in words)})(?![^\W_])",
            re.IGNORECASE,
        )
        self._replacement, self._slug = replacement, slug_of(replacement, "dihapus", 40)
        self._limits = limits or {}

    def finds(self, data: Any) -> bool:
        """Return whether one of the phrases stands in a text or anywhere in plain data."""
        return self.strike(data) != data

    def strike(self, data: Any, name: str = "") -> Any:
        """Return a text or plain data without the phrases; `name` is the column's."""
        if isinstance(data, str):
            return self._fit(name, self._pattern.sub(self._mark, data), data)
        if isinstance(data, list):
            return [self.strike(item, name) for item in data]
        if isinstance(data, dict):
            return {key: self.strike(value, key) for key, value in data.items()}
        return data

    def _mark(self, match: re.Match[str]) -> str:
        phrase, text = match[0], match.string
        around = text[max(match.start() - 1, 0) : match.start()] + text[match.end() : match.end() + 1]
        signs = set(re.sub(_TAG, "", phrase)) | set(around)
        is_of_address = phrase == phrase.lower() and signs & {*_ADDRESS_SIGNS}
        return (self._slug if is_of_address else self._replacement) + "".join(re.findall(_TAG, phrase))

    def _fit(self, name: str, text: str, before: str) -> str:
        if text == before or name not in self._limits:
            return text
        text = text[: self._limits[name]]
        return text.strip("-") if name == "slug" else text
