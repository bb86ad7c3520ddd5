
import datetime
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0016_queue_and_reasons'),
        ('staff', '0007_bulk_runs'),
    ]

    operations = [
        migrations.CreateModel(
            name='CardSweep',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('night', models.DateField(default=datetime.date(1, 1, 1))),
                ('done_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='CardProblem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('target', models.BigIntegerField(help_text='Number of a story, which need not be there.')),
                ('kind', models.CharField(choices=[('withdrawn', 'Target withdrawn'), ('hidden', 'Target not public'), ('gone', 'No such story'), ('moved', 'Leads to an update, not to its story'), ('itself', 'Leads to its own story'), ('repeated', 'Twice in one story'), ('circular', 'Each leads to the other'), ('old', 'Target is old')], max_length=10)),
                ('place', models.CharField(choices=[('inline', 'in the text'), ('end', 'in the list at the end')], max_length=6)),
                ('version', models.PositiveIntegerField(help_text='Of the story, as the sweep read it.')),
                ('found_at', models.DateTimeField()),
                ('ignored_at', models.DateTimeField(null=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='card_problems', to='articles.article')),
                ('ignored_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-article_id', 'target', 'kind', 'place'],
                'indexes': [models.Index(condition=models.Q(('ignored_at', None)), fields=['kind'], name='card_problem_open')],
                'constraints': [models.UniqueConstraint(fields=('article', 'target', 'kind', 'place'), name='card_problem_once'), models.CheckConstraint(condition=models.Q(models.Q(('ignored_at', None), ('ignored_by', None)), models.Q(('ignored_at__isnull', False), ('ignored_by__isnull', False)), _connector='OR'), name='card_problem_ignored_by_somebody'), models.CheckConstraint(condition=models.Q(('kind__in', ['withdrawn', 'hidden', 'gone', 'moved', 'itself', 'repeated', 'circular', 'old']), ('place__in', ['inline', 'end'])), name='card_problem_known')],
            },
        ),
    ]
