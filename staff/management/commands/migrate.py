"""Bring the database to this release while people work: no table is waited for longer than a second.

Whoever waits for a whole table makes everybody wait behind him. So a migration that does not get its tables gives up, lets
the others pass and is tried again; what was done before stays done. One that is not atomic takes no whole table, and waits;
it may be broken off and begins anew.
Afterwards PostgreSQL looks at all tables: it does so by itself when many rows have changed, and knows nothing of a column
that came empty until then. A question by it walked through the whole archive for each story of a feed.
"""

import time

from django.contrib.postgres.operations import AddIndexConcurrently
from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import OperationalError, connections
from psycopg.errors import LockNotAvailable

LONGEST_WAIT = "1s"
TRIES, PAUSE = 60, 2  # so many times, with seconds between


class Command(migrate.Command):
    help = __doc__

    def handle(self, *args, database, **options):
        self.line, self.has_changed = connections[database], False
        if options["check_unapplied"]:
            return self._check(*args, database=database, **options)
        self._migrate(*args, database=database, **options)
        if self.has_changed:
            with self.line.cursor() as cursor:
                cursor.execute("ANALYZE")

    def _migrate(self, *args, **options):
        try:
            for _attempt in range(TRIES):
                try:
                    return super().handle(*args, **options)
                except OperationalError as error:
                    if not isinstance(error.__cause__, LockNotAvailable):
                        raise
                    self.stdout.write(" a table is in use, it is tried again.")
                    time.sleep(PAUSE)
        finally:
            self._wait_at_most("0")
        raise CommandError(
            "A table stays in use, maybe by a backup or a report: the last migration changed nothing. Run migrate again."
        )

    def _check(self, *args, **options):
        try:
            return super().handle(*args, **options)
        except SystemExit:
            self.stderr.write("The tables are of an older release: run `manage.py migrate` first.")
            raise

    def migration_progress_callback(self, action, migration=None, fake=False):
        if action in ("apply_start", "unapply_start"):
            self._wait_at_most(LONGEST_WAIT if migration.atomic else "0")
            if action == "apply_start" and not fake:
                self._drop_what_was_broken_off(migration)
        elif action in ("apply_success", "unapply_success"):
            self._wait_at_most("0")
            self.has_changed = True
        super().migration_progress_callback(action, migration, fake)

    def _drop_what_was_broken_off(self, migration):
        """An index whose building was broken off stays, and keeps its name."""
        with self.line.cursor() as cursor:
            for operation in migration.operations:
                if isinstance(operation, AddIndexConcurrently):
                    cursor.execute(f'DROP INDEX CONCURRENTLY IF EXISTS "{operation.index.name}"')

    def _wait_at_most(self, patience):
        with self.line.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [patience])
