"""The text of a search taken apart: its words, phrases and exclusions, without what tells no story from
another."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from django.contrib.postgres.search import SearchQuery

from articles.models import SearchName
from articles.text.lines import clean_line
from articles.text.words import STEM, Form, Token, tokens

LEAST_PREFIX = 3  # letters
MOST_WORDS = 40  # of a search; what goes on is not read

# In nearly every story: they tell none from another. Between quotation marks they count.
STOP_WORDS = frozenset(
    """
    ada adalah agar akan atau bahwa bagi dalam dan dapat dari dengan di hal ia ini itu jika juga karena ke kepada namun
    oleh pada para pun saat saja sebagai sebuah sehingga sejak seperti serta sudah telah tentang tersebut tetapi untuk
    yaitu yang
    """.split()  # noqa: SIM905 -- a list of quoted words is harder to read
)
# Whatever a keyboard makes of quotation marks, and of the hyphen before a word.
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂〝〞", '"') | {"−": "-", "\x00": " "})
_PART = re.compile(r'(?P<excluded>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


@dataclass(frozen=True)
class Filters:
    """The bounds of a search: ids of categories and regions, and moments; what is empty does not filter."""

    categories: tuple = ()
    regions: tuple = ()
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Item:
    """What a story has, or has not: a word, words side by side, or any of some words."""

    words: tuple[Token, ...]
    is_phrase: bool = False
    is_excluded: bool = False
    is_any: bool = False

    @property
    def is_stop_word(self):
        return not (self.is_phrase or self.is_excluded) and self.first.word in STOP_WORDS

    @property
    def is_plain(self):
        return not (self.is_phrase or self.is_excluded or self.is_any)

    @property
    def first(self) -> Form:
        return self.words[0].forms[0]

    @property
    def parts(self) -> list[Form]:
        return [part for token in self.words for part in token.parts]


@dataclass(frozen=True)
class ParsedQuery:
    """A search as somebody typed it: one of the alternatives, each of which asks for all its items.

    The properties are queries in PostgreSQL's spelling of a tsquery.
    """

    text: str = ""
    alternatives: tuple[tuple[Item, ...], ...] = ()
    names: frozenset[str] = frozenset()  # words that have no stem
    beginning: str = ""  # the last word, where the query is plain and it may be the beginning of a longer one
    only_stop_words: bool = False
    only_exclusions: bool = False

    def __bool__(self):
        """Return whether there is anything to look for."""
        return bool(self.alternatives)

    @cached_property
    def exact(self):
        """The words as they are spelled, whatever their order."""
        return self._spell(_exactly)

    @cached_property
    def broad(self):
        """The words in any of their forms, whatever their order."""
        return self._spell(self._in_any_form)

    @cached_property
    def phrases(self):
        """The words with their order, to be looked at in the text itself; "" where the order says nothing."""
        has_phrases = any(item.is_phrase and len(item.parts) > 1 for item in self._items)
        return self._spell(self._in_order, keeps_phrases=True) if has_phrases else ""

    @cached_property
    def stems(self):
        """The stems of what is sought, as the entry's `summary` has them."""
        return self._spell(self._stems, keeps_exclusions=False)

    @cached_property
    def any_stem(self):
        """One of the stems of what is sought."""
        items = (item for item in self._items if not item.is_excluded)
        return _any({self._stem(form) for item in items for token in item.words for form in token.forms})

    @cached_property
    def lexemes(self) -> frozenset[str]:
        """Everything by which a word of a text shows that it was sought."""
        lexemes = set()
        for item in self._items:
            if not item.is_excluded:
                forms = [form for token in item.words for form in token.forms]
                lexemes |= {form.word for form in forms}
                if item.is_plain:
                    lexemes.update(*map(self._lexemes, forms))
        return frozenset(lexemes)

    @property
    def target_words(self) -> list[str]:
        """The words that stand alone in a token, as they are spelled."""
        items = [item for item in self._items if not item.is_excluded]
        return [token.forms[0].word for item in items for token in item.words if len(token.forms) == 1]

    def with_ending(self, words: Iterable[str]):
        """Return this query with any of these words for the last one."""
        *rest, last = self.alternatives
        ending = Item(tuple(token for word in words for token in tokens(word)), is_any=True)
        return replace(self, alternatives=(*rest, (*last[:-1], ending)), beginning="")

    # ---- Spelling

    @property
    def _items(self) -> Iterator[Item]:
        return (item for alternative in self.alternatives for item in alternative)

    def _spell(self, spell, *, keeps_exclusions=True, keeps_phrases=False):
        alternatives = []
        for alternative in self.alternatives:
            items = []
            for item in alternative:
                # Where the order of words is left out, one without this phrase may still have its words.
                is_out_of_reach = item.is_phrase and len(item.parts) > 1 and not keeps_phrases
                if item.is_excluded and keeps_exclusions and not is_out_of_reach:
                    items.append("!" + (self._in_order if keeps_phrases else self._in_any_form)(item))
                elif not item.is_excluded:
                    items.append(spell(item))
            alternatives.append(_all(items))
        return _any(alternatives, quoted=True)

    def _in_any_form(self, item):
        if item.is_phrase or item.is_any:
            return _exactly(item)
        [token] = item.words
        one_by_one = _all([_any(self._lexemes(part)) for part in token.parts])
        return (
            _any([_any(self._lexemes(token.compound)), one_by_one], quoted=True)
            if token.compound
            else one_by_one
        )

    def _in_order(self, item):
        if not item.is_phrase:
            return self._in_any_form(item)
        return "(" + " <-> ".join(_quote(part.word) for part in item.parts) + ")"

    def _stems(self, item):
        if item.is_any:
            return _any({self._stem(form) for token in item.words for form in token.forms})
        one_by_one = _all([_quote(self._stem(part)) for part in item.parts])
        compound = item.words[0].compound if len(item.words) == 1 else None
        return _any([_quote(self._stem(compound)), one_by_one], quoted=True) if compound else one_by_one

    def _stem(self, form):
        return form.word if form.word in self.names else form.stem

    def _lexemes(self, form):
        """Return the lexemes of all words of this one's stem; of a name, itself alone."""
        if form.word in self.names:
            return [form.word]
        return list(dict.fromkeys([form.word, form.stem, STEM + form.stem]))


def _exactly(item):
    if item.is_any:
        return _any(form.word for token in item.words for form in token.forms)
    words = [
        [token.compound.word]
        if token.compound and not item.is_phrase
        else [part.word for part in token.parts]
        for token in item.words
    ]
    return _all([_quote(word) for own in words for word in own])


def _quote(word):
    return f"'{word}'"  # letters, digits, a dot or a hyphen: `words` lets nothing else through


def _all(terms):
    return f"({' & '.join(terms)})"


def _any(terms, *, quoted=False):
    return f"({' | '.join(terms if quoted else map(_quote, terms))})"


# ---- Reading


def read(text):
    """Return the ParsedQuery of a text; costs a query where a word of it may be a name."""
    is_ended = not text[-1:].isalnum()
    text = clean_line(text)  # as what stands in the stories is
    items = list(_items(text.translate(_QUOTES)))[:MOST_WORDS]
    telling = [item for item in items if item == OR or not item.is_stop_word]
    targets = [item for item in telling if item != OR and not item.is_excluded]
    if not targets:
        return ParsedQuery(
            text,
            only_stop_words=len(telling) < len(items),
            only_exclusions=len(telling) == len(items) and any(item != OR for item in telling),
        )
    is_plain = all(item != OR and item.is_plain for item in items)
    return ParsedQuery(
        text,
        tuple(map(tuple, _alternatives(telling))),
        _names(targets),
        _beginning(telling[-1]) if is_plain and not is_ended else "",
    )


def any_of(words: Iterable[str]):
    """Return the ParsedQuery for stories that have some of these words."""
    items = [Item((token,)) for word in words for token in tokens(word)]
    return ParsedQuery(" ".join(words), tuple((item,) for item in items), _names(items))


OR = "OR"


def _items(text):
    """Yield the items of a text and the ORs between them."""
    plain = []  # words that follow each other are read together: "Al Quran", "K. H."
    for match in _PART.finditer(text):
        is_excluded, phrase, word = bool(match["excluded"]), match["phrase"], match["word"]
        if word is not None and not is_excluded and word != OR:
            plain.append(word)
            continue
        yield from _plain_items(plain)
        plain = []
        if word == OR and not is_excluded:
            yield OR
        elif own := tuple(tokens(word if phrase is None else phrase)):
            if phrase is None:
                yield from (Item((token,), is_excluded=True) for token in own)
            else:
                yield Item(own, is_phrase=True, is_excluded=is_excluded)
    yield from _plain_items(plain)


def _plain_items(words):
    return (Item((token,)) for token in tokens(" ".join(words)))


def _alternatives(items):
    """Yield what stands between the ORs. One counts only between two that are sought: one of two, of which one is
    "everything but …", is nearly everything."""
    alternative = []
    for number, item in enumerate(items):
        if item != OR:
            alternative.append(item)
            continue
        beside = items[max(0, number - 1) : number] + items[number + 1 : number + 2]
        if len(beside) == 2 and not any(one == OR or one.is_excluded for one in beside):
            yield alternative
            alternative = []
    yield alternative


def _names(items) -> frozenset[str]:
    forms = [form for item in items for token in item.words for form in token.forms]
    words = {form.word for form in forms if form.word != form.stem}
    return SearchName.objects.filter(word__in=words).words() if words else frozenset()


def _beginning(item):
    word = item.first.word
    is_one = len(item.words[0].forms) == 1
    return word if is_one and len(word) >= LEAST_PREFIX and word.isascii() and word.isalpha() else ""


class WordsQuery(SearchQuery):
    """A tsquery that is spelled already, for `search=…`."""

    def __init__(self, text):
        super().__init__(text, search_type="raw")
        self.text = text

    def as_sql(self, compiler, connection, function=None, template=None):
        return "%s::tsquery", [self.text]


def contains(query: ParsedQuery):
    """Return an expression for `search=…`: stories that have these words."""
    return WordsQuery(query.phrases or query.broad)
