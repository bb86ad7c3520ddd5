"""What an import did, so that an editor can judge it in ten minutes: counts that add up, examples of each kind, all notes."""

import csv
import json
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Article, ImportedPicture
from articles.wordpress import lifting, pages
from articles.wordpress.pictures import name_of_problem

EXAMPLES = 12  # of each kind of note
SHOWN = 300  # characters of a note
SHOWN_PICTURES = 200
OUTCOMES = ("created", "updated", "unchanged", "skipped", "failed")
OUTCOME_LABELS = {
    "created": _("new"),
    "updated": _("brought up to date"),
    "unchanged": _("unchanged"),
    "skipped": _("skipped"),
    "failed": _("failed"),
}
REASONS = {
    "edited here": _("edited here since"),
    "deleted here": _("deleted here since"),
    "same text": _("the same text"),
    "not used": _("in no story"),
    "no id": _("without a number"),
    "twice in these files": _("twice in these files"),
    pages.TAKEN: _("something else has this address here"),
    "page address": _("a page at an address that none can have here: write it anew"),
    "page not public": _("readers could not see it"),
    "page without text": _("a page without a title or a text of its own"),
}
TYPES = {
    "post": _("story"),
    "page": _("page"),
    "attachment": _("file of the library"),
    "nav_menu_item": _("menu item"),
}
# What was understood; everything else asks somebody to look.
UNDERSTOOD = {
    *lifting.INFORMATIONAL, "mojibake-repaired", "control-repaired", "byte-repaired", "ampersand-repaired", "scheduled",
    "lead-from-text", "author-from-account", "trash",
}  # fmt: skip
KINDS = {
    "dateline": _("dateline taken out of the text"),
    "credits": _("credits taken out of the text"),
    "sign-off": _("sign-off taken out of the text"),
    "related": _("Baca Juga made a link to a story"),
    "related-box": _("box of a plugin for related stories taken out"),
    "dropped": _("paragraph dropped, by the list"),
    "embed": _("embedded medium"),
    "photo-credit": _("photo credit taken out of a caption"),
    "mojibake-repaired": _("characters encoded twice, repaired"),
    "mojibake-unsure": _("looks as if encoded twice, left as it is"),
    "control-repaired": _("control characters removed"),
    "byte-repaired": _("bytes of another encoding read as Windows-1252"),
    "ampersand-repaired": _("bare ampersands repaired"),
    "scheduled": _("scheduled"),
    "missed-schedule": _("its time went by on the old site and it was never public: approved, not published"),
    "publish-in-future": _("published there with a time to come: scheduled"),
    "no-date": _("published there without a date: approved, not published"),
    "password": _("had a password: draft"),
    "private": _("private: draft"),
    "trash": _("in the trash: spiked"),
    "status-unknown": _("status of a plugin: draft"),
    "taken-back": _("was public and is not any more on the old site: withdrawn"),
    "edited-here": _("edited here since: kept as it is here"),
    "lead-from-text": _("no featured image: the first picture of the text leads"),
    "picture-missing": _("picture that is not here"),
    "second-category": _("a further category: stories have one"),
    "list-ignored": _("list of a plugin, ignored"),
    "author-from-account": _("the text names no writer: the account's name"),
    "account-not-credited": _("the text names no writer, and whose account it is does not tell"),
    "author-is-an-office": _("the text names no writer, and the account is an office's"),
    "author-unknown": _("the account is not in the export"),
    "no-credit": _("without any credit"),
    "title-empty": _("without a title"),
    "title-cut": _("title too long, cut"),
    "standfirst-cut": _("excerpt too long, cut"),
    "sign-off-cut": _("sign-off too long, cut"),
    "dateline-believed": _("dateline of a place that is in no list, taken out"),
    "dateline-unsure": _("may be a dateline, left in the text"),
    "dateline-without-place": _("dateline without a place, taken out"),
    "credits-unsure": _("may be credits, left in the text"),
    "sign-off-unsure": _("may be a sign-off, left in the text"),
    "sign-off-too-long": _("sign-off too long, left in the text"),
    "standfirst-too-long": _("excerpt too long"),
    "related-unsure": _("may be a Baca Juga, left in the text"),
    "related-elsewhere": _("Baca Juga to another site"),
    "related-automatic": _("list of related stories that a plugin fills, left out"),
    "gallery-of-attachments": _("gallery without a list of its pictures"),
    "shortcode": _("shortcode that is not known, its text kept"),
    "block-unknown": _("block that is not known, its text kept"),
    "block-dropped": _("block left out"),
    "element-dropped": _("element left out"),
    "code-dropped": _("script or code left out"),
    "advert-dropped": _("advertisement left out"),
    "iframe-dropped": _("frame of another site left out"),
    "media-dropped": _("sound or film left out"),
    "picture-dropped": _("picture left out"),
    "picture-link": _("picture that was a link"),
    "too-deep": _("too deeply nested, flattened"),
    "related-unresolved": _("Baca Juga to a story that was not found"),
    "link-unresolved": _("link to the old site that leads nowhere here"),
    "cut": _("a file ends in the middle"),
    "region-unknown": _("region of the mapping that is not here"),
    "account-unknown": _("account of the mapping that is not here"),
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
    def label(self):
        return KINDS.get(self.name, self.name)

    @property
    def is_understood(self):
        return self.name in UNDERSTOOD


@dataclass
class Report:
    site: str
    is_dry: bool
    started_at: datetime
    files: list[str]
    total: int
    counts: Counter = field(default_factory=Counter)  # by (type, outcome, reason)
    notes: list[tuple[str, str]] = field(default_factory=list)  # of the files as a whole
    kinds: dict[str, Kind] = field(default_factory=dict)
    pictures: list[tuple[str, str]] = field(
        default_factory=list
    )  # (address, problem) of those that are not here
    missing_pictures: int = 0
    again: str = ""  # the command that tries the pictures again
    mapping: dict[str, Any] | None = None  # the proposal of a dry run
    chance: random.Random = field(default_factory=lambda: random.Random("report"))  # noqa: S311

    def add(self, example, kind):
        """One note. Of each kind every example has the same chance to be shown."""
        known = self.kinds.setdefault(kind, Kind(kind))
        known.count += 1
        if len(known.examples) < EXAMPLES:
            known.examples.append(example)
        elif (place := self.chance.randrange(known.count)) < EXAMPLES:
            known.examples[place] = example

    @property
    def outcomes(self):
        found = Counter()
        for (_type, outcome, _reason), count in self.counts.items():
            found[outcome] += count
        return found

    def check(self):
        """Found = created + updated + unchanged + skipped + failed: nothing went astray."""
        told = self.outcomes
        if set(told) - set(OUTCOMES) or sum(told.values()) != self.total:
            raise AssertionError(f"{self.total} items were found, and became {dict(told)}")

    def summary(self):
        told = self.outcomes
        return ", ".join(f"{told[name]:,} {OUTCOME_LABELS[name]}" for name in OUTCOMES)

    # ---- Forms

    def data(self):
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
            "kinds": [
                {
                    "kind": kind.name,
                    "label": str(kind.label),
                    "understood": kind.is_understood,
                    "count": kind.count,
                    "examples": [vars(example) for example in kind.examples],
                }
                for kind in self.sorted_kinds()
            ],
            "missing_pictures": {
                "count": self.missing_pictures,
                "again": self.again,
                "first": [
                    {"address": address, "reason": str(name_of_problem(p))} for address, p in self.pictures
                ],
            },
        }

    def sorted_kinds(self):
        return sorted(self.kinds.values(), key=lambda kind: (kind.is_understood, -kind.count, kind.name))

    def html(self):
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

    def write(self, folder):
        """`report.html` and `report.json`, and the proposal of a mapping."""
        (folder / "report.json").write_text(json.dumps(self.data(), ensure_ascii=False, indent=1))
        (folder / "report.html").write_text(self.html())
        if self.mapping is not None:
            (folder / "mapping.json").write_text(json.dumps(self.mapping, ensure_ascii=False, indent=1))


class Notebook:
    """All notes as a table, line by line, so that it need not fit in memory; nothing where no folder was given."""

    def __init__(self, folder: Path | None, name="notes.csv"):
        self.file = (folder / name).open("w", newline="", encoding="utf-8-sig") if folder else None
        self.rows = csv.writer(self.file) if self.file else None
        self.write("id", "title", "address", "kind", "text")

    def write(self, *cells):
        if self.rows:
            self.rows.writerow([_harmless(str(cell)) for cell in cells])

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        if self.file:
            self.file.close()


def _harmless(cell):
    """A spreadsheet would take these for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def of_run(run, counts, folder=None, again="") -> Report:
    """The report of a run that came to its end."""
    report = Report(
        site=run.site.key,
        is_dry=False,
        started_at=run.started_at,
        files=run.files,
        total=run.total,
        counts=counts,
        notes=run.notes,
        again=again,
    )
    items = run.items.exclude(notes=[]).order_by("wp_id")
    columns = ("wp_id", "parsed__title", "parsed__link", "article_id", "notes")
    with Notebook(folder) as notebook:
        for wp_id, title, link, pk, notes in items.values_list(*columns).iterator(chunk_size=1000):
            for kind, text in notes:
                notebook.write(wp_id, title, link, kind, text)
                report.add(Example(wp_id, title, text[:SHOWN], link, "", pk), kind)
    with Notebook(folder, "pictures.csv") as notebook:
        lost = ImportedPicture.objects.filter(site=run.site, photo=None).order_by("key")
        for address, problem in lost.values_list("address", "problem").iterator():
            notebook.write("", "", address, "picture-missing", name_of_problem(problem))
            report.missing_pictures += 1
            if len(report.pictures) < SHOWN_PICTURES:
                report.pictures.append((address, problem))
    _fill_in(report)
    report.check()
    return report


def _fill_in(report):
    """Beside each example, what the story says now."""
    examples = [(kind, example) for kind in report.kinds.values() for example in kind.examples]
    stories = (
        Article.objects.filter(pk__in={example.article for _kind, example in examples if example.article})
        .select_related("category", "lead_photo")
        .prefetch_related("credits")
    )
    known = stories.in_bulk()
    for kind, example in examples:
        if story := known.get(example.article):
            example.new = story.get_absolute_url() if story.is_public else ""
            example.after = after(kind.name, story)


def type_label(kind):
    """Of what a plugin added, the plugin's own word."""
    return TYPES.get(kind) or kind


def reason_label(reason):
    """Why, as people read it; of a type or a status, WordPress's own word."""
    if reason.startswith("type "):
        return gettext("of this type nothing is made here")
    return REASONS.get(reason) or name_of_problem(reason)


def after(kind, story):
    """What became of a kind of thing, in a story."""
    if kind == "dateline":
        return story.dateline
    if kind == "sign-off":
        return story.sign_off
    if kind in (
        "credits",
        "author-from-account",
        "author-is-an-office",
        "account-not-credited",
        "no-credit",
        "author-unknown",
    ):
        return "; ".join(f"{credit.get_role_display()}: {credit.name}" for credit in story.credits.all())
    if kind == "second-category":
        return str(story.category or "")
    if kind in ("lead-from-text", "photo-credit"):
        return str(story.lead_photo or "")
    if kind.startswith("title"):
        return story.headline
    return story.get_status_display()
