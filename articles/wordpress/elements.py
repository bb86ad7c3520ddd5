"""Elements of plain HTML that are more than words.

Pictures become numbered references, boxes of related stories lines that begin with "Baca juga:", widgets of
networks their addresses; scripts and adverts go, each with a note.
"""

import re
from base64 import b64decode
from binascii import Error as NoBase64
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, fromstring, tostring

from articles.filing.captions import caption_and_credit
from articles.filing.items import Note, Picture
from articles.filing.labels import RELATED
from articles.filing.words import names
from articles.text import body
from articles.wordpress.markup import media_link

# Without any of these there is nothing to do here: most stories pass as they are.
_CONCERNED = re.compile(
    r"<(?:applet|audio|canvas|embed|form|iframe|img|input|ins|math|noscript|object|script|select|style|svg"
    r"|template|textarea|title|video|xml"
    r"|a\s[^>]*wp-block-file__button"
    r"|(?:aside|blockquote|div|figure|nav|ol|p|section|table|ul)\s[^>]*(?:class|id|data-|style=[\"'][^\"']*url))\b",
    re.IGNORECASE,
)
_PARSER = HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
_RELATED_BOX = re.compile(
    r"(?<![a-z])(?:baca-?juga|lihat-?juga|simak-?juga|terkait|irpp?|intelly|inline-?related|jp-relatedposts"
    r"|yarpp"
    r"|related-?(?:posts?|articles?|links?|news|berita|content)?|read-?also|also-?read)(?![a-z])",
    re.IGNORECASE,
)
_BOXES = names("aside blockquote div figure nav ol p section table ul")
_LONGEST_BOX = 1200  # characters; what says more is the story itself
_ADVERT = re.compile(
    r"(?<![a-z])(?:adsbygoogle|adsense|ads?|advert\w*|banner-?ads?|google-?ads?|iklan|gpt-ad)(?![a-z])",
    re.IGNORECASE,
)
_LONGEST_ADVERT = 60  # characters of its words, such as "Advertisement"
_CODE = names("applet canvas form math noscript script select style svg template textarea title xml")
_WIDGETS = {  # class → the attribute that holds the address
    "twitter-tweet": "",
    "twitter-video": "",
    "instagram-media": "data-instgrm-permalink",
    "tiktok-embed": "cite",
    "fb-post": "data-href",
    "fb-video": "data-href",
}
_BACKGROUND = re.compile(r"background(?:-image)?\s*:[^;]*url\(\s*[\"']?([^\"')]+)", re.IGNORECASE)
_STATUS = re.compile(r"/status(?:es)?/\d")
_ATTACHMENT_CLASS = re.compile(r"(?:wp-image-|attachment[-_])(\d{1,18})\b", re.ASCII)
_DATA = re.compile(r"data:image/[\w.+-]+(?:;[\w=-]+)*;base64,", re.IGNORECASE)
_SMALLEST_PICTURE = 400  # bytes; below it is a spacer
_SOURCES = ("data-orig-file", "data-full-url", "data-src", "data-lazy-src", "data-original", "src")
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp|heic)$", re.IGNORECASE)


class Elements:
    """One text's pictures and notes, in order."""

    def __init__(self, notes: list[Note]):
        self.notes = notes
        self.pictures: list[Picture] = []
        self.media = {
            "iframe": self._frame,
            "object": self._player,
            "embed": self._player,
            "audio": self._recording,
            "video": self._recording,
        }

    def convert(self, html: str) -> str:
        """Return the HTML with its elements replaced; fills `pictures` and `notes`."""
        if not _CONCERNED.search(html):
            return html
        tree = etree.fromstring(f"<div>{html}</div>", _PARSER)
        error = _PARSER.error_log.last_error
        if error is not None and error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
            self.note("too-deep", "")
            return html
        for element in list(tree.iter()):
            if isinstance(element.tag, str) and _is_within(element, tree):
                self._element(element)
        return tostring(tree, encoding="unicode")

    def note(self, kind: str, text: str) -> None:
        self.notes.append(Note(kind, " ".join(text.split())[:300]))

    def _element(self, element: HtmlElement) -> None:
        tag, classes = element.tag, f"{element.get('class') or ''} {element.get('id') or ''}"
        if tag in _CODE:
            self._drop(element, "code-dropped" if tag in ("script", "style") else "element-dropped")
        elif tag == "img":
            self._picture(element)
        elif "wp-embedded-content" in classes:  # another story: its link, and a frame that shows the same
            self._other_story(element)
        elif tag in self.media:
            self.media[tag](element)
        elif classes != " ":
            self._classed(element, str(tag), classes)

    def _classed(self, element: HtmlElement, tag: str, classes: str) -> None:
        """An element that its class or id tells something about."""
        if tag == "ins" or _ADVERT.search(classes):
            self._advert(element)
        elif widget := next((name for name in classes.split() if name in _WIDGETS), None):
            self._widget(element, _WIDGETS[widget])
        elif tag in _BOXES and _RELATED_BOX.search(classes):
            self._box(element)
        elif "wp-block-file__button" in classes.split():  # the word "download" beside the file's own link
            element.drop_tree()
        elif tag == "div" and (address := _BACKGROUND.search(element.get("style") or "")):
            self._background(element, address[1])
        elif "wp-caption" in classes.split():
            element.tag = "figure"
            for caption in element.iterfind(".//*[@class='wp-caption-text']"):
                caption.tag = "figcaption"

    def _background(self, element: HtmlElement, address: str) -> None:
        """Put the picture behind a box of WordPress 5 in front of its words."""
        figure = fromstring("<figure></figure>")
        picture = fromstring("<img>")
        picture.set("src", _valid(address))
        figure.append(picture)
        figure.tail, element.text = element.text, None
        element.insert(0, figure)
        self._picture(picture)

    def _other_story(self, element: HtmlElement) -> None:
        if element.tag == "iframe":
            self._drop(element, "embed")
        else:
            element.tag = "p"

    def _drop(self, element: HtmlElement, kind: str) -> None:
        self.note(kind, f"<{element.tag!s}> {element.get('src') or element.text_content()}")
        element.drop_tree()

    def _advert(self, element: HtmlElement) -> None:
        """Drop an advert; words that are more than a label are somebody's text."""
        if len(element.text_content().strip()) <= _LONGEST_ADVERT and not _pictures_of_the_library(element):
            self._drop(element, "advert-dropped")

    def _frame(self, element: HtmlElement) -> None:
        address = element.get("src") or element.get("data-src") or element.get("data-lazy-src") or ""
        if "facebook.com/plugins/" in address:
            address = parse_qs(_split(address).query).get("href", [""])[0]
        if not body.clean(_media(address)).startswith("<figure"):
            self.note("iframe-dropped", address or element.get("srcdoc") or "")
            element.drop_tree()
            return
        _become(element, "oembed", url=address)

    def _player(self, element: HtmlElement) -> None:
        addresses = [e.get("src") or e.get("data") or e.get("value") or "" for e in element.iter()]
        address = next((a for a in addresses if body.clean(_media(a)).startswith("<figure")), None)
        if address is None:
            self._drop(element, "element-dropped")
        else:
            _become(element, "oembed", url=address)

    def _recording(self, element: HtmlElement) -> None:
        addresses = [address for e in element.iter() if (address := e.get("src"))]
        if not addresses:
            self._drop(element, "media-dropped")
            return
        link = fromstring(f"<div>{media_link(addresses[0])}</div>")
        _become(element, "div")
        element.extend(list(link))

    def _widget(self, element: HtmlElement, attribute: str) -> None:
        """Its address alone on a line: an embed, a card or a link, whatever it leads to."""
        if attribute:
            address = element.get(attribute)
        else:
            hrefs = [link.get("href") or "" for link in element.iter("a")]
            address = next(filter(_STATUS.search, reversed(hrefs)), None)
        if address:
            self.note("embed", element.text_content())
            _become(element, "oembed", url=address)

    def _box(self, element: HtmlElement) -> None:
        words = " ".join(element.text_content().split())
        titles: dict[str, str] = {}
        for link in element.iter("a"):
            title, address = " ".join(link.text_content().split()), link.get("href")
            if address and len(title) > len(titles.get(address, "")):
                titles[address] = title
        if not titles or len(words) > _LONGEST_BOX:
            return
        if len(words) > sum(map(len, titles.values())) + 40:
            self.note("related-box", words)
        _become(element, "div")
        for address, title in titles.items():
            line = etree.SubElement(element, "p")
            line.text = "" if RELATED.match(title) else "Baca juga: "
            link = etree.SubElement(line, "a", href=address)
            link.text = title

    # ---- Pictures

    def _picture(self, element: HtmlElement) -> None:
        classes = (element.get("class") or "").split()
        if "emoji" in classes or "wp-smiley" in classes:
            element.tail = f"{element.get('alt') or ''}{element.tail or ''}"
            element.drop_tree()
            return
        figure = next(element.iterancestors("figure"), None)
        address, data = self._source(element)
        number = _attachment(element, figure)
        if not (address or data or number) or _is_pixel(element):
            self.note("picture-dropped", address or element.get("src", "")[:100])
            element.drop_tree()
            return
        caption, credit = self._caption(figure)
        alt = " ".join((element.get("alt") or "").split())
        self.pictures.append(Picture(address, number, alt, caption, credit, data))
        self._note_link(element)
        element.attrib.clear()
        element.set("class", " ".join(classes))
        element.set("src", f"/foto/{len(self.pictures)}/")

    def _source(self, element: HtmlElement) -> tuple[str, bytes]:
        addresses = [(element.get(name) or "").strip() for name in _SOURCES]
        data = b""
        for address in filter(None, addresses):
            if prefix := _DATA.match(address):
                data = data or _decoded(address[prefix.end() :])
            elif not address.lower().startswith(("data:", "blob:", "javascript:", "file:", "cid:", "about:")):
                return address, b""
        return "", data

    def _caption(self, figure: HtmlElement | None) -> tuple[str, str]:
        """Caption and credit of a figure that holds one picture; the credit is taken out of its words."""
        captions = [] if figure is None else list(figure.iter("figcaption"))
        if figure is None or len(captions) != 1 or len(list(figure.iter("img"))) != 1:
            return "", ""
        caption, credit = caption_and_credit(captions[0].text_content())
        if credit:
            self.note("photo-credit", captions[0].text_content())
            _become(captions[0], "figcaption")
            captions[0].text = caption
        return caption, credit

    def _note_link(self, element: HtmlElement) -> None:
        """A picture that leads elsewhere than to its own file: a photo here leads nowhere."""
        link = next(element.iterancestors("a"), None)
        if link is None:
            return
        address = link.get("href") or ""
        path = _split(address).path
        if path and not _PICTURE_FILE.search(path) and "attachment" not in f"{link.get('rel')} {address}":
            self.note("picture-link", address)


def _become(element: HtmlElement, tag: str, **attributes: str) -> None:
    """Empty and rename the element; the text behind it stays."""
    tail = element.tail
    element.clear()
    element.tag, element.tail = tag, tail
    for name, value in attributes.items():
        element.set(name, value)


def _is_within(element: HtmlElement, tree: HtmlElement) -> bool:
    """Tell whether the element is still in the tree, and was not taken out together with one around it."""
    return element is tree or any(ancestor is tree for ancestor in element.iterancestors())


def _attachment(element: HtmlElement, figure: HtmlElement | None) -> int:
    """The number that the markup gives the picture in the library of the old site, 0 where it gives none."""
    number = element.get("data-id") or element.get("data-attachment-id") or ""
    if not number and figure is not None:
        number = figure.get("data-id") or ""
    if number.isascii() and number.isdigit() and len(number) < 19:
        return int(number)
    match = _ATTACHMENT_CLASS.search(f"{element.get('class')} {'' if figure is None else figure.get('id')}")
    return int(match[1]) if match else 0


def _is_pixel(element: HtmlElement) -> bool:
    return element.get("width") in ("0", "1") and element.get("height") in ("0", "1")


def _pictures_of_the_library(element: HtmlElement) -> bool:
    return any(_attachment(image, None) for image in element.iter("img"))


def _decoded(text: str) -> bytes:
    try:
        data = b64decode(unquote(text))
    except (NoBase64, ValueError):
        return b""
    return data if len(data) >= _SMALLEST_PICTURE else b""


def _media(address: str) -> str:
    return etree.tostring(etree.Element("oembed", url=_valid(address)), encoding="unicode", method="html")


def _valid(text: str) -> str:
    """The text without the characters that lxml refuses."""
    return re.sub("[\x00-\x1f\ufffe\uffff\ud800-\udfff]", "", text)


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:  # brackets that hold no IPv6 address
        return urlsplit("")
