"""Links that let an account in once, to set a password: invitations, forgotten passwords, help by a colleague."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _


class AccountLinkPurpose(models.TextChoices):
    INVITATION = "invitation", _("invitation")
    RESET = "reset", _("forgotten password")
    HELP = "help", _("help with signing in")


LIFETIMES = {
    AccountLinkPurpose.INVITATION: timedelta(days=7),
    AccountLinkPurpose.RESET: timedelta(hours=1),
    AccountLinkPurpose.HELP: timedelta(days=1),
}


class AccountLinkQuerySet(models.QuerySet):
    def open(self):
        return self.filter(used_at=None, replaced_at=None, expires_at__gt=timezone.now())

    def make(self, account, purpose, *, by):
        """Make the link of this account; one that was made before is worthless from now on. What anybody may ask
        for ends nothing but its like."""
        now = timezone.now()
        before = account.links.open()
        if purpose == AccountLinkPurpose.RESET:
            before = before.filter(purpose=purpose)
        before.update(replaced_at=now)
        return self.create(
            account=account, purpose=purpose, seal=_seal(account), created_by=by, created_at=now,
            expires_at=now + LIFETIMES[purpose],
        )  # fmt: skip

    def with_token(self, token):
        """Return the link of this token; None where nobody made it."""
        return self.filter(digest=_digest(token)).select_related("account").first()

    def old(self):
        return self.filter(expires_at__lt=timezone.now() - AccountLink.RETENTION)


class AccountLink(models.Model):
    """One way in for one account: it works once, for a while, and only as long as the account stays as it was.

    Of the token the digest alone is kept: whoever reads the table, or the queue of tasks, comes in nowhere.
    """

    Purpose = AccountLinkPurpose
    RETENTION = timedelta(days=90)  # after its end, so that an old link is answered in words

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=10, choices=AccountLinkPurpose)
    digest = models.CharField(  # noqa: DJ001 -- unique, and of several links empty
        max_length=64, unique=True, null=True, help_text="Empty until it is handed out."
    )
    seal = models.CharField(max_length=64, help_text="Of the account's password and address as they were.")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", help_text="Empty: its owner."
    )
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    mail_error = models.CharField(max_length=300, blank=True)

    objects = AccountLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["expires_at"], name="account_link_age")]
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose__in=AccountLinkPurpose.values), name="account_link_purpose_known"
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="account_link_ends"),
        ]

    def __str__(self):
        return f"{self.account}: {self.purpose}"

    @property
    def is_expired(self):
        return self.expires_at <= timezone.now()

    @property
    def is_of_former_account(self):
        """Whether password or address have changed since, or all devices were signed out."""
        return not constant_time_compare(self.seal, _seal(self.account))

    @property
    def is_live(self):
        is_open = not (self.used_at or self.replaced_at or self.is_expired)
        return is_open and self.account.may_sign_in and not self.is_of_former_account

    def new_token(self):
        """Return the secret part of its address, which can be told now and never again."""
        token = secrets.token_urlsafe(32)
        self.digest = _digest(token)
        self.save(update_fields=["digest"])
        return token


def _digest(token):
    return hashlib.sha256(token.encode()).hexdigest()


def _seal(account):
    value = f"{account.get_session_auth_hash()}{account.email}"
    return salted_hmac("staff.models.account_link", value, algorithm="sha256").hexdigest()
