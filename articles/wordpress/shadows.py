"""Tables of a session's own in the place of the real ones: a trial is the run itself, and nothing of it stays.

PostgreSQL looks for a table among those of the session first. Whatever a run writes before any story is there goes
into tables of the same names, which hold what the real ones do and end with the trial; nobody else sees them, waits
for them, or finds anything of them after a crash.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, models
from django.utils.translation import gettext as _
from psycopg import sql

from articles.models import (
    Category,
    ImportedItem,
    ImportedPerson,
    ImportedPicture,
    ImportedTerm,
    ImportRun,
    LegacyPath,
    OldSite,
    Page,
    Person,
    Region,
    SearchName,
    Tag,
)
from articles.models.site import PageText
from articles.wordpress.errors import ExportError

# Rows of one site among others: the others' are not needed.
_OF_A_SITE = (ImportedItem, ImportedTerm, ImportedPerson, ImportedPicture)
_WHOLE = (OldSite, ImportRun, Category, Region, Tag, Person, LegacyPath, Page, PageText, SearchName)


@contextmanager
def shadows(site_key: str) -> Iterator[None]:
    """Let this session see copies of the tables that an import of a site writes, and nobody else."""
    sites = list(OldSite.objects.filter(key=site_key).values_list("pk", flat=True))
    try:
        for model in _WHOLE:
            _shadow(model)
        for part in _OF_A_SITE:
            _shadow(part, sites)
        _check()
        with _no_other_session():
            yield
    finally:
        _drop()


def _shadow(model: type[models.Model], sites: list[int] | None = None) -> None:
    """Copy a table; of what `sites` says only their rows."""
    table = sql.Identifier(model._meta.db_table)
    real = sql.SQL("{}.{}").format(sql.Identifier(_schema()), table)
    columns = sql.SQL(", ").join(
        [sql.Identifier(str(field.column)) for field in model._meta.concrete_fields if not field.generated]
    )
    which = sql.SQL("") if sites is None else sql.SQL("WHERE site_id = ANY({})").format(sql.Literal(sites))
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("CREATE TEMPORARY TABLE {} (LIKE {} INCLUDING ALL)").format(table, real))
        cursor.execute(
            sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {} {}").format(table, columns, columns, real, which)
        )
        if model._meta.auto_field:
            cursor.execute(
                sql.SQL(
                    "SELECT setval(pg_get_serial_sequence({}, 'id'), greatest((SELECT max(id) FROM {}), 1))"
                ).format(sql.Literal(f"pg_temp.{model._meta.db_table}"), table)
            )
        cursor.execute(sql.SQL("ANALYZE {}").format(table))


def _schema() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nspname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace"
            " WHERE relname = %s AND relpersistence = 'p' AND nspname = ANY(current_schemas(false))",
            [OldSite._meta.db_table],
        )
        return str(cursor.fetchone()[0])


def _check() -> None:
    """Make sure that a name means the copy: a search path of the server's own may say otherwise."""
    names = [model._meta.db_table for model in (*_WHOLE, *_OF_A_SITE)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM unnest(%s::text[]) AS name"
            " JOIN pg_class ON pg_class.oid = to_regclass(name) WHERE relpersistence = 't'",
            [names],
        )
        if cursor.fetchone()[0] != len(names):
            raise ExportError(
                _(
                    "The database's search path puts other tables before those of the session: no dry run is possible."
                )
            )


@contextmanager
def _no_other_session() -> Iterator[None]:
    """Let no connection take the place of one that was lost: it would see the real tables."""

    def refuse(*_args: Any) -> None:
        raise ExportError(_("The connection to the database was lost. Begin the dry run again."))

    connect: Callable[..., Any] = connection.connect
    connection.connect = refuse  # type: ignore[method-assign]
    try:
        yield
    finally:
        connection.connect = connect  # type: ignore[method-assign]


def _drop() -> None:
    """Drop the copies; where the session is gone, they went with it."""
    if connection.connection is None or connection.needs_rollback or not connection.is_usable():
        return
    with connection.cursor() as cursor:
        for model in (*_WHOLE, *_OF_A_SITE):
            cursor.execute(
                sql.SQL("DROP TABLE IF EXISTS pg_temp.{}").format(sql.Identifier(model._meta.db_table))
            )
