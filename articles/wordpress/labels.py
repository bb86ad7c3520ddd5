"""The words by which an editor's lines are told: related stories, who wrote what, and the sign at the end."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from articles.wordpress.inline import names as _names

# ---- Related stories

# The words before a related story; what follows decides whether it is one.
RELATED = re.compile(
    r"[\W_]*(?:(?P<sure>(?:baca|lihat|simak|tonton)\s*(?:juga|pula|selengkapnya|lainnya)|also\s+read|read\s+also)"
    r"|baca\s+(?:berita|artikel)\s+(?:terkait|lainnya|selengkapnya)|baca|terkait|(?:cek|klik)\s+juga|read\s+more|(?:artikel|berita|kabar|tulisan)\s+(?:terkait|lainnya|sebelumnya))"
    r"(?!\w)(?P<sign>[\s:：>»→➡️\-–—|]*)",
    re.IGNORECASE,
)
# The same within a paragraph, behind the end of a sentence.
RELATED_WITHIN = re.compile(
    r"(?<=[.!?”\"’)])\s+(?=(?:baca|lihat|simak)\s+(?:juga|pula|selengkapnya)\s*[:：])", re.IGNORECASE
)
_BULLET = re.compile(r"^(?:[\s\-–—•*·>»→➡️|,;/]+|\d{1,2}[.)](?:\s+|$))+|[\s|,;/]+$")
_LONGEST_TITLE = 30  # words


def without_bullet(text: str) -> str:
    return _BULLET.sub("", text)


def only_separators(text: str) -> bool:
    """What may stand between links without being a word of its own."""
    return not re.sub(r"\b(?:dan|serta)\b", "", without_bullet(text)).strip(" .,;|/&•·\n)]»*-–—")


def is_title(text: str) -> bool:
    """A headline begins as one and does not end as a sentence does."""
    ends_as_a_sentence = text.endswith((".", ":", ",", ";")) and not text.endswith("..")
    if not text or ends_as_a_sentence or len(text.split()) > _LONGEST_TITLE:
        return False
    first = text.lstrip("\"'“‘«([#")[:1]
    return first.isupper() or first.isdigit() or (bool(first) and not first.isascii())


# ---- Credits

_ROLES = {
    "writer": "penulis|ditulis oleh|oleh",
    "reporter": "reporter|pewarta|wartawan|jurnalis|kontributor|koresponden|laporan|peliput|liputan|rep",
    "editor": "editor|redaktur|penyunting|red|ed",
    "photographer": "pewarta foto|juru foto|fotografer|foto|photo",
    "source": "sumber|source",
    "": "publisher|penerbit|videografer|kameramen|ilustrator|narasumber",  # nothing that a story here is credited with
}
_ROLE_OF = {label: role for role, labels in _ROLES.items() for label in labels.split("|")}
_WORD = rf"(?:{'|'.join(sorted(_ROLE_OF, key=len, reverse=True))})"
_LABEL = re.compile(
    rf"(?<![\w.])(?P<labels>{_WORD}(?:\s*(?:/|&|\bdan\b|\|)\s*{_WORD})*)"
    r"(?:\s+(?:berita|foto|magang|lepas|naskah|teks|daerah|wartawan|reporter))?\s*[:：]",
    re.IGNORECASE,
)
_WORD_ALONE = re.compile(_WORD, re.IGNORECASE)
_LAPORAN = re.compile(
    r"\(?\s*laporan\s+(?:wartawan|reporter|kontributor|jurnalis)\b[^,:：]{0,40}[,:：]\s*(?P<name>[^,:：]{3,60}?)\s*\)?",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"\s*copyright\s*(?:©|\(c\))[^\n]{0,60}$", re.IGNORECASE)
_EDGES = " \t\n\xa0|/;,.•·–—-*"
_NOBODY = frozenset(["", "-", "–", "…"])
_DEGREE = r"(?:[SMA]\.?[A-Z][A-Za-z]{0,4}\.?(?:[A-Z][a-z]*\.?)*|[SM]\.\s?[A-Z][A-Za-z]{0,4}|Ph\.?\s?D\.?|Lc\.?|Sp\.\s?\w+|MBA|SH|MH|MM|SE|ST)"
_TOGETHER = re.compile(
    rf"\s+(?:dan|and|serta)\s+|\s*[;&\n+]\s*|\s*,\s*(?:dan\s+)?(?!\s|dan\b|(?-i:{_DEGREE})\s*(?:,|;|&|/|$|\bdan\b))",
    re.IGNORECASE,
)
_TOGETHER_OR_SLASH = re.compile(rf"{_TOGETHER.pattern}|\s*/\s*", re.IGNORECASE)
_FULL_STOP = re.compile(r"(?<=[a-z]{3})\.$")  # no part of "S.Kom." or "Fahrur R."
_NOBODYS_PHOTO = re.compile(
    r"(?:ist|istimewa|ho|net|internet|google|dok|dok\W.*|dokumentasi.*|tangkapan layar.*)\.?", re.IGNORECASE
)
_PARTICLES = _names("bin binti al el as ibnu van de da der von dr drs dra ir h hj kh prof ust rr")
_NO_NAME = re.compile(r"[:;!?@#<>{}=()]|https?|//|\.\s+[a-z]|\w{5,}\.\s")


@dataclass
class Credits:
    people: list[tuple[str, str]] = field(default_factory=list)  # role and name, as the text has them
    sign_off: str = ""


def is_name(text: str, words: int = 6) -> bool:
    """A person or an office as one would print it, not a sentence."""
    parts = text.replace(",", " ").split()
    if not 1 <= len(parts) <= words or len(text) > 60 or _NO_NAME.search(text):
        return False
    upper = [
        part[0].isupper() or part.lower().rstrip(".") in _PARTICLES or part[0] in "'’\"“" for part in parts
    ]
    is_role = parts[0].lower() in _ROLE_OF  # "Kontributor Jember" is no one's name
    return upper[0] and all(upper[:2]) and sum(upper) * 2 > len(parts) and not is_role


def is_full_name(text: str) -> bool:
    return " " in text and is_name(text, words=5) and all(part[0].isalpha() for part in text.split())


def is_somebody(role: str, name: str) -> bool:
    """ "Istimewa" and "Dok. Polres" say whose a photo is, but name no photographer."""
    return role != "photographer" or not _NOBODYS_PHOTO.fullmatch(name)


def has_label(text: str) -> bool:
    return bool(_LABEL.match(text.lstrip(" ([*-–—•")))


def labels_within(text: str) -> list[int]:
    """Where lines of credits may begin inside a paragraph."""
    if ":" not in text and "：" not in text:
        return []
    return [found.start() for found in _LABEL.finditer(text)]


def credits(text: str, initials: Mapping[str, str]) -> Credits | None:
    """Who the lines name, None where they are not credits and nothing else."""
    found = Credits()
    if laporan := _LAPORAN.fullmatch(text):
        name = laporan["name"].strip(_EDGES)
        return Credits([("reporter", name)]) if is_name(name) else None
    text = _take_sign_off(_COPYRIGHT.sub("", text), found)
    if text.startswith(("(", "[")) and text.endswith((")", "]")):
        text = text[1:-1].strip()
    text = text.lstrip(_EDGES)
    if not _LABEL.match(text):
        return None
    marks = list(_LABEL.finditer(text))
    for mark, end in zip(marks, [*(mark.start() for mark in marks[1:]), len(text)], strict=True):
        roles = [_ROLE_OF[word.lower()] for word in _WORD_ALONE.findall(mark["labels"])]
        if "" in roles:
            return None
        names = _take_sign_off(text[mark.end() : end], found).strip(_EDGES.replace(".", ""))
        people = _people(names, roles[0], initials)
        if people is None:
            return None
        found.people += [(role, name) for role in dict.fromkeys(roles) for name in people]
    return found


_STAR = re.compile(r"^\s*(\(\*+\))\s*|\s*(\(\*+\))\s*$")


def _take_sign_off(text: str, found: Credits) -> str:
    if star := _STAR.search(text):
        found.sign_off = found.sign_off or star[1] or star[2]
        text = f"{text[: star.start()]} {text[star.end() :]}"
    return text.strip()


def _people(text: str, role: str, initials: Mapping[str, str]) -> list[str] | None:
    """The names in a line behind its label, None where they do not look like names."""
    if text in _NOBODY:
        return []
    if role == "source":
        return [text] if len(text) <= 80 and not text.endswith("?") and len(text.split()) <= 10 else None
    split = _TOGETHER if role == "photographer" else _TOGETHER_OR_SLASH
    names = [_FULL_STOP.sub("", name.strip(_EDGES.replace(".", ""))) for name in split.split(text)]
    known = [initials.get(name.lower()) for name in names]
    names = [printed or name for name, printed in zip(names, known, strict=True) if name]
    return names if names and all(name in known or is_name(name) for name in names) else None


# ---- Sign-offs

_SIGN = re.compile(r"\(\s*(?P<inner>[^()]{1,60}?)\s*\)\s*\.?$")
_RED = re.compile(r"[\w*]{1,12}-red", re.IGNORECASE)
_CODE = re.compile(r"\*+|\w{1,6}|[\w-]+(?:\.[a-z]{2,4})+|[\w*]{1,12}-\w{1,6}", re.IGNORECASE)
_NUMBERS = re.compile(r"[\d\W_]+")
_NO_CODES = _names(
    "km jam dan atau rt rw l p pria wanita kg ha m cm detik menit hari bulan tahun orang liter hektare per dst dll "
    "tni polri wib wita wit kb mb gb tgl no pp hp wa"
)
_SENTENCE_END = ".!?”\"’'»…)"


@dataclass
class SignOff:
    text: str  # as written, with its brackets
    start: int  # where it begins among the words
    people: list[tuple[str, str]] = field(default_factory=list)
    keep: bool = True  # False where it was credits only
    sure: bool = True


def sign_off(text: str, initials: Mapping[str, str]) -> SignOff | None:
    """The sign at the end of a text: `(*)`, forms with a slash, or initials of the staff."""
    found = _SIGN.search(text)
    if not found:
        return None
    before = text[: found.start()].rstrip()
    if before and before[-1] not in _SENTENCE_END:
        return None
    sign = SignOff(found[0].rstrip(" ."), found.start())
    inner = found["inner"]
    if not inner.strip("*") or _RED.fullmatch(inner):
        return sign
    if "/" in inner:
        return _slashed(sign, [part.strip() for part in inner.split("/")], initials)
    if inner.lower() in initials:
        sign.people = [("writer", initials[inner.lower()])]
        return sign
    sign.sure = False
    looks_like_one = inner.islower() or is_full_name(inner) or not before
    return sign if looks_like_one and not _NUMBERS.fullmatch(inner) else None


def _is_known_by_name(text: str, initials: Mapping[str, str]) -> bool:
    """Many people have one name only: it is believed where the newsroom knows it."""
    return initials.get(text.lower(), "").lower() == text.lower()


def _slashed(sign: SignOff, parts: list[str], initials: Mapping[str, str]) -> SignOff | None:
    if any(
        not part or part.lower() in _NO_CODES or (part.strip("*") and _NUMBERS.fullmatch(part))
        for part in parts
    ):
        return None
    sign.sure = all(_CODE.fullmatch(part) or is_name(part, words=5) for part in parts)
    names = [part for part in parts if is_full_name(part) or _is_known_by_name(part, initials)]
    if len(parts) == 2 and names:
        if len(names) == 2:
            sign.people, sign.keep = [("writer", names[0]), ("editor", names[1])], False
            return sign
        if names == parts[1:] and not parts[0].strip("*"):
            sign.people, sign.keep = [("writer", names[0])], False
            return sign
    known = [initials[part.lower()] for part in parts if part.lower() in initials][:2]
    roles = ["writer", "editor"][: len(known)]
    sign.people = list(
        {name: (role, name) for role, name in reversed(list(zip(roles, known, strict=True)))}.values()
    )[::-1]
    return sign
