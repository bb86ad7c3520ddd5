"""Metadata of a picture file: what its XMP, IPTC-IIM and EXIF say of the picture, as plain data.

PROPERTIES is the list of the IPTC Photo Metadata Standard as far as a desk has use for it, with the places where each
property stands.
"""

import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from typing import Any, NamedTuple

from PIL import ExifTags
from PIL.ImageFile import ImageFile

from articles.photos import c2pa, xmp
from articles.photos.exif import Exif
from articles.photos.iim import decode_text, read_iim
from articles.photos.source_types import is_of_ai

_LONGEST_TEXT = 300  # characters
_MOST_CHARACTERS = 4000  # that are looked at for it


class Property(NamedTuple):
    """A property of the standard: where it is written, what comes first goes before."""

    fact: str
    xmp: tuple[str, ...]
    iim: int | None = None  # a dataset of record 2
    exif: int | None = None
    is_list: bool = False


PROPERTIES = (
    Property("caption", ("dc:description",), 120, ExifTags.Base.ImageDescription),
    Property("headline", ("photoshop:Headline",), 105),
    Property("title", ("dc:title",), 5),
    Property("creator", ("dc:creator",), 80, ExifTags.Base.Artist, is_list=True),
    Property("credit_line", ("photoshop:Credit",), 110),
    Property("supply_source", ("photoshop:Source",), 115),
    Property("copyright", ("dc:rights",), 116, ExifTags.Base.Copyright),
    Property("usage_terms", ("xmpRights:UsageTerms",)),
    Property("instructions", ("photoshop:Instructions",), 40),
    Property("alt", ("Iptc4xmpCore:AltTextAccessibility",)),
    Property("extended_description", ("Iptc4xmpCore:ExtDescrAccessibility",)),
    Property("persons_shown", ("Iptc4xmpExt:PersonInImage",), is_list=True),
    Property("event", ("Iptc4xmpExt:Event",)),
)
# Where the camera stood, then what is seen, then the properties of one place from before there were two. Each is a
# structure, or the packet itself, with its fields from the smallest place to the country.
_PLACE = (
    "Iptc4xmpExt:Sublocation",
    "Iptc4xmpExt:City",
    "Iptc4xmpExt:ProvinceState",
    "Iptc4xmpExt:CountryName",
)
_LOCATIONS = ("Iptc4xmpExt:LocationCreated", "Iptc4xmpExt:LocationShown")
_LEGACY_PLACE = ("Iptc4xmpCore:Location", "photoshop:City", "photoshop:State", "photoshop:Country")
_IIM_PLACE = (92, 90, 95, 101)
_DATES = ("photoshop:DateCreated", "exif:DateTimeOriginal")
_DIGITIZED = "xmp:CreateDate"  # of the file: of a scan or a copy it is another day than the picture's
_PERSON = ("Iptc4xmpExt:PersonInImageWDetails", "Iptc4xmpExt:PersonName")
_SOURCE_TYPES = ("Iptc4xmpExt:DigitalSourceType", "Iptc4xmpExt:DigitalSourcefileType")

# What cameras and programs write as a caption by themselves: their own name, a mode, the name of the file.
_JUNK = re.compile(
    r"""
    (?:\S+\ ){0,3}digital\ (?:still\ )?camera | dcf\ [\d.]+
    | sony\ dsc | samsung\ camera\ pictures | exif_jpeg_(?:picture|t422) | dcim\W.*
    | default | image\ description | screenshot | untitled(?:[-_\ ]?\d+)? | picsart | vsco | lead\ technologies.*
    | created\ with\ (?:the\ )?gimp.* | processed\ with\ vsco.* | file\ written\ by\ adobe\ photoshop.*
    | cof | dav | edf | mde | nor | oznor(?:_\w*)? | ptr | r?hdr(?:pl)? | sdr(?:_\w*)?
    | .*\.(?:jpe?g|jfif|png|webp|avif|hei[cf]|gif|tiff?|dng|cr[23]|nef|arw|raf|orf|psd)
    | (?:img|mvimg|pxl|_?dsc[nf]?|image|photo|foto|p|wa)?[-_\ ]?\d[\d\-_\ ]*(?:wa\d+)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CAPTIONS = ("caption", "headline", "title")


def read_metadata(image: ImageFile, exif: Exif) -> dict[str, Any]:
    """Return what the file says of itself: for editors alone, readers never see it.

    XMP goes before IPTC, and that before EXIF. Only what says something is in it.

    The facts of PROPERTIES, and camera: text. credit: creator and credit line, as it is printed. taken_at: ISO 8601,
    with its offset where the file has one. latitude, longitude: degrees, both or none. places: sublocation, city,
    province; country: text. is_ai: True where it says so.
    """
    packet = xmp.descriptions(info_bytes(image, "xmp"))
    datasets = read_iim(image)
    facts = {prop.fact: _fact(prop, packet, datasets, exif) for prop in PROPERTIES}
    facts["persons_shown"] = facts["persons_shown"] or _persons(packet)
    *places, country = _place(packet, datasets)
    facts |= {
        "credit": _credit(facts),
        "taken_at": _taken_at(packet, datasets, exif),
        "places": [*filter(None, places)],
        "country": country,
        "camera": _camera(
            _exif_text(exif.main, ExifTags.Base.Make), _exif_text(exif.main, ExifTags.Base.Model)
        ),
        "is_ai": _is_made_by_ai(packet) or c2pa.is_made_by_ai(info_bytes(image, "c2pa")),
    }
    _settle(facts)
    return {fact: value for fact, value in facts.items() if value} | (
        _exif_position(exif.gps) or _xmp_position(packet)
    )


def info_bytes(image: ImageFile, key: str) -> bytes:
    """Return an entry of `info`. A PNG can hold text under any key, also where bytes are expected."""
    value = image.info.get(key)
    return value if isinstance(value, bytes) else b""


def _fact(prop: Property, packet: xmp.Nodes, datasets: dict[int, list[str]], exif: Exif) -> str:
    """Return the text of a property, from the first place that says something."""
    clean = _caption if prop.fact in _CAPTIONS else _text
    candidates = [xmp.texts(packet, name) for name in prop.xmp]
    candidates.append(datasets.get(prop.iim, []) if prop.iim else [])
    candidates.append([_exif_text(exif.main, prop.exif)] if prop.exif else [])
    for values in candidates:
        texts = [*filter(None, map(_text, values))]
        if text := clean(", ".join(texts) if prop.is_list else _first(texts)):
            return text
    return ""


def _persons(packet: xmp.Nodes) -> str:
    structure, name = _PERSON
    return ", ".join(
        filter(None, (_first(xmp.texts(nodes, name)) for nodes in xmp.structures(packet, structure)))
    )


def _settle(facts: dict[str, Any]) -> None:
    """A headline or a title is a caption where there is no other; what the credit says wholly is not said twice."""
    facts["caption"] = facts["caption"] or facts["headline"] or facts["title"]
    for fact in ("headline", "title"):
        if facts[fact] == facts["caption"]:
            facts[fact] = ""
    for fact in ("creator", "credit_line", "supply_source"):
        if facts[fact] == facts["credit"]:
            facts[fact] = ""


# A comma between two people; what is behind one with a full stop in it, or in capitals, is a degree: "S.Kom", "M.Si.", "MM".
_PEOPLE = re.compile(r",\s+(?!\w{0,3}\.\w|[A-Z]{2,4}\b)")


def _credit(facts: dict[str, Any]) -> str:
    """Return creator and credit line, "Siti Aminah/ANTARA FOTO"; whom the line names already is named once."""
    line = facts["credit_line"]
    people = [name for name in _PEOPLE.split(facts["creator"]) if name]
    # A degree behind a comma belongs to whom it stands behind: whoever is named without it is named.
    creator = ", ".join(name for name in people if not _names(line, name.partition(",")[0]))
    if line and _names(creator, line):
        return creator
    return "/".join(filter(None, [creator, line])) or facts["supply_source"]


def _names(line: str, name: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", line.casefold()))


# ---- Text


def _text(raw: bytes | str | None) -> str:
    """Return one clean line: control characters part words, what else cannot be seen is left out."""
    text = decode_text(raw) if isinstance(raw, bytes) else raw or ""
    visible = "".join(
        char if (category := unicodedata.category(char))[0] != "C" else " " * (category == "Cc")
        for char in text[:_MOST_CHARACTERS]
    )
    return " ".join(visible.split())[:_LONGEST_TEXT].rstrip()


def _first(values: Iterable[str]) -> str:
    return next(filter(None, map(_text, values)), "")


def _caption(raw: bytes | str | None) -> str:
    text = _text(raw)
    return "" if _JUNK.fullmatch(text) else text


def _exif_text(directory: dict[int, Any], tag: int) -> str:
    value = directory.get(tag)
    return _text(value) if isinstance(value, bytes) else ""


def _camera(make: str, model: str) -> str:
    """Return maker and model; most models begin with the maker's name."""
    brand = make.partition(" ")[0]
    return model if model.lower().startswith(brand.lower()) else _text(f"{make} {model}")


def _is_made_by_ai(packet: xmp.Nodes) -> bool:
    return any(is_of_ai(value) for name in _SOURCE_TYPES for value in xmp.texts(packet, name))


# ---- When

# A day and a time of day with hours and minutes at least, as XMP, IIM, EXIF and those who mix them up write it.
_MOMENT = re.compile(
    r"(\d{4})[-:/.]?(\d\d)[-:/.]?(\d\d)[T ]?(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d*)?)? ?(Z|[+-]\d\d(?::?\d\d)?)?"
)


def _taken_at(packet: xmp.Nodes, datasets: dict[int, list[str]], exif: Exif) -> str:
    iim_moment = " ".join(_first(datasets.get(number, [])) for number in (55, 60))
    offset = _exif_text(exif.shot, ExifTags.Base.OffsetTimeOriginal)
    exif_moment = _exif_text(exif.shot, ExifTags.Base.DateTimeOriginal)
    candidates = [
        *(text for name in _DATES for text in xmp.texts(packet, name)),
        iim_moment,
        f"{exif_moment}{offset}",
        exif_moment,  # where the offset is blanks
        *xmp.texts(packet, _DIGITIZED),
    ]
    return next(filter(None, map(_moment, candidates)), "")


def _moment(text: str) -> str:
    """Return a time of day on a day in ISO 8601, to the second; "" for a day alone.

    Photography began in 1826.
    """
    match = _MOMENT.fullmatch(_text(text))
    if not match:
        return ""
    year, month, day, hour, minute, second, zone = match.groups(default="")
    with suppress(ValueError):
        moment = datetime.fromisoformat(f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{zone}")
        if 1826 <= moment.year < 2100:
            return moment.isoformat(timespec="seconds")
    return ""


# ---- Where


def _place(packet: xmp.Nodes, datasets: dict[int, list[str]]) -> list[str]:
    """Return sublocation, city, province and country from the first place that names one of them."""
    places = [_names_of(nodes, _PLACE) for name in _LOCATIONS for nodes in xmp.structures(packet, name)]
    places.append(_names_of(packet, _LEGACY_PLACE))
    places.append([_first(datasets.get(number, [])) for number in _IIM_PLACE])
    return next(filter(any, places), places[-1])


def _names_of(nodes: xmp.Nodes, fields: Iterable[str]) -> list[str]:
    return [_first(xmp.texts(nodes, field)) for field in fields]


def _exif_position(gps: dict[int, Any]) -> dict[str, float]:
    return _position(
        _exif_degrees(gps.get(ExifTags.GPS.GPSLatitude), gps.get(ExifTags.GPS.GPSLatitudeRef), b"N", b"S"),
        _exif_degrees(gps.get(ExifTags.GPS.GPSLongitude), gps.get(ExifTags.GPS.GPSLongitudeRef), b"E", b"W"),
    )


def _exif_degrees(value: Any, reference: Any, plus: bytes, minus: bytes) -> float | None:
    """Return degrees, minutes and seconds as a decimal; None where something is missing."""
    sign = {plus: 1, minus: -1}.get(reference[:1] if isinstance(reference, bytes) else b"")
    match value:
        case (d, d_of, m, m_of, s, s_of) if sign and d_of and m_of and s_of:
            return sign * (d / d_of + m / m_of / 60 + s / s_of / 3600)
    return None


# "7,45.36S", "7,45,21.6S", and the decimal degrees of those who do not know better.
_COORDINATE = re.compile(
    r"(?P<minus>-?)(\d{1,3}(?:\.\d+)?)(?:,(\d{1,2}(?:\.\d+)?))?(?:,(\d{1,2}(?:\.\d+)?))?(?P<side>[NSEW]?)"
)


def _xmp_position(packet: xmp.Nodes) -> dict[str, float]:
    """Return the camera's position, or that of a location as a structure has it."""
    locations = [nodes for name in _LOCATIONS for nodes in xmp.structures(packet, name)]
    for nodes in [packet, *locations]:
        latitude, longitude = _xmp_degrees(nodes, "Latitude", "NS"), _xmp_degrees(nodes, "Longitude", "EW")
        if position := _position(latitude, longitude):
            return position
    return {}


def _xmp_degrees(nodes: xmp.Nodes, axis: str, sides: str) -> float | None:
    match = _COORDINATE.fullmatch(_first(xmp.texts(nodes, f"exif:GPS{axis}")).upper())
    if not match or match["side"] not in sides:
        return None
    degrees, minutes, seconds = (float(match[part] or 0) for part in (2, 3, 4))
    sign = -1 if match["minus"] or match["side"] == sides[1] else 1
    return sign * (degrees + minutes / 60 + seconds / 3600)


def _position(latitude: float | None, longitude: float | None) -> dict[str, float]:
    """Return both coordinates, about 10 cm exact, or none.

    0° 0′ in the Atlantic is what a receiver says that does not know yet.
    """
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return {}
    if not latitude and not longitude:
        return {}
    return {"latitude": round(latitude, 6), "longitude": round(longitude, 6)}
