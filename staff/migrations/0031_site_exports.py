"""Exports of the whole house that are asked for at the desk."""

import articles.models.photo
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("staff", "0030_recorded_advertising"),
    ]

    operations = [
        migrations.CreateModel(
            name='SiteExport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.JSONField(default=dict)),
                ('needs_two', models.BooleanField(help_text='Whether readers had stories here when it was asked for.')),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('state', models.CharField(choices=[('waiting', 'waits for a second person'), ('writing', 'being written'), ('done', 'ready to take along'), ('failed', 'could not be written'), ('refused', 'refused'), ('cleared', 'cleared after its term')], default='waiting', max_length=10)),
                ('message', models.TextField(blank=True, help_text='Why it could not be written.')),
                ('phase', models.CharField(blank=True, max_length=40)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('told_at', models.DateTimeField(default=django.utils.timezone.now, help_text='Its last sign of life.')),
                ('counts', models.JSONField(default=dict)),
                ('file', models.FileField(blank=True, storage=articles.models.photo.originals, upload_to='keluar/%Y/')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'export of the house',
                'verbose_name_plural': 'exports of the house',
                'ordering': ['-pk'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'writing', 'done', 'failed', 'refused', 'cleared'])), name='site_export_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='site_export_is_decided_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['writing', 'done', 'cleared']), _negated=True), ('needs_two', False), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='site_export_has_two_persons')],
            },
        ),
    ]
