"""Since when a story is where it is, how soon editors have to see it, and reasons that can be counted."""

import django.contrib.postgres.fields
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


# What is under way gets the moment of its last step; of all other stories nobody asks.
SINCE = """
UPDATE articles_article SET status_since = coalesce(
    (
        SELECT max(created_at) FROM articles_articleevent
        WHERE article_id = articles_article.id AND from_status <> to_status
    ),
    created_at
)
WHERE status IN ('draft', 'submitted', 'returned', 'approved')
"""


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0015_moving_in'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='article',
            name='status_since',
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='since'),
        ),
        migrations.AddField(
            model_name='article',
            name='urgency',
            field=models.PositiveSmallIntegerField(choices=[(1, 'Urgent'), (2, 'Soon'), (3, 'Ordinary')], default=3, editable=False, verbose_name='urgency'),
        ),
        migrations.AddField(
            model_name='articleevent',
            name='codes',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list, help_text='Reasons that are counted.', size=None),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('status__in', ['draft', 'submitted', 'returned', 'approved'])), fields=['status', 'urgency', 'status_since', 'id'], name='article_queue'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('urgency__in', [1, 2, 3])), name='article_urgency_known'),
        ),
        migrations.RunSQL(SINCE, migrations.RunSQL.noop),
    ]
