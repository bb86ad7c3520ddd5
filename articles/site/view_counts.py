"""Counts of what is read, in memory, written down from time to time.

Neither a page nor its beacon writes to the database: the beacon adds to a dictionary, and a thread of this
process hands all of it over in one statement. A process that is killed loses the seconds since the last one,
and nothing else depends on them. What one process holds is bounded, so a flood costs neither memory nor a
large write. Whether a hundred views come from a hundred people cannot be told without keeping something about
people, so it is not tried.
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

from articles.models import ViewCount

PAUSE = 10  # seconds between two writes
MOST_STORIES = 2_000  # that one write holds
MOST_VIEWS = 2_000  # of one story in one write; more is a flood, or a story that leads the list anyway
BOTS = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|preview|headless|lighthouse|monitor|externalhit|whatsapp|^$"
    r"|curl|wget|python|java/|okhttp|go-http|libwww|scrapy|axios|node",
    re.I,
)
logger = logging.getLogger(__name__)


class Tally:
    def __init__(self):
        self._lock = threading.Lock()
        self._counts = Counter()
        self._thread = None

    def add(self, article_id):
        key = article_id, timezone.now().replace(minute=0, second=0, microsecond=0)
        with self._lock:
            views = self._counts.get(key, 0)
            if views < MOST_VIEWS and (views or len(self._counts) < MOST_STORIES):
                self._counts[key] = views + 1
        self._keep_writing()

    def write(self):
        """Add the counts to the database; what could not be written waits for the next time."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        if not counts:
            return
        try:
            ViewCount.objects.add(counts)
        except DatabaseError:
            logger.warning("Views of %d stories could not be written; they wait.", len(counts), exc_info=True)
            with self._lock:
                if len(self._counts) + len(counts) <= MOST_STORIES:
                    self._counts += counts

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
                if not self._counts:
                    self._thread = None
                    return


tally = Tally()
os.register_at_fork(after_in_child=tally.__init__)  # a forked process has no thread, and counts anew
