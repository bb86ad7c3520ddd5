"""The public lists of notices by month, and the page of each: /koreksi/ and /pencabutan/."""

from datetime import timedelta

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from articles.models import Notice
from articles.site.pages import page

MOST = 200  # that a month's page shows, the newest


@require_safe
def corrections(request, year=None, month=None):
    """Show what was corrected, answered or noted in one month; without a month, in the newest that has any."""
    return _list(request, Notice.objects.about_texts(), "notices", year, month)


@require_safe
def withdrawals(request, year=None, month=None):
    """Show which stories were withdrawn in one month, and why."""
    return _list(request, Notice.objects.of_withdrawals(), "withdrawals", year, month)


@require_safe
def notice(request, pk):
    """Show one notice with a link to its story."""
    row = get_object_or_404(Notice.objects.select_related("article__region"), pk=pk)
    address = row.get_absolute_url()
    if request.path != address:
        return redirect(address, permanent=True)
    return page(request, "site/notice.html", {"notice": row})


def _list(request, notices, name, year, month):
    months = list(notices.datetimes("created_at", "month", order="DESC"))
    if year is not None:
        start = next((first for first in months if (first.year, first.month) == (year, month)), None)
        if not start:
            raise Http404("no notice then")
    else:
        start = months[0] if months else None
    rows = []
    if start:
        in_month = notices.filter(
            created_at__gte=start, created_at__lt=(start + timedelta(days=32)).replace(day=1)
        ).newest_first()
        rows = list(in_month.select_related("article__region")[:MOST])
    context = {"notices": rows, "month": start, "months": months, "list_name": name}
    return page(request, "site/notices.html", context)
