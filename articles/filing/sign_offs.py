"""The sign at the end of a story: `(*)`, initials, codes of desks, names with a slash."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from articles.filing.credit_lines import is_full_name, is_name
from articles.filing.words import names as _names

_SIGN = re.compile(
    r"[(\[]\s*(?P<inner>[^()\[\]]{1,60}?)\s*[)\]]\s*\.?$|(?P<bare>\*{2,5}|^\*+\s*/[^()\[\]\n]{2,50})$"
)
_RED = re.compile(r"[\w*]{1,12}-red", re.IGNORECASE)
_CODE = re.compile(r"\*+|\w{1,6}|[\w-]+(?:\.[a-z]{2,4})+|[\w*]{1,12}-\w{1,6}", re.IGNORECASE)
_NUMBERS = re.compile(r"[\d\W_]+")
_PAID = re.compile(r"(?:\*+\s*/\s*)?(?:adv|adve?rtorial|pariwara|iklan|inforial|ads)\b", re.IGNORECASE)
# "… katanya. /mad", "… katanya. -mad-": initials without brackets.
_WITHOUT_BRACKETS = re.compile(r"(?:^|(?<=[.!?”\"]))\s*(?://?|[-–—]\s?)\s*\w{2,5}(?:[/-]\w{2,5})?\s*[-–—]?$")
_NO_CODES = _names(
    "km jam dan atau rt rw l p pria wanita kg ha m cm detik menit hari bulan tahun orang liter hektare per "
    "dst dll tni polri wib wita wit kb mb gb tgl no pp hp wa"
)
_SENTENCE_END = ".!?”\"’'»…)"
_LONGEST_UPPER = 4  # letters of initials, in whatever capitals


@dataclass(frozen=True)
class SignOff:
    text: str  # as it stands there, with its brackets
    start: int  # where it begins among the words
    people: list[tuple[str, str]] = field(default_factory=list)
    keep: bool = True  # False where it was credits only
    sure: bool = True
    is_paid: bool = False  # "(ADV)": somebody paid for the text


def sign_off(text: str, initials: Mapping[str, str], names: Mapping[str, str]) -> SignOff | None:
    """Read the sign at the end of a text: `(*)`, forms with a slash, or initials of the staff.

    `names` are also those of accounts of offices: in a sign-off they count by their names alone.
    """
    end = text.rstrip().rstrip(".").rstrip()
    match = _SIGN.search(text) if end.endswith((")", "]", "*")) or text.startswith("*") else None
    if not match:
        bare = _WITHOUT_BRACKETS.search(text)
        return SignOff(bare[0].strip(), bare.start(), sure=False) if bare else None
    before = text[: match.start()].rstrip()
    inner = match["inner"] or match["bare"]
    ends_the_sentence = not before or before[-1] in _SENTENCE_END
    if not ends_the_sentence and (match["bare"] or inner.strip("*")):
        return None
    sign = SignOff(match[0].rstrip(" ."), match.start())
    if inner.lower() not in initials and _PAID.match(inner):
        return replace(sign, is_paid=True)
    if not inner.strip("*") or _RED.fullmatch(inner):
        return sign
    if "/" in inner or "|" in inner:
        return _slashed(sign, [part.strip() for part in re.split("[/|]", inner)], initials, names)
    if inner.lower() in initials:
        return replace(sign, people=[("writer", initials[inner.lower()])])
    is_short = inner.isalpha() and len(inner) <= _LONGEST_UPPER
    looks_like_one = inner.islower() or is_short or is_full_name(inner) or not before
    return replace(sign, sure=False) if looks_like_one and not _NUMBERS.fullmatch(inner) else None


def _slashed(
    sign: SignOff, parts: list[str], initials: Mapping[str, str], names: Mapping[str, str]
) -> SignOff | None:
    """A sign of several parts: names, initials, codes of desks."""
    if any(map(_is_no_code, parts)):
        return None
    sure = all(_CODE.fullmatch(part) or is_name(part, words=5) or part.lower() in names for part in parts)
    full_names = [part for part in parts if is_full_name(part) or _is_whole_name(part, names)]
    if len(parts) == 2 and len(full_names) == 2:
        people = [("writer", full_names[0]), ("editor", full_names[1])]
        return replace(sign, people=people, keep=False, sure=sure)
    if len(parts) == 2 and full_names and not _others(parts, full_names).strip("*"):
        return replace(sign, people=[("writer", full_names[0])], keep=False, sure=sure)
    staff = [initials[part.lower()] for part in parts if part.lower() in initials][:2]
    people = list(zip(["writer", "editor"], staff, strict=False))
    if len(set(staff)) == 1:  # who signs twice has written it
        people = people[:1]
    return replace(sign, people=people, sure=sure)


def _is_no_code(part: str) -> bool:
    return not part or part.lower() in _NO_CODES or bool(part.strip("*") and _NUMBERS.fullmatch(part))


def _is_whole_name(text: str, names: Mapping[str, str]) -> bool:
    """Many people have one name only: it is believed where the newsroom has it."""
    return names.get(text.lower(), "").lower() == text.lower()


def _others(parts: list[str], full_names: list[str]) -> str:
    return "".join(part for part in parts if part not in full_names)
