"""Counts by network address, in the memory of this process."""

import ipaddress
import secrets
import threading
import time
from hashlib import blake2b

MOST = 50_000  # addresses that are told apart
WIDER = {4: 24, 6: 48}  # bits of the network that stands for an address where there is no room for it


class AddressCounts:
    """How often each address came within a span of seconds.

    A flood from many addresses fills the table; from then on the networks of those that are new are counted, in a second
    one: a single customer has a /48 of IPv6. Of an address a salted hash is held, and no longer than the span: then salt and
    hashes go together. Nothing is stored.
    """

    def __init__(self, seconds, most=MOST):
        self.seconds, self.most = seconds, most
        self._lock = threading.Lock()
        self._begin()

    def _begin(self):
        self._salt, self._ends = secrets.token_bytes(16), time.monotonic() + self.seconds
        self._counts, self._of_networks = {}, {}

    def add(self, address, what=""):
        """Count an address once more, for `what` alone; return how often that was, 0 where there is no room to count."""
        with self._lock:
            if time.monotonic() >= self._ends:
                self._begin()
            return self._add(self._counts, address, what) or self._add(
                self._of_networks, _network(address), what
            )

    def _add(self, counts, address, what):
        key = blake2b(f"{what} {address}".encode(), key=self._salt, digest_size=8).digest()
        if key not in counts and len(counts) >= self.most:
            return 0
        counts[key] = count = counts.get(key, 0) + 1
        return count

    def remaining(self):
        """Return the seconds until all begin anew, at least one."""
        return max(1, round(self._ends - time.monotonic()))


def _network(address):
    """Return the wider network of an address, or of one that is a network itself, as an IPv6 one is told here."""
    network = ipaddress.ip_network(address)
    return network.supernet(new_prefix=WIDER[network.version])
