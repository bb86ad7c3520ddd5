"""Statements whose SQL is written once a process and planned once a connection, for what readers ask for most.

Writing SQL takes the ORM longer than PostgreSQL needs to answer it (decision 0027). A `Statement` is an ordinary
queryset of `values_list`: what Django would send for it is caught on its way, by its documented wrapper around
each execution, and sent again with other values. Rows come as the driver has them, which makes them cheap to get
and something to remember by (`fragments.py`): JSON is text.
"""

from collections import namedtuple
from datetime import date
from functools import cached_property

import psycopg
from django.conf import settings
from django.db.models.expressions import RawSQL

from articles import replicas


class Slot(str):
    """The name of a value that each question brings."""


class _OnItsWay(Exception):
    """The SQL that Django was about to send."""


class Statement:
    """`make` returns a queryset for values that it takes by name; each row has these columns, by their names.

    `types` has PostgreSQL's type of each value: "bigint", or "bigint[]" for the list of an `__in`.
    """

    def __init__(self, columns, make, **types):
        self.columns, self.make, self.types = columns, make, types
        self.row_class = namedtuple("Row", columns)

    def rows(self, **values):
        """Return the rows for these values: tuples of what can be compared and hashed."""
        sql, params = self.composed
        connection = replicas.connection()
        with connection.cursor() as cursor:
            if settings.PREPARED_STATEMENTS:
                # Values travel beside the SQL: Django's own cursors write them into it, and no plan could be kept.
                cursor.cursor = psycopg.Cursor(connection.connection)
            cursor.execute(sql, [values[param] if isinstance(param, Slot) else param for param in params])
            rows = cursor.fetchall()
        return [self.row_class._make([tuple(v) if v.__class__ is list else v for v in row]) for row in rows]

    def row(self, **values):
        """Return the first of the rows; None without one."""
        return next(iter(self.rows(**values)), None)

    @cached_property
    def composed(self):
        """The SQL of the queryset and its parameters, the slots among them."""
        slots = {name: _slot(name, sort) for name, sort in self.types.items()}
        with replicas.connection().execute_wrapper(_catch):
            try:
                list(self.make(**slots).values_list(*self.columns))
            except _OnItsWay as caught:
                return _without_moments(*caught.args)
        raise ValueError("The queryset asks nothing.")


def _slot(name, sort):
    sql = f"SELECT unnest(%s::{sort})" if sort.endswith("[]") else f"%s::{sort}"
    return RawSQL(sql, [Slot(name)])  # noqa: S611 -- both are words of the code


def _without_moments(sql, params):
    """Return them; raises ValueError where a moment is among the values: that of the writing would stay for good."""
    if moments := [param for param in params if isinstance(param, date)]:
        raise ValueError(f"{moments[0]} is to be a slot.")
    return sql, params


def _catch(execute, sql, params, many, context):
    raise _OnItsWay(sql, params)
