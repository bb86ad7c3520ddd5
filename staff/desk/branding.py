"""The desk in the paper's own dress: its name, logo and colour, also before anybody has signed in.

Unfold asks for each by a function of the request (`newsroom/settings.py`); one query a page answers all.
"""

from django.templatetags.static import static

from articles import colours
from articles.models import Publication
from articles.photos import pictures


def publication(request):
    """Return the publication, read once a request."""
    if not hasattr(request, "publication_of_desk"):
        request.publication_of_desk = Publication.objects.current()
    return request.publication_of_desk


def name(request):
    return publication(request).name


def icon(request):
    """Return the address of the logo; "" without one, where a sign stands instead."""
    return pictures.icon(publication(request).logo)


def favicon(request):
    return icon(request) or static("icon.svg")


def primary(request):
    return colours.scale(publication(request).accent)
