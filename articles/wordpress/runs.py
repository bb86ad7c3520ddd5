"""Runs of the importer: one at a time, each carried through its phases from where it was broken off.

The phases: lists and people first, then every item as it was exported, then the numbers of the stories to
come, then the stories, then what points at them.
"""

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from articles.bulk import words_in_bulk
from articles.models import ImportRun, OldSite
from articles.wordpress import links, mapping, staging, stories
from articles.wordpress.context import RunContext, Step
from articles.wordpress.export_file import Source
from articles.wordpress.inventory import examine
from articles.wordpress.lists import Lists
from articles.wordpress.lock import alone, keep_lock
from articles.wordpress.picture_files import Network, Uploads
from articles.wordpress.scan import Scan

Phase = ImportRun.Phase
__all__ = ["alone", "begin", "finish", "unfinished"]


def unfinished() -> ImportRun | None:
    """The run that was broken off last; None where the last one came to its end."""
    newest = ImportRun.objects.order_by("-pk").first()
    return newest if newest and newest.phase != Phase.DONE else None


@transaction.atomic
def begin(
    scan: Scan, sources: Iterable[Source], mapping_data: dict[str, Any] | None, by: Any = None
) -> ImportRun:
    """A new run of these files; `by` is the account that answers for it."""
    site, _is_new = OldSite.objects.get_or_create(
        key=scan.key, defaults={"address": scan.address[:300], "time_zone": settings.TIME_ZONE}
    )
    site.name, site.address = scan.name[:200], scan.address[:300]
    site.time_zone = scan.zone or site.time_zone
    site.save()
    return ImportRun.objects.create(
        site=site,
        started_by=by,
        files=[source.name for source in sources],
        mapping={"credit_accounts": scan.credits_accounts} | (mapping_data or {}),
        total=scan.total,
        notes=[list(note) for note in scan.notes],
        inventory=scan.inventory.data(),
    )


def finish(
    run: ImportRun,
    *,
    scan: Scan | None = None,
    sources: Iterable[Source] = (),
    files: Uploads | None = None,
    network: Network | None = None,
    converts_again: bool = False,
    is_trial: bool = False,
    step: Step | None = None,
) -> ImportRun:
    """Carry a run from where it is to its end, and return it.

    `scan` is needed where the run is at its first phase. `converts_again` also converts the texts that did
    not change on the old site; a trial (`is_trial`) writes no story. `step(phase, done, total)` is called as it goes.
    """
    site_mapping = mapping.parse(run.mapping)
    context = RunContext(
        run=run,
        mapping=site_mapping,
        scan=scan,
        sources=sources,
        files=files,
        network=network,
        converts_again=converts_again or _is_remapped(run, site_mapping),
        is_trial=is_trial,
        **({"step": step} if step else {}),
    )
    with nullcontext() if is_trial else words_in_bulk():
        _work(context)
    run.finished_at = timezone.now()
    run.save(update_fields=["finished_at"])
    return run


def _work(context: RunContext) -> None:
    order, run = Phase.values, context.run
    for phase, work in _phases():
        if order.index(run.phase) <= order.index(phase):
            work(context)
            _examine(phase, context)
            run.reach(order[order.index(phase) + 1])


def _examine(phase: Phase, context: RunContext) -> None:
    """Between two phases of a run: another one may have begun where this one's session was lost."""
    if phase == Phase.LISTS:
        examine(context.run.inventory)
    if not context.is_trial:
        keep_lock()


def _phases() -> list[tuple[Phase, Callable[[RunContext], None]]]:
    """The phases in their order, each with its work."""
    return [
        (Phase.LISTS, _write_lists),
        (Phase.STAGE, staging.stage),
        (Phase.NUMBERS, staging.number_stories),
        (Phase.STORIES, stories.write_stories),
        (Phase.LINKS, links.write_links),
    ]


def _is_remapped(run: ImportRun, site_mapping: mapping.SiteMapping) -> bool:
    """Tell whether the last run had another mapping: then unchanged stories may belong elsewhere."""
    last = run.site.runs.filter(pk__lt=run.pk, phase=Phase.DONE).order_by("-pk").first()
    return last is not None and mapping.parse(last.mapping) != site_mapping


@transaction.atomic
def _write_lists(context: RunContext) -> None:
    if not context.scan:
        raise ValueError("A run at its first phase needs the scan of its files.")
    context.run.notes += Lists(context.site, context.scan, context.mapping).write()
    context.run.save(update_fields=["notes"])
