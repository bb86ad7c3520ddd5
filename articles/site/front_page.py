"""The front page's stories: first what editors picked, then the newest, and no story twice.

Five queries, however large the archive is: each category and each region brings the ids of its own newest
stories, read from an index; what stands where is decided by ids alone, and only the stories that are shown
are fetched.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Value
from django.db.models.functions import Extract, JSONObject

from articles.models import Article, Category, Pick, Region, ViewCount

MOST = {Pick.Place.LEAD: 1, Pick.Place.BREAKING: 5, Pick.Place.PICK: 5}  # that a place shows
LATEST, POPULAR, SECTION, REGION = 8, 7, 4, 3
REGIONS = 9  # blocks of regions, those with the newest stories
DAY, WEEK = timedelta(hours=24), timedelta(days=7)
# So many of a part's newest stories may stand higher up already.
ABOVE = sum(MOST.values()) + LATEST + POPULAR
MOST_ROWS = (200, LATEST + ABOVE, POPULAR + ABOVE)  # rows of picks, newest and most read that are looked at


@dataclass(frozen=True)
class Front:
    lead: Article | None
    breaking: list
    picks: list
    latest: list
    popular: list
    sections: list  # of (category, its stories)
    regions: list  # of (region, its stories)


class Ids:
    """The ids that have a place already: each is taken once."""

    def __init__(self):
        self.used = set()

    def take(self, ids, most):
        """Return the first of these ids that have no place yet, at most so many, and note them."""
        free = [pk for pk in dict.fromkeys(ids) if pk not in self.used][:most]
        self.used.update(free)
        return free

    def deal(self, blocks):
        """Return [(node, ids)] for blocks of (node, ids, most): one story each in turn, so that no block
        empties the others."""
        hands = [(node, []) for node, _ids, _most in blocks]
        for turn in range(max((most for *_, most in blocks), default=0)):
            for (_node, hand), (_same, pks, most) in zip(hands, blocks, strict=True):
                if turn < most:
                    hand += self.take(pks, 1)
        return hands


def compose(frame):
    """Return the Front of now; `frame` is what pages have in common (`site_context.Frame`)."""
    categories = list(_with_newest(Category.objects.order_by("order", "name"), "category", SECTION + ABOVE))
    regions = list(_with_newest(Region.objects.all(), "region", REGION + ABOVE))
    places = _ids_by_place()
    ids = Ids()
    lead, breaking, picks = (ids.take(places[place], MOST[place]) for place in MOST)
    lead = lead or ids.take(places["latest"], 1)
    popular = ids.take(places["popular"], POPULAR)
    latest = ids.take(places["latest"], LATEST)
    roots = [category for category in categories if not category.parent_id]
    sections = [(root, _newest_below(root, categories), SECTION) for root in roots]
    towns = [(town, newest, REGION) for town, newest in _liveliest(regions)]
    blocks = ids.deal(sections + towns)
    cards = Article.objects.public().for_cards().filter(pk__in=ids.used)
    by_id = {story.pk: story for story in frame.attach_nodes(cards)}

    def stories(pks):
        return [by_id[pk] for pk in pks if pk in by_id]

    def with_stories(parts):
        return [(node, visible) for node, pks in parts if (visible := stories(pks))]

    return Front(
        next(iter(stories(lead)), None),
        *map(stories, (breaking, picks, latest, popular)),
        with_stories(blocks[: len(sections)]),
        with_stories(blocks[len(sections) :]),
    )


def _with_newest(nodes, name, most):
    """Return the nodes of a tree, each with the times and ids of the newest stories of just this node."""
    own = Article.objects.public().newest_of_each(name)
    story = JSONObject(at=Extract("published_at", "epoch"), pk="pk")
    return nodes.annotate(newest=ArraySubquery(own.values(story=story)[:most]))


def _newest_below(root, nodes):
    """Return the ids of the newest stories of a node and of all below it."""
    below = [node for node in nodes if node.path == root.path or node.path.startswith(f"{root.path}/")]
    newest = sorted(((story["at"], story["pk"]) for node in below for story in node.newest), reverse=True)
    return [pk for _at, pk in newest]


def _liveliest(regions):
    """Return [(regency or city, ids of its newest stories)], those that were in the news last."""
    towns = [region for region in regions if region.kind in (Region.Kind.REGENCY, Region.Kind.CITY)]
    times = {story["pk"]: story["at"] for region in regions for story in region.newest}
    parts = [(town, newest) for town in towns if (newest := _newest_below(town, regions))]
    return sorted(parts, key=lambda part: -times[part[1][0]])[:REGIONS]


def _ids_by_place():
    """Return {place: ids}: of each pick's place, "latest" and "popular". One query."""
    public = Article.objects.public()
    picks = Pick.objects.in_force().filter(article__in=public.values("pk")).order_by()
    epoch = Extract("published_at", "epoch")
    # A union keeps no order of its parts: rank and tie make it anew.
    columns = ("part", "rank", "tie", "story")
    parts = (
        picks.annotate(part=F("place"), rank=F("order") * 1.0, tie=F("pk"), story=F("article_id")),
        public.newest_first().annotate(part=Value("latest"), rank=-epoch, tie=-F("pk"), story=F("pk")),
        ViewCount.objects.ranking(DAY).annotate(
            part=Value("popular"), rank=F("total") * -1.0, tie=-F("article_id"), story=F("article_id")
        ),
    )
    first, *others = (part.values_list(*columns)[:most] for part, most in zip(parts, MOST_ROWS, strict=True))
    ids = {place: [] for place in (*MOST, "latest", "popular")}
    for part, _rank, _tie, pk in first.union(*others, all=True).order_by("part", "rank", "tie"):
        ids[part].append(pk)
    return ids
