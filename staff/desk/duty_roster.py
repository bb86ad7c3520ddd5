"""The desk's page "Who looks after what": the week of each region, with the hours in which nobody is on duty.

Times of a week are minutes since Monday, 00.00, in the zone of the row's region.
"""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import zones
from staff import roles
from staff.models import Coverage
from staff.notifying import routing
from staff.parsing import number

DAY, WEEK = 24 * 60, 7 * 24 * 60


class CoverageForm(forms.ModelForm):
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("weekdays"),
        choices=list(WEEKDAYS.items()),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Coverage
        fields = ["user", "region", "weekdays", "begins", "ends"]
        widgets = {
            name: forms.TimeInput(attrs={"type": "time"}, format="%H:%M") for name in ("begins", "ends")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = routing.editors().order_by("first_name", "username")
        self.fields["region"].empty_label = _("all regions")


@dataclass
class Row:
    """A region's week."""

    region: Any  # None: all regions that have no row of their own
    zone: str
    days: list  # (day, [(begin, length)] covered, in minutes of that day)
    hours: int  # without anybody
    holes: list[str]  # the same in words
    own: list = field(default_factory=list)  # coverages of just this region


def page(request, context):
    """GET shows the week; POST adds, changes (`pk`) or removes (`remove`)."""
    may_change = request.user.has_perm(roles.CHANGE_COVERAGE)
    form = None
    if request.method == "POST":
        if not may_change:
            raise PermissionDenied
        if "remove" in request.POST:
            Coverage.objects.filter(pk=number(request.POST["remove"]) or 0).delete()
            return HttpResponseRedirect(request.path)
        form = _save(request)
        if form.is_valid():
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(request.path)
    elif may_change:
        coverage = Coverage.objects.filter(pk=number(request.GET.get("ubah", "")) or 0).first()
        form = CoverageForm(instance=coverage, initial={} if coverage else {"weekdays": list(range(7))})
    coverages = _coverages()
    context |= {
        "rows": rows(coverages),
        "form": form,
        "may_change": may_change,
        "on_duty": [coverage for coverage in coverages if coverage.counts and coverage.is_on(timezone.now())],
    }
    failed = bool(form and form.errors)
    return TemplateResponse(request, "desk/desk/duty_roster.html", context, status=400 if failed else 200)


def _save(request):
    coverage = Coverage.objects.filter(pk=number(request.POST.get("pk", "")) or 0).first()
    form = CoverageForm(request.POST, instance=coverage)
    if form.is_valid():
        form.save()
    return form


def _coverages():
    """Return all coverages, each with `counts`: whether its account may still review."""
    able = set(routing.editors().values_list("pk", flat=True))
    rows = list(Coverage.objects.select_related("user", "region"))
    for coverage in rows:
        coverage.counts = coverage.user_id in able
        coverage.days = days_in_words(coverage.weekdays)
    return rows


def rows(coverages):
    """Return the row of all other regions, then one for each region that has coverages of its own."""
    regions = {coverage.region_id: coverage.region for coverage in coverages}
    own = sorted((region for region in regions.values() if region), key=lambda region: region.path)
    return [_row(region, coverages) for region in (None, *own)]


def _row(region, coverages):
    zone = zones.zone_of(region)
    holding = [coverage for coverage in coverages if coverage.counts and coverage.holds(region)]
    times = join(span for coverage in holding for span in times_of(coverage, zone))
    holes = gaps(times)
    return Row(
        region=region,
        zone=zones.name(zone),
        days=[(WEEKDAYS_ABBR[day], _within(times, day * DAY)) for day in range(7)],
        hours=round(sum(end - begin for begin, end in holes) / 60),
        holes=in_words(holes),
        own=[coverage for coverage in coverages if coverage.region == region],
    )


def times_of(coverage, zone):
    """Yield (begin, end) of a coverage's hours, in minutes of a week in this zone."""
    now = timezone.now()
    shift = (
        now.astimezone(zone).utcoffset() - now.astimezone(coverage.zone).utcoffset()
    ).total_seconds() // 60
    begins, ends = (at.hour * 60 + at.minute for at in (coverage.begins, coverage.ends))
    length = ends - begins + (DAY if coverage.passes_midnight else 0)
    for day in coverage.weekdays:
        begin = int(day * DAY + begins + shift) % WEEK
        yield begin, min(begin + length, WEEK)
        if begin + length > WEEK:  # into the next Monday, which is this one
            yield 0, begin + length - WEEK


def join(times):
    """Return the same times in order and without overlaps."""
    result = []
    for begin, end in sorted(times):
        if result and begin <= result[-1][1]:
            result[-1][1] = max(end, result[-1][1])
        else:
            result.append([begin, end])
    return [tuple(span) for span in result]


def gaps(times):
    """Return the times of the week that are left over."""
    edges = [0, *(moment for span in times for moment in span), WEEK]
    return [(begin, end) for begin, end in zip(edges[::2], edges[1::2], strict=True) if begin < end]


def _within(times, start):
    parts = ((max(begin, start) - start, min(end, start + DAY) - start) for begin, end in times)
    return [(begin, end - begin) for begin, end in parts if begin < end]


def in_words(holes):
    """Return holes as `setiap hari 22.00–06.00`, `Sabtu, Minggu 18.00–24.00`, also over Sunday's midnight."""
    if holes == [(0, WEEK)]:
        return [_("never anybody")]
    if len(holes) > 1 and holes[0][0] == 0 and holes[-1][1] == WEEK:
        holes = [*holes[1:-1], (holes[-1][0], WEEK + holes[0][1])]
    same = {}
    for begin, end in sorted(holes):
        same.setdefault((begin % DAY, end - begin), []).append(begin // DAY)
    return [_hole(begin, length, days) for (begin, length), days in same.items()]


def _hole(begin, length, days):
    end = begin + length
    if length > DAY:
        until = f"{WEEKDAYS[(days[0] + (end - 1) // DAY) % 7]} {_clock(end)}"
        return f"{WEEKDAYS[days[0]]} {_clock(begin)} – {until}"
    return f"{days_in_words(days)} {_clock(begin)}–{_clock(end)}"


def _clock(minutes):
    """Return minutes as `18.30`; midnight at the end of a day is 24.00."""
    minutes = minutes % DAY or (DAY if minutes else 0)
    return f"{minutes // 60:02}.{minutes % 60:02}"


def days_in_words(days):
    if len(set(days)) == 7:
        return _("every day")
    return ", ".join(str(WEEKDAYS[day]) for day in sorted(set(days)))
