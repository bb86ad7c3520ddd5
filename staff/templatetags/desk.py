"""Template helpers of the desk."""

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.timesince import timesince

from articles import zones
from articles.photos import pictures
from articles.text import body

register = template.Library()


@register.filter
def text_html(html):
    """A text as it is stored, or blocks of one, with its photos at the address that the desk shows them at."""
    return mark_safe(body.for_editor(html, reverse("admin:index")))  # noqa: S308 -- canonical and safe


@register.simple_tag
def preview(photo, width=480):
    return pictures.preview(photo, width)


@register.filter
def clock(moment, region=None):
    """`14.35 WIB`, in the zone of a story's region."""
    zone = zones.zone_of(region)
    return f"{timezone.localtime(moment, zone):%H.%M} {zones.name(zone)}"


@register.filter
def waited(moment):
    """`6 jam`: how long ago, in its largest unit."""
    return timesince(moment, depth=1)
