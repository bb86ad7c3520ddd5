"""Traces of reading: how often a story is opened."""

from datetime import timedelta

from django.db import connection, models
from django.db.models import F, Sum
from django.db.models.functions import Greatest
from django.utils import timezone

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
