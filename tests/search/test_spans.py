"""The spans of time that a search looks through: every moment is in one of them, and they ask for few keys."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from django.db import connection

from articles import search
from articles.models.search_entry import KEYS_SQL
from articles.search.candidates import _spans

UNTIL = [
    datetime(2026, 12, 1, 9, tzinfo=UTC),
    datetime(2026, 1, 1, tzinfo=UTC),
    datetime(2024, 2, 29, 23, 59, tzinfo=UTC),
    datetime(2025, 12, 31, 12, tzinfo=UTC),
]
DAYS = f"""
    SELECT published_at, {KEYS_SQL} FROM (
        SELECT published_at, 1 AS category, 2 AS region
        FROM generate_series(%s::timestamptz - interval '100 years', %s, interval '23 hours') published_at
    ) story
"""


def spans_of(until):
    spans = _spans(until)
    return list(zip(spans["units"], spans["lows"], spans["highs"], spans["befores"], strict=True))


@pytest.mark.django_db
@pytest.mark.parametrize("until", UNTIL)
def test_the_index_has_a_key_of_the_one_span_that_a_moment_is_in(until):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL TIME ZONE 'UTC'")
        cursor.execute(DAYS, [until, until])
        moments = cursor.fetchall()
    spans = spans_of(until)
    for moment, keys in moments:
        [*_, (unit, low, high, _before)] = (span for span in spans if moment < span[3])
        assert {f"{unit}{number}" for number in range(low, high + 1)} & set(keys), (moment, unit, low, high)
    assert spans[0][3] > until


@pytest.mark.parametrize("until", UNTIL)
def test_spans_go_back_and_a_word_of_no_story_asks_for_few_keys(until):
    spans = spans_of(until)
    assert all(later[3] > earlier[3] for later, earlier in pairwise(spans))
    of_thirty_years = [span for span in spans if span[3].year > until.year - 30]
    assert sum(high - low + 1 for _unit, low, high, _before in of_thirty_years) <= 80


@pytest.mark.django_db
@pytest.mark.parametrize("year", [1, 100, 1969])
def test_an_end_before_all_stories_finds_none(year, story):
    story("Banjir di pasar")
    filters = search.Filters(until=datetime(year, 1, 1, tzinfo=UTC))
    with search.patience() as cursor:
        assert search.find(cursor, search.read("banjir"), filters) == (search.Matches([], more=False), ())
        assert search.newest(cursor, filters, 10) == []
