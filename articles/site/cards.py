"""Cards of stories: what every list shows, as rows of `COLUMNS`, and the HTML of each, which is remembered (`fragments.py`)."""

from typing import NamedTuple

from django.template.loader import render_to_string

from articles.fragments import Row, instance_of, remembered
from articles.models import Article, Photo
from articles.models.queryset import CARD_PHOTO_FIELDS
from articles.statements import Statement

COLUMNS = (
    "id", "headline", "slug", "standfirst", "commercial_label", "category_id", "region_id", "status", "published_at",
    *(f"lead_photo__{name}" for name in ("id", *CARD_PHOTO_FIELDS)),
)  # fmt: skip
of_ids = Statement(
    COLUMNS,
    lambda ids, now: Article.objects.public(at=now).filter(pk__in=ids).order_by(),
    ids="bigint[]",
    now="timestamptz",
)


class Card(NamedTuple):
    """A story in a list: its row, and the rows of its category and region in the frame."""

    row: tuple
    category: Row | None
    region: Row | None

    @property
    def pk(self):
        return self.row.id

    @property
    def headline(self):
        return self.row.headline

    @property
    def published_at(self):
        return self.row.published_at


def html(template, card, here, style):
    """Return a card; `here` is the category or region that the list is of, which the card need not say, and `style`
    what the template is told besides, as pairs."""
    belongs = bool(here) and here in (_instance(card.category), _instance(card.region))
    return _html(template, *card, belongs and here._meta.model_name, style)


def _instance(row):
    return row and row.instance


@remembered
def _html(template, row, category, region, here, style):
    article = story(row, category, region)
    return render_to_string(template, {"article": article, "row": row, "here": here, **dict(style)})


def story(row, category, region):
    """Return the instance of a card's row, for a template."""
    article = instance_of(Article, row)
    article.update_of_id = None  # no list has a working copy
    article.category, article.region = _instance(category), _instance(region)
    article.lead_photo = lead_photo(row)
    return article


def lead_photo(row):
    """Return the instance of the lead photo that stands in a row; None without one."""
    return instance_of(Photo, row, "lead_photo__") if getattr(row, "lead_photo__id", None) else None
