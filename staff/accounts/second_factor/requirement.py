"""Whom a second factor is required of, from which day, and whether a session has one."""

from django.conf import settings
from django.utils import timezone

USED = "second_factor"  # in a session that was begun with one, or in which the first was set up


def is_required():
    return settings.SECOND_FACTOR_FROM is not None and timezone.localdate() >= settings.SECOND_FACTOR_FROM


def is_missing(request):
    """Return whether this session was begun without the second factor that its account needs by now."""
    return is_required() and not request.session.get(USED) and request.user.needs_second_factor


def coming_day(request):
    """Return the day from which this account needs the factor that it does not have; None where that is no news."""
    day = settings.SECOND_FACTOR_FROM
    is_news = day and not is_required() and not request.session.get(USED) and request.user.needs_second_factor
    return day if is_news else None
