"""Shortcodes: markup in square brackets, told apart from brackets in prose."""

import re
from collections.abc import Callable
from html import unescape

from articles.filing.words import names

# Names that plug-ins and themes register. Alone, without attributes and closing tag, others are none:
# "[sic]", "[Redaksi]" and "[VIDEO]" are an editor's words.
_REGISTERED = names(
    "ads adsense adrotate audio caption embed gallery iklan irp playlist video wp_caption youtube"
)
_NEVER_PROSE = names("caption embed gallery playlist")
# Often behind a theme's own letters: "nm_baca_juga".
_RELATED = re.compile(
    r"(?:[a-z0-9]{1,12}[-_])?(?:(?:baca|lihat|simak)[-_]?(?:juga|pula|selengkapnya|lainnya)"
    r"|(?:artikel|berita|post|tautan|link)?[-_]?terkait"
    r"|read[-_]?(?:more|also)|also[-_]?read|see[-_]?also|irpp?"
    r"|(?:inline)?[-_]?related(?:posts?|articles?)?)(?:[-_][\w-]*)?",
    re.IGNORECASE,
)
_SHORTCODE = re.compile(
    r"\[(?P<extra>\[?)(?P<slash>/?)(?P<name>[a-zA-Z][\w-]*)"
    r"""(?P<rest>(?:[=\s](?:"[^"\]]*"|'[^'\]]*'|[^\[\]<>])*+)?/?)\](?P<more>\]?)"""
)
_LINE_END = re.compile(r"[ \t]*(?:\n|<|$)")
_ATTRIBUTE = re.compile(
    r"""(?:(?P<name>[\w-]+)\s*=\s*)?(?:"(?P<d>[^"]*)"|'(?P<s>[^']*)'|[“”″](?P<c>[^“”″]*)[“”″]"""
    r"""|[‘’′](?P<t>[^‘’′]*)[‘’′]|(?P<bare>[^\s"'“”″‘’′]\S*))"""
)

Attributes = dict[str, str]
Expand = Callable[[str, Attributes, str | None], str | None]
Open = tuple[re.Match[str], list[str]]  # an opening tag with the parts of the text in front of it


def is_related(name: str) -> bool:
    return bool(_RELATED.fullmatch(name))


def attributes(text: str) -> Attributes:
    """Attributes by name, those without one by their place, "0", "1", …; quotes may be curly or missing."""
    values: Attributes = {}
    for attribute in _ATTRIBUTE.finditer(unescape(text)):
        groups = attribute.groupdict()
        value = next((groups[key] for key in ("d", "s", "c", "t", "bare") if groups[key] is not None), "")
        values[(groups["name"] or str(len(values))).lower()] = value.strip()
    return values


def expand(text: str, replace: Expand) -> str:
    """Replace every shortcode by what `replace` makes of name, attributes and inner text, innermost first.

    The inner text is None where it has no closing tag. `replace` answers None for what is no shortcode after
    all.
    """
    if "[" not in text:
        return text
    tokens = list(_SHORTCODE.finditer(text))
    if not tokens:
        return text
    closings = {token["name"].lower() for token in tokens if token["slash"]}
    open_tokens: list[Open] = []
    parts: list[str] = []
    place = 0
    for token in tokens:
        parts.append(text[place : token.start()])
        place = token.end()
        name = token["name"].lower()
        if token["extra"] and token["more"]:  # doubled brackets: shown, not run
            parts.append(token[0][1:-1])
        elif token["slash"]:
            parts = _close(name, token[0], open_tokens, parts, replace)
        elif name in closings and not token["rest"].endswith("/"):
            open_tokens.append((token, parts))
            parts = []
        else:
            parts.append(_single(token, replace))
    while open_tokens:  # never closed after all
        parts = _unclosed(open_tokens, parts, replace)
    return "".join(parts) + text[place:]


def _close(name: str, tag: str, open_tokens: list[Open], parts: list[str], replace: Expand) -> list[str]:
    """Parts of the text once the closing tag of this name is read."""
    if all(token["name"].lower() != name for token, _before in open_tokens):
        html = replace(name, {}, None)  # a closing tag too many
        return [*parts, tag if html is None else ""]
    while open_tokens[-1][0]["name"].lower() != name:
        parts = _unclosed(open_tokens, parts, replace)
    token, before = open_tokens.pop()
    inner = "".join(parts)
    html = replace(name, attributes(token["rest"]), inner)
    return [*before, _outside(token, f"{token[0]}{inner}{tag}" if html is None else html)]


def _unclosed(open_tokens: list[Open], parts: list[str], replace: Expand) -> list[str]:
    token, before = open_tokens.pop()
    return [*before, _single(token, replace), *parts]


def _single(token: re.Match[str], replace: Expand) -> str:
    name, values = token["name"], attributes(token["rest"].removesuffix("/"))
    if not _is_markup(token, values):
        return token[0]
    html = replace(name.lower(), values, None)
    return _outside(token, token[0] if html is None else html)


def _is_markup(token: re.Match[str], values: Attributes) -> bool:
    name = token["name"]
    if "_" in name or token["rest"].endswith("/") or any(not key.isdigit() for key in values):
        return True
    if name in _NEVER_PROSE:
        return True
    if name in _REGISTERED:
        return _alone(token) or any(value.startswith("http") for value in values.values())
    return is_related(name) and (_alone(token) or any(value.isdigit() for value in values.values()))


def _alone(token: re.Match[str]) -> bool:
    """Tell whether it stands on a line of its own, or is all that an element holds."""
    text, start = token.string, token.start()
    while start and text[start - 1] in " \t":
        start -= 1
    return (not start or text[start - 1] in "\n>") and bool(_LINE_END.match(text, token.end()))


def _outside(token: re.Match[str], html: str) -> str:
    """Add the bracket before or behind that belongs to the prose around it."""
    if html == token[0]:
        return html
    return ("[" if token["extra"] else "") + html + ("]" if token["more"] else "")
