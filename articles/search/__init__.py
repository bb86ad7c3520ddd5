"""Readers' search, and the desk's: the words of headline, standfirst, tags, credits and body, and their stems.

`read` takes a text apart, `find` asks for the stories, `suggestion` for what may have been meant, a
`Highlighter` shows where the words stand. `find`, `newest` and `suggestion` run under `patience`.
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
from articles.search.query import STOP_WORDS, Filters, ParsedQuery, any_of, contains, read
from articles.search.snippets import Highlighter, beginning, is_marked, marked_html

__all__ = [
    "FEW",
    "LOOKED_AT",
    "MOST",
    "STOP_WORDS",
    "UNDER_WAY",
    "Filters",
    "Highlighter",
    "Matches",
    "ParsedQuery",
    "TooBroad",
    "any_of",
    "beginning",
    "contains",
    "find",
    "is_marked",
    "marked_html",
    "matching",
    "newest",
    "patience",
    "read",
    "suggestion",
]
