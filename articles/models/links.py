"""Rows that lead from a story to its tags, to the photos in its text and to other stories."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase

from articles.models.credit import listed_at
from articles.models.photo import Photo
from articles.models.taxonomy import Tag


class TaggedArticle(ItemBase):
    content_object = models.ForeignKey("articles.Article", models.CASCADE, related_name="tagged_items")
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="tagged_items")
    published_at = listed_at()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="tagged_article_tag_once")
        ]
        indexes = [
            models.Index(
                fields=["tag", "-published_at", "-content_object"],
                name="tagged_article_in_list",
                condition=Q(published_at__isnull=False),
            )
        ]


class PhotoUse(models.Model):
    """A photo that stands in a story's text.

    The text decides; this row finds the stories and keeps the photo.
    """

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="photo_uses")
    photo = models.ForeignKey(Photo, models.PROTECT, related_name="uses")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "photo"], name="photo_use_once")]


class Related(models.Model):
    """A Baca Juga link at the end of a story, picked by hand."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="related_links")
    target = models.ForeignKey(
        "articles.Article", models.PROTECT, related_name="related_from", verbose_name=_("story")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("related story")
        verbose_name_plural = _("Baca Juga")
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(condition=~Q(article=F("target")), name="related_is_another_story"),
            models.UniqueConstraint(fields=["article", "target"], name="related_once"),
            models.UniqueConstraint(
                fields=["article", "order"], name="related_in_order", deferrable=models.Deferrable.DEFERRED
            ),
        ]

    def __str__(self):
        return str(self.target)
