"""The phase after the stories: what points at them, now that every story is there that will be."""

import json
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.db import connection, transaction
from django.db.models import QuerySet

from articles.bulk import batched
from articles.filing.items import Target
from articles.legacy_paths import host_of, id_key, path_key
from articles.models import Article, ImportedItem, ImportedPicture, OldSite, Pick
from articles.wordpress.context import RunContext, bare_host
from articles.wordpress.items import ATTACHMENT, STORY
from articles.wordpress.lists import Paths, write_paths
from articles.wordpress.regions import give_regions
from articles.wordpress.resolver import Resolver

BATCH = 1000
MOST_STICKY, STICKY_FOR = 5, timedelta(days=7)  # stories on the front page, and how long
Outcome = ImportedItem.Outcome


def write_links(context: RunContext) -> None:
    if not context.is_trial:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_RELATED, [context.run.pk])
    _write_former_paths(context)
    _write_attachments(context)
    _write_redirects(context)
    give_regions(context)
    if not context.is_trial:
        _pick_sticky(context)


# The links at the end of stories that this run made.
_RELATED = """
    INSERT INTO articles_related (article_id, target_id, "order")
    SELECT revision.article_id, target.pk::bigint, target.place - 1
    FROM articles_importeditem item
    JOIN articles_article own ON own.id = item.article_id AND own.version = 1  -- nobody has written since
    JOIN articles_revision revision ON revision.article_id = own.id AND revision.number = 1
    CROSS JOIN LATERAL jsonb_array_elements_text(revision.content->'related')
        WITH ORDINALITY AS target (pk, place)
    JOIN articles_article story ON story.id = target.pk::bigint
    WHERE item.run_id = %s AND item.outcome = 'created' AND item.type = 'post' AND item.version = 1
    ORDER BY revision.article_id, target.place
    ON CONFLICT (article_id, target_id) DO NOTHING
"""


def _batches(rows: QuerySet[Any, Any]) -> Iterator[list[Any]]:
    yield from batched(rows.iterator(chunk_size=BATCH), BATCH)


def _existing_ids(ids: Iterable[int]) -> set[int]:
    return set(Article.objects.filter(pk__in=ids).values_list("pk", flat=True))


def _write_former_paths(context: RunContext) -> None:
    """Addresses that stories had before, where nothing else answers now."""
    rows = context.run.items.exclude(article=None).exclude(old_paths=[])
    for batch in _batches(rows.order_by("pk").values_list("old_paths", "article_id")):
        existing = _existing_ids([pk for _paths, pk in batch])
        paths = {path: ("article", pk) for paths, pk in batch for path in paths if pk in existing}
        write_paths(paths, override=False)


def _write_redirects(context: RunContext) -> None:
    """Redirects that a plugin keeps as items of its own: those that lead to a story, a list or a page here."""
    rules = context.run.items.filter(type="redirect_rule", parsed__status="publish")
    pairs: dict[str, str] = {}
    for meta in rules.values_list("parsed__meta", flat=True):
        origin, goal = ((meta.get(f"_redirect_rule_{end}") or [""])[0].strip() for end in ("from", "to"))
        if origin and goal and "*" not in origin:
            pairs[origin] = goal
    hosts = {host_of(context.site.address), *map(bare_host, context.mapping.former_hosts)}
    resolver = Resolver(context.site, hosts, [Target(goal) for goal in pairs.values()])
    paths: Paths = {}
    for origin, goal in pairs.items():
        target = resolver.resolve(Target(goal), None)
        if isinstance(target, int) and not context.is_trial:
            paths[path_key(urlsplit(origin).path)] = "article", target
        elif not isinstance(target, int):
            context.run.notes.append(["redirect-unresolved", f"{origin} → {goal}"])
    write_paths(paths, override=False)
    context.run.save(update_fields=["notes"])


def _pick_sticky(context: RunContext) -> None:
    """Put the newest stories that stood at the top there on the front page, for a time."""
    sticky = context.run.items.filter(type=STORY, outcome=Outcome.CREATED, parsed__is_sticky=True)
    # Their numbers first: of rows that nobody has counted yet, a join would be planned as of a handful.
    ids = list(sticky.values_list("article", flat=True))
    stories = Article.objects.public().filter(pk__in=ids).order_by("-published_at")
    until = context.now + STICKY_FOR
    for story in reversed(stories[:MOST_STICKY]):
        Pick.objects.set_place(story, Pick.Place.PICK, until=until, by=context.run.started_by)


class _Attachment(NamedTuple):
    pk: int
    wp_id: int
    path: str
    file_key: str
    parent: int  # number of the post that it was uploaded to
    outcome: str


def _write_attachments(context: RunContext) -> None:
    """Results of the pictures; the pages that WordPress made for them lead to their story."""
    rows = context.run.items.filter(type=ATTACHMENT)
    columns = ("pk", "wp_id", "path", "file_key", "parsed__parent", "outcome")
    for batch in _batches(rows.order_by("pk").values_list(*columns)):
        attachments = [_Attachment(*row) for row in batch]
        stories = _parent_stories(context.site, attachments)
        paths = {
            path: ("article", stories[attachment.parent])
            for attachment in attachments
            if attachment.parent in stories
            for path in (attachment.path, id_key("p", attachment.wp_id))
            if path
        }
        results = _results(context.site, attachments)
        with transaction.atomic(), connection.cursor() as cursor:
            write_paths(paths, override=False)
            cursor.execute(_RECORD, [json.dumps(results)])


def _parent_stories(site: OldSite, attachments: list[_Attachment]) -> dict[int, int]:
    """Ids of the stories that these pictures were uploaded to, by the number there."""
    parents = ImportedItem.objects.filter(
        site=site, wp_id__in={row.parent for row in attachments}, type=STORY, article__isnull=False
    )
    stories = dict(parents.values_list("wp_id", "article_id"))
    existing = _existing_ids(stories.values())
    return {wp_id: pk for wp_id, pk in stories.items() if pk in existing}


def _results(site: OldSite, attachments: list[_Attachment]) -> list[dict[str, Any]]:
    pictures = ImportedPicture.objects.filter(site=site, key__in={row.file_key for row in attachments})
    photos = {
        key: (photo or attachment, problem)
        for key, photo, attachment, problem in pictures.values_list(
            "key", "photo_id", "attachment_id", "problem"
        )
    }
    return [
        {"id": row.pk} | _result(*photos.get(row.file_key, (None, "not used")))
        for row in attachments
        if row.outcome == Outcome.WAITING
    ]


def _result(photo: int | None, problem: str) -> dict[str, Any]:
    if photo:
        return {"outcome": Outcome.CREATED.value, "reason": "", "version": 1}
    return {"outcome": Outcome.SKIPPED.value, "reason": problem, "version": None}


_RECORD = """
    UPDATE articles_importeditem item
    SET outcome = result.outcome, reason = result.reason, version = result.version
    FROM jsonb_to_recordset(%s::jsonb) AS result (id bigint, outcome text, reason text, version int)
    WHERE item.id = result.id
"""
