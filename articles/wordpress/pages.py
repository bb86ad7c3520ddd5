"""Fixed pages of the old site as ours: under the same address, where it is free, and never over something."""

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from articles.legacy_paths import path_of
from articles.models import Page
from articles.models.article import shorten
from articles.text import body

TAKEN = "page address taken"
LONGEST_SLUG, LONGEST_TITLE = 80, 120


def unfit(item):
    """Why a page is none here, by what is exported of it alone; "" where it may become one."""
    if item.status != "publish" or item.password:
        return "page not public"
    is_ours = slugify(item.slug) == item.slug and len(item.slug) <= LONGEST_SLUG
    if not is_ours or item.parent or path_of(item.link) != f"/{item.slug}/":
        return "page address"
    return "" if item.title else "page without text"


def is_taken(slug):
    """Whether a page or another part of the site answers at its address."""
    try:
        Page(slug=slug).clean()
    except ValidationError:
        return True
    return Page.objects.filter(slug=slug).exists()


def store(item, html, version, saved_at):
    """Writes it; returns outcome and reason. `version` is None where no earlier run wrote it."""
    if not html:
        return "skipped", "page without text"
    page = Page.objects.filter(slug=item.slug).first()
    if version is None:
        if is_taken(item.slug):
            return "skipped", TAKEN
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
