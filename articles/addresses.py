"""Addresses as others need them: whole, with the site's own name."""

from urllib.parse import urlsplit

from django.conf import settings


def absolute(path):
    """`/berita/12/judul/` as `https://berita.example/berita/12/judul/`; a whole address stays as it is."""
    return settings.SITE_URL + path if path.startswith("/") else path


def tag_uri(moment, name):
    """A name for machines that no move of the site or of a page changes (RFC 4151): `tag:berita.example,2018-11-19:berita/12`."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{moment:%Y-%m-%d}:{name}"
