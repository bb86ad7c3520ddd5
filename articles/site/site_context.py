"""The frame that all pages of readers have in common.

It is made once an edition, and most of it is never asked for again.
"""

from functools import cached_property

from django.conf import settings
from django.db.models import Subquery
from django.template.loader import render_to_string
from django.utils import timezone

from articles.advertising import serving
from articles.fragments import Row
from articles.models import Article, Category, Page, Publication, Region
from articles.models.queryset import NEVER
from articles.photos import pictures
from articles.site import cache_generation, cards, measurement, offers
from articles.site.cards import Card
from articles.statements import Statement

NEWEST = 9  # stories, for what comes after a story

_newest = Statement(
    cards.COLUMNS, lambda now: Article.objects.public(at=now).newest_first()[:NEWEST], now="timestamptz"
)


class Frame:
    """Five queries. Nobody may change what it holds: all requests of an edition get the same."""

    def __init__(self):
        now = timezone.now()
        self.publication = Publication.objects.annotate(orders=serving.rows(now)).current()
        self.spaces = serving.Spaces(getattr(self.publication, "orders", ()), now)
        self._ends = {}
        self.fixed_pages = list(Page.objects.public().defer("body"))
        self.categories = _public_tree(Category.objects.order_by("order", "name"))
        self.regions = _public_tree(Region.objects.all())
        self._mastheads = {}
        self.rows = {"category": _rows(self.categories), "region": _rows(self.regions)}
        self.publication_row = Row(self.publication, self.publication.logo and Row(self.publication.logo))
        self.newest = self.cards(_newest.rows(now=now))

    def cards(self, rows):
        """Return the cards of the rows of a list, each with its category and region; no join, no query."""
        category, region = self.rows["category"].get, self.rows["region"].get
        return [Card(row, category(row.category_id), region(row.region_id)) for row in rows]

    def with_path(self, name, path):
        """Return the category of this path or the region of this slug; None where no public story is in it."""
        return self._by_path[name].get(path)

    def within(self, node):
        """Return the ids of a node and of all below it."""
        below = f"{node.path}/"
        nodes = self.categories if isinstance(node, Category) else self.regions
        return [pk for pk, other in nodes.items() if other is node or other.path.startswith(below)]

    def attach_nodes(self, articles):
        """Return the stories as a list, each with its category and region and all above them; no join, no
        query."""
        articles = list(articles)
        for article in articles:
            article.category = self.categories.get(article.category_id)
            article.region = self.regions.get(article.region_id)
        return articles

    def masthead(self, here=None):
        """Return the HTML of a page's top; `here` is what it belongs to of that: a category, "region", "regions",
        "popular" or "index"."""
        if here not in self._mastheads:
            self._mastheads[here] = render_to_string("site/_masthead.html", self.context | {"here": here})
        return self._mastheads[here]

    def ends(self, filled=serving.NOTHING, is_measured=True):
        """Return {"page_style": …, "footer": …}: what of its head and its end a page has for its advertising spaces, and
        for whoever measures. Without both it is the footer alone."""
        key = bool(filled), filled.asks, is_measured
        if key not in self._ends:
            measuring = measurement.context() if is_measured else {}
            purposes = (["iklan"] if filled.asks else []) + (measurement.purposes() if is_measured else [])
            has_script = bool(filled) or bool(purposes) or "measured_by" in measuring
            context = {"purposes": purposes, "has_script": has_script, **measuring}
            footer = self.context["footer"]
            if has_script or measuring:
                footer += render_to_string("site/_page_end.html", context)
            style = render_to_string("site/_slots_style.html") if filled or purposes else ""
            self._ends[key] = {"page_style": style, "footer": footer}
        return self._ends[key]

    def newest_cards(self, besides, most):
        """Return the newest stories as cards (HTML) without pictures, but for those with these ids."""
        return [card for pk, card in self._newest_cards.items() if pk not in besides][:most]

    @cached_property
    def _by_path(self):
        return {
            "category": {node.path: node for node in self.categories.values()},
            "region": {node.slug: node for node in self.regions.values()},
        }

    @cached_property
    def nodes_by_key(self):
        """Return {key of a name: the regions and categories that go by it}, see `offers`."""
        nodes = {}
        for region in self.regions.values():
            for key in dict.fromkeys(map(offers.key_of, region.names())):
                nodes.setdefault(key, []).append(region)
        for category in self.categories.values():
            nodes.setdefault(offers.key_of(category.name), []).append(category)
        return nodes

    @cached_property
    def places(self):
        """Return [(province or None, [(regency or city, the parts of it)])], by the names that are printed."""
        towns = {}
        for region in self.regions.values():
            top = region
            while top.parent and top.parent.kind != Region.Kind.PROVINCE:
                top = top.parent
            parts = towns.setdefault(top, [])
            if region is not top:
                parts.append(region)
        provinces = {}
        for town, parts in sorted(towns.items(), key=lambda place: _printed(place[0])):
            if town.kind == Region.Kind.PROVINCE:
                provinces.setdefault(town, [])
            else:
                provinces.setdefault(town.parent, []).append((town, sorted(parts, key=_printed)))
        return list(provinces.items())

    @cached_property
    def liveliest_towns(self):
        """Return the regencies and cities, those that were in the news last first."""
        kinds = (Region.Kind.REGENCY, Region.Kind.CITY)
        towns = [region for region in self.regions.values() if region.kind in kinds]
        return sorted(towns, key=lambda town: max(self._moments(town), default=NEVER), reverse=True)

    def _moments(self, region):
        below = (self.regions[pk].newest_at for pk in self.within(region))
        return (moment for moment in below if moment)

    @cached_property
    def _newest_cards(self):
        plain = (("level", 3), ("bare", True))
        return {card.pk: cards.html("site/_card.html", card, None, plain) for card in self.newest}

    @cached_property
    def context(self):
        """Return the variables of `base.html`, beside the masthead."""
        context = {
            "publication": self.publication,
            "fixed_pages": self.fixed_pages,
            "has_regions": bool(self.regions),
            "sections": [node for node in self.categories.values() if not node.parent_id],
            "site_url": settings.SITE_URL,
            "icon": pictures.site_icon(self.publication),
        }
        return context | {"footer": render_to_string("site/_footer.html", context)}


def _printed(region):
    return region.dateline or region.name, region.name


def _public_tree(nodes):
    """Return {id: node}, each node with its parent and the time of its own newest story, of those that hold a public
    story in themselves or below: the others have no page."""
    newest = Article.objects.public().newest_of_each(nodes.model._meta.model_name)
    tree = {node.pk: node for node in nodes.annotate(newest_at=Subquery(newest.values("published_at")[:1]))}
    public = set()
    for node in tree.values():
        node.parent = tree.get(node.parent_id)
    for node in filter(lambda node: node.newest_at, tree.values()):
        while node and node.pk not in public:
            public.add(node.pk)
            node = node.parent
    return {pk: node for pk, node in tree.items() if pk in public}


def _rows(nodes):
    """Return {id: Row} of a tree's nodes; each is compared together with all above it."""
    rows = {None: None}
    for node in sorted(nodes.values(), key=lambda node: node.path.count("/")):
        rows[node.pk] = Row(node, rows[node.parent_id])
    return rows


_current = cache_generation.once_an_edition(Frame)


def of(request):
    """Return the frame of this request's page; made once for it where no edition is kept."""
    if not hasattr(request, "frame"):
        request.frame = _current(request.edition)
    return request.frame
