"""Processes of the release before work on while this one is put in place, and again when somebody goes back to it.

What that release writes was recorded (`make release-record`), so no history is needed here; `make upgrade-drill` does it
with the old code itself, under load. Decision 0114.
"""

import os
import subprocess
import sys

import psycopg
import pytest
from django.db import connection
from django.utils.module_loading import import_string
from django_tasks.base import Task

from tests.support.processes import ROOT
from tests.upgrades import play, release
from tests.upgrades.record import DAY

READ = """
import django; django.setup()
from django.test import Client
from django.urls import reverse
from articles.models import Article
from staff.models import User
reader, desk = Client(), Client()
desk.force_login(User.objects.filter(is_superuser=True).first() or User.objects.create_superuser("bos"))
pages = [(reader, "/"), (reader, "/feed/"), (reader, "/api/v1/berita/"), (desk, reverse("admin:index")),
         (desk, reverse("admin:articles_article_changelist"))]
pages += [(reader, story.get_absolute_url()) for story in Article.objects.public()]
pages += [(desk, reverse("admin:articles_article_change", args=[story.pk])) for story in Article.objects.all()]
assert len(pages) > 20
wrong = [(address, answer.status_code) for client, address in pages if (answer := client.get(address, follow=True)).status_code != 200]
assert not wrong, wrong
"""


@pytest.fixture
def beginning(db, request):
    """The address of a database of now, at the beginning of the day of before."""
    with play.fresh_database("of_before") as address:
        yield address


def test_each_column_is_named_by_the_release_before_or_takes_a_value_of_its_own(db):
    with connection.cursor() as cursor:
        assert release.missing_values(cursor) == []


def test_each_column_of_the_release_before_can_be_written(db):
    with connection.cursor() as cursor:
        assert release.missing_columns(cursor) == []


BREAKING = {
    "ALTER TABLE articles_article ADD wajib int NOT NULL DEFAULT 1; ALTER TABLE articles_article ALTER wajib DROP DEFAULT": "missing_values",
    "ALTER TABLE articles_article DROP sign_off CASCADE": "missing_columns",
    "ALTER TABLE staff_comment RENAME words TO text": "missing_columns",
    "ALTER TABLE staff_route RENAME TO staff_way": "missing_columns",
}  # fmt: skip


@pytest.mark.parametrize(("statement", "seen_by"), BREAKING.items())
def test_what_breaks_the_release_before_is_seen(db, statement, seen_by):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        assert getattr(release, seen_by)(cursor)


@pytest.mark.slow
def test_what_the_release_before_wrote_can_be_written_and_is_read(beginning):
    assert play.play(beginning) is None
    with psycopg.connect(beginning) as database:
        rows = database.execute(
            "SELECT DISTINCT task_path FROM django_tasks_database_dbtaskresult WHERE task_path LIKE '%.%'"
        )
        assert all(isinstance(import_string(path), Task) for (path,) in rows)
    environment = os.environ | {"DATABASE_URL": beginning, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    subprocess.run([sys.executable, "-c", READ], cwd=ROOT, env=environment, check=True)


REFUSING = {
    "a column that it does not know": "ALTER TABLE articles_revision ADD wajib int; ALTER TABLE articles_revision ADD CHECK (wajib IS NOT NULL)",
    "a narrower choice": "ALTER TABLE articles_article ADD CHECK (status <> 'returned')",
    "one row where it writes two": "CREATE UNIQUE INDEX ON articles_articleevent (article_id)",
    "a trigger": "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;"
    "CREATE TRIGGER no BEFORE UPDATE ON articles_article FOR EACH ROW WHEN (NEW.status = 'spiked') EXECUTE FUNCTION no()",
    "a table of another name": "ALTER TABLE articles_credit RENAME TO articles_byline",
}


@pytest.mark.slow
@pytest.mark.parametrize("statement", REFUSING.values(), ids=REFUSING)
def test_a_table_that_refuses_what_was_written_is_seen(beginning, statement):
    with psycopg.connect(beginning) as database:
        database.execute(statement)
    failing, error = play.play(beginning)
    assert failing.split()[0] in ("INSERT", "UPDATE", "COMMIT", "DELETE")
    assert error


def test_every_task_of_the_release_before_is_there():
    """A process of before queues it, and the worker of now does it."""
    paths = release.facts()["tasks"]
    assert paths
    assert all(isinstance(import_string(path), Task) for path in paths)


# Tables in which that day writes nothing, and why.
UNTOUCHED = {
    "articles_edition": "one row, there from the start", "articles_mastheadentry": "written by a trigger of the database",
    "articles_redactionentry": "words are struck by two persons and the worker", "articles_searchname": "by `index_stories`, by hand",
    "articles_importedpicture": "moving in is done by hand", "articles_importedterm": "moving in is done by hand",
    "auth_group": "there from the start", "auth_group_permissions": "by `migrate`", "auth_permission": "by `migrate`",
    "django_content_type": "by `migrate`", "django_session": "the desk has its own", "taggit_tag": "the desk has its own",
    "taggit_taggeditem": "the desk has its own", "staff_user_user_permissions": "roles alone give rights",
    "staff_beginning": "by `setup`, once", "staff_copydecision": "of copies from elsewhere, which no form makes",
    "staff_roleproposal": "of one form of several steps",
}  # fmt: skip


def test_the_day_writes_into_every_table():
    written, tables = DAY.read_text(), release.facts()["tables"]
    missing = {
        table
        for table in tables
        if f'INSERT INTO \\"{table}\\"' not in written and f"INSERT INTO {table}" not in written
    }
    assert missing == set(UNTOUCHED)
