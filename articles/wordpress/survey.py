"""A first look through all files, before anything is stored: whether they can be read to their end, and what is in them."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from articles.wordpress import moments
from articles.wordpress.items import ParsedItem
from articles.wordpress.reading import Cut, Reader, Refused, Source

ENOUGH = 2_000  # posts that tell the site's time zone
# A line that says in the text who wrote it, however it is set.
_SIGNED = re.compile(
    r"\b(?:penulis|reporter|wartawan|pewarta|kontributor|editor|redaktur)\b(?:\s|&nbsp;|<[^>]{0,80}>){0,4}[:：]",
    re.IGNORECASE,
)


@dataclass
class Known:
    """A list or a person, and how many posts name it."""

    name: str
    posts: int = 0
    parent: str = ""
    wp_id: int = 0


@dataclass
class Survey:
    key: str = ""
    address: str = ""
    name: str = ""
    total: int = 0
    types: Counter = field(default_factory=Counter)  # by (type, status)
    terms: dict[tuple[str, str], Known] = field(default_factory=dict)
    people: dict[str, Known] = field(default_factory=dict)  # by login
    posts: int = 0
    signed: int = 0  # posts whose text says who wrote it
    hours: Counter = field(default_factory=Counter)
    loose_repairs: Counter = field(default_factory=Counter)
    cuts: list[str] = field(default_factory=list)

    @property
    def zone(self):
        """The name of the site's time zone; "" where no post tells it."""
        hours = self.hours.most_common(1)[0][0] if self.hours else None
        if hours is None:
            return ""
        return moments.ZONES.get(hours) or f"Etc/GMT{-hours:+d}"

    @property
    def credits_accounts(self):
        """Whether readers took the account for the writer: not where the newsroom's habit is to say it in the text."""
        return self.signed * 4 <= self.posts

    def add_head(self, head, name):
        if self.key and head.key != self.key:
            raise Refused(
                _("%(file)s is an export of %(other)s, the files before it are of %(site)s.")
                % {"file": name, "other": head.key, "site": self.key}
            )
        self.key, self.address, self.name = head.key, head.address, head.title or self.name
        for key, term in head.terms.items():
            known = self.terms.setdefault(key, Known(term.name))
            known.name, known.parent, known.wp_id = term.name, term.parent, term.wp_id
        for login, author in head.authors.items():
            known = self.people.setdefault(login, Known(author.name))
            known.name, known.wp_id = author.name, author.wp_id

    def add(self, item: ParsedItem):
        self.total += 1
        self.types[item.type, item.status] += 1
        if item.type == "guest-author":
            self._add_guest(item)
        if item.type != "post":
            return
        self.posts += 1
        self.signed += bool(_SIGNED.search(item.content))
        if (
            self.hours.total() <= ENOUGH
            and (hours := moments.offset([(item.date, item.date_gmt)])) is not None
        ):
            self.hours[hours] += 1
        for taxonomy, slug, name in item.terms:
            if taxonomy == "author":
                self._add_person(slug.removeprefix("cap-"), name)
            else:
                self.terms.setdefault((taxonomy, slug), Known(name or slug)).posts += 1
        if item.creator:
            self._add_person(item.creator, item.creator)

    def _add_person(self, login, name):
        self.people.setdefault(login, Known(name or login)).posts += 1

    def _add_guest(self, item):
        """A writer without an account, of the plugin Co-Authors Plus."""
        login = _first(item, "cap-user_login") or item.slug.removeprefix("cap-")
        name = _first(item, "cap-display_name") or item.title
        if login:
            self.people.setdefault(login, Known(name)).name = name or login


def _first(item, key):
    return (item.meta.get(key) or [""])[0].strip()


def read_through(
    sources: list[Source],
    *,
    accept_cut: bool = False,
    each: Callable[[ParsedItem], None] = lambda item: None,
    step: Callable[[int], None] = lambda count: None,
    head: Callable[[Survey], None] = lambda survey: None,
) -> Survey:
    """Reads everything; raises Refused (or Cut, unless cut files are accepted). `head` is called before the items."""
    survey = Survey()
    for source in sources:
        reader, is_first = Reader(source), True
        try:
            for item in reader:
                if is_first:
                    survey.add_head(reader.head, source.name)
                    if not survey.total:
                        head(survey)
                    is_first = False
                survey.add(item)
                each(item)
                if survey.total % 500 == 0:
                    step(survey.total)
        except Cut as cut:
            if not accept_cut or not reader.head.key:
                raise
            survey.cuts.append(str(cut))
        survey.add_head(reader.head, source.name)  # lists may stand behind items
        survey.loose_repairs += reader.loose_repairs
    if not survey.total:
        raise Refused(_("There are no items in it."))
    return survey
