"""Errors that say that the database is away, told apart from those that refuse a statement; and waiting for it."""

import time

import psycopg
from django.db import InternalError, OperationalError, connection

# Classes of SQLSTATE: connection exceptions, shutdowns and starts of the server; then: a standby takes no writing.
AWAY, READ_ONLY = ("08", "57P"), "25006"
PATIENCE = 60  # seconds that a long run waits for a server that starts anew


def is_away(error: BaseException) -> bool:
    """Return whether an error says that the database is away, or takes nothing, and not that it refuses a statement."""
    cause = error if isinstance(error, psycopg.Error) else error.__cause__
    state = getattr(cause, "sqlstate", None)
    if isinstance(error, InternalError | psycopg.InternalError):
        return state == READ_ONLY
    if not isinstance(error, OperationalError | psycopg.OperationalError):
        return False
    return state is None or state.startswith(AWAY)


def wait() -> None:
    """Wait until the database answers in a new session. Raises OperationalError where it stays away."""
    deadline = time.monotonic() + PATIENCE
    while True:
        connection.close()
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            return
        except OperationalError as error:
            if not is_away(error) or time.monotonic() > deadline:
                raise
            time.sleep(1)
