"""The words of stories as they are indexed (see `articles/search/`), in rows of their own: narrow ones, so that many
stand on a page, and untouched by what else changes of a story."""

from collections.abc import Iterable, Mapping

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import connection, models
from django.db.models import F, Func, Q, TextField

from articles.models.credit import listed_at
from articles.text import body, words

# The weights of what stands above the text, and what ts_rank counts for a word of D, C, B and A (PostgreSQL's own
# default). A word of the text alone counts as much as D.
HEADLINE, NAMES = "A", "B"
RANK_WEIGHTS = [0.1, 0.2, 0.4, 1.0]
INDEXED_BODY = 200_000  # characters

WORDS_INDEX = "search_entry_by_word"
HEADLINE_STEMS_SQL = "ts_filter(summary, '{a}')"
# The keys by which one index crosses words with days, months, years and places, such as
# {d20633,m24322,y2026,c3,r17}; null for all but published stories. Days and months are counted from 1970 and from the
# year 0, in nobody's time zone.
_AT = "published_at AT TIME ZONE 'UTC'"
KEYS_SQL = (
    "(CASE WHEN published_at IS NOT NULL THEN ARRAY["
    f"'d' || (({_AT})::date - '1970-01-01'::date)::text, "
    f"'m' || (date_part('year', {_AT})::int * 12 + date_part('month', {_AT})::int - 1)::text, "
    f"'y' || date_part('year', {_AT})::int::text, "
    "'c' || category::text, 'r' || region::text] END)"
)


class SearchEntryQuerySet(models.QuerySet):
    def write(self, entries: Iterable[tuple[int, Mapping[str, str]]]) -> None:
        """Write the words of stories, pairs of an id and `search_columns`, over what was indexed of them."""
        with connection.cursor() as cursor:
            cursor.executemany(_WRITE, [{"article": pk, **columns} for pk, columns in entries])

    def write_many(self, entries: Iterable[tuple[int, Mapping[str, str]]]) -> None:
        """Write the words of many stories, in a transaction: each word goes into the indexes once, with all stories that have
        it. Nobody sees the list of pending entries that this takes: it is empty and off again before the transaction ends.
        """
        entries = list(entries)  # words are made before anybody has to wait
        self.keep_pending(True)
        self.write(entries)
        self.keep_pending(False)

    def keep_pending(self, is_on: bool) -> None:
        """Switch the lists of pending entries of the indexes of words on, or off and empty them. What stands there goes into
        its index at once, which takes PostgreSQL a fraction of the time; each search reads through it until then."""
        with connection.cursor() as cursor:
            for index in self.model._meta.indexes:
                cursor.execute(f"ALTER INDEX {index.name} SET (fastupdate = {'on' if is_on else 'off'})")
                if not is_on:
                    cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [index.name])


# What is the same is not written: the index would have every word once more.
_WRITE = """
    INSERT INTO articles_searchentry AS entry (article_id, search, summary)
    VALUES (%(article)s, %(search)s::tsvector, %(summary)s::tsvector)
    ON CONFLICT (article_id) DO UPDATE SET search = EXCLUDED.search, summary = EXCLUDED.summary
    WHERE (entry.search, entry.summary) IS DISTINCT FROM (EXCLUDED.search, EXCLUDED.summary)
"""


class SearchEntry(models.Model):
    """The words of one story. Time, category and region are copies that triggers keep, of published stories alone."""

    article = models.OneToOneField(
        "articles.Article", models.CASCADE, primary_key=True, related_name="search_entry"
    )
    published_at = listed_at()
    category = models.BigIntegerField(null=True, editable=False)
    region = models.BigIntegerField(null=True, editable=False)
    search = SearchVectorField(help_text="All words, and their stems.")
    summary = SearchVectorField(help_text="Stems of headline, standfirst, tags, names and place.")

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        indexes = [
            # Without a list of pending entries, which each search would read through.
            GinIndex(
                F("search"),
                Func(template=HEADLINE_STEMS_SQL, output_field=SearchVectorField()),
                Func(template=KEYS_SQL, output_field=ArrayField(TextField())),
                name=WORDS_INDEX,
                fastupdate=False,
            ),
            GinIndex(
                fields=["search"],
                name="search_entry_at_desk",
                condition=Q(published_at__isnull=True),
                fastupdate=False,
            ),
        ]

    def __str__(self):
        return str(self.article_id)


def search_texts(place, text):
    """Return the texts of a story as `search_columns` takes them: headline; standfirst, tags, names and place;
    body."""
    names = [text.standfirst, *text.tags, *(credit.name for credit in text.credits), place]
    return text.headline, names, body.text(text.body)[:INDEXED_BODY]


def search_texts_of(story):
    """Return the same of a story's row, its tags and credits."""
    names = [*sorted(tag.name for tag in story.tags.all()), *(credit.name for credit in story.credits.all())]
    return story.headline, [story.standfirst, *names, story.place], body.text(story.body)[:INDEXED_BODY]


def search_columns(texts, exceptions=()):
    """Return {column: its tsvector as text} of `search_texts`: all words with their stems, and the stems of what stands above the
    text, short enough to be ranked by without looking anywhere else.

    Words of `exceptions` have no stem (`SearchName`).
    """
    headline, names, text = texts
    return {
        "search": words.vector([headline, *names, text], exceptions),
        "summary": words.stem_vector([(HEADLINE, [headline]), (NAMES, names)], exceptions),
    }
