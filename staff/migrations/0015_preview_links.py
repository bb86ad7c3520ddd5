"""A draft can be shown to somebody outside, for a while."""

import datetime

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

import staff.models.preview_link

LONGEST = datetime.timedelta(days=7)


def account(**kwargs):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, **kwargs
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0030_former_names_of_tags"), ("staff", "0014_settled_notifications")]

    operations = [
        migrations.CreateModel(
            name="PreviewLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "token",
                    models.CharField(
                        default=staff.models.preview_link.new_token, editable=False, max_length=43, unique=True
                    ),
                ),
                (
                    "recipient",
                    models.CharField(
                        help_text="For whom it was made, in the words of who made it.", max_length=60
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("opened_count", models.PositiveIntegerField(default=0)),
                ("last_opened_at", models.DateTimeField(null=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="preview_links",
                        to="articles.article",
                    ),
                ),
                ("created_by", account()),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="articles.revision"
                    ),
                ),
                ("revoked_by", account(null=True)),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(expires_at__gt=F("created_at")) & Q(expires_at__lte=F("created_at") + LONGEST),
                        name="preview_link_ends",
                    ),
                    models.CheckConstraint(
                        condition=Q(revoked_at=None, revoked_by=None)
                        | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                        name="preview_link_is_revoked_by_somebody",
                    ),
                    models.CheckConstraint(condition=~Q(recipient=""), name="preview_link_has_a_recipient"),
                ],
            },
        ),
    ]
