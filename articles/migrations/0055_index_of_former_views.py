"""An index of the stories that the former site counted readers of, and the checks of 0054: done while others write."""

from django.contrib.postgres.operations import AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('articles', '0054_meta_tags'),
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
        ValidateConstraint(model_name="article", name="article_robots_known"),
        migrations.RunSQL(
            "ALTER TABLE articles_article VALIDATE CONSTRAINT articles_article_former_views_check",
            migrations.RunSQL.noop,
        ),
    ]
