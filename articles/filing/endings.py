"""What stands at the end of a text leaves it: credits, sign-off, tags, captions.

Each rule looks at the end of the text by itself. None waits for another: a line that nobody understands stays
where it is, and what stands above it is lifted all the same.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from articles.filing import credit_lines, labels, sign_offs
from articles.filing.credit_lines import ROLES, STAFF
from articles.filing.draft import CARD, END_CARD, LINES, Block, Draft, block_of
from articles.filing.words import split_at
from articles.text.photo_figures import PhotoFigure

_PHOTO = re.compile(r'<figure class="photo(?: (side|gallery))?"><img src="/foto/(\d+)/"></figure>')
_PHOTO_NUMBER = re.compile(r'<img src="/foto/(\d+)/">')
_LONGEST_SIGN_OFF = 40
_KIND_OF_WORK = {role: "writer" if role == "reporter" else role for role in ROLES}
_LONGEST_CREDITS = 600  # characters
_MOST_PROSE_BEHIND = 2  # paragraphs of a disclaimer, or of another story
_LONGEST_LABELLED_LINE = 120  # characters; a longer paragraph is the story itself
_BOX_AROUND = 3  # blocks on both sides that are looked at for a box of data
_LONGEST_NAME = 5  # words of a bare name


def lift_ending(draft: Draft) -> None:
    """Apply each rule to the end of the text; `draft.blocks` keeps what is the story's own, or unsure."""
    _join_labels(draft)
    end = _end_of_text(draft.blocks)
    people = _lift_credits(draft, end)
    _drop_other_work(draft)
    people += _lift_sign_offs(draft, end, {_KIND_OF_WORK[role] for _place, role, _name in people})
    _lift_tags(draft)
    draft.credits = list(dict.fromkeys((role, name) for _place, role, name in sorted(people, key=_place_of)))
    draft.blocks = [block for block in draft.blocks if block.kind != _GONE.kind]
    _put_back_early_cards(draft)


Credit = tuple[int, str, str]  # place of its block, role, name
_GONE = Block("", "", "gone")  # in the place of a block that was lifted, so that places stay what they are


def _place_of(credit: Credit) -> int:
    return credit[0]


def _end_of_text(blocks: list[Block]) -> int:
    """The place from which on the end is looked for: at most some prose stands behind it."""
    prose = 0
    for place in range(len(blocks) - 1, -1, -1):
        prose += blocks[place].is_prose
        if prose > _MOST_PROSE_BEHIND:
            return place
    return 0


def _join_labels(draft: Draft) -> None:
    """Make one line of a label and the name in the paragraph below it."""
    for place in range(len(draft.blocks) - 2, -1, -1):
        label, name = draft.blocks[place : place + 2]
        is_pair = label.kind == name.kind == "p" and credit_lines.is_label(label.text)
        if is_pair and credit_lines.is_name(name.text):
            draft.blocks[place : place + 2] = draft.paragraphs(f"{label.inner}<br>{name.inner}")


def _is_sentence(block: Block) -> bool:
    return block.kind == "p" and block.ends_as_a_sentence


# ---- Credits


def _lift_credits(draft: Draft, end: int) -> list[Credit]:
    """Lines of credits, each judged by itself; photographers and sources only below the whole text."""
    people: list[Credit] = []
    sentences = 0  # behind the line that is looked at
    for place in range(len(draft.blocks) - 1, end - 1, -1):
        block, roles = draft.blocks[place], STAFF if sentences else ROLES
        if block.kind in LINES and not _is_in_a_box(draft.blocks, place):
            credits = take_credits(draft, block.text, roles)
            if credits is not None:
                draft.blocks[place] = _GONE
            elif block.kind in ("p", "h2", "h3"):
                credits = _split_off_credits(draft, place, roles)
            people += [(place, role, name) for role, name in credits or ()]
        sentences += place < len(draft.blocks) and _is_sentence(draft.blocks[place])
    return people


def _drop_other_work(draft: Draft) -> None:
    """Drop lines such as "Publisher: Sari Wati" beside the credits that were lifted."""
    for order in (range(len(draft.blocks)), range(len(draft.blocks) - 1, -1, -1)):
        follows = False
        for place in order:
            block = draft.blocks[place]
            credits = credit_lines.credits(block.text, draft.house.people_and_offices) if follows else None
            if credits and credits.others and not credits.people:
                draft.blocks[place] = _GONE
                draft.note("credits-other", block.text)
            follows = draft.blocks[place].kind == _GONE.kind


def _split_off_credits(draft: Draft, place: int, roles: Collection[str]) -> list[tuple[str, str]] | None:
    """Credits behind the last sentence of a paragraph."""
    block = draft.blocks[place]
    for start in _places_of_credits(block.text):
        credits = take_credits(draft, block.text[start:], roles)
        if credits is not None:
            draft.blocks[place : place + 1] = draft.paragraphs(split_at(block.inner, start)[0])
            return credits
    return None


def take_credits(draft: Draft, text: str, roles: Collection[str] = ROLES) -> list[tuple[str, str]] | None:
    """The people that a text credits; None where it is more than credits, or names other roles."""
    credits = credit_lines.credits(text, draft.house.people_and_offices)
    if credits is None or not all(role in roles for role, _name in credits.people):
        return None
    if credits.others and not credits.people:  # alone it may be anything
        return None
    people = [person for person in credits.people if credit_lines.is_somebody(*person)]
    if credits.people and not people:
        return None
    _sign(draft, credits.sign_off)
    draft.note("credits", text)
    for words in [*credits.others, *credits.asides]:
        draft.note("credits-other", words)
    return people


def _places_of_credits(text: str) -> list[int]:
    """Positions of labels behind a line break, a sign-off or the end of a sentence."""
    return [
        start
        for start in credit_lines.labels_within(text)
        if start
        and start > len(text) - _LONGEST_CREDITS
        and text[:start].rstrip(" *_–—-|(").endswith(("\n", ".", "”", '"', ")", "?", "!"))
    ]


def _is_in_a_box(blocks: list[Block], place: int) -> bool:
    """Tell whether a line belongs to the data of a book or a film, whose writer is not the story's."""
    around = blocks[max(0, place - _BOX_AROUND) : place + _BOX_AROUND + 1]
    return any(labels.is_box(block.text) for block in around if len(block.text) < _LONGEST_CREDITS)


# ---- Sign-offs


def _lift_sign_offs(draft: Draft, end: int, kinds: set[str]) -> list[Credit]:
    """The signs at the end of the text, and whom they name.

    Names say more than initials, and labels (`kinds`: for which work) more than both.
    """
    people: list[Credit] = []
    last = max((place for place, block in enumerate(draft.blocks) if block.is_prose), default=0)
    for place, sign in sorted(_signs(draft, end, last), key=lambda found: found[1].keep):
        is_star = not sign.text.strip("()[]* ")  # a sign wherever it stands; codes only below the last words
        if not sign.sure or not (is_star or place >= last):
            draft.note("sign-off-unsure", sign.text)
            continue
        named = _take_sign(draft, place, sign, kinds)
        kinds |= {_KIND_OF_WORK[role] for role, _name in named}
        people += [(place, role, name) for role, name in named]
    return people


def _signs(draft: Draft, end: int, last: int) -> Iterator[tuple[int, sign_offs.SignOff]]:
    """Places and signs from the end of the text upwards; what only may be a sign counts below the last words."""
    house = draft.house
    for place in range(len(draft.blocks) - 1, end - 1, -1):
        block = draft.blocks[place]
        if block.kind not in ("p", "h2", "h3"):
            continue
        sign = sign_offs.sign_off(block.text, house.initials, house.people_and_offices)
        if sign and (sign.sure or place >= last):
            yield place, sign


def _take_sign(
    draft: Draft, place: int, sign: sign_offs.SignOff, kinds: Collection[str]
) -> list[tuple[str, str]]:
    """Take the sign from the end of a block; returns the people that it names."""
    block, people = draft.blocks[place], sign.people
    if sign.is_paid:
        draft.commercial_label = "advertorial"
        draft.note("commercial", sign.text)
    if sign.keep:  # initials say less than labels do
        if not sign.is_paid and any(map(credit_lines.is_full_name, sign.text.strip("()").split("/"))):
            draft.note("credits-unsure", sign.text)
        _sign(draft, sign.text)
        people = [(role, name) for role, name in people if _KIND_OF_WORK[role] not in kinds]
    draft.note("sign-off", block.text[sign.start :])
    draft.blocks[place : place + 1] = draft.paragraphs(split_at(block.inner, sign.start)[0]) or [_GONE]
    return people


def _sign(draft: Draft, text: str) -> None:
    """Put a sign in front of those that were read so far: the text is read from its end."""
    if text in draft.sign_off:
        return
    if len(text) + len(draft.sign_off) >= _LONGEST_SIGN_OFF:
        draft.note("sign-off-too-long", text)
    else:
        draft.sign_off = f"{text} {draft.sign_off}".strip()


# ---- Tags, and what is left


def _lift_tags(draft: Draft) -> None:
    """Lines of tags below the whole text, and above it, in whatever order they stand there."""
    sentences = [place for place, block in enumerate(draft.blocks) if _is_sentence(block)]
    first, last = (sentences[0], sentences[-1]) if sentences else (-1, -1)
    for place, block in enumerate(draft.blocks):
        is_outside = (place < first or place > last) and block.kind in ("p", "ul", "h2", "h3")
        if is_outside and (tags := labels.tags(block.text)):
            draft.tags = list(dict.fromkeys([*draft.tags, *tags]))
            draft.note("tags", block.text)
            draft.blocks[place] = _GONE


def _put_back_early_cards(draft: Draft) -> None:
    """A card with the story's own words behind it belongs to the text, whatever stands above it."""
    prose = 0
    for place in range(len(draft.blocks) - 1, -1, -1):
        block = draft.blocks[place]
        prose += block.is_prose
        if block.kind == END_CARD and prose > _MOST_PROSE_BEHIND:
            draft.blocks[place] = block._replace(kind=CARD)


def note_leftovers(draft: Draft) -> None:
    """Note the short lines that look like credits and stay in the text, and those about another publication."""
    texts = [block for block in draft.blocks if block.text]
    for block in texts:
        is_labelled = credit_lines.has_label(block.text) or credit_lines.lacks_a_colon(block.text)
        if len(block.text) < _LONGEST_LABELLED_LINE and is_labelled:
            draft.note("credits-unsure", block.text)
        elif labels.is_reprint(block.text):
            draft.note("reprint", block.text)
    if texts[1:] and _is_bare_name(texts[-1]):
        draft.note("credits-unsure", texts[-1].text)


def _is_bare_name(block: Block) -> bool:
    """A name without a label as the last line of a text: perhaps who wrote it, perhaps a subheading."""
    is_short = len(block.text.split()) < _LONGEST_NAME and not block.ends_as_a_sentence
    return block.kind == "p" and is_short and credit_lines.is_full_name(block.text)


# ---- Photos in the text


def lift_photo_lines(draft: Draft) -> None:
    """A line below a photo of the text is its caption, or names its photographer."""
    blocks: list[Block] = []
    for block in draft.blocks:
        photo = blocks[-1] if blocks and blocks[-1].kind == "figure" else None
        if not photo or block.kind != "p":
            blocks.append(block)
        elif captioned := _captioned(draft, photo, block):
            blocks[-1] = captioned
        elif not _credit_photo(draft, photo, block):
            blocks.append(block)
    draft.blocks = blocks


def _captioned(draft: Draft, photo: Block, line: Block) -> Block | None:
    """The photo with the caption that stands below it; the credit behind it belongs to the library."""
    match, caption = _PHOTO.fullmatch(photo.html), labels.caption(line.text)
    if not match or not caption or draft.pictures:
        return None
    words, credit = caption
    draft.note("photo-caption", line.text)
    if credit:
        draft.note("photo-credit-left", credit)
    return block_of(str(PhotoFigure(match[2], match[1] or "", [words])))


def _credit_photo(draft: Draft, figure: Block, line: Block) -> bool:
    """ "Foto: Istimewa" in a line below an imported photo that has no credit yet."""
    photo = _PHOTO_NUMBER.search(figure.html)
    credits = credit_lines.credits(line.text, {}) if photo else None
    if not photo or not credits or [role for role, _name in credits.people] != ["photographer"]:
        return False
    index = int(photo[1]) - 1
    if not 0 <= index < len(draft.pictures) or draft.pictures[index].credit:
        return False
    draft.pictures[index] = replace(draft.pictures[index], credit=credits.people[0][1])
    draft.note("photo-credit", line.text)
    return True
