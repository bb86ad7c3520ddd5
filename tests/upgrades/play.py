"""The recorded day of the release before, played again on the tables of now."""

import json
import os
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from tests.support.database import migrated_template
from tests.upgrades.record import BEGINNING, DAY, TABLES, count_from

# The day goes on one by one: whoever waited for another session would wait for ever.
NO_WAIT = "-c lock_timeout=10s"


@contextmanager
def fresh_database(name):
    """A migrated database with the rows from which the day began; yields its address."""
    url = urlsplit(os.environ["DATABASE_URL"])
    name = sql.Identifier(f"{url.path[1:]}_{name}_{os.getpid()}")
    with psycopg.connect(url._replace(path="/postgres").geturl(), autocommit=True) as server:
        with migrated_template() as template:
            server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(name, sql.Identifier(template)))
        try:
            address = url._replace(path=f"/{name.as_string().strip(chr(34))}").geturl()
            _begin(address)
            yield address
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


def _begin(address):
    with psycopg.connect(address) as database:
        database.execute(
            "SET LOCAL session_replication_role = replica"
        )  # past triggers: these rows were there
        for table in (*TABLES, "auth_group_permissions"):
            database.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
        database.execute(BEGINNING.read_text())
        count_from(database)


def play(address):
    """Do what was done, each session on a line of its own; return (statement, error) of the first that ends otherwise."""
    lines = {}
    try:
        for session, statement, failed in map(json.loads, DAY.read_text().splitlines()):
            if session not in lines:
                lines[session] = psycopg.connect(address, autocommit=True, options=NO_WAIT)
            error = _error(lines[session], statement)
            if bool(error) != failed:
                return statement, error or "It failed on that day."
    finally:
        for line in lines.values():
            line.close()
    return None


def _error(line, statement):
    try:
        line.execute(statement)
    except psycopg.Error as error:
        return str(error)
    return None
