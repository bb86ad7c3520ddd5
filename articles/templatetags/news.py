"""Template helpers of the public pages."""

import html
from functools import lru_cache

from django import template
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils import formats, timezone
from django.utils.encoding import iri_to_uri
from django.utils.html import format_html_join
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import pagination, search, zones
from articles.addresses import absolute
from articles.machines import json_ld
from articles.models.article import shorten
from articles.photos import pictures
from articles.site import cards

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
def card_time(value, region=None):
    """`19 Nov 2018, 14:05 WIB`, as readers have it on cards."""
    local, label = _local(value, region)
    return f"{formats.date_format(local, 'j M Y, H:i')} {label}".strip()


@register.filter
def bar_time(value, region=None):
    """`19 Nov, 14:05`, as short as the bar of what is urgent wants it."""
    return formats.date_format(_local(value, region)[0], "j M, H:i")


@register.filter
def short_time(value, region=None):
    """`19 Nov 2018, 14.05 WIB`, as the desk writes times."""
    local, label = _local(value, region)
    return f"{formats.date_format(local, 'j M Y, H.i')} {label}".strip()


@register.filter
def iso_time(value, region=None):
    """Return a moment for machines, with the offset of the region's zone."""
    return zones.iso(value, zones.zone_of(region))


@register.filter
def extent(attachment):
    """`PDF · 12 halaman · 1,4 MB`, `Audio · 3 menit 20 detik · 1,6 MB`: what a press will cost."""
    size = filesizeformat(attachment.size)
    if attachment.kind == attachment.Kind.PDF:
        pages = ngettext("%(n)d page", "%(n)d pages", attachment.pages) % {"n": attachment.pages}
        return f"PDF · {pages} · {size}"
    minutes, seconds = divmod(attachment.seconds, 60)
    length = _("%(seconds)d s") % {"seconds": seconds}
    if minutes:
        length = _("%(minutes)d minutes %(seconds)d s") % {"minutes": minutes, "seconds": seconds}
    return f"Audio · {length} · {size}"


@register.simple_tag
def excerpt(article, publication):
    """Return the words of a Baca Juga card; a story without its text brings them along."""
    words = getattr(article, "printed_excerpt", None)
    return article.excerpt(publication) if words is None else words


@register.inclusion_tag("site/_picture.html")
def picture(photo, place, alt="", eager=False):
    return pictures.picture(photo, place, alt=alt, eager=eager)


@register.simple_tag(takes_context=True)
def card(context, story, template="site/_card.html", here=None, **style):
    """Return the card of a list's story; a list of a category or region (`here`) does not say it again."""
    here = here or context.get("category") or context.get("region")
    return cards.html(template, story, here, tuple(style.items()))


@register.simple_tag
def card_label(article, here, short=False):
    """Return where a story belongs, as its card says it: what the list itself is of is not said again.

    `here` is "category" or "region" where the list is of the story's own, or ""; a short one prefers the place.
    """
    nodes = {"category": article.category, "region": article.region}
    names = [node.name for name, node in nodes.items() if node and name != here]
    return names[-1] if short and names else " · ".join(names)


@register.simple_tag
def snippet(row, lexemes):
    """Return the passages of a story's beginning around the words that were sought."""
    return search.marked_html(_highlighter(lexemes).snippet(row))


@lru_cache(maxsize=4)
def _highlighter(lexemes):
    return search.Highlighter(lexemes)


# ---- The head of a page: what machines and messengers read


@register.simple_block_tag
def words(content):
    """Return the words of a block, as plain text for several places: `{% words as name %}…{% endwords %}`."""
    return " ".join(html.unescape(content).split())


@register.filter
def after(spaces, number):
    """Return what fills the advertising space after so many parts of a page; nothing where there is none."""
    return spaces.get(number, "") if spaces else ""


@register.simple_tag
def proofs_of_ownership():
    """Return the elements by which search engines let a site be proved the publication's own."""
    lines = (("\n  ", name, content) for name, content in settings.SITE_VERIFICATION.items())
    return format_html_join("", '{}<meta name="{}" content="{}">', lines)


@register.filter
def without_site(title, publication):
    """Return a page's title without the publication's name, which messengers show beside it."""
    return title.removesuffix(f" – {publication.name}")


@register.filter
def shortened(text):
    return shorten(text)


@register.simple_tag(takes_context=True)
def page_address(context):
    """Return the one address of a page, without what senders hang on to it; every page of a list has its
    own."""
    page = context.get("page")
    cursor = {} if not page or page.is_first else {"sebelum": page.cursor}
    path = context.get("path") or context["request"].path
    return absolute(iri_to_uri(path)) + (f"?{urlencode(cursor)}" if cursor else "")


@register.simple_tag(takes_context=True)
def robots(context):
    """Return what search engines may do with a page; thin lists are not worth finding."""
    page = context.get("page")
    least = pagination.LEAST_IN_TAG if "tag" in context else 1
    stories = [*page.articles, *context.get("series", ())] if page else ()
    is_thin = page and page.is_first and not page.older and len(stories) < least
    return "noindex" if is_thin else "max-image-preview:large"


@register.simple_tag
def share_image(photo, publication):
    """Return what a messenger shows beside the title: the photo, else the logo; {} without both."""
    rendition, url = pictures.share_image(photo or None)
    alt = photo.alt if rendition else publication.name
    is_large = bool(rendition)
    if not rendition:
        rendition, url = pictures.logo_image(publication.logo)
    if not rendition:
        return {}
    return {
        "url": url,
        "width": rendition.width,
        "height": rendition.height,
        "alt": alt,
        "card": "summary_large_image" if is_large else "summary",
    }


@register.simple_tag
def summary(article, publication):
    return article.summary(publication)


@register.simple_tag
def story_graph(article, publication, credit_groups, tags, notices=()):
    credits = [credit for _, group in credit_groups for credit in group]
    return json_ld.script(json_ld.story_page(article, publication, credits, tags, notices))


@register.simple_tag
def list_graph(node):
    return json_ld.script([json_ld.breadcrumbs(node.trail())])


@register.simple_tag
def profile_graph(person, publication):
    return json_ld.script(json_ld.profile_page(person, publication))


@register.simple_tag
def front_page_graph(publication, fixed_pages):
    policies = [(page.policy, page) for page in fixed_pages if page.states_policy]
    return json_ld.script(json_ld.front_page(publication, policies))


@register.simple_tag
def writers(credit_groups):
    """Return the credits of those who wrote it, without editors, photographers and sources."""
    return [c for _, group in credit_groups for c in group if c.role in c.WRITING_ROLES]
