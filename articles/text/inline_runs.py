"""A line of a body as data: runs of text with their marks, and the HTML that is written of them."""

import unicodedata
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from typing import NamedTuple

from articles.text.lines import legible


class Run(NamedTuple):
    """Text whose letters all have the same marks."""

    text: str  # " " and "\n" (a <br>) stand between words only
    marks: tuple[str, ...]  # opening tags, outermost first


def visible(text: str) -> str:
    """Return a legible text on one line; spaces are `paragraphs`' matter."""
    return legible(text).replace("\n", " ")


def paragraphs(runs: list[Run]) -> Iterator[list[Run]]:
    """Yield the paragraphs of a line: it parts at two <br> in a row; white space collapses, both ends are
    trimmed.

    A space between two words gets the marks they share, so that it never matters on which side of a tag it
    was typed, nor whether a mark was set word by word.
    """
    paragraph: list[Run] = []
    gap = ""
    for text, marks in runs:
        words = text.split()
        if not words:
            gap += text
            continue
        gap += " " if text[0].isspace() else ""
        if paragraph and gap.count("\n") > 1:
            yield paragraph
            paragraph = []
        elif paragraph and gap:
            paragraph.append(Run("\n" if "\n" in gap else " ", _shared_marks(paragraph[-1].marks, marks)))
        paragraph.append(Run(" ".join(words), marks))
        gap = " " if text[-1].isspace() else ""
    if paragraph:
        yield paragraph


def join_lines(lines: Iterable[list[Run]]) -> list[Run]:
    """Return lines as one line with <br> between them."""
    runs: list[Run] = []
    for line in lines:
        if runs:
            runs.append(Run("\n", _shared_marks(runs[-1].marks, line[0].marks)))
        runs += line
    return runs


def _shared_marks(marks: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(mark for mark in marks if mark in others)


def markup(runs: list[Run]) -> str:
    """Return runs as HTML; a mark that neighbours share opens once."""
    if len(runs) == 1 and not runs[0].marks:
        return escape_text(runs[0].text)
    parts: list[str] = []
    open_marks: tuple[str, ...] = ()
    for marks, group in groupby(runs, key=lambda run: run.marks):
        shared = 0  # marks that go on
        while shared < min(len(open_marks), len(marks)) and open_marks[shared] == marks[shared]:
            shared += 1
        parts += [_end_tag(mark) for mark in reversed(open_marks[shared:])]
        parts += [*marks[shared:], escape_text("".join(run.text for run in group))]
        open_marks = marks
    parts += [_end_tag(mark) for mark in reversed(open_marks)]
    return "".join(parts)


def _end_tag(opening: str) -> str:
    return f"</{opening[1:].rstrip('>').split()[0]}>"


def escape_text(text: str) -> str:
    """Return a text as HTML in NFC, with <br> for each newline."""
    # U+0338 would melt with the ">" of a tag if something normalised the whole body to NFC.
    text = escape(unicodedata.normalize("NFC", text), quote=False).replace("\u0338", "&#824;")
    return text.replace("\n", "<br>")
