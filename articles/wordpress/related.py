"""Lines such as "Baca juga: …" become cards of related stories, or stay where that is unsure."""

import re
from html import escape

from articles.wordpress import labels
from articles.wordpress.draft import Block, Draft, block_of
from articles.wordpress.inline import links, without_links, words
from articles.wordpress.items import Target

_OWN_LINE = re.compile(r"(?:https?:)?//\S+|/\S+")
_LIST_ITEM = re.compile(r"<li>(.*?)</li>")

Link = tuple[str, str]  # address and title


def extract_related(draft: Draft) -> None:
    """Replace the lines of related stories by cards."""
    blocks, draft.blocks = draft.blocks, []
    place = 0
    while place < len(blocks):
        place += _extract_at(draft, blocks, place)


def gather_end_list(draft: Draft) -> None:
    """Make the list below the story of the related stories at its end, where there are two or more."""
    start = len(draft.blocks)
    while start and _is_labelled_card(draft.blocks[start - 1]):
        start -= 1
    if len(draft.blocks) - start > 1:
        draft.related = list(dict.fromkeys(block.target for block in draft.blocks[start:]))
        del draft.blocks[start:]


def _is_labelled_card(block: Block) -> bool:
    return block.kind == "card" and "related" in block.html[:19]


def _extract_at(draft: Draft, blocks: list[Block], place: int) -> int:
    """Extract what begins here, or keep the block; returns how many blocks that took."""
    block = blocks[place]
    if block.kind in ("ul", "ol"):
        _extract_items(draft, block)
        return 1
    if block.kind not in ("p", "blockquote", "h2", "h3"):
        draft.blocks.append(block)
        return 1
    label = labels.RELATED.match(block.text)
    if not label or not (label["sure"] or _has_colon(label) or label.end() == len(block.text)):
        _extract_lone_link(draft, block)
        return 1
    title, link_list = block.text[label.end() :].strip(), links(block.html)
    if not title and not link_list:
        return _extract_list(draft, blocks, place)
    if link_list:
        _extract_links(draft, block, link_list)
    else:
        _extract_titles(draft, block, title, label)
    return 1


def _keep(draft: Draft, block: Block, kind: str, text: str) -> None:
    """Leave a block in the text, with a note of this kind."""
    draft.note(kind, text)
    draft.blocks.append(block)


def _extract_lone_link(draft: Draft, block: Block) -> None:
    """A paragraph that is one link to the old site, or its bare address; with a number only behind a card."""
    alone = _links_alone(draft, block)
    follows = bool(draft.blocks) and draft.blocks[-1].kind == "card"
    if len(alone) != 1 or not (follows or alone[0][1] == block.text):
        draft.blocks.append(block)
        return
    address, title = alone[0]
    html = block.inner if "<a " in block.html else f'<a href="{escape(address)}">{block.inner}</a>'
    if block.kind == "blockquote":
        html = f'<a href="{escape(address)}">{escape(title, quote=False)}</a>'
    draft.add_card(Target(address), title, sure=False, html=html)


def _extract_links(draft: Draft, block: Block, link_list: list[Link]) -> None:
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
    for address, text in _merged(link_list):
        title = text[mark.end() :] if (mark := labels.RELATED.match(text)) and mark["sure"] else text
        title = title if title.strip() else text
        if title.strip() and draft.is_own(address):
            draft.note("related", f"{block.text} {address}")
            draft.add_card(Target(address), title, sure=True)
        elif title.strip():
            _keep_link_elsewhere(draft, address, title)


def _extract_titles(draft: Draft, block: Block, text: str, label: re.Match[str]) -> None:
    """A label and titles without links; what is no headline stays in the text if no story is found."""
    titles = [labels.without_bullet(line) for line in text.split("\n")]
    if label["sure"] and all(map(labels.is_title, titles)):
        for title in titles:
            draft.note("related", block.text)
            draft.add_card(Target(title=title), title, sure=True)
    elif len(titles) == 1:
        draft.add_card(Target(title=titles[0]), titles[0], sure=False, html=block.inner)
    else:
        _keep(draft, block, "related-unsure", block.text)


def _extract_list(draft: Draft, blocks: list[Block], place: int) -> int:
    """A label alone: it announces the links of the list or of the paragraphs behind it."""
    label = blocks[place]
    link_list, behind = _announced_links(draft, blocks, place + 1)
    if not link_list:
        return _extract_announced_title(draft, blocks, place, behind)
    draft.note("related", "\n".join([label.text, *(f"{title} {address}" for address, title in link_list)]))
    for address, title in link_list:
        if not address:
            draft.add_card(Target(title=title), title, sure=True)
        elif draft.is_own(address):
            draft.add_card(Target(address), title, sure=True)
        else:
            _keep_link_elsewhere(draft, address, title)
    return behind - place


def _announced_links(draft: Draft, blocks: list[Block], place: int) -> tuple[list[Link], int]:
    """Links of the list, or of the paragraphs, that begin here, and the place behind them."""
    if place < len(blocks) and blocks[place].kind in ("ul", "ol"):
        return _items(blocks[place]) or [], place + 1
    link_list: list[Link] = []
    while place < len(blocks) and (alone := _links_alone(draft, blocks[place])):
        link_list += alone
        place += 1
    return link_list, place


def _extract_announced_title(draft: Draft, blocks: list[Block], place: int, behind: int) -> int:
    """A label alone, with a title in bold letters in the paragraph below it."""
    label = blocks[place]
    is_sure = bool((mark := labels.RELATED.match(label.text)) and mark["sure"])
    title = blocks[behind] if behind < len(blocks) and behind == place + 1 else None
    if (
        title
        and is_sure
        and title.kind == "p"
        and labels.is_title(title.text)
        and title.html.startswith("<p><strong>")
    ):
        html = f"{label.inner} {title.inner}"
        draft.add_card(Target(title=title.text), title.text, sure=False, html=html)
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


def _extract_items(draft: Draft, block: Block) -> None:
    """A list each item of which says that it is a related story."""
    items = _LIST_ITEM.findall(block.html)
    if not items or not all(labels.RELATED.match(words(item)) for item in items) or "<ul>" in block.inner:
        draft.blocks.append(block)
        return
    for item in items:
        _extract_at(draft, [block_of(f"<p>{item}</p>")], 0)


def _links_alone(draft: Draft, block: Block) -> list[Link]:
    """Links of a paragraph that holds nothing but links to the old site, with bullets or numbers at most."""
    if block.kind not in ("p", "blockquote"):
        return []
    if _OWN_LINE.fullmatch(block.text):
        return [(block.text, block.text)] if draft.is_own(block.text) else []
    link_list = _merged(links(block.html)) if "<a " in block.html else []
    if not link_list or not all(draft.is_own(address) for address, _title in link_list):
        return []
    outside = without_links(block.html)
    return link_list if all(map(labels.only_separators, outside.split("\n"))) else []


def _has_colon(label: re.Match[str]) -> bool:
    return ":" in label["sign"] or "：" in label["sign"]


def _items(block: Block) -> list[Link] | None:
    """Address and title of each item of a list; None where an item is more than a link or a title."""
    items: list[Link] = []
    for item in _LIST_ITEM.findall(block.html):
        inside = links(item)
        if len(inside) == 1 and not labels.without_bullet(without_links(item)).strip():
            items.append(inside[0])
        elif not inside and labels.is_title(words(item)):
            items.append(("", " ".join(words(item).split())))
        else:
            return None
    return items


def _merged(link_list: list[Link]) -> list[Link]:
    """Links with those to the same address made one."""
    titles: dict[str, str] = {}
    for address, text in link_list:
        titles[address] = f"{titles.get(address, '')} {text}".strip()
    return list(titles.items())
