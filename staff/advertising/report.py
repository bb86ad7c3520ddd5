"""The figures that an advertiser gets: how often the order was seen and pressed, by day."""

import csv
from datetime import timedelta

from django.db.models import DateField, Sum
from django.db.models.functions import TruncDate
from django.http import HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from staff.reporting.statistics import escape_formula

MOST_DAYS = 800


def by_day(order):
    """Return [(day, views, presses)] of all days from the order's beginning to its end, as far as they have come."""
    zone = timezone.get_default_timezone()
    counts = order.counts.annotate(day=TruncDate("hour", tzinfo=zone, output_field=DateField())).values("day")
    sums = {
        row["day"]: (row["sum_views"], row["sum_clicks"])
        for row in counts.annotate(sum_views=Sum("views"), sum_clicks=Sum("clicks")).order_by("day")
    }
    first = min([timezone.localdate(order.starts_at, zone), *sums])
    last = max([min(timezone.localdate(order.ends_at, zone), timezone.localdate(timezone=zone)), *sums])
    days = (first + timedelta(days=n) for n in range(min((last - first).days + 1, MOST_DAYS)))
    return [(day, *sums.get(day, (0, 0))) for day in days]


def as_csv(order):
    """Return the answer with the order's days for a spreadsheet: UTF-8 with its byte order mark."""
    rows = by_day(order)
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    name = slugify(order.advertiser)[:40] or "pengiklan"
    answer["Content-Disposition"] = f'attachment; filename="iklan-{name}-{order.pk}.csv"'
    sheet = csv.writer(answer)
    sheet.writerow(
        [_("Advertiser"), pgettext("advertisement", "Order"), _("Space"), _("Day"), _("Views"), _("Presses")]
    )
    of_order = [escape_formula(str(cell)) for cell in (order.advertiser, order.reference, order.slot)]
    for day, views, clicks in rows:
        sheet.writerow([*of_order, day.isoformat(), views, clicks])
    views, clicks = (sum(row[n] for row in rows) for n in (1, 2))
    sheet.writerow([*of_order, _("Total"), views, clicks])
    return answer


def figures(order):
    """Return the totals of an order for its page at the desk."""
    views, clicks = order.totals()
    return {
        "state": order.State(order.state()).label,
        "views": views,
        "clicks": clicks,
        "rate": 100 * clicks / views if views else None,
        "left": max(0, order.most_views - views) if order.most_views else None,
    }
