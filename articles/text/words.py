"""The words of a text: one normal form for what is indexed, what is searched for and what is marked.

"Al-Qur’an" and "Alquran", "K.H." and "KH", "Rp1.500.000" and "rp 1500000" are the same words here. PostgreSQL
only stores and compares what this module makes of a text, so that no locale and no version of it reads one
differently.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from articles.text.stems import common_root, reading

LONGEST = 60  # letters of a word; what goes on is the same word
MOST_POSITIONS = 255  # of a word in one text: PostgreSQL keeps no more
STEM = "~"  # stands before the stem of another word, so that "tangkap" tells from "menangkap"

_APOSTROPHES = "'’‘‛`´ʹʻʼʽʾʿˈ′＇"
# A space without width stands between words as often as inside of one.
_HYPHENS = "-‐‑‒–−﹣－\u200b"
# Soft hyphen, joiners, marks of direction, variants of a sign: nobody sees them.
_UNSEEN = "\xad\u034f\u061c\u200c-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
# Marks above and below a letter, and the vowels of Javanese script, which `\w` leaves out.
_MARKS = "".join(sign for sign in map(chr, range(0x300, 0xAC00)) if unicodedata.category(sign)[0] == "M")

_LETTER, _SIGN = rf"[^\W_{_APOSTROPHES}]", rf"[{_MARKS}{_UNSEEN}]"
_RUN = rf"{_LETTER}+(?:{_SIGN}+{_LETTER}*)*"
_JOINT = rf"(?:[{_APOSTROPHES}]{{1,2}}|[{_HYPHENS}]|\.|(?<=\d)[,:](?=\d))"
_SPACE = "[ \xa0\u202f]"
# "K. H.", "R.A": letters with dots, also with a space between them.
_INITIALS = rf"(?<!{_LETTER})(?:[^\W\d_]\.{_SPACE}?)+[^\W\d_](?!{_LETTER}|{_SIGN}|[{_APOSTROPHES}])"
# "Al Quran", "An Nur": the Arabic article, whose last letter may be that of the word behind it.
_ARTICLE = rf"(?<!{_LETTER})(?:al|a(?:([dnrstz])(?={_SPACE}\1)|sy(?={_SPACE}sy))){_SPACE}(?={_LETTER})"
_TOKEN = re.compile(rf"{_INITIALS}|(?:{_ARTICLE})?{_RUN}(?:{_JOINT}{_RUN})*", re.IGNORECASE)

_TO_PLAIN = str.maketrans(
    dict.fromkeys(_APOSTROPHES) | dict.fromkeys(_HYPHENS, "-") | dict.fromkeys(" \xa0\u202f", "-")
)
_UNSEEN_SIGN = re.compile(rf"[{_UNSEEN}]")
_PIECE = re.compile(rf"\d+(?:[.,:]\d+)*|[^\W\d_](?:[^\W\d_]|[{_MARKS}])*")
_THOUSANDS = re.compile(r"([1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d+))?|([1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d+))?")
_DECIMAL = re.compile(r"(\d+)[.,:](\d+)")


class Form(NamedTuple):
    """A word as it is spelled and its stem, so many words behind the beginning of its token."""

    at: int
    word: str
    stem: str


class Token(NamedTuple):
    """What stands in a text without a space, and the words that it is: "TNI-Polri" is "tni", "polri" and
    "tnipolri"."""

    start: int
    end: int
    forms: tuple[Form, ...]

    @property
    def parts(self) -> list[Form]:
        """Its words one after the other, without the spelling of all as one word."""
        return [form for number, form in enumerate(self.forms) if form.at == number]

    @property
    def compound(self) -> Form | None:
        """All of it as one word, where it has parts that can be written so."""
        return self.forms[-1] if self.forms[-1].at < len(self.forms) - 1 else None


def tokens(text: str) -> Iterator[Token]:
    for match in matches(text):
        if own := forms(match[0]):
            yield Token(match.start(), match.end(), own)


def matches(text: str) -> Iterator[re.Match[str]]:
    """Yield where the tokens of a text stand, for whoever looks at thousands of them; `forms` says what one is."""
    return _TOKEN.finditer(text)


def words(text: str) -> list[str]:
    """Return the words of a text in their order, as they are spelled in the normal form."""
    return [part.word for token in tokens(text) for part in token.parts]


def stems(text: str) -> set[str]:
    return {form.stem for token in tokens(text) for form in token.forms}


def vector(texts: Iterable[str], names: Collection[str] = ()) -> str:
    """Return PostgreSQL's spelling of a tsvector: the words of texts, and their stems where the text does not have
    them as words. Words of `names` have no stem; no phrase reaches from one text into the next."""
    positions: dict[str, list[int]] = {}
    at = 1
    for text in texts:
        for match in matches(text):
            width, lexemes = _lexemes(match[0])
            for place, lexeme, word in lexemes:
                if word not in names:
                    positions.setdefault(lexeme, []).append(at + place)
            at += width
        at += 1
    for lexeme in [lexeme for lexeme in positions if lexeme[0] == STEM and lexeme[1:] in positions]:
        del positions[lexeme]
    return " ".join(
        f"'{lexeme}':{','.join(map(str, at[:MOST_POSITIONS]))}" for lexeme, at in positions.items()
    )


def stem_vector(weighted: Iterable[tuple[str, Iterable[str]]], names: Collection[str] = ()) -> str:
    """Return a tsvector of the stems alone, each once, with the weight of the first text that has it."""
    weights: dict[str, str] = {}
    for weight, texts in weighted:
        for text in texts:
            for token in tokens(text):
                for form in token.forms:
                    weights.setdefault(form.word if form.word in names else form.stem, weight)
    return " ".join(f"'{lexeme}':{at}{weight}" for at, (lexeme, weight) in enumerate(weights.items(), 1))


# ---- Of one token


@lru_cache(maxsize=50_000)
def _lexemes(token: str) -> tuple[int, tuple[tuple[int, str, str], ...]]:
    """Return how many words a token is, and what is indexed of it: where, the lexeme, and of a stem the word."""
    lexemes, own = [], forms(token)
    for at, word, root in own:
        lexemes.append((at, word, ""))
        if root != word:
            lexemes.append((at, STEM + root, word))
    return max((form.at + 1 for form in own), default=0), tuple(lexemes)


@lru_cache(maxsize=50_000)
def forms(token: str) -> tuple[Form, ...]:
    """Return the words that a token is; none where it is only signs."""
    if token.isascii() and token.isalpha():
        return (Form(0, *reading(token.lower()[:LONGEST])),)
    text = _plain(token)
    pieces = list(_PIECE.finditer(text))
    gaps = [text[one.end() : other.start()] for one, other in pairwise(pieces)]
    spellings = [piece[0][:LONGEST] for piece in pieces]
    if len(spellings) > 1 and all(map(_is_initial, spellings)) and all(gap.startswith(".") for gap in gaps):
        return (Form(0, *reading("".join(spellings)[:LONGEST])),)
    if len(spellings) == 2 and gaps == ["-"] and (root := common_root(*spellings)):
        return (Form(0, "-".join(reading(word)[0] for word in spellings), root),)
    parts = [word for piece in spellings for word in _numbers(piece)]
    own = tuple(Form(at, *reading(word)) for at, word in enumerate(parts))
    compound = _compound(spellings, gaps, parts)
    return (*own, Form(0, *reading(compound))) if compound else own


def _plain(token: str) -> str:
    """Return a token in small letters without signs on them, its hyphens and digits as on every keyboard."""
    text = _UNSEEN_SIGN.sub("", token.translate(_TO_PLAIN))
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(
        str(unicodedata.digit(sign)) if sign.isdigit() else sign
        for sign in letters
        if not unicodedata.combining(sign)
    )


def _is_initial(word: str) -> bool:
    return len(word) == 1 and word.isalpha()


def _numbers(piece: str) -> list[str]:
    """Return a piece that is a word; of figures with signs in them, one number, or all that they are."""
    if not piece[0].isdigit():
        return [piece]
    if match := _THOUSANDS.fullmatch(piece):
        whole, decimals = match[1] or match[3], (match[2] or match[4] or "").rstrip("0")
        digits = re.sub(r"\D", "", whole)
        return [f"{digits}.{decimals}" if decimals else digits]
    if match := _DECIMAL.fullmatch(piece):
        number = f"{match[1].lstrip('0') or '0'}.{match[2]}"
        return [number.replace(".", "")] if _THOUSANDS.fullmatch(number) else [number]  # "01.000"
    return [_number(number) for number in re.split(r"\D", piece)]


def _number(digits: str) -> str:
    """Return digits, without the zero before a day, a month or a house ("RT 05")."""
    return str(int(digits)) if len(digits) == 2 else digits


def _compound(pieces: list[str], gaps: list[str], parts: list[str]) -> str:
    """Return the pieces as the one word that they are in other spellings; "" where nobody writes them so."""
    if not 2 <= len(pieces) <= 3 or sum(map(len, pieces)) > LONGEST:
        return ""
    figures = [piece[0].isdigit() for piece in pieces]
    if all(figures):  # "1-0"
        return "-".join(pieces) if set(gaps) == {"-"} and all(map(str.isdigit, pieces)) else ""
    if set(gaps) <= {"-", ""}:
        return "".join(parts)
    # "S.Ag", "M.Pd.I", "Ph.D", and no word behind a full stop without a space
    is_title = set(gaps) == {"."} and max(map(len, pieces[:-1])) <= 2 and len(pieces[-1]) <= 4
    return "".join(pieces) if is_title and not any(figures) else ""
