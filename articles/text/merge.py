"""Two texts that grew from one: what each side changed, paragraph by paragraph, and one text made of the
choices.

A choice is "ours", "theirs" or, for paragraphs, "both".
`ours` is what stands in the story now, `theirs` what should come into it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from articles.text import body
from articles.text.matching import matches
from articles.text.story_text import PARTS, StoryText

CHOICES = ("ours", "theirs", "both")
_COMMON = 4  # times that a paragraph may stand in a text and still lead from one text to the other
_COMPARISONS = 4_000_000  # of paragraphs: two texts of 2,000 each
NO_FIELDS = ("body", "photos")  # the one is parted into paragraphs, the other says what its photos are


@dataclass(frozen=True)
class Part:
    """A piece of the story that may differ: a field's value, or paragraphs (tuples of HTML) of the body."""

    key: str
    base: Any
    ours: Any
    theirs: Any

    @property
    def is_settled(self):
        """Return whether both sides say the same: there is nothing to choose."""
        return self.ours == self.theirs

    @property
    def default(self):
        """Return the side that changed it; "" where both did, each in its own way: then a person has to
        choose."""
        if self.base == self.ours:
            return "theirs"
        return "ours" if self.is_settled or self.base == self.theirs else ""

    @property
    def is_text(self):
        return self.key.startswith("body-")

    def value(self, choice: str) -> Any:
        if choice == "both" and self.is_text:
            return (*self.ours, *self.theirs)
        return self.theirs if choice == "theirs" else self.ours


def parts(base: StoryText, ours: StoryText, theirs: StoryText) -> list[Part]:
    """Return all parts in the order of the story; those of the body are keyed body-0, body-1, …"""
    texts = (base, ours, theirs)
    fields = [Part(name, *(getattr(text, name) for text in texts)) for name in PARTS if name not in NO_FIELDS]
    bodies = (tuple(block.html for block in body.blocks(text.body)) for text in texts)
    return [*fields, *(Part(f"body-{n}", *chunk) for n, chunk in enumerate(_chunks(*bodies)))]


def unanswered(parts: Sequence[Part], choices: Mapping[str, str]) -> list[Part]:
    """Return the parts that still need a choice."""
    return [part for part in parts if not part.is_settled and choices.get(part.key) not in CHOICES]


def merge(parts: Sequence[Part], choices: Mapping[str, str]) -> StoryText:
    """Return the text that these choices make; a part without one takes its default, else what stands now.

    It has no words of photos: whoever writes it asks the library for them.
    """
    values = {part.key: part.value(choices.get(part.key) or part.default) for part in parts}
    fields = {part.key: values[part.key] for part in parts if not part.is_text}
    blocks = [html for part in parts if part.is_text for html in values[part.key]]
    return StoryText(**fields, body=body.clean("\n".join(blocks)))


def _chunks(base: Sequence, ours: Sequence, theirs: Sequence) -> Iterator[tuple[tuple, ...]]:
    """Yield (base, ours, theirs) pieces in order: those that stand in all three, and what lies between
    them."""
    at: tuple[int, ...] = (0, 0, 0)
    for start, length in _anchors(base, ours, theirs):
        between = tuple(tuple(text[a:b]) for text, a, b in zip((base, ours, theirs), at, start, strict=True))
        if len({len(side) for side in between}) == 1:  # as many on each side: they are changes of one another
            yield from (tuple((html,) for html in row) for row in zip(*between, strict=True))
        elif any(between):
            yield between
        if length:
            same = tuple(base[start[0] : start[0] + length])
            yield same, same, same
        at = tuple(place + length for place in start)


def _anchors(base: Sequence, ours: Sequence, theirs: Sequence) -> Iterator[tuple[tuple[int, int, int], int]]:
    """Yield where all three run alike: ((place in base, in ours, in theirs), length); the end of each comes
    last."""
    ours_matches, theirs_matches = (
        matches(base, other, common=_COMMON, comparisons=_COMPARISONS) for other in (ours, theirs)
    )
    one = two = 0
    while one < len(ours_matches) and two < len(theirs_matches):
        our, their = ours_matches[one], theirs_matches[two]
        start, end = max(our.a, their.a), min(our.a + our.size, their.a + their.size)
        if start < end:
            yield (start, our.b + start - our.a, their.b + start - their.a), end - start
        if our.a + our.size <= their.a + their.size:
            one += 1
        else:
            two += 1
    yield (len(base), len(ours), len(theirs)), 0
