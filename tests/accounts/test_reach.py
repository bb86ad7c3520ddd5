"""What does not leave this server is not said to have left: mail that reaches nobody, links that open nowhere else."""

import pytest
from django.urls import reverse

from staff import reach, roles
from staff.models import AccountLink, Notification, User
from staff.notifying import email
from staff.notifying.notifications import notify, report_sensitive_changes
from staff.register import mails
from tests.support.accounts import ADD, account_form, choose_password, ids, invite, link_in, page_of
from tests.support.factories import in_state, make_article, publish
from tests.support.letters import make_letter

pytestmark = pytest.mark.django_db
SILENT = ["console", "filebased", "dummy"]


@pytest.fixture(params=SILENT)
def silent(request, settings, tmp_path):
    """A server whose mail reaches nobody."""
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{request.param}.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)


@pytest.fixture
def keeper(publication, administrator, visit):
    return visit(administrator)


def test_an_invitation_that_no_mail_brings_is_shown(silent, keeper, client):
    answer = keeper.post(ADD, account_form(email="rina@contoh.example"))
    text = answer.content.decode()
    assert "Tidak ada surel yang dikirim ke rina@contoh.example" in text
    assert "Tautan dikirim" not in text
    assert choose_password(link_in(text), client=client).status_code == 302


def test_nothing_offers_mail_that_does_not_leave(silent, keeper, client, writer):
    User.objects.filter(pk=writer.pk).update(email="wati@contoh.example")
    assert "Kirim tautan sandi baru lewat surel" not in keeper.get(page_of(writer)).content.decode()
    forgotten = reverse("admin:admin_password_reset")
    for answer in (client.get(forgotten), client.post(forgotten, {"email": "wati@contoh.example"})):
        assert "Peladen ini belum mengirim surel" in answer.content.decode()
    assert not AccountLink.objects.exists()
    choices = keeper.get(reverse("admin:notification_choices")).content.decode()
    assert "Surel keluar belum diatur di sini" in choices


def test_a_notification_says_that_its_mail_left_nowhere(silent, writer, visit):
    User.objects.filter(pk=writer.pk).update(email="wati@contoh.example")
    writer.refresh_from_db()
    notify("password_changed", [writer], by=None, path="/")
    email.send_mails.call()
    assert Notification.objects.get().mail == Notification.Mail.NO_SERVER
    text = visit(writer).get(reverse("admin:notifications")).content.decode()
    assert "surel keluar belum diatur di sini" in text
    assert "surel terkirim" not in text


def test_a_letters_receipt_says_so_too(silent, writer, editor, visit):
    letter = make_letter(publish(make_article(writer), writer, editor))
    mails.send()
    [mail] = letter.mails.all()
    assert (mail.sent_at, mail.due_at) == (None, None)
    page = visit(editor).get(reverse("admin:letter", args=[letter.pk])).content.decode()
    assert "surel keluar belum diatur di sini" in page


def test_mail_that_leaves_is_offered_and_said(keeper, writer):
    assert reach.sends_mail()
    User.objects.filter(pk=writer.pk).update(email="wati@contoh.example")
    assert "Kirim tautan sandi baru lewat surel" in keeper.get(page_of(writer)).content.decode()
    answer = keeper.post(ADD, account_form(email="rina@contoh.example"), follow=True).content.decode()
    assert "Tautan dikirim ke rina@contoh.example lewat surel" in answer


# ---- Links that open on this computer alone


@pytest.mark.parametrize(
    ("address", "is_own"),
    [
        ("http://localhost:8000", True),
        ("http://127.0.0.1", True),
        ("http://[::1]:8000", True),
        ("http://192.168.1.5:8000", False),
        ("https://kabar.example", False),
    ],
)
def test_a_link_for_this_computer_alone_says_so(address, is_own, settings, keeper):
    settings.SITE_URL = address
    text = keeper.post(ADD, account_form()).content.decode()
    assert ("Tautan ini hanya bisa dibuka di komputer ini" in text) == is_own
    assert ("SITE_URL=http://192.168.1.5:8000 make new" in text) == is_own


def test_a_preview_for_somebody_outside_says_so_too(settings, writer, editor, visit):
    settings.SITE_URL = "http://localhost:8000"
    article = in_state("submitted", writer, editor)
    desk = visit(editor)
    review = reverse("admin:articles_article_review", args=[article.pk])
    assert "hanya bisa dibuka di komputer ini" not in desk.get(review).content.decode()
    fields = {"revision": article.version, "recipient": "pengacara", "hours": "24"}
    desk.post(reverse("admin:articles_article_share", args=[article.pk]), fields)
    assert "hanya bisa dibuka di komputer ini" in desk.get(review).content.decode()


# ---- The first of everything is no break-in


def test_a_first_password_is_an_invitation_that_was_accepted(keeper, managing_editor, administrator):
    report_sensitive_changes()
    account, link = invite(keeper, groups=ids(roles.WRITER))
    report_sensitive_changes()
    Notification.objects.exclude(pk__in=Notification.objects.order_by("-pk").values("pk")[:1]).delete()
    choose_password(link)
    for _round in range(2):
        report_sensitive_changes()
    told = Notification.objects.filter(by=account)
    assert {note.kind for note in told} == {"first_password"}
    assert {note.recipient for note in told} == {managing_editor, administrator}
    account.set_password("lain sekali lagi")
    account.save()
    report_sensitive_changes()
    assert Notification.objects.order_by("pk").last().kind == "sensitive_change"
