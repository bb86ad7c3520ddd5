"""Settings that a server runs with and that nobody would see to be wrong, told by `check --deploy`."""

from django.conf import settings
from django.core.checks import Warning as Advice


def proxies_are_named(**kwargs):
    """Without it everybody behind nginx has one address, and one guessing stranger keeps all of them waiting."""
    if settings.LAPTOP or settings.TRUSTED_PROXIES:
        return []
    return [
        Advice(
            "TRUSTED_PROXIES is 0: tries to sign in count by the address of whoever asks this process.",
            hint="Behind nginx set TRUSTED_PROXIES=1, with a CDN before it 2.",
            id="staff.W001",
        )
    ]
