"""The database is away: readers get what is in memory, the desk an answer in time and what was typed, nobody waits long."""

import threading
from contextlib import contextmanager
from datetime import timedelta

import psycopg
import pytest
from django.db import InternalError, OperationalError, connection

from articles.database_state import is_away
from articles.site import cache_generation, outage
from articles.site.page_cache import PageCache


class Gone(psycopg.errors.AdminShutdown):
    pass


@contextmanager
def database_away(error=Gone):
    """Each statement of this thread fails as when the server has gone."""

    def fail(execute, sql, params, many, context):
        raise OperationalError("server closed the connection unexpectedly") from error()

    with connection.execute_wrapper(fail):
        yield


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    client.raise_request_exception = False
    return client


# ---- Readers


@pytest.fixture
def cached(settings, monkeypatch, rf):
    """The page cache before a view that counts how often it is asked; `cached.away` takes the database away."""
    settings.PAGE_CACHE_MB = 1

    class Cached:
        made, away = 0, False

        def __init__(self):
            self.cache = PageCache(self.view)

        def view(self, request):
            from django.http import HttpResponse

            self.made += 1
            return HttpResponse(f"halaman {self.made} " + "a" * 600)

        def get(self, path="/", **headers):
            return self.cache(rf.get(path, headers=headers))

    now = cache_generation.Edition(
        1, *[cache_generation.timezone.now() + timedelta(hours=n) for n in (-1, 1)]
    )
    one = Cached()

    def current():
        if one.away:
            raise OperationalError("away")
        return now

    monkeypatch.setattr(cache_generation, "current", current)
    return one


def test_readers_get_what_is_in_memory_and_it_says_that_it_is_stale(cached):
    fresh = cached.get(Accept_Encoding="gzip")
    cached.away = True
    stale = cached.get(Accept_Encoding="gzip")
    assert (stale.status_code, stale.content, stale["ETag"]) == (200, fresh.content, fresh["ETag"])
    assert stale["Cache-Status"].startswith("Pawarta; hit; ttl=-")
    assert stale["Cache-Control"] == "no-store"
    assert "Cache-Status" not in fresh
    assert cached.made == 1


def test_what_is_not_in_memory_is_refused_for_a_while(cached):
    cached.get()
    cached.away = True
    answer = cached.get("/lain/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert answer["Cache-Control"] == "no-store"
    assert cached.made == 1


def test_nothing_is_shown_for_longer_than_is_set(cached, settings):
    cached.get()
    cached.away = True
    settings.STALE_PAGES = timedelta(0)
    assert cached.get().status_code == 503


def test_the_page_is_fresh_again_when_the_database_is_back(cached):
    cached.get()
    cached.away = True
    cached.get()
    cached.away = False
    assert "Cache-Status" not in cached.get()
    assert cached.made == 1


def test_a_database_that_does_not_answer_is_asked_once_a_second(monkeypatch):
    tries = []
    watch = cache_generation._Watch()

    def connect(**parameters):
        tries.append(parameters)
        raise psycopg.OperationalError("connection refused")

    monkeypatch.setattr(psycopg, "connect", connect)
    for _ in range(20):
        with pytest.raises(OperationalError):
            watch.current()
    assert len(tries) == 1
    monkeypatch.setattr(watch, "away_until", 0)
    with pytest.raises(OperationalError):
        watch.current()
    assert len(tries) == 2


# ---- The desk


def test_what_was_typed_comes_back_on_the_page_and_can_be_sent_again(desk):
    form = {"headline": 'Banjir "besar" <b>', "body": "<p>Ketikan panjang.</p>", "csrfmiddlewaretoken": "x"}
    with database_away():
        answer = desk.post("/redaksi-desk/articles/article/add/?tab=1", form)
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "tidak ada ketikan yang hilang" in page
    assert 'action="/redaksi-desk/articles/article/add/?tab=1"' in page
    assert "Banjir &quot;besar&quot; &lt;b&gt;" in page
    assert "&lt;p&gt;Ketikan panjang.&lt;/p&gt;" in page


def test_a_password_is_not_written_into_a_page(rf):
    request = rf.post("/redaksi-desk/login/", {"username": "wati", "password": "rahasia sekali"})
    answer = outage.answer(request)
    assert answer.status_code == 503
    assert "rahasia sekali" not in answer.content.decode()


def test_a_program_is_answered_in_json(desk):
    with database_away():
        answer = desk.get("/redaksi-desk/", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json().keys()) == (503, {"error"})


def test_pages_of_the_desk_are_refused_in_words(desk):
    with database_away():
        answer = desk.get("/redaksi-desk/")
    assert answer.status_code == 503
    assert "Basis data tidak menjawab" in answer.content.decode()


@pytest.mark.parametrize(
    ("error", "cause", "away"),
    [
        (OperationalError, psycopg.errors.AdminShutdown(), True),
        (OperationalError, psycopg.errors.CannotConnectNow(), True),
        (OperationalError, psycopg.OperationalError("connection refused"), True),
        (InternalError, psycopg.errors.ReadOnlySqlTransaction(), True),
        (OperationalError, psycopg.errors.QueryCanceled(), False),
        (OperationalError, psycopg.errors.LockNotAvailable(), False),
        (InternalError, psycopg.errors.InFailedSqlTransaction(), False),
        (ValueError, None, False),
    ],
)
def test_what_counts_as_an_outage(error, cause, away):
    problem = error("…")
    problem.__cause__ = cause
    assert is_away(problem) == away


def test_another_fault_is_a_fault(desk, monkeypatch):
    monkeypatch.setattr("staff.desk.dashboard.context_for", lambda user: 1 / 0)
    answer = desk.get("/redaksi-desk/")
    assert answer.status_code == 500
    assert "Terjadi kesalahan" in answer.content.decode()


# ---- Health


@pytest.fixture
def probe(monkeypatch):
    probe = outage.Probe()
    monkeypatch.setattr(outage, "probe", probe)
    return probe


def test_the_health_is_answered_within_a_second_while_the_database_hangs(
    client, monkeypatch, probe, settings
):
    hangs = threading.Event()
    monkeypatch.setattr(outage, "_ask", lambda: hangs.wait(20))
    settings.PAGE_CACHE_MB = 0
    answers = [client.get("/sehat/") for _ in range(2)]  # both wait for one question
    hangs.set()  # only now, so that neither waited for it
    assert {answer.status_code for answer in answers} == {503}


def test_a_node_that_serves_from_memory_is_in_service(client, monkeypatch, probe, settings):
    settings.PAGE_CACHE_MB = 1
    monkeypatch.setattr(outage, "_ask", lambda: None)
    assert client.get("/sehat/").content == b"ok\n"

    def fail():
        raise OperationalError("away")

    monkeypatch.setattr(outage, "_ask", fail)
    answer = client.get("/sehat/")
    assert (answer.status_code, b"memory" in answer.content) == (200, True)
    settings.STALE_PAGES = timedelta(0)
    assert client.get("/sehat/").status_code == 503
