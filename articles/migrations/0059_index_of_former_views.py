"""An index of the stories that the former site counted readers of, built while others write."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('articles', '0058_meta_tags'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="article",
            index=models.Index(
                condition=models.Q(("former_views__gt", 0)),
                fields=["published_at"],
                name="article_with_former_views",
            ),
        ),
    ]
