"""What a story must have before an action: none to draft, few to submit, all to publish.

A check is a function that takes an article and yields problems; `SUBMIT` and `PUBLISH` list them.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles import body
from articles.models import Article, Credit, Photo


@dataclass(frozen=True)
class Problem:
    field: str  # name of the form field that mends it
    message: str


Check = Callable[[Article], Iterator[Problem]]


def has_text(article):
    if not body.text(article.body):
        yield Problem("body", _("The story has no text yet."))


def has_category(article):
    if not article.category_id:
        yield Problem("category", _("Choose a category."))


def has_region(article):
    if not article.region_id:
        yield Problem("region", _("Choose a region; it also makes the dateline."))


def has_writer(article):
    if not article.credits.filter(role__in=Credit.WRITING_ROLES).exists():
        yield Problem("credits", _("Name at least one writer."))


def photos_of(article):
    """Ids of all its pictures: the lead and those of the text."""
    return {article.lead_photo_id, *body.photo_ids(article.body)} - {None}


def photos_are_ready(article, known=frozenset()):
    """One check for all pictures, but for those that are `known`."""
    photos = Photo.objects.in_bulk(photos_of(article) - known)
    for pk, photo in photos.items():
        field = "lead_photo" if pk == article.lead_photo_id else "body"
        if photo.state == photo.State.KILLED:
            yield Problem(field, _("The photo “%(photo)s” was withdrawn from use.") % {"photo": photo})
        elif photo.lacks:
            lacks = ", ".join(map(str, photo.lacks))
            yield Problem(
                field, _("The photo “%(photo)s” lacks: %(lacks)s.") % {"photo": photo, "lacks": lacks}
            )


def no_photo_is_awaited(article):
    """A mark of Mode HP holds the place of a photo that is still on the phone."""
    if mark := re.search(r"\[foto baru-\w+\]", body.text(article.body)):
        yield Problem(
            "body",
            _(
                "A photo has not been put into the text yet: %(mark)s. Wait until it is sent, or take the mark out."
            )
            % {"mark": mark[0]},
        )


SUBMIT: tuple[Check, ...] = (has_text, has_category, has_region, no_photo_is_awaited)
PUBLISH: tuple[Check, ...] = (*SUBMIT, has_writer, photos_are_ready)


def problems(article: Article, checks: tuple[Check, ...]) -> list[Problem]:
    return [problem for check in checks for problem in check(article)]
