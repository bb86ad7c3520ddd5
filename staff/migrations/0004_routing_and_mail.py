import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0016_queue_and_reasons'),
        ('staff', '0003_claims_and_notifications'),
    ]

    operations = [
        migrations.CreateModel(
            name='Coverage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weekdays', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), size=None, verbose_name='weekdays')),
                ('begins', models.TimeField(verbose_name='from')),
                ('ends', models.TimeField(verbose_name='to')),
            ],
            options={
                'verbose_name': 'coverage',
                'verbose_name_plural': 'coverage',
                'ordering': ['region__path', 'begins', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Route',
            fields=[
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='route', serialize=False, to='articles.article')),
                ('circle', models.CharField(choices=[('region', 'who looks after the region'), ('duty', 'editors on duty'), ('all', 'all editors')], max_length=10)),
                ('told', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, help_text='Accounts, in the order they were told.', size=None)),
                ('since', models.DateTimeField()),
                ('told_at', models.DateTimeField(help_text='When the last circle was told.')),
                ('escalate_at', models.DateTimeField(help_text='When the next one is; empty: nobody is left.', null=True)),
            ],
        ),
        migrations.AlterModelManagers(
            name='user',
            managers=[
            ],
        ),
        migrations.AddField(
            model_name='notification',
            name='facts',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='notification',
            name='mail',
            field=models.CharField(choices=[('waiting', 'e-mail waits'), ('sending', 'e-mail is being sent'), ('sent', 'e-mail sent'), ('failed', 'e-mail failed'), ('off', 'no e-mail: switched off'), ('no_address', 'no e-mail: the account has no address'), ('closed', 'no e-mail: the story or the desk is closed to this account')], default='off', max_length=10),
        ),
        migrations.AddField(
            model_name='notification',
            name='mail_at',
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name='notification',
            name='mail_attempts',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='notification',
            name='mail_error',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='user',
            name='time_zone',
            field=models.CharField(blank=True, choices=[('Asia/Jakarta', 'WIB'), ('Asia/Makassar', 'WITA'), ('Asia/Jayapura', 'WIT')], help_text="In which times are told to this person; empty: the newsroom's.", max_length=20, verbose_name='time zone'),
        ),
        migrations.AddField(
            model_name='user',
            name='without_mail',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, editable=False, help_text='Kinds of notifications that this person wants no e-mail for.', size=None),
        ),
        migrations.AddIndex(
            model_name='notification',
            index=models.Index(condition=models.Q(('mail__in', ['waiting', 'sending'])), fields=['mail_at', 'id'], name='notification_mail_due'),
        ),
        migrations.AddIndex(
            model_name='notification',
            index=models.Index(condition=models.Q(('mail', 'failed')), fields=['-created_at', '-id'], name='notification_mail_failed'),
        ),
        migrations.AddIndex(
            model_name='notification',
            index=models.Index(fields=['created_at'], name='notification_age'),
        ),
        migrations.AddConstraint(
            model_name='notification',
            constraint=models.CheckConstraint(condition=models.Q(('mail__in', ['waiting', 'sending', 'sent', 'failed', 'off', 'no_address', 'closed'])), name='notification_mail_known'),
        ),
        migrations.AddField(
            model_name='coverage',
            name='region',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.region', verbose_name='region'),
        ),
        migrations.AddField(
            model_name='coverage',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='coverages', to=settings.AUTH_USER_MODEL, verbose_name='editor'),
        ),
        migrations.AddField(
            model_name='route',
            name='submitter',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='coverage',
            constraint=models.CheckConstraint(condition=models.Q(('weekdays__contained_by', [0, 1, 2, 3, 4, 5, 6]), ('weekdays__len__gte', 1)), name='coverage_has_weekdays'),
        ),
        migrations.AddIndex(
            model_name='route',
            index=models.Index(fields=['escalate_at'], name='route_due'),
        ),
        migrations.AddConstraint(
            model_name='route',
            constraint=models.CheckConstraint(condition=models.Q(('circle__in', ['region', 'duty', 'all'])), name='route_circle_known'),
        ),
    ]
