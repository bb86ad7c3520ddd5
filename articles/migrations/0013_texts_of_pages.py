import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

FORBID = """
CREATE FUNCTION articles_pagetext_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'articles_pagetext is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER articles_pagetext_is_append_only BEFORE UPDATE OR DELETE ON articles_pagetext
    FOR EACH ROW EXECUTE FUNCTION articles_pagetext_is_append_only();
"""
ALLOW = """
DROP TRIGGER articles_pagetext_is_append_only ON articles_pagetext;
DROP FUNCTION articles_pagetext_is_append_only();
"""
TAKE_OVER = """
INSERT INTO articles_pagetext (page_id, title, slug, body, is_public, saved_at)
SELECT id, title, slug, body, is_public, updated_at FROM articles_page ORDER BY id;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0012_list_times"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PageText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120)),
                ("slug", models.SlugField(db_index=False, max_length=80)),
                ("body", models.TextField(blank=True)),
                ("is_public", models.BooleanField()),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "page",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="texts",
                        to="articles.page",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ["-pk"]},
        ),
        migrations.RunSQL(TAKE_OVER, migrations.RunSQL.noop),
        migrations.RunSQL(FORBID, ALLOW),
    ]
