"""Accounts as a newsroom keeps them: one form, links that work once, forgotten passwords, leaving and coming back."""

import re
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from unittest import mock

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.models import Person
from staff import roles, tasks
from staff.accounts import forgotten, invitations, leaving
from staff.accounts.forms import free_username
from staff.models import (
    AccountLink,
    Assignment,
    Change,
    Coverage,
    EditLease,
    Notification,
    SignIn,
    SignInLimit,
    User,
)
from staff.notifying.notifications import report_sensitive_changes
from tests.support.accounts import (
    ADD,
    PASSWORD,
    account_form,
    choose_password,
    ids,
    invite,
    leave,
    link_in,
    page_of,
)
from tests.support.factories import make_article, make_assignment, make_region, make_user, publish, run_tasks
from tests.support.forms import as_sent, lease
from tests.support.sign_in import sign_in

pytestmark = pytest.mark.django_db
LIST = "/redaksi-desk/staff/user/"
FORGOTTEN = "/redaksi-desk/lupa-sandi/"


@pytest.fixture
def keeper(publication, administrator, visit):
    """The browser of somebody who keeps accounts."""
    return visit(administrator)


# ---- One form


def test_a_new_account_asks_for_name_address_roles_and_regions_alone(keeper):
    page = keeper.get(ADD)
    assert set(page.context["adminform"].form.fields) == {
        "name",
        "username",
        "email",
        "phone",
        "groups",
        "regions",
    }
    html = page.content.decode()
    for role in roles.ROLES:
        assert str(role.sentence) in html
    assert 'type="password"' not in html


def test_a_new_account_has_what_was_typed_and_status_follows_from_a_role(keeper):
    kraksaan = make_region()
    account, _link = invite(keeper, regions=[kraksaan.pk], groups=ids(roles.EDITOR))
    assert (account.get_full_name(), account.username, account.phone) == (
        "Rina Kusumawati",
        "rina",
        "+6281234567890",
    )
    assert account.is_staff
    assert not account.is_superuser
    assert not account.has_usable_password()
    assert account.state == User.State.INVITED
    assert [group.name for group in account.groups.all()] == [roles.EDITOR.group]
    coverage = Coverage.objects.get(user=account)
    assert coverage.region == kraksaan
    assert all(coverage.is_on(timezone.now() + timedelta(hours=hour)) for hour in range(0, 168, 7))


def test_regions_come_and_go_and_hours_that_somebody_set_stay(keeper):
    kraksaan, paiton = make_region(), make_region("Paiton", "paiton", parent=make_region().parent)
    account, _link = invite(keeper, regions=[kraksaan.pk], groups=ids(roles.EDITOR))
    Coverage.objects.filter(user=account).update(weekdays=[0])
    form = as_sent(keeper.get(page_of(account)).content.decode(), "user_form")
    assert keeper.post(page_of(account), form | {"regions": [kraksaan.pk, paiton.pk]}).status_code == 302
    assert {c.region.name: len(c.weekdays) for c in Coverage.objects.filter(user=account)} == {
        "Kraksaan": 1,
        "Paiton": 7,
    }
    keeper.post(page_of(account), form | {"regions": [paiton.pk]})
    assert [c.region for c in Coverage.objects.filter(user=account)] == [paiton]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"groups": []}, "Centang sedikitnya satu peran"),
        ({"phone": ""}, "Isi alamat surel atau nomor WhatsApp"),
        ({"phone": "12"}, "Tulis nomornya seperti"),
        ({"phone": "nol delapan"}, "Tulis nomornya seperti"),
        ({"email": "bukan surel"}, "alamat surel yang lengkap"),
        ({"name": ""}, "tidak boleh kosong"),
        ({"username": "ADI"}, "Nama ini sudah dipakai akun lain"),
        ({"email": "ADI@contoh.example"}, "Alamat ini milik akun Adi"),
        ({"phone": "+62 811 000 111"}, "Nomor ini milik akun Adi"),
    ],
)
def test_what_does_not_do_is_said_and_nothing_typed_is_lost(values, words, keeper, administrator):
    User.objects.filter(pk=administrator.pk).update(email="adi@contoh.example", phone="+62811000111")
    answer = keeper.post(ADD, account_form(**values))
    html = answer.content.decode()
    assert words in html
    assert ("Rina Kusumawati" in html) == ("name" not in values)
    assert not User.objects.filter(first_name="Rina").exists()


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("0812 3456 7890", "+6281234567890"), ("62812-3456-7890", "+6281234567890"), ("+62 (812) 34567890", "+6281234567890"),
        ("+620812 3456 7890", "+6281234567890"), ("0062 812 3456 7890", "+6281234567890"), ("+65 8123 4567", "+6581234567"),
    ],
)  # fmt: skip
def test_spellings_of_a_number_are_one(typed, stored, keeper):
    assert invite(keeper, phone=typed)[0].phone == stored


def test_a_username_is_made_of_the_name(db):
    User.objects.create(username="Rina")
    assert free_username("Rina Kusumawati") == "rina.kusumawati"
    User.objects.create(username="rina.kusumawati")
    assert free_username("Rina Kusumawati") == "rina.kusumawati-2"
    assert free_username("Ñusta") == "nusta"
    assert free_username("曹操") == "akun"


def test_the_username_can_be_changed_until_the_first_sign_in(keeper):
    account, _link = invite(keeper)
    form = as_sent(keeper.get(page_of(account)).content.decode(), "user_form")
    keeper.post(page_of(account), form | {"username": "rinakus"})
    account.refresh_from_db()
    assert account.username == "rinakus"
    User.objects.update(last_login=timezone.now())
    assert keeper.post(page_of(account), form | {"username": "lain"}).status_code == 302
    account.refresh_from_db()
    assert account.username == "rinakus"


def test_nobody_types_a_password_for_somebody_else(keeper, writer):
    for path in (f"{LIST}{writer.pk}/password/", f"{LIST}{writer.pk}/change/password/"):
        assert 'type="password"' not in keeper.get(path, follow=True).content.decode()
        keeper.post(path, {"password1": PASSWORD, "password2": PASSWORD}, follow=True)
    form = as_sent(keeper.get(page_of(writer)).content.decode(), "user_form")
    keeper.post(page_of(writer), form | {"password": "x", "first_name": "Lain"})
    writer.refresh_from_db()
    assert writer.check_password("rahasia")
    assert writer.first_name == "Wati"


@pytest.mark.parametrize("column", ["is_staff", "is_superuser", "is_active", "user_permissions", "password"])
def test_a_column_that_the_form_does_not_offer_is_refused_and_recorded(column, keeper, writer, administrator):
    form = as_sent(keeper.get(page_of(writer)).content.decode(), "user_form")
    before = User.objects.filter(pk=writer.pk).values().get()
    keeper.post(page_of(writer), form | {"name": "Wati Baru", column: "1"})
    assert User.objects.filter(pk=writer.pk).values().get() == before
    note = Change.objects.of_row(writer).filter(kind="note").first()
    assert (note.actor, note.after) == (administrator, {"refused": [column]})


# ---- Links


def test_an_invitation_is_shown_once_where_there_is_no_mail(keeper):
    answer = keeper.post(ADD, account_form())
    html = answer.content.decode()
    assert "https://wa.me/6281234567890?text=" in html
    assert "no-store" in answer.headers["Cache-Control"]
    account = User.objects.latest("pk")
    link = link_in(html)
    assert link not in keeper.get(page_of(account)).content.decode()
    token = link.split("/")[-2]
    assert not AccountLink.objects.filter(digest__contains=token).exists()
    assert token not in str(list(Change.objects.values()))
    assert not DBTaskResult.objects.exists()


def test_an_invitation_goes_by_mail_through_the_queue(keeper, settings):
    settings.SITE_URL = "https://kabar.example"
    answer = keeper.post(ADD, account_form(email="rina@contoh.example"), HTTP_HOST="jahat.example")
    assert answer.status_code == 302
    assert mail.outbox == []
    assert "masuk-sekali" not in str(list(DBTaskResult.objects.values()))
    run_tasks()
    (letter,) = mail.outbox
    assert letter.recipients() == ["Rina Kusumawati <rina@contoh.example>"]
    assert "https://kabar.example/redaksi-desk/masuk-sekali/" in letter.body
    assert "jahat" not in letter.body
    assert "rina" in letter.body
    assert AccountLink.objects.get().mailed_at
    assert choose_password(link_in(letter.body)).status_code == 302


def test_whoever_is_invited_chooses_a_password_is_signed_in_and_on_the_first_page(keeper):
    account, link = invite(keeper)
    phone = Client()
    page = phone.get(link)
    assert page.status_code == 200
    assert "Rina Kusumawati" in page.content.decode()
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert "no-store" in page.headers["Cache-Control"]
    answer = choose_password(link, client=phone)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/redaksi-desk/")
    assert phone.get("/redaksi-desk/").status_code == 200
    account.refresh_from_db()
    assert account.check_password(PASSWORD)
    assert account.state == User.State.ACTIVE
    assert SignIn.objects.of(account).get().outcome == "in"
    assert sign_in("rina", PASSWORD).status_code == 302
    change = Change.objects.filter(table="staff_user", kind="update", after__has_key="password").first()
    assert change.actor == account


def test_opening_a_link_uses_nothing_up(keeper):
    _account, link = invite(keeper)
    for _time in range(3):
        assert Client().get(link, headers={"User-Agent": "WhatsApp/2.23"}).status_code == 200
    assert Client().head(link).status_code == 200
    assert choose_password(link).status_code == 302


@pytest.mark.parametrize("password", ["rahasia1", "rina", "12345678", "", "kraksaan2026"])
def test_a_weak_password_is_refused_in_words_and_the_link_stays(password, keeper):
    make_region()
    account, link = invite(keeper)
    answer = choose_password(link, password)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert choose_password(link, "satu dua tiga empat", new_password2="lain").status_code == 200
    assert not SignIn.objects.of(account).exists()
    assert choose_password(link).status_code == 302


def used(account, link):
    choose_password(link)


def replaced(account, link):
    invitations.link_for(account, by=User.objects.get(username="adi"))


def expired(account, link):
    AccountLink.objects.update(
        created_at=timezone.now() - timedelta(days=8), expires_at=timezone.now() - timedelta(1)
    )


def address_changed(account, link):
    User.objects.filter(pk=account.pk).update(email="lain@contoh.example")


def password_set(account, link):
    account.set_password(PASSWORD)
    account.save()


def signed_out(account, link):
    account.sign_out_everywhere()


def gone(account, link):
    leaving.leave(account, by=User.objects.get(username="adi"), reason="Pindah.", source="/")


def without_role(account, link):
    User.objects.filter(pk=account.pk).update(is_staff=False)


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (used, "sudah dipakai"), (replaced, "tautan yang lebih baru"), (expired, "sudah berakhir sejak"),
        (address_changed, "sudah berubah sejak"), (password_set, "sudah berubah sejak"), (signed_out, "sudah berubah sejak"),
        (gone, "sudah ditutup"), (without_role, "sudah ditutup"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)  # fmt: skip
def test_a_link_that_is_over_says_why_and_what_to_do_and_is_recorded(end, words, keeper):
    account, link = invite(keeper)
    end(account, link)
    before = User.objects.filter(pk=account.pk).values("password", "is_active").get()
    for answer in (Client().get(link), choose_password(link, "lain sama sekali dari itu")):
        assert answer.status_code == 410
        assert words in answer.content.decode()
        assert FORGOTTEN in answer.content.decode()
    assert User.objects.filter(pk=account.pk).values("password", "is_active").get() == before
    assert SignIn.objects.of(account).filter(outcome="link").get().tries == 2


@pytest.mark.parametrize("token", ["x", "A" * 43, "%00", "a" * 3000, "../../", "١٢٣", "%F0%9F%98%80"])
def test_a_link_that_nobody_made_says_so_and_is_recorded(token, publication):
    answer = Client().get(f"/redaksi-desk/masuk-sekali/{token}/")
    if "/" in token:
        return
    assert answer.status_code == 404
    assert "tidak menuju ke mana pun" in answer.content.decode()
    row = SignIn.objects.get()
    assert (row.outcome, row.account, row.name) == ("link", None, "")


def test_of_two_presses_one_link_takes_one(keeper):
    account, link = invite(keeper)
    row = AccountLink.objects.with_token(link.split("/")[-2])
    first = Client()
    with mock.patch.object(invitations.AccountLink.objects, "with_token", return_value=row):
        assert choose_password(link, client=first).status_code == 302
        row.refresh_from_db = None
        assert choose_password(link, "yang kedua kalah cepat").status_code == 410
    account.refresh_from_db()
    assert account.check_password(PASSWORD)


def test_a_link_opens_no_account_in_the_browser_of_another(keeper, writer, visit):
    _account, link = invite(keeper)
    other = visit(writer)
    answer = choose_password(link, client=other)
    assert answer.status_code == 410
    assert "masuk dengan akun lain" in answer.content.decode()
    assert choose_password(link).status_code == 302


def test_the_name_that_the_form_sends_back_counts_for_nothing(keeper, editor):
    _account, link = invite(keeper)
    browser = Client()
    choose_password(link, client=browser, username="edi")
    assert not SignInLimit.objects.filter(key__startswith="p:").exists()
    assert SignIn.objects.get(outcome="in").name == "rina"


def test_a_link_for_somebody_who_works_here_is_told_to_owner_and_managers_and_ends_the_sessions(
    keeper, writer, managing_editor, administrator, visit
):
    phone = visit(writer)
    answer = keeper.post(page_of(writer, "link"), {"show": ""})
    link = link_in(answer.content.decode())
    assert Notification.objects.get(kind="link_made").recipient == writer
    assert Change.objects.of_row(writer).filter(after__has_key="link").get().actor == administrator
    Notification.objects.filter(kind="sensitive_change").delete()
    report_sensitive_changes()
    assert Notification.objects.filter(
        kind="sensitive_change", recipient=managing_editor, by=administrator
    ).exists()
    assert sign_in("wati").status_code == 302  # the password goes on until the link is used
    assert choose_password(link).status_code == 302
    assert phone.get("/redaksi-desk/").status_code == 302
    assert sign_in("wati").status_code == 200
    assert Notification.objects.get(kind="password_changed").recipient == writer


@pytest.mark.parametrize("failing", [SMTPServerDisconnected, OSError])
def test_a_mail_that_fails_goes_again_with_another_token_and_the_form_says_so(failing, keeper):
    keeper.post(ADD, account_form(email="rina@contoh.example"))
    account = User.objects.latest("pk")
    with mock.patch("django.core.mail.EmailMessage.send", side_effect=failing("rusak")):
        run_tasks()
    assert "surelnya tidak terkirim" in keeper.get(page_of(account)).content.decode()
    first = AccountLink.objects.get().digest
    run_tasks()
    assert len(mail.outbox) == 1
    link = AccountLink.objects.get()
    assert (link.digest != first, link.mail_error) == (True, "")
    run_tasks()
    assert len(mail.outbox) == 1


def test_links_are_forgotten_ninety_days_after_their_end(keeper):
    _account, link = invite(keeper)
    expired(_account, link)
    tasks.clear_expired()
    assert AccountLink.objects.exists()
    then = timezone.now() - AccountLink.RETENTION - timedelta(days=1)
    AccountLink.objects.update(created_at=then - timedelta(days=7), expires_at=then)
    tasks.clear_expired()
    assert not AccountLink.objects.exists()
    assert "tidak menuju ke mana pun" in Client().get(link).content.decode()


# ---- A forgotten password


def deliver():
    """Do what a request queued: finding the accounts, then a mail for each."""
    run_tasks()
    run_tasks()


def ask(email, address="203.0.113.5", client=None):
    return (client or Client()).post(FORGOTTEN, {"email": email}, REMOTE_ADDR=address)


@pytest.fixture
def wati(publication, writer):
    writer.email = "wati@contoh.example"
    writer.save()
    return writer


def test_the_sign_in_page_leads_to_the_forgotten_password(publication):
    assert FORGOTTEN in Client().get("/redaksi-desk/login/").content.decode()
    assert Client().get(FORGOTTEN).status_code == 200


def test_a_forgotten_password_is_set_anew_by_mail(wati, visit):
    phone = visit(wati)
    assert ask("WATI@contoh.example").status_code == 200
    assert mail.outbox == []
    deliver()
    link = link_in(mail.outbox[0].body)
    assert "Jika bukan Anda yang meminta" in mail.outbox[0].body
    assert choose_password(link).status_code == 302
    assert phone.get("/redaksi-desk/").status_code == 302
    assert {row.outcome for row in SignIn.objects.of(wati)} == {"in", "reset"}
    told = Notification.objects.get(kind="password_changed")
    assert (told.recipient, told.mail) == (wati, Notification.Mail.QUEUED)
    assert Client().get(link).status_code == 410


def test_a_link_of_a_forgotten_password_lasts_an_hour(wati):
    ask(wati.email)
    deliver()
    link = link_in(mail.outbox[0].body)
    with mock.patch("django.utils.timezone.now", return_value=timezone.now() + timedelta(minutes=61)):
        assert "sudah berakhir" in Client().get(link).content.decode()


def test_known_and_unknown_addresses_get_the_same_answer_at_the_same_cost(wati):
    def answer(email):
        client = Client()
        client.get(FORGOTTEN)
        with CaptureQueriesContext(connection) as queries:
            page = ask(email, client=client)
        words = re.sub(r'nonce="[^"]+"|value="[^"]+"', "", page.content.decode())
        return page.status_code, words, [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in queries]

    answer("")
    known, unknown = answer(wati.email), answer("tiada@contoh.example")
    assert known[:2] == unknown[:2]
    assert len(known[2]) == len(unknown[2])
    assert DBTaskResult.objects.count() == 2
    assert "tiada@" not in str(list(DBTaskResult.objects.values()))


def test_requests_are_bounded_by_mailbox_without_a_word_and_by_network_in_words(wati):
    for number in range(forgotten.OF_MAILBOX + 3):
        assert ask(wati.email, f"198.51.100.{number}").status_code == 200
    deliver()
    assert AccountLink.objects.count() == forgotten.OF_MAILBOX
    statuses = [ask(f"tamu{number}@contoh.example").status_code for number in range(forgotten.OF_ADDRESS + 1)]
    assert statuses == [200] * forgotten.OF_ADDRESS + [429]


def test_a_closed_account_gets_no_mail_and_an_invited_one_does(keeper, wati):
    keeper.post(ADD, account_form(email="rina@contoh.example"))
    deliver()
    mail.outbox.clear()
    leaving.leave(wati, by=None, reason="Pindah.", source="/")
    for address in (wati.email, "rina@contoh.example"):
        ask(address)
    deliver()
    assert [letter.to for letter in mail.outbox] == [["Rina Kusumawati <rina@contoh.example>"]]


def test_what_anybody_may_ask_for_ends_no_invitation(keeper):
    keeper.post(ADD, account_form(email="rina@contoh.example"))
    deliver()
    link = link_in(mail.outbox[0].body)
    ask("rina@contoh.example")
    deliver()
    assert choose_password(link).status_code == 302


@pytest.mark.parametrize("typed", ["", "bukan", "a@b", "a\x00@contoh.example", "x" * 400 + "@contoh.example"])
def test_what_is_no_address_is_said(typed, publication):
    answer = ask(typed)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not DBTaskResult.objects.exists()


def test_a_change_of_the_own_password_is_told_as_well(wati, visit):
    data = {"old_password": "rahasia", "new_password1": PASSWORD, "new_password2": PASSWORD}
    visit(wati).post(reverse("admin:password_change"), data)
    assert Notification.objects.get(kind="password_changed").recipient == wati


# ---- Leaving and coming back


def test_leaving_is_one_act_with_one_record(keeper, writer, other_writer, editor, visit, administrator):
    phone = visit(writer)
    story = publish(make_article(writer), writer, editor)
    lease(phone, make_article(writer))
    due = [make_assignment(editor, assignee=writer), make_assignment(editor, assignee=writer)]
    link = link_in(invitations.link_for(writer, by=administrator))
    assert "2 penugasan" in keeper.get(page_of(writer, "leave")).content.decode()
    assert leave(keeper, writer, successor=other_writer.pk).status_code == 302
    writer.refresh_from_db()
    assert (writer.state, writer.has_usable_password()) == (User.State.FORMER, False)
    assert phone.get("/redaksi-desk/").status_code == 302
    assert sign_in("wati").status_code == 200
    assert not EditLease.objects.filter(user=writer).exists()
    assert {a.assignee for a in Assignment.objects.filter(pk__in=[a.pk for a in due])} == {other_writer}
    assert Notification.objects.filter(kind="assigned", recipient=other_writer).count() == 2
    assert "sudah ditutup" in Client().get(link).content.decode()
    assert Person.objects.get(user=writer).name == "Wati"
    assert Client().get(story.get_absolute_url()).status_code == 200
    note = Change.objects.of_row(writer).filter(after__has_key="departure").get()
    assert (note.actor, note.after) == (
        administrator,
        {"departure": "Pindah ke kota lain.", "successor": "Oki"},
    )
    assert "Pindah ke kota lain." in keeper.get(page_of(writer)).content.decode()


def test_without_a_successor_assignments_are_free_and_a_begun_one_stays_with_its_story(
    keeper, writer, editor
):
    due, begun = make_assignment(editor, assignee=writer), make_assignment(editor, assignee=writer)
    Assignment.objects.filter(pk=begun.pk).update(article=make_article(writer))
    leave(keeper, writer)
    due.refresh_from_db()
    begun.refresh_from_db()
    assert (due.assignee, due.steps.first().action) == (None, "free")
    assert begun.assignee == writer


def test_leaving_needs_a_reason_and_is_nothing_for_a_successor_who_left(keeper, writer, other_writer):
    User.objects.filter(pk=other_writer.pk).update(is_active=False)
    for values in (
        {"reason": " "},
        {"successor": other_writer.pk},
        {"successor": writer.pk},
        {"reason": "x" * 600},
    ):
        answer = leave(keeper, writer, **values)
        assert answer.status_code == 400
        assert answer.context["form"].errors
    writer.refresh_from_db()
    assert writer.is_active


def test_coming_back_is_one_act_and_brings_a_new_invitation(keeper, writer):
    old = link_in(invitations.link_for(writer, by=None))
    leave(keeper, writer)
    answer = keeper.post(page_of(writer, "return"))
    link = link_in(answer.content.decode())
    assert Client().get(old).status_code == 410
    assert sign_in("wati").status_code == 200
    assert choose_password(link).status_code == 302
    writer.refresh_from_db()
    assert writer.state == User.State.ACTIVE
    assert [group.name for group in writer.groups.all()] == [roles.WRITER.group]
    assert Change.objects.of_row(writer).filter(after__has_key="comeback").count() == 1
    keeper.post(page_of(writer, "return"))  # pressed twice
    assert Change.objects.of_row(writer).filter(after__has_key="comeback").count() == 1


# ---- Who may


@pytest.mark.parametrize("name", ["changelist", "add", "change", "link", "leave", "return"])
@pytest.mark.parametrize(
    "who", [None, roles.WRITER, roles.EDITOR, roles.MANAGING_EDITOR, roles.NIGHT_DESK, roles.ADMINISTRATOR]
)
def test_pages_of_accounts_are_open_to_whoever_keeps_them_alone(name, who, publication, writer, other_writer):
    visitor, url = (
        Client(),
        reverse(f"admin:staff_user_{name}", args=[] if name in ("changelist", "add") else [writer.pk]),
    )
    if who:
        visitor.force_login(make_user("tamu", who))
    for method in ("get", "post"):
        answer = visitor.get(url) if method == "get" else visitor.post(url, {"reason": "x", "show": ""})
        if who is roles.ADMINISTRATOR:
            is_for_a_post = method == "get" and name in ("link", "return")
            assert answer.status_code == (405 if is_for_a_post else answer.status_code)
            assert answer.status_code in ((405,) if is_for_a_post else (200, 302)), (
                method,
                answer.status_code,
            )
        else:
            assert answer.status_code == (403 if who else 302)
            assert "login" in answer.headers.get("Location", "login")
    if who is not roles.ADMINISTRATOR:
        writer.refresh_from_db()
        assert writer.is_active
        assert not AccountLink.objects.exists()


@pytest.mark.parametrize("name", ["link", "leave", "return"])
def test_nobody_does_that_to_the_own_account_or_to_one_with_all_rights(name, keeper, administrator):
    boss = User.objects.create_superuser("bos", password="rahasia")
    for account in (administrator, boss):
        assert keeper.post(page_of(account, name), {"reason": "x", "show": ""}).status_code == 403
    assert keeper.get(page_of(boss)).status_code == 403
    assert User.objects.filter(is_active=True).count() == User.objects.count()
    assert not AccountLink.objects.exists()


def test_who_keeps_accounts_gives_himself_no_role_and_others_none_unheard(
    keeper, administrator, story, managing_editor
):
    mine = {"name": "Adi", "email": "", "phone": "", "groups": ids(roles.MANAGING_EDITOR)}
    keeper.post(page_of(administrator), mine)
    assert [group.name for group in administrator.groups.all()] == [roles.ADMINISTRATOR.group]
    assert Change.objects.of_row(administrator).filter(after={"refused": ["groups"]}).exists()
    report_sensitive_changes()
    Notification.objects.all().delete()
    invite(keeper, groups=ids(roles.MANAGING_EDITOR))  # a second account of his own, say
    report_sensitive_changes()
    told = Notification.objects.filter(kind="sensitive_change", recipient=managing_editor, by=administrator)
    assert {note.words.split(":")[0] for note in told} == {"Akun", "Peran sebuah akun"}


def test_a_superuser_without_a_role_stays_one_after_a_save(publication, visit):
    boss = User.objects.create_superuser("bos", password="rahasia", first_name="Bos")
    client = visit(boss)
    form = as_sent(client.get(page_of(boss)).content.decode(), "user_form")
    assert client.post(page_of(boss), form | {"email": "bos@contoh.example"}).status_code == 302
    boss.refresh_from_db()
    assert (boss.is_staff, boss.is_superuser, boss.email) == (True, True, "bos@contoh.example")


# ---- The list


def test_the_list_tells_name_roles_last_sign_in_and_state(keeper, writer):
    invite(keeper)
    leaving.leave(writer, by=None, reason="Pindah.", source="/")
    html = keeper.get(LIST).content.decode()
    for words in (
        "Rina Kusumawati",
        "diundang",
        "sudah keluar",
        "aktif",
        roles.ADMINISTRATOR.group,
        "Terakhir masuk",
    ):
        assert words.lower() in html.lower()
    names = [row.username for row in keeper.get(LIST, {"keadaan": "keluar"}).context["cl"].result_list]
    assert names == ["wati"]


def test_the_list_costs_the_same_with_many(keeper):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            keeper.get(LIST)
        return len(queries)

    cost()
    before = cost()
    for number in range(12):
        make_user(f"wartawan{number}", roles.WRITER)
    assert cost() == before


def test_a_changed_address_is_told_where_mail_went_before(keeper, newsroom, writer, mailoutbox):
    User.objects.filter(pk=writer.pk).update(email="wati@lama.example")
    page = keeper.get(page_of(writer)).content.decode()
    keeper.post(page_of(writer), as_sent(page, "user_form") | {"email": "wati@baru.example"})
    assert User.objects.get(pk=writer.pk).email == "wati@baru.example"
    run_tasks()
    assert {address for message in mailoutbox for address in message.to if "lama" in address} == {
        "wati@lama.example"
    }
    assert Notification.objects.filter(recipient=writer, kind="second_factor").exists()


def test_an_account_that_signs_in_without_a_password_is_not_invited_anew(newsroom, writer):
    User.objects.filter(pk=writer.pk).update(last_login=timezone.now(), password="!x")
    writer.refresh_from_db()
    assert writer.state == User.State.ACTIVE
    invitations.link_for(writer, by=None)
    assert writer.links.get().purpose == "help"
    assert Notification.objects.filter(recipient=writer, kind="link_made").exists()
