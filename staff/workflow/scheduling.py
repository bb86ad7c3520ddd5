"""Moments that somebody typed, in the zone of a story, and back."""

from datetime import timedelta

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


def first_moment(article):
    """Return the first minute at which readers may get a story under embargo; None where they may at once."""
    if not article.is_under_embargo:
        return None
    minute = article.embargo_until.replace(second=0, microsecond=0)
    return minute if minute == article.embargo_until else minute + timedelta(minutes=1)


def proposed_moment(article):
    """Return the moment that a button or field for it begins with: the end of the embargo, or a later one that an
    approved or scheduled story had been given; None where it goes online at once."""
    moments = [article.published_at, first_moment(article)]
    return max((moment for moment in moments if moment and moment > timezone.now()), default=None)


def slot(at, zone):
    """The same the other way: as such a field shows it."""
    return timezone.localtime(at, zone).strftime("%Y-%m-%dT%H:%M")
