"""An action on many stories: its values, and its outcome for each."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article


class BulkRunQuerySet(models.QuerySet):
    def expired(self):
        return self.filter(created_at__lt=timezone.now() - BulkRun.LIFETIME)


class BulkRun(models.Model):
    """One action on many stories.

    `key` belongs to one form and its values: a form that is sent twice is one run.
    """

    LIFETIME = timedelta(days=30)  # the stories' own histories stay

    key = models.UUIDField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    action = models.CharField(max_length=30)
    typed = models.JSONField(help_text="Reason, reasons that are counted, time and urgency.")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = BulkRunQuerySet.as_manager()

    def __str__(self):
        return f"{self.user}: {self.action}"


class BulkOutcome(models.TextChoices):
    PENDING = "", _("not reached yet")
    SUCCESS = "done", _("done")
    REFUSAL = "refused", _("refused")
    FAILED = "failed", _("failed")


class BulkStep(models.Model):
    """The outcome for one story, written in the transaction in which it happened."""

    Outcome = BulkOutcome

    run = models.ForeignKey(BulkRun, models.CASCADE, related_name="steps")
    article = models.ForeignKey(Article, models.CASCADE, related_name="+")
    order = models.PositiveSmallIntegerField()
    revision = models.PositiveIntegerField(help_text="Number of the text that was decided on.")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    message = models.TextField(blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["run", "article"], name="bulk_story_once"),
            models.CheckConstraint(
                condition=models.Q(outcome__in=BulkOutcome.values), name="bulk_outcome_known"
            ),
        ]

    def __str__(self):
        return f"{self.article_id}: {self.outcome}"
