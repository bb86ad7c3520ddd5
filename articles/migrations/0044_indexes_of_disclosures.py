"""Indexes of what few stories have, built while others write."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('articles', '0043_masthead_history'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="article",
            index=models.Index(
                condition=models.Q(
                    ("status", "published"),
                    ("update_of__isnull", True),
                    models.Q(("unverified_note", ""), _negated=True),
                ),
                fields=["published_at"],
                name="article_unverified",
            ),
        ),
        AddIndexConcurrently(
            model_name="article",
            index=models.Index(
                condition=models.Q(("source_id", ""), _negated=True),
                fields=["source_id"],
                name="article_by_source_id",
            ),
        ),
        AddIndexConcurrently(
            model_name="article",
            index=models.Index(
                condition=models.Q(("source_url", ""), _negated=True),
                fields=["source_url"],
                name="article_by_source_url",
            ),
        ),
        AddIndexConcurrently(
            model_name="article",
            index=models.Index(
                condition=models.Q(("verifies__isnull", False)), fields=["verifies"], name="article_verifies"
            ),
        ),
    ]
