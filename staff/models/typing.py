"""Leases to write in a story, and the texts in open forms."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.models import Article


class EditLeaseQuerySet(models.QuerySet):
    def live(self):
        return self.filter(seen_at__gt=timezone.now() - EditLease.LIFETIME, user__is_active=True)


class EditLease(models.Model):
    """The right of one browser tab to write in a story now. Without a heartbeat it ends by itself."""

    LIFETIME = timedelta(minutes=3)

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="lease")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    tab = models.CharField(max_length=36)
    taken_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    objects = EditLeaseQuerySet.as_manager()

    def __str__(self):
        return f"{self.user}: {self.article_id}"

    @property
    def is_live(self):
        return self.user.is_active and self.seen_at > timezone.now() - self.LIFETIME


class ScratchQuerySet(models.QuerySet):
    def of(self, user, article):
        """Return the unsaved texts of this person in a story, the newest first; with None, in stories that do not exist
        yet."""
        return self.filter(user=user, article=article).order_by("-saved_at")


class Scratch(models.Model):
    """The content of an open form, saved while it is typed: one row a person, story and tab, never part of
    the history.

    `data` is the form as the browser sends it, {name: [values]}; `base` is the revision that the form was
    opened with.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    article = models.ForeignKey(Article, models.CASCADE, null=True, related_name="scratches")
    tab = models.CharField(max_length=36)
    base = models.PositiveIntegerField(default=0)
    data = models.JSONField()
    saved_at = models.DateTimeField()

    objects = ScratchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "article", "tab"], name="scratch_one_a_tab", nulls_distinct=False
            )
        ]

    def __str__(self):
        return f"{self.user_id}: {self.article_id} r{self.base}"

    @property
    def typed_headline(self):
        """The headline as it stands in the form, "" where none was typed."""
        return (self.data.get("headline") or [""])[0].strip()
