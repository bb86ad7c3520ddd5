"""Figures of the register for one year, as the press council may ask for them: counted when somebody asks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import ExtractYear
from django.utils import timezone
from django.utils.translation import gettext as _

from staff.models import Complaint
from staff.models.complaint import ComplaintKind, RefusalReason

FIRST_YEAR = 2000
Outcome = Complaint.Outcome


@dataclass(frozen=True)
class Table:
    """Rows as the page and the CSV show them."""

    title: str
    columns: list[str]
    rows: list[list[Any]]


def years():
    """Return the years that have letters, and this one, the newest first."""
    zone = timezone.get_default_timezone()
    rows = (
        Complaint.objects.order_by()
        .annotate(year=ExtractYear("created_at", tzinfo=zone))
        .values_list("year", flat=True)
    )
    return sorted({*rows.distinct(), timezone.localdate().year}, reverse=True)


def letters_of(year):
    """Return the letters that came in a year of the newsroom's zone, without those that were none."""
    zone = timezone.get_default_timezone()
    first, end = (datetime(number, 1, 1, tzinfo=zone) for number in (year, year + 1))
    came = Complaint.objects.filter(created_at__gte=first, created_at__lt=end)
    return came.exclude(outcome=Outcome.SPAM).order_by()


def tables(year):
    letters = letters_of(year)
    return [_by_kind(letters), _by_reason(letters)]


def _by_kind(letters):
    in_time = Q(decided_at__lte=F("due_at"))
    counts = {
        row["kind"]: row
        for row in letters.values("kind").annotate(
            all=Count("pk"),
            open=Count("pk", filter=Q(outcome="")),
            in_time=Count("pk", filter=in_time),
            late=Count("pk", filter=Q(decided_at__gt=F("due_at")) | Q(outcome="", due_at__lt=timezone.now())),
            **{
                f"of_{outcome.value}": Count("pk", filter=Q(outcome=outcome))
                for outcome in (Outcome.NOTICE, Outcome.ANSWERED, Outcome.REFUSED, Outcome.TAKEN_BACK)
            },
        )
    }
    names = ["all", "of_notice", "of_answered", "of_refused", "of_taken_back", "open", "in_time", "late"]
    rows = [
        [str(kind.label), *(counts.get(kind.value, {}).get(name, 0) for name in names)]
        for kind in ComplaintKind
    ]
    total = [sum(row[place] for row in rows) for place in range(1, len(names) + 1)]
    columns = [
        _("kind"), _("arrived"), _("published"), _("answered"), _("refused"), _("taken back"), _("open"),
        _("decided in time"), _("past the deadline"),
    ]  # fmt: skip
    return Table(_("Letters by kind"), columns, [*rows, [_("all"), *total]])


def _by_reason(letters):
    counts = dict(
        letters.filter(outcome=Outcome.REFUSED).values_list("refusal_reason").annotate(number=Count("pk"))
    )
    rows = [[str(reason.label), counts.get(reason.value, 0)] for reason in RefusalReason]
    return Table(_("Refusals by reason"), [_("reason"), _("letters")], rows)
