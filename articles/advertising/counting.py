"""Counts of advertisements that are seen and pressed, made like those of the views of stories.

The browser tells of one that half of it was before somebody's eyes for a second. What one address adds beyond its bound is no
view that an advertiser would pay for, and is dropped.
"""

import os

from articles.models import AdCount
from articles.site.view_counts import Tally

VIEWS, CLICKS = "views", "clicks"
SORTS = {"tampil": VIEWS, "klik": CLICKS}  # as the browser says it
# A whole mobile network may have one address, and an advertisement stands on every page.
OF_ONE, OF_ADDRESS = 300, 1_500


class AdTally(Tally):
    sort = "advertisements"

    def bounds(self):
        return OF_ONE, OF_ADDRESS

    def store(self, counts, excess):
        if counts:
            AdCount.objects.add(counts)


tally = AdTally()
os.register_at_fork(after_in_child=tally.__init__)
