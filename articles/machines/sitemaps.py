"""The sitemaps for search engines: one file a month of first publication, one for the lists, one for news.

A month's file stays what it is once the month is over, however much is published later; decision 0021. Months
are those of UTC, so that an index can find them whatever the newsroom's zone is.
"""

from datetime import UTC, datetime, timedelta
from itertools import chain
from xml.sax.saxutils import escape

from django.core.cache import cache
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import TruncMonth
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import replicas, zones
from articles.addresses import absolute
from articles.machines.xmltext import printable
from articles.models import Article, Category, Page, Person, Publication, Region, Tag
from articles.models.status import published_sql
from articles.pagination import LEAST_IN_TAG

MOST = 50_000  # addresses that one file may hold
NEWS_AGE = timedelta(hours=48)
NEWS_MOST = 1000
SIZES_LAST = 24 * 3600  # seconds: a month that is over grows only by an import
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"

# From the newest month to the oldest: each step is one look into an index, and so is each month's last
# update.
MONTHS = f"""
    WITH RECURSIVE months AS (
        (SELECT published_at, date_trunc('month', published_at AT TIME ZONE 'UTC') AS month
         FROM articles_article
         WHERE {published_sql()} AND published_at <= %(now)s
         ORDER BY published_at DESC LIMIT 1)
        UNION ALL
        SELECT older.* FROM months CROSS JOIN LATERAL (
            SELECT published_at, date_trunc('month', published_at AT TIME ZONE 'UTC') AS month
            FROM articles_article
            WHERE {published_sql()} AND published_at < months.month AT TIME ZONE 'UTC'
            ORDER BY published_at DESC LIMIT 1
        ) AS older
    )
    SELECT month, greatest(published_at, (
        SELECT updated_at FROM articles_article
        WHERE {published_sql()} AND updated_at IS NOT NULL AND published_at <= %(now)s
            AND date_trunc('month', published_at AT TIME ZONE 'UTC') = months.month
        ORDER BY updated_at DESC LIMIT 1
    )) FROM months
"""  # noqa: S608 -- the condition is the code's own


@require_safe
def index(request):
    entries = [(reverse("sitemap_lists"), None), (reverse("sitemap_news"), None)]
    sizes = cache.get_or_set("stories-by-month", _sizes, SIZES_LAST)
    for start, changed in _months():
        for part in range(1, _parts(start, sizes) + 1):
            entries.append((_month_address(start, part), changed))
    return _xml("sitemapindex", (_entry("sitemap", path, changed) for path, changed in entries))


@require_safe
def month(request, year, month, part="1"):
    start = _month(int(year), int(month))
    first = (int(part) - 1) * MOST
    if first < 0:
        raise Http404("no such part")
    columns = ("slug", "published_at", "updated_at", "canonical_url", "robots")
    stories = _in_month(start).order_by("published_at", "pk").only(*columns)
    part_of_month = list(stories[first : first + MOST])
    if not part_of_month:
        raise Http404("nothing was published then")
    # Left out here, not by the query: parts are cut by the number of all, which an index knows.
    entries = (
        _entry("url", story.get_absolute_url(), story.modified_at)
        for story in part_of_month
        if story.is_offered_to_search_engines
    )
    return _xml("urlset", entries)


@require_safe
def lists(request):
    """Answer with the front page and all lists that hold something, with the newest story's moment where that
    is cheap."""
    categories, regions = _nodes(Category, "category"), _nodes(Region, "region")
    newest = max((moment for _, moment in categories), default=None)
    pages = [(page, page.updated_at) for page in Page.objects.public()]
    entries = [
        (reverse("home"), newest),
        (reverse("masthead"), None),
        (reverse("notices"), None),
        (reverse("withdrawals"), None),
        (reverse("letter"), None),
        (reverse("standards"), None),
        *([(reverse("regions"), None)] if regions else []),
        *(
            (item.get_absolute_url(), moment)
            for item, moment in chain(pages, categories, regions, _people(), _tags())
        ),
    ]
    return _xml("urlset", (_entry("url", path, moment) for path, moment in entries[:MOST]))


@require_safe
def news(request):
    """Answer with the stories first published in the last 48 hours; an update does not bring an older one
    back."""
    publication = Publication.objects.current()
    since = timezone.now() - NEWS_AGE
    stories = Article.objects.public().filter(published_at__gte=since, commercial_label="")
    stories = stories.filter(robots="", canonical_url="").newest_first()
    stories = stories.select_related("region").only("slug", "headline", "published_at", "region__time_zone")
    return _xml(
        "urlset",
        (_news_entry(story, publication) for story in stories[:NEWS_MOST]),
        f' xmlns:news="{NEWS}"',
    )


# ---- Months


def _months():
    """Return [(first moment, last change of substance)] of the months that have public stories, the newest
    first."""
    with replicas.connection().cursor() as cursor:
        cursor.execute(MONTHS, {"now": timezone.now()})
        return [(month.replace(tzinfo=UTC), changed) for month, changed in cursor.fetchall()]


def _month(year, month):
    try:
        start = datetime(year, month, 1, tzinfo=UTC)
        _end(start)
    except (ValueError, OverflowError) as error:
        raise Http404("no such month") from error
    return start


def _end(start):
    return datetime(start.year + start.month // 12, start.month % 12 + 1, 1, tzinfo=UTC)


def _in_month(start):
    return Article.objects.public().filter(published_at__gte=start, published_at__lt=_end(start))


def _sizes():
    """Return {first moment of a month: its stories}.

    That reads the archive's index once a day, not at each request.
    """
    months = Article.objects.public().order_by().values_list(TruncMonth("published_at", tzinfo=UTC))
    return dict(months.annotate(Count("pk")))


def _parts(start, sizes):
    """Return the number of files that a month needs; the one that goes on is counted anew."""
    count = sizes.get(start, 1) if _end(start) <= timezone.now() else _in_month(start).count()
    return max(1, -(-count // MOST))


def _month_address(start, part):
    names = {"year": f"{start:%Y}", "month": f"{start:%m}"}
    if part == 1:
        return reverse("sitemap_month", kwargs=names)
    return reverse("sitemap_month_part", kwargs=names | {"part": part})


# ---- Lists


def _nodes(model, field):
    """Return [(node, moment of its newest story)] of those that hold one, themselves or below."""
    newest = Article.objects.public().newest_of_each(field)
    own = model.objects.annotate(newest=Subquery(newest.values("published_at")[:1]))
    by_path = {node.path: node for node in own}
    for path, node in by_path.items():
        while node.newest and "/" in path:
            path = path.rsplit("/", 1)[0]
            above = by_path[path]
            above.newest = max(above.newest or node.newest, node.newest)
    return [(node, node.newest) for node in by_path.values() if node.newest]


# Ordered subqueries with a limit, not EXISTS: the database then looks at each person's and each tag's first
# rows in an index, and does not join the archive.


def _people():
    """Return [(person, moment of the newest of their stories)]."""
    return _with_moment(Person.objects.all(), Article.objects.public().credited_to(OuterRef("pk")))


def _tags():
    """Return [(tag, moment of its newest story)] of those that search engines may list (`robots` in the
    page's head)."""
    tags = _with_moment(Tag.objects.all(), Article.objects.public().with_tag(OuterRef("pk")), LEAST_IN_TAG)
    return tags[:MOST]


def _with_moment(nodes, theirs, least=1):
    """Return [(node, moment of its newest story)] of those that list at least `least` stories."""
    moments = theirs.newest_first().values("listed_at")
    nodes = nodes.annotate(newest=Subquery(moments[:1]), enough=Subquery(moments[least - 1 : least]))
    return [(node, node.newest) for node in nodes.filter(enough__isnull=False).order_by("pk").only("slug")]


# ---- XML


def _xml(root, entries, namespaces=""):
    start = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{SITEMAP}"{namespaces}>\n'
    return HttpResponse([start, *entries, f"</{root}>\n"], content_type="application/xml; charset=utf-8")


def _entry(element, path, changed):
    lastmod = f"<lastmod>{zones.iso(changed, zones.zone_of(None))}</lastmod>" if changed else ""
    return f"<{element}><loc>{escape(absolute(path))}</loc>{lastmod}</{element}>\n"


def _news_entry(story, publication):
    return (
        f"<url><loc>{escape(absolute(story.get_absolute_url()))}</loc><news:news><news:publication>"
        f"<news:name>{escape(printable(publication.name))}</news:name><news:language>id</news:language>"
        f"</news:publication><news:publication_date>{zones.iso(story.published_at, story.zone)}"
        f"</news:publication_date><news:title>{escape(printable(story.headline))}</news:title>"
        "</news:news></url>\n"
    )
