"""Plain HTML becomes data: the parts of the story leave the text, links and pictures become numbers.

`convert` needs nothing but the text and the site; `resolution.resolve` puts in the numbers' place what they
are here. What leaves a text, and how sure that is, `articles.filing` decides, as for whatever is pasted here.
"""

import re
from collections.abc import Iterator

from articles.filing.draft import CARD, END_CARD, OWN_EMBED, Draft, blocks_of
from articles.filing.items import House, Note, Target
from articles.filing.lift import lift
from articles.filing.words import words
from articles.text import body
from articles.wordpress.elements import Elements
from articles.wordpress.items import ExtractedText, ParsedItem
from articles.wordpress.markup import plain

_LONGEST_STANDFIRST = 400
_SCHEMELESS = re.compile(r"(<a\s[^>]*\bhref=[\"']?)(//|\?(?=p=))", re.IGNORECASE)
# An address of the old site that reads as one of our attachments.
_ATTACHMENT = re.compile(r'<figure class="media"><oembed url="(/lampiran/\d+/)"></oembed></figure>')
_HREF = re.compile(r'<a href="([^"]*)"(?: rel="noopener")?>')


def convert(item: ParsedItem, site: House, *, is_story: bool = True) -> ExtractedText:
    """Extract the data of a post's text; from a fixed page (not `is_story`) no words are taken out."""
    notes: list[Note] = []
    elements = Elements(notes)
    html = elements.convert(plain(item.content, notes, item.attached))
    if "//" in html.replace("://", "") or "?p=" in html:
        html = _SCHEMELESS.sub(lambda link: link[1] + ("https://" if link[2] == "//" else "/?"), html)
    draft = Draft(site, blocks_of(body.clean(html)), notes, elements.pictures, headline=item.title)
    if is_story:
        lift(draft)
    standfirst = _standfirst(item.excerpt, notes)
    return _extracted(draft, standfirst)


def _standfirst(excerpt: str, notes: list[Note]) -> str:
    text = " ".join(body.text(body.clean(plain(excerpt, notes))).split()) if excerpt.strip() else ""
    if len(text) > _LONGEST_STANDFIRST:
        notes.append(Note("standfirst-too-long", text))
        return ""
    return text


# ---- The text as data


def _extracted(draft: Draft, standfirst: str) -> ExtractedText:
    """The text as data, its links to the old site numbered."""
    html = "\n".join(_numbered(draft))  # first: it adds targets
    return ExtractedText(
        html=html,
        dateline=draft.dateline,
        sign_off=draft.sign_off,
        commercial_label=draft.commercial_label,
        credits=draft.credits,
        standfirst=standfirst,
        targets=list(draft.targets),
        pictures=draft.pictures,
        related=draft.related,
        notes=draft.notes,
    )


def _numbered(draft: Draft) -> Iterator[str]:
    def number(link: re.Match[str]) -> str:
        address = words(link[1])
        return f'<a href="/berita/{draft.number(Target(address))}/">' if draft.is_own(address) else link[0]

    for block in draft.blocks:
        if block.kind == END_CARD:
            continue
        if embed := OWN_EMBED.fullmatch(block.html):
            yield f'<p class="perhaps" id="{draft.number(Target(embed[1]))}">{embed[1]}</p>'
        elif file := _ATTACHMENT.fullmatch(block.html):
            yield _HREF.sub(number, f'<p><a href="{file[1]}">{file[1].strip("/")}</a></p>')
        elif "<a href=" in block.html or block.kind == CARD:
            yield _HREF.sub(number, block.html)
        else:
            yield block.html
