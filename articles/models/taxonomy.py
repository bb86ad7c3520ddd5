"""Where a story belongs: category, region and tags."""

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Lower, Substr
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase


class TreeQuerySet(models.QuerySet):
    def within(self, node):
        """The node itself and everything below it."""
        return self.filter(Q(path=node.path) | Q(path__startswith=f"{node.path}/"))


class TreeNode(models.Model):
    """A node of a tree that is read far more often than it is changed: each knows its path from the root."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("slug"), max_length=80)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    path = models.CharField(max_length=255, unique=True, editable=False)

    objects = TreeQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(condition=~Q(parent=F("id")), name="%(class)s_is_not_its_own_parent"),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        """Keeps the path; a moved or renamed node takes its descendants along."""
        path = f"{self.parent.path}/{self.slug}" if self.parent else self.slug
        old, self.path = self.path, path
        with transaction.atomic():
            if self.pk and old and old != path:
                below = type(self).objects.filter(path__startswith=f"{old}/")
                below.update(path=Concat(Value(path), Substr("path", len(old) + 1)))
            super().save(*args, **kwargs)

    def clean(self):
        if self.pk and self.parent_id and type(self).objects.within(self).filter(pk=self.parent_id).exists():
            raise ValidationError({"parent": _("A part cannot contain the whole it belongs to.")})

    def trail(self):
        """From the root to this node; costs a query for each ancestor that was not fetched with it."""
        return [*self.parent.trail(), self] if self.parent else [self]


class Category(TreeNode):
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta(TreeNode.Meta):
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def get_absolute_url(self):
        return reverse("category", args=[self.path])


class Region(TreeNode):
    class Kind(models.TextChoices):
        PROVINCE = "province", _("province")
        REGENCY = "regency", _("regency (kabupaten)")
        CITY = "city", _("city (kota)")
        DISTRICT = "district", _("district (kecamatan)")

    class TimeZone(models.TextChoices):
        WIB = "Asia/Jakarta", "WIB"
        WITA = "Asia/Makassar", "WITA"
        WIT = "Asia/Jayapura", "WIT"

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    dateline = models.CharField(
        _("dateline"), max_length=60, blank=True, help_text=_("As printed before the text; empty: the name.")
    )
    aliases = ArrayField(
        models.CharField(max_length=60),
        default=list,
        blank=True,
        verbose_name=_("other names"),
        help_text=_("Separated by commas."),
    )
    time_zone = models.CharField(_("time zone"), max_length=20, choices=TimeZone, default=TimeZone.WIB)

    class Meta(TreeNode.Meta):
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        constraints = [
            *TreeNode.Meta.constraints,
            # A region's address carries its slug alone, so the slug is unique in the whole tree.
            models.UniqueConstraint(fields=["slug"], name="region_slug_unique"),
            models.CheckConstraint(
                condition=Q(kind__in=["province", "regency", "city", "district"]), name="region_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(time_zone__in=["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]),
                name="region_time_zone_known",
            ),
        ]

    def get_absolute_url(self):
        return reverse("region", args=[self.slug])


class TagQuerySet(models.QuerySet):
    def named(self, names):
        """The tags of these names, in this order, each once; those that are missing are made."""
        wanted = {}
        for name in filter(None, map(Tag.normalise, names)):
            wanted.setdefault(name.lower(), name)
        known = {tag.name.lower(): tag for tag in self.annotate(key=Lower("name")).filter(key__in=wanted)}
        return [known.get(key) or self.create(name=name) for key, name in wanted.items()]


class Tag(TagBase):
    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="tag_name_unique_in_any_case"),
            models.CheckConstraint(condition=Q(name__regex=r"^\S+( \S+)*$"), name="tag_name_is_normalised"),
        ]

    @staticmethod
    def normalise(name):
        return " ".join(name.split())

    def save(self, *args, **kwargs):
        self.name = self.normalise(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("tag", args=[self.slug])
