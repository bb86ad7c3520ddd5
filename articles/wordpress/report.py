"""The report of an import: counts that add up, examples of each kind of note, all notes."""

import csv
import json
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from django.conf import settings
from django.template.loader import render_to_string

from articles.models import Article, ImportedPicture, ImportRun
from articles.wordpress.pictures import name_of_problem
from articles.wordpress.report_labels import (
    INFORMATIONAL_KINDS,
    KINDS,
    OUTCOME_LABELS,
    OUTCOMES,
    reason_label,
    type_label,
)
from articles.wordpress.results import outcomes

EXAMPLES = 12  # of each kind of note
NOTE_LENGTH = 300  # characters of a note
MOST_PICTURES = 200
CREDIT_KINDS = {
    "credits",
    "author-from-account",
    "author-is-an-office",
    "account-not-credited",
    "no-credit",
    "author-unknown",
}


@dataclass
class Example:
    wp_id: int
    title: str
    text: str
    old: str = ""
    new: str = ""
    article: int | None = None
    after: str = ""


@dataclass
class Kind:
    """All notes of one kind, with some of them, chosen at random and the same each time."""

    name: str
    count: int = 0
    examples: list[Example] = field(default_factory=list)

    @property
    def label(self) -> str:
        return str(KINDS.get(self.name, self.name))

    @property
    def is_understood(self) -> bool:
        return self.name in INFORMATIONAL_KINDS

    def data(self) -> dict[str, Any]:
        return {
            "kind": self.name,
            "label": self.label,
            "understood": self.is_understood,
            "count": self.count,
            "examples": [vars(example) for example in self.examples],
        }


@dataclass
class Report:
    site: str
    is_dry: bool
    started_at: datetime
    files: list[str]
    total: int
    counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)  # by type, outcome and reason
    notes: list[tuple[str, str]] = field(default_factory=list)  # of the files as a whole
    kinds: dict[str, Kind] = field(default_factory=dict)
    pictures: list[tuple[str, str]] = field(default_factory=list)  # that are not here: (address, problem)
    missing_pictures: int = 0
    again: str = ""  # the command that tries the pictures again
    mapping: dict[str, Any] | None = None  # the proposal of a dry run
    chance: random.Random = field(default_factory=lambda: random.Random("report"))  # noqa: S311

    def add(self, example: Example, name: str) -> None:
        """Add a note of this kind. Every example of a kind has the same chance to be shown."""
        kind = self.kinds.setdefault(name, Kind(name))
        kind.count += 1
        if len(kind.examples) < EXAMPLES:
            kind.examples.append(example)
        elif (place := self.chance.randrange(kind.count)) < EXAMPLES:
            kind.examples[place] = example

    @property
    def outcomes(self) -> Counter[str]:
        sums: Counter[str] = Counter()
        for (_type, outcome, _reason), count in self.counts.items():
            sums[outcome] += count
        return sums

    def check(self) -> None:
        """Make sure that nothing went astray: every item has one of the outcomes."""
        sums = self.outcomes
        if set(sums) - set(OUTCOMES) or sum(sums.values()) != self.total:
            raise AssertionError(f"{self.total} items were found, and became {dict(sums)}")

    def summary(self) -> str:
        sums = self.outcomes
        return ", ".join(f"{sums[name]:,} {OUTCOME_LABELS[name]}" for name in OUTCOMES)

    # ---- Forms

    def data(self) -> dict[str, Any]:
        """The report as plain data."""
        return {
            "site": self.site,
            "dry_run": self.is_dry,
            "started_at": self.started_at.isoformat(),
            "files": self.files,
            "found": self.total,
            "outcomes": {name: self.outcomes[name] for name in OUTCOMES},
            "by_type": [
                {"type": kind, "outcome": outcome, "reason": reason, "count": count}
                for (kind, outcome, reason), count in sorted(self.counts.items())
            ],
            "notes": [{"kind": kind, "text": text} for kind, text in self.notes],
            "kinds": [kind.data() for kind in self.sorted_kinds()],
            "missing_pictures": {
                "count": self.missing_pictures,
                "again": self.again,
                "first": [
                    {"address": address, "reason": str(name_of_problem(p))} for address, p in self.pictures
                ],
            },
        }

    def sorted_kinds(self) -> list[Kind]:
        return sorted(self.kinds.values(), key=lambda kind: (kind.is_understood, -kind.count, kind.name))

    def html(self) -> str:
        kinds = self.sorted_kinds()
        context = {
            "report": self,
            "base": settings.SITE_URL,
            "outcomes": [(OUTCOME_LABELS[name], self.outcomes[name]) for name in OUTCOMES],
            "rows": [
                (type_label(kind), OUTCOME_LABELS[outcome], reason_label(reason), count)
                for (kind, outcome, reason), count in sorted(self.counts.items())
            ],
            "to_look_at": [kind for kind in kinds if not kind.is_understood],
            "understood": [kind for kind in kinds if kind.is_understood],
            "notes": [(KINDS.get(kind, kind), text) for kind, text in self.notes],
            "pictures": [(address, name_of_problem(problem)) for address, problem in self.pictures],
        }
        return render_to_string("wordpress/report.html", context)

    def write(self, folder: Path) -> None:
        """Write `report.html` and `report.json`, and the proposal of a mapping."""
        (folder / "report.json").write_text(json.dumps(self.data(), ensure_ascii=False, indent=1))
        (folder / "report.html").write_text(self.html())
        if self.mapping is not None:
            (folder / "mapping.json").write_text(json.dumps(self.mapping, ensure_ascii=False, indent=1))


class Notebook:
    """All notes as a table, written line by line; nothing where no folder was given."""

    def __init__(self, folder: Path | None, name: str = "notes.csv"):
        self.file = (folder / name).open("w", newline="", encoding="utf-8-sig") if folder else None
        self.rows = csv.writer(self.file) if self.file else None
        self.write("id", "title", "address", "kind", "text")

    def write(self, *cells: object) -> None:
        if self.rows:
            self.rows.writerow([_harmless(str(cell)) for cell in cells])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self.file:
            self.file.close()


def _harmless(cell: str) -> str:
    """The cell, marked as text where a spreadsheet would take it for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def of_run(run: ImportRun, folder: Path | None = None, again: str = "") -> Report:
    """The report of a finished run; `again` is the command that tries missing pictures once more."""
    report = Report(
        site=run.site.key,
        is_dry=False,
        started_at=run.started_at,
        files=run.files,
        total=run.total,
        counts=outcomes(run),
        notes=run.notes,
        again=again,
    )
    _add_notes(report, run, folder)
    _add_missing_pictures(report, run, folder)
    _add_results(report)
    report.check()
    return report


def _add_notes(report: Report, run: ImportRun, folder: Path | None) -> None:
    items = run.items.exclude(notes=[]).order_by("wp_id")
    columns = ("wp_id", "parsed__title", "parsed__link", "article_id", "notes")
    with Notebook(folder) as notebook:
        for wp_id, title, link, pk, notes in items.values_list(*columns).iterator(chunk_size=1000):
            for kind, text in notes:
                notebook.write(wp_id, title, link, kind, text)
                report.add(Example(wp_id, title, text[:NOTE_LENGTH], link, "", pk), kind)


def _add_missing_pictures(report: Report, run: ImportRun, folder: Path | None) -> None:
    missing = ImportedPicture.objects.filter(site=run.site, photo=None).order_by("key")
    with Notebook(folder, "pictures.csv") as notebook:
        for address, problem in missing.values_list("address", "problem").iterator():
            notebook.write("", "", address, "picture-missing", name_of_problem(problem))
            report.missing_pictures += 1
            if len(report.pictures) < MOST_PICTURES:
                report.pictures.append((address, problem))


def _add_results(report: Report) -> None:
    """Put beside each example what the story says now."""
    examples = [(kind, example) for kind in report.kinds.values() for example in kind.examples]
    stories = (
        Article.objects.filter(pk__in={example.article for _kind, example in examples if example.article})
        .select_related("category", "lead_photo")
        .prefetch_related("credits")
        .in_bulk()
    )
    for kind, example in examples:
        if example.article and (story := stories.get(example.article)):
            example.new = story.get_absolute_url() if story.is_public else ""
            example.after = result_in(story, kind.name)


def result_in(story: Article, kind: str) -> str:
    """The part of a story that a kind of note is about."""
    if kind in CREDIT_KINDS:
        return "; ".join(f"{credit.get_role_display()}: {credit.name}" for credit in story.credits.all())
    if kind.startswith("title"):
        return story.headline
    parts = {
        "dateline": story.dateline,
        "sign-off": story.sign_off,
        "second-category": story.category or "",
        "lead-from-text": story.lead_photo or "",
        "photo-credit": story.lead_photo or "",
    }
    return str(parts[kind]) if kind in parts else story.get_status_display()
