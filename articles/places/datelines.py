"""The dateline that opens a story, told from the sentence behind it by the gazetteer."""

import re
from dataclasses import dataclass

from articles.places import gazetteer
from articles.places.gazetteer import PlaceNames

_ADDRESS = re.compile(
    r"[\w-]+(?:\.[\w-]+)*"
    r"\.(?:com|co|id|net|news|org|info|tv|media|press|online|site|xyz|example)(?![\w.])",
    re.IGNORECASE,
)
_HYPHENS = frozenset("-–")
_DASH = r"[-–—‒−]"
# The mark between dateline and sentence: a dash, whatever stands with it; behind a site's name a comma, too.
_END = re.compile(rf"\s*[,.:|/]*\s*(?:{_DASH}\s*)+[,.:]*\s*")
_END_OF_SITE = re.compile(r"\s*[,:.|]+\s*")
_GAP = re.compile(rf"\s*(?:[,|/•·»>~&+]|{_DASH})+\s*|\s+I{{1,2}}\s+")  # a capital I passes for a bar
_BRACKET = re.compile(rf"\s*(?:,|{_DASH})?\s*[(\[]\s*([^()\[\]]{{2,40}}?)\s*[)\]]")
_ASIDE = re.compile(rf"\s*[,(][^.!?–—]{{1,30}}?{_DASH}\s+")
_COLON = re.compile(r"\s*[:|]\s+")
# "Kab." or "Kota" in brackets behind a place says which of two places of that name it is.
_KIND = re.compile(r"\s*\((kab\.?|kabupaten|kota)\)", re.IGNORECASE)
_KIND_LABELS = {"kota": "Kota"}
_UNKNOWN_SITE_FIRST = re.compile(r"[A-Z][A-Z\d]{4,30}(?:\s[A-Z]{2,12})?\s*,\s+")
# Names of papers that nobody has told of: by their first word, or by the address behind them.
_PAPER = re.compile(
    r"(?i:radar|kabar|berita|warta|suara|harian|tribun|jawa\s?pos|media|koran|lensa|info|portal|surya|memo|duta"
    r"|times|jurnal|metro|tempo|kompas|antara|detik|liputan|viva|cnn|cnbc|idn|inews|okezone|bisnis|nu)[\w.]*"
    r"(?:\s+[A-Z][\w.]*){0,2}"
    r"|[A-Z]\w*(?:\s[A-Z]\w*){0,2}\.(?:com|co\.id|id|net|news|co)\b"
)
_COMMA = re.compile(r"\s*[,:.|;~•·»>_]+\s*(?:[-–—_]\s*)?")
_WORD = re.compile(r"[\w.'’]+")
_CAPITALISED = re.compile(r"[A-Z]\w{3,30}")
# A name, and what parts it from the sentence; a hyphen by itself needs a space behind it ("TNI-Polri").
_NAME = re.compile(r"[^\W\d_][\w.'’]*(?: [^\W\d_][\w.'’]*){0,3}")
_END_OF_NAME = re.compile(rf"\s*(?:[,.]\s*{_DASH}+\s*|[–—]+\s*|{_DASH}+\s+)")
_DAYS = frozenset(["senin", "selasa", "rabu", "kamis", "jumat", "jum'at", "sabtu", "minggu", "ahad"])
_KINDS = frozenset(["kota", "kabupaten"])
_VILLAGES = ("desa ", "kelurahan ", "dusun ", "kampung ")
_REGENCIES = ("kabupaten ", "kab. ", "kab ", "kota ")
_LONGEST = 6  # words of a place


@dataclass(frozen=True)
class Dateline:
    place: str = ""  # as this newsroom prints it; "" where only the site is named
    end: int = 0  # how many characters it takes
    unsure: str = ""  # words that look like one and are left in the text
    name: str = ""  # what may be the place in them
    doubt: str = ""  # words that were believed on less than the gazetteer's word


def find(text: str, names: PlaceNames, story: str = "") -> Dateline | None:
    """Read the dateline that a text begins with; None where nothing looks like one.

    A place that the gazetteer does not have for sure is believed where the `story` itself says what it is, as
    in "Kecamatan Wonoasih"; `doubt` says so.
    """
    dateline = _find(text[:160], names)
    if dateline and dateline.unsure and dateline.name and _is_called_a_place(dateline.name, story):
        place = dateline.name.title() if dateline.name.isupper() else dateline.name
        return Dateline(place, len(dateline.unsure), doubt=dateline.unsure.strip())
    return dateline


def _is_called_a_place(name: str, story: str) -> bool:
    """Tell whether the story says of a name that it is a place: "Kecamatan Wonoasih", "Desa Sumberkedawung"."""
    if name.lower().startswith(_VILLAGES):
        name = name.partition(" ")[2]
    pattern = rf"\b(?:kecamatan|kabupaten|kota|kec\.|kab\.|desa|kelurahan)\s+{re.escape(name)}\b"
    return bool(re.search(pattern, story, re.IGNORECASE))


def _find(head: str, names: PlaceNames) -> Dateline | None:
    if (dateline := _at_place(head, 0, names, with_site=False)) and dateline.place:
        return dateline
    if start := _site(head, 0, names):
        return _behind_first_site(head, start, names) or dateline
    if first := _UNKNOWN_SITE_FIRST.match(head):
        behind = _at_place(head, first.end(), names, with_site=False)
        if behind and behind.place and first[0].strip(" ,").lower() not in _DAYS:
            return Dateline(behind.place, behind.end, doubt=first[0].strip(" ,"))
    return dateline or _in_small_letters(head, names)


def _behind_first_site(head: str, start: int, names: PlaceNames) -> Dateline | None:
    """The dateline that begins with the name of a site, which ends at `start`."""
    gap = _GAP.match(head, start)
    if gap and (behind := _at_place(head, gap.end(), names, with_site=True)):
        return behind
    end = (_END.match(head, start) if gap else None) or ("." in head[:start] and _COLON.match(head, start))
    return Dateline(end=end.end()) if end and _opens_sentence(head[end.end() :]) else None


def _in_small_letters(head: str, names: PlaceNames) -> Dateline | None:
    """ "probolinggo – Warga": nobody writes it so but by mistake."""
    for word in reversed(list(_WORD.finditer(head[:70]))[:3]):
        place, closing = head[: word.end()], _END.match(head, word.end())
        if place.islower() and place in names.places and closing and _opens_sentence(head[closing.end() :]):
            return Dateline(unsure=head[: closing.end()])
    return None


def _at_place(head: str, start: int, names: PlaceNames, *, with_site: bool) -> Dateline | None:
    longest = _longest_place(head, start, names)
    if not longest:
        return _unknown(head, start, names)
    place, end = longest
    spelling = head[start:end]
    if kind := _KIND.match(head, end):
        place, end = f"{_KIND_LABELS.get(kind[1].lower(), 'Kabupaten')} {place}", kind.end()
    if both := _two_places(head, spelling, end, names):
        return both
    end, site_end, doubt = _site_behind(head, end, names, spelling)
    with_site, end = with_site or bool(site_end), site_end or end
    closing = _closing(head, end, with_site)
    if closing is None and site_end and head[end : end + 1].isspace():
        closing = end + 1
    if closing is None:
        return _without_dash(head, end, spelling) or _unknown(head, start, names)
    if not _opens_sentence(head[closing:]):
        return Dateline(unsure=head[:closing]) if spelling.isupper() and closing - end > 1 else None
    if with_site:
        return Dateline(place, closing, doubt=doubt)
    return _without_site(head, spelling, end, Dateline(place, closing), names)


def _two_places(head: str, spelling: str, end: int, names: PlaceNames) -> Dateline | None:
    """ "BANGIL/PANDAAN, Radar Bromo –": two places that the newsroom alone can choose from."""
    gap = _GAP.match(head, end)
    second = _longest_place(head, gap.end(), names) if gap else None
    if not gap or not second or _is_wider(spelling, gap[0], head[gap.end() : second[1]]):
        return None
    site_end = _behind_site(head, second[1], names) or _behind_unknown_site(head, second[1])
    closing = _closing(head, site_end, True) if site_end else None
    if closing is None and (mark := _END.match(head, second[1])):
        closing = mark.end()
    return Dateline(unsure=head[:closing]) if closing and _opens_sentence(head[closing:]) else None


def _is_wider(spelling: str, gap: str, second: str) -> bool:
    """Tell whether the first place lies in the second: "Muncar, Banyuwangi", "Jember-Jatim"."""
    wider = second.lower()
    if wider in gazetteer.provinces() or wider.startswith(_REGENCIES):
        return True
    return (
        gap.strip() == ","
        and wider in gazetteer.regencies()
        and spelling.lower() not in gazetteer.regencies()
    )


def _site_behind(head: str, end: int, names: PlaceNames, spelling: str) -> tuple[int, int, str]:
    """Return the ends of the place and of the site's name behind it, and a name believed to be a site's.

    The end of the site's name is 0 where there is none.
    """
    site_end = _behind_site(head, end, names)
    if not site_end and (wider := _behind_wider_place(head, end, names, spelling)):
        end, site_end = wider, _behind_site(head, wider, names)
    if site_end:
        return end, site_end, ""
    site_end = _behind_unknown_site(head, end)
    return end, site_end, head[end:site_end].strip(" ,|") if site_end else ""


def _without_site(
    head: str, spelling: str, end: int, dateline: Dateline, names: PlaceNames
) -> Dateline | None:
    """Judge a dateline where only the place and the dash say that it is one."""
    another = _longest_place(head, dateline.end, names)
    if another and _END.match(head, another[1]):
        return Dateline(unsure=head[: dateline.end])
    if head[end : dateline.end] in _HYPHENS:  # "PROBOLINGGO-Arus balik", but "Surabaya-Malang", "TUBAN-BABAT"
        return dateline if spelling.isupper() and not another else None
    if another and head[dateline.end : another[1]].isupper():  # "PASURUAN - SIDOARJO macet"
        return Dateline(unsure=head[: dateline.end])
    if not spelling.isupper() and (another or spelling.lower() in gazetteer.ordinary_words()):
        return Dateline(unsure=head[: dateline.end], name="" if another else spelling)
    return dateline


def _behind_site(head: str, end: int, names: PlaceNames) -> int:
    """Position behind the site's name that follows a place; 0 where none follows."""
    if bracket := _BRACKET.match(head, end):
        return bracket.end() if _site(head, bracket.start(1), names) == bracket.end(1) else 0
    gap = _GAP.match(head, end)
    return _site(head, gap.end(), names) if gap else 0


def _behind_wider_place(head: str, end: int, names: PlaceNames, spelling: str) -> int:
    """Position behind the place that the first one lies in; 0 where none follows."""
    gap = _GAP.match(head, end)
    wider = _longest_place(head, gap.end(), names) if gap else None
    return wider[1] if gap and wider and _is_wider(spelling, gap[0], head[gap.end() : wider[1]]) else 0


def _behind_unknown_site(head: str, end: int) -> int:
    """ "Jakarta, Lenzanasional – Dewan", "Jakarta (ANTARA) - Dewan", "KRAKSAAN, Radar Bromo-Warga": a word that
    is no day, or the name of a paper, and a dash."""
    if bracket := _BRACKET.match(head, end):
        end = bracket.end() if bracket[1][0].isupper() and bracket[1].lower() not in _DAYS else 0
    elif (
        (gap := _GAP.match(head, end))
        and gap[0].strip() in (",", "|")
        and (word := _paper_or_word(head, gap.end()))
    ):
        end = word.end() if word[0].lower() not in _DAYS else 0
    else:
        end = 0
    return end if end and _END.match(head, end) else 0


def _paper_or_word(head: str, start: int) -> re.Match[str] | None:
    paper = _PAPER.match(head, start)
    if paper and _END.match(head, paper.end()):
        return paper
    return _CAPITALISED.match(head, start)


def _closing(head: str, end: int, with_site: bool) -> int | None:
    """Position at which the sentence begins; None where nothing parts it from the dateline."""
    mark = _END.match(head, end) or (_END_OF_SITE.match(head, end) if with_site else None)
    if mark:
        return mark.end()
    return end + 1 if with_site and head[end - 1 : end + 1] in (") ", "] ") else None


def is_place(text: str, names: PlaceNames) -> bool:
    """Tell whether a text, in bold letters, in brackets or on a line of its own, may be a dateline."""
    return _place_called(text.strip(" ,.:;|()[]-–—").lower(), names) != ""


def _without_dash(head: str, end: int, spelling: str) -> Dateline | None:
    """ "PROBOLINGGO, Warga desa", "Jakarta, Senin (2/3) – Dewan" may be one; "Probolinggo, kota" is none."""
    aside = _ASIDE.match(head, end)
    if aside and _opens_sentence(head[aside.end() :]):
        return Dateline(unsure=head[: aside.end()])
    comma = _COMMA.match(head, end)
    is_set_apart = (spelling.isupper() and len(spelling) > 3) or (comma and comma[0].strip() == ":")
    if comma and is_set_apart and _opens_sentence(head[comma.end() :]):
        return Dateline(unsure=head[: comma.end()])
    return None


def _unknown(head: str, start: int, names: PlaceNames) -> Dateline | None:
    """Report a place that the gazetteer does not have, where it stands in the form of a dateline."""
    name = _NAME.match(head, start)
    for end in [word.end() for word in _WORD.finditer(name[0])] if name else ():
        end += start
        site_end = _behind_site(head, end, names)
        closing = _closing(head, site_end, True) if site_end else None
        if closing is None and (start or head[:end].isupper()) and (mark := _END_OF_NAME.match(head, end)):
            closing = mark.end()
        if closing is not None and _opens_sentence(head[closing:]):
            return Dateline(unsure=head[:closing], name=head[start:end])
    return None


def _longest_place(head: str, start: int, names: PlaceNames) -> tuple[str, int] | None:
    """The place that the most words from here on name, as it is printed, and where its words end."""
    if not head[start : start + 1].isupper():
        return None
    ends = [word.end() for word in _WORD.finditer(head, start, start + 70)][:_LONGEST]
    for end in reversed(ends):
        spelling = head[start:end].rstrip(".")
        if place := _place_called(spelling.lower(), names):
            return place, start + len(spelling)
    return None


def _place_called(spelling: str, names: PlaceNames) -> str:
    """The place as the gazetteer prints it; the seat of a regency is called a town, too ("Kota Kraksaan")."""
    kind, _space, name = spelling.partition(" ")
    if spelling in names.places:
        return names.places[spelling]
    return f"{kind.title()} {names.places[name]}" if kind in _KINDS and name in names.places else ""


def _site(head: str, start: int, names: PlaceNames) -> int:
    """Position behind the name of a site that begins here, its own or an address; 0 where none begins."""
    address = _ADDRESS.match(head, start)
    ends = [address.end()] if address and not _ends_in_a_name(address[0].lower(), names) else []
    for name in names.site_names:
        end = start + len(name)
        if head[start:end].lower() == name and not head[end : end + 1].isalnum():
            ends.append(end)
    return max(ends, default=0)


def _ends_in_a_name(address: str, names: PlaceNames) -> bool:
    """ "SUMBER-KABARLAMA.com" is a place and a site, also where the site writes itself Kabar-Lama.com."""
    parts = address.split("-")[1:]
    return any("".join(parts[number:]) in names.site_names for number in range(len(parts)))


def _opens_sentence(rest: str) -> bool:
    first = rest.lstrip("\"'“‘«(*")[:1]
    return first.isupper() or first.isdigit()
