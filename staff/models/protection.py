"""Protected persons: the answers of a story's checklist, words to be struck out of many stories, and sealed originals."""

from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Redaction
from articles.models.fields import LineField, LinesField
from articles.models.redaction import RedactionGround


class ProtectionAnswer(models.Model):
    """Somebody looked at one place of a story and saw no identity in it.

    The answer holds for what stood there: `digest` is of that. Stories and their updates share their answers.
    """

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="protection_answers", help_text="The live story."
    )
    place = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "place", "digest"], name="protection_answer_once")
        ]

    def __str__(self):
        return f"{self.article_id}: {self.place}"


class RedactionRunQuerySet(models.QuerySet):
    def under_way(self):
        """Those that are confirmed, with stories still to come."""
        return self.filter(outcome=Redaction.Outcome.ACCEPTED, finished_at=None)

    def old(self):
        """Those that nobody decided on for long."""
        return self.filter(decided_at=None, asked_at__lt=timezone.now() - RedactionRun.LIFETIME)

    def refuse(self):
        """Refuse them, decided by nobody; with that their words are forgotten."""
        now = timezone.now()
        self.update(words="", pending=[], outcome=Redaction.Outcome.REFUSED, decided_at=now, finished_at=now)


class RedactionRun(models.Model):
    """Words to be struck out of many stories: asked for by one, confirmed by another, carried out by the worker.

    A few stories at a time are struck in a transaction of their own, by a Redaction of the same two persons; `pending`
    are those that still have the words. `words` is sealed, with the phrases and those in which they stay, until it ends.
    """

    LIFETIME = timedelta(days=30)  # without a decision

    words = models.TextField(help_text="Sealed; empty when it has ended.")
    replacement = LineField(_("what stands there instead"), max_length=40)
    ground = models.CharField(_("ground"), max_length=10, choices=RedactionGround)
    reason = LinesField(_("reason"), max_length=1000)
    stories = ArrayField(models.BigIntegerField(), help_text="All that were chosen.")
    pending = ArrayField(models.BigIntegerField())
    failures = models.JSONField(default=dict, help_text="{id of a story: why it could not be struck}")
    readers = ArrayField(
        models.IntegerField(), default=list, help_text="Accounts that may open the sealed original."
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Redaction.Outcome, blank=True)
    finished_at = models.DateTimeField(null=True)

    objects = RedactionRunQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ground__in=RedactionGround.values), name="redaction_run_ground_known"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, outcome="", finished_at=None)
                | Q(decided_at__isnull=False, outcome="refused", words="", finished_at__isnull=False)
                | Q(decided_at__isnull=False, decided_by__isnull=False, outcome="accepted"),
                name="redaction_run_is_decided_whole",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="accepted") | ~Q(decided_by=F("asked_by")),
                name="redaction_run_has_two_persons",
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(words=""), name="redaction_run_forgets_its_words"
            ),
        ]

    def __str__(self):
        return f"{self.get_ground_display()}: {len(self.stories)}"

    @property
    def done_count(self):
        return len(self.stories) - len(self.pending) - len(self.failures)


class SealedOriginal(models.Model):
    """What stood in rows before words were struck out of them, encrypted; only the run's readers open it, on record."""

    run = models.ForeignKey(RedactionRun, models.PROTECT, related_name="originals")
    redaction = models.OneToOneField(Redaction, models.PROTECT, related_name="sealed_original")
    stories = ArrayField(models.BigIntegerField())
    content = models.TextField(help_text="Sealed with a key made of SECRET_KEY.")

    def __str__(self):
        return str(self.redaction_id)


class SealReading(models.Model):
    """The record of who opened a sealed original, and why."""

    original = models.ForeignKey(SealedOriginal, models.PROTECT, related_name="readings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = LinesField(_("reason"), max_length=500)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.by}: {self.original}"
