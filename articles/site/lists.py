"""Lists of cards, the newest first, page by page: each sort of list is written once (`statements.py`)."""

from django.utils import timezone

from articles import pagination
from articles.models import Article, Category, Region
from articles.site import cards
from articles.statements import Statement


class Newest:
    """One sort of list, `most` stories of it at a time. `make` returns its stories and the categories or regions that they
    are of, if it is of such, for `now` and values that it takes by name, of these `types`."""

    def __init__(self, make, columns=cards.COLUMNS, *, most=pagination.PAGE_SIZE + 1, **types):
        self.make, self.most = make, most
        self.first = Statement(columns, self._first, now="timestamptz", **types)
        self.later = Statement(
            columns, self._later, now="timestamptz", at="timestamptz", position="bigint", **types
        )

    def page(self, cursor, **values):
        """Return the page after this cursor, its stories as rows.

        Raises Http404 past the end.
        """
        now = timezone.now()
        if not cursor:
            return pagination.page_of(self.first.rows(now=now, **values), cursor)
        at, position = pagination.position(cursor)
        rows = self.later.rows(now=now, at=at, position=position, **values)
        return pagination.page_of(rows, cursor)

    def _first(self, **values):
        stories, nodes = self.make(**values)
        return stories.newest(self.most, nodes)

    def _later(self, at, position, now, **values):
        stories, nodes = self.make(now=now, **values)
        return pagination.older(stories, at, position, now=now).newest(self.most, nodes)


# ---- What stands in a list: its stories, and the categories or regions that they are of


def of_all(now):
    return Article.objects.public(at=now), None


def of_categories(now, ids):
    return Article.objects.public(at=now), Category.objects.filter(pk__in=ids)


def of_regions(now, ids):
    return Article.objects.public(at=now), Region.objects.filter(pk__in=ids)


def of_tag(now, pk):
    return Article.objects.public(at=now).with_tag(pk, at=now), None


def of_person(now, pk):
    return Article.objects.public(at=now).credited_to(pk, at=now), None


# Of a person each story once: PostgreSQL wants to see what it is told apart by.
COLUMNS_OF_PERSON = ("listed_at",)
