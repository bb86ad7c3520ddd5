"""Notices wait for a second person."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

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


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0038_notices"),
        ("staff", "0024_first_day"),
    ]

    operations = [
        migrations.CreateModel(
            name="NoticeProposal",
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
                ("proposed_at", models.DateTimeField(auto_now_add=True)),
                (
                    "article",
                    models.ForeignKey(
                        help_text="The live story.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notice_proposals",
                        to="articles.article",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "update",
                    models.ForeignKey(
                        help_text="The update with which readers get it.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.article",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["article", "update"], nulls_distinct=False, name="notice_proposal_one_for_each"
                    ),
                    models.CheckConstraint(
                        condition=Q(kind__in=["ralat", "koreksi", "hak-jawab", "pembaruan"]),
                        name="notice_proposal_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=Q(origin__in=[value for value, _label in ORIGINS]),
                        name="notice_proposal_origin_known",
                    ),
                ],
            },
        ),
    ]
