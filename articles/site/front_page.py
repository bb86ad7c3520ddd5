"""What stands on the front page: first what editors picked, then the newest, and no story twice.

Five queries, however large the archive is: each category and each region brings the ids of its own newest stories, read
from an index; what stands where is decided by ids alone, and only the stories that are shown are fetched.
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
PLACED = (200, LATEST + ABOVE, POPULAR + ABOVE)  # rows of picks, newest and most read that are looked at


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
    """Ids that wait for a place. Each is taken once."""

    def __init__(self):
        self.taken = set()

    def take(self, ids, most):
        free = [pk for pk in dict.fromkeys(ids) if pk not in self.taken][:most]
        self.taken.update(free)
        return free

    def deal(self, blocks):
        """[(node, ids)] for (node, ids, most): one story each in turn, so that no block empties the others."""
        dealt = [(node, []) for node, _ids, _most in blocks]
        for turn in range(max((most for *_, most in blocks), default=0)):
            for (_node, taken), (_same, pks, most) in zip(dealt, blocks, strict=True):
                if turn < most:
                    taken += self.take(pks, 1)
        return dealt


def compose(frame):
    categories = list(_with_newest(Category.objects.order_by("order", "name"), "category", SECTION + ABOVE))
    regions = list(_with_newest(Region.objects.all(), "region", REGION + ABOVE))
    placed = _placed()
    ids = Ids()
    lead, breaking, picks = (ids.take(placed[place], MOST[place]) for place in MOST)
    lead = lead or ids.take(placed["latest"], 1)
    popular = ids.take(placed["popular"], POPULAR)
    latest = ids.take(placed["latest"], LATEST)
    roots = [category for category in categories if not category.parent_id]
    sections = [(root, _newest_below(root, categories), SECTION) for root in roots]
    towns = [(town, newest, REGION) for town, newest in _liveliest(regions)]
    blocks = ids.deal(sections + towns)
    cards = Article.objects.public().for_cards().filter(pk__in=ids.taken)
    known = {story.pk: story for story in frame.settled(cards)}

    def stories(pks):
        return [known[pk] for pk in pks if pk in known]

    def filled(parts):
        return [(node, shown) for node, pks in parts if (shown := stories(pks))]

    return Front(
        next(iter(stories(lead)), None),
        *map(stories, (breaking, picks, latest, popular)),
        filled(blocks[: len(sections)]),
        filled(blocks[len(sections) :]),
    )


def _with_newest(nodes, name, most):
    """The nodes of a tree, each with the times and ids of the newest stories of just this node."""
    own = Article.objects.public().newest_of_each(name)
    story = JSONObject(at=Extract("published_at", "epoch"), pk="pk")
    return nodes.annotate(newest=ArraySubquery(own.values(story=story)[:most]))


def _newest_below(root, nodes):
    """Ids of the newest stories of a node and of all below it."""
    below = [node for node in nodes if node.path == root.path or node.path.startswith(f"{root.path}/")]
    newest = sorted(((story["at"], story["pk"]) for node in below for story in node.newest), reverse=True)
    return [pk for _at, pk in newest]


def _liveliest(regions):
    """[(regency or city, ids of its newest stories)], those that were in the news last."""
    towns = [region for region in regions if region.kind in (Region.Kind.REGENCY, Region.Kind.CITY)]
    times = {story["pk"]: story["at"] for region in regions for story in region.newest}
    found = [(town, newest) for town in towns if (newest := _newest_below(town, regions))]
    return sorted(found, key=lambda part: -times[part[1][0]])[:REGIONS]


def _placed():
    """Ids by place: each pick's, the newest, the most read. One query."""
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
    first, *others = (part.values_list(*columns)[:most] for part, most in zip(parts, PLACED, strict=True))
    found = {place: [] for place in (*MOST, "latest", "popular")}
    for part, _rank, _tie, pk in first.union(*others, all=True).order_by("part", "rank", "tie"):
        found[part].append(pk)
    return found
