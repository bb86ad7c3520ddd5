"""E-mails to whoever wrote a letter: a receipt with number and code, and what became of it. The worker sends them, again
after growing pauses where that may help."""

import logging

from django.core.mail import EmailMessage, get_connection
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import zones
from articles.addresses import absolute
from articles.models import Publication
from staff import reach
from staff.models import Complaint, ComplaintMail, Notification
from staff.models.complaint import TakedownGround
from staff.notifying import email

log = logging.getLogger(__name__)
ROUND = 20  # mails of one pulse
Outcome = Complaint.Outcome


def send():
    """Send what is due; the pulse calls it. A connection that fails ends the round, and the next pulse goes on."""
    ids = list(ComplaintMail.objects.due().values_list("pk", flat=True)[:ROUND])
    if not ids:
        return
    publication, connection = Publication.objects.current(), get_connection()
    try:
        for pk in ids:
            if not _send(pk, publication, connection):
                return
    finally:
        connection.close()


def _send(pk, publication, connection):
    """One e-mail; False where the connection failed. To take the row first keeps two workers from sending it twice."""
    now = timezone.now()
    row = ComplaintMail.objects.due().filter(pk=pk)
    if not row.update(attempts=F("attempts") + 1, due_at=now + email.LONGEST):
        return True
    mail = ComplaintMail.objects.select_related("complaint__article__region", "complaint__notice").get(pk=pk)
    is_stale = (
        mail.kind == ComplaintMail.Kind.OUTCOME and mail.complaint.is_open
    )  # the decision was taken back
    if is_stale or not mail.complaint.email:  # or the address was cleared
        return _finish(mail)
    try:
        connection.open()
        connection.send_messages([_message(mail, publication, connection)])
    except Exception as error:
        _note_failure(mail, error)
        return not email.is_of_the_connection(error)
    if not reach.sends_mail():
        return _finish(mail, mail_error=str(Notification.Mail.NO_SERVER.label))
    return _finish(mail, sent_at=now)


def _finish(mail, **values):
    ComplaintMail.objects.filter(pk=mail.pk).update(**{"due_at": None, "mail_error": ""} | values)
    return True


def _note_failure(mail, error):
    words = email.error_words(error)
    log.warning("E-mail of letter %d: %s", mail.complaint_id, words)
    is_last = email.is_final(error) or mail.attempts > len(email.AGAIN)
    due_at = None if is_last else timezone.now() + email.AGAIN[mail.attempts - 1]
    ComplaintMail.objects.filter(pk=mail.pk).update(due_at=due_at, mail_error=words)


def _message(mail, publication, connection):
    letter = mail.complaint
    is_receipt = mail.kind == ComplaintMail.Kind.RECEIPT
    subject = _("We have your letter %(number)s") if is_receipt else _("Your letter %(number)s")
    parts = _receipt(letter) if is_receipt else [*outcome_lines(letter), *_council(letter)]
    status = _("Follow it here with number %(number)s and code %(code)s:") % {
        "number": letter.number,
        "code": letter.code(),
    }
    parts += [f"{status}\n{absolute(reverse('letter_status'))}", f"-- \n{publication.name}"]
    return EmailMessage(
        f"[{publication.name}] {subject % {'number': letter.number}}",
        "\n\n".join(parts) + "\n",
        email.sender(publication.name),
        to=[letter.email],
        reply_to=[publication.email] if publication.email else None,
        headers={"Auto-Submitted": "auto-generated"},
        connection=connection,
    )


def _receipt(letter):
    """Return paragraphs that repeat nothing of what was typed: whoever typed the address may not be its owner."""
    return [
        _("Your letter to the newsroom stands in the register with the number %(number)s.")
        % {"number": letter.number},
        _("We answer by %(time)s at the latest.") % {"time": zones.words(letter.due_at, letter.zone)},
        _("If you wrote no letter, somebody used your address: do nothing, or tell us."),
    ]


def outcome_lines(letter):
    """Return in paragraphs what became of a letter, for whoever wrote it."""
    if letter.outcome == Outcome.NOTICE:
        lines = [_("Our answer is published:"), absolute(letter.notice.get_absolute_url())]
        return [
            *lines,
            *([_("Ground: %(ground)s.") % {"ground": letter.get_ground_display()}] if letter.ground else []),
        ]
    if letter.outcome == Outcome.REFUSED:
        lines = [
            _("We do not publish it: %(reason)s") % {"reason": letter.get_refusal_reason_display()},
            letter.answer,
        ]
        return [*lines, *(_grounds() if letter.kind == Complaint.Kind.TAKEDOWN else [])]
    if letter.outcome == Outcome.TAKEN_BACK:
        return [_("You took it back, and the newsroom closed it.")]
    return [letter.answer]


def _grounds():
    """Return the closed list by which a story may be taken down, as paragraphs."""
    labels = "\n".join(f"- {label}" for label in TakedownGround.labels)
    words = _(
        "By the press council's guideline for online media (2012, clause 5a) a story is taken down on these grounds alone:"
    )
    return [f"{words}\n{labels}"]


def _council(letter):
    if letter.outcome not in (Outcome.REFUSED, Outcome.ANSWERED):
        return []
    return [_("If you disagree, you may turn to the press council (Dewan Pers).")]
