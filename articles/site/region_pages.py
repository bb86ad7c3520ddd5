"""What the page of all regions and that of one show beside their lists."""

from datetime import timedelta

from django.db.models import Count, F, Q, Value
from django.utils import timezone

from articles.models import Credit, Person, Region, Tag, TaggedArticle
from articles.statements import Statement

TOWNS, OF_TOWN = 60, 3  # towns on the page of all regions that show stories, and how many each
NEAR_REGIONS, NEAR_STORIES = 6, 5
OF_PLACE = 8  # tags and people of a place
FRESH = timedelta(days=90)  # what counts as news from near by
NAMES = ("part", "number", "tie", "name", "slug")


def _tags_and_people(ids):
    """Return the tags of some stories and the people who wrote them, those of most stories first, as one union."""
    tags = (
        TaggedArticle.objects.filter(content_object__in=ids)
        .values("tag")
        .annotate(part=Value("tags"), tie=F("tag"))
    )
    tags = tags.annotate(number=Count("pk"), name=F("tag__name"), slug=F("tag__slug"))
    writing = Credit.objects.filter(article__in=ids, role__in=Credit.WRITING_ROLES)
    people = writing.values("person").annotate(part=Value("people"), tie=F("person"))
    people = people.annotate(
        number=Count("article", distinct=True), name=F("person__name"), slug=F("person__slug")
    )
    parts = [part.order_by("-number", "tie").values_list(*NAMES)[:OF_PLACE] for part in (tags, people)]
    return parts[0].union(parts[1], all=True).order_by("-number", "tie")


_names_of = Statement(NAMES, _tags_and_people, ids="bigint[]")


def with_news(frame):
    """Return the frame's places, each town with its newest stories, of the towns that were in the news last:
    [(province or None, [(town, its parts, its cards)])]."""
    towns = [town for _province, towns in frame.places for town, _parts in towns]
    in_the_news = sorted(towns, key=frame.latest_of, reverse=True)[:TOWNS]
    latest = {town: [story.pk for story in frame.latest_of(town)[:OF_TOWN]] for town in in_the_news}
    by_id = frame.cards_of([pk for pks in latest.values() for pk in pks])

    def with_cards(town, parts):
        return town, parts, [by_id[pk] for pk in latest.get(town, ()) if pk in by_id]

    return [(province, [with_cards(*town) for town in towns]) for province, towns in frame.places]


def _parts_and_neighbours(node, frame):
    """Return the parts of a region, its neighbours with their distance, the nearest first, and the rows of all; asked
    once an edition."""
    if node.pk not in frame.surroundings:
        public = Region.objects.filter(pk__in=frame.regions)
        peers = public.around(node).exclude(path__startswith=f"{node.path}/").values("pk")[:NEAR_REGIONS]
        regions = list(public.filter(Q(parent=node) | Q(pk__in=peers)).order_by("name"))
        parts = [other for other in regions if other.parent_id == node.pk]
        nearest = [(other, node.kilometres_to(other)) for other in regions if other.parent_id != node.pk]
        nearest.sort(key=lambda pair: pair[1] or 0)
        rows = tuple(frame.rows["region"][other.pk] for other in regions)
        frame.surroundings[node.pk] = parts, nearest, rows
    return frame.surroundings[node.pk]


def around(node, listing, frame):
    """Return, as the context of its page, the parts of a region, its neighbours with news from there, and who and what is
    in its newest stories; and the rows that this is made of."""
    parts, nearest, rows_of_regions = _parts_and_neighbours(node, frame)
    since = (timezone.now() - FRESH).timestamp()
    news = [story for other, _far in nearest for story in frame.latest_of(frame.regions[other.pk])]
    elsewhere = [story.pk for story in sorted(set(news), reverse=True) if story.moment > since]
    own = {card.pk for card in listing.articles}
    elsewhere = [pk for pk in elsewhere if pk not in own][:NEAR_STORIES] if listing.is_first else []
    by_id = frame.cards_of(elsewhere)
    near_stories = tuple(by_id[pk] for pk in elsewhere if pk in by_id)
    names = tuple(_names_of.rows(ids=list(own))) if listing.is_first else ()
    context = {
        "parts": parts,
        "nearest": nearest,
        "near_stories": near_stories,
        "tags": [Tag(name=row.name, slug=row.slug) for row in names if row.part == "tags"],
        "people": [Person(name=row.name, slug=row.slug) for row in names if row.part == "people"],
    }
    return context, (rows_of_regions, near_stories, names)
