"""The parts of a filed text as data: one way for whatever was typed, pasted or imported.

`lift` needs nothing but the text and the house. What is not sure stays in the text. Whatever leaves it is named
in a note: notes of the kinds in `INFORMATIONAL` say what was understood, all others ask somebody to look.
"""

import re
from functools import cache
from pathlib import Path

from articles.filing import credit_lines, endings, house_roles, labels, openings, related
from articles.filing.draft import Block, Draft, joined
from articles.filing.words import names, split_at

INFORMATIONAL = names(
    "headline dateline credits sign-off tags related related-box dropped embed photo-caption photo-credit"
)
DROP_PATTERNS = tuple(
    line
    for line in Path(__file__).with_name("drop_patterns.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)


def lift(draft: Draft, *, wants_headline: bool = False) -> None:
    """Lift all that belongs beside a story's text.

    A text that comes without a headline may begin with it (`wants_headline`); `draft.headline` is the one
    that the story has already.
    """
    house_roles.apply(draft)
    _split_paragraphs(draft)
    _drop_promotions(draft)
    related.lift_related(draft)
    endings.lift_ending(draft)
    related.gather_end_list(draft)
    openings.lift_headline(draft, is_wanted=wants_headline)
    openings.lift_opening_credits(draft)
    openings.lift_dateline(draft)
    endings.lift_photo_lines(draft)
    endings.note_leftovers(draft)
    if wants_headline:
        openings.note_captions(draft)
    draft.blocks = joined(draft.blocks)


# ---- Paragraphs that are no part of the story


def _drop_promotions(draft: Draft) -> None:
    """Drop the paragraphs that call readers elsewhere, and the furniture of other sites' pages."""
    pattern = _drop_pattern(draft.house.drop_patterns)
    if not pattern:
        return
    blocks = []
    for block in draft.blocks:
        if block.text and block.kind != "table" and pattern.fullmatch(block.text.replace("\n", " ")):
            draft.note("dropped", block.text)
        else:
            blocks.append(block)
    draft.blocks = blocks


@cache
def _drop_pattern(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE) if patterns else None


# ---- Lines of another sort within a paragraph


def _split_paragraphs(draft: Draft) -> None:
    """Give a line of another sort its own paragraph: a label, a sign or a promotion behind a line break."""
    blocks: list[Block] = []
    for number, block in enumerate(draft.blocks):
        places = _places_to_split(draft, block, is_first=not number) if block.kind == "p" else []
        parts = _split_at(draft, block, places) if places else [block]
        blocks += [part._replace(paragraph=number + 1) for part in parts] if parts[1:] else parts
    draft.blocks = blocks


def _places_to_split(draft: Draft, block: Block, *, is_first: bool) -> list[int]:
    places = related.places_of_labels(block)
    if "\n" in block.text:
        places += _ends_of_lines(draft, block)
        places += openings.places_of_headline(draft, block) if is_first else []
    return sorted(set(places))


def _split_at(draft: Draft, block: Block, places: list[int]) -> list[Block]:
    blocks: list[Block] = []
    rest, start = block.inner, 0
    for place in places:
        before, rest = split_at(rest, place - start)
        start = place
        blocks += draft.paragraphs(before)
    return [*blocks, *draft.paragraphs(rest)]


def _ends_of_lines(draft: Draft, block: Block) -> list[int]:
    """Positions around the lines that stand for themselves; a block of credits alone stays together."""
    house = draft.house
    if credit_lines.credits(block.text, house.people_and_offices):
        return []
    lines = block.text.split("\n")
    apart = [_stands_alone(draft, line) for line in lines]
    for number, line in enumerate(lines[:-1]):  # a label takes the name below it along
        if apart[number] and credit_lines.is_label(line):
            apart[number + 1] = True
    places, place = [], 0
    for number, line in enumerate(lines[:-1]):
        place += len(line) + 1
        if apart[number] or apart[number + 1]:
            places.append(place)
    return places


def _stands_alone(draft: Draft, line: str) -> bool:
    house = draft.house
    pattern = _drop_pattern(house.drop_patterns)
    return bool(
        credit_lines.credits(line, house.people_and_offices)
        or credit_lines.is_label(line)
        or labels.tags(line)
        or (pattern and pattern.fullmatch(line))
    )
