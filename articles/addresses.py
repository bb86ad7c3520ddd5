"""Addresses of pages, and as others need them: whole, with the site's own name."""

import re
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

from django.conf import settings
from django.urls import reverse

MOST_PATHS = 20_000  # paths, of some hundred bytes each
# Stories that moved in keep emoji and accents as WordPress wrote them.
SLUG = r"^([-a-zA-Z0-9_]|%[89a-f][0-9a-f])+$"
_ENCODED = re.compile(r"%[0-9A-F]{2}")


class SlugConverter:
    """The last part of a story's address.

    Any text gets as far as the view, which leads on to the right one.
    """

    regex = "[^/]+"

    def to_python(self, value):
        return percent_encoded(value)

    def to_url(self, value):
        return unquote(value)  # what builds the address encodes it


def percent_encoded(text):
    """Return a text percent-encoded as WordPress writes it: in small letters."""
    return _ENCODED.sub(lambda octet: octet[0].lower(), quote(text, safe=""))


def is_slug(text):
    """Return whether this can be a story's slug: what a browser asks for is what the row holds."""
    return bool(re.fullmatch(SLUG, text)) and percent_encoded(unquote(text)) == text


@lru_cache(maxsize=MOST_PATHS)
def path_of(name, *args):
    """Return the path of a page.

    A story shows fifty addresses, mostly the same ones as the story before it.
    """
    return reverse(name, args=args)


def absolute(address):
    """Return `/berita/12/judul/` as `https://berita.example/berita/12/judul/`; a whole address stays as it
    is."""
    return settings.SITE_URL + address if address.startswith("/") else address


_KEY = re.compile(r"\b((?:masuk-sekali|pratinjau)/)[\w-]{16,}")


def without_keys(text):
    """Return a text without what opens a door in its addresses: whoever reads a log or a record comes in nowhere."""
    return _KEY.sub(r"\1…", text)


def tag_uri(moment, name):
    """Return a name for machines (RFC 4151): `tag:berita.example,2018-11-19:berita/12`.

    No move of the site or of a page changes it.
    """
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{moment:%Y-%m-%d}:{name}"
