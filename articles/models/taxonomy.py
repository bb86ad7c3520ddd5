"""Places that a story belongs to: category, region and tags."""

from math import cos, hypot, radians

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import ExpressionWrapper, F, Q, Value
from django.db.models.functions import Concat, Lower, Substr
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase

from articles import zones
from articles.addresses import path_of
from articles.models.search_name import SearchName

DEGREE = 111  # kilometres
NEAR = 40  # kilometres from the middle of a region to a picture that was taken in it


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
        """Return the nodes from the root to this one; costs a query for each ancestor that was not fetched
        with it."""
        return [*self.parent.trail(), self] if self.parent else [self]


class Category(TreeNode):
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta(TreeNode.Meta):
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def get_absolute_url(self):
        return path_of("category", self.path)


class RegionQuerySet(TreeQuerySet):
    def of_picture(self, metadata):
        """Return the region of a picture by what its file says (`intake.Intake.metadata`); None where it does
        not."""
        regions = (self.by_name(place) for place in metadata.get("places", []))
        return next(filter(None, regions), None) or self.near(
            metadata.get("latitude"), metadata.get("longitude")
        )

    def by_name(self, place):
        """Return the smallest region of this name, as it is printed or another name of it; None without
        one."""
        spellings = [f"{before}{place.lower()}" for before in ("", "kabupaten ", "kota ")]
        regions = self.annotate(lower=Lower("name"), printed=Lower("dateline")).filter(
            Q(lower__in=spellings) | Q(printed=place.lower()) | Q(aliases__contains=[place])
        )
        return max(regions, key=lambda region: region.path.count("/"), default=None)

    def near(self, latitude, longitude):
        """The region whose middle is nearest, at most NEAR kilometres away."""
        if latitude is None or longitude is None:
            return None
        return self.nearest_first(latitude, longitude).filter(distance__lte=(NEAR / DEGREE) ** 2).first()

    def nearest_first(self, latitude, longitude):
        """Regions whose middle is known, with the square of its `distance` in degrees."""
        shrink = cos(radians(latitude))  # degrees of longitude grow shorter away from the equator
        north, east = F("latitude") - latitude, (F("longitude") - longitude) * shrink
        distance = ExpressionWrapper(north * north + east * east, output_field=models.FloatField())
        regions = self.exclude(latitude=None).exclude(longitude=None).annotate(distance=distance)
        return regions.order_by("distance", "pk")

    def around(self, region):
        """The region's neighbours of its own sort, the nearest first; without a middle those of the same
        parent."""
        towns = (Region.Kind.REGENCY, Region.Kind.CITY)
        peers = self.filter(kind__in=towns if region.kind in towns else [region.kind]).exclude(pk=region.pk)
        if region.latitude is None:
            return peers.filter(parent=region.parent_id).order_by("name")
        return peers.nearest_first(region.latitude, region.longitude)


class RegionKind(models.TextChoices):
    PROVINCE = "province", _("province")
    REGENCY = "regency", _("regency (kabupaten)")
    CITY = "city", _("city (kota)")
    DISTRICT = "district", _("district (kecamatan)")


class Region(TreeNode):
    Kind = RegionKind
    TimeZone = zones.TimeZone

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
    latitude = models.FloatField(_("latitude of its middle"), null=True, blank=True)
    longitude = models.FloatField(
        _("longitude of its middle"),
        null=True,
        blank=True,
        help_text=_("In degrees; a photo that knows where it was taken finds its place by them."),
    )

    objects = RegionQuerySet.as_manager()

    class Meta(TreeNode.Meta):
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        constraints = [
            *TreeNode.Meta.constraints,
            # A region's address carries its slug alone, so the slug is unique in the whole tree.
            models.UniqueConstraint(fields=["slug"], name="region_slug_unique"),
            models.CheckConstraint(condition=Q(kind__in=RegionKind.values), name="region_kind_known"),
            models.CheckConstraint(
                condition=Q(time_zone__in=zones.TimeZone.values), name="region_time_zone_known"
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="region_middle_is_a_point",
            ),
        ]

    def save(self, *args, **kwargs):
        """Keeps the path, and takes the name up for search."""
        super().save(*args, **kwargs)
        SearchName.objects.learn_places([self.name, self.dateline, *self.aliases])

    def get_absolute_url(self):
        return path_of("region", self.slug)

    def kilometres_to(self, other):
        """Return the kilometres from middle to middle, about; None where one of them is not known."""
        if None in (self.latitude, other.latitude):
            return None
        north, east = other.latitude - self.latitude, other.longitude - self.longitude
        return round(hypot(north, east * cos(radians(self.latitude))) * DEGREE)


class TagQuerySet(models.QuerySet):
    def by_names(self, names):
        """Return the tags of these names, in this order, each once; those that are missing are made."""
        spellings = {}
        for name in filter(None, map(Tag.normalise, names)):
            spellings.setdefault(name.lower(), name)
        existing = self.annotate(key=Lower("name")).filter(key__in=spellings)
        tags = {tag.name.lower(): tag for tag in existing}
        return [tags.get(key) or self.create(name=name) for key, name in spellings.items()]


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
        return path_of("tag", self.slug)
