"""Tries to sign in: the counters that bound them, and the record that their owner sees."""

from datetime import timedelta

from django.conf import settings
from django.db import connection, models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# One statement counts a try under a key. A span that is over begins anew; nothing makes one longer, so no
# stranger can hold it. Of a key that pauses, only a try after its pause counts, and the answer has no row for another.
_COUNT = """
    INSERT INTO staff_signinlimit AS bound (key, tries, until, free_at)
    VALUES (%s, 1, now() + %s * interval '1 second', 'epoch')
    ON CONFLICT (key) DO UPDATE SET
        tries = CASE WHEN bound.until <= now() THEN 1 ELSE bound.tries + 1 END,
        until = CASE WHEN bound.until <= now() THEN EXCLUDED.until ELSE bound.until END,
        free_at = CASE
            WHEN bound.until > now() AND bound.tries >= %s
            THEN now() + least(power(2, least(bound.tries - %s, 10)), %s) * interval '1 second'
            ELSE 'epoch'
        END
    WHERE bound.free_at <= now() OR bound.until <= now()
    RETURNING tries, until
"""
_NEVER = 1_000_000_000  # tries after which a key without pauses pauses


class SignInLimitManager(models.Manager):
    def count(self, key, span):
        """Count a try; return (tries, end of the span)."""
        return self._count(key, span, free=_NEVER, longest=0)

    def count_with_pauses(self, key, span, *, free, longest):
        """Count a try that has to wait, longer after each, once there were `free` of them; return whether it may go
        on now. `longest` is the longest pause, in seconds."""
        return self._count(key, span, free=free, longest=longest) is not None

    def _count(self, key, span, *, free, longest):
        with connection.cursor() as cursor:
            cursor.execute(_COUNT, [key, span.total_seconds(), free, free - 1, longest])
            return cursor.fetchone()

    def free_at(self, key):
        """Return the moment at which a key's pause ends; now where it has none."""
        return self.filter(pk=key).values_list("free_at", flat=True).first() or timezone.now()

    def forget(self, *keys):
        self.filter(pk__in=keys).delete()

    def old(self):
        return self.filter(until__lt=timezone.now() - timedelta(hours=1))


class SignInLimit(models.Model):
    """The number of tries under one key in the present span. The table is not logged: a crash forgets it."""

    key = models.CharField(max_length=100, primary_key=True)
    tries = models.PositiveIntegerField()
    until = models.DateTimeField()
    free_at = models.DateTimeField()

    objects = SignInLimitManager()

    class Meta:
        indexes = [models.Index(fields=["until"], name="sign_in_limit_age")]

    def __str__(self):
        return f"{self.key}: {self.tries}"


class SignInOutcome(models.TextChoices):
    IN = "in", _("signed in")
    WRONG = "wrong", _("wrong name or password")
    REFUSED = "refused", _("refused: too many tries")
    LINK = "link", _("refused: a link that is over, or that nobody made")
    RESET = "reset", _("asked for a new password")


class SignInQuerySet(models.QuerySet):
    def note(self, outcome, *, name, account, address, browser):
        """Record a try. Those of one hour that are alike are one row with their number, so that a flood stays
        small."""
        now = timezone.now()
        hour = now.replace(minute=0, second=0, microsecond=0)
        row = {"outcome": outcome, "name": name, "address": address, "browser": browser, "account": account}
        if not self.filter(**row, hour=hour).update(tries=F("tries") + 1, at=now):
            self.create(**row, hour=hour)

    def of(self, user):
        return self.filter(account=user)

    def successful(self):
        return self.filter(outcome=SignInOutcome.IN)

    def failed(self):
        return self.exclude(outcome__in=(SignInOutcome.IN, SignInOutcome.RESET))

    def old(self):
        return self.filter(at__lt=timezone.now() - SignIn.LIFETIME)


class SignIn(models.Model):
    """Tries to sign in: under one name, from one address and browser, with one outcome, within one hour."""

    Outcome = SignInOutcome
    LIFETIME = timedelta(days=90)

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        related_name="sign_ins",
        verbose_name=_("account"),
    )
    name = models.CharField(max_length=150, help_text="As it was typed, cleaned.")
    address = models.CharField(max_length=45, help_text="Of the network; an IPv6 one as its /64.")
    browser = models.CharField(max_length=60)
    outcome = models.CharField(max_length=10, choices=SignInOutcome)
    tries = models.PositiveIntegerField(default=1)
    at = models.DateTimeField(default=timezone.now)
    hour = models.DateTimeField(help_text="The beginning of the hour in which they were.")

    objects = SignInQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["account", "-at"], name="sign_in_of_account"),
            models.Index(fields=["at"], name="sign_in_age"),
            models.Index(fields=["name", "address", "hour"], name="sign_in_alike"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=SignInOutcome.values), name="sign_in_outcome_known"
            )
        ]

    def __str__(self):
        return f"{self.name}: {self.outcome}"
