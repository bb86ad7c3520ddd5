"""Photos of our library in a body, and the captions that are theirs."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from articles.text.addresses import normal_address, own_path
from articles.text.elements import names
from articles.text.inline_runs import escape_text
from articles.text.parsing import TOKEN, attributes

_PHOTO_PATH = re.compile(r"(?:/(?!\.{1,2}/)[\w.~-]+)*/foto/0*([1-9]\d{0,17})/(?=[?#]|$)", re.ASCII)
# By the classes that CKEditor, WordPress and we ourselves give them.
_LAYOUTS = {
    "gallery": names("gallery image-style-gallery wp-block-gallery"),
    "side": names(
        "side image-style-side align-left align-right alignleft alignright image-style-align-left "
        "image-style-align-right"
    ),
}
_NO_WORDS = re.compile(r"(?:\s|&nbsp;|<br>)*+</figcaption>")


@dataclass
class PhotoFigure:
    """A photo by its number; `layout` is "", "side" or "gallery", `caption` the pieces of its own caption."""

    number: str
    layout: str
    caption: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        classes = f"photo {self.layout}".strip()
        words = " ".join("".join(self.caption).split())
        caption = f"<figcaption>{escape_text(words)}</figcaption>" if words else ""
        return f'<figure class="{classes}"><img src="/foto/{self.number}/">{caption}</figure>'


class _Scope(NamedTuple):
    """An open figure or table.

    A table keeps its photos to itself: the caption of its figure is not theirs.
    """

    layout: str
    bare: int  # photos without a caption that stand before it
    captions: list[int]


def photo_figures(html: str, hosts: frozenset[str]) -> dict[int, PhotoFigure]:
    """Return our photos by the places of their tags, and by that of the figcaption that is theirs.

    A figcaption goes to the last photo of its figure that has none; of several, the last one. It may stand
    before its photo: that is why this is found out before anything is laid out.
    """
    photos: dict[int, PhotoFigure] = {}
    bare: list[PhotoFigure] = []
    scopes = [_Scope("", 0, [])]
    for token in TOKEN.finditer(html) if "<img " in html else ():
        slash, tag, tag_attributes = token.groups(default="")
        scope = scopes[-1]
        if tag == "img" and (photo := _photo(attributes(tag_attributes), scope.layout, hosts)):
            photos[token.start()] = photo
            bare.append(photo)
        elif tag == "figcaption" and not slash and not _NO_WORDS.match(html, token.end()):
            scope.captions.append(token.start())
        elif tag in ("figure", "table") and not slash:
            scopes.append(_Scope(_layout(attributes(tag_attributes), scope.layout), len(bare), []))
        elif tag in ("figure", "table"):
            scopes.pop()
            if tag == "table":
                del bare[scope.bare :]
            for place in reversed(scope.captions):
                if len(bare) > scope.bare:
                    photos[place] = bare.pop()
    return photos


def _photo(values: dict[str, str], outer: str, hosts: frozenset[str]) -> PhotoFigure | None:
    number = photo_number(values.get("src", ""), hosts)
    return PhotoFigure(number, _layout(values, outer)) if number else None


def photo_number(address: str, hosts: frozenset[str]) -> str:
    """Return the number of the photo of our library that an address shows; "" where it shows none."""
    path = _PHOTO_PATH.match(own_path(normal_address(address), hosts) or "")
    return path[1] if path else ""


def _layout(values: dict[str, str], outer: str) -> str:
    classes = {*values.get("class", "").split(), outer}
    return next((layout for layout, spellings in _LAYOUTS.items() if classes & spellings), "")
