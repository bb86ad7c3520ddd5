"""Indexes for figures over a period, so that what is older is not read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0017_found_at_the_desk")]

    operations = [
        migrations.AddIndex(
            "article",
            models.Index(
                fields=["update_of", "published_at"],
                include=["id", "category", "region"],
                name="article_counted",
                condition=models.Q(status__in=["published", "withdrawn"]),
            ),
        ),
        migrations.AddIndex(
            "articleevent", models.Index(fields=["action", "created_at"], name="event_by_action")
        ),
    ]
