"""The history of the masthead: who was responsible when."""

from itertools import pairwise

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import permissions
from articles.models import MastheadEntry

MOST = 200


@require_safe
def page(request):
    """Show what the masthead said, the newest first; with `?pada=2026-01-31` what it said on that day."""
    if not (
        request.user.has_perm(permissions.REVIEW_ARTICLE)
        or request.user.has_perm(permissions.CHANGE_PUBLICATION)
    ):
        raise PermissionDenied
    words = request.GET.get("pada", "")
    day = _day(words)
    entries = list(MastheadEntry.objects.all()[: MOST + 1])
    spans = [(entry, later.created_at if later else None) for later, entry in pairwise([None, *entries])][
        :MOST
    ]
    if day:
        spans = [
            (entry, until)
            for entry, until in spans
            if timezone.localdate(entry.created_at) <= day and not (until and timezone.localdate(until) < day)
        ]
    context = {
        **admin.site.each_context(request),
        "title": _("History of the masthead"),
        "spans": spans,
        "words": words,
        "is_no_day": bool(words) and not day,
    }
    return TemplateResponse(
        request, "desk/desk/masthead_history.html", context, status=400 if words and not day else 200
    )


def _day(text):
    try:
        return parse_date(text)
    except ValueError:  # the 31st of February
        return None
