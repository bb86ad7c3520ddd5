"""The worker's own pulse: it tells that it is alive, and takes up scheduled updates that were left lying.

A scheduled update has a task of its own, queued when it was scheduled. The pulse is for what a task cannot
see to itself: a worker that was killed in the middle of one. It does the same for photos.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from articles.models import Photo, ViewCount
from articles.tasks import draw_photo, remove_photo_files
from staff import workflow
from staff.desk import broken_cards
from staff.models import Heartbeat, Notification
from staff.notifying import email, notifications

PULSE = timedelta(minutes=1)
RETENTION = timedelta(days=14)  # of what tasks did
PHOTOS = 30  # that a pulse takes up: a minute's work
LONGEST = timedelta(minutes=10)  # that a photo's task takes


@task()
def pulse():
    """Goes on whatever happens: what goes wrong in one duty keeps no other from its turn, nor the next pulse."""
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
    for pk in workflow.overdue_updates().filter(merge_error="").values_list("pk", flat=True):
        workflow.merge_update.enqueue(pk)


def forget_tasks():
    """Delete the rows of ended tasks: those of each minute at once, all others when nobody asks for them any more: the table stays small."""
    each_minute = [pulse.module_path, email.send_mails.module_path]
    ended = DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL)
    ended.filter(task_path__in=each_minute).delete()
    DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - RETENTION).delete()


def take_up_photos():
    """Draw photos whose task was lost, that a new recipe has to draw anew, or whose files a storage kept."""
    for queue, photos in (
        (draw_photo, Photo.objects.not_drawn()),
        (remove_photo_files, Photo.objects.killed_with_files()),
    ):
        under_way = Q(status=TaskResultStatus.READY) | Q(
            status=TaskResultStatus.RUNNING,
            started_at__gt=timezone.now() - LONGEST,  # else its worker died
        )
        if not DBTaskResult.objects.filter(under_way, task_path=queue.module_path).exists():
            for pk in photos.values_list("pk", flat=True)[:PHOTOS]:
                queue.enqueue(pk)


@transaction.atomic
def queue_nightly():
    """Once a night, also where the worker stood still at midnight."""
    if broken_cards.is_due():
        sweep_cards.enqueue()


@task(priority=-20)
def sweep_cards():
    broken_cards.sweep()


def forget_old():
    ViewCount.objects.expired().delete()
    Notification.objects.old().delete()
    forget_tasks()


DUTIES = (
    take_up_updates,
    notifications.escalate,
    notifications.report_failed_tasks,
    email.take_up,
    take_up_photos,
    queue_nightly,
    forget_old,
)


def start_pulse():
    """Begin the pulse of a worker: one is queued, whatever an earlier worker left."""
    _pulses().filter(status=TaskResultStatus.READY).delete()
    pulse.enqueue()


def _pulses():
    return DBTaskResult.objects.filter(task_path=pulse.module_path)
