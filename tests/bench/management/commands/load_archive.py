"""Loads a made-up archive of published stories by COPY, to measure how the site behaves with a large one.

Stories, revisions, events, credits, tags and links are whole rows, as the desk would have written them; of the photos
there are rows and no files. Accounts are not made.
"""

import argparse
import hashlib
import time
from collections import defaultdict, deque
from contextlib import contextmanager, nullcontext
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.text import slugify
from psycopg.types.json import Jsonb

from articles.bulk import ahead, batched, copy, reserve, write_credits, write_tags, write_words
from articles.models import (
    Article,
    ArticleEvent,
    Category,
    Credit,
    Person,
    Photo,
    Publication,
    Region,
    Related,
    Revision,
    SearchEntry,
    SearchName,
    Tag,
    TaggedArticle,
    ViewCount,
)
from articles.models.article import slug_from
from articles.models.search_entry import search_columns, search_texts
from articles.photos import renditions
from articles.text.story_text import TEXT_COLUMNS, CreditLine, StoryText
from tests.bench import archive_text

CHUNK = 5_000  # stories in one transaction: the checks that wait for its end are kept in memory
YEARS = timedelta(days=3652)
PHOTOS = 400
READ = 500  # of the newest stories have counted views, and some in each of these hours:
READ_HOURS = (1, 3, 9, 20, 40, 90, 160)
SIMILAR = 12
LOADED = (
    Article, SearchEntry, Revision, ArticleEvent, Credit, TaggedArticle, Related, ViewCount, Tag, Photo, Person,
)  # fmt: skip
APPROVED, PUBLISHED = Article.Status.APPROVED.value, Article.Status.PUBLISHED.value
COPIED = (
    *TEXT_COLUMNS, "category", "region", "lead_photo", "id", "status", "published_at", "created_at", "saved_at", "version",
    "approved_revision", "similar_ids",
)  # fmt: skip


class Row(NamedTuple):
    """One story with everything that is written of it."""

    pk: int
    revision: int
    content: StoryText
    moment: datetime
    similar: list[int]
    tags: list[int]
    words: dict[str, str]  # its `search_columns`


def positive(text):
    if (number := int(text)) < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--articles", type=positive, required=True, metavar="N", help="how many stories")
        parser.add_argument("--add", action="store_true", help="also where there are stories already")
        parser.add_argument("--force", action="store_true", help="also where DEBUG is off")

    def handle(self, *args, **options):
        if not settings.LAPTOP and not options["force"]:
            raise CommandError(
                "This may be a newsroom at work (DEBUG is off). --force loads the archive anyway."
            )
        present = Article.objects.count()
        if present and not options["add"]:
            raise CommandError("This database has stories already. --add loads the archive beside them.")
        archive = Archive(options["articles"], seed=f"{archive_text.SEED}-{present}")
        with nullcontext() if present else without_search_index():
            archive.load(self.stdout.write)
        with connection.cursor() as cursor:
            for model in LOADED:
                cursor.execute(f"ANALYZE {model._meta.db_table}")


class Archive:
    """One run: what all stories share, and the ids that they get."""

    def __init__(self, count, seed):
        self.count, self.seed = count, seed
        self.random = Random(seed)
        self.end = timezone.now()
        self.near = defaultdict(
            lambda: deque(maxlen=SIMILAR // 2)
        )  # the last stories of a region or category

    def load(self, say):
        with transaction.atomic():
            self.prepare()
            self.first, self.first_revision = reserve(Article, self.count), reserve(Revision, self.count)
        start, done = time.monotonic(), 0
        for rows in self.chunks():
            with transaction.atomic():
                self.write(rows)
            done += len(rows)
            rate = done / (time.monotonic() - start)
            say(f"{done:>9,} of {self.count:,} stories, {rate:,.0f} a second")
        self.count_views()

    # ---- What the stories name

    def prepare(self):
        if not Publication.objects.exists():
            Publication(
                name="Kabar Arsip", tagline="Arsip rekaan untuk pengukuran", dateline_site="KabarArsip"
            ).save()
        if not Category.objects.exists():
            for order, (slug, name) in enumerate(archive_text.CATEGORIES.items()):
                Category.objects.create(name=name, slug=slug, order=order)
        if not Region.objects.exists():
            self.make_regions()
        self.categories = list(Category.objects.all())
        self.regions = list(Region.objects.exclude(parent=None)) or list(Region.objects.all())
        people = (
            Person(name=name, slug=f"arsip-{number + 1}-{slugify(name)}")
            for number, name in enumerate(archive_text.people())
        )
        self.people = made_once(people, "slug")
        self.photos = made_once(map(photo, range(PHOTOS)), "sha256")
        self.tags = self.make_tags()
        self.names = SearchName.objects.words()

    def make_regions(self):
        for regency, districts in archive_text.REGIONS.items():
            above = Region.objects.create(
                name=f"Kabupaten {regency}",
                dateline=regency,
                slug=f"kabupaten-{slugify(regency)}",
                kind=Region.Kind.REGENCY,
            )
            for name in districts:
                Region.objects.create(name=name, slug=slugify(name), kind=Region.Kind.DISTRICT, parent=above)

    def make_tags(self):
        names = archive_text.tags()
        known = {tag.name.lower() for tag in Tag.objects.all()}
        missing = [name for name in names if name.lower() not in known]
        Tag.objects.bulk_create(Tag(name=name, slug=slugify(name)) for name in missing)
        by_name = {tag.name.lower(): tag for tag in Tag.objects.all()}
        return [by_name[name.lower()] for name in names]

    # ---- The stories

    def chunks(self):
        """All rows, so many at a time; the next ones are made while PostgreSQL works on those before."""
        texts = archive_text.stories(
            self.count,
            regions=[region.name for region in self.regions],
            categories=len(self.categories),
            seed=self.seed,
        )
        rows = map(self.row, range(self.count), texts)
        yield from ahead(batched(rows, CHUNK))

    def row(self, number, text):
        """Everything that one story needs; each kind of row is written for a whole chunk at once."""
        pk, random = self.first + number, self.random
        region, category = self.regions[text.region], self.categories[text.category]
        near, alike = self.near[region.pk, "region"], self.near[category.pk, "category"]
        similar = list(dict.fromkeys([*reversed(near), *reversed(alike)]))
        near.append(pk)
        alike.append(pk)
        links = random.sample(range(self.first, pk), min(number, random.choice((0, 0, 0, 1, 2))))
        card = f"/berita/{random.randrange(self.first, pk)}/" if number and random.random() < 0.25 else ""
        photo = random.choice(self.photos) if random.random() < 0.8 else None
        people = [self.people[place] for place in text.people]
        roles = [Credit.Role.WRITER] * (len(people) - 1) + [Credit.Role.EDITOR]
        tags = [self.tags[place] for place in text.tags]
        content = StoryText(
            headline=text.headline,
            slug=slug_from(text.headline),
            standfirst=text.standfirst,
            body=archive_text.html(text.paragraphs, card),
            sign_off="(*)" if random.random() < 0.3 else "",
            category=category.pk,
            region=region.pk,
            tags=tuple(sorted(tag.name for tag in tags)),
            credits=tuple(
                CreditLine(person.pk, str(role), person.name)
                for person, role in zip(people, roles, strict=True)
            ),
            lead_photo=photo.words() if photo else None,
            related=tuple(links),
        )
        moment = self.end - YEARS * (1 - (number + random.random()) / self.count)
        texts = search_texts(region.dateline or region.name, content)
        return Row(
            pk=pk,
            revision=self.first_revision + number,
            content=content,
            moment=moment,
            similar=similar,
            tags=[tag.pk for tag in tags],
            words=search_columns(texts, self.names),
        )

    def write(self, rows):
        with connection.cursor() as cursor:
            copy(cursor, Article, COPIED, map(_article_row, rows))
            copy(
                cursor,
                Revision,
                ("id", "article", "number", "content", "digest", "created_at"),
                (
                    (row.revision, row.pk, 1, Jsonb(row.content.to_json()), row.content.digest, row.moment)
                    for row in rows
                ),
            )
            copy(
                cursor,
                ArticleEvent,
                ("article", "action", "from_status", "to_status", "revision", "created_at"),
                ((row.pk, "publish", APPROVED, PUBLISHED, row.revision, row.moment) for row in rows),
            )
            write_credits(cursor, ((row.pk, row.content.credits) for row in rows))
            write_tags(cursor, ((row.pk, row.tags) for row in rows))
            write_words(cursor, ((row.pk, row.words) for row in rows))
            copy(
                cursor,
                Related,
                ("article", "order", "target"),
                ((row.pk, order, pk) for row in rows for order, pk in enumerate(row.content.related)),
            )

    def count_views(self):
        """What readers opened in the last week: some stories much, most of them little."""
        hours = [
            (self.end - timedelta(hours=ago)).replace(minute=0, second=0, microsecond=0) for ago in READ_HOURS
        ]
        newest = range(self.first + max(0, self.count - READ), self.first + self.count)
        rows = ((pk, hour, 1 + int(self.random.paretovariate(1.1))) for pk in newest for hour in hours)
        with connection.cursor() as cursor:
            copy(cursor, ViewCount, ("article", "hour", "count"), rows)


def _article_row(row):
    texts = (getattr(row.content, name) for name in TEXT_COLUMNS)
    belongs = (row.content.category, row.content.region, row.content.lead_id)
    state = (row.pk, PUBLISHED, row.moment, row.moment, row.moment, 1, row.revision, row.similar)
    return (*texts, *belongs, *state)


@contextmanager
def without_search_index():
    """An index of words is made at once in a third of the time that it takes to grow; needs the tables' owner."""
    indexes = SearchEntry._meta.indexes
    change_indexes("remove_index", indexes)
    try:
        yield
    finally:
        change_indexes("add_index", indexes)


def change_indexes(change, indexes):
    with transaction.atomic(), connection.schema_editor() as editor:
        # Checks that wait for the end of an outer transaction would be in the way.
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        editor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        for index in indexes:
            getattr(editor, change)(SearchEntry, index)
        editor.execute("SET CONSTRAINTS ALL DEFERRED")


def photo(number):
    """A photo as it is when all its renditions are drawn; the files themselves are not there."""
    folder = f"foto/arsip-{number}"
    shapes = {renditions.FULL: 16 / 9, **renditions.PROPORTIONS}
    return Photo(
        original=f"arsip/{number}.jpg",
        folder=folder,
        sha256=hashlib.sha256(f"archive {number}".encode()).hexdigest(),
        width=1600,
        height=900,
        caption=f"Suasana di lapangan pada pagi hari, gambar {number + 1}.",
        credit="Arsip",
        alt="Orang-orang di tepi jalan desa",
        recipe=renditions.RECIPE,
        renditions=[
            (shape, fmt, width, int(width / shapes[shape]), f"{folder}/{width}-{place}.{fmt}", 90 * width)
            for place, shape in enumerate(shapes)
            for width in renditions.WIDTHS.get(shape, renditions.SHARE_SIZE[:1])
            for fmt in (renditions.FORMATS if shape in renditions.WIDTHS else ["jpeg"])
        ],
    )


def made_once(instances, key):
    """These rows in this order, with their ids; those that an earlier run made are taken as they are."""
    instances = list(instances)
    model = type(instances[0])
    model.objects.bulk_create(instances, ignore_conflicts=True)
    keys = [getattr(instance, key) for instance in instances]
    known = {getattr(row, key): row for row in model.objects.filter(**{f"{key}__in": keys})}
    return [known[value] for value in keys]
