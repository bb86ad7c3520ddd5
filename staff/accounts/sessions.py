"""Sessions of the desk in the database (SESSION_ENGINE): each knows its account and device, and ends when idle.

How long depends on what the account may do. Whoever works keeps the session: it is renewed at most every few
minutes, so that reading costs no write.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from articles.origin import address_of, browser_of
from staff.models import Session

RENEWAL = timedelta(minutes=10)
# The end of a session that nobody uses: with it somebody decides what readers get, or only writes.
IDLE_DECIDING, IDLE = timedelta(hours=12), timedelta(seconds=settings.SESSION_COOKIE_AGE)
LONGEST = timedelta(days=30)  # that a session in use is put off
ON_THE_WAY = 600  # seconds
DEVICE = "device"  # {browser, address, began_at, seen_at} in the session's data


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls):
        return Session

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        row.account_id = data.get(SESSION_KEY)
        for name, value in data.get(DEVICE, {}).items():
            setattr(row, name, value)
        return row


def begin(request):
    """Let the session that has just begun say whose device it is on, and end when it lies idle."""
    now = timezone.now().isoformat()
    request.session[DEVICE] = {
        "browser": browser_of(request), "address": address_of(request), "began_at": now, "seen_at": now,
    }  # fmt: skip
    _end_when_idle(request)


def _end_when_idle(request):
    idle = IDLE_DECIDING if request.user.needs_second_factor else IDLE
    request.session.set_expiry(int(idle.total_seconds()))


def expire_soon(request):
    """Let the session of somebody who has not come in yet end within minutes."""
    if not request.user.is_authenticated:
        request.session.set_expiry(ON_THE_WAY)


def renew(request):
    """Put the end of a session off, which is in use; not for ever."""
    device, now = request.session.get(DEVICE), timezone.now()
    if not device or now - datetime.fromisoformat(device["began_at"]) > LONGEST:
        return
    if now - datetime.fromisoformat(device["seen_at"]) > RENEWAL:
        request.session[DEVICE] = device | {"seen_at": now.isoformat()}
        _end_when_idle(request)
