"""Counts of where readers come from and how far they read, made like those of views, of no story and of no person."""

import os

from django.utils import timezone

from articles.models import ReadingFigure
from articles.models.reading import READING_VALUES
from articles.site.view_counts import Tally


class ReadingTally(Tally):
    sort = "figures of reading"

    def moment(self):
        return timezone.localdate()

    def store(self, counts, excess):
        if counts:
            ReadingFigure.objects.add(counts)


tally = ReadingTally()
os.register_at_fork(after_in_child=tally.__init__)


def is_known(kind, value):
    """Return whether the browser may send this: it knows nothing else."""
    return kind in READING_VALUES and value in READING_VALUES[kind].values
