"""Pages of readers: their HTML, and the queries that each costs."""

from itertools import count
from unittest import mock

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone

from articles.site import cache_generation


def page(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status, url
    return response.content.decode()


numbers = count(1)


def costs(urls):
    """The queries of each page that is made anew, beside what all pages of an edition have in common."""
    now = timezone.now()
    edition = cache_generation.Edition(number=next(numbers), since=now, until=now)
    counted = {}
    with (
        mock.patch("articles.site.cache_generation.current", return_value=edition),
        override_settings(PAGE_CACHE_MB=1),
    ):
        reader = Client()
        page(reader, "/")
        for url in urls:
            with CaptureQueriesContext(connection) as queries:
                page(reader, f"{url}{'&' if '?' in url else '?'}n=1")
            counted[url] = len(queries)
    return counted


def headlines(response):
    """Return the headlines of the stories that a search shows, in their order."""
    return [story.headline for story in response.context.get("results") or []]
