"""The same words on every server: databases of other locales store and find the same."""

import os

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from articles.models.search_entry import search_columns
from articles.search import query
from articles.text.words import vector

TEXT = "“Banjir,” kata Ma’ruf — Al-Qur’an… Ça suffit. ÉTÉ İzmir ꦗꦮ Ⅻ, Tirta\xa0Jaya/Embung Rp1.500.000"
LOCALES = {
    "builtin": "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'",
    "c": "LOCALE_PROVIDER libc LOCALE 'C'",
    "utf8": "LOCALE_PROVIDER libc LOCALE 'C.UTF-8'",
    "icu": "LOCALE_PROVIDER icu ICU_LOCALE 'id' LOCALE 'C.UTF-8'",
}


@pytest.fixture(scope="module", params=LOCALES)
def database(request, django_db_setup, django_db_blocker):
    """A database of that locale on the server of the tests."""
    with django_db_blocker.unblock():
        parameters = connection.get_connection_params()
    parameters = {
        name: value for name, value in parameters.items() if name in ("host", "port", "user", "password")
    }
    name = sql.Identifier(f"test_locale_{request.param}_{os.getpid()}")
    with psycopg.connect(**parameters, dbname="postgres", autocommit=True) as server:
        try:
            server.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' {}").format(
                    name, sql.SQL(LOCALES[request.param])
                )
            )
        except psycopg.Error as error:
            pytest.skip(f"This server makes no database with {LOCALES[request.param]}: {error}")
        try:
            with psycopg.connect(**parameters, dbname=name.as_string().strip('"')) as database:
                yield request.param, database
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


def test_a_locale_changes_what_postgresqls_own_parser_reads(database):
    """Else this file would show nothing."""
    locale, connection = database
    [own] = connection.execute("SELECT to_tsvector('simple', '“banjir”') @@ 'banjir'::tsquery").fetchone()
    assert own == (locale in ("utf8", "icu"))


def test_the_lexemes_are_the_same_on_every_server(database):
    _locale, connection = database
    spelled = vector([TEXT])
    [stored] = connection.execute("SELECT %s::tsvector::text", [spelled]).fetchone()
    assert set(stored.split()) == set(spelled.split())
    columns = search_columns((TEXT, ["Kiai Ma’ruf"], TEXT))
    connection.execute("CREATE TEMPORARY TABLE story (search tsvector, summary tsvector)")
    connection.execute("INSERT INTO story VALUES (%(search)s::tsvector, %(summary)s::tsvector)", columns)
    for typed in (
        "banjir",
        "maruf",
        "“banjir kata”",
        "Alquran",
        "ça suffit",
        "été",
        "izmir",
        "xii",
        "tirta jaya",
        "rp 1500000",
    ):
        parsed = query.read(typed)
        for column, spelled in (("search", parsed.phrases or parsed.exact), ("summary", parsed.stems)):
            [found] = connection.execute(f"SELECT {column} @@ %s::tsquery FROM story", [spelled]).fetchone()
            assert found, (typed, column, spelled)
    connection.rollback()
