"""A first reading of all files: whether they can be read to their end, and what is in them."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from articles.wordpress import publication
from articles.wordpress.errors import ExportError, TruncatedExport
from articles.wordpress.export_file import Source
from articles.wordpress.inventory import Inventory
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
    email: str = ""


@dataclass
class Scan:
    """The contents of all files. It grows while `scan_items` reads them."""

    kinds: Mapping[str, str] = field(
        default_factory=dict
    )  # types of plugins → what the mapping makes of them
    inventory: Inventory = field(default_factory=Inventory)
    undeclared: set[str] = field(default_factory=set)  # prefixes
    key: str = ""
    address: str = ""
    name: str = ""
    total: int = 0
    types: Counter[tuple[str, str]] = field(default_factory=Counter)  # by (type, status)
    terms: dict[tuple[str, str], Entry] = field(default_factory=dict)
    people: dict[str, Entry] = field(default_factory=dict)  # by login
    co_authors: Counter[tuple[str, str]] = field(
        default_factory=Counter
    )  # slug and text of a post's list "author"
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
        prefixes = [("prefix-repaired", ", ".join(sorted(self.undeclared)))] if self.undeclared else []
        return [
            *(("cut", text) for text in self.cuts),
            *((f"{kind}-repaired", f"{count}×") for kind, count in repairs),
            *prefixes,
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
            entry.name, entry.wp_id, entry.email = author.name, author.wp_id, author.email

    def add(self, item: ParsedItem) -> None:
        self.total += 1
        self.types[item.type, item.status] += 1
        self.inventory.add(item, self.kinds)
        item = of_kind(item, self.kinds)
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
                self.co_authors[slug, name] += 1
            else:
                self.terms.setdefault((taxonomy, slug), Entry(name or slug)).posts += 1
        if item.creator:
            self._add_person(item.creator, item.creator)

    def _add_person(self, login: str, name: str) -> None:
        self.people.setdefault(login, Entry(name or login)).posts += 1

    def name_co_authors(self) -> None:
        """Count the posts of co-authors, now that everybody was read whom they may be."""
        logins = Logins(self.people)
        for (slug, name), posts in self.co_authors.items():
            login = logins.of_list(slug, name)
            if login:
                self.people[login].posts += posts
            else:
                self.people[slug.removeprefix("cap-")] = Entry(name or slug, posts)
        self.co_authors.clear()

    def _add_guest(self, item: ParsedItem) -> None:
        """Take in a writer without an account, of the plugin Co-Authors Plus."""
        login = item.first_meta("cap-user_login").strip() or item.slug.removeprefix("cap-")
        name = item.first_meta("cap-display_name").strip() or item.title
        if login:
            self.people.setdefault(login, Entry(name)).name = name or login


class Logins:
    """Logins by what a post's list "author" says: the login itself, or the form that WordPress gives it in addresses."""

    def __init__(self, logins: Iterable[str]):
        logins = list(logins)
        self.by_spelling = {nicename(login): login for login in logins} | {login: login for login in logins}

    def of_list(self, slug: str, name: str) -> str:
        """The login of a list; "" for somebody who is not in the export."""
        spellings = (name, slug, slug.removeprefix("cap-"), nicename(name))
        return next(
            (self.by_spelling[spelling] for spelling in spellings if spelling in self.by_spelling), ""
        )


def nicename(login: str) -> str:
    """A login in an address: "budi.s@surat.example" is "budi-ssurat-example" there."""
    return re.sub(r"-+", "-", re.sub(r"[^a-z0-9_-]", "", re.sub(r"[.\s/]+", "-", login.lower()))).strip("-")


def is_login(name: str) -> bool:
    """Tell whether what stands for somebody's name is a login or an address of mail: nobody's byline."""
    return "@" in name or (name == name.lower() and " " not in name.strip())


def of_kind(item: ParsedItem, kinds: Mapping[str, str]) -> ParsedItem:
    """The item as what the mapping says that its type is here: a story or a page."""
    kind = kinds.get(item.type)
    return replace(item, type=kind) if kind else item


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
                if reader.counts_items:
                    reader.census.add(item)
                yield item
                if scan.total % _STEP == 0:
                    step(scan.total)
        except TruncatedExport as cut:
            if not accept_cut or not reader.head.key:
                raise
            scan.cuts.append(str(cut))
        scan.add_head(reader.head, source.name)  # lists may stand behind items
        scan.loose_repairs += reader.loose_repairs
        scan.undeclared |= reader.undeclared
        scan.inventory.add_census(reader.census)
    if not scan.total:
        raise ExportError(_("There are no items in it."))


def scan_files(
    sources: Iterable[Source],
    *,
    kinds: Mapping[str, str] | None = None,
    accept_cut: bool = False,
    step: Callable[[int], None] = _no_step,
) -> Scan:
    """Read everything; raises as `scan_items` does. `kinds` say what types of plugins are here."""
    scan = Scan(kinds=kinds or {})
    for _item in scan_items(sources, scan, accept_cut=accept_cut, step=step):
        pass
    scan.inventory.check()
    scan.name_co_authors()
    return scan
