"""Signs in a text that somebody in it may have to be protected: ages, schools, words of such crimes, initials with addresses.

They ask, and refuse nothing: whoever reads the text decides. Pure.
"""

import re
from collections.abc import Iterator

from articles.models.protection import ADULT_AT

_SEXUAL = re.compile(
    r"\b(?:\w*(?:cabul|setubuh|perkosa|merkosa|rudapaksa|sodomi)\w*|(?:pelecehan|kekerasan|kejahatan|eksploitasi) seksual|asusila|inses)\b",
    re.IGNORECASE,
)
_CRIME = re.compile(
    r"\b(?:korban|pelaku|tersangka|terdakwa|saksi|tawuran|begal|(?:pen|men|di)curi(?:an)?|(?:peng|meng|di)aniaya(?:an)?"
    r"|(?:pem|mem|di)bunuh(?:an)?|perundungan|dirundung|merundung|ditangkap|diamankan polisi|dibacok|dikeroyok|pengeroyokan"
    r"|narkoba|sabu|diculik|penculikan|tewas|bunuh diri|penelantaran|ditelantarkan|perdagangan orang|hilang)\b",
    re.IGNORECASE,
)
_CHILD = re.compile(
    r"\b(?:anak (?:di ?bawah umur|berhadapan dengan hukum)|(?:siswa|siswi|pelajar|murid|santri(?:wati)?) (?:kelas\b|SD|MI|SMP|MTs|SMA|SMK|MA|PAUD|TK|pesantren)"
    r"|(?:SD|MI|SMP|MTs|SMA|SMK)[A-Z]? ?(?:Negeri|N|Islam|Muhammadiyah)? ?\d{1,3}\b|balita|bayi|bocah|remaja (?:putri|putra))",
    re.IGNORECASE,
)  # fmt: skip
_AGE = re.compile(
    r"\b(?:berusia|usia|umur|berumur)? ?\b(\d{1,2})(?:[- ]?(?:tahun|thn|th)\b\.?)", re.IGNORECASE
)
_NAME = r"(?:[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,3})"
_AGE_IN_BRACKETS = re.compile(rf"({_NAME}) ?\((\d{{1,2}})(?: ?(?:tahun|thn|th))?\)")
_NAME_NEAR = re.compile(rf"\b{_NAME}")
# What has an age and is no person.
_OLD_THING = re.compile(
    r"\b(?:HUT|ulang tahun|selama|dalam|sejak|penjara|hukuman|pidana|masa|lalu|kurun|lebih dari)\b",
    re.IGNORECASE,
)
_INITIALS = re.compile(
    r"\b(?:berinisial|inisial) ?[A-Z]{1,4}\b|\b[A-Z]{1,3} \(\d{1,2}(?: ?(?:tahun|thn|th))?\)"
)
_ADDRESS = re.compile(
    r"\b(?:warga|asal|Jalan|Jl\.?|Gang|Gg\.?|Dusun|Desa|Kelurahan|Kampung|RT ?\.?/?\d|RW ?\.?/?\d|Perumahan|Kecamatan)\b"
)
_NEAR = 60  # characters between an age and a name


def signs(text: str) -> list[str]:
    """Return the words that ask the question, at most one of each sort; none where nothing does."""
    of_offence = _SEXUAL.search(text)
    of_crime = of_offence or _CRIME.search(text)
    if not of_crime:
        return []
    of_child = next(_young(text), "") or _words(_CHILD.search(text))
    initials = _INITIALS.search(text)
    at_home = initials and _ADDRESS.search(text, initials.start(), initials.end() + 3 * _NEAR)
    offence = _words(of_offence)
    if not (offence or of_child or at_home):
        return []
    parts = [
        offence or of_crime[0],
        of_child,
        f"{initials[0]} … {at_home[0]}" if initials and at_home else "",
    ]
    return [part.strip() for part in parts if part]


def _young(text: str) -> Iterator[str]:
    """Yield ages below that of an adult which stand near a name."""
    for match in _AGE_IN_BRACKETS.finditer(text):
        if 0 < int(match[2]) < ADULT_AT:
            yield match[0]
    for match in _AGE.finditer(text):
        around = text[max(match.start() - _NEAR, 0) : match.end() + _NEAR]
        is_young = 0 < int(match[1]) < ADULT_AT
        if (
            is_young
            and not _OLD_THING.search(text[max(match.start() - 20, 0) : match.start()])
            and _NAME_NEAR.search(around)
        ):
            yield match[0]


def _words(match: re.Match[str] | None) -> str:
    return match[0] if match else ""
