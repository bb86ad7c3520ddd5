"""Safe intake of a picture file: any bytes in, one plain picture and what the file says of itself out.

Pure: knows neither the ORM nor settings. The kind of a file is told by its content, never by its name. The path is
`_kind` (signature) → `_open` (header, limits) → `_draw` (decode small, turn upright, lay on white, sRGB), so that
nothing large is decoded before it was measured, and nothing but pixels is left of what comes out. Whatever the file
holds, the one exception for it is ValidationError with a message for the person who uploads.
"""

import hashlib
import io
import re
import struct
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from lxml import etree
from pi_heif import HeifImageFile
from PIL import ExifTags, Image, ImageCms, IptcImagePlugin, _avif
from PIL.AvifImagePlugin import AvifImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

LONGEST = 2048  # pixels of the longer side of what comes out
# Pixels of the longer side: a JPEG is decoded at 1/2, 1/4 or 1/8 as long as this is left, so 4032 become 2016.
ENOUGH = 1920

MOST_MEGABYTES = 25
MOST_MEGAPIXELS = 25  # 100 MB as Pillow keeps them; a decoder may need three times that beside it
MOST_MEGAPIXELS_OF_BASELINE_JPEG = 80  # it is decoded row by row into the smaller size
LEAST_SIDE = 150  # pixels
MOST_PROPORTION = 20  # times as long as wide


@dataclass(frozen=True)
class Intake:
    """A picture that was taken in."""

    picture: Image.Image  # RGB in sRGB, upright, longest side at most LONGEST, nothing attached
    width: int  # of the upright original, in pixels
    height: int
    extension: str  # by content: "jpg", "png", "webp", "avif", "heic" or "gif"
    sha256: str  # of the file's bytes, in hexadecimal
    metadata: dict[str, Any]  # plain JSON, only what says something; see `_metadata`


def read(file: IO[bytes]) -> Intake:
    """Take a seekable file in. Raises ValidationError with a message for the uploader."""
    kind = _kind(file)
    image = _open(file, kind)
    width, height = image.size
    picture = _draw(image)
    exif = _exif(image)
    if _turn(image, exif) in _SIDEWAYS:
        width, height = height, width
    return Intake(picture, width, height, kind.extension, _sha256(file), _metadata(image, exif))


def decode(file: IO[bytes]) -> Image.Image:
    """Return the picture alone, the same that `read` returned for this file. Raises the same ValidationErrors."""
    return _draw(_open(file, _kind(file)))


def _sha256(file: IO[bytes]) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(1 << 16):
        digest.update(chunk)
    return digest.hexdigest()


# ---- What kind of file it is


class _Jpeg(JpegImageFile):
    """The first picture of a JPEG file: what phones append to it for HDR or depth (MPO) is not looked at."""

    def _open(self):
        super()._open()
        # Pillow stops right behind the header of the first scan, which ends with the count of components, two bytes
        # for each and three more. If some are left for later scans, the decoder keeps the whole picture in memory.
        self.fp.seek(-(4 + 2 * self.layers), io.SEEK_CUR)
        self.is_baseline = "progressive" not in self.info and self.fp.read(1) == bytes([self.layers])

    def _read_dpi_from_exif(self):
        """Nobody asks for it here, and broken EXIF would warn of itself."""


class _Avif(AvifImageFile):
    """AVIF with its EXIF left unread: Pillow rewrites it for the orientation, and fails where it is broken."""

    def _open(self):
        self._decoder = _avif.AvifDecoder(self.fp.read(), "auto", 1)
        self._size, self.n_frames, self._mode, icc, exif, orientation, xmp = self._decoder.get_info()
        self.info = {"icc_profile": icc, "exif": exif, "xmp": xmp}
        self.is_animated = self.n_frames > 1
        self.orientation = orientation  # of the container, as numbers of EXIF; what EXIF says does not count
        self.seek(0)


class _Heic(HeifImageFile):
    """HEIC whose items have names that are text: with others pi_heif 1.4 takes the whole process down."""

    def _open(self):
        for box, content in _boxes(self.fp.read()):
            if box == b"meta":
                _check_items(content)
        super()._open()


# In an item's entry, its type and, up to the second NUL, its name and what kind of content it says it has. Looking
# ahead, so that no entry hides within what was taken for another.
_LONGEST_ITEM = 99  # bytes
_ITEM = re.compile(
    rb"infe(?=(?:\x03.{7}|[^\x03].{5}).{2}(.{4}[^\0]{0,%(most)d}(?:\0[^\0]{0,%(most)d})?))"
    % {b"most": _LONGEST_ITEM},
    re.DOTALL,
)


def _check_items(meta: bytes) -> None:
    if b"\0\0\0\1infe" in meta:
        raise SyntaxError("an entry with a size of 64 bits, in which _ITEM would look at the wrong place")
    for item in _ITEM.finditer(meta):
        item[1].decode()  # raises UnicodeDecodeError
        if len(item[1]) > _LONGEST_ITEM:
            raise SyntaxError("an entry that _ITEM did not see whole")


def _boxes(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the boxes that an ISO media file consists of, each as its type and the whole of it."""
    at = 0
    while at + 8 <= len(content):
        size, box = struct.unpack_from(">L4s", content, at)
        if size == 1:
            (size,) = struct.unpack_from(">Q", content, at + 8)
        yield box, content[at : at + size]
        if size < 8:  # 0 means up to the end, less is nonsense; libheif takes neither for `meta`
            return
        at += size


class _Kind(NamedTuple):
    extension: str
    # Called instead of Image.open, which would make an MPO of a JPEG and warn of what is wrong with it.
    opener: type[ImageFile]


_AVIF, _HEIC = _Kind("avif", _Avif), _Kind("heic", _Heic)
_SIGNATURES = [
    (re.compile(signature, re.DOTALL), kind)
    for signature, kind in [
        (rb"\xff\xd8\xff", _Kind("jpg", _Jpeg)),
        (rb"\x89PNG\r\n\x1a\n", _Kind("png", PngImageFile)),
        (rb"RIFF.{4}WEBP", _Kind("webp", WebPImageFile)),
        (rb"GIF8[79]a", _Kind("gif", GifImageFile)),
        (rb".{4}ftypavi[fs]", _AVIF),
        (rb".{4}ftyphei[cxms]", _HEIC),
        # "Some picture": the compatible brands behind the version tell which.
        (rb".{4}ftypmif1.{4}(?:.{4})*?avif", _AVIF),
        (rb".{4}ftypmif1.{4}(?:.{4})*?hei[cxms]", _HEIC),
    ]
]
_HEIC_SEQUENCE = re.compile(rb".{4}ftyp(?:hev[cxms]|msf1)", re.DOTALL)
_HEAD = 64  # bytes: room for a dozen brands


def _kind(file: IO[bytes]) -> _Kind:
    size = getattr(file, "size", None)
    if (file.seek(0, io.SEEK_END) if size is None else size) > MOST_MEGABYTES * 1024 * 1024:
        raise ValidationError(
            _("The file is larger than %(limit)d MB."), code="heavy", params={"limit": MOST_MEGABYTES}
        )
    file.seek(0)
    head = file.read(_HEAD)
    if _HEIC_SEQUENCE.match(head):
        raise _moving()
    for signature, kind in _SIGNATURES:
        if signature.match(head):
            return kind
    raise ValidationError(_("This is not a JPEG, PNG, WebP, AVIF or HEIC picture."), code="foreign")


# ---- The header, and limits


def _open(file: IO[bytes], kind: _Kind) -> ImageFile:
    """Read the header, no pixels yet."""
    file.seek(0)
    with _parsing():
        image = kind.opener(file)
        is_moving = getattr(image, "is_animated", False)
    if is_moving:
        raise _moving()
    _check_size(*image.size)
    is_baseline = getattr(image, "is_baseline", False)
    _check_pixels(image, MOST_MEGAPIXELS_OF_BASELINE_JPEG if is_baseline else MOST_MEGAPIXELS)
    return image


@contextmanager
def _parsing() -> Iterator[None]:
    """Turn what Pillow and libheif raise into ValidationErrors; it stands around calls into them and nothing else.

    Every exception counts: on bytes from outside their readers raise what they stumble over, from struct.error to
    AttributeError, and a warning is an exception where warnings are errors.
    """
    try:
        yield
    except Image.DecompressionBombError as error:  # WebP and GIF measure before they make room
        raise _too_many_pixels(MOST_MEGAPIXELS) from error
    except Exception as error:
        raise ValidationError(_("The picture is damaged and cannot be read."), code="damaged") from error


def _check_size(width: int, height: int) -> None:
    if min(width, height) < LEAST_SIDE:
        raise ValidationError(
            _("The picture has %(width)d × %(height)d pixels; each side needs at least %(least)d."),
            code="small",
            params={"width": width, "height": height, "least": LEAST_SIDE},
        )
    if max(width, height) > MOST_PROPORTION * min(width, height):
        raise ValidationError(
            _(
                "The picture has %(width)d × %(height)d pixels; one side is more than %(most)d times the other."
            ),
            code="narrow",
            params={"width": width, "height": height, "most": MOST_PROPORTION},
        )


def _check_pixels(image: ImageFile, megapixels: int) -> None:
    if image.width * image.height > megapixels * 1_000_000:
        raise _too_many_pixels(megapixels)


def _too_many_pixels(megapixels: int) -> ValidationError:
    return ValidationError(
        _("The picture has more than %(limit)d million pixels."), code="large", params={"limit": megapixels}
    )


def _moving() -> ValidationError:
    return ValidationError(_("Moving pictures cannot be used. Please choose a still one."), code="moving")


# ---- The pixels

_TURNS = {  # by EXIF's orientation
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SIDEWAYS = {_TURNS[orientation] for orientation in (5, 6, 7, 8)}


def _draw(image: ImageFile) -> Image.Image:
    """Return the picture as the rest of the site gets it. Small first: every later step costs memory for each pixel."""
    with _parsing():
        image.draft(None, _draft_size(*image.size))  # does something for JPEG alone
        image.load()
        picture = _scalable(image)
    picture.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS, reducing_gap=3.0)
    turn = _turn(image, _exif(image))
    if turn is not None:  # one of them is 0
        picture = picture.transpose(turn)
    return _bare(_in_srgb(_on_white(picture), _bytes(image, "icc_profile")))


def _draft_size(width: int, height: int) -> tuple[int, int]:
    """Return the least size that the decoder may make of it, in its own proportions: draft goes by the side that shrinks less."""
    scale = ENOUGH / max(width, height)
    return int(width * scale), int(height * scale)


def _scalable(picture: Image.Image) -> Image.Image:
    """Return the picture in a mode whose pixels can be averaged: no palette, no colour that stands for transparency, eight bits."""
    if picture.mode in ("L", "RGB", "RGBA", "CMYK") and "transparency" not in picture.info:
        return picture
    if picture.mode == "I;16":  # grey of 16 bits, which `convert` would clip
        return picture.point(lambda value: value * (1 / 257)).convert("L")
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def _turn(image: ImageFile, exif: "_Exif") -> Image.Transpose | None:
    """Return the turn that makes it upright, None for none; pi_heif has done so already, and says 1 in the EXIF that it hands on."""
    orientation = exif.main.get(ExifTags.Base.Orientation)
    return _TURNS.get(getattr(image, "orientation", orientation[0] if isinstance(orientation, tuple) else 1))


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture)
    return ground


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """Return the picture in the colours that browsers expect; a profile that is broken, or one for other colours, is as good as none."""
    if profile:
        with suppress(ImageCms.PyCMSError):
            srgb = ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(picture, io.BytesIO(profile), srgb, outputMode="RGB")
    return picture.convert("RGB")


def _bare(picture: Image.Image) -> Image.Image:
    """Return the same pixels and nothing else: Pillow's savers write comment, XMP and profile from `info` by themselves."""
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    return bare


# ---- What the file says of itself

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


def _metadata(image: ImageFile, exif: "_Exif") -> dict[str, Any]:
    """Return what the file says of itself: for editors alone, readers never see it. XMP goes before IPTC, and that before EXIF.

    caption, credit, copyright, camera: text. taken_at: ISO 8601, with its offset where the file has one. latitude,
    longitude: degrees, both or none. places: sublocation, city, province. is_ai: True where it says so.
    """
    return _from_exif(exif) | _from_iptc(image) | _from_xmp(_bytes(image, "xmp"))


def _bytes(image: ImageFile, key: str) -> bytes:
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
    """Return a time of day on a day in ISO 8601, to the second; "" for a day alone. Photography began in 1826."""
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
    """Return the parts of an XMP packet that hold its properties. One with a DTD has no business to be read."""
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
    """Yield all values of a property in each of the ways to write it: attribute, text, link, or a list of them."""
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

_ASCII, _SHORT, _LONG, _RATIONAL = 2, 3, 4, 5  # types of TIFF
_CODES = {_SHORT: ("H", 2), _LONG: ("L", 4), _RATIONAL: ("LL", 8)}  # for struct, and in bytes
_LONGEST_ASCII = 1 << 16  # bytes, the most that a JPEG has for all its EXIF
_MOST_NUMBERS = 3  # degrees, minutes and seconds; of more, none is wanted


class _Exif(NamedTuple):
    """The three directories (IFD) that are asked: text as bytes, numbers as a tuple, a rational as two of them."""

    main: dict[int, Any]
    shot: dict[int, Any]
    gps: dict[int, Any]


def _exif(image: ImageFile) -> _Exif:
    """Read what can be read of its EXIF; call it after the pixels, because a PNG may have it behind them.

    Not with Pillow's reader: that decodes all there is, and one broken entry may fail it or warn of itself.
    """
    tiff = re.sub(rb"^(?:Exif\0\0)+", b"", _bytes(image, "exif"))
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if not order or len(tiff) < 8:
        return _Exif({}, {}, {})
    main = _directory(tiff, order, struct.unpack_from(order + "L", tiff, 4))
    return _Exif(
        main,
        _directory(tiff, order, main.get(ExifTags.IFD.Exif)),
        _directory(tiff, order, main.get(ExifTags.IFD.GPSInfo)),
    )


def _directory(tiff: bytes, order: str, pointer: Any) -> dict[int, Any]:
    """Return the entries of the IFD at this place, by tag, up to where it breaks off."""
    entries = {}
    match pointer:
        case (start,):
            with suppress(struct.error):
                (number,) = struct.unpack_from(order + "H", tiff, start)
                for entry in range(start + 2, start + 2 + 12 * number, 12):
                    tag, kind, count = struct.unpack_from(order + "HHL", tiff, entry)
                    if value := _value(tiff, order, entry + 8, kind, count):
                        entries[tag] = value
    return entries


def _value(tiff: bytes, order: str, place: int, kind: int, count: int) -> bytes | tuple[int, ...] | None:
    """Read an entry's value at this place, or at the one that stands there if four bytes are too few for it."""
    code, size = _CODES.get(kind, ("", 1))
    if count * size > 4:
        (place,) = struct.unpack_from(order + "L", tiff, place)
    if kind == _ASCII:
        return tiff[place : place + min(count, _LONGEST_ASCII)]
    if code and count <= _MOST_NUMBERS:
        with suppress(struct.error):  # it points beyond the end; the next entry may not
            return struct.unpack_from(order + count * code, tiff, place)
    return None


def _from_exif(exif: _Exif) -> dict[str, Any]:
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
    """Return both coordinates or none; 0° 0′ in the Atlantic is what a receiver says that does not know yet."""
    latitude = _degrees(gps.get(ExifTags.GPS.GPSLatitude), gps.get(ExifTags.GPS.GPSLatitudeRef), b"N", b"S")
    longitude = _degrees(
        gps.get(ExifTags.GPS.GPSLongitude), gps.get(ExifTags.GPS.GPSLongitudeRef), b"E", b"W"
    )
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return {}
    return {"latitude": latitude, "longitude": longitude} if latitude or longitude else {}


def _degrees(value: Any, reference: Any, plus: bytes, minus: bytes) -> float | None:
    """Return degrees, minutes and seconds as a decimal, about 10 cm exact; None where something is missing."""
    sign = {plus: 1, minus: -1}.get(reference[:1] if isinstance(reference, bytes) else b"")
    match value:
        case (d, d_of, m, m_of, s, s_of) if sign and d_of and m_of and s_of:
            return round(sign * (d / d_of + m / m_of / 60 + s / s_of / 3600), 6)
    return None
