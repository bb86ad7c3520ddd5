"""Stories whose words are indexed anew: those from before an upgrade, and those with a word that has become a name."""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Prefetch

from articles.models import Article, Credit, Person, Region, SearchEntry, SearchName
from articles.models.search_entry import search_columns, search_texts_of
from articles.search.query import WordsQuery

BATCH = 200  # stories of a transaction: so many rows are locked for some tenths of a second


def index_all(stories) -> Iterator[int]:
    """Index these stories anew, the newest first; yield the number of each batch's last one.

    What is done stays done when it is broken off. The newest are what readers look for, so they come first.
    """
    exceptions, below = SearchName.objects.words(), None
    while True:
        rest = stories if below is None else stories.filter(pk__lt=below)
        batch = list(rest.order_by("-pk").values_list("pk", flat=True)[:BATCH])
        if not batch:
            return
        _index(batch, exceptions)
        below = batch[-1]
        yield below


def learn_names():
    """Take up all names anew, those that were written past the models too."""
    for name, dateline, aliases in Region.objects.values_list("name", "dateline", "aliases"):
        SearchName.objects.learn_places([name, dateline, *aliases])
    SearchName.objects.learn_people(Person.objects.values_list("name", flat=True))


def index_names() -> int:
    """Index the stories anew that have a word which has become a name; return how many words these were."""
    names = list(SearchName.objects.filter(is_indexed=False).values_list("word", flat=True))
    for name in names:
        for _ in index_all(Article.objects.filter(search_entry__search=WordsQuery(f"'{name}'"))):
            pass
        SearchName.objects.filter(word=name).update(is_indexed=True)
    return len(names)


@transaction.atomic
def _index(ids, exceptions):
    """Write the words of stories, as they are saved now: nobody else writes their rows meanwhile."""
    rows = (
        Article.objects.filter(pk__in=ids)
        .order_by("pk")
        .select_for_update(no_key=True, of=("self",))
        .select_related("region")
    )
    rows = rows.prefetch_related("tags", Prefetch("credits", Credit.objects.order_by("order")))
    SearchEntry.objects.write_many((row.pk, search_columns(search_texts_of(row), exceptions)) for row in rows)
