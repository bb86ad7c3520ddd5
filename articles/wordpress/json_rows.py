"""The rows of a large JSON file, one at a time: the elements of the lists below its outer objects."""

import codecs
import json
from collections.abc import Iterable, Iterator
from typing import Any

from articles.wordpress.export_file import LONGEST_ITEM

_DECODER = json.JSONDecoder()
_SPACE = " \t\r\n"
_OF_NUMBERS = "0123456789.eE+-"
_OUTER = ("db", "data")  # what is gone into; everything else is a list of rows, or a value that is read whole


class JsonRows:
    """Reads `{"db": [{"data": {"posts": [row, …], …}}]}`, or the same without its outer parts.

    Raises ValueError where that is no JSON, or a row is longer than any post.
    """

    def __init__(self, pieces: Iterable[bytes]):
        decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self.texts = (decoder.decode(piece) for piece in pieces)
        self.text, self.place = "", 0

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        """(name of its list, row); of a name with another value (name, value)."""
        yield from self._object()

    def _more(self) -> bool:
        piece = next(self.texts, None)
        if piece is None:
            return False
        self.text, self.place = self.text[self.place :] + piece, 0
        return True

    def _peek(self) -> str:
        while True:
            while self.place < len(self.text) and self.text[self.place] in _SPACE:
                self.place += 1
            if self.place < len(self.text):
                return self.text[self.place]
            if not self._more():
                raise ValueError("it ends in the middle")

    def _take(self, characters: str) -> str:
        character = self._peek()
        if character not in characters:
            raise ValueError(f"{character!r} stands where one of {characters} was expected")
        self.place += 1
        return character

    def _value(self) -> Any:
        """The value that begins here, read whole."""
        self._peek()
        least = 0
        while True:
            if len(self.text) - self.place >= least:
                try:
                    value, end = _DECODER.raw_decode(self.text, self.place)
                except json.JSONDecodeError as error:
                    if len(self.text) - self.place > LONGEST_ITEM:
                        raise ValueError("a row is too long") from error
                    least = 2 * (
                        len(self.text) - self.place
                    )  # each try costs as much as is there: few of them
                else:
                    # A number may go on in the next piece.
                    if end < len(self.text) and self.text[end] not in _OF_NUMBERS:
                        self.place = end
                        return value
            if not self._more():
                return self._last_value()

    def _last_value(self) -> Any:
        value, self.place = _DECODER.raw_decode(self.text, self.place)
        return value

    def _object(self) -> Iterator[tuple[str, Any]]:
        self._take("{")
        if self._peek() == "}":
            self.place += 1
            return
        while True:
            name = self._value()
            self._take(":")
            yield from self._member(str(name))
            if self._take(",}") == "}":
                return

    def _member(self, name: str) -> Iterator[tuple[str, Any]]:
        first = self._peek()
        if first == "[":
            yield from self._list(name)
        elif first == "{" and name in _OUTER:
            yield from self._object()
        else:
            yield name, self._value()

    def _list(self, name: str) -> Iterator[tuple[str, Any]]:
        self._take("[")
        if self._peek() == "]":
            self.place += 1
            return
        while True:
            if name in _OUTER:
                yield from self._object()
            else:
                yield name, self._value()
            if self._take(",]") == "]":
                return
