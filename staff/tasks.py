"""The worker's own pulse: it shows that the queue moves, and takes up what was left lying.

A scheduled update has a task of its own, queued when it was scheduled. The pulse helps where a task cannot
help itself: its worker was killed in the middle, or it was never queued.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from articles.models import Article, Attachment, Photo, SearchName
from articles.search import indexing
from articles.tasks import draw_photo, remove_attachment_file, remove_photo_files
from staff import workflow
from staff.desk import broken_cards
from staff.models import Heartbeat
from staff.notifying import email, notifications
from staff.operations.workers import take_up_lost_tasks
from staff.personal_data.clearing import clear_expired
from staff.personal_data.many_stories import take_up_runs
from staff.register import alerts, mails

PULSE = timedelta(minutes=1)
PHOTOS = 30  # that a pulse takes up at most: a minute's work
INDEXING = timedelta(seconds=30)  # without a pause: a story that is due waits no longer for its worker


@task()
def pulse():
    """Do each duty once and queue the next pulse: an error in one duty stops neither the others nor the next
    pulse."""
    Heartbeat.beat()
    errors = []
    for duty in DUTIES:
        try:
            duty()
        except Exception as error:
            errors.append(error)
    if not _pulses().filter(status=TaskResultStatus.READY).exists():  # another worker has one going
        pulse.using(run_after=timezone.now() + PULSE).enqueue()
    if errors:
        raise ExceptionGroup("Duties of the pulse failed", errors)


def take_up_updates():
    """Merge scheduled updates whose time has come and whose own task was lost."""
    for pk in workflow.overdue_updates().filter(merge_error="").values_list("pk", flat=True):
        workflow.merge_update.enqueue(pk)


def forget_tasks():
    """Delete the rows of successful tasks that run each minute, so that the table stays small; all others have their
    term in the table of personal data."""
    each_minute = [pulse.module_path, email.send_mails.module_path]
    successful_tasks = DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL)
    successful_tasks.filter(task_path__in=each_minute).delete()


def take_up_files():
    """Queue the drawing of photos that have no current renditions, and the removal of files that a storage
    kept."""
    for queue, rows in (
        (draw_photo, Photo.objects.not_drawn()),
        (remove_photo_files, Photo.objects.killed_with_files()),
        (remove_attachment_file, Attachment.objects.withdrawn_with_files()),
    ):
        if not _is_under_way(queue):
            for pk in rows.values_list("pk", flat=True)[:PHOTOS]:
                queue.enqueue(pk)


def _is_under_way(queue):
    under_way = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    return DBTaskResult.objects.filter(status__in=under_way, task_path=queue.module_path).exists()


def take_up_names():
    """Queue the indexing of stories that have a word which has become a name."""
    if SearchName.objects.filter(is_indexed=False).exists() and not _is_under_way(index_words):
        index_words.enqueue()


@task(priority=-20)
def index_words():
    """Index the stories that an upgrade or a new name left behind, for a while, and queue the rest."""
    end = timezone.now() + INDEXING
    for _ in indexing.index_all(Article.objects.filter(search_entry=None)):
        if timezone.now() > end:
            index_words.enqueue()
            return
    indexing.index_names()


@transaction.atomic
def queue_nightly():
    """Queue the sweep of cards once a night, also where the worker stood still at midnight."""
    if broken_cards.is_due():
        sweep_cards.enqueue()


@task(priority=-20)
def sweep_cards():
    broken_cards.sweep()


DUTIES = (
    take_up_lost_tasks,
    take_up_updates,
    notifications.escalate,
    notifications.report_failed_tasks,
    notifications.report_sensitive_changes,
    notifications.report_view_spikes,
    notifications.remind_of_missing_children,
    email.take_up,
    alerts.escalate,
    mails.send,
    take_up_files,
    take_up_names,
    take_up_runs,
    queue_nightly,
    forget_tasks,
    clear_expired,
)


def start_pulse():
    """Queue the first pulse of a worker, and delete those that an earlier worker left.

    What an upgrade left behind is indexed now: to look for it each minute would be too much.
    """
    _pulses().filter(status=TaskResultStatus.READY).delete()
    pulse.enqueue()
    if not _is_under_way(index_words):
        index_words.enqueue()


def _pulses():
    return DBTaskResult.objects.filter(task_path=pulse.module_path)
