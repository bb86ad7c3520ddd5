"""The states of a story, and the one place that says which rows readers may get.

A working copy (`update_of`) is a row of its own that readers never see: only its story is published.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy


class ArticleStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("status", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("status", "Submitted")
    RETURNED = "returned", pgettext_lazy("status", "Returned")
    APPROVED = "approved", pgettext_lazy("status", "Approved")
    PUBLISHED = "published", pgettext_lazy("status", "Published")
    WITHDRAWN = "withdrawn", pgettext_lazy("status", "Withdrawn")
    SPIKED = "spiked", pgettext_lazy("status", "Spiked")


STATUSES_UNDER_WAY = (
    ArticleStatus.DRAFT, ArticleStatus.SUBMITTED, ArticleStatus.RETURNED, ArticleStatus.APPROVED,
)  # fmt: skip
ONCE_APPROVED = [ArticleStatus.APPROVED, ArticleStatus.PUBLISHED, ArticleStatus.WITHDRAWN]

# Stories that are published: readers see them now, or as soon as their time has come
# (`ArticleQuerySet.public`).
PUBLISHED_STORY = Q(status=ArticleStatus.PUBLISHED, update_of__isnull=True)
# Stories that are or were published: what was withdrawn still answers at its address, with the reason.
PUBLISHED_OR_WITHDRAWN = Q(status__in=[ArticleStatus.PUBLISHED, ArticleStatus.WITHDRAWN])
PUBLIC_RECORD = PUBLISHED_OR_WITHDRAWN & Q(update_of__isnull=True)
# Rows that are no published story: under way, put away or withdrawn, and updates that are not merged.
AT_DESK = (~Q(status=ArticleStatus.PUBLISHED) | Q(update_of__isnull=False)) & Q(merged_revision__isnull=True)
# Rows that are open to their writers and to named editors alone, until readers have them.
CONFIDENTIAL = Q(confidants__isnull=False)

# The first two as SQL, for triggers and for statements that no queryset can say. A test compares both
# spellings.


def published_sql(row=""):
    """Return PUBLISHED_STORY as a condition on `row`, the alias of articles_article with its dot ("NEW.")."""
    return f"{row}status = 'published' AND {row}update_of_id IS NULL"


def public_record_sql(row=""):
    """Return PUBLIC_RECORD as a condition on `row`, the alias of articles_article with its dot ("OLD.")."""
    return f"{row}status IN ('published', 'withdrawn') AND {row}update_of_id IS NULL"
