"""Workers' signs of life, and what becomes of the tasks of a worker that gives none.

A task is the worker's that took it, as long as that one lives. When it dies, the task goes back into the queue, so each
kind of task has to bear being begun anew; a task that outlives no worker fails in the end, and administrators are told.
"""

import logging
import threading
from contextlib import contextmanager
from datetime import timedelta

from django.db import DatabaseError, connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from staff.models import Worker

log = logging.getLogger(__name__)

MOST_RUNS = 3  # of one task, each ended by the death of its worker
UNSEEN = timedelta(minutes=10)  # that a task may take whose worker gives no signs: one of an earlier release


class WorkerLost(Exception):
    """A worker gave no sign of life while it ran a task."""


@contextmanager
def signs_of_life(worker_id):
    """Show that a worker lives until the block ends, by a thread: a long task keeps the worker itself from it."""
    ended = threading.Event()
    Worker.show_life(worker_id)
    thread = threading.Thread(target=_show_life, args=(worker_id, ended), daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _show_life(worker_id, ended):
    while not ended.wait(Worker.SIGNS.total_seconds()):
        try:
            Worker.show_life(worker_id)
        except DatabaseError as error:
            log.warning("No sign of life could be given: %s", error)
        finally:
            connection.close()


def of_dead_workers(rows):
    """Return those of the rows of tasks that run whose worker is dead."""
    if not (rows := list(rows)):
        return []
    signs = Worker.objects.annotate(is_alive=Q(pk__in=Worker.objects.alive()))
    alive = dict(signs.values_list("pk", "is_alive"))
    unseen = timezone.now() - UNSEEN
    return [
        row
        for row in rows
        if not alive.get(row.worker_ids[-1] if row.worker_ids else "", row.started_at > unseen)
    ]


@transaction.atomic
def take_up_lost_tasks():
    """Queue the tasks of dead workers again, and fail those that were begun too often."""
    for row in of_dead_workers(DBTaskResult.objects.running().select_for_update(skip_locked=True)):
        _take_up(row)
    Worker.objects.old().delete()


def _take_up(row):
    runs = len(row.worker_ids)
    log.warning("The worker of task %s (%s) is lost, run %d of %d", row.id, row.task_path, runs, MOST_RUNS)
    if runs < MOST_RUNS:
        run_again(row)
    else:
        row.set_failed(
            WorkerLost(
                _("%(runs)d workers died while they did this; it is not begun again.") % {"runs": runs}
            )
        )


def run_again(row):
    """Queue a task of the table again, at once."""
    row.status, row.started_at, row.finished_at = TaskResultStatus.READY, None, None
    row.run_after, row.traceback, row.exception_class_path = timezone.now(), "", ""
    row.save(
        update_fields=[
            "status",
            "started_at",
            "finished_at",
            "run_after",
            "traceback",
            "exception_class_path",
        ]
    )
