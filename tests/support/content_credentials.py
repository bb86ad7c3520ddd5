"""C2PA manifest stores, and files that hold one, made byte by byte."""

import struct

from tests.support.hostile import box, chunk, segment

AI = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
CAPTURE = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"
OWN, OTHER = "urn:uuid:11111111-2222-3333-4444-555555555555", "urn:uuid:99999999-2222-3333-4444-555555555555"


def text(value):
    """A text in CBOR."""
    content = value.encode()
    head = bytes([0x60 + len(content)]) if len(content) < 24 else b"\x78" + bytes([len(content)])
    return head + content


def mapping(**values):
    """A map of texts, maps and lists in CBOR."""
    return bytes([0xA0 + len(values)]) + b"".join(text(key) + _value(value) for key, value in values.items())


def _value(value):
    if isinstance(value, list):
        return bytes([0x80 + len(value)]) + b"".join(map(_value, value))
    return value if isinstance(value, bytes) else text(value)


def superbox(kind, label, *parts):
    uuid = kind + bytes.fromhex("00110010800000aa00389b71")
    return box(b"jumb", box(b"jumd", uuid, b"\3", label.encode(), b"\0"), *parts)


def actions(*source_types, label="c2pa.actions", key="digitalSourceType"):
    """An assertion of what was done; behind each source type stands what a careless reader takes for a part of it."""
    done = [mapping(action="c2pa.created", **{key: uri}, softwareAgent="Pena") for uri in source_types]
    return superbox(b"cbor", label, box(b"cbor", mapping(actions=done)))


def ingredient(relationship, manifest, label="c2pa.ingredient"):
    where = mapping(url=f"self#jumbf=/c2pa/{manifest}", hash="x")
    content = mapping(relationship=relationship, c2pa_manifest=where, title="asal.jpg")
    return superbox(b"cbor", label, box(b"cbor", content))


def manifest(label, *assertions):
    return superbox(b"c2ma", label, superbox(b"c2as", "c2pa.assertions", *assertions))


def store(*manifests):
    return superbox(b"c2pa", "c2pa", *manifests)


def made_by(uri):
    return store(manifest(OWN, actions(uri)))


# ---- In files


def in_jpeg(content, jumbf, size=60_000):
    """The same JPEG with the box in segments of this size; of a box in several, each repeats its head."""
    parts = [jumbf[8 + at : 8 + at + size] for at in range(0, len(jumbf) - 8, size)]
    segments = [
        segment(0xEB, b"JP\0\1" + struct.pack(">L", number) + jumbf[:8] + part)
        for number, part in enumerate(parts, start=1)
    ]
    return content[:2] + b"".join(segments) + content[2:]


def in_png(content, jumbf):
    start = content.index(b"IDAT") - 4
    return content[:start] + chunk(b"caBX", jumbf) + content[start:]


def in_webp(content, jumbf):
    """In the extended format, as which a WebP with EXIF is written."""
    body = content[12:] + struct.pack("<4sL", b"C2PA", len(jumbf)) + jumbf + bytes(len(jumbf) % 2)
    return b"RIFF" + struct.pack("<L", 4 + len(body)) + b"WEBP" + body


def in_media(content, jumbf):
    uuid = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
    return content + box(b"uuid", uuid, bytes(4), b"manifest\0", bytes(8), jumbf)
