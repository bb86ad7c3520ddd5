"""The second factor: asked for at both doors, required of whoever decides, and a way back for who lost it."""

import time
from datetime import date, timedelta
from unittest import mock

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from staff import roles
from staff.accounts import door, invitations
from staff.accounts.second_factor import codes, help, own, signing_in
from staff.models import (
    AccountLink,
    Change,
    CodeApp,
    Notification,
    Passkey,
    RecoveryCode,
    Session,
    SignIn,
    SignInLimit,
    User,
)
from staff.notifying import texts
from tests.support.factories import make_user, run_tasks
from tests.support.processes import refusal
from tests.support.second_factor import code_now, make_code_app, send_code
from tests.support.sign_in import PASSWORD, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def edi(newsroom, editor):
    return editor


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR_FROM = date.min


def is_in(client):
    return client.get(reverse("admin:index")).status_code == 200


def first_step(account, **kwargs):
    client = Client()
    return client, sign_in(account.username, client=client, **kwargs)


def with_session(account):
    """A browser that has signed in just now by password."""
    client, answer = first_step(account)
    assert answer.status_code == 302
    return client


# ---- Both doors ask for it


def test_the_page_asks_for_a_code_after_the_password(edi):
    secret = make_code_app(edi)
    client, answer = first_step(edi)
    assert answer.url.startswith(reverse("admin:second_step"))
    assert not is_in(client)
    assert "Kode dari aplikasi" in client.get(answer.url).content.decode()
    answer = send_code(client, code_now(secret))
    assert answer.url == reverse("admin:index")
    assert is_in(client)
    assert client.session[signing_in.USED]


def test_an_open_form_asks_for_a_code_and_gives_the_token_then(edi):
    secret = make_code_app(edi)
    client, answer = first_step(edi, inside=edi.pk)
    assert answer.status_code == 200
    assert answer.json() == {"needs_code": True, "has_passkey": False}
    assert not is_in(client)
    answer = send_code(client, code_now(secret), inside=edi.pk)
    assert answer.json()["token"]
    assert is_in(client)


def test_nobody_comes_in_with_a_code_and_no_password(edi):
    secret = make_code_app(edi)
    client = Client()
    assert send_code(client, code_now(secret)).url.startswith(reverse("admin:login"))
    assert send_code(client, code_now(secret), inside=edi.pk).status_code == 400
    assert not is_in(client)
    assert CodeApp.objects.get().last_step == 0


def test_the_page_that_was_asked_for_comes_after_the_second_step_and_no_other_site(edi):
    secret = make_code_app(edi)
    for wanted, place in (
        ("/redaksi-desk/angka/", "/redaksi-desk/angka/"),
        ("//jahat.example/", "/redaksi-desk/"),
    ):
        CodeApp.objects.update(last_step=0)
        client = Client()
        answer = client.post(
            f"{reverse('admin:login')}?next={wanted}", {"username": "edi", "password": PASSWORD}
        )
        assert send_code(client, code_now(secret), next=wanted).url == place
        assert answer.status_code == 302


def test_the_first_step_holds_for_some_minutes_and_for_this_password(edi):
    secret = make_code_app(edi)
    client, _answer = first_step(edi)
    with mock.patch("time.time", return_value=time.time() + 601):
        assert send_code(client, code_now(secret)).url.startswith(reverse("admin:login"))
    client, _answer = first_step(edi)
    edi.set_password("kata lain sekali")
    edi.save()
    assert send_code(client, code_now(secret)).url.startswith(reverse("admin:login"))
    client, _answer = first_step(edi, password="kata lain sekali")
    User.objects.update(is_active=False)
    assert send_code(client, code_now(secret)).url.startswith(reverse("admin:login"))


def test_an_open_form_takes_the_same_person_alone(edi, writer):
    secret = make_code_app(edi)
    client, answer = first_step(edi, inside=writer.pk)
    assert answer.status_code == 400
    assert send_code(client, code_now(secret), inside=writer.pk).status_code == 400
    client, _answer = first_step(edi, inside=edi.pk)
    assert send_code(client, code_now(secret), inside=writer.pk).status_code == 400


def test_the_session_of_somebody_on_the_way_ends_within_minutes(edi):
    secret = make_code_app(edi)
    client, _answer = first_step(edi)
    stranger = Client()
    assert stranger.post(reverse("admin:passkey_question")).json()["publicKey"]["challenge"]
    soon = timezone.now() + timedelta(seconds=601)
    assert {row.account for row in Session.objects.filter(expire_date__lt=soon)} == {None}
    assert Session.objects.count() == 2
    send_code(client, code_now(secret))
    assert Session.objects.get(account=edi).expire_date > soon


# ---- Codes


@pytest.mark.parametrize("minutes", [0, 0.5, -0.5])
def test_a_clock_that_is_half_a_minute_off_is_borne(edi, minutes):
    secret = make_code_app(edi)
    client, _answer = first_step(edi)
    assert send_code(client, code_now(secret, minutes)).status_code == 302


@pytest.mark.parametrize("inside", [False, True], ids=["page", "open form"])
@pytest.mark.parametrize("minutes", [2, -2])
def test_a_clock_that_is_two_minutes_off_is_told_in_words_and_on_record(edi, minutes, inside):
    secret = make_code_app(edi)
    kind = {"inside": edi.pk} if inside else {}
    client, _answer = first_step(edi, **kind)
    answer = send_code(client, code_now(secret, minutes), **kind)
    assert answer.status_code == 400
    text = answer.json()["message"] if inside else answer.content.decode()
    assert "jam" in text
    assert SignIn.objects.first().outcome == "wrong_code"
    assert SignIn.objects.first().account == edi
    assert not is_in(client)


def test_a_code_is_taken_once_also_by_two_at_once(edi):
    secret = make_code_app(edi)
    code = code_now(secret)
    one, two = first_step(edi)[0], first_step(edi)[0]
    assert send_code(one, code).status_code == 302
    assert send_code(two, code).status_code == 400
    assert send_code(two, code_now(secret, -0.5)).status_code == 400  # older than the one that was taken
    app = CodeApp.objects.get()
    assert [app.use(app.last_step + 1), app.use(app.last_step + 1)] == [True, False]


@pytest.mark.parametrize("written", ["{} {}", "{}-{}", " {}{} ", "{}\u00a0{}"])
def test_a_code_may_be_written_as_people_write_it(edi, written):
    secret = make_code_app(edi)
    code = code_now(secret)
    client, _answer = first_step(edi)
    assert send_code(client, written.format(code[:3], code[3:])).status_code == 302


@pytest.mark.parametrize(
    "hostile", ["", "0", "000000", "x" * 9000, "a\x00b", "١٢٣٤٥٦", "½½½½½½", "' OR 1=1 --", "\U0001f600" * 50]
)
def test_whatever_is_typed_as_a_code_is_answered(edi, hostile):
    make_code_app(edi)
    for kind in ({}, {"inside": edi.pk}):
        client, _answer = first_step(edi, **kind)
        assert send_code(client, hostile, **kind).status_code == 400
        SignInLimit.objects.all().delete()


def test_a_secret_is_sealed_in_the_database_and_outlives_a_change_of_the_key(edi, settings):
    secret = make_code_app(edi)
    assert secret not in CodeApp.objects.get().secret
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "n" * 50, [settings.SECRET_KEY]
    client, _answer = first_step(edi)
    assert send_code(client, code_now(secret)).status_code == 302
    settings.SECRET_KEY_FALLBACKS = []
    client, _answer = first_step(edi)
    assert send_code(client, code_now(secret)).status_code == 400


def test_whoever_has_the_password_cannot_try_all_codes(edi):
    make_code_app(edi)
    statuses = []
    for number in range(20):
        client, answer = first_step(edi, address=f"198.51.100.{number}")
        if answer.status_code == 302:
            statuses.append(send_code(client, f"{number:06d}", address=f"198.51.100.{number}").status_code)
    assert 429 not in statuses[: door.FREE_CODES]
    assert 429 in statuses  # each pause is twice the one before, however slow the guesses come


def test_the_owner_s_phone_is_not_kept_out_by_that(edi):
    secret = make_code_app(edi)
    phone, _answer = first_step(edi)
    assert send_code(phone, code_now(secret)).status_code == 302
    phone.post(reverse("admin:logout"))
    for number in range(8):
        client, _answer = first_step(edi, address=f"198.51.100.{number}")
        send_code(client, "000000", address=f"198.51.100.{number}")
    CodeApp.objects.update(last_step=0)
    sign_in("edi", client=phone)
    assert send_code(phone, code_now(secret)).status_code == 302


# ---- Setting it up


def set_up_app(client):
    page = client.get(reverse("admin:own_code_app"))
    secret = page.context["secret"].replace(" ", "")
    answer = client.post(reverse("admin:own_code_app"), {"code": code_now(secret)})
    return secret, answer


def test_an_app_is_set_up_with_a_code_and_gives_recovery_codes_once(edi, mailoutbox):
    User.objects.filter(pk=edi.pk).update(email="edi@contoh.id")
    laptop, phone = with_session(edi), with_session(edi)
    secret, answer = set_up_app(phone)
    assert answer.status_code == 302
    page = phone.get(answer.url)
    assert len(page.context["new_codes"]) == codes.RECOVERY_CODES
    assert phone.get(answer.url).context["new_codes"] is None
    assert codes.unseal(CodeApp.objects.get().secret) == secret
    assert not is_in(laptop)  # it was begun without
    assert is_in(phone)
    assert Change.objects.filter(kind="note", row=edi.pk, after__has_key="added").exists()
    run_tasks()
    assert any("Langkah kedua" in message.subject for message in mailoutbox)


def test_a_wrong_code_keeps_the_key_that_the_app_has_read(edi):
    client = with_session(edi)
    secret = client.get(reverse("admin:own_code_app")).context["secret"]
    answer = client.post(reverse("admin:own_code_app"), {"code": "000000"})
    assert answer.status_code == 400
    assert answer.context["secret"] == secret
    assert not CodeApp.objects.exists()


@pytest.mark.parametrize(
    "address", ["own_code_app", "own_factor_remove", "own_recovery_codes", "own_passkey_options"]
)
def test_an_open_desk_on_a_foreign_screen_changes_no_factor(edi, address):
    secret = make_code_app(edi)
    client, _answer = first_step(edi)
    send_code(client, code_now(secret))
    with mock.patch("django.utils.timezone.now", return_value=timezone.now() + own.FRESH):
        before = CodeApp.objects.get().secret
        data = {"app": "1", "code": "000000"}
        for password in ("", "salah"):
            answer = client.post(reverse(f"admin:{address}"), data | {"password": password})
            assert answer.status_code == 400
            text = answer.content.decode()
            assert "bukan sandi" in text
        assert CodeApp.objects.get().secret == before
        assert not RecoveryCode.objects.exists()
        assert SignIn.objects.first().outcome == "wrong"
        if address == "own_recovery_codes":
            assert client.post(reverse(f"admin:{address}"), {"password": PASSWORD}).status_code == 302
            assert RecoveryCode.objects.count() == codes.RECOVERY_CODES


def test_whoever_confirms_often_with_the_right_password_waits_for_nothing(edi):
    client = with_session(edi)
    set_up_app(client)
    with mock.patch(
        "django.utils.timezone.now", return_value=timezone.now() + own.FRESH + timedelta(minutes=1)
    ):
        for _time in range(12):
            assert client.post(reverse("admin:own_recovery_codes"), {"password": PASSWORD}).status_code == 302


def test_the_last_factor_stays_where_one_is_needed_and_goes_where_none_is(edi, writer, required):
    for account in (edi, writer):
        secret = make_code_app(account)
        client, _answer = first_step(account)
        send_code(client, code_now(secret))
        answer = client.post(reverse("admin:own_factor_remove"), {"app": "1"})
        assert CodeApp.objects.filter(account=account).exists() == (account == edi)
        assert answer.status_code == (400 if account == edi else 302)


@pytest.mark.parametrize("hostile", ["", "abc", "9" * 40, "٣", "-1", "1.5"])
def test_a_passkey_of_nobody_is_removed_by_nobody(edi, writer, hostile):
    other = Passkey.objects.create(account=writer, name="HP", credential_id=b"x", credential=b"y")
    client = with_session(edi)
    for value in (hostile, str(other.pk)):
        assert client.post(reverse("admin:own_factor_remove"), {"passkey": value}).status_code == 302
    assert Passkey.objects.get() == other


# ---- Whom it is required of

DECIDE = {roles.EDITOR.group, roles.MANAGING_EDITOR.group, roles.NIGHT_DESK.group, roles.ADMINISTRATOR.group}


def test_every_role_that_decides_needs_one_and_no_other(newsroom):
    for role in roles.ROLES:
        account = make_user(role.group.split()[-1].lower(), role)
        assert account.needs_second_factor == (role.group in DECIDE), role.group
    boss = User.objects.create_superuser("bos", password=PASSWORD)
    assert User.objects.with_need_of_second_factor().get(pk=boss.pk).needs_second_factor


def test_the_day_decides(edi, settings):
    client = with_session(edi)
    for days, status in ((1, 200), (0, 302), (-1, 302)):
        settings.SECOND_FACTOR_FROM = timezone.localdate() + timedelta(days=days)
        answer = client.get(reverse("admin:index"))
        assert answer.status_code == status
        if status == 200:
            assert "langkah kedua" in answer.content.decode().lower()
        else:
            assert answer.url == reverse("admin:own_second_factor")


def test_who_needs_one_sets_it_up_and_goes_on(edi, required):
    client = with_session(edi)
    stories = reverse("admin:articles_article_changelist")
    assert client.get(stories).url == reverse("admin:own_second_factor")
    assert "Peran Anda" in client.get(reverse("admin:own_second_factor")).content.decode()
    set_up_app(client)
    assert client.get(stories).status_code == 200


def test_a_role_that_is_given_later_asks_for_it_at_the_next_request(writer, newsroom, required):
    client = with_session(writer)
    assert is_in(client)
    writer.groups.add(*make_user("contoh", roles.EDITOR).groups.all())
    assert client.get(reverse("admin:index")).url == reverse("admin:own_second_factor")


def test_who_needs_none_is_asked_for_none_and_may_have_one(writer, newsroom, required):
    client = with_session(writer)
    assert is_in(client)
    set_up_app(client)
    client, answer = first_step(writer)
    assert answer.url.startswith(reverse("admin:second_step"))


def test_the_requirement_costs_no_statement(edi, settings):
    client = with_session(edi)
    url, counts = reverse("admin:own_account"), []
    client.get(url)
    for day in (None, date.max):
        settings.SECOND_FACTOR_FROM = day
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("text", ["besok", "2027-13-01", "31-01-2027"])
def test_a_day_that_is_none_stops_the_start(text):
    assert "SECOND_FACTOR_FROM" in refusal(SECOND_FACTOR_FROM=text)


# ---- The way back


def test_a_recovery_code_lets_in_once_and_leads_to_what_is_lost(edi):
    client = with_session(edi)
    _secret, answer = set_up_app(client)
    code = client.get(answer.url).context["new_codes"][0]
    phone, _answer = first_step(edi)
    answer = send_code(phone, code.upper().replace("-", " "))
    assert answer.url == reverse("admin:own_second_factor")
    assert "9 tersisa" in phone.get(answer.url).content.decode()
    again, _answer = first_step(edi)
    assert send_code(again, code).status_code == 400
    assert not is_in(again)


def test_a_code_of_another_account_is_none(edi, writer):
    make_code_app(writer)
    RecoveryCode.objects.create(account=edi, digest=codes.digest_of("abcdefghjkmnpqrs"))
    client, _answer = first_step(writer)
    assert send_code(client, "abcd-efgh-jkmn-pqrs").status_code == 400


def test_a_managing_editor_lets_a_colleague_in_once_on_record(newsroom, writer, managing_editor, mailoutbox):
    User.objects.filter(pk=writer.pk).update(email="wati@contoh.id")
    make_code_app(writer)
    boss = with_session(managing_editor)
    page = boss.post(reverse("admin:let_in"), {"account": writer.pk})
    code = page.context["code"]
    assert code in page.content.decode()
    note = Change.objects.filter(kind="note", row=writer.pk).latest("pk")
    assert note.actor == managing_editor
    assert code not in str(note.after)
    told = Notification.objects.get(recipient=writer, kind="second_factor")
    assert str(managing_editor) in told.words
    client, _answer = first_step(writer)
    answer = send_code(client, code)
    assert answer.url == reverse("admin:own_second_factor")
    assert str(managing_editor) in client.get(answer.url).content.decode()
    client, _answer = first_step(writer)
    assert send_code(client, code).status_code == 400


def test_help_ends_after_an_hour_and_with_newer_help(newsroom, writer, managing_editor):
    make_code_app(writer)
    old = help.code_for(writer, by=managing_editor, source="/")
    new = help.code_for(writer, by=managing_editor, source="/")
    client, _answer = first_step(writer)
    assert send_code(client, old).status_code == 400
    with mock.patch("django.utils.timezone.now", return_value=timezone.now() + help.LIFETIME):
        late, _answer = first_step(writer)
        assert send_code(late, new).status_code == 400
    assert send_code(client, new).status_code == 302


def test_nobody_helps_himself_and_only_managing_editors_help(newsroom, edi, writer, managing_editor):
    boss = with_session(managing_editor)
    assert boss.post(reverse("admin:let_in"), {"account": managing_editor.pk}).context["code"] is None
    for account in (edi, writer):
        assert with_session(account).post(reverse("admin:let_in"), {"account": writer.pk}).status_code == 403
    assert not RecoveryCode.objects.exists()


@pytest.mark.parametrize("hostile", ["", "abc", "9" * 40, "٣", "-1", "\x00"])
def test_help_for_nobody_is_none(newsroom, managing_editor, hostile):
    assert (
        with_session(managing_editor).post(reverse("admin:let_in"), {"account": hostile}).status_code == 200
    )
    assert not RecoveryCode.objects.exists()


def test_a_link_that_sets_a_password_does_not_pass_by_the_second_step(newsroom, writer, managing_editor):
    secret = make_code_app(writer)
    address = invitations.link_for(writer, by=managing_editor)
    client, new = Client(), "tiga kata lepas"
    answer = client.post(address, {"new_password1": new, "new_password2": new})
    assert answer.url.startswith(reverse("admin:second_step"))
    assert not is_in(client)
    assert send_code(client, code_now(secret)).status_code == 302
    assert is_in(client)


# ---- What somebody with half of it can do


def test_a_right_password_without_the_second_step_is_on_record_until_it_is_done(edi):
    secret = make_code_app(edi)
    for kind in ({}, {"inside": edi.pk}):
        client, _answer = first_step(edi, **kind)
        assert [row.outcome for row in SignIn.objects.of(edi)] == ["half"]
        CodeApp.objects.update(last_step=0)
        send_code(client, code_now(secret), **kind)
        assert [row.outcome for row in SignIn.objects.of(edi)] == ["in"]
        SignIn.objects.all().delete()


def test_the_right_password_of_somebody_else_in_an_open_form_is_on_record(edi, writer):
    make_code_app(edi)
    first_step(edi, inside=writer.pk)
    assert SignIn.objects.get().outcome == "wrong"


def test_a_challenge_to_sign_in_makes_no_passkey(edi):
    client = with_session(edi)
    for ask, take in (("passkey_question", "own_passkey"), ("own_passkey_options", "by_passkey")):
        client.post(reverse(f"admin:{ask}"))
        answer = client.post(reverse(f"admin:{take}"), {"credential": "{}"})
        assert answer.status_code == 400
        assert "Terlalu lama" in answer.json()["message"]


def test_a_passkey_is_kept_only_with_the_password(edi):
    client = with_session(edi)
    with mock.patch(
        "django.utils.timezone.now", return_value=timezone.now() + own.FRESH + timedelta(minutes=1)
    ):
        answer = client.post(reverse("admin:own_passkey"), {"credential": "{}"})
    assert "bukan sandi" in answer.json()["message"]


@pytest.mark.parametrize(
    "hostile", ["", "[" * 20_000, "null", "[]", '{"rawId": 1}', '{"id": "x", "rawId": "x"}', "x" * 30_000]
)
def test_an_answer_that_no_device_gives_is_refused_in_words(edi, hostile):
    client = with_session(edi)
    for ask, take in (("passkey_question", "by_passkey"), ("own_passkey_options", "own_passkey")):
        assert client.post(reverse(f"admin:{ask}")).status_code == 200
        answer = client.post(reverse(f"admin:{take}"), {"credential": hostile})
        assert answer.status_code == 400
        assert answer.json()["message"]


def test_a_secret_that_stood_on_the_screen_before_is_nobody_s(edi):
    client = with_session(edi)
    old = client.get(reverse("admin:own_code_app")).context["secret"].replace(" ", "")
    client.get(reverse("admin:own_code_app"))
    assert client.post(reverse("admin:own_code_app"), {"code": code_now(old)}).status_code == 400


def test_another_phone_for_the_codes_leaves_the_recovery_codes(edi):
    client = with_session(edi)
    set_up_app(client)
    codes_before = set(RecoveryCode.objects.values_list("digest", flat=True))
    set_up_app(client)
    assert set(RecoveryCode.objects.values_list("digest", flat=True)) == codes_before


def test_a_session_without_its_factor_counts_as_one_without(writer, newsroom, required):
    client = with_session(writer)
    set_up_app(client)
    client.post(reverse("admin:own_factor_remove"), {"app": "1"})
    writer.groups.add(*make_user("contoh", roles.EDITOR).groups.all())
    assert client.get(reverse("admin:index")).url == reverse("admin:own_second_factor")


def test_who_made_the_way_past_a_password_makes_none_past_the_second_step_and_the_other_way_round(
    newsroom, writer
):
    make_code_app(writer)
    both = make_user("serba", roles.MANAGING_EDITOR, roles.ADMINISTRATOR)
    other = make_user("mira", roles.MANAGING_EDITOR)
    desk = with_session(both)
    link = reverse("admin:staff_user_link", args=[writer.pk])
    assert desk.post(link, {"show": "1"}).status_code == 200
    page = desk.post(reverse("admin:let_in"), {"account": writer.pk})
    assert page.context["code"] is None
    assert "redaktur pelaksana lain" in page.content.decode()
    assert with_session(other).post(reverse("admin:let_in"), {"account": writer.pk}).context["code"]
    AccountLink.objects.all().delete()
    assert desk.post(reverse("admin:let_in"), {"account": writer.pk}).context["code"]
    assert desk.post(link, {"show": "1"}).status_code == 302
    assert not AccountLink.objects.exists()


def test_factors_go_with_whoever_leaves(newsroom, writer, managing_editor):
    make_code_app(writer)
    Passkey.objects.create(account=writer, name="HP", credential_id=b"x", credential=b"y")
    help.code_for(writer, by=managing_editor, source="/")
    writer.leave()
    assert not any(model.objects.exists() for model in (Passkey, CodeApp, RecoveryCode))


def test_a_code_of_the_server_is_none_of_the_owner_s_list(edi):
    make_code_app(edi)
    code = help.code_for(edi, by=None, source="manage.py let_in")
    assert edi.recovery_codes.usable().own().count() == 0
    client, _answer = first_step(edi)
    answer = send_code(client, code)
    assert "membantu Anda masuk" in client.get(answer.url).content.decode()


def test_the_present_password_cannot_be_guessed_where_it_is_changed(edi):
    client = with_session(edi)
    data = {"new_password1": "tiga kata lepas", "new_password2": "tiga kata lepas"}
    statuses = [
        client.post(reverse("admin:password_change"), data | {"old_password": f"salah{number}"}).status_code
        for number in range(door.OF_ACCOUNT_AND_ADDRESS + 1)
    ]
    assert statuses[-1] == 429
    assert SignIn.objects.filter(outcome="wrong").get().tries == door.OF_ACCOUNT_AND_ADDRESS


def test_mail_about_one_s_account_cannot_be_switched_off(edi, mailoutbox):
    User.objects.filter(pk=edi.pk).update(email="edi@contoh.id")
    client = with_session(edi)
    page = client.get(reverse("admin:notification_choices"))
    assert not [name for name, *_rest in page.context["kinds"] if texts.KINDS[name].is_of_account]
    client.post(reverse("admin:notification_choices"), {"mail": []})
    User.objects.filter(pk=edi.pk).update(without_mail=[*texts.KINDS])
    set_up_app(client)
    run_tasks()
    assert any("Langkah kedua" in message.subject for message in mailoutbox)
