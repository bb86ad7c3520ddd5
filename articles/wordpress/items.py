"""What an export file holds and what becomes of a post's text, as plain data. No ORM here."""

from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Note:
    """A line of the report about one post. `kind` is a code such as "dateline-unsure"; `text` what it is about."""

    kind: str
    text: str = ""


@dataclass
class ParsedItem:
    """One `<item>`. Texts as the editor wrote them, repaired and unescaped where that is certain (`notes` tell)."""

    wp_id: int
    type: str  # "post", "page", "attachment", …
    status: str  # WordPress's own word
    title: str  # plain text
    slug: str
    link: str  # the permalink as exported
    guid: str
    creator: str  # login
    content: str  # the raw editor text
    excerpt: str
    date: str  # post_date, local time, as exported
    date_gmt: str
    modified: str
    modified_gmt: str
    pub_date: str
    parent: int
    password: str
    is_sticky: bool
    attachment_url: str
    terms: list[tuple[str, str, str]] = field(default_factory=list)  # (taxonomy, slug, name), in order
    meta: dict[str, list[str]] = field(default_factory=dict)
    attached: list[int] = field(
        default_factory=list
    )  # pictures uploaded to it: what a gallery without numbers shows
    notes: list[Note] = field(default_factory=list)
    line: int = 0  # where it begins in the file


@dataclass(frozen=True)
class Site:
    """What the conversion has to know of the old site and of the newsroom."""

    hosts: frozenset[str]  # lower case, without "www."
    names: frozenset[
        str
    ]  # how the site writes its own name in datelines, lower case: "kabaruji.com", "kabaruji"
    places: dict[str, str]  # gazetteer: lower-case spelling → the dateline as this newsroom prints it
    initials: dict[str, str]  # lower-case initials, logins and names of people → printed name
    dropped: tuple[str, ...]  # regular expressions of whole paragraphs to drop, from an editable list
    offices: dict[str, str] = field(default_factory=dict)  # the same of accounts that are no person's

    @cached_property
    def known(self) -> dict[str, str]:
        """Whom a line of credits may name. An office's login in a sign-off says nothing of who wrote."""
        return self.offices | self.initials


@dataclass(frozen=True)
class Target:
    """What a link of a text points at: an address of the old site, or only a title, exactly as printed."""

    address: str = ""
    title: str = ""


@dataclass(frozen=True)
class Picture:
    """A picture of a text. `wp_id` where the markup names the attachment; `data` for one that lies in the text."""

    address: str = ""
    wp_id: int = 0
    alt: str = ""
    caption: str = ""
    credit: str = ""
    data: bytes = b""


@dataclass
class Converted:
    """A post's text as data. Links and pictures wait in it as numbered references, until `lifting.settle` is told
    what the other rows of the import are."""

    html: str = ""  # not canonical yet
    dateline: str = ""
    sign_off: str = ""
    credits: list[tuple[str, str]] = field(
        default_factory=list
    )  # (Credit.Role value, name as printed), in order
    standfirst: str = ""
    targets: list[Target] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    related: list[int] = field(default_factory=list)  # numbers of `targets` that go to the end list, in order
    notes: list[Note] = field(default_factory=list)


@dataclass
class Settled:
    """A post's text, ready to be stored."""

    body: str = ""  # canonical, see articles/text/body.py
    related: list[int] = field(default_factory=list)  # article ids
    notes: list[Note] = field(default_factory=list)
