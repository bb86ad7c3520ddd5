"""The steps of a letter: receiving it, taking it up, deciding on it. Each locks the letter's row and writes its history."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Publication
from staff import roles
from staff.models import Complaint, ComplaintFile, ComplaintMail, ComplaintStep
from staff.models.complaint import OUTCOMES
from staff.register import alerts
from staff.workflow import Refused

Outcome, Action = Complaint.Outcome, ComplaintStep.Action


# ---- From outside


@transaction.atomic
def receive(letter, enclosures, *, token, by=None, arrived_at=None):
    """Keep a letter with its files, notify whom it concerns, and return it. The same form sent twice is one letter.

    `by` is whoever of the newsroom records one that came another way.
    """
    if twin := _twin(token):
        return twin
    arrival, span = arrived_at or timezone.now(), timedelta(hours=Publication.objects.current().reply_hours)
    letter.form_token, letter.created_at, letter.due_at = token, arrival, arrival + span
    letter.escalate_at = arrival + span / 2
    try:
        with transaction.atomic():
            letter.save(force_insert=True)
    except IntegrityError:  # two presses at the same moment
        return _twin(token)
    for enclosure in enclosures:
        ComplaintFile.take_in(
            letter,
            enclosure.content,
            name=enclosure.name,
            media_type=enclosure.media_type,
            extension=enclosure.extension,
        )
    letter.note(Action.RECEIVE, by=by, words=letter.get_channel_display())
    ComplaintMail.objects.queue(letter, ComplaintMail.Kind.RECEIPT)
    alerts.tell_of(letter)
    return letter


def _twin(token):
    return Complaint.objects.filter(form_token=token).first()


# ---- At the desk


def refusals(letter, user):
    """{step: why this person may not do it now; None where it is allowed}."""
    foreign = None if user.has_perm(roles.CHANGE_COMPLAINT) else _("Only editors may do this.")
    over = None if letter.is_open else _("This letter is decided already.")
    possible = OUTCOMES[letter.kind]
    return {
        "take": foreign or over or (_("You work on it.") if letter.handler_id == user.pk else None),
        "notice": foreign or over or _unless(Outcome.NOTICE in possible and letter.article_id),
        "answer": foreign or over or _unless(Outcome.ANSWERED in possible),
        "refuse": foreign or over or _unless(Outcome.REFUSED in possible),
        "take_back": foreign or over,
        "spam": foreign or over,
        "reopen": foreign or (_("This letter is open.") if letter.is_open else None),
    }


def _unless(is_possible):
    return None if is_possible else _("A letter of this kind does not end so.")


def available_steps(letter, user):
    return {step for step, why in refusals(letter, user).items() if not why}


@transaction.atomic
def take(letter, *, by):
    """Work on it from now on; whoever did so before hands it over by that."""
    letter = _locked(letter, "take", by)
    letter.handler = by
    letter.save(update_fields=["handler"])
    letter.note(Action.TAKE, by=by)
    letter.settle()
    return letter


@transaction.atomic
def publish(letter, notice, *, by, ground=""):
    """Decide it by a notice of its story that readers have."""
    letter = _locked(letter, "notice", by)
    return _decide(letter, Outcome.NOTICE, by=by, notice=notice, ground=ground)


@transaction.atomic
def answer(letter, words, *, by):
    return _decide(_locked(letter, "answer", by), Outcome.ANSWERED, by=by, answer=words)


@transaction.atomic
def refuse(letter, reason, words, *, by):
    """Refuse it on a reason of the closed list, and in words to the person."""
    letter = _locked(letter, "refuse", by)
    return _decide(letter, Outcome.REFUSED, by=by, refusal_reason=reason, answer=words)


@transaction.atomic
def take_back(letter, words, *, by):
    """Note that the person took it back, and how the newsroom knows."""
    letter = _locked(letter, "take_back", by)
    return _decide(letter, Outcome.TAKEN_BACK, by=by, words=words)


@transaction.atomic
def put_aside(letter, *, by):
    """Put aside what is no letter to the newsroom: it goes after its term, and counts for nothing."""
    return _decide(_locked(letter, "spam", by), Outcome.SPAM, by=by)


@transaction.atomic
def reopen(letter, words, *, by):
    letter = _locked(letter, "reopen", by)
    letter.reopen(by=by, reason=words)
    return letter


def _locked(letter, step, by):
    letter = Complaint.objects.select_for_update().get(pk=letter.pk)
    if why := refusals(letter, by)[step]:
        raise Refused(why)
    return letter


def _decide(letter, outcome, *, by, words="", **values):
    letter.handler = letter.handler or by
    letter.decide(outcome, by=by, words=words, handler=letter.handler, **values)
    return letter
