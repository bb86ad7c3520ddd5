"""Proposals that wait for a second person: of what every story prints, and of a role that decides."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ProposalQuerySet(models.QuerySet):
    def open(self):
        return self.filter(decided_at=None)


class ProposalOutcome(models.TextChoices):
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")


class PublicationProposal(models.Model):
    """New values of the publication's columns that every story prints, until another person decides."""

    Outcome = ProposalOutcome

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


class RoleProposal(models.Model):
    """A role that decides, for one account, until another person decides about it.

    `is_in_force`: the account has the role already, because nobody else could confirm it; somebody is still to.
    """

    Outcome = ProposalOutcome

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="role_proposals")
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    is_in_force = models.BooleanField(default=False)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+",
        help_text="Empty once it is decided: somebody at the server.",
    )  # fmt: skip
    decided_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "group"], condition=Q(decided_at=None), name="role_proposal_one_open"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, outcome="")
                | Q(decided_at__isnull=False, outcome__in=["accepted", "refused"]),
                name="role_proposal_is_decided",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="accepted")
                | Q(decided_by=None)
                | ~Q(decided_by=models.F("proposed_by")) & ~Q(decided_by=models.F("account")),
                name="role_proposal_has_two_persons",
            ),
        ]

    def __str__(self):
        return f"{self.account}: {self.group}"
