"""One import at a time: a lock of the database session, which is taken anew where the session was lost."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.conf import settings
from django.db import DatabaseError, OperationalError, connection
from django.utils.translation import gettext as _

from articles import database_state
from articles.wordpress.errors import ExportError

LOCK = int.from_bytes(hashlib.sha256(b"import of a site").digest()[:4], signed=True)
_held: list[bool] = []  # whether this process means to have it
_HAS_IT = """
    SELECT FROM pg_locks
    WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND granted AND objid = (%s::bigint & 4294967295)::oid
"""


@contextmanager
def alone() -> Iterator[None]:
    """Allow one import at a time, as long as the process lives. Raises ExportError while another runs, and where the session
    that would have the lock is the pooler's."""
    if settings.DATABASE_POOLER:
        raise ExportError(
            _("An import needs a line of its own to the database: DATABASE_URL without the pooler.")
        )
    _take()
    _held.append(True)
    try:
        yield
    finally:
        _held.clear()
        # A session that was lost took its lock with it.
        with suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def keep_lock() -> None:
    """Take the lock again where the session that had it was lost. Raises ExportError while another has it."""
    if not _held:
        return
    try:
        _take()
    except OperationalError as error:
        if not database_state.is_away(error):
            raise
        database_state.wait()
        _take()


def _take() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS ({_HAS_IT}) OR pg_try_advisory_lock(%s)", [LOCK, LOCK])
        if not cursor.fetchone()[0]:
            raise ExportError(_("Another import is running."))
