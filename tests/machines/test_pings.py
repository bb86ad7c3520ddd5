"""Telling hub and search engines: what is told, when, and what a failure does. Against a server of our own."""

import json
import threading
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles import tasks
from articles.machines import pings
from articles.models import Article, Photo
from staff import workflow
from staff.photos import library
from tests.support.factories import (
    make_article,
    make_photo,
    make_publication,
    move,
    publish,
    schedule,
    update,
)
from tests.support.processes import refusal
from tests.support.shared_rows import shared

SITE = "http://127.0.0.1:8000"
KEY = "abcdef0123456789"


class Outside:
    """Answers with the statuses that it is given, the last one for ever, and keeps what it was told."""

    def __init__(self, *statuses):
        self.statuses, self.told = list(statuses or (204,)), []

    def answer(self, path, headers, text):
        self.told.append((path, headers, text))
        return self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]

    @property
    def texts(self):
        return [text for _, _, text in self.told]


@pytest.fixture(autouse=True)
def own_network(settings):
    """The servers of these tests are on loopback, which may be asked where a setting names it."""
    settings.INTERNAL_HOSTS = []
    return settings.INTERNAL_HOSTS


@contextmanager
def listening(outside):
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            text = self.rfile.read(int(self.headers["Content-Length"])).decode()
            status = outside.answer(self.path, dict(self.headers), text)
            self.send_response(status)
            if status in (301, 302):
                self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_GET(self):
            outside.answer(self.path, dict(self.headers), "GET")
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    try:
        host = f"127.0.0.1:{server.server_port}"
        settings.INTERNAL_HOSTS.append(host)
        yield f"http://{host}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def hub(settings):
    outside = Outside()
    with listening(outside) as address:
        settings.WEBSUB_HUB = f"{address}/hub"
        yield outside


@pytest.fixture
def indexnow(settings):
    outside = Outside(200)
    with listening(outside) as address:
        settings.INDEXNOW_KEY, settings.INDEXNOW_ENDPOINT = KEY, f"{address}/indexnow"
        yield outside


@shared
def story(writer, editor):
    make_publication()
    return make_article(writer, tags=["Banjir"])


TELLING = (tasks.ping_hub.module_path, tasks.submit_to_indexnow.module_path)


def queued():
    return DBTaskResult.objects.filter(task_path__in=TELLING).order_by("enqueued_at")


def tell():
    """Does what waits and is due; returns the failures that are left to be seen."""
    failures = []
    for waiting in DBTaskResult.objects.ready().filter(task_path__in=TELLING):
        try:
            waiting.task.func(*waiting.args_kwargs["args"])
        except pings.Failed as failed:
            failures.append(failed)
        waiting.delete()
    return failures


def publish_for_good(story, writer, editor):
    """Publish, and let the seconds pass in which that can be taken back: nobody is told before."""
    story = publish(story, writer, editor)
    assert all(waiting.run_after > timezone.now() for waiting in queued())
    queued().update(run_after=timezone.now())
    return story


def test_nothing_is_queued_where_nobody_is_named(story, writer, editor):
    publish(story, writer, editor)
    assert not queued().exists()


def test_the_hub_is_told_of_every_feed_that_a_new_story_is_in(hub, story, writer, editor):
    publish_for_good(story, writer, editor)
    assert hub.told == []  # nobody who publishes waits for it
    assert tell() == []
    [(path, headers, text)] = hub.told
    assert path == "/hub"
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    fields = parse_qs(text)
    assert fields["hub.mode"] == ["publish"]
    lists = ("", "kategori/peristiwa/", "daerah/kabupaten-probolinggo/", "daerah/kraksaan/", "tag/banjir/", "penulis/wati/", "penulis/edi/")  # fmt: skip
    assert set(fields["hub.url"]) == {f"{SITE}/{part}feed/{kind}" for part in lists for kind in ("", "atom/")}


def test_a_photo_taken_from_use_or_given_back_tells_of_the_stories_that_showed_it(
    hub, indexnow, story, writer, editor, managing_editor, monkeypatch
):
    monkeypatch.setattr(Photo, "give_free", lambda photo: None)  # its original is not there
    photo = make_photo("salah")
    story.lead_photo = photo
    story.save()
    story = publish(story, writer, editor)
    make_article(writer, headline="Masih ditulis", lead_photo=photo)
    publish(make_article(writer, headline="Tanpa foto"), writer, editor)
    queued().delete()
    for change, by in ((library.withdraw_photo, editor), (library.release_photo, managing_editor)):
        change(photo, by=by, reason="Salah orang.")
        assert tell() == []
        [about], [pinged] = indexnow.texts, hub.texts
        assert json.loads(about)["urlList"] == [SITE + story.get_absolute_url()]
        assert f"{SITE}/feed/" in parse_qs(pinged)["hub.url"]
        hub.told.clear()
        indexnow.told.clear()


def test_every_feed_that_is_told_of_is_there(hub, story, writer, editor, client):
    for address in pings.feeds_of(publish(story, writer, editor)):
        assert client.get(address.removeprefix(SITE)).status_code == 200


def test_search_engines_get_address_and_key(indexnow, story, writer, editor, client):
    story = publish_for_good(story, writer, editor)
    assert tell() == []
    message = json.loads(indexnow.texts[0])
    assert message == {
        "host": "127.0.0.1:8000",
        "key": KEY,
        "keyLocation": f"{SITE}/{KEY}.txt",
        "urlList": [f"{SITE}{story.get_absolute_url()}"],
    }
    assert client.get(f"/{KEY}.txt").content.decode().strip() == KEY


@pytest.mark.slow
@pytest.mark.parametrize("step", ["fix", "update", "withdraw", "reinstate"])
def test_every_change_is_told(step, hub, indexnow, story, writer, editor, managing_editor):
    story = publish(story, writer, editor)
    if step == "reinstate":
        story = move(story, ("request_withdrawal", editor), ("withdraw", managing_editor))
    tell()
    hub.told.clear()
    indexnow.told.clear()
    if step == "update":
        update(story, writer, editor, body="<p>Perkembangan.</p>")
    elif step == "withdraw":
        move(story, ("request_withdrawal", editor), ("withdraw", managing_editor))
    elif step == "reinstate":
        move(story, ("request_reinstatement", editor), ("reinstate", managing_editor))
    else:
        story.body = "<p>Lain.</p>"
        workflow.record_edit(story, by=editor)
    assert tell() == []
    assert (len(hub.told), len(indexnow.told)) == (1, 1)
    assert f"{SITE}{story.get_absolute_url()}" in indexnow.texts[0]


def test_what_readers_do_not_see_is_not_told(hub, indexnow, story, writer, editor):
    workflow.record_edit(story, by=writer)
    move(story, ("submit", writer), ("approve", editor))
    assert not queued().exists()


@pytest.mark.slow
def test_a_scheduled_story_is_told_when_its_time_has_come(hub, indexnow, story, writer, editor, monkeypatch):
    story = schedule(story, writer, editor)
    assert {waiting.run_after for waiting in queued()} == {story.published_at}
    tell()
    assert hub.told == indexnow.told == []
    due = story.published_at + timedelta(seconds=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: due)
    tell()
    assert (len(hub.told), len(indexnow.told)) == (1, 1)


def test_a_story_that_was_unscheduled_is_never_told(hub, indexnow, story, writer, editor, monkeypatch):
    story = schedule(story, writer, editor)
    due = story.published_at + timedelta(seconds=1)
    move(story, ("unschedule", editor))
    monkeypatch.setattr("django.utils.timezone.now", lambda: due)
    tell()
    assert hub.told == indexnow.told == []


def test_what_is_paid_for_is_in_no_feed_and_not_told_to_the_hub(hub, indexnow, story, writer, editor):
    story.commercial_label, story.advertiser = "ad", "PT Iklan"
    workflow.record_edit(story, by=writer)
    publish_for_good(story, writer, editor)
    tell()
    assert (len(hub.told), len(indexnow.told)) == (0, 1)


@pytest.mark.parametrize(
    ("name", "value"),
    [("WEBSUB_HUB", "hub.example"), ("WEBSUB_HUB", "file:///etc/passwd"), ("WEBSUB_HUB", 'https://a"><b'),
     ("INDEXNOW_ENDPOINT", "ftp://a.example/"), ("INDEXNOW_KEY", "pendek"), ("INDEXNOW_KEY", "../../etc/passwd")],
)  # fmt: skip
def test_a_setting_that_cannot_work_stops_the_start(name, value):
    assert name in refusal(**{name: value})


# ---- Failures


@pytest.mark.slow
@pytest.mark.parametrize("status", [500, 503, 429, 302])
def test_a_failure_is_tried_again_later(status, hub, story, writer, editor):
    hub.statuses = [status, 204]
    publish_for_good(story, writer, editor)
    now = timezone.now()
    assert tell() == []
    [again] = queued()
    assert again.args_kwargs["args"] == [story.pk, 1]
    assert again.run_after > now
    queued().update(run_after=timezone.now())
    assert tell() == []
    assert not queued().exists()
    assert [text for text in hub.texts if text == "GET"] == []
    assert len(hub.told) == 2


def test_it_is_not_tried_for_ever(hub, story, writer, editor):
    hub.statuses = [500]
    publish_for_good(story, writer, editor)
    failures = []
    while queued().exists():
        queued().update(run_after=timezone.now())
        failures += tell()
    assert len(hub.told) == 1 + len(tasks.TELL_AGAIN)
    assert [failed.is_final for failed in failures] == [False]


@pytest.mark.slow
@pytest.mark.parametrize("status", [400, 403, 422])
def test_a_refusal_is_final_and_stays_to_be_seen(status, indexnow, story, writer, editor):
    indexnow.statuses = [status]
    publish_for_good(story, writer, editor)
    [failed] = tell()
    assert failed.is_final
    assert str(status) in str(failed)
    assert not queued().exists()


def test_nobody_at_the_other_end_is_a_failure_like_any_other(settings, story, writer, editor):
    with listening(Outside()) as address:
        settings.WEBSUB_HUB = address
    publish_for_good(story, writer, editor)  # the server is gone now
    assert tell() == []
    assert queued().count() == 1


def test_a_hub_in_the_house_is_told_only_where_a_setting_names_it(hub, settings, story, writer, editor):
    settings.INTERNAL_HOSTS.clear()
    publish_for_good(story, writer, editor)
    assert tell() == []
    assert hub.told == []
    assert queued().count() == 1  # tried again, and then told to the administrators as failed


def test_silence_ends_by_itself(settings, story, writer, editor, monkeypatch):
    monkeypatch.setattr(pings, "SECONDS", 0.2)
    enough = threading.Event()

    class Silent(Outside):
        def answer(self, *args):
            enough.wait(10)
            return 204

    with listening(Silent()) as address:
        settings.WEBSUB_HUB = address
        publish_for_good(story, writer, editor)
        assert tell() == []
        enough.set()
    assert queued().count() == 1


def test_a_publication_that_is_rolled_back_is_not_told(hub, story, writer, editor):
    with transaction.atomic():
        publish_for_good(story, writer, editor)
        assert queued().exists()
        transaction.set_rollback(True)
    assert not queued().exists()
    assert Article.objects.get(pk=story.pk).status == "draft"
