"""Stories as rows: new ones by COPY, and those of an earlier run brought up to date."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext as _
from psycopg.types.json import Jsonb

from articles.bulk import copy, reserve, write_credits, write_tags, write_words
from articles.models import Article, ArticleEvent, ImportedItem, PhotoUse, Revision, SearchName
from articles.models.article import IMPORTED, place_of
from articles.models.attachment import AttachmentUse
from articles.models.search_entry import search_columns, search_texts
from articles.text import body
from articles.text.story_text import META_TAGS, TEXT_COLUMNS
from articles.wordpress.context import FIRST_OF_TRIAL, RunContext
from articles.wordpress.publication import Publication
from articles.wordpress.results import Result
from articles.wordpress.story_content import StoryDraft

Outcome = ImportedItem.Outcome
COLUMNS = (
    *TEXT_COLUMNS,
    "category",
    "region",
    "lead_photo",
    "advertiser",
    *META_TAGS,
    "former_views",
    "id",
    "status",
    "published_at",
    "created_at",
    "saved_at",
    "version",
    "approved_revision",
)
APPROVED = ("approved", "published", "withdrawn")

Numbered = list[tuple[int, StoryDraft]]  # with the id of the revision


def _result(
    draft: StoryDraft, outcome: str, reason: str, version: int | None, *notes: tuple[str, str]
) -> Result:
    """The result of a story; `notes` come to those of its draft."""
    all_notes = [*draft.notes, *map(list, notes)]
    return Result(draft.row.pk, outcome, reason, all_notes, version, draft.lacks_pictures)


# ---- New stories


def create(context: RunContext, drafts: Sequence[StoryDraft]) -> list[Result]:
    """Write new stories with all that belongs to them but their related stories."""
    if not drafts:
        return []
    numbered = list(enumerate(drafts, reserve(Revision, len(drafts))))
    with connection.cursor() as cursor:
        copy(cursor, Article, COLUMNS, (_article_row(draft, number) for number, draft in numbered))
        _copy_revisions(cursor, numbered)
        _copy_events(cursor, numbered, context)
        write_credits(cursor, ((draft.article_id, draft.content.credits) for draft in drafts))
        write_tags(cursor, ((draft.article_id, draft.tag_ids) for draft in drafts))
        uses = ((draft.article_id, pk) for draft in drafts for pk in draft.photo_ids)
        copy(cursor, PhotoUse, ("article", "photo"), uses)
        cards = ((draft.article_id, pk) for draft in drafts for pk in body.attachment_ids(draft.content.body))
        copy(cursor, AttachmentUse, ("article", "attachment"), cards)
        exceptions = SearchName.objects.words()
        write_words(cursor, ((draft.article_id, _words(draft, exceptions)) for draft in drafts))
    return [try_create(draft) for draft in drafts]


def try_create(draft: StoryDraft) -> Result:
    """The result of a new story, which a trial does not write."""
    return _result(draft, Outcome.CREATED, "", 1)


def _words(draft: StoryDraft, exceptions: frozenset[str]) -> dict[str, str]:
    place = place_of(draft.content.dateline, draft.region_name)
    return search_columns(search_texts(place, draft.content), exceptions)


def _article_row(draft: StoryDraft, revision: int) -> Iterator[Any]:
    content, publication = draft.content, draft.publication
    yield from (getattr(content, name) for name in TEXT_COLUMNS)
    yield content.category
    yield content.region
    yield content.lead_id
    yield content.disclosures.advertiser
    yield from (getattr(content.meta_tags, name) for name in META_TAGS)
    yield draft.views
    yield draft.article_id
    yield publication.status
    yield publication.published_at
    yield publication.created_at
    yield publication.saved_at
    yield 1
    yield revision if publication.status in APPROVED else None


def _copy_revisions(cursor: CursorWrapper, numbered: Numbered) -> None:
    rows = (
        (
            number,
            draft.article_id,
            1,
            Jsonb(draft.content.to_json()),
            draft.content.digest,
            draft.publication.saved_at,
        )
        for number, draft in numbered
    )
    copy(cursor, Revision, ("id", "article", "number", "content", "digest", "created_at"), rows)


def _copy_events(cursor: CursorWrapper, numbered: Numbered, context: RunContext) -> None:
    rows = (
        (
            draft.article_id,
            context.run.started_by_id,
            "import",
            "",
            draft.publication.status,
            number,
            context.now,
        )
        for number, draft in numbered
    )
    names = ("article", "actor", "action", "from_status", "to_status", "revision", "created_at")
    copy(cursor, ArticleEvent, names, rows)


# ---- Stories of an earlier run


def update(draft: StoryDraft, article: Article | None, by: Any = None) -> Result:
    """Bring a story up to what the old site has now, unless somebody here touched or deleted it; `by` is the
    account that answers for the run."""
    if not article or is_touched(article, draft.row.version):
        return _left_alone(draft, article)
    publication, before = draft.publication, article.version
    is_taken_back = article.is_public and publication.status != "published"
    revision = article.write(draft.content.replace(related=_existing(draft.content.related)), by=by)
    is_rewritten = article.version != before
    is_moved = _follow(publication, article, revision, is_rewritten, by)
    changes = {"created_at": publication.created_at, "former_views": draft.views}
    if is_moved or is_rewritten:
        changes["saved_at"] = publication.saved_at
    Article.objects.filter(pk=article.pk).update(**changes)
    return _updated(draft, article.version, is_changed=is_moved or is_rewritten, is_taken_back=is_taken_back)


def try_update(draft: StoryDraft, article: Article | None) -> Result:
    """The result that `update` would have, without writing anything."""
    if not article or is_touched(article, draft.row.version):
        return _left_alone(draft, article)
    publication, text = (
        draft.publication,
        draft.content.replace(related=_existing(draft.content.related)).cleaned(),
    )
    is_changed = _is_moved(publication, article) or not article.newest_revision.says(text)
    is_taken_back = article.is_public and publication.status != "published"
    return _updated(draft, article.version, is_changed=is_changed, is_taken_back=is_taken_back)


def _left_alone(draft: StoryDraft, article: Article | None) -> Result:
    """The result of a story that somebody here deleted or changed."""
    if not article:
        return _result(draft, Outcome.SKIPPED, "deleted here", draft.row.version)
    note = "edited-here", _("changed on the old site and here; what is here was kept")
    return _result(draft, Outcome.SKIPPED, "edited here", draft.row.version, note)


def _updated(draft: StoryDraft, version: int, *, is_changed: bool, is_taken_back: bool) -> Result:
    if not is_changed:
        return _result(draft, Outcome.UNCHANGED, "same text", version)
    notes = [("taken-back", draft.publication.status)] if is_taken_back else []
    return _result(draft, Outcome.UPDATED, "", version, *notes)


def is_touched(article: Article, version: int | None) -> bool:
    """Tell whether somebody here did anything with a story since the import left it."""
    return (
        article.version != version
        or article.events.exclude(actor=None).exclude(codes=[IMPORTED]).exclude(action="import").exists()
        or Article.objects.open_updates().filter(update_of=article.pk).exists()
    )


def _existing(related: tuple[int, ...]) -> tuple[int, ...]:
    """Ids of the related stories that are here, in their order."""
    ids = set(Article.objects.filter(pk__in=related).values_list("pk", flat=True))
    return tuple(pk for pk in related if pk in ids or pk >= FIRST_OF_TRIAL)


def _is_moved(publication: Publication, article: Article) -> bool:
    return bool(article.status != publication.status or article.published_at != publication.published_at)


def _follow(
    publication: Publication, article: Article, revision: Revision, is_rewritten: bool, by: Any
) -> bool:
    """Take over status, time and approval; returns whether status or time is another there."""
    status = publication.status
    is_moved = _is_moved(publication, article)
    needs_approval = status in APPROVED and (is_moved or is_rewritten)
    approval = {"approved_revision": revision} if needs_approval else {}
    if is_moved and not (article.status == "withdrawn" and status != "published"):
        article.follow_old_site(
            status,
            revision=revision,
            reason=_("Taken back on the former site."),
            by=by,
            published_at=publication.published_at,
            **approval,
        )
    elif approval:
        Article.objects.filter(pk=article.pk).update(**approval)
    return is_moved
