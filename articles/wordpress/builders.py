"""Texts that stand elsewhere than in the text: in the data of page builders, or in custom fields. Pure."""

import json
import re
from base64 import b64decode
from binascii import Error as NoBase64
from collections.abc import Iterator
from html import escape
from typing import Any
from urllib.parse import unquote

from articles.filing.items import Note
from articles.filing.words import names
from articles.wordpress.field_table import BUILDER_TEXTS
from articles.wordpress.items import ParsedItem
from articles.wordpress.php_data import unserialize

DEEPEST = 60
_LEAST_PROSE = 60  # characters of a custom field that is the story itself
# Custom fields that newsrooms call their text; others count where a plugin says that they are fields of a form.
_TEXT_NAMES = names(
    "isi isi_berita isi_artikel isi_konten konten konten_berita content main_content article_body body berita naskah"
    " teks text artikel deskripsi post_content"
)
_ACF_NUMBER = re.compile(r"field_\w+")
_SHORTCODES_ALONE = re.compile(r"(?:\[[^\]]*\]|<!--(?:(?!-->).)*-->|&nbsp;|<[^>]*>|\s)*+", re.DOTALL)
_TAGS = re.compile(r"<[^>]*>")
# What the settings of a builder call the words that readers see.
_WORDS = (
    "title",
    "heading",
    "editor",
    "text",
    "content",
    "html",
    "shortcode",
    "tab_content",
    "blockquote_content",
)


def own_text(item: ParsedItem, notes: list[Note]) -> str:
    """The editor text of an item; where it holds no words, that of a page builder or of custom fields."""
    if not _is_blank(item.content):
        return item.content
    for key in BUILDER_TEXTS:
        html = _of_builder(key, item.first_meta(key))
        if not _is_blank(html):
            notes.append(Note("builder-text", key))
            return html
    if keys := text_keys(item):
        notes.append(Note("field-text", ", ".join(keys)))
        return "\n\n".join(item.first_meta(key) for key in keys)
    return item.content


def _is_blank(content: str) -> bool:
    """Tell whether a text has nothing that a reader could see; a shortcode by itself may show something."""
    return bool(_SHORTCODES_ALONE.fullmatch(content)) and "<img" not in content


def text_keys(item: ParsedItem) -> list[str]:
    """Custom fields that hold the text of an item without any, in their order."""
    if not _is_blank(item.content) or not item.meta:
        return []
    return [key for key, values in item.meta.items() if key[:1] != "_" and _is_text(item, key, values[0])]


def _is_text(item: ParsedItem, key: str, value: str) -> bool:
    prose = _TAGS.sub("", value).strip()
    if (
        len(prose) < _LEAST_PROSE
        or prose[:1] in "{["
        or prose.count(" ") * 15 < len(prose)
        or ':"' in prose[:40]
    ):
        return False
    is_field = _ACF_NUMBER.fullmatch(item.first_meta(f"_{key}"))
    return bool(is_field or key.lower() in _TEXT_NAMES)


def _of_builder(key: str, value: str) -> str:
    if not value:
        return ""
    try:
        data = unserialize(value) if value[1:2] == ":" else json.loads(value)
    except (ValueError, RecursionError):
        return ""
    return "\n\n".join(filter(None, _parts(data, 0)))


def _parts(data: Any, depth: int) -> Iterator[str]:
    """Pieces of HTML of a builder's tree, in the order in which readers saw them."""
    if depth > DEEPEST:
        return
    if isinstance(data, list):
        for part in data:
            yield from _parts(part, depth + 1)
    elif isinstance(data, dict):
        yield from _parts_of_element(data, depth)


def _parts_of_element(element: dict[Any, Any], depth: int) -> Iterator[str]:
    settings = element.get("settings")
    if isinstance(settings, dict):
        yield from _words(
            settings, str(element.get("widgetType") or element.get("type") or settings.get("type") or "")
        )
    elif "elType" not in element:
        yield from _words(element, "")
    for key, part in element.items():
        if key != "settings" and isinstance(part, dict | list):
            yield from _parts(part, depth + 1)


def _words(settings: dict[Any, Any], kind: str) -> Iterator[str]:
    for name in _WORDS:
        value = settings.get(name)
        if isinstance(value, str) and value.strip():
            is_heading = name in ("title", "heading") and "<" not in value
            yield f"<h3>{escape(value, quote=False)}</h3>" if is_heading else value
    yield from _pictures(settings)
    for name in ("youtube_url", "vimeo_url", "video_url"):
        if isinstance(settings.get(name), str) and (not kind or kind.startswith("video")):
            yield f"<p>{escape(settings[name], quote=False)}</p>"
    for name in ("tabs", "icon_list", "items", "accordion_items"):
        entries = settings.get(name)
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, dict):
                yield from _entry(entry)


def _entry(entry: dict[Any, Any]) -> Iterator[str]:
    """A tab, or a line of a list."""
    title = entry.get("tab_title") or entry.get("title")
    if isinstance(title, str) and title.strip():
        yield f"<h4>{escape(title, quote=False)}</h4>"
    for name in ("tab_content", "content", "text"):
        if isinstance(entry.get(name), str) and entry[name].strip():
            yield entry[name] if "<" in entry[name] else f"<p>{escape(entry[name], quote=False)}</p>"


def _pictures(settings: dict[Any, Any]) -> Iterator[str]:
    pictures = [settings.get("image"), settings.get("photo")]
    for name in ("wp_gallery", "gallery", "carousel", "slides"):
        entries = settings.get(name)
        pictures += entries if isinstance(entries, list) else []
    caption = settings.get("caption")
    for picture in pictures:
        number, address = (
            (picture.get("id"), picture.get("url")) if isinstance(picture, dict) else (picture, "")
        )
        if not str(number or "").isdigit() and not address:
            continue
        source = f' src="{escape(address)}"' if isinstance(address, str) and address else ""
        attachment = f' data-id="{number}"' if str(number or "").isdigit() else ""
        words = (
            f"<figcaption>{escape(caption, quote=False)}</figcaption>"
            if isinstance(caption, str) and caption
            else ""
        )
        yield f"<figure><img{attachment}{source}>{words}</figure>"


# ---- Builders that write shortcodes into the text

_FAMILIES = re.compile(
    r"(?:vc|et_pb|fusion|av|tdc?|tdb|mk|cs|x|su|ult|cmsmasters|nectar|wpb|fl|penci|thim|porto|stm|gem|ts)_.*|(?:one|two)_\w+|row|column|section",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r".*(?:_separator|_empty_space|_divider|_spacer|_space|_gap|_widget_sidebar)|rev_slider.*", re.IGNORECASE
)
_IMAGE_NUMBERS = ("image", "images", "attachment", "gallery_ids", "image_id", "ids", "media")
_IMAGE_ADDRESSES = ("src", "image_url", "url", "custom_src", "image")
_TITLES = ("text", "title", "heading", "h2", "custom_title", "title_text")
_STORY_NUMBERS = ("post_ids", "include_post", "include_posts", "posts_in", "post_in", "post__in")
_NUMBERS = re.compile(r"\d{1,18}", re.ASCII)
_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:\?|$)", re.IGNORECASE)
# Viewers of documents, by the name of their shortcode.
_VIEWERS = re.compile(
    r"(?:pdf[-_]?(?:embedder|viewer|js[-_]?viewer|poster)?|embed[-_]?(?:doc|pdf)|embeddoc|gview|googlepdf|google[-_]docs?[-_]viewer|wonderplugin_pdf"
    r"|dflip|flipbook|real3dflipbook|flowpaper|pdfjs-viewer|wppdf|pdf_view|document|file)",
    re.IGNORECASE,
)


def shown_stories(attributes: dict[str, str]) -> str:
    """Numbers of the stories that a block of a theme is told to show; "" where it chooses them itself."""
    return next(
        (attributes[key] for key in _STORY_NUMBERS if re.fullmatch(r"[\d, ]+", attributes.get(key, ""))), ""
    )


def of_block(text: str) -> str:
    """The words of a block that keeps them in its settings alone, such as those of ACF; "" without any."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    fields = data.get("data") if isinstance(data, dict) else None
    values = fields.items() if isinstance(fields, dict) else ()
    texts = [
        value
        for key, value in values
        if not str(key).startswith("_") and isinstance(value, str) and " " in value
    ]
    return "".join(text if "<" in text else f"<p>{escape(text, quote=False)}</p>" for text in texts)


def is_of_builder(name: str) -> bool:
    return bool(_FAMILIES.fullmatch(name))


def is_viewer(name: str) -> bool:
    return bool(_VIEWERS.fullmatch(name))


def of_shortcode(name: str, attributes: dict[str, str], inner: str | None) -> str | None:
    """The HTML of a builder's shortcode; None where it shows nothing that is known here."""
    if _NOTHING.fullmatch(name):
        return ""
    if "raw_html" in name or "raw_js" in name or name == "fusion_code":
        return _decoded(inner or "") if "js" not in name else ""
    parts = [*_title(name, attributes), *_images(name, attributes), *_film(name, attributes)]
    if inner is not None:
        return "".join(f"\n\n{part}\n\n" for part in [*parts, inner.strip()])
    return "".join(f"\n\n{part}\n\n" for part in parts) if parts else None


def _title(name: str, attributes: dict[str, str]) -> Iterator[str]:
    is_title = re.search(
        r"heading|title|cta|blurb|toggle|tta_section|tab$|accordion_tab|accordion_item|text_with_title", name
    )
    title = next((attributes[key] for key in _TITLES if attributes.get(key)), "") if is_title else ""
    if title and not title.startswith("#"):
        yield f"<h3>{escape(title, quote=False)}</h3>"


def _images(name: str, attributes: dict[str, str]) -> Iterator[str]:
    if not re.search(r"image|gallery|photo|slide|carousel", name):
        return
    text = next(
        (attributes[key] for key in _IMAGE_NUMBERS if re.fullmatch(r"[\d, ]+", attributes.get(key, ""))), ""
    )
    if numbers := _NUMBERS.findall(text):
        kind = ' class="gallery"' if numbers[1:] else ""
        pictures = "".join(f'<img data-id="{number}">' for number in numbers)
        yield f"<figure{kind}>{pictures}</figure>"
        return
    address = next((attributes[key] for key in _IMAGE_ADDRESSES if _FILE.search(attributes.get(key, ""))), "")
    if address:
        yield f'<figure><img src="{escape(address)}"></figure>'


def _film(name: str, attributes: dict[str, str]) -> Iterator[str]:
    if "video" in name:
        address = next(
            (
                attributes[key]
                for key in ("link", "src", "url", "video_url", "id")
                if "//" in attributes.get(key, "")
            ),
            "",
        )
        if address:
            yield f"<p>{escape(address, quote=False)}</p>"


def _decoded(text: str) -> str:
    try:
        return unquote(b64decode(text.strip(), validate=True).decode())
    except (NoBase64, ValueError):
        return text
