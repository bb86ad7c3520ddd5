"""What links, titles and pictures of texts point at, by the rows that are staged; a few queries for many texts."""

import hashlib
import re
import unicodedata
from collections import defaultdict

from articles.legacy_paths import place
from articles.models import ImportedItem, LegacyPath, Page

_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\xa0": " ", "…": "..."})


def title_key(title):
    """A digest of a title that typography makes no difference to: quotation marks, dashes, spaces, capitals."""
    folded = unicodedata.normalize("NFKC", title.translate(_QUOTES)).casefold()
    folded = re.sub(r"\s+", " ", folded).strip().removesuffix(".")
    return hashlib.md5(folded.encode(), usedforsecurity=False).hexdigest() if folded else ""


class Resolver:
    """Knows all that the targets of some texts name. `address` and `title` return an article id, a path, or None."""

    def __init__(self, site, hosts, targets):
        self.site, self.hosts = site, hosts
        self.places = {target.address: place(target.address, hosts) for target in targets if target.address}
        keys = {key for found in self.places.values() if found for key in found.keys}
        self.by_key, self.by_title = self._stories(keys), defaultdict(set)
        titles = {title_key(target.title) for target in targets if target.title} - {""}
        if titles:
            rows = ImportedItem.objects.filter(site=site, type="post", title_key__in=titles)
            for key, pk, status in rows.values_list("title_key", "article_id", "parsed__status"):
                if pk and status != "trash":
                    self.by_title[key].add(pk)

    def _stories(self, keys):
        ids = {int(key[4:]) for key in keys if key.startswith("/?p=")}
        paths = {key for key in keys if not key.startswith("/?")}
        found, parents = {}, {}
        items = ImportedItem.objects.filter(site=self.site)
        columns = ("wp_id", "path", "type", "article_id", "parsed__parent", "parsed__status")
        for wp_id, path, kind, pk, parent, status in (
            *(items.filter(wp_id__in=ids).values_list(*columns) if ids else ()),
            *(items.filter(path__in=paths).exclude(path="").values_list(*columns) if paths else ()),
        ):
            names = {f"/?p={wp_id}", *([path] if path else [])} & keys
            if kind == "attachment" and parent:
                parents |= dict.fromkeys(names, parent)
            elif pk and status != "trash":
                found |= dict.fromkeys(names, pk)
        if parents:
            above = dict(items.filter(wp_id__in=set(parents.values())).values_list("wp_id", "article_id"))
            found |= {name: above[parent] for name, parent in parents.items() if above.get(parent)}
        missing = paths - found.keys()
        if missing:
            older = items.filter(old_paths__overlap=list(missing), article__isnull=False)
            for old_paths, pk in older.values_list("old_paths", "article_id"):
                for path in missing.intersection(old_paths):
                    found.setdefault(path, pk)
        missing = (keys - found.keys()) - {f"/?p={wp_id}" for wp_id in ids}
        if missing:
            lists = LegacyPath.objects.filter(path__in=missing, article=None)
            for row in lists.select_related("category", "region", "tag", "person"):
                found[row.path] = row.target.get_absolute_url()
            slugs = [path.strip("/") for path in missing - found.keys()]
            for page in Page.objects.public().filter(slug__in=slugs):
                found[f"/{page.slug}/"] = page.get_absolute_url()
        return found

    def target(self, target, own):
        """What a target names, for the story of this number: never itself by its title."""
        if target.address:
            found = self.places.get(target.address)
            return (
                next((self.by_key[key] for key in found.keys if key in self.by_key), None) if found else None
            )
        ids = self.by_title.get(title_key(target.title), set()) - {own}
        return ids.copy().pop() if len(ids) == 1 else None
