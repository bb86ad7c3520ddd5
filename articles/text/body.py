"""The body of a story: any HTML in, one canonical and safe spelling out, and what is read from that spelling.

`clean` takes whatever comes; every other function expects what it returns. The path is `parsing.safe_html`
(nothing that makes an HTML5 parser slow, then nh3: parse as browsers do, allow-list) → `layout.Layout` (plain
data: a line is a list of runs of text with their marks) → text that these modules write themselves, so that
nothing outside the canonical forms of docs/body.md can come out. No step recurses: deep nesting costs no
stack.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from articles.text import omissions
from articles.text.addresses import ARTICLE_PATH, ATTACHMENT_PATH, HREF, NO_HOSTS, STORY_NUMBER
from articles.text.directions import directed
from articles.text.layout import Layout
from articles.text.media import ATTACHMENT, TITLED, frame_address, media_at
from articles.text.parsing import TOKEN, attributes, safe_html
from articles.text.photo_figures import photo_figures

TOP_TAG = re.compile(r"<(/?)(p|h2|h3|blockquote|ul|ol|table|figure|hr)\b[^>]*>")
MEDIA_FIGURE = re.compile(r'<figure class="media"><oembed url="([^"]*)"></oembed></figure>')
_PHOTO_OPENING = re.compile(r'<figure class="photo(?: (side|gallery))?"><img src="/')
PHOTO_FIGURE = re.compile(
    rf'{_PHOTO_OPENING.pattern}foto/([1-9]\d{{0,17}})/">(?:<figcaption>(.*)</figcaption>)?</figure>', re.ASCII
)
_LONE_LINK = re.compile(r'<p><a href="([^"]*)"(?: rel="noopener")?>([^<]*)</a></p>')
_LINE_BREAK = re.compile(r"<br>|</?(?:li|ul|ol|tr)\b[^>]*>")
_CELL_END = re.compile(r"</t[dh]>")
_TAG = re.compile(r"<[^>]*>")
# The last word of a sentence; not "H.", "No.", "Jl.", "dr." or "S.H.", which stand before names and numbers.
_SENTENCE_END = re.compile(r"(?:(?<![A-Z])(?<!\b[A-Za-z])(?<!\b[A-Za-z]{2})\.|[!?…])[\"'”’»)\]]*$|[\])]\.$")
_NO_ENDING = " .,;:!?…-–—/&([{\"'“”‘’«»"  # what looks wrong before an ellipsis


@dataclass(frozen=True)
class Block:
    """One top-level element of a body. An article's card has its `article_id`, an attachment's its `attachment_id`,
    an embed its `provider`; a chart or a map that a link leads to has the link's words as its `title`.

    A photo has its `photo_id`, and a `caption` where it has one of its own here (text, not HTML).
    """

    kind: Literal["text", "article", "attachment", "embed", "photo"]
    html: str
    article_id: int | None = None
    url: str = ""
    provider: str = ""
    photo_id: int | None = None
    caption: str = ""
    layout: str = ""  # "side" or "gallery"
    title: str = ""
    attachment_id: int | None = None

    @property
    def frame(self) -> str:
        """The address that a frame shows of an embed, once a reader asks for it; "" where it is only a link."""
        return frame_address(self.url)


def clean(html: str, *, hosts: frozenset[str] = NO_HOSTS) -> str:
    """Return any HTML as canonical safe HTML, one top-level block a line; `hosts` (lower case) are our
    own."""
    safe = safe_html(html)
    layout = Layout(hosts, photo_figures(safe, hosts))
    for token in TOKEN.finditer(safe):
        slash, tag, tag_attributes = token.groups()
        if tag is None:
            layout.text(unescape(token[0]))
        elif slash:
            layout.close(tag)
        else:
            layout.open(tag, attributes(tag_attributes), token.start())
    return "\n".join(layout.finish())


def left_out(html: str, *, hosts: frozenset[str] = NO_HOSTS) -> dict[str, int]:
    """Return the number of things of each kind that `clean` leaves out of any HTML: see `omissions`."""
    return omissions.left_out(html, hosts)


def text(html: str) -> str:
    """Return the words that readers read: blocks parted by a blank line, items, rows and <br> by a
    newline."""
    return "\n\n".join(filter(None, map(_block_text, top_elements(html))))


def word_count(html: str) -> int:
    """Return the number of words that readers read."""
    return len(text(html).split())


def excerpt(html: str, words: int = 28, prefix: str = "", *, whole_sentences: bool = False) -> str:
    """Return the first words of the running text as one line behind `prefix`, ending in "…" where it is
    cut.

    With `whole_sentences` it is cut behind a sentence, if one ends there.
    """
    running: list[str] = []
    for block in top_elements(html):
        if block.startswith(("<p", "<blockquote", "<ul", "<ol")):
            running += _block_text(block).split()
        if len(running) > words:
            break
    first = running[:words]
    line = " ".join(first)
    if len(running) > words:
        end = _end_of_sentence(running, words) if whole_sentences else 0
        line = " ".join(running[:end]) + " …" if end else line.rstrip(_NO_ENDING) + "…"
    return f"{prefix.strip()} {line}".strip()


def _end_of_sentence(running: list[str], most: int) -> int:
    """Return how many of the words make whole sentences, at most `most`; 0 where the first one is longer.

    A full stop ends one where the next word begins another; a short word before it may be an abbreviation.
    """
    ends = 0
    for place, (word, following) in enumerate(pairwise(running[: most + 1]), 1):
        begins_another = following.lstrip("\"'“‘«([")[:1]
        if _SENTENCE_END.search(word) and (begins_another.isupper() or begins_another.isdigit()):
            ends = place
    return ends


def blocks(html: str) -> list[Block]:
    """Return the top-level elements of a body, in order."""
    return [_block(element) for element in top_elements(html)]


def opening(html: str) -> Block | None:
    """Return the first block of a body."""
    first = next(top_elements(html), "")
    return _block(first) if first else None


class References(NamedTuple):
    """The ids of what stands in a body, in order, each once."""

    articles: tuple[int, ...]
    photos: tuple[int, ...]
    attachments: tuple[int, ...]


def references(html: str) -> References:
    """Return the ids of all inline cards, photos and attachments of a body."""
    parts = blocks(html)
    ids = ([getattr(block, name) for block in parts] for name in ("article_id", "photo_id", "attachment_id"))
    return References(*(tuple(dict.fromkeys(pk for pk in of_kind if pk is not None)) for of_kind in ids))


def article_ids(html: str) -> list[int]:
    """Return the ids of the inline cards, in order, each once."""
    return list(references(html).articles)


def photo_ids(html: str) -> list[int]:
    """Return the ids of the photos, in order, each once."""
    return list(references(html).photos)


def attachment_ids(html: str) -> list[int]:
    """Return the ids of the attachments, in order, each once."""
    return list(references(html).attachments)


def without_photos(html: str, ids: Collection[int]) -> str:
    """Return a body without the photos of these ids."""
    return "\n".join(block.html for block in blocks(html) if block.photo_id not in ids)


def without_attachments(html: str, ids: Collection[int]) -> str:
    """Return a body without the attachments of these ids."""
    return "\n".join(block.html for block in blocks(html) if block.attachment_id not in ids) if ids else html


def links(html: str) -> list[str]:
    """Return the addresses that ordinary links lead to, in order, each once; one of this site begins with a
    slash."""
    return list(dict.fromkeys(map(unescape, HREF.findall(html))))


def linked_article_ids(html: str) -> list[int]:
    """Return the ids of the stories that ordinary links lead to, in order, each once."""
    paths = map(STORY_NUMBER.match, links(html))
    return list(dict.fromkeys(int(path[1]) for path in paths if path))


def with_dateline(html: str, dateline: str) -> str:
    """Return a body whose first top-level paragraph opens with the dateline (plain text).

    A body without a paragraph gets one.
    """
    if not dateline.strip():
        return html
    # Tools that keep the text of a page alone drop what a name with "date" in it stands on.
    span = f'<span class="place">{escape(dateline, quote=False)}</span>'
    elements = list(top_elements(html))
    for number, element in enumerate(elements):
        if _is_paragraph(element):
            elements[number] = element.replace("<p>", f"<p>{span}", 1)
            return "\n".join(elements)
    return "\n".join([f"<p>{span}</p>", *elements])


def with_sign_off(html: str, sign_off: str) -> str:
    """Return a body whose last top-level paragraph ends with the sign-off (plain text).

    A body that does not end with a paragraph gets one of its own behind it.
    """
    if not sign_off.strip():
        return html
    span = f'<span class="sign-off">{escape(sign_off, quote=False)}</span>'
    elements = list(top_elements(html))
    if elements and _is_paragraph(elements[-1]):
        elements[-1] = f"{elements[-1].removesuffix('</p>')} {span}</p>"
    else:
        elements.append(f"<p>{span}</p>")
    return "\n".join(elements)


def render(
    html: str,
    *,
    cards: Mapping[int, str],
    embed: Callable[[Block], str],
    photo: Callable[[list[Block]], str],
    attachment: Callable[[Block], str] = lambda block: "",
    table: Callable[[str], str] = str,
    dateline: str = "",
    sign_off: str = "",
    is_paid: bool = False,
) -> str:
    """Return the body for readers. The fragments given are HTML already; what has none is left out.

    `photo` gets the photos of a gallery together, any other by itself. Links of a text that somebody paid for say so, as
    search engines ask.
    """
    if is_paid:
        html = html.replace(' rel="noopener">', ' rel="sponsored noopener">')
    fragments: dict[str, Callable[[Block], str]] = {
        "text": lambda block: table(html) if (html := directed(block.html)).startswith("<table") else html,
        "article": lambda block: cards.get(block.article_id or 0, ""),
        "attachment": attachment,
        "embed": embed,
        "photo": lambda block: photo([block]),
    }
    parts: list[str] = []
    dated = blocks(with_sign_off(with_dateline(html, dateline), sign_off))
    for is_gallery, group in groupby(dated, key=lambda block: block.layout == "gallery"):
        neighbours = list(group)
        parts += [photo(neighbours)] if is_gallery else [fragments[b.kind](b) for b in neighbours]
    return "\n".join(filter(None, parts))


def card(article_id: int) -> str:
    """Return the block of a story's inline card."""
    return f'<figure class="media"><oembed url="/berita/{article_id}/"></oembed></figure>'


def for_editor(html: str, base: str) -> str:
    """Return the body as CKEditor takes it; `base` is the path below which the desk serves the photos."""

    def opening(photo: re.Match[str]) -> str:
        style = f" image-style-{photo[1]}" if photo[1] else ""
        return f'<figure class="image{style}"><img src="{escape(base)}'

    return _PHOTO_OPENING.sub(opening, html)


def top_elements(html: str) -> Iterator[str]:
    """Yield the HTML of each top-level element of a body."""
    depth = start = 0
    for tag in TOP_TAG.finditer(html):
        if depth == 0:
            start = tag.start()
        if tag[2] != "hr":
            depth += -1 if tag[1] else 1
        if depth == 0:
            yield html[start : tag.end()]


def _block(element: str) -> Block:
    if photo := PHOTO_FIGURE.fullmatch(element):
        layout, number, caption = photo.groups(default="")
        return Block("photo", element, photo_id=int(number), caption=unescape(caption), layout=layout)
    if figure := MEDIA_FIGURE.fullmatch(element):
        return _media_block(element, unescape(figure[1]))
    if link := _LONE_LINK.fullmatch(element):
        media = media_at(unescape(link[1]), NO_HOSTS)
        if media and media.provider in TITLED:
            title = " ".join(unescape(link[2]).split())
            return Block("embed", element, url=media.url, provider=media.provider, title=title)
    return Block("text", element)


def _is_paragraph(element: str) -> bool:
    """Return whether an element is running text: a link that is shown as a chart or a map is none."""
    return element.startswith("<p>") and _block(element).kind == "text"


def _media_block(element: str, address: str) -> Block:
    media = media_at(address, NO_HOSTS)
    if not media:
        return Block("text", element)
    if media.provider == ATTACHMENT:
        number = int(match_canonical(ATTACHMENT_PATH, media.url)[1])
        return Block("attachment", element, attachment_id=number, url=media.url)
    if media.provider:
        return Block("embed", element, url=media.url, provider=media.provider)
    return Block(
        "article", element, article_id=int(match_canonical(ARTICLE_PATH, media.url)[1]), url=media.url
    )


def _block_text(element: str) -> str:
    return "\n\n".join(filter(None, map(_paragraph_text, element.split("</p>"))))


def _paragraph_text(html: str) -> str:
    lines = (_TAG.sub("", _CELL_END.sub(" ", line)) for line in _LINE_BREAK.split(html))
    return "\n".join(filter(None, (" ".join(unescape(line).split()) for line in lines)))


def match_canonical(pattern: re.Pattern[str], html: str) -> re.Match[str]:
    """Return the match of a pattern that every canonical spelling begins with.

    Raises ValueError for any other.
    """
    if match := pattern.match(html):
        return match
    raise ValueError(f"not canonical: {html[:80]}")
