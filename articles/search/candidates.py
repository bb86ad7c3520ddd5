"""The stories that a search finds: the newest that match, a bounded number however large the archive is.

They are collected month by month, then in longer spans, until there are enough of them: the index crosses the
words with the months, so that a word of every fifth story reads no more than one of its newest months holds.
Only they are ranked. Why: decision 0024.
"""

from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain

from django.conf import settings
from django.contrib.postgres.search import SearchRank
from django.db import OperationalError, connection, transaction
from django.db.models import F
from django.utils import timezone
from psycopg.errors import QueryCanceled

from articles import pagination
from articles.models import Article
from articles.models.search_index import RANK_WEIGHTS, SEARCH_CONFIG
from articles.models.status import published_sql
from articles.search.query import Filters, read, tsquery
from articles.search.spelling import corrections, endings

MOST = 500  # stories that a search finds; beyond, only the number is not exact
LOOKED_AT = 500  # stories that have the words of a phrase, to see whether they stand side by side
HEADLINES = 100  # that are found besides, however old they are
FEW = 3  # results that leave a reader wondering whether it was a slip
UNDER_WAY = 500  # stories at the desk that are looked at


class TooBroad(Exception):
    """The database lost its patience with this search."""


@dataclass(frozen=True)
class Matches:
    ids: list  # the best first
    more: bool  # than could be looked at
    looked_at: int = 0  # only so many of the newest stories with the words of a phrase, where there are more


@contextmanager
def patience():
    """Give a cursor for searches: the database gives up one that takes too long, neither compiles it nor
    reads all rows."""
    try:
        with transaction.atomic(savepoint=False), connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('statement_timeout', %s, true), set_config('jit', 'off', true),"
                " set_config('enable_seqscan', 'off', true)",
                [settings.SEARCH_PATIENCE],
            )
            yield cursor
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise TooBroad from error
        raise


def find(cursor, query, filters, *, newest_first=False):
    """Return (Matches of the public stories with these words, the longer words that were tried where they are
    few)."""
    matches = _candidates(cursor, query.words, "", filters, newest_first=newest_first)
    if len(matches.ids) > pagination.PAGE_SIZE or not (longer_words := endings(query.last)):
        return matches, ""
    rest = query.words[: -len(query.last)]
    longer = _candidates(cursor, rest, longer_words, filters, newest_first=newest_first)
    ids = list(dict.fromkeys([*matches.ids, *longer.ids]))[:MOST]
    return Matches(ids, longer.more, matches.looked_at or longer.looked_at), longer_words


def suggestion(cursor, query, filters, than):
    """Return the text that the reader may have meant, with words that stories have; None without a better
    one.

    It is only told after a search for it has found more stories than `than`, so that the words of a story
    that was withdrawn lead nowhere.
    """
    for text in corrections(query):
        if len(_candidates(cursor, read(text).words, "", filters, newest_first=True).ids) > than:
            return text
    return None


def newest(cursor, filters, most):
    """Return [(time, id)] of the `most` newest public stories of these filters, found in spans as words
    are."""
    cursor.execute(
        f"SELECT published_at, id FROM ({_newest('true', most)}) newest",  # noqa: S608
        _parameters(filters) | {"words": "", "endings": ""},
    )
    return cursor.fetchall()


def matching(articles, words):
    """Return the best of these stories for a field at the desk that searches as one types, drafts included.

    Of those that readers see, it has what they would find; of those under way, what was saved last. The rest,
    which is nothing to lead readers to, is not looked for.
    """
    query = read(words)
    if not query.words:
        return articles.none()
    with patience() as cursor:
        public, _endings = find(cursor, query, Filters())
    has_words = tsquery(query.words)
    last_saved = articles.under_way().order_by("-saved_at").values("pk")[:UNDER_WAY]
    under_way = Article.objects.filter(pk__in=last_saved, search=has_words).order_by("-saved_at")
    best = [ids[: pagination.PAGE_SIZE] for ids in (public.ids, under_way.values_list("pk", flat=True))]
    rank = SearchRank(F("search"), has_words, weights=RANK_WEIGHTS)
    return articles.filter(pk__in=chain(*best)).annotate(rank=rank).order_by("-rank", "-published_at", "-pk")


def _candidates(cursor, words, longer_words, filters, *, newest_first):
    cursor.execute(
        CANDIDATES,
        _parameters(filters) | {"words": words, "endings": longer_words, "by_time": newest_first},
    )
    rows = cursor.fetchall()
    best = sorted(((score, at, pk) for pk, at, score, _ in rows if pk), reverse=True)
    return Matches(
        ids=list(dict.fromkeys(pk for *_, pk in best))[:MOST],
        more=sum(is_newest for *_, is_newest in rows) > MOST,
        looked_at=LOOKED_AT if any(pk is None for pk, *_ in rows) else 0,
    )


def _parameters(filters):
    now = timezone.now()
    return {
        "categories": [f"c{pk}" for pk in filters.categories] or None,
        "regions": [f"r{pk}" for pk in filters.regions] or None,
        "since": filters.since,
        "now": min(filters.until or now, now),
    }


# ---- The statement

_QUERY = (
    f"(websearch_to_tsquery('{SEARCH_CONFIG}', %(words)s)"
    f" && websearch_to_tsquery('{SEARCH_CONFIG}', %(endings)s))"
)
# The index knows which words a story has, but not where. A phrase is therefore asked for as its words without
# an order, and read itself in a bounded number of the stories that have them: two words of every story would
# else lead through the texts of whole months. `querytree` leaves out what must not occur.
_HAS_PHRASE = f"({_QUERY}::text LIKE '%%<%%')"
_WORDS_ALONE = (
    f"CASE WHEN {_HAS_PHRASE} THEN regexp_replace(querytree({_QUERY}), '<(-|[0-9]+)>', '&', 'g')::tsquery"
    f" ELSE {_QUERY} END"
)

# The newest stories that meet {condition}, found in spans of months: this one, the last one, two, four,
# eight, and none once there are enough. Where a short span holds few, one twice as long holds not many more.
# Planned as a nested loop: `generate_series` over a bitmap scan of the index article_search for each span,
# whose matches alone are sorted by time. OFFSET 0 hides the order from the planning of what is inside: the
# database would otherwise walk through all the stories by their time wherever it thinks, often wrongly, that
# many will match.
_SPANS = """
    SELECT matching.*
    FROM (
        SELECT
            (date_part('year', %(now)s::timestamptz AT TIME ZONE 'UTC') * 12
                + date_part('month', %(now)s::timestamptz AT TIME ZONE 'UTC'))::int AS month,
            (date_part('year', {since} AT TIME ZONE 'UTC') * 12
                + date_part('month', {since} AT TIME ZONE 'UTC'))::int AS first
    ) AS this
    CROSS JOIN LATERAL generate_series(0, ceil(log(2.0, greatest(1, 1 + month - first)))::int) AS step
    CROSS JOIN LATERAL (
        SELECT * FROM (
            SELECT id, published_at, search, headline_search FROM articles_article
            WHERE {condition} AND search_keys && ARRAY(
                    SELECT 'm' || number FROM generate_series(month + 1 - (1 << step), month - (1 << step) / 2) number
                )
                AND (%(categories)s::text[] IS NULL OR search_keys && %(categories)s::text[])
                AND (%(regions)s::text[] IS NULL OR search_keys && %(regions)s::text[])
                AND published_at BETWEEN COALESCE(%(since)s::timestamptz, '-infinity') AND %(now)s
            OFFSET 0
        ) of_span
        ORDER BY published_at DESC, id DESC
        LIMIT {most}
    ) matching
    LIMIT {most}
"""
_FIRST_STORY = f"""
    SELECT published_at FROM articles_article WHERE {published_sql()} ORDER BY published_at LIMIT 1
"""  # noqa: S608 -- the condition is the code's own


def _newest(condition, most):
    return _SPANS.format(
        condition=condition,
        since=f"COALESCE(%(since)s::timestamptz, ({_FIRST_STORY}))",
        most=f"CASE WHEN {_HAS_PHRASE} THEN {LOOKED_AT} ELSE {most} END",
    )


# A story of today counts twice as much as an old one that says the same. Old stories that have the words in
# their headline are looked for only where the newest are not all. A row without an id says that not all
# stories with the words of a phrase were looked at.  MATERIALIZED keeps each part from being planned into the
# next: the spans end as soon as there are enough stories.
CANDIDATES = """
    WITH looked_at AS MATERIALIZED ({newest_with_words}),
        newest AS MATERIALIZED (
            SELECT * FROM looked_at WHERE NOT {has_phrase} OR search @@ {query} LIMIT {most} + 1
        ),
        are_all AS MATERIALIZED (
            SELECT (SELECT count(*) FROM newest) <= {most}
                AND NOT ({has_phrase} AND (SELECT count(*) FROM looked_at) = {looked_at}) AS complete
        ),
        headlines AS MATERIALIZED (
            SELECT * FROM ({newest_headlines}) headline
            WHERE headline_search @@ {query} AND search @@ {query} LIMIT {headlines}
        )
    SELECT id, published_at, {score}, true FROM newest
    UNION ALL
    SELECT id, published_at, {score}, false FROM headlines
    WHERE NOT %(by_time)s AND NOT (SELECT complete FROM are_all)
    UNION ALL
    SELECT NULL, NULL, 0, false FROM are_all
    WHERE NOT complete AND {has_phrase} AND (SELECT count(*) FROM newest) <= {most}
""".format(  # noqa: S608 -- what is put together stands in this file
    newest_with_words=_newest(f"search @@ {_WORDS_ALONE}", MOST + 1),
    newest_headlines=_newest(f"headline_search @@ {_WORDS_ALONE}", HEADLINES),
    has_phrase=_HAS_PHRASE,
    query=_QUERY,
    score=f"""
        CASE WHEN %(by_time)s THEN 0 ELSE
            ts_rank(ARRAY{RANK_WEIGHTS}::real[], search, {_QUERY})
            * (1 + exp(-extract(epoch FROM %(now)s - published_at) / (86400 * 90)))
        END
    """,
    most=MOST,
    looked_at=LOOKED_AT,
    headlines=HEADLINES,
)
