"""Attribution of a long job: what it writes is recorded as that of the account that answers for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


@contextmanager
def attributed_session(account: Any, source: str) -> Iterator[None]:
    """Name the account, or None, and the command for everything that this connection writes, COPY included."""
    _name(account, source)
    try:
        yield
    finally:
        if connection.is_usable():
            _name(None, "")


def _name(account: Any, source: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pawarta.actor', %s, false), set_config('pawarta.source', %s, false)",
            [str(account.pk) if account else "", source],
        )
