"""Template helpers of the desk."""

from datetime import timedelta

from django import template
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.timesince import timesince

from articles import zones
from articles.photos import pictures
from articles.text import body
from staff import reach
from staff.desk import navigation
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
    """Return the time since a moment in its largest unit, as `6 jam`; a minute at least, for nobody waits “0 menit”."""
    return timesince(min(moment, timezone.now() - timedelta(minutes=1)), depth=1)


@register.inclusion_tag("desk/writing/_terms.html")
def field_terms():
    """The field words of a story, explained."""
    return {"terms": HELP.values()}


@register.inclusion_tag("desk/desk/_own_machine.html")
def own_machine():
    """Say beside a link that nobody else can open it, where that is so."""
    return {"is_own_machine": reach.has_own_machines_address(), "site": settings.SITE_URL}


@register.simple_tag
def has_own_machines_address():
    """Return whether links that leave the desk open on this computer alone."""
    return reach.has_own_machines_address()


@register.inclusion_tag("desk/desk/_trail.html", takes_context=True)
def trail(context):
    """Return the way to this page: its group of the menu, its list, and what stands on it."""
    row, title = context.get("original") or context.get("object"), context.get("title")
    opts = context.get("opts") or getattr(row, "_meta", None)
    address = _list_of(opts) if opts else context["request"].path
    group, entry = navigation.place_of(address) or ("", opts.verbose_name_plural if opts else title or "")
    is_list = context["request"].path == address
    parts = [{"title": group}] if group else []
    parts.append({"title": entry} if is_list else {"title": entry, "link": address if opts else ""})
    if opts and not is_list:
        parts.append({"title": row if hasattr(row, "_meta") else title})
    return {"parts": [part for part in parts if part["title"]]}


def _list_of(opts):
    try:
        return reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
    except NoReverseMatch:  # a row that has no list of its own
        return ""
