"""Search by words that Python makes of a text: what was indexed before is dropped, and `manage.py index_stories` makes
it anew. Nothing here rewrites a table.
"""

import django.contrib.postgres.search
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("articles", "0019_sources_in_their_order")]

    operations = [
        migrations.CreateModel(
            name="SearchName",
            fields=[
                ("word", models.CharField(max_length=60, primary_key=True, serialize=False)),
                (
                    "is_indexed",
                    models.BooleanField(
                        default=False, help_text="Stories from before it was a name are indexed anew."
                    ),
                ),
            ],
        ),
        migrations.RemoveIndex(model_name="article", name="article_search"),
        migrations.RemoveIndex(model_name="article", name="article_search_at_desk"),
        migrations.RemoveField(model_name="article", name="headline_search"),
        migrations.RemoveField(model_name="article", name="search_keys"),
        migrations.RemoveField(model_name="article", name="search"),
        migrations.AddField(
            model_name="article",
            name="search",
            field=django.contrib.postgres.search.SearchVectorField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="article",
            name="summary_search",
            field=django.contrib.postgres.search.SearchVectorField(
                editable=False, help_text="Stems of headline, standfirst, tags, names and place.", null=True
            ),
        ),
    ]
