"""Search by words that Python makes of a text, in rows of their own.

What was indexed before is dropped, which rewrites no table; `manage.py index_stories` indexes all stories anew.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

READ = """
CREATE FUNCTION articles_searchentry_reads_story() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_public boolean;
BEGIN
    SELECT status = 'published' AND update_of_id IS NULL, published_at, category_id, region_id
    INTO is_public, NEW.published_at, NEW.category, NEW.region
    FROM articles_article WHERE id = NEW.article_id FOR NO KEY UPDATE;
    IF is_public IS NOT TRUE THEN
        NEW.published_at = NULL;
        NEW.category = NULL;
        NEW.region = NULL;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER searchentry_reads_story BEFORE INSERT OR UPDATE ON articles_searchentry
    FOR EACH ROW EXECUTE FUNCTION articles_searchentry_reads_story();
"""
TELL = """
CREATE FUNCTION articles_tell_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE articles_searchentry SET published_at = NULL WHERE article_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER article_tells_search
    AFTER UPDATE OF status, published_at, update_of_id, category_id, region_id ON articles_article
    FOR EACH ROW WHEN (
        (OLD.status='published' AND OLD.update_of_id IS NULL OR NEW.status='published' AND NEW.update_of_id IS NULL)
        AND (OLD.status, OLD.published_at, OLD.update_of_id, OLD.category_id, OLD.region_id)
            IS DISTINCT FROM (NEW.status, NEW.published_at, NEW.update_of_id, NEW.category_id, NEW.region_id)
    )
    EXECUTE FUNCTION articles_tell_search();
"""
UNDO = """
DROP TRIGGER article_tells_search ON articles_article;
DROP FUNCTION articles_tell_search();
DROP TRIGGER searchentry_reads_story ON articles_searchentry;
DROP FUNCTION articles_searchentry_reads_story();
"""
KEYS = (
    "(CASE WHEN published_at IS NOT NULL THEN ARRAY["
    "'d' || ((published_at AT TIME ZONE 'UTC')::date - '1970-01-01'::date)::text, "
    "'m' || (date_part('year', published_at AT TIME ZONE 'UTC')::int * 12"
    " + date_part('month', published_at AT TIME ZONE 'UTC')::int - 1)::text, "
    "'c' || category::text, 'r' || region::text] END)"
)


class Migration(migrations.Migration):

    dependencies = [("articles", "0027_dated_back")]

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
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_entry",
                        serialize=False,
                        to="articles.article",
                    ),
                ),
                ("published_at", models.DateTimeField(editable=False, null=True)),
                ("category", models.BigIntegerField(editable=False, null=True)),
                ("region", models.BigIntegerField(editable=False, null=True)),
                (
                    "search",
                    django.contrib.postgres.search.SearchVectorField(help_text="All words, and their stems."),
                ),
                (
                    "summary",
                    django.contrib.postgres.search.SearchVectorField(
                        help_text="Stems of headline, standfirst, tags, names and place."
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        models.F("search"),
                        models.Func(
                            template="ts_filter(summary, '{a}')",
                            output_field=django.contrib.postgres.search.SearchVectorField(),
                        ),
                        models.Func(
                            template=KEYS,
                            output_field=django.contrib.postgres.fields.ArrayField(
                                base_field=models.TextField()
                            ),
                        ),
                        fastupdate=False,
                        name="search_entry_words",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search"],
                        condition=models.Q(("published_at__isnull", True)),
                        fastupdate=False,
                        name="search_entry_at_desk",
                    ),
                ],
            },
        ),
        migrations.RunSQL(READ + TELL, UNDO),
        migrations.RemoveIndex(model_name="article", name="article_search"),
        migrations.RemoveIndex(model_name="article", name="article_search_at_desk"),
        migrations.RemoveField(model_name="article", name="headline_search"),
        migrations.RemoveField(model_name="article", name="search_keys"),
        migrations.RemoveField(model_name="article", name="search"),
    ]
