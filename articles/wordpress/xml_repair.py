"""Bytes of an export as text that a strict XML parser takes; repairs are listed with their lines."""

import codecs
import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from articles.wordpress.errors import ExportError


class Repair(NamedTuple):
    kind: str  # "byte", "control" or "ampersand"
    line: int


# Characters that XML cannot hold.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# An ampersand that begins no reference, or one to what XML cannot hold.
_ILLEGAL = (
    r"#0*(?:[0-8]|1[124-9]|2\d|3[01]|6553[45]);|#x0*(?:[0-8bcBC]|0?[eE]|0?[fF]|1[0-9a-fA-F]|[fF]{3}[eEfF]);"
)
_BARE = re.compile(
    rf"&(?:{_ILLEGAL}|(?!(?:amp|lt|gt|quot|apos|#0*[1-9]\d{{0,6}}|#x0*[1-9a-fA-F][0-9a-fA-F]{{0,5}});))"
)
_DECLARATION = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_LONGEST_MARK = 12  # characters: so much of a chunk's end may be half a mark


_bad_bytes: list[tuple[bytes, int]] = []  # in the chunk that is being decoded


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Decode a byte that is no UTF-8 as Windows would show it."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.start + 1]
    _bad_bytes.append((error.object, error.start))
    return bad.decode("cp1252", "replace"), error.start + 1


codecs.register_error("pawarta-cp1252", _as_cp1252)


def repair(chunks: Iterable[bytes], repairs: deque[Repair]) -> Iterator[str]:
    """Yield bytes as text for a strict parser; every repair is added to `repairs`, in order of lines."""
    chunks = iter(chunks)
    first = next(chunks, b"")
    decoder = _decoder(first)
    line, rest, closing, is_blank = 1, "", "", True
    for chunk in _with_end(first, chunks):
        new: list[Repair] = []
        text = rest + _decode(decoder, chunk, new, line + rest.count("\n"))
        if is_blank:
            text = text.lstrip("\ufeff \t\r\n")
            is_blank = not text
            if is_blank:
                continue
        if _FORBIDDEN.search(text):
            text = _without_forbidden(text, new, line)
        end = len(text) if chunk is None else _safe_end(text)
        text, rest = text[:end], text[end:]
        output, closing = _escape(text, closing, new, line)
        repairs.extend(sorted(new, key=lambda repair: repair.line))
        line += text.count("\n")
        yield output


def _with_end(first: bytes, others: Iterable[bytes]) -> Iterator[bytes | None]:
    """The chunks, and None behind the last of them."""
    yield first
    yield from others
    yield None


def _decoder(first: bytes) -> codecs.IncrementalDecoder:
    name = "utf-8"
    if first.startswith((b"\xff\xfe", b"\xfe\xff")):
        name = "utf-16"
    elif declaration := _DECLARATION.match(first[:300]):
        try:
            name = codecs.lookup(declaration[1].decode()).name
        except LookupError as error:
            raise ExportError(
                _("The file says that its encoding is %(name)s, which nobody knows.")
                % {"name": declaration[1].decode()}
            ) from error
    errors = "pawarta-cp1252" if name == "utf-8" else "replace"
    return codecs.getincrementaldecoder(name)(errors)


def _decode(decoder: codecs.IncrementalDecoder, chunk: bytes | None, repairs: list[Repair], line: int) -> str:
    _bad_bytes.clear()
    text = decoder.decode(chunk or b"", final=chunk is None)
    for content, at in _bad_bytes:
        repairs.append(Repair("byte", line + content.count(b"\n", 0, at)))
    return text


def _without_forbidden(text: str, repairs: list[Repair], line: int) -> str:
    for match in _FORBIDDEN.finditer(text):
        repairs.append(Repair("control", line + text.count("\n", 0, match.start())))
    return _FORBIDDEN.sub("", text)


def _safe_end(text: str) -> int:
    """Position before a mark that may go on in the next chunk."""
    start = max(0, len(text) - _LONGEST_MARK)
    marks = [at for mark in "<&]-" if (at := text.find(mark, start)) >= 0]
    end = min(marks, default=len(text))
    while end and text[end - 1] in "<!]-":  # the match is the middle of a mark
        end -= 1
    return end


def _escape(text: str, closing: str, repairs: list[Repair], line: int) -> tuple[str, str]:
    """Escape bare ampersands outside CDATA and comments; returns the text and its open section's end mark."""
    pieces, at = [], 0
    for match in _BARE.finditer(text):
        if _open_section(text, match.start(), closing):
            continue
        is_reference = match[0] != "&"
        kind = "control" if is_reference else "ampersand"
        repairs.append(Repair(kind, line + text.count("\n", 0, match.start())))
        pieces += [text[at : match.start()], "" if is_reference else "&amp;"]
        at = match.end()
    ends_in = _open_section(text, len(text), closing)
    return "".join([*pieces, text[at:]]) if pieces else text, ends_in


def _open_section(text: str, at: int, closing: str) -> str:
    """End mark of the CDATA section or comment that this position is in; "" outside of any.

    `closing` is the same of the text's start.
    """
    cdata, cdata_end = text.rfind("<![CDATA[", 0, at), text.rfind("]]>", 0, at)
    if cdata > cdata_end:
        return "]]>"
    if closing == "-->" and text.find("-->", 0, at) < 0:
        return "-->"
    if closing == "]]>" and cdata_end < 0:
        return "]]>"
    comment = text.rfind("<!--", max(cdata_end, 0), at)
    return "-->" if comment >= 0 and text.find("-->", comment, at) < 0 else ""
