"""Readers' search: PostgreSQL's Indonesian stemming over headline, standfirst, tags, credits and body."""

import html

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db.models import F, Func, TextField, Value
from django.utils.safestring import mark_safe

from articles.models.article import SEARCH_CONFIG

# Control characters cannot occur in a body, so they mark the found words until the text is escaped.
_START, _STOP = "\x02", "\x03"


def query(words):
    return SearchQuery(words, config=SEARCH_CONFIG, search_type="websearch")


def matching(articles, words):
    """The stories that contain these words, the best first; among equals the newest."""
    wanted = query(words)
    rank = SearchRank(F("search"), wanted, weights=[0.1, 0.2, 0.4, 1.0])
    return articles.filter(search=wanted).annotate(rank=rank).order_by("-rank", "-published_at", "-pk")


def with_snippets(articles, words):
    """Adds `snippet` (unsafe, see `marked`) to a queryset that is about to be sliced to one page."""
    plain = Func(
        F("body"),
        Value("<[^>]+>"),
        Value(" "),
        Value("g"),
        function="regexp_replace",
        output_field=TextField(),
    )
    return articles.annotate(
        snippet=SearchHeadline(
            plain,
            query(words),
            config=SEARCH_CONFIG,
            start_sel=_START,
            stop_sel=_STOP,
            max_words=32,
            min_words=18,
            max_fragments=2,
            fragment_delimiter=" … ",
        )
    )


def marked(snippet):
    """A snippet as safe HTML, its found words in `<mark>`."""
    text = html.escape(" ".join(html.unescape(snippet).split()))
    return mark_safe(text.replace(_START, "<mark>").replace(_STOP, "</mark>"))  # noqa: S308 -- escaped above
