"""Words for search engines, and what the former site counted: columns of the story."""

import django.core.validators
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('articles', '0053_pages_for_readers_are_written'),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="canonical_url",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                max_length=400,
                validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                verbose_name="canonical address",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="former_views",
            field=models.PositiveBigIntegerField(
                db_default=0,
                default=0,
                editable=False,
                help_text="Views that the former site counted; in none of our own figures.",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="meta_description",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                max_length=320,
                verbose_name="description for search engines",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="meta_title",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=120, verbose_name="title for search engines"
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="robots",
            field=models.CharField(
                blank=True,
                choices=[("noindex", "keep it out of search engines")],
                db_default="",
                default="",
                max_length=10,
                verbose_name="search engines",
            ),
        ),
        AddConstraintNotValid(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(("robots__in", ["", "noindex"])), name="article_robots_known"
            ),
        ),
    ]
