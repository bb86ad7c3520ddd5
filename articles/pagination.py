"""Lists are paged by cursor: the page starts after a given story, so page 2,000 costs what page 1 costs."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Exists, Q
from django.http import Http404
from django.utils import timezone

PAGE_SIZE = 20
LEAST_IN_TAG = 3  # stories: a tag with fewer is no page that search engines should know
# One spelling each, so that a page has one address.
_CURSOR = re.compile(r"(0|-?[1-9]\d{0,17})-([1-9]\d{0,18})", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Page:
    articles: tuple
    cursor: str  # its own, of the story before it; "" of the first
    older: str  # of the next page, or ""

    @property
    def is_first(self):
        return not self.cursor


def cursor(published_at, pk):
    """Return `1542611100000000-123`: microseconds of the publication and the id, which breaks ties."""
    return f"{(published_at - _EPOCH) // _MICROSECOND}-{pk}"


def position(text):
    """Return the time and the id of a cursor.

    Raises Http404 on a text that is none.
    """
    match = _CURSOR.fullmatch(text)
    stamp, pk = map(int, match.groups()) if match else (0, 2**63)
    if pk >= 2**63:
        raise Http404("not a cursor")
    try:
        return _EPOCH + stamp * _MICROSECOND, pk
    except OverflowError as error:
        raise Http404("not a cursor") from error


def after(queryset, text):
    """Return the stories older than the one that the cursor names; none where no story is or was there.

    Raises Http404 on a cursor that is none.
    """
    return older(queryset, *position(text), now=timezone.now())


def older(queryset, at, pk, *, now):
    """Return the stories older than the one of this time and id; none where no story is or was there."""
    moment = queryset.moment
    # In the same statement: an invented position costs a look at an index, and no list begins there.
    position_exists = Exists(queryset.model.objects.ever_public(at=now).filter(pk=pk, published_at=at))
    return queryset.filter(Q(**{f"{moment}__lte": at}) & ~Q(**{moment: at, "pk__gte": pk}), position_exists)


def page_of(rows, text):
    """Return the Page of these rows, of which one more was asked for than it shows; `text` is its cursor.

    Raises Http404 past the end.
    """
    if not rows and text:
        raise Http404("past the end")
    visible = tuple(rows[:PAGE_SIZE])
    is_last = len(rows) <= PAGE_SIZE
    return Page(visible, text, "" if is_last else cursor(visible[-1].published_at, visible[-1].id))
