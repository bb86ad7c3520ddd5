"""What stands at the beginning of a text leaves it: headline, credits above the story, dateline."""

import re
from itertools import islice

from articles.filing import credit_lines, labels
from articles.filing.draft import Block, Draft
from articles.filing.endings import take_credits
from articles.filing.words import plain_title, split_at, words
from articles.places import datelines

# A line set apart from the text: in bold letters, in brackets, or short.
_SET_APART = re.compile(r"<p>(<strong>[^<]{3,60}</strong>|[(\[][^<>()\[\]]{3,60}[)\]]|[^<]{3,60}(?=</p>))")
_HEAD = 6  # blocks in which a headline may stand
_MOST_CREDIT_LINES = 3
_LEAST_HEADLINE = 3  # words


# ---- The headline


def lift_headline(draft: Draft, *, is_wanted: bool) -> None:
    """Take the headline off a text that begins with it; it is `draft.headline` if the story has none yet.

    Where the story has another headline, or none `is_wanted`, a line that may be one stays.
    """
    place = _place_of_headline(draft)
    if place is None:
        return
    block = draft.blocks[place]
    text = labels.labelled_headline(block.text) or " ".join(block.text.split())
    is_same = bool(draft.headline) and plain_title(text) == plain_title(draft.headline)
    if is_same or (is_wanted and not draft.headline):
        draft.headline = draft.headline or text
        draft.note("headline", block.text)
        del draft.blocks[place]
    elif is_wanted:
        draft.note("headline-unsure", block.text)


def _place_of_headline(draft: Draft) -> int | None:
    """The place of the line that is the headline, as far as it and what follows tell; None where there is
    none."""
    for place, block in enumerate(draft.blocks[:_HEAD]):
        if labels.labelled_headline(block.text):
            return place
        if _may_precede(draft, block):
            continue
        return place if _is_headline(draft, block) and _text_follows(draft, place + 1) else None
    return None


def _may_precede(draft: Draft, block: Block) -> bool:
    """Tell whether a headline may stand below this: a photo, its caption, a date, credits, a line of tags."""
    if block.kind in ("figure", "hr") or not block.text:
        return True
    if labels.is_moment(block.text) or labels.tags(block.text) or labels.caption(block.text):
        return True
    return credit_lines.credits(block.text, draft.house.people_and_offices) is not None


def _is_headline(draft: Draft, block: Block) -> bool:
    text = block.text
    if block.kind not in ("p", "h2", "h3") or "\n" in text or len(text) > labels.LONGEST_HEADLINE:
        return False
    if len(text.split()) < _LEAST_HEADLINE or not labels.is_title(text) or text.endswith(("…", "...")):
        return False
    if credit_lines.has_label(text) or labels.RELATED.match(text):
        return False
    dateline = datelines.find(text, draft.house.place_names)
    return not (dateline and dateline.place)


def _text_follows(draft: Draft, place: int) -> bool:
    """Tell whether the next words are the story's: a paragraph with a dateline, or of some length."""
    for block in draft.blocks[place : place + _HEAD]:
        if block.kind == "p" and (block.is_prose or datelines.find(block.text, draft.house.place_names)):
            return True
        if not (_may_precede(draft, block) or credit_lines.has_label(block.text)):
            return False
    return False


def places_of_headline(draft: Draft, block: Block) -> list[int]:
    """The position at which a paragraph's first line ends, where that is a headline with the text below it."""
    first, line_break, rest = block.text.partition("\n")
    if not line_break:
        return []
    line = Block(f"<p>{first}</p>", first, "p")
    below = Block(f"<p>{rest}</p>", rest.partition("\n")[0], "p")
    begins = below.is_prose or datelines.find(below.text, draft.house.place_names)
    is_one = labels.labelled_headline(first) or (_is_headline(draft, line) and begins)
    return [len(first) + 1] if is_one else []


# ---- Credits above the text


def lift_opening_credits(draft: Draft) -> None:
    """Take the credits that stand above the text."""
    above = (block for block in draft.blocks if block.kind == "p" and not _is_apart(block))
    people: list[tuple[str, str]] = []
    for block in list(islice(above, _MOST_CREDIT_LINES)):
        if any(labels.is_box(other.text) for other in draft.blocks[:_HEAD]):
            break
        credits = take_credits(draft, block.text)
        if credits is None:
            break
        people += credits
        draft.blocks.remove(block)
    draft.credits = list(dict.fromkeys([*people, *draft.credits]))


def _is_apart(block: Block) -> bool:
    """A date or a caption above the text: what stands below it may be the beginning all the same."""
    return labels.is_moment(block.text) or labels.caption(block.text) is not None


# ---- The dateline


def lift_dateline(draft: Draft) -> None:
    """Take the dateline out of the first paragraph; one in the second is only reported."""
    headlines = {note.text for note in draft.notes if note.kind == "headline-unsure"}
    texts = (
        place
        for place, block in enumerate(draft.blocks)
        if block.kind == "p" and not _is_apart(block) and block.text not in headlines
    )
    places = list(islice(texts, 2))
    if places and not _lift_dateline_at(draft, places[0]) and places[1:]:
        text = draft.blocks[places[1]].text
        late = datelines.find(text, draft.house.place_names)
        if late and late.place:
            draft.note("dateline-unsure", text[: late.end].strip())


def _lift_dateline_at(draft: Draft, place: int) -> bool:
    """Tell whether the paragraph opened with a dateline, or with what may be one."""
    block, place_names = draft.blocks[place], draft.house.place_names
    story = "\n".join(other.text for other in draft.blocks)
    dateline = datelines.find(block.text, place_names, story)
    if not dateline:
        if (alone := _SET_APART.match(block.html)) and datelines.is_place(words(alone[1]), place_names):
            draft.note("dateline-unsure", words(alone[1]))
        return False
    if dateline.unsure:
        draft.note("dateline-unsure", dateline.unsure.strip())
        return True
    if dateline.doubt:
        draft.note("dateline-believed", dateline.doubt)
    if not dateline.place:
        draft.note("dateline-without-place", block.text[: dateline.end])
    draft.note("dateline", block.text[: dateline.end])
    draft.dateline = dateline.place
    draft.blocks[place : place + 1] = draft.paragraphs(split_at(block.inner, dateline.end)[1])
    return True


def note_captions(draft: Draft) -> None:
    """Note the lines that belong to a photo and stay, because no photo of the text is theirs."""
    for block in draft.blocks:
        if block.kind == "p" and labels.caption(block.text):
            draft.note("photo-caption-unsure", block.text)
