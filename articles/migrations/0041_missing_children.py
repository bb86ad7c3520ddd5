from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Nobody waits for the index: an archive may hold many stories."""

    atomic = False
    dependencies = [('articles', '0040_protected_persons')]

    operations = [
        AddIndexConcurrently(
            model_name="article",
            index=models.Index(
                fields=["id"],
                name="article_names_missing_child",
                condition=models.Q(protected__contains=["missing-child"]),
            ),
        ),
    ]
