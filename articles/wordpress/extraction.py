"""Plain HTML becomes data: dateline, credits and Baca Juga leave the text, links become numbers.

`convert` needs nothing but the text and the site; `resolution.resolve` puts in the numbers' place what they
are here. What is not sure stays in the text. Whatever leaves it is named in a note: notes of the kinds in
`INFORMATIONAL` say what was understood, all others ask somebody to look.
"""

import re
from functools import cache
from pathlib import Path

from articles.places import datelines
from articles.text import body
from articles.wordpress import bylines, labels, related
from articles.wordpress.draft import Block, Draft, blocks_of
from articles.wordpress.elements import Elements
from articles.wordpress.inline import names, split_at, words
from articles.wordpress.items import ExtractedText, Note, ParsedItem, Site
from articles.wordpress.markup import plain

INFORMATIONAL = names("dateline credits sign-off related related-box dropped embed photo-credit")
DROP_PATTERNS = tuple(
    line
    for line in Path(__file__).with_name("drop_patterns.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)
_LONGEST_STANDFIRST = 400
_SCHEMELESS = re.compile(r"(<a\s[^>]*\bhref=[\"']?)(//|\?(?=p=))", re.IGNORECASE)
# A line set apart from the text: in bold letters, in brackets, or short.
_SET_APART = re.compile(r"<p>(<strong>[^<]{3,60}</strong>|[(\[][^<>()\[\]]{3,60}[)\]]|[^<]{3,60}(?=</p>))")


def convert(item: ParsedItem, site: Site, *, is_story: bool = True) -> ExtractedText:
    """Extract the data of a post's text; from a fixed page (not `is_story`) no words are taken out."""
    notes: list[Note] = []
    elements = Elements(notes)
    html = elements.convert(plain(item.content, notes, item.attached))
    if "//" in html.replace("://", "") or "?p=" in html:
        html = _SCHEMELESS.sub(lambda link: link[1] + ("https://" if link[2] == "//" else "/?"), html)
    draft = Draft(site, blocks_of(body.clean(html)), elements.pictures, notes)
    if is_story:
        _drop_promotions(draft)
        _split_paragraphs(draft)
        related.extract_related(draft)
        bylines.extract_ending(draft)
        related.gather_end_list(draft)
        bylines.extract_opening_credits(draft)
        _extract_dateline(draft)
        bylines.extract_photo_credits(draft)
        bylines.note_labels_left(draft)
    standfirst = _standfirst(item.excerpt, notes)
    return draft.extracted(standfirst)


def _standfirst(excerpt: str, notes: list[Note]) -> str:
    text = " ".join(body.text(body.clean(plain(excerpt, notes))).split()) if excerpt.strip() else ""
    if len(text) > _LONGEST_STANDFIRST:
        notes.append(Note("standfirst-too-long", text))
        return ""
    return text


# ---- Paragraphs that are no part of the story


def _drop_promotions(draft: Draft) -> None:
    """Drop the paragraphs that call readers elsewhere."""
    pattern = _drop_pattern(draft.site.drop_patterns)
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
    """Give a line of another sort its own paragraph: a label behind a `<br>` or behind the last sentence."""
    blocks: list[Block] = []
    for block in draft.blocks:
        blocks += _split(draft, block) if block.kind == "p" else [block]
    draft.blocks = blocks


def _split(draft: Draft, block: Block) -> list[Block]:
    text = block.text
    places = _line_ends(block) if "\n" in text else []
    if (":" in text or "：" in text) and (within := labels.RELATED_WITHIN.search(text)):
        places.append(within.end())
    if not places:
        return [block]
    blocks: list[Block] = []
    rest, start = block.inner, 0
    for place in sorted(set(places)):
        before, rest = split_at(rest, place - start)
        start = place
        blocks += draft.paragraphs(before)
    return [*blocks, *draft.paragraphs(rest)]


def _line_ends(block: Block) -> list[int]:
    """Positions at which a line with a label begins or ends; behind a label alone, each line's own."""
    lines = block.text.split("\n")
    marks = [labels.RELATED.match(line) for line in lines]
    if marks[0] and "<a " not in block.html:  # titles that lead nowhere: they are read together
        return []
    places, place, alone = [], 0, False
    for number, line in enumerate(lines[:-1]):
        place += len(line) + 1
        mark = marks[number]
        alone = alone or bool(mark and mark.end() == len(line))
        if mark or marks[number + 1] or alone:
            places.append(place)
    return places


# ---- The dateline


def _extract_dateline(draft: Draft) -> None:
    """Take the dateline out of the first paragraph; one in the second is only reported."""
    places = [place for place, block in enumerate(draft.blocks) if block.kind == "p"][:2]
    if places and not _extract_dateline_at(draft, places[0]) and places[1:]:
        text = draft.blocks[places[1]].text
        late = datelines.find(text, draft.site.place_names)
        if late and late.place:
            draft.note("dateline-unsure", text[: late.end].strip())


def _extract_dateline_at(draft: Draft, place: int) -> bool:
    """Tell whether the paragraph opened with a dateline, or with what may be one."""
    block, place_names = draft.blocks[place], draft.site.place_names
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
