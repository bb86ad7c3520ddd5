"""Settings that a server runs with and that nobody would see to be wrong, told by `check --deploy`."""

from django.apps import apps
from django.conf import settings
from django.core.checks import Error
from django.core.checks import Warning as Advice
from django.db import connections


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


def source_notes_have_keys(databases=None, **kwargs):
    """Notes that are there and no key: nobody can read them, and nobody was told."""
    if settings.SOURCE_NOTE_KEYS:
        return []
    SourceNote = apps.get_model("staff", "SourceNote")
    for alias in databases or ():
        with connections[alias].cursor() as cursor:
            is_there = SourceNote._meta.db_table in connections[alias].introspection.table_names(cursor)
        if is_there and SourceNote.objects.using(alias).exists():
            return [
                Error(
                    "There are confidential notes and no key to read them: SOURCE_NOTE_KEYS is empty.",
                    hint="Set the keys that encrypted them, as docs/deploy.md says.",
                    id="staff.E001",
                )
            ]
    return []
