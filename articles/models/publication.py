"""The publication itself: one row that names it, as the press law asks, and says how datelines look."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


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
        return self.first() or Publication(name="Pawarta")


class Publication(models.Model):
    name = models.CharField(_("name"), max_length=80)
    tagline = models.CharField(_("tagline"), max_length=140, blank=True)
    description = models.TextField(_("description"), max_length=300, blank=True)
    dateline_site = models.CharField(_("name in datelines"), max_length=60, blank=True)
    dateline_pattern = models.CharField(
        _("dateline pattern"),
        max_length=40,
        default="{PLACE} ({site}) – ",
        validators=[validate_dateline_pattern],
        help_text=_("{PLACE} in capitals or {place} as written, and {site}. The closing space counts."),
    )
    legal_name = models.CharField(_("legal entity"), max_length=120, blank=True)
    address = models.TextField(_("address"), max_length=300, blank=True)
    responsible = models.CharField(_("legally responsible person"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publication")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="publication_is_one_row")]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.pk = 1
        super().save(*args, **kwargs)

    def dateline(self, place):
        """What is printed before the text: `KRAKSAAN (KabarArgopuro) – `; empty without a place."""
        if not place:
            return ""
        return self.dateline_pattern.format(
            place=place, PLACE=place.upper(), site=self.dateline_site or self.name
        )
