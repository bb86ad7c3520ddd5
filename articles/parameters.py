"""Which parameters of an address a page reads. Nothing else in a query is part of it, for no cache.

What networks, mail programs and advertisers hang on a link is no end of names; what a page reads is a few.
`docs/nginx.conf` says the same before Django, and a test compares both.
"""

from urllib.parse import unquote_plus, urlencode

from django.urls import Resolver404, resolve

from articles.legacy_paths import ID_PARAMETERS


def reads(*names):
    """Decorate a view with the names of the parameters that it reads."""

    def decorate(view):
        view.parameters = names
        return view

    return decorate


def names_at(path):
    """Return the names of the parameters that the page at this path reads.

    Where there is none, a former site may have had one by its number (`/?p=20`).
    """
    try:
        view = resolve(path).func
    except Resolver404:
        return ID_PARAMETERS
    return getattr(view, "parameters", ())


def canonical(path, query):
    """Return the query of an address in its one spelling: what is read there, once each, in one order, if it
    says something.

    `query` is WSGI's, one character an octet. Of two values the first counts, as it does for nginx.
    """
    if not query:
        return ""
    values = {}
    query = query.encode("iso-8859-1", "replace").decode("utf-8", "replace")
    for part in query.split("&"):
        name, _equals, value = part.partition("=")
        values.setdefault(unquote_plus(name), unquote_plus(value))
    return urlencode([(name, values[name]) for name in names_at(path) if values.get(name)])
