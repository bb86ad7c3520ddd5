"""Things that a newsroom still has to do before readers come, told by `manage.py migrate` and `check
--database default`."""

from django.apps import apps
from django.core.checks import Warning as Advice
from django.db import connections


def guideline_is_shown(databases=None, **kwargs):
    """The press council's guideline itself asks to be shown, clearly, by every site that follows it (clause
    8)."""
    Page = apps.get_model("articles", "Page")
    for alias in databases or ():
        with connections[alias].cursor() as cursor:
            is_there = Page._meta.db_table in connections[alias].introspection.table_names(cursor)
        if is_there and not Page.objects.using(alias).filter(policy="ethicsPolicy", is_public=True).exists():
            return [
                Advice(
                    "No page shows readers the guideline and code of ethics.",
                    hint="At the desk under Pages: put the press council's official text there, then make it visible.",
                    id="articles.W001",
                )
            ]
    return []
