"""Readers' search: PostgreSQL's Indonesian stemming over headline, standfirst, tags, credits and body.

`read` takes a text apart, `find` asks for the stories, `suggestion` for what may have been meant,
`with_snippets` shows where the words stand. All but `read` and the snippets run under `patience`.
"""

from articles.search.candidates import (
    FEW,
    LOOKED_AT,
    MOST,
    UNDER_WAY,
    Matches,
    TooBroad,
    find,
    matching,
    newest,
    patience,
    suggestion,
)
from articles.search.query import STOP_WORDS, Filters, ParsedQuery, read, tsquery
from articles.search.snippets import highlighted, is_marked, marked_html, with_snippets

__all__ = [
    "FEW",
    "LOOKED_AT",
    "MOST",
    "STOP_WORDS",
    "UNDER_WAY",
    "Filters",
    "Matches",
    "ParsedQuery",
    "TooBroad",
    "find",
    "highlighted",
    "is_marked",
    "marked_html",
    "matching",
    "newest",
    "patience",
    "read",
    "suggestion",
    "tsquery",
    "with_snippets",
]
