"""Captions of pictures, parted into their words and the credit that they carry."""

import re

_LABEL = (
    r"(?:foto(?:grafer)?|photo|gambar|sumber(?:\s+foto)?|kredit"
    r"|dok(?:umentasi|umen)?|doc|ist(?:imewa)?|ho|net)"
)
# In brackets at the end; or behind the last full stop, or alone, with a label and no brackets.
_CREDIT = re.compile(
    r"\s*[(\[]\s*(?P<inner>"
    rf"{_LABEL}\b[^()\[\]]{{0,110}}"
    rf"|[^()\[\]]{{0,60}}/\s*{_LABEL}\b[^()\[\]]{{0,50}}"
    r")\s*[)\]]\s*\.?\s*$"
    r"|(?:^|(?<=[.!?”\"»)])|(?<=\s[-–—|/])|\s*[-–—|/])\s*(?P<bare>"
    r"(?:foto(?:grafer)?|photo|sumber(?:\s+foto)?|kredit)\s*[:：/]\s*[^()\[\]:]{1,110}"
    r"|dok(?:umentasi)?\s*[.:]\s*[^()\[\]:]{1,110}"
    r")$",
    re.IGNORECASE,
)
_WORDS_OF_LABELS = ("foto", "photo", "sumber", "kredit", "dok")  # of a credit without brackets
_LEAST_SENTENCE = 3  # words
_NOBODYS = re.compile(
    r"(?:dok|ist|humas|tangkapan|screenshot|repro|tim|arsip|kolase|net|internet|google)", re.IGNORECASE
)
_FULL_STOP = re.compile(r"(?<=[a-z]{3})\.+$")
_CREDIT_LABEL = re.compile(
    r"^(?:foto(?:grafer)?|photo|gambar|sumber(?:\s+foto)?|kredit)\s*(?:[:：/.]|oleh\b|by\b)"
    r"\s*(?:oleh\s+|by\s+)?",
    re.IGNORECASE,
)


def without_full_stop(name: str) -> str:
    """The stop behind "S.Kom." or "Fahrur R." is part of the name."""
    return _FULL_STOP.sub("", name)


def _says_what_is_seen(text: str) -> bool:
    """Tell whether a text behind "Foto:" is a sentence: "Warga memetik kopi" is no photographer."""
    label = _CREDIT_LABEL.match(text)
    first, *others = text[label.end() :].split() if label else [""]
    if len(others) < _LEAST_SENTENCE - 1 or not first[:1].isupper() or _NOBODYS.match(first):
        return False
    return sum(word[:1].islower() for word in others) * 2 >= len(others)


def _may_have_credit(words: str) -> bool:
    """Tell in a moment that most texts have none: neither brackets at their end nor a label."""
    lower = words.lower()
    return lower.rstrip(" .").endswith((")", "]")) or any(label in lower for label in _WORDS_OF_LABELS)


def caption_and_credit(text: str) -> tuple[str, str]:
    """Return a caption's own words and, without its label, the credit; "" where it has none."""
    words = " ".join(text.split())
    match = _CREDIT.search(words) if _may_have_credit(words) else None
    if not match:
        return words, ""
    name = without_full_stop((match["inner"] or match["bare"]).strip(" ,;"))
    if _says_what_is_seen(name):
        return words, ""
    credit = _CREDIT_LABEL.sub("", name).strip(" ,;:").lstrip(".") or name
    return words[: match.start()].rstrip(" -–—|/,;:"), credit
