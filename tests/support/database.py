"""The database of a test run: migrated once and copied for each process, and put back quickly after a test that commits.

Django migrates a database for each process, and empties all tables one by one after each test that commits. Both are
exact and slow; this does the same in a tenth of the time.
"""

import hashlib
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.core.management import call_command
from django.db import connection, transaction
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]
LOCK = 7_240_611  # any number that nobody else locks on this server
# What decides how a migrated database looks.
SOURCES = ("*/migrations/*.py", "*/models/*.py", "requirements/test.txt")


@contextmanager
def migrated_template():
    """Give the name of a migrated database to copy; while the block runs, nobody removes it.

    It stays for the next run, under a name that changes with the migrations, and older ones are dropped.
    """
    files = sorted(path for pattern in SOURCES for path in ROOT.glob(pattern))
    digest = hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()
    prefix = f"{connection.settings_dict['NAME']}_template_"
    name = f"{prefix}{digest[:16]}"
    with _maintenance() as server:
        # Processes that only copy hold the lock together; the one that makes the template holds it alone.
        server.execute("SELECT pg_advisory_lock_shared(%s)", [LOCK])
        if not _exists(server, name):
            server.execute("SELECT pg_advisory_unlock_shared(%s)", [LOCK])
            server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            if not _exists(server, name):
                _make(server, prefix, name)
            server.execute("SELECT pg_advisory_lock_shared(%s)", [LOCK])
            server.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
        yield name


def _maintenance():
    return psycopg.connect(os.environ["DATABASE_URL"], dbname="postgres", autocommit=True)


def _exists(server, name):
    return server.execute("SELECT FROM pg_database WHERE datname = %s", [name]).rowcount


def _make(server, prefix, name):
    databases = server.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{prefix}%"])
    for (old,) in databases.fetchall():
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(old)))
    draft = f"{prefix}draft"  # an interruption leaves nothing that looks complete
    server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(draft)))
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{draft}").geturl()
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    with psycopg.connect(os.environ["DATABASE_URL"], dbname=draft, autocommit=True) as database:
        # What a vacuum in the middle of a test finds is by chance; see `shrink`.
        database.execute(
            """
            DO $$ DECLARE t regclass; BEGIN
                FOR t IN SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' LOOP
                    EXECUTE format('ALTER TABLE %s SET (autovacuum_enabled = off)', t);
                END LOOP;
            END $$
            """
        )
        # No two tables begin alike, and none at 1: a row that is taken for another table's is noticed.
        database.execute(
            """
            SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1993 + 17 * place)
            FROM (SELECT *, row_number() OVER (ORDER BY sequencename) AS place FROM pg_sequences) AS sequences
            WHERE coalesce(last_value, 0) < 1993
            """
        )
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    server.execute(rename.format(sql.Identifier(draft), sql.Identifier(name)))


def large_tables(limit=1_000_000):
    """Return the tables that are larger than `limit` bytes, mostly by rows that were rolled back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT oid::regclass::text FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind = 'r' AND pg_relation_size(oid) > %s",
            [limit],
        )
        return {table for (table,) in cursor.fetchall()}


def shrink(tables):
    """Give back the room of rows that were rolled back, in tables and indexes.

    Whoever reads a table next would go past them, and the planner would take them for rows.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM (FULL) {', '.join(sorted(tables))}")


class Beginning:
    """The rows of a migrated database, kept in tables beside its own, and put back from there."""

    def __init__(self):
        with connection.cursor() as cursor:
            self.tables = connection.introspection.table_names(cursor)
            # Deleting whatever is there, past triggers and keys, is for a superuser; emptying 55 tables is not cheap.
            cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
            self.is_superuser = cursor.fetchone()[0]
            cursor.execute("CREATE SCHEMA beginning")
            self.columns = {table: self._keep(cursor, table) for table in self._filled(cursor)}
            self.numbers = list(self._numbers(cursor))

    def restore(self):
        if not self.is_superuser:
            call_command("flush", verbosity=0, interactive=False)
            return
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(";".join(f'DELETE FROM "{table}"' for table in self._filled(cursor)))
            for table, columns in self.columns.items():
                cursor.execute(f'INSERT INTO "{table}" ({columns}) SELECT {columns} FROM beginning."{table}"')
            # A test of a migration may have made a table anew, and with it the numbers of its rows.
            for table, column in self.numbers:
                sequence = f"pg_get_serial_sequence('{table}', '{column}')"
                cursor.execute(
                    f"SELECT setval({sequence}, greatest(max({column}) + 1, nextval({sequence})), false) FROM {table}"
                )

    def _filled(self, cursor):
        parts = [f"SELECT '{table}' WHERE EXISTS (SELECT FROM \"{table}\")" for table in self.tables]
        cursor.execute(" UNION ALL ".join(parts))
        return [table for (table,) in cursor.fetchall()]

    def _numbers(self, cursor):
        """Yield the numbered tables among those that are kept, each with its column of numbers."""
        for table in self.columns:
            for column in connection.introspection.get_sequences(cursor, table):
                yield table, column["column"]

    def _keep(self, cursor, table):
        """Copy a table and give its columns, without those that the database works out."""
        cursor.execute(f'CREATE TABLE beginning."{table}" AS TABLE "{table}"')
        cursor.execute(
            "SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns"
            " WHERE table_schema = 'public' AND table_name = %s AND is_generated = 'NEVER'",
            [table],
        )
        return cursor.fetchone()[0]
