"""Words as stories spell them (`SearchWord`): they finish the last word of a search and mend slips."""

import re

from django.db.models import Q, Value

from articles.models import SearchWord
from articles.models.search_word import sound_of
from articles.text.words import tokens

ENDINGS = 12  # words that a beginning may become
MOST_WORDS = 5  # words of a search, at most
CHOICES = 3  # corrections of a search, at most
LIKE = 500  # words of stories that are compared, at most
_WORD = re.compile(r"[a-z]{4,25}")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def endings(beginning):
    """Return the words that begin like this, the common ones first."""
    if not beginning:
        return ()
    words = SearchWord.objects.filter(word__startswith=beginning).exclude(word=beginning)
    return tuple(words.order_by("-stories", "word").values_list("word", flat=True)[:ENDINGS])


def corrections(query):
    """Yield the texts that may have been meant by a search: with words of stories for those that look like
    slips."""
    words = [word for word in dict.fromkeys(query.target_words) if _WORD.fullmatch(word)]
    better = {word: others for word, others in _better_words(words[:MOST_WORDS]).items() if others}
    for choice in range(min(CHOICES, max(map(len, better.values()), default=0))):
        new = {word: others[min(choice, len(others) - 1)] for word, others in better.items()}
        yield _with_words(query.text, new)


def _with_words(text, new):
    """Return a text with other words for some of its own."""
    parts, at = [], 0
    for token in tokens(text):
        if other := new.get(token.parts[0].word):
            parts += [text[at : token.start], other]
            at = token.end
    return "".join([*parts, text[at:]])


def _better_words(words):
    """Return {word: words of stories that it may be a slip of, the likeliest first}."""
    slips = set().union(*map(_slips, words), words)
    sounds = [sound_of(Value(word)) for word in words]
    like = SearchWord.objects.filter(Q(word__in=slips) | Q(sound__in=sounds)).order_by("-stories")
    stories = dict(like.values_list("word", "stories")[:LIKE])
    return {word: _nearest(word, stories) for word in words}


def _nearest(word, stories):
    # One that stands in stories itself is a slip only where the other is far more common.
    enough, farthest = 10 * stories.get(word, 0), 2 if len(word) > 5 else 1
    others = ((_distance(word, other), -count, other) for other, count in stories.items() if count > enough)
    return [other for distance, _, other in sorted(others) if 0 < distance <= farthest]


def _slips(word):
    """Return all spellings that are one slip away: a letter too many, too few, another one, or two that
    changed places."""
    halves = [(word[:n], word[n:]) for n in range(len(word) + 1)]
    return {
        spelling
        for before, after in halves
        for spelling in (
            before + after[1:],
            before + after[1:2] + after[:1] + after[2:],
            *(before + letter + after for letter in _LETTERS),
            *(before + letter + after[1:] for letter in _LETTERS),
        )
    }


def _distance(one, other):
    """Return the number of slips between two words, after Damerau and Levenshtein."""
    before, row = [], list(range(len(other) + 1))
    for n, letter in enumerate(one, 1):
        earlier, before, row = before, row, [n]
        for m, second in enumerate(other, 1):
            row.append(min(before[m] + 1, row[m - 1] + 1, before[m - 1] + (letter != second)))
            if n > 1 and m > 1 and letter == other[m - 2] and second == one[n - 2]:
                row[m] = min(row[m], earlier[m - 2] + 1)
    return row[-1]
