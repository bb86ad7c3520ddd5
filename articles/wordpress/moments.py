"""When a post was published and what it is here, by the rules of the old site's dates and statuses. Pure."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from articles.wordpress.items import Note, ParsedItem

ZONES = {7: "Asia/Jakarta", 8: "Asia/Makassar", 9: "Asia/Jayapura"}
_YEAR = re.compile(r"(?<![-+\d])\d{4}\b")
_FIRST = 1990  # no news site is older


class Standing(NamedTuple):
    """What a post becomes: a status of ours, its moments, and what an editor should know of it."""

    status: str
    published_at: datetime | None
    created_at: datetime
    saved_at: datetime
    notes: list[Note]


def local(text: str) -> datetime | None:
    """A date as the export writes it, without a zone; None for `0000-00-00 00:00:00` and what else is none."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return found.replace(tzinfo=None) if _FIRST <= found.year < 9000 else None


def offset(items: Iterable[tuple[str, str]]) -> int | None:
    """Hours that the site was ahead of Greenwich, as most of these pairs (post_date, post_date_gmt) say."""
    found = Counter()
    for date, gmt in items:
        there, here = local(gmt), local(date)
        if there and here:
            found[round((here - there) / timedelta(hours=1))] += 1
    return found.most_common(1)[0][0] if found else None


def instant(local_text: str, gmt_text: str, zone: ZoneInfo, pub_date: str = "") -> datetime | None:
    """Greenwich where it is told, else the site's time in its zone, else the feed's date, else nothing."""
    if there := local(gmt_text):
        return there.replace(tzinfo=UTC)
    if here := local(local_text):
        return here.replace(tzinfo=zone)
    if not _YEAR.search(pub_date):  # of a draft: "Wed, 30 Nov -0001 00:00:00 +0000"
        return None
    try:
        found = parsedate_to_datetime(pub_date)
    except (ValueError, TypeError, IndexError):
        return None
    if found.year < _FIRST:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def standing(item: ParsedItem, zone: ZoneInfo, now: datetime) -> Standing:
    told = instant(item.date, item.date_gmt, zone, item.pub_date)
    status, published_at, notes = _status(item, told, now)
    saved = instant(item.modified, item.modified_gmt, zone) or told or now
    return Standing(status, published_at, told or saved, saved, notes)


def _status(item, told, now):
    """Only what everybody could read on the old site becomes public."""
    if item.password:
        return "draft", None, [Note("password", item.status)]
    if item.status in ("publish", "future") and not told:
        return "approved", None, [Note("no-date", item.date)]
    if item.status == "publish":
        return "published", told, [Note("publish-in-future", item.date)] if told > now else []
    if item.status == "future":
        if told > now:
            return "published", told, [Note("scheduled", item.date)]
        return "approved", None, [Note("missed-schedule", item.date)]
    if item.status == "pending":
        return "submitted", None, []
    if item.status == "private":
        return "draft", None, [Note("private")]
    if item.status == "trash":
        return "spiked", None, [Note("trash")]
    if item.status == "draft":
        return "draft", None, []
    return "draft", None, [Note("status-unknown", item.status)]
