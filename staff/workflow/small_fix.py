"""The rule of a small fix of a live text: letters and signs, nothing that a reader could learn from.

Whatever is larger needs a second person before readers see it, or a signature afterwards. Pure: two texts in,
reasons out.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from html import unescape
from itertools import pairwise
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from articles.text.story_text import PhotoWords, StoryText

MOST_WORDS = 5  # that a small fix may mend, all those together that nobody else has seen yet
LONGEST_SHOWN = 200  # characters of the words that changed, in a message

TEXTS = ("standfirst", "body")
_TAG = re.compile(r"(<[^>]*>)")
# With its sign, currency and unit: “5 m” is another number than “5 km”.
NUMBER = re.compile(
    r"(?:Rp\.? ?|[$€£¥]\ ?|[-+−±])?(?:[½⅓⅔¼¾⅛⅜⅝⅞]|\d(?:[\d.,:/–-]*\d)?[½⅓⅔¼¾⅛⅜⅝⅞]?)[⁰¹²³⁴⁵⁶⁷⁸⁹]*(?:[  ]?(?:[%‰°$€£¥]|[^\W\d_]{1,3}\b))?"
)
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_NEGATIONS = {
    "tidak", "tak", "bukan", "belum", "jangan", "tanpa", "tiada", "nihil", "batal", "gagal", "mustahil",
    "non", "anti", "kecuali", "enggak", "nggak", "tidaklah", "bukanlah",
}  # fmt: skip
_NEGATING_PREFIXES = ("i", "a")  # legal, ilegal; moral, amoral: others are more than one letter
_NUMBER_WORDS = {
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh",
    "sebelas", "seratus", "seribu", "sejuta", "semiliar", "belas", "puluh", "ratus", "ribu", "juta",
    "miliar", "triliun", "persen", "setengah", "separuh", "sepertiga", "seperempat", "lusin", "kodi",
    "pertama", "kedua", "ketiga", "keempat", "kelima", "keenam", "ketujuh", "kedelapan", "kesembilan",
    "kesepuluh", "semua", "seluruh", "sebagian", "suatu",
}  # fmt: skip


class _Change(NamedTuple):
    old: list[str]
    new: list[str]


def larger_parts(before: StoryText, after: StoryText, baseline: StoryText | None = None) -> list[Any]:
    """Return why the way from `before` to `after` is more than a small fix, as labels; none where it is small.

    `baseline` is the last text that a second person saw: what was fixed since counts together.
    """
    parts = [
        label
        for name, label in _OTHER_PARTS.items()
        if getattr(before, name) != getattr(after, name)
        and not _is_respelled(name, baseline or before, after)
    ]
    for name in TEXTS:
        parts += _larger_in(getattr(baseline or before, name), getattr(after, name))
    return list(dict.fromkeys(parts))


# In the order in which people read them; `photos` are the words of those in the text.
_OTHER_PARTS: dict[str, Any] = {
    "headline": _("headline"),
    "slug": _("slug"),
    "dateline": _("dateline"),
    "sign_off": _("sign-off"),
    "commercial_label": _("commercial label"),
    "disclosures": _("disclosures to readers"),
    "meta_tags": _("words for search engines"),
    "category": _("category"),
    "region": _("region"),
    "tags": _("tags"),
    "credits": _("credits"),
    "related": _("Baca Juga"),
    "lead_photo": _("photo"),
    "photos": _("photo"),
}


def _is_respelled(name: str, before: StoryText, after: StoryText) -> bool:
    """Return whether only letters of captions and alternative texts are others, of the same photos."""
    if name not in ("lead_photo", "photos"):
        return False
    olds, news = (_photos(getattr(text, name)) for text in (before, after))
    facts = [
        [(photo.id, photo.credit, photo.origin, photo.ai_tool) for photo in photos] for photos in (olds, news)
    ]
    if facts[0] != facts[1]:
        return False
    return not any(
        _larger_in(getattr(old, line), getattr(new, line))
        for old, new in zip(olds, news, strict=True)
        for line in ("caption", "alt")
    )


def _photos(value: PhotoWords | tuple[PhotoWords, ...] | None) -> tuple[PhotoWords, ...]:
    if isinstance(value, tuple):
        return value
    return (value,) if value else ()


def is_larger(old: str, new: str) -> bool:
    """Return whether the way from one line or canonical HTML to another is more than letters and signs."""
    return bool(_larger_in(old, new))


def _larger_in(old: str, new: str) -> list[Any]:
    """Return the same for one text, plain or canonical HTML."""
    if old == new:
        return []
    olds, news = _TAG.split(old), _TAG.split(new)
    if olds[1::2] != news[1::2]:
        return [_("links, photos or paragraphs")]
    changes: list[_Change] = []
    for before, after in zip(olds[::2], news[::2], strict=True):
        before, after = unescape(before), unescape(after)
        if NUMBER.findall(before) != NUMBER.findall(after):
            return [_("a number")]
        changes += _changes(before, after)
    reasons = [reason for change in changes if (reason := _more_than_letters(change))]
    words = [max(len(change.old), len(change.new)) for change in changes]
    if not reasons and sum(words) > MOST_WORDS:
        reasons = [_("many words")]
    return reasons


def _changes(old: str, new: str) -> Iterator[_Change]:
    """Yield the words that differ, those side by side together."""
    olds, news = _without_common_ends(_WORD.findall(old), _WORD.findall(new))
    if len(olds) * len(news) > _COMPARISONS:
        yield _Change(olds, news)  # not looked at word by word: that many are no small fix
        return
    for kind, a, b, c, d in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        if kind == "replace" and b - a == d - c:
            yield from (_Change([one], [other]) for one, other in zip(olds[a:b], news[c:d], strict=True))
        elif (kind == "delete" and _is_repeated(olds, a, b)) or (
            kind == "insert" and _is_repeated(news, c, d)
        ):
            continue
        elif kind != "equal":
            yield _Change(olds[a:b], news[c:d])


_COMPARISONS = 250_000  # of words: a paragraph of 500 with one of as many


def _without_common_ends(olds: list[str], news: list[str]) -> tuple[list[str], list[str]]:
    """Return both lists without what they begin and end with in common, but for a word on either side."""
    pairs = list(zip(olds, news, strict=False))
    start = next((at for at, (one, other) in enumerate(pairs) if one != other), len(pairs))
    rest = list(zip(reversed(olds[start:]), reversed(news[start:]), strict=False))
    end = next((at for at, (one, other) in enumerate(rest) if one != other), len(rest))
    start, end = max(0, start - 1), max(0, end - 1)
    return olds[start : len(olds) - end], news[start : len(news) - end]


def _is_repeated(words: list[str], start: int, end: int) -> bool:
    """Return whether this is one word that stands there twice: “yang yang”."""
    twins = pairwise(words[max(0, start - 1) : end + 1])
    return end - start == 1 and any(one.casefold() == other.casefold() for one, other in twins)


def _more_than_letters(change: _Change) -> Any:
    """Return what the change is about, where it is about more than letters."""
    old, new = ("".join(words).replace("-", "").replace("’", "'").casefold() for words in change)
    tokens = {word.casefold() for words in change for word in words}
    if old == new:
        return None  # capitals, hyphens, a space in a word
    if tokens & _NUMBER_WORDS:
        return _("a number")
    if tokens & _NEGATIONS or any(
        {old, new} == {word, prefix + word} for word in (old, new) for prefix in _NEGATING_PREFIXES
    ):
        return _("a negation")
    if any(word[0].isupper() for words in change for word in words):
        return _("a name")
    return None if change.old and change.new and _is_one_slip(old, new) else _("words")


def _is_one_slip(one: str, other: str) -> bool:
    """Return whether a letter too many, too few, wrong, or two that changed places make one of the other."""
    short, long = sorted((one, other), key=len)
    start = next(
        (at for at, pair in enumerate(zip(short, long, strict=False)) if pair[0] != pair[1]), len(short)
    )
    rest, longer = short[start:], long[start:]
    if len(short) == len(long):
        return rest[1:] == longer[1:] or (rest[1::-1] == longer[:2] and rest[2:] == longer[2:])
    return rest == longer[1:]


def words_that_changed(before: StoryText, after: StoryText) -> str:
    """Return the words of a small fix for those who are told of it: “pukl → pukul; signs”."""
    changes = [
        f"{' '.join(change.old) or '–'} → {' '.join(change.new) or '–'}"
        for name in TEXTS
        for change in _changes(_plain(getattr(before, name)), _plain(getattr(after, name)))
    ]
    return "; ".join(changes)[:LONGEST_SHOWN]


def _plain(html: str) -> str:
    return unescape(_TAG.sub(" ", html))
