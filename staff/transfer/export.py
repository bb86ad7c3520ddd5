"""A house as a folder of files, in one snapshot of the database.

Stories stand 5,000 numbers to a file, a story a line with all that belongs to it; lists in a file each. What did not
change since an earlier export into the same folder is not written again.
"""

import json
from collections.abc import Callable
from contextlib import contextmanager
from functools import cached_property

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Publication
from staff.transfer import rows
from staff.transfer.files import TABLES_WITH_FILES, Out
from staff.transfer.folder import Folder, plain_errors
from staff.transfer.scope import Scope, Selection
from staff.transfer.tables import LEFT_OUT, STORIES, TABLES

NUMBERS = 5_000  # of a file
_APPS = ("articles", "staff")


def _no_step(phase, behind, total):
    """Report progress to nobody."""


def export(path, scope=None, step: Callable[[str, int, int], None] = _no_step):
    """Write a house, or what `scope` says of it, into a folder, and return the manifest's facts.

    Raises TransferError. `step(phase, behind, total)` is called as it goes.
    """
    scope = scope or Scope()
    folder = Folder(path, {"site": settings.SITE_URL, "scope": scope.data()})
    with plain_errors(path), folder.in_use():
        with _snapshot():
            selection = Selection(scope)
            selection.prepare()
            work = _Export(folder, selection, step)
            work.write_rows()
        return work.finish()


@contextmanager
def _snapshot():
    """A transaction that sees one moment of the database; within another one it is that one's."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


class _Export:
    def __init__(self, folder, selection, step):
        self.folder, self.selection, self.step = folder, selection, step
        self.files = Out(folder) if selection.scope.with_pictures else None
        self.counts = {}

    def write_rows(self):
        self.write_stories()
        for table in self.selection.lists:
            self.write_list(table)
        self.table_facts = self.facts()

    def finish(self):
        """Copy the files that rows name, which may take hours, without holding on to the snapshot."""
        facts = self.table_facts
        if self.files:
            self.copy_files()
            facts |= {"copied_files": self.files.count, "missing_files": self.files.missing}
        self.folder.write_manifest(is_complete=True, **facts)
        self.folder.clear_former()
        return facts

    # ---- Stories

    def write_stories(self):
        behind = 0
        for first in self.windows(STORIES):
            name = f"stories/{first // NUMBERS + 1:06d}.jsonl"
            mark = "|".join(self.story_marks(first))
            if not self.folder.is_there(name, mark):
                lines = rows.story_lines(self.selection, first, first + NUMBERS)
                self.folder.write(name, self.with_steps(lines, behind), mark)
            behind += self.folder.files[name]["lines"]
            self.step("stories", behind, self.selection.stories)
        self.counts["stories"] = behind

    def with_steps(self, lines, behind):
        for number, line in enumerate(lines, behind + 1):
            yield line
            if number % rows.BATCH == 0:
                self.step("stories", number, self.selection.stories)

    def story_marks(self, first):
        """Marks that change with anything in these stories' lines."""
        yield self.selection_mark
        yield rows.fingerprint(STORIES.table, first, first + NUMBERS, "id")
        for part in self.selection.parts:
            yield rows.fingerprint(part.table, first, first + NUMBERS, part.story)
        yield from self.marks_of_lists

    @cached_property
    def marks_of_lists(self):
        """Marks of the tables whose names stand in stories' lines."""
        return [rows.fingerprint(name) for name in _NAMED_IN_LINES]

    @cached_property
    def selection_mark(self):
        """A mark of which stories go along, and of the columns that this release has."""
        return f"{_migrations()} {self.selection.mark()}"

    def windows(self, table):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT DISTINCT {table.key} / %s FROM {table.table} ORDER BY 1", [NUMBERS])
            return [number * NUMBERS for (number,) in cursor.fetchall()]

    # ---- Lists

    def write_list(self, table):
        behind = 0
        for name, condition, values, mark in self.list_files(table):
            if not self.folder.is_there(name, mark):
                self.folder.write(name, rows.lines(self.selection, table, condition, values), mark)
            behind += self.folder.files[name]["lines"]
            self.step(table.name, behind, 0)
        self.counts[table.name] = behind

    def list_files(self, table):
        """Yield (name, condition, its values, fingerprint) of a table's files."""
        if not table.is_large:
            yield f"{table.name}.jsonl", "", (), self.mark(rows.fingerprint(table.table))
            return
        for first in self.windows(table):
            condition, values = f"t.{table.key} >= %s AND t.{table.key} < %s", (first, first + NUMBERS)
            mark = self.mark(rows.fingerprint(table.table, *values, table.key))
            yield f"{table.name}/{first // NUMBERS + 1:06d}.jsonl", condition, values, mark

    def mark(self, fingerprint):
        """The mark of a list; "" where it also depends on what stories name: then it is always written."""
        return f"{self.selection_mark}|{fingerprint}" if self.selection.scope.is_whole else ""

    # ---- Files

    def copy_files(self):
        for table in self.selection.lists:
            if table.table in TABLES_WITH_FILES:
                with (self.folder.path / f"{table.name}.jsonl").open(encoding="utf-8") as lines:
                    for line in lines:
                        self.files.take(table.table, json.loads(line))
                        self.step("files", self.files.count, 0)

    # ---- The manifest

    def facts(self):
        publication = Publication.objects.current()
        exported = {table.model for table in (STORIES, *self.selection.parts, *self.selection.lists)}
        left_out = [
            {"what": name, "rows": count, "why": why} for name, count, why in self.selection.left_out if count
        ]
        withheld = [table for table in TABLES if table.model not in exported]
        return {
            "name": publication.name if publication else "",
            "exported_at": timezone.now().isoformat(),
            "migrations": _migrations(),
            "counts": self.counts,
            "tables": {
                table.name: table.columns for table in (STORIES, *self.selection.parts, *self.selection.lists)
            },
            "left_out": left_out
            + [{"what": table.name, "why": "scope"} for table in withheld if not table.is_confidential]
            + [{"what": table.name, "why": "confidential"} for table in withheld if table.is_confidential]
            + [
                {"what": f"{table.name}.{column}", "why": _(reason)}
                for table in TABLES
                for column, reason in table.without.items()
            ]
            + [{"what": model, "why": _(reason)} for model, reason in LEFT_OUT.items()],
        }


_NAMED_IN_LINES = ("articles_category", "articles_region", "articles_tag", "articles_photo")


def _migrations():
    """{app: its last migration}."""
    applied = MigrationRecorder(connection).applied_migrations()
    return {app: max(name for own, name in applied if own == app) for app in _APPS}
