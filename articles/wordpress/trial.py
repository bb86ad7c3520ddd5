"""A dry run: reads and converts everything in one pass, writes nothing to the database, and tells what would happen.

Links are resolved at the end, when all stories are known; what a story is known by is kept as numbers of eight bytes, so
that a million of them fit where a list of texts would not.
"""

import hashlib
import json
import os
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, deque
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from tempfile import TemporaryFile
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from articles.legacy_paths import file_keys, id_key, old_paths, path_key, path_of, place, upload_names
from articles.models import Article, ImportedItem, OldSite, Region
from articles.wordpress import examining, mapping, moments, pages
from articles.wordpress.report import SHOWN, Example, Notebook, Report
from articles.wordpress.resolving import title_key
from articles.wordpress.store import (
    NO_ID,
    PAGE,
    STORY,
    TWICE,
    Story,
    conversion_site,
    exported,
    skipped,
)
from articles.wordpress.survey import read_through

LOOKED_UP = 500  # items at once
WORKERS = min(4, os.cpu_count() or 1)


def number_of(text):
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), signed=True)


class Index:
    """Which texts there were, and how often."""

    def __init__(self):
        self.numbers, self.is_sorted = array("q"), True

    def add(self, text):
        self.numbers.append(number_of(text))
        self.is_sorted = False

    def count(self, number):
        if not self.is_sorted:
            self.numbers, self.is_sorted = array("q", sorted(self.numbers)), True
        return bisect_right(self.numbers, number) - bisect_left(self.numbers, number)


class Trial:
    def __init__(self, sources, decided=None, files=None, folder=None, accept_cut=False, step=None):
        self.sources, self.decided = sources, decided or mapping.Mapping()
        self.files, self.folder, self.accept_cut = files, folder, accept_cut
        self.step = step or (lambda count: None)
        self.addresses, self.titles = Index(), Index()
        self.counts, self.seen, self.waiting = Counter(), set(), []
        self.now = timezone.now()
        self.pool, self.under_way = None, deque()

    def run(self) -> Report:
        self.report = Report(
            site="", is_dry=True, started_at=self.now, files=[s.name for s in self.sources], total=0
        )
        self.site = self.convertible = None
        try:
            with Notebook(self.folder) as self.notebook, TemporaryFile("w+") as self.wanted:
                survey = read_through(
                    self.sources, accept_cut=self.accept_cut, each=self.each, step=self.step, head=self.begin
                )
                self._look_up()
                while self.under_way:
                    self._count_next()
                self._resolve(survey)
        finally:
            if self.pool:
                self.pool.shutdown(cancel_futures=True)
        self.report.site, self.report.total, self.report.counts = survey.key, survey.total, self.counts
        self.report.notes = [("cut", text) for text in survey.cuts] + [
            (f"{kind}-repaired", f"{count}×") for kind, count in sorted(survey.loose_repairs.items())
        ]
        self.report.mapping = mapping.proposal(survey, lambda name: Region.objects.by_name(name) is not None)
        self.report.check()
        return self.report

    def begin(self, survey):
        """What the head of the first file tells: the site, its names, the people who write."""
        known = OldSite.objects.filter(key=survey.key).first()
        site = known or OldSite(key=survey.key, address=survey.address, name=survey.name)
        self.known, self.survey = known, survey
        self.writers = {}
        people = [(login, row.person.name, row.is_general) for login, row in self._writers().items()]
        self.convertible = conversion_site(site, self.decided, people)

    @property
    def zone(self):
        return ZoneInfo(self.survey.zone or settings.TIME_ZONE)

    def each(self, item):
        if not item.wp_id:
            self.counts[item.type, "failed", NO_ID] += 1
            return
        if item.wp_id in self.seen:
            self.counts[item.type, "skipped", TWICE] += 1
            return
        self.seen.add(item.wp_id)
        if reason := skipped(item):
            self.counts[item.type, "skipped", reason] += 1
            return
        path = path_of(item.link)
        self.addresses.add(id_key("p", item.wp_id))
        if path:
            self.addresses.add(path)
        if item.type == STORY and item.status != "trash":
            self.titles.add(title_key(item.title))
            slugs, days = item.meta.get("_wp_old_slug", []), item.meta.get("_wp_old_date", [])
            for older in dict.fromkeys(old_paths(path, item.slug, slugs, days)):
                self.addresses.add(older)
        self.waiting.append((item.wp_id, item.type, exported(item)[1] if self.known else "", item))
        if len(self.waiting) >= LOOKED_UP:
            self._look_up()

    def _look_up(self):
        """Has the texts of what waits examined, here or, where there are many, by other processes meanwhile."""
        waiting, self.waiting = self.waiting, []
        stories = [item for _id, kind, _digest, item in waiting if kind == STORY]
        if self.pool is None and len(waiting) >= LOOKED_UP:
            self.pool = ProcessPoolExecutor(
                WORKERS, get_context("spawn"), initializer=examining.begin, initargs=(self.convertible,)
            )
        if self.pool:
            self.under_way.append((waiting, self.pool.submit(examining.examined_there, stories)))
            while len(self.under_way) > 2 * WORKERS:
                self._count_next()
        else:
            self._count(waiting, [examining.examined(item, self.convertible) for item in stories])

    def _count_next(self):
        waiting, future = self.under_way.popleft()
        self._count(waiting, future.result())

    def _count(self, waiting, texts):
        """What is here already of these items, and what would become of each."""
        before, versions = {}, {}
        if self.known:
            rows = ImportedItem.objects.filter(
                site=self.known, wp_id__in=[wp_id for wp_id, *_rest in waiting]
            )
            columns = ("wp_id", "digest", "version", "article_id")
            before = {row[0]: row[1:] for row in rows.values_list(*columns)}
            ids = [pk for _digest, _version, pk in before.values() if pk]
            versions = dict(Article.objects.filter(pk__in=ids).values_list("pk", "version"))
        texts = iter(texts)
        for wp_id, kind, digest, item in waiting:
            seen, version, pk = before.get(wp_id, ("", None, None))
            if kind == "attachment":
                outcome, reason = self._picture(item)
            elif kind == PAGE and version is None and pages.is_taken(item.slug):
                outcome, reason = "skipped", pages.TAKEN
            elif version is None:
                outcome, reason = "created", ""
            elif seen == digest:
                outcome, reason = "unchanged", ""
            elif versions.get(pk) != version:
                outcome, reason = "skipped", "edited here" if pk in versions else "deleted here"
            else:
                outcome, reason = "updated", ""
            if kind == STORY:
                text = next(texts)
                if isinstance(text, str):
                    outcome, reason = "failed", text
                else:
                    self._tell(item, text)
            self.counts[kind, outcome, reason] += 1

    def _picture(self, item):
        if not self.files:
            return "skipped", "no-uploads"
        for key in file_keys(item.attachment_url):
            for name in upload_names(key):
                if file := self.files.open(name):
                    file.close()
                    return "created", ""
        return "skipped", "missing"

    def _tell(self, item, text):
        story = Story(SimpleNamespace(article_id=None), item, text)
        story.notes += moments.standing(item, self.zone, self.now).notes
        decided = self.decided.credit_accounts
        story.credit(self._writers(), self.survey.credits_accounts if decided is None else decided)
        for note in story.notes:
            self._note(item.wp_id, item.title, item.link, note.kind, note.text)
        for target in text.targets:
            if target.address:
                found = place(target.address, self.convertible.hosts)
                numbers = [number_of(key) for key in found.keys] if found else None
            else:
                numbers = number_of(title_key(target.title))
            if numbers is not None:
                wanted = [item.wp_id, numbers, (target.address or target.title)[:SHOWN]]
                self.wanted.write(json.dumps(wanted) + "\n")

    def _writers(self):
        """By login; made anew only where another file's head brought more."""
        if len(self.writers) != len(self.survey.people):
            self.writers = {login: self._writer(login, known) for login, known in self.survey.people.items()}
        return self.writers

    def _writer(self, login, known):
        """As `lists.py` would write it down."""
        goal = self.decided.of_person(login)
        general = mapping.is_general(login, known.name) if goal.is_general is None else goal.is_general
        return SimpleNamespace(is_general=general, person=SimpleNamespace(name=goal.name or known.name))

    def _note(self, wp_id, title, link, kind, text):
        self.notebook.write(wp_id, title, link, kind, text)
        self.report.add(Example(wp_id, title, text[:SHOWN], link), kind)

    def _resolve(self, survey):
        """Which links lead to a story or a list of the old site."""
        for (taxonomy, slug), term in survey.terms.items():
            if base := self.decided.bases.get({"post_tag": "tag"}.get(taxonomy, taxonomy)):
                self.addresses.add(path_key(f"{base}/{slug}"))
                self.addresses.add(path_key(f"{base}/{term.parent}/{slug}"))
        self.wanted.seek(0)
        for wp_id, numbers, shown in map(json.loads, self.wanted):
            if isinstance(numbers, int):
                is_found = self.titles.count(numbers) == 1
            else:
                is_found = any(self.addresses.count(number) for number in numbers)
            if not is_found:
                self._note(wp_id, "", "", "related-unresolved", shown)
