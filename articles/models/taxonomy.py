"""Places that a story belongs to: category, region and tags."""

import re
from math import cos, hypot, radians

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import IntegrityError, models, transaction
from django.db.models import ExpressionWrapper, F, Q, Value
from django.db.models.functions import Coalesce, Concat, Length, Lower, NullIf, Substr
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from taggit.models import TagBase

from articles import zones
from articles.addresses import path_of
from articles.models.addressed import SLUG_HELP, Addressed
from articles.models.fields import LineField, LinesField
from articles.models.merger import Merger
from articles.models.search_name import SearchName
from articles.places import indonesia
from articles.slugs import slug_of
from articles.text.lines import clean_tag

DEGREE = 111  # kilometres
_SORT = re.compile(r"^(kabupaten|kab\.?|kota|kecamatan|kec\.?|provinsi)\s+", re.IGNORECASE)
NEAR = 40  # kilometres from the middle of a region to a picture that was taken in it


class TreeQuerySet(models.QuerySet):
    def within(self, node):
        """The node itself and everything below it."""
        return self.filter(Q(path=node.path) | Q(path__startswith=f"{node.path}/"))


class TreeNode(Addressed):
    """A node of a tree that is read far more often than it is changed: each knows its path from the root."""

    name = LineField(_("name"), max_length=80)
    slug = models.SlugField(_("slug"), max_length=80, blank=True, help_text=SLUG_HELP)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    path = models.CharField(max_length=255, unique=True, editable=False)

    objects = TreeQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["path"]
        constraints = [
            *Addressed.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(parent=F("id")),
                name="%(class)s_is_not_its_own_parent",
                violation_error_message=_("A part cannot contain the whole it belongs to."),
            ),
            models.CheckConstraint(
                condition=Q(path__regex=Concat(Value("^([-a-zA-Z0-9_]+/)*"), F("slug"), Value("$"))),
                name="%(class)s_path_ends_in_its_slug",
            ),
        ]

    def _save(self, *args, update_fields=None, **kwargs):
        """Keeps the path; a moved or renamed node takes its descendants along."""
        old, self.path = self.path, self.path_with(self.slug)
        if update_fields is not None and old != self.path:
            update_fields = {*update_fields, "path"}
        with transaction.atomic():
            if self.pk and old and old != self.path:
                below = type(self).objects.filter(path__startswith=f"{old}/")
                below.update(path=Concat(Value(self.path), Substr("path", len(old) + 1)))
            super()._save(*args, update_fields=update_fields, **kwargs)

    def path_with(self, slug):
        """Return the path from the root that this node would have with this slug."""
        return f"{self.parent.path}/{slug}" if self.parent else slug

    def clean(self):
        """Refuse a place inside itself, and one so deep that no address can hold it."""
        if self.pk and self.parent_id and type(self).objects.within(self).filter(pk=self.parent_id).exists():
            raise ValidationError({"parent": _("A part cannot contain the whole it belongs to.")})
        super().clean()
        most = self._meta.get_field("path").max_length
        slug = self.slug or slug_of(self.name, self.FALLBACK, 80)
        if len(self.path_with(slug)) + self._length_below() > most:
            message = _(
                "The address of “%(name)s” would be too long. Choose a shorter slug or another whole."
            )
            raise ValidationError({"slug": message % {"name": self.name}})

    def validate_constraints(self, exclude=None):
        """Leave out the path, which is written with the next save."""
        super().validate_constraints({*(exclude or ()), "path"})

    def _length_below(self):
        """Return the number of characters by which the longest path below is longer than this one."""
        if not self.pk:
            return 0
        below = type(self).objects.filter(path__startswith=f"{self.path}/").annotate(length=Length("path"))
        longest = below.order_by("-length").values_list("length", flat=True).first()
        return longest - len(self.path) if longest else 0

    def trail(self):
        """Return the nodes from the root to this one; costs a query for each ancestor that was not fetched
        with it."""
        return [*self.parent.trail(), self] if self.parent else [self]


class CategoryQuerySet(TreeQuerySet):
    def in_menu_order(self):
        """Sort sections as the site's menu does, each before its own parts."""
        of_section = (Coalesce("parent__order", "order"), Coalesce("parent__name", "name"))
        return self.order_by(*of_section, F("parent").asc(nulls_first=True), "order", "name")


class Category(TreeNode):
    FALLBACK = "kategori"

    objects = CategoryQuerySet.as_manager()

    RESERVED = frozenset({"feed"})  # `/kategori/olahraga/feed/` is the feed of the category above

    order = models.PositiveSmallIntegerField(_("order"), default=100)
    is_without_ads = models.BooleanField(
        _("without advertisements"),
        default=False,
        db_default=False,
        help_text=_("For obituaries and the like: neither its lists nor its stories show any."),
    )

    class Meta(TreeNode.Meta):
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        constraints = [
            *TreeNode.Meta.constraints,
            models.CheckConstraint(condition=~Q(slug="feed"), name="category_is_no_feed"),
        ]

    def get_absolute_url(self):
        return path_of("category", self.path)

    def address(self, slug):
        return path_of("category", self.path_with(slug))

    def peers(self):
        return super().peers().filter(parent=self.parent_id)


NO_TOWN = _("your town")  # in examples of a newsroom without regions


class RegionQuerySet(TreeQuerySet):
    def example_place(self):
        """Return the place that examples name: as datelines print the newsroom's first town."""
        towns = self.exclude(kind=Region.Kind.PROVINCE).order_by("pk")
        town = towns.values_list(Coalesce(NullIf("dateline", Value("")), "name"), flat=True).first()
        return town or str(NO_TOWN)

    def of_picture(self, metadata):
        """Return the region of a picture by what its file says (`intake.Intake.metadata`); None where it does
        not."""
        regions = (self.by_name(place) for place in metadata.get("places", []))
        return next(filter(None, regions), None) or self.near(
            metadata.get("latitude"), metadata.get("longitude")
        )

    def named(self, place):
        """Regions of this name, as it is printed or another name of it; "Probolinggo" is a city and a
        regency, "Kab. Lumajang" the regency Lumajang."""
        spellings = [f"{before}{place.lower()}" for before in ("", "kabupaten ", "kota ")]
        of_its_kind = Q()
        if prefix := _SORT.match(place):
            kind = _KIND_OF_PREFIX[prefix[1].lower()[:3]]
            of_its_kind = Q(lower=place[prefix.end() :].lower(), kind=kind)
        return self.annotate(lower=Lower("name"), printed=Lower("dateline")).filter(
            Q(lower__in=spellings) | Q(printed=place.lower()) | Q(aliases__contains=[place]) | of_its_kind
        )

    def by_name(self, place):
        """Return the smallest region of this name; None without one."""
        return max(self.named(place), key=lambda region: region.path.count("/"), default=None)

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


_KIND_OF_PREFIX = {
    "kab": RegionKind.REGENCY,
    "kot": RegionKind.CITY,
    "kec": RegionKind.DISTRICT,
    "pro": RegionKind.PROVINCE,
}


class Region(TreeNode):
    FALLBACK = "daerah"
    Kind = RegionKind
    TimeZone = zones.TimeZone

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    code = LineField(
        _("code"),
        max_length=8,
        blank=True,
        db_default="",
        validators=[
            RegexValidator(
                rf"^{indonesia.CODE.pattern}\Z", _("A code is written like 35, 35.13 or 35.13.01.")
            )
        ],
        help_text=_(
            "The Ministry of Home Affairs' number, such as 35.13; by it the table of Indonesia's regions knows this one."
        ),
    )
    dateline = LineField(
        _("dateline"), max_length=60, blank=True, help_text=_("As printed before the text; empty: the name.")
    )
    aliases = ArrayField(
        LineField(max_length=60),
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
            models.UniqueConstraint(
                fields=["code"],
                condition=~Q(code=""),
                name="region_code_unique",
                violation_error_message=_("Another region has this code already."),
            ),
            models.CheckConstraint(
                condition=Q(code="") | Q(code__regex=rf"^{indonesia.CODE.pattern}$"), name="region_code_known"
            ),
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

    def _save(self, *args, **kwargs):
        """Take the names up for search."""
        super()._save(*args, **kwargs)
        SearchName.objects.learn_places([self.name, self.dateline, *self.aliases])

    def clean(self):
        """Refuse a zone that its province has not, for zones end with provinces, and a code of another kind of region."""
        super().clean()
        if self.parent and self.parent.time_zone != self.time_zone:
            zone = self.parent.get_time_zone_display()
            message = _("%(name)s has %(zone)s, and so has every part of it.")
            raise ValidationError({"time_zone": message % {"name": self.parent.name, "zone": zone}})
        if indonesia.CODE.fullmatch(self.code):
            self._check_code()

    def _check_code(self):
        """Raise ValidationError where the code is of another kind of region, or of a province with another zone."""
        if self.kind and self.kind not in indonesia.KINDS_OF_LENGTH[len(self.code)]:
            raise ValidationError({"code": _("This is the code of another kind of region.")})
        province = indonesia.places().get(self.code[:2])
        if province and self.time_zone != province.zone:
            zone = {"place": province.name, "zone": self.TimeZone(province.zone).label}
            raise ValidationError({"time_zone": _("%(place)s is in %(zone)s.") % zone})

    def address(self, slug):
        return path_of("region", slug)

    def names(self):
        """Return the names that people call it by: “Kabupaten Kediri” is also Kediri."""
        bare = _SORT.sub("", self.name)
        return [self.name, bare, *filter(None, [self.dateline]), *self.aliases]

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
        tags = self.spelled(spellings.values())
        return list(dict.fromkeys(tags.get(name) or self._get_or_make(name) for name in spellings.values()))

    def spelled(self, names):
        """Return {name: tag} for those of these names that are a tag's in whatever case.

        The database says which letters are the same: Python has another opinion of some, as of “İ”.
        """
        rows = self.raw(
            "SELECT tag.*, spelling FROM unnest(%s::text[]) spelling"
            " JOIN articles_tag tag ON lower(tag.name) = lower(spelling)",
            [list(names)],
        )
        return {tag.spelling: tag for tag in rows}

    def formerly(self, names):
        """Return {name: tag} for those of these names that the tag had before it was renamed, or whose tag was
        merged into that one, and which no tag has since."""
        by_key = {name.lower(): name for name in names}
        holders = self.filter(former_names__overlap=list(by_key)) if by_key else ()
        tags = {by_key[key]: tag for tag in holders for key in tag.former_names if key in by_key}
        targets = Merger.objects.targets_by_name("tag", names)
        present = self.in_bulk(targets.values())
        tags |= {name: present[pk] for name, pk in targets.items() if pk in present}
        again = self.spelled(tags) if tags else {}
        return {name: tag for name, tag in tags.items() if name not in again}

    def names_of_today(self, names):
        """Return these names as the tags are called today: renamed, merged, spelled in other capitals."""
        former = self.formerly(names)
        others = set(names).difference(former)
        present = self.spelled(others) if others else {}
        today = {name: tag.name for name, tag in (former | present).items()}
        return tuple(sorted({today.get(name, name) for name in names}))

    def _get_or_make(self, name):
        """Return the tag that had this name, or the one that it was merged into; else a new one."""
        if tag := self.formerly([name]).get(name):
            return tag
        try:
            with transaction.atomic():
                return self.create(name=name)
        except IntegrityError:  # somebody made it in this moment
            if tag := self.spelled([name]).get(name):
                return tag
            raise


class Tag(Addressed, TagBase):
    FALLBACK = "tag"

    name = LineField(pgettext_lazy("A tag name", "name"), unique=True, max_length=100, cleaning=clean_tag)
    slug = models.SlugField(_("slug"), max_length=100, unique=True, blank=True, help_text=SLUG_HELP)

    intro = LinesField(
        _("introduction"),
        max_length=1000,
        blank=True,
        db_default="",
        help_text=_("What the matter is about, above its stories. Empty: the page is a plain list."),
    )
    parts = ArrayField(
        models.BigIntegerField(),
        default=list,
        blank=True,
        db_default=[],
        verbose_name=_("parts in order"),
        help_text=_("Ids of the stories of a series, in the order in which they are to be read."),
    )
    former_names = ArrayField(
        models.CharField(max_length=100),
        default=list,
        db_default=[],
        editable=False,
        help_text="In lower case; texts that were written before a new name still say them.",
    )

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]
        indexes = [GinIndex(fields=["former_names"], name="tag_former_names")]
        constraints = [
            *Addressed.Meta.constraints,
            models.UniqueConstraint(
                Lower("name"),
                name="tag_name_unique_in_any_case",
                violation_error_message=_("There is a tag of this name already."),
            ),
            models.CheckConstraint(condition=Q(name__regex=r"^\S+( \S+)*$"), name="tag_name_is_normalised"),
        ]

    normalise = staticmethod(clean_tag)

    def save(self, *args, update_fields=None, **kwargs):
        self.name = self.normalise(self.name)
        self._keep_former_name()
        if update_fields is not None:
            update_fields = {*update_fields, "former_names"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def _keep_former_name(self):
        before = Tag.objects.filter(pk=self.pk).values_list("name", flat=True).first() if self.pk else None
        if before and before.lower() != self.name.lower():
            names = dict.fromkeys([*self.former_names, before.lower()])
            self.former_names = [name for name in names if name != self.name.lower()]

    def address(self, slug):
        return path_of("tag", slug)

    def part_of(self, pk):
        """Return the number of a story among the parts of the series; None where it is none of them."""
        return self.parts.index(pk) + 1 if pk in self.parts else None

    def story_ids(self):
        return self.tagged_items.values_list("content_object", flat=True)

    def give_stories_to(self, other):
        """Let the stories of this tag have the other one instead."""
        twice = other.tagged_items.values("content_object")
        self.tagged_items.filter(content_object__in=twice).delete()
        self.tagged_items.update(tag=other)
        names = dict.fromkeys([*other.former_names, *self.former_names])
        Tag.objects.filter(pk=other.pk).update(former_names=list(names))

    def clean(self):
        """Refuse the name of another tag, and name it."""
        self.name = self.normalise(self.name)
        other = Tag.objects.spelled([self.name]).get(self.name)
        if other and other.pk != self.pk:
            message = _("“%(name)s” is there already. Choose another name, or merge the two.")
            raise ValidationError({"name": message % {"name": other}})
        super().clean()
