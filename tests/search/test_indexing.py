"""Stories from before an upgrade are indexed anew: by batches, broken off and taken up again, while the site is up."""

import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from articles.models import Article, Edition, SearchEntry, SearchName
from articles.models.search_entry import WORDS_INDEX
from articles.search import indexing
from staff.tasks import index_words
from tests.support.archives import many
from tests.support.factories import make_article, make_region, publish
from tests.support.public_pages import headlines

ROOT = Path(__file__).resolve().parents[2]


def entries():
    return set(SearchEntry.objects.values_list())


def forget():
    """Leave stories as a migration leaves those of an older version."""
    SearchEntry.objects.all().delete()


def index(*args):
    call_command("index_stories", *args, stdout=io.StringIO())


def test_a_story_is_indexed_as_it_was_when_it_was_saved(story, writer):
    make_region("Tertawan", "tertawan")
    story("K.H. Ma’ruf di Tertawan", "Polisi <b>menangkap</b> &amp; menahan.", tags=["Air Bersih", "Zakat"])
    make_article(writer, headline="Draf", dateline="-", body="", tags=["Ijen"])
    before = entries()
    forget()
    index()
    assert entries() == before
    SearchName.objects.create(word="menangkap")
    index("--all")
    assert entries() == before
    assert SearchName.objects.words() == {"tertawan"}


def test_a_search_before_finds_nothing_and_says_so_and_afterwards_everything(story, ask):
    story("Banjir di pasar")
    forget()
    assert headlines(ask("banjir")) == []
    index()
    assert headlines(ask("banjir")) == ["Banjir di pasar"]


def test_the_newest_are_indexed_first_and_what_was_broken_off_goes_on(story, monkeypatch):
    monkeypatch.setattr(indexing, "BATCH", 10)
    many(story("Banjir"), 34)
    forget()
    newest = list(Article.objects.order_by("-pk").values_list("pk", flat=True))
    assert next(indexing.index_all(Article.objects.filter(search_entry=None))) == newest[9]
    assert set(SearchEntry.objects.values_list("pk", flat=True)) == set(newest[:10])
    index("--below", newest[19])
    assert Article.objects.filter(search_entry=None).count() == 10
    index()
    assert not Article.objects.filter(search_entry=None).exists()


def test_the_worker_indexes_what_an_upgrade_or_a_new_name_left(story, ask):
    story("Banjir")
    forget()
    SearchName.objects.create(word="tertawan")
    index_words.call()
    assert headlines(ask("banjir")) == ["Banjir"]
    assert SearchName.objects.get().is_indexed


def pending_pages_and_option():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gin_clean_pending_list(oid), reloptions FROM pg_class WHERE relname = %s", [WORDS_INDEX]
        )
        return cursor.fetchone()


def test_the_list_of_pending_words_is_empty_and_off_after_each_batch(story):
    many(story("Banjir"), 20)
    forget()
    next(indexing.index_all(Article.objects.filter(search_entry=None)))
    assert pending_pages_and_option() == (0, ["fastupdate=off"])


def test_a_batch_that_fails_leaves_the_list_off(story, monkeypatch):
    many(story("Banjir"), 20)
    forget()
    columns = iter([indexing.search_columns(("Banjir", [], ""))])
    monkeypatch.setattr(indexing, "search_columns", lambda *_: next(columns))
    with pytest.raises(RuntimeError):
        index()
    assert pending_pages_and_option() == (0, ["fastupdate=off"])
    assert not SearchEntry.objects.exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_killed_command_loses_nothing_and_goes_on_where_it_was(writer, editor):
    many(publish(make_article(writer, headline="Banjir"), writer, editor), 3000)
    before = entries()
    forget()
    edition = Edition.objects.get().number
    command = [sys.executable, "manage.py", "index_stories"]
    address = connection.get_connection_params()
    url = "postgresql://{user}@/{dbname}?host={host}".format(**{"user": "postgres", "host": ""} | address)
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "newsroom.settings"},
    )
    while not SearchEntry.objects.exists():
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert Article.objects.filter(search_entry=None).exists()
    index()
    assert entries() == before
    assert Edition.objects.get().number == edition, "kept pages were thrown away"
