"""Addresses of pages, and as others need them: whole, with the site's own name."""

from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

KEPT = 20_000  # paths, of some hundred bytes each


@lru_cache(maxsize=KEPT)
def path_of(name, *args):
    """Where a page is. A story shows fifty addresses, mostly the same ones as the story before it."""
    return reverse(name, args=args)


def absolute(address):
    """`/berita/12/judul/` as `https://berita.example/berita/12/judul/`; a whole address stays as it is."""
    return settings.SITE_URL + address if address.startswith("/") else address


def tag_uri(moment, name):
    """A name for machines that no move of the site or of a page changes (RFC 4151): `tag:berita.example,2018-11-19:berita/12`."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{moment:%Y-%m-%d}:{name}"
