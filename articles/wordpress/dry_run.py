"""A dry run: the run itself without its last write, on tables that end with it; its report says the rest."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from articles import region_table
from articles.models import Region
from articles.wordpress import mapping, report, runs
from articles.wordpress.context import Step
from articles.wordpress.export_file import Source
from articles.wordpress.mapping import proposal
from articles.wordpress.picture_files import Network, Uploads
from articles.wordpress.report import Report
from articles.wordpress.scan import scan_files
from articles.wordpress.shadows import shadows


def dry_run(
    sources: Sequence[Source],
    data: dict[str, Any] | None = None,
    *,
    files: Uploads | None = None,
    network: Network | None = None,
    folder: Path | None = None,
    accept_cut: bool = False,
    converts_again: bool = False,
    by: Any = None,
    step: Step | None = None,
) -> Report:
    """The report of an import as it would be now, with a proposal of a mapping. All notes go to `folder`.

    `data` is a mapping as plain data. Raises ExportError where the files cannot be imported. `step` is called as in
    `runs.finish`, and with the phase "scan" before.
    """
    tell: Callable[[int], None] = (lambda count: step("scan", count, 0)) if step else (lambda count: None)
    kinds = mapping.parse(data or {}).kinds
    scan = scan_files(sources, kinds=kinds, accept_cut=accept_cut, step=tell)
    with shadows(scan.key):
        run = runs.begin(scan, sources, data, by=by)
        trial = runs.finish(
            run,
            scan=scan,
            sources=sources,
            files=files,
            network=network,
            converts_again=converts_again,
            is_trial=True,
            step=step,
        )
        result = report.of_run(trial, folder, is_dry=True)
        result.mapping = proposal(scan, mapping.parse(data or {}), region_of, result.datelines, result.roles)
    result.people = [
        (login, entry.name, entry.email, entry.posts)
        for login, entry in sorted(scan.people.items(), key=lambda pair: -pair[1].posts)
    ]
    return result


def region_of(name: str) -> str | None:
    """Return the region that a list's name means: "" where one here goes by it, else its name in the table."""
    if Region.objects.by_name(name):
        return ""
    place = region_table.place_named(name)
    return place.long if place else None
