"""Template helpers of the desk."""

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.timesince import timesince

from articles import zones
from articles.photos import pictures
from articles.text import body
from staff.writing.field_help import HELP

register = template.Library()


@register.filter
def text_html(html):
    """Return a stored text, or blocks of one, as HTML with its photos at the desk's addresses."""
    return mark_safe(body.for_editor(html, reverse("admin:index")))  # noqa: S308 -- canonical and safe


@register.simple_tag
def preview(photo, width=480):
    return pictures.preview(photo, width)


@register.filter
def clock(moment, region=None):
    """Return a time as `14.35 WIB`, in the zone of a story's region."""
    zone = zones.zone_of(region)
    return f"{timezone.localtime(moment, zone):%H.%M} {zones.name(zone)}"


@register.filter
def waiting_time(moment):
    """Return the time since a moment in its largest unit, as `6 jam`."""
    return timesince(moment, depth=1)


@register.inclusion_tag("desk/writing/_terms.html")
def field_terms():
    """The field words of a story, explained."""
    return {"terms": HELP.values()}
