"""The place that opens a story, told from the sentence behind it by the gazetteer."""

import re
from dataclasses import dataclass

from articles.places import gazetteer
from articles.wordpress.inline import names
from articles.wordpress.items import Site

_ADDRESS = re.compile(
    r"[\w-]+(?:\.[\w-]+)*\.(?:com|co|id|net|news|org|info|tv|media|press|online|site|xyz|example)(?![\w.])",
    re.IGNORECASE,
)
_HYPHENS = frozenset("-–")
_DASH = r"[-–—‒−]"
# What parts the dateline from the sentence: a dash, whatever stands with it; behind a site's name a comma, too.
_END = re.compile(rf"\s*[,.:|/]*\s*(?:{_DASH}\s*)+[,.:]*\s*")
_END_OF_SITE = re.compile(r"\s*[,:.|]+\s*")
_GAP = re.compile(rf"\s*(?:[,|/•·»>~]|{_DASH})+\s*|\s+I{{1,2}}\s+")  # a capital I passes for a bar
_BRACKET = re.compile(rf"\s*(?:,|{_DASH})?\s*[(\[]\s*([^()\[\]]{{2,40}}?)\s*[)\]]")
_ASIDE = re.compile(rf"\s*[,(][^.!?–—]{{1,30}}?{_DASH}\s+")
_COMMA = re.compile(r"\s*[,:.|;~•·»>_]+\s*(?:[-–—_]\s*)?")
_WORD = re.compile(r"[\w.'’]+")
_CAPITALISED = re.compile(r"[A-Z]\w{3,30}")
# A name, and what parts it from the sentence; a hyphen by itself needs a space behind it ("TNI-Polri").
_NAME = re.compile(r"[^\W\d_][\w.'’]*(?: [^\W\d_][\w.'’]*){0,3}")
_END_OF_NAME = re.compile(rf"\s*(?:[,.]\s*{_DASH}+\s*|[–—]+\s*|{_DASH}+\s+)")
_DAYS = names("senin selasa rabu kamis jumat jum'at sabtu minggu ahad")
_KINDS = names("kota kabupaten")
_REGENCIES = ("kabupaten ", "kab. ", "kab ", "kota ")
_LONGEST = 6  # words of a place


@dataclass
class Dateline:
    place: str = ""  # as this newsroom prints it; "" where only the site is named
    end: int = 0  # how many characters it takes
    unsure: str = ""  # what looks like one and is left in the text
    name: str = ""  # what may be the place in it
    doubt: str = ""  # what was believed on less than the gazetteer's word


def find(text: str, site: Site, story: str = "") -> Dateline | None:
    """The dateline that a text begins with, None where nothing looks like one.

    A place that the gazetteer does not know for sure is believed where the `story` itself says what it is, as in
    "Kecamatan Wonoasih"; that is reported.
    """
    found = _find(text[:160], site)
    if found and found.unsure and found.name and _is_called_a_place(found.name, story):
        name = found.name.title() if found.name.isupper() else found.name
        return Dateline(name, len(found.unsure), doubt=found.unsure.strip())
    return found


def _is_called_a_place(name: str, story: str) -> bool:
    called = rf"\b(?:kecamatan|kabupaten|kota|kec\.|kab\.|desa|kelurahan)\s+{re.escape(name)}\b"
    return bool(re.search(called, story, re.IGNORECASE))


def _find(head: str, site: Site) -> Dateline | None:
    if (found := _at_place(head, 0, site, with_site=False)) and found.place:
        return found
    start = _site(head, 0, site)
    if start and (gap := _GAP.match(head, start)):
        if behind := _at_place(head, gap.end(), site, with_site=True):
            return behind
        if (end := _END.match(head, start)) and _opens_sentence(head[end.end() :]):
            return Dateline(end=end.end())
    return found


def _at_place(head: str, start: int, site: Site, *, with_site: bool) -> Dateline | None:
    found = _longest_place(head, start, site)
    if not found:
        return _unknown(head, start, site)
    printed, end = found
    written, doubt = head[start:end], ""
    name_end = _behind_site(head, end, site)
    if not name_end and (wider := _behind_wider_place(head, end, site)):
        name_end = _behind_site(head, wider, site)
        if name_end or _is_wider(head[end:wider]):
            end = wider
    if not name_end and (name_end := _behind_unknown_site(head, end)):
        doubt = head[end:name_end].strip(" ,|")
    with_site, end = with_site or bool(name_end), name_end or end
    closing = _closing(head, end, with_site)
    if closing is None and name_end and head[end : end + 1].isspace():
        closing = end + 1
    if closing is None:
        return _without_dash(head, end, written) or _unknown(head, start, site)
    if not _opens_sentence(head[closing:]):
        return Dateline(unsure=head[:closing]) if written.isupper() and closing - end > 1 else None
    if with_site:
        return Dateline(printed, closing, doubt=doubt)
    return _without_site(head, written, end, Dateline(printed, closing), site)


def _without_site(head: str, written: str, end: int, dateline: Dateline, site: Site) -> Dateline | None:
    """Only the place and the dash say that it is one."""
    another = _longest_place(head, dateline.end, site)
    if another and _END.match(head, another[1]):
        return Dateline(unsure=head[: dateline.end])
    if head[end : dateline.end] in _HYPHENS:  # "PROBOLINGGO-Arus balik", but "Surabaya-Malang", "TUBAN-BABAT"
        return dateline if written.isupper() and not another else None
    if not written.isupper() and (another or written.lower() in gazetteer.ordinary_words()):
        return Dateline(unsure=head[: dateline.end], name="" if another else written)
    return dateline


def _behind_site(head: str, end: int, site: Site) -> int:
    """Where a site's name ends that follows a place, 0 where none does."""
    if bracket := _BRACKET.match(head, end):
        return bracket.end() if _site(head, bracket.start(1), site) == bracket.end(1) else 0
    gap = _GAP.match(head, end)
    return _site(head, gap.end(), site) if gap else 0


def _behind_wider_place(head: str, end: int, site: Site) -> int:
    """Where the place ends that the first one may lie in, 0 where none follows."""
    gap = _GAP.match(head, end)
    found = gap and _longest_place(head, gap.end(), site)
    return found[1] if found else 0


def _is_wider(text: str) -> bool:
    """A province or a regency, by its name; of others only the site's name behind both tells that they are one dateline."""
    wider = text.lower().lstrip(" ,|/-–—")
    return wider in gazetteer.provinces() or wider.startswith(_REGENCIES)


def _behind_unknown_site(head: str, end: int) -> int:
    """ "Jakarta, Lenzanasional – Dewan", "Jakarta (ANTARA) - Dewan": one word that is no day, and then a dash."""
    gap = _BRACKET.match(head, end) or _GAP.match(head, end)
    if gap and gap.re is _BRACKET:
        end = gap.end() if gap[1][0].isupper() and gap[1].lower() not in _DAYS else 0
    elif gap and gap[0].strip() in (",", "|") and (word := _CAPITALISED.match(head, gap.end())):
        end = word.end() if word[0].lower() not in _DAYS else 0
    else:
        end = 0
    return end if end and _END.match(head, end) else 0


def _closing(head: str, end: int, with_site: bool) -> int | None:
    """Where the sentence begins."""
    mark = _END.match(head, end) or (_END_OF_SITE.match(head, end) if with_site else None)
    if mark:
        return mark.end()
    return end + 1 if with_site and head[end - 1 : end + 1] in (") ", "] ") else None


def is_place(text: str, site: Site) -> bool:
    """In bold letters, in brackets or on a line of its own such a name may be a dateline, without anything behind it."""
    return _printed(text.strip(" ,.:;|()[]-–—").lower(), site) != ""


def _without_dash(head: str, end: int, written: str) -> Dateline | None:
    """ "PROBOLINGGO, Warga desa" and "Jakarta, Senin (2/3) – Dewan" may be one; "Probolinggo, kota itu" is none."""
    comma = _COMMA.match(head, end)
    if comma and written.isupper() and len(written) > 3 and _opens_sentence(head[comma.end() :]):
        return Dateline(unsure=head[: comma.end()])
    aside = _ASIDE.match(head, end)
    if aside and _opens_sentence(head[aside.end() :]):
        return Dateline(unsure=head[: aside.end()])
    return None


def _unknown(head: str, start: int, site: Site) -> Dateline | None:
    """What has the form of a dateline and a place that the gazetteer does not know is reported."""
    name = _NAME.match(head, start)
    for end in [word.end() for word in _WORD.finditer(name[0])] if name else ():
        end += start
        site_end = _behind_site(head, end, site)
        closing = _closing(head, site_end, True) if site_end else None
        if closing is None and (start or head[:end].isupper()) and (mark := _END_OF_NAME.match(head, end)):
            closing = mark.end()
        if closing is not None and _opens_sentence(head[closing:]):
            return Dateline(unsure=head[:closing], name=head[start:end])
    return None


def _longest_place(head: str, start: int, site: Site) -> tuple[str, int] | None:
    """The most words from here on that name a place, how it is printed, and where they end."""
    if not head[start : start + 1].isupper():
        return None
    ends = [word.end() for word in _WORD.finditer(head, start, start + 70)][:_LONGEST]
    for end in reversed(ends):
        written = head[start:end].rstrip(".")
        if printed := _printed(written.lower(), site):
            return printed, start + len(written)
    return None


def _printed(spelling: str, site: Site) -> str:
    """As the gazetteer prints it; the seat of a regency is called a town, too ("Kota Kraksaan")."""
    kind, _space, name = spelling.partition(" ")
    if spelling in site.places:
        return site.places[spelling]
    return f"{kind.title()} {site.places[name]}" if kind in _KINDS and name in site.places else ""


def _site(head: str, start: int, site: Site) -> int:
    """Where a site's name ends that begins here, 0 where none does: its own, or what looks like an address."""
    address = _ADDRESS.match(head, start)
    ends = [address.end()] if address and not _ends_in_a_name(address[0].lower(), site) else []
    for name in site.names:
        end = start + len(name)
        if head[start:end].lower() == name and not head[end : end + 1].isalnum():
            ends.append(end)
    return max(ends, default=0)


def _ends_in_a_name(address: str, site: Site) -> bool:
    """ "SUMBER-KABARLAMA.com" is a place and a site, also where the site writes itself Kabar-Lama.com."""
    parts = address.split("-")[1:]
    return any("".join(parts[number:]) in site.names for number in range(len(parts)))


def _opens_sentence(rest: str) -> bool:
    first = rest.lstrip("\"'“‘«(*")[:1]
    return first.isupper() or first.isdigit()
