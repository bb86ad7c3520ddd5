"""A dry run: everything is read and converted in one pass, nothing is written, the report says the rest."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from articles import region_table
from articles.legacy_paths import file_keys, upload_names
from articles.models import Article, ImportedItem, OldSite, Region
from articles.wordpress import pages
from articles.wordpress.context import Writer, conversion_site
from articles.wordpress.export_file import Source
from articles.wordpress.item_rows import serialize, skip_reason
from articles.wordpress.items import ATTACHMENT, PAGE, STORY, ExtractedText, ParsedItem
from articles.wordpress.link_check import LinkCheck
from articles.wordpress.mapping import SiteMapping, proposal
from articles.wordpress.picture_files import Uploads
from articles.wordpress.preview import Previews, Text
from articles.wordpress.publication import publication_of
from articles.wordpress.report import NOTE_LENGTH, Example, Notebook, Report
from articles.wordpress.scan import Scan, scan_items
from articles.wordpress.staging import NO_ID, TWICE
from articles.wordpress.story_content import credit

BATCH = 500  # items whose rows are looked up at once

Result = tuple[str, str]  # outcome and reason


def dry_run(
    sources: Sequence[Source],
    mapping: SiteMapping | None = None,
    *,
    files: Uploads | None = None,
    folder: Path | None = None,
    accept_cut: bool = False,
    step: Callable[[int], None] = lambda count: None,
) -> Report:
    """The report of an import as it would be now, with a proposal of a mapping. All notes go to `folder`.

    Raises ExportError where the files cannot be imported. `step` is called with the number of items now and
    then.
    """
    mapping = mapping or SiteMapping()
    scan = Scan()
    items = scan_items(sources, scan, accept_cut=accept_cut, step=step)
    first = next(items)  # behind the head of the first file, which has the site and its people
    old_site = OldSite.objects.filter(key=scan.key).first()
    site = conversion_site(
        old_site or OldSite(key=scan.key, address=scan.address, name=scan.name),
        mapping,
        _writers(scan, mapping),
    )
    names = [source.name for source in sources]
    report = Report(site=scan.key, is_dry=True, started_at=timezone.now(), files=names, total=0)
    with Notebook(folder) as notebook, LinkCheck(site.hosts) as links, Previews(site) as previews:
        run = _DryRun(scan, mapping, files, old_site, report, notebook, links, previews)
        for item in chain([first], items):
            run.add(item)
        run.finish()
    return report


def region_spellings() -> set[str]:
    """Return how regions are called that are here, in small letters."""
    rows = Region.objects.values_list("name", "dateline", "aliases")
    return {spelling.lower() for name, dateline, names in rows for spelling in (name, dateline, *names)}


def region_of(name: str) -> str | None:
    """Return the region that a list's name means: "" where one here goes by it, else its name in the table."""
    if Region.objects.by_name(name):
        return ""
    place = region_table.place_named(name)
    return place.long if place else None


def _writers(scan: Scan, mapping: SiteMapping) -> dict[str, Writer]:
    """Writers by their login, as `Lists` would write them."""
    return {
        login: Writer(mapping.of_person(login).name or entry.name, mapping.is_office(login, entry.name))
        for login, entry in scan.people.items()
    }


class _Before(NamedTuple):
    """The row of an item that an earlier run imported."""

    digest: str = ""
    version: int | None = None
    article_id: int | None = None


@dataclass
class _DryRun:
    """Counts what would become of each item; the `scan` grows meanwhile."""

    scan: Scan
    mapping: SiteMapping
    files: Uploads | None
    old_site: OldSite | None
    report: Report
    notebook: Notebook
    links: LinkCheck
    previews: Previews
    wp_ids: set[int] = field(default_factory=set)
    batch: list[ParsedItem] = field(default_factory=list)
    writers: dict[str, Writer] = field(default_factory=dict)
    datelines: Counter[str] = field(default_factory=Counter)  # of places that are no region here
    spellings: set[str] = field(default_factory=region_spellings)

    def add(self, item: ParsedItem) -> None:
        if not item.wp_id:
            self._count(item, "failed", NO_ID)
        elif item.wp_id in self.wp_ids:
            self._count(item, "skipped", TWICE)
        elif reason := skip_reason(item):
            self.wp_ids.add(item.wp_id)
            self._count(item, "skipped", reason)
        else:
            self.wp_ids.add(item.wp_id)
            self.links.add_item(item)
            self.batch.append(item)
            if len(self.batch) >= BATCH:
                self._close_batch()

    def finish(self) -> None:
        """Complete the report."""
        self._close_batch()
        for batch, texts in self.previews.rest():
            self._count_batch(batch, texts)
        self.links.add_lists(self.scan, self.mapping)
        for wp_id, text in self.links.unresolved():
            self._note(wp_id, "", "", "related-unresolved", text)
        report = self.report
        report.site, report.total = self.scan.key, self.scan.total
        report.notes = self.scan.notes
        report.mapping = proposal(self.scan, region_of, self.datelines)
        report.check()

    def _count(self, item: ParsedItem, outcome: str, reason: str) -> None:
        self.report.counts[item.type, outcome, reason] += 1

    def _close_batch(self) -> None:
        """Have the texts of a batch converted, and count the batches whose texts are ready."""
        batch, self.batch = self.batch, []
        for ready, texts in self.previews.submit(batch, is_large=len(batch) >= BATCH):
            self._count_batch(ready, texts)

    def _count_batch(self, batch: list[ParsedItem], texts: Iterable[Text]) -> None:
        rows = self._rows(batch)
        ids = [row.article_id for row in rows.values() if row.article_id]
        versions = dict(Article.objects.filter(pk__in=ids).values_list("pk", "version"))
        texts = iter(texts)
        for item in batch:
            outcome, reason = self._result(item, rows.get(item.wp_id, _Before()), versions)
            if item.type == STORY:
                text = next(texts)
                if isinstance(text, str):
                    outcome, reason = "failed", text
                else:
                    self._describe(item, text)
            self._count(item, outcome, reason)

    def _rows(self, batch: list[ParsedItem]) -> dict[int, _Before]:
        if not self.old_site:
            return {}
        rows = ImportedItem.objects.filter(site=self.old_site, wp_id__in=[item.wp_id for item in batch])
        columns = ("wp_id", "digest", "version", "article_id")
        return {wp_id: _Before(*row) for wp_id, *row in rows.values_list(*columns)}

    def _result(self, item: ParsedItem, before: _Before, versions: Mapping[int, int]) -> Result:
        """Outcome and reason of an item; `versions` are those of the stories that are here, by their id."""
        if item.type == ATTACHMENT:
            return self._picture(item)
        if before.version is None:
            if item.type == PAGE and pages.is_taken(item.slug):
                return "skipped", pages.ADDRESS_TAKEN
            return "created", ""
        if before.digest == serialize(item)[1]:
            return "unchanged", ""
        if not before.article_id or versions.get(before.article_id) != before.version:
            return "skipped", "edited here" if before.article_id in versions else "deleted here"
        return "updated", ""

    def _picture(self, item: ParsedItem) -> Result:
        if not self.files:
            return "skipped", "no-uploads"
        for key in file_keys(item.attachment_url):
            for name in upload_names(key):
                if file := self.files.open(name):
                    file.close()
                    return "created", ""
        return "skipped", "missing"

    def _describe(self, item: ParsedItem, text: ExtractedText) -> None:
        """Note everything about a story, and its links for later."""
        if len(self.writers) != len(self.scan.people):  # the scan has more by now
            self.writers = _writers(self.scan, self.mapping)
        accounts = self.mapping.credit_accounts
        if accounts is None:
            accounts = self.scan.credits_accounts
        zone = ZoneInfo(self.scan.zone or settings.TIME_ZONE)
        publication = publication_of(item, zone, self.report.started_at)
        byline = credit(item, text, self.writers, accounts)
        for note in (*item.notes, *text.notes, *publication.notes, *byline.notes):
            self._note(item.wp_id, item.title, item.link, note.kind, note.text)
        for target in text.targets:
            self.links.add_target(item.wp_id, target)
        if text.dateline and text.dateline.lower() not in self.spellings:
            self.datelines[text.dateline] += 1

    def _note(self, wp_id: int, title: str, link: str, kind: str, text: str) -> None:
        self.notebook.write(wp_id, title, link, kind, text)
        self.report.add(Example(wp_id, title, text[:NOTE_LENGTH], link), kind)
