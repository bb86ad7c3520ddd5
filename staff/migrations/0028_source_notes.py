"""Confidential notes on sources, copies of originals elsewhere, and what of masthead and photos is recorded."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


RECORDS = """
DROP TRIGGER {table}_is_recorded ON {table};
CREATE TRIGGER {table}_is_recorded AFTER INSERT OR UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION staff_record_change('{name}', '{omitted}', '{{}}', '{public}', '{condition}');
"""
PUBLICATION = (
    "name,tagline,description,dateline_site,dateline_pattern,legal_name,address,responsible,{new}email,phone,logo_id,"
    "profiles,ads_txt"
)
PHOTO_OMITTED = "renditions,folder,metadata,width,height,sha256,original,recipe,attempts,drawing_error"
BESIDE_STORIES = (
    "EXISTS (SELECT FROM articles_person WHERE photo_id = $1.id)"
    " OR EXISTS (SELECT FROM articles_publication WHERE logo_id = $1.id)"
    " OR EXISTS (SELECT FROM articles_page WHERE is_public AND position(''/foto/'' || $1.id || ''/\"'' IN body) > 0)"
)


def recorded(publication, photo):
    return RECORDS.format(
        table="articles_publication",
        name="name",
        omitted="{}",
        public="{%s}" % PUBLICATION.format(new=publication),
        condition="true",
    ) + RECORDS.format(
        table="articles_photo",
        name="caption",
        omitted="{%s}" % PHOTO_OMITTED,
        public="{caption,alt,credit,source%s}" % photo,
        condition=BESIDE_STORIES,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0044_indexes_of_disclosures"),
        ('staff', '0027_protected_persons'),
    ]

    operations = [
        migrations.CreateModel(
            name="OriginalChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source_url",
                    models.CharField(blank=True, max_length=400, verbose_name="address of the original"),
                ),
                (
                    "source_id",
                    models.CharField(blank=True, max_length=200, verbose_name="identifier at the source"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("corrected", "corrected"), ("withdrawn", "withdrawn")],
                        max_length=10,
                        verbose_name="what became of it",
                    ),
                ),
                (
                    "words",
                    models.TextField(max_length=1000, verbose_name="what was wrong, and where it is told"),
                ),
                ("reported_at", models.DateTimeField(auto_now_add=True)),
                (
                    "reported_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "change of an original",
                "verbose_name_plural": "changes of originals",
                "ordering": ["-reported_at", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="CopyDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("corrected", "corrected with a notice"),
                            ("withdrawn", "withdrawn"),
                            ("unaffected", "does not have what was wrong"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(blank=True, max_length=600)),
                ("decided_at", models.DateTimeField(auto_now_add=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="articles.article"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="staff.originalchange",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision on a copy",
                "verbose_name_plural": "decisions on copies",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SourceNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("source", "A source whose name stays with us"),
                            ("consent", "Consent of somebody who is shown or quoted"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("sealed", models.BinaryField()),
                ("written_at", models.DateTimeField(auto_now_add=True)),
                (
                    "last_day",
                    models.DateField(
                        help_text="The day after, the note is deleted for good.", verbose_name="last day"
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="articles.article"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "confidential note",
                "verbose_name_plural": "confidential notes",
                "ordering": ["written_at", "pk"],
                "permissions": [
                    ("view_sourcenote", "May read the confidential notes on sources of all stories")
                ],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SourceNoteReading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("note", models.BigIntegerField()),
                ("read_at", models.DateTimeField(auto_now_add=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="articles.article"
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "reading of a confidential note",
                "verbose_name_plural": "readings of confidential notes",
                "ordering": ["-read_at", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.AddConstraint(
            model_name="originalchange",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["corrected", "withdrawn"])),
                name="original_change_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="originalchange",
            constraint=models.CheckConstraint(
                condition=models.Q(("source_id", ""), ("source_url", ""), _negated=True),
                name="original_change_names_its_original",
            ),
        ),
        migrations.AddConstraint(
            model_name="copydecision",
            constraint=models.UniqueConstraint(fields=("change", "article"), name="copy_decision_once"),
        ),
        migrations.AddConstraint(
            model_name="copydecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["corrected", "withdrawn", "unaffected"])),
                name="copy_outcome_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcenote",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["source", "consent"])), name="source_note_kind_known"
            ),
        ),
        migrations.AddIndex(
            model_name="sourcenotereading",
            index=models.Index(fields=["article", "-read_at"], name="source_note_reading_of_story"),
        ),
        migrations.RunSQL(recorded("editor_in_chief,council_number,", ",ai_tool,taken_at"), recorded("", "")),
    ]
