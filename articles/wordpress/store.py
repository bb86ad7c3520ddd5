"""Items as rows: lists and people first, then every item as it was exported, then its story, then what points at stories.

Each phase works in batches, a batch is a transaction, and what a batch has done is written in its rows: a run that is
killed goes on where it was, and ends where an unbroken one ends. Stories get their numbers before they are written, so
that a link to a later story is a link.
"""

import hashlib
import json
import logging
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain, islice
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg import Error as PostgresError
from psycopg.types.json import Jsonb

from articles.bulk import ahead, batched, copy, reserve, write_articles, write_credits, write_tags
from articles.legacy_paths import file_key, host_of, id_key, old_paths, path_of
from articles.models import (
    Article,
    ArticleEvent,
    ImportedItem,
    ImportedPicture,
    ImportedTerm,
    ImportRun,
    OldSite,
    Person,
    Photo,
    PhotoUse,
    Region,
    Revision,
)
from articles.models.article import NO_DATELINE, place_of, shorten, slug_from
from articles.models.search_index import BODY, NAMES, search_parts
from articles.places.gazetteer import gazetteer
from articles.text import body
from articles.text.story_text import TEXT_COLUMNS, CreditLine, StoryText
from articles.wordpress import lifting, mapping, moments, pages
from articles.wordpress.items import Note, ParsedItem, Picture, Site
from articles.wordpress.lists import Lists, printed, story_slug, write_paths
from articles.wordpress.pictures import Album
from articles.wordpress.reading import Cut, Reader, Refused
from articles.wordpress.resolving import Resolver, title_key
from articles.wordpress.survey import Survey

log = logging.getLogger(__name__)
STAGED_AT_ONCE = 500
STORIES_AT_ONCE = 200
STORY, PAGE = "post", "page"
Phase, Outcome = ImportRun.Phase, ImportedItem.Outcome
LOCK = int.from_bytes(hashlib.sha256(b"import of a site").digest()[:4], signed=True)
COPIED = (
    *TEXT_COLUMNS, "category", "region", "lead_photo", "id", "status", "published_at", "created_at", "saved_at", "version",
    "approved_revision",
)  # fmt: skip
NO_ID, TWICE = "no id", "twice in these files"
APPROVED = ("approved", "published", "withdrawn")


@contextmanager
def alone():
    """One import at a time; a process that dies lets go by itself."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            raise Refused(_("Another import is running."))
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def unfinished():
    """The run that was broken off last; None where the last one came to its end."""
    newest = ImportRun.objects.order_by("-pk").first()
    return newest if newest and newest.phase != Phase.DONE else None


@transaction.atomic
def begin(survey: Survey, sources, mapping_data) -> ImportRun:
    """A new run of these files."""
    site, _made = OldSite.objects.get_or_create(
        key=survey.key, defaults={"address": survey.address[:300], "time_zone": settings.TIME_ZONE}
    )
    site.name, site.address = survey.name[:200], survey.address[:300]
    site.time_zone = survey.zone or site.time_zone
    site.save()
    notes = [["cut", text] for text in survey.cuts]
    notes += [[f"{kind}-repaired", f"{count}×"] for kind, count in sorted(survey.loose_repairs.items())]
    return ImportRun.objects.create(
        site=site,
        files=[source.name for source in sources],
        mapping={"credit_accounts": survey.credits_accounts} | (mapping_data or {}),
        total=survey.total,
        notes=notes,
    )


def conversion_site(site, decided: mapping.Mapping, people: Iterable[tuple[str, str, bool]]) -> Site:
    """What the conversion of texts has to know. Of each of the old site's `people` login, name, and whether it is an office."""
    host = host_of(site.address)
    bare = host.rpartition(".")[0] or host
    names = {host, bare, site.name.lower(), site.name.lower().replace(" ", "")}
    names |= {name.lower() for name in decided.site_names}
    # A site may write the name that it has on another ending: kabaruji.example says KABARUJI.com.
    names |= {f"{bare}.{ending}" for ending in ("com", "co.id", "id", "net", "news", "co")}
    regions = Region.objects.values_list("name", "dateline", "aliases")
    places = dict(gazetteer(regions))
    places |= {spelling.lower(): shown for spelling, shown in decided.places.items()}
    initials, offices = {}, {}
    for login, name, is_office in people:
        (offices if is_office else initials).update({login.lower(): name, name.lower(): name})
    initials |= {person.initials.lower(): person.name for person in Person.objects.exclude(initials="")}
    initials |= {spelling.lower(): name for spelling, name in decided.initials.items()}
    return Site(
        hosts=frozenset(filter(None, [host])),
        names=frozenset(filter(None, names)),
        places=places,
        initials=initials,
        offices=offices,
        dropped=tuple(decided.drop) if decided.drop is not None else lifting.DROPPED,
    )


# ---- Items as rows


def parsed_of(item: ParsedItem):
    """An item as plain data, without its text."""
    facts = dict(vars(item))
    facts.pop("content")
    facts["notes"] = [[note.kind, note.text] for note in item.notes]
    return facts


def item_of(parsed, content) -> ParsedItem:
    facts = dict(parsed)
    facts["notes"] = [Note(*note) for note in facts["notes"]]
    facts["terms"] = [tuple(term) for term in facts["terms"]]
    return ParsedItem(content=content, **facts)


def exported(item: ParsedItem):
    """An item but for its text as JSON, and the digest of everything that was exported of it.

    Written once for both: notes and line, which say how it was read, stand at the end and do not count.
    """
    parsed = parsed_of(item)
    notes, line = parsed.pop("notes"), parsed.pop("line")
    told = json.dumps(parsed, ensure_ascii=False)
    hashed = hashlib.sha256(f"{told}\n{item.content}".encode()).hexdigest()
    return f'{told[:-1]}, "notes": {json.dumps(notes)}, "line": {line}}}', hashed


def skipped(item):
    """Why an item is nothing of ours; "" for a story, an attachment or a page."""
    if item.type == PAGE:
        return pages.unfit(item)
    if item.type not in (STORY, "attachment"):
        return f"type {item.type}"[:300]
    return (
        f"status {item.status}"[:300]
        if item.status in ("auto-draft", "inherit") and item.type == STORY
        else ""
    )


class Staged(NamedTuple):
    """A row of `ImportedItem` as it is when it was just read; what is not here has its default."""

    wp_id: int
    type: str
    title_key: str
    path: str
    old_paths: list[str]
    file_key: str
    parsed: str  # JSON
    legacy_html: str
    sha256: str
    digest: str
    outcome: str
    reason: str
    notes: str  # JSON


class Run:
    """Carries a run from where it is to its end. `step(phase, done, total)` is called as it goes."""

    def __init__(
        self, run, *, survey=None, sources=(), files=None, network=None, converts_again=False, step=None
    ):
        self.run, self.site, self.survey, self.sources = run, run.site, survey, sources
        self.decided = mapping.parse(run.mapping)
        self.zone = ZoneInfo(self.site.time_zone)
        self.now = run.started_at
        self.step = step or (lambda phase, done, total: None)
        self.files, self.network = files, network
        self.converts_again = converts_again or self._decides_otherwise()

    def _decides_otherwise(self):
        """Whether the mapping is another one than last time: then stories that did not change may belong elsewhere."""
        before = self.site.runs.filter(pk__lt=self.run.pk, phase=Phase.DONE).order_by("-pk").first()
        return bool(before) and mapping.parse(before.mapping) != self.decided

    def finish(self):
        phases = [
            (Phase.LISTS, self.write_lists),
            (Phase.STAGE, self.stage),
            (Phase.NUMBERS, self.give_numbers),
            (Phase.STORIES, self.write_stories),
            (Phase.LINKS, self.write_links),
        ]
        order = Phase.values
        for phase, work in phases:
            if order.index(self.run.phase) <= order.index(phase):
                work()
                self.run.reach(order[order.index(phase) + 1])
        self.run.finished_at = timezone.now()
        self.run.save(update_fields=["finished_at"])
        return self.run

    @transaction.atomic
    def write_lists(self):
        self.run.notes += Lists(self.site, self.survey, self.decided).write()
        self.run.save(update_fields=["notes"])

    # ---- Staging

    def stage(self):
        """Every item as it was exported. The count of those that are rows is written with them."""
        items = islice(self._items(), self.run.staged, None)  # behind those of a run that was broken off here
        rows = ((item, self._staged(item)) for item in items)
        for batch in ahead(batched(rows, STAGED_AT_ONCE)):
            with transaction.atomic():
                self._stage(batch)
                self.run.staged += len(batch)
                self.run.save(update_fields=["staged", "apart"])
            self.step(Phase.STAGE, self.run.staged, self.run.total)
        if self.run.staged != self.run.total:
            raise Refused(_("The files are no longer those that this run began with. Start it anew."))

    def _items(self):
        for source in self.sources:
            try:
                yield from Reader(source)
            except Cut:
                if not any(note[0] == "cut" for note in self.run.notes):
                    raise

    def _stage(self, batch):
        known = {
            wp_id: (pk, seen, run, article, lacks)
            for pk, wp_id, seen, run, article, lacks in ImportedItem.objects.filter(
                site=self.site, wp_id__in={row.wp_id for _item, row in batch}
            ).values_list("pk", "wp_id", "digest", "run_id", "version", "lacks_pictures")
        }
        new, changed, same = {}, {}, {}
        for item, row in batch:
            before = known.get(item.wp_id)
            if not item.wp_id:
                self._count_apart(item, Outcome.FAILED, NO_ID)
            elif any(item.wp_id in rows for rows in (new, changed, same)) or (
                before and before[2] == self.run.pk
            ):
                self._count_apart(item, Outcome.SKIPPED, TWICE)
            elif not before:
                new[item.wp_id] = row
            else:
                pk, seen, _run, version, lacks_pictures = before
                retries = self.converts_again or (lacks_pictures and (self.files or self.network))
                if row.digest != seen:
                    changed[item.wp_id] = pk, row
                elif version is not None and not retries:
                    same[item.wp_id] = pk, row._replace(outcome=Outcome.UNCHANGED.value)
                else:
                    same[item.wp_id] = pk, row
        with connection.cursor() as cursor:
            rows = ((self.site.pk, self.run.pk, *row) for row in new.values())
            copy(cursor, ImportedItem, ("site", "run", *Staged._fields), rows)
        self._change(changed.values(), Staged._fields[1:])
        self._change(same.values(), ("outcome", "reason"))

    def _change(self, rows, names):
        """Brings rows of an earlier run up to what was read now."""
        made = []
        for pk, row in rows:
            facts = {name: getattr(row, name) for name in names}
            facts |= {name: json.loads(facts[name]) for name in ("parsed", "notes") if name in facts}
            made.append(ImportedItem(pk=pk, run=self.run, **facts))
        ImportedItem.objects.bulk_update(made, ["run", *names], batch_size=200)

    def _count_apart(self, item, outcome, reason):
        key = "|".join([item.type[:40].replace("|", " "), outcome, reason])
        self.run.apart[key] = self.run.apart.get(key, 0) + 1

    def _staged(self, item):
        parsed, hashed = exported(item)
        is_story = item.type == STORY
        path = path_of(item.link) if is_story or item.type in ("attachment", PAGE) else ""
        older = []
        if is_story and path and ("_wp_old_slug" in item.meta or "_wp_old_date" in item.meta):
            slugs, days = item.meta.get("_wp_old_slug", []), item.meta.get("_wp_old_date", [])
            older = list(dict.fromkeys(old for old in old_paths(path, item.slug, slugs, days) if old != path))
        reason = skipped(item)
        return Staged(
            wp_id=item.wp_id,
            type=item.type[:40],
            title_key=title_key(item.title) if is_story else "",
            path=path,
            old_paths=older[:50],
            file_key=file_key(item.attachment_url) if item.type == "attachment" else "",
            parsed=parsed,
            legacy_html=item.content,
            sha256=hashlib.sha256(item.content.encode()).hexdigest(),
            digest=hashed,
            outcome=(Outcome.SKIPPED if reason else Outcome.WAITING).value,
            reason=reason,
            notes=json.dumps([[note.kind, note.text] for note in item.notes]),
        )

    # ---- Numbers

    @transaction.atomic
    def give_numbers(self):
        """Numbers of the stories to come, in the order of their dates, as if they had been written here."""
        new = self.run.items.filter(type=STORY, outcome=Outcome.WAITING, article=None)
        if count := new.count():
            first = reserve(Article, count)
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

    # ---- Stories

    def write_stories(self):
        self.writers = {row.login: row for row in self.site.people.select_related("person")}
        people = [(login, row.person.name, row.is_general) for login, row in self.writers.items()]
        self.convertible = conversion_site(self.site, self.decided, people)
        self.album = Album(self.site, self.convertible.hosts, self.files, self.network)
        self.regions = self._regions()
        self.people = None
        self.write_pages()
        stories = self.run.items.filter(type=STORY)
        total = stories.count()
        order = F("version").asc(nulls_first=True), "article_id"
        # New ones before those that were here, which may link to them.
        waiting = list(stories.filter(outcome=Outcome.WAITING).order_by(*order).values_list("pk", flat=True))
        done = total - len(waiting)
        self.attached = self._attached()
        for rows, converted in self._converted(waiting):
            self._batch(rows, converted)
            done += len(rows)
            self.step(Phase.STORIES, done, total)

    def write_pages(self):
        """Few, and each by itself. Before the stories, whose links may lead to them."""
        for row in self.run.items.filter(type=PAGE, outcome=Outcome.WAITING).order_by("wp_id"):
            item = item_of(row.parsed, row.legacy_html)
            try:
                text = lifting.convert(item, self.convertible, lifts=False)
                photos = self.album.photos(text.pictures)
                with transaction.atomic():
                    targets = Resolver(self.site, self.convertible.hosts, text.targets)
                    settled = lifting.settle(text, [targets.target(t, None) for t in text.targets], photos)
                    saved_at = moments.standing(item, self.zone, self.now).saved_at
                    row.outcome, row.reason = pages.store(item, settled.body, row.version, saved_at)
                    row.notes = [
                        [note.kind, note.text] for note in [*item.notes, *text.notes, *settled.notes]
                    ]
                    row.version = 1 if row.outcome != Outcome.SKIPPED else row.version
                    row.lacks_pictures = not all(photos)
                    self._tell([row])
            except Exception as error:  # as of stories: one that fails does not stop the others
                log.exception("Page %d could not be stored", row.wp_id)
                self._tell([self._failed(row, error)])

    def _converted(self, waiting):
        """Batches of rows with their texts; the next one is converted while PostgreSQL works on the one before."""
        batches = (
            sorted(ImportedItem.objects.filter(pk__in=pks), key=lambda row: pks.index(row.pk))
            for pks in batched(waiting, STORIES_AT_ONCE)
        )
        with ThreadPoolExecutor(1) as ahead:
            under_way = None
            for rows in chain(batches, [None]):
                before = under_way
                under_way = rows and (rows, ahead.submit(self._convert, rows))
                if before:
                    yield before[0], before[1].result()

    def _attached(self):
        """The pictures that were uploaded to stories with a gallery that names none: it shows them all."""
        with connection.cursor() as cursor:
            cursor.execute(_ATTACHED, [self.site.pk, self.run.pk])
            return dict(cursor.fetchall())

    def _convert(self, rows):
        """Each text, or the error in its place."""
        converted = []
        for row in rows:
            item = item_of(row.parsed, row.legacy_html)
            item.attached = self.attached.get(row.wp_id, [])
            try:
                converted.append((item, lifting.convert(item, self.convertible)))
            except Exception as error:  # one text that fails does not stop the others
                log.exception("Post %d could not be converted", row.wp_id)
                converted.append((item, error))
        return converted

    def _batch(self, rows, converted):
        made, told = [], []
        for row, (item, text) in zip(rows, converted, strict=True):
            if isinstance(text, Exception):
                told.append(self._failed(row, text))
            else:
                made.append(Story(row, item, text))
        try:
            self._take_pictures(made)
            with transaction.atomic():
                told += self._store(made)
                self._tell(told)
        except (DatabaseError, PostgresError, ValueError) as error:  # COPY raises psycopg's own
            self.people = None
            if len(rows) > 1:
                for one, text in zip(rows, converted, strict=True):
                    self._batch([one], [text])
            else:
                log.exception("Post %d could not be stored", rows[0].wp_id)
                self._tell([self._failed(rows[0], error)])

    def _failed(self, row, error):
        row.outcome, row.reason = Outcome.FAILED, f"{type(error).__name__}: {error}".replace("\0", "")[:300]
        return row

    def _tell(self, rows):
        """Writes what became of these rows."""
        facts = [
            {
                "id": row.pk,
                "outcome": row.outcome,
                "reason": row.reason,
                "notes": row.notes,
                "version": row.version,
                "lacks_pictures": row.lacks_pictures,
            }
            for row in rows
        ]
        with connection.cursor() as cursor:
            cursor.execute(
                """
                UPDATE articles_importeditem item SET outcome = told.outcome, reason = told.reason, notes = told.notes,
                    version = told.version, lacks_pictures = told.lacks_pictures
                FROM jsonb_to_recordset(%s) AS told (
                    id bigint, outcome text, reason text, notes jsonb, version int, lacks_pictures bool
                )
                WHERE item.id = told.id
                """,
                [Jsonb(facts)],
            )

    def _take_pictures(self, stories):
        wanted = []
        for story in stories:
            thumbnail = (story.item.meta.get("_thumbnail_id") or [""])[0]
            is_number = thumbnail.isascii() and thumbnail.isdigit()
            story.featured = [Picture(wp_id=int(thumbnail))] if is_number else []
            story.inline = story.converted.pictures
            wanted += story.featured + story.inline
        found = iter(self.album.photos(wanted)) if wanted else iter(())
        for story in stories:
            story.lead = [next(found) for _picture in story.featured]
            story.photos = [next(found) for _picture in story.inline]

    def _regions(self):
        """Spellings in lower case → id, the smallest region of a name first."""
        found = {}
        for region in sorted(Region.objects.all(), key=lambda region: region.path.count("/")):
            for spelling in (region.name, region.dateline, *region.aliases):
                if spelling:
                    found[spelling.lower()] = region.pk
        return found

    def _store(self, stories):
        resolver = Resolver(
            self.site, self.convertible.hosts, [t for story in stories for t in story.converted.targets]
        )
        terms = self._terms(stories)
        for story in stories:
            self._settle(story, resolver, terms)
        photos = Photo.objects.in_bulk({pk for story in stories for pk in story.photo_ids})
        people = self._people({name for story in stories for _role, name in story.names})
        known = {row.pk: row for row in Article.objects.filter(pk__in=[s.row.article_id for s in stories])}
        fresh, told = [], []
        for story in stories:
            story.finish(photos, people)
            story.row.notes = [[note.kind, note.text] for note in story.notes]
            story.row.lacks_pictures = story.lacks_pictures
            if story.row.version is None:
                fresh.append(story)
            else:
                told.append(self._update(story, known.get(story.row.article_id)))
        if fresh:
            told += self._create(fresh)
        self._note_paths(stories)
        return told

    def _terms(self, stories):
        """The lists that these stories name, by (taxonomy, slug)."""
        slugs = {slug for story in stories for _taxonomy, slug, _name in story.item.terms}
        rows = ImportedTerm.objects.filter(site=self.site, slug__in=slugs)
        return {(row.taxonomy, row.slug): row for row in rows.select_related("category", "region", "tag")}

    def _settle(self, story, resolver, terms):
        own = story.row.article_id
        targets = [resolver.target(target, own) for target in story.converted.targets]
        settled = lifting.settle(story.converted, targets, story.photos)
        story.take(settled, moments.standing(story.item, self.zone, self.now))
        story.place(terms, self.regions)
        story.credit(self.writers, self.decided.credit_accounts)

    def _people(self, names):
        """Ids of the persons of these names; those that are missing are made."""
        if self.people is None:
            pairs = Person.objects.order_by("-pk").values_list("name", "pk")
            self.people = {name.lower(): pk for name, pk in pairs}
        for name in sorted(names):
            if name.lower() not in self.people:
                self.people[name.lower()] = Person.objects.create(name=name).pk
        return self.people

    def _create(self, stories):
        first = reserve(Revision, len(stories))
        with connection.cursor() as cursor:
            numbered = list(enumerate(stories, first))
            write_articles(cursor, COPIED, (self._article_row(story, number) for number, story in numbered))
            copy(
                cursor,
                Revision,
                ("id", "article", "number", "content", "digest", "created_at"),
                (
                    (
                        number,
                        s.row.article_id,
                        1,
                        Jsonb(s.content.to_json()),
                        s.content.digest,
                        s.standing.saved_at,
                    )
                    for number, s in numbered
                ),
            )
            copy(
                cursor,
                ArticleEvent,
                ("article", "action", "from_status", "to_status", "revision", "created_at"),
                (
                    (s.row.article_id, "import", "", s.standing.status, number, self.now)
                    for number, s in numbered
                ),
            )
            write_credits(cursor, ((s.row.article_id, s.content.credits) for s in stories))
            write_tags(cursor, ((s.row.article_id, s.tags) for s in stories))
            copy(
                cursor,
                PhotoUse,
                ("article", "photo"),
                (
                    (s.row.article_id, pk)
                    for s in stories
                    for pk in dict.fromkeys(body.photo_ids(s.content.body))
                ),
            )
        for story in stories:
            story.row.outcome, story.row.reason, story.row.version = Outcome.CREATED, "", 1
        return [story.row for story in stories]

    def _article_row(self, story, revision):
        content, standing = story.content, story.standing
        parts = search_parts(place_of(content.dateline, story.region_name), content)
        return (
            *(getattr(content, name) for name in TEXT_COLUMNS),
            content.category, content.region, content.lead_id, story.row.article_id, standing.status, standing.published_at,
            standing.created_at, standing.saved_at, 1, revision if standing.status in APPROVED else None,
            parts[NAMES], parts[BODY],
        )  # fmt: skip

    def _update(self, story, article):
        """Brings a story that an earlier run made up to what the old site has now, unless somebody here touched it."""
        row = story.row
        if not article:
            row.outcome, row.reason = Outcome.SKIPPED, "deleted here"
            return row
        if touched(article, row.version):
            row.outcome, row.reason = Outcome.SKIPPED, "edited here"
            row.notes.append(["edited-here", _("changed on the old site and here; what is here was kept")])
            return row
        content, standing = story.content, story.standing
        related = list(
            Article.objects.filter(pk__in=content.related).values_list("pk", flat=True)
        )  # in whichever order they are …
        related.sort(key=story.settled.related.index)  # … and back in their own
        version = article.version
        revision = article.write(content.replace(related=tuple(related)), by=None)
        facts = {"published_at": standing.published_at}
        moved = article.status != standing.status or article.published_at != standing.published_at
        if standing.status in APPROVED and (moved or version != article.version):
            facts["approved_revision"] = revision
        if moved and not (article.status == "withdrawn" and standing.status != "published"):
            if article.is_public and standing.status != "published":
                row.notes.append(["taken-back", standing.status])
            article.follow_old_site(
                standing.status, revision=revision, reason=_("Taken back on the former site."), **facts
            )
        elif "approved_revision" in facts:
            Article.objects.filter(pk=article.pk).update(approved_revision=revision)
        changed = moved or version != article.version
        Article.objects.filter(pk=article.pk).update(
            created_at=standing.created_at, **({"saved_at": standing.saved_at} if changed else {})
        )
        row.version = article.version
        row.outcome, row.reason = (Outcome.UPDATED, "") if changed else (Outcome.UNCHANGED, "same text")
        return row

    def _note_paths(self, stories):
        paths = {}
        for story in stories:
            if story.row.outcome in (Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED):
                target = "article", story.row.article_id
                paths[id_key("p", story.row.wp_id)] = target
                if story.row.path:
                    paths[story.row.path] = target
        write_paths(paths, override=True)

    # ---- What points at stories

    def write_links(self):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_RELATED, [self.run.pk])
        self._old_paths()
        self._attachments()

    def _old_paths(self):
        """Addresses that stories had before, where nothing else answers now."""
        rows = self.run.items.exclude(article=None).exclude(old_paths=[])
        for batch in _batches(rows.order_by("pk").values_list("old_paths", "article_id"), 1000):
            here = set(Article.objects.filter(pk__in=[pk for _p, pk in batch]).values_list("pk", flat=True))
            write_paths(
                {path: ("article", pk) for paths, pk in batch for path in paths if pk in here}, override=False
            )

    def _attachments(self):
        """What became of the pictures, and where the pages that WordPress made for them lead: to their story."""
        waiting = self.run.items.filter(type="attachment")
        columns = ("pk", "wp_id", "path", "file_key", "parsed__parent", "outcome")
        for batch in _batches(waiting.order_by("pk").values_list(*columns), 1000):
            parents = dict(
                ImportedItem.objects.filter(
                    site=self.site, wp_id__in={row[4] for row in batch}, type=STORY, article__isnull=False
                ).values_list("wp_id", "article_id")
            )
            here = set(Article.objects.filter(pk__in=parents.values()).values_list("pk", flat=True))
            pictures = {
                key: (photo, problem)
                for key, photo, problem in ImportedPicture.objects.filter(
                    site=self.site, key__in={row[3] for row in batch}
                ).values_list("key", "photo_id", "problem")
            }
            paths, told = {}, []
            for pk, wp_id, path, key, parent, outcome in batch:
                if parents.get(parent) in here:
                    paths |= dict.fromkeys(
                        filter(None, [path, id_key("p", wp_id)]), ("article", parents[parent])
                    )
                if outcome == Outcome.WAITING:
                    told.append({"id": pk} | _outcome_of_picture(*pictures.get(key, (None, "not used"))))
            with transaction.atomic(), connection.cursor() as cursor:
                write_paths(paths, override=False)
                cursor.execute(_TELL_PICTURES, [Jsonb(told)])


def _outcome_of_picture(photo, problem):
    if photo:
        return {"outcome": Outcome.CREATED.value, "reason": "", "version": 1}
    return {"outcome": Outcome.SKIPPED.value, "reason": problem, "version": None}


_ATTACHED = r"""
    SELECT story.wp_id, array_agg(picture.wp_id ORDER BY picture.wp_id)
    FROM articles_importeditem story
    JOIN articles_importeditem picture
        ON picture.site_id = story.site_id AND picture.type = 'attachment'
        AND (picture.parsed->>'parent')::bigint = story.wp_id
    WHERE story.site_id = %s AND story.run_id = %s AND story.type = 'post' AND story.outcome = ''
        AND story.legacy_html ~ '\[gallery(?![^]]*\y(ids|include)=)'
        AND picture.file_key ~* '\.(jpe?g|png|gif|webp|avif)$'
    GROUP BY story.wp_id
"""
_TELL_PICTURES = """
    UPDATE articles_importeditem item SET outcome = told.outcome, reason = told.reason, version = told.version
    FROM jsonb_to_recordset(%s) AS told (id bigint, outcome text, reason text, version int) WHERE item.id = told.id
"""
# The links at the end of stories that this run made: now every story is there that will be.
_RELATED = """
    INSERT INTO articles_related (article_id, target_id, "order")
    SELECT revision.article_id, target.pk::bigint, target.place - 1
    FROM articles_importeditem item
    JOIN articles_article own ON own.id = item.article_id AND own.version = 1  -- nobody has written since
    JOIN articles_revision revision ON revision.article_id = own.id AND revision.number = 1
    CROSS JOIN LATERAL jsonb_array_elements_text(revision.content->'related') WITH ORDINALITY AS target (pk, place)
    JOIN articles_article story ON story.id = target.pk::bigint
    WHERE item.run_id = %s AND item.outcome = 'created' AND item.type = 'post' AND item.version = 1
    ORDER BY revision.article_id, target.place
    ON CONFLICT (article_id, target_id) DO NOTHING
"""


def _batches(rows, size):
    yield from batched(rows.iterator(chunk_size=size), size)


def touched(article, version):
    """Whether somebody here did anything with a story since the import left it."""
    return (
        article.version != version
        or article.events.exclude(actor=None).exists()
        or Article.objects.open_updates().filter(update_of=article.pk).exists()
    )


class Story:
    """One post on its way to a row: its text, then where it belongs, then whose it is, then the whole content."""

    def __init__(self, row, item, converted):
        self.row, self.item, self.converted = row, item, converted
        self.featured, self.inline, self.lead, self.photos = [], [], [], []
        self.notes = [*item.notes, *converted.notes]
        self.lacks_pictures = False

    def note(self, kind, text=""):
        self.notes.append(Note(kind, text))

    def take(self, settled, standing):
        self.settled, self.standing = settled, standing
        self.notes += [*settled.notes, *standing.notes]
        self.lead_id = next((pk for pk in self.lead if pk), None)
        self.body = settled.body
        if self.featured and not self.lead_id:
            self.lacks_pictures = True
            self.note("picture-missing", _("featured image %(id)d") % {"id": self.featured[0].wp_id})
        if not all(self.photos):  # `lifting.settle` names them
            self.lacks_pictures = True
        if not self.lead_id and not self.featured:
            self._lead_from_text()
        self.photo_ids = {*body.photo_ids(self.body), *filter(None, [self.lead_id])}

    def _lead_from_text(self):
        """Where there is no featured image, the first picture of the text goes to the top: it is shown once.

        None where that one is not here, or where it is one of a gallery: the next one was not the first.
        """
        blocks = body.blocks(self.body)
        first = next((n for n, block in enumerate(blocks) if block.photo_id), None)
        if first is None or blocks[first].layout == "gallery" or blocks[first].photo_id != self.photos[0]:
            return
        self.lead_id = blocks[first].photo_id
        self.body = "\n".join(block.html for n, block in enumerate(blocks) if n != first)
        self.note("lead-from-text")

    def place(self, terms, regions):
        """Category, region and tags."""
        found = [
            (taxonomy, slug, name, terms.get((taxonomy, slug))) for taxonomy, slug, name in self.item.terms
        ]
        categories = list(dict.fromkeys(row.category for *_rest, row in found if row and row.category))
        self.category = self._primary(categories, found)
        for category in categories:
            if category != self.category and not self.category.path.startswith(f"{category.path}/"):
                self.note("second-category", category.path)
        self.region, self.region_name = None, ""
        mapped = next((row.region for *_rest, row in found if row and row.region), None)
        place = self.converted.dateline.lower()
        if mapped:
            self.region, self.region_name = mapped.pk, mapped.dateline or mapped.name
        elif place in regions:
            self.region, self.region_name = regions[place], self.converted.dateline
        self.tags, self.tag_names = [], []
        for *_rest, row in found:
            if row and row.tag and row.tag_id not in self.tags:
                self.tags.append(row.tag_id)
                self.tag_names.append(row.tag.name)
        for taxonomy, slug, _name, row in found:
            if not row and taxonomy not in ("author", "post_format", "nav_menu"):
                self.note("list-ignored", f"{taxonomy}/{slug}")

    def _primary(self, categories, found):
        """The one that the editor chose as the first in Yoast's plugin, else the most special of them."""
        chosen = (self.item.meta.get("_yoast_wpseo_primary_category") or [""])[0]
        for *_rest, row in found:
            if row and row.category and chosen and str(row.wp_id) == chosen:
                return row.category
        return max(categories, key=lambda category: category.path.count("/"), default=None)

    def credit(self, writers, accounts):
        """Names of the text first; where it names no writer, the co-authors, or with `accounts` whose account it was."""
        self.names = [(role, printed(name)) for role, name in self.converted.credits]
        self.names = [(role, name) for role, name in self.names if name]
        if not any(role in ("writer", "reporter") for role, _name in self.names):
            self.names = [*(("writer", name) for name in self._authors(writers, accounts)), *self.names]
        if not self.names:
            self.note("no-credit", self.item.creator)

    def _authors(self, writers, accounts):
        logins = [slug for taxonomy, slug, _name in self.item.terms if taxonomy == "author"]
        logins = [slug if slug in writers else slug.removeprefix("cap-") for slug in logins]
        for login in logins or [self.item.creator]:
            known = writers.get(login)
            if not logins and not accounts:
                self.note("account-not-credited", login)
            elif not known:
                if login:
                    self.note("author-unknown", login)
            elif known.is_general:
                self.note("author-is-an-office", login)
            else:
                self.note("author-from-account", known.person.name)
                yield known.person.name

    def finish(self, photos, people):
        """The content, with the keys of `Article.snapshot()`."""
        lead = photos.get(self.lead_id)
        shown = [photos[pk].words() for pk in body.photo_ids(self.body) if pk in photos]
        credits = {}
        for role, name in self.names:
            credits.setdefault((role, people[name.lower()]), name)
        headline = " ".join(self.item.title.split())
        if not headline:
            headline = _("Untitled")
            self.note("title-empty")
        if len(headline) > 200:
            self.note("title-cut", headline)
            headline = shorten(headline)
        standfirst = " ".join(self.converted.standfirst.split())
        if len(standfirst) > 400:
            self.note("standfirst-cut", standfirst)
            standfirst = shorten(standfirst, 400)
        sign_off = self.converted.sign_off
        if len(sign_off) > 40:
            self.note("sign-off-cut", sign_off)
        self.content = StoryText(
            headline=headline,
            slug=story_slug(self.item.slug) or slug_from(headline),
            standfirst=standfirst,
            body=self.body,
            dateline=self.converted.dateline[:60] or (NO_DATELINE if self.region else ""),
            sign_off=sign_off[:40],
            category=self.category and self.category.pk,
            region=self.region,
            tags=tuple(sorted(self.tag_names)),
            credits=tuple(CreditLine(person, str(role), name) for (role, person), name in credits.items()),
            lead_photo=lead.words() if lead else None,
            related=tuple(pk for pk in dict.fromkeys(self.settled.related) if pk != self.row.article_id),
            photos=tuple(shown),
        )


def outcomes(run):
    """How many items of a run became what, by type, outcome and reason; every item of the files is one of them."""
    counts = Counter()
    for kind, outcome, reason in run.items.values_list("type", "outcome", "reason"):
        counts[kind, outcome or "waiting", reason] += 1
    for told, count in run.apart.items():
        counts[tuple(told.split("|"))] += count
    return counts
