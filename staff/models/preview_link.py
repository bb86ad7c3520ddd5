"""Preview links: one text of a story that readers do not have, shown to somebody outside for a while."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.addresses import absolute
from articles.models import Article, Revision
from articles.models.fields import LineField

LONGEST_RECIPIENT = 60
TOKEN_LENGTH = 43  # characters of 32 random bytes in URL-safe Base64


def new_token():
    return secrets.token_urlsafe(32)


class PreviewLinkQuerySet(models.QuerySet):
    def live(self):
        """Links that are neither over nor revoked, of accounts that are open; whether the story still lets them is
        the story's matter."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now(), created_by__is_active=True)

    def live_first(self):
        """Links that can be revoked before all others, and the newest of each first."""
        holds = Q(revoked_at=None, expires_at__gt=timezone.now())
        return self.annotate(holds=models.ExpressionWrapper(holds, models.BooleanField())).order_by(
            "-holds", "-pk"
        )


class PreviewLifetime(models.IntegerChoices):
    """The hours that a link may hold."""

    HOUR = 1, _("1 hour")
    DAY = 24, _("24 hours")
    THREE_DAYS = 72, _("3 days")
    WEEK = 168, _("7 days")


class PreviewLink(models.Model):
    """The address at which one revision can be read without an account, until it expires or is revoked.

    Of its openings the number and the last time are kept, and nothing of who opened it.
    """

    Lifetime = PreviewLifetime

    token = models.CharField(max_length=TOKEN_LENGTH, unique=True, default=new_token, editable=False)
    article = models.ForeignKey(Article, models.CASCADE, related_name="preview_links")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    recipient = LineField(
        max_length=LONGEST_RECIPIENT, help_text="For whom it was made, in the words of who made it."
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    opened_count = models.PositiveIntegerField(default=0)
    last_opened_at = models.DateTimeField(null=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at"))
                & Q(expires_at__lte=F("created_at") + timedelta(hours=max(PreviewLifetime.values))),
                name="preview_link_ends",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="preview_link_is_revoked_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(recipient=""), name="preview_link_has_a_recipient"),
        ]

    def __str__(self):
        return f"{self.article_id} r{self.revision.number}: {self.recipient}"

    @property
    def is_live(self):
        return not self.revoked_at and self.expires_at > timezone.now() and self.created_by.is_active

    @property
    def address(self):
        return absolute(reverse("preview_link", args=[self.token]))

    def note_opening(self):
        type(self).objects.filter(pk=self.pk).update(
            opened_count=F("opened_count") + 1, last_opened_at=timezone.now()
        )
