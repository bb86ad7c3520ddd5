"""Status and times of a story, by the rules of the old site's dates and statuses. Pure."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime

from articles.filing.items import Note
from articles.wordpress.items import ParsedItem

ZONES = {7: "Asia/Jakarta", 8: "Asia/Makassar", 9: "Asia/Jayapura"}
_YEAR = re.compile(r"(?<![-+\d])\d{4}\b")
_FIRST = 1990  # no news site is older


@dataclass(frozen=True)
class Publication:
    """A status of ours and its times, with notes for an editor."""

    status: str
    published_at: datetime | None
    created_at: datetime
    saved_at: datetime
    notes: list[Note]


def local(text: str) -> datetime | None:
    """A date as exported, without a zone; None for `0000-00-00 00:00:00` and what else is no date."""
    try:
        date = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return date.replace(tzinfo=None) if _FIRST <= date.year < 9000 else None


def offset(items: Iterable[tuple[str, str]]) -> int | None:
    """Hours that the site was ahead of Greenwich, by most of these pairs (post_date, post_date_gmt)."""
    hours: Counter[int] = Counter()
    for date, gmt in items:
        there, here = local(gmt), local(date)
        if there and here:
            hours[round((here - there) / timedelta(hours=1))] += 1
    return hours.most_common(1)[0][0] if hours else None


def instant(local_text: str, gmt_text: str, zone: tzinfo, pub_date: str = "") -> datetime | None:
    """The time of Greenwich, else the site's in its zone, else the feed's date; else None."""
    if there := local(gmt_text):
        return there.replace(tzinfo=UTC)
    if here := local(local_text):
        return here.replace(tzinfo=zone)
    if not _YEAR.search(pub_date):  # of a draft: "Wed, 30 Nov -0001 00:00:00 +0000"
        return None
    try:
        date = parsedate_to_datetime(pub_date)
    except (ValueError, TypeError, IndexError):
        return None
    if date.year < _FIRST:
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def publication_of(item: ParsedItem, zone: tzinfo, now: datetime) -> Publication:
    date = instant(item.date, item.date_gmt, zone, item.pub_date)
    status, published_at, notes = _status(item, date, now)
    saved_at = instant(item.modified, item.modified_gmt, zone) or date or now
    return Publication(status, published_at, date or saved_at, saved_at, notes)


def _status(
    item: ParsedItem, date: datetime | None, now: datetime
) -> tuple[str, datetime | None, list[Note]]:
    """Status, time and notes: only what everybody could read on the old site becomes public."""
    if item.password:
        return "draft", None, [Note("password", item.status)]
    if item.status in ("publish", "future"):
        return _public_status(item, date, now)
    if item.status == "pending":
        return "submitted", None, []
    if item.status == "private":
        return "draft", None, [Note("private")]
    if item.status == "trash":
        return "spiked", None, [Note("trash")]
    if item.status == "draft":
        return "draft", None, []
    return "draft", None, [Note("status-unknown", item.status)]


def _public_status(
    item: ParsedItem, date: datetime | None, now: datetime
) -> tuple[str, datetime | None, list[Note]]:
    if not date:
        return "approved", None, [Note("no-date", item.date)]
    if item.status == "publish":
        return "published", date, [Note("publish-in-future", item.date)] if date > now else []
    if date > now:
        return "published", date, [Note("scheduled", item.date)]
    return "approved", None, [Note("missed-schedule", item.date)]
