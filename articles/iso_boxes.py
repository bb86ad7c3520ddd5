"""Boxes, of which ISO media files (HEIC, AVIF, M4A) and the manifest stores of C2PA consist (ISO/IEC 14496-12)."""

from collections.abc import Iterator
from typing import NamedTuple

_HEAD, _LONG_HEAD = 8, 16  # bytes: size and kind; with a size of 64 bits behind the kind


class Box(NamedTuple):
    """A box as it says itself: it may end behind the content's end, or before it begins where that is nonsense."""

    kind: bytes
    at: int
    start: int  # of what is in it
    end: int


def boxes(content: bytes, start: int = 0, end: int | None = None) -> Iterator[Box]:
    """Yield the boxes between two places of a content, up to one whose size is nonsense, which is the last."""
    at, end = start, len(content) if end is None else end
    while at + _HEAD <= end:
        size, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + _HEAD]
        head = _HEAD
        if size == 1:
            size, head = int.from_bytes(content[at + _HEAD : at + _LONG_HEAD]), _LONG_HEAD
        size = size or end - at  # of the last one: all that is left
        yield Box(kind, at, at + head, at + size)
        if size < head:
            return
        at += size
