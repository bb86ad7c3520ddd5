"""The items of the calendar: assignments by the time they are due, stories by the time of publication.

Its days are those of one zone: of the region in the filter, else of the publication. Each query reads the
days that are shown and not the archive around them, and returns a bounded number of rows however full a day
is.
"""

from calendar import Calendar
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, Count, F, Q, Value, When, Window
from django.db.models.functions import RowNumber, TruncDate
from django.utils import timezone
from django.utils.functional import cached_property

from articles import permissions
from articles.models import Article
from staff import workflow
from staff.models import Assignment
from staff.workflow import review_queue

MONTH, WEEK, DAY = "bulan", "minggu", "hari"
ON_A_DAY = {MONTH: 4, WEEK: 12, DAY: 50}  # items of a day in each view, or on a page of the day's view
UPDATES = 100  # scheduled updates of live stories, in all days of a view
MOST_ASSIGNMENTS = 100  # assignments of a single day
MOST_UNDATED = 20
FIRST, LAST = date(1900, 1, 1), date(2200, 1, 1)  # days that the calendar has pages for
STORY_FIELDS = (
    "headline", "status", "published_at", "region", "version", "update_of", "merged_revision", "merge_error",
)  # fmt: skip


@dataclass(frozen=True)
class Span:
    """The days of a view, as dates; `last` is the day after."""

    view: str
    day: date
    first: date
    last: date
    zone: Any

    @property
    def bounds(self):
        return tuple(datetime(d.year, d.month, d.day, tzinfo=self.zone) for d in (self.first, self.last))

    @property
    def before(self):
        if self.view == MONTH:
            return (self.day.replace(day=1) - timedelta(days=1)).replace(day=1)
        return self.day - (self.last - self.first)

    @property
    def after(self):
        if self.view == MONTH:
            return (self.day.replace(day=1) + timedelta(days=32)).replace(day=1)
        return self.day + (self.last - self.first)

    @property
    def today(self):
        return timezone.localdate(timezone=self.zone)


def span_of(view, day, zone):
    one = timedelta(days=1)
    if view == DAY:
        return Span(view, day, day, day + one, zone)
    if view == WEEK:
        monday = day - timedelta(days=day.weekday())
        return Span(view, day, monday, monday + 7 * one, zone)
    weeks = Calendar().monthdatescalendar(day.year, day.month)
    return Span(view, day, weeks[0][0], weeks[-1][-1] + one, zone)


class Filter:
    """A region and a desk (category) that the calendar is limited to, each with all that lies in it."""

    def __init__(self, region=None, category=None):
        self.region, self.category = region, category

    @cached_property
    def _numbers(self):
        """Lookups by ids, not by a subquery: PostgreSQL's planner then knows how many they are."""
        numbers = {"region": self.region, "category": self.category}
        return {
            f"{name}__in": list(type(node).objects.within(node).values_list("pk", flat=True))
            for name, node in numbers.items()
            if node
        }

    def apply(self, rows):
        return rows.filter(**self._numbers)


@dataclass
class Item:
    """A story or an assignment on its day."""

    at: datetime
    thing: Any
    state: str
    label: Any
    may_move: bool = False

    @property
    def is_assignment(self):
        return isinstance(self.thing, Assignment)


@dataclass
class Day:
    date: date
    is_today: bool
    is_past: bool
    is_outside: bool  # not in the month that is shown
    items: list = field(default_factory=list)
    more: int = 0  # number of items that are not shown


def days_of(span, user, filters):
    """Return the days of a view with their first items in order of time: those still to come go before past
    ones."""
    items, totals = defaultdict(list), defaultdict(int)
    most = ON_A_DAY[span.view]
    sorts = (("published_at", published_stories, story_item), ("due_at", assignments_in, assignment_item))
    for moment, rows_of, item in sorts:
        rows = rows_of(user, span)
        for row in _first_of_each_day(filters.apply(rows), moment, span, most):
            items[row.on].append((row.nth, item(row, user)))
            totals[row.on] += row.in_all if row.nth == 1 else 0
    for copy in filters.apply(scheduled_updates(user, span))[:UPDATES]:
        on = timezone.localtime(copy.published_at, span.zone).date()
        items[on].append((0, story_item(copy, user)))
        totals[on] += 1
    return [_day(on, span, items[on], totals[on], most) for on in _dates(span)]


def _dates(span):
    return [span.first + timedelta(days=n) for n in range((span.last - span.first).days)]


def _day(on, span, items, total, most):
    first = [item for _nth, item in sorted(items, key=lambda pair: pair[0])[:most]]
    return Day(
        date=on,
        is_today=on == span.today,
        is_past=on < span.today,
        is_outside=span.view == MONTH and on.month != span.day.month,
        items=sorted(first, key=lambda item: item.at),
        more=total - len(first),
    )


def _first_of_each_day(rows, moment, span, most):
    """Return the first rows of each day, with the day as `on`, their rank as `nth`, the day's number as
    `in_all`."""
    still_to_come = Case(When(**{f"{moment}__gt": timezone.now()}, then=Value(0)), default=Value(1))
    return rows.annotate(
        on=TruncDate(moment, tzinfo=span.zone),
        nth=Window(RowNumber(), partition_by=[F("on")], order_by=[still_to_come, F(moment), F("pk")]),
        in_all=Window(Count("*"), partition_by=[F("on")]),
    ).filter(nth__lte=most)


def published_stories(user, span):
    """Published and scheduled stories of these days."""
    start, end = span.bounds
    stories = Article.objects.visible_to(user).published()
    return _light(stories.filter(published_at__gte=start, published_at__lt=end))


def scheduled_updates(user, span):
    start, end = span.bounds
    copies = Article.objects.open_updates().visible_to(user).filter(status=Article.Status.PUBLISHED)
    return _light(copies.filter(published_at__gte=start, published_at__lt=end)).order_by("published_at", "pk")


def _light(stories):
    return stories.only(*STORY_FIELDS, "region__time_zone", "region__name").select_related("region")


def assignments_in(user, span):
    """Assignments of these days whose story is not published yet; a published story is an item itself."""
    start, end = span.bounds
    is_ahead = Q(article=None) | Q(article__status__in=Article.UNDER_WAY)
    rows = Assignment.objects.visible_to(user).filter(
        is_ahead, cancelled_at=None, due_at__gte=start, due_at__lt=end
    )
    return rows.for_lists()


def undated_items(user, filters):
    """Return items of approved stories without a time, the urgent ones first; one more than MOST_UNDATED at
    most."""
    rows = Article.objects.visible_to(user).filter(status=Article.Status.APPROVED)
    stories = _light(filters.apply(rows)).order_by(*review_queue.ORDER)
    return [story_item(article, user) for article in stories[: MOST_UNDATED + 1]]


def story_item(article, user):
    is_movable = workflow.state_of(article) in (workflow.APPROVED, workflow.SCHEDULED)
    return Item(
        at=article.published_at,
        thing=article,
        state=workflow.state_of(article),
        label=workflow.state_label(article),
        may_move=is_movable and user.has_perm(permissions.REVIEW_ARTICLE),
    )


def assignment_item(assignment, user):
    state = "overdue" if assignment.is_overdue else assignment.state
    return Item(at=assignment.due_at, thing=assignment, state=f"plan-{state}", label=assignment.state.label)


def day_items(span, user, filters, page):
    """(items of a page of a single day in order of time, whether more follow); plans and updates are on the
    first."""
    most = ON_A_DAY[DAY]
    first = (page - 1) * most
    rows = list(
        filters.apply(published_stories(user, span)).order_by("published_at", "pk")[first : first + most + 1]
    )
    items = [story_item(article, user) for article in rows[:most]]
    if page == 1:
        items += [story_item(copy, user) for copy in filters.apply(scheduled_updates(user, span))[:UPDATES]]
        assignments = filters.apply(assignments_in(user, span)).order_by("due_at", "pk")
        items += [assignment_item(assignment, user) for assignment in assignments[:MOST_ASSIGNMENTS]]
    return sorted(items, key=lambda item: item.at), len(rows) > most
