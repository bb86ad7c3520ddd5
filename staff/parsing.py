"""Values of requests as Python's: numbers of rows, and the hosts that mean this site."""

from django.conf import settings


def number(text):
    """A row's id or a revision's number; None for what is none, or more than any could be."""
    text = str(text)
    return int(text) if text.isdecimal() and len(text) < 10 else None


def own_hosts():
    """Hosts whose addresses mean our own stories."""
    return frozenset({settings.SITE_URL.split("//")[1], *(h for h in settings.ALLOWED_HOSTS if h != "*")})
