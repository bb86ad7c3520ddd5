"""The stories that a search finds: the newest that match, a bounded number however large the archive is.

They are collected day by day, then month by month and year by year, in longer and longer spans, until there are
enough of them: the index crosses the words with days, months and years, so that a word of every fifth story reads
no more than some days hold, and a word of no story asks for some dozen keys. First those that have the words as
they are spelled, then those that have other forms of them. Why: decisions 0024, 0047 and 0121.
"""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain

import psycopg
from django.conf import settings
from django.contrib.postgres.search import SearchRank
from django.db import OperationalError, transaction
from django.db.models import BooleanField, ExpressionWrapper, F, Q
from django.utils import timezone
from psycopg.errors import QueryCanceled

from articles import pagination, replicas
from articles.models import Article
from articles.models.search_entry import HEADLINE_STEMS_SQL, KEYS_SQL, RANK_WEIGHTS
from articles.models.status import published_sql
from articles.search.query import Filters, WordsQuery, contains, read
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
    """Give a cursor for searches: the database plans them once, gives up one that takes too long, neither
    compiles it nor reads all rows."""
    connection = replicas.connection()
    try:
        with transaction.atomic(replicas.alias(), savepoint=False), connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('statement_timeout', %s, true), set_config('jit', 'off', true),"
                " set_config('enable_seqscan', 'off', true),"
                " set_config('plan_cache_mode', 'force_generic_plan', true)",
                [settings.SEARCH_PATIENCE],
            )
            if settings.PREPARED_STATEMENTS:  # Django's own cursor writes values into the SQL
                cursor.cursor = psycopg.Cursor(connection.connection)
            yield cursor
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise TooBroad from error
        raise


def find(cursor, query, filters, *, newest_first=False):
    """Return (Matches of the public stories with these words, the longer words that were tried where they are
    few)."""
    matches = _candidates(cursor, query, filters, newest_first=newest_first)
    if len(matches.ids) > pagination.PAGE_SIZE or not (longer_words := endings(query.beginning)):
        return matches, ()
    longer = _candidates(cursor, query.with_ending(longer_words), filters, newest_first=newest_first)
    ids = list(dict.fromkeys([*matches.ids, *longer.ids]))[:MOST]
    return Matches(ids, longer.more, matches.looked_at or longer.looked_at), longer_words


def suggestion(cursor, query, filters, than):
    """Return the text that the reader may have meant, with words that stories have; None without a better
    one.

    It is only told after a search for it has found more stories than `than`, so that the words of a story
    that was withdrawn lead nowhere.
    """
    for text in corrections(query):
        if len(_candidates(cursor, read(text), filters, newest_first=True, most=than + 1).ids) > than:
            return text
    return None


def newest(cursor, filters, most):
    """Return [(time, id)] of the `most` newest public stories of these filters, found in spans as words
    are."""
    cursor.execute(WITHOUT_WORDS, _parameters(filters, most))
    return cursor.fetchall()


def matching(articles, text):
    """Return the best of these stories for a field at the desk that searches as one types, drafts included.

    Of those that readers see, it has what they would find; of those under way, what was saved last. The rest,
    which is nothing to lead readers to, is not looked for.
    """
    query = read(text)
    if not query:
        return articles.none()
    with patience() as cursor:
        public, _endings = find(cursor, query, Filters())
    last_saved = articles.under_way().order_by("-saved_at").values("pk")[:UNDER_WAY]
    under_way = Article.objects.filter(pk__in=last_saved, search_entry__search=contains(query))
    best = [
        ids[: pagination.PAGE_SIZE]
        for ids in (public.ids, under_way.order_by("-saved_at").values_list("pk", flat=True))
    ]
    is_exact = ExpressionWrapper(Q(search_entry__search=WordsQuery(query.exact)), BooleanField())
    rank = SearchRank(F("search_entry__summary"), WordsQuery(query.any_stem), weights=RANK_WEIGHTS)
    matches = articles.filter(pk__in=chain(*best)).annotate(is_exact=is_exact, rank=rank)
    return matches.order_by("-is_exact", "-rank", "-published_at", "-pk")


# ---- One search


def _candidates(cursor, query, filters, *, newest_first, most=MOST):
    """Return the Matches of a query: those that have its words as they are spelled before all others."""
    ids, looked_at, is_full = {}, 0, False
    for words in (query.broad,) if newest_first else _tiers(query):
        wanted = most + 1 - len(ids)
        parameters = _parameters(filters, LOOKED_AT if query.phrases else wanted) | {
            "words": words,
            "stems": query.stems,
            "phrases": query.phrases or None,
            "rank": None if newest_first else query.any_stem,
        }
        scores, count = _scores(cursor, WITH_WORDS, parameters)
        is_full = len(scores) >= wanted
        if query.phrases and count == LOOKED_AT:
            looked_at = LOOKED_AT
        if not newest_first and (is_full or looked_at):
            scores |= _scores(cursor, WITH_WORDS_IN_HEADLINE, parameters | {"most": HEADLINES})[0]
        ids |= dict.fromkeys(sorted(scores, key=scores.__getitem__, reverse=True))
        if is_full:
            break
    return Matches([*ids][:most], more=is_full, looked_at=0 if is_full else looked_at)


def _tiers(query):
    """Yield the words as they are spelled, then in any other form."""
    yield query.exact
    if query.broad != query.exact:
        yield f"{query.broad} & !{query.exact}"


def _scores(cursor, statement, parameters):
    """Return ({id: score} of the stories that a statement finds, the best first; how many it looked at)."""
    cursor.execute(statement, parameters)
    ids, scores, count = cursor.fetchone()
    return dict(zip(ids or (), scores or (), strict=True)), count


def _parameters(filters, most):
    now = timezone.now()
    until = min(filters.until or now, now)
    return {
        "categories": [f"c{pk}" for pk in filters.categories] or None,
        "regions": [f"r{pk}" for pk in filters.regions] or None,
        "since": filters.since,
        "until": until,
        "most": most,
    } | _spans(max(until, EARLIEST))


def _spans(until):
    """Return the spans of time that are looked through one after the other, as arrays: two days, and four, eight
    and so on, then months and years in the same way.

    The first month and the first year may begin with days that were looked through: `before` leaves them out.
    """
    day = until.astimezone(UTC).date()
    spans, before = [], day + timedelta(days=1)
    for unit, lengths, number_of, first_day_of in _UNITS:
        high = number_of(before - timedelta(days=1))
        for length in lengths:
            low = high - length + 1
            spans.append((unit, low, high, before))
            before, high = first_day_of(low), low - 1
    units, lows, highs, befores = zip(*spans, strict=True)
    return {
        "units": list(units),
        "lows": list(lows),
        "highs": list(highs),
        "befores": [datetime.combine(before, time(), UTC) for before in befores],
    }


EPOCH = date(1970, 1, 1)
EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)  # the spans of older ends would reach past the first year
_UNITS = (  # the key, the lengths of spans, the number of a day's unit, the first day of a unit
    ("d", (2, 4, 8, 16), lambda day: (day - EPOCH).days, lambda number: EPOCH + timedelta(days=number)),
    ("m", (2, 4, 8), lambda day: 12 * day.year + day.month - 1, lambda n: date(n // 12, n % 12 + 1, 1)),
    ("y", (1, 2, 4, 8, 16, 32, 64), lambda day: day.year, lambda year: date(year, 1, 1)),
)


# ---- The statements

_FIRST_STORY = f"""
    SELECT published_at FROM articles_article WHERE {published_sql()} ORDER BY published_at LIMIT 1
"""  # noqa: S608 -- the condition is the code's own

# The newest stories that meet {condition}, span by span, and none once there are enough. Where a short span
# holds few, one twice as long holds not many more. Planned as a nested loop: the spans over a bitmap scan of the
# index search_entry_by_word for each, whose matches alone are sorted by time. OFFSET 0 hides the order from the
# planning of what is inside: the database would otherwise walk through all the stories by their time wherever it
# thinks, often wrongly, that many will match.
_NEWEST = """
    SELECT matching.*
    FROM unnest(%(units)s::text[], %(lows)s::int[], %(highs)s::int[], %(befores)s::timestamptz[])
        AS span (unit, low, high, before)
    CROSS JOIN LATERAL (
        SELECT * FROM (
            SELECT article_id AS id, published_at, search, summary FROM articles_searchentry
            WHERE {condition}
                AND {keys} && ARRAY(SELECT unit || number FROM generate_series(low, high) number)
                AND (%(categories)s::text[] IS NULL OR {keys} && %(categories)s::text[])
                AND (%(regions)s::text[] IS NULL OR {keys} && %(regions)s::text[])
                AND published_at < before
                AND published_at BETWEEN coalesce(%(since)s::timestamptz, '-infinity') AND %(until)s::timestamptz
            OFFSET 0
        ) of_span
        ORDER BY published_at DESC, id DESC
        LIMIT %(most)s
    ) matching
    WHERE before > greatest(%(since)s::timestamptz, ({first_story}))
    LIMIT %(most)s
"""
# A story of today counts twice as much as an old one that says the same. What stands in headline, standfirst,
# tags and names counts; how often the body says it does not: no story's text is fetched for its rank, only for a
# phrase.
_BEST = """
    SELECT array_agg(id ORDER BY score DESC, published_at DESC, id DESC) FILTER (WHERE fits),
        array_agg(score ORDER BY score DESC, published_at DESC, id DESC) FILTER (WHERE fits),
        count(*)
    FROM (
        SELECT id, published_at,
            coalesce(
                ({in_text} + ts_rank(ARRAY{weights}::real[], summary, %(rank)s::tsquery))
                * (1 + exp(-extract(epoch FROM %(until)s::timestamptz - published_at)::float8 / (86400 * 90))),
                0
            ) AS score,
            coalesce(search @@ %(phrases)s::tsquery, true) AS fits
        FROM ({newest}) newest
    ) scored
"""


def _newest_with(condition):
    return _NEWEST.format(condition=condition, keys=KEYS_SQL, first_story=_FIRST_STORY)


def _best_with(condition):
    return _BEST.format(in_text=RANK_WEIGHTS[0] / 2, weights=RANK_WEIGHTS, newest=_newest_with(condition))


WITH_WORDS = _best_with("search @@ %(words)s::tsquery")
WITH_WORDS_IN_HEADLINE = _best_with(
    f"search @@ %(words)s::tsquery AND {HEADLINE_STEMS_SQL} @@ %(stems)s::tsquery"
)
WITHOUT_WORDS = f"SELECT published_at, id FROM ({_newest_with('true')}) newest"  # noqa: S608 -- the code's own
