"""Embed code that people paste as text, from the button “copy embed code”: the address of what it would show."""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

MOST_TAGS = 400  # in one paragraph; an embed has about twenty

_ATTRIBUTE = r"""[^\s"'>=/<]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))?"""
_TAG = re.compile(rf"<(/?)([a-zA-Z][\w-]*)((?:\s+{_ATTRIBUTE})*)\s*/?>")
_VALUE = re.compile(r"""([^\s"'>=/<]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")
_FRAMES = frozenset(["iframe", "embed", "video", "audio", "source", "amp-iframe"])
_EMBEDS = _FRAMES | {"blockquote", "script", "noscript", "div", "object", "section"}
_CODE = re.compile(rf"<(?:{'|'.join(sorted(_EMBEDS))})\s[^<>]", re.IGNORECASE)
# Scripts that only bring an embed to life: without it they are nothing.
_LOADER = re.compile(r"/(?:widgets?|embeds?|sdk|player|platform|pinit|loader)[\w.-]*\.js\b", re.IGNORECASE)
_CHART = re.compile(r"datawrapper\.dwcdn\.net/(\w+)/embed\.js")
_POINT = re.compile(r"!2d(-?\d+\.\d+)!3d(-?\d+\.\d+)", re.ASCII)


class Frame(NamedTuple):
    """What embed code shows: the address of its page, and its title where it has one."""

    url: str
    title: str = ""


class _Code(NamedTuple):
    """Code without an address."""

    text: str
    is_loader: bool


def has_code(text: str) -> bool:
    return "<" in text and bool(_CODE.search(text))


def pieces(text: str) -> list[str | Frame]:
    """Return a paragraph's text parted into words and what its embed code shows, in order; other code stays
    among the words."""
    parts = list(_parts(text)) if has_code(text) else [text]
    has_frame = any(isinstance(part, Frame) for part in parts)
    merged: list[str | Frame] = []
    for part in parts:
        if isinstance(part, _Code):
            if has_frame or part.is_loader:
                continue
            part = part.text
        if isinstance(part, str) and merged and isinstance(merged[-1], str):
            merged[-1] += part
        elif part not in merged[-1:]:
            merged.append(part)
    return [part for part in merged if isinstance(part, Frame) or part.strip()]


def page_address(address: str) -> str:
    """Return the address of the page that a frame's address shows; "" where it is none of the web."""
    url = unescape(address).strip(" “”")
    url = f"https:{url}" if url.startswith("//") else url
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or "." not in parts.netloc or re.search(r"[\s<>\"]", url):
        return ""
    host, query = parts.netloc.lower().removeprefix("www."), parse_qs(parts.query)
    for pattern, page in _PAGES:
        if match := pattern.match(f"{host}{parts.path}"):
            return page(match, query, url) or url
    return url


def _first(query: dict[str, list[str]], name: str) -> str:
    return query.get(name, [""])[0]


def _map(_match: re.Match[str], query: dict[str, list[str]], url: str) -> str:
    if point := _POINT.search(unquote(url)):
        return f"https://www.google.com/maps?q={point[2]},{point[1]}"
    return ""


# Addresses that show nothing outside a frame, or less: host and path, and what leads to the page.
_PAGES = [
    (re.compile(r"google\.[\w.]+/maps/embed"), _map),
    (re.compile(r"google\.[\w.]+/maps/d/(?:u/\d/)?embed"),
        lambda _match, query, _url: f"https://www.google.com/maps/d/viewer?mid={_first(query, 'mid')}"),
    (re.compile(r"(?:\w+\.)?facebook\.com/plugins/"), lambda _match, query, _url: _first(query, "href")),
    (re.compile(r"platform\.twitter\.com/embed/"),
        lambda _match, query, _url: f"https://x.com/i/web/status/{_first(query, 'id')}"),
    (re.compile(r"player\.vimeo\.com/video/(\d+)"), lambda match, _query, _url: f"https://vimeo.com/{match[1]}"),
    (re.compile(r"open\.spotify\.com/embed/(.+)"),
        lambda match, _query, _url: f"https://open.spotify.com/{match[1]}"),
    (re.compile(r"w\.soundcloud\.com/player"), lambda _match, query, _url: _first(query, "url")),
    (re.compile(r"youtube(?:-nocookie)?\.com/embed/videoseries"),
        lambda _match, query, _url: f"https://www.youtube.com/playlist?list={_first(query, 'list')}"),
]  # fmt: skip


# ---- From tags to pieces


class _Tag(NamedTuple):
    start: int
    end: int
    is_end: bool
    name: str
    values: dict[str, str]


def _parts(text: str) -> Iterator[str | Frame | _Code]:
    tags = list(_tags(text))
    if len(tags) > MOST_TAGS:
        yield text
        return
    behind = number = 0
    while number < len(tags):
        tag = tags[number]
        if tag.is_end or tag.name not in _EMBEDS or not (tag.values or tag.name in ("script", "noscript")):
            number += 1
            continue
        last = _end_of(tags, number)
        yield text[behind : tag.start]
        behind = tags[last].end
        yield from _of_element(tags[number : last + 1], text[tag.start : behind])
        number = last + 1
    yield text[behind:]


def _tags(text: str) -> Iterator[_Tag]:
    for match in _TAG.finditer(text):
        values = {
            name.lower(): unescape(double or single or bare).strip("“”")
            for name, double, single, bare in _VALUE.findall(match[3])
        }
        yield _Tag(match.start(), match.end(), bool(match[1]), match[2].lower(), values)


def _end_of(tags: list[_Tag], number: int) -> int:
    """Return the place of the end tag of an element; its own where there is none."""
    depth = 0
    for place in range(number, len(tags)):
        if tags[place].name == tags[number].name:
            depth += -1 if tags[place].is_end else 1
            if not depth:
                return place
    return number


def _of_element(tags: list[_Tag], text: str) -> Iterator[Frame | _Code]:
    frames = list(filter(None, map(_frame, tags)))
    if not frames and "twitter" in tags[0].values.get("class", ""):
        links = [
            tag.values["href"] for tag in tags if tag.name == "a" and "/status/" in tag.values.get("href", "")
        ]
        frames = [Frame(page_address(link)) for link in links[-1:]]
    if frames:
        yield from dict.fromkeys(frames)
    else:
        yield _Code(text, bool(_LOADER.search(tags[0].values.get("src", ""))))


def _frame(tag: _Tag) -> Frame | None:
    values = tag.values
    title = " ".join((values.get("title") or values.get("aria-label") or "").split())
    if tag.name in _FRAMES:
        address = values.get("src") or values.get("data-src") or ""
    elif tag.name == "object":
        address = values.get("data", "")
    elif tag.name == "blockquote":
        address = values.get("data-instgrm-permalink") or values.get("cite") or ""
    elif tag.name == "script":
        chart = _CHART.search(values.get("src", ""))
        address = f"https://datawrapper.dwcdn.net/{chart[1]}/" if chart else ""
    elif values.get("class", "").startswith("flourish-embed") and values.get("data-src"):
        address = f"https://flo.uri.sh/{values['data-src']}/embed"
    elif values.get("class", "").startswith("infogram-embed") and values.get("data-id"):
        address = f"https://infogram.com/{values['data-id']}"
    else:
        address = values.get("data-href", "")
    page = page_address(address)
    return Frame(page, title) if page and not tag.is_end else None
