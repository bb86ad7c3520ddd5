"""Traces of reading: how often a story is opened, from where, and how far it is read."""

from datetime import timedelta

from django.db import connection, models
from django.db.models import F, Q, Sum
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article

LIFETIME = timedelta(days=90)
HOUR = timedelta(hours=1)
SPIKE = 200  # views of one hour that were too many of an address; somebody who reads on is none


class ViewCountQuerySet(models.QuerySet):
    def ranking(self, since):
        """Return `article_id` of stories with `total`, the most read since this moment first, public or not."""
        views = self.filter(hour__gt=since).values("article_id")
        return views.annotate(total=Sum("count")).order_by("-total", "-article_id")

    def spikes(self):
        """Hours of the last two in which mostly a few addresses opened a story, again and again."""
        recent = self.filter(hour__gt=timezone.now() - 2 * HOUR)
        return recent.filter(excess__gte=Greatest(SPIKE, F("count")))

    def expired(self):
        """Hours that nobody asks for any more."""
        return self.filter(hour__lt=timezone.now() - LIFETIME)

    def add(self, counts, excess=None):
        """Adds {(id, hour): views}, and likewise what was too many, one statement for all. Ids of what is no public
        story are dropped.

        Rows are taken in the order of ids, so that two processes that add at once never wait for each other
        in a ring.
        """
        excess = excess or {}
        rows = ((*key, counts.get(key, 0), excess.get(key, 0)) for key in counts.keys() | excess.keys())
        ids, hours, views, beyond = zip(*rows, strict=True)
        public, parameters = Article.objects.public().values("pk").query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(
                f"""
                INSERT INTO articles_viewcount AS known (article_id, hour, count, excess)
                SELECT new.id, new.hour, new.views, new.excess
                FROM unnest(%s::bigint[], %s::timestamptz[], %s::int[], %s::int[]) AS new (id, hour, views, excess)
                WHERE new.id IN ({public})
                ORDER BY new.id, new.hour
                ON CONFLICT (article_id, hour)
                DO UPDATE SET count = least(known.count::bigint + EXCLUDED.count, 2147483647),
                    excess = least(known.excess::bigint + EXCLUDED.excess, 2147483647)
                """,  # noqa: S608 -- the queryset's own SQL
                [list(ids), list(hours), list(views), list(beyond), *parameters],
            )


class ViewCount(models.Model):
    """Page views of one story in one hour. Nothing about the person who read it."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="view_counts")
    hour = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)
    # With a default of the database: until they are restarted, processes of the release before write rows without it.
    excess = models.PositiveIntegerField(
        default=0, db_default=0, help_text="Views beyond what one address may add; not in `count`."
    )

    objects = ViewCountQuerySet.as_manager()

    class Meta:
        # By the hour alone: an index that held the counts too would have to be written at each flush.
        indexes = [models.Index(fields=["hour"], name="view_count_hour")]
        constraints = [models.UniqueConstraint(fields=["article", "hour"], name="view_count_one_row_an_hour")]


# ---- From where readers come, and how far they read


class ReadingKind(models.TextChoices):
    REFERRER = "referrer", _("where readers come from")
    DEPTH = "depth", _("how far they read")


class Referrer(models.TextChoices):
    """The class of the page before, as the reader's browser tells it apart; the page itself is never sent."""

    DIRECT = "langsung", _("directly: an address, a bookmark, an app that does not say")
    OWN = "sendiri", _("this site")
    SEARCH = "cari", _("search engines")
    MESSENGER = "pesan", _("messengers: WhatsApp, Telegram")
    SOCIAL = "sosial", _("social networks")
    OTHER = "lain", _("other sites")


class Depth(models.TextChoices):
    """The part of the text that came into view."""

    LITTLE = "0", _("less than a quarter")
    QUARTER = "25", _("a quarter")
    HALF = "50", _("half")
    MOST = "75", _("three quarters")
    WHOLE = "100", _("to the end")


READING_VALUES = {ReadingKind.REFERRER: Referrer, ReadingKind.DEPTH: Depth}


class ReadingFigureQuerySet(models.QuerySet):
    def expired(self):
        return self.filter(day__lt=timezone.localdate() - LIFETIME)

    def add(self, counts):
        """Add {(story, day, kind, value): number} to the figures of each story's category and region, in one statement.
        Ids of what is no public story are dropped."""
        rows = sorted((*key, number) for key, number in counts.items())
        stories, days, kinds, values, numbers = (list(column) for column in zip(*rows, strict=True))
        public, parameters = (
            Article.objects.public()
            .order_by()
            .values("id", "category_id", "region_id")
            .query.sql_with_params()
        )
        with connection.cursor() as cursor:
            cursor.execute(
                f"""
                INSERT INTO articles_readingfigure AS known (day, category_id, region_id, kind, value, count)
                SELECT new.day, story.category_id, story.region_id, new.kind, new.value, sum(new.number)
                FROM unnest(%s::bigint[], %s::date[], %s::text[], %s::text[], %s::int[])
                    AS new (id, day, kind, value, number)
                JOIN ({public}) AS story ON story.id = new.id
                GROUP BY 1, 2, 3, 4, 5
                ORDER BY 1, 2, 3, 4, 5
                ON CONFLICT (day, category_id, region_id, kind, value)
                DO UPDATE SET count = least(known.count::bigint + EXCLUDED.count, 2147483647)
                """,  # noqa: S608 -- the queryset's own SQL
                [stories, days, kinds, values, numbers, *parameters],
            )


class ReadingFigure(models.Model):
    """Readers of a category and a region who came from somewhere, or read so far, on one day, as a number.

    Of no story, no page and no person: two figures of the same reader cannot be brought together.
    """

    Kind = ReadingKind

    day = models.DateField()
    category = models.ForeignKey("articles.Category", models.CASCADE, null=True, related_name="+")
    region = models.ForeignKey("articles.Region", models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=ReadingKind)
    value = models.CharField(max_length=10, choices=[*Referrer.choices, *Depth.choices])
    count = models.PositiveIntegerField(default=0)

    objects = ReadingFigureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "category", "region", "kind", "value"],
                name="reading_figure_one_row_a_day",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(kind=ReadingKind.REFERRER, value__in=Referrer.values)
                | Q(kind=ReadingKind.DEPTH, value__in=Depth.values),
                name="reading_figure_value_known",
            ),
        ]
