"""Fixed pages of the old site as ours: under the same address, where it is free, and never over something."""

import logging
from collections.abc import Iterator
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from articles.filing.items import House
from articles.legacy_paths import id_key, path_of
from articles.models import ImportedItem, LegacyPath, Page
from articles.models.article import shorten
from articles.text import body
from articles.wordpress import extraction, resolution
from articles.wordpress.context import RunContext
from articles.wordpress.item_rows import LONGEST_PAGE_SLUG, item_of, pairs_of
from articles.wordpress.items import PAGE, Library, ParsedItem
from articles.wordpress.lists import write_paths
from articles.wordpress.pictures import Album
from articles.wordpress.publication import publication_of
from articles.wordpress.resolver import Resolver
from articles.wordpress.results import Result, failure, record

log = logging.getLogger(__name__)
ADDRESS_TAKEN = "page address taken"
LONGEST_TITLE = 120


def is_taken(slug: str, wp_id: int = 0) -> bool:
    """Tell whether another part of the site answers at an address, or a page that somebody wrote here or there.

    A page that came with the installation only holds the place; `wp_id` is the page there that asks.
    """
    if page := Page.objects.filter(slug=slug).first():
        return _is_written(page) or _is_imported(page, wp_id)
    try:
        Page(slug=slug).clean()
    except ValidationError:
        return True
    return False


def _is_imported(page: Page, wp_id: int) -> bool:
    """Tell whether a page is another one of an old site."""
    numbers = LegacyPath.objects.filter(page=page, path__startswith="/?p=").exclude(path=id_key("p", wp_id))
    rows = ImportedItem.objects.filter(type=PAGE, version__isnull=False, parsed__slug=page.slug)
    return numbers.exists() or rows.exclude(wp_id=wp_id).exists()


def _is_written(page: Page) -> bool:
    """Tell whether somebody here ever saved the page."""
    return bool(page.texts.exclude(saved_by=None).exists())


def write_pages(context: RunContext, site: House, album: Album, library: Library) -> None:
    """Write the pages: few, and each by itself. Before the stories, whose links may lead to them."""
    rows = context.run.items.filter(type=PAGE, outcome=ImportedItem.Outcome.WAITING)
    for row in rows.order_by("wp_id"):
        try:
            _write_page(context, site, album, library, row)
        except Exception as error:  # as of stories: one that fails does not stop the others
            log.exception("Page %d could not be stored", row.wp_id)
            record([failure(row, f"{type(error).__name__}: {error}")])


def _write_page(context: RunContext, site: House, album: Album, library: Library, row: ImportedItem) -> None:
    item = item_of(row)
    text = extraction.convert(item, site, library, is_story=False)
    photos = album.photos(text.pictures)
    saved_at = publication_of(item, context.zone, context.now).saved_at
    with transaction.atomic():
        resolver = Resolver(context.site, site.hosts, text.targets)
        final_text = resolution.resolve(text, [resolver.resolve(t, None) for t in text.targets], photos)
        outcome, reason = _store(row, item, final_text.body, saved_at)
        result = Result(
            id=row.pk,
            outcome=outcome,
            reason=reason,
            notes=pairs_of([*item.notes, *text.notes, *final_text.notes]),
            version=1 if outcome != "skipped" else row.version,
            lacks_pictures=not all(photos),
        )
        record([result])


def _store(row: ImportedItem, item: ParsedItem, html: str, saved_at: datetime) -> tuple[str, str]:
    """Store a page; returns outcome and reason."""
    if not html:
        return "skipped", "page without text"
    is_new = row.version is None
    page = _new_page(item) if is_new else _page_here(item)
    if not page:
        return "skipped", ADDRESS_TAKEN if is_new else "deleted here"
    if not is_new and _is_written(page):
        return "skipped", "edited here"
    title, text = shorten(item.title, LONGEST_TITLE), body.clean(html)
    if not is_new and (page.title, page.body) == (title, text):
        return "unchanged", "same text"
    page.title, page.body, page.is_public = title, text, True
    page.save()
    Page.objects.filter(pk=page.pk).update(updated_at=saved_at)
    _lead_here(item, page)
    return ("created" if is_new else "updated"), ""


def _page_here(item: ParsedItem) -> Page | None:
    """The page that an earlier run made of an item."""
    path = LegacyPath.objects.filter(path=id_key("p", item.wp_id)).exclude(page=None).first()
    return path.page if path else Page.objects.filter(slug=item.slug).first()


def _new_page(item: ParsedItem) -> Page | None:
    """The page that an item becomes: the one of the installation that holds its place, or a new one; None where its
    address is taken."""
    for slug in _slugs(item):
        if page := Page.objects.filter(slug=slug).first():
            if not is_taken(slug, item.wp_id):
                return page
        elif not is_taken(slug, item.wp_id):
            placeholder = Page.objects.filter(title__iexact=item.title).first()
            is_free = (
                placeholder and not _is_written(placeholder) and not is_taken(placeholder.slug, item.wp_id)
            )
            page = placeholder if placeholder and is_free else Page()
            page.slug = slug
            return page
    return None


def _slugs(item: ParsedItem) -> Iterator[str]:
    """Slugs for a page, the likeliest first: of one below another page also the whole path."""
    yield item.slug
    whole = "-".join(path_of(item.link).strip("/").split("/"))
    if whole != item.slug and len(whole) <= LONGEST_PAGE_SLUG and slugify(whole) == whole:
        yield whole


def _lead_here(item: ParsedItem, page: Page) -> None:
    """Let the old addresses of a page lead to it."""
    paths = {path_of(item.link), id_key("p", item.wp_id)} - {"", page.get_absolute_url()}
    write_paths(dict.fromkeys(paths, ("page", page.pk)), override=False)
