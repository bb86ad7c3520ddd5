"""What a body cannot hold and `body.clean` leaves out of pasted HTML, counted, so that somebody can be told."""

import re
from collections import Counter

from articles.text.elements import CODE_TAGS
from articles.text.embed_code import page_address
from articles.text.parsing import ANY_TAG
from articles.text.photo_figures import photo_number

_KINDS = {
    "iframe": "frame", "object": "frame", "embed": "frame", "applet": "frame",
    "img": "picture",
    "audio": "media", "video": "media",
    "input": "form", "select": "form", "textarea": "form",
    "svg": "drawing", "canvas": "drawing", "math": "drawing",
    "script": "script",
}  # fmt: skip
# Elements that go with what they hold and of which somebody is told; all others of `CODE_TAGS` make up a page.
TOLD_OF_CODE = (CODE_TAGS & _KINDS.keys()) | {"iframe"}
_CONCERNED = re.compile(rf"<(?:{'|'.join(_KINDS)})\b", re.IGNORECASE)
_HOLD_OTHERS = frozenset(
    [
        "object",
        "applet",
        "audio",
        "video",
        "select",
        "textarea",
        "svg",
        "canvas",
        "math",
        "script",
        "noscript",
        "template",
        "style",
    ]
)
_VALUE = re.compile(r"""([^\s"'>=/<]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")


def left_out(html: str, hosts: frozenset[str]) -> dict[str, int]:
    """Return the number of things of each kind that a body does not take over, by the kinds of `_KINDS`."""
    if not _CONCERNED.search(html):
        return {}
    counts: Counter[str] = Counter()
    holder = ""  # an element that goes with all that it holds
    for tag in ANY_TAG.finditer(_without_comments(html)):
        slash, name, rest = tag[1], tag[2].lower(), tag[3]
        if holder:
            holder = "" if slash and name == holder else holder
        elif not slash:
            if name in _KINDS and not _is_kept(name, rest, hosts):
                counts[_KINDS[name]] += 1
            holder = name if name in _HOLD_OTHERS else ""
    return dict(counts)


def _is_kept(name: str, rest: str, hosts: frozenset[str]) -> bool:
    values = {key.lower(): double or single or bare for key, double, single, bare in _VALUE.findall(rest)}
    if name == "iframe":
        return bool(page_address(values.get("src", "")))
    if name == "img":
        return bool(photo_number(values.get("src", ""), hosts)) or values.get("width") in ("0", "1")
    return name == "input" and values.get("type", "").lower() == "hidden"


def _without_comments(html: str) -> str:
    first, *others = html.split("<!--")
    return first + "".join(part.partition("-->")[2] for part in others)
