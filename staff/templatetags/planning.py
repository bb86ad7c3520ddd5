"""Template helpers of calendar and assignments."""

from datetime import timedelta

from django import template
from django.utils import formats

from articles import zones
from staff.planning import calendar
from staff.workflow import scheduling

register = template.Library()


@register.filter
def zone_name(zone):
    return zones.name(zone)


@register.filter
def slot(item):
    """Return the story's time as the value of an input for it; "" where it has none."""
    return scheduling.slot(item.at, item.thing.zone) if item.at else ""


@register.filter
def span_name(span):
    """Return the heading of a span: `November 2026`, `23 – 29 November 2026` or `Kamis, 26 November 2026`."""
    if span.view == calendar.MONTH:
        return formats.date_format(span.day, "F Y")
    if span.view == calendar.DAY:
        return formats.date_format(span.day, "l, j F Y")
    last = span.last - timedelta(days=1)
    first = "j" if last.month == span.first.month else "j F" if last.year == span.first.year else "j F Y"
    return f"{formats.date_format(span.first, first)} – {formats.date_format(last, 'j F Y')}"


@register.filter
def indented(node):
    """Return the name of a tree's node, indented below its parent's."""
    return "\xa0\xa0" * node.path.count("/") + node.name
