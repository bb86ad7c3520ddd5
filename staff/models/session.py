"""Sessions of the desk: a row each, which knows whose it is and from which device."""

import hashlib

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils import timezone


class SessionQuerySet(models.QuerySet):
    def of(self, user):
        """Return the open sessions of an account, the one that was used last first."""
        return self.filter(account=user, expire_date__gt=timezone.now()).order_by("-seen_at")


class Session(AbstractBaseSession):
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sessions")
    browser = models.CharField(max_length=60, blank=True)
    address = models.CharField(max_length=45, blank=True, help_text="Of the network at sign-in.")
    began_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True, help_text="Within some minutes.")

    objects = BaseSessionManager.from_queryset(SessionQuerySet)()

    @property
    def public_id(self):
        """A name that can be told: whoever has the key itself has the session."""
        return hashlib.sha256(self.session_key.encode()).hexdigest()[:16]

    @classmethod
    def get_session_store_class(cls):
        """Return Django's store: it encodes as the desk's own does (`staff.accounts.sessions`), which lies above."""
        return SessionStore
