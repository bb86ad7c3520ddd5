"""Messages to the outside that readers get something else now: the feeds' hub (WebSub) and search engines
(IndexNow).

Only where the settings name somebody to tell. The tasks that call it are in `articles/tasks.py`; nobody who
publishes waits for an answer.
"""

import json
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.urls import reverse

from articles import outgoing
from articles.addresses import absolute

SECONDS = 10  # for a message as a whole
AGENT = "Pawarta"
DONE = range(200, 300)
FOR_GOOD = range(400, 500)  # answers to which the same question gets the same answer
LATER = (408, 425, 429)  # but not these


class Failed(Exception):
    """Somebody was not told. `is_final`: to ask again is of no use."""

    def __init__(self, message, *, is_final):
        super().__init__(message)
        self.is_final = is_final


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
    headers = {"Content-Type": content_type, "User-Agent": AGENT}
    try:
        answer = outgoing.request(
            address, seconds=SECONDS, data=text.encode(), headers=headers, internal=True
        )
    except outgoing.OutgoingError as error:
        raise Failed(f"{address}: {error}", is_final=False) from error
    if answer.status not in DONE:
        is_final = answer.status in FOR_GOOD and answer.status not in LATER
        raise Failed(f"{address}: {answer.status} {answer.reason}", is_final=is_final)
