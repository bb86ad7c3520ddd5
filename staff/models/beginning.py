"""How this newsroom began: with the demo, or as somebody's own newspaper."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from staff.models.heartbeat import Heartbeat


class BeginningKind(models.TextChoices):
    DEMO = "demo", _("with the demo")
    OWN = "own", _("as a newspaper of its own")


class Beginning(models.Model):
    """One row. Of the demo it knows which rows were there before, and where its own end: what came later somebody wrote."""

    Kind = BeginningKind

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    kind = models.CharField(max_length=4, choices=BeginningKind)
    at = models.DateTimeField(default=timezone.now)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", help_text="The first one."
    )
    rows_before = models.JSONField(default=dict, help_text="{table: rows} as migrations left them.")
    last_rows = models.JSONField(default=dict, help_text="{table: number of the demo's last row}.")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="beginning_is_one_row"),
            models.CheckConstraint(condition=Q(kind__in=BeginningKind.values), name="beginning_kind_known"),
        ]

    def __str__(self):
        return self.get_kind_display()

    @classmethod
    def is_under_way(cls):
        """Return whether this newsroom began so lately that its task worker need not have shown itself."""
        return cls.objects.filter(at__gt=timezone.now() - Heartbeat.LATE).exists()

    @classmethod
    def is_demo(cls):
        return cls.objects.filter(kind=BeginningKind.DEMO).exists()
