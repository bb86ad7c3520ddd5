"""Differences between two texts, word by word, as safe HTML for the review screen.

Bodies are what `body.clean` wrote. A block becomes tokens: strings of HTML that hold one word with its marks
and its link, or a line break. Everything is decided by comparing such strings, and nothing is shown but what
this file wrote into them, so no element or address of a body can do harm here. Never colour alone: the
markers are text.
"""

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape
from itertools import chain, groupby, takewhile
from typing import NamedTuple

from articles.text import body
from articles.text.matching import opcodes

INSERTION_START, INSERTION_END = "[+", "+]"
DELETION_START, DELETION_END = "[−", "−]"

CONTEXT_WORDS = 12  # stay beside a change
FOLDED_WORDS = 40  # fewer are not worth leaving out


@dataclass(frozen=True)
class Fold:
    """Blocks in a row that did not change, in their canonical HTML."""

    html: str
    blocks: int
    words: int


@dataclass(frozen=True)
class Change:
    """One block that was changed, added or removed, with <ins> and <del>."""

    html: str


def of_bodies(old: str, new: str, *, fold: bool = True) -> list[Fold | Change]:
    """Return what became of each block, in order.

    `fold` leaves out the middle of long unchanged runs inside a changed one.
    """
    olds, news = _blocks(old), _blocks(new)
    parts: list[Fold | Change] = []
    for is_same, i1, i2, j1, j2 in opcodes(
        [block.html for block in olds], [block.html for block in news], common=_COMMON, comparisons=_OF_BLOCKS
    ):
        if is_same:
            html = "\n".join(block.html for block in olds[i1:i2])
            parts.append(Fold(html, blocks=i2 - i1, words=body.word_count(html)))
        else:
            parts += [Change(html) for html in _changes(olds[i1:i2], news[j1:j2], fold)]
    return parts


def of_texts(old: str, new: str) -> str:
    """Return two plain texts (a headline, a caption) and their differences as one line of HTML."""
    return _line(_plain_tokens(old), _plain_tokens(new), fold=False)


# ---- Blocks

_ALIKE = 0.4  # the share of words in common from which two blocks are one that was rewritten
_COMPARISONS = 250_000  # half a second; in a longer stretch only blocks at about the same place are compared
_RULE = "———"  # what a block without words (<hr>) is shown as
_LAYOUTS = {"": "", "side": " (samping)", "gallery": " (galeri)"}


class _Block(NamedTuple):
    html: str
    frame: str  # the element that holds it: what kind of block it is
    tokens: list[str]


def _blocks(html: str) -> list[_Block]:
    return [_block(block) for block in body.blocks(html)]


def _block(block: body.Block) -> _Block:
    if block.kind == "text" or block.title:
        start = _PIECE.match(block.html)
        return _Block(block.html, start[2] if start else "", _tokens(block.html) or [_RULE])
    if block.kind == "photo":
        label = f"Foto {block.photo_id}{_LAYOUTS[block.layout]}\n"
        return _Block(block.html, block.kind, _plain_tokens(label + block.caption))
    label = "Baca Juga: " if block.kind == "article" else ""
    return _Block(block.html, block.kind, _plain_tokens(label + block.url))


def _changes(olds: list[_Block], news: list[_Block], fold: bool) -> Iterator[str]:
    """Yield the HTML of replaced blocks: pairs as one changed block, the others as removed or added."""
    i = j = 0
    for pair in [*_pairs(olds, news), (len(olds), len(news))]:
        yield from (_framed(block, block.tokens, [], fold) for block in olds[i : pair[0]])
        yield from (_framed(block, [], block.tokens, fold) for block in news[j : pair[1]])
        if pair[0] < len(olds):
            yield from _rewritten(olds[pair[0]], news[pair[1]], fold)
        i, j = pair[0] + 1, pair[1] + 1


def _rewritten(old: _Block, new: _Block, fold: bool) -> Iterator[str]:
    # What no token shows (a paragraph became a heading, a cell grew) is seen as removal and addition.
    if old.frame != new.frame or old.tokens == new.tokens:
        yield _framed(old, old.tokens, [], fold)
        yield _framed(new, [], new.tokens, fold)
    else:
        yield _framed(new, old.tokens, new.tokens, fold)


def _framed(block: _Block, old: list[str], new: list[str], fold: bool) -> str:
    line = _line(old, new, fold)
    if block.frame == "blockquote":
        return f"<blockquote><p>{line}</p></blockquote>"
    tag = {"h2": "h2", "h3": "h3", "ul": "div", "ol": "div", "table": "div"}.get(block.frame, "p")
    return f"<{tag}>{line}</{tag}>"


def _pairs(olds: list[_Block], news: list[_Block]) -> list[tuple[int, int]]:
    """Return the indexes of blocks that are alike, the most alike first, as long as their order stays."""
    bags, others = [[_bag(block) for block in blocks] for blocks in (olds, news)]
    reach = _COMPARISONS // max(1, 2 * len(olds)) + 1
    alike = []
    for i, bag in enumerate(bags):
        middle = i * len(others) // len(bags)
        for j in range(max(0, middle - reach), min(len(others), middle + reach)):
            share = 2 * len(bag & others[j]) / (len(bag) + len(others[j]) or 1)
            if share >= _ALIKE:
                alike.append((-share, i, j))
    pairs: list[tuple[int, int]] = []
    for _, i, j in sorted(alike):
        at = bisect(pairs, (i, j))
        after_the_one_before = at == 0 or (pairs[at - 1][0] < i and pairs[at - 1][1] < j)
        if after_the_one_before and (at == len(pairs) or (i < pairs[at][0] and j < pairs[at][1])):
            pairs.insert(at, (i, j))
    return pairs


def _bag(block: _Block) -> frozenset[tuple[str, int]]:
    """Return the words without their marks, each with its number: what two bags share is one fast operation.

    A photo is known by its first line: it stays the same one with quite another caption.
    """
    tokens = takewhile(_BREAK.__ne__, block.tokens) if block.frame == "photo" else block.tokens
    counts: Counter[str] = Counter()
    bag = set()
    for word in (_TAG.sub("", token) for token in tokens if _is_word(token)):
        counts[word] += 1
        bag.add((word, counts[word]))
    return frozenset(bag)


# ---- Tokens

_BREAK = "<br>"
_CELL = "|"
_SIGNS = {"ul": "•", "ol": "#"}  # before an item; one in a list in a list has one for each
_MARKS = ("span", "strong", "em", "s", "sub", "sup")  # as they nest; a span tells a language
_SEPARATORS = {"td": _CELL, "th": _CELL, "tr": _BREAK, "ul": _BREAK, "ol": _BREAK, "p": _BREAK * 2}
_PIECE = re.compile(r'<(/?)(\w+)(?: (?:href|lang)="([^"]*)")?[^>]*>|[^<]+')
_WORD = re.compile(r"\s+|\S+")
_TAG = re.compile(r"<[^>]*>")
_LINK = re.compile(r"</?a\b[^>]*>")
_ADDRESS_OR_LANGUAGE = re.compile(r'<(?:a href|span lang)="([^"]*)"')


class _Reader:
    """A reader takes the HTML of a block, piece by piece, and makes tokens of it."""

    def __init__(self) -> None:
        self.tokens: list[str] = []
        self.open_tags: dict[str, str] = {}  # marks by name, with their start tags; a link counts as one
        self.lists: list[str] = []
        self.separator = ""  # stands between what was read and what may follow
        self.in_word = False

    def tag(self, slash: str, tag: str, value: str) -> None:
        if tag in _MARKS or tag == "a":
            self.open_tags.pop(tag, None)
            if not slash:
                name = "href" if tag == "a" else "lang"
                self.open_tags[tag] = f'<{tag} {name}="{escape(unescape(value))}">' if value else f"<{tag}>"
            return
        self.in_word = False
        if tag in _SIGNS:
            self.lists = self.lists[:-1] if slash else [*self.lists, _SIGNS[tag]]
        if slash:
            self.separator = _SEPARATORS.get(tag, self.separator)
        elif tag == "br":
            self.tokens.append(_BREAK)
        elif tag == "li":
            self.separator = ""
            self.tokens.append((_BREAK if self.tokens else "") + "".join(self.lists))
        elif tag in ("td", "th"):
            self.separate()

    def text(self, text: str) -> None:
        start = "".join(self.open_tags.values())
        end = "".join(f"</{tag}>" for tag in reversed(self.open_tags))
        for word in _WORD.findall(text):
            if word.isspace():
                self.in_word = False
                continue
            self.separate()
            html = start + _escape(word) + end
            if self.in_word:
                self.tokens[-1] += html
            else:
                self.tokens.append(html)
            self.in_word = True

    def separate(self) -> None:
        if self.separator:
            self.tokens.append(self.separator)
        self.separator = ""


def _tokens(html: str) -> list[str]:
    reader = _Reader()
    for piece in _PIECE.finditer(html):
        slash, tag, value = piece.groups()
        if tag:
            reader.tag(slash, tag, value or "")
        else:
            reader.text(unescape(piece[0]))
    return reader.tokens


def _plain_tokens(text: str) -> list[str]:
    lines = ([_escape(word) for word in line.split()] for line in text.strip().splitlines())
    return list(chain.from_iterable([_BREAK, *line] for line in lines))[1:]


def _escape(text: str) -> str:
    return escape(text, quote=False).replace("\u0338", "&#824;")  # as in a body: it would melt with a ">"


def _is_word(token: str) -> bool:
    return not token.startswith(_BREAK) and token not in (_CELL, *_SIGNS.values())


# ---- Comparing

_OF_BLOCKS, _OF_WORDS = 4_000_000, 160_000  # comparisons: two texts of 2,000 blocks; two blocks of 400 words
_COMMON = 50  # what stands more often than this in a text tells nothing about where a passage went
_SLIGHT = 2, 6  # words, letters: "di", "yang", "pada hari"


class _Step(NamedTuple):
    is_same: bool
    old: list[str]
    new: list[str]


def _steps(old: list[str], new: list[str]) -> list[_Step]:
    """Return unchanged and changed runs by turns."""
    codes = opcodes(old, new, common=_COMMON, comparisons=_OF_WORDS)
    steps = [_Step(is_same, old[i1:i2], new[j1:j2]) for is_same, i1, i2, j1, j2 in codes]
    for n in range(1, len(steps) - 1):
        if _is_slight(*steps[n - 1 : n + 2]):
            steps[n] = steps[n]._replace(is_same=False)
    runs = []
    for is_same, group in groupby(steps, key=lambda step: step.is_same):
        _, olds, news = zip(*group, strict=True)
        runs.append(_Step(is_same, list(chain.from_iterable(olds)), list(chain.from_iterable(news))))
    return runs


def _is_slight(before: _Step, step: _Step, after: _Step) -> bool:
    """Return whether an unchanged run is only what a rewritten sentence has in common with the old one by
    chance."""
    words, letters = _SLIGHT
    if not step.is_same or len(step.old) > words or not all(map(_is_word, step.old)):
        return False
    short = all(len(unescape(_TAG.sub("", token))) <= letters for token in step.old)
    return bool(short and (before.old or after.old) and (before.new or after.new))


def _line(old: list[str], new: list[str], fold: bool) -> str:
    steps = _steps(old, new)
    parts: list[str] = []
    for n, step in enumerate(steps):
        if step.is_same:
            parts += _fold(step.old, n > 0, n < len(steps) - 1) if fold else step.old
        if not step.is_same and step.old:
            parts.append(f"<del>{DELETION_START}{_changed(step.old)}{DELETION_END}</del>")
        if not step.is_same and step.new:
            parts.append(f"<ins>{INSERTION_START}{_changed(step.new)}{INSERTION_END}</ins>")
    return _join(parts)


def _changed(tokens: list[str]) -> str:
    """Return changed words as HTML.

    A link says where it leads, a span its language, since that may be all that changed.
    """
    parts: list[str] = []
    for values, group in groupby(
        tokens, key=lambda token: dict.fromkeys(_ADDRESS_OR_LANGUAGE.findall(token))
    ):
        parts += [*group, *(f"(→ {_escape(unescape(value))})" for value in values)]
    return _join(parts)


def _fold(tokens: list[str], after_change: bool, before_change: bool) -> list[str]:
    head = CONTEXT_WORDS if after_change else 0
    tail = len(tokens) - (CONTEXT_WORDS if before_change else 0)
    count = sum(map(_is_word, tokens[head:tail]))
    if count <= FOLDED_WORDS:
        return tokens
    return [*tokens[:head], f'<span class="folded">… {count} …</span>', *tokens[tail:]]


def _join(tokens: list[str]) -> str:
    """Return tokens with spaces between them, and marks that go on from word to word in one piece.

    Links are not shown.
    """
    html = _LINK.sub("", " ".join(tokens)).replace(f" {_BREAK}", _BREAK).replace(f"{_BREAK} ", _BREAK)
    for mark in _MARKS:
        html = html.replace(f"</{mark}> <{mark}>", " ")
    return html
