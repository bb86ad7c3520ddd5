"""Facts that readers were told and that a new text no longer says: numbers, names, the headline.

Pure: two texts in, facts out. What is only added takes nothing back; what is gone may have been wrong, and whoever puts
the new text before readers says so, or why not.
"""

import re
from collections import Counter
from typing import NamedTuple

from articles.text import body
from articles.text.story_text import StoryText
from staff.workflow.small_fix import NUMBER, is_larger

# Words that count something; ordinals and “semua” say little by themselves.
_COUNTING = {
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
    "seratus", "seribu", "sejuta", "semiliar", "belas", "puluh", "ratus", "ribu", "juta", "miliar", "triliun",
    "setengah", "separuh", "sepertiga", "seperempat", "lusin", "kodi",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_SENTENCE = re.compile(r"(?<=[.!?…:])[\s”\"’)]+|\n+")


class Facts(NamedTuple):
    """`headline` is whether another one stands there; the rest are words of the former text."""

    headline: bool
    numbers: frozenset[str]
    names: frozenset[str]

    def within(self, other: "Facts") -> bool:
        """Return whether all of these are among those."""
        return self.headline <= other.headline and self.numbers <= other.numbers and self.names <= other.names


def facts_gone(before: StoryText, after: StoryText) -> Facts:
    """Return what a reader of `before` was told and a reader of `after` is not."""
    old, new = _running_text(before), _running_text(after)
    return Facts(
        headline=is_larger(before.headline, after.headline),
        numbers=frozenset(_numbers(old) - _numbers(new)),
        names=frozenset(_names(old) - {word.casefold() for word in _WORD.findall(new)}),
    )


def _running_text(text: StoryText) -> str:
    return "\n".join([text.headline, text.standfirst, body.text(text.body)])


def _numbers(text: str) -> Counter[str]:
    """Return how often each number stands there, in figures or in words."""
    figures = (re.sub(r"\s", "", number) for number in NUMBER.findall(text))
    words = (word for word in map(str.casefold, _WORD.findall(text)) if word in _COUNTING)
    return Counter([*figures, *words])


def _names(text: str) -> set[str]:
    """Return the words with a capital inside of sentences that never stand there without one."""
    sentences = [_WORD.findall(sentence) for sentence in _SENTENCE.split(text)]
    small = {word for words in sentences for word in words if word[0].islower()}
    inside = {word for words in sentences for word in words[1:] if word[0].isupper()}
    return {word.casefold() for word in inside if word.casefold() not in small and not word.isupper()}
