"""Texts converted to see what comes of them, also by processes of their own: pure, so that those need no database."""

from articles.wordpress import lifting
from articles.wordpress.items import Converted, ParsedItem, Site


def examined(item: ParsedItem, site: Site) -> Converted | str:
    """A text converted, without the text itself; a message where it cannot be."""
    try:
        text = lifting.convert(item, site)
        settled = lifting.settle(text, [1] * len(text.targets), [1] * len(text.pictures))
    except Exception as error:  # as in `store`: one text that fails does not stop the others
        return f"{type(error).__name__}: {error}"[:300]
    return Converted(credits=text.credits, targets=text.targets, notes=[*text.notes, *settled.notes])


_there = []  # the site, in a process of its own


def begin(site):
    _there[:] = [site]


def examined_there(items):
    return [examined(item, *_there) for item in items]
