"""E-mails of notifications: sent by the worker, each once, again after growing pauses where that may help.

A mail server that is down holds up nothing but mail: a round ends at the first failure of the connection, and
`EMAIL_TIMEOUT` ends one that does not answer.
"""

import logging
from datetime import timedelta
from email.utils import formataddr, parseaddr
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from articles import permissions
from articles.models import Article, Publication
from staff import reach
from staff.models import Notification
from staff.notifying import texts
from staff.parsing import without_nul

log = logging.getLogger(__name__)

Mail = Notification.Mail
AGAIN = [timedelta(minutes=minutes) for minutes in (1, 5, 25, 120)]  # after as many failures
ROUND = 50  # mails, before other tasks get their turn
LONGEST = timedelta(minutes=10)  # that sending one takes; after that its worker died
STALE = timedelta(days=1)  # what waited so long is no news


def first_state(user, kind):
    """Return the state in which an e-mail of this kind to this person begins."""
    if not user.email:
        return Mail.NO_ADDRESS
    is_off = kind in user.without_mail and not texts.KINDS[kind].is_of_account
    return Mail.OFF if is_off else Mail.QUEUED


@task(priority=-5)
def send_mails():
    """Sends what is due, on one connection."""
    ids = list(Notification.objects.to_send().values_list("pk", flat=True)[:ROUND])
    if not ids:
        return
    publication, connection = Publication.objects.current().name, get_connection()
    try:
        for pk in ids:
            if not _send(pk, connection, publication):
                return  # the pulse begins the next round
    finally:
        connection.close()
    if len(ids) == ROUND:
        send_mails.enqueue()


def _send(pk, connection, publication):
    """One e-mail; False where the connection failed.

    Taking the row first keeps two workers from sending it twice.
    """
    now = timezone.now()
    row = Notification.objects.to_send().filter(pk=pk).order_by()
    if not row.update(mail=Mail.SENDING, mail_at=now, mail_attempts=F("mail_attempts") + 1):
        return True
    note = Notification.objects.select_related("recipient", "by", "article__region").get(pk=pk)
    state = _state_now(note)
    if state != Mail.QUEUED:
        _write(note, state)
        return True
    try:
        connection.open()  # nothing where it is open
        connection.send_messages([_message(note, connection, publication)])
    except Exception as error:
        _failed(note, error)
        return not is_of_the_connection(error)
    _write(note, Mail.SENT if reach.sends_mail() else Mail.NO_SERVER)
    return True


def _state_now(note):
    """Asked anew: between the step and its e-mail, an account may have been closed."""
    reader = note.recipient
    if not (reader.is_active and reader.is_staff) or (note.article and not _may_read(note, reader)):
        return Mail.NO_ACCESS
    return first_state(reader, note.kind)


def _may_read(note, reader):
    stories = Article.objects.visible_to(reader)
    if note.kind in texts.OF_INSIDERS and not reader.has_perm(permissions.REVIEW_ARTICLE):
        stories = stories.written_by(reader)
    return stories.filter(pk=note.article_id).exists()


def _message(note, connection, publication):
    subject, text = texts.mail(note, publication)
    headers = {"Message-ID": _message_id(note)}
    return message(note.recipient, subject, text, connection, headers, publication)


def message(reader, subject, text, connection=None, headers=None, publication=None):
    """Return an e-mail to this account, in the paper's name."""
    return EmailMessage(
        subject,
        text,
        sender(publication or Publication.objects.current().name),
        to=[formataddr((" ".join(str(reader).split()), reader.email), charset="utf-8")],
        headers={"Auto-Submitted": "auto-generated"} | (headers or {}),
        connection=connection,
    )


def sender(publication):
    """Return the address that mails come from, under the paper's name where the setting gives it none."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((name or " ".join(publication.split()), address), charset="utf-8")


def _message_id(note):
    """Always the same, so that no mailbox shows it twice."""
    return f"<pemberitahuan-{note.pk}@{urlsplit(settings.SITE_URL).hostname}>"


def _failed(note, error):
    words = error_words(error)
    log.warning("E-mail of notification %d: %s", note.pk, words)
    if is_final(error) or note.mail_attempts > len(AGAIN):
        _write(note, Mail.FAILED, words)
    else:
        _write(note, Mail.QUEUED, words, at=timezone.now() + AGAIN[note.mail_attempts - 1])


def error_words(error):
    return without_nul(f"{type(error).__name__}: {error}")[:300]


def is_final(error):
    """Return whether the same mail would only be refused again."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _answer in error.recipients.values())
    if isinstance(error, SMTPDataError):
        return error.smtp_code >= 500
    return not isinstance(error, (OSError, SMTPException))


def is_of_the_connection(error):
    """Return whether the next mail would meet this error too."""
    return isinstance(error, (OSError, SMTPException)) and not isinstance(
        error, (SMTPRecipientsRefused, SMTPDataError)
    )


def _write(note, state, error="", *, at=None):
    Notification.objects.filter(pk=note.pk, mail=Mail.SENDING).update(
        mail=state, mail_error=error, mail_at=at or timezone.now()
    )


def take_up():
    """Begin a round for what a lost task left, and end what nobody can tell any more; the pulse calls it."""
    now = timezone.now()
    interrupted = Notification.objects.filter(mail=Mail.SENDING, mail_at__lt=now - LONGEST)
    interrupted.update(
        mail=Mail.FAILED,
        mail_error=_("The worker stopped while it was sent. It may have arrived."),
        mail_at=now,
    )
    stale = Notification.objects.filter(mail=Mail.QUEUED, created_at__lt=now - STALE)
    stale.update(mail=Mail.FAILED, mail_error=_("It waited for more than a day."), mail_at=now)
    if Notification.objects.to_send().exists():
        send_mails.enqueue()


def try_again(notifications):
    """Queue failed e-mails again, once the cause is gone; return how many."""
    count = notifications.failed().update(
        mail=Mail.QUEUED, mail_error="", mail_attempts=0, mail_at=timezone.now()
    )
    if count:
        send_mails.enqueue()
    return count
