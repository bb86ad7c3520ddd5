"""Notices: what is published about a story after its publication; withdrawals of before get theirs."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

KINDS = [
    ("ralat", "Erratum"),
    ("koreksi", "Correction"),
    ("hak-jawab", "Right of reply"),
    ("pembaruan", "Update note"),
    ("pencabutan", "Withdrawal"),
]
ORIGINS = [
    ("newsroom", "the newsroom itself"),
    ("reader", "a reader"),
    ("subject", "whom the story is about"),
    ("council", "the press council"),
]

# Of each story that is withdrawn: the newest withdrawal with the request before it. What the importer took over from
# the former site has one person or none, and no notice.
WITHDRAWALS = """
INSERT INTO articles_notice (
    article_id, kind, text, before, after, apology, origin, requester, revision_id, proposed_by_id, published_by_id,
    created_at
)
SELECT DISTINCT ON (story.id)
    story.id, 'pencabutan', left(event.reason, 4000), '', '', '', 'newsroom', '', event.revision_id, request.actor_id,
    event.actor_id, event.created_at
FROM articles_article story
JOIN articles_articleevent event ON event.article_id = story.id AND event.action = 'withdraw'
JOIN articles_articleevent request ON request.article_id = story.id AND request.action = 'request_withdrawal'
    AND request.id < event.id
WHERE story.status = 'withdrawn' AND event.reason <> '' AND event.revision_id IS NOT NULL
    AND event.actor_id IS NOT NULL AND request.actor_id IS NOT NULL AND request.actor_id <> event.actor_id
ORDER BY story.id, event.id DESC, request.id DESC
"""
APPEND_ONLY = r"""
CREATE FUNCTION articles_notice_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - '{text,before,after,apology,requester}'::text[] = to_jsonb(OLD) - '{text,before,after,apology,requester}'::text[] AND EXISTS (
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
    RAISE EXCEPTION 'articles_notice is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER articles_notice_is_append_only BEFORE UPDATE OR DELETE ON articles_notice
    FOR EACH ROW EXECUTE FUNCTION articles_notice_is_append_only();
"""
CHANGEABLE = """
DROP TRIGGER articles_notice_is_append_only ON articles_notice;
DROP FUNCTION articles_notice_is_append_only();
"""

# Addresses of pages that the lists take over; a trigger notes the former one.
TAKEN = ["hak-jawab", "koreksi", "pencabutan"]
RESERVED = [
    "api", "baca", "berita", "cari", "daerah", "feed", "hak-jawab", "indeks", "kategori", "koreksi", "media", "pencabutan",
    "penulis", "redaksi", "sehat", "static", "tag", "terpopuler",
]  # fmt: skip
A_YEAR = r"^[0-9]{4}$"


def give_way(apps, schema_editor):
    """A fixed page at one of these addresses moves beside it, where its footer link leads."""
    pages = apps.get_model("articles", "Page").objects
    for page in pages.filter(slug__in=TAKEN):
        candidates = (f"{page.slug}-{name}" for name in ("kami", *range(2, 100)))
        slug = next(each for each in candidates if not pages.filter(slug=each).exists())
        pages.filter(pk=page.pk).update(slug=slug)


def account():
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
    )


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0037_own_colour"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(give_way, migrations.RunPython.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED", migrations.RunSQL.noop),
        migrations.RemoveConstraint("page", "page_has_an_address_of_its_own"),
        migrations.AddConstraint(
            "page",
            models.CheckConstraint(
                condition=~Q(slug__in=tuple(RESERVED)) & ~Q(slug__regex=A_YEAR),
                name="page_has_an_address_of_its_own",
            ),
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("kind", models.CharField(choices=KINDS, max_length=10, verbose_name="kind")),
                ("text", models.TextField(max_length=4000, verbose_name="text")),
                ("before", models.TextField(blank=True, max_length=600, verbose_name="what the story said")),
                ("after", models.TextField(blank=True, max_length=600, verbose_name="what it says now")),
                ("apology", models.TextField(blank=True, max_length=300, verbose_name="apology")),
                (
                    "origin",
                    models.CharField(
                        choices=ORIGINS, default="newsroom", max_length=10, verbose_name="asked for by"
                    ),
                ),
                (
                    "requester",
                    models.CharField(
                        blank=True,
                        help_text="Readers see it. Leave it empty where the person shall not be named.",
                        max_length=120,
                        verbose_name="name of whoever asked",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="articles.article"
                    ),
                ),
                ("proposed_by", account()),
                ("published_by", account()),
                (
                    "revision",
                    models.ForeignKey(
                        help_text="The text that readers had beside it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.revision",
                    ),
                ),
            ],
            options={
                "verbose_name": "notice",
                "verbose_name_plural": "notices",
                "ordering": ["created_at", "pk"],
                "indexes": [models.Index(fields=["-created_at", "-id"], name="notice_newest_first")],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(kind__in=[value for value, _label in KINDS]), name="notice_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=Q(origin__in=[value for value, _label in ORIGINS]), name="notice_origin_known"
                    ),
                    models.CheckConstraint(
                        condition=~Q(published_by=F("proposed_by")), name="notice_has_two_persons"
                    ),
                ],
            },
        ),
        migrations.RunSQL(WITHDRAWALS, migrations.RunSQL.noop),
        migrations.RunSQL(APPEND_ONLY, CHANGEABLE),
    ]
