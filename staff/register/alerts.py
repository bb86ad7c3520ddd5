"""The persons who hear of a letter: whoever looks after the story's region now, then the editors on duty, then all; after the
house's deadline the managing editors, each day anew."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from articles import permissions, zones
from staff.models import Complaint, ComplaintStep, User
from staff.notifying import notifications, routing

log = logging.getLogger(__name__)

AT_ONCE = 100  # letters that a pulse escalates
AGAIN = timedelta(days=1)  # after the deadline


def tell_of(letter):
    """Notify the nearest editors of a letter that just came."""
    _notify("letter_received", _nearest(letter), letter)


def _nearest(letter):
    if not letter.article:
        return list(routing.editors())
    circles = routing.circles(letter.article)
    return next(filter(None, circles.values()), None) or list(routing.editors())


def escalate():
    """Notify the next persons of each letter that waits; the pulse calls it, and a second worker finds nothing left."""
    for pk in Complaint.objects.to_escalate().order_by("escalate_at").values_list("pk", flat=True)[:AT_ONCE]:
        try:
            _escalate(pk)
        except Exception:  # the other letters wait as well
            log.exception("Letter %d could not be escalated", pk)


@transaction.atomic
def _escalate(pk):
    letter = Complaint.objects.to_escalate().select_for_update(of=["self"]).filter(pk=pk).first()
    if not letter:  # decided, or done by another worker, while the lock was waited for
        return
    kind = "letter_overdue" if letter.is_overdue else "letter_waits"
    _notify(kind, _next(letter), letter)
    letter.escalate_at = timezone.now() + AGAIN if letter.is_overdue else letter.due_at
    letter.save(update_fields=["escalate_at"])
    letter.note(ComplaintStep.Action.REMIND, by=None)


def _next(letter):
    """Return whom to notify: whoever works on it alone, all editors where nobody does, past the deadline also the
    managing editors."""
    is_in_hand = letter.handler and letter.handler.is_active
    people = [letter.handler] if is_in_hand else list(routing.editors())
    if letter.is_overdue:
        people += User.objects.at_the_desk_with(permissions.WITHDRAW_ARTICLE)
    return people


def _notify(kind, people, letter):
    words = f"{letter} · {zones.words(letter.due_at, letter.zone)}"
    notifications.notify(kind, people, by=None, article=letter.article, words=words, path=letter.desk_path)
