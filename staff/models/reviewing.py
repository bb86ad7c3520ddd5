"""Claims: editors read submitted stories."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.models import Article


class ClaimQuerySet(models.QuerySet):
    def live(self):
        return self.filter(until__gt=timezone.now(), user__is_active=True)


class Claim(models.Model):
    """An editor's claim on a submitted story: others see it and take another story.

    It ends by itself at `until`.
    """

    LIFETIME = timedelta(minutes=20)

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="claim")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    taken_at = models.DateTimeField()
    until = models.DateTimeField()

    objects = ClaimQuerySet.as_manager()

    def __str__(self):
        return f"{self.user}: {self.article_id}"

    @property
    def is_live(self):
        return self.user.is_active and self.until > timezone.now()
