"""Tags with an introduction and stories in order: series."""

import articles.models.fields
import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0045_second_stories")]

    operations = [
        migrations.AddField(
            "tag",
            "intro",
            articles.models.fields.LinesField(
                "introduction",
                max_length=1000,
                blank=True,
                db_default="",
                help_text="What the matter is about, above its stories. Empty: the page is a plain list.",
            ),
        ),
        migrations.AddField(
            "tag",
            "parts",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(),
                blank=True,
                db_default=[],
                default=list,
                help_text="Ids of the stories of a series, in the order in which they are to be read.",
                size=None,
                verbose_name="parts in order",
            ),
        ),
    ]
