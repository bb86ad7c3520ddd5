"""The record of merged tags and people, which is only ever added to; a tag that goes raises the edition."""

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

FORBID = """
CREATE FUNCTION articles_merger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'articles_merger is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER articles_merger_is_append_only BEFORE UPDATE OR DELETE ON articles_merger
    FOR EACH ROW EXECUTE FUNCTION articles_merger_is_append_only();
CREATE CONSTRAINT TRIGGER tag_raises_edition_DELETE AFTER DELETE ON articles_tag
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION articles_raise_edition();
"""
ALLOW = """
DROP TRIGGER tag_raises_edition_DELETE ON articles_tag;
DROP TRIGGER articles_merger_is_append_only ON articles_merger;
DROP FUNCTION articles_merger_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0022_addresses_that_hold"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Merger",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("tag", "tag"), ("person", "person")], max_length=10)),
                ("old_id", models.BigIntegerField()),
                ("target_id", models.BigIntegerField()),
                ("name", models.CharField(max_length=120)),
                ("target_name", models.CharField(max_length=120)),
                ("address", models.CharField(max_length=300)),
                ("stories", models.PositiveIntegerField(help_text="Stories that had it.")),
                ("merged_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "merged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        models.F("kind"),
                        django.db.models.functions.text.Lower("name"),
                        name="merger_by_name",
                    ),
                    models.Index(fields=["kind", "target_id"], name="merger_by_target"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "old_id"), name="merger_of_a_row_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["tag", "person"])), name="merger_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("old_id", models.F("target_id")), _negated=True),
                        name="merger_is_of_two",
                    ),
                ],
            },
        ),
        migrations.RunSQL(FORBID, ALLOW),
    ]
