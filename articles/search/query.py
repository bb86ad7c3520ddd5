"""The text of a search taken apart: its words, phrases and exclusions, without what tells no story from
another."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.search import SearchQuery

from articles.models.search_index import SEARCH_CONFIG
from articles.text.lines import clean_line

LEAST_PREFIX = 3  # letters

# In nearly every story: they tell none from another. Between quotation marks they count.
STOP_WORDS = frozenset(
    """
    ada adalah agar akan atau bahwa bagi dalam dan dapat dari dengan di hal ia ini itu jika juga karena ke kepada namun
    oleh pada para pun saat saja sebagai sebuah sehingga sejak seperti serta sudah telah tentang tersebut tetapi untuk
    yaitu yang
    """.split()  # noqa: SIM905 -- a list of quoted words is harder to read
)
_PART = re.compile(r'(?P<excluded>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


@dataclass(frozen=True)
class ParsedQuery:
    """A search as somebody typed it. `words` is in the spelling of websearch_to_tsquery; "" finds nothing."""

    text: str
    words: str
    last: str  # the last word, where the query is plain and it may be the beginning of a longer one
    only_stop_words: bool
    only_exclusions: bool


@dataclass(frozen=True)
class Filters:
    """The bounds of a search: ids of categories and regions, and moments; what is empty does not filter."""

    categories: tuple = ()
    regions: tuple = ()
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class _Part:
    """One word, or one phrase between quotation marks (`word` is then None)."""

    text: str
    word: str | None
    is_excluded: bool

    @property
    def is_or(self):
        return self.word == "OR"

    @property
    def is_stop_word(self):
        return bool(self.word) and not self.is_excluded and self.word.lower() in STOP_WORDS

    @property
    def is_plain(self):
        return self.word is not None and not self.is_excluded and not self.is_or

    @property
    def is_sought(self):
        return not self.is_excluded and not self.is_or


def read(text):
    """Take a search apart, however it was typed: what stands in the stories is clean too."""
    is_ended = not text[-1:].isalnum()
    text = clean_line(text)
    parts = list(_parts(text))
    telling = [part for part in parts if not part.is_stop_word]
    finds = any(part.is_sought for part in telling)
    words = _spell(telling) if finds else ""
    is_plain = all(part.is_plain for part in parts)
    return ParsedQuery(
        text=text,
        words=words,
        last=_beginning(words) if is_plain and not is_ended else "",
        only_stop_words=not finds and len(telling) < len(parts),
        only_exclusions=not finds and len(telling) == len(parts) and any(p.is_excluded for p in parts),
    )


def _parts(text):
    for match in _PART.finditer(text):
        if re.search(r"\w", match["phrase"] or match["word"] or ""):
            yield _Part(match[0].strip(), match["word"], bool(match["excluded"]))


def _spell(parts):
    """Return the parts as websearch_to_tsquery reads them. An OR stays where it stands between two that are
    sought: one of two, of which one is "everything but …", is nearly everything."""

    def joins(n):
        return 0 < n < len(parts) - 1 and not (parts[n - 1].is_excluded or parts[n + 1].is_excluded)

    return " ".join(part.text for n, part in enumerate(parts) if not part.is_or or joins(n))


def _beginning(words):
    last = words.rpartition(" ")[2].lower()
    return last if len(last) >= LEAST_PREFIX and last.isascii() and last.isalpha() else ""


def tsquery(words):
    """Return an expression for `search=…`: these words in the spelling of websearch_to_tsquery."""
    return SearchQuery(words, config=SEARCH_CONFIG, search_type="websearch")
