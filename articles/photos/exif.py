"""EXIF of a picture, entry by entry.

Not with Pillow's reader: that decodes all there is, and one broken entry may fail it or warn of itself.
"""

import re
import struct
from contextlib import suppress
from typing import Any, NamedTuple

from PIL import ExifTags

_ASCII, _SHORT, _LONG, _RATIONAL = 2, 3, 4, 5  # types of TIFF
_CODES = {_SHORT: ("H", 2), _LONG: ("L", 4), _RATIONAL: ("LL", 8)}  # for struct, and in bytes
_LONGEST_ASCII = 1 << 16  # bytes, the most that a JPEG has for all its EXIF
_MOST_NUMBERS = 3  # degrees, minutes and seconds; of more, none is wanted


class Exif(NamedTuple):
    """The three directories (IFD) that are asked: text as bytes, numbers as a tuple, a rational as two of
    them."""

    main: dict[int, Any]
    shot: dict[int, Any]
    gps: dict[int, Any]


def read_exif(content: bytes) -> Exif:
    """Read what can be read of EXIF as Pillow keeps it in `info`: empty directories where nothing can."""
    tiff = re.sub(rb"^(?:Exif\0\0)+", b"", content)
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if not order or len(tiff) < 8:
        return Exif({}, {}, {})
    main = _directory(tiff, order, struct.unpack_from(order + "L", tiff, 4))
    return Exif(
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
    """Read an entry's value at this place, or at the one that stands there if four bytes are too few for
    it."""
    code, size = _CODES.get(kind, ("", 1))
    if count * size > 4:
        (place,) = struct.unpack_from(order + "L", tiff, place)
    if kind == _ASCII:
        return tiff[place : place + min(count, _LONGEST_ASCII)]
    if code and count <= _MOST_NUMBERS:
        with suppress(struct.error):  # it points beyond the end; the next entry may not
            return struct.unpack_from(order + count * code, tiff, place)
    return None
