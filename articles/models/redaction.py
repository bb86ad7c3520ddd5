"""Redactions: words that are struck out of stories and of all that is kept of them.

One person asks, another confirms; the words themselves are forgotten with the decision. What is append-only lets
exactly this through: an entry of a redaction that two persons decided has to name the row, in the same transaction
(`articles/models/triggers.py`).
"""

from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.fields import LineField, LinesField


class RedactionGround(models.TextChoices):
    COURT = "court", _("a court's order")
    ERASURE = "erasure", _("the right to erasure (UU 27/2022)")
    PROTECTION = "protection", _("protection of a child or a victim")
    CONSENT = "consent", _("consent was taken back")
    MISTAKE = "mistake", _("it should never have been printed")


class RedactionQuerySet(models.QuerySet):
    def old(self):
        """Redactions that nobody decided on for long."""
        return self.filter(decided_at=None, asked_at__lt=timezone.now() - Redaction.LIFETIME)

    def took_address_of(self, pk):
        """Those that struck words out of the address of the story of this number."""
        return self.filter(outcome=Redaction.Outcome.ACCEPTED, addresses__contains=[pk])

    def refuse(self):
        """Refuse them, decided by nobody; with that their words are forgotten."""
        self.update(words=[], outcome=Redaction.Outcome.REFUSED, decided_at=timezone.now())


class Redaction(models.Model):
    """A decision to strike words out of stories.

    What nobody decided on within its lifetime is refused. `decided_at` is the time of the deciding transaction, `counts`
    tells in how many rows of each kind of data the words stood, `remainder` what a person has to do beside it.
    """

    Ground = RedactionGround

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")

    LIFETIME = timedelta(days=30)  # without a decision: the words wait here in plain sight

    words = ArrayField(models.CharField(max_length=120), default=list, help_text="Empty once it is decided.")
    replacement = LineField(_("what stands there instead"), max_length=40)
    stories = ArrayField(
        models.BigIntegerField(), help_text="Ids of all that change; updates of a story belong to it."
    )
    addresses = ArrayField(
        models.BigIntegerField(),
        default=list,
        db_default=[],
        help_text="Ids of those among them whose address held the words: what they had before is gone.",
    )
    ground = models.CharField(_("ground"), max_length=10, choices=RedactionGround)
    reason = LinesField(_("reason"), max_length=1000)
    counts = models.JSONField(default=dict, help_text="{kind of data: number of rows}")
    remainder = models.JSONField(default=list)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)

    objects = RedactionQuerySet.as_manager()

    class Meta:
        verbose_name = _("redaction")
        verbose_name_plural = _("redactions")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ground__in=RedactionGround.values), name="redaction_ground_known"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, outcome="")
                | Q(decided_at__isnull=False, words=[], outcome="refused")
                | Q(decided_at__isnull=False, decided_by__isnull=False, words=[], outcome="accepted"),
                name="redaction_forgets_its_words_when_decided",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="accepted") | ~Q(decided_by=F("asked_by")),
                name="redaction_has_two_persons",
            ),
        ]

    def __str__(self):
        return f"{self.get_ground_display()}: {', '.join(map(str, self.stories))}"


class RedactionEntry(models.Model):
    """What a redaction did to one row that nobody can change otherwise.

    The digests are of all that the story's audit file says of the row, before and after. `hash_before` and
    `entry_hash` are its place in the file's chain as it was: so an older printout still fits. Rows are only ever added.
    """

    redaction = models.ForeignKey(Redaction, models.PROTECT, related_name="entries")
    article = models.ForeignKey(
        "articles.Article", models.PROTECT, null=True, related_name="redaction_entries"
    )
    table = models.CharField(max_length=63)
    row = models.BigIntegerField()
    former_digest = models.CharField(max_length=64)
    new_digest = models.CharField(max_length=64)
    hash_before = models.CharField(max_length=64, blank=True)
    entry_hash = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    transaction_at = models.DateTimeField(
        db_default=TransactionNow(), help_text="Until that transaction ends, the row may be changed."
    )

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["table", "row"], name="redaction_of_row")]

    def __str__(self):
        return f"{self.table} {self.row}"
