"""Out and in again: the same house, row by row and file by file."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from articles.models import Article, Photo, SearchEntry
from staff.models import User
from tests.support import whole_tables
from tests.support.transfer import exported_contents, lines, stored_files

pytestmark = pytest.mark.slow


def come_in(folder):
    call_command("import_site", str(folder), stdout=StringIO())
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_the_demo_comes_back_as_it_was(demo, leave, empty_house):
    before, words = exported_contents(), dict(SearchEntry.objects.values_list("article_id", "search"))
    files = {name: storage.open(name).read() for storage, name in stored_files()}
    folder = leave(with_confidential=True)
    empty_house()
    assert not Article.objects.exists()
    come_in(folder)
    after = exported_contents()
    assert whole_tables.difference(before, after) == {}
    assert {table for table in before if len(before[table]) != len(after[table])} == set()
    assert dict(SearchEntry.objects.values_list("article_id", "search")) == words
    assert {name: storage.open(name).read() for storage, name in stored_files()} == files
    assert sum(map(len, before.values())) > 2000


def test_nobody_comes_in_with_an_old_password(demo, leave, empty_house):
    folder = leave()
    assert not any("password" in row for row in lines(folder, "accounts.jsonl"))
    empty_house()
    come_in(folder)
    assert User.objects.exists()
    assert not any(account.has_usable_password() for account in User.objects.all())


def test_new_rows_are_numbered_behind_those_that_came(demo, leave, empty_house):
    last = Article.objects.order_by("-pk").first().pk
    folder = leave()
    empty_house()
    come_in(folder)
    account = User.objects.first()
    assert (
        Article.objects.create(headline="Baru", created_by=account, body="<p>Isi.</p>", slug="baru").pk > last
    )


def test_history_stays_guarded_after_it_came_in(demo, leave, empty_house):
    folder = leave()
    empty_house()
    come_in(folder)
    for table in ("articles_revision", "articles_articleevent", "articles_notice", "staff_change"):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT tgenabled FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE '%%append_only'",
                [table],
            )
            assert {row[0] for row in cursor.fetchall()} == {"O"}


def test_a_photo_without_its_public_files_is_drawn_anew(demo, leave, empty_house):
    folder = leave()
    empty_house()
    public = folder / "files" / "public"
    for path in public.rglob("*.*"):
        path.unlink()
    come_in(folder)
    photo = Photo.objects.usable().first()
    assert (photo.renditions, photo.recipe) == ([], 0)
    photo.draw()
    photo.refresh_from_db()
    assert photo.renditions
