"""A first start makes its tables of one script; they are those that migrations make."""

import os
import re
import subprocess
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from newsroom import embedded_postgres, schema
from tests.support.database import migrated_template

ROWS = ("articles_page", "articles_pagetext", "auth_group", "auth_group_permissions", "auth_permission",
        "django_content_type", "django_migrations", "staff_storytemplate", "articles_edition")  # fmt: skip


def address(name):
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def structure(url):
    """The tables, columns, constraints, indexes, functions and triggers of a database, in an order of their own."""
    command = [embedded_postgres.find_programs() / "pg_dump", "--schema-only", "--no-owner", url]
    dump = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    dump = re.sub(r"\nWITH \(autovacuum_enabled='?\w+'?\)", "", dump)  # of the tests' template alone
    # PostgreSQL spells conditions anew when it reads them again: with other casts and brackets.
    dump = re.sub(r"::(?:character varying|text)(?:\[\])?|[()\s]", "", dump)
    return sorted(part for part in dump.split(";") if not part.startswith(("--", "\\")))


def counts(url):
    with psycopg.connect(url) as database:
        return {table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ROWS}


@pytest.mark.slow
def test_the_script_and_later_migrations_make_what_all_migrations_make(db):
    if connection.pg_version // 10_000 != embedded_postgres.MAJOR:
        pytest.skip("the script is for the embedded server")
    name = f"{connection.settings_dict['NAME']}_script"
    maintenance = psycopg.connect(address("postgres"), autocommit=True)
    maintenance.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
    maintenance.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        start = "import django; django.setup(); from newsroom import serve; serve.migrate(); assert serve.schema.FILE"
        subprocess.run(
            [os.sys.executable, "-c", start],
            check=True,
            env=os.environ
            | {"DATABASE_URL": address(name), "DEBUG": "1", "DJANGO_SETTINGS_MODULE": "newsroom.settings"},
        )
        with migrated_template() as template:
            assert structure(address(name)) == structure(address(template))
            assert counts(address(name)) == counts(address(template))
    finally:
        maintenance.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
        maintenance.close()


def test_a_database_with_tables_is_left_to_migrations(db):
    assert not schema.fits()
