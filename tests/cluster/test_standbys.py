"""Readers' pages from real standbys: each page of one state, wrong and lagging ones left out, nothing written there."""

import os
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings as real
from django.core.checks import run_checks
from django.db import connections
from django.test import Client

from articles import replicas
from articles.site import cache_generation
from newsroom import embedded_postgres
from newsroom.settings import database
from staff.operations import health
from tests.bench.servers import free_port
from tests.cluster.postgres import Server
from tests.support.processes import refusal, run

PATIENCE = 60


@pytest.fixture(scope="module")
def pair():
    """A primary with the tables of this release, and its standby."""
    with tempfile.TemporaryDirectory(prefix="pawarta-standby-") as name:
        os.chmod(name, 0o755)  # noqa: S103
        folder, where = Path(name), embedded_postgres.find_programs()
        primary, standby = (Server(name, folder, free_port(), where) for name in ("db1", "db2"))
        try:
            primary.create(fsync="off")
            outcome = run(PREPARE, DATABASE_URL=primary.address, PYTHONWARNINGS="ignore")
            assert not outcome.returncode, outcome.stderr
            standby.copy(primary)
            yield primary, standby
        finally:
            standby.end()
            primary.end()


PREPARE = (
    "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'newsroom.settings'; django.setup();"
    " from newsroom import serve; serve.migrate()"
)


def wait_for(what):
    end = time.monotonic() + PATIENCE
    while not (answer := what()):
        assert time.monotonic() < end
        time.sleep(0.1)
    return answer


@contextmanager
def known(**addresses):
    """These databases under their aliases, in place of the test's own."""
    former, names = real.DATABASES["default"], [*real.DATABASES]
    for alias, address in addresses.items():
        connections.databases[alias] = connections.configure_settings({"default": {}, alias: database(address)})[alias]
    connections.databases["default"] = connections.databases["default"]
    try:
        yield
    finally:
        for alias in addresses:
            connections[alias].close()
            connections[alias].close_pool()
            delattr(connections._connections, alias) if hasattr(connections._connections, alias) else None
            del connections.databases[alias]
        assert (names, former) == ([*real.DATABASES], real.DATABASES["default"])
