"""Kept pages: none is asked of the database twice, and none is shown after a change, on any node."""

import gzip
import os
import subprocess
import sys
import threading
import time
from datetime import timedelta
from unittest import mock
from urllib.parse import urlsplit

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Category, Edition, Page, Person, Photo, Pick, Publication, Region, Tag
from articles.site import cache_generation, page_cache
from staff.photos import library
from staff.writing import saving
from tests.support.factories import (
    make_article,
    make_photo,
    make_publication,
    move,
    publish,
    schedule,
    update,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def story(settings, writer, editor):
    settings.PAGE_CACHE_MB = 8
    make_publication()
    yield publish(make_article(writer, tags=["Banjir"], lead_photo=make_photo()), writer, editor)
    cache_generation.hang_up()


@pytest.fixture
def reader(story):
    return Client()


def text(reader, url, **headers):
    return reader.get(url, headers=headers).content.decode()


def edition():
    row = Edition.objects.first()
    return row.number if row else 0


def test_a_page_is_made_once(reader, story):
    for url in ("/", story.get_absolute_url(), "/kategori/peristiwa/", "/cari/?q=banjir", "/feed/"):
        first = reader.get(url)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            second = reader.get(url)
        assert first.content == second.content
        assert second.status_code == 200
        assert len(asked) == 0, url


def test_a_story_that_comes_is_on_the_front_page_at_the_next_request(reader, writer, editor):
    assert "Pasar Kraksaan" not in text(reader, "/")
    publish(make_article(writer, headline="Pasar Kraksaan buka lagi"), writer, editor)
    assert "Pasar Kraksaan" in text(reader, "/")


def test_a_story_that_is_withdrawn_is_gone_at_the_next_request(reader, story, editor, managing_editor):
    url = story.get_absolute_url()
    assert "setinggi lutut" in text(reader, url)
    move(story, ("request_withdrawal", editor), ("withdraw", managing_editor))
    assert reader.get(url).status_code == reader.get(url).status_code == 410
    assert "setinggi lutut" not in text(reader, url)
    assert story.headline not in text(reader, "/")
    move(story, ("request_reinstatement", editor), ("reinstate", managing_editor))
    assert "setinggi lutut" in text(reader, url)


def test_a_correction_shows_at_the_next_request(reader, story, writer, editor):
    text(reader, story.get_absolute_url())
    update(story, writer, editor, body="<p>Air setinggi pinggang.</p>")
    assert "setinggi pinggang" in text(reader, story.get_absolute_url())


def test_a_photo_withdrawn_from_use_is_gone_at_the_next_request(reader, story, editor):
    assert "720x405" in text(reader, story.get_absolute_url())
    library.withdraw_photo(story.lead_photo, by=editor, reason="Salah orang.")
    assert "720x405" not in text(reader, story.get_absolute_url())
    assert "720x405" not in text(reader, "/")


CHANGES = {
    "category": lambda story: Category.objects.update(name="Baru"),
    "region": lambda story: Region.objects.update(name="Baru"),
    "tag": lambda story: Tag.objects.update(name="Baru"),
    "person": lambda story: Person.objects.update(bio="Baru"),
    "publication": lambda story: Publication.objects.update(tagline="Baru"),
    "new page": lambda story: Page.objects.create(title="Baru", slug="baru"),
    "pick": lambda story: Pick.objects.create(article=story, place="lead"),
    "photo": lambda story: Photo.objects.update(caption="Baru"),
    "similar stories": lambda story: Article.objects.filter(pk=story.pk).update(similar_ids=[7]),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_readers_see_raises_the_edition_once(change, story):
    before = edition()
    with transaction.atomic():
        change(story)
        Publication.objects.update(description="Juga baru")
        assert edition() == before
    assert edition() == before + 1


def test_what_readers_do_not_see_raises_nothing(story, writer, editor):
    before = edition()
    draft = make_article(writer, headline="Naskah baru")
    saving.save(draft, draft.snapshot().replace(headline="Naskah lain"), by=writer, base=draft.version)
    move(draft, ("submit", writer), ("return", editor))
    move(story, ("propose_update", writer))
    Photo.objects.update(attempts=2, drawing_error="Gagal")
    Article.objects.filter(pk=story.pk).update(headline=story.headline)
    assert edition() == before


def test_a_change_that_is_taken_back_raises_nothing(story):
    before = edition()
    with transaction.atomic():
        Publication.objects.update(tagline="Baru")
        transaction.set_rollback(True)
    assert edition() == before


def test_a_scheduled_story_comes_at_its_time(reader, writer, editor, monkeypatch):
    url = schedule(
        make_article(writer, headline="Pasar Kraksaan buka lagi"), writer, editor
    ).get_absolute_url()
    assert "Pasar Kraksaan" not in text(reader, "/")
    assert reader.get(url).status_code == 404
    later = timezone.now() + timedelta(hours=2, seconds=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert "Pasar Kraksaan" in text(reader, "/")
    assert reader.get(url).status_code == 200


def test_a_pick_ends_at_its_time(story, monkeypatch):
    Pick.objects.create(article=story, until=timezone.now() + timedelta(seconds=30))
    first = cache_generation.current()
    assert first.until <= Pick.objects.get().until
    later = timezone.now() + timedelta(seconds=31)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert cache_generation.current().since >= Pick.objects.get().until > first.since


OTHER_NODE = """
import sys, django
django.setup()
from django.http import HttpResponse
from django.test import Client, RequestFactory
reader = Client()
for path in map(str.strip, sys.stdin):
    response = reader.get(path)
    print(response.status_code, "pinggang" in response.content.decode(), flush=True)
"""


@pytest.fixture
def other_node(story):
    address = (
        urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    )
    env = os.environ | {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "TEST_PAGE_CACHE_MB": "8",
    }
    node = subprocess.Popen(
        [sys.executable, "-c", OTHER_NODE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env
    )

    def ask(path):
        node.stdin.write(f"{path}\n")
        node.stdin.flush()
        return node.stdout.readline().split()

    yield ask
    node.communicate(timeout=20)


@pytest.mark.slow
def test_what_one_node_publishes_another_shows_at_once(other_node, story, writer, editor, managing_editor):
    url = story.get_absolute_url()
    for level in range(3):  # each time it has just kept the page before
        assert other_node(url) == other_node(url) == ["200", str(bool(level))]
        story = update(story, writer, editor, body=f"<p>Air setinggi pinggang, jam {level}.</p>")
        assert other_node(url) == ["200", "True"]
    move(story, ("request_withdrawal", editor), ("withdraw", managing_editor))
    assert other_node(url) == ["410", "False"]


def test_a_line_that_was_cut_is_taken_up_again(reader, story):
    text(reader, "/")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(%s, 5000)",
            [cache_generation._watches["default"].line.session.info.backend_pid],
        )
    Publication.objects.update(name="Kabar Baru")
    assert "Kabar Baru" in text(reader, "/")
    Publication.objects.update(name="Kabar Terbaru")
    assert "Kabar Terbaru" in text(reader, "/")


def test_the_compressed_form_is_kept_beside_the_plain_one(reader, story):
    plain, zipped = (
        reader.get(story.get_absolute_url(), headers={"accept-encoding": wish}) for wish in ("", "br, gzip")
    )
    assert gzip.decompress(zipped.content) == plain.content
    assert "Content-Encoding" not in plain
    assert plain["ETag"] != zipped["ETag"]
    assert plain["Vary"] == zipped["Vary"] == "Accept-Encoding"
    assert int(zipped["Content-Length"]) == len(zipped.content)
    again = reader.get(story.get_absolute_url(), headers={"accept-encoding": "gzip"})
    assert again.content == zipped.content


def test_who_has_the_page_already_is_told_so(reader, story, writer, editor):
    url = story.get_absolute_url()
    first = reader.get(url)
    assert not first["ETag"].startswith("W/")
    for question in ({"if-none-match": first["ETag"]}, {"if-modified-since": first["Last-Modified"]}):
        answer = reader.get(url, headers=question)
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer["ETag"] == first["ETag"]
        assert "max-age=0" in answer["Cache-Control"]
    update(story, writer, editor, body="<p>Air setinggi pinggang.</p>")
    assert reader.get(url, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_pages_are_for_everybody_and_short_lived(reader, story):
    for url in ("/", story.get_absolute_url(), "/tag/banjir/", "/feed/", "/robots.txt", "/sitemap.xml"):
        answer = reader.get(url)
        assert not answer.cookies
        assert answer.get("Vary", "Accept-Encoding") == "Accept-Encoding", url
        assert answer["Cache-Control"] == page_cache.FRESH, url


def test_what_others_hang_on_an_address_makes_no_other_page(reader, story):
    url = story.get_absolute_url()
    plain = text(reader, url)
    with CaptureQueriesContext(connection) as asked:
        assert text(reader, f"{url}?utm_source=wa&fbclid=abc") == plain
    assert len(asked) == 0
    assert (
        text(reader, "/cari/?q=banjir&utm_medium=x")
        == text(reader, "/cari/?q=banjir")
        != text(reader, "/cari/?q=pasar")
    )


def test_the_desk_the_health_check_and_failures_are_never_kept(reader, visit, editor, story):
    desk = visit(editor)
    for _time in range(2):
        answer = desk.get("/redaksi-desk/articles/article/")
        assert answer.status_code == 200
        assert answer.get("Cache-Control", "") != page_cache.FRESH
    assert reader.get("/sehat/")["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert desk.get("/redaksi-desk/tidak-ada/").status_code == 404
    missing = f"/berita/{story.pk + 1}/"
    assert reader.get(missing).status_code == 404
    with CaptureQueriesContext(connection) as asked:
        reader.get(missing)
    assert len(asked) > 0


def test_no_page_for_another_host(reader, settings):
    assert reader.get("/", headers={"host": "kabar.example"}).status_code == 200
    settings.ALLOWED_HOSTS = ["lain.example"]
    assert reader.get("/", headers={"host": "kabar.example"}).status_code == 400


def page_of(size):
    return page_cache.CachedPage(200, {}, b"x" * size, False, "", None)


def test_the_shelf_has_its_bounds():
    shelf = page_cache.Shelf(30_000)
    for name in "abc":
        shelf.add(None, name, page_of(7_000))
    assert shelf.get(None, "a")
    shelf.add(None, "d", page_of(7_000))
    assert [name for name in "abcd" if shelf.get(None, name)] == ["a", "c", "d"]
    shelf.add(None, "e", page_of(40_000))
    assert not shelf.get(None, "e")
    assert shelf.pages.size <= 30_000


def test_a_page_that_was_begun_in_an_older_edition_is_not_kept():
    shelf = page_cache.Shelf(30_000)
    shelf.get(1, "a")
    shelf.get(2, "a")
    shelf.add(1, "a", page_of(10))
    assert not shelf.get(2, "a")


def test_one_thread_makes_a_page_and_the_others_take_it(settings, db):
    settings.PAGE_CACHE_MB = 1
    made, begun = [], threading.Barrier(4)

    def slow(request):
        made.append(request.path)
        time.sleep(0.2)
        return HttpResponse(b"x" * 1000)

    edition = cache_generation.Edition(1, timezone.now(), timezone.now())
    middleware = page_cache.PageCache(slow)
    answers = []

    def ask():
        begun.wait()
        answers.append(middleware(RequestFactory().get("/")).content)

    with mock.patch("articles.site.cache_generation.current", return_value=edition):
        threads = [threading.Thread(target=ask) for _ in range(4)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
    assert made == ["/"]
    assert answers == [b"x" * 1000] * 4


def test_a_page_that_fails_keeps_nobody_waiting(settings, db):
    settings.PAGE_CACHE_MB = 1
    edition = cache_generation.Edition(1, timezone.now(), timezone.now())

    def fails(request):
        raise ValueError("out of order")

    middleware = page_cache.PageCache(fails)
    with mock.patch("articles.site.cache_generation.current", return_value=edition):
        for _time in range(2):
            with pytest.raises(ValueError, match="out of order"):
                middleware(RequestFactory().get("/"))
    assert not any(lock.locked() for lock in middleware.locks)


def test_what_nobody_shares_is_compressed_too(settings, db):
    def private(request):
        return HttpResponse(b"x" * 5000, headers={"Cache-Control": "no-store"})

    answer = page_cache.PageCache(private)(RequestFactory().get("/", headers={"accept-encoding": "gzip"}))
    assert answer["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.content) == b"x" * 5000
    assert page_cache.PageCache(private)(RequestFactory().get("/")).content == b"x" * 5000


def test_what_pages_have_in_common_is_kept_without_a_page_cache(settings, reader, story):
    settings.PAGE_CACHE_MB, settings.FRAGMENT_CACHE_MB = 0, 1
    reader = Client()
    reader.get("/")
    with CaptureQueriesContext(connection) as asked:
        reader.get(story.get_absolute_url())
    assert len(asked) <= 3
    Publication.objects.update(name="Kabar Baru")
    assert "Kabar Baru" in text(reader, "/")
