"""The door of the desk: tries are bounded, recorded and shown; a stranger shuts nobody out."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from unittest import mock

import pytest
from django.conf import settings
from django.contrib.auth import hashers
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from newsroom.logs import WithoutKeys
from newsroom.paths import BASE_DIR as ROOT
from staff import checks, tasks
from staff.accounts import door
from staff.models import Notification, Session, SignIn, SignInLimit, User
from tests.support.factories import run_tasks
from tests.support.processes import refusal
from tests.support.sign_in import PASSWORD, guess, sign_in

pytestmark = pytest.mark.django_db
MOST, FREE = door.OF_ACCOUNT_AND_ADDRESS, door.FREE
OTHER = "kapal layang mendung"


@pytest.fixture
def wati(newsroom, writer):
    return writer


def later(**span):
    return mock.patch("django.utils.timezone.now", return_value=timezone.now() + timedelta(**span))


def forget_spans():
    SignInLimit.objects.update(until=timezone.now() - timedelta(seconds=1), free_at=timezone.now())


# ---- Bounds


@pytest.mark.parametrize("inside", [False, True], ids=["page", "open form"])
def test_after_some_wrong_passwords_from_an_address_the_right_one_waits_as_well(wati, inside):
    kind = {"inside": wati.pk} if inside else {}
    assert 429 not in guess("wati", MOST, **kind)
    refused = sign_in("wati", **kind)
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= door.SPAN.total_seconds()
    assert "Terlalu banyak percobaan" in refused.content.decode()
    forget_spans()
    assert sign_in("wati", **kind).status_code in (200, 302)


def test_page_and_open_form_count_together(wati):
    guess("wati", MOST // 2)
    guess("wati", MOST - MOST // 2, inside=wati.pk)
    assert sign_in("wati").status_code == sign_in("wati", inside=wati.pk).status_code == 429


@pytest.mark.parametrize("spelling", ["WATI", " wati ", "wa\u200bti", "ｗａｔｉ", "ʷati", "watⅰ"])
def test_spellings_of_a_name_are_one(wati, spelling):
    guess(spelling, MOST)
    assert sign_in("wati").status_code == 429


def test_nothing_is_hashed_for_a_refused_try(wati):
    guess("wati", MOST)
    with (
        mock.patch.object(hashers, "check_password") as check,
        mock.patch.object(hashers, "make_password") as make,
    ):
        assert sign_in("wati").status_code == 429
    assert not check.called
    assert not make.called


def test_a_refused_try_costs_few_statements(wati):
    guess("wati", MOST + 1)
    client = Client()
    with CaptureQueriesContext(connection) as queries:
        sign_in("wati", client=client)
    assert len(queries) == 2  # what it has to wait for, and the record


def test_a_success_forgets_the_wrong_tries_before(wati):
    for _round in range(3):
        guess("wati", MOST - 1)
        assert sign_in("wati").status_code == 302


def test_one_address_has_a_generous_bound(wati, editor, monkeypatch):
    monkeypatch.setattr(door, "OF_STRANGERS", door.Limit("strangers", 1000, 1))
    names = [f"tamu{number}" for number in range(door.OF_ADDRESS)]
    with mock.patch.object(hashers, "make_password"):
        assert {guess(name)[0] for name in names} == {200}
    assert sign_in("edi").status_code == 429
    assert sign_in("edi", address="203.0.113.9").status_code == 302


@pytest.mark.django_db(transaction=True)
def test_of_many_tries_at_once_exactly_so_many_go_on(people):
    def several(_number):
        statuses = guess("wati", 10)
        connection.close()
        return statuses

    with ThreadPoolExecutor(4) as pool:
        statuses = [status for some in pool.map(several, range(4)) for status in some]
    assert len(statuses) - statuses.count(429) == MOST


# ---- A stranger shuts nobody out


def from_anywhere(name, times):
    return [guess(name, address=f"198.51.100.{number}")[0] for number in range(1, times + 1)]


def test_guesses_from_everywhere_have_to_wait(wati):
    assert 429 not in from_anywhere("wati", FREE)
    assert from_anywhere("wati", FREE + 30)[-30:].count(429) >= 28
    refused = sign_in("wati", address="192.0.2.77")
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) <= door.LONGEST_PAUSE


def test_the_owner_comes_in_meanwhile_with_a_known_browser_or_from_a_known_address(wati):
    phone, home = Client(), "192.0.2.10"
    assert sign_in("wati", client=phone, address=home).status_code == 302
    from_anywhere("wati", FREE + 20)
    assert sign_in("wati", address="192.0.2.99").status_code == 429
    phone.post(reverse("admin:logout"))
    assert sign_in("wati", client=phone, address="192.0.2.55").status_code == 302
    from_anywhere("wati", FREE + 20)
    assert sign_in("wati", address=home).status_code == 302


def test_a_known_browser_is_known_for_its_own_account_alone(wati, editor):
    phone = Client()
    sign_in("wati", client=phone)
    from_anywhere("edi", FREE + 20)
    assert sign_in("edi", client=phone, address="192.0.2.55").status_code == 429


def test_a_stranger_behind_the_same_address_does_not_keep_a_known_browser_out(wati):
    phone, shared = Client(), "100.64.0.9"
    sign_in("wati", client=phone, address=shared)
    phone.post(reverse("admin:logout"))
    guess("wati", MOST + 1, address=shared)
    assert sign_in("wati", address=shared).status_code == 429
    assert sign_in("wati", client=phone, address=shared).status_code == 302


def test_a_known_browser_has_a_bound_as_well(wati):
    phone = Client()
    sign_in("wati", client=phone)
    phone.post(reverse("admin:logout"))
    assert guess("wati", MOST + 1, client=phone)[-1] == 429


@pytest.mark.parametrize("inside", [False, True], ids=["page", "open form"])
def test_whoever_is_signed_in_already_and_guesses_another_password_has_not_come_in(wati, editor, inside):
    client = Client()
    sign_in("wati", client=client)
    for _round in range(2):
        guess("edi", MOST // 2, client=client, **({"inside": editor.pk} if inside else {}))
    assert [row.outcome for row in SignIn.objects.filter(name="edi")] == ["wrong"]
    assert SignIn.objects.get(name="edi").account == editor
    assert sign_in("edi", client=client).status_code == 429


def test_a_cookie_that_somebody_made_up_is_none(wati):
    forged = Client()
    forged.cookies[door.COOKIE] = door._digest("wati")
    from_anywhere("wati", FREE + 20)
    assert sign_in("wati", client=forged, address="192.0.2.55").status_code == 429


def test_a_pause_ends_although_the_guesses_go_on(wati):
    from_anywhere("wati", FREE + 20)
    SignInLimit.objects.update(free_at=timezone.now())
    assert sign_in("wati", address="192.0.2.99").status_code == 302


def test_of_all_strangers_together_one_a_second_goes_on(wati, editor):
    known = Client()
    sign_in("wati", client=known)
    with mock.patch.object(hashers, "make_password"):
        statuses = [
            guess(f"nama{number}", address=f"198.51.100.{number % 90}")[0]
            for number in range(door.OF_STRANGERS.tries + 40)
        ]
    assert 429 not in statuses[: door.OF_STRANGERS.tries]
    assert statuses[-40:].count(429) >= 36
    known.post(reverse("admin:logout"))
    assert sign_in("wati", client=known, address="192.0.2.55").status_code == 302
    SignInLimit.objects.filter(pk=door.OF_STRANGERS.key).update(free_at=timezone.now())
    assert sign_in("edi", address="192.0.2.56").status_code == 302


# ---- Addresses


@pytest.mark.parametrize(
    ("proxies", "forwarded", "counted"),
    [
        (0, "6.6.6.6", "203.0.113.5"),
        (1, "6.6.6.6, 9.9.9.9", "9.9.9.9"),
        (2, "6.6.6.6, 9.9.9.9, 10.0.0.1", "9.9.9.9"),
        (2, "9.9.9.9", "9.9.9.9"),
        (1, "bukan alamat", "203.0.113.5"),
        (1, "", "203.0.113.5"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, "::ffff:9.9.9.9", "9.9.9.9"),
        (1, "9.9.9.9:51234", "9.9.9.9"),
        (1, "[2001:db8:1:2::5]:443", "2001:db8:1:2::/64"),
    ],
)
def test_a_header_counts_as_far_as_proxies_are_named(wati, settings, proxies, forwarded, counted):
    settings.TRUSTED_PROXIES = proxies
    guess("wati", HTTP_X_FORWARDED_FOR=forwarded)
    assert SignIn.objects.get().address == counted


def test_forged_headers_make_no_new_tries(wati):
    statuses = [guess("wati", HTTP_X_FORWARDED_FOR=f"6.6.6.{number}")[0] for number in range(MOST + 2)]
    assert statuses[-2:] == [429, 429]


def test_behind_a_socket_without_addresses_people_come_in(wati):
    assert sign_in("wati", address="").status_code == 302
    assert SignIn.objects.get().address == "?"


# ---- The record


def test_every_try_is_on_record_and_a_flood_stays_small(wati):
    guess("wati", MOST + 40)
    guess("orang-lain")
    forget_spans()
    sign_in(
        "wati",
        HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36",
    )
    rows = [(row.name, row.account, row.outcome, row.tries) for row in SignIn.objects.order_by("pk")]
    assert rows == [
        ("wati", wati, "wrong", MOST),
        ("wati", wati, "refused", 40),
        ("", None, "wrong", 1),
        ("wati", wati, "in", 1),
    ]
    assert SignIn.objects.get(outcome="in").browser == "Chrome · Android"


def test_the_owner_is_told_of_the_last_time_and_of_tries_since(wati):
    sign_in("wati", address="192.0.2.1")
    guess("wati", 3, address="192.0.2.2")
    client = Client()
    sign_in("wati", client=client, address="192.0.2.1")
    page = client.get(reverse("admin:index")).content.decode()
    assert "192.0.2.1" in page
    assert "3 percobaan gagal sejak itu" in page
    own = client.get(reverse("admin:own_account")).content.decode()
    assert "192.0.2.2" in own
    assert "nama atau sandi salah" in own


def test_one_s_own_page_shows_nobody_else_s_tries(wati, editor):
    guess("edi", address="192.0.2.8")
    client = Client()
    sign_in("wati", client=client)
    assert "192.0.2.8" not in client.get(reverse("admin:own_account")).content.decode()


def test_a_new_browser_is_told_by_mail_and_bell_and_a_known_one_is_not(wati, mailoutbox):
    User.objects.filter(pk=wati.pk).update(email="wati@contoh.id")
    phone = Client()
    sign_in("wati", client=phone)  # the first of all is no news
    sign_in("wati", client=phone, address="192.0.2.50")
    assert not Notification.objects.exists()
    sign_in("wati", address="192.0.2.66", HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/140.0")
    note = Notification.objects.get()
    assert (note.recipient, note.kind, note.words) == (wati, "new_device", "Firefox · Windows, 192.0.2.66")
    run_tasks()
    assert "192.0.2.66" in mailoutbox[0].body


def test_old_records_go(wati):
    guess("wati", 2)
    with later(days=SignIn.LIFETIME.days + 1):
        tasks.clear_expired()
    assert not SignIn.objects.exists()
    assert not SignInLimit.objects.exists()


def test_refused_names_that_nobody_has_are_one_row(wati):
    for number in range(door.OF_STRANGERS.tries + 20):
        guess(f"acak{number}", address=f"198.51.100.{number}")
    refused = SignIn.objects.filter(outcome="refused", account=None)
    assert {row.name for row in refused} == {""}


# ---- Out of all devices


def test_all_other_devices_are_signed_out(wati):
    phone, laptop = Client(), Client()
    for device in (phone, laptop):
        assert sign_in("wati", client=device).status_code == 302
    phone.post(reverse("admin:sign_out_everywhere"))
    assert phone.get(reverse("admin:index")).status_code == 200
    assert laptop.get(reverse("admin:index")).status_code == 302


def signs_out_everywhere(account, phone, laptop):
    phone.post(reverse("admin:sign_out_everywhere"))


def ends_one_session(account, phone, laptop):
    (session,) = Session.objects.of(account).exclude(session_key=phone.session.session_key)
    phone.post(reverse("admin:end_session"), {"device": session.public_id})


def changes_the_password(account, phone, laptop):
    data = {"old_password": PASSWORD, "new_password1": OTHER, "new_password2": OTHER}
    assert phone.post(reverse("admin:password_change"), data).status_code == 302


def leaves_and_comes_back(account, phone, laptop):
    account.leave()
    account.come_back()
    account.set_password(PASSWORD)
    account.save()


@pytest.mark.parametrize(
    ("end", "keeps_its_own"),
    [
        (signs_out_everywhere, True),
        (ends_one_session, True),
        (changes_the_password, True),
        (leaves_and_comes_back, False),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_browser_is_known_no_longer_than_its_sign_in(end, keeps_its_own, wati):
    phone, laptop = Client(), Client()
    for number, browser in enumerate((phone, laptop)):
        assert sign_in("wati", client=browser, address=f"192.0.2.{number}").status_code == 302
    end(wati, phone, laptop)
    for browser in (phone, laptop):
        browser.post(reverse("admin:logout"))
    password = OTHER if end is changes_the_password else PASSWORD
    from_anywhere("wati", FREE + 20)
    assert sign_in("wati", password, client=laptop, address="198.51.100.201").status_code == 429
    answer = sign_in("wati", password, client=phone, address="198.51.100.202")
    assert answer.status_code == (302 if keeps_its_own else 429)


def test_the_owner_hears_of_a_browser_that_is_no_longer_known(wati):
    phone, laptop = Client(), Client()
    for browser in (phone, laptop):
        sign_in("wati", client=browser)
    Notification.objects.all().delete()
    signs_out_everywhere(wati, phone, laptop)
    sign_in("wati", client=phone)
    assert not Notification.objects.filter(kind="new_device").exists()
    sign_in("wati", client=laptop)
    assert Notification.objects.filter(kind="new_device", recipient=wati).count() == 1


def test_sessions_of_before_an_upgrade_go_on(wati):
    assert wati.get_session_auth_hash() == AbstractBaseUser.get_session_auth_hash(wati)


@pytest.mark.parametrize("hostile", ["", "x" * 5000, "a\x00b", "\U0001f600" * 50, "' OR 1=1 --", "‮itaw"])
def test_whatever_is_typed_as_a_name_is_answered(newsroom, hostile):
    for inside in (None, 1):
        assert sign_in(hostile, inside=inside).status_code in (200, 400, 429)


def test_a_name_that_grows_is_cut_before_it_is_read(newsroom):
    with mock.patch.object(door.unicodedata, "normalize", wraps=door.unicodedata.normalize) as normalize:
        sign_in("\ufdfa" * 100_000)
    assert max(len(call.args[1]) for call in normalize.mock_calls if len(call.args) > 1) <= door.LONGEST_NAME


def test_one_known_browser_does_not_keep_another_out(wati):
    phone, shared = Client(), Client()
    for browser in (phone, shared):
        sign_in("wati", client=browser)
        browser.post(reverse("admin:logout"))
    assert guess("wati", MOST + 1, client=shared)[-1] == 429
    assert sign_in("wati", client=phone, address="192.0.2.55").status_code == 302


def test_strangers_in_its_network_do_not_keep_a_known_browser_s_passkey_out(wati, monkeypatch):
    monkeypatch.setattr(door, "OF_ADDRESS", 5)
    phone = Client()
    sign_in("wati", client=phone)
    phone.post(reverse("admin:logout"))
    url = reverse("admin:passkey_question")
    statuses = [Client().post(url, REMOTE_ADDR="203.0.113.5").status_code for _try in range(7)]
    assert statuses[-1] == 429
    assert phone.post(url, REMOTE_ADDR="203.0.113.5").status_code == 200


def test_a_name_that_nobody_has_is_not_kept(wati):
    guess("sandi-di-kolom-nama")
    assert SignIn.objects.get().name == ""


@pytest.mark.parametrize("charset", ["raw_unicode_escape", "utf-7"])
def test_the_way_in_takes_utf_8_alone(newsroom, charset):
    answer = Client().post(
        reverse("admin:login"),
        b"username=\\ud800",
        content_type=f"application/x-www-form-urlencoded; charset={charset}",
    )
    assert answer.status_code == 400


# ---- Around the door


def test_no_log_and_no_record_tells_a_key(wati, caplog):
    token = "k" * 43
    record = logging.LogRecord(
        "django.request",
        logging.WARNING,
        "",
        0,
        "Forbidden: %s",
        (f"/redaksi-desk/masuk-sekali/{token}/",),
        None,
    )
    assert WithoutKeys().filter(record)
    assert record.getMessage() == "Forbidden: /redaksi-desk/masuk-sekali/…/"
    handlers = settings.LOGGING["handlers"]
    assert all("without_keys" in handler["filters"] for handler in handlers.values())
    assert "access-logfile" not in (ROOT / "Dockerfile").read_text()


def test_what_the_desk_says_after_a_step_stays_under_its_path(wati):
    client = Client()
    sign_in("wati", client=client)
    answer = client.post(reverse("admin:sign_out_everywhere"))
    assert {name: morsel["path"] for name, morsel in answer.cookies.items()}["messages"] == "/redaksi-desk/"
    page = client.get(reverse("admin:own_account"))
    assert "Semua perangkat lain sudah keluar" in page.content.decode()
    assert page.cookies["messages"].value == ""
    assert page.cookies["messages"]["path"] == "/redaksi-desk/"
    assert "sudah keluar" not in client.get(reverse("admin:own_account")).content.decode()


@pytest.mark.parametrize("key", ["abc", "a" * 64, "rahasia" * 8])
def test_a_server_does_not_start_with_a_secret_that_can_be_guessed(key):
    assert "can be guessed" in refusal(SECRET_KEY=key)


def test_a_server_behind_nginx_is_told_to_name_its_proxies(settings):
    settings.LAPTOP, settings.TRUSTED_PROXIES = False, 0
    assert [advice.id for advice in checks.proxies_are_named()] == ["staff.W001"]
    settings.TRUSTED_PROXIES = 1
    assert checks.proxies_are_named() == []
