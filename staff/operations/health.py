"""Whether the newsroom runs well, as a list of readings: what `manage.py health`, the alarms and the metrics tell.

A reading is a number with a level and, where something is wrong, what to do. Each is taken by one function of CHECKS
from what the database said at once (`facts`), but for those that look elsewhere.
"""

import shutil
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from articles import replicas
from staff import workflow
from staff.models import Heartbeat, Notification, Worker
from staff.operations import workers

DAY = timedelta(days=1)
QUEUE_AGE, MAIL_AGE, UPDATE_AGE = timedelta(minutes=10), timedelta(minutes=30), timedelta(minutes=5)
BACKUP_AGE, RESTORE_AGE = timedelta(hours=30), timedelta(days=35)
CERTIFICATE_DAYS = 14
DISK_LOW, DISK_EMPTY = 0.10, 0.03  # shares that are free
LAG = 30  # seconds
CLOCK, CLOCK_WRONG = 5, 60  # seconds between this machine and the database


class Level(IntEnum):
    OK = 0
    WARNING = 1
    ALARM = 2


class Reading(NamedTuple):
    key: str  # an anchor of docs/runbook.md
    level: Level
    words: str
    value: float | None = None


@dataclass(frozen=True)
class Facts:
    """What the database says in one go, of the queue, the mail and itself."""

    now: datetime  # by its clock
    asked_at: datetime  # by ours
    is_standby: bool
    lag: float | None  # seconds; None where it is unknown
    receives: bool  # the standby has a line to its primary
    applied: frozenset[tuple[str, str]]  # migrations
    beat: Heartbeat | None
    workers: int
    tasks: dict[str, Any]
    orphans: int  # tasks of dead workers
    mail: dict[str, Any]
    late_updates: int


# An ordinary account does not see in which state the receiver is, only that there is one.
_SERVER = """
    SELECT clock_timestamp(), pg_is_in_recovery(),
           extract(epoch FROM now() - pg_last_xact_replay_timestamp())::float8,
           pg_last_wal_receive_lsn() IS NOT DISTINCT FROM pg_last_wal_replay_lsn(),
           EXISTS (SELECT 1 FROM pg_stat_wal_receiver WHERE coalesce(status, 'streaming') = 'streaming')
"""
# By hand, because it is asked each few seconds: the ORM takes three times as long to write it as PostgreSQL to answer.
_COUNTS = """
    SELECT (SELECT at FROM staff_heartbeat LIMIT 1),
           (SELECT count(*) FROM staff_worker WHERE seen_at > now() - %(life)s),
           task.*, mail.*
    FROM (
        SELECT count(*) FILTER (WHERE status = %(ready)s AND run_after <= %(now)s),
               min(run_after) FILTER (WHERE status = %(ready)s AND run_after <= %(now)s),
               count(*) FILTER (WHERE status = %(failed)s AND finished_at > %(yesterday)s)
        FROM django_tasks_database_dbtaskresult
    ) task, (
        SELECT count(*) FILTER (WHERE mail = %(queued)s), min(mail_at) FILTER (WHERE mail = %(queued)s),
               count(*) FILTER (WHERE mail = %(unsent)s)
        FROM staff_notification WHERE created_at > %(two_days_ago)s
    ) mail
"""


def facts() -> Facts:
    """Ask the database. Raises DatabaseError where it does not answer."""
    with connection.cursor() as cursor:
        cursor.execute(_SERVER)
        now, is_standby, lag, is_replayed, receives = cursor.fetchone()
        asked_at = timezone.now()
        cursor.execute("SELECT app, name FROM django_migrations")
        applied = frozenset(cursor.fetchall())
        cursor.execute(_COUNTS, _values(asked_at))
        beat, alive, *counts = cursor.fetchone()
    return Facts(
        now=now,
        asked_at=asked_at,
        is_standby=is_standby,
        # What was replayed last is old also where nothing happens: then all that came is replayed.
        lag=0.0 if is_replayed else lag,
        receives=receives,
        applied=applied,
        beat=Heartbeat(at=beat) if beat else None,
        workers=alive,
        tasks=dict(zip(("waiting", "oldest", "failed"), counts[:3], strict=True)),
        orphans=len(workers.of_dead_workers(DBTaskResult.objects.running())),
        mail=dict(zip(("queued", "oldest", "failed"), counts[3:], strict=True)),
        late_updates=workflow.overdue_updates().filter(published_at__lt=asked_at - UPDATE_AGE).count(),
    )


def _values(now: datetime) -> dict[str, Any]:
    return {
        "now": now,
        "yesterday": now - DAY,
        "two_days_ago": now - 2 * DAY,
        "life": Worker.LIFE,
        "ready": TaskResultStatus.READY.value,
        "failed": TaskResultStatus.FAILED.value,
        "queued": Notification.Mail.QUEUED.value,
        "unsent": Notification.Mail.FAILED.value,
    }


# ---- What the database says


def _database(facts: Facts) -> Reading:
    if not facts.is_standby:
        return Reading("database", Level.OK, _("The database answers and can be written to."), 1)
    return Reading("database", Level.ALARM, _("The database is a standby: nobody can sign in or write."), 0)


def _lag(facts: Facts) -> Reading:
    if not facts.is_standby:
        return Reading("lag", Level.OK, _("This is the primary server."), 0)
    if not facts.receives or facts.lag is None:
        return Reading("lag", Level.ALARM, _("The standby has no line to its primary server."))
    level = Level.ALARM if facts.lag > LAG else Level.OK
    return Reading(
        "lag", level, _("The standby is %(seconds).0f seconds behind.") % {"seconds": facts.lag}, facts.lag
    )


@cache
def _migrations_on_disk() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def _migrations(facts: Facts) -> Reading:
    missing = len(_migrations_on_disk() - facts.applied)
    words = _("%(count)d migrations are pending.") if missing else _("The database fits this release.")
    return Reading(
        "migrations", Level.ALARM if missing else Level.OK, words % {"count": missing}, float(missing)
    )


def _clock(facts: Facts) -> Reading:
    apart = abs((facts.asked_at - facts.now).total_seconds())
    level = Level.ALARM if apart > CLOCK_WRONG else Level.WARNING if apart > CLOCK else Level.OK
    words = _("The clocks of this machine and of the database are %(seconds).0f seconds apart.")
    return Reading("clock", level, words % {"seconds": apart}, apart)


def _worker(facts: Facts) -> Reading:
    age = (facts.asked_at - facts.beat.at).total_seconds() if facts.beat else None
    if age is not None and not facts.beat.is_late:
        words = _("The task worker is at work; %(count)d of them are alive.")
        return Reading("worker", Level.OK, words % {"count": facts.workers}, age)
    return Reading("worker", Level.ALARM, _("No task worker does its work."), age)


def _queue(facts: Facts) -> Reading:
    oldest = facts.tasks["oldest"]
    age = (facts.asked_at - oldest).total_seconds() if oldest else 0.0
    level = Level.ALARM if age > QUEUE_AGE.total_seconds() else Level.OK
    words = _("%(count)d tasks wait, the oldest for %(minutes)d minutes.")
    return Reading("queue", level, words % {"count": facts.tasks["waiting"], "minutes": age // 60}, age)


def _failed_tasks(facts: Facts) -> Reading:
    count = facts.tasks["failed"]
    words = _("%(count)d tasks failed within a day.") % {"count": count}
    return Reading("failed_tasks", Level.WARNING if count else Level.OK, words, count)


def _lost_tasks(facts: Facts) -> Reading:
    words = _("%(count)d tasks have lost their worker.") % {"count": facts.orphans}
    return Reading("lost_tasks", Level.WARNING if facts.orphans else Level.OK, words, facts.orphans)


def _mail(facts: Facts) -> Reading:
    oldest = facts.mail["oldest"]
    age = (facts.asked_at - oldest).total_seconds() if oldest else 0.0
    level = Level.ALARM if age > MAIL_AGE.total_seconds() else Level.OK
    words = _("%(count)d e-mails wait, the oldest for %(minutes)d minutes; %(failed)d could not be sent.")
    values = {"count": facts.mail["queued"], "minutes": max(age, 0) // 60, "failed": facts.mail["failed"]}
    return Reading("mail", level, words % values, max(age, 0))


def _updates(facts: Facts) -> Reading:
    words = _("%(count)d scheduled updates are late.") % {"count": facts.late_updates}
    return Reading("updates", Level.ALARM if facts.late_updates else Level.OK, words, facts.late_updates)


# ---- What is looked at elsewhere


def _replicas() -> Iterator[Reading]:
    """The standbys that readers' pages come from, where there are any."""
    if not (states := replicas.look_once() if replicas.aliases() else []):
        return
    out = [f"{state.alias}: {state.fault}" for state in states if state.fault]
    words = _("%(count)d of %(all)d standbys give readers their pages.") % {
        "count": sum(state.serves for state in states),
        "all": sum(not state.is_primary for state in states),
    }
    level = Level.ALARM if out else Level.OK
    yield Reading("replicas", level, " ".join([words, *out]), sum(state.serves for state in states))
    if lags := [state.lag for state in states if state.lag is not None]:
        words = _("The standby that is furthest behind is so by %(seconds).1f seconds.")
        yield Reading("replica_lag", Level.OK, words % {"seconds": max(lags)}, max(lags))


def _disks() -> Iterator[Reading]:
    """The file systems of the folders that photos lie in; a bucket has none."""
    for name in ("default", "originals"):
        storage = storages[name]
        if isinstance(storage, FileSystemStorage):
            yield _disk(name, Path(storage.location))


def _disk(name: str, folder: Path) -> Reading:
    existing = next(one for one in (folder, *folder.parents) if one.exists())
    usage = shutil.disk_usage(existing)
    share = usage.free / usage.total
    level = Level.ALARM if share < DISK_EMPTY else Level.WARNING if share < DISK_LOW else Level.OK
    words = _("%(share).0f%% of the disk of %(folder)s are free.") % {"share": share * 100, "folder": folder}
    return Reading(f"disk_{name}", level, words, share)


def _stamp(key: str, path: str, most: timedelta, good: str, bad: str, missing: str) -> Reading:
    try:
        age = time.time() - Path(path).stat().st_mtime if path else None
    except OSError:
        return Reading(key, Level.ALARM, missing)
    if age is None:
        return Reading(key, Level.WARNING, missing)
    is_old = age > most.total_seconds()
    words = (bad if is_old else good) % {"hours": age // 3600, "days": age // 86400}
    return Reading(key, Level.ALARM if is_old else Level.OK, words, age)


def _backup() -> Reading:
    return _stamp(
        "backup", settings.BACKUP_STAMP, BACKUP_AGE,
        _("The last backup is %(hours)d hours old."), _("The last backup is %(hours)d hours old."),
        _("Nothing tells when the last backup was made (BACKUP_STAMP)."),
    )  # fmt: skip


def _restore_test() -> Reading:
    return _stamp(
        "restore_test", settings.RESTORE_STAMP, RESTORE_AGE,
        _("A backup was last restored as a test %(days)d days ago."), _("A backup was last restored as a test %(days)d days ago."),
        _("Nothing tells when a backup was last restored as a test (RESTORE_STAMP)."),
    )  # fmt: skip


def _certificate() -> Reading | None:
    """The certificate that readers are shown; None where the site has no HTTPS, or is only on this machine."""
    address = urlsplit(settings.SITE_URL)
    if address.scheme != "https" or settings.LAPTOP:
        return None
    try:
        ends = certificate_end(address.hostname or "", address.port or 443)
    except (OSError, ValueError) as error:
        words = _("The certificate of %(host)s could not be seen: %(error)s")
        return Reading("certificate", Level.WARNING, words % {"host": address.hostname, "error": error})
    days = (ends - timezone.now()).total_seconds() / 86400
    level = Level.ALARM if days < CERTIFICATE_DAYS else Level.OK
    return Reading(
        "certificate", level, _("The certificate is valid for %(days)d more days.") % {"days": days}, days
    )


def certificate_end(host: str, port: int) -> datetime:
    """Return when the certificate of a server ends. Raises OSError where it is not to be had or not trusted."""
    context = ssl.create_default_context()
    with socket.create_connection((host, port), timeout=3) as plain, context.wrap_socket(plain, server_hostname=host) as line:  # fmt: skip
        ends = str((line.getpeercert() or {})["notAfter"])
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC)


CHECKS: tuple[Callable[[Facts], Reading], ...] = (
    _database, _lag, _migrations, _clock, _worker, _queue, _failed_tasks, _lost_tasks, _mail, _updates,
)  # fmt: skip


def readings(*, network: bool) -> list[Reading]:
    """Return all readings; with `network` also what has to be asked of other machines."""
    elsewhere = [*_replicas(), *_disks(), _backup(), _restore_test()]
    if network and (certificate := _certificate()):
        elsewhere.append(certificate)
    try:
        now = facts()
    except DatabaseError as error:
        words = _("The database does not answer: %(error)s") % {"error": str(error).strip()[:200]}
        return [Reading("database", Level.ALARM, words, 0), *elsewhere]
    return [*(check(now) for check in CHECKS), *elsewhere]
