"""A sign of life of the task worker."""

from datetime import timedelta

from django.db import models
from django.utils import timezone


class Heartbeat(models.Model):
    """The moment at which the task worker last showed a sign of life; one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    at = models.DateTimeField()

    LATE = timedelta(minutes=5)

    @property
    def is_late(self):
        return self.at < timezone.now() - self.LATE

    @classmethod
    def beat(cls):
        cls.objects.update_or_create(pk=1, defaults={"at": timezone.now()})
