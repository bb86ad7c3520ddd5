"""Messages to the outside that readers get something else now: the feeds' hub (WebSub) and search engines
(IndexNow).

Only where the settings name somebody to tell. The tasks that call it are in `articles/tasks.py`; nobody who
publishes waits for an answer.
"""

import json
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.urls import reverse

from articles.addresses import absolute

TIMEOUT = 10  # seconds
AGENT = "Pawarta"
FOR_GOOD = range(400, 500)  # answers to which the same question gets the same answer
LATER = (408, 425, 429)  # but not these


class Failed(Exception):
    """Somebody was not told. `is_final`: to ask again is of no use."""

    def __init__(self, message, *, is_final):
        super().__init__(message)
        self.is_final = is_final


class _NoRedirects(HTTPRedirectHandler):
    """A redirected POST would arrive as a GET that tells nothing."""

    def redirect_request(self, *args, **kwargs):
        return None


_open = build_opener(_NoRedirects).open


def ping_hub(article):
    """Ask the hub to fetch the feeds that this story stands in, or stood in."""
    fields = [("hub.mode", "publish"), *(("hub.url", address) for address in feeds_of(article))]
    _post(settings.WEBSUB_HUB, urlencode(fields), "application/x-www-form-urlencoded")


def submit_to_indexnow(article):
    key = settings.INDEXNOW_KEY
    message = {
        "host": urlsplit(settings.SITE_URL).netloc,
        "key": key,
        "keyLocation": absolute(reverse("indexnow_key", args=[key])),
        "urlList": [absolute(article.get_absolute_url())],
    }
    _post(settings.INDEXNOW_ENDPOINT, json.dumps(message), "application/json; charset=utf-8")


def feeds_of(article):
    """Return the addresses of all feeds that list this story, both kinds."""
    places = [("feed", [])]
    if article.category:
        places += [("category_feed", [node.path]) for node in article.category.trail()]
    if article.region:
        places += [("region_feed", [node.slug]) for node in article.region.trail()]
    places += [("tag_feed", [tag.slug]) for tag in article.tags.order_by("pk")]
    people = dict.fromkeys(credit.person.slug for credit in article.credits.select_related("person"))
    places += [("person_feed", [slug]) for slug in people]
    return [absolute(reverse(kind + name, args=args)) for name, args in places for kind in ("", "atom_")]


def _post(address, text, content_type):
    request = Request(  # noqa: S310 -- from the settings, which take http and https alone
        address, text.encode(), {"Content-Type": content_type, "User-Agent": AGENT}, method="POST"
    )
    try:
        with _open(request, timeout=TIMEOUT):
            pass
    except HTTPError as error:
        error.close()
        is_final = error.code in FOR_GOOD and error.code not in LATER
        raise Failed(f"{address}: {error.code} {error.reason}", is_final=is_final) from error
    except (OSError, HTTPException) as error:
        raise Failed(f"{address}: {error}", is_final=False) from error
