"""Things that a newsroom still has to do before readers come, told by `manage.py migrate` and `check
--database default`."""

from django.apps import apps
from django.core.checks import Warning as Advice
from django.db import connections

from articles.masthead import masthead_gaps


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


def masthead_is_complete(databases=None, **kwargs):
    """UU 40/1999, article 12: name, address and responsible person are told openly, through the medium itself."""
    Publication = apps.get_model("articles", "Publication")
    return [
        Advice(
            f"The masthead lacks what the press law wants ({name}): {message}",
            hint="At the desk under Publication.",
            id="articles.W003",
        )
        for rows in _tables(Publication, databases)
        for publication in rows.all()
        for name, message in masthead_gaps(publication)
    ]


def _pages(databases):
    yield from _tables(apps.get_model("articles", "Page"), databases)


def _tables(model, databases):
    """Yield the rows of each database that has the table already: `migrate` checks an empty one too."""
    for alias in databases or ():
        with connections[alias].cursor() as cursor:
            is_there = model._meta.db_table in connections[alias].introspection.table_names(cursor)
        if is_there:
            yield model.objects.using(alias)
