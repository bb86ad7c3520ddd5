"""Pages of readers: their HTML, and the queries that each costs."""

from contextlib import contextmanager
from itertools import count
from unittest import mock

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone

from articles.models import Article
from articles.site import cache_generation
from articles.site.cards import Card


def page(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status, url
    return response.content.decode()


numbers = count(1)


@contextmanager
def edition():
    """A reader who comes while nothing changes: what pages have in common is made once."""
    now = timezone.now()
    current = cache_generation.Edition(number=next(numbers), since=now, until=now)
    with (
        mock.patch("articles.site.cache_generation.current", return_value=current),
        override_settings(PAGE_CACHE_MB=1),
    ):
        yield Client()


def costs(urls):
    """The queries of each page that is made anew, beside what all pages of an edition have in common."""
    counted = {}
    with edition() as reader:  # writes the statements, which is done once a process
        for url in urls:
            page(reader, url)
    with edition() as reader:
        page(reader, "/tidak-ada/", 404)
        for url in urls:
            with CaptureQueriesContext(connection) as queries:
                page(reader, url)
            counted[url] = len(queries)
    return counted


def headlines(response):
    """Return the headlines of the stories that a search shows, in their order."""
    return [story.headline for story in response.context.get("results") or []]


def stories_of(cards):
    """Return the stories that stand in these places, which are cards, lists of them, or pairs of a node and a list."""
    if isinstance(cards, Card):
        return Article.objects.get(pk=cards.pk)
    if isinstance(cards, list) or all(isinstance(card, Card) for card in cards):
        return [stories_of(card) for card in cards]
    node, stories = cards
    return node, stories_of(stories)
