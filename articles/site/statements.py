"""Querysets whose SQL is written once a process and planned once a connection, for what readers ask for most.

Writing SQL takes the ORM longer than PostgreSQL needs to answer it. A `Statement` is an ordinary queryset with slots
where the values come later; it is compiled at its first use, and the server keeps its plan (`prepare_threshold`).
"""

from functools import cached_property

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models.expressions import RawSQL


class Slot(str):
    """The name of a value that each `fetch` brings."""


def slot(name, sort="bigint"):
    """An expression for a queryset; `sort` is PostgreSQL's name of the type."""
    return RawSQL(f"%s::{sort}", [Slot(name)])  # noqa: S611 -- both are words of the code


def any_of(name, sort="bigint"):
    """For `__in`: one of a list that each `fetch` brings."""
    return RawSQL(f"SELECT unnest(%s::{sort}[])", [Slot(name)])  # noqa: S611 -- both are words of the code


class Statement:
    """`make` returns the queryset: of one model, without joined relations, with whatever annotations."""

    def __init__(self, make):
        self.make = make

    @cached_property
    def compiled(self):
        compiler = self.make().query.get_compiler(DEFAULT_DB_ALIAS)
        return compiler, *compiler.as_sql()

    def fetch(self, **values):
        """A list of instances; slots are filled from `values`."""
        compiler, sql, params = self.compiled
        model, columns = compiler.klass_info["model"], compiler.klass_info["select_fields"]
        names = [compiler.select[column][0].target.attname for column in columns]
        annotations = compiler.annotation_col_map.items()
        given = [values[param] if isinstance(param, Slot) else param for param in params]
        found = []
        for row in compiler.results_iter([_rows(sql, given)]):
            instance = model.from_db(DEFAULT_DB_ALIAS, names, [row[column] for column in columns])
            for name, column in annotations:
                setattr(instance, name, row[column])
            found.append(instance)
        return found


def _rows(sql, params):
    """With values that travel beside the SQL: Django's own cursors write them into it, and no plan could be kept."""
    connection.ensure_connection()
    cursor = ServerBindingCursor(connection.connection)
    wrap = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    with wrap(cursor) as wrapped:
        wrapped.execute(sql, params)
        return wrapped.fetchall()
