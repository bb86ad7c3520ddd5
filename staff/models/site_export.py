"""Exports of the whole house that somebody asked for at the desk: one person asks, another agrees, the worker writes."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.photo import originals


class SiteExportState(models.TextChoices):
    WAITING = "waiting", _("waits for a second person")
    WRITING = "writing", _("being written")
    DONE = "done", _("ready to take along")
    FAILED = "failed", _("could not be written")
    REFUSED = "refused", _("refused")
    CLEARED = "cleared", _("cleared after its term")


class SiteExportQuerySet(models.QuerySet):
    def old(self):
        """Exports whose file nobody needs any longer: it holds everything that the house has."""
        return self.exclude(file="").filter(told_at__lt=timezone.now() - SiteExport.LIFETIME)

    def clear_files(self):
        """Take away the files; the rows stay. A file goes before its row says so: what is broken off is done again."""
        for export in self:
            export.file.storage.delete(export.file.name)
            SiteExport.objects.filter(pk=export.pk).update(file="", state=SiteExportState.CLEARED)


class SiteExport(models.Model):
    State = SiteExportState

    LIFETIME = timedelta(days=7)
    QUIET = timedelta(minutes=5)  # without a sign of life: its worker died

    scope = models.JSONField(default=dict)
    needs_two = models.BooleanField(help_text="Whether readers had stories here when it was asked for.")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=SiteExportState, default=SiteExportState.WAITING)
    message = models.TextField(blank=True, help_text="Why it could not be written.")
    phase = models.CharField(max_length=40, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    told_at = models.DateTimeField(default=timezone.now, help_text="Its last sign of life.")
    counts = models.JSONField(default=dict)
    file = models.FileField(storage=originals, upload_to="keluar/%Y/", blank=True)

    objects = SiteExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("export of the house")
        verbose_name_plural = _("exports of the house")
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=SiteExportState.values), name="site_export_state_known"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="site_export_is_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["writing", "done", "cleared"])
                | Q(needs_two=False)
                | ~Q(decided_by=F("asked_by")),
                name="site_export_has_two_persons",
            ),
        ]

    def __str__(self):
        return f"{self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def is_stuck(self):
        return self.state == self.State.WRITING and self.told_at < timezone.now() - self.QUIET

    def tell(self, **facts):
        """Store how far it is, and that it lives."""
        type(self).objects.filter(pk=self.pk).update(told_at=timezone.now(), **facts)
