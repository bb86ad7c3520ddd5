"""The phases before any story: every item becomes a row, then the stories to come get their numbers.

Stories get their numbers before they are stored, so that a link to a later story is a link.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from django.db import connection, transaction
from django.utils.translation import gettext as _

from articles.bulk import ahead, batched, copy, reserve
from articles.models import Article, ImportedItem, ImportRun
from articles.wordpress.context import FIRST_OF_TRIAL, RunContext
from articles.wordpress.errors import ExportError, TruncatedExport
from articles.wordpress.item_rows import StagedRow
from articles.wordpress.items import STORY, ParsedItem
from articles.wordpress.readers import reader_of
from articles.wordpress.scan import of_kind

BATCH = 500
MOST_APART = 100  # items that are named, of those that are no rows
NO_ID, TWICE = "no id", "twice in these files"
Phase, Outcome = ImportRun.Phase, ImportedItem.Outcome


def stage(context: RunContext) -> None:
    """Store every item as it was exported. The number of items behind is stored in the same transaction."""
    run = context.run
    items = islice(_items(context), run.staged, None)  # behind those of a run that was broken off here
    rows = ((item, StagedRow.of_item(item)) for item in items)
    for batch in ahead(batched(rows, BATCH)):
        with transaction.atomic():
            _stage(context, batch)
            run.staged += len(batch)
            run.save(update_fields=["staged", "apart", "notes"])
        context.step(Phase.STAGE, run.staged, run.total)
    if context.is_trial:  # nobody else cares for the tables of a session
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {ImportedItem._meta.db_table}")
    if run.staged != run.total:
        raise ExportError(_("The files are no longer those that this run began with. Start it anew."))


def _items(context: RunContext) -> Iterator[ParsedItem]:
    for source in context.sources:
        try:
            for item in reader_of(source):
                yield of_kind(item, context.mapping.kinds)
        except TruncatedExport:
            if not any(kind == "cut" for kind, _text in context.run.notes):
                raise


class _Earlier(NamedTuple):
    """The row of an item that was read before."""

    wp_id: int
    pk: int
    digest: str
    run: int
    version: int | None
    lacks_pictures: bool


def _stage(context: RunContext, batch: list[tuple[ParsedItem, StagedRow]]) -> None:
    earlier = _earlier_rows(context, {row.wp_id for _item, row in batch})
    new: dict[int, StagedRow] = {}
    changed: dict[int, tuple[int, StagedRow]] = {}  # by wp_id: the row's id, and the row
    same: dict[int, tuple[int, StagedRow]] = {}
    for item, row in batch:
        before = earlier.get(item.wp_id)
        is_read = any(item.wp_id in rows for rows in (new, changed, same))
        if not item.wp_id:
            _count_apart(context.run, item, Outcome.FAILED, NO_ID)
        elif is_read or (before and before.run == context.run.pk):
            _count_apart(context.run, item, Outcome.SKIPPED, TWICE)
        elif not before:
            new[item.wp_id] = row
        elif row.digest != before.digest:
            changed[item.wp_id] = before.pk, row
        elif _stays(context, before):
            same[item.wp_id] = before.pk, row._replace(outcome=Outcome.UNCHANGED.value)
        else:
            same[item.wp_id] = before.pk, row
    with connection.cursor() as cursor:
        rows = ((context.site.pk, context.run.pk, *row) for row in new.values())
        copy(cursor, ImportedItem, ("site", "run", *StagedRow._fields), rows)
    _update(context.run, changed.values(), StagedRow._fields[1:])
    _update(context.run, same.values(), ("outcome", "reason"))


def _earlier_rows(context: RunContext, wp_ids: set[int]) -> dict[int, _Earlier]:
    rows = ImportedItem.objects.filter(site=context.site, wp_id__in=wp_ids)
    columns = ("wp_id", "pk", "digest", "run_id", "version", "lacks_pictures")
    return {row[0]: _Earlier(*row) for row in rows.values_list(*columns)}


def _stays(context: RunContext, before: _Earlier) -> bool:
    """Tell whether an item that did not change is left as it is here."""
    tries_pictures = before.lacks_pictures and (context.files or context.network)
    return before.version is not None and not context.converts_again and not tries_pictures


def _update(run: ImportRun, rows: Iterable[tuple[int, StagedRow]], names: Iterable[str]) -> None:
    """Bring these fields of an earlier run's rows up to date."""
    names = list(names)
    items = []
    for pk, row in rows:
        facts = {name: getattr(row, name) for name in names}
        facts |= {name: json.loads(facts[name]) for name in ("parsed", "notes") if name in facts}
        items.append(ImportedItem(pk=pk, run=run, **facts))
    ImportedItem.objects.bulk_update(items, ["run", *names], batch_size=200)


def _count_apart(run: ImportRun, item: ParsedItem, outcome: str, reason: str) -> None:
    key = "|".join([item.type[:40].replace("|", " "), outcome, reason])
    run.apart[key] = run.apart.get(key, 0) + 1
    if sum(run.apart.values()) <= MOST_APART:
        run.notes.append(["item-apart", f"{reason}: {item.title} {item.link}"[:300]])


# ---- Numbers


@transaction.atomic
def number_stories(context: RunContext) -> None:
    """Give the stories to come their numbers in the order of their dates, as if written here."""
    new = context.run.items.filter(type=STORY, outcome=Outcome.WAITING, article=None)
    if count := new.count():
        first = FIRST_OF_TRIAL if context.is_trial else reserve(Article, count)
        query, parameters = new.values("pk").query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(
                f"""
                UPDATE articles_importeditem item SET article_id = numbered.number
                FROM (
                    SELECT id, %s + row_number() OVER (ORDER BY parsed->>'date', wp_id) - 1 AS number
                    FROM articles_importeditem WHERE id IN ({query})
                ) numbered
                WHERE item.id = numbered.id
                """,  # noqa: S608 -- the queryset's own SQL
                [first, *parameters],
            )
