"""The words of a story as PostgreSQL indexes them, and the columns that search reads (see
`articles/search/`)."""

from django.contrib.postgres.search import SearchVector
from django.db.models import Case, F, Func, TextField, Value, When

from articles.models.status import PUBLISHED_STORY
from articles.text import body

SEARCH_CONFIG = "indonesian"
SEARCH_COLUMNS = ("search", "headline_search", "search_keys")
# The weights of `search_parts`, and what ts_rank counts for a word of D, C, B and A (PostgreSQL's own
# default).
HEADLINE, NAMES, BODY = "A", "B", "D"
RANK_WEIGHTS = [0.1, 0.2, 0.4, 1.0]
INDEXED_BODY = 200_000  # characters

# The number of a month since the year 0. Written so that it depends on nobody's time zone.
_MONTH = (
    "date_part('year', %(expressions)s AT TIME ZONE 'UTC')::int * 12"
    " + date_part('month', %(expressions)s AT TIME ZONE 'UTC')::int"
)


def search_parts(place, text):
    """Return {weight: text}: the headline over standfirst, tags, names and place, over the body."""
    names = [*text.tags, *(credit.name for credit in text.credits)]
    parts = {
        HEADLINE: text.headline,
        NAMES: " ".join([text.standfirst, *names, place]),
        BODY: body.text(text.body)[:INDEXED_BODY],
    }
    # What looks like a tag would hide the words in it.
    return {weight: words.replace("<", " ") for weight, words in parts.items()}


def search_vector(place, text):
    vectors = [
        SearchVector(Value(words), weight=weight, config=SEARCH_CONFIG)
        for weight, words in search_parts(place, text).items()
    ]
    return vectors[0] + vectors[1] + vectors[2]


def _key(prefix, template, column):
    """Return `prefix` before a number that the database makes of a column."""
    return Func(F(column), template=f"'{prefix}' || ({template})::text", output_field=TextField())


# The keys by which one index crosses words with months and places, such as {m24234,c3,r17}; null for all but
# published stories.
SEARCH_KEYS = Case(
    When(
        **dict(PUBLISHED_STORY.children),
        then=Func(
            _key("m", _MONTH, "published_at"),
            _key("c", "%(expressions)s", "category_id"),
            _key("r", "%(expressions)s", "region_id"),
            template="ARRAY[%(expressions)s]",
        ),
    ),
)
