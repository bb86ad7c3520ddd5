"""Where two sequences run alike: always true, as exact as difflib where they are short, and never a matter of minutes."""

import random
from difflib import SequenceMatcher
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.matching import matches, opcodes

SEQUENCES = st.lists(st.sampled_from("abcdefghijklmnop"), max_size=40)


@given(SEQUENCES, SEQUENCES, st.sampled_from([0, 4, 50, 400, 10_000]))
def test_what_is_said_to_be_alike_is_and_comes_in_order(old, new, comparisons):
    found = matches(old, new, common=4, comparisons=comparisons)
    for match in found:
        assert match.size
        assert old[match.a : match.a + match.size] == new[match.b : match.b + match.size]
    for one, two in pairwise(found):
        assert one.a + one.size <= two.a
        assert one.b + one.size <= two.b
        assert (one.a + one.size, one.b + one.size) != (two.a, two.b)
    codes = list(opcodes(old, new, common=4, comparisons=comparisons))
    assert [x for _same, a, a_end, _b, _b_end in codes for x in old[a:a_end]] == old
    assert [x for _same, _a, _a_end, b, b_end in codes for x in new[b:b_end]] == new


@given(SEQUENCES, SEQUENCES)
def test_short_ones_are_compared_piece_by_piece(old, new):
    often = {piece for piece in new if new.count(piece) > 4}
    expected = SequenceMatcher(often.__contains__, old, new, autojunk=False).get_matching_blocks()[:-1]
    assert matches(old, new, common=4, comparisons=10_000) == expected


def test_long_ones_meet_where_something_stands_once():
    old = [f"kata{n}" for n in range(5000)]
    new = [*old[:1000], "baru", *old[1000:4000], *old[4010:], "akhir"]
    codes = list(opcodes(old, new, common=4, comparisons=1000))
    assert [code for code in codes if not code[0]] == [
        (False, 1000, 1000, 1000, 1001),
        (False, 4000, 4010, 4001, 4001),
        (False, 5000, 5000, 4991, 4992),
    ]


def test_long_ones_without_anything_that_stands_once_meet_at_their_ends():
    same = ["a"] * 5000
    found = matches([*same, "x", *same], [*same, "y", *same], common=4, comparisons=1000)
    assert [(match.a, match.b, match.size) for match in found] == [(0, 0, 5000), (5001, 5001, 5000)]


class Counted(str):
    """A word that counts how often it is looked up: what a comparison costs, on any machine."""

    looked_up = 0
    __slots__ = ()

    def __hash__(self):
        Counted.looked_up += 1
        return str.__hash__(self)


def hard_cases(size):
    """Pairs of sequences that once cost the square of their length, or that look as if they could."""
    once, common = [f"w{n}" for n in range(size)], ["a"] * size
    turns = [word for pair in zip(common, once, strict=True) for word in pair][:size]
    few = [f"w{n % (size // 4)}" for n in range(size)]
    shuffled = random.Random(1).sample(few, size)
    return {
        "every other word is common": (turns, once),
        "the other way round": (once, turns),
        "in turns and back": (turns, turns[::-1]),
        "all alike": (common, [*common, "b"]),
        "four times each, shuffled": (few, shuffled),
        "once each, shuffled": (once, random.Random(2).sample(once, size)),
        "back to front": (once, once[::-1]),
    }


@pytest.mark.parametrize("name", hard_cases(8))
def test_four_times_as_long_costs_about_four_times_as_much(name):
    costs = []
    for size in (4000, 16_000):
        old, new = ([Counted(word) for word in words] for words in hard_cases(size)[name])
        Counted.looked_up = 0
        matches(old, new, common=4, comparisons=160_000)
        costs.append(Counted.looked_up)
    assert costs[1] < 8 * costs[0] + 400_000, costs
    assert costs[1] < 100 * 16_000  # the square would be 256 million
