"""Words of a story for search engines alone, where they shall be others than what readers see.

Columns of the story and a part of its text: whoever approves the text approves them, and revisions keep them.
"""

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.fields import LineField
from articles.text.story_text import META_TAGS, MetaTags


class Robots(models.TextChoices):
    """The word to search engines; without one they may list the story."""

    NOINDEX = "noindex", _("keep it out of search engines")


class MetaTagColumns(models.Model):
    """The columns of `MetaTags`, by the same names."""

    meta_title = LineField(
        _("title for search engines"), max_length=120, blank=True, default="", db_default=""
    )
    meta_description = LineField(
        _("description for search engines"), max_length=320, blank=True, default="", db_default=""
    )
    canonical_url = LineField(
        _("canonical address"),
        max_length=400,
        blank=True,
        default="",
        db_default="",
        validators=[URLValidator(schemes=["http", "https"])],
    )
    robots = models.CharField(
        _("search engines"), max_length=10, choices=Robots, blank=True, default="", db_default=""
    )

    class Meta:
        abstract = True

    @property
    def meta_tags(self):
        """All of them as a value, as they are a part of the story's text."""
        return MetaTags(**{name: getattr(self, name) for name in META_TAGS})

    def tag(self, meta_tags):
        """Make the columns say this; nothing is saved."""
        for name in META_TAGS:
            setattr(self, name, getattr(meta_tags, name))

    @property
    def is_offered_to_search_engines(self):
        """Whether sitemaps and pings name the story: neither hidden from search engines nor a copy of what stands
        elsewhere."""
        return not (self.robots or self.canonical_url)
