"""Statements whose SQL is written once a process and planned once a connection, for what readers ask for most.

Writing SQL takes the ORM longer than PostgreSQL needs to answer it (decision 0027). A `Statement` is an ordinary
queryset of `values_list`: what Django would send for it is caught on its way, by its documented wrapper around
each execution, and sent again with other values. Constants are written into it: a plan that is kept for all values
can only use a partial index (`article_public_in_category`) where the SQL itself says what the index is of. Rows come
as the driver has them, which makes them cheap to get and something to remember by (`fragments.py`): JSON is text.
"""

import re
from collections import namedtuple
from datetime import date
from functools import cached_property

import psycopg
from django.conf import settings
from django.db.models import F, FloatField, Func, Value
from django.db.models.expressions import RawSQL
from psycopg.sql import Literal

from articles import replicas

# When a story was published, in seconds since 1970. Django's Extract goes by numeric, which takes PostgreSQL longer than
# to read the index.
EPOCH = Func(Value("epoch"), F("published_at"), function="date_part", output_field=FloatField())


_SLOT = r"%\((\w+)\)s"


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
        connection = replicas.connection()
        with connection.cursor() as cursor:
            if settings.PREPARED_STATEMENTS:
                # Values travel beside the SQL: Django's own cursors write them into it, and no plan could be kept.
                sql, names = self.numbered
                cursor.cursor = psycopg.RawCursor(connection.connection)
                cursor.execute(sql, [values[name] for name in names])
            else:
                cursor.execute(self.composed, values)
            rows = cursor.fetchall()
        return [self.row_class._make([tuple(v) if v.__class__ is list else v for v in row]) for row in rows]

    def subquery(self, **values):
        """Return its rows, of one column, for an `__in`: a condition that many queries have and that the ORM need not
        write for each."""
        names = re.findall(_SLOT, self.composed)
        return RawSQL(re.sub(_SLOT, "%s", self.composed), [values[name] for name in names])  # noqa: S611 -- as `_slot`

    def row(self, **values):
        """Return the first of the rows; None without one."""
        return next(iter(self.rows(**values)), None)

    @cached_property
    def composed(self):
        """The SQL of the queryset, with the slots by their names."""
        slots = {name: _slot(name, sort) for name, sort in self.types.items()}
        with replicas.connection().execute_wrapper(_catch):
            try:
                list(self.make(**slots).values_list(*self.columns))
            except _OnItsWay as caught:
                return _with_constants(*caught.args)
        raise ValueError("The queryset asks nothing.")

    @cached_property
    def numbered(self):
        """The same SQL as PostgreSQL takes it, with the slots by numbers, and their names in this order."""
        names = list(dict.fromkeys(re.findall(_SLOT, self.composed)))

        def number(match):
            return f"${names.index(match[1]) + 1}" if match[1] else "%"

        return re.sub(f"{_SLOT}|%%", number, self.composed), names


def _slot(name, sort):
    sql = f"SELECT unnest(%s::{sort})" if sort.endswith("[]") else f"%s::{sort}"
    return RawSQL(sql, [Slot(name)])  # noqa: S611 -- both are words of the code


def _with_constants(sql, params):
    """Return the SQL with its constants in it, and its slots by their names.

    Raises ValueError where a moment is among the constants: that of the writing would stay for good.
    """
    if moments := [param for param in params if isinstance(param, date)]:
        raise ValueError(f"{moments[0]} is to be a slot.")
    connection, values = replicas.connection().connection, iter(params)

    def write(match):
        if match[0] == "%%":
            return match[0]
        param = next(values)
        if isinstance(param, Slot):
            return f"%({param})s"
        return Literal(param).as_string(connection).replace("%", "%%")

    return re.sub("%[%s]", write, sql)


def _catch(execute, sql, params, many, context):
    raise _OnItsWay(sql, params)
