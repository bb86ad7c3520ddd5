"""What somebody at the desk is told. The row is the message; an e-mail is a copy of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from articles.models import Article


class NotificationQuerySet(models.QuerySet):
    def unread(self):
        return self.filter(read_at=None)


class Notification(models.Model):
    """`kind` is of `staff.notifications.KINDS`, `words` what a person said with it: a reason, a comment, a brief."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    article = models.ForeignKey(Article, models.CASCADE, null=True, related_name="notifications")
    words = models.TextField(blank=True)
    path = models.CharField(max_length=200, help_text="The page of the desk that it leads to.")
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["recipient", "-created_at", "-id"], name="notification_newest_first"),
            models.Index(fields=["recipient"], name="notification_unread", condition=Q(read_at=None)),
        ]

    def __str__(self):
        return f"{self.recipient}: {self.kind}"
