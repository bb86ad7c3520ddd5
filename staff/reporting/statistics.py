"""Statistics for the editor in chief: what was published, how long decisions take, why stories come back,
what is read.

A table is a function of a period; page and CSV show the same rows. Each question is asked once a period,
through an index that leads to it (`article_counted`, `event_by_action`, `view_count_hour`); where two tables
show the same stories in two ways, one answer serves both.
"""

import csv
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property, wraps
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Count, DateField, Q, Sum
from django.db.models.functions import TruncWeek
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.http import urlencode
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles import permissions, zones
from articles.models import (
    Article,
    ArticleEvent,
    Category,
    Credit,
    Person,
    ReadingFigure,
    Region,
    Step,
    ViewCount,
)
from articles.models.article import shorten
from articles.models.reading import LIFETIME, READING_VALUES, Depth, ReadingKind, Referrer
from staff.desk.story_list import EVER_PUBLIC
from staff.models import Change, User
from staff.workflow import return_reasons

LONGEST = timedelta(days=366)
EARLIEST = date(2000, 1, 1)
DECISION_EVENTS = (Step.APPROVE, Step.RETURN, Step.SPIKE)
# Other steps that end the wait of a submitted story: nobody decided.
ENDS = (Step.RECALL, Step.PUBLISH_ALONE)
DECISION_WINDOW = timedelta(days=30)  # after the period; a later decision is not looked for
ROWS_ON_PAGE, BARS_IN_CHART = 20, 10  # the CSV has all rows
MOST_STORIES = 1000  # in the CSV of the most read stories
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # beginnings of cells that a spreadsheet would carry out


# ---- The period


@dataclass(frozen=True)
class Period:
    """Whole days in the newsroom's zone; `last` is the last of them."""

    first: date
    last: date

    @property
    def start(self) -> datetime:
        return _midnight(self.first)

    @property
    def end(self) -> datetime:
        return _midnight(self.last + timedelta(days=1))

    @property
    def weeks(self) -> list[date]:
        """The Mondays of all weeks that it touches."""
        monday = self.first - timedelta(days=self.first.weekday())
        return [monday + timedelta(weeks=n) for n in range((self.last - monday).days // 7 + 1)]

    # Answers that several tables share.

    @property
    def stories(self):
        """Stories that were published in the period, withdrawn ones too."""
        published = Article.objects.ever_public().order_by()
        return published.filter(published_at__gte=self.start, published_at__lt=self.end)

    @property
    def reads(self):
        return ViewCount.objects.filter(hour__gte=self.start, hour__lt=self.end).order_by()

    @cached_property
    def stories_by_place(self):
        """[(category id, region id, number of stories)]"""
        return list(self.stories.values_list("category", "region").annotate(Count("pk")))

    @cached_property
    def reads_by_place(self):
        """[(category id, region id, number of reads)]; the index `article_counted` has every column it asks
        for."""
        statuses = [Article.Status.PUBLISHED, Article.Status.WITHDRAWN]
        read = self.reads.filter(article__status__in=statuses, article__update_of=None)
        return list(read.values_list("article__category", "article__region").annotate(Sum("count")))

    @cached_property
    def figures(self):
        """{kind: [(value, category id, region id, number)]} of where readers came from and how far they read."""
        rows = ReadingFigure.objects.filter(day__gte=self.first, day__lte=self.last).order_by()
        rows = rows.values_list("kind", "value", "category", "region").annotate(Sum("count"))
        figures = {kind: [] for kind in READING_VALUES}
        for kind, *rest in rows:
            figures[kind].append(rest)
        return figures

    @cached_property
    def waits(self):
        parameters = {
            "counted": [Step.SUBMIT, *DECISION_EVENTS, *ENDS],
            "decisions": list(DECISION_EVENTS),
            "start": self.start,
            "end": self.end,
            "until": self.end + DECISION_WINDOW,
        }
        with connection.cursor() as cursor:
            cursor.execute(_WAITS, parameters)
            return cursor.fetchall()

    @cached_property
    def returns(self):
        """{"all": n, "words": n, code: n …}: the numbers of returns, of those in words alone, and for each
        reason.

        A return may have several reasons.
        """
        returned = ArticleEvent.objects.filter(
            action=Step.RETURN, created_at__gte=self.start, created_at__lt=self.end
        ).order_by()
        by_code = {code: Count("pk", filter=Q(codes__contains=[code])) for code in return_reasons.REASONS}
        return returned.aggregate(all=Count("pk"), words=Count("pk", filter=Q(codes=[])), **by_code)


def _midnight(day):
    return datetime.combine(day, time(), timezone.get_default_timezone())


def today() -> date:
    return timezone.localdate(timezone=timezone.get_default_timezone())


def _week(now):
    return now - timedelta(days=now.weekday())


def _quarter(now):
    return now.replace(month=(now.month - 1) // 3 * 3 + 1, day=1)


SPANS = {
    "minggu": (_("This week"), _week),
    "4-minggu": (_("Last 4 weeks"), lambda now: now - timedelta(days=27)),
    "triwulan": (_("This quarter"), _quarter),
}
OWN, USUAL = "sendiri", "4-minggu"


class PeriodForm(forms.Form):
    masa = forms.ChoiceField(
        label=_("Period"),
        choices=[*((key, label) for key, (label, _first) in SPANS.items()), (OWN, _("Own dates"))],
        required=False,
    )
    dari = forms.DateField(label=_("From"), required=False, input_formats=["%Y-%m-%d"])
    sampai = forms.DateField(label=_("Up to"), required=False, input_formats=["%Y-%m-%d"])

    def clean(self):
        values = super().clean()
        if self.errors or values["masa"] != OWN:
            return values
        first, last = values["dari"], values["sampai"]
        if not first or not last:
            raise forms.ValidationError(_("Please give both dates."))
        if not EARLIEST <= first <= last <= today():
            raise forms.ValidationError(_("The first date has to be before the last, and both in the past."))
        if last - first >= LONGEST:
            raise forms.ValidationError(_("At most a year at a time."))
        return values

    def period(self) -> Period:
        """Return the period that was chosen; the usual one where the form has errors."""
        values = self.cleaned_data if self.is_valid() else {}
        if values.get("masa") == OWN:
            return Period(values["dari"], values["sampai"])
        return Period(SPANS[values.get("masa") or USUAL][1](today()), today())


# ---- The tables


@dataclass(frozen=True)
class Row:
    label: str
    values: list[Any]  # numbers, durations as timedelta, words
    link: str = ""  # a list of just what the first number counts


@dataclass(frozen=True)
class Table:
    title: Any
    row_name: Any
    columns: list[Any]
    rows: Callable[[Period], list[Row]]
    chart: str = "bars"
    note: Any = ""
    is_about_people: bool = False  # only managing editors see how somebody works


def _list_of(period, **filters):
    """Return the address of the desk's list of these stories; `story_list` names its parameters."""
    query = {
        "status__exact": EVER_PUBLIC,
        "since": period.first.isoformat(),
        "until": period.last.isoformat(),
    }
    return f"{reverse('admin:articles_article_changelist')}?{urlencode(query | filters)}"


def _with_names(rows, model):
    """[(name, id, count …)] for rows of (id, count …); without an id the name is “none”."""
    names = {node.pk: str(node) for node in model.objects.filter(pk__in=[pk for pk, *_rest in rows])}
    return [(names.get(pk, gettext("none")), pk, *rest) for pk, *rest in rows]


def _stories_by_field(n, field, model):
    def rows(period):
        return [
            Row(name, [count], _link(period, field, pk))
            for name, pk, count in _with_names(_summed(period.stories_by_place, n), model)
        ]

    return rows


def _summed(pairs, n):
    """[(id, sum)], the highest first: triples of (category, region, number), summed by the id at position
    `n`."""
    sums = Counter()
    for *ids, number in pairs:
        sums[ids[n]] += number
    return sums.most_common()


def _link(period, field, pk):
    return _list_of(period, **{field: pk, "own": 1}) if pk else ""


def _stories_by_writer(period):
    credits = Credit.objects.filter(article__in=period.stories, role__in=Credit.WRITING_ROLES).order_by()
    counts = (
        credits.values_list("person").annotate(n=Count("article", distinct=True)).order_by("-n", "person")
    )
    return [Row(name, [n], _list_of(period, writer=pk)) for name, pk, n in _with_names(counts, Person)]


def _stories_by_week(period):
    week = TruncWeek("published_at", tzinfo=timezone.get_default_timezone(), output_field=DateField())
    counts = dict(period.stories.annotate(week=week).values_list("week").annotate(Count("pk")))
    rows = []
    for monday in period.weeks:
        part = Period(max(monday, period.first), min(monday + timedelta(days=6), period.last))
        rows.append(Row(formats.date_format(monday, "j M Y"), [counts.get(monday, 0)], _list_of(part)))
    return rows


# The time that a submitted story waited for the first decision about it. An edit of an approved one, which
# sends it back to the editors, is no submission.
_WAITS = """
WITH steps AS (
    SELECT article_id, action, created_at, lead(action) OVER story AS next, lead(actor_id) OVER story AS editor,
        lead(created_at) OVER story - created_at AS waited
    FROM articles_articleevent
    WHERE action = ANY(%(counted)s) AND created_at >= %(start)s AND created_at < %(until)s
    WINDOW story AS (PARTITION BY article_id ORDER BY created_at, id)
), decided AS (
    SELECT article_id, editor, extract(epoch FROM waited)::float AS seconds
    FROM steps WHERE action = 'submit' AND created_at < %(end)s AND next = ANY(%(decisions)s)
)
SELECT grouping(region_id, editor), region_id, editor, count(*),
    percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY seconds)
FROM decided JOIN articles_article ON articles_article.id = article_id
GROUP BY GROUPING SETS ((region_id), (editor), ()) ORDER BY 4 DESC, 2, 3
"""
_REGION, _EDITOR, _ALL = 1, 2, 3  # by the columns that a row does not have


def _waits(period, of):
    """[(id, number of decisions, median, 90th percentile)]; `of` is _REGION, _EDITOR or _ALL, whose id is
    None."""
    return [
        (editor if of == _EDITOR else region, count, *(timedelta(seconds=round(s)) for s in seconds))
        for grouping, region, editor, count, seconds in period.waits
        if grouping == of and count
    ]


def _waits_by(of, model):
    def rows(period):
        return [Row(name, list(rest)) for name, _pk, *rest in _with_names(_waits(period, of), model)]

    return rows


def _returns_by_reason(period):
    counts = period.returns
    labels = return_reasons.REASONS | {"words": _("in words alone")}
    rows = [Row(str(label), [counts[code]]) for code, label in labels.items() if counts[code]]
    return sorted(rows, key=lambda row: -row.values[0])


# A return counts for everybody who is credited with the story as a writer now, once, in however many roles.
# The stories themselves are not read: the two tables have all that is needed.
_RETURNS = """
WITH step AS (
    SELECT article_id, count(*) FILTER (WHERE action = 'return') AS returned,
        count(*) FILTER (WHERE action = 'submit') AS submitted, {by_code}
    FROM articles_articleevent
    WHERE action IN ('submit', 'return') AND created_at >= %s AND created_at < %s GROUP BY 1
), written AS (
    SELECT DISTINCT article_id, person_id FROM articles_credit
    WHERE role = ANY(%s) AND article_id IN (SELECT article_id FROM step)
)
SELECT person_id, sum(returned)::int, sum(submitted)::int, {sums}
FROM step JOIN written USING (article_id) GROUP BY 1 ORDER BY 2 DESC, 3 DESC, 1
"""


def _returns_by_writer(period):
    numbered = range(len(return_reasons.REASONS))
    by_code = (f"count(*) FILTER (WHERE action = 'return' AND %s = ANY(codes)) AS code{n}" for n in numbered)
    sums = (f"sum(code{n})::int" for n in numbered)
    parameters = [*return_reasons.REASONS, period.start, period.end, list(Credit.WRITING_ROLES)]
    with connection.cursor() as cursor:
        cursor.execute(_RETURNS.format(by_code=", ".join(by_code), sums=", ".join(sums)), parameters)
        counts_by_writer = cursor.fetchall()
    return [
        Row(name, [returned, submitted, _most_often(counts)])
        for name, _pk, returned, submitted, *counts in _with_names(counts_by_writer, Person)
    ]


def _most_often(counts):
    most, label = max(zip(counts, return_reasons.REASONS.values(), strict=True), key=lambda pair: pair[0])
    return f"{label} ({most})" if most else ""


def _reads_by_field(n, model):
    def rows(period):
        return [
            Row(name, [count]) for name, _pk, count in _with_names(_summed(period.reads_by_place, n), model)
        ]

    return rows


def _most_read_stories(period):
    read = (
        period.reads.values_list("article").annotate(n=Sum("count")).order_by("-n", "article")[:MOST_STORIES]
    )
    stories = Article.objects.only("headline").in_bulk([pk for pk, _n in read])
    return [
        Row(stories[pk].headline, [n], reverse("admin:articles_article_review", args=[pk])) for pk, n in read
    ]


def _most_read_before(period):
    """Stories of the period by what the former site counted of each, for good."""
    stories = period.stories.filter(former_views__gt=0).order_by("-former_views", "-pk")
    return [
        Row(headline, [views], reverse("admin:articles_article_review", args=[pk]))
        for pk, headline, views in stories.values_list("pk", "headline", "former_views")[:MOST_STORIES]
    ]


def _figures_by_value(kind):
    """Return a table's rows: how often each value of a kind was counted."""

    def rows(period):
        counts = Counter()
        for value, _category, _region, number in period.figures[kind]:
            counts[value] += number
        return [
            Row(str(label), [counts[value]]) for value, label in READING_VALUES[kind].choices if counts[value]
        ]

    return rows


def _figures_by_field(kind, n, model, columns):
    """Return a table's rows: of each category or region, what `columns` makes of {value: number}."""

    def rows(period):
        counts = {}
        for value, *ids, number in period.figures[kind]:
            counts.setdefault(ids[n], Counter())[value] += number
        by_size = sorted(counts.items(), key=lambda pair: (-pair[1].total(), pair[0] or 0))
        return [Row(name, columns(of_node)) for name, _pk, of_node in _with_names(by_size, model)]

    return rows


def _referrer_columns(counts):
    return [counts.total(), *(counts[value] for value in Referrer.values)]


def _depth_columns(counts):
    half = counts[Depth.HALF] + counts[Depth.MOST] + counts[Depth.WHOLE]
    return [
        counts.total(),
        *(f"{round(100 * part / counts.total())} %" for part in (half, counts[Depth.WHOLE])),
    ]


STORIES, READS = _("stories"), _("reads")
WAIT = [_("decided"), _("median"), _("9 of 10 within")]
RETENTION_NOTE = format_lazy(_("Reads are kept for {days} days."), days=LIFETIME.days)
READING_NOTE = format_lazy(
    _(
        "Counted by the reader's browser without cookies, of no person and no single story; kept for {days} days."
    ),
    days=LIFETIME.days,
)
# In the order of `Referrer`, short enough for the head of a column
SHORT_REFERRERS = [_("direct"), _("own site"), _("search"), _("messengers"), _("social"), _("others")]
DEPTHS = [_("at least half"), _("to the end")]
SMALL_NUMBERS_NOTE = _(
    "For coaching. Small numbers say little: three returns of four stories are no finding about anybody."
)
TABLES = {
    "minggu": Table(
        title=_("Stories by week"),
        row_name=_("week from"),
        columns=[STORIES],
        rows=_stories_by_week,
        chart="line",
    ),
    "daerah": Table(
        title=_("Stories by region"),
        row_name=_("region"),
        columns=[STORIES],
        rows=_stories_by_field(1, "region", Region),
    ),
    "kategori": Table(
        title=_("Stories by category"),
        row_name=_("category"),
        columns=[STORIES],
        rows=_stories_by_field(0, "category", Category),
    ),
    "penulis": Table(
        title=_("Stories by writer"),
        row_name=_("writer"),
        columns=[STORIES],
        rows=_stories_by_writer,
        note=_("A story of two writers counts for both."),
    ),
    "keputusan-daerah": Table(
        title=_("From submission to decision, by region"),
        row_name=_("region"),
        columns=WAIT,
        rows=_waits_by(_REGION, Region),
        chart="",
        note=_("Each submission with the first decision after it: approved, returned or spiked."),
    ),
    "keputusan-redaktur": Table(
        title=_("From submission to decision, by editor"),
        row_name=_("editor"),
        columns=WAIT,
        rows=_waits_by(_EDITOR, User),
        chart="",
        is_about_people=True,
    ),
    "alasan": Table(
        title=_("Returns by reason"),
        row_name=_("reason"),
        columns=[_("returns")],
        rows=_returns_by_reason,
        note=_("A return may have several reasons."),
    ),
    "pengembalian": Table(
        title=_("Returns by writer"),
        row_name=_("writer"),
        columns=[_("returned"), _("submitted"), _("most often")],
        rows=_returns_by_writer,
        chart="",
        note=SMALL_NUMBERS_NOTE,
        is_about_people=True,
    ),
    "dibaca": Table(
        title=_("Most read stories"),
        row_name=_("story"),
        columns=[READS],
        rows=_most_read_stories,
        chart="",
        note=RETENTION_NOTE,
    ),
    "dibaca-dulu": Table(
        title=_("Most read on the former site"),
        row_name=_("story"),
        columns=[READS],
        rows=_most_read_before,
        chart="",
        note=_(
            "Of stories published in this period, as the former site counted them until the move; in no other figure here."
        ),
    ),
    "dibaca-kategori": Table(
        title=_("Reads by category"),
        row_name=_("category"),
        columns=[READS],
        rows=_reads_by_field(0, Category),
        note=RETENTION_NOTE,
    ),
    "dibaca-daerah": Table(
        title=_("Reads by region"),
        row_name=_("region"),
        columns=[READS],
        rows=_reads_by_field(1, Region),
        note=RETENTION_NOTE,
    ),
    "asal": Table(
        title=_("Where readers come from"),
        row_name=_("page before"),
        columns=[READS],
        rows=_figures_by_value(ReadingKind.REFERRER),
        note=READING_NOTE,
    ),
    "asal-kategori": Table(
        title=_("Where readers come from, by category"),
        row_name=_("category"),
        columns=[READS, *SHORT_REFERRERS],
        rows=_figures_by_field(ReadingKind.REFERRER, 0, Category, _referrer_columns),
        chart="",
        note=READING_NOTE,
    ),
    "asal-daerah": Table(
        title=_("Where readers come from, by region"),
        row_name=_("region"),
        columns=[READS, *SHORT_REFERRERS],
        rows=_figures_by_field(ReadingKind.REFERRER, 1, Region, _referrer_columns),
        chart="",
        note=READING_NOTE,
    ),
    "kedalaman": Table(
        title=_("How far stories are read"),
        row_name=_("part of the text"),
        columns=[READS],
        rows=_figures_by_value(ReadingKind.DEPTH),
        note=READING_NOTE,
    ),
    "kedalaman-kategori": Table(
        title=_("How far stories are read, by category"),
        row_name=_("category"),
        columns=[READS, *DEPTHS],
        rows=_figures_by_field(ReadingKind.DEPTH, 0, Category, _depth_columns),
        chart="",
        note=READING_NOTE,
    ),
    "kedalaman-daerah": Table(
        title=_("How far stories are read, by region"),
        row_name=_("region"),
        columns=[READS, *DEPTHS],
        rows=_figures_by_field(ReadingKind.DEPTH, 1, Region, _depth_columns),
        chart="",
        note=READING_NOTE,
    ),
}


def tables_for(user):
    """{name: table} that this person may see; raises PermissionDenied where it is none."""
    if not user.has_perm(permissions.REVIEW_ARTICLE):
        raise PermissionDenied
    return {
        name: table
        for name, table in TABLES.items()
        if not table.is_about_people or user.has_perm(permissions.WITHDRAW_ARTICLE)
    }


# ---- Charts


WIDTH, BAR, LINE = 320, 34, 120  # units of a drawing, as wide as a phone


def bars(rows):
    """Return the geometry of a bar chart of the first rows, which are the longest."""
    longest = rows[:BARS_IN_CHART]
    most = max((row.values[0] for row in longest), default=0) or 1
    return {
        "width": WIDTH,
        "height": BAR * len(longest),
        "bars": [
            {
                "label": shorten(row.label, 38),
                "value": in_words(row.values[0]),
                "text_y": BAR * n + 13,
                "y": BAR * n + 19,
                "width": round(WIDTH * row.values[0] / most, 1),
            }
            for n, row in enumerate(longest)
        ],
    }


def line(rows):
    """Return the geometry of a line from the first row to the last."""
    most = max((row.values[0] for row in rows), default=0) or 1
    step = (WIDTH - 20) / max(1, len(rows) - 1)
    points = [
        (round(10 + step * n, 1), round(LINE + 20 - LINE * row.values[0] / most, 1))
        for n, row in enumerate(rows)
    ]
    return {
        "width": WIDTH,
        "height": LINE + 40,
        "base": LINE + 20,
        "points": points,
        "path": " ".join(f"{x},{y}" for x, y in points),
        "most": in_words(most),
        "first": rows[0].label if rows else "",
        "last": rows[-1].label if len(rows) > 1 else "",
    }


CHARTS = {"bars": bars, "line": line}


# ---- Pages


def for_counting(view):
    """Decorate a view: its queries run without PostgreSQL's compiler, which takes longer than they do, and
    with memory to sort a year."""

    @wraps(view)
    def inner(request, *args, **kwargs):
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL jit = off; SET LOCAL work_mem = '32MB'")
            return view(request, *args, **kwargs)

    return inner


def in_words(value):
    """Return a number, a duration or a word as a cell of the page shows it."""
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        hours, rest = divmod(minutes, 60)
        if hours >= 48:
            return gettext("%(days)d d %(hours)d h") % {"days": hours // 24, "hours": hours % 24}
        if hours:
            return gettext("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}
        return gettext("%(minutes)d min") % {"minutes": rest}
    return formats.number_format(value, force_grouping=True) if isinstance(value, int) else value


def _result(name, table, period):
    rows = table.rows(period)
    chart = CHARTS[table.chart](rows) if table.chart and rows else None
    return {
        "name": name,
        "table": table,
        "rows": [(row, [in_words(value) for value in row.values]) for row in rows[:ROWS_ON_PAGE]],
        "more": max(0, len(rows) - ROWS_ON_PAGE),
        "chart": chart,
        "total": sum(row.values[0] for row in rows),
    }


@require_safe
@for_counting
def page(request):
    tables = tables_for(request.user)
    form = PeriodForm(request.GET)
    period = form.period()
    results = {name: _result(name, table, period) for name, table in tables.items()}
    zone = timezone.get_default_timezone()
    context = {
        **admin.site.each_context(request),
        "title": _("Figures"),
        "form": form,
        "errors": [error for messages in form.errors.values() for error in messages],
        "masa": form.cleaned_data.get("masa") or USUAL if form.is_valid() else OWN,
        "period": period,
        "period_query": urlencode({"masa": OWN, "dari": period.first, "sampai": period.last}),
        "zone": zones.name(zone),
        "tables": results.values(),
        "tiles": _tiles(period, results),
    }
    return render(request, "desk/reporting/statistics.html", context, status=400 if form.errors else 200)


def _tiles(period, results):
    """[(label, number, link)] of the numbers at the top of the page."""
    waits = _waits(period, _ALL)
    _all, count, median, ninth = waits[0] if waits else (None, 0, None, None)
    return [
        (_("Published"), in_words(results["minggu"]["total"]), _list_of(period)),
        (_("Decided"), in_words(count), "#keputusan-daerah"),
        (_("Median until the decision"), in_words(median) if count else "–", "#keputusan-daerah"),
        (_("9 of 10 decided within"), in_words(ninth) if count else "–", "#keputusan-daerah"),
        (_("Returned"), in_words(period.returns["all"]), "#alasan"),
        (_("Reads"), in_words(results["dibaca-kategori"]["total"]), "#dibaca"),
    ]


@require_safe
@for_counting
def as_csv(request, name):
    """Answer with a whole table for a spreadsheet: UTF-8 with its byte order mark, times in minutes."""
    tables = tables_for(request.user)
    if name not in TABLES:
        raise Http404(name)
    if name not in tables:
        raise PermissionDenied
    form = PeriodForm(request.GET)
    if not form.is_valid():
        raise Http404("no period")
    period, table = form.period(), tables[name]
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="angka-{name}-{period.first}-{period.last}.csv"'
    sheet = csv.writer(answer)
    rows = table.rows(period)
    waits = any(isinstance(value, timedelta) for row in rows[:1] for value in row.values)
    head = [table.row_name, *table.columns]
    sheet.writerow(
        [escape_formula(str(cell)) for cell in head] + ([gettext("(times in minutes)")] if waits else [])
    )
    for row in rows:
        sheet.writerow([escape_formula(_cell(value)) for value in (row.label, *row.values)])
    Change.objects.note(request.user, by=request.user, source=request.get_full_path(), rows=len(rows))
    return answer


def _cell(value):
    return round(value.total_seconds() / 60) if isinstance(value, timedelta) else value


def escape_formula(cell):
    """Return the cell in a form that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
