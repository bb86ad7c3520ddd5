"""Disclosures to readers of how a story came about: columns of the story."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('articles', '0041_missing_children'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
        AddConstraintNotValid(
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
        AddConstraintNotValid(
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
        AddConstraintNotValid(
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
    ]
