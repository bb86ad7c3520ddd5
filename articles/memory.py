"""What a process remembers, within a bound of bytes."""

from collections import OrderedDict
from threading import Lock


class BoundedMemory:
    """Values by their keys, at most `room` bytes of them; what was asked for the longest ago goes first."""

    def __init__(self, room):
        self.room, self.size = room, 0
        self._lock, self._values = Lock(), OrderedDict()

    def get(self, key):
        """Return the value of this key; None without one."""
        with self._lock:
            if (entry := self._values.get(key)) is None:
                return None
            self._values.move_to_end(key)
            return entry[0]

    def add(self, key, value, size):
        with self._lock:
            if key in self._values or size > self.room:
                return
            self._values[key] = value, size
            self.size += size
            while self.size > self.room:
                _key, (_value, size) = self._values.popitem(last=False)
                self.size -= size

    def __len__(self):
        return len(self._values)
