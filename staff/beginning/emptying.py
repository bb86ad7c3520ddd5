"""Hapus contoh: the way from a tried demo to an empty newspaper.

What readers had is never deleted from a newsroom, by anybody. A demo is none: it is put back to what migrations left, as a
whole and in one transaction. Decision 0075 says why that is a TRUNCATE, and why numbers go on.
"""

import json
import logging
from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage
from django.db import OperationalError, connection, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from articles.models import (
    Article,
    Attachment,
    Category,
    ExportFile,
    Page,
    Person,
    Photo,
    Publication,
    Region,
    Revision,
    Tag,
)
from articles.tasks import remove_folder
from staff.models import Assignment, Beginning, Change, Comment, Complaint, ComplaintFile, StoryTemplate, User

log = logging.getLogger(__name__)

# What migrations and upgrades keep about the tables themselves; the edition, by which open processes know that all they
# have in memory is old; and what the worker has in hand.
TABLES_THAT_STAY = frozenset(
    [
        "django_migrations", "django_content_type", "auth_permission", "auth_group", "auth_group_permissions",
        "articles_edition", "staff_heartbeat", "staff_worker", DBTaskResult._meta.db_table,
    ]
)  # fmt: skip
PULSE = "staff.tasks.pulse"
PATIENCE = "5s"  # for somebody's save that is under way

# What can be written in a demo, and under which name it is told.
LABELS = {
    Article: _("stories"), Photo: _("photos"), Attachment: _("attachments"), Page: _("pages"), User: _("accounts"),
    Person: _("people"), Category: _("categories"), Region: _("regions"), Tag: _("tags"),
    Assignment: _("assignments"), Comment: _("comments"), Complaint: _("letters of readers"), StoryTemplate: _("story templates"),
}  # fmt: skip
MOST_NAMES = 10  # names of a sort


class Busy(Exception):
    """Somebody writes in this moment."""


@dataclass
class Lot:
    """Rows of one sort: how many there are, and the names of the first."""

    label: Any
    count: int
    names: list[str]


# ---- Remembering


def remember_rows_before():
    """Return {table: rows} of a database as migrations left it."""
    with connection.cursor() as cursor:
        return {table: rows for table in _tables(cursor) if (rows := _rows(cursor, table))}


def remember_last_rows():
    """Return {table: number of its last row}, with which the demo ends."""
    models = [*LABELS, Revision, Change]
    lasts = {model: model.objects.order_by("-pk").values_list("pk", flat=True).first() for model in models}
    return {model._meta.db_table: last or 0 for model, last in lasts.items()}


# ---- Looking


def contents():
    """Return what goes with the demo, as Lots without names."""
    return [Lot(label, count, []) for model, label in LABELS.items() if (count := model.objects.count())]


def own_work():
    """Return what somebody wrote or changed since the demo was loaded, as Lots."""
    lasts = Beginning.objects.get().last_rows
    lots = [
        _lot(label, model.objects.filter(pk__gt=lasts.get(model._meta.db_table, 0)))
        for model, label in LABELS.items()
    ]
    demo_stories = Article.objects.filter(pk__lte=lasts.get(Article._meta.db_table, 0))
    newer = Revision.objects.filter(pk__gt=lasts.get(Revision._meta.db_table, 0)).values("article")
    lots.append(_lot(_("stories of the demo that you changed"), demo_stories.filter(pk__in=newer)))
    return [lot for lot in lots if lot.count]


def _lot(label, rows):
    return Lot(label, rows.count(), [str(row)[:90] for row in rows.order_by("pk")[:MOST_NAMES]])


def publication_of_ones_own():
    """Return {field: value} of what somebody typed over the demo's own data: a new newspaper begins with it."""
    lasts = Beginning.objects.get().last_rows
    changes = Change.objects.filter(
        pk__gt=lasts.get(Change._meta.db_table, 0), table=Publication._meta.db_table, kind=Change.Kind.UPDATE
    )
    fields = {name for after in changes.values_list("after", flat=True) for name in after}
    publication = Publication.objects.current()
    return {name: getattr(publication, name) for name in fields if hasattr(publication, name)}


# ---- Emptying


def empty():
    """Put the database back to what migrations left, and take the files away once that is committed.

    Raises Busy where somebody writes in this moment; nothing has happened then.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        beginning = Beginning.objects.select_for_update().get(kind=Beginning.Kind.DEMO)
        lock_tables(cursor)
        files = _files()
        truncate(cursor, _tables(cursor))
        in_hand = Q(status=TaskResultStatus.RUNNING) | Q(task_path__in=[PULSE, remove_folder.module_path])
        DBTaskResult.objects.exclude(in_hand).delete()
        for table, rows in beginning.rows_before.items():
            _put_back(cursor, table, rows)
        transaction.on_commit(lambda: _remove(files))


def empty_tables(cursor):
    """Empty all tables of the newsroom, in the caller's transaction. Raises Busy."""
    lock_tables(cursor)
    truncate(cursor, _tables(cursor))


def lock_tables(cursor):
    """Keep everybody else from the newsroom's tables until the transaction ends. Raises Busy."""
    try:
        cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
        cursor.execute(
            f"LOCK TABLE {', '.join(_tables(cursor))}"
        )  # what the worker draws now is drawn and noted first
    except OperationalError as error:
        raise Busy from error


def truncate(cursor, tables):
    """Empty tables whole. The record of changes lets a whole newsroom go, and no row of it (staff/models/triggers.py)."""
    cursor.execute("SET LOCAL pawarta.may_truncate = 'on'")
    cursor.execute(f"TRUNCATE {', '.join(tables)}")  # numbers go on: decision 0075


def _tables(cursor):
    return sorted(set(connection.introspection.table_names(cursor)) - TABLES_THAT_STAY)


def _rows(cursor, table):
    cursor.execute(f'SELECT to_jsonb(t) FROM "{table}" t')  # noqa: S608 -- the database's own name
    return [json.loads(row) if isinstance(row, str) else row for (row,) in cursor.fetchall()]


def _put_back(cursor, table, rows):
    cursor.execute(
        "SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns"
        " WHERE table_schema = 'public' AND table_name = %s AND is_generated = 'NEVER'",
        [table],
    )
    columns = cursor.fetchone()[0]
    cursor.execute(
        f'INSERT INTO "{table}" ({columns}) SELECT {columns} FROM jsonb_populate_recordset(NULL::"{table}", %s)',  # noqa: S608
        [json.dumps(rows)],
    )


def _files():
    """Return [(storage, name)] of all files that rows name."""
    files = [(default_storage, name) for photo in Photo.objects.all() for name in photo.public_files()]
    files += [(photo.original.storage, photo.original.name) for photo in Photo.objects.all()]
    for attachment in Attachment.objects.all():
        files += [
            (default_storage, attachment.file),
            (attachment.original.storage, attachment.original.name),
        ]
    rows = [*ExportFile.objects.exclude(file=""), *ComplaintFile.objects.all()]
    return files + [(row.file.storage, row.file.name) for row in rows]


def _remove(files):
    for storage, name in files:
        try:
            storage.delete(name)
        except Exception:  # whatever a storage raises: the newspaper is empty, a file is left over
            log.exception("a file of the demo is still there: %s", name)
