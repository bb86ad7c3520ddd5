"""Words for search engines, and what the former site counted: columns of the story.

In one statement, with checks that 0055 lets read the stories that were there: their table is held for the moment that it takes.
"""

import django.core.validators
from django.db import migrations, models

COLUMNS = """
ALTER TABLE articles_article
    ADD COLUMN canonical_url varchar(400) DEFAULT '' NOT NULL,
    ADD COLUMN former_views bigint DEFAULT 0 NOT NULL,
    ADD COLUMN meta_description varchar(320) DEFAULT '' NOT NULL,
    ADD COLUMN meta_title varchar(120) DEFAULT '' NOT NULL,
    ADD COLUMN robots varchar(10) DEFAULT '' NOT NULL,
    ADD CONSTRAINT articles_article_former_views_check CHECK (former_views >= 0) NOT VALID,
    ADD CONSTRAINT article_robots_known CHECK (robots IN ('', 'noindex')) NOT VALID
"""
FORMER = """
ALTER TABLE articles_article
    DROP COLUMN canonical_url, DROP COLUMN former_views, DROP COLUMN meta_description, DROP COLUMN meta_title,
    DROP COLUMN robots
"""


class Migration(migrations.Migration):
    dependencies = [
        ('articles', '0053_pages_for_readers_are_written'),
    ]

    operations = [
        migrations.RunSQL(
            COLUMNS,
            FORMER,
            state_operations=[
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
                migrations.AddConstraint(
                    model_name="article",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("robots__in", ["", "noindex"])), name="article_robots_known"
                    ),
                ),
            ],
        ),
    ]
