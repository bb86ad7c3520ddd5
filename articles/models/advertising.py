"""Advertising space: where it is on readers' pages, which orders stand in it, and how often each was seen.

Nothing is kept of who saw or pressed an advertisement.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import connection, models
from django.db.models import F, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models.fields import LineField

MOST_AFTER = 40  # paragraphs, stories or blocks before a space
LONGEST_CODE = 10_000  # characters of what a network gives its customers


class AdPlace(models.TextChoices):
    FRONT = "front", _("front page: at the top")
    BLOCKS = "blocks", _("front page: between the blocks")
    LIST = "list", _("lists: between the stories")
    STORY = "story", _("story: between the paragraphs")
    RAIL = "rail", _("story: beside the text, on wide screens")
    FOOT = "foot", _("at the foot of the page")


class NarrowSize(models.TextChoices):
    """Sizes that a phone has room for, in CSS pixels."""

    LINE = "320x50", "320 × 50"
    DOUBLE_LINE = "320x100", "320 × 100"
    BOX = "300x250", "300 × 250"


class WideSize(models.TextChoices):
    LINE = "468x60", "468 × 60"
    BOX = "300x250", "300 × 250"
    LARGE_BOX = "336x280", "336 × 280"
    BOARD = "728x90", "728 × 90"
    LARGE_BOARD = "970x90", "970 × 90"
    BILLBOARD = "970x250", "970 × 250"
    COLUMN = "160x600", "160 × 600"
    WIDE_COLUMN = "300x600", "300 × 600"


@dataclass(frozen=True)
class Shape:
    """The room of a place. `unit` is what stands before it: `after` counts that."""

    wide: tuple[WideSize, ...]
    unit: str = ""
    is_wide_only: bool = False


_ACROSS = (WideSize.BOARD, WideSize.LARGE_BOARD, WideSize.BILLBOARD, WideSize.LINE, WideSize.BOX)
SHAPES = {
    AdPlace.FRONT: Shape(_ACROSS),
    AdPlace.BLOCKS: Shape(_ACROSS, _("blocks")),
    AdPlace.LIST: Shape(_ACROSS, pgettext_lazy("advertisement", "stories")),
    AdPlace.STORY: Shape((WideSize.BOX, WideSize.LARGE_BOX, WideSize.LINE), _("paragraphs")),
    AdPlace.RAIL: Shape((WideSize.COLUMN, WideSize.WIDE_COLUMN, WideSize.BOX), is_wide_only=True),
    AdPlace.FOOT: Shape(_ACROSS),
}


class AdSlot(models.Model):
    """A space on readers' pages. It is empty, and leaves no trace, until an order fills it."""

    Place = AdPlace

    place = models.CharField(_("place"), max_length=10, choices=AdPlace)
    after = models.PositiveSmallIntegerField(
        _("after how many"),
        default=0,
        validators=[MaxValueValidator(MOST_AFTER)],
        help_text=_("Paragraphs of a story, stories of a list, blocks of the front page. Elsewhere 0."),
    )
    narrow = models.CharField(
        _("size on phones"),
        max_length=10,
        choices=NarrowSize,
        blank=True,
        default=NarrowSize.DOUBLE_LINE,
        help_text=_("The height is reserved before anything is loaded, so that the text stays where it is."),
    )
    wide = models.CharField(_("size on wide screens"), max_length=10, choices=WideSize)
    is_open = models.BooleanField(_("open"), default=True, help_text=_("A closed one shows nothing."))

    class Meta:
        verbose_name = _("advertising space")
        verbose_name_plural = _("advertising spaces")
        ordering = ["place", "after"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "after"],
                name="ad_slot_once_a_place",
                violation_error_message=_("This space is there already."),
            ),
            models.CheckConstraint(condition=Q(place__in=AdPlace.values), name="ad_slot_place_known"),
            models.CheckConstraint(
                condition=Q(narrow__in=["", *NarrowSize.values]), name="ad_slot_narrow_known"
            ),
            models.CheckConstraint(condition=Q(wide__in=WideSize.values), name="ad_slot_wide_known"),
            models.CheckConstraint(
                condition=Q(place=AdPlace.RAIL) & Q(narrow="") | ~Q(place=AdPlace.RAIL) & ~Q(narrow=""),
                name="ad_slot_narrow_but_in_the_rail",
            ),
        ]

    def __str__(self):
        label = str(AdPlace(self.place).label) if self.place in AdPlace.values else self.place
        return f"{label} ({self.after})" if self.after else label

    @property
    def sizes(self):
        """Return {"narrow": (width, height), "wide": …} of the files that an order for it needs."""
        return {name: size_of(getattr(self, name)) for name in ("narrow", "wide") if getattr(self, name)}

    def clean(self):
        shape, errors = SHAPES.get(self.place), {}
        if not shape:
            return  # its own field says so
        if shape.unit and not self.after:
            errors["after"] = _("Say after how many %(unit)s it stands: at least 1.") % {"unit": shape.unit}
        if not shape.unit and self.after:
            errors["after"] = _("This place has nothing before it that could be counted: write 0.")
        if self.wide not in shape.wide:
            sizes = ", ".join(str(size.label) for size in shape.wide)
            errors["wide"] = _("This place has room for: %(sizes)s.") % {"sizes": sizes}
        if shape.is_wide_only and self.narrow:
            errors["narrow"] = _("Phones do not show this place: choose none.")
        if not shape.is_wide_only and not self.narrow:
            errors["narrow"] = _("Choose the size that phones show.")
        if self.pk and self._is_resized() and self.advertisements.not_over().exists():
            errors["wide"] = _(
                "Orders stand in this space with files of its size. Make another space for another size."
            )
        if errors:
            raise ValidationError(errors)

    def _is_resized(self):
        before = AdSlot.objects.filter(pk=self.pk).values_list("narrow", "wide").first()
        return before != (self.narrow, self.wide)


def size_of(text):
    """Return (width, height) of `320x100`."""
    width, height = text.split("x")
    return int(width), int(height)


class AdvertisementQuerySet(models.QuerySet):
    def running(self, at=None):
        """Orders that readers get now, in spaces that are open."""
        at = at or timezone.now()
        return self.filter(
            slot__is_open=True, is_paused=False, delivered_at=None, starts_at__lte=at, ends_at__gt=at
        )

    def not_over(self):
        return self.filter(ends_at__gt=timezone.now())

    def with_totals(self):
        return self.annotate(views=Sum("counts__views", default=0), clicks=Sum("counts__clicks", default=0))

    def end_delivered(self, ids):
        """Note which of these orders were seen as often as was agreed: their space is free again."""
        for order in self.filter(pk__in=ids, delivered_at=None).exclude(most_views=None):
            if order.is_delivered():
                self.filter(pk=order.pk).update(delivered_at=timezone.now())


def banner_path(advertisement, name):
    """Return where a banner is kept: under a name that no list of files tells, and that no filter of browsers takes for
    an advertisement of somebody else."""
    return f"ruang/{secrets.token_hex(8)}.webp"


class Advertisement(models.Model):
    """An advertiser's order for one space: the house's own banner, or the code of a network."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("advertisement", "waiting")
        RUNNING = "running", pgettext_lazy("advertisement", "running")
        PAUSED = "paused", pgettext_lazy("advertisement", "stopped")
        DELIVERED = "delivered", pgettext_lazy("advertisement", "delivered")
        OVER = "over", pgettext_lazy("advertisement", "over")

    advertiser = LineField(
        _("advertiser"), max_length=80, help_text=_("Readers see it beside the word “Iklan”.")
    )
    reference = LineField(
        pgettext_lazy("advertisement", "order"),
        max_length=80,
        blank=True,
        help_text=_("Number or name of the order. Readers do not see it."),
    )
    slot = models.ForeignKey(
        AdSlot, models.PROTECT, related_name="advertisements", verbose_name=_("advertising space")
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    most_views = models.PositiveIntegerField(
        _("at most so many views"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: as many as come. A few more may be counted before the last page shows it."),
    )
    link = LineField(
        _("address"),
        max_length=500,
        blank=True,
        validators=[URLValidator(schemes=["https", "http"])],
        help_text=_("Where a press on the banner leads."),
    )
    alt = LineField(
        _("words of the banner"), max_length=200, blank=True, help_text=_("For those who cannot see it.")
    )
    narrow = models.FileField(_("banner on phones"), upload_to=banner_path, blank=True, editable=False)
    wide = models.FileField(_("banner on wide screens"), upload_to=banner_path, blank=True, editable=False)
    code = models.TextField(
        _("code of a network"),
        max_length=LONGEST_CODE,
        blank=True,
        help_text=_(
            "Instead of a banner. It runs in a frame of its own, sees nothing of the page, and waits for the reader's consent."
        ),
    )
    # Ids and no keys: a section that is gone only has no page any more.
    categories = ArrayField(
        models.BigIntegerField(), verbose_name=_("only in these categories"), default=list, blank=True
    )
    regions = ArrayField(
        models.BigIntegerField(), verbose_name=_("only in these regions"), default=list, blank=True
    )
    is_paused = models.BooleanField(_("stopped"), default=False, help_text=_("Readers do not get it."))
    delivered_at = models.DateTimeField(_("delivered"), null=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AdvertisementQuerySet.as_manager()

    class Meta:
        verbose_name = _("advertisement")
        verbose_name_plural = _("advertisements")
        ordering = ["-ends_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="advertisement_ends_after_its_start",
                violation_error_message=_("The period ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(code="") & ~Q(link="") & ~Q(wide="")
                | ~Q(code="") & Q(narrow="", wide="", link=""),
                name="advertisement_is_banner_or_code",
            ),
            models.CheckConstraint(
                condition=Q(most_views=None) | Q(most_views__gt=0), name="advertisement_most_views_counts"
            ),
        ]

    def __str__(self):
        return " – ".join(filter(None, [self.advertiser, self.reference]))

    def state(self, at=None):
        at = at or timezone.now()
        if self.ends_at <= at:
            return self.State.OVER
        if self.delivered_at:
            return self.State.DELIVERED
        if self.is_paused or not self.slot.is_open:
            return self.State.PAUSED
        return self.State.WAITING if self.starts_at > at else self.State.RUNNING

    def totals(self):
        """Return (views, presses)."""
        sums = self.counts.aggregate(views=Sum("views", default=0), clicks=Sum("clicks", default=0))
        return sums["views"], sums["clicks"]

    def is_delivered(self):
        return self.most_views is not None and self.totals()[0] >= self.most_views


class AdCountQuerySet(models.QuerySet):
    def add(self, counts):
        """Add {(id, hour, "views" or "clicks"): number} in one statement. Ids of no advertisement are dropped.

        Rows are taken in the order of ids, so that two processes that add at once never wait for each other in a ring.
        """
        keys = sorted({(pk, hour) for pk, hour, _sort in counts})
        ids, hours = zip(*keys, strict=True)
        views, clicks = ([counts.get((*key, sort), 0) for key in keys] for sort in ("views", "clicks"))
        with connection.cursor() as cursor:
            cursor.execute(
                """
                INSERT INTO articles_adcount AS known (advertisement_id, hour, views, clicks)
                SELECT new.id, new.hour, new.views, new.clicks
                FROM unnest(%s::bigint[], %s::timestamptz[], %s::int[], %s::int[]) AS new (id, hour, views, clicks)
                WHERE new.id IN (SELECT id FROM articles_advertisement)
                ORDER BY new.id, new.hour
                ON CONFLICT (advertisement_id, hour)
                DO UPDATE SET views = least(known.views::bigint + EXCLUDED.views, 2147483647),
                    clicks = least(known.clicks::bigint + EXCLUDED.clicks, 2147483647)
                """,
                [list(ids), list(hours), views, clicks],
            )
        Advertisement.objects.end_delivered(set(ids))

    def expired(self):
        """Hours of orders that ended so long ago that nobody settles them any more."""
        return self.filter(advertisement__ends_at__lt=timezone.now() - AdCount.LIFETIME)


class AdCount(models.Model):
    """Views and presses of one advertisement in one hour. Nothing about the person who did."""

    LIFETIME = timedelta(
        days=730
    )  # after the order's end: an advertiser's bookkeeping asks for the year before

    advertisement = models.ForeignKey(Advertisement, models.CASCADE, related_name="counts")
    hour = models.DateTimeField()
    views = models.PositiveIntegerField(default=0)
    clicks = models.PositiveIntegerField(default=0)

    objects = AdCountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["advertisement", "hour"], name="ad_count_one_row_an_hour")
        ]
