"""Plain HTML becomes data: the parts of the story leave the text, links and pictures become numbers.

`convert` needs nothing but the text and the site; `resolution.resolve` puts in the numbers' place what they
are here. What leaves a text, and how sure that is, `articles.filing` decides, as for whatever is pasted here.
"""

import re
from collections.abc import Iterator

from articles.filing import house_roles
from articles.filing.draft import CARD, END_CARD, OWN_EMBED, Draft, blocks_of
from articles.filing.items import House, Note, Target
from articles.filing.lift import lift
from articles.filing.words import words
from articles.places import datelines
from articles.text import body
from articles.wordpress.builders import own_text
from articles.wordpress.elements import Elements
from articles.wordpress.item_fields import film, footnotes
from articles.wordpress.items import EMPTY, ExtractedText, Library, ParsedItem
from articles.wordpress.markup import plain, with_footnotes

_LONGEST_STANDFIRST = 400
_ELLIPSIS = re.compile(
    r"\s*(?:…|\.{3})?\s*(?:\[(?:…|\.{3}|&hellip;)\]|\((?:…|\.{3})\)|(?:continue reading|baca selengkapnya|selengkapnya|read more)\W*)$",
    re.IGNORECASE,
)
_SCHEMELESS = re.compile(r"(<a\s[^>]*\bhref=[\"']?)(//|\?(?=p=))", re.IGNORECASE)
# An address of the old site that reads as one of our attachments.
_ATTACHMENT = re.compile(r'<figure class="media"><oembed url="(/lampiran/\d+/)"></oembed></figure>')
_HREF = re.compile(r'<a href="([^"]*)"(?: rel="noopener")?>')


def convert(
    item: ParsedItem, site: House, library: Library = EMPTY, *, is_story: bool = True
) -> ExtractedText:
    """Extract the data of a post's text; from a fixed page (not `is_story`) no words are taken out."""
    notes: list[Note] = []
    elements = Elements(notes)
    html = elements.convert(plain(_content(item, notes), notes, item.attached, library))
    if "//" in html.replace("://", "") or "?p=" in html:
        html = _SCHEMELESS.sub(lambda link: link[1] + ("https://" if link[2] == "//" else "/?"), html)
    draft = Draft(site, blocks_of(body.clean(html)), notes, elements.pictures, headline=item.title)
    if is_story:
        lift(draft)
        house_roles.note_unknown(draft)
    standfirst = _standfirst(item.excerpt, site, notes)
    return _extracted(draft, standfirst)


def _content(item: ParsedItem, notes: list[Note]) -> str:
    """The editor text with what WordPress shows in it from the story's fields: a film, footnotes."""
    content = own_text(item, notes)
    if not item.meta:
        return content
    if address := film(item, content):
        notes.append(Note("video-field", address))
        content = f"{content}\n\n{address}\n\n"
    return with_footnotes(content, footnotes(item), notes)


def _standfirst(excerpt: str, site: House, notes: list[Note]) -> str:
    """The excerpt without the dateline that it was cut out with, and with our mark where it was cut."""
    text = " ".join(body.text(body.clean(plain(excerpt, notes))).split()) if excerpt.strip() else ""
    text = _ELLIPSIS.sub("…", text)
    if text and (dateline := datelines.find(text, site.place_names)) and dateline.place:
        notes.append(Note("dateline", text[: dateline.end]))
        text = text[dateline.end :]
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
