"""Which database a request reads from: readers one standby alone, whatever writes the primary; wrong servers are refused."""

import os
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import OperationalError
from django.http import HttpResponse
from django.utils import timezone
from psycopg import errors

from articles import checks, replicas
from articles import urls as of_readers
from articles.models import Article
from articles.replicas import Server
from articles.site import cache_generation, outage
from articles.site.page_cache import PageCache
from newsroom import urls
from tests.support.processes import refusal, run

PRIMARY = Server(
    identity=1,
    database="pawarta",
    is_standby=False,
    position=100,
    age=None,
    clock=datetime.now(UTC),
    migrations=9,
)
STANDBY = PRIMARY._replace(is_standby=True, position=90, age=3.0)

# Every address of the public site, asked for in a process that reads from a standby; on the primary nothing may be asked.
WALK = """
import time
import django
django.setup()
from django.db import connections
from django.test import Client
from django.conf import settings
from articles import replicas
from articles.models import Article
from tests.support.public_walk import beginnings, walk

stories = list(Article.objects.public().values_list("pk", flat=True)[:40])
end = time.monotonic() + 30
while len(replicas.in_order("/")) < 2 and time.monotonic() < end:
    time.sleep(0.1)
assert replicas.in_order("/") == ["replica_2", "default"], replicas._watch._states

class Reader(Client):
    def get(self, path):
        self.path = path
        return super().get(path)

def refuse(execute, sql, *rest):
    assert reader.path.startswith(settings.PRIMARY_PATHS), f"{reader.path} asked the primary: {sql[:300]}"
    return execute(sql, *rest)

asked = []
def count(execute, *rest):
    asked.append(rest)
    return execute(*rest)

host = settings.SITE_URL.partition("//")[2]
reader = Reader(HTTP_HOST=host)
with connections["default"].execute_wrapper(refuse), connections["replica_2"].execute_wrapper(count):
    answers = walk(reader, beginnings(["banjir", "warga"], stories), host)
print("walked", len(answers), len(asked))
"""


@pytest.mark.slow
def test_readers_read_from_the_standby_alone(house):
    pages, questions = re.search(
        r"^walked (\d+) (\d+)$", house.do("-c", WALK, PAGE_CACHE_MB="8"), re.M
    ).groups()
    assert int(pages) > 100
    assert int(questions) > int(pages)


def test_whatever_may_write_stays_on_the_primary():
    others = {
        str(pattern.pattern).lstrip("^")
        for pattern in urls.urlpatterns
        if getattr(pattern, "urlconf_module", None) is not of_readers
    }
    reading = {one for one in others if not f"/{one}".startswith(settings.PRIMARY_PATHS)}
    assert {one for one in reading if not one.startswith("media/")} == {"standar/"}  # figures of the register
    assert len(others) > 5


@pytest.mark.parametrize(
    "path", ["/redaksi-desk/", "/redaksi-desk/login/", "/sehat/metrik/", "/hak-jawab/", "/pratinjau/x/"]
)
def test_the_desk_reads_what_it_has_just_written(path, monkeypatch):
    monkeypatch.setattr(replicas, "aliases", lambda: ["replica_1"])
    monkeypatch.setattr(replicas._watch, "usable", lambda: ["replica_1"])
    assert replicas.in_order(path) == ["default"]
    assert replicas.in_order("/berita/1/") == ["replica_1", "default"]


def test_writing_goes_to_the_primary_also_while_a_standby_is_read():
    router = replicas.Router()
    with replicas.bind("replica_1"):
        assert (router.db_for_read(Article), router.db_for_write(Article)) == ("replica_1", "default")
    assert router.db_for_read(Article) == "default"
    assert [router.allow_migrate(alias, "articles") for alias in ("default", "replica_1")] == [True, False]


def test_processes_begin_with_different_standbys(monkeypatch):
    monkeypatch.setattr(replicas, "aliases", lambda: ["replica_1", "replica_2"])
    monkeypatch.setattr(replicas._watch, "usable", lambda: ["replica_1", "replica_2"])
    firsts = []
    for number in (40, 41):
        monkeypatch.setattr(os, "getpid", lambda number=number: number)
        firsts.append(replicas.in_order("/"))
    assert firsts == [["replica_1", "replica_2", "default"], ["replica_2", "replica_1", "default"]]


def test_a_question_that_a_standby_breaks_off_is_asked_elsewhere():
    error = OperationalError("canceling statement due to conflict with recovery")
    error.__cause__ = errors.SerializationFailure()
    assert not outage._is_conflict(error)
    with replicas.bind("replica_1"):
        assert outage._is_conflict(error)


@pytest.fixture
def two_servers(monkeypatch, settings):
    """A page cache over a view that only the primary can answer; the list of what was asked and of what was left out."""
    settings.PAGE_CACHE_MB = settings.FRAGMENT_CACHE_MB = 0
    asked, out = [], []

    def view(request):
        asked.append((replicas.alias(), getattr(request, "frame", None)))
        request.frame = replicas.alias()
        response = HttpResponse(replicas.alias(), status=200 if replicas.alias() == "default" else 503)
        if response.status_code == 503:
            response.outage = OperationalError("gone")
        return response

    monkeypatch.setattr(replicas, "in_order", lambda path: ["replica_1", "replica_2", "default"])
    monkeypatch.setattr(replicas, "leave_out", lambda alias, error: out.append(f"{alias}: {error}"))
    return PageCache(view), asked, out


def test_a_request_that_loses_its_standby_is_made_again_whole(two_servers, rf):
    cache, asked, out = two_servers
    response = cache(rf.get("/"))
    assert (response.status_code, response.content) == (200, b"default")
    assert asked == [("replica_1", None), ("replica_2", None), ("default", None)]
    assert out == ["replica_1: gone", "replica_2: gone"]
    assert replicas.alias() == "default"


def test_what_is_sent_is_not_sent_to_a_standby(two_servers, rf):
    cache, asked, _out = two_servers
    assert cache(rf.post("/baca/")).status_code == 200
    assert asked == [("default", None)]


def test_an_edition_that_a_standby_cannot_tell_is_asked_elsewhere(two_servers, rf, monkeypatch, settings):
    settings.PAGE_CACHE_MB = 1
    cache, asked, out = two_servers
    cache = PageCache(cache.get_response)

    def current():
        if replicas.alias() != "default":
            raise OperationalError("away")
        now = timezone.now()
        return cache_generation.Edition(1, now, now + timedelta(hours=1))

    monkeypatch.setattr(cache_generation, "current", current)
    assert cache(rf.get("/")).content == b"default"
    assert [alias for alias, _frame in asked] == ["default"]
    assert out == ["replica_1: away", "replica_2: away"]


# ---- What cannot be


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, ""),
        ({"position": 100}, ""),
        ({"identity": 2}, "bukan server cadangan dari server utama ini"),
        ({"database": "lain"}, "menyebut basis data lain"),
        ({"is_standby": False}, "ini server utama sendiri"),
        ({"migrations": 8}, "rilis yang lebih lama"),
    ],
)
def test_a_server_that_is_no_standby_of_ours(change, words):
    fault = replicas.contradiction(STANDBY._replace(**change), PRIMARY)
    assert bool(fault) == bool(words)
    assert words in fault


class Answers:
    """A line that answers one thing after the other."""

    def __init__(self, *answers):
        self.alias, self.answers = "replica_1", list(answers)


@pytest.mark.parametrize(
    ("servers", "lag", "is_left_out"),
    [
        ([STANDBY, STANDBY], 3.0, False),
        ([STANDBY, STANDBY._replace(position=100)], 0.0, False),
        ([STANDBY._replace(position=100, age=900.0)], 0.0, False),  # nothing happens: it is not behind
        ([STANDBY._replace(age=11.0)] * 2, 11.0, True),
    ],
)
def test_how_far_a_standby_is_behind(servers, lag, is_left_out, monkeypatch):
    answers = list(servers)
    monkeypatch.setattr(Server, "ask", lambda line: answers.pop(0))
    state = replicas._state(Answers(), PRIMARY)
    assert (state.lag, bool(state.fault)) == (lag, is_left_out)


def test_a_standby_that_has_become_the_primary_is_well_where_places_change(monkeypatch):
    monkeypatch.setattr(Server, "ask", lambda line: PRIMARY)
    assert replicas._state(Answers(), PRIMARY).fault
    monkeypatch.setitem(settings.DATABASES["default"], "HOST", "db1,db2")
    state = replicas._state(Answers(), PRIMARY)
    assert (state.fault, state.is_primary, state.serves) == ("", True, False)


def test_standbys_serve_while_the_primary_is_away(monkeypatch):
    monkeypatch.setattr(Server, "ask", lambda line: STANDBY._replace(age=900.0))
    assert replicas._state(Answers(), None) == replicas.State("replica_1")


@pytest.mark.parametrize(
    ("seconds", "numbers"), [(3600, ["articles.E003"]), (-3600, ["articles.E003"]), (30, [])]
)
def test_a_clock_that_is_an_hour_off_stops_the_start(seconds, numbers):
    primary = PRIMARY._replace(clock=datetime.now(UTC) + timedelta(seconds=seconds))
    assert [number for _words, number in checks._faults_of_primary(primary)] == numbers


def start(house, **variables):
    """Return what the check says that precedes each start."""
    return house.do("manage.py", "check", "--database", "default", fails=True, **variables)


@pytest.mark.slow
def test_contradicting_servers_stop_the_start_in_one_line(house):
    primary, standby = house.primary.address, house.databases["db2"].address
    assert "Error" not in start(house)
    itself = primary.replace("127.0.0.1", "localhost")
    assert (
        "articles.E002) replica_1 of DATABASE_REPLICA_URL is left out: Ini bukan server cadangan: ini server utama"
        in start(house, DATABASE_URL=primary, DATABASE_REPLICA_URL=itself)
    )
    other_database = standby.replace("/pawarta", "/postgres")
    assert "menyebut basis data postgres, bukan pawarta" in start(house, DATABASE_REPLICA_URL=other_database)
    other_server = os.environ["DATABASE_URL"]
    assert "bukan server cadangan dari server utama ini" in start(house, DATABASE_REPLICA_URL=other_server)
    assert "articles.E001) DATABASE_URL names a standby" in start(
        house, DATABASE_URL=standby, DATABASE_REPLICA_URL=""
    )
    # One that does not answer says nothing of the settings.
    assert "Error" not in start(house, DATABASE_REPLICA_URL="postgresql://postgres@127.0.0.1:1/pawarta")


def test_settings_that_contradict_themselves():
    address = "postgresql://u:p@db1/pawarta"
    assert "primary itself" in refusal(DATABASE_URL=address, DATABASE_REPLICA_URL=address)
    assert "begin with postgresql://" in refusal(DATABASE_REPLICA_URL="db2,db3")
    assert "transaction or prepared" in refusal(DATABASE_POOLER="1")


def test_addresses_of_several_hosts_are_one_address():
    outcome = run(
        "from newsroom.settings import DATABASES as d; print([(n, d[n]['HOST'], d[n]['OPTIONS'].get('target_session_attrs')) for n in d])",
        DATABASE_URL="postgresql://u:p@db1,db2,db3/pawarta?target_session_attrs=read-write",
        DATABASE_REPLICA_URL="postgresql://u:p@db2,db1/pawarta?target_session_attrs=prefer-standby, postgresql://u:p@db3/pawarta",
    )
    assert outcome.stdout.strip() == str(
        [
            ("default", "db1,db2,db3", "read-write"),
            ("replica_1", "db2,db1", "prefer-standby"),
            ("replica_2", "db3", None),
        ]
    )
