"""The newsroom's decisions about its old lists and names, as a file that a dry run proposes."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from articles import region_table
from articles.filing.credit_lines import is_office
from articles.places import indonesia
from articles.wordpress.scan import Entry, Scan

GOALS = ("category", "region", "tag", "ignore")
FEWEST_STORIES = 5  # with one dateline, before its place is proposed as a region
# Of WordPress itself, and of the neutral format → the goal of each by itself
TAXONOMIES = {"category": "category", "post_tag": "tag", "region": "region"}


class BadMapping(Exception):
    """The file cannot be used; the message says why."""


@dataclass(frozen=True)
class TermGoal:
    goal: str
    target: str = ""  # region's name, category's path or tag's name, of one that is there already


@dataclass(frozen=True)
class PersonGoal:
    name: str = ""  # as it is printed here
    account: str = ""  # user name of somebody who works here
    is_general: bool | None = None  # an office: it writes nothing itself


@dataclass(frozen=True)
class SiteMapping:
    terms: dict[tuple[str, str], TermGoal] = field(default_factory=dict)  # by (taxonomy, slug)
    people: dict[str, PersonGoal] = field(default_factory=dict)  # by login
    bases: dict[str, str] = field(
        default_factory=lambda: {"category": "category", "tag": "tag", "author": "author"}
    )
    site_names: list[str] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    initials: dict[str, str] = field(default_factory=dict)
    regions: tuple[str, ...] = ()  # codes of the table of Indonesia's regions that are to be here
    drop: list[str] | None = None
    credit_accounts: bool | None = None  # where a text names no writer; None: by the site's habit

    def of_term(self, taxonomy: str, slug: str) -> TermGoal:
        """The goal of a list; without a word on it, a category stays one, and a tag."""
        return self.terms.get((taxonomy, slug)) or TermGoal(TAXONOMIES.get(taxonomy, "ignore"))

    def of_person(self, login: str) -> PersonGoal:
        return self.people.get(login) or PersonGoal()

    def base_of(self, taxonomy: str) -> str | None:
        """The first part of the addresses of a taxonomy's lists; None where it has no pages."""
        return self.bases.get("tag" if taxonomy == "post_tag" else taxonomy)

    def is_office(self, login: str, name: str) -> bool:
        """Tell whether an account is an office's: as decided, else by its name."""
        decision = self.of_person(login).is_general
        return is_office(login, name) if decision is None else decision


def load(path: str | Path) -> tuple[SiteMapping, dict[str, Any]]:
    """The mapping that a file holds, and it as plain data. Raises BadMapping."""
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise BadMapping(f"{path}: {error}") from error
    return parse(data), data


def parse(data: Any) -> SiteMapping:
    """The mapping that plain data holds. Raises BadMapping."""
    if not isinstance(data, dict):
        raise BadMapping(_("The mapping is no JSON object."))
    return SiteMapping(
        terms=dict(map(_term, _entries(data, "terms"))),
        people=dict(map(_person, _entries(data, "people"))),
        bases=SiteMapping().bases | _text_map(data, "bases"),
        places=_text_map(data, "places"),
        initials=_text_map(data, "initials"),
        regions=tuple(
            _text(entry, "code") for entry in _entries(data, "regions") if entry.get("add") is True
        ),
        site_names=_texts(data, "site_names") or [],
        drop=_patterns(data, "drop"),
        credit_accounts=_flag(data, "credit_accounts"),
    )


def _term(entry: dict[str, Any]) -> tuple[tuple[str, str], TermGoal]:
    goal = _text(entry, "to")
    if goal not in GOALS:
        raise BadMapping(
            _("“%(slug)s” goes to “%(goal)s”; possible are %(goals)s.")
            % {"slug": _text(entry, "slug"), "goal": goal, "goals": ", ".join(GOALS)}
        )
    key = _text(entry, "taxonomy") or "category", _text(entry, "slug")
    return key, TermGoal(goal, _text(entry, "target"))


def _person(entry: dict[str, Any]) -> tuple[str, PersonGoal]:
    general = entry.get("is_general")
    is_office = general if isinstance(general, bool) else None
    return _text(entry, "login"), PersonGoal(_text(entry, "name"), _text(entry, "account"), is_office)


def _entries(data: dict[str, Any], name: str) -> list[dict[str, Any]]:
    entries = data.get(name, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise BadMapping(_("“%(name)s” in the mapping is no list of objects.") % {"name": name})
    return entries


def _text_map(data: dict[str, Any], name: str) -> dict[str, str]:
    texts = data.get(name, {})
    if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()):
        raise BadMapping(_("“%(name)s” in the mapping maps texts to texts.") % {"name": name})
    return texts


def _texts(data: dict[str, Any], name: str) -> list[str] | None:
    texts = data.get(name)
    if texts is None:
        return None
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise BadMapping(_("“%(name)s” in the mapping is no list of texts.") % {"name": name})
    return texts


def _patterns(data: dict[str, Any], name: str) -> list[str] | None:
    patterns = _texts(data, name)
    for pattern in patterns or []:
        try:
            re.compile(pattern)
        except re.error as error:
            raise BadMapping(f"“{pattern}”: {error}") from error
    return patterns


def _flag(data: dict[str, Any], name: str) -> bool | None:
    flag = data.get(name)
    if flag not in (None, True, False):
        raise BadMapping(_("“credit_accounts” in the mapping is true or false."))
    return flag


def _text(entry: dict[str, Any], name: str) -> str:
    text = entry.get(name, "")
    if not isinstance(text, str):
        raise BadMapping(_("“%(name)s” in the mapping is no text: %(value)s") % {"name": name, "value": text})
    return text.strip()


def proposal(
    scan: Scan, region_of: Callable[[str], str | None], datelines: Mapping[str, int]
) -> dict[str, Any]:
    """The file for a person to edit, with a guess.

    `region_of` returns the region that a name means, "" for one that is here by that name; `datelines` are places
    that are no region here, with the number of stories that open with them.
    """
    return {
        "site": scan.key,
        "credit_accounts": scan.credits_accounts,
        "bases": SiteMapping().bases,
        "site_names": [],
        "places": {},
        "initials": {},
        "regions": list(_proposed_regions(datelines)),
        "terms": list(_proposed_terms(scan, region_of)),
        "people": [
            {
                "login": login,
                "name": entry.name,
                "posts": entry.posts,
                "is_general": is_office(login, entry.name),
                "account": "",
            }
            for login, entry in sorted(scan.people.items(), key=_most_posts)
        ],
    }


def _proposed_regions(datelines: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """Regions of the table that datelines name: those of several stories are proposed to be added."""
    posts: Counter[str] = Counter()
    for dateline, count in datelines.items():
        if place := region_table.place_named(dateline):
            posts[place.code] += count
    for code, count in sorted(posts.items(), key=lambda pair: (-pair[1], pair[0])):
        name = indonesia.places()[code].long
        yield {"code": code, "name": name, "posts": count, "add": count >= FEWEST_STORIES}


def _proposed_terms(scan: Scan, region_of: Callable[[str], str | None]) -> Iterator[dict[str, Any]]:
    for (taxonomy, slug), entry in sorted(scan.terms.items(), key=_most_posts):
        if taxonomy not in TAXONOMIES:
            continue
        goal, target = TAXONOMIES[taxonomy], ""
        region = region_of(entry.name) if taxonomy == "category" else None
        if region is not None:
            goal, target = "region", region
        elif taxonomy == "category" and slug in ("uncategorized", "tak-berkategori", "tanpa-kategori"):
            goal = "ignore"
        if goal != "tag":  # tags stay tags; somebody who wants it otherwise adds a line
            yield {
                "taxonomy": taxonomy,
                "slug": slug,
                "name": entry.name,
                "posts": entry.posts,
                "to": goal,
                "target": target,
            }


def _most_posts(pair: tuple[Any, Entry]) -> tuple[int, Any]:
    key, entry = pair
    return -entry.posts, key
