"""Menus of the old site as people read them: what its readers found at the top, for whoever makes the sections here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from articles.models import ImportedItem, ImportRun

MOST_ENTRIES = 500


@dataclass
class Entry:
    """A line of a menu."""

    menu: str
    depth: int
    label: str
    goal: str  # what it leads to, or its address


def menus_of(run: ImportRun) -> list[Entry]:
    """The menus that a run found, each in its order, entries below their parents."""
    rows = run.items.filter(type="nav_menu_item").order_by("wp_id")
    items = [
        parsed | {"wp_id": wp_id} for wp_id, parsed in rows.values_list("wp_id", "parsed")[:MOST_ENTRIES]
    ]
    names = _names(run, items)
    entries: list[Entry] = []
    for menu in dict.fromkeys(_menu_of(item) for item in items):
        own = sorted(
            (item for item in items if _menu_of(item) == menu), key=lambda item: item.get("menu_order", 0)
        )
        entries += _below(menu, own, "0", 0, names)
    return entries


def _menu_of(item: dict[str, Any]) -> str:
    return next((name or slug for taxonomy, slug, name in item["terms"] if taxonomy == "nav_menu"), "")


def _meta(item: dict[str, Any], name: str) -> str:
    return str((item["meta"].get(f"_menu_item_{name}") or [""])[0])


def _below(
    menu: str, items: Iterable[dict[str, Any]], parent: str, depth: int, names: dict[tuple[str, str], str]
) -> Iterator[Entry]:
    """Entries below one; what lies below an entry that is not there stands at the top."""
    items = list(items)
    numbers = {str(item["wp_id"]) for item in items}
    for item in items:
        above = _meta(item, "menu_item_parent") or "0"
        if above != parent and not (parent == "0" and above not in numbers):
            continue
        goal = names.get((_meta(item, "type"), _meta(item, "object_id")), "") or _meta(item, "url")
        yield Entry(menu, depth, item["title"] or goal, goal)
        if depth < 5:
            yield from _below(menu, items, str(item["wp_id"]), depth + 1, names)


def _names(run: ImportRun, items: list[dict[str, Any]]) -> dict[tuple[str, str], str]:
    """Names of what entries lead to, by their type and number."""
    numbers = {number for item in items if (number := _meta(item, "object_id")).isdigit()}
    names: dict[tuple[str, str], str] = {}
    for term in run.site.terms.filter(wp_id__in=numbers).select_related("category", "region", "tag"):
        names["taxonomy", str(term.wp_id)] = str(term.target or term.slug)
    rows = ImportedItem.objects.filter(site=run.site, wp_id__in=numbers)
    for wp_id, title in rows.values_list("wp_id", "parsed__title"):
        names["post_type", str(wp_id)] = title
    return names
