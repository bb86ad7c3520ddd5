"""IPTC-IIM of a picture: what editors' programs wrote before there was XMP, and many still write beside it."""

from contextlib import suppress

from PIL import IptcImagePlugin
from PIL.ImageFile import ImageFile

_CHARACTER_SET = (1, 90)
# What stands there, an escape sequence of ISO 2022 that ends with the letter of a part of ISO 8859. UTF-8 (%G) is
# found without it.
_PARTS = {
    b"A": "cp1252",
    b"B": "iso8859_2",
    b"F": "iso8859_7",
    b"G": "iso8859_6",
    b"H": "iso8859_8",
    b"L": "iso8859_5",
    b"M": "iso8859_9",
}
_PART = {
    escape + letter: codec for letter, codec in _PARTS.items() for escape in (b"\x1b-", b"\x1b.", b"\x1b/")
}


def read_iim(image: ImageFile) -> dict[int, list[str]]:
    """Return the values of each dataset of record 2, which is what editors write; {} where none can be read."""
    raw: dict[tuple[int, int], bytes | list[bytes]] = {}
    with suppress(Exception):  # a reader of Pillow's alone, see `intake._parsing`
        raw = IptcImagePlugin.getiptcinfo(image) or {}
    codec = next((_PART[value] for value in _as_list(raw.get(_CHARACTER_SET)) if value in _PART), "")
    return {
        number: [
            value.decode(codec, "replace") if codec else decode_text(value) for value in _as_list(values)
        ]
        for (record, number), values in raw.items()
        if record == 2
    }


def _as_list(values: bytes | list[bytes | None] | None) -> list[bytes]:
    """Return the values that a dataset has; Pillow gives None for an empty one of several."""
    return [value for value in (values if isinstance(values, list) else [values]) if value is not None]


def decode_text(raw: bytes) -> str:
    """Decode a text of which nobody says how it is encoded.

    UTF-8 is tried first, because hardly any other text happens to be valid UTF-8; else it is what Windows wrote.
    """
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1252", "ignore")
