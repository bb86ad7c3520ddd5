"""Links of texts, checked at the end of a dry run, when all stories are known.

The names of stories are kept as numbers of eight bytes, so that a million of them fit where texts would not.
"""

import hashlib
import json
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from tempfile import TemporaryFile
from types import TracebackType
from typing import Self

from articles.filing.items import Target
from articles.legacy_paths import id_key, path_key, path_of, place
from articles.wordpress.item_rows import former_paths
from articles.wordpress.items import STORY, ParsedItem
from articles.wordpress.mapping import SiteMapping
from articles.wordpress.report import NOTE_LENGTH
from articles.wordpress.resolver import title_key
from articles.wordpress.scan import Scan


def number_of(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), signed=True)


class Index:
    """A multiset of texts, by their numbers."""

    def __init__(self) -> None:
        self.numbers, self.is_sorted = array("q"), True

    def add(self, text: str) -> None:
        self.numbers.append(number_of(text))
        self.is_sorted = False

    def count(self, number: int) -> int:
        if not self.is_sorted:
            self.numbers, self.is_sorted = array("q", sorted(self.numbers)), True
        return bisect_right(self.numbers, number) - bisect_left(self.numbers, number)


class LinkCheck:
    """Collects addresses, titles and links; `unresolved` yields the links that lead to none of them."""

    def __init__(self, hosts: Collection[str]):
        self.hosts = hosts
        self.addresses, self.titles = Index(), Index()
        self.links = TemporaryFile("w+")  # noqa: SIM115 -- closed by __exit__

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.links.close()

    def add_item(self, item: ParsedItem) -> None:
        """Take in the addresses and the title of an item."""
        path = path_of(item.link)
        self.addresses.add(id_key("p", item.wp_id))
        if path:
            self.addresses.add(path)
        if item.type == STORY and item.status != "trash":
            self.titles.add(title_key(item.title))
            for older in former_paths(item, path):
                self.addresses.add(older)

    def add_lists(self, scan: Scan, mapping: SiteMapping) -> None:
        """Take in the addresses of the lists of the old site."""
        for (taxonomy, slug), entry in scan.terms.items():
            if base := mapping.base_of(taxonomy):
                self.addresses.add(path_key(f"{base}/{slug}"))
                self.addresses.add(path_key(f"{base}/{entry.parent}/{slug}"))

    def add_target(self, wp_id: int, target: Target) -> None:
        """Take in a link of the post of this number."""
        if not target.address:
            self._add_link(wp_id, number_of(title_key(target.title)), target.title)
        elif goal := place(target.address, self.hosts):
            self._add_link(wp_id, [number_of(key) for key in goal.keys], target.address)

    def _add_link(self, wp_id: int, numbers: int | list[int], text: str) -> None:
        """Write down a link: to one of some addresses, or to a title."""
        self.links.write(json.dumps([wp_id, numbers, text[:NOTE_LENGTH]]) + "\n")

    def unresolved(self) -> Iterator[tuple[int, str]]:
        """Number of the post, and address or title, of each link that leads to no story and no list."""
        self.links.seek(0)
        for wp_id, numbers, text in map(json.loads, self.links):
            if isinstance(numbers, int):
                is_resolved = self.titles.count(numbers) == 1
            else:
                is_resolved = any(self.addresses.count(number) for number in numbers)
            if not is_resolved:
                yield wp_id, text
