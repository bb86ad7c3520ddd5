"""The words of a search, marked in the text of the stories that have them."""

import html
import re

from django.db.models.functions import Left
from django.utils.safestring import mark_safe

from articles.text.words import STEM, forms, matches

SNIPPET_FROM = 20_000  # characters of a body
LONG, SHORT = 32, 18  # words of a snippet of one passage, and of each where there are two
BEFORE = 6  # words of a passage before the first one that is marked
READ_ON = 100  # words behind the first one that is marked, to find a passage that has more of them
# Control characters cannot occur in a body, so they mark the words until the text is escaped.
_START, _STOP = "\x02", "\x03"
_TAG = re.compile(r"<[^>]*(?:>|$)")


def beginning():
    """Return an expression for what of a story's body a snippet is made of: annotate it as `beginning`."""
    return Left("body", SNIPPET_FROM)


class Highlighter:
    """Marks the words of a search (`ParsedQuery.lexemes`) in one text after the other."""

    def __init__(self, lexemes):
        self.lexemes = lexemes
        self._stems = {}  # of each token that texts had so far; "" of one that was not sought

    def snippet(self, story):
        """Return passages of a story's `beginning` around the words that were sought (unsafe, see `marked_html`)."""
        text = _plain(html.unescape(_TAG.sub(" ", story.beginning)))
        spans, targets = self._find(text, READ_ON)
        if not targets:
            return text[: spans[LONG - 1][1]] if len(spans) > LONG else text
        best = max(targets, key=lambda at: (_variety(targets, at), -at))
        second = next((at for at in targets if at >= best - BEFORE + LONG), None)
        starts = [best] if second is None else [best, second]
        length = LONG if second is None else SHORT
        return " … ".join(_passage(text, spans, targets, max(0, at - BEFORE), length) for at in starts)

    def mark(self, text):
        """Return a text with the words between marks that `marked_html` turns into HTML."""
        text = _plain(text)
        spans, targets = self._find(text, len(text))
        return _passage(text, spans, targets, 0, len(spans)) if targets else text

    def _find(self, text, read_on):
        """Return the spans of a text's words, and {place: stem} of those that are sought."""
        spans, targets, last = [], {}, len(text)
        for number, match in enumerate(matches(text)):
            spans.append(match.span())
            token = match[0]
            stem = self._stems.get(token)
            if stem is None:
                stem = self._stems[token] = self._stem(token)
            if stem:
                last = last if targets else number + read_on
                targets[number] = stem
            if number >= last:
                break
        return spans, targets

    def _stem(self, token):
        targets = (f.stem for f in forms(token) if f.word in self.lexemes or STEM + f.stem in self.lexemes)
        return next(targets, "")


def _plain(text):
    return " ".join(text.replace(_START, " ").replace(_STOP, " ").split())


def _variety(targets, first):
    """Return how many different words a passage has that shows the first one."""
    return len({targets[at] for at in targets if first <= at < first + SHORT - BEFORE})


def _passage(text, spans, targets, first, length):
    """Return so many words of a text from the first one on; all of the text where they are all its words."""
    last = min(first + length, len(spans)) - 1
    at, end = (spans[first][0] if first else 0), (spans[last + 1][0] if last + 1 < len(spans) else len(text))
    parts = []
    for number in range(first, last + 1):
        if number in targets:
            start, stop = spans[number]
            parts += [text[at:start], _START, text[start:stop], _STOP]
            at = stop
    return "".join([*parts, text[at:end]]).strip()


def is_marked(text):
    return _START in text


def marked_html(snippet, *, whole=False):
    """Return a snippet as safe HTML, the words in `<mark>`, with an ellipsis where a sentence goes on."""
    text = html.escape(" ".join(html.unescape(snippet).split()))
    if text and not whole and not text.removesuffix(_STOP).endswith((".", "!", "?", "”")):
        text = f"{text.rstrip(',;:–- ')}…"
    return mark_safe(text.replace(_START, "<mark>").replace(_STOP, "</mark>"))  # noqa: S308 -- escaped above
