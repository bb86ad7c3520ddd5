"""Regions of stories that came before their regions were here; whatever somebody wrote since stays as it is."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction

from articles.models import Article, ImportedItem, ImportedTerm, Region
from articles.wordpress.context import RunContext
from articles.wordpress.items import STORY

Outcome = ImportedItem.Outcome
BATCH = 200


def ids_by_spelling() -> dict[str, int]:
    """Ids by spelling in lower case, of the smallest region of a name."""
    ids: dict[str, int] = {}
    for region in sorted(Region.objects.all(), key=lambda region: region.path.count("/")):
        for spelling in (region.name, region.dateline, *region.aliases):
            if spelling:
                ids[spelling.lower()] = region.pk
    return ids


def give_regions(context: RunContext) -> None:
    """Give the stories of an earlier run the region that their dateline or a list of theirs names by now."""
    rows = context.run.items.filter(
        type=STORY,
        outcome__in=[Outcome.UNCHANGED, Outcome.SKIPPED],
        article__version__gte=0,  # one that somebody deleted has no region either
        article__region=None,
        article__update_of=None,
        version__isnull=False,
    )
    ids = list(rows.values_list("pk", flat=True))
    if not ids:
        return
    spellings = ids_by_spelling()
    terms = _regions_of_terms(context)
    for start in range(0, len(ids), BATCH):
        batch = ImportedItem.objects.filter(pk__in=ids[start : start + BATCH]).select_related("article")
        with transaction.atomic():
            for row, region in _with_region(batch, spellings, terms):
                _give(row, region, context)


def _regions_of_terms(context: RunContext) -> dict[tuple[str, str], int]:
    rows = ImportedTerm.objects.filter(site=context.site).exclude(region=None)
    return {(taxonomy, slug): pk for taxonomy, slug, pk in rows.values_list("taxonomy", "slug", "region")}


def _with_region(
    rows: Any, spellings: dict[str, int], terms: dict[tuple[str, str], int]
) -> Iterator[tuple[ImportedItem, int]]:
    for row in rows:
        named = (terms.get((taxonomy, slug)) for taxonomy, slug, _name in row.parsed["terms"])
        region = next(filter(None, named), None) or spellings.get(row.article.dateline.lower())
        if region:
            yield row, region


def _give(row: ImportedItem, region: int, context: RunContext) -> None:
    """Write the region alone, as a revision of its own; a story that somebody is changing is left to them."""
    stories = Article.objects.all() if context.is_trial else Article.objects.select_for_update()
    article = stories.filter(pk=row.article_id or 0).first()
    if not article:
        return
    if article.region_id or Article.objects.open_updates().filter(update_of=article.pk).exists():
        return
    if not context.is_trial:
        before, saved_at = article.version, article.saved_at
        was_approved = article.newest_revision and article.approved_revision_id == article.newest_revision.pk
        revision = article.write(article.snapshot().replace(region=region), by=context.run.started_by)
        changes = {"approved_revision": revision} if was_approved else {}
        Article.objects.filter(pk=article.pk).update(saved_at=saved_at, **changes)
        if row.version == before:
            row.version = article.version
    row.notes = [
        *(note for note in row.notes if note[0] != "no-region"),
        ["region-given", Region.objects.get(pk=region).name],
    ]
    if row.outcome == Outcome.UNCHANGED:
        row.outcome, row.reason = Outcome.UPDATED, ""
    row.save(update_fields=["notes", "outcome", "reason", "version"])
