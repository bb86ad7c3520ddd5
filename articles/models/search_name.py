"""Words of the newsroom's own names that look like forms of other words: search leaves them as they are."""

import re
from collections.abc import Iterable

from django.db import models

from articles.places.names import is_generic
from articles.text.words import tokens

# "Dinas Kesehatan" writes, too, and "kesehatan" is still a form of "sehat".
_OF_AN_OFFICE = re.compile(r"(?:ke|pe).+an")


class SearchNameQuerySet(models.QuerySet):
    def words(self) -> frozenset[str]:
        return frozenset(self.values_list("word", flat=True))

    def learn_places(self, names: Iterable[str]) -> None:
        """Take up the words of a region's names that have another stem."""
        self._learn(word for word in _affixed(names) if not is_generic(word))

    def learn_people(self, names: Iterable[str]) -> None:
        """Take up the words of a person's name that have another stem."""
        self._learn(word for word in _affixed(names) if not _OF_AN_OFFICE.fullmatch(word))

    def _learn(self, words: Iterable[str]) -> None:
        if rows := [SearchName(word=word) for word in sorted(set(words))]:
            self.bulk_create(rows, ignore_conflicts=True)


def _affixed(names: Iterable[str]) -> Iterable[str]:
    for name in names:
        for token in tokens(name):
            yield from (form.word for form in token.forms if form.word != form.stem)


class SearchName(models.Model):
    word = models.CharField(max_length=60, primary_key=True)
    is_indexed = models.BooleanField(
        default=False, help_text="Stories from before it was a name are indexed anew."
    )

    objects = SearchNameQuerySet.as_manager()

    def __str__(self):
        return self.word
