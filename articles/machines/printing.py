"""A body by itself, for whoever prints it elsewhere: feeds and the API."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from django.core.files.storage import default_storage
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from articles import zones
from articles.addresses import absolute
from articles.models import Attachment, Photo
from articles.photos import renditions
from articles.text import body

PICTURE_WIDTH = 960
_OWN_LINK = re.compile(r'<a href="(/[^"]*)"')


class Files(NamedTuple):
    """The photos and the attachments of some texts, by id."""

    photos: Mapping[int, Photo]
    attachments: Mapping[int, Attachment]


def story_html(article, publication, files, notices=(), cards=None):
    """Return a story's body as HTML: whole addresses, nothing that runs, of other stories what `cards` has by their ids.

    `files` has those of the text; `notices` stand before it.
    """
    html = body.render(
        article.body,
        cards=cards or {},
        photo=lambda blocks: "".join(
            _figure(files.photos[block.photo_id], block.caption)
            for block in blocks
            if block.photo_id in files.photos
        ),
        attachment=lambda block: _attachment(files.attachments.get(block.attachment_id)),
        embed=lambda block: format_html('<p><a href="{}">{}</a></p>', block.url, block.title or block.url),
        dateline=publication.dateline(article.place, article.published_at),
        is_paid=bool(article.commercial_label),
    )
    html = _OWN_LINK.sub(lambda link: f'<a href="{absolute(link[1])}"', html)
    lines = (_disclosure(line, article) for line in article.disclosure_lines)
    return "".join([_paid_label(article), *map(_notice, notices), html, *lines])


def _paid_label(article):
    """Return who paid for a text, before it: a label that stands beside it does not go where the HTML goes."""
    if not article.commercial_label:
        return ""
    label = article.get_commercial_label_display()
    by = _("paid for by %(name)s") % {"name": article.advertiser} if article.advertiser else ""
    return format_html("<p><strong>{}</strong></p>", " · ".join(filter(None, [label, by])))


def _disclosure(line, article):
    if line.story:
        address = absolute(line.story.get_absolute_url())
        return format_html('<p>{} <a href="{}">{}</a></p>', line.text, address, line.story.labelled_headline)
    if line.url:
        rel = "noopener sponsored" if article.commercial_label else "noopener"
        return format_html('<p><a href="{}" rel="{}">{}</a></p>', line.url, rel, line.text)
    return format_html("<p><em>{}</em></p>", line.text)


def _notice(notice):
    """Return a notice of the story as a block before its text."""
    head = format_html(
        '<strong><a href="{}">{}</a>, {}</strong>',
        absolute(notice.get_absolute_url()), notice.get_kind_display(), zones.words(notice.created_at, notice.article.zone),
    )  # fmt: skip
    lines = format_html_join("", "<br>{}", ((line,) for line in notice.lines))
    return format_html("<blockquote>{}{}</blockquote>", head, lines)


def _attachment(attachment):
    if not attachment:
        return ""
    return format_html('<p><a href="{}">{}</a></p>', absolute(attachment.url), attachment)


def _figure(photo, caption):
    available = renditions.of_shape(photo.public_renditions(), renditions.FULL)
    rendition = renditions.nearest(available, PICTURE_WIDTH)
    if not rendition:
        return ""
    credit = photo.credit and _("Photo: %(name)s") % {"name": photo.credit}
    lines = ((line,) for line in (caption or photo.caption, credit, photo.origin_note) if line)
    return format_html(
        '<figure><img src="{}" width="{}" height="{}" alt="{}"><figcaption>{}</figcaption></figure>',
        absolute(default_storage.url(rendition.name)), rendition.width, rendition.height, photo.alt,
        format_html_join(mark_safe("<br>"), "{}", lines),
    )  # fmt: skip
