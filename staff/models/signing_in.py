"""Tries to sign in: the counters that limit them, and the record that their owner sees."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# One statement counts a try under a key. A span that is over begins anew; nothing makes one longer, so no
# stranger can hold it. Of a key that pauses, only a try after its pause counts, and the answer has no row for another.
_COUNT = """
    INSERT INTO staff_signinlimit AS counter (key, tries, until, free_at)
    VALUES (%s, 1, now() + %s * interval '1 second', 'epoch')
    ON CONFLICT (key) DO UPDATE SET
        tries = CASE WHEN counter.until <= now() THEN 1 ELSE counter.tries + 1 END,
        until = CASE WHEN counter.until <= now() THEN EXCLUDED.until ELSE counter.until END,
        free_at = CASE
            WHEN counter.until > now() AND counter.tries >= %s
            THEN now() + least(power(2, least(counter.tries - %s, 10)), %s) * interval '1 second'
            ELSE 'epoch'
        END
    WHERE counter.free_at <= now() OR counter.until <= now()
    RETURNING tries, until
"""
_NEVER = 1_000_000_000  # tries after which a key without pauses pauses


# What refusing costs is what an attack costs: these statements are written out, because making them anew would cost more
# than the database does.
_PAUSES = """
    SELECT wanted.key, counter.tries, counter.until, counter.free_at, familiar.is_known
    FROM unnest(%s::text[]) AS wanted (key)
    LEFT JOIN staff_signinlimit AS counter ON counter.key = wanted.key AND counter.until > now(),
    (SELECT EXISTS (
        SELECT FROM staff_signin
        WHERE name = %s AND address = %s AND outcome = 'in' AND at > now() - %s * interval '1 second'
    )) AS familiar (is_known)
"""
# A name that nobody has is a row without it: there are too many of them.
_COUNT_REFUSED = """
    WITH refusal AS (
        SELECT account.id AS account_id, CASE WHEN account.id IS NULL THEN '' ELSE one.name END AS name,
            one.address, one.browser, one.hour, sum(one.tries) AS tries, max(one.at) AS at
        FROM unnest(
            %(names)s::text[], %(addresses)s::text[], %(browsers)s::text[], %(hours)s::timestamptz[], %(tries)s::int[],
            %(times)s::timestamptz[]
        ) AS one (name, address, browser, hour, tries, at)
        LEFT JOIN LATERAL (
            SELECT id FROM staff_user WHERE upper(username) = upper(one.name) ORDER BY username DESC LIMIT 1
        ) AS account ON true
        GROUP BY 1, 2, 3, 4, 5
    ), alike AS (
        UPDATE staff_signin AS row SET tries = row.tries + refusal.tries, at = greatest(row.at, refusal.at)
        FROM refusal
        WHERE row.name = refusal.name AND row.address = refusal.address AND row.hour = refusal.hour
            AND row.browser = refusal.browser AND row.outcome = 'refused'
            AND row.account_id IS NOT DISTINCT FROM refusal.account_id
        RETURNING row.name, row.address, row.browser, row.hour
    )
    INSERT INTO staff_signin (account_id, name, address, browser, outcome, tries, at, hour)
    SELECT account_id, name, address, browser, 'refused', tries, at, hour FROM refusal
    WHERE (name, address, browser, hour) NOT IN (SELECT name, address, browser, hour FROM alike)
"""


@dataclass(frozen=True)
class Pauses:
    """The counters of some limits as they are now: {key: (tries, end of the span, end of the pause)}; and whether the
    account has signed in from this address before."""

    counters: dict[str, tuple[int, datetime, datetime]]
    is_known: bool

    def seconds(self, limit):
        """Return the seconds until the next try under this limit may go on; 0 where it may now."""
        if limit.key not in self.counters:
            return 0
        tries, until, free_at = self.counters[limit.key]
        if limit.longest_pause:
            return _seconds_to(free_at)
        return _seconds_to(until) if tries >= limit.tries else 0


def _seconds_to(moment):
    return max(0, math.ceil((moment - timezone.now()).total_seconds()))


class SignInLimitManager(models.Manager):
    def pauses(self, limits, attempt):
        """Return how long a try under these limits has to wait, without counting one."""
        keys = [limit.key for limit in limits]
        with connection.cursor() as cursor:
            cursor.execute(
                _PAUSES, [keys, attempt.name, attempt.known_address, SignIn.LIFETIME.total_seconds()]
            )
            rows = cursor.fetchall()
        return Pauses({key: tuple(counter) for key, *counter, _is_known in rows if counter[0]}, rows[0][-1])

    def count(self, limit, span):
        """Count a try; return the seconds until the next one may go on, 0 where this one does."""
        free = limit.tries if limit.longest_pause else _NEVER
        with connection.cursor() as cursor:
            cursor.execute(
                _COUNT, [limit.key, span.total_seconds(), free, free - 1, max(limit.longest_pause, 1)]
            )
            row = cursor.fetchone()
        if not row:  # within a pause
            moment = self.filter(pk=limit.key).values_list("free_at", flat=True).first()
            return max(1, _seconds_to(moment or timezone.now()))
        tries, until = row
        return max(1, _seconds_to(until)) if not limit.longest_pause and tries > limit.tries else 0

    def forget(self, *limits):
        self.filter(pk__in=[limit.key for limit in limits]).delete()

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
    HALF = "half", _("password right, second step not done")
    WRONG_CODE = "wrong_code", _("password right, code wrong")
    REFUSED = "refused", _("refused: too many tries")
    LINK = "link", _("refused: a link that is over, or that nobody made")
    RESET = "reset", _("asked for a new password")


def this_hour():
    return timezone.now().replace(minute=0, second=0, microsecond=0)


class SignInQuerySet(models.QuerySet):
    def note(self, outcome, attempt, *, account):
        """Record a try. Those of one hour that are alike are one row with their number, so that a flood stays
        small."""
        alike = self._alike(outcome, attempt).filter(name=attempt.name, account=account)
        if not alike.update(tries=F("tries") + 1, at=timezone.now()):
            self._begin(outcome, attempt, name=attempt.name, account=account)

    def take_back_half(self, attempt, *, account):
        """Take the note of a right password back, now that the second step is done too."""
        half = self._alike(SignInOutcome.HALF, attempt).filter(account=account)
        if not half.filter(tries__gt=1).update(tries=F("tries") - 1):
            half.delete()

    def note_refused(self, refusals):
        """Record refused tries, {(name, address, browser, hour): (their number, time of the last)}, in one statement."""
        names, addresses, browsers, hours = map(list, zip(*refusals, strict=True))
        tries, times = map(list, zip(*refusals.values(), strict=True))
        facts = {
            "names": names, "addresses": addresses, "browsers": browsers, "hours": hours, "tries": tries, "times": times,
        }  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(_COUNT_REFUSED, facts)

    def addresses(self):
        """Return the addresses that somebody has signed in from."""
        rows = self.successful().filter(at__gt=timezone.now() - SignIn.LIFETIME)
        return set(rows.values_list("address", flat=True).distinct())

    def _alike(self, outcome, attempt):
        """Return the tries of this hour with this outcome, from the same address and browser."""
        return self.filter(
            outcome=outcome, address=attempt.address, browser=attempt.browser, hour=this_hour()
        )

    def _begin(self, outcome, attempt, **whose):
        self.create(
            outcome=outcome, address=attempt.address, browser=attempt.browser, hour=this_hour(), **whose
        )

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
            models.Index(fields=["address"], condition=Q(outcome="in"), name="sign_in_address"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=SignInOutcome.values), name="sign_in_outcome_known"
            )
        ]

    def __str__(self):
        return f"{self.name}: {self.outcome}"
