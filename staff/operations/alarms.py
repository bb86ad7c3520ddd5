"""Alarms: what is wrong is told once, by mail and webhook, with what to do; and once more when it is over.

What was told is kept in a file of this machine, not in the database: that one may be what is wrong.
"""

import json
import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.mail import mail_admins
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from articles import outgoing
from staff.operations.health import Level, Reading

log = logging.getLogger(__name__)

PATIENCE = 10  # seconds for the webhook
RUNBOOK = "docs/runbook.md"


def tell(readings: list[Reading]) -> list[str]:
    """Tell what is new or over since the last call; return the keys of what was told.

    What could not be told by any way stays untold, and is tried again with the next call.
    """
    alarms, news = _open_alarms(), []
    for reading in readings:  # of what nobody could read now, nothing is over
        is_bad, is_open = reading.level == Level.ALARM, reading.key in alarms
        if is_bad and not is_open and _send(*_of_beginning(reading)):
            alarms[reading.key] = timezone.now()
            news.append(reading.key)
        elif is_open and not is_bad and _send(*_of_end(reading, alarms[reading.key])):
            del alarms[reading.key]
            news.append(reading.key)
    _store(alarms)
    return news


def _of_beginning(reading: Reading) -> tuple[str, str]:
    what_to_do = _("What to do: %(runbook)s, “%(key)s”.") % {"runbook": RUNBOOK, "key": reading.key}
    return _("ALARM: %(words)s") % {"words": reading.words}, f"{reading.words}\n\n{what_to_do}"


def _of_end(reading: Reading, since: datetime) -> tuple[str, str]:
    minutes = int((timezone.now() - since).total_seconds() // 60)
    body = _("It is over after %(minutes)d minutes: %(words)s") % {"minutes": minutes, "words": reading.words}
    return _("Over: %(words)s") % {"words": reading.words}, body


def _send(subject: str, body: str) -> bool:
    """Return whether somebody was told, by one way or the other; True as well where nobody is to be told."""
    ways = [way for is_set, way in ((settings.ADMINS, _mail), (settings.ALARM_WEBHOOK, _post)) if is_set]
    outcomes = [_is_sent(way, subject, body) for way in ways]
    return any(outcomes) or not ways


def _is_sent(way: Callable[[str, str], None], subject: str, body: str) -> bool:
    try:
        way(subject, body)
    except Exception as error:  # whatever a mail server or an address can do wrong
        log.error("An alarm could not be sent: %s: %s", type(error).__name__, error)
        return False
    return True


def _mail(subject: str, body: str) -> None:
    mail_admins(subject, f"{body}\n\n{settings.SITE_URL}\n")


def _post(subject: str, body: str) -> None:
    data = json.dumps({"text": f"{subject}\n{body}\n{settings.SITE_URL}"}).encode()
    headers = {"Content-Type": "application/json"}
    answer = outgoing.request(settings.ALARM_WEBHOOK, seconds=PATIENCE, data=data, headers=headers, internal=True)  # fmt: skip
    if answer.status >= 400:
        raise outgoing.OutgoingError(f"{answer.status} {answer.reason}")


def _open_alarms() -> dict[str, datetime]:
    """Return {key: since when} of what was told and is not over."""
    try:
        stored = json.loads(Path(settings.ALARM_FILE).read_text())
        return {str(key): moment for key, text in stored.items() if (moment := parse_datetime(text))}
    except (OSError, ValueError, AttributeError, TypeError):  # the first time, or somebody else's file
        return {}


def _store(alarms: dict[str, datetime]) -> None:
    path = Path(settings.ALARM_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_text(json.dumps({key: moment.isoformat() for key, moment in alarms.items()}))
    new.replace(path)
