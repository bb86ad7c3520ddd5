"""Template helpers of calendar and assignments."""

from datetime import timedelta

from django import template
from django.utils import formats

from articles import zones
from staff.planning import calendar
from staff.workflow import moments

register = template.Library()


@register.filter
def zone_name(zone):
    return zones.name(zone)


@register.filter
def slot(item):
    """The story's time as a field for it shows it; empty where it has none."""
    return moments.slot(item.at, item.thing.zone) if item.at else ""


@register.filter
def span_name(span):
    """`November 2026`, `23 – 29 November 2026` or `Kamis, 26 November 2026`."""
    if span.view == calendar.MONTH:
        return formats.date_format(span.day, "F Y")
    if span.view == calendar.DAY:
        return formats.date_format(span.day, "l, j F Y")
    last = span.last - timedelta(days=1)
    first = "j" if last.month == span.first.month else "j F" if last.year == span.first.year else "j F Y"
    return f"{formats.date_format(span.first, first)} – {formats.date_format(last, 'j F Y')}"


@register.filter
def indented(node):
    """A node of a tree as a list shows it below its parent."""
    return "\xa0\xa0" * node.path.count("/") + node.name
