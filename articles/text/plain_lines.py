"""Lines of plain text with their kinds, in groups: one heading, list, table or paragraph each.

People write lists and tables in many ways; what is only like one, such as a date before a full stop, stays text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from articles.text.addresses import ARTICLE_PATH, LOOKS_LIKE_ADDRESS, NO_HOSTS, split_address
from articles.text.media import RELATED_LABEL, media_at

HTML_LINE = re.compile(
    r'<(?:p|h2|h3|ul|ol(?: start="\d{1,4}")?|blockquote|table'
    r'|figure class="(?:media|photo(?: side| gallery)?)"|hr)>'
)
# Words that follow are the caption; what follows without a space makes it something else, as a link.
PHOTO_LINE = re.compile(
    r"\[(?:foto\s+0*([1-9][0-9]{0,17})(\s+samping)?|galeri\s+0*([1-9][0-9]{0,17}))\](?:\s+(.*))?",
    re.IGNORECASE,
)
# The headline or the name behind it is for whoever writes.
CARD_LINE = re.compile(r"\[baca(?:\s+juga)?\s+0*([1-9][0-9]{0,17})\](?:\s.*)?", re.IGNORECASE)
ATTACHMENT_LINE = re.compile(r"\[lampiran\s+0*([1-9][0-9]{0,17})\](?:\s.*)?", re.IGNORECASE)
_RULE_LINE = re.compile(r"-{3,}")
_SIGNS = {"h2": "## ", "h3": "### ", "blockquote": ">"}

_BULLET = re.compile(r"(?:[-*]\s+|[•●▪◦‣⁃∙]\s*|[o§]\t)(?=\S)")
_WEAK_BULLET = re.compile(r"[–—·]\s+(?=\S)|[-–—](?=[^\W\d_])")  # also begins what somebody says
_ORDINAL = re.compile(r"(?:(\d{1,9})[.)]\s+|\((\d{1,3})\)\s*|(\d)\ufe0f?\u20e3\s*)(?=\S)", re.ASCII)
_WEAK_ORDINAL = re.compile(r"(\d{1,3})[.)](?=[^\W\d_])")
_LAST_START = 9999

_LONGEST_CELL = 200  # characters; a longer one is a paragraph
_MOST_COLUMNS = 40
_ITEM_CELL = re.compile(r"[-*•●▪◦‣⁃∙–—·o§]|\(?\w{1,3}[.)]")


@dataclass
class Group:
    """Lines in a row of one kind, without their signs; `start` is the number of a list's first item."""

    kind: str  # "" for blank lines, "p", "html", "address", "photo", "card", "attachment", else the name of an element
    lines: list[str] = field(default_factory=list)
    start: int = 1
    rows: Sequence[Sequence[str]] = ()

    @property
    def end(self) -> int:
        """The number that a list would go on with."""
        return self.start + len(self.lines)


def groups(lines: Sequence[str], ordinal: int) -> Iterator[Group]:
    """Yield the lines in groups; `ordinal` is the number that the last numbered list would go on with."""
    group = Group("")
    looked_at = place = 0  # until where there is no table
    while place < len(lines):
        if place >= looked_at and "\t" in lines[place]:
            looked_at = _end_of_rows(lines, place)
            if rows := _table(lines[place:looked_at]):
                yield group
                group, place = Group("table", rows=rows), looked_at
                continue
        line = lines[place].strip()
        kind, words, start = (
            _kind_alone(line) or _item(lines, place, group, ordinal) or (line and "p", line, 1)
        )
        if kind != group.kind:
            yield group
            group = Group(kind, start=start)
        group.lines.append(words)
        if kind == "ol":
            ordinal = group.end
        place += 1
    yield group


def _kind_alone(line: str) -> tuple[str, str, int] | None:
    """Return the kind of a line that no other line decides about, and its words."""
    if HTML_LINE.match(line):
        return "html", line, 1
    if _RULE_LINE.fullmatch(line):
        return "hr", "", 1
    if PHOTO_LINE.fullmatch(line):
        return "photo", line, 1
    if CARD_LINE.fullmatch(line):
        return "card", line, 1
    if ATTACHMENT_LINE.fullmatch(line):
        return "attachment", line, 1
    for kind, sign in _SIGNS.items():
        if line.startswith(sign):
            return kind, line.removeprefix(sign).strip(), 1
    return ("address", line, 1) if _stands_alone(line) else None


def _stands_alone(line: str) -> bool:
    """Return whether a line is the address of a story or an embed; a story's may stand behind “Baca juga:”.

    Whose story it is does not matter here, so that nothing depends on our own hosts.
    """
    label = RELATED_LABEL.match(line)
    address = line[label.end() :] if label else line
    if not LOOKS_LIKE_ADDRESS.fullmatch(address):
        return False
    is_story = bool(ARTICLE_PATH.match(split_address(address)[1]))
    return is_story or bool(media_at(address, NO_HOSTS) and (not label or address.startswith("/berita/")))


# ---- Lists


def _item(lines: Sequence[str], place: int, before: Group, ordinal: int) -> tuple[str, str, int] | None:
    """Return the kind of a list's item, its words and its number."""
    line = lines[place].strip()
    following = lines[place + 1].strip() if place + 1 < len(lines) else ""
    if bullet := _BULLET.match(line):
        return "ul", line[bullet.end() :].strip(), 1
    if bullet := _WEAK_BULLET.match(line):
        is_list = before.kind == "ul" or bool(_BULLET.match(following) or _WEAK_BULLET.match(following))
        return ("ul", line[bullet.end() :].strip(), 1) if is_list else None
    sign = _ORDINAL.match(line) or _WEAK_ORDINAL.match(line)
    if not sign:
        return None
    number, goes_on = _number(sign), before.kind == "ol"
    if sign.re is _ORDINAL:
        is_list = goes_on or number in (1, ordinal) or _is_number(following, number + 1)
    else:
        is_list = (goes_on and number == before.end) or _is_number(following, number + 1)
    is_list = is_list and 0 < (before.start if goes_on else number) <= _LAST_START
    return ("ol", line[sign.end() :].strip(), number) if is_list else None


def _number(sign: re.Match[str]) -> int:
    return int(sign[sign.lastindex or 1])


def _is_number(line: str, number: int) -> bool:
    sign = _ORDINAL.match(line) or _WEAK_ORDINAL.match(line)
    return sign is not None and _number(sign) == number


# ---- Tables


def _end_of_rows(lines: Sequence[str], place: int) -> int:
    while place < len(lines) and "\t" in lines[place]:
        place += 1
    return place


def _table(lines: Sequence[str]) -> list[list[str]]:
    """Return the cells of rows as a spreadsheet copies them; none where tabs only indent or part a label."""
    rows = [[cell.strip() for cell in line.split("\t")] for line in lines]
    width = max(map(len, rows))
    if len(rows) < 2 or width > _MOST_COLUMNS:
        return []
    filled = (row + [""] * (width - len(row)) for row in rows)
    columns = [column for column in zip(*filled, strict=True) if any(column)]
    if len(columns) < 2:
        return []
    is_text = any(len(cell) > _LONGEST_CELL for column in columns for cell in column)
    is_list = any(map(_ITEM_CELL.fullmatch, columns[0])) and len(columns) == 2
    is_form = all(cell.startswith(":") for cell in columns[1])
    return [] if is_text or is_list or is_form else [list(row) for row in zip(*columns, strict=True)]
