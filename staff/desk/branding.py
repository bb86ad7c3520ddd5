"""The desk in the paper's own dress: its name, logo and colour, also before anybody has signed in.

Unfold asks for each by a function of the request (`newsroom/settings.py`). The publication is read once an edition of the
site; where none is kept, one query a page answers all.
"""

from django.conf import settings
from django.templatetags.static import static

from articles import colours
from articles.models import Publication
from articles.photos import pictures
from articles.site import cache_generation

_of_edition = cache_generation.once_an_edition(lambda: Publication.objects.current())


def publication(request):
    if not hasattr(request, "publication_of_desk"):
        edition = cache_generation.current() if settings.PAGE_CACHE_MB else None
        request.publication_of_desk = _of_edition(edition)
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
