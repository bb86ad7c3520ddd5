"""Plain data of filed texts: the house that takes them in, notes about them, and what they lead to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from articles.places.gazetteer import PlaceNames


@dataclass(frozen=True)
class Note:
    """A line about one text: a code such as "dateline-unsure", and what it is about."""

    kind: str
    text: str = ""


@dataclass(frozen=True)
class House:
    """A newsroom, as far as the reading of its texts needs it: the old site of an import, or this one."""

    hosts: frozenset[str]  # lower case, without "www."
    names: frozenset[str]  # of the site in its datelines, lower case: "kabaruji.com", "kabaruji"
    places: Mapping[str, str]  # gazetteer: lower-case spelling → the dateline as this newsroom prints it
    initials: Mapping[str, str]  # lower-case initials, logins and names of people → printed name
    drop_patterns: tuple[str, ...]  # regular expressions of whole paragraphs to drop, from an editable list
    offices: Mapping[str, str] = field(
        default_factory=dict
    )  # as `initials`, of accounts that are no person's
    # Labels of work that this house's footers have, in small letters: a role, or how they are treated.
    roles: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def people_and_offices(self) -> Mapping[str, str]:
        """Names that a line of credits may give; an office's in a sign-off says nothing about who wrote."""
        return {**self.offices, **self.initials}

    @cached_property
    def place_names(self) -> PlaceNames:
        return PlaceNames(self.places, self.names)


@dataclass(frozen=True)
class Target:
    """The goal of a link in a text: an address of this house, or only a title, exactly as printed."""

    address: str = ""
    title: str = ""


@dataclass(frozen=True)
class Picture:
    """A picture of a text: named by an attachment (`wp_id`), by its address, or embedded (`data`)."""

    address: str = ""
    wp_id: int = 0
    alt: str = ""
    caption: str = ""
    credit: str = ""
    data: bytes = b""
