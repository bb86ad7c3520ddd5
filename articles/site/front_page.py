"""The front page's stories: first what editors picked, then the newest, and no story twice.

Stories have weights: lead, second, pick, and what stands in lists. Editors give the first three by hand; where they give
none, a rule does, and of the newest it prefers those with a picture.

Four queries, however large the archive is and however many places it has: each category, and each region of the towns
that were in the news last, brings the ids of its own newest stories, read from an index; what stands where is decided
by ids alone, and only the stories that are shown are fetched.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, CharField, Count, ExpressionWrapper, F, Q, Value
from django.utils import timezone

from articles.models import Article, Category, Pick, Region, Tag, TaggedArticle, ViewCount
from articles.site import cards, rendering
from articles.site.cards import Card
from articles.statements import EPOCH, Statement

# That a place shows
MOST = {Pick.Place.LEAD: 1, Pick.Place.SECOND: 2, Pick.Place.BREAKING: 3, Pick.Place.PICK: 4}
LATEST, POPULAR, SECTION, REGION = 10, 10, 4, 3
PICTURED = 12  # newest stories among which the rule looks for pictures
TAGS, IN_TREND, TREND = (
    8,
    2,
    timedelta(days=3),
)  # how many are shown, of how many new stories each, of which time
REGIONS = 8  # blocks of regions, those with the newest stories
DAY, WEEK = timedelta(hours=24), timedelta(days=7)
# So many of a part's newest stories may stand higher up already.
ABOVE = sum(MOST.values()) + LATEST + POPULAR
MOST_ROWS = (200, LATEST + ABOVE, POPULAR + ABOVE, TAGS)  # rows of picks, newest, most read and tags
NEW = 100  # newest stories whose tags are counted


@dataclass(frozen=True)
class Front:
    lead: Card | None
    lead_excerpt: str  # of one without a standfirst
    seconds: list
    breaking: list
    picks: list
    latest: list
    popular: list
    sections: list  # of (category, its stories)
    regions: list  # of (region, its stories)
    tags: list  # those of many new stories

    def rows(self, frame):
        """Return all that it is made of, as something to remember its page by."""
        lists = (self.seconds, self.breaking, self.picks, self.latest, self.popular)
        blocks = {"category": self.sections, "region": self.regions}
        return (
            self.lead,
            self.lead_excerpt,
            *map(tuple, lists),
            *(
                tuple((frame.rows[name][node.pk], tuple(stories)) for node, stories in parts)
                for name, parts in blocks.items()
            ),
            tuple((tag.name, tag.slug) for tag in self.tags),
        )


class Ids:
    """The ids that have a place already: each is taken once."""

    def __init__(self):
        self.used = set()

    def take(self, ids, most):
        """Return the first of these ids that have no place yet, at most so many, and note them."""
        free = []
        for pk in ids:
            if len(free) == most:
                break
            if pk not in self.used:
                self.used.add(pk)
                free.append(pk)
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
    now = timezone.now()
    places = _places_of(now)
    ids = Ids()
    lead, seconds, breaking, picks = (ids.take(places[place], MOST[place]) for place in MOST)
    lead = lead or ids.take(places["latest"], 1)
    popular = ids.take(places["popular"], POPULAR)
    by_rule = [*places["pictured"], *places["latest"]]
    seconds += ids.take(by_rule, MOST[Pick.Place.SECOND] - len(seconds))
    latest = ids.take(places["latest"], LATEST)
    roots = [node for node in frame.categories.values() if not node.parent_id]
    towns = frame.liveliest_towns[:REGIONS]
    sections = _with_newest(_newest_in_categories, frame, roots, SECTION, now)
    regions = _with_newest(_newest_in_regions, frame, towns, REGION, now)
    blocks = ids.deal(sections + regions)
    by_id = {card.pk: card for card in frame.cards(cards.of_ids.rows(ids=list(ids.used), now=now))}

    def stories(pks):
        return [by_id[pk] for pk in pks if pk in by_id]

    def with_stories(parts):
        """Return those that have any; blocks of as many stories stand side by side, so that no row has a hole."""
        blocks = [(node, visible) for node, pks in parts if (visible := stories(pks))]
        return sorted(blocks, key=lambda block: -len(block[1]))

    first = next(iter(stories(lead)), None)
    return Front(
        first,
        rendering.lead_excerpt(first, frame) if first else "",
        *map(stories, (seconds, breaking, picks, latest, popular)),
        with_stories(blocks[: len(sections)]),
        with_stories(blocks[len(sections) :]),
        places["tag"],
    )


def _with_newest(newest, frame, nodes, shown, now):
    """Return [(node, ids of the newest stories in it and below, how many are shown)]."""
    parts = {node: frame.within(node) for node in nodes}
    ids = [pk for below in parts.values() for pk in below]
    rows = {row.pk: zip(row.moments, row.stories, strict=True) for row in newest.rows(ids=ids, now=now)}
    blocks = []
    for node, below in parts.items():
        stories = sorted((story for pk in below for story in rows.get(pk, ())), reverse=True)
        blocks.append((node, [pk for _at, pk in stories], shown))
    return blocks


def _newest_of(model, most):
    """Return a statement for the times and ids of the newest stories of each of some nodes, as two arrays."""

    def rows(ids, now):
        own = Article.objects.public(at=now).newest_of_each(model._meta.model_name)
        return model.objects.filter(pk__in=ids).annotate(
            moments=ArraySubquery(own.values(moment=EPOCH)[:most]),
            stories=ArraySubquery(own.values("pk")[:most]),
        )

    return Statement(("pk", "moments", "stories"), rows, ids="bigint[]", now="timestamptz")


_newest_in_categories = _newest_of(Category, SECTION + ABOVE)
_newest_in_regions = _newest_of(Region, REGION + ABOVE)
PLACE_COLUMNS = ("part", "rank", "tie", "subject", "has_picture", "label", "address")


def _rows_of_places(now, since, trend):
    """Return the place of each pick, of what is "latest" and "popular", and each "tag" of many new stories, in their
    order."""
    public = Article.objects.public(at=now)
    picks = Pick.objects.in_force(at=now).filter(article__in=public.values("pk")).order_by()
    nothing = {"label": Value("", CharField()), "address": Value("", CharField())}
    plain = nothing | {"has_picture": Value(False)}
    pictured = nothing | {
        "has_picture": ExpressionWrapper(Q(lead_photo__isnull=False), output_field=BooleanField())
    }
    # A union keeps no order of its parts: rank and tie make it anew.
    parts = (
        picks.annotate(part=F("place"), rank=F("order") * 1.0, tie=F("pk"), subject=F("article_id"), **plain),
        public.newest_first().annotate(
            part=Value("latest"), rank=-EPOCH, tie=-F("pk"), subject=F("pk"), **pictured
        ),
        ViewCount.objects.ranking(since).annotate(
            part=Value("popular"),
            rank=F("total") * -1.0,
            tie=-F("article_id"),
            subject=F("article_id"),
            **plain,
        ),
        _tags_of_many(public.filter(published_at__gt=trend).newest_first()[:NEW]),
    )
    first, *others = (
        part.values_list(*PLACE_COLUMNS)[:most] for part, most in zip(parts, MOST_ROWS, strict=True)
    )
    return first.union(*others, all=True).order_by("part", "rank", "tie")


def _tags_of_many(stories):
    """Return the tags that several of these stories have."""
    tags = TaggedArticle.objects.filter(content_object__in=stories.values("pk")).values("tag")
    counted = tags.annotate(
        part=Value("tag"),
        rank=Count("pk") * -1.0,
        tie=-F("tag"),
        subject=F("tag"),
        has_picture=Value(False),
        label=F("tag__name"),
        address=F("tag__slug"),
    )
    return counted.filter(rank__lte=-IN_TREND).order_by("rank", "tie")


_places = Statement(
    PLACE_COLUMNS, _rows_of_places, now="timestamptz", since="timestamptz", trend="timestamptz"
)


def _places_of(now):
    """Return the ids of stories by place, those of the newest that are "pictured", and the tags."""
    places = {part: [] for part in (*MOST, "latest", "popular", "tag")}
    rows = _places.rows(now=now, since=now - DAY, trend=now - TREND)
    for row in rows:
        is_tag = row.part == "tag"
        places[row.part].append(Tag(name=row.label, slug=row.address) if is_tag else row.subject)
    newest = [row for row in rows if row.part == "latest"][:PICTURED]
    return places | {"pictured": [row.subject for row in newest if row.has_picture]}
