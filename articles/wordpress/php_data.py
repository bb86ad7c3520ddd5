"""PHP's serialized data: scalars, lists and objects as plain Python, for the settings that plugins keep so. Pure."""

from typing import Any

DEEPEST = 60


class _Unreadable(Exception):
    pass


def unserialize(text: str) -> Any:
    """The value of a serialized text; None where it is none. Lists and objects become dicts."""
    data = text.strip().encode()
    if data[1:2] != b":":
        return None
    try:
        return _Reader(data).value(0)
    except (_Unreadable, ValueError, IndexError):
        return None


class _Reader:
    """Reads one value after another; lengths are of bytes, as PHP counts."""

    def __init__(self, data: bytes):
        self.data, self.place = data, 0

    def until(self, mark: bytes) -> bytes:
        end = self.data.index(mark, self.place)
        part, self.place = self.data[self.place : end], end + len(mark)
        return part

    def value(self, depth: int) -> Any:
        if depth > DEEPEST:
            raise _Unreadable
        kind = self.data[self.place : self.place + 2]
        self.place += 2
        if kind == b"s:":
            return self.string()
        if kind in (b"a:", b"O:"):
            return self.entries(kind, depth)
        if kind == b"N;":
            return None
        scalar = self.until(b";")
        readers: dict[bytes, Any] = {b"i:": int, b"d:": float, b"b:": lambda text: text == b"1"}
        if kind not in readers:
            raise _Unreadable
        return readers[kind](scalar)

    def string(self) -> str:
        length = int(self.until(b":"))
        start = self.place + 1
        # A text that was repaired on its way has another length than it says.
        if self.data[start + length : start + length + 2] != b'";':
            text = self.data[start : self.data.index(b'";', start)]
        else:
            text = self.data[start : start + length]
        self.place = start + len(text) + 2
        return text.decode(errors="replace")

    def entries(self, kind: bytes, depth: int) -> dict[Any, Any]:
        if kind == b"O:":
            self.until(b'":')
        count = int(self.until(b":{"))
        if count > len(self.data):
            raise _Unreadable
        values: dict[Any, Any] = {}
        for _number in range(count):
            key = self.value(depth + 1)
            if isinstance(key, dict):
                raise _Unreadable
            values[key] = self.value(depth + 1)
        self.until(b"}")
        return values
