"""Rows that many tests begin with: made once, and rolled back to, as long as the next test wants the same.

A test sees exactly the rows of the fixtures that it asks for, in the order in which they would be made for it alone.
Between two tests stays what both begin with: each shared fixture has a savepoint, and the first one the transaction.
"""

import functools
import time
from copy import deepcopy

import pytest
from django.db import connection, transaction

from tests.support.database import large_tables

MOST_SECONDS = 20  # that rows are kept: a story that was published “just now” has to be so


def shared(make):
    """Mark a fixture as one that makes rows, and nothing else, from the database and other shared fixtures."""

    @functools.wraps(make)
    def give(**arguments):
        return rows.values[make] if make in rows.values else make(**arguments)

    give.make = make
    return pytest.fixture(give)


class SharedRows:
    def __init__(self):
        self.is_ready = False  # once there is a database
        self.steps = []  # [(function that makes, its savepoint, what it returned)]
        self.values = {}  # copies of these for the test that runs
        self.large = set()  # tables that are large by these rows
        self.began = 0.0

    def prepare(self, item):
        """Have the rows ready that a test begins with, if it leaves the database as it found it."""
        self.values = {}
        if not self.is_ready or ("_django_db_helper" not in item.fixturenames and not _mark(item)):
            return
        wanted = [] if _is_transactional(item) else list(dict.fromkeys(_makers(item)))
        alike = 0
        if time.monotonic() - self.began < MOST_SECONDS and not connection.closed_in_transaction:
            for step, (make, _needs) in zip(self.steps, wanted, strict=False):
                if step[0] is not make:
                    break
                alike += 1
        self.roll_back(to=alike)
        for make, needs in wanted[alike:]:
            self._make(make, needs)
        self.values = deepcopy({make: value for make, _savepoint, value in self.steps})

    def roll_back(self, to=0):
        while len(self.steps) > to:
            _make, savepoint, _value = self.steps.pop()
            self._undo(savepoint)
        if not to:
            self.large = set()

    def _make(self, make, needs):
        if not self.steps:
            self.began = time.monotonic()
        made = {step[0]: step[2] for step in self.steps}
        savepoint = transaction.atomic()
        savepoint.__enter__()
        try:
            value = make(**{name: made.get(other) for name, other in needs})
            connection.check_constraints()  # nothing is left to check, as after a commit
        except BaseException:
            self._undo(savepoint)
            raise
        self.steps.append((make, savepoint, value))
        self.large = large_tables()

    @staticmethod
    def _undo(savepoint):
        transaction.set_rollback(True)
        savepoint.__exit__(None, None, None)


rows = SharedRows()


def _mark(item):
    return item.get_closest_marker("django_db")


def _is_transactional(item):
    mark = _mark(item)
    return (
        "transactional_db" in item.fixturenames
        or "live_server" in item.fixturenames
        or bool(mark and (mark.args or mark.kwargs))
    )


def _makers(item):
    """The shared fixtures of a test, each with what it needs, in the order in which pytest would make them."""
    definitions = item._fixtureinfo.name2fixturedefs

    def maker(name):
        return getattr(definitions[name][-1].func, "make", None) if name in definitions else None

    def visit(name):
        if name not in definitions:
            return
        needs = definitions[name][-1].argnames
        for need in needs:
            if need != name:
                yield from visit(need)
        if (make := maker(name)) and all(need == "db" or maker(need) for need in needs):
            yield make, tuple((need, maker(need)) for need in needs)

    for name in item.fixturenames:
        yield from visit(name)
