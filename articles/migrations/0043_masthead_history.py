"""The masthead's history, what the law wants in it, the tool of an AI picture."""

import articles.models.publication
import django.contrib.postgres.fields
from django.db import migrations, models


APPEND_ONLY = """
CREATE FUNCTION articles_mastheadentry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'articles_mastheadentry is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER articles_mastheadentry_is_append_only BEFORE UPDATE OR DELETE ON articles_mastheadentry
    FOR EACH ROW EXECUTE FUNCTION articles_mastheadentry_is_append_only();
"""
HISTORY = """
CREATE FUNCTION articles_publication_notes_masthead() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO articles_mastheadentry (legal_name, address, responsible, editor_in_chief, created_at)
    VALUES (NEW.legal_name, NEW.address, NEW.responsible, NEW.editor_in_chief, now());
    RETURN NULL;
END $$;
CREATE TRIGGER publication_notes_first_masthead AFTER INSERT ON articles_publication
    FOR EACH ROW EXECUTE FUNCTION articles_publication_notes_masthead();
CREATE TRIGGER publication_notes_masthead AFTER UPDATE ON articles_publication
    FOR EACH ROW WHEN (
        (OLD.legal_name, OLD.address, OLD.responsible, OLD.editor_in_chief) IS DISTINCT FROM
        (NEW.legal_name, NEW.address, NEW.responsible, NEW.editor_in_chief)
    )
    EXECUTE FUNCTION articles_publication_notes_masthead();
"""
# What the masthead says on the day of this migration is the first that is known.
FIRST = """
INSERT INTO articles_mastheadentry (legal_name, address, responsible, editor_in_chief, created_at)
SELECT legal_name, address, responsible, editor_in_chief, now() FROM articles_publication
"""
FORWARD_PHOTO = """
DROP TRIGGER photo_raises_edition_UPDATE ON articles_photo;
CREATE CONSTRAINT TRIGGER photo_raises_edition_UPDATE AFTER UPDATE ON articles_photo
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION articles_raise_edition();
"""
FORMER = ("state", "folder", "renditions", "caption", "alt", "credit", "source", "focus_x", "focus_y")
PRESENT = (*FORMER[:7], "ai_tool", "taken_at", *FORMER[7:])


def photo_trigger(names):
    return FORWARD_PHOTO.format(
        condition=" OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in names)
    )


class Migration(migrations.Migration):
    dependencies = [
        ('articles', '0042_disclosures'),
    ]

    operations = [
        migrations.CreateModel(
            name="MastheadEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("legal_name", models.CharField(blank=True, max_length=120, verbose_name="legal entity")),
                ("address", models.TextField(blank=True, verbose_name="address")),
                (
                    "responsible",
                    models.CharField(blank=True, max_length=120, verbose_name="legally responsible person"),
                ),
                (
                    "editor_in_chief",
                    models.CharField(blank=True, max_length=120, verbose_name="editor in chief"),
                ),
                ("created_at", models.DateTimeField(verbose_name="since")),
            ],
            options={
                "verbose_name": "masthead of a time",
                "verbose_name_plural": "history of the masthead",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="photo",
            name="ai_tool",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="Of an AI illustration: readers see it beside the picture.",
                max_length=80,
                verbose_name="name of the AI tool",
            ),
        ),
        migrations.AddField(
            model_name="publication",
            name="ad_rules",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("tobacco", "cigarettes and tobacco"),
                        ("alcohol", "alcoholic drinks"),
                        ("medicine", "medicines, supplements and treatments"),
                        ("food", "food and drinks with a claim about health"),
                        ("finance", "loans, investments and insurance"),
                        ("belief", "what touches religion, ethnic groups or decency"),
                    ],
                    max_length=10,
                ),
                blank=True,
                db_default=["tobacco", "alcohol", "medicine", "food", "finance", "belief"],
                default=articles.models.publication.all_goods,
                size=None,
                verbose_name="goods whose advertisements ask the law's questions",
            ),
        ),
        migrations.AddField(
            model_name="publication",
            name="asks_at_approval",
            field=models.BooleanField(
                db_default=True,
                default=True,
                help_text="Whoever approves says that it is verified and that all sides are heard (guideline for online media 2012, clause 2).",
                verbose_name="ask at approval whether a story is verified",
            ),
        ),
        migrations.AddField(
            model_name="publication",
            name="council_number",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="Readers see it in the masthead. Empty: not verified, or not yet.",
                max_length=60,
                verbose_name="number of the press council's verification",
            ),
        ),
        migrations.AddField(
            model_name="publication",
            name="editor_in_chief",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=120, verbose_name="editor in chief"
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "ad_rules__contained_by",
                        ["tobacco", "alcohol", "medicine", "food", "finance", "belief"],
                    )
                ),
                name="publication_ad_rules_known",
            ),
        ),
        migrations.RunSQL(
            APPEND_ONLY,
            """
            DROP TRIGGER articles_mastheadentry_is_append_only ON articles_mastheadentry;
            DROP FUNCTION articles_mastheadentry_is_append_only();
            """,
        ),
        migrations.RunSQL(FIRST, migrations.RunSQL.noop),
        migrations.RunSQL(
            HISTORY,
            """
            DROP TRIGGER publication_notes_masthead ON articles_publication;
            DROP TRIGGER publication_notes_first_masthead ON articles_publication;
            DROP FUNCTION articles_publication_notes_masthead();
            """,
        ),
        migrations.RunSQL(photo_trigger(PRESENT), photo_trigger(FORMER)),
    ]
