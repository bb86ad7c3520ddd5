"""Any HTML as well-formed tags and text: only elements and attributes of the allow-list, parsed as browsers
do."""

import re
from collections import defaultdict
from html import unescape

import nh3

from articles.text.elements import CODE_TAGS, FORMATTING, TAGS, names

ALLOW_LIST = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags=CODE_TAGS,
    attributes={
        "*": {"lang"},
        "a": {"href"},
        "div": {"data-oembed-url"},
        "figure": {"class"},
        "iframe": {"src"},
        "img": {"class", "src"},
        "oembed": {"url"},
        "span": {"data-mark"},  # set by `_tame`
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan"},
    },
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)
_MAX_DEPTH = 200  # elements within elements; an honest body has about ten
_UNPARSABLE = re.compile("[\x00\ud800-\udfff]")
_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][^\t\n\f\r />]*)([^<>]*>?)")
# Elements that end by themselves or hold no elements: they add no depth, and their end tag may be missing.
_UNNESTED = names(
    "a area base br button caption col colgroup dd dt embed hr iframe img input li link meta nobr noembed "
    "noframes noscript optgroup option p param plaintext script source style tbody td textarea tfoot th "
    "thead title tr track wbr xmp"
)
_OTHER_FORMATTING = frozenset({"big", "code", "font", "small", "tt", "u"})
_NOT_BOLD = re.compile(r"(?<![\w-])font-weight:\s*(?:normal|400)")  # Google Docs wraps all in such a <b>
_FALLBACK = re.compile(r"(?<=<iframe)([^>]*>).*?(?=</iframe>)", re.DOTALL)  # not escaped, and never shown
TOKEN = re.compile(r'<(/?)([a-z0-9]+)((?: [^\s"=<>]+="[^"]*")*)>|[^<]+')  # as nh3 writes, well-formed
_ATTRIBUTE = re.compile(r' ([^\s"=]+)="([^"]*)"')


def safe_html(html: str) -> str:
    """Return any HTML as well-formed HTML of the allow-list alone, which `TOKEN` takes apart."""
    return _FALLBACK.sub(r"\1", ALLOW_LIST.clean(_tame(_UNPARSABLE.sub("", html))))


def attributes(tag: str) -> dict[str, str]:
    """Return the attributes of a tag, by name and without escapes; `tag` is the last group of `TOKEN`."""
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag)}


def _tame(html: str) -> str:
    """Rename tags that cost an HTML5 parser the square of its input, in time or in memory.

    That is depth, and unclosed formatting elements: each paragraph after them reopens them all, and only
    those alike in every attribute count as one: with attributes they become spans. All but the names stays,
    so that a tag misread here (in a comment, in a value) does no harm; what is safe is decided afterwards.
    """
    open_tags: defaultdict[str, list[str]] = defaultdict(list)  # name → the new names of those still open
    depth = 0

    def rename(tag: re.Match[str]) -> str:
        nonlocal depth
        slash, name, rest = tag[1], tag[2].lower(), tag[3]
        if name in _UNNESTED or (slash and not open_tags[name]):
            return tag[0]
        if slash:
            depth -= 1
            return f"</{open_tags[name].pop().partition(' ')[0]}{rest}"
        new = name
        if depth >= _MAX_DEPTH:
            new = "br"  # holds nothing, and keeps words apart
        elif name in _OTHER_FORMATTING or (name in ("b", "strong") and _NOT_BOLD.search(rest)):
            new = "span"
        elif name in FORMATTING and rest.strip(" \t\n\f\r/") != ">":
            new = f"span data-mark={name}"
        open_tags[name].append(new)
        depth += 1
        return f"<{new}{rest}"

    return _ANY_TAG.sub(rename, html)
