"""Lines such as "Baca juga: …" become cards of related stories, or stay where that is unsure."""

import re
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from articles.filing import credit_lines, labels, sign_offs
from articles.filing.draft import CARD, END_CARD, LINES, OWN_EMBED, Block, Draft, Source, block_of
from articles.filing.items import Target
from articles.filing.words import links, without_links, words
from articles.places import datelines

_OWN_LINE = re.compile(r"(?:https?:)?//\S+|/\S+")
_LIST_ITEM = re.compile(r"<li>(.*?)</li>")
_ELLIPSIS = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|\(…\))(?:\s*(?:baca\s+)?selengkapnya)?$", re.IGNORECASE)
_LONGEST_EXCERPT = 90  # words
_BACK = 10  # blocks that are looked at for the end of the story
_LEAST_END_LIST = 2  # cards at the end that are a list by themselves


class Item(NamedTuple):
    """A related story as a list names it; without an address by its headline alone."""

    address: str
    title: str
    excerpt: str = ""


def lift_related(draft: Draft) -> None:
    """Replace the lines of related stories by cards; those behind the end of the story are the end list."""
    blocks, draft.blocks = draft.blocks, []
    place = 0
    while place < len(blocks):
        first, before = blocks[place], len(draft.blocks)
        place += _lift_at(draft, blocks, place)
        if first.paragraph and not draft.blocks[before:][1:]:  # what is not found goes back to its paragraph
            draft.blocks[before:] = [
                card._replace(paragraph=first.paragraph) for card in draft.blocks[before:]
            ]


def gather_end_list(draft: Draft) -> None:
    """Make the cards below the text the list at its end where there are two or more of them."""
    start = len(draft.blocks)
    while start and _is_labelled_card(draft.blocks[start - 1]):
        start -= 1
    if len(draft.blocks) - start >= _LEAST_END_LIST:
        draft.blocks[start:] = [block._replace(kind=END_CARD) for block in draft.blocks[start:]]


def _is_labelled_card(block: Block) -> bool:
    return block.is_card and "related" in block.html[:19]


def _lift_at(draft: Draft, blocks: list[Block], place: int) -> int:
    """Lift what begins here, or keep the block; returns how many blocks that took."""
    block = blocks[place]
    if block.kind in ("ul", "ol"):
        _lift_items(draft, block)
        return 1
    if block.kind == "figure" and (own := OWN_EMBED.fullmatch(block.html)) and _is_over(draft):
        _add(draft, Target(own[1]), "", sure=True, source=_source(block), kind=END_CARD)
        return 1
    if block.kind not in LINES:
        draft.blocks.append(block)
        return 1
    label = labels.RELATED.match(block.text)
    if not label or not (label["sure"] or _has_colon(label) or label.end() == len(block.text)):
        _lift_lone_link(draft, block)
        return 1
    title, link_list = block.text[label.end() :].strip(), links(block.html)
    if not title and not link_list:
        return _lift_announced(draft, blocks, place)
    if link_list:
        _lift_links(draft, block, link_list)
    else:
        _lift_titles(draft, block, title, label)
    return 1 + _drop_excerpt(draft, blocks, place + 1)


def _keep(draft: Draft, block: Block, kind: str, text: str) -> None:
    """Leave a block in the text, with a note of this kind."""
    draft.note(kind, text)
    draft.blocks.append(block)


def _add(
    draft: Draft, target: Target, title: str, *, sure: bool, source: Source, html: str = "", kind: str = ""
) -> None:
    """Append a card: behind the end of the story it belongs to the list there."""
    kind = kind or (END_CARD if _is_over(draft) else CARD)
    draft.blocks.append(draft.card(target, title, sure=sure, source=source, html=html, kind=kind))


def _source(*blocks: Block) -> Source:
    return tuple(block.html for block in blocks)


def _is_over(draft: Draft) -> bool:
    """Tell whether the story has ended already: with its sign-off, or with credits behind its text."""
    is_signed = False
    for block in reversed(draft.blocks[-_BACK:]):
        if block.kind == END_CARD:
            return True
        if block.is_card or not block.text:
            continue
        sign, is_credits = _mark_of_end(draft, block)
        is_signed = is_signed or bool(sign) or is_credits
        if block.is_prose or (sign and sign.start):
            return is_signed
    return is_signed and any(block.is_prose for block in draft.blocks)


def _mark_of_end(draft: Draft, block: Block) -> tuple[sign_offs.SignOff | None, bool]:
    """The sign-off at the end of a block, and whether the block is credits of the staff."""
    house = draft.house
    sign = sign_offs.sign_off(block.text, house.initials, house.people_and_offices)
    credits = credit_lines.credits(block.text, house.people_and_offices)
    is_staff = bool(credits and any(role in credit_lines.STAFF for role, _name in credits.people))
    return sign if sign and sign.sure else None, is_staff


# ---- One line


def _lift_lone_link(draft: Draft, block: Block) -> None:
    """A paragraph that is one link to the old site, or its bare address; with a number only behind a card."""
    alone = _links_alone(draft, block)
    follows = bool(draft.blocks) and draft.blocks[-1].is_card
    if len(alone) != 1 or not (follows or alone[0][1] == block.text):
        draft.blocks.append(block)
        return
    address, title, _excerpt = alone[0]
    html = block.inner if "<a " in block.html else f'<a href="{escape(address)}">{block.inner}</a>'
    if block.kind == "blockquote":
        html = f'<a href="{escape(address)}">{escape(title, quote=False)}</a>'
    _add(draft, Target(address), title, sure=False, html=html, source=_source(block))
    if draft.blocks[-1].kind == END_CARD:
        draft.note("related", f"{title} {address}")


def _lift_links(draft: Draft, block: Block, link_list: list[tuple[str, str]]) -> None:
    """A label with links behind it."""
    outside = without_links(block.html)
    if label := labels.RELATED.match(outside):
        outside = outside[label.end() :]
    if not labels.only_separators(outside):
        _keep(draft, block, "related-unsure", block.text)
        return
    if not any(draft.is_own(address) for address, _title in link_list):
        _keep(draft, block, "related-elsewhere", f"{block.text} {link_list[0][0]}")
        return
    source = _source(block)
    for address, text in _merged(link_list):
        title = text[mark.end() :] if (mark := labels.RELATED.match(text)) and mark["sure"] else text
        title = title if title.strip() else text
        if title.strip() and draft.is_own(address):
            draft.note("related", f"{block.text} {address}")
            _add(draft, Target(address), title, sure=True, source=source)
        elif title.strip():
            _keep_link_elsewhere(draft, address, title)


def _lift_titles(draft: Draft, block: Block, text: str, label: re.Match[str]) -> None:
    """A label and titles without links; what is no headline stays in the text if no story is found."""
    titles = [labels.without_bullet(line) for line in text.split("\n")]
    source = _source(block)
    if label["sure"] and all(map(labels.is_title, titles)):
        for title in titles:
            draft.note("related", block.text)
            _add(draft, Target(title=title), title, sure=True, source=source)
    elif len(titles) == 1 and block.kind != "table":
        _add(draft, Target(title=titles[0]), titles[0], sure=False, html=block.inner, source=source)
        if draft.blocks[-1].kind == END_CARD:  # one in the text is noted when it turns out to be a story
            draft.note("related", block.text)
    else:
        _keep(draft, block, "related-unsure", block.text)


def _drop_excerpt(draft: Draft, blocks: list[Block], place: int) -> int:
    """Drop the first words of a related story, where they follow its line in the list at the end."""
    is_listed = bool(draft.blocks) and draft.blocks[-1].kind == END_CARD
    if not (is_listed and place < len(blocks) and _is_excerpt(draft, blocks[place])):
        return 0
    draft.note("related", blocks[place].text)
    card = draft.blocks[-1]
    draft.blocks[-1] = card._replace(source=(*card.source, blocks[place].html))
    return 1


# ---- A list behind its label


def _lift_announced(draft: Draft, blocks: list[Block], place: int) -> int:
    """A label alone: it announces the links of the list or of the paragraphs behind it."""
    label = blocks[place]
    items, behind = _announced(draft, blocks, place + 1)
    if not items:
        return _lift_announced_title(draft, blocks, place)
    lines = [f"{item.title} {item.address} {item.excerpt}".strip() for item in items]
    draft.note("related", "\n".join([label.text, *lines]))
    source = _source(*blocks[place:behind])
    is_list = blocks[place + 1].kind in ("ul", "ol")
    for number, item in enumerate(items):
        if not item.address:  # of bare lines, the first stands behind the label, others may be anything
            sure = is_list or not number or bool(item.excerpt)
            _add(draft, Target(title=item.title), item.title, sure=sure, source=source)
        elif draft.is_own(item.address):
            _add(draft, Target(item.address), item.title, sure=True, source=source)
        else:
            _keep_link_elsewhere(draft, item.address, item.title)
    return behind - place


def _announced(draft: Draft, blocks: list[Block], place: int) -> tuple[list[Item], int]:
    """Items of the list, or of the paragraphs, that begin here, and the place behind them."""
    if place < len(blocks) and blocks[place].kind in ("ul", "ol"):
        return _items(draft, blocks[place]) or [], place + 1
    items: list[Item] = []
    is_over = _is_over(draft)
    while place < len(blocks) and (new := _items_at(draft, blocks[place], is_over=is_over)):
        items += new
        place += 1
        if (
            place < len(blocks)
            and not items[-1].excerpt
            and _is_excerpt(draft, blocks[place], is_over=is_over)
        ):
            items[-1] = items[-1]._replace(excerpt=blocks[place].text)
            place += 1
    return items, place


def _items_at(draft: Draft, block: Block, *, is_over: bool) -> list[Item]:
    """Items of one paragraph: its links, a link with an excerpt; behind the end of a story a headline."""
    if alone := _links_alone(draft, block):
        return alone
    if item := _with_excerpt(draft, block.html if block.kind in ("p", "blockquote") else ""):
        return [item]
    title, _line, rest = block.text.partition("\n")
    if not is_over or block.kind not in ("p", "h2", "h3") or not labels.is_title(title):
        return []
    if labels.tags(block.text) or labels.is_moment(block.text) or credit_lines.has_label(block.text):
        return []
    is_item = len(title.split()) > 2 and (not rest or _looks_cut(rest))
    return [Item("", " ".join(labels.without_bullet(title).split()), rest)] if is_item else []


def _lift_announced_title(draft: Draft, blocks: list[Block], place: int) -> int:
    """A label alone, with a title in bold letters in the paragraph below it."""
    label, behind = blocks[place], place + 1
    is_sure = bool((mark := labels.RELATED.match(label.text)) and mark["sure"])
    title = blocks[behind] if behind < len(blocks) else None
    if (
        title
        and is_sure
        and title.kind == "p"
        and labels.is_title(title.text)
        and title.html.startswith("<p><strong>")
    ):
        html = f"{label.inner} {title.inner}"
        _add(draft, Target(title=title.text), title.text, sure=False, html=html, source=_source(label, title))
        return 2
    if is_sure:
        draft.note("related-unsure", label.text)
    draft.blocks.append(label)
    return 1


def _keep_link_elsewhere(draft: Draft, address: str, title: str) -> None:
    """A card is for stories of our own: a link to others stays a link."""
    draft.note("related-elsewhere", f"{title} {address}")
    draft.blocks += draft.paragraphs(
        f'Baca juga: <a href="{escape(address)}">{escape(title, quote=False)}</a>'
    )


def _lift_items(draft: Draft, block: Block) -> None:
    """A list each item of which says that it is a related story."""
    items = _LIST_ITEM.findall(block.html)
    if not items or not all(labels.RELATED.match(words(item)) for item in items) or "<ul>" in block.inner:
        draft.blocks.append(block)
        return
    for item in items:
        _lift_at(draft, [block_of(f"<p>{item}</p>")], 0)


# ---- Links


def _links_alone(draft: Draft, block: Block) -> list[Item]:
    """Links of a paragraph that holds nothing but links to the old site, with bullets or numbers at most."""
    if own := OWN_EMBED.fullmatch(block.html):
        return [Item(own[1], "")]
    if block.kind not in ("p", "blockquote", "h2", "h3"):
        return []
    if _OWN_LINE.fullmatch(block.text):
        return [Item(block.text, block.text)] if draft.is_own(block.text) else []
    link_list = _merged(links(block.html)) if "<a " in block.html else []
    if not link_list or not all(draft.is_own(address) for address, _title in link_list):
        return []
    outside = without_links(block.html)
    is_alone = all(map(labels.only_separators, outside.split("\n")))
    return [Item(*link) for link in link_list] if is_alone else []


def _with_excerpt(draft: Draft, html: str) -> Item | None:
    """A link to a story with the first words of that story behind it."""
    link_list = links(html)
    if len({address for address, _title in link_list}) != 1 or not draft.is_own(link_list[0][0]):
        return None
    address, title = link_list[0]
    before, _title, rest = words(html).partition(title)
    for _address, again in link_list[1:]:  # "Selengkapnya", to the same story
        rest = rest.replace(again, "")
    if not title or labels.without_bullet(before).strip() or not _looks_cut(rest.strip()):
        return None
    return Item(address, title, " ".join(rest.split()))


def _items(draft: Draft, block: Block) -> list[Item] | None:
    """The items of a list; None where one is more than a link or a title, with an excerpt at most."""
    items: list[Item] = []
    for item in _LIST_ITEM.findall(block.html):
        inside, text = links(item), words(item)
        title, _break, rest = text.partition("\n")
        if len(inside) == 1 and not labels.without_bullet(without_links(item)).strip():
            items.append(Item(*inside[0]))
        elif with_excerpt := _with_excerpt(draft, item):
            items.append(with_excerpt)
        elif not inside and labels.is_title(title) and rest and _looks_cut(rest):
            items.append(Item("", " ".join(title.split()), rest))
        elif not inside and labels.is_title(text):
            items.append(Item("", " ".join(text.split())))
        else:
            return None
    return items


def _looks_cut(text: str) -> bool:
    """Tell whether a text ends as the first words of a story do in a list."""
    return bool(_ELLIPSIS.search(text.rstrip())) and len(text.split()) <= _LONGEST_EXCERPT


def _is_excerpt(draft: Draft, block: Block, *, is_over: bool = True) -> bool:
    """Tell whether a paragraph is the beginning of another story: cut, or behind the end of this one with a
    dateline."""
    if block.kind != "p" or labels.RELATED.match(block.text):
        return False
    if _looks_cut(block.text):
        return True
    dateline = datelines.find(block.text, draft.house.place_names) if is_over else None
    return (
        bool(dateline and (dateline.place or dateline.unsure)) and len(block.text.split()) <= _LONGEST_EXCERPT
    )


def _has_colon(label: re.Match[str]) -> bool:
    return ":" in label["sign"] or "：" in label["sign"]


def _merged(link_list: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Links with those to the same address made one."""
    titles: dict[str, str] = {}
    for address, text in link_list:
        titles[address] = f"{titles.get(address, '')} {text}".strip()
    return list(titles.items())


# ---- A line of its own


def places_of_labels(block: Block) -> list[int]:
    """Positions in a paragraph at which a line with a label begins or ends; behind a label alone, each line's
    own."""
    places = _line_ends(block) if "\n" in block.text else []
    if (":" in block.text or "：" in block.text) and (within := labels.RELATED_WITHIN.search(block.text)):
        places.append(within.end())
    return places


def _line_ends(block: Block) -> list[int]:
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
