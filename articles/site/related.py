"""Baca Juga by likeness: shared tags weighted by rarity, same region, same category, nearness in time.

Computed when something is published and kept on the row, so that a reader's page only looks it up. More
ids are kept than are shown: what is withdrawn later leaves no gap.
"""

import math
from datetime import timedelta

from django.db.models import Case, Count, F, FloatField, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Abs, Coalesce, Exp, Extract

from articles.models import Article, Tag, TaggedArticle

MOST_IDS = 12
NEAR = timedelta(days=90)  # how far a story of the same region or category may lie without a shared tag
SAME_REGION, SAME_CATEGORY = 0.6, 0.3  # a tag that one other story carries weighs 1
HALF_LIFE_DAYS = 45


def similar_ids(article):
    """Return the ids of the public stories most like this one, best first, never itself."""
    weights = _tag_weights(article)
    shared = (
        TaggedArticle.objects.filter(content_object=OuterRef("pk"), tag__in=weights)
        .values("content_object")
        .annotate(
            weight=Sum(
                Case(*(When(tag=tag, then=Value(w)) for tag, w in weights.items()), default=Value(0.0))
            )
        )
        .values("weight")
    )
    near = Q(published_at__range=(article.published_at - NEAR, article.published_at + NEAR)) & (
        Q(region=article.region_id) | Q(category=article.category_id)
    )
    with_tag = Q(pk__in=TaggedArticle.objects.filter(tag__in=weights).values("content_object"))
    days = Extract(F("published_at") - Value(article.published_at), "epoch") / 86400.0
    likeness = (
        Coalesce(Subquery(shared, output_field=FloatField()), 0.0)
        + Case(When(region=article.region_id, then=Value(SAME_REGION)), default=Value(0.0))
        + Case(When(category=article.category_id, then=Value(SAME_CATEGORY)), default=Value(0.0))
    ) * Exp(-Abs(days) * math.log(2) / HALF_LIFE_DAYS, output_field=FloatField())
    candidates = Article.objects.public().exclude(pk=article.pk).filter(near | with_tag)
    return list(
        candidates.order_by(likeness.desc(), "-published_at", "-pk").values_list("pk", flat=True)[:MOST_IDS]
    )


def _tag_weights(article):
    """Return {tag id: weight}: 1 for a tag that one other story carries, less the more carry it."""
    tags = Tag.objects.filter(tagged_items__content_object=article).annotate(
        uses=Subquery(
            TaggedArticle.objects.filter(tag=OuterRef("pk")).values("tag").annotate(n=Count("pk")).values("n")
        )
    )
    return {tag.pk: 1 / math.log2(max(tag.uses, 2)) for tag in tags}


def refresh(article_id):
    """Find the lists of this story and of those it is like anew; do nothing for one that was taken back
    meanwhile."""
    article = Article.objects.filter(pk=article_id, status=Article.Status.PUBLISHED).first()
    if not article:
        return
    ids = similar_ids(article)
    Article.objects.filter(pk=article_id).update(similar_ids=ids)
    for neighbour in Article.objects.filter(pk__in=ids):
        Article.objects.filter(pk=neighbour.pk).update(similar_ids=similar_ids(neighbour))
