"""The processes that run tasks."""

from datetime import timedelta

from django.db import models
from django.db.models.functions import Now


class WorkerQuerySet(models.QuerySet):
    def alive(self):
        """Return the workers that gave a sign of life lately."""
        return self.filter(seen_at__gt=Now() - Worker.LIFE)

    def old(self):
        """Return the workers that nobody asks for any more."""
        return self.filter(seen_at__lt=Now() - Worker.LIFETIME)


class Worker(models.Model):
    """A process that runs tasks, and its last sign of life by the database's clock, the only one that all share."""

    id = models.CharField(primary_key=True, max_length=64)
    started_at = models.DateTimeField(db_default=Now())
    seen_at = models.DateTimeField(db_default=Now())

    SIGNS = timedelta(seconds=10)  # from one to the next
    LIFE = timedelta(seconds=60)  # without a sign, then it is taken for dead
    LIFETIME = timedelta(days=1)  # of the row of a dead one

    objects = WorkerQuerySet.as_manager()

    @classmethod
    def show_life(cls, pk):
        if not cls.objects.filter(pk=pk).update(seen_at=Now()):
            cls.objects.create(pk=pk)
