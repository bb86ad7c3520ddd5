"""What belongs to a story, as JSON in columns of its row, and the instances made of it: statements bring a whole story in one
row, for readers' page and for machines."""

import json

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_datetime

from articles.fragments import parsed, remembered
from articles.models import Credit, Notice, Person, Tag, TaggedArticle
from articles.text import body

# Columns that tell how a story came about, and those that `with_parts` adds
DISCLOSURES = (
    "advertiser", "unverified_note", "verifies_id", "source_name", "source_url", "source_id", "ai_uses", "ai_tool",
)  # fmt: skip
PARTS = ("verifies_row", "verified_row", "credit_rows", "tag_rows", "notice_rows")
_NOTICE = ("id", *Notice.WORDS, "created_at")


def json_rows(rows, **columns):
    """Return an expression for a list of rows as plain data: it costs no query of its own."""
    return ArraySubquery(rows.values(row=JSONObject(**columns)))


def with_parts(stories):
    """Add PARTS to the stories of a queryset."""
    credits = Credit.objects.filter(article=OuterRef("pk")).order_by("order")
    tags = TaggedArticle.objects.filter(content_object=OuterRef("pk")).order_by("tag__name")
    notices = Notice.objects.about_texts().filter(article=OuterRef("pk")).order_by("created_at", "pk")
    return stories.with_verifications().annotate(
        credit_rows=json_rows(
            credits, role=F("role"), order=F("order"), name=F("name"), slug=F("person__slug")
        ),
        tag_rows=json_rows(tags, name=F("tag__name"), slug=F("tag__slug"), parts=F("tag__parts")),
        notice_rows=json_rows(notices, **{name: F(name) for name in _NOTICE}),
    )


def attach_parts(story, row):
    """Give a story the parts of its row: `printed_credits`, `printed_tags`, `text_notices` and both verifications."""
    story.verifies_row, story.verified_row = parsed(row.verifies_row), parsed(row.verified_row)
    story.printed_credits = [_credit(**json.loads(credit)) for credit in row.credit_rows]
    story.printed_tags = [Tag(**json.loads(tag)) for tag in row.tag_rows]
    story.text_notices = [with_time(Notice, notice, article=story) for notice in row.notice_rows]


@remembered
def references(text):
    """Return the numbers of stories, photos and attachments that a body names."""
    return body.references(text)


def with_time(model, text, **values):
    """Return an instance of one of `json_rows` that has a `created_at`."""
    columns = json.loads(text)
    return model(**columns | values | {"created_at": parse_datetime(columns["created_at"])})


def _credit(slug, **columns):
    return Credit(person=Person(slug=slug), **columns)
