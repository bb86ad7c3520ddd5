"""The edition of the site that is current. What was made from public data of an older edition is out of date.

Database triggers raise the number whenever a change that readers can see is committed (migration 0008).
Whoever keeps something asks for the number first: one look at one row, so that nothing is shown after a
change, whichever node made it. What changes by the clock alone, as a story whose time comes, begins a new
edition too: each knows until when it lasts.
"""

from datetime import datetime, timedelta
from functools import wraps
from threading import Lock
from time import monotonic
from typing import NamedTuple

import psycopg
from django.db import OperationalError
from django.db.models import Max, Min, Q
from django.utils import timezone

from articles import replicas
from articles.models import Advertisement, Article, Pick
from articles.models import Edition as Row

LONGEST = timedelta(minutes=5)  # reading figures and "today" on a page are at most this old
AGAIN = (
    1  # seconds until a database that did not answer is asked again: all others are told so at once meanwhile
)


class Edition(NamedTuple):
    number: int
    since: datetime  # nothing that readers see has changed after it
    until: datetime  # when something will change by itself
    alias: str = replicas.PRIMARY  # the database that it was read from: each has its own state

    @classmethod
    def read(cls):
        now = timezone.now()
        row = Row.objects.first() or Row(raised_at=now)
        window = now - timedelta(seconds=now.timestamp() % LONGEST.total_seconds())
        stories = Article.objects.published()
        came = stories.filter(published_at__lte=now).aggregate(at=Max("published_at"))["at"]
        comes = stories.filter(published_at__gt=now).aggregate(at=Min("published_at"))["at"]
        went, goes = _turns(Pick, now, "until")
        changed, changes = _turns(Advertisement, now, "starts_at", "ends_at")
        return cls(
            number=row.number,
            since=max(filter(None, (row.raised_at, window, came, went, changed))),
            until=min(filter(None, (window + LONGEST, comes, goes, changes))),
            alias=replicas.alias(),
        )


def _turns(model, now, *columns):
    """Return the last moment of these columns that is over, and the next one to come; one question, of few rows."""
    last = {f"{name}_last": Max(name, filter=Q(**{f"{name}__lte": now})) for name in columns}
    following = {f"{name}_next": Min(name, filter=Q(**{f"{name}__gt": now})) for name in columns}
    moments = model.objects.aggregate(**last, **following)
    past, coming = [[moments[name] for name in part if moments[name]] for part in (last, following)]
    return max(past, default=None), min(coming, default=None)


class _Watch:
    """One process's own line to a database.

    Asking on it costs 14 µs of a core; a connection of Django's, taken from the pool and given back for each
    request that is answered from memory, 110 µs, and a question more to the server whether it is still alive.
    """

    QUESTION = "SELECT number FROM articles_edition"

    def __init__(self, alias=replicas.PRIMARY):
        self.lock, self.line, self.edition = Lock(), replicas.Line(alias), None
        self.away_until = 0  # of the monotonic clock

    def current(self):
        """Return the current edition. Raises OperationalError while the database is away."""
        with self.lock:
            if monotonic() < self.away_until:
                raise OperationalError("the database did not answer a moment ago")
            try:
                return self._current()
            except (psycopg.OperationalError, OperationalError) as error:
                self.close()
                self.away_until = monotonic() + AGAIN
                raise OperationalError(str(error)) from error

    def _current(self):
        number = self._number()
        if not self.edition or self.edition.number != number or timezone.now() >= self.edition.until:
            self.edition = Edition.read()
        return self.edition

    def _number(self):
        row = self.line.ask(self.QUESTION)
        return row[0] if row else 0

    def close(self):
        self.line.close()
        self.edition = None


_watches = {replicas.PRIMARY: _Watch()} | {alias: _Watch(alias) for alias in replicas.aliases()}


def current():
    """Return the current edition of the database that is read from. Raises OperationalError while it is away."""
    return _watches[replicas.alias()].current()


def hang_up():
    for watch in _watches.values():
        watch.close()


def once_an_edition(make):
    """Keep what `make()` returns for as long as the edition lasts that the function is called with; None: not
    at all.

    Nobody may change what comes back: every request of the process gets the same.
    """
    latest = None, None  # one pair, so that no thread sees half of a new one

    @wraps(make)
    def of_edition(edition):
        nonlocal latest
        if not edition:
            return make()
        if latest[0] != edition:
            latest = edition, make()
        return latest[1]

    return of_edition
