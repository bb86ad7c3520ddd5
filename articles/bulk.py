"""Whole rows by COPY, for whoever writes thousands of stories at once and knows everything that belongs to
them."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from itertools import islice

from django.db import DatabaseError, connection
from django.db.models import Max
from psycopg import sql

from articles.models import ArticleEvent, Credit, SearchEntry, TaggedArticle


def batched(rows, size):
    rows = iter(rows)
    while batch := list(islice(rows, size)):
        yield batch


def ahead(items):
    """Yield the same items, each made by a thread while PostgreSQL works on the one before; making them asks
    no database."""
    with ThreadPoolExecutor(1) as thread:
        future = thread.submit(next, items, None)
        while (item := future.result()) is not None:
            future = thread.submit(next, items, None)
            yield item


def reserve(model, count):
    """Reserve `count` ids in a row, and return the first; nobody else gets them."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
        sequence = cursor.fetchone()[0]
        highest = model.objects.aggregate(last=Max("pk"))["last"] or 0
        cursor.execute("SELECT greatest(nextval(%s), %s)", [sequence, highest + 1])
        first = cursor.fetchone()[0]
        cursor.execute("SELECT setval(%s, %s)", [sequence, first + count - 1])
    return first


def write_credits(cursor, credits):
    """`credits` are pairs of a story's id and the CreditLines of its text."""
    rows = (
        (pk, order, line.person, line.role, line.name)
        for pk, lines in credits
        for order, line in enumerate(lines)
    )
    copy(cursor, Credit, ("article", "order", "person", "role", "name"), rows)


def write_tags(cursor, tags):
    """`tags` are pairs of a story's id and the ids of its tags."""
    rows = ((pk, tag) for pk, ids in tags for tag in ids)
    copy(cursor, TaggedArticle, ("content_object", "tag"), rows)


def copy(cursor, model, names, rows):
    """Write rows of these fields; the model's other fields get their default."""
    constants = _constants(model, names)
    with cursor.copy(_copy(model._meta.db_table, _columns(model, names))) as pipe:
        for row in rows:
            pipe.write_row((*row, *constants))


def write_words(cursor, entries):
    """`entries` are pairs of a story's id and its `search_columns`."""
    rows = ((pk, columns["search"], columns["summary"]) for pk, columns in entries)
    copy(cursor, SearchEntry, ("article", "search", "summary"), rows)


@contextmanager
def words_in_bulk():
    """Let the indexes of words write what is new in bulk meanwhile, which takes half of PostgreSQL's work off many stories.

    Each search reads through what waits: so only while nobody published here yet. A run that was killed leaves
    them so for the next one, and until then a search reads 4 MB more at most.
    """
    is_live = ArticleEvent.objects.newsroom_is_live()
    SearchEntry.objects.keep_pending(not is_live)
    try:
        yield
    finally:
        if not is_live:
            with suppress(DatabaseError):  # one that is away has the next run to do it
                SearchEntry.objects.keep_pending(False)


def _columns(model, names):
    """The named fields' columns, then those of `_constants`."""
    yield from (model._meta.get_field(name).column for name in names)
    yield from (field.column for field in _others(model, names))


def _constants(model, names):
    return [field.get_default() for field in _others(model, names)]


def _others(model, names):
    without_default = {*names, "id"}
    return [f for f in model._meta.concrete_fields if f.name not in without_default and not f.generated]


def _copy(table, columns):
    return sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), _comma(columns))


def _comma(columns):
    return sql.SQL(", ").join(map(sql.Identifier, columns))
