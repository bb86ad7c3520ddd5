"""Whole stories for feeds and the API, as rows: an item is remembered by the row of its story and those of its files."""

from typing import NamedTuple

from django.db.models import F, OuterRef
from django.utils import timezone

from articles import story_rows
from articles.fragments import instance_of
from articles.machines.printing import Files
from articles.models import (
    Article,
    ArticleEvent,
    Attachment,
    Category,
    Photo,
    Region,
    Step,
)
from articles.models.queryset import NEVER
from articles.site import cache_generation
from articles.statements import Statement

PHOTO = (
    "id", "alt", "caption", "credit", "source", "ai_tool", "taken_at", "state", "width", "height", "renditions", "uploaded_at",
)  # fmt: skip
ATTACHMENT = ("id", "name", "file", "withdrawn_at")
CATEGORY = ("id", "name", "slug", "path")
REGION = ("id", "name", "slug", "dateline", "time_zone", "latitude", "longitude")
# A district, its town and its province
REGIONS = ("region__", "region__parent__", "region__parent__parent__")
STORY = (
    "id", "headline", "slug", "standfirst", "body", "dateline", "commercial_label", "status", "published_at",
    "online_at", "updated_at", "saved_at", "version", "withdrawal_rows", *story_rows.DISCLOSURES, *story_rows.PARTS,
    *(f"category__{name}" for name in CATEGORY),
    *(f"{above}{name}" for above in REGIONS for name in REGION),
    *(f"lead_photo__{name}" for name in PHOTO),
)  # fmt: skip


class Whole(NamedTuple):
    """The rows of a story and of the files in its text."""

    story: tuple
    photos: tuple
    attachments: tuple


def _whole(ids, now):
    withdrawals = ArticleEvent.objects.filter(article=OuterRef("pk"), action=Step.WITHDRAW)
    stories = Article.objects.ever_public(at=now).filter(pk__in=ids).order_by()
    return story_rows.with_parts(stories).annotate(
        withdrawal_rows=story_rows.json_rows(
            withdrawals.order_by("-created_at", "-pk")[:1], created_at=F("created_at"), reason=F("reason")
        )
    )


_stories = Statement(STORY, _whole, ids="bigint[]", now="timestamptz")
_photos = Statement(PHOTO, lambda ids: Photo.objects.filter(pk__in=ids).order_by(), ids="bigint[]")
_attachments = Statement(
    ATTACHMENT, lambda ids: Attachment.objects.usable().filter(pk__in=ids).order_by(), ids="bigint[]"
)
_last_change = Statement(
    ("changed_at",),
    lambda now: (
        Article.objects.ever_public(at=now)
        .with_change()
        .filter(changed_at__lte=now)
        .order_by("-changed_at", "-pk")[:1]
    ),
    now="timestamptz",
)


@cache_generation.once_an_edition
def last_change():
    """Return the moment at which anything public changed last; asked once an edition."""
    row = _last_change.row(now=timezone.now())
    return row.changed_at if row else NEVER


def whole(ids, *, with_files=True):
    """Return a Whole of each of these stories that is or was public, in this order."""
    rows = {row.id: row for row in _stories.rows(ids=ids, now=timezone.now())}
    stories = [rows[pk] for pk in ids if pk in rows]
    if not with_files:
        return [Whole(row, (), ()) for row in stories]
    references = [story_rows.references(row.body) for row in stories]
    photos = _by_id(_photos, {pk for one in references for pk in one.photos})
    attachments = _by_id(_attachments, {pk for one in references for pk in one.attachments})
    return [
        Whole(row, _of(photos, one.photos), _of(attachments, one.attachments))
        for row, one in zip(stories, references, strict=True)
    ]


def _by_id(statement, ids):
    return {row.id: row for row in statement.rows(ids=list(ids))} if ids else {}


def _of(rows, ids):
    return tuple(rows[pk] for pk in ids if pk in rows)


def instance(rows):
    """Return (story, its files) for whoever writes an item: the story has its `printed_credits`, `printed_tags`,
    `text_notices` and `withdrawals` as lists."""
    row = rows.story
    story = instance_of(Article, row)
    story.update_of_id = None  # a working copy is no story of its own
    story.category = instance_of(Category, row, "category__") if row.category__id else None
    story.region = _region(row)
    story.lead_photo = instance_of(Photo, row, "lead_photo__") if row.lead_photo__id else None
    story_rows.attach_parts(story, row)
    story.withdrawals = [story_rows.with_time(ArticleEvent, event) for event in row.withdrawal_rows]
    photos = {photo.id: instance_of(Photo, photo) for photo in rows.photos}
    attachments = {file.id: instance_of(Attachment, file) for file in rows.attachments}
    return story, Files(photos, attachments)


def _region(row):
    """Return the region with all above it."""
    region = None
    for above in reversed(REGIONS):
        if getattr(row, f"{above}id"):
            part = instance_of(Region, row, above)
            part.parent, region = region, part
    return region
