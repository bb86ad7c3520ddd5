"""The indexes of search, made while the site is read and written."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

HEADLINE_STEMS = "ts_filter(summary_search, '{a}')"
KEYS = (
    "(CASE WHEN status = 'published' AND update_of_id IS NULL THEN ARRAY["
    "'d' || ((published_at AT TIME ZONE 'UTC')::date - '1970-01-01'::date)::text, "
    "'m' || (date_part('year', published_at AT TIME ZONE 'UTC')::int * 12"
    " + date_part('month', published_at AT TIME ZONE 'UTC')::int - 1)::text, "
    "'c' || category_id::text, 'r' || region_id::text] END)"
)


class Migration(migrations.Migration):

    atomic = False
    dependencies = [("articles", "0020_search_on_words")]

    operations = [
        AddIndexConcurrently(
            model_name="article",
            index=django.contrib.postgres.indexes.GinIndex(
                models.F("search"),
                models.Func(
                    template=HEADLINE_STEMS,
                    output_field=django.contrib.postgres.search.SearchVectorField(),
                ),
                models.Func(
                    template=KEYS,
                    output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField()),
                ),
                fastupdate=False,
                name="article_search",
            ),
        ),
        AddIndexConcurrently(
            model_name="article",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search"],
                condition=models.Q(
                    models.Q(
                        models.Q(("status", "published"), _negated=True),
                        ("update_of__isnull", False),
                        _connector="OR",
                    ),
                    ("merged_revision__isnull", True),
                ),
                fastupdate=False,
                name="article_search_at_desk",
            ),
        ),
        AddIndexConcurrently(
            model_name="article",
            index=models.Index(
                fields=["-id"], condition=models.Q(("search__isnull", True)), name="article_not_indexed"
            ),
        ),
    ]
