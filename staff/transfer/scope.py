"""The rows that an export is of: the whole house, or some of its stories with all that they name.

Ids of what goes along stand in temporary tables of the export's own transaction, so that a filter is a join
and a house of any size takes no memory here.
"""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from articles.models import Category, Region
from staff.transfer.errors import TransferError
from staff.transfer.tables import LISTS, STORIES, Take, tables

# What only named persons may read until readers have it (Article.is_confidential).
_CONFIDENTIAL = "t.confidants IS NOT NULL AND t.published_at IS NULL"


@dataclass(frozen=True)
class Scope:
    """A part of the house, as somebody asked for it. Without category, region and year it is the whole house."""

    category: str = ""  # its path
    region: str = ""  # its slug
    year: int | None = None
    with_confidential: bool = False
    with_pictures: bool = True

    @property
    def is_whole(self):
        return not (self.category or self.region or self.year)

    def data(self):
        return dict(vars(self))

    def condition(self):
        """(SQL, parameters) of the stories; raises TransferError where a list does not exist."""
        parts, values = ["t.update_of_id IS NULL"], []
        for model, column, name in ((Category, "path", self.category), (Region, "slug", self.region)):
            if name:
                row = model.objects.filter(**{column: name.strip("/")}).first()
                if not row:
                    message = _("There is no %(kind)s “%(name)s”.")
                    raise TransferError(message % {"kind": model._meta.verbose_name, "name": name})
                ids = list(model.objects.within(row).values_list("pk", flat=True))
                parts.append(f"t.{model._meta.model_name}_id = ANY(%s)")
                values.append(ids)
        if self.year:
            parts.append("date_part('year', COALESCE(t.published_at, t.created_at) AT TIME ZONE %s) = %s")
            values += [settings.TIME_ZONE, self.year]
        if not self.with_confidential:
            parts.append(f"NOT ({_CONFIDENTIAL})")
        return " AND ".join(parts), values


class Selection:
    """The rows of one export, found in the transaction that reads them."""

    def __init__(self, scope):
        self.scope = scope
        self.parts, lists = tables(with_confidential=scope.with_confidential)
        self.lists = [t for t in lists if scope.is_whole or t.take != Take.HOUSE]
        self.limited = {}  # table: SQL that tells which ids of it are exported
        self.left_out = []  # (name, rows, reason)

    def prepare(self):
        """Find what is exported. The transaction has to be of one snapshot."""
        condition, values = self.scope.condition()
        table = STORIES.table
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {_ids_table(table)}")
            cursor.execute(
                f"CREATE TEMPORARY TABLE {_ids_table(table)} ON COMMIT DROP AS"
                f" SELECT t.id FROM {table} t WHERE {condition}",
                values,
            )
            cursor.execute(f"ALTER TABLE {_ids_table(table)} ADD PRIMARY KEY (id)")
            cursor.execute(
                f"INSERT INTO {_ids_table(table)} SELECT t.id FROM {table} t"
                f" WHERE t.update_of_id IN (SELECT id FROM {_ids_table(table)})"
                + ("" if self.scope.with_confidential else f" AND NOT ({_CONFIDENTIAL})")
            )
            cursor.execute(f"ANALYZE {_ids_table(table)}")
            self._note_stories(cursor)
            if self.limited and not self.scope.is_whole:
                self._follow(cursor)

    def _note_stories(self, cursor):
        cursor.execute(
            f"SELECT (SELECT count(*) FROM {STORIES.table}), (SELECT count(*) FROM {_ids_table(STORIES.table)})"
        )
        total, self.stories = cursor.fetchone()
        if self.stories < total or not self.scope.is_whole:
            reason = "confidential" if self.scope.is_whole else "scope"
            self.left_out.append(("stories", total - self.stories, reason))
            self.limited[STORIES.table] = f"SELECT id FROM {_ids_table(STORIES.table)}"
            for part in self.parts:
                if part.key == "id":
                    self.limited[part.table] = (
                        f"SELECT id FROM {part.table} WHERE {part.story} IN ({self.limited[STORIES.table]})"
                    )

    def _follow(self, cursor):
        """Take along what stories name, then what that names, until nothing is new."""
        targets = {table.table: table for table in LISTS if table.take == Take.REFERENCED and not table.of}
        for table in targets:
            cursor.execute(f"DROP TABLE IF EXISTS {_ids_table(table)}")
            cursor.execute(
                f"CREATE TEMPORARY TABLE {_ids_table(table)} (id bigint PRIMARY KEY) ON COMMIT DROP"
            )
            self.limited[table] = f"SELECT id FROM {_ids_table(table)}"
        for table in self.lists:
            if table.of:
                owner = table.references[table.of]
                self.limited[table.table] = (
                    f"SELECT id FROM {table.table} WHERE {table.of} IN ({self.limited[owner]})"
                )
        sources = [STORIES, *self.parts, *(t for t in self.lists if t.take != Take.FITTING)]
        steps = [
            (source, column, target)
            for source in sources
            for column, target in source.references.items()
            if target in targets and column in source.columns
        ]
        while sum(self._take_along(cursor, *step) for step in steps):
            pass

    def _take_along(self, cursor, source, column, target):
        condition = f"AND t.{source.key} IN ({ids})" if (ids := self._own_ids(source)) else ""
        cursor.execute(
            f"INSERT INTO {_ids_table(target)} SELECT DISTINCT t.{column} FROM {source.table} t"
            f" WHERE t.{column} IS NOT NULL {condition} ON CONFLICT DO NOTHING"
        )
        return cursor.rowcount

    def _own_ids(self, table):
        if table.story and table.key != "id":
            return self.limited.get(STORIES.table, "")
        return self.limited.get(table.table, "")

    def mark(self):
        """A number that tells these stories from any others."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT COALESCE(bit_xor(hashtextextended(id::text, 0)), 0) FROM {_ids_table(STORIES.table)}"
            )
            return cursor.fetchone()[0]

    # ---- What is asked for each table

    def condition(self, table):
        """SQL of the rows of a table that are exported; "" where all are."""
        ids = self._own_ids(table)
        conditions = [f"t.{table.key} IN ({ids})"] if ids else []
        for column, target in table.references.items():
            is_left_empty = table in self._emptied and column in table.nullable
            if target in self.limited and column in table.columns and not is_left_empty:
                conditions.append(f"(t.{column} IS NULL OR t.{column} IN ({self.limited[target]}))")
        return " AND ".join(conditions)

    def expression(self, table, column):
        """SQL of a column's value; a link of a story to what stays behind is empty."""
        target = table.references.get(column)
        if target in self.limited and table in self._emptied and column in table.nullable:
            return f"CASE WHEN t.{column} IN ({self.limited[target]}) THEN t.{column} END"
        return f't."{column}"'

    @cached_property
    def _emptied(self):
        return frozenset({STORIES, *self.parts})


def _ids_table(table):
    return f"export_{table}"
