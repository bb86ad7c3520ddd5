"""Addresses of before: of the site before Pawarta, and those that a list, person or page here had once."""

from django.db import models
from django.db.models import F, Func
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

# What an old address may lead to: the names of the columns.
KINDS = ("article", "category", "region", "tag", "person", "page")


class LegacyPathQuerySet(models.QuerySet):
    def with_targets(self):
        return self.select_related(*KINDS)

    def target(self, path, kind):
        """Return the row of this kind that an address leads to; None without one."""
        if "\x00" in path:  # which no query can hold
            return None
        rows = self.filter(path=path.lower()).exclude(**{kind: None}).select_related(kind)
        return next((getattr(row, kind) for row in rows), None)


class LegacyPath(models.Model):
    """An address that leads on: `/2018/11/19/judul-lama/` to its story, `/tag/festifal/` to its tag.

    Importers write those of another site, in the spelling of `articles.legacy_paths`. Database triggers write
    those of our own whenever a slug changes, whoever changes it (`articles/models/triggers.py`).
    """

    path = models.CharField(_("old address"), max_length=500, unique=True)
    article = models.ForeignKey("articles.Article", models.CASCADE, null=True, blank=True)
    category = models.ForeignKey("articles.Category", models.CASCADE, null=True, blank=True)
    region = models.ForeignKey("articles.Region", models.CASCADE, null=True, blank=True)
    tag = models.ForeignKey("articles.Tag", models.CASCADE, null=True, blank=True)
    person = models.ForeignKey("articles.Person", models.CASCADE, null=True, blank=True)
    page = models.ForeignKey("articles.Page", models.CASCADE, null=True, blank=True)

    objects = LegacyPathQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Exact(
                    Func(*map(F, KINDS), function="num_nonnulls", output_field=models.IntegerField()), 1
                ),
                name="legacy_path_has_one_target",
            ),
        ]

    def __str__(self):
        return self.path

    @property
    def target(self):
        return next(filter(None, (getattr(self, kind) for kind in KINDS)))
