"""Querysets whose SQL is written once a process and planned once a connection, for what readers ask for most.

Writing SQL takes the ORM longer than PostgreSQL needs to answer it: a story's page costs 1.1 ms of a core
this way and
4.4 ms without (decision 0027). A `Statement` is an ordinary queryset of some values. Where Django has changed what
`_Compiled` reads of it, or PREPARED_STATEMENTS is off, each fetch asks the queryset itself, with the same
answers.
"""

import logging
from functools import cached_property

import psycopg
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models.expressions import RawSQL

log = logging.getLogger(__name__)


class Slot(str):
    """The name of a value that each `fetch` brings."""


class Statement:
    """`make` returns a queryset of one model, without joined relations, for values that it takes by name.

    `types` has PostgreSQL's type of each value: "bigint", or "bigint[]" for the list of an `__in`.
    """

    def __init__(self, make, **types):
        self.make, self.types = make, types

    def fetch(self, **values):
        """Return the list of instances for these values."""
        if settings.PREPARED_STATEMENTS and self.compiled:
            return self.compiled.fetch(values)
        return list(self.make(**values))

    @cached_property
    def compiled(self):
        try:
            return _Compiled(self.make(**{name: _slot(name, sort) for name, sort in self.types.items()}))
        except AttributeError:
            log.exception("Statements are not prepared: Django's compiler has changed.")
            return None


def _slot(name, sort):
    sql = f"SELECT unnest(%s::{sort})" if sort.endswith("[]") else f"%s::{sort}"
    return RawSQL(sql, [Slot(name)])  # noqa: S611 -- both are words of the code


class _Compiled:
    """The SQL of a queryset, and how its rows become instances: the one place that reads what Django does not
    document."""

    def __init__(self, queryset):
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        self.sql, self.params = compiler.as_sql()
        self.model, self.columns = compiler.klass_info["model"], compiler.klass_info["select_fields"]
        self.names = [compiler.select[column][0].target.attname for column in self.columns]
        self.annotations = compiler.annotation_col_map.items()
        self.convert = compiler.results_iter

    def fetch(self, values):
        params = [values[param] if isinstance(param, Slot) else param for param in self.params]
        return [self._instance(row) for row in self.convert([self._rows(params)])]

    def _rows(self, params):
        """Values travel beside the SQL: Django's own cursors write them into it, and no plan could be
        kept."""
        with connection.cursor() as cursor:
            cursor.cursor = psycopg.Cursor(connection.connection)
            cursor.execute(self.sql, params)
            return cursor.fetchall()

    def _instance(self, row):
        instance = self.model.from_db(DEFAULT_DB_ALIAS, self.names, [row[column] for column in self.columns])
        for name, column in self.annotations:
            setattr(instance, name, row[column])
        return instance
