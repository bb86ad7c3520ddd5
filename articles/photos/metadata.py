"""Metadata of a picture file: what its XMP, IPTC-IIM and EXIF say of the picture, as plain data."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any

from lxml import etree
from PIL import ExifTags, IptcImagePlugin
from PIL.ImageFile import ImageFile

from articles.photos.exif import Exif

_LONGEST_TEXT = 300  # characters
_MOST_CHARACTERS = 4000  # that are looked at for it
# What cameras and programs write as a caption by themselves: their own name, a mode, the name of the file.
_JUNK = re.compile(
    r"""
    (?:(?:olympus|konica\ minolta|minolta|kodak)\ )?digital\ (?:still\ )?camera
    | sony\ dsc | samsung\ camera\ pictures | exif_jpeg_(?:picture|t422) | dcim\W.*
    | default | image\ description | screenshot | untitled(?:[-_\ ]?\d+)? | picsart | vsco | lead\ technologies.*
    | created\ with\ (?:the\ )?gimp.* | processed\ with\ vsco.* | file\ written\ by\ adobe\ photoshop.*
    | cof | dav | edf | mde | nor | oznor(?:_\w*)? | ptr | r?hdr(?:pl)? | sdr(?:_\w*)?
    | .*\.(?:jpe?g|jfif|png|webp|avif|hei[cf]|gif|tiff?|dng|cr[23]|nef|arw|raf|orf|psd)
    | (?:img|mvimg|pxl|_?dsc[nf]?|image|photo|foto|p|wa)?[-_\ ]?\d[\d\-_\ ]*(?:wa\d+)?
    """,
    re.VERBOSE | re.IGNORECASE,
)


def read_metadata(image: ImageFile, exif: Exif) -> dict[str, Any]:
    """Return what the file says of itself: for editors alone, readers never see it.

    XMP goes before IPTC, and that before EXIF. Only what says something is in it.

    caption, credit, copyright, camera: text. taken_at: ISO 8601, with its offset where the file has one.
    latitude, longitude: degrees, both or none. places: sublocation, city, province. is_ai: True where it says
    so.
    """
    return _from_exif(exif) | _from_iptc(image) | _from_xmp(info_bytes(image, "xmp"))


def info_bytes(image: ImageFile, key: str) -> bytes:
    """Return an entry of `info`. A PNG can hold text under any key, also where bytes are expected."""
    value = image.info.get(key)
    return value if isinstance(value, bytes) else b""


def _saying(**facts: Any) -> dict[str, Any]:
    return {name: fact for name, fact in facts.items() if fact}


def _text(raw: bytes | str | None) -> str:
    """Return one clean line: control characters part words, what else cannot be seen is left out."""
    text = _decoded(raw) if isinstance(raw, bytes) else raw or ""
    visible = "".join(
        char if (category := unicodedata.category(char))[0] != "C" else " " * (category == "Cc")
        for char in text[:_MOST_CHARACTERS]
    )
    return " ".join(visible.split())[:_LONGEST_TEXT].rstrip()


def _decoded(raw: bytes) -> str:
    """Decode a text. UTF-8 is tried first, because hardly any other text happens to be valid UTF-8."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _caption(raw: bytes | str | None) -> str:
    text = _text(raw)
    return "" if _JUNK.fullmatch(text) else text


def _moment(text: str) -> str:
    """Return a time of day on a day in ISO 8601, to the second; "" for a day alone.

    Photography began in 1826.
    """
    with suppress(ValueError):
        moment = datetime.fromisoformat(text)
        if len(text) > len("2026-01-31") and 1826 <= moment.year < 2100:
            return moment.isoformat(timespec="seconds")
    return ""


# ---- XMP

_MOST_XMP = 1024 * 1024  # bytes
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
_IPTC_CORE = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
_IPTC_EXTENSION = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
_MADE_BY_AI = {"trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia"}  # IPTC's digitalsourcetype


def _from_xmp(packet: bytes) -> dict[str, Any]:
    descriptions = _descriptions(packet)

    def texts(name):
        return [text for raw in _values(descriptions, name) if (text := _text(raw))]

    def first(name):
        return next(iter(texts(name)), "")

    places = [first(_IPTC_CORE + "Location"), first(_PHOTOSHOP + "City"), first(_PHOTOSHOP + "State")]
    source_types = {uri.rpartition("/")[2] for uri in texts(_IPTC_EXTENSION + "DigitalSourceType")}
    return _saying(
        caption=_caption(first(_DC + "description")),
        credit=_text(", ".join(texts(_DC + "creator"))) or first(_PHOTOSHOP + "Credit"),
        copyright=first(_DC + "rights"),
        taken_at=_moment(first(_PHOTOSHOP + "DateCreated")),
        places=[*filter(None, places)],
        is_ai=bool(source_types & _MADE_BY_AI),
    )


def _descriptions(packet: bytes) -> list[etree._Element]:
    """Return the parts of an XMP packet that hold its properties.

    One with a DTD has no business to be read.
    """
    if not packet or len(packet) > _MOST_XMP:
        return []
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(packet.strip(b"\0 \t\r\n"), parser)
    except (etree.LxmlError, ValueError):
        return []
    if root.getroottree().docinfo.internalDTD is not None:
        return []
    return [
        description for rdf in root.iter(_RDF + "RDF") for description in rdf.iterfind(_RDF + "Description")
    ]


def _values(descriptions: Iterable[etree._Element], name: str) -> Iterator[str | None]:
    """Yield all values of a property in each of the ways to write it: attribute, text, link, or a list of
    them."""
    for description in descriptions:
        yield description.get(name)
        for element in description.iterfind(name):
            for item in [*element.iter(_RDF + "li")] or [element]:
                yield item.get(_RDF + "resource") or item.text


# ---- IPTC-IIM


def _from_iptc(image: ImageFile) -> dict[str, Any]:
    iptc = {}
    with suppress(Exception):  # a reader of Pillow's alone, see `_parsing`
        iptc = IptcImagePlugin.getiptcinfo(image) or {}

    def text_of(dataset):
        values = iptc.get((2, dataset))  # record 2: what editors wrote
        return _text(", ".join(filter(None, map(_text, values if isinstance(values, list) else [values]))))

    return _saying(
        caption=_caption(text_of(120)),  # Caption/Abstract
        credit=text_of(80) or text_of(110),  # By-line, Credit
        copyright=text_of(116),  # Copyright Notice
        taken_at=_moment(f"{text_of(55)}T{text_of(60)}") if text_of(60) else "",  # Date Created, Time Created
        places=[
            place for dataset in (92, 90, 95) if (place := text_of(dataset))
        ],  # Sub-location, City, Province/State
    )


# ---- EXIF


def _from_exif(exif: Exif) -> dict[str, Any]:
    def text_of(directory, tag):
        value = directory.get(tag)
        return _text(value) if isinstance(value, bytes) else ""

    day, __, time = text_of(exif.shot, ExifTags.Base.DateTimeOriginal).partition(" ")
    offset = text_of(exif.shot, ExifTags.Base.OffsetTimeOriginal)
    return _saying(
        caption=_caption(text_of(exif.main, ExifTags.Base.ImageDescription)),
        credit=text_of(exif.main, ExifTags.Base.Artist),
        copyright=text_of(exif.main, ExifTags.Base.Copyright),
        taken_at=_moment(f"{day.replace(':', '-')}T{time}{offset}"),
        camera=_camera(text_of(exif.main, ExifTags.Base.Make), text_of(exif.main, ExifTags.Base.Model)),
    ) | _position(exif.gps)


def _camera(make: str, model: str) -> str:
    """Return maker and model; most models begin with the maker's name."""
    brand = make.partition(" ")[0]
    return model if model.lower().startswith(brand.lower()) else _text(f"{make} {model}")


def _position(gps: dict[int, Any]) -> dict[str, float]:
    """Return both coordinates or none; 0° 0′ in the Atlantic is what a receiver says that does not know
    yet."""
    latitude = _degrees(gps.get(ExifTags.GPS.GPSLatitude), gps.get(ExifTags.GPS.GPSLatitudeRef), b"N", b"S")
    longitude = _degrees(
        gps.get(ExifTags.GPS.GPSLongitude), gps.get(ExifTags.GPS.GPSLongitudeRef), b"E", b"W"
    )
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return {}
    return {"latitude": latitude, "longitude": longitude} if latitude or longitude else {}


def _degrees(value: Any, reference: Any, plus: bytes, minus: bytes) -> float | None:
    """Return degrees, minutes and seconds as a decimal, about 10 cm exact; None where something is
    missing."""
    sign = {plus: 1, minus: -1}.get(reference[:1] if isinstance(reference, bytes) else b"")
    match value:
        case (d, d_of, m, m_of, s, s_of) if sign and d_of and m_of and s_of:
            return round(sign * (d / d_of + m / m_of / 60 + s / s_of / 3600), 6)
    return None
