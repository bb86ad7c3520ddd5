"""What 0020, 0022, 0027, 0029, 0040 and 0042 leave for a time when others may write: indexes of what few stories have, checks of rows that
were there, and whose account a credit was. It may be broken off, and begun again."""

from django.contrib.postgres.operations import AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models

CHECKED = (
    "article_slug_is_part_of_an_address", "article_dated_back_came_here_later", "article_protected_known",
    "article_advertised_goods_known", "article_ai_uses_known", "article_verifies_another",
)  # fmt: skip
STEP = 20_000  # credits
# What is true now is the best that is known of credits that stand already.
ACCOUNTS = """
UPDATE articles_credit SET account_id = person.user_id
FROM articles_person AS person
WHERE person.id = person_id AND person.user_id IS NOT NULL AND account_id IS NULL AND articles_credit.id BETWEEN %s AND %s
"""


def note_accounts(apps, schema_editor):
    last = apps.get_model("articles", "Credit").objects.aggregate(last=models.Max("pk"))["last"] or 0
    for first in range(1, last + 1, STEP):
        schema_editor.execute(ACCOUNTS, [first, first + STEP - 1])


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ('articles', '0043_masthead_history'),
    ]

    operations = [
        migrations.RunSQL(
            [
                "DROP INDEX CONCURRENTLY IF EXISTS articles_credit_account_id_7348bbab",
                "CREATE INDEX CONCURRENTLY articles_credit_account_id_7348bbab ON articles_credit (account_id)",
            ],
            "DROP INDEX CONCURRENTLY IF EXISTS articles_credit_account_id_7348bbab",
        ),
        AddIndexConcurrently(
            model_name="article",
            index=models.Index(
                condition=models.Q(("confidants__isnull", False)), fields=["id"], name="article_confidential"
            ),
        ),
        AddIndexConcurrently(
            model_name="article",
            index=models.Index(
                condition=models.Q(("has_unseen_fix", True)), fields=["id"], name="article_with_unseen_fix"
            ),
        ),
        AddIndexConcurrently(
            model_name="article",
            index=models.Index(
                condition=models.Q(
                    ("status", "published"),
                    ("update_of__isnull", True),
                    models.Q(("unverified_note", ""), _negated=True),
                ),
                fields=["published_at"],
                name="article_unverified",
            ),
        ),
        AddIndexConcurrently(
            model_name="article",
            index=models.Index(
                condition=models.Q(("source_id", ""), _negated=True),
                fields=["source_id"],
                name="article_by_source_id",
            ),
        ),
        AddIndexConcurrently(
            model_name="article",
            index=models.Index(
                condition=models.Q(("source_url", ""), _negated=True),
                fields=["source_url"],
                name="article_by_source_url",
            ),
        ),
        AddIndexConcurrently(
            model_name="article",
            index=models.Index(
                condition=models.Q(("verifies__isnull", False)), fields=["verifies"], name="article_verifies"
            ),
        ),
        *(ValidateConstraint(model_name="article", name=name) for name in CHECKED),
        migrations.RunPython(note_accounts, migrations.RunPython.noop),
    ]
