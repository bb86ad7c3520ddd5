"""`manage.py migrate` waits a second for a table, lets the others pass, and tries again."""

import os
from unittest import mock
from urllib.parse import urlsplit

import psycopg
import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.core.management import CommandError, call_command
from django.core.management.commands import migrate as django_migrate
from django.db import connection, transaction
from django.db.migrations import Migration
from django.db.models import Index

from staff.management.commands import migrate

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reader():
    """Somebody who reads a table in a long transaction, as a dump does."""
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    with psycopg.connect(url) as other:
        other.execute("SELECT FROM articles_tag")
        yield other


@pytest.fixture
def one_step():
    """Let the command do one step, which wants a whole table; returns how often it began, and the waits that held."""
    step, waits = Migration("0099_step", "articles"), []

    def handle(self, *args, **options):
        self.verbosity = 0
        self.migration_progress_callback("apply_start", step)
        with connection.cursor() as cursor:
            cursor.execute("SHOW lock_timeout")
            waits.append(cursor.fetchone()[0])
            with transaction.atomic():
                cursor.execute("LOCK TABLE articles_tag")
        self.migration_progress_callback("apply_success", step)

    with mock.patch.object(django_migrate.Command, "handle", handle), mock.patch.object(migrate, "PAUSE", 0):
        yield waits


def lock_timeout():
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        return cursor.fetchone()[0]


def test_a_table_in_use_is_tried_again_until_it_is_free(reader, one_step):
    ends = iter([lambda: None, lambda: None, reader.rollback])
    with mock.patch("time.sleep", side_effect=lambda seconds: next(ends)()):
        call_command("migrate", verbosity=0)
    assert one_step == ["1s"] * 4
    assert lock_timeout() == "0"


def test_one_that_stays_in_use_is_said(reader, one_step):
    with mock.patch.object(migrate, "TRIES", 2), pytest.raises(CommandError, match="A table stays in use"):
        call_command("migrate", verbosity=0)
    assert len(one_step) == 2
    assert lock_timeout() == "0"


def test_what_is_built_beside_others_is_not_bounded(one_step, reader):
    reader.rollback()
    with mock.patch.object(Migration, "atomic", False):
        call_command("migrate", verbosity=0)
    assert one_step == ["0"]


@pytest.mark.parametrize("fake", [False, True])
def test_an_index_that_was_broken_off_is_out_of_the_way_when_its_step_begins_again(fake):
    step = Migration("0099_step", "articles")
    step.atomic = False
    step.operations = [AddIndexConcurrently("tag", Index(fields=["name"], name="half_an_index"))]
    command = migrate.Command()
    command.line, command.verbosity = connection, 0
    with connection.cursor() as cursor:
        cursor.execute("CREATE INDEX half_an_index ON articles_tag (name)")
        try:
            command.migration_progress_callback("apply_start", step, fake=fake)
            cursor.execute("SELECT to_regclass('half_an_index') IS NOT NULL")
            assert cursor.fetchone() == (fake,)
        finally:
            cursor.execute("DROP INDEX IF EXISTS half_an_index")


def test_what_came_with_a_step_is_known_to_the_planner_afterwards(one_step):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE newcomers AS SELECT n FROM generate_series(1, 100) n")
        try:
            call_command("migrate", verbosity=0)
            cursor.execute("SELECT count(*) FROM pg_stats WHERE tablename = 'newcomers'")
            assert cursor.fetchone() == (1,)
        finally:
            cursor.execute("DROP TABLE newcomers")


def test_a_start_on_older_tables_is_refused_with_a_line(capsys):
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE id = (SELECT max(id) FROM django_migrations WHERE app = 'articles')"
        )
    with pytest.raises(SystemExit):
        call_command("migrate", check_unapplied=True)
    assert "run `manage.py migrate` first" in capsys.readouterr().err


def test_tables_of_a_newer_release_are_right():
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('articles', '9999_newer', now())"
        )
    call_command("migrate", check_unapplied=True)
