"""Credits and sign-offs leave the text: lines at its end, above it and below its photos."""

import re
from collections.abc import Collection
from dataclasses import replace

from articles.wordpress import labels
from articles.wordpress.draft import Block, Draft
from articles.wordpress.inline import split_at

_PHOTO_NUMBER = re.compile(r'<img src="/foto/(\d+)/">')
_LONGEST_SIGN_OFF = 40
_ROLES = frozenset(["writer", "reporter", "editor", "photographer", "source"])
_KIND_OF_WORK = {role: "writer" if role == "reporter" else role for role in _ROLES}
_OF_THE_STAFF = _ROLES - {"photographer", "source"}
_LONGEST_CREDITS = 600  # characters
_NEAR_THE_END = 4  # blocks
_LONGEST_LABELLED_LINE = 120  # characters; a longer paragraph is the story itself


def extract_ending(draft: Draft) -> None:
    """Read the text from its end upwards, until a block is the story's own."""
    _join_labels(draft)
    place = len(draft.blocks) - 1
    while place >= 0 and (
        draft.blocks[place].kind in ("card", "hr", "figure") or _extract_end_of(draft, place)
    ):
        place -= 1
    _extract_credits_above(draft, place)


def _join_labels(draft: Draft) -> None:
    """Make one line of a label and the name in the paragraph below it."""
    for place in range(len(draft.blocks) - 2, -1, -1):
        label, name = draft.blocks[place : place + 2]
        if label.kind == name.kind == "p" and labels.is_label(label.text) and labels.is_name(name.text):
            draft.blocks[place : place + 2] = draft.paragraphs(f"{label.inner}<br>{name.inner}")


def _extract_end_of(draft: Draft, place: int) -> bool:
    """Take credits and sign-off from the end of a block; returns whether nothing of it is left."""
    block = draft.blocks[place]
    if block.kind not in ("p", "h2", "h3", "blockquote", "ul", "ol"):
        return False
    if take_credits(draft, block.text):
        del draft.blocks[place]
        return True
    if block.kind in ("blockquote", "ul", "ol"):
        return False
    for start in _places_of_credits(block.text):
        if take_credits(draft, block.text[start:]):
            draft.blocks[place : place + 1] = draft.paragraphs(split_at(block.inner, start)[0])
            block = draft.blocks[place]
            break
    return _take_sign_off(draft, place, block)


def take_credits(draft: Draft, text: str, roles: Collection[str] = _ROLES) -> bool:
    """Credit the people whom a text names; returns whether it was credits, of these roles only."""
    credits = labels.credits(text, draft.site.people_and_offices)
    if credits is None or not all(role in roles for role, _name in credits.people):
        return False
    people = [(role, name) for role, name in credits.people if labels.is_somebody(role, name)]
    if credits.people and not people:
        return False
    _credit(draft, people)
    _sign(draft, credits.sign_off)
    draft.note("credits", text)
    return True


def _take_sign_off(draft: Draft, place: int, block: Block) -> bool:
    """Take the sign from the end of a block; returns whether nothing of it is left."""
    sign = labels.sign_off(block.text, draft.site.initials, draft.site.people_and_offices)
    if not sign:
        return False
    if not sign.sure:
        draft.note("sign-off-unsure", sign.text)
        return False
    people = sign.people
    if sign.keep:  # initials say less than labels do
        if any(map(labels.is_full_name, sign.text.strip("()").split("/"))):
            draft.note("credits-unsure", sign.text)
        _sign(draft, sign.text)
        kinds = {_KIND_OF_WORK[role] for role, _name in draft.credits}
        people = [(role, name) for role, name in people if _KIND_OF_WORK[role] not in kinds]
    _credit(draft, people)
    draft.note("sign-off", block.text[sign.start :])
    rest = draft.paragraphs(split_at(block.inner, sign.start)[0])
    draft.blocks[place : place + 1] = rest
    return not rest


def _credit(draft: Draft, people: list[tuple[str, str]]) -> None:
    """Put people in front of those credited so far: the text is read from its end."""
    draft.credits = list(dict.fromkeys([*people, *draft.credits]))


def _sign(draft: Draft, text: str) -> None:
    if text in draft.sign_off:
        return
    if len(text) + len(draft.sign_off) >= _LONGEST_SIGN_OFF:
        draft.note("sign-off-too-long", text)
    else:
        draft.sign_off = f"{text} {draft.sign_off}".strip()


def _extract_credits_above(draft: Draft, last: int) -> None:
    """Take credits of writers and editors near the end, where something short stands behind them."""
    for place in range(last, max(-1, last - _NEAR_THE_END), -1):
        block = draft.blocks[place]
        is_labelled = block.kind == "p" and labels.has_label(block.text)
        if is_labelled and take_credits(draft, block.text, _OF_THE_STAFF):
            del draft.blocks[place]


def extract_opening_credits(draft: Draft) -> None:
    """Take the credits that stand above the text."""
    for block in [block for block in draft.blocks if block.kind == "p"][:2]:
        if not take_credits(draft, block.text):
            break
        draft.blocks.remove(block)


def extract_photo_credits(draft: Draft) -> None:
    """ "Foto: Istimewa" in a line below a photo that has no credit yet."""
    blocks: list[Block] = []
    for block in draft.blocks:
        if not (blocks and blocks[-1].kind == "figure" and _credit_photo(draft, blocks[-1], block)):
            blocks.append(block)
    draft.blocks = blocks


def _credit_photo(draft: Draft, figure: Block, line: Block) -> bool:
    photo = _PHOTO_NUMBER.search(figure.html)
    credits = labels.credits(line.text, {}) if photo and line.kind == "p" else None
    if not photo or not credits or [role for role, _name in credits.people] != ["photographer"]:
        return False
    index = int(photo[1]) - 1
    if not 0 <= index < len(draft.pictures) or draft.pictures[index].credit:
        return False
    draft.pictures[index] = replace(draft.pictures[index], credit=credits.people[0][1])
    draft.note("photo-credit", line.text)
    return True


def note_labels_left(draft: Draft) -> None:
    """Note the short lines with a label that stay in the text."""
    for block in draft.blocks:
        is_labelled = labels.has_label(block.text) or labels.lacks_a_colon(block.text)
        if len(block.text) < _LONGEST_LABELLED_LINE and is_labelled:
            draft.note("credits-unsure", block.text)


def _places_of_credits(text: str) -> list[int]:
    """Positions of labels behind a line break, a sign-off or the end of a sentence."""
    return [
        start
        for start in labels.labels_within(text)
        if start
        and start > len(text) - _LONGEST_CREDITS
        and text[:start].rstrip(" *_–—-|(").endswith(("\n", ".", "”", '"', ")", "?", "!"))
    ]
