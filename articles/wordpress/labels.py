"""The words that mark an editor's lines: related stories, who wrote what, and the sign at the end."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from articles.wordpress.captions import without_full_stop
from articles.wordpress.inline import names as _names

# ---- Related stories

# The words before a related story; what follows decides whether it is one.
RELATED = re.compile(
    r"[\W_]*"
    r"(?:"
    r"(?P<sure>"
    r"(?:baca|lihat|simak|tonton)\s*(?:juga|pula|selengkapnya|lainnya)"
    r"(?:\s+(?:berita|artikel)(?:\s+(?:lain|lainnya|terkait))?(?=\s*[:：]))?"
    r"|also\s+read"
    r"|read\s+also"
    r")"
    r"|(?:baca|lihat|simak)\s+(?:berita|artikel)\s+(?:terkait|lainnya|selengkapnya)"
    r"|baca"
    r"|terkait"
    r"|(?:cek|klik)\s+juga"
    r"|read\s+more"
    r"|(?:artikel|berita|kabar|tulisan)\s+(?:terkait|lainnya|sebelumnya)"
    r")"
    r"(?!\w)"
    r"(?P<sign>[\s:：>»→➡️\-–—|]*)",
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
    """Tell whether a text holds nothing but what may stand between links."""
    return not re.sub(r"\b(?:dan|serta)\b", "", without_bullet(text)).strip(" .,;|/&•·\n)]»*-–—\"“”'")


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
    "reporter": (
        "reporter|pewarta|wartawan|jurnalis|kontributor|koresponden"
        "|laporan|dilaporkan oleh|peliput|liputan|rep"
    ),
    "editor": "editor|redaktur|redaktur pelaksana|redpel|penyunting|disunting oleh|diedit oleh|red|ed",
    "photographer": "pewarta foto|juru foto|fotografer|foto|photo",
    "source": "sumber|source",
    # Work that no story here is credited with.
    "": "publisher|penerbit|uploader|pengunggah|videografer|kameramen|ilustrator|narasumber",
}
_ROLE_OF = {label: role for role, labels in _ROLES.items() for label in labels.split("|")}
_WORD = rf"(?:{'|'.join(sorted(_ROLE_OF, key=len, reverse=True))})"
_LABEL = re.compile(
    rf"(?<![\w.])(?P<labels>{_WORD}(?:\s*(?:/|&|\bdan\b|\|)\s*{_WORD})*)"
    r"(?:\s+(?:berita|foto|magang|lepas|naskah|teks|daerah|wartawan|reporter))?\s*[:：;=]",
    re.IGNORECASE,
)
_LABEL_ALONE = re.compile(rf"{_LABEL.pattern}\s*", re.IGNORECASE)
_LABEL_WITHOUT_COLON = re.compile(rf"{_WORD}\s+(?:[-–—]\s+)?(?P<name>.+)", re.IGNORECASE)
_ORNAMENT = re.compile(r"^[^\w(\[]+")
_WORD_ALONE = re.compile(_WORD, re.IGNORECASE)
_LAPORAN = re.compile(
    r"\(?\s*laporan\s+(?:wartawan|reporter|kontributor|jurnalis)\b[^,:：]{0,40}[,:：]"
    r"\s*(?P<name>[^,:：]{3,60}?)\s*\)?",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"\s*copyright\s*(?:©|\(c\))[^\n]{0,60}$", re.IGNORECASE)
_EDGES = " \t\n\xa0|/;,.•·–—-*"
_NOBODY = frozenset(["", "-", "–", "…"])
_DEGREE = (
    r"(?:[SMA]\.?[A-Z][A-Za-z]{0,4}\.?(?:[A-Z][a-z]*\.?)*|[SM]\.\s?[A-Z][A-Za-z]{0,4}"
    r"|Ph\.?\s?D\.?|Lc\.?|Sp\.\s?\w+|MBA|SH|MH|MM|SE|ST)"
)
# What parts two names: a word, a mark, or a comma that no degree follows.
_TOGETHER = re.compile(
    r"\s+(?:dan|and|serta)\s+"
    r"|\s*[;&\n+]\s*"
    rf"|\s*,\s*(?:dan\s+)?(?!\s|dan\b|(?-i:{_DEGREE})\s*(?:,|;|&|/|$|\bdan\b))",
    re.IGNORECASE,
)
_TOGETHER_OR_SLASH = re.compile(rf"{_TOGETHER.pattern}|\s*/\s*", re.IGNORECASE)
_NOBODYS_PHOTO = re.compile(
    r"(?:ist|istimewa|ho|net|internet|google|dok|dok\W.*|dokumentasi.*|tangkapan layar.*)\.?", re.IGNORECASE
)
_PARTICLES = _names("bin binti al el as ibnu van de da der von dr drs dra ir h hj kh prof ust rr")
_NO_NAME = re.compile(
    r"[:;!?@#<>{}=()]|https?|//|\.\s+(?!(?:bin|binti|al|el|ibnu|van|de|da|der)\b)[a-z]|\w{5,}\.\s"
)


@dataclass(frozen=True)
class Credits:
    people: list[tuple[str, str]]  # role and name, as the text has them
    sign_off: str = ""


def is_name(text: str, words: int = 6) -> bool:
    """A person or an office as one would print it, not a sentence. Titles do not count among its words."""
    parts = text.replace(",", " ").split()
    if not 0 < len(parts) <= 10 or len(text) > 60 or _NO_NAME.search(text):
        return False
    if sum("." not in part for part in parts) > words:
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


def is_label(text: str) -> bool:
    """Tell whether a text is a label alone: the name stands in the next paragraph."""
    return bool(_LABEL_ALONE.fullmatch(text))


def lacks_a_colon(text: str) -> bool:
    """ "Penulis Ani Wati" may be credits."""
    match = _LABEL_WITHOUT_COLON.fullmatch(text)
    return match is not None and is_full_name(match["name"])


def labels_within(text: str) -> list[int]:
    """Positions at which lines of credits may begin inside a paragraph."""
    if ":" not in text and "：" not in text:
        return []
    return [label.start() for label in _LABEL.finditer(text)]


def credits(text: str, initials: Mapping[str, str]) -> Credits | None:
    """Read a text as credits and nothing else; None where it is something else."""
    if laporan := _LAPORAN.fullmatch(text):
        name = laporan["name"].strip(_EDGES)
        return Credits([("reporter", name)]) if is_name(name) else None
    text, sign_off = _split_star(_COPYRIGHT.sub("", text))
    if text.startswith(("(", "[")) and text.endswith((")", "]")):
        text = text[1:-1].strip()
    text = _ORNAMENT.sub("", text)
    if not _LABEL.match(text):
        return None
    people: list[tuple[str, str]] = []
    labels = list(_LABEL.finditer(text))
    for label, end in zip(labels, [*(label.start() for label in labels[1:]), len(text)], strict=True):
        roles = [_ROLE_OF[word.lower()] for word in _WORD_ALONE.findall(label["labels"])]
        behind, star = _split_star(text[label.end() : end])
        sign_off = sign_off or star
        names = None if "" in roles else _people(behind.strip(_EDGES.replace(".", "")), roles[0], initials)
        if names is None:
            return None
        people += [(role, name) for role in dict.fromkeys(roles) for name in names]
    return Credits(people, sign_off)


_STAR = re.compile(r"^\s*(\(\*+\))\s*|\s*(\(\*+\))\s*$")


def _split_star(text: str) -> tuple[str, str]:
    """A text without the `(*)` at its beginning or end, and that sign; "" where there is none."""
    star = _STAR.search(text)
    if not star:
        return text.strip(), ""
    return f"{text[: star.start()]} {text[star.end() :]}".strip(), star[1] or star[2]


def _people(text: str, role: str, initials: Mapping[str, str]) -> list[str] | None:
    """The names in a line behind its label; None where they do not look like names."""
    if text in _NOBODY:
        return []
    if role == "source":
        return [text] if len(text) <= 80 and not text.endswith("?") and len(text.split()) <= 10 else None
    separator = _TOGETHER if role == "photographer" else _TOGETHER_OR_SLASH
    spellings = [without_full_stop(name.strip(_EDGES.replace(".", ""))) for name in separator.split(text)]
    staff = [initials.get(spelling.lower()) for spelling in spellings]
    names = [name or spelling for spelling, name in zip(spellings, staff, strict=True) if spelling]
    return names if names and all(name in staff or is_name(name) for name in names) else None


# ---- Sign-offs

_SIGN = re.compile(
    r"[(\[]\s*(?P<inner>[^()\[\]]{1,60}?)\s*[)\]]\s*\.?$|(?P<bare>\*{2,5}|^\*+\s*/[^()\[\]\n]{2,50})$"
)
_RED = re.compile(r"[\w*]{1,12}-red", re.IGNORECASE)
_CODE = re.compile(r"\*+|\w{1,6}|[\w-]+(?:\.[a-z]{2,4})+|[\w*]{1,12}-\w{1,6}", re.IGNORECASE)
_NUMBERS = re.compile(r"[\d\W_]+")
_NO_CODES = _names(
    "km jam dan atau rt rw l p pria wanita kg ha m cm detik menit hari bulan tahun orang liter hektare per "
    "dst dll tni polri wib wita wit kb mb gb tgl no pp hp wa"
)
_SENTENCE_END = ".!?”\"’'»…)"


@dataclass(frozen=True)
class SignOff:
    text: str  # as it stands there, with its brackets
    start: int  # where it begins among the words
    people: list[tuple[str, str]] = field(default_factory=list)
    keep: bool = True  # False where it was credits only
    sure: bool = True


def sign_off(text: str, initials: Mapping[str, str], names: Mapping[str, str]) -> SignOff | None:
    """Read the sign at the end of a text: `(*)`, forms with a slash, or initials of the staff.

    `names` are also those of accounts of offices: in a sign-off they count by their names alone.
    """
    match = _SIGN.search(text)
    if not match:
        return None
    before = text[: match.start()].rstrip()
    inner = match["inner"] or match["bare"]
    ends_the_sentence = not before or before[-1] in _SENTENCE_END
    if not ends_the_sentence and (match["bare"] or inner.strip("*")):
        return None
    sign = SignOff(match[0].rstrip(" ."), match.start())
    if not inner.strip("*") or _RED.fullmatch(inner):
        return sign
    if "/" in inner or "|" in inner:
        return _slashed(sign, [part.strip() for part in re.split("[/|]", inner)], initials, names)
    if inner.lower() in initials:
        return replace(sign, people=[("writer", initials[inner.lower()])])
    looks_like_one = inner.islower() or is_full_name(inner) or not before
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
