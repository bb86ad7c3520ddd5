"""Words are struck out by two persons, and what is append-only lets exactly that through."""

import django.contrib.postgres.fields
import django.contrib.postgres.functions
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

GROUNDS = [
    ("court", "a court's order"),
    ("erasure", "the right to erasure (UU 27/2022)"),
    ("protection", "protection of a child or a victim"),
    ("consent", "consent was taken back"),
    ("mistake", "it should never have been printed"),
]

APPEND_ONLY = r"""
CREATE OR REPLACE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - '{columns}'::text[] = to_jsonb(OLD) - '{columns}'::text[] AND EXISTS (
        SELECT FROM articles_redactionentry entry JOIN articles_redaction redaction ON redaction.id = entry.redaction_id
        WHERE entry."table" = TG_TABLE_NAME AND entry."row" = NEW.id AND entry.transaction_at = now()
            AND redaction.outcome = 'accepted' AND redaction.decided_at = now()
            AND entry.article_id IS NOT DISTINCT FROM (to_jsonb(NEW) ->> 'article_id')::bigint
            AND (entry.article_id IS NULL OR EXISTS (
                SELECT FROM articles_article story WHERE story.id = entry.article_id
                    AND COALESCE(story.update_of_id, story.id) = ANY(redaction.stories)
            ))
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'restrict_violation';
END $$;
"""
BEFORE = r"""
CREATE OR REPLACE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'restrict_violation';
END $$;
"""
NEW_TRIGGERS = r"""
CREATE FUNCTION articles_redactionentry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'articles_redactionentry is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER articles_redactionentry_is_append_only BEFORE UPDATE OR DELETE ON articles_redactionentry
    FOR EACH ROW EXECUTE FUNCTION articles_redactionentry_is_append_only();
CREATE FUNCTION articles_redaction_keeps_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a redaction that is decided stays as it is' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER articles_redaction_keeps_decision BEFORE UPDATE OR DELETE ON articles_redaction
    FOR EACH ROW WHEN (OLD.decided_at IS NOT NULL) EXECUTE FUNCTION articles_redaction_keeps_decision();
"""
DROP_NEW_TRIGGERS = """
DROP TRIGGER articles_redaction_keeps_decision ON articles_redaction;
DROP FUNCTION articles_redaction_keeps_decision();
DROP TRIGGER articles_redactionentry_is_append_only ON articles_redactionentry;
DROP FUNCTION articles_redactionentry_is_append_only();
"""


def replaced(table, columns):
    return migrations.RunSQL(
        APPEND_ONLY.format(table=table, columns=columns), BEFORE.format(table=table)
    )


def account(**kwargs):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, **kwargs
    )


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0032_views_beyond_what_counts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Redaction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "words",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120),
                        default=list,
                        help_text="Empty once it is decided.",
                        size=None,
                    ),
                ),
                ("replacement", models.CharField(max_length=40, verbose_name="what stands there instead")),
                (
                    "stories",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        help_text="Ids of all that change; updates of a story belong to it.",
                        size=None,
                    ),
                ),
                ("ground", models.CharField(choices=GROUNDS, max_length=10, verbose_name="ground")),
                ("reason", models.TextField(max_length=1000, verbose_name="reason")),
                ("counts", models.JSONField(default=dict, help_text="{kind of data: number of rows}")),
                ("remainder", models.JSONField(default=list)),
                ("asked_by", account()),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("decided_by", account(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True, choices=[("accepted", "accepted"), ("refused", "refused")], max_length=10
                    ),
                ),
            ],
            options={
                "verbose_name": "redaction",
                "verbose_name_plural": "redactions",
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(ground__in=[value for value, _label in GROUNDS]), name="redaction_ground_known"
                    ),
                    models.CheckConstraint(
                        condition=Q(decided_at=None, decided_by=None, outcome="")
                        | Q(decided_at__isnull=False, words=[], outcome="refused")
                        | Q(decided_at__isnull=False, decided_by__isnull=False, words=[], outcome="accepted"),
                        name="redaction_forgets_its_words_when_decided",
                    ),
                    models.CheckConstraint(
                        condition=~Q(outcome="accepted") | ~Q(decided_by=F("asked_by")),
                        name="redaction_has_two_persons",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RedactionEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("table", models.CharField(max_length=63)),
                ("row", models.BigIntegerField()),
                ("former_digest", models.CharField(max_length=64)),
                ("new_digest", models.CharField(max_length=64)),
                ("hash_before", models.CharField(blank=True, max_length=64)),
                ("entry_hash", models.CharField(blank=True, max_length=64)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "transaction_at",
                    models.DateTimeField(
                        db_default=django.contrib.postgres.functions.TransactionNow(),
                        help_text="Until that transaction ends, the row may be changed.",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="redaction_entries",
                        to="articles.article",
                    ),
                ),
                (
                    "redaction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="articles.redaction",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["table", "row"], name="redaction_of_row")],
            },
        ),
        migrations.RunSQL(NEW_TRIGGERS, DROP_NEW_TRIGGERS),
        replaced("articles_revision", "{content}"),
        replaced("articles_articleevent", "{reason}"),
    ]
