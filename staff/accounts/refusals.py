"""The door's refusals, repeated: what an attack costs is what refusing costs.

When the door has refused a try, this process knows until when its limit lets nobody on. Until then it gives the same
answer to whom it would be the same, without a question to the database and before sessions, tokens and views. It decides
nothing. A browser that somebody has signed in with is always asked at the door, and as far as a limit is that of
strangers so is an address from which somebody has signed in. Refused tries are counted meanwhile; the next one that
goes to the door, and the end of the process, write their number into the record.
"""

import atexit
import logging
import math
import re
import threading
import time
import weakref

from django.conf import settings
from django.utils import timezone

from articles.origin import UNKNOWN
from staff.accounts import door
from staff.models import SignIn
from staff.models.signing_in import this_hour

MOST_LIMITS, MOST_COUNTS = 10_000, 2_000
ADDRESSES_LAST = 60  # seconds
logger = logging.getLogger(__name__)
_living = weakref.WeakSet()


class RepeatedRefusals:
    """Middleware that repeats a refusal of the door for as long as it said."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.paths = re.compile(f"/{re.escape(settings.DESK_PATH)}(?:login|(?P<inside>masuk-lagi))/")
        self._lock = threading.Lock()
        self._ends = {}  # {key of a limit: end of its pause}
        self._counts = {}  # {(name, address, browser, hour): (tries, time of the last)}
        self._addresses, self._addresses_end = frozenset(), 0.0
        _living.add(self)

    def __call__(self, request):
        path = request.method == "POST" and self.paths.fullmatch(request.path_info)
        if not path:
            return self.get_response(request)
        if refusal := self._ends and self._refusal(request, is_inside=bool(path["inside"])):
            return refusal.data() if path["inside"] else refusal.page()
        self.write()
        response = self.get_response(request)
        if refusal := getattr(response, "refusal", None):
            self._remember(refusal)
        return response

    def _refusal(self, request, *, is_inside):
        """Return the refusal to repeat; None where the door has to be asked."""
        if is_inside and "code" in request.POST:  # the second step, which has a limit of its own
            return None
        attempt = door.Try.of(request, request.POST.get("username", ""))
        if attempt.device:
            return None
        always, of_strangers = attempt.limits
        seconds = self._seconds(always)
        if not seconds and (seconds := self._seconds(of_strangers)) and self._is_known(attempt.address):
            return None
        if seconds:
            self._count(attempt)
        return door.Refused(seconds) if seconds else None

    def _seconds(self, limits):
        now = time.monotonic()
        ends = (self._ends.get(limit.key, 0) for limit in limits)
        return next((math.ceil(end - now) for end in ends if end > now), 0)

    def _is_known(self, address):
        """Return whether somebody has signed in from this address, as of a minute ago."""
        if time.monotonic() >= self._addresses_end:
            self._addresses_end = time.monotonic() + ADDRESSES_LAST
            self._addresses = SignIn.objects.addresses()
        return address in self._addresses

    def _remember(self, refusal):
        now = time.monotonic()
        with self._lock:
            if len(self._ends) >= MOST_LIMITS:
                self._ends = {key: end for key, end in self._ends.items() if end > now}
            if refusal.key and len(self._ends) < MOST_LIMITS:
                self._ends[refusal.key] = now + refusal.seconds

    def _count(self, attempt):
        with self._lock:
            key = attempt.alike
            if key not in self._counts and len(self._counts) >= MOST_COUNTS:
                key = ("", UNKNOWN, UNKNOWN, this_hour())
            tries, _last = self._counts.get(key, (0, None))
            self._counts[key] = tries + 1, timezone.now()

    def write(self):
        """Write the numbers of refused tries into the record."""
        with self._lock:
            counts, self._counts = self._counts, {}
        if counts:
            SignIn.objects.note_refused(counts)


@atexit.register
def _write_all():
    for one in list(_living):
        try:
            one.write()
        except Exception:  # the database may be gone before this process is
            logger.warning("Refused tries could not be written.", exc_info=True)
