"""The publication itself: one row that names it, as the press law asks, and says how datelines look."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.fields import LineField, LinesField


def validate_dateline_pattern(pattern):
    """`{PLACE}` or `{place}` must be in it, and nothing else but `{site}`."""
    try:
        text = pattern.format(place="Kraksaan", PLACE="KRAKSAAN", site="")
    except (KeyError, IndexError, ValueError, AttributeError) as error:
        raise ValidationError(_("Only {place}, {PLACE} and {site} may stand in braces.")) from error
    if "kraksaan" not in text.lower():
        raise ValidationError(_("The pattern must name the place: {place} or {PLACE}."))


class PublicationQuerySet(models.QuerySet):
    def current(self):
        """The one row; an unsaved one with defaults before the newsroom has been set up."""
        return self.select_related("logo").first() or Publication(name="Pawarta")


def validate_addresses(text):
    """One https address a line."""
    for line in text.split():
        URLValidator(
            schemes=["https"], message=_("“%(value)s” is not an address that begins with https://.")
        )(line)


class SitePalette(models.TextChoices):
    """Colours that are readable on light and dark paper alike; static/site.css has them by these names."""

    TEAL = "toska", _("teal")
    BLUE = "biru", _("blue")
    RED = "merah", _("red")
    PURPLE = "ungu", _("purple")
    BROWN = "cokelat", _("brown")


class AllowedCrawlers(models.TextChoices):
    """The robots of AI companies that may read the site. Search engines and previews of links always may."""

    ALL = "all", _("all")
    ANSWERS = "answers", _("only those that answer with a link, none that train models")
    NONE = "none", _("none")


class Publication(models.Model):
    Palette = SitePalette
    Crawlers = AllowedCrawlers

    name = LineField(_("name"), max_length=80)
    tagline = LineField(_("tagline"), max_length=140, blank=True)
    description = LinesField(_("description"), max_length=300, blank=True)
    dateline_site = LineField(_("name in datelines"), max_length=60, blank=True)
    dateline_pattern = models.CharField(
        _("dateline pattern"),
        max_length=40,
        default="{PLACE} ({site}) – ",
        validators=[validate_dateline_pattern],
        help_text=_("{PLACE} in capitals or {place} as written, and {site}. The closing space counts."),
    )
    legal_name = LineField(_("legal entity"), max_length=120, blank=True)
    address = LinesField(_("address"), max_length=300, blank=True)
    responsible = LineField(_("legally responsible person"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = LineField(_("telephone"), max_length=40, blank=True)
    logo = models.ForeignKey(
        "articles.Photo",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_(
            "From the photo library; square, at least 512 pixels. Also the picture of pages without one."
        ),
    )
    palette = models.CharField(_("colour"), max_length=10, choices=Palette, default=Palette.TEAL)
    profiles = models.TextField(
        _("profiles elsewhere"),
        blank=True,
        validators=[validate_addresses],
        help_text=_("One address a line: Facebook, Instagram, WhatsApp channel …"),
    )
    ai_crawlers = models.CharField(
        _("robots of AI companies"), max_length=10, choices=Crawlers, default=Crawlers.ANSWERS
    )
    ads_txt = models.TextField(
        "ads.txt", blank=True, help_text=_("Who may sell advertising space here; empty: no such file.")
    )

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publication")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="publication_is_one_row"),
            models.CheckConstraint(
                condition=Q(palette__in=SitePalette.values), name="publication_palette_known"
            ),
            models.CheckConstraint(
                condition=Q(ai_crawlers__in=AllowedCrawlers.values), name="publication_ai_crawlers_known"
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.pk = 1
        super().save(*args, **kwargs)

    def dateline(self, place):
        """Return the words before the text: `KRAKSAAN (KabarArgopuro) – `; empty without a place."""
        if not place:
            return ""
        return self.dateline_pattern.format(
            place=place, PLACE=place.upper(), site=self.dateline_site or self.name
        )
