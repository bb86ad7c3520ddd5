"""Refusals of the door that a process repeats: the same answers, the same record, and no statement."""

from unittest import mock

import pytest
from django.db.models import Sum
from django.test import Client
from django.urls import reverse

from staff.accounts import door, refusals
from staff.models import SignIn, SignInLimit
from tests.support.sign_in import PASSWORD, guess, sign_in

pytestmark = pytest.mark.django_db
MOST = door.OF_ACCOUNT_AND_ADDRESS


@pytest.fixture
def wati(newsroom, writer):
    return writer


@pytest.fixture
def process():
    """One process of the server: browsers come and go, and its middleware remembers."""
    refusals._living.clear()
    return Client()


def refuse_strangers(process):
    """Guess until all strangers together have to wait, from other networks; return the last answer."""
    for number in range(door.OF_STRANGERS.tries + 3):
        process.cookies.clear()
        answer = sign_in(f"acak{number}", client=process, address=f"198.51.100.{number}")
        if answer.status_code == 429:
            return answer
    raise AssertionError("nobody was refused")


def on_record():
    return SignIn.objects.filter(outcome="refused").aggregate(n=Sum("tries"))["n"] or 0


@pytest.mark.parametrize("inside", [False, True], ids=["page", "open form"])
def test_a_refusal_is_repeated_without_a_statement(
    inside, wati, process, django_assert_num_queries, monkeypatch
):
    kind = {"inside": wati.pk} if inside else {}
    first = [sign_in("wati", "salah", client=process, **kind) for _try in range(MOST + 1)][-1]
    with django_assert_num_queries(0):
        again = sign_in("wati", PASSWORD, client=process, **kind)
    assert (again.status_code, first.status_code) == (429, 429)
    assert again.content == first.content
    for name in ("Retry-After", "Content-Type", "Content-Security-Policy"):
        assert again.headers[name] == first.headers[name]
    assert "no-store" in again.headers["Cache-Control"]
    assert not again.cookies


def test_of_strangers_it_is_repeated_to_names_and_addresses_that_never_came(
    wati, process, django_assert_num_queries
):
    refuse_strangers(process)
    guess("acak", client=process, address="198.51.100.201")
    with django_assert_num_queries(0):
        for number in range(20):
            assert guess(f"lain{number}", client=process, address=f"203.0.113.{number}") == [429]


def test_each_refused_try_is_on_record_with_the_next_that_comes_to_the_door(wati, process):
    refuse_strangers(process)
    before = on_record()
    for number in range(5):
        guess("wati", client=process, address="203.0.113.7")
        guess(f"lain{number}", client=process, address="203.0.113.8")
    assert on_record() == before
    SignInLimit.objects.all().delete()
    with mock.patch.object(refusals.time, "monotonic", return_value=10**9):  # the pause is over
        assert sign_in("wati", client=process, address="203.0.113.9").status_code == 302
    assert on_record() == before + 10
    row = SignIn.objects.get(outcome="refused", account=wati)
    assert (row.name, row.tries, row.address) == ("wati", 5, "203.0.113.7")
    assert {row.name for row in SignIn.objects.filter(outcome="refused", account=None)} == {""}


def test_what_is_on_record_already_gets_the_higher_number(wati, process):
    for _round in range(2):
        guess("wati", MOST + 4, client=process)
        process.handler._middleware_chain = None
        process.handler.load_middleware()
    assert SignIn.objects.filter(outcome="refused", account=wati).count() == 1


def test_whoever_has_signed_in_before_is_asked_at_the_door(wati, process):
    sign_in("wati", client=process, address="192.0.2.1")
    process.post(reverse("admin:logout"))
    device = process.cookies[door.COOKIE].value
    refuse_strangers(process)
    assert sign_in("wati", client=process, address="192.0.2.1").status_code == 302  # from that address
    process.cookies.clear()
    assert sign_in("wati", client=process, address="192.0.2.55").status_code == 429
    process.cookies[door.COOKIE] = device
    assert sign_in("wati", client=process, address="192.0.2.55").status_code == 302  # with that browser


@pytest.mark.parametrize(
    "more", [{"code": "123456"}, {"next": "/redaksi-desk/"}], ids=lambda more: next(iter(more))
)
def test_nothing_that_a_stranger_sends_makes_it_dear_again(more, wati, process, django_assert_num_queries):
    refuse_strangers(process)
    guess("acak", client=process, address="198.51.100.201")
    process.cookies[door.COOKIE] = f"{door._digest('wati')}:x"
    with django_assert_num_queries(0):
        answer = process.post(
            reverse("admin:login"), {"username": "wati", "password": "x"} | more, REMOTE_ADDR="203.0.113.7"
        )
    assert answer.status_code == 429


def test_the_second_step_inside_a_form_is_not_refused_for_the_first(wati, process):
    guess("wati", MOST + 1, client=process)
    url = reverse("admin:sign_in_again")
    data = {"username": "wati", "password": "x", "user": wati.pk}
    assert process.post(url, data, REMOTE_ADDR="203.0.113.5").status_code == 429
    answer = process.post(url, data | {"code": "123456"}, REMOTE_ADDR="203.0.113.5")
    assert answer.status_code == 400
    assert "Terlalu lama" in answer.json()["message"] or answer.json()["starts_anew"]


def test_what_is_held_of_a_flood_is_bounded_and_no_try_is_lost(wati, process, monkeypatch):
    monkeypatch.setattr(refusals, "MOST_COUNTS", 3)
    monkeypatch.setattr(refusals, "MOST_LIMITS", 2)
    refuse_strangers(process)
    before = on_record()
    for number in range(12):
        guess("wati", client=process, address=f"203.0.113.{number}")
    (middleware,) = refusals._living
    assert len(middleware._counts) == 4
    assert len(middleware._ends) <= 2
    middleware.write()
    assert on_record() == before + 12
    assert SignIn.objects.get(outcome="refused", address="?").tries == 9


def test_pages_that_are_no_sign_in_are_none_of_its_business(wati, process):
    refuse_strangers(process)
    assert process.get(reverse("admin:login")).status_code == 200
    assert process.post("/redaksi-desk/loginx/", {"username": "a"}).status_code in (302, 404)
    assert process.get("/").status_code == 200
