"""A corpus of picture files, good, odd and hostile, made in memory: nothing binary lies in the repository.

`corpus()` makes all of them, the same at each call. The functions it is made of are there for single tests too.
Whatever must not reach readers contains SECRET.
"""

import base64
import io
import random
import struct
import zipfile
import zlib
from dataclasses import dataclass
from functools import cache

from PIL import ExifTags, Image, ImageCms, ImageDraw

SECRET = "RAHASIA-GPS"
SIZE = (240, 180)  # pixels, upright
RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
CORNERS = (RED, GREEN, BLUE, WHITE)  # top left, top right, bottom left, bottom right
JPEG_END = b"\xff\xd9"


@dataclass(frozen=True)
class Case:
    name: str  # of the file, as it is uploaded; it may lie
    content: bytes
    refusal: str = ""  # code of the ValidationError; "" where the picture is taken in

    @property
    def accepted(self) -> bool:
        return not self.refusal


@cache
def corpus() -> dict[str, Case]:
    groups = [
        _jpegs(), _turned(), _told(), _coloured(), _pngs(), _newer_formats(), _polyglots(), _names(),
        _broken_metadata(), _broken_xmp_and_iptc(), _heics(), _cut(), _empty(), _bombs(), _moving(), _foreign(),
    ]  # fmt: skip
    return {kind: case for group in groups for kind, case in group.items()}


# ---- Pictures


def corners(size=SIZE):
    """A quarter of it in each colour of CORNERS, so that every turn shows."""
    picture = Image.new("RGB", size, WHITE)
    middle_x, middle_y = size[0] // 2, size[1] // 2
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, middle_x - 1, middle_y - 1), fill=RED)
    draw.rectangle((middle_x, 0, size[0], middle_y - 1), fill=GREEN)
    draw.rectangle((0, middle_y, middle_x - 1, size[1]), fill=BLUE)
    return picture


def encoded(picture, kind, **options):
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def jpeg(*segments, size=SIZE, **options):
    """A JPEG of the four corners with these segments at its head."""
    return with_segments(encoded(corners(size), "JPEG", **options), *segments)


def distinct(word):
    """A JPEG that no other case has: the library knows the same bytes again."""
    return jpeg(segment(0xFE, word.encode()))


# ---- Parts of a JPEG


def segment(marker, payload):
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def with_segments(content, *segments):
    return content[:2] + b"".join(segments) + content[2:]


def exif_segment(tiff):
    return segment(0xE1, b"Exif\0\0" + tiff)


def xmp_segment(packet):
    return segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet)


def iptc_segment(records):
    resource = b"8BIM\x04\x04\0\0" + struct.pack(">L", len(records)) + records
    return segment(0xED, b"Photoshop 3.0\0" + resource + b"\0" * (len(records) % 2))


def with_size(content, width, height):
    """The same JPEG with another size in its header."""
    start = max(content.find(b"\xff\xc0"), content.find(b"\xff\xc2"))  # baseline or progressive
    return content[: start + 5] + struct.pack(">HH", height, width) + content[start + 9 :]


def in_three_scans(content):
    """A header that promises one component a scan, for which a decoder keeps the whole picture in memory."""
    start = content.index(b"\xff\xda")
    return content[:start] + segment(0xDA, b"\1\1\0\0\x3f\0") + content[start + 14 :]


# ---- Metadata


def tiff(main, shot=None, gps=None, thumbnail=b""):
    """EXIF as bytes. Values: an int, bytes (ASCII), or a tuple of rationals, each as (numerator, denominator)."""
    pointers = dict.fromkeys([ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo], 0)
    shot_at = 8 + len(_directory(main | pointers, 8))
    gps_at = shot_at + len(_directory(shot or {}, shot_at))
    thumbnail_at = gps_at + len(_directory(gps or {}, gps_at))
    pointers = {ExifTags.IFD.Exif: shot_at, ExifTags.IFD.GPSInfo: gps_at}
    pictures = {ExifTags.Base.JpegIFOffset: thumbnail_at + 30, ExifTags.Base.JpegIFByteCount: len(thumbnail)}
    return b"".join(
        [
            b"II*\0\x08\0\0\0",
            _directory(main | pointers, 8, following=thumbnail_at),
            _directory(shot or {}, shot_at),
            _directory(gps or {}, gps_at),
            _directory(pictures, thumbnail_at),
            thumbnail,
        ]
    )


def _directory(entries, at, following=0):
    """An IFD that lies at this offset, and behind it the values that are longer than four bytes."""
    head, values = struct.pack("<H", len(entries)), b""
    values_at = at + 2 + 12 * len(entries) + 4
    for tag, value in sorted(entries.items()):
        kind, count, raw = _as_tiff(value)
        if len(raw) > 4:
            values, raw = values + raw, struct.pack("<L", values_at + len(values))
        head += struct.pack("<HHL", tag, kind, count) + raw.ljust(4, b"\0")
    return head + struct.pack("<L", following) + values


def _as_tiff(value):
    if isinstance(value, int):
        return 4, 1, struct.pack("<L", value)
    if isinstance(value, bytes):
        return 2, len(value) + 1, value + b"\0"
    return 5, len(value), b"".join(struct.pack("<LL", *rational) for rational in value)


def gps(latitude_reference=b"S", longitude_reference=b"E", latitude=((7, 1), (45, 1), (216, 10))):
    """Kraksaan, 7° 45′ 21.6″ south, 113° 24′ east."""
    return {
        ExifTags.GPS.GPSLatitudeRef: latitude_reference,
        ExifTags.GPS.GPSLatitude: latitude,
        ExifTags.GPS.GPSLongitudeRef: longitude_reference,
        ExifTags.GPS.GPSLongitude: ((113, 1), (24, 1), (0, 1)),
        ExifTags.GPS.GPSProcessingMethod: SECRET.encode(),
    }


def bomb(size):
    """EXIF whose many entries all point to the same long value: a reader that copies each needs size² / 48 bytes."""
    count = size // 24
    entry = struct.pack("<LL", size // 2, size // 2)
    entries = b"".join(struct.pack("<HH", tag, 1) + entry for tag in range(count))
    return (b"II*\0\x08\0\0\0" + struct.pack("<H", count) + entries).ljust(size, b"\0")


def xmp(attributes="", elements="", doctype=""):
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>{doctype}
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
  xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
  xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
  {attributes}>{elements}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>""".encode()


def description(text):
    return f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{text}</rdf:li></rdf:Alt></dc:description>'


def iptc(*datasets):
    """IPTC-IIM; each dataset of record 2 is its number and its bytes."""
    return b"".join(struct.pack(">BBBH", 0x1C, 2, number, len(value)) + value for number, value in datasets)


# ---- Colour profiles


def srgb_profile():
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def p3_profile():
    """sRGB's profile with the primaries of Display P3: what it calls (200, 100, 50) is more colourful."""
    profile = bytearray(srgb_profile())
    primaries = {
        b"rXYZ": (0.51512, 0.24120, -0.00105),
        b"gXYZ": (0.29198, 0.69225, 0.04189),
        b"bXYZ": (0.15710, 0.06657, 0.78407),
    }
    for entry in range(132, 132 + 12 * struct.unpack_from(">L", profile, 128)[0], 12):
        name, at = struct.unpack_from(">4sL", profile, entry)
        if name in primaries:
            struct.pack_into(">3l", profile, at + 8, *(round(value * 65536) for value in primaries[name]))
    return bytes(profile)


# ---- Parts of a PNG


def chunk(name, payload):
    return struct.pack(">L", len(payload)) + name + payload + struct.pack(">L", zlib.crc32(name + payload))


def png(width, height, pixel, *, depth=8, colour=2, before=(), behind=()):
    """A PNG of one pixel's bytes all over, with these chunks before and behind the pixels."""
    rows = (b"\0" + pixel * width) * height
    header = struct.pack(">LLBBBBB", width, height, depth, colour, 0, 0, 0)
    parts = [chunk(b"IHDR", header), *before, chunk(b"IDAT", zlib.compress(rows, 1)), *behind]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts) + chunk(b"IEND", b"")


# ---- HEIC. Nothing that runs here can write it: these two were made once with libheif 1.15 and x265.

# 320 × 240, four corners.
HEIC_SIZE = 320, 240
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAUJtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA"
    "AA5waXRtAAAAAAABAAAAImlsb2MAAAAAREAAAQABAAAAAAFmAAEAAAAAAAAAfgAAACNpaW5mAAAAAAABAAAAFWluZmUCAAAAAAEA"
    "AGh2YzEAAAAAwmlwcnAAAACkaXBjbwAAAHhodmNDAQNwAAAAAAAAAAAAPPAA/P34+AAADwMgAAEAGEABDAH//wNwAAADAJAAAAMA"
    "AAMAPLoCQCEAAQArQgEBA3AAAAMAkAAAAwAAAwA8oAoIDxZbqSSmubgQEDAgAAADACAAAAMAISIAAQAHRAHBcrBiQAAAABRpc3Bl"
    "AAAAAAAAAUAAAADwAAAAEHBpeGkAAAAAAwgICAAAABZpcG1hAAAAAAAAAAEAAQOBAoMAAACGbWRhdAAAAHooAa8ZIaStePd8hTf/"
    "+KGH/mta/6/BXis/yxsv6+b+c7+/l9p/40TtPgIcHfCm4UqAuG/P82p2VifaF322AAVgAAA4RCACik/e/B18VFtDakzbgBAAGMAM"
    "eHUro5v9H7vAb+K0kZljrt8a/2xhdLd/CJMFMQNtoADegA=="
)
# 240 × 320, lying on its side in the file: both the container and the EXIF say to turn it, which must happen once.
HEIC_TURNED = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAY1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA"
    "AA5waXRtAAAAAAABAAAANGlsb2MAAAAAREAAAgABAAAAAAGxAAEAAAAAAAAAegACAAAAAAIrAAEAAAAAAAAAPAAAADhpaW5mAAAA"
    "AAACAAAAFWluZmUCAAAAAAEAAGh2YzEAAAAAFWluZmUCAAABAAIAAEV4aWYAAAAAzGlwcnAAAACtaXBjbwAAAHhodmNDAQNwAAAA"
    "AAAAAAAAPPAA/P34+AAADwMgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAPLoCQCEAAQArQgEBA3AAAAMAkAAAAwAAAwA8oAoIDxZb"
    "qSSmubgQEDAgAAADACAAAAMAISIAAQAHRAHBcrBiQAAAAAlpcm90AwAAABRpc3BlAAAAAAAAAUAAAADwAAAAEHBpeGkAAAAAAwgI"
    "CAAAABdpcG1hAAAAAAAAAAEAAQSBAgOEAAAAGmlyZWYAAAAAAAAADmNkc2MAAgABAAEAAAC+bWRhdAAAAHYoAa8ZIaeZOPd8hTe0"
    "7vmf/NJO/53BXis/yxbV4rw7m+s+/sHX1mRl9Evy3AH+ElCm4UqAuIgf9bfnfy2H7Vso1NALhZUX1bBQZU/87EDlrk/p5dn00IDT"
    "49SvGBHye1Xlv7jxNn185opX4YcAAAMBM6VgAE5AAAAABkV4aWYAAE1NACoAAAAIAAIBDwACAAAADAAAACYBEgADAAAAAQAGAAAA"
    "AAAAUkFIQVNJQS1HUFMA"
)


_TURNED_META = 28, 0x18D  # where that box lies, and its size


def heic_item(name, content_type=None, kind=b"mime", large=False):
    """An entry for the second item of HEIC_TURNED, with its size in 32 or in 64 bits."""
    strings = name + b"\0" + (content_type + b"\0" if content_type is not None else b"")
    rest = b"\2\0\0\1\0\2\0\0" + kind + strings
    if large:
        return struct.pack(">L4sQ", 1, b"infe", 16 + len(rest)) + rest
    return struct.pack(">L4s", 8 + len(rest), b"infe") + rest


def heic_with(item):
    """HEIC_TURNED with this entry instead of that of its EXIF."""
    exif = heic_item(b"", kind=b"Exif")
    more = len(item) - len(exif)
    content = HEIC_TURNED.replace(exif, item)
    for number, box in [(0x38, b"iinf"), (_TURNED_META[1], b"meta"), (0x1B1, b""), (0x22B, b"")]:
        content = content.replace(struct.pack(">L", number) + box, struct.pack(">L", number + more) + box)
    return content


def heic_with_large_meta(content):
    """Its `meta` box with a size in 64 bits."""
    start, size = _TURNED_META
    for place in (0x1B1, 0x22B):
        content = content.replace(struct.pack(">L", place), struct.pack(">L", place + 8))
    return content[:start] + struct.pack(">L4sQ", 1, b"meta", size + 8) + content[start + 8 :]


def box(name, *parts):
    content = b"".join(parts)
    return struct.pack(">L4s", 8 + len(content), name) + content


def heic_grid(width, height):
    """A HEIC as phones write it: a grid of tiles, here HEIC again and again; a few kilobytes whatever its size."""
    properties = HEIC.index(b"hvcC") - 4
    hvcc = HEIC[properties : properties + struct.unpack_from(">L", HEIC, properties)[0]]
    tile = HEIC[HEIC.index(b"mdat") + 4 :]
    across, down = -(-width // HEIC_SIZE[0]), -(-height // HEIC_SIZE[1])
    ids = range(2, across * down + 2)
    count = struct.pack(">H", len(ids) + 1)
    grid = struct.pack(">BBBBHH", 0, 0, down - 1, across - 1, width, height)

    def full(name, *parts, version=0, flags=0):
        return box(name, struct.pack(">L", version << 24 | flags), *parts)

    def entry(pk, kind, hidden):
        return full(b"infe", struct.pack(">HH", pk, 0), kind, b"\0", version=2, flags=hidden)

    def located(start):
        places = [(1, start, len(grid)), *((pk, start + len(grid), len(tile)) for pk in ids)]
        return b"".join(struct.pack(">HHHLL", pk, 0, 1, at, size) for pk, at, size in places)

    def meta(start):
        sizes = [full(b"ispe", struct.pack(">LL", *size)) for size in (HEIC_SIZE, (width, height))]
        uses = [struct.pack(">HB2B", 1, 2, 3, 4), *(struct.pack(">HB2B", pk, 2, 0x81, 2) for pk in ids)]
        return full(
            b"meta",
            full(b"hdlr", bytes(4), b"pict", bytes(13)),
            full(b"pitm", b"\0\1"),
            full(b"iloc", b"\x44\0", count, located(start)),
            full(b"iinf", count, entry(1, b"grid", 0), *(entry(pk, b"hvc1", 1) for pk in ids)),
            box(
                b"iprp",
                box(b"ipco", hvcc, *sizes, full(b"pixi", b"\3\x08\x08\x08")),
                full(b"ipma", struct.pack(">L", len(uses)), *uses),
            ),
            full(
                b"iref", box(b"dimg", struct.pack(">HH", 1, len(ids)), *(struct.pack(">H", pk) for pk in ids))
            ),
        )

    head = box(b"ftyp", b"heic", bytes(4), b"mif1heic")
    return head + meta(len(head) + len(meta(0)) + 8) + box(b"mdat", grid, tile)


# ---- The corpus: good pictures


def _jpegs():
    ultra_hdr = xmp('xmlns:hdrgm="http://ns.adobe.com/hdr-gain-map/1.0/" hdrgm:Version="1.0"')
    return {
        "JPEG": Case("foto.jpg", jpeg()),
        "JPEG, progressive": Case("foto.jpg", jpeg(progressive=True)),
        "JPEG, grey": Case("foto.jpg", encoded(corners().convert("L"), "JPEG")),
        "JPEG of 12 megapixels": Case("IMG_2041.JPG", jpeg(size=(4032, 3024), quality=10)),
        "JPEG, a panorama": Case("pano.jpg", jpeg(size=(4000, 200), quality=50)),
        "MPO": Case("foto.jpg", encoded(corners(), "MPO", save_all=True, append_images=[corners()])),
        "MPO, Ultra HDR": Case(
            "foto.jpg", jpeg(xmp_segment(ultra_hdr)) + jpeg(segment(0xFE, SECRET.encode()), size=(160, 150))
        ),
        "JPEG without its Adobe marker, CMYK": Case("cetak.jpg", without_adobe_marker(cmyk())),
    }


def cmyk(ink=(0, 255, 255, 0)):
    """A CMYK picture of one colour, without ink by default but for magenta and yellow: red."""
    return encoded(Image.new("CMYK", SIZE, ink), "JPEG")


def without_adobe_marker(content):
    start = content.index(b"\xff\xee")
    return content[:start] + content[start + 16 :]


def _turned():
    """The same picture, stored in each of the eight ways that a camera can be held; not all of them in each format."""
    stored = {
        1: corners(),
        2: corners().transpose(Image.Transpose.FLIP_LEFT_RIGHT),
        3: corners().transpose(Image.Transpose.ROTATE_180),
        4: corners().transpose(Image.Transpose.FLIP_TOP_BOTTOM),
        5: corners().transpose(Image.Transpose.TRANSPOSE),
        6: corners().transpose(Image.Transpose.ROTATE_90),
        7: corners().transpose(Image.Transpose.TRANSVERSE),
        8: corners().transpose(Image.Transpose.ROTATE_270),
    }
    return {
        f"orientation {orientation}, {kind}": Case(
            f"foto.{kind.lower()}",
            encoded(picture, kind, exif=oriented(orientation)),
        )
        for orientation, picture in stored.items()
        for kind in ("JPEG", "PNG", "WEBP", "AVIF")
        if kind == "JPEG" or orientation in (6, 7)
    }


def oriented(orientation):
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    return exif.tobytes()


def _told():
    """Pictures that say much of themselves."""
    return {
        "JPEG with all that cameras and editors write": Case("foto.jpg", told()),
        "JPEG of a program that draws": Case("gambar.jpg", jpeg(xmp_segment(made_by_ai()))),
    }


def told():
    """EXIF with a position, a maker's note and a thumbnail, XMP, IPTC and a comment, all with SECRET in them."""
    secret = SECRET.encode()
    thumbnail = with_segments(encoded(corners((64, 48)), "JPEG"), segment(0xFE, secret))
    exif = tiff(
        {
            ExifTags.Base.ImageDescription: b"Dari EXIF " + secret,
            ExifTags.Base.Make: b"Canon",
            ExifTags.Base.Model: b"Canon EOS R6 " + secret,
            ExifTags.Base.Artist: b"Juru EXIF",
            ExifTags.Base.Copyright: b"Hak EXIF",
        },
        {
            ExifTags.Base.DateTimeOriginal: b"2026:05:01 10:20:30",
            ExifTags.Base.OffsetTimeOriginal: b"+07:00",
            ExifTags.Base.MakerNote: b"serial " + secret,
            ExifTags.Base.BodySerialNumber: secret,
        },
        gps(),
        thumbnail,
    )
    words = xmp(
        f'photoshop:City="Kraksaan {SECRET}" photoshop:Credit="Kantor {SECRET}"',
        description(f"Banjir di Dringu {SECRET}"),
    )
    records = iptc((120, b"Dari IPTC " + secret), (80, b"Budi " + secret), (116, b"Hak " + secret))
    return jpeg(
        exif_segment(exif), xmp_segment(words), iptc_segment(records), segment(0xFE, b"comment " + secret)
    )


def made_by_ai(term="trainedAlgorithmicMedia"):
    return xmp(f'Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/{term}"')


def _coloured():
    picture = corners()
    profiled = {"JPEG, Display P3": p3_profile(), "JPEG, broken profile": b"bukan profil" * 20}
    return {
        "JPEG, CMYK": Case("cetak.jpg", cmyk()),
        "JPEG, CMYK with a profile for RGB": Case(
            "cetak.jpg",
            encoded(Image.new("CMYK", SIZE, (0, 255, 255, 0)), "JPEG", icc_profile=srgb_profile()),
        ),
        "PNG, grey of 16 bits": Case("foto.png", png(*SIZE, b"\x80\0", depth=16, colour=0)),
        "PNG, colour of 16 bits": Case("foto.png", png(*SIZE, b"\xff\xff\0\0\0\0", depth=16)),
        "PNG, palette with transparency": Case(
            "ikon.png", encoded(_seen_through("P"), "PNG", transparency=0)
        ),
        "PNG, RGBA": Case("foto.png", encoded(_seen_through("RGBA"), "PNG")),
        "PNG, LA": Case("foto.png", encoded(_seen_through("LA"), "PNG")),
        "PNG, one colour stands for transparency": Case(
            "foto.png", png(*SIZE, b"\xff\0\0", before=[chunk(b"tRNS", b"\0\xff\0\0\0\0")])
        ),
        "PNG of 1 bit": Case("faks.png", encoded(picture.convert("1"), "PNG")),
        "PNG, palette": Case("foto.png", encoded(picture.quantize(8), "PNG")),
    } | {
        kind: Case("foto.jpg", encoded(picture, "JPEG", icc_profile=profile))
        for kind, profile in profiled.items()
    }


def _seen_through(mode):
    """Black, and on the left transparent: black on black where transparency is thrown away."""
    clear, full = {"P": (0, 1), "LA": ((0, 0), (0, 255)), "RGBA": ((0, 0, 0, 0), (0, 0, 0, 255))}[mode]
    picture = Image.new(mode, SIZE, full)
    picture.paste(clear, (0, 0, SIZE[0] // 2, SIZE[1]))
    return picture


def _pngs():
    secret = SECRET.encode()
    texts = [
        chunk(b"tEXt", b"Comment\0" + secret),
        chunk(b"zTXt", b"Author\0\0" + zlib.compress(secret)),
        chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp(elements=description(SECRET))),
        chunk(b"eXIf", tiff({ExifTags.Base.Artist: secret}, gps=gps())),
    ]
    misleading = [
        chunk(b"tEXt", key + b"\0" + secret) for key in (b"exif", b"icc_profile", b"xmp", b"photoshop")
    ]
    return {
        "PNG": Case("foto.png", encoded(corners(), "PNG")),
        "PNG, interlaced": Case("foto.png", _interlaced()),
        "PNG with text and EXIF before the pixels": Case("foto.png", png(*SIZE, b"\1\2\3", before=texts)),
        "PNG with text and EXIF behind the pixels": Case("foto.png", png(*SIZE, b"\1\2\3", behind=texts)),
        "PNG with text under the keys of other things": Case(
            "foto.png", png(*SIZE, b"\1\2\3", before=misleading)
        ),
    }


def _interlaced():
    """Adam7: seven small pictures one after the other; here all of one grey."""
    width, height = SIZE
    passes = [
        (0, 0, 8, 8),
        (4, 0, 8, 8),
        (0, 4, 4, 8),
        (2, 0, 4, 4),
        (0, 2, 2, 4),
        (1, 0, 2, 2),
        (0, 1, 1, 2),
    ]
    rows = b"".join(
        (b"\0" + b"\x66" * len(range(x, width, step_x))) * len(range(y, height, step_y))
        for x, y, step_x, step_y in passes
    )
    header = struct.pack(">LLBBBBB", width, height, 8, 0, 0, 0, 1)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def _newer_formats():
    see_through = _seen_through("RGBA")
    secret = {"exif": b"Exif\0\0" + tiff({ExifTags.Base.Artist: SECRET.encode()}, gps=gps())}
    secret["xmp"] = xmp(elements=description(SECRET))
    return {
        "WebP": Case("foto.webp", encoded(corners(), "WEBP", **secret)),
        "WebP, lossless": Case("foto.webp", encoded(corners(), "WEBP", lossless=True)),
        "WebP with transparency": Case("foto.webp", encoded(see_through, "WEBP")),
        "AVIF": Case("foto.avif", encoded(corners(), "AVIF", **secret)),
        "AVIF with transparency": Case("foto.avif", encoded(see_through, "AVIF")),
        "GIF": Case("foto.gif", encoded(corners(), "GIF", comment=SECRET.encode())),
        "HEIC": Case("IMG_0001.HEIC", HEIC),
        "HEIC, turned": Case("IMG_0002.HEIC", HEIC_TURNED),
    }


# ---- The corpus: two things at once, names that lie


def _polyglots():
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as writer:
        writer.writestr(zipfile.ZipInfo("index.php"), f"<?php // {SECRET}")
    script = f"<html><script>alert('{SECRET}')</script></html>".encode()
    return {
        "JPEG and zip": Case("foto.jpg", jpeg() + archive.getvalue()),
        "JPEG and HTML": Case("foto.jpg", jpeg() + script),
        "JPEG with a script as its comment": Case("foto.jpg", jpeg(segment(0xFE, script))),
        "PNG and HTML": Case("foto.png", encoded(corners(), "PNG") + script),
        "GIF and JavaScript": Case("foto.gif", b"GIF89a=1/*" + bytes(200) + b"*/;alert(1)//", "cut"),
    }


def _names():
    names = {
        "another format's ending": "foto.png",
        "a path": "../../x.php",
        "a path of Windows": "..\\..\\windows\\x.jpg",
        "a NUL": "foto\0.jpg",
        "no Latin letters": "ꦥꦮꦂꦠ 写真 🌋.jpg",
        "text that runs backwards": "foto\u202egpj.exe",
        "300 characters": "f" * 296 + ".jpg",
        "two endings": "foto.jpg.php",
        "markup": '"><img src=x onerror=alert(1)>.jpg',
        "no ending": "foto",
    }
    return {f"a name with {kind}": Case(name, distinct(kind)) for kind, name in names.items()}


# ---- The corpus: metadata that is broken or attacks


def _broken_metadata():
    loop = b"II*\0\x08\0\0\0" + struct.pack("<HHHLLL", 1, ExifTags.IFD.Exif, 4, 1, 8, 8)
    beyond = _entry(ExifTags.Base.Artist, 2, 4000, 0xFFFFFF00)
    wrong_types = tiff(
        {ExifTags.Base.Orientation: b"enam", ExifTags.Base.Artist: 7}, gps=dict.fromkeys(range(1, 5), 9)
    )
    exifs = {
        "EXIF that goes in circles": loop,
        "EXIF that points beyond its end": beyond,
        "EXIF of the wrong types": wrong_types,
        "EXIF that ends early": tiff({ExifTags.Base.Artist: SECRET.encode()}, gps=gps())[:40],
        "EXIF that is empty": b"",
        "EXIF that is text": b"bukan EXIF",
        "EXIF with a position of no number": tiff({}, gps=gps(latitude=((7, 0), (0, 0), (1, 0)))),
        "EXIF that is a bomb": bomb(60_000),
        "EXIF of four thousand million numbers": _entry(ExifTags.Base.Orientation, 3, 0xFFFFFFFF, 8),
        "EXIF with orientation 0": _entry(ExifTags.Base.Orientation, 3, 1, 0),
        "EXIF with orientation 9": _entry(ExifTags.Base.Orientation, 3, 1, 9),
    }
    return {kind: Case("foto.jpg", jpeg(exif_segment(exif))) for kind, exif in exifs.items()} | {
        "AVIF with EXIF that is a bomb": Case("foto.avif", avif_with(bomb(60_000))),
        "WebP with EXIF that is a bomb": Case("foto.webp", encoded(corners(), "WEBP", exif=bomb(400_000))),
    }


def avif_with(exif):
    """Pillow refuses to write broken EXIF, so it takes the place of good one."""
    overhead = len(tiff({ExifTags.Base.Artist: b"-----"})) - 5
    good = tiff({ExifTags.Base.Artist: b"-" * (len(exif) - overhead)})
    return encoded(corners(), "AVIF", exif=good).replace(good, exif)


def _entry(tag, kind, count, value):
    """EXIF of a single entry, whatever it says."""
    return b"II*\0\x08\0\0\0" + struct.pack("<HHHLLL", 1, tag, kind, count, value, 0)


def _broken_xmp_and_iptc():
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    laughs = f'<!DOCTYPE x [<!ENTITY e0 "{SECRET}">{entities}]>'
    outside = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    long = xmp(elements=description(SECRET + "x" * 5_000_000))
    return {
        "XMP, a billion laughs": Case(
            "foto.jpg", jpeg(xmp_segment(xmp(elements=description("&e9;"), doctype=laughs)))
        ),
        "XMP, a billion laughs in an attribute": Case(
            "foto.jpg", jpeg(xmp_segment(xmp('photoshop:City="&e9;"', doctype=laughs)))
        ),
        "XMP with a file of the server": Case(
            "foto.jpg", jpeg(xmp_segment(xmp(elements=description("&f;"), doctype=outside)))
        ),
        "XMP that is no XML": Case("foto.jpg", jpeg(xmp_segment(b"<x:xmpmeta <<<" + SECRET.encode()))),
        "XMP of 5 MB": Case("foto.webp", encoded(corners(), "WEBP", xmp=long)),
        "IPTC with a length beyond its end": Case(
            "foto.jpg", jpeg(iptc_segment(iptc((120, b"Banjir")) + b"\x1c\x02\x50\x7f\xff" + SECRET.encode()))
        ),
        "IPTC with a length of lengths": Case(
            "foto.jpg", jpeg(iptc_segment(b"\x1c\x02\x50\xff\xff\xff\xff"))
        ),
        "IPTC that is text": Case("foto.jpg", jpeg(iptc_segment(b"bukan IPTC " + SECRET.encode()))),
        "PNG text, a bomb": Case(
            "foto.png",
            png(
                *SIZE,
                b"\1\2\3",
                before=[chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(20_000_000), 1))],
            ),
            "damaged",
        ),
    }


# ---- The corpus: what is refused


def _heics():
    """Boxes written in other ways, and entries that are no text: pi_heif 1.4 dies of those."""
    no_text = heic_item(b"", kind=b"\xffxif")
    strange = {
        "of another kind": heic_with(heic_item(b"nama", b"text/plain")),
        "in a large box": heic_with_large_meta(HEIC_TURNED),
        "and nothing behind it": HEIC_TURNED + bytes(16),
    }
    deadly = {
        "of no text": heic_with(no_text),
        "of no text in a large entry": heic_with(heic_item(b"", kind=b"\xffxif", large=True)),
        "of no text in a large box": heic_with_large_meta(heic_with(no_text)),
        "whose content is of no text": heic_with(heic_item(b"nama", b"\xff")),
        "whose content is of no text behind a long name": heic_with(heic_item(b"n" * 300, b"\xff")),
    }
    return {f"HEIC with an item {kind}": Case("foto.heic", content) for kind, content in strange.items()} | {
        f"HEIC with an item {kind}": Case("foto.heic", content, "damaged") for kind, content in deadly.items()
    }


def _cut():
    """Each broken off in its middle: half a picture is none."""
    whole = {
        "JPEG": jpeg(),
        "progressive JPEG": jpeg(progressive=True),
        "PNG": encoded(corners(), "PNG"),
        "WebP": encoded(corners(), "WEBP"),
        "AVIF": encoded(corners(), "AVIF"),
        "GIF": encoded(corners(), "GIF"),
        "HEIC": HEIC,
    }
    halves = {kind: content[: len(content) * 6 // 10] for kind, content in whole.items()}
    return {f"{kind}, cut": Case("foto.jpg", half, "cut") for kind, half in halves.items()} | {
        "JPEG, cut in its header": Case("foto.jpg", jpeg()[:100], "cut"),
        "JPEG, cut behind its thumbnail": Case("foto.jpg", told()[:2000], "cut"),
        "JPEG, cut before its end": Case("foto.jpg", jpeg().removesuffix(JPEG_END), "cut"),
        "JPEG, three bytes": Case("foto.jpg", b"\xff\xd8\xff", "cut"),
        "JPEG, whole but of nonsense": Case(
            "foto.jpg", b"\xff\xd8" + segment(0xC0, bytes(9)) + JPEG_END, "damaged"
        ),
        "PNG, its signature alone": Case("foto.png", b"\x89PNG\r\n\x1a\n", "cut"),
        "PNG, whole but of nonsense": Case("foto.png", b"\x89PNG\r\n\x1a\n" + chunk(b"IEND", b""), "damaged"),
        "HEIC without a picture": Case("foto.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "damaged"),
        "HEIC of random bytes": Case("foto.heic", HEIC[:28] + random.Random(7).randbytes(500), "damaged"),
    }


def _empty():
    return {"nothing at all": Case("kosong.jpg", b"", "empty")}


def _bombs():
    plain = jpeg(quality=50)
    return {
        "JPEG header of 65500 × 65500 pixels": Case("foto.jpg", with_size(plain, 65500, 65500), "large"),
        "JPEG header of 9000 × 6000 pixels, in three scans": Case(
            "foto.jpg", in_three_scans(with_size(plain, 9000, 6000)), "large"
        ),
        "PNG header of 60000 × 60000 pixels": Case(
            "foto.png", encoded(corners(), "PNG").replace(*_ihdr(60000, 60000)), "large"
        ),
        "PNG of 41 million pixels": Case("foto.png", png(6500, 6400, b"\x66", colour=0), "large"),
        "WebP header of 16000 × 16000 pixels": Case("foto.webp", _webp_canvas(16000, 16000), "large"),
        "one pixel": Case("foto.png", png(1, 1, b"\1\2\3"), "small"),
        "a line": Case("foto.png", png(9000, 2, b"\1\2\3"), "small"),
        "a ribbon": Case("foto.png", png(3200, 150, b"\1\2\3"), "narrow"),
        "26 MB": Case("foto.jpg", jpeg() + bytes(26 * 1024 * 1024), "heavy"),
    }


def _ihdr(width, height):
    """The chunk that says the size of a PNG of `corners()`, and the one with this size in its place."""
    sizes = [struct.pack(">LLBBBBB", *size, 8, 2, 0, 0, 0) for size in (SIZE, (width, height))]
    return [chunk(b"IHDR", header) for header in sizes]


def _webp_canvas(width, height):
    """A WebP whose extended header claims a canvas of this size."""
    content = encoded(corners(), "WEBP", exif=oriented(1))
    return (
        content[:24] + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little") + content[30:]
    )


def _moving():
    second = {
        "save_all": True,
        "append_images": [corners().transpose(Image.Transpose.ROTATE_180)],
        "duration": 90,
    }
    return {
        f"{kind}, moving": Case(f"a.{kind.lower()}", encoded(corners(), kind, **second), "moving")
        for kind in ("GIF", "WEBP", "PNG", "AVIF")
    } | {"HEIC, moving": Case("a.heics", b"\0\0\0\x18ftyphevc\0\0\0\0msf1hevc" + bytes(100), "moving")}


def _foreign():
    """No picture that is taken, under a name that says it is one."""
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><rect width="200" height="200"/></svg>'
    script = f'<svg xmlns="http://www.w3.org/2000/svg"><script>alert("{SECRET}")</script></svg>'.encode()
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as writer:
        writer.writestr(zipfile.ZipInfo("foto.jpg"), jpeg())
    contents = {
        "gambar.svg": svg,
        "svg.jpg": script,
        "html.jpg": b"<!DOCTYPE html><html><script>alert(1)</script></html>",
        "php.jpg": b"<?php system($_GET['c']); ?>",
        "teks.jpg": b"Ini bukan gambar.",
        "dokumen.pdf": b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\n%%EOF",
        "foto.tiff": encoded(corners(), "TIFF"),
        "foto.bmp": encoded(corners(), "BMP"),
        "ikon.ico": encoded(corners(), "ICO"),
        "foto.jp2": encoded(corners(), "JPEG2000"),
        "arsip.zip": archive.getvalue(),
        "video.mp4": b"\0\0\0\x18ftypisom\0\0\2\0isomiso2" + bytes(100),
        "foto.mov": b"\0\0\0\x14ftypqt  \0\0\0\0qt  " + bytes(100),
        "satu.jpg": b"\xff",
        "nol.jpg": bytes(4096),
        "acak.jpg": random.Random(1).randbytes(4096),
        "elf.jpg": b"\x7fELF\2\1\1" + bytes(100),
        "exe.jpg": b"MZ\x90\0" + bytes(100),
        "mif1.heic": b"\0\0\0\x18ftypmif1\0\0\0\0mif1miaf" + bytes(100),
    }
    return {f"foreign: {name}": Case(name, content, "foreign") for name, content in contents.items()}
