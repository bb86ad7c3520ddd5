"""Templates of stories that come again and again."""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Category
from articles.models.fields import LineField, LongLineField

# A mark is a place in a template that the writer fills in: "[nama jalan]".
MARK = re.compile(r"\[[^\[\]\n]{2,300}\]")


class StoryTemplateQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def marks(self):
        """Return the marks of all templates, inactive ones too."""
        texts = self.values_list("headline", "standfirst", "body")
        return {mark for parts in texts for text in parts for mark in MARK.findall(text)}


class StoryTemplate(models.Model):
    """A text for stories of one sort, with [marks] for the facts.

    `staff.workflow.checks` lets no mark be published.
    """

    name = LineField(_("name"), max_length=40, unique=True)
    headline = LineField(_("headline"), max_length=200)
    standfirst = LongLineField(_("standfirst"), max_length=400, blank=True)
    body = models.TextField(_("body"), max_length=20_000)
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("category")
    )
    tags = LineField(_("tags"), max_length=200, blank=True, help_text=_("Separated by commas."))
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    is_active = models.BooleanField(_("offered"), default=True)

    objects = StoryTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("story template")
        verbose_name_plural = _("story templates")
        ordering = ["order", "name"]

    def __str__(self):
        return self.name

    def as_typed(self):
        """Return the template as a form sends it: see `Scratch.data`."""
        return {
            "headline": [self.headline],
            "standfirst": [self.standfirst],
            "body": [self.body],
            "category": [str(self.category_id or "")],
            "tag_names": [self.tags],
        }
