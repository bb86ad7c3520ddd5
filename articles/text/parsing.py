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
        "iframe": {"src", "title"},
        "img": {"class", "src"},
        "oembed": {"url"},
        "ol": {"start"},
        "span": {"data-mark"},  # set by `_tame`
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan"},
    },
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)
_MAX_DEPTH = 200  # elements within elements; an honest body has about ten
_UNPARSABLE = re.compile("[\x00\ud800-\udfff]")
ANY_TAG = re.compile(r"<(/?)([a-zA-Z][^\t\n\f\r />]*)([^<>]*>?)")
# Elements that end by themselves or hold no elements: they add no depth, and their end tag may be missing.
_UNNESTED = names(
    "a area base br button caption col colgroup dd dt embed hr iframe img input li link meta nobr noembed "
    "noframes noscript optgroup option p param plaintext script source style tbody td textarea tfoot th "
    "thead title tr track wbr xmp"
)
# Names that HTML, SVG and MathML have or had, in what people paste; others that look so have a prefix.
_HTML_NAMES = (
    TAGS
    | CODE_TAGS
    | _UNNESTED
    | names(
        "abbr acronym animate annotation audio b bdi bdo bgsound big blink body canvas circle cite clippath code content "
        "data datalist defs del dfn ellipse em filter font footer foreignobject frame frameset g head html i image ins "
        "kbd layer lineargradient main map mark marker marquee mask math menuitem meter mfrac mi mn mo mrow ms msqrt mstyle "
        "msub msup mtable mtd mtext mtr noindex object ol optgroup output page path pattern picture polygon polyline "
        "progress radialgradient rb rect rp rt rtc ruby samp section select semantics shadow slot small spacer span stop "
        "strong sub summary sup svg switch symbol tbody template text time tspan tt u use var video view xml xmp"
    )
)
_PREFIXED = re.compile(r"[a-z][\w.]*[:-][\w.:-]+")
_END_NAME = re.compile(r"</([a-zA-Z][^\t\n\f\r />]*)")
_OTHER_FORMATTING = frozenset({"big", "code", "font", "small", "tt", "u"})
_NOT_BOLD = re.compile(r"(?<![\w-])font-weight:\s*(?:normal|400)")  # Google Docs wraps all in such a <b>
_FALLBACK = re.compile(r"(?<=<iframe)([^>]*>).*?(?=</iframe>)", re.DOTALL)  # not escaped, and never shown
TOKEN = re.compile(r'<(/?)([a-z0-9]+)((?: [^\s"=<>]+="[^"]*")*)>|[^<]+')  # as nh3 writes, well-formed
_ATTRIBUTE = re.compile(r' ([^\s"=]+)="([^"]*)"')


def safe_html(html: str) -> str:
    """Return any HTML as well-formed HTML of the allow-list alone, which `TOKEN` takes apart."""
    return _FALLBACK.sub(r"\1", ALLOW_LIST.clean(_tame(escape_words(_UNPARSABLE.sub("", html)))))


def escape_words(html: str) -> str:
    """Return the HTML with "<" as text where it stands before a word: "umur <tahun" has no element "tahun"."""
    end_names = {name.lower() for name in _END_NAME.findall(html)}

    def escape(tag: re.Match[str]) -> str:
        name, rest = tag[2].lower(), tag[3]
        is_tag = (
            tag[1] or name in _HTML_NAMES or name in end_names or _PREFIXED.fullmatch(name) or "=" in rest
        )
        return tag[0] if is_tag else f"&lt;{tag[0][1:]}"

    return ANY_TAG.sub(escape, html)


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

    return ANY_TAG.sub(rename, html)
