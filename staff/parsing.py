"""Values of requests as Python's: numbers, texts, pages of a list, and the hosts that mean this site."""

from django.conf import settings

from articles.text.lines import clean_line

MOST_CHARACTERS = 100  # of a search, as in the field of readers
PAGE_NAMES = ("halaman", "hal", "p")  # each list of the desk writes one of them and reads all


def number(text):
    """Return the number in a text, a row's id or a revision's; None where it is none, or too large for
    one."""
    text = str(text)
    return int(text) if text.isdecimal() and len(text) < 10 else None


def without_nul(text):
    """Return a text without the one character that PostgreSQL cannot hold; whatever is typed beside it stays.

    Forms refuse it with a message. This is for texts that are read without a form, where nothing typed may be
    lost.
    """
    return text.replace("\x00", "")


def search_text(request):
    """Return the words of a field that searches as one types (`?q=`), at most MOST_CHARACTERS characters."""
    return clean_line(request.GET.get("q", "")[:MOST_CHARACTERS])


def page(request):
    """Return the number of the page that a list's address asks for, as it was typed; "1" without one."""
    return next((request.GET[name] for name in PAGE_NAMES if name in request.GET), "1")


def own_hosts():
    """Hosts whose addresses mean our own stories."""
    return frozenset({settings.SITE_URL.split("//")[1], *(h for h in settings.ALLOWED_HOSTS if h != "*")})
