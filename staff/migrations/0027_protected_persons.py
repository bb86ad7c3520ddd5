"""Persons whom a story protects: answers of the checklist, words that go out of many stories, sealed originals."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


APPEND_ONLY = """
CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER {table}_is_append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_is_append_only();
"""
DROP = "DROP TRIGGER {table}_is_append_only ON {table}; DROP FUNCTION {table}_is_append_only();"


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0040_protected_persons'),
        ('staff', '0026_register'),
    ]

    operations = [
        migrations.CreateModel(
            name='RedactionRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField(help_text='Sealed; empty when it has ended.')),
                ('replacement', models.CharField(max_length=40, verbose_name='what stands there instead')),
                ('ground', models.CharField(choices=[('court', "a court's order"), ('erasure', 'the right to erasure (UU 27/2022)'), ('protection', 'protection of a child or a victim'), ('consent', 'consent was taken back'), ('mistake', 'it should never have been printed')], max_length=10, verbose_name='ground')),
                ('reason', models.TextField(max_length=1000, verbose_name='reason')),
                ('stories', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), help_text='All that were chosen.', size=None)),
                ('pending', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('failures', models.JSONField(default=dict, help_text='{id of a story: why it could not be struck}')),
                ('readers', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, help_text='Accounts that may open the sealed original.', size=None)),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(blank=True, choices=[('accepted', 'accepted'), ('refused', 'refused')], max_length=10)),
                ('finished_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='SealedOriginal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stories', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('content', models.TextField(help_text='Sealed with a key made of SECRET_KEY.')),
                ('redaction', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='sealed_original', to='articles.redaction')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='originals', to='staff.redactionrun')),
            ],
        ),
        migrations.CreateModel(
            name='SealReading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(max_length=500, verbose_name='reason')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('original', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='staff.sealedoriginal')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='ProtectionAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=20)),
                ('digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('article', models.ForeignKey(help_text='The live story.', on_delete=django.db.models.deletion.CASCADE, related_name='protection_answers', to='articles.article')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('article', 'place', 'digest'), name='protection_answer_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='redactionrun',
            constraint=models.CheckConstraint(condition=models.Q(('ground__in', ['court', 'erasure', 'protection', 'consent', 'mistake'])), name='redaction_run_ground_known'),
        ),
        migrations.AddConstraint(
            model_name='redactionrun',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('finished_at', None), ('outcome', '')), models.Q(('decided_at__isnull', False), ('finished_at__isnull', False), ('outcome', 'refused'), ('words', '')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('outcome', 'accepted')), _connector='OR'), name='redaction_run_is_decided_whole'),
        ),
        migrations.AddConstraint(
            model_name='redactionrun',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'accepted'), _negated=True), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='redaction_run_has_two_persons'),
        ),
        migrations.AddConstraint(
            model_name='redactionrun',
            constraint=models.CheckConstraint(condition=models.Q(('finished_at', None), ('words', ''), _connector='OR'), name='redaction_run_forgets_its_words'),
        ),
        *(
            migrations.RunSQL(APPEND_ONLY.format(table=table), DROP.format(table=table))
            for table in ("staff_sealedoriginal", "staff_sealreading")
        ),
    ]
