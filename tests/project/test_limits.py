"""How often one address may ask for what costs most: refused in words, counted in memory, forgotten after a minute."""

import json
import re
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from articles.address_counts import AddressCounts
from newsroom import limits
from newsroom.limits import LIMITS, AddressLimits

CONF = (Path(__file__).resolve().parents[2] / "docs/nginx.conf").read_text()
# A path of each limit, and the names of all addresses that take a file at the desk.
PATHS = {
    "sign_in": "/redaksi-desk/login/",
    "sign_in_again": "/redaksi-desk/masuk-lagi/",
    "upload": "/redaksi-desk/foto/unggah/",
    "letter": "/hak-jawab/",
    "search": "/cari/",
    "api": "/api/v1/berita/",
    "view": "/baca/",
}
UPLOADS = ["photo_upload", "articles_photo_upload", "articles_article_attachment"]
OUTSIDE = "103.10.1.1"


@pytest.fixture
def few(monkeypatch):
    """Three of each are allowed."""
    monkeypatch.setattr(limits, "LIMITS", {name: limit._replace(most=3) for name, limit in LIMITS.items()})


@pytest.fixture
def ask(rf, few):
    """Ask the middleware alone, in front of a view that says yes; returns the answers."""
    reached = []
    middleware = AddressLimits(lambda request: reached.append(request.path) or HttpResponse("ya"))

    def ask(name, times=1, method="POST", address=OUTSIDE, **headers):
        requests = [
            rf.generic(method, PATHS.get(name, name), REMOTE_ADDR=address, **headers) for _ in range(times)
        ]
        return [middleware(request) for request in requests]

    ask.reached, ask.counts = reached, middleware.counts
    return ask


def statuses(answers):
    return [answer.status_code for answer in answers]


@pytest.mark.parametrize("name", LIMITS)
def test_what_is_too_often_is_refused_in_words_with_the_time_to_wait(name, ask):
    answers = ask(name, 5)
    assert statuses(answers) == [200, 200, 200, 429, 429]
    assert len(ask.reached) == 3
    refused = answers[-1]
    assert 1 <= int(refused["Retry-After"]) <= limits.SPAN
    assert refused["Cache-Control"] == "no-store"
    words = refused.content.decode() if not LIMITS[name].is_data else json.loads(refused.content)["message"]
    assert "Terlalu banyak permintaan dari jaringan Anda." in words
    assert statuses(ask(name, address="103.10.1.2")) == [200]  # somebody else


def test_looking_is_no_sign_in_and_other_pages_are_not_counted(ask):
    assert set(statuses(ask("sign_in", 9, method="GET") + ask("/", 9) + ask("/berita/1/judul/", 9))) == {200}
    assert statuses(ask("search", 4, method="GET"))[-1] == 429
    assert statuses(ask("api", 4, method="HEAD"))[-1] == 429
    assert statuses(ask("view")) == [200]  # each counts for itself


def test_an_address_is_that_of_the_named_proxy_and_no_forged_one(ask, settings):
    forged = ask("search", 5, HTTP_X_FORWARDED_FOR="9.9.9.9")
    assert statuses(forged)[-1] == 429
    settings.TRUSTED_PROXIES = 1
    answers = [
        ask("search", address="10.0.0.1", HTTP_X_FORWARDED_FOR=f"{number}.9.9.9, 103.20.1.1")[0]
        for number in range(1, 6)
    ]
    assert statuses(answers) == [200, 200, 200, 429, 429]
    assert statuses(ask("search", address="10.0.0.1", HTTP_X_FORWARDED_FOR="103.20.1.2")) == [200]
    ipv6 = [
        ask("api", address="10.0.0.1", HTTP_X_FORWARDED_FOR=f"2404:6800::{number:x}")[0]
        for number in range(1, 6)
    ]
    assert statuses(ipv6)[-1] == 429  # one network


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.0.0.2", "172.18.0.1", "192.168.1.9", "::1", "fd00::2", "", "kacau"]
)
def test_a_proxy_that_nobody_named_is_not_bounded_for_all(address, ask):
    assert set(statuses(ask("search", 9, address=address))) == {200}


def test_all_begin_anew_after_a_minute(ask, monkeypatch):
    assert statuses(ask("search", 4))[-1] == 429
    ends = ask.counts["search"]._ends
    monkeypatch.setattr("articles.address_counts.time.monotonic", lambda: ends)
    assert statuses(ask("search")) == [200]


def test_of_an_address_nothing_that_can_be_read_is_held(ask):
    ask("search", 2)
    [counts] = [counts for counts in ask.counts.values() if counts._counts]
    assert OUTSIDE not in repr(vars(counts))
    assert len(counts._counts) == 1


ADDRESSES = [
    *(f"103.{net}.1.{host}" for net in (10, 11) for host in range(4)),
    "2404:6800::/64",
    "2404:6800:0:1::/64",
]


@given(st.lists(st.tuples(st.sampled_from(ADDRESSES), st.sampled_from("xy")), max_size=80))
def test_counts_are_exact_and_of_bounded_size(adds):
    counts, expected, of_networks = AddressCounts(1000, most=10), {}, {}
    for address, what in adds:
        key, table = (address, what), expected
        if key not in expected and len(expected) == 10:
            key, table = (ADDRESSES.index(address) // 4, what), of_networks
        table[key] = table.get(key, 0) + 1
        assert counts.add(address, what) == table[key]
    assert len(counts._counts) == len(expected) <= 10
    assert len(counts._of_networks) == len(of_networks) <= 6


@pytest.mark.parametrize("many", ["2404:6800:0:{:x}::/64", "103.10.1.{}"])
def test_a_flood_from_many_addresses_of_one_network_is_bounded(many):
    counts = AddressCounts(1000, most=3)
    assert [counts.add(many.format(number)) for number in range(1, 9)] == [1, 1, 1, 1, 2, 3, 4, 5]
    assert counts.add(many.format(1)) == 2  # who was there before is counted alone
    assert counts.add("198.51.100.7") == 1  # and another network for itself


def test_a_table_of_networks_that_is_full_too_lets_through():
    counts = AddressCounts(1000, most=1)
    assert [counts.add(f"103.{number}.1.1") for number in range(4)] == [1, 1, 0, 0]


def test_a_flood_of_one_kind_leaves_the_others_their_room(ask):
    ask.counts["view"].most = 0
    assert statuses(ask("search", 4))[-1] == 429


def test_every_address_that_takes_a_file_is_bounded(ask):
    for name in UPLOADS:
        assert statuses(ask(reverse(f"admin:{name}"), 5))[-1] == 429, name
        ask.counts["upload"]._begin()


def test_a_refusal_asks_the_database_nothing_and_stays_no_page(few, db, django_assert_num_queries):
    reader = Client(REMOTE_ADDR=OUTSIDE)
    for _ in range(3):
        assert reader.get("/cari/").status_code == 200
    with django_assert_num_queries(0):
        answer = reader.get("/cari/")
    assert answer.status_code == 429
    assert "<h1>Mohon tunggu sebentar</h1>" in answer.content.decode()
    assert answer["Content-Security-Policy"] == "default-src 'none'"
    assert len(answer.content) < 2000


def test_nginx_bounds_the_same_and_is_no_stricter():
    """Its zones are read from the file: a name, a rate; what Django would let through is not refused before it."""
    rates = dict(re.findall(r"limit_req_zone \$pawarta_(\w+)_by\s+zone=\w+:\d+m\s+rate=(\d+)r/m;", CONF))
    assert {name: int(rate) for name, rate in rates.items()} == {
        "sign_in": LIMITS["sign_in"].most,
        "upload": LIMITS["upload"].most,
        "letter": LIMITS["letter"].most,
        "search": LIMITS["search"].most,
        "api": LIMITS["api"].most,
        "view": LIMITS["view"].most,
    }
    assert LIMITS["sign_in"].most == LIMITS["sign_in_again"].most
    for name in rates:
        assert f"limit_req zone=pawarta_{name} " in CONF


def test_nginx_bounds_open_answers_of_django_and_no_files():
    """A page with its pictures is many answers at once over HTTP/2, and a mobile network one address."""
    before, *locations = re.split(r"^    location ", CONF, flags=re.MULTILINE)
    assert "limit_conn pawarta_open" not in before
    for location in locations:
        place = location.split(" {")[0]
        is_bounded = "limit_conn pawarta_open 100;" in location
        assert is_bounded == ("proxy_pass" in location and place != "= /sehat/"), place
