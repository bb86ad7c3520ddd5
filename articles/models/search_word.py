"""The words that stories are made of, so that search can finish a word or mend a mistyped one."""

from django.db import connection, models, transaction
from django.db.models import F, Func, TextField, Value
from django.db.models.functions import Concat
from django.utils import timezone


def sound_of(word):
    """Return the sound of a word: its first letter and then its consonants, each double one once.

    A vowel more or less, a doubled letter and two vowels that changed places make no difference.
    """
    consonants = Func(word, Value("aeiou"), Value(""), function="translate", output_field=TextField())
    single = Func(
        consonants,
        Value(r"(.)\1+"),
        Value(r"\1"),
        Value("g"),
        function="regexp_replace",
        output_field=TextField(),
    )
    first = Func(word, Value(1), function="left", output_field=TextField())
    return Concat(first, single, output_field=TextField())


class SearchWordQuerySet(models.QuerySet):
    def learn(self, article_id=None):
        """Take up the words of a public story, or count those of the whole archive anew; return how many rows
        that wrote.

        The counts of single stories only grow: a word that is gone again does no harm, because nobody is sent
        to it without a search that found something.
        """
        one = "" if article_id is None else "AND article_id = %(article)s"
        with transaction.atomic(), connection.cursor() as cursor:
            if not one:
                self.all().delete()
            cursor.execute(
                _LEARN.format(one=one),
                {"now": timezone.now(), "article": article_id},
            )
            return cursor.rowcount


# The words are those of the index, without the stems: readers type whole words.
_LEARN = """
    INSERT INTO articles_searchword (word, stories)
    SELECT lexeme, count(*)
    FROM articles_searchentry entry CROSS JOIN LATERAL unnest(entry.search)
    WHERE entry.published_at <= %(now)s {one} AND lexeme ~ '^[a-z]{{3,30}}$'
    GROUP BY lexeme
    ORDER BY lexeme  -- two that learn at once lock the rows in one order
    ON CONFLICT (word) DO UPDATE SET stories = articles_searchword.stories + EXCLUDED.stories
"""


class SearchWord(models.Model):
    """A word of public stories, as it is spelled there, and in how many it was about seen."""

    word = models.CharField(max_length=30, primary_key=True)
    stories = models.PositiveIntegerField()
    sound = models.GeneratedField(
        expression=sound_of(F("word")), output_field=models.TextField(), db_persist=True
    )

    objects = SearchWordQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["sound"], name="search_word_sound")]

    def __str__(self):
        return self.word
