"""A post's editor text as plain HTML: block comments, shortcodes and WordPress's own paragraphs are resolved.

The result has the elements that browsers know and nothing that WordPress alone understands.
"""

import json
import re
from collections.abc import Iterator, Sequence
from html import escape
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _

from articles.filing.items import Note
from articles.filing.words import names, words
from articles.wordpress import builders, shortcodes
from articles.wordpress.items import EMPTY, Library
from articles.wordpress.paragraphs import paragraphs

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_BLOCK = re.compile(
    r"<!--\s*(?P<slash>/?)wp:(?P<name>[a-zA-Z][\w/-]*)"
    r"(?P<json>(?:\s+\{(?:(?!-->|<!--).)*\})?)\s*(?P<closed>/?)\s*-->",
    re.DOTALL,
)
_WRITTEN_BLOCK = re.compile(r"&lt;!--\s*/?wp:(?:(?!--&gt;).)*--&gt;", re.DOTALL)  # pasted as text by mistake
_PART_MARK = re.compile(r"<!--\s*(more\b(?:(?!-->).)*|nextpage|noteaser)-->", re.DOTALL)
_PRE = re.compile(r"(<pre\b[^>]*>)((?:(?!</?pre\b).)*)(?=</pre>)", re.IGNORECASE | re.DOTALL)
_PICTURE = re.compile(r"(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)
_REUSABLE = re.compile(r'<!-- wp:block \{[^}]*?"ref":\s*"?(\d{1,18})"?[^}]*\}\s*/-->', re.ASCII)
_MOST_REUSABLE = 3  # within one another
_HAS_ITS_OWN = re.compile(
    r"\s*<(?:!--|/|(?:p|div|figure|ul|ol|h[1-6]|table|blockquote|section|article|aside|hr|pre|dl|details|form|iframe|script|style)\b)",
    re.IGNORECASE,
)
_FOOTNOTE_MARK = re.compile(r'<sup\s[^>]*?data-fn="([^"]*)"[^>]*>((?:(?!</sup>).)*)</sup>', re.DOTALL)
# Blocks of WordPress itself; of others the text is kept, with a note.
_CORE_BLOCKS = names(
    "audio button buttons classic code column columns cover details embed file footnotes freeform gallery "
    "group heading html image list list-item media-text missing more nextpage paragraph preformatted "
    "pullquote quote separator shortcode spacer subhead table text-columns verse video"
)


def plain(content: str, notes: list[Note], uploads: Sequence[int] = (), library: Library = EMPTY) -> str:
    """The HTML of an editor text; `notes` name what has no counterpart here.

    `uploads` are the pictures that were uploaded to the story: a gallery without numbers shows them. `library` has
    the parts that stand in items of their own.
    """
    text = _CONTROL.sub("", content.replace("\r\n", "\n").replace("\r", "\n"))
    if library.blocks and "<!-- wp:block " in text:
        text = _with_reusable_blocks(text, library)
    has_blocks = "<!-- wp:" in text
    if has_blocks:
        text = _with_own_paragraphs(text)
        text = _BLOCK.sub(lambda block: _block(block, notes), text)
    if "&lt;!--" in text:
        text = _WRITTEN_BLOCK.sub("", text)
    if "<!--" in text:
        text = _PART_MARK.sub(_part_mark, text)
    text = shortcodes.expand(
        text, lambda name, attributes, inner: _shortcode(name, attributes, inner, notes, uploads, library)
    )
    if not has_blocks:
        text = paragraphs(text)
    if "<pre" in text:
        text = _PRE.sub(lambda pre: pre[1] + pre[2].strip("\n").replace("\n", "<br>"), text)
    return text


def _with_reusable_blocks(text: str, library: Library) -> str:
    """The text with the blocks that stand in items of their own; a block may hold others."""
    for _time in range(_MOST_REUSABLE):
        text, count = _REUSABLE.subn(lambda block: library.blocks.get(int(block[1]), block[0]), text)
        if not count:
            break
    return text


def _with_own_paragraphs(text: str) -> str:
    """The text with paragraphs where it stands between blocks without any, as from the editor before."""
    parts: list[str] = []
    depth = place = 0
    for block in _BLOCK.finditer(text):
        between = text[place : block.start()]
        parts.append(_paragraphs_between(between) if not depth else between)
        parts.append(block[0])
        place = block.end()
        if not block["closed"]:
            depth = max(0, depth + (-1 if block["slash"] else 1))
    rest = text[place:]
    return "".join(parts) + (_paragraphs_between(rest) if not depth else rest)


def _paragraphs_between(text: str) -> str:
    """The text with paragraphs, where it does not have its own."""
    is_bare = text.strip() and not _HAS_ITS_OWN.match(text)
    return f"\n{paragraphs(text)}\n" if is_bare else text


def table_of(text: str) -> str:
    """The HTML of a table that TablePress keeps as lists of cells; "" where it is none."""
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        return ""
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><tbody>{lines}</tbody></table>" if lines else ""


def with_footnotes(content: str, footnotes: Sequence[tuple[str, str]], notes: list[Note]) -> str:
    """The text with its footnotes below it, each marked in the text by its number."""
    if not footnotes:
        return content
    numbers = {key: str(number) for number, (key, _text) in enumerate(footnotes, 1)}
    content = _FOOTNOTE_MARK.sub(lambda mark: f" [{numbers.get(mark[1], words(mark[2]))}]", content)
    # Numbers in brackets, and no list: a line "Sumber: BPS" would be read as a credit.
    lines = "".join(f"\n<p>[{number}] {text}</p>" for number, (_key, text) in enumerate(footnotes, 1))
    below = f"\n\n<p><strong>{_('Footnotes')}</strong></p>{lines}\n\n"
    notes.append(Note("footnotes", words(lines)))
    before, mark, behind = content.partition("<!-- wp:footnotes /-->")
    return f"{before}{below}{behind}" if mark else f"{content}{below}"


def _part_mark(mark: re.Match[str]) -> str:
    """`more` and `nextpage` part paragraphs where they stand alone; within a sentence they are nothing."""
    text = mark.string
    before = text[: mark.start()].rstrip(" \t")
    behind = text[mark.end() :].lstrip(" \t")
    alone = before[-1:] in ("", "\n", ">") and behind[:1] in ("", "\n", "<")
    return "\n\n" if alone or mark[1] == "nextpage" else " "


# ---- Blocks


def _block(block: re.Match[str], notes: list[Note]) -> str:
    """The text that replaces a comment: none where the block's own stands between its two comments."""
    name = block["name"].removeprefix("core/").removeprefix("core-")
    if block["slash"]:
        return ""
    if not block["closed"]:
        if name not in _CORE_BLOCKS and not name.startswith("embed/"):
            notes.append(Note("block-unknown", block["name"]))
        return ""
    attributes = _json(block["json"])
    short = name.rpartition("/")[2]
    if short in ("spacer", "separator", "more", "nextpage"):
        return "<hr>" if short == "separator" else ""
    if name.startswith("embed") and attributes.get("url"):
        return f"<p>{escape(attributes['url'], quote=False)}</p>"
    if shortcodes.is_related(short):
        return _related(attributes, None, f"wp:{name}", notes)
    if text := builders.of_block(block["json"]):
        notes.append(Note("block-text", name))
        return text
    notes.append(Note("block-dropped", f"{name} {block['json'].strip()}".strip()[:200]))
    return ""


def _json(text: str) -> dict[str, str]:
    """The attributes of a block that are words or numbers."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):  # lists within lists, a thousand deep
        return {}
    if not isinstance(data, dict):
        return {}
    lists = {key: ",".join(map(str, value)) for key, value in data.items() if isinstance(value, list)}
    return {key.lower(): str(value) for key, value in (data | lists).items() if isinstance(value, str | int)}


# ---- Shortcodes


def _shortcode(
    name: str,
    attributes: dict[str, str],
    inner: str | None,
    notes: list[Note],
    uploads: Sequence[int],
    library: Library,
) -> str:
    if name in ("caption", "wp_caption"):
        return _caption(attributes, inner or "")
    if name == "gallery":
        return _gallery(attributes, notes, uploads)
    if name in ("audio", "video"):
        return _media(name, attributes, inner, notes)
    if name in ("embed", "youtube", "tiktok", "instagram", "facebook", "twitter", "tweet"):
        return _embed(name, attributes, inner, notes)
    if shortcodes.is_related(name):
        return _related(attributes, inner, name, notes)
    html = _of_plugin(name, attributes, inner, notes, library)
    if html is not None:
        return html
    text = " ".join([name, *(f'{key}="{value}"' for key, value in attributes.items())])
    notes.append(Note("shortcode" if inner else "shortcode-dropped", f"[{text}]"[:200]))
    return inner or ""


def _of_plugin(
    name: str, attributes: dict[str, str], inner: str | None, notes: list[Note], library: Library
) -> str | None:
    """A table, a document, a story or a part of a page; None for what nobody here knows."""
    if name == "table" and (table := library.tables.get(attributes.get("id", ""))):
        return f"\n\n{table}\n\n"
    if builders.is_viewer(name) and (address := _address_of_file(attributes, inner)):
        return media_link(address)
    if (numbers := builders.shown_stories(attributes)) and inner is None:
        return _related({"ids": numbers}, None, name, notes)
    return builders.of_shortcode(name, attributes, inner) if builders.is_of_builder(name) else None


def _address_of_file(attributes: dict[str, str], inner: str | None) -> str:
    values = (*attributes.values(), (inner or "").strip())
    return next((value for value in values if "/" in value and " " not in value and "<" not in value), "")


def _caption(attributes: dict[str, str], inner: str) -> str:
    picture = _PICTURE.search(inner)
    if not picture:
        return inner
    words = attributes.get("caption") or f"{inner[: picture.start()]} {inner[picture.end() :]}"
    number = _NUMBER.search(attributes.get("id", ""))
    attachment = f' data-id="{number[0]}"' if number else ""
    classes = escape(attributes.get("align", ""))
    figure = (
        f'<figure class="{classes}"{attachment}>{picture[0]}<figcaption>{words.strip()}</figcaption></figure>'
    )
    return f"\n\n{' '.join(figure.split())}\n\n"


def _gallery(attributes: dict[str, str], notes: list[Note], uploads: Sequence[int]) -> str:
    numbers = _NUMBER.findall(attributes.get("ids") or attributes.get("include") or "") or uploads
    if not numbers:
        notes.append(Note("gallery-of-attachments"))
        return ""
    pictures = "".join(f'<img data-id="{number}">' for number in numbers)
    return f'\n\n<figure class="gallery">{pictures}</figure>\n\n'


def _media(name: str, attributes: dict[str, str], inner: str | None, notes: list[Note]) -> str:
    """Sound and film have no player here: a film of a known provider becomes an embed, others a link."""
    addresses = [
        value for value in (*attributes.values(), (inner or "").strip()) if "/" in value and " " not in value
    ]
    if not addresses:
        notes.append(Note("media-dropped", f"[{name}]"))
        return ""
    return media_link(addresses[0])


def media_link(address: str) -> str:
    name = unquote(urlsplit_path(address).rpartition("/")[2])
    if re.search(r"\.\w{2,4}$", name):
        return f'\n\n<p><a href="{escape(address)}">{escape(name, quote=False)}</a></p>\n\n'
    return f"\n\n<p>{escape(address, quote=False)}</p>\n\n"


def urlsplit_path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def _embed(name: str, attributes: dict[str, str], inner: str | None, notes: list[Note]) -> str:
    address = next((value for value in (inner or "", *attributes.values()) if "//" in value), "").strip()
    if not address and name == "youtube" and (attributes.get("id") or attributes.get("0")):
        address = f"https://www.youtube.com/watch?v={attributes.get('id') or attributes['0']}"
    if not address:
        notes.append(Note("shortcode", f"[{name}]"))
        return inner or ""
    return f"\n\n<p>{escape(address, quote=False) if '&amp;' not in address else address}</p>\n\n"


def _related(attributes: dict[str, str], inner: str | None, name: str, notes: list[Note]) -> str:
    """The links of a plug-in's Baca Juga, each as an editor would have typed it."""
    title = next(
        (attributes[key] for key in ("title", "judul", "text", "anchor", "name") if attributes.get(key)), ""
    )
    title = title or re.sub(r"<[^>]*>", "", inner or "").strip()
    links = list(_links(attributes))
    if "//" in title and " " not in title:
        links, title = [*links, title], ""
    if not links and inner and "<a " in inner:
        return f"\n\n<p>Baca juga: {inner}</p>\n\n"
    if not links and title:
        return f"\n\n<p>Baca juga: {escape(title, quote=False)}</p>\n\n"
    if not links:
        notes.append(Note("related-automatic", name))
    label = title if len(links) == 1 else ""
    return "".join(
        f'\n\n<p>Baca juga: <a href="{escape(link)}">{escape(label or link, quote=False)}</a></p>\n\n'
        for link in links
    )


def _links(attributes: dict[str, str]) -> Iterator[str]:
    for key, value in attributes.items():
        if "/" in value:
            yield value
        elif key == "slug" and value:
            yield f"/{value}/"
        elif key in ("id", "ids", "post", "posts", "post_id", "postid", "post_ids", "p") or key.isdigit():
            yield from (f"/?p={number}" for number in _NUMBER.findall(value))
