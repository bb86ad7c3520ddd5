"""Things that a newsroom still has to do before readers come, told by `manage.py migrate` and `check
--database default`."""

from datetime import UTC, datetime

import psycopg
from django.apps import apps
from django.core.checks import Error
from django.core.checks import Warning as Advice
from django.db import connections

from articles import replicas
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


CLOCK = 600  # seconds between this machine and the database that nothing can be published by


def databases_fit(databases=None, **kwargs):
    """A server of the wrong kind would start, and fail the first person who writes or reads. One that does not answer
    says nothing of the settings."""
    if not databases or replicas.PRIMARY not in databases:
        return []
    if not (primary := _server(replicas.PRIMARY)):
        return []
    faults = [*_faults_of_primary(primary)]
    for alias in replicas.aliases():
        standby = _server(alias)
        if standby and (fault := replicas.contradiction(standby, primary)):
            faults.append((f"{alias} of DATABASE_REPLICA_URL is left out: {fault}", "articles.E002"))
    return [Error(words, id=number) for words, number in faults]


def _server(alias):
    try:
        return replicas.server(alias)
    except psycopg.Error:  # away, or without tables yet
        return None


def _faults_of_primary(primary):
    if primary.is_standby:
        yield "DATABASE_URL names a standby: nobody could sign in or write.", "articles.E001"
    apart = abs((datetime.now(UTC) - primary.clock).total_seconds())
    if apart > CLOCK:
        yield (
            f"The clocks of this machine and of the database are {apart:.0f} seconds apart.",
            "articles.E003",
        )


def _pages(databases):
    yield from _tables(apps.get_model("articles", "Page"), databases)


def _tables(model, databases):
    """Yield the rows of each database that has the table with all its columns: `migrate` checks an empty one too, and one of
    an older release."""
    table, wanted = model._meta.db_table, {field.column for field in model._meta.concrete_fields}
    for alias in databases or ():
        introspection = connections[alias].introspection
        with connections[alias].cursor() as cursor:
            is_there = table in introspection.table_names(cursor)
            columns = introspection.get_table_description(cursor, table) if is_there else ()
        if is_there and wanted <= {column.name for column in columns}:
            yield model.objects.using(alias)
