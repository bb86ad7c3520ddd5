"""Lines of rows that were stored before their columns cleaned them: what the migrations of both apps do."""

from django.db import DatabaseError, transaction

from articles.bulk import batched
from articles.models.article import place_of
from articles.models.search_index import search_vector
from articles.text.story_text import CreditLine, StoryText

BATCH = 500


def clean_rows(model, columns, tell=print):
    """Clean these columns, {name: function of `articles/text/lines.py`}, and return the ids of the rows that
    changed.

    `tell` gets a line for each change, and for each row that stays because another has the clean text
    already. Only the columns are written: no revision, no event, no time.
    """
    changed = []
    for pk, *values in model._base_manager.values_list("pk", *columns).iterator(chunk_size=BATCH):
        before = dict(zip(columns, values, strict=True))
        after = {name: _cleaned(columns[name], value) for name, value in before.items()}
        differing = {name: value for name, value in after.items() if value != before[name]}
        if not differing:
            continue
        try:
            with transaction.atomic():
                model._base_manager.filter(pk=pk).update(**differing)
        except DatabaseError as error:
            tell(f"  {model._meta.label_lower} {pk} stays: {str(error).splitlines()[0]}")
            continue
        changed.append(pk)
        for name, value in differing.items():
            tell(f"  {model._meta.label_lower} {pk} {name}: {before[name]!a} -> {value!r}")
    return changed


def _cleaned(cleaning, value):
    if isinstance(value, list):
        return [cleaning(one) for one in value]
    return value and cleaning(value)


def write_search_words(model, ids):
    """Write the words that search reads of these stories, whatever their revisions say."""
    articles = model._base_manager
    for batch in batched(sorted(ids), BATCH):
        for article in articles.filter(pk__in=batch).select_related("region"):
            text = StoryText(
                headline=article.headline,
                standfirst=article.standfirst,
                body=article.body,
                tags=tuple(article.tagged_items.values_list("tag__name", flat=True)),
                credits=tuple(
                    CreditLine(None, "", name) for name in article.credits.values_list("name", flat=True)
                ),
            )
            region = article.region
            place = place_of(article.dateline, (region and (region.dateline or region.name)) or "")
            articles.filter(pk=article.pk).update(search=search_vector(place, text))
