"""E-mails of notifications: what they say, that each goes out once, and that a bad mail server harms nothing."""

import smtplib
import socket
from datetime import timedelta

import pytest
from django.conf import settings as real_settings
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.models import Article
from staff import tasks
from staff.models import Notification
from staff.notifying import email, notifications
from tests.support.factories import make_article, make_publication, move, publish, run_tasks

Mail = Notification.Mail
FAILED = "/redaksi-desk/pemberitahuan/surel/"


class Down(EmailBackend):
    tried = 0

    def open(self):
        Down.tried += 1
        raise ConnectionRefusedError("Connection refused")


class Picky(EmailBackend):
    """Knows one address not, and has no room for another now."""

    def send_messages(self, messages):
        code = next((code for code in (550, 452) if f"{code}@" in messages[0].to[0]), None)
        if code:
            raise smtplib.SMTPRecipientsRefused({messages[0].to[0]: (code, b"no")})
        return super().send_messages(messages)


class Twice(EmailBackend):
    """While one worker sends, another one begins a round."""

    def send_messages(self, messages):
        sent = super().send_messages(messages)
        real_settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        email.send_mails.func()
        return sent


@pytest.fixture
def post(writer, editor, second_editor):
    """Both editors have addresses; their stories are submitted with `post()`."""
    make_publication()
    for user in (editor, second_editor):
        user.email = f"{user.username}@contoh.example"
        user.save()

    def submit(**fields):
        return move(make_article(writer, **fields), ("submit", writer))

    return submit


def use(settings, backend):
    settings.EMAIL_BACKEND = f"{__name__}.{backend.__name__}"


def states():
    return list(Notification.objects.order_by("pk").values_list("mail", flat=True))


def due_now():
    Notification.objects.filter(mail=Mail.QUEUED).update(mail_at=timezone.now())


def test_the_worker_sends_what_a_step_tells(post, editor):
    article = post(headline="Banjir “rob” di Kraksaan 🌊")
    assert mail.outbox == []  # nobody waits for the mail server
    assert states() == ["waiting", "waiting"]
    run_tasks()
    assert states() == ["sent", "sent"]
    (first,) = (one for one in mail.outbox if "edi@contoh.example" in one.to[0])
    assert "Banjir “rob” di Kraksaan 🌊" in first.subject
    assert "[Kabar Uji]" in first.subject
    desk = reverse("admin:articles_article_review", args=[article.pk])
    for part in ("Wati", "Kraksaan", "10", "WIB", real_settings.SITE_URL + desk, "/pemberitahuan/pilihan/"):
        assert part in first.body, part
    message = first.message()
    assert message.get_content_type() == "text/plain"
    assert message.get_content_charset() == "utf-8"
    assert message["Auto-Submitted"] == "auto-generated"
    assert f"pemberitahuan-{Notification.objects.get(recipient=editor).pk}@" in message["Message-ID"]


def test_the_reason_and_the_changes_are_in_it(post, writer, editor):
    writer.email = "wati@contoh.example"
    writer.save()
    article = move(post(), ("return", editor))
    run_tasks()
    assert not any("wati@" in one.to[0] for one in mail.outbox)  # it may still be taken back
    due_now()
    email.send_mails.func()
    assert "Alasan." in next(one.body for one in mail.outbox if "wati@" in one.to[0])
    Article.objects.filter(pk=article.pk).update(standfirst="Lain.")
    article = Article.objects.get(pk=article.pk)
    article.save_revision(by=writer)
    mail.outbox.clear()
    move(article, ("submit", writer))
    run_tasks()
    label = str(Article._meta.get_field("standfirst").verbose_name)
    assert label in mail.outbox[0].body


def test_times_are_told_in_the_readers_zone(post, editor):
    editor.time_zone = "Asia/Makassar"
    editor.save()
    post()
    run_tasks()
    assert "WITA" in next(one.body for one in mail.outbox if "edi@" in one.to[0])
    assert "WITA" not in next(one.body for one in mail.outbox if "eka@" in one.to[0])


@pytest.mark.parametrize("odd", ["Judul\nBcc: lain@contoh.example", "Judul\r\nX: y", "J" * 200])
def test_a_subject_is_one_line_whatever_the_headline(post, odd):
    article = post()
    Article.objects.filter(pk=article.pk).update(headline=odd)
    run_tasks()
    assert states() == ["sent", "sent"]
    assert not set(mail.outbox[0].subject) & set("\r\n")
    assert len(mail.outbox[0].subject) <= 150
    assert len(mail.outbox[0].recipients()) == 1


def test_a_name_with_a_comma_is_still_one_address(post, editor):
    editor.first_name, editor.last_name = "Edi, S.H.", "<Ir>"
    editor.save()
    post()
    run_tasks()
    assert [one.recipients() for one in mail.outbox if "edi@" in one.to[0]] == [
        ['"Edi, S.H. <Ir>" <edi@contoh.example>']
    ]


def test_mail_comes_in_the_papers_name_unless_the_setting_has_one(post, settings):
    settings.DEFAULT_FROM_EMAIL = "redaksi@contoh.example"
    post()
    run_tasks()
    assert mail.outbox[0].from_email == "Kabar Uji <redaksi@contoh.example>"
    assert email.sender("Kabar, Uji\nBaru") == '"Kabar, Uji Baru" <redaksi@contoh.example>'
    settings.DEFAULT_FROM_EMAIL = "Meja <redaksi@contoh.example>"
    assert email.sender("Kabar Uji") == "Meja <redaksi@contoh.example>"


def test_a_task_that_runs_twice_sends_once(post):
    post()
    email.send_mails.func()
    email.send_mails.func()
    run_tasks()
    assert len(mail.outbox) == 2


def test_two_workers_at_once_send_once(post, settings):
    use(settings, Twice)
    post()
    email.send_mails.func()
    assert sorted(one.to[0] for one in mail.outbox) == sorted({one.to[0] for one in mail.outbox})
    assert len(mail.outbox) == 2
    assert states() == ["sent", "sent"]


def test_who_wants_none_and_who_has_no_address_are_skipped_and_it_shows(
    post, writer, editor, second_editor, visit
):
    editor.without_mail = ["submitted"]
    editor.save()
    second_editor.email = ""
    second_editor.save()
    post()
    assert set(states()) == {"off", "no_address"}
    assert not DBTaskResult.objects.filter(task_path=email.send_mails.module_path).exists()
    html = visit(editor).get("/redaksi-desk/pemberitahuan/").content.decode()
    assert str(Mail.OFF.label) in html


def test_an_account_that_was_closed_meanwhile_gets_none(post, editor, second_editor):
    post()
    editor.is_active = False
    editor.save()
    second_editor.groups.clear()  # may not see the story any more
    run_tasks()
    assert mail.outbox == []
    assert states() == ["closed", "closed"]


def test_who_writes_a_story_no_more_gets_no_more_mail_of_its_thread(post, writer, other_writer, editor):
    story = publish(make_article(writer), writer, editor)
    story.credits.create(person=other_writer.person, order=9)
    Notification.objects.all().delete()
    for user in (writer, other_writer):
        user.email = f"{user.username}@contoh.example"
        user.save()
    notifications.notify("commented", [writer, other_writer], by=editor, article=story, words="Rahasia dapur")
    story.credits.filter(person=other_writer.person).delete()
    run_tasks()
    assert [address for one in mail.outbox for address in one.to] == ["Wati <wati@contoh.example>"]


def test_a_server_that_is_down_is_tried_again_with_growing_pauses_and_then_told(post, settings, editor):
    use(settings, Down)
    Down.tried = 0
    article = post()
    assert article.status == "submitted"
    Notification.objects.exclude(recipient=editor).delete()
    for pause in email.AGAIN:
        due_now()
        before = timezone.now()
        email.send_mails.func()
        note = Notification.objects.get()
        assert note.mail == Mail.QUEUED
        assert "ConnectionRefusedError" in note.mail_error
        assert note.mail_at >= before + pause
        email.send_mails.func()  # not due
    due_now()
    email.send_mails.func()
    note = Notification.objects.get()
    assert (note.mail, note.mail_attempts) == (Mail.FAILED, len(email.AGAIN) + 1)
    assert Down.tried == len(email.AGAIN) + 1


def test_a_round_ends_with_the_connection(post, settings):
    """Fifty mails on a server that does not answer would otherwise keep the worker for minutes."""
    use(settings, Down)
    Down.tried = 0
    post()
    email.send_mails.func()
    assert Down.tried == 1
    assert sorted(Notification.objects.values_list("mail_attempts", flat=True)) == [0, 1]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    due_now()
    email.send_mails.func()
    assert states() == ["sent", "sent"]


def test_a_server_that_never_answers_is_given_up(post, settings):
    assert 0 < real_settings.EMAIL_TIMEOUT <= 30
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = silent.getsockname()
        settings.EMAIL_TIMEOUT = 0.2
        post()
        email.send_mails.func()
    assert set(states()) == {"waiting"}
    assert Notification.objects.exclude(mail_error="").count() == 1


def test_one_bad_address_does_not_keep_the_others(post, settings, editor, second_editor, managing_editor):
    use(settings, Picky)
    for user, address in (
        (editor, "550@x.example"),
        (second_editor, "452@x.example"),
        (managing_editor, "m@x.example"),
    ):
        user.email = address
        user.save()
    post()
    run_tasks()
    found = dict(Notification.objects.values_list("recipient__username", "mail"))
    assert found == {"edi": "failed", "eka": "waiting", "mira": "sent"}


def test_an_address_that_is_none_fails_for_good(post, editor):
    editor.email = "edi\nBcc: semua@contoh.example"
    editor.save()
    post()
    run_tasks()
    found = dict(Notification.objects.values_list("recipient__username", "mail"))
    assert found == {"edi": "failed", "eka": "sent"}


def test_the_pulse_takes_up_what_a_lost_task_left(post):
    post()
    DBTaskResult.objects.all().delete()
    tasks.pulse.func()
    mail.outbox.clear()
    run_tasks()
    assert states() == ["sent", "sent"]


def test_a_worker_that_died_while_sending_leaves_a_note_and_no_second_mail(post, editor):
    post()
    Notification.objects.update(
        mail=Mail.SENDING, mail_at=timezone.now() - email.LONGEST + timedelta(minutes=1)
    )
    email.take_up()
    assert set(states()) == {"sending"}
    Notification.objects.update(mail_at=timezone.now() - email.LONGEST - timedelta(seconds=1))
    email.take_up()
    run_tasks()
    assert set(states()) == {"failed"}
    assert Notification.objects.first().mail_error
    assert mail.outbox == []


def test_what_waited_for_a_day_is_no_news(post):
    post()
    Notification.objects.update(created_at=timezone.now() - email.STALE - timedelta(minutes=1))
    email.take_up()
    run_tasks()
    assert set(states()) == {"failed"}
    assert mail.outbox == []


def test_many_mails_are_sent_in_rounds(post, editor, monkeypatch):
    monkeypatch.setattr(email, "ROUND", 2)
    for _n in range(3):
        post()
    DBTaskResult.objects.all().delete()
    email.send_mails.func()
    assert len(mail.outbox) == 2
    for _n in range(3):
        run_tasks()
    assert len(mail.outbox) == 6


# Where it is seen


def test_failed_mails_are_listed_for_those_in_charge_and_tried_again(
    post, visit, writer, editor, managing_editor, administrator, client
):
    article = post()
    Notification.objects.update(mail=Mail.FAILED, mail_error="Connection refused")
    assert client.get(FAILED).status_code == 302
    for user in (writer, editor):
        assert visit(user).get(FAILED).status_code == 403
        assert visit(user).post(FAILED).status_code == 403
    for user in (managing_editor, administrator):
        html = visit(user).get(FAILED).content.decode()
        assert "Connection refused" in html
        assert article.headline not in html
    chosen = Notification.objects.filter(recipient=editor).get()
    for odd in ("x", "\x00", "9" * 30):
        visit(administrator).post(FAILED, {"pk": odd})
        assert Notification.objects.failed().count() == 3
    visit(administrator).post(FAILED, {"pk": chosen.pk})
    run_tasks()
    assert Notification.objects.get(pk=chosen.pk).mail == Mail.SENT
    assert Notification.objects.failed().count() == 2
    visit(managing_editor).post(FAILED)
    assert Notification.objects.failed().count() == 0


def test_what_was_sent_is_not_sent_again_by_hand(post, visit, administrator):
    post()
    run_tasks()
    note = Notification.objects.filter(mail=Mail.SENT).first()
    visit(administrator).post(FAILED, {"pk": note.pk})
    run_tasks()
    assert len(mail.outbox) == 2


def test_its_reader_sees_what_became_of_it(post, visit, editor):
    post()
    Notification.objects.update(mail=Mail.FAILED, mail_error="550 no such user")
    html = visit(editor).get("/redaksi-desk/pemberitahuan/").content.decode()
    assert "550 no such user" in html
