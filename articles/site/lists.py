"""Lists of cards, the newest first, page by page: each sort of list is written once (`statements.py`)."""

from django.utils import timezone

from articles import pagination
from articles.site import cards
from articles.statements import Statement


class Newest:
    """One sort of list. `make` returns its stories and the categories or regions that they are of, if it is of such,
    for `now` and values that it takes by name, of these `types`."""

    def __init__(self, make, columns=cards.COLUMNS, **types):
        self.make = make
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
            return pagination.page_of(self.first.rows(now=now, **values), is_first=True)
        at, position = pagination.position(cursor)
        rows = self.later.rows(now=now, at=at, position=position, **values)
        return pagination.page_of(rows, is_first=False)

    def _first(self, **values):
        stories, nodes = self.make(**values)
        return stories.newest(pagination.PAGE_SIZE + 1, nodes)

    def _later(self, at, position, now, **values):
        stories, nodes = self.make(now=now, **values)
        return pagination.older(stories, at, position, now=now).newest(pagination.PAGE_SIZE + 1, nodes)
