"""Texts of Ghost's editors as HTML: Lexical of today, Mobiledoc of before. For stories that come without their HTML."""

import json
from collections.abc import Callable, Iterable
from html import escape
from typing import Any

_DEEPEST = 60
_FORMATS = ((1, "strong"), (2, "em"), (4, "s"), (8, "u"), (16, "code"), (32, "sub"), (64, "sup"))
_TAGS = {"paragraph": "p", "quote": "blockquote", "extended-quote": "blockquote", "aside": "blockquote"}
_PLAIN = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "aside", "ul", "ol", "pull-quote")


def html_of(lexical: str, mobiledoc: str) -> str:
    """The HTML of one of the two; "" where neither can be read."""
    for text, convert in ((lexical, _lexical), (mobiledoc, _mobiledoc)):
        if text:
            try:
                return convert(json.loads(text))
            except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
                continue
    return ""


# ---- What both call cards


def _image(card: dict[str, Any]) -> str:
    caption = f"<figcaption>{card['caption']}</figcaption>" if card.get("caption") else ""
    return f'<figure><img src="{_text(card, "src")}" alt="{_text(card, "alt")}">{caption}</figure>'


def _link(card: dict[str, Any]) -> str:
    address = _text(card, "url") or _text(card, "src") or _text(card, "buttonUrl")
    metadata = card.get("metadata") if isinstance(card.get("metadata"), dict) else {}
    words = _text(metadata or {}, "title") or _text(card, "fileName") or _text(card, "buttonText") or address
    return f'<p><a href="{address}">{words}</a></p>' if address else ""


def _embed(card: dict[str, Any]) -> str:
    return str(card.get("html") or "") or _link(card)


def _file(card: dict[str, Any]) -> str:
    return _link({"url": card.get("src"), "fileName": card.get("fileName") or card.get("title")})


_CARDS: dict[str, Callable[[dict[str, Any]], str]] = {
    "image": _image,
    "gallery": lambda card: "".join(_image(image) for image in card.get("images", [])),
    "html": lambda card: str(card.get("html") or ""),
    "embed": _embed,
    "bookmark": _link,
    "button": _link,
    "file": _file,
    "audio": _file,
    "video": _file,
    "markdown": lambda card: "".join(
        f"<p>{escape(part)}</p>" for part in str(card.get("markdown") or "").split("\n\n") if part.strip()
    ),
    "code": lambda card: f"<pre>{_text(card, 'code')}</pre>",
    "codeblock": lambda card: f"<pre>{_text(card, 'code')}</pre>",
    "callout": lambda card: f"<p>{card.get('calloutText') or ''}</p>",
    "toggle": lambda card: f"<h3>{card.get('heading') or ''}</h3>{card.get('content') or ''}",
    "hr": lambda card: "<hr>",
    "horizontalrule": lambda card: "<hr>",
}
_CARDS |= {"card-markdown": _CARDS["markdown"]}


def _text(card: dict[str, Any], name: str) -> str:
    return escape(str(card.get(name) or ""))


# ---- Lexical


def _lexical(document: dict[str, Any]) -> str:
    return _children(document["root"], 0)


def _children(node: dict[str, Any], depth: int) -> str:
    if depth > _DEEPEST:
        raise ValueError("too deep")
    return "".join(_node(child, depth + 1) for child in node.get("children", []))


def _node(node: dict[str, Any], depth: int) -> str:
    kind = str(node.get("type", ""))
    if kind in ("text", "extended-text"):
        return _formatted(escape(str(node.get("text", ""))), int(node.get("format") or 0))
    if kind == "linebreak":
        return "<br>"
    if kind == "link":
        return f'<a href="{_text(node, "url")}">{_children(node, depth)}</a>'
    if kind in _CARDS:
        return _CARDS[kind](node)
    tag = _tag_of(kind, node)
    inner = _children(node, depth)
    return f"<{tag}>{inner}</{tag}>" if tag and inner else inner


def _tag_of(kind: str, node: dict[str, Any]) -> str:
    if kind in ("heading", "extended-heading"):
        return node["tag"] if node.get("tag") in _PLAIN else "h2"
    if kind == "list":
        return "ol" if node.get("listType") == "number" else "ul"
    return "li" if kind == "listitem" else _TAGS.get(kind, "")


def _formatted(words: str, formats: int) -> str:
    for bit, tag in _FORMATS:
        if formats & bit:
            words = f"<{tag}>{words}</{tag}>"
    return words


# ---- Mobiledoc: sections are lists that begin with their kind


def _mobiledoc(document: dict[str, Any]) -> str:
    return "".join(_section(section, document) for section in document["sections"])


def _section(section: list[Any], document: dict[str, Any]) -> str:
    kind = section[0]
    if kind == 1:
        tag = section[1] if section[1] in _PLAIN else "p"
        return f"<{tag}>{_markers(section[2], document)}</{tag}>"
    if kind == 2:
        return _image({"src": section[1]})
    if kind == 3:
        tag = "ol" if section[1] == "ol" else "ul"
        return f"<{tag}>{''.join(f'<li>{_markers(item, document)}</li>' for item in section[2])}</{tag}>"
    if kind == 10:
        name, payload = document["cards"][section[1]]
        return _CARDS[name](payload) if name in _CARDS else ""
    return ""


def _markers(markers: Iterable[list[Any]], document: dict[str, Any]) -> str:
    output: list[str] = []
    within: list[str] = []
    for kind, begins, ends, value in markers:
        for number in begins:
            tag, *rest = document["markups"][number]
            attributes = dict(zip(rest[0][::2], rest[0][1::2], strict=False)) if rest else {}
            within.append(
                tag if tag in ("a", "strong", "em", "b", "i", "u", "s", "code", "sub", "sup") else "span"
            )
            href = f' href="{escape(str(attributes["href"]))}"' if "href" in attributes else ""
            output.append(f"<{within[-1]}{href}>")
        output.append(escape(str(value)) if kind == 0 else "<br>")
        output += [f"</{within.pop()}>" for _number in range(min(ends, len(within)))]
    return "".join([*output, *(f"</{tag}>" for tag in reversed(within))])
