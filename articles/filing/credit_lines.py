"""Lines of credits: who wrote, edited and photographed, in the spellings of newsrooms and agencies."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from articles.filing.captions import without_full_stop
from articles.filing.words import names as _names

_ROLES = {
    "writer": "penulis|ditulis oleh|oleh|penulis naskah|naskah",
    "reporter": (
        "reporter|pewarta|wartawan|jurnalis|kontributor|koresponden|laporan|dilaporkan oleh|peliput|liputan|rep"
    ),
    "editor": (
        "editor|redaktur|redaktur pelaksana|redpel|penyunting|disunting oleh|diedit oleh|penyelaras|red|ed"
    ),
    "photographer": "pewarta foto|juru foto|jurnalis foto|fotografer|foto|photo",
    "source": "sumber|source",
    # Work that no story here is credited with.
    "": (
        "publisher|penerbit|uploader|pengunggah|diunggah oleh|admin|videografer|kameramen|kamerawan|juru kamera"
        "|ilustrator|ilustrasi|infografis|grafis|desainer|narasumber|penerjemah|alih bahasa|pewawancara|moderator"
        "|translator|penanggung jawab|pemimpin redaksi|pimpinan redaksi|pimred|koordinator liputan|korlip|tata letak"
    ),
}
STAFF = frozenset(["writer", "reporter", "editor"])
ROLES = STAFF | {"photographer", "source"}
CANONICAL_LABELS = {
    "writer": "Penulis",
    "reporter": "Reporter",
    "editor": "Editor",
    "photographer": "Fotografer",
    "source": "Sumber",
}
_ROLE_OF = {label: role for role, labels in _ROLES.items() for label in labels.split("|")}
_WORD = rf"(?:{'|'.join(sorted(_ROLE_OF, key=len, reverse=True))})"
_REPORTING = r"(?:kontributor|koresponden|wartawan|reporter|jurnalis|pewarta|biro)"
_NAME_OF_A_DESK = r"(?:\s+(?-i:[A-Z])[\w.]*){1,3}"  # "Kontributor Jember", "Wartawan Kabar Lama"
_LABEL = re.compile(
    rf"(?:(?<![\w.])|(?-i:(?<=[a-z.])(?=[A-Z])))(?:(?P<of_a_desk>(?:laporan\s+)?{_REPORTING}{_NAME_OF_A_DESK})"
    rf"|(?P<labels>{_WORD}(?:\s*(?:/|&|\bdan\b|\|)\s*{_WORD})*)"
    r"(?:\s+(?:berita|foto|magang|lepas|naskah|teks|daerah|wartawan|reporter|bahasa|muda|senior|pelaksana))?)"
    r"\s*[:：;=]",
    re.IGNORECASE,
)
_LABEL_ALONE = re.compile(rf"{_LABEL.pattern}\s*", re.IGNORECASE)
_LABEL_WITHOUT_COLON = re.compile(rf"{_WORD}\s+(?:[-–—]\s+)?(?P<name>.+)", re.IGNORECASE)
_ORNAMENT = re.compile(r"^[^\w(\[]+")
_WORD_ALONE = re.compile(_WORD, re.IGNORECASE)
# "(Laporan Wartawan Kabarlama.com, Ani Wati)", "(Kontributor Jember, Ani Wati)"
_REPORT = re.compile(
    rf"\(?\s*laporan\s+{_REPORTING}\b[^,:：\n]{{0,40}}[,:：]\s*(?P<name>[^,:：\n]{{3,60}}?)\s*\)?"
    rf"|\(\s*{_REPORTING}\b[^,:：\n]{{1,40}},\s*(?P<in_brackets>[^,:：\n]{{3,60}}?)\s*\)",
    re.IGNORECASE,
)
_OF_A_DESK = re.compile(rf"{_REPORTING}\b[^,:：\n]{{1,40}},\s*(?P<name>[^,:：\n]{{3,60}})", re.IGNORECASE)
_COPYRIGHT = re.compile(
    r"(?:^|\s)\s*(?:copyright\b\s*(?:©|\(c\))?|©|hak\s+cipta\b)[^\n]{0,80}$", re.IGNORECASE
)
_ASIDE = re.compile(r"\s*[(\[]([^()\[\]*/]{2,40})[)\]]")  # "(Magang)", "(MG-340)"
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
_SLASH = re.compile(r"\s*[/|]\s*")
_TOGETHER_OR_SLASH = re.compile(rf"{_TOGETHER.pattern}|\s*/\s*", re.IGNORECASE)
_NOBODYS_PHOTO = re.compile(
    r"(?:ist|istimewa|ho|net|internet|google|dok|dok\W.*|dokumentasi.*|tangkapan layar.*)\.?", re.IGNORECASE
)
_PARTICLES = _names("bin binti al el as ibnu van de da der von dr drs dra ir h hj kh prof ust rr")
_NO_NAME = re.compile(
    r"[:;!?@#<>{}=()|]|https?|//|\.\s+(?!(?:bin|binti|al|el|ibnu|van|de|da|der)\b)[a-z]|\w{5,}\.\s"
)

# Accounts that several people share: what they type is no one person's.
_OFFICE = re.compile(
    r"(?:wp-?|web|super)?(?:admin(?:istrator)?|master)"
    r"|redaksi|redaktur|editor|newsroom|tim|team|user|root|kontributor",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Credits:
    people: list[tuple[str, str]]  # role and name, as the text has them
    sign_off: str = ""
    others: list[str] = field(default_factory=list)  # "Publisher: Sari Wati": work that no story here names
    asides: list[str] = field(default_factory=list)  # what stands in brackets behind a name


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


def is_office(login: str, name: str) -> bool:
    """Tell whether a login is that of an office, by its name."""
    words = re.split(r"[\W_\d]+", f"{login} {name}")
    return bool(_OFFICE.fullmatch(login) or _OFFICE.fullmatch(next(filter(None, words), "")))


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
    if report := _REPORT.fullmatch(text):
        name = (report["name"] or report["in_brackets"]).strip(_EDGES)
        return Credits([("reporter", name)]) if is_name(name) else None
    if not (":" in text or "：" in text or ";" in text or "=" in text):  # as most paragraphs: no label in it
        return None
    text, sign_off = _split_star(_COPYRIGHT.sub("", text))
    text = _ORNAMENT.sub("", _without_brackets(text))
    if not _LABEL.match(text):
        return None
    found = Credits([], sign_off)
    for label, behind in _labelled(text):
        behind, star = _split_star(behind)
        lines = _line_of(label, behind, initials, found)
        if lines is None:
            return None
        sign_off = sign_off or star
        found.people.extend(lines)
    return Credits(list(dict.fromkeys(found.people)), sign_off, found.others, found.asides)


def _labelled(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Each label of a text with the words behind it."""
    labels = list(_LABEL.finditer(text))
    for label, end in zip(labels, [*(label.start() for label in labels[1:]), len(text)], strict=True):
        yield label, text[label.end() : end]


def _line_of(
    label: re.Match[str], behind: str, initials: Mapping[str, str], found: Credits
) -> list[tuple[str, str]] | None:
    """Roles and names of one label; None where what follows does not look like names.

    Work that is not credited here and words in brackets go to `found`.
    """
    roles = list(dict.fromkeys(_roles(label)))
    if roles == [""]:
        found.others.append(f"{label[0]} {' '.join(behind.split())}")
        return [] if len(behind) < 80 else None
    roles = [role for role in roles if role]
    if roles[0] in STAFF:
        asides = [aside.strip() for aside in _ASIDE.findall(behind)]
        if any(map(is_full_name, asides)):  # which of the two is meant?
            return None
        found.asides.extend(asides)
        behind = _ASIDE.sub("", behind)
    if "\n" in behind.strip() and behind.partition("\n")[0].strip():  # what the next line is, no label says
        return None
    text = behind.strip(_EDGES.replace(".", ""))
    if len(roles) > 1 and (paired := _paired(roles, text, initials)) is not None:
        return paired
    names = _people(text, roles[0], initials)
    if names is None or (len(roles) > 1 and len(names) > 1):
        return None
    return [(role, name) for role in roles for name in names]


def _roles(label: re.Match[str]) -> list[str]:
    if label["of_a_desk"]:
        return ["reporter"]
    return [_ROLE_OF[" ".join(word.lower().split())] for word in _WORD_ALONE.findall(label["labels"])]


def _paired(roles: list[str], text: str, initials: Mapping[str, str]) -> list[tuple[str, str]] | None:
    """ "Reporter/Editor: Ani Wati/Budi Santoso": each name has the role at its place."""
    parts = _SLASH.split(text)
    if len(parts) != len(roles):
        return None
    people = [_people(part, role, initials) for role, part in zip(roles, parts, strict=True)]
    if not all(names and len(names) == 1 for names in people):
        return None
    return [(role, names[0]) for role, names in zip(roles, people, strict=True) if names]


def _without_brackets(text: str) -> str:
    """A text without the brackets around all of it, also where a line break has taken one of them away."""
    if text.startswith(("(", "[")) and text.endswith((")", "]")):
        return text[1:-1].strip()
    is_whole = text.count("(") == text.count(")") and text.count("[") == text.count("]")
    return text if is_whole else text.strip("()[] ")


_STAR = re.compile(r"^\s*(\(\*+\))\s*|\s*(\(\*+\))\s*$")


def _split_star(text: str) -> tuple[str, str]:
    """A text without the `(*)` at its beginning or end, and that sign; "" where there is none."""
    star = _STAR.search(text) if "*" in text else None
    if not star:
        return text.strip(), ""
    return f"{text[: star.start()]} {text[star.end() :]}".strip(), star[1] or star[2]


def _people(text: str, role: str, initials: Mapping[str, str]) -> list[str] | None:
    """The names in a line behind its label; None where they do not look like names."""
    if text in _NOBODY:
        return []
    if role == "source":
        return [text] if len(text) <= 80 and not text.endswith("?") and len(text.split()) <= 10 else None
    if of_a_desk := _OF_A_DESK.fullmatch(text):
        text = of_a_desk["name"]
    separator = _TOGETHER if role == "photographer" else _TOGETHER_OR_SLASH
    spellings = [without_full_stop(name.strip(_EDGES.replace(".", ""))) for name in separator.split(text)]
    staff = [initials.get(spelling.lower()) for spelling in spellings]
    names = [name or spelling for spelling, name in zip(spellings, staff, strict=True) if spelling]
    return names if names and all(name in staff or is_name(name) for name in names) else None
