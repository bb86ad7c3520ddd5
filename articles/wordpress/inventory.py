"""A closed account of the files: whatever stands in them is used, worthless for a reason, or listed.

What was found is counted by the parser, element by element; what became of it is counted from the items that the
importer works with. Both have to come to the same numbers, or something went astray on the way.
"""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from articles.wordpress.field_table import (
    COMMENTS,
    HEAD,
    ITEM,
    TAXONOMIES,
    TYPES,
    USED,
    USED_FIELDS,
    WORTHLESS_FIELDS,
)
from articles.wordpress.items import ParsedItem
from articles.wordpress.other_tables import BLOGGER_ELEMENTS, BLOGGER_HEAD, GHOST_COLUMNS, GHOST_TABLES

EXAMPLES = 5  # of each name
MOST_NAMES = 2_000  # of one kind; the rest is counted together
LONGEST_EXAMPLE = 120
KINDS = ("head", "element", "meta", "list", "comment", "type")
REST = "…"
# A part of a name that is another one each time: digests of embeds, numbers of repeated fields.
_VARYING = re.compile(r"(?<![a-z])[0-9a-f]{12,}(?![a-z])|(?<=_)\d+(?=_|$)")
_ACF_NUMBER = re.compile(r"field_\w+")
_EMPTY = re.compile(r"(?:0|false|no|off|none|null|default|\[\]|\{\}|a:0:\{\}|s:0:\"\";|\s)*", re.IGNORECASE)
_WORTHLESS_FIELD = re.compile(
    "|".join(f"(?P<r{n}>{pattern})" for n, (pattern, _why) in enumerate(WORTHLESS_FIELDS))
)


@dataclass
class Census:
    """Numbers of what the parser met in one file, by name."""

    head: Counter[str] = field(default_factory=Counter)
    elements: Counter[str] = field(default_factory=Counter)
    meta: Counter[str] = field(default_factory=Counter)
    lists: Counter[str] = field(default_factory=Counter)  # by taxonomy
    comments: Counter[str] = field(default_factory=Counter)  # by `comment_name`

    def add(self, item: ParsedItem) -> None:
        """Count what an item of another system than WordPress has of WordPress's words."""
        self.meta.update({name: len(values) for name, values in item.meta.items()})
        self.lists.update(taxonomy for taxonomy, _slug, _name in item.terms)
        if item.comments:
            self.comments["comment"] += len(item.comments)


def comment_name(comment: dict[str, str]) -> str:
    """The sort of a comment: "comment" for what readers wrote and saw."""
    kind, state = (comment.get(f"wp:comment_{part}", "").strip() for part in ("type", "approved"))
    if kind not in ("", "comment"):
        return kind[:40]
    if state not in ("1", "approve", "approved"):
        return {"0": "held"}.get(state, state or "held")[:40]
    return "comment" if comment.get("wp:comment_content", "").strip() else ""


def kept_comment(comment: dict[str, str]) -> dict[str, str] | None:
    """A comment that readers saw, as it is kept for the record; None of any other.

    Addresses of mail and of machines are left out: nobody here needs them, and they are the readers' own.
    """
    if comment_name(comment) != "comment":
        return None
    names = {"id": "id", "author": "author", "date": "date", "content": "text", "parent": "parent"}
    return {ours: comment.get(f"wp:comment_{theirs}", "").strip() for theirs, ours in names.items()}


class _FieldNames(dict[str, str]):
    """Names of custom fields without the part that is another one each time."""

    def __missing__(self, name: str) -> str:
        short = _VARYING.sub("*", name)[:100]
        if len(self) < MOST_NAMES * 10:
            self[name] = short
        return short


class _FieldReasons(dict[str, str]):
    """Reasons why fields are worthless, by their short names; "" for one that is not, "used" for one that is used."""

    def __missing__(self, name: str) -> str:
        match = None if name in USED_FIELDS else _WORTHLESS_FIELD.fullmatch(name)
        reason = USED if name in USED_FIELDS else ""
        if match and match.lastgroup:
            reason = WORTHLESS_FIELDS[int(match.lastgroup[1:])][1]
        self[name] = reason
        return reason


@dataclass
class Line:
    """Numbers of everything of one name, by what became of it."""

    total: int = 0
    used: int = 0
    worthless: int = 0
    unknown: int = 0
    reason: str = ""  # why it is worthless, or what it is used for
    examples: list[list[str]] = field(default_factory=list)  # title, address and value


@dataclass
class Inventory:
    """The account of all files of a run; it grows while they are read."""

    lines: dict[tuple[str, str], Line] = field(default_factory=dict)
    names: _FieldNames = field(default_factory=_FieldNames)
    reasons: _FieldReasons = field(default_factory=_FieldReasons)
    sizes: Counter[str] = field(default_factory=Counter)  # names of each kind

    # ---- What was found

    def add_census(self, census: Census) -> None:
        """Take in what the parser met in one file."""
        counts = {
            "head": census.head,
            "element": census.elements,
            "list": census.lists,
            "comment": census.comments,
        }
        for kind, names in counts.items():
            for name, count in names.items():
                self._line(kind, name).total += count
        for name, count in census.meta.items():
            self._line("meta", self.names[name]).total += count
        self._judge("head", HEAD | GHOST_TABLES | BLOGGER_HEAD)
        self._judge("element", ITEM | GHOST_COLUMNS | BLOGGER_ELEMENTS)
        self._judge("comment", COMMENTS, but="comment")
        self._judge("list", {"": "twice"}, only="")
        self._judge("meta", {"": "empty"}, only="")

    def _judge(self, kind: str, table: dict[str, str], *, only: str | None = None, but: str = "-") -> None:
        """Count what the items do not hold by its name alone."""
        for (line_kind, name), line in self.lines.items():
            if line_kind != kind or name == but or only not in (None, name):
                continue
            reason = table.get(name)
            line.used = line.total if reason == USED else 0
            line.unknown = line.total if reason is None else 0
            line.worthless = line.total - line.used - line.unknown
            line.reason = "" if reason in (None, USED) else str(reason)

    def _line(self, kind: str, name: str) -> Line:
        line = self.lines.get((kind, name))
        if line is None:
            if self.sizes[kind] >= MOST_NAMES:
                name = REST
            self.sizes[kind] += 1
            line = self.lines.setdefault((kind, name), Line())
        return line

    # ---- What became of it

    def add(self, item: ParsedItem, used_types: Collection[str] = ()) -> None:
        """Count everything of an item by what becomes of it; `used_types` are those that the mapping names."""
        self._add_type(item, used_types)
        if item.comments:
            self._line("comment", "comment").used += len(item.comments)
        for key, values in item.meta.items():
            name = self.names[key]
            for value in values:
                self._add_field(item, name, value)
        for taxonomy, slug, name in item.terms:
            self._add_list(item, taxonomy, slug, name)

    def _add_type(self, item: ParsedItem, used_types: Collection[str]) -> None:
        line = self._line("type", item.type)
        line.total += 1
        reason = USED if item.type in used_types else TYPES.get(item.type)
        if reason is None:
            self._list(line, item, "")
        elif reason == USED:
            line.used += 1
        else:
            line.worthless += 1
            line.reason = reason

    def _add_field(self, item: ParsedItem, name: str, value: str) -> None:
        line = self._line("meta", name)
        reason = self.reasons[name]
        if reason == USED:
            line.used += 1
        elif reason:
            line.worthless += 1
            line.reason = reason
        elif len(value) < 40 and (
            _EMPTY.fullmatch(value) or (name[:1] == "_" and _ACF_NUMBER.fullmatch(value))
        ):
            line.worthless += 1
            line.reason = line.reason or "empty"
        else:
            self._list(line, item, value)

    def _add_list(self, item: ParsedItem, taxonomy: str, slug: str, name: str) -> None:
        line = self._line("list", taxonomy)
        reason = TAXONOMIES.get(taxonomy)
        if reason is None:
            self._list(line, item, name or slug)
        elif reason == USED:
            line.used += 1
        else:
            line.worthless += 1
            line.reason = reason

    def _list(self, line: Line, item: ParsedItem, value: str) -> None:
        line.unknown += 1
        if len(line.examples) < EXAMPLES:
            line.examples.append(
                [item.title[:80], item.link, " ".join(value[:400].split())[:LONGEST_EXAMPLE]]
            )

    # ---- The end

    def check(self) -> None:
        """Make sure that nothing went astray between the file and the items."""
        for (kind, name), line in self.lines.items():
            if line.total != line.used + line.worthless + line.unknown:
                raise AssertionError(f"{kind} {name!r}: {line}")

    def data(self) -> list[dict[str, Any]]:
        """The account as plain data, what is listed first."""
        rows = [{"kind": kind, "name": name} | vars(line) for (kind, name), line in self.lines.items()]
        return sorted(
            rows, key=lambda row: (KINDS.index(row["kind"]), -row["unknown"], -row["total"], row["name"])
        )


def examine(data: list[dict[str, Any]]) -> None:
    """Make sure that a stored account is closed."""
    for row in data:
        if row["total"] != row["used"] + row["worthless"] + row["unknown"]:
            raise AssertionError(f"{row['kind']} {row['name']!r}: {row}")
