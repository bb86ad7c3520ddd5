"""Messages for somebody at the desk. The row is the message; an e-mail is a copy of it."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article

# In which a decision can be taken back; what tells the outside of it waits as long.
UNDO_WINDOW = timedelta(seconds=15)


class NotificationQuerySet(models.QuerySet):
    def unread(self):
        return self.filter(read_at=None)

    def unread_first(self):
        return self.annotate(
            is_read=models.ExpressionWrapper(Q(read_at__isnull=False), models.BooleanField())
        ).order_by("is_read", "-created_at", "-pk")

    def to_send(self):
        """Notifications whose e-mails the worker should send now, the oldest first."""
        return self.filter(mail=Notification.Mail.QUEUED, mail_at__lte=timezone.now()).order_by(
            "mail_at", "pk"
        )

    def settle(self):
        """Mark these as read and drop the e-mails that wait: nobody has to do any more what they ask for.

        One that its reader or the worker has in hand at this moment is left to them.
        """
        now, waits = timezone.now(), Q(mail=Notification.Mail.QUEUED)
        free = self.filter(Q(read_at=None) | waits).order_by().select_for_update(skip_locked=True)
        return Notification.objects.filter(pk__in=free.values("pk")).update(
            read_at=Coalesce("read_at", now),
            mail=Case(When(waits, then=Value(Notification.Mail.SETTLED)), default="mail"),
            mail_at=Case(When(waits, then=Value(now)), default="mail_at"),
        )

    def unsettle(self, since):
        """Ask again what was settled since that moment: the decision that did it is taken back."""
        has_settled = Q(mail=Notification.Mail.SETTLED, mail_at__gte=since)
        free = self.filter(read_at__gte=since).order_by().select_for_update(skip_locked=True)
        return Notification.objects.filter(pk__in=free.values("pk")).update(
            read_at=None, mail=Case(When(has_settled, then=Value(Notification.Mail.QUEUED)), default="mail")
        )

    def failed(self):
        return self.filter(mail=Notification.Mail.FAILED)

    def old(self):
        return self.filter(created_at__lt=timezone.now() - Notification.LIFETIME)


class MailState(models.TextChoices):
    QUEUED = "waiting", _("e-mail waits")
    SENDING = "sending", _("e-mail is being sent")
    SENT = "sent", _("e-mail sent")
    NO_SERVER = "kept", _("no e-mail: outgoing mail is not set up here")  # written to a folder or the log
    FAILED = "failed", _("e-mail failed")
    OFF = "off", _("no e-mail: switched off")
    NO_ADDRESS = "no_address", _("no e-mail: the account has no address")
    SETTLED = "settled", _("no e-mail: it was done before")
    NO_ACCESS = "closed", _("no e-mail: the story or the desk is closed to this account")


class Notification(models.Model):
    """A message for one account, and the state of its e-mail.

    `kind` is a key of `staff.notifying.texts.KINDS`; `words` are a person's own: a reason, a comment, a
    brief. `facts` describe the story at that moment; `staff.notifying.texts` names them. `mail_at` is the
    time at which a waiting e-mail is to be sent, else the time at which its state was written.
    """

    Mail = MailState

    LIFETIME = timedelta(days=180)

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    article = models.ForeignKey(Article, models.CASCADE, null=True, related_name="notifications")
    words = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    path = models.CharField(max_length=200, help_text="The page of the desk that it leads to.")
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    mail = models.CharField(max_length=10, choices=Mail, default=Mail.OFF)
    mail_at = models.DateTimeField(default=timezone.now)
    mail_attempts = models.PositiveSmallIntegerField(default=0)
    mail_error = models.CharField(max_length=300, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="notification_mail_known",
                condition=Q(mail__in=MailState.values),
            )
        ]
        indexes = [
            models.Index(fields=["recipient", "-created_at", "-id"], name="notification_newest_first"),
            models.Index(fields=["recipient"], name="notification_unread", condition=Q(read_at=None)),
            models.Index(
                fields=["mail_at", "id"],
                name="notification_mail_due",
                condition=Q(mail__in=[MailState.QUEUED, MailState.SENDING]),
            ),
            models.Index(
                fields=["-created_at", "-id"],
                name="notification_mail_failed",
                condition=Q(mail=MailState.FAILED),
            ),
            models.Index(fields=["created_at"], name="notification_age"),
        ]

    def __str__(self):
        return f"{self.recipient}: {self.kind}"
