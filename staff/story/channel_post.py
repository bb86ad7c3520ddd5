"""The post for the publication's channels that goes with a story, ready to be copied."""

import re

from django.utils.translation import gettext as _

from articles.addresses import absolute

_MARKS = re.compile(r"[*~`]|(?<!\w)_|_(?!\w)")  # what WhatsApp takes for bold, struck out, code or italics


def post_for(article, publication):
    """Return the text for the WhatsApp channel, in its markup: label, headline, first words, address."""
    words = article.standfirst or article.excerpt(publication)
    label = article.get_commercial_label_display() if article.commercial_label else ""
    parts = [
        f"[{label}]" if label else "",
        f"*{plain(article.headline)}*",
        plain(words),
        _("Read on:") + "\n" + absolute(article.get_absolute_url()),
    ]
    return "\n\n".join(filter(None, parts))


def plain(text):
    """Return words without signs that WhatsApp would take for its markup."""
    return " ".join(_MARKS.sub("", text).split())
