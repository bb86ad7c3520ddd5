"""Disclosures to readers of how a story came about: columns of the story.

In one statement, with checks that 0044 lets read the stories that were there: their table is held for the moment that it takes.
"""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

COLUMNS = """
ALTER TABLE articles_article
    ADD COLUMN advertised_goods varchar(10) DEFAULT '' NOT NULL,
    ADD COLUMN advertiser varchar(120) DEFAULT '' NOT NULL,
    ADD COLUMN ai_tool varchar(120) DEFAULT '' NOT NULL,
    ADD COLUMN ai_uses varchar(20)[] DEFAULT '{}'::varchar(20)[] NOT NULL,
    ADD COLUMN contact_attempts varchar(300) DEFAULT '' NOT NULL,
    ADD COLUMN first_source varchar(300) DEFAULT '' NOT NULL,
    ADD COLUMN public_interest varchar(300) DEFAULT '' NOT NULL,
    ADD COLUMN source_id varchar(200) DEFAULT '' NOT NULL,
    ADD COLUMN source_name varchar(120) DEFAULT '' NOT NULL,
    ADD COLUMN source_url varchar(400) DEFAULT '' NOT NULL,
    ADD COLUMN unverified_note varchar(300) DEFAULT '' NOT NULL,
    ADD COLUMN verifies_id bigint NULL CONSTRAINT articles_article_verifies_id_7f8674ef_fk_articles_article_id
        REFERENCES articles_article (id) DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT article_advertised_goods_known
        CHECK (advertised_goods IN ('', 'tobacco', 'alcohol', 'medicine', 'food', 'finance', 'belief')) NOT VALID,
    ADD CONSTRAINT article_ai_uses_known CHECK (
        ai_uses <@ (ARRAY['transcription', 'translation', 'summary', 'draft', 'editing', 'data'])::varchar(20)[]
    ) NOT VALID,
    ADD CONSTRAINT article_verifies_another
        CHECK ((verifies_id IS NULL OR NOT (verifies_id = (id) AND verifies_id IS NOT NULL))) NOT VALID
"""
FORMER = """
ALTER TABLE articles_article
    DROP COLUMN advertised_goods,
    DROP COLUMN advertiser,
    DROP COLUMN ai_tool,
    DROP COLUMN ai_uses,
    DROP COLUMN contact_attempts,
    DROP COLUMN first_source,
    DROP COLUMN public_interest,
    DROP COLUMN source_id,
    DROP COLUMN source_name,
    DROP COLUMN source_url,
    DROP COLUMN unverified_note,
    DROP COLUMN verifies_id
"""


class Migration(migrations.Migration):
    dependencies = [
        ('articles', '0041_missing_children'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(
            COLUMNS,
            FORMER,
            state_operations=[
                migrations.AddField(
                    model_name="article",
                    name="advertised_goods",
                    field=models.CharField(
                        blank=True,
                        choices=[
                            ("tobacco", "cigarettes and tobacco"),
                            ("alcohol", "alcoholic drinks"),
                            ("medicine", "medicines, supplements and treatments"),
                            ("food", "food and drinks with a claim about health"),
                            ("finance", "loans, investments and insurance"),
                            ("belief", "what touches religion, ethnic groups or decency"),
                        ],
                        db_default="",
                        default="",
                        editable=False,
                        max_length=10,
                        verbose_name="advertised goods",
                    ),
                ),
                migrations.AddField(
                    model_name="article",
                    name="advertiser",
                    field=models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        editable=False,
                        max_length=120,
                        verbose_name="advertiser",
                    ),
                ),
                migrations.AddField(
                    model_name="article",
                    name="ai_tool",
                    field=models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        editable=False,
                        max_length=120,
                        verbose_name="name of the tool",
                    ),
                ),
                migrations.AddField(
                    model_name="article",
                    name="ai_uses",
                    field=django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("transcription", "transcribe recordings"),
                                ("translation", "translate"),
                                ("summary", "summarise documents"),
                                ("draft", "write a first draft"),
                                ("editing", "edit language"),
                                ("data", "analyse data"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        db_default=[],
                        default=list,
                        editable=False,
                        size=None,
                        verbose_name="work of AI",
                    ),
                ),
                migrations.AddField(
                    model_name="article",
                    name="contact_attempts",
                    field=models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        editable=False,
                        max_length=300,
                        verbose_name="attempts to reach whom it is about",
                    ),
                ),
                migrations.AddField(
                    model_name="article",
                    name="first_source",
                    field=models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        editable=False,
                        max_length=300,
                        verbose_name="first source",
                    ),
                ),
                migrations.AddField(
                    model_name="article",
                    name="public_interest",
                    field=models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        editable=False,
                        max_length=300,
                        verbose_name="urgent public interest",
                    ),
                ),
                migrations.AddField(
                    model_name="article",
                    name="source_id",
                    field=models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        editable=False,
                        max_length=200,
                        verbose_name="identifier at the source",
                    ),
                ),
                migrations.AddField(
                    model_name="article",
                    name="source_name",
                    field=models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        editable=False,
                        max_length=120,
                        verbose_name="name of the source",
                    ),
                ),
                migrations.AddField(
                    model_name="article",
                    name="source_url",
                    field=models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        editable=False,
                        max_length=400,
                        validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                        verbose_name="address of the original",
                    ),
                ),
                migrations.AddField(
                    model_name="article",
                    name="unverified_note",
                    field=models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        editable=False,
                        max_length=300,
                        verbose_name="sentence for readers",
                    ),
                ),
                migrations.AddField(
                    model_name="article",
                    name="verifies",
                    field=models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verifications",
                        db_index=False,
                        to="articles.article",
                        verbose_name="verifies the story",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="article",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "advertised_goods__in",
                                ["", "tobacco", "alcohol", "medicine", "food", "finance", "belief"],
                            )
                        ),
                        name="article_advertised_goods_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="article",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "ai_uses__contained_by",
                                ["transcription", "translation", "summary", "draft", "editing", "data"],
                            )
                        ),
                        name="article_ai_uses_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="article",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("verifies__isnull", True),
                            models.Q(("verifies", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="article_verifies_another",
                    ),
                ),
            ],
        ),
    ]
