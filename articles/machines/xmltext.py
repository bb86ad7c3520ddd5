"""Text that XML can hold."""

import re

# All but what XML 1.0 forbids, which may not even be written as a number.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text):
    """Return a text without the characters that XML 1.0 forbids."""
    return _FORBIDDEN.sub("", text)
