"""A proposal to change what every story prints: it waits for a second person."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ProposalQuerySet(models.QuerySet):
    def open(self):
        return self.filter(decided_at=None)


class PublicationProposal(models.Model):
    """New values of the publication's columns that every story prints, until another person decides."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")

    values = models.JSONField(help_text="{column: value}")
    changes_published = models.BooleanField(
        default=False, help_text="Whether published stories change as well."
    )
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                models.Value(1), condition=Q(decided_at=None), name="publication_proposal_one_open"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, outcome="")
                | Q(decided_at__isnull=False, decided_by__isnull=False, outcome__in=["accepted", "refused"]),
                name="publication_proposal_is_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="accepted") | ~Q(decided_by=models.F("proposed_by")),
                name="publication_proposal_has_two_persons",
            ),
        ]

    def __str__(self):
        return ", ".join(self.values)
