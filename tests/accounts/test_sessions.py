"""Sessions: each device is a row, ends when nobody uses it, and is renewed without a write at every page."""

from datetime import timedelta
from unittest import mock

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from staff.accounts import sessions
from staff.models import Session
from tests.support.sign_in import sign_in

pytestmark = pytest.mark.django_db


def after(span):
    return mock.patch("django.utils.timezone.now", return_value=timezone.now() + span)


@pytest.fixture
def phone(newsroom, writer):
    return entered("wati", HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 13) Chrome/140.0")


def entered(name, **headers):
    client = Client()
    assert sign_in(name, client=client, **headers).status_code == 302
    return client


def is_in(client):
    return client.get(reverse("admin:own_account")).status_code == 200


def test_a_session_says_whose_it_is_and_on_which_device(phone, writer):
    row = Session.objects.get()
    assert (row.account, row.browser, row.address) == (writer, "Chrome · Android", "203.0.113.5")
    assert row.began_at == row.seen_at


def test_an_idle_session_ends_sooner_where_somebody_decides(phone, newsroom, editor):
    desk, tablet = entered("edi"), entered("wati")
    with after(sessions.IDLE_DECIDING + timedelta(seconds=5)):
        assert not is_in(desk)
        assert is_in(tablet)
    with after(sessions.IDLE + timedelta(seconds=5)):
        assert not is_in(phone)


def test_whoever_works_keeps_the_session(newsroom, editor):
    desk, span = entered("edi"), timedelta(0)
    for _hour in range(15):
        span += timedelta(hours=1)
        with after(span):
            assert is_in(desk)


def test_a_page_writes_no_session_within_some_minutes(phone):
    with CaptureQueriesContext(connection) as queries:
        assert is_in(phone)
    assert not [query for query in queries if "UPDATE" in query["sql"] and "staff_session" in query["sql"]]
    with after(sessions.RENEWAL + timedelta(seconds=1)), CaptureQueriesContext(connection) as queries:
        assert is_in(phone)
    assert [query for query in queries if "UPDATE" in query["sql"] and "staff_session" in query["sql"]]


def test_one_session_is_ended_from_another_device_and_no_one_else_s(phone, newsroom, writer, editor):
    laptop, other = entered("wati"), entered("edi")
    ids = {row.account.username: row.public_id for row in Session.objects.exclude(browser="Chrome · Android")}
    for chosen in (ids["edi"], "", "x" * 999, "a\x00b"):
        phone.post(reverse("admin:end_session"), {"device": chosen})
    assert is_in(other)
    assert is_in(laptop)
    phone.post(reverse("admin:end_session"), {"device": ids["wati"]})
    assert not is_in(laptop)
    assert is_in(phone)


def test_the_list_of_devices_tells_no_key(phone):
    page = phone.get(reverse("admin:own_account")).content.decode()
    assert Session.objects.get().session_key not in page
    assert "perangkat ini" in page


def test_the_store_clears_what_has_ended(phone):
    with after(sessions.IDLE + timedelta(seconds=5)):
        sessions.SessionStore.clear_expired()
    assert not Session.objects.exists()
