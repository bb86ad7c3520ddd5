"""Things that a newsroom still has to do before readers come, told by `manage.py migrate` and `check
--database default`."""

from django.apps import apps
from django.core.checks import Warning as Advice
from django.db import connections


def guideline_is_shown(databases=None, **kwargs):
    """The press council's guideline itself asks to be shown, clearly, by every site that follows it (clause
    8)."""
    for pages in _pages(databases):
        if not pages.filter(policy="ethicsPolicy", is_public=True).exists():
            return [
                Advice(
                    "No page shows readers the guideline and code of ethics.",
                    hint="At the desk under Pages: put the press council's official text there, then make it visible.",
                    id="articles.W001",
                )
            ]
    return []


def pages_can_be_read(databases=None, **kwargs):
    """A page is refused the desk's address, but DESK_PATH may come to be a page's, which no constraint can know."""
    return [
        Advice(
            f"Nobody can read the page “{page}”: something else answers at {page.get_absolute_url()}.",
            hint="Choose another DESK_PATH, or give the page another slug.",
            id="articles.W002",
        )
        for pages in _pages(databases)
        for page in pages.public().only("title", "slug")
        if page.is_reserved(page.slug)
    ]


def _pages(databases):
    """Yield the pages of each database that has them already: `migrate` checks an empty one too."""
    Page = apps.get_model("articles", "Page")
    for alias in databases or ():
        with connections[alias].cursor() as cursor:
            is_there = Page._meta.db_table in connections[alias].introspection.table_names(cursor)
        if is_there:
            yield Page.objects.using(alias)
