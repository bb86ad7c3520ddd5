"""What a newsroom decides about its old lists and names: a JSON file that a dry run proposes and a person edits."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

GOALS = ("category", "region", "tag", "ignore")
TAXONOMIES = {"category": "category", "post_tag": "tag"}  # of WordPress itself → what each becomes by itself
_GENERAL = re.compile(
    r"(?:wp-?|web|super)?(?:admin(?:istrator)?|master)|redaksi|redaktur|editor|newsroom|tim|team|user|root|kontributor",
    re.IGNORECASE,
)


class BadMapping(Exception):
    """The file cannot be used; the message says why."""


@dataclass(frozen=True)
class TermGoal:
    goal: str
    target: str = (
        ""  # the name of a region, the path of a category or the name of a tag that is there already
    )


@dataclass(frozen=True)
class PersonGoal:
    name: str = ""  # as it is printed here
    account: str = ""  # user name of somebody who works here
    is_general: bool | None = None  # an office: it writes nothing itself


@dataclass
class Mapping:
    terms: dict[tuple[str, str], TermGoal] = field(default_factory=dict)
    people: dict[str, PersonGoal] = field(default_factory=dict)
    bases: dict[str, str] = field(
        default_factory=lambda: {"category": "category", "tag": "tag", "author": "author"}
    )
    site_names: list[str] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    initials: dict[str, str] = field(default_factory=dict)
    drop: list[str] | None = None
    credit_accounts: bool | None = None  # where a text names no writer; None: by the site's habit

    def of_term(self, taxonomy, slug):
        """What becomes of a list; without a word on it, a category stays one, and a tag."""
        return self.terms.get((taxonomy, slug)) or TermGoal(TAXONOMIES.get(taxonomy, "ignore"))

    def of_person(self, login):
        return self.people.get(login) or PersonGoal()


def is_general(login, name):
    """Whether a login is that of an office, by its name."""
    words = re.split(r"[\W_\d]+", f"{login} {name}")
    return bool(_GENERAL.fullmatch(login) or _GENERAL.fullmatch(next(filter(None, words), "")))


def load(path):
    """The mapping that a file holds, and it as plain data. Raises BadMapping."""
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise BadMapping(f"{path}: {error}") from error
    return parse(data), data


def parse(data):
    if not isinstance(data, dict):
        raise BadMapping(_("The mapping is no JSON object."))
    mapping = Mapping()
    for entry in _entries(data, "terms"):
        goal = _text(entry, "to")
        if goal not in GOALS:
            raise BadMapping(
                _("“%(slug)s” goes to “%(goal)s”; possible are %(goals)s.")
                % {"slug": _text(entry, "slug"), "goal": goal, "goals": ", ".join(GOALS)}
            )
        key = _text(entry, "taxonomy") or "category", _text(entry, "slug")
        mapping.terms[key] = TermGoal(goal, _text(entry, "target"))
    for entry in _entries(data, "people"):
        general = entry.get("is_general")
        mapping.people[_text(entry, "login")] = PersonGoal(
            _text(entry, "name"), _text(entry, "account"), general if isinstance(general, bool) else None
        )
    for name in ("bases", "places", "initials"):
        value = data.get(name, {})
        if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
            raise BadMapping(_("“%(name)s” in the mapping maps texts to texts.") % {"name": name})
        getattr(mapping, name).update(value)
    mapping.site_names = _texts(data, "site_names") or []
    mapping.drop = _texts(data, "drop")
    mapping.credit_accounts = data.get("credit_accounts")
    if mapping.credit_accounts not in (None, True, False):
        raise BadMapping(_("“credit_accounts” in the mapping is true or false."))
    for pattern in mapping.drop or []:
        try:
            re.compile(pattern)
        except re.error as error:
            raise BadMapping(f"“{pattern}”: {error}") from error
    return mapping


def _entries(data, name):
    entries = data.get(name, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise BadMapping(_("“%(name)s” in the mapping is no list of objects.") % {"name": name})
    return entries


def _texts(data, name):
    value = data.get(name)
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise BadMapping(_("“%(name)s” in the mapping is no list of texts.") % {"name": name})
    return value


def _text(entry, name):
    value = entry.get(name, "")
    if not isinstance(value, str):
        raise BadMapping(
            _("“%(name)s” in the mapping is no text: %(value)s") % {"name": name, "value": value}
        )
    return value.strip()


def proposal(survey, is_region):
    """The file for a person to edit, with a guess: `is_region(name)` tells whether a name is that of a region."""
    terms = []
    for (taxonomy, slug), known in sorted(survey.terms.items(), key=lambda pair: (-pair[1].posts, pair[0])):
        if taxonomy not in TAXONOMIES:
            continue
        goal = TAXONOMIES[taxonomy]
        if taxonomy == "category" and is_region(known.name):
            goal = "region"
        elif taxonomy == "category" and slug in ("uncategorized", "tak-berkategori", "tanpa-kategori"):
            goal = "ignore"
        if goal != "tag":  # tags stay tags; somebody who wants it otherwise adds a line
            terms.append(
                {
                    "taxonomy": taxonomy,
                    "slug": slug,
                    "name": known.name,
                    "posts": known.posts,
                    "to": goal,
                    "target": "",
                }
            )
    people = [
        {
            "login": login,
            "name": known.name,
            "posts": known.posts,
            "is_general": is_general(login, known.name),
            "account": "",
        }
        for login, known in sorted(survey.people.items(), key=lambda pair: (-pair[1].posts, pair[0]))
    ]
    return {
        "site": survey.key,
        "credit_accounts": survey.credits_accounts,
        "bases": Mapping().bases,
        "site_names": [],
        "places": {},
        "initials": {},
        "terms": terms,
        "people": people,
    }
