"""What of this server reaches others: its mail, and the address that every link of it carries."""

from urllib.parse import urlsplit

from django.conf import settings

OWN_MACHINE = ("127.0.0.1", "localhost", "::1", "0.0.0.0")  # noqa: S104 -- addresses that nobody else has
_SILENT = ("console", "filebased", "dummy")  # they print mail, write it to a folder, or drop it


def sends_mail() -> bool:
    return not any(word in settings.EMAIL_BACKEND for word in _SILENT)


def has_own_machines_address() -> bool:
    """Return whether links lead to whatever machine they are opened on."""
    return urlsplit(settings.SITE_URL).hostname in OWN_MACHINE
