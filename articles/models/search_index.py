"""The words of a story as they are indexed, and the columns that search reads (see `articles/search/`).

Both columns are written together from one text (`search_columns`); what the row alone decides is in the index
itself (`SEARCH_KEYS`) and cannot be forgotten.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db.models import Func, TextField, Value
from django.db.models.functions import Cast

from articles.models.status import published_sql
from articles.text import body, words

SEARCH_COLUMNS = ("search", "summary_search")
# The weights of what stands above the text, and what ts_rank counts for a word of D, C, B and A (PostgreSQL's own
# default). A word of the text alone counts as much as D.
HEADLINE, NAMES = "A", "B"
RANK_WEIGHTS = [0.1, 0.2, 0.4, 1.0]
INDEXED_BODY = 200_000  # characters


def search_texts(place, text):
    """Return the texts of a story as `search_columns` takes them: headline; standfirst, tags, names and place;
    body."""
    names = [text.standfirst, *text.tags, *(credit.name for credit in text.credits), place]
    return text.headline, names, body.text(text.body)[:INDEXED_BODY]


def search_texts_of(story):
    """Return the same of a story's row, its tags and credits."""
    names = [*sorted(tag.name for tag in story.tags.all()), *(credit.name for credit in story.credits.all())]
    return story.headline, [story.standfirst, *names, story.place], body.text(story.body)[:INDEXED_BODY]


def search_columns(headline, names, text, exceptions=()):
    """Return {column: its tsvector as text}: all words with their stems, and the stems of what stands above the
    text, short enough to be ranked by without looking anywhere else.

    Words of `exceptions` have no stem (`SearchName`).
    """
    summary = [(HEADLINE, [headline]), (NAMES, names)]
    return {
        "search": words.vector([headline, *names, text], exceptions),
        "summary_search": words.stem_vector(summary, exceptions),
    }


def as_vectors(columns):
    """Return `search_columns` as expressions for `update()`."""
    return {name: Cast(Value(vector), SearchVectorField()) for name, vector in columns.items()}


HEADLINE_STEMS_SQL = "ts_filter(summary_search, '{a}')"
HEADLINE_STEMS = Func(template=HEADLINE_STEMS_SQL, output_field=SearchVectorField())

# The keys by which one index crosses words with days, months and places, such as {d20633,m24322,c3,r17}; null
# for all but published stories. Days and months are counted from 1970 and from the year 0, in nobody's time zone.
_AT = "published_at AT TIME ZONE 'UTC'"
SEARCH_KEYS = (
    f"(CASE WHEN {published_sql()} THEN ARRAY["
    f"'d' || (({_AT})::date - '1970-01-01'::date)::text, "
    f"'m' || (date_part('year', {_AT})::int * 12 + date_part('month', {_AT})::int - 1)::text, "
    "'c' || category_id::text, 'r' || region_id::text] END)"
)
KEYS = Func(template=SEARCH_KEYS, output_field=ArrayField(TextField()))
