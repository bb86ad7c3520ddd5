"""Recordings without what programs and phones write beside the sound: names, places, pictures.

Sound is not touched, and nothing within a file moves: what is taken out of an M4A or an Ogg leaves its room empty.
Sources: ID3v2.4 structure (id3.org), APEv2, ISO/IEC 14496-12 (boxes), RFC 3533 (Ogg pages), RFC 7845 (Opus in Ogg).
"""

from collections.abc import Iterator

from articles.iso_boxes import Box, boxes

# ---- MP3: frames of sound between tags

_ID3V1 = 128  # bytes at the end
_APE_FOOTER = 32


def of_mp3(content: bytes) -> bytes:
    start, end = 0, len(content)
    while content[start : start + 3] == b"ID3":
        has_footer = content[start + 5] & 0x10
        start += 10 + _seven_bits(content[start + 6 : start + 10]) + (10 if has_footer else 0)
    while (shorter := _without_last_tag(content, end)) < end:
        end = shorter
    return content[start:end]


def _seven_bits(size: bytes) -> int:
    return sum((byte & 0x7F) << 7 * place for place, byte in enumerate(reversed(size)))


def _without_last_tag(content: bytes, end: int) -> int:
    if content[end - _ID3V1 : end - _ID3V1 + 3] == b"TAG":
        return end - _ID3V1
    if content[end - 10 : end - 7] == b"3DI":  # ID3v2 behind the sound
        return max(0, end - _seven_bits(content[end - 4 : end]) - 20)
    if content[end - 9 : end] == b"LYRICS200":
        return max(0, end - 15 - int(content[end - 15 : end - 9]))
    footer = content[max(0, end - _APE_FOOTER) : end]
    if footer.startswith(b"APETAGEX"):
        size = int.from_bytes(footer[12:16], "little")
        has_header = int.from_bytes(footer[20:24], "little") >> 31
        return max(0, end - size - (_APE_FOOTER if has_header else 0))
    return end


# ---- M4A: boxes in boxes

_HOLDERS = (b"moov", b"trak", b"mdia")
_WORDS = (b"udta", b"meta", b"uuid")


def of_m4a(content: bytes) -> bytes:
    copy = bytearray(content)
    for box in _all_boxes(content):
        if box.kind in _WORDS:
            copy[box.at + 4 : box.at + 8] = b"free"
            copy[box.start : box.end] = bytes(box.end - box.start)
    return bytes(copy)


def is_film(content: bytes, extension: str) -> bool:
    """Return whether there is a track of pictures in it."""
    if extension == "ogg":
        return b"theora" in content[:1024]
    return extension == "m4a" and any(
        box.kind == b"hdlr" and content[box.start + 8 : box.start + 12] == b"vide"
        for box in _all_boxes(content)
    )


def _all_boxes(content: bytes) -> Iterator[Box]:
    """Yield all boxes of a file, those within others too. Raises ValueError where one ends outside of what holds it."""
    queue = [(0, len(content))]
    while queue:
        start, end = queue.pop()
        for box in boxes(content, start, end):
            if not box.start <= box.end <= end:
                raise ValueError("a box ends outside of what holds it")
            yield box
            if box.kind in _HOLDERS:
                queue.append((box.start, box.end))


# ---- Ogg: packets in pages, each page with a sum over its bytes

_COMMENTS = (b"OpusTags", b"\x03vorbis")
_PAGE = 27  # bytes of a page's head before its table of segments
_SUM = slice(22, 26)
_MOST_COMMENTS = 1024 * 1024  # bytes, a cover included: each of them is summed up anew


def of_ogg(content: bytes) -> bytes:
    pages = _first_pages(content)
    packet = bytearray().join(content[body:end] for _start, body, end in pages)
    for start, end in _values(packet):
        packet[start:end] = b" " * (end - start)
    copy = bytearray(content)
    at = 0
    for start, body, end in pages:
        copy[body:end] = packet[at : at + end - body]
        at += end - body
        copy[start + _SUM.start : start + _SUM.stop] = bytes(4)
        copy[start + _SUM.start : start + _SUM.stop] = _sum(copy[start:end]).to_bytes(4, "little")
    return bytes(copy)


def _first_pages(content: bytes) -> list[tuple[int, int, int]]:
    """Return beginning, beginning of the body and end of the pages that the comments stand in: those behind the
    first, up to the one in which a packet ends."""
    pages: list[tuple[int, int, int]] = []
    start = 0
    while content[start : start + 4] == b"OggS":
        table = content[start + _PAGE : start + _PAGE + content[start + 26]]
        body = start + _PAGE + len(table)
        end = body + sum(table)
        pages.append((start, body, end))
        if end > _MOST_COMMENTS:
            raise ValueError("comments that no recording needs")
        start = end
        if len(pages) > 1 and any(length < 255 for length in table):
            break
    return pages[1:]


def _values(packet: bytearray) -> Iterator[tuple[int, int]]:
    """Yield beginning and end of each comment's value. Raises ValueError where there are no comments."""
    signature = next((name for name in _COMMENTS if packet.startswith(name)), None)
    if not signature:
        raise ValueError("no comments where they have to be")
    at = len(signature)
    at += 4 + int.from_bytes(packet[at : at + 4], "little")  # who made the program
    count = int.from_bytes(packet[at : at + 4], "little")
    at += 4
    for _number in range(min(count, len(packet))):
        length = int.from_bytes(packet[at : at + 4], "little")
        at += 4
        name = packet[at : at + length].find(b"=") + 1
        yield at + name, min(at + length, len(packet))
        at += length


def _sum(page: bytes | bytearray) -> int:
    """Return Ogg's sum of a page: CRC-32 with the polynomial 0x04c11db7, neither reflected nor inverted."""
    register = 0
    for byte in page:
        register = (register << 8 & 0xFFFFFFFF) ^ _TABLE[register >> 24 ^ byte]
    return register


def _entry(number: int) -> int:
    register = number << 24
    for _bit in range(8):
        register = (register << 1) ^ (0x04C11DB7 if register & 0x80000000 else 0)
    return register & 0xFFFFFFFF


_TABLE = [_entry(number) for number in range(256)]
