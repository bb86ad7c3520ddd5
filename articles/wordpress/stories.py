"""The phase of the stories: posts become stories, batch by batch.

A batch is converted while PostgreSQL stores the one before. It is a transaction, and its results are stored
in it: a run that is killed goes on where it was, and ends where an unbroken one ends. A batch that fails is
tried again post by post.
"""

import logging
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.urls import Resolver404, resolve
from psycopg import Error as PostgresError

from articles import database_state
from articles.bulk import batched
from articles.filing.items import Note
from articles.legacy_paths import id_key
from articles.models import Article, ImportedItem, ImportedTerm, ImportRun, OldSite, Page, Person, Photo
from articles.wordpress import resolution, story_rows
from articles.wordpress.context import RunContext, Writer, Writers, conversion_site
from articles.wordpress.conversion import convert_ahead
from articles.wordpress.item_fields import fields_of
from articles.wordpress.item_rows import item_of
from articles.wordpress.items import STORY, ExtractedText, Library, ParsedItem
from articles.wordpress.lists import Paths, TermKey, write_paths
from articles.wordpress.lock import keep_lock
from articles.wordpress.markup import table_of
from articles.wordpress.pages import write_pages
from articles.wordpress.pictures import Album, TrialAlbum
from articles.wordpress.publication import publication_of
from articles.wordpress.regions import ids_by_spelling
from articles.wordpress.resolver import Resolver
from articles.wordpress.results import Result, failure, record
from articles.wordpress.shelf import Shelf, TrialShelf
from articles.wordpress.story_content import (
    Outline,
    Post,
    StoryDraft,
    credit,
    draft_of,
    lay_out,
    place,
)

log = logging.getLogger(__name__)
BATCH = 200
TRIES = 3  # of a batch, with a database that goes away
Phase, Outcome = ImportRun.Phase, ImportedItem.Outcome

Conversion = tuple[ImportedItem, Post | str]  # a row, and its post or why it could not be converted


def write_stories(context: RunContext) -> None:
    """Write the pages, then the stories: new ones before those that were here, which may link to them."""
    writer = _StoryWriter(context)
    write_pages(context, writer.site, writer.album, writer.library)
    stories = context.run.items.filter(type=STORY)
    order = F("version").asc(nulls_first=True), "article_id"
    waiting_ids = list(stories.filter(outcome=Outcome.WAITING).order_by(*order).values_list("pk", flat=True))
    total = stories.count()
    behind = total - len(waiting_ids)
    for batch in writer.conversions(waiting_ids):
        if not context.is_trial:
            keep_lock()
        writer.store(batch)
        behind += len(batch)
        context.step(Phase.STORIES, behind, total)


class _StoryWriter:
    """Stores batches of posts, with what all batches have in common."""

    def __init__(self, context: RunContext):
        self.context = context
        self.writers = writers_of(context.site)
        self.site = conversion_site(context.site, context.mapping, self.writers)
        album = TrialAlbum if context.is_trial else Album
        self.album = album(context.site, self.site.hosts, context.files, context.network)
        shelf = TrialShelf if context.is_trial else Shelf
        by = context.run.started_by
        self.shelf = shelf(context.site, self.site.hosts, context.files, context.network, by)
        self.regions = ids_by_spelling()
        self.uploads = _uploads_of_galleries(context)
        self.page_slugs = set(Page.objects.public().values_list("slug", flat=True))
        self.people = _PersonIds()
        self.library = library_of(context.site)

    # ---- Conversion

    def conversions(self, ids: list[int]) -> Iterator[list[Conversion]]:
        """Batches of rows with their posts; the next ones are converted while one is stored."""
        for (rows, items), texts in convert_ahead(self._batches(ids), self.site, self.library, len(ids)):
            yield [
                (row, text if isinstance(text, str) else _post(row, item, text))
                for row, item, text in zip(rows, items, texts, strict=True)
            ]

    def _batches(self, ids: list[int]) -> Iterator[tuple[list[ImportedItem], list[ParsedItem]]]:
        for pks in batched(ids, BATCH):
            rows = sorted(ImportedItem.objects.filter(pk__in=pks), key=lambda row: pks.index(row.pk))
            yield rows, [item_of(row, self.uploads.get(row.wp_id, ())) for row in rows]

    # ---- Storage

    def store(self, batch: list[Conversion], tries: int = TRIES) -> None:
        """Store a batch and its results; a batch that PostgreSQL refuses, one by one.

        A database that goes away refuses nobody: the batch is stored whole when it is back.
        """
        posts = [post for _row, post in batch if isinstance(post, Post)]
        results = [failure(row, reason) for row, reason in batch if isinstance(reason, str)]
        try:
            photos = self._photos(posts)
            with transaction.atomic():
                results += self._store(posts, photos)
                record(results)
        except (DatabaseError, PostgresError, ValueError) as error:  # COPY raises psycopg's own
            self.people.forget()
            if database_state.is_away(error):
                self._store_again(batch, tries, error)
            elif len(batch) > 1:
                for one in batch:
                    self.store([one])
            else:
                [(row, _post)] = batch
                log.exception("Post %d could not be stored", row.wp_id)
                record([failure(row, f"{type(error).__name__}: {error}")])

    def _store_again(self, batch: list[Conversion], tries: int, error: Exception) -> None:
        """Store a batch once the database is back; a dry run ends, because its tables went with the session."""
        if self.context.is_trial or not tries:
            raise error
        log.warning("The database went away: %s", error)
        database_state.wait()
        keep_lock()
        self.store(batch, tries - 1)

    def _photos(self, posts: list[Post]) -> list[list[int | None]]:
        """Ids of the photos of each post's pictures."""
        pictures = [picture for post in posts for picture in post.pictures]
        photos = iter(self.album.photos(pictures) if pictures else ())
        return [[next(photos) for _picture in post.pictures] for post in posts]

    def _store(self, posts: list[Post], photos: list[list[int | None]]) -> list[Result]:
        drafts = self._drafts(self._outlines(posts, photos))
        articles = Article.objects.in_bulk(
            [draft.article_id for draft in drafts if draft.row.version is not None]
        )
        changed = [
            (draft, articles.get(draft.article_id)) for draft in drafts if draft.row.version is not None
        ]
        new = [draft for draft in drafts if draft.row.version is None]
        if self.context.is_trial:
            return [story_rows.try_update(*pair) for pair in changed] + [
                story_rows.try_create(draft) for draft in new
            ]
        results = [story_rows.update(*pair, self.context.run.started_by) for pair in changed]
        results += story_rows.create(self.context, new)
        _write_paths(drafts, results)
        return results

    def _outlines(self, posts: list[Post], photos: list[list[int | None]]) -> list[Outline]:
        """Decide everything about each post."""
        targets = [target for post in posts for target in post.text.targets]
        resolver = Resolver(self.context.site, self.site.hosts, targets)
        terms = _terms(self.context.site, posts)
        return [
            self._outline(post, post_photos, resolver, terms)
            for post, post_photos in zip(posts, photos, strict=True)
        ]

    def _outline(
        self,
        post: Post,
        photos: list[int | None],
        resolver: Resolver,
        terms: dict[TermKey, ImportedTerm],
    ) -> Outline:
        context, text, own = self.context, post.text, post.row.article_id
        notes: list[Note] = []
        files = self.shelf.goals([target.address for target in text.targets], notes)
        targets = [files.get(target.address) or resolver.resolve(target, own) for target in text.targets]
        final_text = resolution.resolve(text, targets, photos[len(photos) - len(text.pictures) :])
        if shadowed_by(post.row.path, self.page_slugs):
            notes.append(Note("address-shadowed", post.row.path))
        links = (
            note
            for note in final_text.notes
            if not (note.kind == "link-unresolved" and self.shelf.is_file(note.text))
        )
        final_text = replace(final_text, notes=[*notes, *links])
        return Outline(
            post=post,
            final_text=final_text,
            publication=publication_of(post.item, context.zone, context.now),
            layout=lay_out(post, final_text, photos),
            placement=place(post, terms, self.regions, context.mapping),
            byline=credit(post.item, text, self.writers, bool(context.mapping.credit_accounts)),
        )

    def _drafts(self, outlines: list[Outline]) -> list[StoryDraft]:
        photos = Photo.objects.in_bulk({pk for outline in outlines for pk in outline.photo_ids})
        people = self.people.of({name for outline in outlines for _role, name in outline.byline.names})
        return [draft_of(outline, photos, people) for outline in outlines]


def _post(row: ImportedItem, item: ParsedItem, text: ExtractedText) -> Post:
    return Post(row, item, text, fields_of(item, has_excerpt=bool(text.standfirst)))


class _PersonIds:
    """Ids of persons by their names in lower case; those who are missing are made."""

    def __init__(self) -> None:
        self.ids: dict[str, int] | None = None

    def of(self, names: Iterable[str]) -> dict[str, int]:
        """Ids of at least these names."""
        if self.ids is None:
            pairs = Person.objects.order_by("-pk").values_list("name", "pk")
            self.ids = {name.lower(): pk for name, pk in pairs}
        new = {name.lower(): name for name in sorted(names, reverse=True) if name.lower() not in self.ids}
        if new:
            ids = Person.objects.make(sorted(new.values()))
            self.ids |= {name.lower(): pk for name, pk in ids.items()}
        return self.ids

    def forget(self) -> None:
        """Forget them where a transaction was rolled back, and with it persons who were made."""
        self.ids = None


def writers_of(site: OldSite) -> Writers:
    rows = site.people.select_related("person")
    return Writers({row.login: Writer(row.person.name, row.is_general) for row in rows})


def shadowed_by(path: str, page_slugs: Collection[str]) -> bool:
    """Tell whether something else answers here at a story's old address, so that nobody finds it there."""
    slug = path.strip("/")
    if not slug or "/" in slug:
        return False
    if slug in page_slugs:
        return True
    try:
        return resolve(f"/{slug}/").url_name != "page"
    except Resolver404:
        return False


def library_of(site: OldSite) -> Library:
    """Reusable blocks and tables, which are items of their own."""
    rows = ImportedItem.objects.filter(site=site, type__in=["wp_block", "tablepress_table"])
    blocks: dict[int, str] = {}
    tables: dict[str, str] = {}
    for wp_id, kind, html, meta in rows.values_list("wp_id", "type", "legacy_html", "parsed__meta"):
        if kind == "wp_block":
            blocks[wp_id] = html
        elif number := (meta.get("_tablepress_export_table_id") or [""])[0]:
            tables[number] = table_of(html)
    return Library(blocks, tables)


def _terms(site: OldSite, posts: list[Post]) -> dict[TermKey, ImportedTerm]:
    """The lists that these posts name."""
    slugs = {slug for post in posts for _taxonomy, slug, _name in post.item.terms}
    rows = ImportedTerm.objects.filter(site=site, slug__in=slugs)
    return {(row.taxonomy, row.slug): row for row in rows.select_related("category", "region", "tag")}


def _uploads_of_galleries(context: RunContext) -> dict[int, list[int]]:
    """Pictures uploaded to stories whose gallery names none, by the story's number: it shows them all."""
    with connection.cursor() as cursor:
        cursor.execute(_UPLOADS, [context.site.pk, context.run.pk])
        return dict(cursor.fetchall())


_UPLOADS = r"""
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


def _write_paths(drafts: list[StoryDraft], results: list[Result]) -> None:
    """Write the old addresses of the stories that are here."""
    here = (Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED)
    ids = {result.id for result in results if result.outcome in here}
    paths: Paths = {}
    for draft in drafts:
        if draft.row.pk in ids:
            goal = "article", draft.article_id
            paths[id_key("p", draft.row.wp_id)] = goal
            if draft.row.path:
                paths[draft.row.path] = goal
    write_paths(paths, override=True)
