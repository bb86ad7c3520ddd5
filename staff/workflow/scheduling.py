"""Moments that somebody typed, in the zone of a story, and back."""

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from staff.workflow.states import Refused

MOST_YEARS = 5  # ahead, that anything is planned


# ---- Moments


def moment(text, zone):
    """A moment from a datetime-local field, in the zone of a region; None when empty. Raises Refused."""
    if not text:
        return None
    try:
        moment_there = parse_datetime(text)
    except ValueError:
        moment_there = None
    last = timezone.now().year + MOST_YEARS
    if not moment_there or not timezone.is_naive(moment_there) or not 2 <= moment_there.year <= last:
        raise Refused(_("This is not a date and time."), code="time")
    return timezone.make_aware(moment_there, zone)


def slot(at, zone):
    """The same the other way: as such a field shows it."""
    return timezone.localtime(at, zone).strftime("%Y-%m-%dT%H:%M")
