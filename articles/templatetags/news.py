"""Template helpers of the public pages."""

from django import template
from django.utils import formats, timezone

from articles import pictures, zones

register = template.Library()


def _local(value, region):
    zone = zones.zone_of(region)
    return timezone.localtime(value, zone), zones.label(zone)


@register.filter
def long_time(value, region=None):
    """`Senin, 19 November 2018 | 14:05 WIB`, in the zone of the story's region."""
    local, label = _local(value, region)
    return f"{formats.date_format(local, 'l, j F Y | H:i')} {label}".strip()


@register.filter
def short_time(value, region=None):
    """`19 Nov 2018, 14:05 WIB`."""
    local, label = _local(value, region)
    return f"{formats.date_format(local, 'j M Y, H:i')} {label}".strip()


@register.filter
def iso_time(value):
    """Machine-readable, with the offset of the publication's zone."""
    return timezone.localtime(value).isoformat(timespec="seconds")


@register.simple_tag
def excerpt(article, publication, words=28):
    return article.excerpt(publication, words)


@register.inclusion_tag("articles/_picture.html")
def picture(photo, place, alt="", eager=False):
    return pictures.picture(photo, place, alt=alt, eager=eager)


@register.simple_tag
def share_image(photo):
    rendition, url = pictures.share_image(photo)
    return {"url": url, "width": rendition.width, "height": rendition.height} if rendition else {}
