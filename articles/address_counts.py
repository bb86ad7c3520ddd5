"""Counts by network address, in the memory of this process."""

import secrets
import threading
import time
from hashlib import blake2b

MOST = 50_000  # addresses that are told apart; a flood from more of them is none of one address


class AddressCounts:
    """How often each address came within a span of seconds.

    Of an address a salted hash is held, and no longer than the span: then salt and hashes go together. Nothing is stored.
    """

    def __init__(self, seconds, most=MOST):
        self.seconds, self.most = seconds, most
        self._lock = threading.Lock()
        self._begin()

    def _begin(self):
        self._salt, self._counts, self._ends = secrets.token_bytes(16), {}, time.monotonic() + self.seconds

    def add(self, address, what=""):
        """Count an address once more, for `what` alone; return how often that was, 0 where there is no room to count."""
        with self._lock:
            if time.monotonic() >= self._ends:
                self._begin()
            key = blake2b(f"{what} {address}".encode(), key=self._salt, digest_size=8).digest()
            if key not in self._counts and len(self._counts) >= self.most:
                return 0
            self._counts[key] = count = self._counts.get(key, 0) + 1
            return count

    def remaining(self):
        """Return the seconds until all begin anew, at least one."""
        return max(1, round(self._ends - time.monotonic()))
