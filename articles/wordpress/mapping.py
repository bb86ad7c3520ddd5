"""The newsroom's decisions about its old lists and names, as a file that a dry run proposes."""

import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from articles import region_table
from articles.filing.credit_lines import is_office
from articles.places import indonesia
from articles.wordpress import field_table
from articles.wordpress.field_table import TYPES
from articles.wordpress.scan import Entry, Scan, is_login

GOALS = ("category", "region", "tag", "ignore")
KINDS = ("post", "page", "ignore")  # what items of a plugin's type may be here
LABELS = ("", "advertorial", "sponsored", "ad", "none")
ROLES = ("drop", "keep", "writer", "reporter", "editor", "photographer", "source")
FEWEST_LINES = 2  # with a label of work, before it is one of the house's
FEWEST_STORIES = 5  # with one dateline, before its place is proposed as a region
# Of WordPress itself, and of the neutral format → the goal of each by itself
TAXONOMIES = {"category": "category", "post_tag": "tag", "region": "region"}


# Lists whose stories somebody pays for, by slug or name.
_PAID = re.compile(
    r"(?:(?:adv|adve?rtorials?|advetorial|pariwara|iklan|inforial|sponsor(?:ed)?|sponsored-posts?|branded-content|konten-bersponsor)"
    r"(?:-\d+)?\|.*|.*\|(?:adv|adve?rtorials?|advetorial|pariwara|inforial|sponsored|konten bersponsor))",
    re.IGNORECASE,
)

NO_CATEGORY = ("uncategorized", "tak-berkategori", "tanpa-kategori")
WORTHLESS_LISTS = frozenset(field_table.TAXONOMIES)


class BadMapping(Exception):
    """The file cannot be used; the message says why."""


@dataclass(frozen=True)
class TermGoal:
    goal: str
    target: str = ""  # region's name, category's path or tag's name, of one that is there already
    label: str = ""  # of its stories, where somebody pays for them; "none": for none, whatever it is called


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
    former_hosts: list[str] = field(default_factory=list)  # under which the old site answered before
    kinds: dict[str, str] = field(default_factory=dict)  # type of a plugin → STORY or PAGE
    roles: dict[str, str] = field(default_factory=dict)  # label in small letters → one of ROLES
    places: dict[str, str] = field(default_factory=dict)
    initials: dict[str, str] = field(default_factory=dict)
    regions: tuple[str, ...] = ()  # codes of the table of Indonesia's regions that are to be here
    drop: list[str] | None = None
    credit_accounts: bool | None = None  # where a text names no writer; None: by the site's habit

    def of_term(self, taxonomy: str, slug: str) -> TermGoal:
        """The goal of a list; without a word on it, a category stays one, and a tag."""
        if taxonomy == "category" and slug in NO_CATEGORY:  # WordPress's own word for none
            return self.terms.get((taxonomy, slug)) or TermGoal("ignore")
        return self.terms.get((taxonomy, slug)) or TermGoal(TAXONOMIES.get(taxonomy, "ignore"))

    def label_of(self, taxonomy: str, slug: str, name: str) -> str:
        """The commercial label of a list's stories: as decided, else by the list's name."""
        goal = self.terms.get((taxonomy, slug))
        if goal and goal.label:
            return "" if goal.label == "none" else goal.label
        return "advertorial" if taxonomy in TAXONOMIES and _PAID.fullmatch(f"{slug}|{name}") else ""

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
        former_hosts=_texts(data, "former_hosts") or [],
        kinds=_choices(data, "types", KINDS),
        roles={label.lower(): role for label, role in _choices(data, "roles", ROLES).items()},
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
    label = _text(entry, "label")
    if label not in LABELS:
        raise BadMapping(
            _("“%(slug)s” has the label “%(label)s”; possible are %(labels)s.")
            % {"slug": _text(entry, "slug"), "label": label, "labels": ", ".join(filter(None, LABELS))}
        )
    key = _text(entry, "taxonomy") or "category", _text(entry, "slug")
    return key, TermGoal(goal, _text(entry, "target"), label)


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


def _choices(data: dict[str, Any], name: str, choices: Collection[str]) -> dict[str, str]:
    """Texts by name, each one of some choices; what is to be ignored is left out."""
    texts = _text_map(data, name)
    for key, choice in texts.items():
        if choice not in choices:
            raise BadMapping(
                _("“%(key)s” under “%(name)s” is “%(choice)s”; possible are %(choices)s.")
                % {"key": key, "name": name, "choice": choice, "choices": ", ".join(choices)}
            )
    return {key: choice for key, choice in texts.items() if choice != "ignore"}


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
    scan: Scan,
    mapping: SiteMapping,
    region_of: Callable[[str], str | None],
    datelines: Mapping[str, int],
    roles: Mapping[str, int],
) -> dict[str, Any]:
    """The file for a person to edit, with a guess; what `mapping` says already stays as it is.

    `region_of` returns the region that a name means, "" for one that is here by that name; `datelines` are places
    that are no region here, with the number of stories that open with them; `roles` are labels of work that nobody
    has told of, with the number of lines.
    """
    return {
        "site": scan.key,
        "credit_accounts": scan.credits_accounts
        if mapping.credit_accounts is None
        else mapping.credit_accounts,
        "bases": mapping.bases,
        "site_names": mapping.site_names,
        "former_hosts": mapping.former_hosts,
        "places": mapping.places,
        "initials": mapping.initials,
        "roles": {label: "keep" for label, count in roles.items() if count >= FEWEST_LINES} | mapping.roles,
        "types": _proposed_kinds(scan, mapping),
        "regions": list(_proposed_regions(datelines, mapping)),
        "terms": list(_proposed_terms(scan, mapping, region_of)),
        "people": [
            {
                "login": login,
                "name": mapping.of_person(login).name or ("" if is_login(entry.name) else entry.name),
                "posts": entry.posts,
                "is_general": mapping.is_office(login, entry.name),
                "account": mapping.of_person(login).account,
            }
            for login, entry in sorted(scan.people.items(), key=_most_posts)
        ],
    } | ({"drop": mapping.drop} if mapping.drop is not None else {})


def _proposed_kinds(scan: Scan, mapping: SiteMapping) -> dict[str, str]:
    """Types of plugins with texts that readers saw: a person says what they are here."""
    kinds = {
        name for (name, status), _count in scan.types.items() if status == "publish" and name not in TYPES
    }
    return {name: mapping.kinds.get(name, "ignore") for name in sorted(kinds)}


def _proposed_regions(datelines: Mapping[str, int], mapping: SiteMapping) -> Iterator[dict[str, Any]]:
    """Regions of the table that datelines name: those of several stories are proposed to be added."""
    posts: Counter[str] = Counter({code: 0 for code in mapping.regions if code in indonesia.places()})
    for dateline, count in datelines.items():
        if place := region_table.place_named(dateline):
            posts[place.code] += count
    for code, count in sorted(posts.items(), key=lambda pair: (-pair[1], pair[0])):
        name = indonesia.places()[code].long
        yield {
            "code": code,
            "name": name,
            "posts": count,
            "add": code in mapping.regions or count >= FEWEST_STORIES,
        }


def _proposed_terms(
    scan: Scan, mapping: SiteMapping, region_of: Callable[[str], str | None]
) -> Iterator[dict[str, Any]]:
    for (taxonomy, slug), entry in sorted(scan.terms.items(), key=_most_posts):
        decision = mapping.terms.get((taxonomy, slug))
        if taxonomy not in TAXONOMIES and not decision:
            if taxonomy not in WORTHLESS_LISTS and scan.terms[taxonomy, slug].posts:
                yield _proposed_term(taxonomy, slug, entry, TermGoal("ignore"))
            continue
        goal = decision or _guess(taxonomy, slug, entry, region_of)
        label = mapping.label_of(taxonomy, slug, entry.name)
        if (
            goal.goal != "tag" or decision or label
        ):  # tags stay tags; somebody who wants it otherwise adds a line
            yield _proposed_term(taxonomy, slug, entry, replace(goal, label=goal.label or label))


def _guess(taxonomy: str, slug: str, entry: Entry, region_of: Callable[[str], str | None]) -> TermGoal:
    """The goal of a list, by its name."""
    region = region_of(entry.name) if taxonomy == "category" else None
    if region is not None:
        return TermGoal("region", region)
    is_none = taxonomy == "category" and slug in NO_CATEGORY
    return TermGoal("ignore" if is_none else TAXONOMIES[taxonomy])


def _proposed_term(taxonomy: str, slug: str, entry: Entry, goal: TermGoal) -> dict[str, Any]:
    facts = {"taxonomy": taxonomy, "slug": slug, "name": entry.name, "posts": entry.posts}
    label = {"label": goal.label} if goal.label else {}
    return facts | {"to": goal.goal, "target": goal.target} | label


def _most_posts(pair: tuple[Any, Entry]) -> tuple[int, Any]:
    key, entry = pair
    return -entry.posts, key
