"""Fixed pages of the old site as ours: under the same address, where it is free, and never over something."""

import logging
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from articles.filing.items import House
from articles.models import ImportedItem, Page
from articles.models.article import shorten
from articles.text import body
from articles.wordpress import extraction, resolution
from articles.wordpress.context import RunContext
from articles.wordpress.item_rows import item_of, pairs_of
from articles.wordpress.items import PAGE, ParsedItem
from articles.wordpress.pictures import Album
from articles.wordpress.publication import publication_of
from articles.wordpress.resolver import Resolver
from articles.wordpress.results import Result, failure, record

log = logging.getLogger(__name__)
ADDRESS_TAKEN = "page address taken"
LONGEST_TITLE = 120


def is_taken(slug: str) -> bool:
    """Tell whether a page or another part of the site answers at its address."""
    try:
        Page(slug=slug).clean()
    except ValidationError:
        return True
    return Page.objects.filter(slug=slug).exists()


def write_pages(context: RunContext, site: House, album: Album) -> None:
    """Write the pages: few, and each by itself. Before the stories, whose links may lead to them."""
    rows = context.run.items.filter(type=PAGE, outcome=ImportedItem.Outcome.WAITING)
    for row in rows.order_by("wp_id"):
        try:
            _write_page(context, site, album, row)
        except Exception as error:  # as of stories: one that fails does not stop the others
            log.exception("Page %d could not be stored", row.wp_id)
            record([failure(row, error)])


def _write_page(context: RunContext, site: House, album: Album, row: ImportedItem) -> None:
    item = item_of(row)
    text = extraction.convert(item, site, is_story=False)
    photos = album.photos(text.pictures)
    saved_at = publication_of(item, context.zone, context.now).saved_at
    with transaction.atomic():
        resolver = Resolver(context.site, site.hosts, text.targets)
        final_text = resolution.resolve(text, [resolver.resolve(t, None) for t in text.targets], photos)
        outcome, reason = _store(item, final_text.body, row.version, saved_at)
        result = Result(
            id=row.pk,
            outcome=outcome,
            reason=reason,
            notes=pairs_of([*item.notes, *text.notes, *final_text.notes]),
            version=1 if outcome != "skipped" else row.version,
            lacks_pictures=not all(photos),
        )
        record([result])


def _store(item: ParsedItem, html: str, version: int | None, saved_at: datetime) -> tuple[str, str]:
    """Store a page; returns outcome and reason. `version` is None where no earlier run stored it."""
    if not html:
        return "skipped", "page without text"
    page = Page.objects.filter(slug=item.slug).first()
    if version is None:
        if is_taken(item.slug):
            return "skipped", ADDRESS_TAKEN
        page = Page(slug=item.slug)
    elif not page:
        return "skipped", "deleted here"
    elif page.texts.exclude(saved_by=None).exists():
        return "skipped", "edited here"
    title, text = shorten(item.title, LONGEST_TITLE), body.clean(html)
    if (page.title, page.body) == (title, text):
        return "unchanged", "same text"
    page.title, page.body = title, text
    page.save()
    Page.objects.filter(pk=page.pk).update(updated_at=saved_at)
    return ("created" if version is None else "updated"), ""
