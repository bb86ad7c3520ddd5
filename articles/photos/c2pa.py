"""Content Credentials (C2PA) of a picture: whether its manifest says that AI made it, or a part of it.

Signatures are not verified: whoever wants to hide what a picture is takes the manifest out. A manifest store is a tree
of JUMBF boxes; the last of its manifests is the picture's own, earlier ones are those of what it was made of. Of these
only the one that it *is* (relationship "parentOf") is asked as well; what was placed in it ("componentOf") has to be told
by the manifest's own actions. The values are strings in CBOR or JSON, and found as such. Compressed manifests are not read.
"""

import re
from collections.abc import Collection, Iterator
from itertools import islice

from articles.iso_boxes import boxes
from articles.photos.source_types import is_of_ai

_MOST_BYTES = 4 * 1024 * 1024
_SAYING = re.compile(r"c2pa\.actions|c2pa\.metadata|stds\.iptc|cawg\.metadata")
_JSON_SOURCE_TYPE = re.compile(rb'igitalSourceType"\s*:\s*"([^"]{1,200})"')
_CBOR_KEY = b"\x71digitalSourceType"  # a text of 17 characters
_ADDRESS = re.compile(rb"/c2pa/([\x21-\x7e]{1,200})")  # of a manifest, within another
_MOST_ADDRESSES = 100


def is_made_by_ai(store: bytes) -> bool:
    """Return whether the manifest store of a picture says so."""
    manifests: dict[str, bytes] = {}
    if len(store) <= _MOST_BYTES:
        for _label, content in _superboxes(store):
            manifests |= dict(_superboxes(content))
    label = next(reversed(manifests), "")
    while content := manifests.pop(label, b""):
        assertions = [assertion for _label, part in _superboxes(content) for assertion in _superboxes(part)]
        if any(map(is_of_ai, _source_types(assertions))):
            return True
        label = _parent(assertions, manifests)
    return False


def _source_types(assertions: list[tuple[str, bytes]]) -> Iterator[str]:
    for label, content in assertions:
        if _SAYING.match(label):
            yield from (value.decode("latin-1") for value in _JSON_SOURCE_TYPE.findall(content))
            yield from map(_cbor_text, content.split(_CBOR_KEY)[1:])


def _cbor_text(content: bytes) -> str:
    """Return the text, of up to 255 bytes, that the content begins with; "" where it begins with something else."""
    if content[:1] == b"\x78":
        return content[2 : 2 + content[1]].decode("latin-1") if len(content) > 1 else ""
    length = content[0] - 0x60 if content else -1
    return content[1 : 1 + length].decode("latin-1") if 0 <= length < 24 else ""


def _parent(assertions: list[tuple[str, bytes]], manifests: Collection[str]) -> str:
    """Return the label of the manifest of the picture that this one was made from; "" where there is none."""
    origins = [
        content
        for label, content in assertions
        if label.startswith("c2pa.ingredient") and b"parentOf" in content
    ]
    addresses = (address for origin in origins for address in _ADDRESS.findall(origin))
    labels = (_label(address.decode(), manifests) for address in islice(addresses, _MOST_ADDRESSES))
    return next(filter(None, labels), "")


def _label(address: str, manifests: Collection[str]) -> str:
    """Return the manifest whose label an address begins with: what follows in the file may look like more of it."""
    return next((address[:end] for end in range(len(address), 0, -1) if address[:end] in manifests), "")


# ---- JUMBF


def _superboxes(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the boxes that hold others, each as its label and what follows its description."""
    for box in boxes(content):
        inner = content[box.start : box.end]
        if box.kind == b"jumb" and inner[4:8] == b"jumd":
            size = int.from_bytes(inner[:4])
            label = inner[25:size].partition(b"\0")[0]  # behind a head of 8 bytes, a type of 16 and a flag
            yield label.decode("utf-8", "replace"), inner[size:]


# ---- Where it lies in a file

_MEDIA_BOX = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")


def in_jpeg(segments: list[tuple[str, bytes]]) -> bytes:
    """Return the manifest store of a JPEG: a box in as many APP11 segments as it needs.

    Each begins with "JP", the box's number and its own, and the head of the box.
    """
    parts: dict[bytes, list[tuple[bytes, bytes]]] = {}
    for name, segment in segments:
        if name == "APP11" and segment[:2] == b"JP" and len(segment) > 16:
            parts.setdefault(segment[2:4], []).append((segment[4:8], segment[8:]))
    stores = []
    for numbered in parts.values():
        first, *rest = (part for _number, part in sorted(numbered))
        head = 16 if first[:4] == b"\0\0\0\1" else 8
        stores.append(first + b"".join(part[head:] for part in rest))
    return next((store for store in stores if b"c2pa" in store[:64]), b"")


def in_media_box(box: bytes) -> bytes:
    """Return the manifest store in this box of an ISO media file; b"" where it is another box.

    Before it stand the box's head, version and flags, its purpose, and an offset.
    """
    if box[8:24] != _MEDIA_BOX:
        return b""
    purpose, _nul, content = box[28:].partition(b"\0")
    return content[8:] if purpose == b"manifest" else b""
