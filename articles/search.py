"""Readers' search: PostgreSQL's Indonesian stemming over headline, standfirst, tags, credits and body.

The time that it takes does not grow with the archive. Candidates are the newest stories that match, a bounded number,
collected month by month, then in longer spans, until there are enough of them: the index crosses the words with the
months, so that a word of every fifth story reads no more than one of its newest months holds. Only candidates are
ranked. Why: decision 0024.
"""

import html
import re
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.conf import settings
from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db import OperationalError, connection, transaction
from django.db.models import F, Func, Q, TextField, Value
from django.db.models.functions import Left
from django.utils import timezone
from django.utils.safestring import mark_safe
from psycopg.errors import QueryCanceled

from articles import pagination
from articles.models import Article, SearchWord
from articles.models.article import SEARCH_CONFIG
from articles.models.searching import sound_of

MOST = 500  # stories that a search finds; beyond, only the number is not exact
LOOKED_AT = 500  # stories that have the words of a phrase, to see whether they stand side by side
HEADLINES = 100  # that are found besides, however old they are
FEW = 3  # results that leave a reader wondering whether it was a slip
LEAST_PREFIX = 3  # letters
UNDER_WAY = 500  # stories at the desk that are looked at
ENDINGS = 12  # words that a beginning may become

# In nearly every story: they tell none from another. Between quotation marks they count.
STOP_WORDS = frozenset(
    """
    ada adalah agar akan atau bahwa bagi dalam dan dapat dari dengan di hal ia ini itu jika juga karena ke kepada namun
    oleh pada para pun saat saja sebagai sebuah sehingga sejak seperti serta sudah telah tentang tersebut tetapi untuk
    yaitu yang
    """.split()  # noqa: SIM905 -- a list of quoted words is harder to read
)
_PART = re.compile(r'(?P<excluded>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_EXCLUDED = re.compile(r'(?<!\S)-(?:"[^"]*"?|\S+)')
_WORD = re.compile(r"[A-Za-z]{4,25}")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Control characters cannot occur in a body, so they mark the found words until the text is escaped.
_START, _STOP = "\x02", "\x03"
SNIPPET_FROM = 20_000  # characters of a body


class TooBroad(Exception):
    """The database lost its patience with this search."""


@dataclass(frozen=True)
class Wanted:
    """What somebody typed, taken apart; `words` is in the spelling of websearch_to_tsquery, "" finds nothing."""

    typed: str
    words: str
    last: str  # the last word, where the query is plain and it may be the beginning of a longer one
    only_stop_words: bool
    only_exclusions: bool


def read(typed):
    kept, skipped, plain = [], 0, True
    parts = [part for part in _PART.finditer(typed) if re.search(r"\w", part["phrase"] or part["word"] or "")]
    for part in parts:
        word = part["word"]
        if part["excluded"] or word is None or word == "OR":
            plain = False
        if word and not part["excluded"] and word.lower() in STOP_WORDS:
            skipped += 1
        else:
            kept.append(part)
    # One of two, of which one is "everything but …", is nearly everything.
    spelled = [
        part[0].strip()
        for n, part in enumerate(kept)
        if part["word"] != "OR"
        or (0 < n < len(kept) - 1 and not (kept[n - 1]["excluded"] or kept[n + 1]["excluded"]))
    ]
    found = any(not part["excluded"] and part["word"] != "OR" for part in kept)
    last = spelled[-1].lower() if found and plain and typed[-1:].isalnum() else ""
    return Wanted(
        typed=typed,
        words=" ".join(spelled) if found else "",
        last=last if len(last) >= LEAST_PREFIX and last.isascii() and last.isalpha() else "",
        only_stop_words=not found and skipped > 0,
        only_exclusions=not found and not skipped and any(part["excluded"] for part in kept),
    )


@dataclass(frozen=True)
class Filters:
    categories: tuple = ()  # ids; () does not filter
    regions: tuple = ()
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Found:
    ids: list  # the best first
    more: bool  # than could be looked at
    looked_at: int = 0  # only so many of the newest stories with the words of a phrase, where there are more


@contextmanager
def patience():
    """The database gives up a search that takes too long; it neither compiles one nor reads all the rows for it."""
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


def find(cursor, wanted, filters, *, newest_first=False):
    """The public stories that contain these words; where they are few, also those with longer words."""
    found = _candidates(cursor, wanted.words, "", filters, newest_first=newest_first)
    if len(found.ids) > pagination.PAGE_SIZE or not (endings := _endings(wanted.last)):
        return found, ""
    rest = wanted.words[: -len(wanted.last)]
    longer = _candidates(cursor, rest, endings, filters, newest_first=newest_first)
    ids = list(dict.fromkeys([*found.ids, *longer.ids]))[:MOST]
    return Found(ids, longer.more, found.looked_at or longer.looked_at), endings


def _endings(beginning):
    """The words that begin like this, the common ones first, as a query: "kraksaan OR kraksan".

    The index cannot be asked for a beginning: it holds stems, and "kebak" begins no stem of "kebakaran".
    """
    if not beginning:
        return ""
    words = SearchWord.objects.filter(word__startswith=beginning).exclude(word=beginning)
    return " OR ".join(words.order_by("-stories", "word").values_list("word", flat=True)[:ENDINGS])


def _candidates(cursor, words, endings, filters, *, newest_first):
    cursor.execute(
        _CANDIDATES, _asked(filters) | {"words": words, "endings": endings, "by_time": newest_first}
    )
    rows = cursor.fetchall()
    best = sorted(((score, at, pk) for pk, at, score, _ in rows if pk), reverse=True)
    return Found(
        ids=list(dict.fromkeys(pk for *_, pk in best))[:MOST],
        more=sum(by_time for *_, by_time in rows) > MOST,
        looked_at=LOOKED_AT if any(pk is None for pk, *_ in rows) else 0,
    )


def _asked(filters):
    now = timezone.now()
    return {
        "categories": [f"c{pk}" for pk in filters.categories] or None,
        "regions": [f"r{pk}" for pk in filters.regions] or None,
        "since": filters.since,
        "now": min(filters.until or now, now),
    }


def newest(cursor, filters, most):
    """[(time, id)] of the newest public stories of these categories and regions, found in spans as words are."""
    query = f"SELECT published_at, id FROM ({_newest('true', most)}) newest"  # noqa: S608
    cursor.execute(query, _asked(filters) | {"words": "", "endings": ""})
    return cursor.fetchall()


_QUERY = (
    f"(websearch_to_tsquery('{SEARCH_CONFIG}', %(words)s)"
    f" && websearch_to_tsquery('{SEARCH_CONFIG}', %(endings)s))"
)
# The index knows which words a story has, but not where. A phrase is therefore asked for as its words without an order,
# and read itself in a bounded number of the stories that have them: two words of every story would else lead through
# the texts of whole months. `querytree` leaves out what must not occur.
_HAS_PHRASE = f"({_QUERY}::text LIKE '%%<%%')"
_WORDS_ALONE = f"""
    CASE WHEN {_HAS_PHRASE} THEN regexp_replace(querytree({_QUERY}), '<(-|[0-9]+)>', '&', 'g')::tsquery ELSE {_QUERY} END
"""
_FIRST = """
    SELECT published_at FROM articles_article WHERE status = 'published' AND update_of_id IS NULL
    ORDER BY published_at LIMIT 1
"""


def _month_of(moment):
    return f"(date_part('year', {moment} AT TIME ZONE 'UTC') * 12 + date_part('month', {moment} AT TIME ZONE 'UTC'))::int"


def _newest(words_match, most):
    """The newest stories of which this is true, found in spans of months: this one, the last one, two, four, eight, and
    none once there are enough. Where a short span holds few, one twice as long holds not many more.

    OFFSET 0 hides the order from the planning of what is inside: the database would otherwise walk through all the
    stories by their time wherever it thinks, often wrongly, that many will match.
    """
    most = f"CASE WHEN {_HAS_PHRASE} THEN {LOOKED_AT} ELSE {most} END"
    return f"""
        SELECT found.*
        FROM (
            SELECT {_month_of("%(now)s::timestamptz")} AS month,
                {_month_of(f"COALESCE(%(since)s::timestamptz, ({_FIRST}))")} AS first
        ) AS this
        CROSS JOIN LATERAL generate_series(0, ceil(log(2.0, greatest(1, 1 + month - first)))::int) AS step
        CROSS JOIN LATERAL (
            SELECT * FROM (
                SELECT id, published_at, search, headline_search FROM articles_article
                WHERE {words_match} AND search_keys && ARRAY(
                        SELECT 'm' || number FROM generate_series(month + 1 - (1 << step), month - (1 << step) / 2) number
                    )
                    AND (%(categories)s::text[] IS NULL OR search_keys && %(categories)s::text[])
                    AND (%(regions)s::text[] IS NULL OR search_keys && %(regions)s::text[])
                    AND published_at BETWEEN COALESCE(%(since)s::timestamptz, '-infinity') AND %(now)s
                OFFSET 0
            ) matching
            ORDER BY published_at DESC, id DESC
            LIMIT {most}
        ) found
        LIMIT {most}
    """  # noqa: S608 -- what is put together stands in this file


# A story of today counts twice as much as an old one that says the same. Old stories that have the words in their
# headline are looked for only where the newest are not all.
_SCORE = f"""
    CASE WHEN %(by_time)s THEN 0 ELSE
        ts_rank('{{0.1, 0.2, 0.4, 1.0}}', search, {_QUERY})
        * (1 + exp(-extract(epoch FROM %(now)s - published_at) / (86400 * 90)))
    END
"""
_CANDIDATES = f"""
    WITH looked_at AS MATERIALIZED ({_newest(f"search @@ {_WORDS_ALONE}", MOST + 1)}),
        newest AS MATERIALIZED (
            SELECT * FROM looked_at WHERE NOT {_HAS_PHRASE} OR search @@ {_QUERY} LIMIT {MOST + 1}
        ),
        are_all AS MATERIALIZED (
            SELECT (SELECT count(*) FROM newest) <= {MOST}
                AND NOT ({_HAS_PHRASE} AND (SELECT count(*) FROM looked_at) = {LOOKED_AT}) AS known
        ),
        headlines AS MATERIALIZED (
            SELECT * FROM (
                {_newest(f"headline_search @@ {_WORDS_ALONE}", HEADLINES)}
            ) headline
            WHERE headline_search @@ {_QUERY} AND search @@ {_QUERY} LIMIT {HEADLINES}
        )
    SELECT id, published_at, {_SCORE}, true FROM newest
    UNION ALL
    SELECT id, published_at, {_SCORE}, false FROM headlines
    WHERE NOT %(by_time)s AND NOT (SELECT known FROM are_all)
    UNION ALL
    SELECT NULL, NULL, 0, false FROM are_all
    WHERE NOT known AND {_HAS_PHRASE} AND (SELECT count(*) FROM newest) <= {MOST}
"""  # noqa: S608


def suggestion(cursor, wanted, filters, than):
    """What the reader may have meant: like what was typed, but with words that are known. None without a better one.

    It is only told after a search for it has found more stories than `than`, so that the words of a story that was
    withdrawn lead nowhere.
    """
    wished = _EXCLUDED.sub("", wanted.words)
    typed = list(dict.fromkeys(word.lower() for word in _WORD.findall(wished)))[:5]
    better = {word: found for word, found in _better_words(typed).items() if found}
    for choice in range(min(3, max(map(len, better.values()), default=0))):
        words = {word: found[min(choice, len(found) - 1)] for word, found in better.items()}
        meant = read(_mended(wanted.typed, words))
        if len(_candidates(cursor, meant.words, "", filters, newest_first=True).ids) > than:
            return meant.typed
    return None


def _mended(typed, words):
    return _WORD.sub(lambda word: words.get(word[0].lower(), word[0]), typed)


def _better_words(typed):
    """Each of these words with the known ones that it may be a slip of, the likeliest first."""
    slips = {word: _slips(word) for word in typed}
    sounds = [sound_of(Value(word)) for word in typed]
    near = Q(word__in=set().union(*slips.values(), typed)) | Q(sound__in=sounds)
    known = dict(SearchWord.objects.filter(near).order_by("-stories").values_list("word", "stories")[:500])
    better = {}
    for word in typed:
        # One that stands in stories itself is a slip only where the other is far more common.
        enough = 10 * known.get(word, 0)
        nearest = [
            (distance, -stories, other)
            for other, stories in known.items()
            if other != word
            and stories > enough
            and (distance := _distance(word, other)) <= (2 if len(word) > 5 else 1)
        ]
        better[word] = [other for *_, other in sorted(nearest)]
    return better


def _slips(word):
    """All that is one slip away: a letter too many, too few, another one, or two that changed places."""
    halves = [(word[:n], word[n:]) for n in range(len(word) + 1)]
    return {
        made
        for before, after in halves
        for made in (
            before + after[1:],
            before + after[1:2] + after[:1] + after[2:],
            *(before + letter + after for letter in _LETTERS),
            *(before + letter + after[1:] for letter in _LETTERS),
        )
    }


def _distance(one, other):
    """How many slips lie between two words, after Damerau and Levenshtein."""
    before, row = [], list(range(len(other) + 1))
    for n, letter in enumerate(one, 1):
        earlier, before, row = before, row, [n]
        for m, second in enumerate(other, 1):
            row.append(min(before[m] + 1, row[m - 1] + 1, before[m - 1] + (letter != second)))
            if n > 1 and m > 1 and letter == other[m - 2] and second == one[n - 2]:
                row[m] = min(row[m], earlier[m - 2] + 1)
    return row[-1]


def with_snippets(articles, wanted, endings):
    """Adds `snippet` (unsafe, see `marked`) to the stories of one page."""
    plain = Func(
        Left("body", SNIPPET_FROM), Value("<[^>]*(>|$)"), Value(" "), Value("g"),
        function="regexp_replace", output_field=TextField(),
    )  # fmt: skip
    snippet = highlighted(
        plain, wanted, endings, max_words=32, min_words=18, max_fragments=2, fragment_delimiter=" … "
    )
    return articles.annotate(snippet=snippet)


def highlighted(expression, wanted, endings="", **options):
    """A text with its found words between marks that `marked` turns into HTML."""
    shown = query(wanted.words)
    if endings:
        shown |= query(endings)
    return SearchHeadline(
        expression, shown, config=SEARCH_CONFIG, start_sel=_START, stop_sel=_STOP, **options
    )


def is_marked(text):
    return _START in text


def marked(snippet, *, whole=False):
    """A snippet as safe HTML, its found words in `<mark>`, with an ellipsis where a sentence goes on."""
    text = html.escape(" ".join(html.unescape(snippet).split()))
    if text and not whole and not text.removesuffix(_STOP).endswith((".", "!", "?", "”")):
        text = f"{text.rstrip(',;:–- ')}…"
    return mark_safe(text.replace(_START, "<mark>").replace(_STOP, "</mark>"))  # noqa: S308 -- escaped above


# At the desk, where drafts are found too


def query(words):
    return SearchQuery(words, config=SEARCH_CONFIG, search_type="websearch")


def matching(articles, words):
    """The best of these stories for a field that searches as one types: of those that readers see what they would find,
    of those under way what was saved last. The rest, which is nothing to lead readers to, is not looked for."""
    wanted = read(words)
    if not wanted.words:
        return articles.none()
    with patience() as cursor:
        found, _endings = find(cursor, wanted, Filters())
    asked = query(wanted.words)
    last_saved = articles.under_way().order_by("-saved_at").values("pk")[:UNDER_WAY]
    under_way = Article.objects.filter(pk__in=last_saved, search=asked).order_by("-saved_at")
    some = [ids[: pagination.PAGE_SIZE] for ids in (found.ids, under_way.values_list("pk", flat=True))]
    rank = SearchRank(F("search"), asked, weights=[0.1, 0.2, 0.4, 1.0])
    return articles.filter(pk__in=chain(*some)).annotate(rank=rank).order_by("-rank", "-published_at", "-pk")
