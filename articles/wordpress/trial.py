"""A dry run: reads and converts everything in one pass, writes nothing to the database, and tells what would happen.

Links are resolved at the end, when all stories are known; what a story is known by is kept as numbers of eight bytes, so
that a million of them fit where a list of texts would not.
"""

import hashlib
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from articles.models import Article, ImportedItem, OldSite, Region
from articles.wordpress import lifting, mapping, moments
from articles.wordpress.addresses import (
    file_keys,
    id_key,
    old_paths,
    path_key,
    path_of,
    place,
    upload_names,
)
from articles.wordpress.report import SHOWN, Example, Notebook, Report
from articles.wordpress.resolving import title_key
from articles.wordpress.store import (
    NO_ID,
    STORY,
    TWICE,
    Story,
    conversion_site,
    digest_of,
    parsed_of,
    skipped,
)
from articles.wordpress.survey import read_through

LOOKED_UP = 500  # items at once


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
        self.wanted = []  # (wp_id, title, numbers of addresses or of a title) of links
        self.counts, self.seen, self.waiting = Counter(), set(), []
        self.now = timezone.now()

    def run(self) -> Report:
        self.report = Report(
            site="", is_dry=True, started_at=self.now, files=[s.name for s in self.sources], total=0
        )
        self.site = self.convertible = None
        with Notebook(self.folder) as self.notebook:
            survey = read_through(
                self.sources, accept_cut=self.accept_cut, each=self.each, step=self.step, head=self.begin
            )
            self._look_up()
            self._resolve(survey)
        self.report.site, self.report.total, self.report.counts = survey.key, survey.total, self.counts
        self.report.notes = [("cut", text) for text in survey.cuts] + [
            (f"{kind}-repaired", f"{count}×") for kind, count in sorted(survey.loose_repairs.items())
        ]
        self.report.mapping = mapping.proposal(survey, lambda name: Region.objects.called(name) is not None)
        self.report.check()
        return self.report

    def begin(self, survey):
        """What the head of the first file tells: the site, its names, the people who write."""
        known = OldSite.objects.filter(key=survey.key).first()
        site = known or OldSite(key=survey.key, address=survey.address, name=survey.name)
        self.known, self.survey = known, survey
        self.convertible = conversion_site(site, self.decided)
        self.writers = {}

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
        self.waiting.append(
            (item.wp_id, item.type, digest_of(parsed_of(item), item.content) if self.known else "", item)
        )
        if len(self.waiting) >= LOOKED_UP:
            self._look_up()

    def _look_up(self):
        """What is here already of these items, and what would become of each."""
        waiting, self.waiting = self.waiting, []
        rows = ImportedItem.objects.filter(site=self.known, wp_id__in=[wp_id for wp_id, *_rest in waiting])
        columns = ("wp_id", "digest", "version", "article_id")
        before = {row[0]: row[1:] for row in rows.values_list(*columns)} if self.known else {}
        versions = dict(
            Article.objects.filter(pk__in=[pk for _d, _v, pk in before.values() if pk]).values_list(
                "pk", "version"
            )
        )
        for wp_id, kind, digest, item in waiting:
            seen, version, pk = before.get(wp_id, ("", None, None))
            if kind == "attachment":
                outcome = self._picture(item), ""
            elif version is None:
                outcome = "created", ""
            elif seen == digest:
                outcome = "unchanged", ""
            elif versions.get(pk) != version:
                outcome = "skipped", "edited here" if pk in versions else "deleted here"
            else:
                outcome = "updated", ""
            if kind == STORY:
                outcome = self._convert(item, *outcome)
            if isinstance(outcome[0], tuple):
                outcome = outcome[0]
            self.counts[(kind, *outcome)] += 1

    def _picture(self, item):
        if not self.files:
            return "skipped", "no-uploads"
        for key in file_keys(item.attachment_url):
            for name in upload_names(key):
                if file := self.files.open(name):
                    file.close()
                    return "created", ""
        return "skipped", "missing"

    def _convert(self, item, outcome, reason):
        try:
            converted = lifting.convert(item, self.convertible)
            settled = lifting.settle(converted, [1] * len(converted.targets), [1] * len(converted.pictures))
        except Exception as error:  # as in `store`: one text that fails does not stop the others
            return "failed", f"{type(error).__name__}: {error}"[:300]
        story = Story(SimpleNamespace(article_id=None), item, converted)
        story.notes += [*settled.notes, *moments.standing(item, self.zone, self.now).notes]
        story.credit(self._writers())
        for note in story.notes:
            self._note(item.wp_id, item.title, item.link, note.kind, note.text)
        for target in converted.targets:
            if target.address:
                found = place(target.address, self.convertible.hosts)
                numbers = array("q", [number_of(key) for key in found.keys]) if found else None
            else:
                numbers = number_of(title_key(target.title))
            if numbers is not None:
                self.wanted.append((item.wp_id, numbers, (target.address or target.title)[:SHOWN]))
        return outcome, reason

    def _writers(self):
        """By login; made anew only where another file's head brought more."""
        if len(self.writers) != len(self.survey.people):
            self.writers = {
                login: SimpleNamespace(
                    is_general=mapping.is_general(login, known.name), person=SimpleNamespace(name=known.name)
                )
                for login, known in self.survey.people.items()
            }
        return self.writers

    def _note(self, wp_id, title, link, kind, text):
        self.notebook.write(wp_id, title, link, kind, text)
        self.report.add(Example(wp_id, title, text[:SHOWN], link), kind)

    def _resolve(self, survey):
        """Which links lead to a story or a list of the old site."""
        for (taxonomy, slug), term in survey.terms.items():
            if base := self.decided.bases.get({"post_tag": "tag"}.get(taxonomy, taxonomy)):
                self.addresses.add(path_key(f"{base}/{slug}"))
                self.addresses.add(path_key(f"{base}/{term.parent}/{slug}"))
        for wp_id, numbers, shown in self.wanted:
            if isinstance(numbers, int):
                is_found = self.titles.count(numbers) == 1
            else:
                is_found = any(self.addresses.count(number) for number in numbers)
            if not is_found:
                self._note(wp_id, "", "", "related-unresolved", shown)
