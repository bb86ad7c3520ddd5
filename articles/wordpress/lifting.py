"""From plain HTML to data: dateline, credits, sign-off and Baca Juga leave the text, links and pictures become numbers.

`convert` knows nothing but the text and the site; `settle` is told what the numbers are. What is not sure stays in
the text. Whatever leaves it is named in a note: those of the kinds in `INFORMATIONAL` say what was understood, all
others ask somebody to look.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from pathlib import Path

from articles.places import datelines
from articles.text import body
from articles.wordpress import labels
from articles.wordpress.elements import Elements
from articles.wordpress.inline import cut, links, names, without_links, words
from articles.wordpress.items import Converted, Note, ParsedItem, Settled, Site, Target
from articles.wordpress.markup import plain

INFORMATIONAL = names("dateline credits sign-off related related-box dropped embed photo-credit")
DROPPED = tuple(
    line
    for line in Path(__file__).with_name("dropped.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)
_LONGEST_SIGN_OFF = 40
_LONGEST_STANDFIRST = 400
_ROLES = frozenset(["writer", "reporter", "editor", "photographer", "source"])
_KIND_OF_WORK = {role: "writer" if role == "reporter" else role for role in _ROLES}
_OF_THE_STAFF = _ROLES - {"photographer", "source"}
_LONGEST_CREDITS = 600  # characters
_NEAR_THE_END = 4  # blocks
_OWN_LINE = re.compile(r"(?:https?:)?//\S+|/\S+")
_SCHEMELESS = re.compile(r"(<a\s[^>]*\bhref=[\"']?)(//|\?(?=p=))", re.IGNORECASE)
_HREF = re.compile(r'<a href="([^"]*)"(?: rel="noopener")?>')
_NUMBERED_LINK = re.compile(r'<a href="/berita/(\d+)/">')
_NUMBERED_PHOTO = re.compile(r'<img src="/foto/(\d+)/">')
_CARD = re.compile(r'<p class="(related|perhaps)" id="(\d+)">(.*)</p>')
_OEMBED = re.compile(r'<figure class="media"><oembed url="(/berita/\d+/)"></oembed></figure>')
_HOST = re.compile(r"(?:https?:)?//(?:[^/?#@]*@)?(?:www\.|m\.|amp\.)?([^/?#:]*)", re.IGNORECASE)
_SET_APART = re.compile(r"<p>(<strong>[^<]{3,60}</strong>|[(\[][^<>()\[\]]{3,60}[)\]]|[^<]{3,60}(?=</p>))")
_ITEM = re.compile(r"<li>(.*?)</li>")


def convert(item: ParsedItem, site: Site, *, lifts: bool = True) -> Converted:
    """With `lifts` a story, else a fixed page: nothing is taken out of its words."""
    converted = Converted()
    elements = Elements(converted.notes)
    html = elements.convert(plain(item.content, converted.notes, item.attached))
    if "//" in html.replace("://", "") or "?p=" in html:
        html = _SCHEMELESS.sub(lambda link: link[1] + ("https://" if link[2] == "//" else "/?"), html)
    html = body.clean(html)
    converted.pictures = elements.pictures
    story = _Story(converted, site, html)
    if lifts:
        story.lift()
    converted.html = story.numbered()
    converted.standfirst = _standfirst(item.excerpt, converted.notes)
    return converted


def _standfirst(excerpt: str, notes: list[Note]) -> str:
    text = " ".join(body.text(body.clean(plain(excerpt, notes))).split()) if excerpt.strip() else ""
    if len(text) > _LONGEST_STANDFIRST:
        notes.append(Note("standfirst-too-long", text))
        return ""
    return text


@dataclass
class _Block:
    """One line of the canonical body."""

    html: str
    text: str  # words of a paragraph, heading, quotation or list
    kind: str  # name of the element; "card" for a related story
    target: int = -1

    @property
    def inner(self) -> str:
        return self.html[len(self.kind) + 2 : -len(self.kind) - 3]


def _block(html: str) -> _Block:
    kind = html[1 : html.index(">")].partition(" ")[0]
    return _Block(html, words(html) if kind not in ("figure", "hr", "table") else "", kind)


class _Story:
    """One text on its way: blocks, and what has been taken out of them."""

    def __init__(self, converted: Converted, site: Site, html: str):
        self.converted = converted
        self.site = site
        self.blocks = [_block(line) for line in html.split("\n")] if html else []
        self.numbers: dict[Target, int] = {}

    def note(self, kind: str, text: str) -> None:
        self.converted.notes.append(Note(kind, text))

    def lift(self) -> None:
        self._drop()
        self._part_lines()
        self._lift_related()
        self._lift_ending()
        self._lift_opening()
        self._lift_photo_credits()
        self._note_what_stays()

    def numbered(self) -> str:
        return "\n".join(map(self._numbered, self.blocks))

    # ---- Paragraphs that are no part of the story

    def _drop(self) -> None:
        pattern = _dropped(self.site.dropped)
        if not pattern:
            return
        kept = []
        for block in self.blocks:
            if block.text and block.kind != "table" and pattern.fullmatch(block.text.replace("\n", " ")):
                self.note("dropped", block.text)
            else:
                kept.append(block)
        self.blocks = kept

    def _part_lines(self) -> None:
        """A line of another sort in a paragraph of its own: a label behind a `<br>` or behind the last sentence."""
        parted: list[_Block] = []
        for block in self.blocks:
            parted += self._parted(block) if block.kind == "p" else [block]
        self.blocks = parted

    def _parted(self, block: _Block) -> list[_Block]:
        text = block.text
        places = _line_ends(block) if "\n" in text else []
        if (":" in text or "：" in text) and (within := labels.RELATED_WITHIN.search(text)):
            places.append(within.end())
        if not places:
            return [block]
        blocks, rest, taken = [], block.inner, 0
        for place in sorted(set(places)):
            before, rest = cut(rest, place - taken)
            taken = place
            blocks += self._paragraphs(before)
        return [*blocks, *self._paragraphs(rest)]

    def _paragraphs(self, html: str) -> list[_Block]:
        """What a cut has left of a paragraph, cleaned where a mark or white space stands at an edge."""
        if " " in html and not (html[0].isspace() or html[-1].isspace() or html[0] == "<" or html[-1] == ">"):
            return [_block(f"<p>{html}</p>")]
        cleaned = body.clean(f"<p>{html}</p>")
        if _OEMBED.fullmatch(cleaned):
            self.note("embed", words(html))
        return [_block(line) for line in cleaned.split("\n")] if cleaned else []

    # ---- Related stories

    def _lift_related(self) -> None:
        blocks, self.blocks = self.blocks, []
        place = 0
        while place < len(blocks):
            place += self._lift_related_at(blocks, place)

    def _lift_related_at(self, blocks: list[_Block], place: int) -> int:
        """Lifts what begins here, or keeps the block; how many blocks that took."""
        block = blocks[place]
        if block.kind in ("ul", "ol"):
            self._lift_labelled_items(block)
            return 1
        if block.kind not in ("p", "blockquote", "h2", "h3"):
            self.blocks.append(block)
            return 1
        label = labels.RELATED.match(block.text)
        if not label or not (label["sure"] or _has_colon(label) or label.end() == len(block.text)):
            self._lift_lone_link(block)
            return 1
        rest, found = block.text[label.end() :].strip(), links(block.html)
        if not rest and not found:
            return self._lift_list(blocks, place)
        if found:
            self._lift_links(block, found)
        else:
            self._lift_title(block, rest, label)
        return 1

    def _lift_lone_link(self, block: _Block) -> None:
        """A paragraph that is one link to the old site, or its bare address; with a number only behind a card."""
        alone = self._links_alone(block)
        follows = bool(self.blocks) and self.blocks[-1].kind == "card"
        if len(alone) == 1 and (follows or alone[0][1] == block.text):
            address, title = alone[0]
            html = block.inner if "<a " in block.html else f'<a href="{escape(address)}">{block.inner}</a>'
            if block.kind == "blockquote":
                html = f'<a href="{escape(address)}">{escape(title, quote=False)}</a>'
            self._add_card(Target(address), title, sure=False, html=html)
        else:
            self.blocks.append(block)

    def _lift_links(self, block: _Block, found: list[tuple[str, str]]) -> None:
        outside = without_links(block.html)
        if outside_label := labels.RELATED.match(outside):
            outside = outside[outside_label.end() :]
        if not labels.only_separators(outside):
            self.note("related-unsure", block.text)
            self.blocks.append(block)
            return
        if not any(self._is_own(address) for address, _title in found):
            self.note("related-elsewhere", f"{block.text} {found[0][0]}")
            self.blocks.append(block)
            return
        for address, shown in _merged(found):
            title = shown[mark.end() :] if (mark := labels.RELATED.match(shown)) and mark["sure"] else shown
            title = title if title.strip() else shown
            if title.strip() and self._is_own(address):
                self.note("related", f"{block.text} {address}")
                self._add_card(Target(address), title, sure=True)
            elif title.strip():
                self._keep_related_elsewhere(address, title)

    def _lift_title(self, block: _Block, rest: str, label: re.Match[str]) -> None:
        """A label and a title that leads nowhere. What does not look like a headline stays where it is not found."""
        titles = [labels.without_bullet(line) for line in rest.split("\n")]
        if label["sure"] and all(map(labels.is_title, titles)):
            for title in titles:
                self.note("related", block.text)
                self._add_card(Target(title=title), title, sure=True)
        elif len(titles) == 1:
            self._add_card(Target(title=titles[0]), titles[0], sure=False, html=block.inner)
        else:
            self.note("related-unsure", block.text)
            self.blocks.append(block)

    def _lift_list(self, blocks: list[_Block], place: int) -> int:
        """A label alone: what it announces are the links of the list or of the paragraphs behind it."""
        label = blocks[place]
        behind = place + 1
        found: list[tuple[str, str]] = []
        if behind < len(blocks) and blocks[behind].kind in ("ul", "ol"):
            found = _items(blocks[behind]) or []
            behind += 1
        else:
            while behind < len(blocks) and (alone := self._links_alone(blocks[behind])):
                found += alone
                behind += 1
        if not found:
            title = blocks[behind] if behind < len(blocks) and behind == place + 1 else None
            sign = labels.RELATED.match(label.text)
            if (
                title
                and sign["sure"]
                and title.kind == "p"
                and labels.is_title(title.text)
                and title.html.startswith("<p><strong>")
            ):
                self._add_card(
                    Target(title=title.text), title.text, sure=False, html=f"{label.inner} {title.inner}"
                )
                return 2
            if sign["sure"]:
                self.note("related-unsure", label.text)
            self.blocks.append(label)
            return 1
        self.note("related", "\n".join([label.text, *(f"{title} {address}" for address, title in found)]))
        for address, title in found:
            if not address:
                self._add_card(Target(title=title), title, sure=True)
            elif self._is_own(address):
                self._add_card(Target(address), title, sure=True)
            else:
                self._keep_related_elsewhere(address, title)
        return behind - place

    def _keep_related_elsewhere(self, address: str, title: str) -> None:
        """A card is for stories of our own: a link to others stays a link."""
        self.note("related-elsewhere", f"{title} {address}")
        self.blocks += self._paragraphs(
            f'Baca juga: <a href="{escape(address)}">{escape(title, quote=False)}</a>'
        )

    def _lift_labelled_items(self, block: _Block) -> None:
        """A list each item of which says that it is a related story."""
        items = _ITEM.findall(block.html)
        if not items or not all(labels.RELATED.match(words(item)) for item in items) or "<ul>" in block.inner:
            self.blocks.append(block)
            return
        for item in items:
            part = _block(f"<p>{item}</p>")
            self._lift_related_at([part], 0)

    def _links_alone(self, block: _Block) -> list[tuple[str, str]]:
        """Addresses and titles of a paragraph that is nothing but links to the old site, with bullets or numbers at most."""
        if block.kind not in ("p", "blockquote"):
            return []
        if _OWN_LINE.fullmatch(block.text):
            return [(block.text, block.text)] if self._is_own(block.text) else []
        found = _merged(links(block.html)) if "<a " in block.html else []
        if not found or not all(self._is_own(address) for address, _title in found):
            return []
        outside = without_links(block.html)
        return found if all(map(labels.only_separators, outside.split("\n"))) else []

    def _add_card(self, target: Target, title: str, *, sure: bool, html: str = "") -> None:
        """A card, or what stays in the text where nothing is found and it was not labelled."""
        number = self._number(target)
        kind, shown = "related" if sure else "perhaps", escape(" ".join(title.split()), quote=False)
        html = f'<p class="{kind}" id="{number}">{html or shown}</p>'
        self.blocks.append(_Block(html, "", "card", number - 1))

    # ---- Ending: credits, sign-off, the group of related stories

    def _lift_ending(self) -> None:
        """From the end upwards, until a block is the story's own text."""
        self._join_labels()
        place = len(self.blocks) - 1
        while place >= 0 and (
            self.blocks[place].kind in ("card", "hr", "figure") or self._lift_end_of(place)
        ):
            place -= 1
        self._lift_credits_above(place)
        self._lift_end_group()

    def _join_labels(self) -> None:
        """A label and the name in the paragraph below it are one line."""
        for place in range(len(self.blocks) - 2, -1, -1):
            label, name = self.blocks[place : place + 2]
            if label.kind == name.kind == "p" and labels.is_label(label.text) and labels.is_name(name.text):
                self.blocks[place : place + 2] = self._paragraphs(f"{label.inner}<br>{name.inner}")

    def _lift_end_of(self, place: int) -> bool:
        """Takes credits and sign-off from the end of a block; whether nothing of it is left."""
        block = self.blocks[place]
        if block.kind not in ("p", "h2", "h3", "blockquote", "ul", "ol"):
            return False
        if self._take_credits(block.text):
            del self.blocks[place]
            return True
        if block.kind in ("blockquote", "ul", "ol"):
            return False
        for start in _places_of_credits(block.text):
            if self._take_credits(block.text[start:]):
                self.blocks[place : place + 1] = self._paragraphs(cut(block.inner, start)[0])
                block = self.blocks[place]
                break
        return self._take_sign_off(place, block)

    def _take_credits(self, text: str, roles: Collection[str] = _ROLES) -> bool:
        found = labels.credits(text, self.site.known)
        if found is None or not all(role in roles for role, _name in found.people):
            return False
        people = [(role, name) for role, name in found.people if labels.is_somebody(role, name)]
        if found.people and not people:
            return False
        self._credit(people)
        self._sign(found.sign_off)
        self.note("credits", text)
        return True

    def _take_sign_off(self, place: int, block: _Block) -> bool:
        sign = labels.sign_off(block.text, self.site.initials, self.site.known)
        if not sign:
            return False
        if not sign.sure:
            self.note("sign-off-unsure", sign.text)
            return False
        if sign.keep:  # initials say less than labels do
            if any(map(labels.is_full_name, sign.text.strip("()").split("/"))):
                self.note("credits-unsure", sign.text)
            self._sign(sign.text)
            credited = {_KIND_OF_WORK[role] for role, _name in self.converted.credits}
            sign.people = [person for person in sign.people if _KIND_OF_WORK[person[0]] not in credited]
        self._credit(sign.people)
        self.note("sign-off", block.text[sign.start :])
        left = self._paragraphs(cut(block.inner, sign.start)[0])
        self.blocks[place : place + 1] = left
        return not left

    def _credit(self, people: list[tuple[str, str]]) -> None:
        """In front of those that are known: the text is read from its end."""
        self.converted.credits = list(dict.fromkeys([*people, *self.converted.credits]))

    def _sign(self, text: str) -> None:
        known = self.converted.sign_off
        if text in known:
            return
        if len(text) + len(known) >= _LONGEST_SIGN_OFF:
            self.note("sign-off-too-long", text)
        else:
            self.converted.sign_off = f"{text} {known}".strip()

    def _lift_credits_above(self, last: int) -> None:
        """Those that something short stands behind, such as a line of tags: near the end, and of writers and editors."""
        for place in range(last, max(-1, last - _NEAR_THE_END), -1):
            block = self.blocks[place]
            if (
                block.kind == "p"
                and labels.has_label(block.text)
                and self._take_credits(block.text, _OF_THE_STAFF)
            ):
                del self.blocks[place]

    def _lift_end_group(self) -> None:
        """Two or more related stories at the end are the list below the story."""
        start = len(self.blocks)
        while (
            start and self.blocks[start - 1].kind == "card" and "related" in self.blocks[start - 1].html[:19]
        ):
            start -= 1
        if len(self.blocks) - start > 1:
            self.converted.related = list(dict.fromkeys(block.target for block in self.blocks[start:]))
            del self.blocks[start:]

    # ---- Opening: credits above the text, the dateline

    def _lift_opening(self) -> None:
        texts = [block for block in self.blocks if block.kind == "p"]
        for block in texts[:2]:
            if not self._take_credits(block.text):
                break
            self.blocks.remove(block)
        places = [place for place, block in enumerate(self.blocks) if block.kind == "p"][:2]
        if places and not self._lift_dateline(places[0]) and places[1:]:
            late = datelines.find(self.blocks[places[1]].text, self.site)
            if late and late.place:
                self.note("dateline-unsure", self.blocks[places[1]].text[: late.end].strip())

    def _lift_dateline(self, place: int) -> bool:
        """Whether the paragraph opened with one, or with what may be one."""
        block = self.blocks[place]
        story = "\n".join(other.text for other in self.blocks)
        found = datelines.find(block.text, self.site, story)
        if not found:
            if (alone := _SET_APART.match(block.html)) and datelines.is_place(words(alone[1]), self.site):
                self.note("dateline-unsure", words(alone[1]))
            return False
        if found.unsure:
            self.note("dateline-unsure", found.unsure.strip())
            return True
        if found.doubt:
            self.note("dateline-believed", found.doubt)
        if not found.place:
            self.note("dateline-without-place", block.text[: found.end])
        self.note("dateline", block.text[: found.end])
        self.converted.dateline = found.place
        self.blocks[place : place + 1] = self._paragraphs(cut(block.inner, found.end)[1])
        return True

    # ---- What belongs to a photo, and what nothing could be made of

    def _lift_photo_credits(self) -> None:
        """ "Foto: Istimewa" in a line below a photo that has no credit yet."""
        kept: list[_Block] = []
        for block in self.blocks:
            photo = _NUMBERED_PHOTO.search(kept[-1].html) if kept and kept[-1].kind == "figure" else None
            found = labels.credits(block.text, {}) if photo and block.kind == "p" else None
            if found and [role for role, _name in found.people] == ["photographer"]:
                number = int(photo[1]) - 1
                if 0 <= number < len(self.converted.pictures) and not self.converted.pictures[number].credit:
                    credited = replace(self.converted.pictures[number], credit=found.people[0][1])
                    self.converted.pictures[number] = credited
                    self.note("photo-credit", block.text)
                    continue
            kept.append(block)
        self.blocks = kept

    def _note_what_stays(self) -> None:
        for block in self.blocks:
            is_labelled = labels.has_label(block.text) or labels.lacks_a_colon(block.text)
            if len(block.text) < 120 and is_labelled:
                self.note("credits-unsure", block.text)

    # ---- Links

    def _is_own(self, address: str) -> bool:
        """On the old site: a path, or one of its hosts."""
        if host := _HOST.match(address):
            return host[1].lower() in self.site.hosts
        return address.startswith("/")

    def _number(self, target: Target) -> int:
        """From one on; targets alike are one."""
        if target not in self.numbers:
            self.converted.targets.append(target)
            self.numbers[target] = len(self.converted.targets)
        return self.numbers[target]

    def _numbered(self, block: _Block) -> str:
        if found := _OEMBED.fullmatch(block.html):  # a path of the old site that looks like one of ours
            return f'<p class="perhaps" id="{self._number(Target(found[1]))}">{found[1]}</p>'
        if "<a href=" not in block.html:
            return block.html
        return _HREF.sub(self._numbered_link, block.html)

    def _numbered_link(self, link: re.Match[str]) -> str:
        address = words(link[1])
        if not self._is_own(address):
            return link[0]
        return f'<a href="/berita/{self._number(Target(address))}/">'


@cache
def _dropped(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE) if patterns else None


def _places_of_credits(text: str) -> list[int]:
    """Behind a line break, a sign-off or the end of a sentence."""
    return [
        start
        for start in labels.labels_within(text)
        if start
        and start > len(text) - _LONGEST_CREDITS
        and text[:start].rstrip(" *_–—-|(").endswith(("\n", ".", "”", '"', ")", "?", "!"))
    ]


def _line_ends(block: _Block) -> list[int]:
    """Where a line with a label is to be parted from its neighbours; behind a label alone, every line by itself."""
    lines = block.text.split("\n")
    matches = [labels.RELATED.match(line) for line in lines]
    if matches[0] and "<a " not in block.html:  # titles that lead nowhere: they are read together
        return []
    places, place, alone = [], 0, False
    for number, line in enumerate(lines[:-1]):
        place += len(line) + 1
        here = matches[number]
        alone = alone or bool(here and here.end() == len(line))
        if here or matches[number + 1] or alone:
            places.append(place)
    return places


def _has_colon(label: re.Match[str]) -> bool:
    return ":" in label["sign"] or "：" in label["sign"]


def _items(block: _Block) -> list[tuple[str, str]] | None:
    """Address and title of each item of a list, None where an item is more than a link or a title."""
    found = []
    for item in _ITEM.findall(block.html):
        inside = links(item)
        if len(inside) == 1 and not labels.without_bullet(without_links(item)).strip():
            found.append(inside[0])
        elif not inside and labels.is_title(words(item)):
            found.append(("", " ".join(words(item).split())))
        else:
            return None
    return found


def _merged(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Neighbouring links to one address are one link."""
    merged: dict[str, str] = {}
    for address, shown in found:
        merged[address] = f"{merged.get(address, '')} {shown}".strip()
    return list(merged.items())


# ---- When everything is known


def settle(
    converted: Converted, targets: Sequence[int | str | None], pictures: Sequence[int | None]
) -> Settled:
    """`targets` and `pictures` lie beside those of `converted`: what each is here, None where it is not found."""
    settled = Settled()
    for number in converted.related:
        if isinstance(targets[number], int):
            settled.related.append(targets[number])
        else:
            settled.notes.append(Note("related-unresolved", _named(converted.targets[number])))
    settled.related = list(dict.fromkeys(settled.related))
    settled.body = _Settling(converted, targets, pictures, settled.notes).body()
    return settled


class _Settling:
    """Puts what the numbers are in their place. Plain numbers leave a canonical text canonical; other changes do not."""

    def __init__(self, converted: Converted, targets, pictures, notes: list[Note]):
        self.converted = converted
        self.targets = targets
        self.pictures = pictures
        self.notes = notes
        self.is_canonical = True

    def body(self) -> str:
        lines: list[str] = []
        for line in map(self._line, self.converted.html.split("\n")):
            if line and not (lines and line == lines[-1] and line.startswith(("<figure", "<hr"))):
                lines.append(line)
        html = "\n".join(lines)
        return html if self.is_canonical else body.clean(html)

    def _line(self, line: str) -> str:
        if line.startswith('<p class="'):
            return self._card(*_CARD.fullmatch(line).groups())
        if line.startswith('<figure class="photo'):
            return _NUMBERED_PHOTO.sub(self._photo, line) if self._is_here(line) else ""
        if '<a href="/berita/' in line:
            return self._links(line)
        return line

    def _is_here(self, line: str) -> bool:
        number = int(_NUMBERED_PHOTO.search(line)[1]) - 1
        if number < len(self.pictures) and self.pictures[number] is not None:
            return True
        if number < len(self.converted.pictures):
            picture = self.converted.pictures[number]
            named = f"{picture.address or picture.wp_id or 'data:'} {words(line)}"
            self.notes.append(Note("picture-missing", named.strip()))
        return False

    def _photo(self, photo: re.Match[str]) -> str:
        return f'<img src="/foto/{self.pictures[int(photo[1]) - 1]}/">'

    def _card(self, kind: str, number: str, html: str) -> str:
        target = self.targets[int(number) - 1]
        if isinstance(target, int):
            if kind == "perhaps":
                self.notes.append(Note("related", words(html)))
            return f'<figure class="media"><oembed url="/berita/{target}/"></oembed></figure>'
        self.is_canonical = False
        if kind == "perhaps":
            if not self.converted.targets[int(number) - 1].address:
                self.notes.append(Note("related-unsure", words(html)))
            return f"<p>{self._links(html)}</p>"
        if target is not None:
            return f'<p><a href="{escape(target)}">{html}</a></p>'
        named = f"{words(html)} {_named(self.converted.targets[int(number) - 1])}"
        self.notes.append(Note("related-unresolved", named.strip()))
        return ""

    def _links(self, html: str) -> str:
        self.is_canonical = self.is_canonical and html.count("<a ") == 1
        return _NUMBERED_LINK.sub(self._link, html)

    def _link(self, link: re.Match[str]) -> str:
        """An address that nothing here answers stays as it was."""
        number = int(link[1]) - 1
        target = self.targets[number]
        if target is None:
            target = self.converted.targets[number].address
            self.notes.append(Note("link-unresolved", target))
        if isinstance(target, int):
            return f'<a href="/berita/{target}/">'
        self.is_canonical = False
        return f'<a href="{escape(target)}">'


def _named(target: Target) -> str:
    return target.address or target.title
