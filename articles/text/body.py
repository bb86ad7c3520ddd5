"""The body of a story: any HTML in, one canonical and safe spelling out, and what is read from that spelling.

`clean` and `from_plain` take whatever comes; every other function expects what those two return. The path is
`_tame` (nothing that makes an HTML5 parser slow) → nh3 (parse as browsers do, allow-list) → `_Layout` (plain
data: a line is a list of runs of text with their marks) → text that this file writes itself, so that nothing
outside the canonical forms of docs/body.md can come out. No step recurses: deep nesting costs no stack.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from html import escape, unescape
from itertools import groupby
from typing import Literal, NamedTuple, cast
from urllib.parse import urlsplit

import nh3

NO_HOSTS: frozenset[str] = frozenset()


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Inline elements that stay, in the order in which they nest (inside a link).
_MARKS = ("strong", "em", "s", "sub", "sup")
_FORMATTING = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "s": "s", "strike": "s"}
_SAME_AS = _FORMATTING | {"del": "s", "sub": "sub", "sup": "sup"}
_HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
_LISTS = ("ul", "ol")
_STRUCTURES = frozenset({*_LISTS, "blockquote", "table"})
# Elements that begin and end a line; their names are needed for nothing else.
_BOUNDARIES = _names(
    "address article aside button caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form header hgroup hr legend li listing main menu nav oembed p pre search section summary "
    "tbody td tfoot th thead tr"
)
_KEPT = (
    _BOUNDARIES | _STRUCTURES | _HEADINGS.keys() | _SAME_AS.keys() | {"a", "br", "iframe", "img", "q", "span"}
)
_VOID = _names("br hr img")
# Dropped with what they hold: it is code, or the fallback of something that is not shown.
_DROPPED = _names(
    "applet audio canvas datalist embed math noembed noframes noscript object script select style svg "
    "template textarea title video"
)
_ALLOW_LIST = nh3.Cleaner(
    tags=_KEPT,
    clean_content_tags=_DROPPED,
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


@dataclass(frozen=True)
class Block:
    """One top-level element of a body. An article's card has its `article_id`, an embed its `provider`.

    A photo has its `photo_id`, and a `caption` where it has one of its own here (text, not HTML).
    """

    kind: Literal["text", "article", "embed", "photo"]
    html: str
    article_id: int | None = None
    url: str = ""
    provider: str = ""
    photo_id: int | None = None
    caption: str = ""
    layout: str = ""  # "side" or "gallery"


def clean(html: str, *, hosts: frozenset[str] = NO_HOSTS) -> str:
    """Any HTML as canonical safe HTML, one top-level block a line; `hosts` (lower case) are our own."""
    safe = _FALLBACK.sub(r"\1", _ALLOW_LIST.clean(_tame(_UNPARSABLE.sub("", html))))
    layout = _Layout(hosts, _photos(safe, hosts))
    for token in _TOKEN.finditer(safe):
        slash, tag, attributes = token.groups()
        if tag is None:
            layout.text(unescape(token[0]))
        elif slash:
            layout.close(tag)
        else:
            layout.open(tag, _attributes(attributes), token.start())
    return "\n".join(layout.finished())


def from_plain(text: str, *, hosts: frozenset[str] = NO_HOSTS) -> str:
    """The phone composer's plain text as a body; docs/body.md lists the forms that it knows."""
    return clean(_plain_markup(text, hosts), hosts=hosts)


def to_plain(html: str) -> str:
    """A body as the phone composer's plain text: `from_plain` makes exactly the same body of it.

    A block for which that text has no form, or whose words would be read as one, is a line of HTML.
    """
    # `_plain_markup` reads line by line and nothing goes on across a blank line: what holds for each block
    # holds for the body. Its result is compared before `clean`, so it holds whatever hosts are our own.
    typed = ((_typed_block(element), element) for element in _top_level(html))
    return "\n\n".join(plain if _plain_markup(plain, NO_HOSTS) == raw else raw for plain, raw in typed)


def text(html: str) -> str:
    """The words that readers read: blocks parted by a blank line, items, rows and <br> by a newline."""
    return "\n\n".join(filter(None, map(_block_text, _top_level(html))))


def word_count(html: str) -> int:
    return len(text(html).split())


def excerpt(html: str, words: int = 28, prefix: str = "") -> str:
    """The first words of the running text as one line behind `prefix`, ending in "…" where it is cut."""
    found: list[str] = []
    for block in _top_level(html):
        if block.startswith(("<p", "<blockquote", "<ul", "<ol")):
            found += _block_text(block).split()
        if len(found) > words:
            break
    line = " ".join(found[:words])
    if len(found) > words:
        line = line.rstrip(_NO_ENDING) + "…"
    return f"{prefix.strip()} {line}".strip()


def blocks(html: str) -> list[Block]:
    return [_block(element) for element in _top_level(html)]


def article_ids(html: str) -> list[int]:
    """Ids of the inline cards, in order, each once."""
    return list(dict.fromkeys(block.article_id for block in blocks(html) if block.article_id is not None))


def photo_ids(html: str) -> list[int]:
    """Ids of the photos, in order, each once."""
    return list(dict.fromkeys(block.photo_id for block in blocks(html) if block.photo_id is not None))


def links(html: str) -> list[str]:
    """Addresses that ordinary links lead to, in order, each once; one of this site begins with a slash."""
    return list(dict.fromkeys(map(unescape, _HREF.findall(html))))


def linked_article_ids(html: str) -> list[int]:
    """Ids of the stories that ordinary links lead to, in order, each once."""
    paths = map(_ARTICLE.match, links(html))
    return list(dict.fromkeys(int(path[1]) for path in paths if path))


def with_dateline(html: str, dateline: str) -> str:
    """Opens the first top-level paragraph with the dateline (plain text); a body without one gets one."""
    if not dateline.strip():
        return html
    span = f'<span class="dateline">{escape(dateline, quote=False)}</span>'
    elements = list(_top_level(html))
    for number, element in enumerate(elements):
        if element.startswith("<p>"):
            elements[number] = element.replace("<p>", f"<p>{span}", 1)
            return "\n".join(elements)
    return "\n".join([f"<p>{span}</p>", *elements])


def render(
    html: str,
    *,
    cards: Mapping[int, str],
    embed: Callable[[Block], str],
    photo: Callable[[list[Block]], str],
    table: Callable[[str], str] = str,
    dateline: str = "",
) -> str:
    """The body for readers. The fragments given are HTML already; what has none is left out.

    `photo` gets the photos of a gallery together, any other by itself.
    """
    fragments: dict[str, Callable[[Block], str]] = {
        "text": lambda block: table(block.html) if block.html.startswith("<table>") else block.html,
        "article": lambda block: cards.get(block.article_id or 0, ""),
        "embed": embed,
        "photo": lambda block: photo([block]),
    }
    parts: list[str] = []
    found = blocks(with_dateline(html, dateline))
    for is_gallery, group in groupby(found, key=lambda block: block.layout == "gallery"):
        neighbours = list(group)
        parts += [photo(neighbours)] if is_gallery else [fragments[b.kind](b) for b in neighbours]
    return "\n".join(filter(None, parts))


def for_editor(html: str, base: str) -> str:
    """The body as CKEditor takes it; `base` is the path below which the desk serves the photos."""

    def opening(photo: re.Match[str]) -> str:
        style = f" image-style-{photo[1]}" if photo[1] else ""
        return f'<figure class="image{style}"><img src="{escape(base)}'

    return _PHOTO_OPENING.sub(opening, html)


# ---- Reading what `clean` wrote


def _match(pattern: re.Pattern[str], html: str) -> re.Match[str]:
    """Return the match of a pattern that every canonical spelling begins with. Raises ValueError for any other."""
    if match := pattern.match(html):
        return match
    raise ValueError(f"not canonical: {html[:80]}")


_TOP_TAG = re.compile(r"<(/?)(p|h2|h3|blockquote|ul|ol|table|figure|hr)\b[^>]*>")
_FIGURE = re.compile(r'<figure class="media"><oembed url="([^"]*)"></oembed></figure>')
_PHOTO_OPENING = re.compile(r'<figure class="photo(?: (side|gallery))?"><img src="/')
_PHOTO = re.compile(
    rf'{_PHOTO_OPENING.pattern}foto/([1-9]\d{{0,17}})/">(?:<figcaption>(.*)</figcaption>)?</figure>', re.ASCII
)
_HREF = re.compile(r'<a href="([^"]*)"')
_LINE_BREAK = re.compile(r"<br>|</?(?:li|ul|ol|tr)\b[^>]*>")
_CELL_END = re.compile(r"</t[dh]>")
_TAG = re.compile(r"<[^>]*>")
_NO_ENDING = " .,;:!?…-–—/&([{\"'“”‘’«»"  # what looks wrong before an ellipsis


def _top_level(html: str) -> Iterator[str]:
    depth = start = 0
    for tag in _TOP_TAG.finditer(html):
        if depth == 0:
            start = tag.start()
        if tag[2] != "hr":
            depth += -1 if tag[1] else 1
        if depth == 0:
            yield html[start : tag.end()]


def _block(element: str) -> Block:
    if photo := _PHOTO.fullmatch(element):
        layout, number, caption = photo.groups(default="")
        return Block("photo", element, photo_id=int(number), caption=unescape(caption), layout=layout)
    figure = _FIGURE.fullmatch(element)
    media = figure and _media(unescape(figure[1]), NO_HOSTS)
    if not media:
        return Block("text", element)
    if media.provider:
        return Block("embed", element, url=media.url, provider=media.provider)
    return Block("article", element, article_id=int(_match(_ARTICLE, media.url)[1]), url=media.url)


def _block_text(element: str) -> str:
    return "\n\n".join(filter(None, map(_paragraph_text, element.split("</p>"))))


def _paragraph_text(html: str) -> str:
    lines = (_TAG.sub("", _CELL_END.sub(" ", line)) for line in _LINE_BREAK.split(html))
    return "\n".join(filter(None, (" ".join(unescape(line).split()) for line in lines)))


# ---- The phone composer's plain text

_LINE_SIGNS = {"h2": "## ", "h3": "### ", "ul": "- ", "ol": "1. ", "blockquote": ">"}
PHOTO_SIGNS = {"": "[foto {}]", "side": "[foto {} samping]", "gallery": "[galeri {}]"}
_NUMBERED = re.compile(r"\d{1,9}\. ", re.ASCII)
# Words that follow are the caption; what follows without a space makes it something else, as a link.
_PHOTO_LINE = re.compile(
    r"\[(?:foto\s+0*([1-9][0-9]{0,17})(\s+samping)?|galeri\s+0*([1-9][0-9]{0,17}))\](?:\s+(.*))?",
    re.IGNORECASE,
)
_HTML_LINE = re.compile(
    r'<(?:p|h2|h3|ul|ol|blockquote|table|figure class="(?:media|photo(?: side| gallery)?)"|hr)>'
)
# In the order in which they are read: "_" counts as a letter, so that it must not stand beside another sign.
_MARK_SIGNS = {"em": "_", "strong": "*", "s": "~"}
# What signs within are part of: a web address, save the punctuation behind it, and tags set before.
_WEB_ADDRESS = r"(?i:https?://|www\.)[^\s<]*[^\s<*_~.,;:!?)\]]"
_WHOLE = rf"<[^>]*>|{_WEB_ADDRESS}"
_TYPED_LINK = re.compile(rf"{_WEB_ADDRESS}|\[([^\[\]]+)\]\(((?:[^\s()]|\([^\s()]*\))++)\)")
# From one sign to the next and never back, so that a line full of signs takes no longer.
_TYPED_MARKS = {
    tag: re.compile(rf"{_WHOLE}|(?<![\w@]){sign}(?=\S)((?:{_WHOLE}|[^{sign}])++)(?<=\S){sign}(?![\w@])")
    for tag, sign in ((tag, re.escape(sign)) for tag, sign in _MARK_SIGNS.items())
}
_LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>')
_TYPED_TAG = re.compile(r"</?(strong|em|s|br)>")


def _plain_markup(text: str, hosts: frozenset[str]) -> str:
    """What `to_plain` wrote comes out as it was, other text as HTML that is still to be cleaned."""
    parts = []
    for kind, group in groupby(_plain_lines(text), key=lambda line: line[0]):
        lines = [words for _, words in group]
        if kind == "html":  # each by itself: a tag left open must not reach the next line
            parts += [clean(line, hosts=hosts) for line in lines]
        elif kind in ("h2", "h3"):
            parts += [f"<{kind}>{_inline(line)}</{kind}>" for line in lines]
        elif kind in _LISTS:
            parts.append(f"<{kind}>{''.join(f'<li>{_inline(line)}</li>' for line in lines)}</{kind}>")
        elif kind:
            paragraphs = ("<br>".join(map(_inline, part)) for full, part in groupby(lines, bool) if full)
            html = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
            parts.append(html if kind == "p" else f"<blockquote>{html}</blockquote>")
    return "\n".join(parts)


def _plain_lines(text: str) -> Iterator[tuple[str, str]]:
    """What each line is, "" for a blank one, and its words or its HTML."""
    kind = ""
    for line in _INVISIBLE.sub("", text).splitlines():
        kind, words = _plain_line(line.strip(), kind)
        yield kind, words


def _plain_line(line: str, before: str) -> tuple[str, str]:
    if _HTML_LINE.match(line):
        return "html", line
    if line == "---":
        return "html", "<hr>"
    if photo := _PHOTO_LINE.fullmatch(line):
        number, beside, in_gallery, caption = photo.groups(default="")
        layout = "gallery" if in_gallery else "side" if beside else ""
        return "html", str(_Photo(number or in_gallery, layout, [caption]))
    # A list counts from one: a line that begins with another number keeps it, unless it goes on with a list.
    if before == "ol" and (ordinal := _NUMBERED.match(line)):
        return "ol", line[ordinal.end() :].strip()
    for kind, sign in _LINE_SIGNS.items():
        if line.startswith(sign):
            return kind, line.removeprefix(sign).strip()
    # The address of a story stands alone whoever's it is, so that this does not depend on our own hosts.
    if _LOOKS_LIKE_ADDRESS.fullmatch(line) and (_media(line, NO_HOSTS) or _ARTICLE.match(_split(line)[1])):
        return "html", f"<p>{_escaped(line)}</p>"
    return ("p" if line else ""), line


def _inline(line: str) -> str:
    html = _TYPED_LINK.sub(_link_html, _escaped(line))
    for tag, pattern in _TYPED_MARKS.items():
        html = pattern.sub(partial(_mark_html, tag), html)
    return html


def _mark_html(tag: str, match: re.Match[str]) -> str:
    return f"<{tag}>{match[1]}</{tag}>" if match[1] else match[0]


def _link_html(found: re.Match[str]) -> str:
    shown = found[1] and found[1].strip()  # none for an address; without words there would be no link to see
    tag = _link_tag(unescape(found[2]), NO_HOSTS) if shown else ""
    return f"{tag}{found[1]}</a>" if tag else found[0]


def _typed_block(element: str) -> str:
    """A block as it would be typed, or something that does not read back as this block."""
    tag = _match(_TOP_TAG, element)[2]
    words = element[len(tag) + 2 : -len(tag) - 3]
    if tag == "hr":
        return "---"
    if figure := _FIGURE.fullmatch(element):
        return unescape(figure[1])
    if photo := _PHOTO.fullmatch(element):
        layout, number, caption = photo.groups(default="")
        return f"{PHOTO_SIGNS[layout].format(number)} {unescape(caption)}".strip()
    if tag in _LISTS:
        items = enumerate(map(_typed, words[4:-5].split("</li><li>")), 1)
        return "\n".join(f"{n}. {item}" if tag == "ol" else f"- {item}" for n, item in items)
    if tag == "blockquote":
        lines = _typed(words[3:-4].replace("</p><p>", "<br><br>")).split("\n")
        return "\n".join(f"> {line}".strip() for line in lines)
    return _LINE_SIGNS.get(tag, "") + _typed(words)


def _typed(html: str) -> str:
    signs = {**_MARK_SIGNS, "br": "\n"}
    return unescape(_TYPED_TAG.sub(lambda tag: signs[tag[1]], _LINK.sub(r"[\2](\1)", html)))


# ---- Before the parser

_MAX_DEPTH = 200  # elements within elements; an honest body has about ten
_UNPARSABLE = re.compile("[\x00\ud800-\udfff]")
_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][^\t\n\f\r />]*)([^<>]*>?)")
# Elements that end by themselves or hold no elements: they add no depth, and their end tag may be missing.
_UNNESTED = _names(
    "a area base br button caption col colgroup dd dt embed hr iframe img input li link meta nobr noembed "
    "noframes noscript optgroup option p param plaintext script source style tbody td textarea tfoot th "
    "thead title tr track wbr xmp"
)
_UNKEPT_FORMATTING = frozenset({"big", "code", "font", "small", "tt", "u"})
_NOT_BOLD = re.compile(r"(?<![\w-])font-weight:\s*(?:normal|400)")  # Google Docs wraps all in such a <b>


def _tame(html: str) -> str:
    """Renames tags that cost an HTML5 parser the square of its input, in time or in memory.

    That is depth, and unclosed formatting elements: each paragraph after them reopens them all, and only
    those alike in every attribute count as one: with attributes they become spans. All but the names stays,
    so that a tag misread here (in a comment, in a value) does no harm; what is safe is decided afterwards.
    """
    opened: defaultdict[str, list[str]] = defaultdict(list)  # name → the names given to those still open
    depth = 0

    def rename(tag: re.Match[str]) -> str:
        nonlocal depth
        slash, name, rest = tag[1], tag[2].lower(), tag[3]
        if name in _UNNESTED or (slash and not opened[name]):
            return tag[0]
        if slash:
            depth -= 1
            return f"</{opened[name].pop().partition(' ')[0]}{rest}"
        given = name
        if depth >= _MAX_DEPTH:
            given = "br"  # holds nothing, and keeps words apart
        elif name in _UNKEPT_FORMATTING or (name in ("b", "strong") and _NOT_BOLD.search(rest)):
            given = "span"
        elif name in _FORMATTING and rest.strip(" \t\n\f\r/") != ">":
            given = f"span data-mark={name}"
        opened[name].append(given)
        depth += 1
        return f"<{given}{rest}"

    return _ANY_TAG.sub(rename, html)


# ---- After the parser

_FALLBACK = re.compile(r"(?<=<iframe)([^>]*>).*?(?=</iframe>)", re.DOTALL)  # not escaped, and never shown
# A language other than the site's, in its short form: word processors write one with a country ("EN-US") around
# whatever is typed, in the wrong language more often than not.
_LANGUAGE = re.compile(r"(?!(?:id|in|ind)\b)[a-z]{2,3}(?:-[A-Z][a-z]{3})?", re.ASCII)
_HOME = re.compile(r"(?:id|in|ind)\b", re.ASCII | re.IGNORECASE)
_TOKEN = re.compile(r'<(/?)([a-z0-9]+)((?: [^\s"=<>]+="[^"]*")*)>|[^<]+')  # as nh3 writes, well-formed
_ATTRIBUTE = re.compile(r' ([^\s"=]+)="([^"]*)"')


def _attributes(written: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(written)}


# ---- Lines: text with marks

# What readers cannot see. A joiner between two emoji is kept: it makes one of them.
_EMOJI = r"\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f"
    r"\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
    rf"|(?<![{_EMOJI}\ufe0f])\u200d|\u200d(?![{_EMOJI}])"
)


class _Run(NamedTuple):
    text: str  # " " and "\n" (a <br>) stand between words only
    marks: tuple[str, ...]  # opening tags, outermost first


def _visible(text: str) -> str:
    if text.isascii() and text.isprintable():  # as most runs are: nothing to look for
        return text
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).replace("\n", " ")


def _paragraphs(runs: list[_Run]) -> Iterator[list[_Run]]:
    """Parts a line at two <br> in a row, collapses white space and trims both ends.

    A space between two words gets the marks they share, so that it never matters on which side of a tag it
    was typed, nor whether a mark was set word by word.
    """
    paragraph: list[_Run] = []
    gap = ""
    for text, marks in runs:
        words = text.split()
        if not words:
            gap += text
            continue
        gap += " " if text[0].isspace() else ""
        if paragraph and gap.count("\n") > 1:
            yield paragraph
            paragraph = []
        elif paragraph and gap:
            paragraph.append(_Run("\n" if "\n" in gap else " ", _shared(paragraph[-1].marks, marks)))
        paragraph.append(_Run(" ".join(words), marks))
        gap = " " if text[-1].isspace() else ""
    if paragraph:
        yield paragraph


def _joined(lines: Iterable[list[_Run]]) -> list[_Run]:
    """Lines as one line with <br> between them."""
    joined: list[_Run] = []
    for line in lines:
        if joined:
            joined.append(_Run("\n", _shared(joined[-1].marks, line[0].marks)))
        joined += line
    return joined


def _shared(marks: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(mark for mark in marks if mark in others)


def _markup(runs: list[_Run]) -> str:
    if len(runs) == 1 and not runs[0].marks:
        return _escaped(runs[0].text)
    parts: list[str] = []
    opened: tuple[str, ...] = ()
    for marks, group in groupby(runs, key=lambda run: run.marks):
        shared = 0
        while shared < min(len(opened), len(marks)) and opened[shared] == marks[shared]:
            shared += 1
        parts += [_end_tag(mark) for mark in reversed(opened[shared:])]
        parts += [*marks[shared:], _escaped("".join(run.text for run in group))]
        opened = marks
    parts += [_end_tag(mark) for mark in reversed(opened)]
    return "".join(parts)


def _end_tag(opening: str) -> str:
    return f"</{opening[1:].rstrip('>').split()[0]}>"


def _escaped(text: str) -> str:
    # U+0338 would melt with the ">" of a tag if something normalised the whole body to NFC.
    text = escape(unicodedata.normalize("NFC", text), quote=False).replace("\u0338", "&#824;")
    return text.replace("\n", "<br>")


# ---- Photos

# By the classes that CKEditor, WordPress and we ourselves give them.
_LAYOUTS = {
    "gallery": _names("gallery image-style-gallery wp-block-gallery"),
    "side": _names(
        "side image-style-side align-left align-right alignleft alignright image-style-align-left "
        "image-style-align-right"
    ),
}
_NO_WORDS = re.compile(r"(?:\s|&nbsp;|<br>)*+</figcaption>")


@dataclass
class _Photo:
    number: str
    layout: str
    caption: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        names = f"photo {self.layout}".strip()
        words = " ".join("".join(self.caption).split())
        caption = f"<figcaption>{_escaped(words)}</figcaption>" if words else ""
        return f'<figure class="{names}"><img src="/foto/{self.number}/">{caption}</figure>'


class _Scope(NamedTuple):
    """An open figure or table. A table keeps its photos to itself: the caption of its figure is not theirs."""

    layout: str
    bare: int  # photos without a caption that stand before it
    captions: list[int]


def _photos(html: str, hosts: frozenset[str]) -> dict[int, _Photo]:
    """Our photos by the places of their tags, and by that of the figcaption that is theirs.

    A figcaption goes to the last photo of its figure that has none; of several, the last one. It may stand
    before its photo: that is why this is found out before anything is laid out.
    """
    found: dict[int, _Photo] = {}
    bare: list[_Photo] = []
    scopes = [_Scope("", 0, [])]
    for token in _TOKEN.finditer(html) if "<img " in html else ():
        slash, tag, written = token.groups(default="")
        scope = scopes[-1]
        if tag == "img" and (photo := _photo(_attributes(written), scope.layout, hosts)):
            found[token.start()] = photo
            bare.append(photo)
        elif tag == "figcaption" and not slash and not _NO_WORDS.match(html, token.end()):
            scope.captions.append(token.start())
        elif tag in ("figure", "table") and not slash:
            scopes.append(_Scope(_layout(_attributes(written), scope.layout), len(bare), []))
        elif tag in ("figure", "table"):
            scopes.pop()
            if tag == "table":
                del bare[scope.bare :]
            for place in reversed(scope.captions):
                if len(bare) > scope.bare:
                    found[place] = bare.pop()
    return found


def _photo(attributes: dict[str, str], outer: str, hosts: frozenset[str]) -> _Photo | None:
    path = _PHOTO_PATH.match(_own_path(_address(attributes.get("src", "")), hosts) or "")
    return _Photo(path[1], _layout(attributes, outer)) if path else None


def _layout(attributes: dict[str, str], outer: str) -> str:
    classes = {*attributes.get("class", "").split(), outer}
    return next((layout for layout, names in _LAYOUTS.items() if classes & names), "")


# ---- Blocks


@dataclass
class _List:
    tag: str
    items: list[list[list[_Run] | str]] = field(default_factory=lambda: [[]])  # of lines and lists (HTML)


@dataclass
class _Cell:
    tag: str
    spans: str
    lines: list[list[_Run]] = field(default_factory=list)

    def html(self) -> str:
        return f"<{self.tag}{self.spans}>{_markup(_joined(self.lines))}</{self.tag}>"


class _Layout:
    """Takes tags and text in order and lays out canonical blocks.

    Where structures stand in one another the outermost decides: what a quotation, a list or a cell holds
    becomes lines of it. Only a list in a list stays one.
    """

    def __init__(self, hosts: frozenset[str], photos: Mapping[int, _Photo]):
        self.hosts = hosts
        self.photos = photos  # by the places of their tags and captions
        self.blocks: list[str | _Photo] = []
        self.line: list[_Run] = []
        self.marks: tuple[str, ...] | None = ()  # None: to be worked out when text comes
        self.marked: Counter[str] = Counter()  # open inline elements
        self.spans: list[str] = []  # open spans: their marks, "" where they are none
        self.languages: list[str] = []  # of each open element: its mark, "" for the site's own
        self.links: list[str] = []  # open links: their opening tags, "" where there is no usable address
        self.headings: list[str] = []
        self.structure: list[str] = []  # open quotations, lists, tables
        self.quote: list[str] = []
        self.lists: list[_List] = []
        self.rows: dict[str, list[list[_Cell]]] = {}
        self.section = "tbody"
        self.cell: _Cell | None = None
        self.lifted: list[str | _Photo] = []  # found inside a structure or a heading: they follow it
        self.captions: list[_Photo | None] = []  # open figcaptions: whose words they hold

    def finished(self) -> Iterator[str]:
        """The blocks; a card, an embed, a photo or a rule stands never twice in a row."""
        self.end_line()
        for html, same in groupby(map(str, self.blocks)):
            yield from [html] if html.startswith(("<figure", "<hr")) else same

    def text(self, text: str) -> None:
        self._add_run(_visible(text))

    def open(self, tag: str, attributes: dict[str, str], place: int) -> None:
        if tag not in _VOID:
            self._open_language(attributes.get("lang", ""))
        if tag == "br":
            self._add_run("\n")
        elif tag == "img":
            if place in self.photos:
                self._add_run(" ")
                self._add_apart(self.photos[place])
        elif tag == "a":
            self.links.append(_link_tag(attributes.get("href", ""), self.hosts))
            self.marks = None
        elif tag == "span":
            self.spans.append(_FORMATTING.get(attributes.get("data-mark", ""), ""))
            self.marked[self.spans[-1]] += 1
            self.marks = None
        elif tag in _SAME_AS:
            self.marked[_SAME_AS[tag]] += 1
            self.marks = None
        elif tag == "q":
            pass  # of use for its language alone
        elif tag == "figcaption":
            self.end_line()
            self.captions.append(self.photos.get(place, self.captions[-1] if self.captions else None))
        else:
            self.end_line()
            self._open_block(tag, attributes)

    def close(self, tag: str) -> None:
        if tag == "a":
            self.links.pop()
            self.marks = None
        elif tag == "span":
            self.marked[self.spans.pop()] -= 1
            self.marks = None
        elif tag in _SAME_AS:
            self.marked[_SAME_AS[tag]] -= 1
            self.marks = None
        elif tag != "q":
            self.end_line()
            self._close_block(tag)
        self.languages.pop()
        self.marks = None

    def _open_language(self, tag: str) -> None:
        """What an element says of its language counts within it, until one in it says something else."""
        language = self.languages[-1] if self.languages else ""
        if _HOME.match(tag):
            language = ""
        elif _LANGUAGE.fullmatch(tag):
            language = f'<span lang="{tag}">'
        self.languages.append(language)
        self.marks = None

    def end_line(self) -> None:
        if self.line:
            for runs in _paragraphs(self.line):
                self._add_line(runs)
            self.line = []

    def _add_run(self, text: str) -> None:
        if self.marks is None:
            link = self.links[-1:] if any(self.links[-1:]) else []
            language = filter(None, self.languages[-1:])
            self.marks = (*link, *language, *(f"<{mark}>" for mark in _MARKS if self.marked[mark]))
        self.line.append(_Run(text, self.marks))

    def _open_block(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _HEADINGS:
            self.headings.append(_HEADINGS[tag])
        elif tag in _STRUCTURES:
            self.structure.append(tag)
            if tag in _LISTS and self.structure[0] in _LISTS:
                self.lists.append(_List(tag))
        elif tag == "li" and self.structure[-1:] and self.structure[-1] in _LISTS and self.lists:
            self.lists[-1].items.append([])
        elif tag == "hr" and not self.structure:
            self.blocks.append("<hr>")
        elif tag == "iframe":
            self._add_media(attributes.get("src", ""), or_link=False)
        elif address := attributes.get("url") or attributes.get("data-oembed-url"):
            self._add_media(address, or_link=True)
        elif self.structure == ["table"]:
            self._open_table_part(tag, attributes)

    def _open_table_part(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in ("thead", "tbody", "tfoot"):
            self.section = "thead" if tag == "thead" else "tbody"
        elif tag == "tr":
            self.rows.setdefault(self.section, []).append([])
        elif tag in ("td", "th"):
            spans = {name: attributes.get(name, "") for name in ("colspan", "rowspan")}
            self.cell = _Cell(tag, "".join(f' {n}="{v}"' for n, v in spans.items() if _SPAN.fullmatch(v)))
            self.rows[self.section][-1].append(self.cell)

    def _close_block(self, tag: str) -> None:
        if tag in _HEADINGS:
            self.headings.pop()
            self._add_lifted()
        elif tag == "figcaption":
            self.captions.pop()
        elif tag in ("td", "th") and self.structure == ["table"]:
            self.cell = None
        elif tag in _STRUCTURES:
            self._close_structure(tag)

    def _close_structure(self, tag: str) -> None:
        outermost = self.structure[0]
        self.structure.pop()
        if outermost in _LISTS and tag in _LISTS:
            self._close_list()
        if self.structure:
            return
        if outermost == "blockquote" and self.quote:
            self.blocks.append(f"<blockquote>{''.join(self.quote)}</blockquote>")
        elif outermost == "table":
            self._close_table()
        self.quote = []
        self._add_lifted()

    def _close_list(self) -> None:
        """An item without words of its own hands the list it holds to the item before, or gives way to it."""
        closed = self.lists.pop()
        closed.items = [item for item in closed.items if item]
        if not closed.items:
            return
        html = "".join(f"<li>{_item_html(item)}</li>" for item in closed.items)
        html = f"<{closed.tag}>{html}</{closed.tag}>"
        if not self.lists:
            self.blocks.append(html)
            return
        items = self.lists[-1].items
        while items and not items[-1]:
            items.pop()
        if items:
            items[-1].append(html)
        else:
            items.extend(closed.items)

    def _close_table(self) -> None:
        rows = {section: [row for row in rows if row] for section, rows in self.rows.items()}
        self.rows, self.section, self.cell = {}, "tbody", None
        cells = [cell for section in rows.values() for row in section for cell in row]
        if len(cells) == 1:  # not a table but a frame, as mail and old web pages use it
            for line in cells[0].lines:
                self._add_line(line)
        elif any(cell.lines for cell in cells):
            sections = (_section_html(tag, rows.get(tag)) for tag in ("thead", "tbody"))
            self.blocks.append(f"<table>{''.join(sections)}</table>")

    def _add_line(self, runs: list[_Run]) -> None:
        outermost = self.structure[0] if self.structure else ""
        if self.captions and (photo := self.captions[-1]):
            photo.caption += [*(run.text for run in runs), " "]
        elif outermost == "blockquote":
            self.quote.append(f"<p>{_markup(runs)}</p>")
        elif outermost in _LISTS:
            self.lists[-1].items[-1].append(runs)
        elif self.cell:
            self.cell.lines.append(runs)
        elif self.headings:
            self.blocks.append(f"<{self.headings[-1]}>{_markup(runs)}</{self.headings[-1]}>")
        else:
            media = _lone_media(runs, self.hosts)
            self.blocks.append(media.html() if media else f"<p>{_markup(runs)}</p>")

    def _add_media(self, address: str, *, or_link: bool) -> None:
        media = _media(_address(address), self.hosts)
        link = "" if media or not or_link else _link_tag(address, self.hosts)
        if media:
            self._add_apart(media.html())
        elif link:
            self._add_line([_Run(_visible(_address(address)), (link,))])

    def _add_apart(self, block: str | _Photo) -> None:
        """Where it stands, or behind the structure or the heading that holds it."""
        if self.structure or self.headings:
            self.lifted.append(block)
        else:
            self.end_line()
            self.blocks.append(block)

    def _add_lifted(self) -> None:
        if not self.structure:
            self.blocks += self.lifted
            self.lifted = []


def _item_html(parts: list[list[_Run] | str]) -> str:
    groups = groupby(parts, key=lambda part: isinstance(part, str))
    return "".join(
        "".join(cast(Iterable[str], group))
        if is_list
        else _markup(_joined(cast(Iterable[list[_Run]], group)))
        for is_list, group in groups
    )


def _section_html(tag: str, rows: list[list[_Cell]] | None) -> str:
    if not rows:
        return ""
    lines = ("".join(cell.html() for cell in row) for row in rows)
    return f"<{tag}>{''.join(f'<tr>{line}</tr>' for line in lines)}</{tag}>"


# ---- Addresses

_SPAN = re.compile(r"[2-9]|[1-9]\d", re.ASCII)
_ARTICLE = re.compile(r"/berita/0*([1-9]\d{0,17})(?=[/?#]|$)", re.ASCII)
_PHOTO_PATH = re.compile(r"(?:/(?!\.{1,2}/)[\w.~-]+)*/foto/0*([1-9]\d{0,17})/(?=[?#]|$)", re.ASCII)
_EDITOR_SPELLING = re.compile(r"https?:///(?=berita/)", re.IGNORECASE)  # CKEditor's, for a relative address
_LOOKS_LIKE_ADDRESS = re.compile(r"(?:(?:https?:)?//|/berita/)\S+", re.IGNORECASE)
_EXTERNAL = re.compile(r"https?://[^/?#]", re.IGNORECASE)
_DIRECT = re.compile(r"#.|(?:mailto|tel):.", re.IGNORECASE)
_DEFAULT_PORT = re.compile(r"\.?(?::(?:80|443)?)?$")
_SUBDOMAIN = re.compile(r"^(?:www|m|mobile|web|mbasic|music|[a-z]{2}-[a-z]{2})\.")

# Provider, host without subdomain + path + query, canonical address. The canonical one matches its own row.
_PROVIDERS = [
    (provider, re.compile(rf"{pattern}(?=[/?&]|$)", re.ASCII), canonical)
    for provider, pattern, canonical in (
        ("youtube", r"youtube(?:-nocookie)?\.com/(?:shorts|live|embed|v)/(?!videoseries)([\w-]{11})",
                    "https://www.youtube.com/watch?v={0}"),
        ("youtube", r"(?:youtube\.com/watch/?\?(?:.*&)?v=|youtu\.be/)([\w-]{11})",
                    "https://www.youtube.com/watch?v={0}"),
        ("tiktok", r"tiktok\.com/@([\w.-]+)/(video|photo)/(\d+)", "https://www.tiktok.com/@{0}/{1}/{2}"),
        ("tiktok", r"tiktok\.com/t/(\w+)", "https://www.tiktok.com/t/{0}/"),
        ("tiktok", r"(v[mt])\.tiktok\.com/(\w+)", "https://{0}.tiktok.com/{1}/"),
        ("instagram", r"instagram\.com/(?:(?!share/)[\w.]+/)?(p|reel|tv)s?/([\w-]+)",
                      "https://www.instagram.com/{0}/{1}/"),
        ("facebook", r"facebook\.com/(?:watch/?|video\.php)\?(?:.*&)?v=(\d+)", "https://www.facebook.com/watch/?v={0}"),
        ("facebook", r"facebook\.com/reel/(\d+)", "https://www.facebook.com/reel/{0}/"),
        ("facebook", r"facebook\.com/(share/(?:[pvr]/)?[\w-]+)", "https://www.facebook.com/{0}/"),
        ("facebook", r"facebook\.com/([\w.-]+)/(posts|videos)/(?:[^/?]+/)?(\d+|pfbid\w+)",
                     "https://www.facebook.com/{0}/{1}/{2}/"),
        ("facebook", r"facebook\.com/groups/([\w.-]+)/(?:posts|permalink)/(\d+)",
                     "https://www.facebook.com/groups/{0}/posts/{1}/"),
        ("facebook", r"facebook\.com/(?:permalink|story)\.php\?(?=(?:.*&)?story_fbid=(\w+))(?:.*&)?id=(\d+)",
                     "https://www.facebook.com/permalink.php?story_fbid={0}&id={1}"),
        ("facebook", r"fb\.watch/([\w-]+)", "https://fb.watch/{0}/"),
        ("x", r"(?:twitter|x)\.com/(i/web|\w+)/status(?:es)?/(\d+)", "https://x.com/{0}/status/{1}"),
    )
]  # fmt: skip


class _Media(NamedTuple):
    url: str
    provider: str  # "" for a story of ours

    def html(self) -> str:
        return f'<figure class="media"><oembed url="{escape(self.url)}"></oembed></figure>'


def _media(address: str, hosts: frozenset[str]) -> _Media | None:
    """The card or embed that an address stands for, if it does."""
    if not _LOOKS_LIKE_ADDRESS.fullmatch(address):
        return None
    own = _own_path(address, hosts)
    if own is not None:
        article = _ARTICLE.match(own)
        return _Media(f"/berita/{article[1]}/", "") if article else None
    host, rest = _split(address)
    known = f"{_SUBDOMAIN.sub('', host)}{rest.partition('#')[0]}"
    for provider, pattern, canonical in _PROVIDERS:
        if found := pattern.match(known):
            return _Media(canonical.format(*found.groups()), provider)
    return None


def _lone_media(runs: list[_Run], hosts: frozenset[str]) -> _Media | None:
    """What a paragraph stands for that is one bare address, or one link that shows its own address."""
    media = _media("".join(run.text for run in runs), hosts)
    links = {_HREF.match(run.marks[0]) for run in runs if run.marks} if media else set()
    targets = {_media(unescape(link[1]), hosts) for link in links if link}
    return media if targets <= {media} else None


def _link_tag(address: str, hosts: frozenset[str]) -> str:
    """The opening tag of a link, "" where the address is none that a reader may be sent to."""
    url = _address(address)
    own = _own_path(url, hosts)
    if own is not None and not own.startswith("//"):
        return f'<a href="{escape(own)}">'
    tag = f'<a href="{escape(url)}">'
    if not _ALLOW_LIST.clean(tag).startswith("<a href"):  # no address that a browser could parse
        return ""
    if _EXTERNAL.match(url):
        return f'{tag[:-1]} rel="noopener">'
    return tag if _DIRECT.match(url) else ""


def _address(raw: str) -> str:
    """As a browser reads it: without control characters, and nothing in it that could pass for another."""
    url = re.sub(r"[\t\n\r]", "", _INVISIBLE.sub("", raw)).strip()
    return re.sub(r"\s", "%20", url).replace("\\", "%5C")


def _own_path(url: str, hosts: frozenset[str]) -> str | None:
    """Path, query and fragment if the address is on this site, else None."""
    if url.startswith("/") and not url.startswith("//"):
        return url
    if spelling := _EDITOR_SPELLING.match(url):
        return url[spelling.end() - 1 :]
    host, rest = _split(url)
    return rest if host in hosts else None


def _split(url: str) -> tuple[str, str]:
    """Host (lower case, without a default port) and the rest of an absolute web address, or ("", "")."""
    try:
        parts = urlsplit(url)
    except ValueError:  # brackets that hold no IPv6 address
        return "", ""
    if parts.scheme not in ("http", "https", "") or not parts.netloc:
        return "", ""
    rest = url.partition("//")[2].removeprefix(parts.netloc)
    return _DEFAULT_PORT.sub("", parts.netloc.lower()), rest if rest.startswith("/") else f"/{rest}"
