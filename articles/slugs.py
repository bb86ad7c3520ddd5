"""Slugs: the parts of an address that are made of names. Pure."""

from collections.abc import Iterator
from itertools import chain, count

from django.utils.text import slugify

# Exactly what the converter `slug` of an address pattern reads, for Python and for PostgreSQL.
PATTERN = r"^[-a-zA-Z0-9_]+$"


def slug_of(name: str, fallback: str, most: int) -> str:
    """Return the slug of a name: ASCII, at most `most` characters, and the fallback for a name of signs
    only."""
    return slugify(name)[:most].strip("-_") or fallback


def numbered(slug: str, most: int) -> Iterator[str]:
    """Yield a slug, then the same with 2, 3 and so on behind it, each at most `most` characters long."""
    yield from chain([slug], (f"{slug[: most - len(str(n)) - 1]}-{n}" for n in count(2)))


def free(slug: str, most: int, taken: set[str]) -> str:
    """Return the first of these that is not taken; it is taken afterwards."""
    answer = next(candidate for candidate in numbered(slug, most) if candidate not in taken)
    taken.add(answer)
    return answer
