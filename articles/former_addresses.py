"""Addresses that every WordPress site has beside its stories, and what answers instead of them here. Pure.

Search engines, readers' programs and the search boxes of browsers go on asking for them for years.
"""

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote_plus

PARAMETERS = (
    "s",
    "feed",
    "paged",
    "category_name",
    "tag",
    "author_name",
    "m",
)  # of the old site's front page
_FEED = r"(?:feed(?:/(?:rss2?|rdf))?|comments/feed(?:/(?:rss2?|rdf|atom))?|rss2?|rdf|(?:rss2?|feed|index|rdf)\.(?:xml|rdf)|wp-(?:rss2?|rdf|feed)\.php)"
# Patterns of whole paths, without the slash at their end, in small letters → name of the address here.
_PLACES = (
    (r"(?:news-sitemap|sitemap-?news|google-news-sitemap|sitemap-google-news|post-google-news|googlenews)(?:[_-]?\w+)?\.xml", "sitemap_news"),
    (r"(?:wp-)?sitemap(?:[_-](?!\d{4}-\d{2}|daftar|news)[\w-]+)?\d*\.xml(?:\.gz)?|[a-z0-9_-]+-sitemap\d*\.xml(?:\.gz)?", "sitemap"),
    (_FEED, "feed"),
    (r"feed/atom|atom(?:\.xml)?|wp-atom\.php", "atom_feed"),
    (r"page/\d{1,6}|blog/page/\d{1,6}", "index"),
    (r"amp|index\.(?:php|html?)|home|beranda", "home"),
)  # fmt: skip
_PATTERNS = [(re.compile(pattern), name) for pattern, name in _PLACES]
_SEARCH = re.compile(r"/search/([^/]+)(?:/.*)?")
_MONTH = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])?(?:[0-3]\d)?")


class Former(NamedTuple):
    """An address here by its name, or a path of the old site, with the words of a search."""

    name: str = ""
    path: str = ""
    words: str = ""


def of_path(path: str) -> Former | None:
    """The goal of a path that nothing here has; None for one that no such site has."""
    if search := _SEARCH.fullmatch(path):
        return Former("search", words=" ".join(unquote_plus(search[1]).split())[:200])
    key = path.strip("/").lower().removeprefix("index.php/")
    name = next((name for pattern, name in _PATTERNS if pattern.fullmatch(key)), "")
    return Former(name) if name else None


def of_query(query: str) -> Former | None:
    """The goal of a question to the old site's front page: a search, a feed, a list, an archive."""
    try:
        values = dict(parse_qsl(query[:2000], max_num_fields=50))
    except ValueError:
        return None
    words = " ".join(values.get("s", "").split())
    if words and not (words.isdigit() and len(words) < 3):  # what a network hangs on a link
        return Former("search", words=words[:200])
    if feed := values.get("feed"):
        return Former("atom_feed" if "atom" in feed else "feed")
    for name, base in (("category_name", "category"), ("tag", "tag"), ("author_name", "author")):
        if value := values.get(name, "").strip("/"):
            return Former(path=f"/{base}/{value}/")
    month = values.get("m", "")
    if _MONTH.fullmatch(month):
        return Former(path="/" + "/".join(filter(None, (month[:4], month[4:6], month[6:8]))) + "/")
    return Former("index") if values.get("paged", "").isdigit() else None
