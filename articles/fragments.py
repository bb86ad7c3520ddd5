"""Pieces of pages, remembered by the very rows that they are made of.

A card, a story's part of its page, an item of a feed is a function of its rows and of nothing else, so its HTML is
remembered by them: whatever changes in a row makes another key. Nothing here has to be thrown away, and an entry
outlives editions. What depends on the clock, on who asks or on other stories stays outside.
"""

import json
import sys
from functools import wraps
from hashlib import blake2b

from django.conf import settings
from django.db.models import JSONField

from articles import replicas
from articles.memory import BoundedMemory

memory = BoundedMemory(settings.FRAGMENT_CACHE_MB * 1024 * 1024)
OVERHEAD = 500  # bytes of an entry beside its texts


class Row:
    """A row of the frame, equal to another that says the same in all its columns and in those of the rows above it.

    Columns that were left out are no part of it: whoever reads one asks the database.
    """

    __slots__ = ("digest", "instance")

    def __init__(self, instance, above=None):
        self.instance = instance
        columns = [instance.__dict__.get(field.attname) for field in instance._meta.concrete_fields]
        self.digest = _digest(repr((type(instance), above and above.digest, columns)))

    def __hash__(self):
        return hash(self.digest)

    def __eq__(self, other):
        return isinstance(other, Row) and self.digest == other.digest


def _digest(text):
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


class AsksTheDatabase(Exception):
    """A fragment read something that it is not remembered by."""


def remembered(make):
    """Decorate a pure function of rows (tuples, texts, numbers, `Row`): each result is remembered by its arguments.

    No HTML among the arguments: a text that is marked safe equals the same one that is not.
    """

    @wraps(make)
    def of_rows(*rows):
        return recall((make, *rows), lambda: make(*rows))

    return of_rows


def recall(rows, make):
    """Return what is remembered by a tuple of rows, or what `make()` returns, which is a function of them.

    They are known again by their hashes: kept themselves, they would outweigh what is made of them. Numbers count as they
    are, so that only two texts of one row could be taken for one another, once in 2^64; a digest of 128 bits of all would
    take as long as half of a page.
    """
    key = hash(rows), hash(rows[::-1])
    if (piece := memory.get(key)) is None:
        with replicas.connection().execute_wrapper(_refuse):
            piece = make()
        memory.add(key, piece, OVERHEAD + _size(piece))
    return piece


def _refuse(execute, sql, params, many, context):
    raise AsksTheDatabase(sql)


def _size(value):
    if isinstance(value, tuple):
        return sum(map(_size, value))
    return sys.getsizeof(value)


def instance_of(model, row, prefix=""):
    """Return an instance of the columns that a statement's row has of a model; whoever reads another one of it asks
    the database that is read from then."""
    fields = [field for field in model._meta.concrete_fields if f"{prefix}{field.attname}" in row._fields]
    values = [_parsed(field, getattr(row, f"{prefix}{field.attname}")) for field in fields]
    return model.from_db(None, [field.attname for field in fields], values)


def _parsed(field, value):
    return parsed(value) if isinstance(field, JSONField) else value


def parsed(value):
    """Return what a JSON column of a statement's row says; None where it is null."""
    return None if value is None else json.loads(value)


# ---- Holes: what is put into a remembered page each time


def hole(name):
    """Return a mark that no text of the database can hold."""
    return f"\0{name}\0"


def parts_of(html):
    """Return the parts of a page between its holes, as bytes, and the names of the holes."""
    parts = html.split("\0")
    return tuple(name if number % 2 else name.encode() for number, name in enumerate(parts))


def fill(parts, **pieces):
    """Return the page, as bytes, with a piece in each hole."""
    return b"".join(part if isinstance(part, bytes) else pieces[part].encode() for part in parts)
