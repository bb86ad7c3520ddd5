"""A body as plain text with signs, for phones: docs/body.md lists the forms.

`plain_lines` tells what each line is, `plain_inline` what stands in it; here lines become blocks, and blocks lines
again.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import unescape

from articles.text import embed_code
from articles.text.addresses import NO_HOSTS
from articles.text.body import MEDIA_FIGURE, PHOTO_FIGURE, TOP_TAG, clean, match_canonical, top_elements
from articles.text.elements import LISTS
from articles.text.lines import legible
from articles.text.media import TITLED, media_at
from articles.text.photo_figures import PhotoFigure
from articles.text.plain_inline import inline, with_signs
from articles.text.plain_lines import ATTACHMENT_LINE, CARD_LINE, PHOTO_LINE, Group, groups

PHOTO_SIGNS = {"": "[foto {}]", "side": "[foto {} samping]", "gallery": "[galeri {}]"}
CARD_SIGNS = {"berita": "[baca juga {}] {}", "lampiran": "[lampiran {}] {}"}  # by what an address begins with


def from_plain(text: str, *, hosts: frozenset[str] = NO_HOSTS) -> str:
    """Return the body that a phone composer's plain text stands for; `hosts` (lower case) are our own."""
    return clean(_Reader(hosts).read(text), hosts=hosts)


def to_plain(html: str, labels: Mapping[str, str] | None = None) -> str:
    """Return a body as the phone composer's plain text: `from_plain` makes exactly the same body of it.

    A block for which that text has no form, or whose words would be read as one, is a line of HTML.
    `labels` are headlines and names of what cards lead to, by the addresses in the body.
    """
    # A block is read by itself but for one thing, the number that the last list ended with, which the reader
    # carries. What is read is compared before `clean`, so it holds whatever hosts are our own.
    reader = _Reader(NO_HOSTS)
    return "\n\n".join(_plain_block(element, reader, labels or {}) for element in top_elements(html))


class _Reader:
    """Reads plain text, one piece after the other, as HTML that is still to be cleaned."""

    def __init__(self, hosts: frozenset[str]):
        self.hosts = hosts
        self.ordinal = 0  # the number that the last numbered list would go on with

    def read(self, text: str) -> str:
        parts: list[str] = []
        lines = _without_embed_code(legible(text.replace("\r\n", "\n"))).splitlines()
        for group in groups(lines, self.ordinal):
            parts += self._blocks(group)
            self.ordinal = group.end if group.kind == "ol" else self.ordinal
        return "\n".join(parts)

    def _blocks(self, group: Group) -> Sequence[str]:
        kind, lines = group.kind, group.lines
        if kind == "html":  # each by itself: a tag left open must not reach the next line
            return [clean(line, hosts=self.hosts) for line in lines]
        if kind == "address":
            return [clean(f"<p>{inline(line)}</p>", hosts=self.hosts) for line in lines]
        if kind in ("h2", "h3"):
            return [f"<{kind}>{inline(line)}</{kind}>" for line in lines]
        if kind in LISTS:
            start = f' start="{group.start}"' if group.start > 1 else ""
            return [f"<{kind}{start}>{''.join(f'<li>{inline(line)}</li>' for line in lines)}</{kind}>"]
        if kind in ("p", "blockquote"):
            paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in _paragraphs(lines))
            return [paragraphs if kind == "p" else f"<blockquote>{paragraphs}</blockquote>"]
        if kind == "table":
            return [_table(group.rows)]
        if kind == "hr":
            return ["<hr>"]
        return [_ALONE[kind](line) for line in lines if kind]


def _without_embed_code(text: str) -> str:
    """Return a text with addresses in the place of embed code, which may stand on several lines."""
    return "\n\n".join(map(_without_code, text.split("\n\n"))) if embed_code.has_code(text) else text


def _without_code(paragraph: str) -> str:
    pieces = embed_code.pieces(paragraph)
    if pieces == [paragraph]:
        return paragraph
    return "\n\n".join(piece.strip() if isinstance(piece, str) else _typed_frame(piece) for piece in pieces)


def _typed_frame(frame: embed_code.Frame) -> str:
    title = "".join(sign for sign in frame.title if sign not in "[]").strip()
    media = media_at(frame.url, NO_HOSTS)
    if not title or (media and media.provider not in TITLED):
        return frame.url
    return f"[{title}]({frame.url.replace('(', '%28').replace(')', '%29')})"


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """Yield the paragraphs of lines that a blank one parts."""
    paragraph: list[str] = []
    for line in [*lines, ""]:
        if line:
            paragraph.append(inline(line))
        elif paragraph:
            yield "<br>".join(paragraph)
            paragraph = []


def _table(rows: Sequence[Sequence[str]]) -> str:
    """Return a table; its first row is its head where figures stand below it and none in it."""
    has_head = not _has_digit(rows[0]) and any(map(_has_digit, rows[1:]))
    head = f"<thead>{_row('th', rows[0])}</thead>" if has_head else ""
    return f"<table>{head}<tbody>{''.join(_row('td', row) for row in rows[has_head:])}</tbody></table>"


def _row(tag: str, cells: Sequence[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{inline(cell)}</{tag}>' for cell in cells)}</tr>"


def _has_digit(row: Sequence[str]) -> bool:
    return any(sign.isdigit() for cell in row for sign in cell)


def _photo(line: str) -> str:
    number, beside, in_gallery, caption = match_canonical(PHOTO_LINE, line).groups(default="")
    layout = "gallery" if in_gallery else "side" if beside else ""
    return str(PhotoFigure(number or in_gallery, layout, [caption]))


def _card(line: str) -> str:
    return f'<figure class="media"><oembed url="/berita/{match_canonical(CARD_LINE, line)[1]}/"></oembed></figure>'


def _attachment(line: str) -> str:
    number = match_canonical(ATTACHMENT_LINE, line)[1]
    return f'<figure class="media"><oembed url="/lampiran/{number}/"></oembed></figure>'


_ALONE = {"photo": _photo, "card": _card, "attachment": _attachment}


# ---- The way back


def _plain_block(element: str, reader: _Reader, labels: Mapping[str, str]) -> str:
    """Return a block as it would be typed behind what the reader has read, else as a line of HTML."""
    before = reader.ordinal
    for plain in _typed_forms(element, labels):
        if reader.read(plain) == element:
            return plain
        reader.ordinal = before
    reader.read(element)
    return element


def _typed_forms(element: str, labels: Mapping[str, str]) -> Iterator[str]:
    """Yield ways in which a block could be typed, or something that does not read back as this block."""
    if element == "<hr>":
        yield "---"
    elif figure := MEDIA_FIGURE.fullmatch(element):
        yield from _typed_media(unescape(figure[1]), labels)
    elif photo := PHOTO_FIGURE.fullmatch(element):
        layout, number, caption = photo.groups(default="")
        yield f"{PHOTO_SIGNS[layout].format(number)} {unescape(caption)}".strip()
    else:
        opening = match_canonical(TOP_TAG, element)
        for bare in (True, False):
            yield _typed_text(
                opening[2], opening[0], element[opening.end() : -len(opening[2]) - 3], bare=bare
            )


def _typed_media(url: str, labels: Mapping[str, str]) -> Iterator[str]:
    if label := labels.get(url):
        _before, kind, number, _behind = url.split("/")
        yield CARD_SIGNS[kind].format(number, label)
    yield url


def _typed_text(tag: str, opening: str, words: str, *, bare: bool) -> str:
    if tag in LISTS:
        start = int(opening.partition('"')[2].partition('"')[0] or 1)
        items = [with_signs(item, bare=bare) for item in words[4:-5].split("</li><li>")]
        return "\n".join(
            f"{n}. {item}" if tag == "ol" else f"- {item}" for n, item in enumerate(items, start)
        )
    if tag == "table":
        for mark in ("<thead>", "</thead>", "<tbody>", "</tbody>"):
            words = words.replace(mark, "")
        rows = words.replace("<th>", "<td>").replace("</th>", "</td>")[8:-10].split("</td></tr><tr><td>")
        return "\n".join(
            "\t".join(with_signs(cell, bare=bare) for cell in row.split("</td><td>")) for row in rows
        )
    if tag == "blockquote":
        lines = with_signs(words[3:-4].replace("</p><p>", "<br><br>"), bare=bare).split("\n")
        return "\n".join(f"> {line}".strip() for line in lines)
    return {"h2": "## ", "h3": "### "}.get(tag, "") + with_signs(words, bare=bare)
