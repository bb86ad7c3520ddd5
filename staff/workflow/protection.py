"""Protected persons of a story: whom it must not identify, and the checklist of all places where an identity hides.

Each place is a line of `PLACES`. An answer holds for what stood there, so a place that says something else is asked
anew; before readers get a story that protects somebody, all of them are answered (`checks.identities_are_hidden`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Credit, Person, Region, Related
from articles.text.story_text import digest
from staff.models import ProtectionAnswer
from staff.workflow.manuscript import Manuscript

MOST_NEWER = 2_000  # stories that are looked at for a card that leads here
MOST_SHOWN = 20


@dataclass(frozen=True)
class Place:
    """A place where an identity hides: `read` returns what stands there now, line by line."""

    name: str
    label: Any
    read: Callable[[Manuscript], list[str]]
    field: str = ""  # of the story's form; without one, `address` leads to where it is mended
    address: Callable[[Manuscript], str] | None = None


# ---- What stands in each


def _photos(story):
    return [story.photos[pk] for pk in sorted(story.photo_ids) if pk in story.photos]


def _of_photos(column):
    return lambda story: [str(value) for photo in _photos(story) if (value := getattr(photo, column))]


def _captions(story):
    own = [block.caption for block in story.blocks if block.caption]
    return _of_photos("caption")(story) + own


def _file_names(story):
    """What a picture's file was called stays at the desk; an attachment's name is printed."""
    attachments = story.attachments.values()
    return [attachment.name for attachment in attachments] + [
        str(photo.original.name).rsplit("/", 1)[-1] for photo in _photos(story)
    ]


def _metadata(story):
    """What the library knows of the pictures: readers get a picture without it, the desk and its search do not."""
    return [
        f"{name}: {value}" for photo in _photos(story) for name, value in sorted(photo.metadata.items()) if value
    ]  # fmt: skip


def _picture(story):
    """Messengers show the lead photo, whatever the text says; nobody but a person sees whose face it is."""
    return [str(story.photos[story.lead_id])] if story.lead_id in story.photos else []


def _region(story):
    if not story.region:
        return []
    line = f"{story.region.name} ({story.region.get_kind_display()})"
    if story.region.kind == Region.Kind.DISTRICT:
        line = str(format_lazy(_("{region}: choose the regency or city"), region=line))
    return [line, *([story.text.dateline] if story.text.dateline else [])]


def _names(story):
    return [line.name for line in story.text.credits if line.role not in Credit.WRITING_ROLES] + [
        person.name for person in Person.objects.filter(credits__article__in=story.own_ids, user=None).distinct()
        if any(line.person == person.pk and line.name != person.name for line in story.text.credits)
    ]  # fmt: skip


def _led_to(story):
    """Stories that it leads to: their headline stands beside it, and may say what it does not."""
    return [story.targets[pk].headline for pk in sorted(story.linked_ids) if pk in story.targets]


def _led_from(story):
    """Stories that lead to it: beside their text stands this headline. None can before readers had it."""
    if not (story.article and (since := _published_at(story.article))):
        return []
    pk = root_of(story.article)
    newer = Article.objects.public().filter(published_at__gte=since).newest_first().values("pk")
    in_text = Q(body__contains=f'"/berita/{pk}/', pk__in=newer[:MOST_NEWER])
    by_hand = Q(pk__in=Related.objects.filter(target=pk).values("article"))
    stories = Article.objects.public().filter(in_text | by_hand).exclude(pk__in=story.own_ids)
    return list(stories.order_by("-pk").values_list("headline", flat=True)[:MOST_SHOWN])


def _published_at(article):
    live = article.update_of or article
    return live.published_at


def _picks(story):
    picks = story.article.picks.in_force() if story.article and story.article.pk else ()
    return [str(pick.get_place_display()) for pick in picks]


def _to_photo(story):
    photos = _photos(story)
    return reverse("admin:articles_photo_change", args=[photos[0].pk]) if photos else ""


PLACES = (
    Place("headline", _("headline"), lambda story: [story.text.headline], "headline"),
    Place("standfirst", _("Standfirst"), lambda story: [story.text.standfirst], "standfirst"),
    Place("body", _("Text"), lambda story: story.words.split("\n"), "body"),
    Place("slug", _("Address (slug)"), lambda story: [story.text.slug], "slug"),
    Place("tags", _("Tags"), lambda story: list(story.text.tags), "tag_names"),
    Place("names", _("Names under the text"), _names, "credits"),
    Place("alt", _("Alternative texts of photos"), _of_photos("alt"), address=_to_photo),
    Place("captions", _("Captions"), _captions, address=_to_photo),
    Place("photo_credits", _("Credits of photos"), _of_photos("credit"), address=_to_photo),
    Place("file_names", _("Names of files"), _file_names, "body"),
    Place("metadata", _("Data in the photo files"), _metadata, address=_to_photo),
    Place("picture", _("The picture that shared links show"), _picture, "lead_photo"),
    Place("region", _("Region and dateline: no finer than the regency or city"), _region, "region"),
    Place("led_to", _("Headlines of the stories that it leads to"), _led_to, "related"),
    Place("led_from", _("Stories that lead to it"), _led_from, address=lambda story: reverse("admin:articles_article_changelist")),
    Place("picks", _("Front page"), _picks, address=lambda story: reverse("admin:articles_pick_changelist")),
)  # fmt: skip


# ---- The checklist


@dataclass(frozen=True)
class Line:
    """One line of a story's checklist."""

    place: Place
    texts: list[str]
    digest: str
    answer: ProtectionAnswer | None
    url: str

    @property
    def is_open(self):
        return bool(self.texts) and not self.answer


def root_of(article):
    """Return the number of the live story: it and its updates protect the same persons."""
    return article.update_of_id or article.pk


def lines(story):
    """Return the checklist of a Manuscript; of its answers, those that hold for what stands there now."""
    answers = {
        (answer.place, answer.digest): answer
        for answer in ProtectionAnswer.objects.filter(article=root_of(story.article)).select_related("by")
    }
    form = reverse("admin:articles_article_change", args=[story.article.pk])
    result = []
    for place in PLACES:
        texts = [text for text in place.read(story) if text.strip()]
        url = place.address(story) if place.address else f"{form}#id_{place.field}"
        sign = digest(texts)
        result.append(Line(place, texts, sign, answers.get((place.name, sign)), url))
    return result


def open_lines(story):
    return [line for line in lines(story) if line.is_open]
