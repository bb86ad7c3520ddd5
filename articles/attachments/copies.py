"""The copy of a file that readers get."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Copy:
    """Bytes for readers, the ending of their name, and how much there is to read or to hear."""

    content: bytes
    extension: str
    pages: int | None = None
    seconds: int | None = None
