"""The goals of links and titles of texts, by the rows that are staged; a few queries for many texts."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable

from articles.filing.items import Target
from articles.filing.words import plain_title
from articles.legacy_paths import place
from articles.models import ImportedItem, LegacyPath, OldSite, Page


def title_key(title: str) -> str:
    """A digest of a title without its typography: quotation marks, dashes, spaces, capitals."""
    text = plain_title(title)
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest() if text else ""


class Resolver:
    """Looks up the targets of some texts, all at once; `resolve` answers for one of them."""

    def __init__(self, site: OldSite, hosts: Collection[str], targets: Iterable[Target]):
        self.site = site
        targets = list(targets)
        self.places = {target.address: place(target.address, hosts) for target in targets if target.address}
        self.by_key = self._by_key({key for goal in self.places.values() if goal for key in goal.keys})
        self.by_title = self._by_title({title_key(target.title) for target in targets} - {""})

    def resolve(self, target: Target, own: int | None) -> int | str | None:
        """The story that a target names, or the address of a list or page; None where nothing answers.

        A story, `own`, is never meant by its own title.
        """
        if target.address:
            goal = self.places.get(target.address)
            return next((self.by_key[key] for key in goal.keys if key in self.by_key), None) if goal else None
        ids = self.by_title.get(title_key(target.title), set()) - {own}
        return ids.pop() if len(ids) == 1 else None

    def _by_title(self, titles: set[str]) -> dict[str, set[int | None]]:
        stories: dict[str, set[int | None]] = defaultdict(set)
        if titles:
            rows = ImportedItem.objects.filter(site=self.site, type="post", title_key__in=titles)
            for key, pk, status in rows.values_list("title_key", "article_id", "parsed__status"):
                if pk and status != "trash":
                    stories[key].add(pk)
        return stories

    def _by_key(self, keys: set[str]) -> dict[str, int | str]:
        """Goals of addresses: a story first, then one that had the address before, then lists and pages."""
        ids = {int(key[4:]) for key in keys if key.startswith("/?p=")}
        paths = {key for key in keys if not key.startswith("/?")}
        goals: dict[str, int | str] = {}
        goals |= self._stories(keys, ids, paths)
        if missing := paths - goals.keys():
            goals |= self._stories_before(missing)
        if missing := (keys - goals.keys()) - {f"/?p={wp_id}" for wp_id in ids}:
            goals |= _lists(missing)
            goals |= _pages(missing - goals.keys())
        return goals

    def _stories(self, keys: set[str], ids: set[int], paths: set[str]) -> dict[str, int]:
        """Stories by their numbers and permalinks; the page of a picture leads to its story."""
        stories: dict[str, int] = {}
        parents: dict[str, int] = {}
        items = ImportedItem.objects.filter(site=self.site)
        columns = ("wp_id", "path", "type", "article_id", "parsed__parent", "parsed__status")
        for wp_id, path, kind, pk, parent, status in (
            *(items.filter(wp_id__in=ids).values_list(*columns) if ids else ()),
            *(items.filter(path__in=paths).exclude(path="").values_list(*columns) if paths else ()),
        ):
            names = {f"/?p={wp_id}", path} & keys
            if kind == "attachment" and parent:
                parents |= dict.fromkeys(names, parent)
            elif pk and status != "trash":
                stories |= dict.fromkeys(names, pk)
        if parents:
            rows = items.filter(wp_id__in=set(parents.values()))
            above = dict(rows.values_list("wp_id", "article_id"))
            stories |= {name: pk for name, parent in parents.items() if (pk := above.get(parent))}
        return stories

    def _stories_before(self, paths: set[str]) -> dict[str, int]:
        """Stories that answered at these paths before their slug or day was changed."""
        stories: dict[str, int] = {}
        items = ImportedItem.objects.filter(site=self.site)
        rows = items.filter(old_paths__overlap=list(paths), article__isnull=False)
        for old_paths, pk in rows.values_list("old_paths", "article_id"):
            for path in paths.intersection(old_paths):
                stories.setdefault(path, pk)
        return stories


def _lists(keys: set[str]) -> dict[str, str]:
    rows = LegacyPath.objects.filter(path__in=keys, article=None)
    return {
        row.path: row.target.get_absolute_url()
        for row in rows.select_related("category", "region", "tag", "person")
    }


def _pages(keys: set[str]) -> dict[str, str]:
    pages = Page.objects.public().filter(slug__in=[key.strip("/") for key in keys])
    return {f"/{page.slug}/": page.get_absolute_url() for page in pages}
