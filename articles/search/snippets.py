"""The words of a search, marked in the text of the stories that have them."""

import html

from django.contrib.postgres.search import SearchHeadline
from django.db.models import Func, TextField, Value
from django.db.models.functions import Left
from django.utils.safestring import mark_safe

from articles.models.search_index import SEARCH_CONFIG
from articles.search.query import tsquery

SNIPPET_FROM = 20_000  # characters of a body
# Control characters cannot occur in a body, so they mark the words until the text is escaped.
_START, _STOP = "\x02", "\x03"


def with_snippets(articles, query, endings):
    """Add `snippet` (unsafe, see `marked_html`) to the stories of one page."""
    without_tags = Func(
        Left("body", SNIPPET_FROM), Value("<[^>]*(>|$)"), Value(" "), Value("g"),
        function="regexp_replace", output_field=TextField(),
    )  # fmt: skip
    return articles.annotate(
        snippet=highlighted(
            without_tags, query, endings,
            max_words=32, min_words=18, max_fragments=2, fragment_delimiter=" … ",
        )
    )  # fmt: skip


def highlighted(expression, query, endings="", **options):
    """Return an expression for a text with the query's words between marks that `marked_html` turns into
    HTML."""
    words = tsquery(query.words)
    if endings:
        words |= tsquery(endings)
    return SearchHeadline(
        expression, words, config=SEARCH_CONFIG, start_sel=_START, stop_sel=_STOP, **options
    )


def is_marked(text):
    return _START in text


def marked_html(snippet, *, whole=False):
    """Return a snippet as safe HTML, the words in `<mark>`, with an ellipsis where a sentence goes on."""
    text = html.escape(" ".join(html.unescape(snippet).split()))
    if text and not whole and not text.removesuffix(_STOP).endswith((".", "!", "?", "”")):
        text = f"{text.rstrip(',;:–- ')}…"
    return mark_safe(text.replace(_START, "<mark>").replace(_STOP, "</mark>"))  # noqa: S308 -- escaped above
