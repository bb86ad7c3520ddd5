"""The report of an import: counts that add up, examples of each kind of note, all notes."""

import csv
import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from django.conf import settings
from django.db.models import Max, Min
from django.db.models.fields.json import KeyTextTransform
from django.template.loader import render_to_string

from articles.filing.house_roles import unknown_label
from articles.models import Article, ImportedItem, ImportedPicture, ImportRun
from articles.wordpress import field_table
from articles.wordpress.inventory import examine
from articles.wordpress.items import ATTACHMENT, STORY
from articles.wordpress.menus import Entry, menus_of
from articles.wordpress.pictures import name_of_problem
from articles.wordpress.report_labels import (
    INFORMATIONAL_KINDS,
    INVENTORY_KINDS,
    KINDS,
    OUTCOME_LABELS,
    OUTCOMES,
    WORTHLESS,
    reason_label,
    type_label,
)
from articles.wordpress.results import outcomes

EXAMPLES = 12  # of each kind of note
NOTE_LENGTH = 300  # characters of a note
MOST_PICTURES, MOST_ITEMS = 200, 500
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
class Item:
    """An item that somebody may have to look for."""

    type: str
    outcome: str
    reason: str
    wp_id: int
    title: str
    address: str

    @property
    def why(self) -> str:
        return reason_label(self.reason)

    @property
    def sort(self) -> str:
        return type_label(self.type)


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
    inventory: list[dict[str, Any]] = field(
        default_factory=list
    )  # what is in the files, and what became of it
    items: list[Item] = field(default_factory=list)  # of which nothing was made, or that failed
    vanished: list[Item] = field(
        default_factory=list
    )  # stories here that the old site does not have any more
    vanished_count: int = 0
    datelines: Counter[str] = field(default_factory=Counter)  # of stories without a region
    menus: list[Entry] = field(default_factory=list)
    people: list[tuple[str, str, str, int]] = field(default_factory=list)  # login, name, mail, stories
    roles: Counter[str] = field(default_factory=Counter)  # labels of work that nobody has told of
    chance: random.Random = field(default_factory=lambda: random.Random("report"))  # noqa: S311

    def add(self, example: Example, name: str) -> None:
        """Add a note of this kind. Every example of a kind has the same chance to be shown."""
        kind = self.kinds.setdefault(name, Kind(name))
        kind.count += 1
        if len(kind.examples) < EXAMPLES:
            kind.examples.append(example)
        elif (place := self.chance.randrange(kind.count)) < EXAMPLES:
            kind.examples[place] = example

    def propose(self, kind: str, text: str) -> None:
        """Take in what a note says about the mapping."""
        if kind == "no-region" and text:
            self.datelines[text] += 1
        elif kind == "role-unknown":
            self.roles[unknown_label(text).lower()] += 1

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
        examine(self.inventory)

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
            "inventory": self.inventory,
            "items": [vars(item) for item in self.items],
            "menus": [vars(entry) for entry in self.menus],
            "vanished": {"count": self.vanished_count, "first": [vars(item) for item in self.vanished]},
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
            "listed": [line for line in map(inventory_line, self.inventory) if line["unknown"]],
            "accounted": [line for line in map(inventory_line, self.inventory) if not line["unknown"]],
            "pictures": [(address, name_of_problem(problem)) for address, problem in self.pictures],
        }
        return render_to_string("wordpress/report.html", context)

    def write(self, folder: Path) -> None:
        """Write `report.html` and `report.json`, and the proposal of a mapping."""
        (folder / "report.json").write_text(json.dumps(self.data(), ensure_ascii=False, indent=1))
        (folder / "report.html").write_text(self.html())
        if self.people:
            with Notebook(folder, "people.csv", ("login", "name", "mail", "stories")) as notebook:
                for person in self.people:
                    notebook.write(*person)
        if self.mapping is not None:
            (folder / "mapping.json").write_text(json.dumps(self.mapping, ensure_ascii=False, indent=1))


def inventory_line(row: dict[str, Any]) -> dict[str, Any]:
    """A line of the account as people read it."""
    label = INVENTORY_KINDS[row["kind"]]
    name = type_label(row["name"]) if row["kind"] == "type" else row["name"] or "–"
    return row | {"label": label, "name": name, "why": WORTHLESS.get(row["reason"], row["reason"])}


class Notebook:
    """All notes as a table, written line by line; nothing where no folder was given."""

    def __init__(
        self,
        folder: Path | None,
        name: str = "notes.csv",
        columns: Sequence[str] = ("id", "title", "address", "kind", "text"),
    ):
        self.file = (folder / name).open("w", newline="", encoding="utf-8-sig") if folder else None
        self.rows = csv.writer(self.file) if self.file else None
        self.write(*columns)

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


def of_run(run: ImportRun, folder: Path | None = None, again: str = "", *, is_dry: bool = False) -> Report:
    """The report of a finished run, or of a trial (`is_dry`); `again` is the command that tries missing pictures
    once more."""
    report = Report(
        site=run.site.key,
        is_dry=is_dry,
        started_at=run.started_at,
        files=run.files,
        total=run.total,
        counts=outcomes(run),
        notes=run.notes,
        inventory=run.inventory,
        again=again,
        menus=menus_of(run),
    )
    _add_notes(report, run, folder)
    _add_items(report, run, folder)
    _add_vanished(report, run, folder)
    _add_missing_pictures(report, run, folder)
    if not is_dry:
        _add_results(report)
    report.check()
    return report


def _add_items(report: Report, run: ImportRun, folder: Path | None) -> None:
    """Name every item of which nothing was made; pictures that no story uses stand in the table alone."""
    rows = run.items.filter(outcome__in=["skipped", "failed"]).order_by("type", "reason", "wp_id")
    columns = ("type", "outcome", "reason", "wp_id", "parsed__title", "parsed__link")
    with Notebook(folder, "items.csv", ("id", "type", "title", "address", "outcome", "reason")) as notebook:
        for row in rows.values_list(*columns).iterator(chunk_size=1000):
            item = Item(*row)
            notebook.write(item.wp_id, item.type, item.title, item.address, item.outcome, item.why)
            is_listed = item.type != ATTACHMENT and field_table.TYPES.get(item.type, "") in (
                "",
                field_table.USED,
            )
            if is_listed and len(report.items) < MOST_ITEMS:
                report.items.append(item)


def _add_vanished(report: Report, run: ImportRun, folder: Path | None) -> None:
    """Name the stories that an earlier export had and this one has not, within the time that it covers.

    A story that was taken down there after a complaint stays public here until somebody decides it.
    """
    stories = ImportedItem.objects.filter(site=run.site, type=STORY)
    seen = stories.filter(run=run).exclude(parsed__date="").aggregate(first=_FIRST_DATE, last=_LAST_DATE)
    missing = stories.filter(run__lt=run, version__isnull=False, parsed__date__gte=seen["first"] or "9")
    missing = missing.filter(parsed__date__lte=seen["last"] or "0").order_by("wp_id")
    columns = ("type", "outcome", "reason", "wp_id", "parsed__title", "parsed__link")
    with Notebook(folder, "vanished.csv", ("id", "title", "address")) as notebook:
        for row in missing.values_list(*columns).iterator(chunk_size=1000):
            item = Item(*row)
            notebook.write(item.wp_id, item.title, item.address)
            report.vanished_count += 1
            if len(report.vanished) < MOST_ITEMS:
                report.vanished.append(item)


_DATE = KeyTextTransform("date", "parsed")
_FIRST_DATE, _LAST_DATE = Min(_DATE), Max(_DATE)


def _add_notes(report: Report, run: ImportRun, folder: Path | None) -> None:
    items = run.items.exclude(notes=[]).order_by("wp_id")
    columns = ("wp_id", "parsed__title", "parsed__link", "article_id", "notes")
    with Notebook(folder) as notebook:
        for wp_id, title, link, pk, notes in items.values_list(*columns).iterator(chunk_size=1000):
            for kind, text in notes:
                notebook.write(wp_id, title, link, kind, text)
                story = None if report.is_dry else pk
                old = link if link.startswith(("https://", "http://")) else ""
                report.add(Example(wp_id, title, text[:NOTE_LENGTH], old, "", story), kind)
                report.propose(kind, text)


def _add_missing_pictures(report: Report, run: ImportRun, folder: Path | None) -> None:
    missing = ImportedPicture.objects.filter(site=run.site, photo=None, attachment=None).order_by("key")
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
