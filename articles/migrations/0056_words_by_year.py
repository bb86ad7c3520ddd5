"""The index of words crosses them with years too: built beside the one before it, while others write."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.contrib.postgres.search import SearchVectorField
from django.db import migrations
from django.db.models import F, Func, TextField

KEYS = (
    "(CASE WHEN published_at IS NOT NULL THEN ARRAY["
    "'d' || ((published_at AT TIME ZONE 'UTC')::date - '1970-01-01'::date)::text, "
    "'m' || (date_part('year', published_at AT TIME ZONE 'UTC')::int * 12"
    " + date_part('month', published_at AT TIME ZONE 'UTC')::int - 1)::text, "
    "'y' || date_part('year', published_at AT TIME ZONE 'UTC')::int::text, "
    "'c' || category::text, 'r' || region::text] END)"
)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("articles", "0055_index_of_former_views")]

    operations = [
        AddIndexConcurrently(
            model_name="searchentry",
            index=GinIndex(
                F("search"),
                Func(template="ts_filter(summary, '{a}')", output_field=SearchVectorField()),
                Func(template=KEYS, output_field=ArrayField(TextField())),
                name="search_entry_by_word",
                fastupdate=False,
            ),
        ),
        RemoveIndexConcurrently(model_name="searchentry", name="search_entry_words"),
    ]
