"""Elements of HTML that a body knows, by what becomes of them."""


def names(text: str) -> frozenset[str]:
    """Return the words of a text as a set: names of elements, or of classes."""
    return frozenset(text.split())


# Inline elements that stay, in the order in which they nest (inside a link).
MARKS = ("strong", "em", "s", "sub", "sup")
FORMATTING = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "s": "s", "strike": "s"}
SAME_AS = FORMATTING | {"del": "s", "sub": "sub", "sup": "sup"}
HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
LISTS = ("ul", "ol")
STRUCTURES = frozenset({*LISTS, "blockquote", "table"})
# Elements that begin and end a line; their names are needed for nothing else.
_BOUNDARIES = names(
    "address article aside button caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form header hgroup hr legend li listing main menu nav oembed p pre search section summary "
    "tbody td tfoot th thead tr"
)
TAGS = _BOUNDARIES | STRUCTURES | HEADINGS.keys() | SAME_AS.keys() | {"a", "br", "iframe", "img", "q", "span"}
VOID = names("br hr img")
# Dropped with what they hold: it is code, or the fallback of something that is not shown.
CODE_TAGS = names(
    "applet audio canvas datalist embed math noembed noframes noscript object script select style svg "
    "template textarea title video"
)
