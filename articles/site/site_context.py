"""The frame that all pages of readers have in common.

It is made once an edition, and most of it is never asked for again.
"""

from datetime import timedelta
from functools import cached_property
from typing import NamedTuple

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.template.loader import render_to_string
from django.utils import timezone

from articles.advertising import serving
from articles.fragments import Row, hole
from articles.models import Article, Category, Page, Publication, Region, ViewCount
from articles.photos import pictures
from articles.site import cache_generation, cards, measurement, offers
from articles.site.cards import Card
from articles.statements import EPOCH, Statement

NEWEST, POPULAR = 14, 8  # stories, for what stands beside a story
OF_REGION = 5  # newest stories of each region
TOWNS = 8  # that the masthead names, those in the news last
TOWN_KINDS = (Region.Kind.REGENCY, Region.Kind.CITY)
DAY = timedelta(hours=24)
BESIDE = 5  # stories in each list there
MARK = hole("here")


def _newest_and_most_read(now, since):
    public, ranking = Article.objects.public(at=now), ViewCount.objects.ranking(since)
    newest = public.newest_first().values("pk")[:NEWEST]
    own = ranking.filter(article=OuterRef("pk")).order_by().values("total")
    stories = public.filter(pk__in=newest.union(ranking.values("article_id")[:POPULAR]))
    return stories.annotate(views=Subquery(own[:1])).newest_first()


_beside = Statement((*cards.COLUMNS, "views"), _newest_and_most_read, now="timestamptz", since="timestamptz")


class Latest(NamedTuple):
    """A story of a region: its moment, in seconds since 1970, and its id."""

    moment: float
    pk: int


class Frame:
    """Five queries. Nobody may change what it holds: all requests of an edition get the same."""

    def __init__(self):
        now = timezone.now()
        self.publication = Publication.objects.annotate(orders=serving.rows(now)).current()
        self.spaces = serving.Spaces(getattr(self.publication, "orders", ()), now)
        self._ends = {}
        self.fixed_pages = list(Page.objects.public().defer("body"))
        self.fixed_rows = tuple(map(Row, self.fixed_pages))
        self.categories = _public_tree(Category.objects.order_by("order", "name"))
        self.regions = _public_tree(Region.objects.all(), OF_REGION)
        self._mastheads, self._around = {}, {}
        self.surroundings = {}  # of regions, see region_pages.py
        self.rows = {"category": _rows(self.categories), "region": _rows(self.regions)}
        self.publication_row = Row(self.publication, self.publication.logo and Row(self.publication.logo))
        rows = _beside.rows(now=now, since=now - DAY)
        views = {row.id: row.views or 0 for row in rows}
        # Without their views, which change while what is printed does not.
        beside = self.cards(cards.of_ids.row_class._make(row[:-1]) for row in rows)
        self.newest = beside[:NEWEST]
        most_read = sorted(beside, key=lambda card: views[card.pk], reverse=True)
        self.popular = [card for card in most_read if views[card.pk]][:POPULAR]

    def cards(self, rows):
        """Return the cards of the rows of a list, each with its category and region; no join, no query."""
        category, region = self.rows["category"].get, self.rows["region"].get
        return [Card(row, category(row.category_id), region(row.region_id)) for row in rows]

    def cards_of(self, ids):
        """Return {id: card} of those of these stories that readers may see now; no query for none."""
        rows = cards.of_ids.rows(ids=list(ids), now=timezone.now()) if ids else ()
        return {card.pk: card for card in self.cards(rows)}

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
        """Return the HTML of a page's top; `here` is what it belongs to of that: a category, "home", "region",
        "regions", "popular" or "index"."""
        marked = None if here == "home" else here
        if marked not in self._mastheads:
            context = self.context | {"here": marked}
            self._mastheads[marked] = render_to_string("site/_masthead.html", context)
        shows_towns = here in ("home", "region", "regions") and self.liveliest_towns
        return self._mastheads[marked] + self._towns if shows_towns else self._mastheads[marked]

    def latest_of(self, region):
        """Return the Latest of a region and all below it, the newest first."""
        return self._latest.get(region.pk, [])

    def town_of(self, region):
        """Return the regency or city that a region is part of, or the region itself."""
        while region.parent and region.kind not in TOWN_KINDS and region.parent.kind != Region.Kind.PROVINCE:
            region = region.parent
        return region

    def beside(self, town, near, used):
        """Return the HTML of what stands beside a story, no story twice and none with the ids `used`: the cards `near` by,
        of its town, the most read and the newest. "" where there is nothing."""
        used, lists = set(used), []
        stories = {"near": near, "popular": self._popular_cards, "newest": self._newest_cards}
        for name, listed in stories.items():
            free = [pk for pk in listed if pk not in used][:BESIDE]
            used.update(free)
            if free:
                before, behind = self._around_list(name, town)
                lists.append(f"{before}{''.join(listed[pk] for pk in free)}{behind}")
        before, behind = self._around_list("all")
        return f"{before}{''.join(lists)}{behind}" if lists else ""

    def _around_list(self, name, town=None):
        """Return what stands before and behind a list of those (HTML)."""
        key = name, town and name == "near" and town.pk
        if key not in self._around:
            context = {"name": name, "town": town, "cards": MARK}
            self._around[key] = render_to_string("site/_beside.html", context).split(MARK)
        return self._around[key]

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
        towns = [region for region in self.regions.values() if region.kind in TOWN_KINDS]
        return sorted(towns, key=self.latest_of, reverse=True)

    @cached_property
    def _towns(self):
        """The HTML that leads to the towns in the news."""
        return render_to_string("site/_towns.html", {"towns": self.liveliest_towns[:TOWNS]})

    @cached_property
    def _latest(self):
        latest = {}
        for region in self.regions.values():
            own = [Latest(*pair) for pair in zip(region.moments, region.stories, strict=True)]
            above = region
            while own and above:
                latest.setdefault(above.pk, []).extend(own)
                above = above.parent
        return {pk: sorted(stories, reverse=True)[:OF_REGION] for pk, stories in latest.items()}

    @cached_property
    def _newest_cards(self):
        return {card.pk: slim_card(card) for card in self.newest}

    @cached_property
    def _popular_cards(self):
        return {card.pk: f"<li>{slim_card(card)}</li>" for card in self.popular}

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


def slim_card(card):
    """Return the small card of a story (HTML), without a picture."""
    # An element of no meaning: tools that look for the story of a page count its articles.
    style = (("level", 3), ("bare", True), ("weight", "slim"), ("tag", "div"))
    return cards.html("site/_card.html", card, None, style)


def _printed(region):
    return region.dateline or region.name, region.name


def _public_tree(nodes, most=1):
    """Return {id: node}, each node with its parent and the times and ids of its own newest stories, at most so many, of
    those that hold a public story in themselves or below: the others have no page."""
    newest = Article.objects.public().newest_of_each(nodes.model._meta.model_name)
    with_newest = nodes.annotate(
        moments=ArraySubquery(newest.values(moment=EPOCH)[:most]),
        stories=ArraySubquery(newest.values("pk")[:most]),
    )
    tree = {node.pk: node for node in with_newest}
    public = set()
    for node in tree.values():
        node.parent = tree.get(node.parent_id)
    for node in filter(lambda node: node.stories, tree.values()):
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
