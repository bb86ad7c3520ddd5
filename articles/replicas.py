"""Readers' pages from standbys of the database (`DATABASE_REPLICA_URL`).

A request of a reader is bound to one database, so that its edition, its frame and its rows are of one state; the desk and
whatever writes stays on the primary. A standby that is dead, too far behind or of another database is left out, and comes
back by itself: a thread of each process looks at all of them, so that no reader waits for it.
"""

import logging
import os
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any, NamedTuple

import psycopg
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS as PRIMARY
from django.db import connections
from django.utils.translation import gettext as _

log = logging.getLogger(__name__)

PAUSE = 1  # second between two looks
IN_FLIGHT = 0.2  # seconds in which a standby may still get what the primary has just written
CONFLICT = "40001"  # a standby broke off what stood in the way of replaying

_alias: ContextVar[str] = ContextVar("database of this request", default=PRIMARY)


def alias() -> str:
    """Return the database that is read from here and now."""
    return _alias.get()


def connection() -> Any:
    """Return Django's connection to it, for what is written in SQL."""
    return connections[alias()]


@contextmanager
def bind(to: str) -> Iterator[None]:
    """Read from one database until the block ends."""
    token = _alias.set(to)
    try:
        yield
    finally:
        _alias.reset(token)


class Router:
    """Django's questions about which database: reading from that of the request, writing to the primary."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return alias()

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return PRIMARY

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == PRIMARY


class Line:
    """One line of this process to a database, beside Django's pool; opened with the first question, and again when cut."""

    def __init__(self, alias: str):
        self.alias = alias
        self.session: psycopg.Connection | None = None

    def ask(self, question: str) -> Any:
        """Return the first row of the answer. Raises psycopg.OperationalError while the server is away."""
        try:
            return self._ask(question)
        except psycopg.OperationalError:  # not open yet, or cut since
            self.close()
            parameters = connections[self.alias].get_connection_params()
            self.session = psycopg.connect(**parameters, autocommit=True)
            return self._ask(question)

    def _ask(self, question: str) -> Any:
        if not self.session:
            raise psycopg.OperationalError("no line yet")
        return self.session.execute(question).fetchone()

    def close(self) -> None:
        if self.session:
            self.session.close()
        self.session = None


# ---- What the servers say of themselves


class Server(NamedTuple):
    identity: int  # drawn when a server's data is made; its standbys have the same
    database: str
    is_standby: bool
    position: int  # how much was written, or replayed, in bytes
    age: float | None  # seconds since the commit that was replayed last
    clock: datetime
    migrations: int

    @classmethod
    def ask(cls, line: Line) -> "Server":
        answer = line.ask(_SERVER)
        try:
            (migrations,) = line.ask("SELECT count(*) FROM django_migrations")
        except psycopg.errors.UndefinedTable:  # whatever it is, it is no newsroom yet
            migrations = 0
        return cls._make((*answer, migrations))

    def is_now(self, primary: "Server") -> bool:
        """Return whether it is this primary, be it since a failover."""
        return not self.is_standby and (self.identity, self.database) == (primary.identity, primary.database)


_SERVER = """
    SELECT system_identifier, current_database(), pg_is_in_recovery(),
        pg_wal_lsn_diff(
            CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END, '0/0'
        )::bigint,
        extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())::float8,
        clock_timestamp()
    FROM pg_control_system()
"""


class State(NamedTuple):
    """A standby as it was seen last: its lag in seconds, None where it is unknown, and why it is left out, if it is. One that
    has taken the primary's place is well, and readers do without it."""

    alias: str
    lag: float | None = None
    fault: str = ""
    is_primary: bool = False

    @property
    def serves(self) -> bool:
        return not (self.fault or self.is_primary)


def places_change() -> bool:
    """Return whether DATABASE_URL names several hosts, of which now one and now another is the primary."""
    return "," in settings.DATABASES[PRIMARY]["HOST"]


def aliases() -> list[str]:
    return [name for name in settings.DATABASES if name != PRIMARY]


def look(lines: dict[str, Line]) -> dict[str, State]:
    """Return the states of all standbys. While the primary is away nobody knows how far they are behind, and they serve."""
    try:
        primary = Server.ask(lines[PRIMARY])
    except psycopg.Error:
        primary = None
    return {name: _state(line, primary) for name, line in lines.items() if name != PRIMARY}


def look_once() -> list[State]:
    """Return the states of all standbys, seen by lines that are closed again."""
    lines = {name: Line(name) for name in (PRIMARY, *aliases())}
    try:
        return list(look(lines).values())
    finally:
        for line in lines.values():
            line.close()


def server(name: str) -> Server:
    """Return what a database says of itself. Raises psycopg.Error where it does not answer."""
    with closing(Line(name)) as line:
        return Server.ask(line)


def _state(line: Line, primary: Server | None) -> State:
    try:
        standby = Server.ask(line)
        if primary and standby.position < primary.position:
            time.sleep(IN_FLIGHT)
            standby = Server.ask(line)
    except psycopg.Error as error:
        return State(line.alias, fault=" ".join(str(error).split())[:200])
    if fault := contradiction(standby, primary):
        return State(line.alias, fault=fault)
    if not primary:
        return State(line.alias)
    if standby.is_now(primary):
        return State(line.alias, is_primary=True)
    # The last commit is old also where nothing happens; it says how far behind only what has something left to replay.
    lag = 0.0 if standby.position >= primary.position else standby.age or 0.0
    words = _("It is %(seconds)d seconds behind.") if lag > settings.DATABASE_REPLICA_LAG else ""
    return State(line.alias, lag, words and words % {"seconds": lag})


def contradiction(standby: Server, primary: Server | None) -> str:
    """Return why a server cannot be a standby of this primary, however long one waits; nothing where it can."""
    if primary and standby.identity != primary.identity:
        return _("It is a standby of another server, or of none.")
    if primary and standby.database != primary.database:
        return _("It names the database %(name)s and not %(primary)s.") % {
            "name": standby.database,
            "primary": primary.database,
        }
    if not standby.is_standby and not (primary and standby.is_now(primary) and places_change()):
        return _("It is no standby: it is the primary itself, or has become one.")
    if primary and standby.migrations < primary.migrations:
        return _("Its tables are of an older release.")
    return ""


# ---- Which one this process reads from


class _Watch:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._states: dict[str, State] = {}  # replaced as a whole

    def usable(self) -> list[str]:
        """Return the standbys that may be read from. Until the first look has ended there are none."""
        self._keep_looking()
        return [state.alias for state in self._states.values() if state.serves]

    def leave_out(self, name: str, words: str) -> None:
        self._note(self._states | {name: State(name, fault=words)})

    def _keep_looking(self) -> None:
        if self._thread:
            return
        with self._lock:
            if not self._thread:
                self._thread = threading.Thread(target=self._run, name="replicas", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        lines = {name: Line(name) for name in (PRIMARY, *aliases())}
        while True:
            self._note(look(lines))
            time.sleep(PAUSE)

    def _note(self, states: dict[str, State]) -> None:
        with self._lock:
            former, self._states = self._states, states
        for name, state in states.items():
            before = former[name].fault if name in former else ""
            if state.fault and not before:
                log.warning("%s is left out: %s", name, state.fault)
            elif before and not state.fault:
                log.info("%s is read from again", name)


_watch = _Watch()
os.register_at_fork(after_in_child=_watch.__init__)  # type: ignore[misc]  # a forked process has no thread


def in_order(path: str) -> list[str]:
    """Return the databases that a reader's request at this path may read from, one after the other; the primary is the last.

    Each process has its own first one, as long as it lives: readers who come again do not go back in time.
    """
    names = aliases()
    if not names or path.startswith(settings.PRIMARY_PATHS):
        return [PRIMARY]
    usable = _watch.usable()
    first = os.getpid() % len(names)
    return [name for name in (*names[first:], *names[:first]) if name in usable] + [PRIMARY]


def are_there() -> bool:
    """Return whether some standby gives readers their pages now."""
    return bool(aliases() and _watch.usable())


def leave_out(name: str, error: object) -> None:
    """Read no more from a standby that has just failed, until it is looked at again."""
    _watch.leave_out(name, str(error))
