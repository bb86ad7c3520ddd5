"""Traces of reading: how often a story is opened, and the addresses it had before it came here."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ViewCount(models.Model):
    """Page views of one story in one hour. Nothing about the person who read it."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="view_counts")
    hour = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "hour"], name="view_count_one_row_an_hour")]


class LegacyPath(models.Model):
    """An address of the site before Pawarta: `/2018/11/19/judul-lama/` leads to its story, list or person."""

    path = models.CharField(_("old address"), max_length=500, unique=True)
    article = models.ForeignKey("articles.Article", models.CASCADE, null=True, blank=True)
    category = models.ForeignKey("articles.Category", models.CASCADE, null=True, blank=True)
    region = models.ForeignKey("articles.Region", models.CASCADE, null=True, blank=True)
    tag = models.ForeignKey("articles.Tag", models.CASCADE, null=True, blank=True)
    person = models.ForeignKey("articles.Person", models.CASCADE, null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="legacy_path_has_one_target",
                condition=Q(article__isnull=False, category=None, region=None, tag=None, person=None)
                | Q(article=None, category__isnull=False, region=None, tag=None, person=None)
                | Q(article=None, category=None, region__isnull=False, tag=None, person=None)
                | Q(article=None, category=None, region=None, tag__isnull=False, person=None)
                | Q(article=None, category=None, region=None, tag=None, person__isnull=False),
            ),
        ]

    def __str__(self):
        return self.path

    @property
    def target(self):
        return self.article or self.category or self.region or self.tag or self.person
