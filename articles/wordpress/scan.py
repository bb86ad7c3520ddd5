"""A first reading of all files: whether they can be read to their end, and what is in them."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from articles.wordpress import publication
from articles.wordpress.errors import ExportError, TruncatedExport
from articles.wordpress.export_file import Source
from articles.wordpress.items import ParsedItem
from articles.wordpress.readers import reader_of
from articles.wordpress.wxr import Head

ENOUGH = 2_000  # posts that tell the site's time zone
_STEP = 500  # items
# A line of the text that says who wrote it, however it is set.
_BYLINE = re.compile(
    r"\b(?:penulis|reporter|wartawan|pewarta|kontributor|editor|redaktur)\b"
    r"(?:\s|&nbsp;|<[^>]{0,80}>){0,4}[:：]",
    re.IGNORECASE,
)


@dataclass
class Entry:
    """A list or a person, and the number of posts that name it."""

    name: str
    posts: int = 0
    parent: str = ""
    wp_id: int = 0


@dataclass
class Scan:
    """The contents of all files. It grows while `scan_items` reads them."""

    key: str = ""
    address: str = ""
    name: str = ""
    total: int = 0
    types: Counter[tuple[str, str]] = field(default_factory=Counter)  # by (type, status)
    terms: dict[tuple[str, str], Entry] = field(default_factory=dict)
    people: dict[str, Entry] = field(default_factory=dict)  # by login
    posts: int = 0
    bylines: int = 0  # posts whose text says who wrote it
    hours: Counter[int] = field(default_factory=Counter)
    loose_repairs: Counter[str] = field(default_factory=Counter)
    cuts: list[str] = field(default_factory=list)

    @property
    def zone(self) -> str:
        """The name of the site's time zone; "" where no post tells it."""
        hours = self.hours.most_common(1)[0][0] if self.hours else None
        if hours is None:
            return ""
        return publication.ZONES.get(hours) or f"Etc/GMT{-hours:+d}"

    @property
    def credits_accounts(self) -> bool:
        """Readers took the account for the writer, unless the newsroom's habit was to say it in the text."""
        return self.bylines * 4 <= self.posts

    @property
    def notes(self) -> list[tuple[str, str]]:
        """Kind and text of what is to be said about the files as a whole."""
        repairs = sorted(self.loose_repairs.items())
        return [("cut", text) for text in self.cuts] + [
            (f"{kind}-repaired", f"{count}×") for kind, count in repairs
        ]

    def add_head(self, head: Head, name: str) -> None:
        """Take in the head of a file of this name. Raises ExportError where it is of another site."""
        if self.key and head.key != self.key:
            raise ExportError(
                _("%(file)s is an export of %(other)s, the files before it are of %(site)s.")
                % {"file": name, "other": head.key, "site": self.key}
            )
        self.key, self.address, self.name = head.key, head.address, head.title or self.name
        for key, term in head.terms.items():
            entry = self.terms.setdefault(key, Entry(term.name))
            entry.name, entry.parent, entry.wp_id = term.name, term.parent, term.wp_id
        for login, author in head.authors.items():
            entry = self.people.setdefault(login, Entry(author.name))
            entry.name, entry.wp_id = author.name, author.wp_id

    def add(self, item: ParsedItem) -> None:
        self.total += 1
        self.types[item.type, item.status] += 1
        if item.type == "guest-author":
            self._add_guest(item)
        elif item.type == "post":
            self._add_post(item)

    def _add_post(self, item: ParsedItem) -> None:
        self.posts += 1
        self.bylines += bool(_BYLINE.search(item.content))
        if self.hours.total() <= ENOUGH:
            hours = publication.offset([(item.date, item.date_gmt)])
            if hours is not None:
                self.hours[hours] += 1
        for taxonomy, slug, name in item.terms:
            if taxonomy == "author":
                self._add_person(slug.removeprefix("cap-"), name)
            else:
                self.terms.setdefault((taxonomy, slug), Entry(name or slug)).posts += 1
        if item.creator:
            self._add_person(item.creator, item.creator)

    def _add_person(self, login: str, name: str) -> None:
        self.people.setdefault(login, Entry(name or login)).posts += 1

    def _add_guest(self, item: ParsedItem) -> None:
        """Take in a writer without an account, of the plugin Co-Authors Plus."""
        login = item.first_meta("cap-user_login").strip() or item.slug.removeprefix("cap-")
        name = item.first_meta("cap-display_name").strip() or item.title
        if login:
            self.people.setdefault(login, Entry(name)).name = name or login


def _no_step(count: int) -> None:
    """Report progress to nobody."""


def scan_items(
    sources: Iterable[Source],
    scan: Scan,
    *,
    accept_cut: bool = False,
    step: Callable[[int], None] = _no_step,
) -> Iterator[ParsedItem]:
    """Yield the items of all files; `scan` has each of them, and the head in front of it, by then.

    Raises ExportError, at the end too where there was no item; TruncatedExport unless cut files are accepted.
    `step` is called with the number of items now and then.
    """
    for source in sources:
        reader, is_first = reader_of(source), True
        try:
            for item in reader:
                if is_first:
                    scan.add_head(reader.head, source.name)
                    is_first = False
                scan.add(item)
                yield item
                if scan.total % _STEP == 0:
                    step(scan.total)
        except TruncatedExport as cut:
            if not accept_cut or not reader.head.key:
                raise
            scan.cuts.append(str(cut))
        scan.add_head(reader.head, source.name)  # lists may stand behind items
        scan.loose_repairs += reader.loose_repairs
    if not scan.total:
        raise ExportError(_("There are no items in it."))


def scan_files(
    sources: Iterable[Source], *, accept_cut: bool = False, step: Callable[[int], None] = _no_step
) -> Scan:
    """Read everything; raises as `scan_items` does."""
    scan = Scan()
    for _item in scan_items(sources, scan, accept_cut=accept_cut, step=step):
        pass
    return scan
