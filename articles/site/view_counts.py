"""Counts of what is read, in memory, written down from time to time.

Neither a page nor its beacon writes to the database: the beacon adds to a dictionary, and a thread of this
process hands all of it over in one statement. A process that is killed loses the seconds since the last one,
and nothing else depends on them. What one process holds is bounded, so a flood costs neither memory nor a
large write. Whether a hundred views come from a hundred people cannot be told without keeping something about
people, so it is not tried. But what one address adds is bounded, by hashes that this process forgets after some
minutes; what it sends beyond is counted apart, as a number of the story, so that editors learn of it.
"""

import atexit
import logging
import os
import re
import threading
import time
from collections import Counter

from django.db import DatabaseError, connection
from django.utils import timezone

from articles.address_counts import AddressCounts
from articles.models import ViewCount

PAUSE = 10  # seconds between two writes
MOST_STORIES = 2_000  # that one write holds
SPAN = 600  # seconds of which one address adds so much at most; people of a mobile network may share one
OF_STORY, OF_ADDRESS = 30, 300  # to one story, and in sum
MOST_VIEWS = 2_000  # of one story in one write; more is a flood, or a story that leads the list anyway
BOTS = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|preview|headless|lighthouse|monitor|externalhit|whatsapp|^$"
    r"|curl|wget|python|java/|okhttp|go-http|libwww|scrapy|axios|node",
    re.I,
)
logger = logging.getLogger(__name__)


def is_of_a_reader(request):
    """Return whether what a page's script sends counts: from a page of ours, seen by no robot."""
    is_ours = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    is_ahead = "prefetch" in request.headers.get("Sec-Purpose", "")
    return is_ours and not is_ahead and not BOTS.search(request.headers.get("User-Agent", ""))


class Tally:
    """Counts of the views of stories. What is counted likewise is a subclass: its keys begin with what it is of."""

    sort = "stories"

    def __init__(self):
        self._lock = threading.Lock()
        self._counts, self._excess = Counter(), Counter()
        self._of_story, self._of_address = AddressCounts(SPAN), AddressCounts(SPAN)
        self._thread = None

    def add(self, pk, address="", *rest):
        """Count a view of a story, from an address of the outside or from one that is not told."""
        key = pk, self.moment(), *rest
        with self._lock:
            counts = self._excess if address and self._is_excess((pk, *rest), address) else self._counts
            views = counts.get(key, 0)
            if views < MOST_VIEWS and (views or len(counts) < MOST_STORIES):
                counts[key] = views + 1
        self._keep_writing()

    def moment(self):
        """Return the hour or the day to which it counts."""
        return timezone.now().replace(minute=0, second=0, microsecond=0)

    def bounds(self):
        """Return how much one address adds at most: to one of them, and in sum."""
        return OF_STORY, OF_ADDRESS

    def store(self, counts, excess):
        ViewCount.objects.add(counts, excess)

    def _is_excess(self, what, address):
        of_one, of_all = self._of_story.add(address, what), self._of_address.add(address)
        most_of_one, most_of_all = self.bounds()
        return of_one > most_of_one or of_all > most_of_all

    def write(self):
        """Add the counts to the database; what could not be written waits for the next time."""
        with self._lock:
            counts, excess, self._counts, self._excess = self._counts, self._excess, Counter(), Counter()
        if not counts and not excess:
            return
        try:
            self.store(counts, excess)
        except DatabaseError:
            logger.warning(
                "Counts of %d %s could not be written; they wait.", len(counts), self.sort, exc_info=True
            )
            with self._lock:
                if len(self._counts) + len(counts) <= MOST_STORIES:
                    self._counts += counts
                    self._excess += excess

    def _keep_writing(self):
        """Start the one thread of this process where it does not run; it ends when there is nothing to
        write."""
        with self._lock:
            if self._thread and self._thread.is_alive():
                return
            self._thread = threading.Thread(target=self._run, name="readings", daemon=True)
            self._thread.start()
        atexit.unregister(self.write)
        atexit.register(self.write)

    def _run(self):
        while True:
            time.sleep(PAUSE)
            self.write()
            connection.close()
            with self._lock:
                if not self._counts and not self._excess:
                    self._thread = None
                    return


tally = Tally()
os.register_at_fork(after_in_child=tally.__init__)  # a forked process has no thread, and counts anew
