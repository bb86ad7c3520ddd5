"""Originals elsewhere that were corrected or withdrawn, and what became of the stories that copy them.

The press council's guideline for online media (2012, clause 4d): whoever quotes a story that is corrected has to correct
as well.
"""

from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.models.fields import LineField, LinesField


class OriginalChangeKind(models.TextChoices):
    CORRECTED = "corrected", _("corrected")
    WITHDRAWN = "withdrawn", _("withdrawn")


class OriginalChange(models.Model):
    """The news that an original was corrected or withdrawn, with where it can be read."""

    Kind = OriginalChangeKind

    source_url = LineField(_("address of the original"), max_length=400, blank=True)
    source_id = LineField(_("identifier at the source"), max_length=200, blank=True)
    kind = models.CharField(_("what became of it"), max_length=10, choices=OriginalChangeKind)
    words = LinesField(_("what was wrong, and where it is told"), max_length=1000)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("change of an original")
        verbose_name_plural = _("changes of originals")
        ordering = ["-reported_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=OriginalChangeKind.values), name="original_change_kind_known"
            ),
            models.CheckConstraint(
                condition=~Q(source_url="", source_id=""), name="original_change_names_its_original"
            ),
        ]

    def __str__(self):
        return self.source_url or self.source_id

    def copies(self):
        """Stories that were ever public and name this original as their source."""
        return Article.objects.ever_public().filter(_same(self.source_id, self.source_url))

    @classmethod
    def of(cls, article):
        """The changes of a story's original."""
        return cls.objects.filter(_same(article.source_id, article.source_url))


def _same(source_id, source_url):
    """Return the condition of rows with this identifier or this address; none where there is neither."""
    values = {"source_id": source_id, "source_url": source_url}
    conditions = [Q(**{name: value}) for name, value in values.items() if value]
    return reduce(or_, conditions) if conditions else Q(pk__in=[])


def copies_to_decide(stories):
    """Return those of these stories that readers see, whose original was corrected or withdrawn, and on which nobody
    decided since."""
    changes = OriginalChange.objects.filter(
        ~Q(source_id="") & Q(source_id=OuterRef("source_id"))
        | ~Q(source_url="") & Q(source_url=OuterRef("source_url"))
    )
    decisions = CopyDecision.objects.filter(change=OuterRef("pk"), article=OuterRef(OuterRef("pk")))
    has_source = ~Q(source_id="") | ~Q(source_url="")
    return stories.public().filter(has_source, Exists(changes.exclude(Exists(decisions))))


class CopyOutcome(models.TextChoices):
    CORRECTED = "corrected", _("corrected with a notice")
    WITHDRAWN = "withdrawn", _("withdrawn")
    UNAFFECTED = "unaffected", _("does not have what was wrong")


class CopyDecision(models.Model):
    """The decision on one copy, with its reason."""

    Outcome = CopyOutcome

    change = models.ForeignKey(OriginalChange, models.PROTECT, related_name="decisions")
    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=CopyOutcome)
    reason = LinesField(max_length=600, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("decision on a copy")
        verbose_name_plural = _("decisions on copies")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["change", "article"], name="copy_decision_once"),
            models.CheckConstraint(condition=Q(outcome__in=CopyOutcome.values), name="copy_outcome_known"),
        ]

    def __str__(self):
        return f"{self.article_id}: {self.outcome}"
