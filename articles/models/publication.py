"""The publication itself: one row that names it, as the press law asks, and says how datelines look."""

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.channels import channels_of
from articles.models.disclosures import AdvertisedGoods
from articles.models.fields import LineField, LinesField
from articles.places import dateline_pattern


def validate_dateline_pattern(pattern):
    """`{PLACE}` or `{place}` must be in it, and nothing else but `{site}`."""
    if dateline_pattern.has_other_braces(pattern):
        raise ValidationError(_("Only {place}, {PLACE} and {site} may stand in braces."))
    if not dateline_pattern.names_the_place(pattern):
        raise ValidationError(_("The pattern must name the place: {place} or {PLACE}."))
    if not dateline_pattern.is_one_line(pattern):
        raise ValidationError(_("The pattern is one line of visible characters."))


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
    """Colours that are readable on light and dark paper alike; static/site.css has them by these names, but the own
    one."""

    TEAL = "toska", _("teal")
    BLUE = "biru", _("blue")
    RED = "merah", _("red")
    PURPLE = "ungu", _("purple")
    BROWN = "cokelat", _("brown")
    OWN = "sendiri", _("a colour of our own")


# The accents of static/site.css on light paper
ACCENTS = {
    SitePalette.TEAL: "#0f6b5f",
    SitePalette.BLUE: "#1d4f8c",
    SitePalette.RED: "#a5182c",
    SitePalette.PURPLE: "#5f3b92",
    SitePalette.BROWN: "#77421a",
}


def all_goods():
    """The goods that a house asks about before it decides otherwise."""
    return list(AdvertisedGoods.values)


class AllowedCrawlers(models.TextChoices):
    """The robots of AI companies that may read the site. Search engines and previews of links always may."""

    ALL = "all", _("all")
    ANSWERS = "answers", _("only those that answer with a link, none that train models")
    NONE = "none", _("none")


# ---- What publications do differently with the parts of a story


class SignOffPlace(models.TextChoices):
    LINE = "line", _("on a line of its own")
    SENTENCE = "sentence", _("at the end of the last sentence")


class CreditsPlace(models.TextChoices):
    ABOVE = "above", _("below the headline")
    BELOW = "below", _("below the text")
    BOTH = "both", _("in both places")


class InlineRelated(models.TextChoices):
    CARD = "card", _("a card with headline and excerpt")
    LINE = "line", _("a line with the headline")


class ExcerptEnd(models.TextChoices):
    WORDS = "words", _("after a number of words")
    SENTENCE = "sentence", _("with a sentence")


HOUSE_STYLE = {
    "sign_off_place": SignOffPlace,
    "credits_place": CreditsPlace,
    "inline_related": InlineRelated,
    "excerpt_end": ExcerptEnd,
}
LONGEST_END_LIST = 12
LONGEST_REPLY = 14 * 24  # hours
MINUTE = "%Y-%m-%d %H:%M"  # how the end of a former dateline is written; a day alone means all of it


class Publication(models.Model):
    Palette = SitePalette
    Crawlers = AllowedCrawlers
    SignOffPlace = SignOffPlace
    CreditsPlace = CreditsPlace
    InlineRelated = InlineRelated
    ExcerptEnd = ExcerptEnd

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
    former_datelines = models.JSONField(
        _("former datelines"),
        default=list,
        blank=True,
        help_text=_("Stories that were published up to a day keep the dateline of their time."),
    )
    sign_off_place = models.CharField(
        _("sign-off"), max_length=10, choices=SignOffPlace, default=SignOffPlace.LINE
    )
    credits_place = models.CharField(
        _("credits"), max_length=10, choices=CreditsPlace, default=CreditsPlace.ABOVE
    )
    inline_related = models.CharField(
        _("Baca Juga in the text"), max_length=10, choices=InlineRelated, default=InlineRelated.CARD
    )
    excerpt_end = models.CharField(
        _("excerpts end"), max_length=10, choices=ExcerptEnd, default=ExcerptEnd.WORDS
    )
    excerpt_words = models.PositiveSmallIntegerField(
        _("words of an excerpt"),
        default=28,
        validators=[MinValueValidator(8), MaxValueValidator(60)],
        help_text=_("At most; with whole sentences as many as fit."),
    )
    end_list_length = models.PositiveSmallIntegerField(
        _("stories in the list at the end"),
        default=5,
        validators=[MaxValueValidator(LONGEST_END_LIST)],
        help_text=_("More only where an editor picked more."),
    )
    end_list_fills = models.BooleanField(
        _("fill the list at the end with similar stories"),
        default=True,
        help_text=_("Otherwise it holds what an editor picked, and nothing else."),
    )
    legal_name = LineField(_("legal entity"), max_length=120, blank=True)
    address = LinesField(_("address"), max_length=300, blank=True)
    responsible = LineField(_("legally responsible person"), max_length=120, blank=True)
    editor_in_chief = LineField(_("editor in chief"), max_length=120, blank=True, default="", db_default="")
    council_number = LineField(
        _("number of the press council's verification"),
        max_length=60,
        blank=True,
        default="",
        db_default="",
        help_text=_("Readers see it in the masthead. Empty: not verified, or not yet."),
    )
    email = models.EmailField(_("e-mail"), blank=True)
    phone = LineField(_("telephone"), max_length=40, blank=True)
    reply_hours = models.PositiveSmallIntegerField(
        _("hours within which letters are answered"),
        default=48,
        db_default=48,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_REPLY)],
        help_text=_(
            "For the right of reply, corrections, requests to take down and complaints. A promise of the house that readers are"
            " told: the press law (UU 40/1999, article 5) asks to serve them and names no hours that we could verify. “2 × 24"
            " hours” stands in the press council's guideline of 2012 (3f) for contributions of readers."
        ),
    )
    logo = models.ForeignKey(
        "articles.Photo",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
    )
    palette = models.CharField(_("colour"), max_length=10, choices=Palette, default=Palette.TEAL)
    own_colour = models.CharField(_("colour of our own"), max_length=7, blank=True, default="", db_default="")
    profiles = models.TextField(
        _("profiles elsewhere"),
        blank=True,
        validators=[validate_addresses],
        help_text=_(
            "One address a line: WhatsApp channel, Instagram, Facebook … Readers are shown them by name."
        ),
    )
    ai_crawlers = models.CharField(
        _("robots of AI companies"), max_length=10, choices=Crawlers, default=Crawlers.ANSWERS
    )
    ads_txt = models.TextField(
        "ads.txt", blank=True, help_text=_("Who may sell advertising space here; empty: no such file.")
    )

    asks_at_approval = models.BooleanField(
        _("ask at approval whether a story is verified"),
        default=True,
        db_default=True,
        help_text=_(
            "Whoever approves says that it is verified and that all sides are heard (guideline for online media 2012,"
            " clause 2)."
        ),
    )
    ad_rules = ArrayField(
        models.CharField(max_length=10, choices=AdvertisedGoods),
        verbose_name=_("goods whose advertisements ask the law's questions"),
        default=all_goods,
        db_default=AdvertisedGoods.values,
        blank=True,
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
                condition=~Q(palette=SitePalette.OWN) | Q(own_colour__regex="^#[0-9a-f]{6}$"),
                name="publication_own_colour_is_one",
            ),
            models.CheckConstraint(
                condition=Q(ai_crawlers__in=AllowedCrawlers.values), name="publication_ai_crawlers_known"
            ),
            models.CheckConstraint(
                condition=Q(ad_rules__contained_by=AdvertisedGoods.values), name="publication_ad_rules_known"
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__in": choices.values}), name=f"publication_{name}_known"
                )
                for name, choices in HOUSE_STYLE.items()
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.pk = 1
        super().save(*args, **kwargs)

    def dateline(self, place, at=None):
        """Return the words before the text: `KRAKSAAN (KabarArgopuro) – `; empty without a place.

        `at` is when the story was published: an older one keeps the dateline of its time.
        """
        if not place:
            return ""
        return dateline_pattern.fill(self._pattern_of(at), place, self.site_in_datelines)

    @property
    def accent(self):
        """The colour of links and marks on light paper, as `#rrggbb`."""
        return self.own_colour if self.palette == self.Palette.OWN else ACCENTS[self.palette]

    @property
    def channels(self):
        """The channels elsewhere, as readers are shown them."""
        return channels_of(self.profiles)

    @property
    def site_in_datelines(self):
        return self.dateline_site or self.name

    def _pattern_of(self, at):
        """Return the pattern in force at this moment; the present one where it is None."""
        if not at or not self.former_datelines:
            return self.dateline_pattern
        moment = timezone.localtime(at).strftime(MINUTE)
        former = sorted((form["until"], form["pattern"]) for form in self.former_datelines)
        matching = (pattern for until, pattern in former if moment[: len(until)] <= until)
        return next(matching, self.dateline_pattern)

    def keep_former_dateline(self, before):
        """Let what is published by now keep the datelines that `before`, this row as it was, prints."""
        pattern = before.dateline_pattern.replace("{site}", before.site_in_datelines)
        now = timezone.localtime().strftime(MINUTE)
        self.former_datelines = [*self.former_datelines, {"until": now, "pattern": pattern}]
