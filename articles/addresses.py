"""Addresses as others need them: whole, with the site's own name."""

from urllib.parse import urljoin

from django.conf import settings


def absolute(path):
    """`/berita/12/judul/` as `https://berita.example/berita/12/judul/`; a whole address stays as it is."""
    return urljoin(settings.SITE_URL, path)
