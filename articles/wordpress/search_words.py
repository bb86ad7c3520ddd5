"""Words for search engines in the fields of plugins: taken over where they are sure, else told. Pure."""

import re
from collections.abc import Iterable
from html import unescape

from django.utils.text import Truncator

from articles.filing.items import Note
from articles.filing.words import plain_title
from articles.legacy_paths import host_of, path_key, split
from articles.text import body
from articles.text.lines import clean_line
from articles.text.story_text import MetaTags
from articles.wordpress import field_table
from articles.wordpress.items import ParsedItem

LONGEST_TITLE, LONGEST_DESCRIPTION, LONGEST_ADDRESS = 120, 320, 400
NOINDEX = "noindex"
# Variables that plugins put into a title: of the site, which stands behind each title here anyway, and of the story.
_VARIABLE = re.compile(
    r"%%?(?P<name>\w+)%%?|#(?P<other>(?:post|site|separator|author|current|taxonomy|category|custom|page|tagline|blog)(?:_\w+)?)\b"
)
_OF_SITE = frozenset(
    [
        "sep",
        "sitename",
        "sitedesc",
        "sitetitle",
        "site_title",
        "separator",
        "separator_sa",
        "page",
        "pagenumber",
        "page_number",
        "tagline",
        "blog_title",
    ]
)
_TITLES = frozenset(["title", "post_title"])
_EXCERPTS = frozenset(["excerpt", "excerpt_only", "post_excerpt", "wc_excerpt"])
_EDGES = " -–—|·»"
_KEPT_OUT = re.compile(r"1|on|yes|true|.*noindex.*", re.IGNORECASE | re.DOTALL)
_ADDRESS = re.compile(r"https?://[^\s\"'<>\\]+\.[^\s\"'<>\\]+")


def words_of(html: str) -> str:
    """The words of a field, in one line."""
    return " ".join(body.text(body.clean(html)).split()) if "<" in html else " ".join(unescape(html).split())


def meta_tags_of(item: ParsedItem, meta: dict[str, str], notes: list[Note]) -> MetaTags:
    """What search engines were told, where it says something else than the story."""
    title = _line(item, _first(meta, field_table.SEO_TITLES), "seo-title", LONGEST_TITLE, notes)
    text = _first(meta, field_table.SEO_DESCRIPTIONS)
    return MetaTags(
        meta_title=title,
        meta_description=_line(item, text, "seo-description", LONGEST_DESCRIPTION, notes),
        canonical_url=_canonical(item, meta, notes),
        robots=_robots(meta, notes),
    )


def _first(meta: dict[str, str], names: Iterable[str]) -> str:
    """The first of these fields in the order of the export."""
    return next((value for name, value in meta.items() if name in names), "")


def _line(item: ParsedItem, raw: str, kind: str, longest: int, notes: list[Note]) -> str:
    if not raw:
        return ""
    text = _filled(item, raw)
    if text is None:
        notes.append(Note("seo-unclear", raw))
        return ""
    if plain_title(text) in ("", plain_title(item.title), plain_title(words_of(item.excerpt))):
        return ""
    notes.append(Note(kind, text))
    if len(text) > longest:
        notes.append(Note("seo-cut", text))
        text = Truncator(text).chars(longest)
    return clean_line(text)


def _filled(item: ParsedItem, raw: str) -> str | None:
    """The text with its variables filled in; None where one says what nobody here knows."""
    parts: list[str] = []
    place = 0
    for variable in _VARIABLE.finditer(raw):
        name = (variable["name"] or variable["other"]).lower()
        if name not in _OF_SITE | _TITLES | _EXCERPTS:
            return None
        value = item.title if name in _TITLES else item.excerpt if name in _EXCERPTS else ""
        parts += [raw[place : variable.start()], value]
        place = variable.end()
    return words_of("".join([*parts, raw[place:]])).strip(_EDGES)


def _canonical(item: ParsedItem, meta: dict[str, str], notes: list[Note]) -> str:
    """The address of an original elsewhere; "" where the story is its own."""
    address = _first(meta, field_table.CANONICALS)
    if not address or _is_own(address, item):
        return ""
    if not _ADDRESS.fullmatch(address) or len(address) > LONGEST_ADDRESS:
        notes.append(Note("seo-unclear", address))
        return ""
    notes.append(Note("canonical-elsewhere", address))
    return address


def _is_own(address: str, item: ParsedItem) -> bool:
    """Tell whether an address is the story's own, in another spelling or of a permalink structure before."""
    if host_of(address) != host_of(item.link):
        return not host_of(address) and path_key(split(address).path) == path_key(split(item.link).path)
    path, own = (path_key(split(one).path) for one in (address, item.link))
    return path == own or (bool(item.slug) and path.endswith(path_key(item.slug)))


def _robots(meta: dict[str, str], notes: list[Note]) -> str:
    kinds = [
        "noindex" if name in field_table.NOINDEX else "noindex-news"
        for name, value in meta.items()
        if name in field_table.NOINDEX | field_table.NEWS_NOINDEX and _keeps_out(name, value)
    ]
    notes += [Note(kind, "") for kind in sorted(set(kinds))]
    return NOINDEX if "noindex" in kinds else ""


def _keeps_out(name: str, value: str) -> bool:
    return bool(_KEPT_OUT.fullmatch(value)) and not (name == "rank_math_robots" and NOINDEX not in value)
