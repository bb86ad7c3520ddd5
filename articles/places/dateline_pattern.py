"""The pattern by which a publication prints its datelines: plain text with {place}, {PLACE} and {site}."""

import re

from articles.text.lines import INVISIBLE

_WORDS = re.compile(r"\{(place|PLACE|site)\}")
_BRACES = re.compile(r"[{}]")


def fill(pattern: str, place: str, site: str) -> str:
    """Return the dateline of a place; nothing but the three words is replaced, whatever stands in the pattern."""
    words = {"place": place, "PLACE": place.upper(), "site": site}
    return _WORDS.sub(lambda word: words[word[1]], pattern)


def names_the_place(pattern: str) -> bool:
    return "{place}" in pattern or "{PLACE}" in pattern


def has_other_braces(pattern: str) -> bool:
    return bool(_BRACES.search(_WORDS.sub("", pattern)))


def is_one_line(pattern: str) -> bool:
    """Tell whether a pattern holds nothing that readers cannot see, and no line break or tabulator."""
    return not (re.search(r"[\n\r\t\v\f\x85\u2028\u2029]", pattern) or INVISIBLE.search(pattern))
