"""Where two sequences run alike: the paragraphs of two texts, or their words.

`difflib` compares each piece with each in the worst case, and the square of a long text is minutes. So of long ones
only a bounded number is compared in that way, in what lies between the pieces that stand once in each; beyond that it is
what both begin and end with.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import Match, SequenceMatcher


def matches(old: Sequence, new: Sequence, *, common: int, comparisons: int) -> list[Match]:
    """Return where two sequences run alike, in order.

    A piece that stands in the new one more often than `common` only lengthens a match.
    """
    is_short = len(old) * len(new) <= comparisons
    anchors = [] if is_short else _once_in_each(old, new)
    places = [Match(i, j, 1) for i, j in anchors]
    starts = [(0, 0), *((i + 1, j + 1) for i, j in anchors)]
    ends = [*anchors, (len(old), len(new))]
    stretches = [(*start, *end) for start, end in zip(starts, ends, strict=True)]
    for i, j, i_end, j_end in sorted(stretches, key=lambda one: (one[2] - one[0]) * (one[3] - one[1])):
        olds, news = old[i:i_end], new[j:j_end]
        comparisons -= len(olds) * len(news)
        here = _piece_by_piece(olds, news, common) if comparisons >= 0 else _common_ends(olds, news)
        places += [Match(i + match.a, j + match.b, match.size) for match in here]
    return list(_join(sorted(places)))


def opcodes(
    old: Sequence, new: Sequence, *, common: int, comparisons: int
) -> Iterator[tuple[bool, int, int, int, int]]:
    """Yield (is the same, start and end in the old one, start and end in the new one) by turns, in order."""
    i = j = 0
    for match in [
        *matches(old, new, common=common, comparisons=comparisons), Match(len(old), len(new), 0)
    ]:  # fmt: skip
        if i < match.a or j < match.b:
            yield False, i, match.a, j, match.b
        i, j = match.a + match.size, match.b + match.size
        if match.size:
            yield True, match.a, i, match.b, j


def _piece_by_piece(old: Sequence, new: Sequence, common: int) -> list[Match]:
    often = {piece for piece, count in Counter(new).items() if count > common}
    return SequenceMatcher(often.__contains__, old, new, autojunk=False).get_matching_blocks()[:-1]


def _once_in_each(old: Sequence, new: Sequence) -> list[tuple[int, int]]:
    """Return the places of pieces that stand once in each: the longest row of them that both have in the same order."""
    olds, news = Counter(old), Counter(new)
    places = {piece: j for j, piece in enumerate(new) if news[piece] == 1}
    pairs = [(i, places[piece]) for i, piece in enumerate(old) if olds[piece] == 1 and piece in places]
    # Patience: the last pair of the best row of each length, and the pair before each.
    lasts: list[tuple[int, int]] = []
    before: dict[tuple[int, int], tuple[int, int] | None] = {}
    tops: list[int] = []
    for pair in pairs:
        at = bisect_left(tops, pair[1])
        tops[at : at + 1], lasts[at : at + 1] = [pair[1]], [pair]
        before[pair] = lasts[at - 1] if at else None
    row, pair_before = [], lasts[-1] if lasts else None
    while pair_before:
        row.append(pair_before)
        pair_before = before[pair_before]
    return row[::-1]


def _common_ends(old: Sequence, new: Sequence) -> list[Match]:
    most = min(len(old), len(new))
    start = next((n for n in range(most) if old[n] != new[n]), most)
    end = next((n for n in range(most - start) if old[-1 - n] != new[-1 - n]), most - start)
    ends = [Match(0, 0, start), Match(len(old) - end, len(new) - end, end)]
    return [match for match in ends if match.size]


def _join(places: Iterable[Match]) -> Iterator[Match]:
    """Yield matches, and one instead of those that go on where the one before ends."""
    one = Match(0, 0, 0)
    for match in places:
        if (one.a + one.size, one.b + one.size) == match[:2]:
            one = Match(one.a, one.b, one.size + match.size)
            continue
        if one.size:
            yield one
        one = match
    if one.size:
        yield one
