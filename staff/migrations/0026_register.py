"""The register: letters to the newsroom, their files, steps and e-mails."""

import articles.models.photo
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

LETTER_STAYS = """
CREATE FUNCTION staff_complaint_keeps_letter() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    work text[] := '{handler_id,outcome,refusal_reason,ground,answer,notice_id,decided_by_id,decided_at,escalate_at}';
    words text[] := '{name,email,phone,on_behalf_of,address,text}';
    contacts text[] := '{email,phone}';
BEGIN
    IF TG_OP = 'DELETE' AND OLD.outcome = 'spam' THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - work = to_jsonb(OLD) - work THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - contacts = to_jsonb(OLD) - contacts AND NEW.decided_at IS NOT NULL
        AND NEW.email = '' AND NEW.phone = ''
    THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - words - work = to_jsonb(OLD) - words - work AND EXISTS (
        SELECT FROM articles_redaction redaction
        WHERE redaction.outcome = 'accepted' AND redaction.decided_at = now() AND OLD.article_id = ANY(redaction.stories)
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a letter of the register stays as it came' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER staff_complaint_keeps_letter BEFORE UPDATE OR DELETE ON staff_complaint
    FOR EACH ROW EXECUTE FUNCTION staff_complaint_keeps_letter();
"""
PART_STAYS = """
CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND EXISTS (SELECT FROM staff_complaint WHERE id = OLD.complaint_id AND outcome = 'spam') THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - '{column}' = to_jsonb(OLD) - '{column}' AND EXISTS (
        SELECT FROM articles_redaction redaction JOIN staff_complaint letter ON letter.article_id = ANY(redaction.stories)
        WHERE letter.id = OLD.complaint_id AND redaction.outcome = 'accepted' AND redaction.decided_at = now()
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER {table}_is_append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_is_append_only();
"""
PARTS = {"staff_complaintfile": "name", "staff_complaintstep": "words"}
LETTER_CHANGES = """
DROP TRIGGER staff_complaint_keeps_letter ON staff_complaint;
DROP FUNCTION staff_complaint_keeps_letter();
"""
PART_CHANGES = """
DROP TRIGGER {table}_is_append_only ON {table};
DROP FUNCTION {table}_is_append_only();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0039_register'),
        ('staff', '0025_notice_proposals'),
    ]

    operations = [
        migrations.CreateModel(
            name='Complaint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('hak-jawab', 'Right of reply'), ('hak-koreksi', 'Right of correction'), ('cabut', 'Request to take down'), ('keluhan', 'Complaint')], max_length=12, verbose_name='what you ask for')),
                ('address', models.CharField(blank=True, max_length=500, verbose_name='address of the story')),
                ('name', models.CharField(max_length=120, verbose_name='your name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='telephone or WhatsApp')),
                ('speaks_as', models.CharField(choices=[('self', 'for myself'), ('family', 'for somebody of my family'), ('institution', 'for an institution or a company'), ('lawyer', 'as a lawyer or with a power of attorney')], default='self', max_length=12, verbose_name='whom you speak for')),
                ('on_behalf_of', models.CharField(blank=True, max_length=160, verbose_name='name of that person or institution')),
                ('text', models.TextField(max_length=10000, verbose_name='your letter')),
                ('channel', models.CharField(choices=[('form', 'form on the site'), ('email', 'e-mail'), ('chat', 'WhatsApp or telephone'), ('post', 'on paper')], default='form', max_length=8, verbose_name='how it came')),
                ('form_token', models.CharField(help_text='Of the form that it was sent with.', max_length=40, unique=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('due_at', models.DateTimeField(help_text="The house's deadline as it was when the letter came.")),
                ('outcome', models.CharField(blank=True, choices=[('notice', 'published'), ('answered', 'answered'), ('refused', 'refused'), ('taken_back', 'taken back by the person'), ('spam', 'no letter to the newsroom')], max_length=12)),
                ('refusal_reason', models.CharField(blank=True, choices=[('too_long', 'The answer is longer than what it answers, and no shorter one came.'), ('unrelated', 'It speaks of facts that the story has nothing to do with.'), ('unlawful', 'To publish it would break the law.'), ('third_party', 'It harms somebody else whom the law protects.'), ('not_affected', 'The right of reply belongs to whom the story is about.'), ('accurate', 'What the story says was checked again and holds.'), ('before', 'It was corrected or answered before.'), ('no_ground', 'None of the grounds holds on which a story may be taken down.'), ('no_details', 'Details that we asked for did not come.')], max_length=16, verbose_name='reason')),
                ('ground', models.CharField(blank=True, choices=[('sara', 'ethnicity, religion, race or group (SARA)'), ('decency', 'decency'), ('child', 'the future of a child'), ('trauma', 'the traumatic experience of a victim'), ('council', 'another consideration of the press council')], max_length=12, verbose_name='ground')),
                ('answer', models.TextField(blank=True, max_length=4000, verbose_name='answer to the person')),
                ('decided_at', models.DateTimeField(null=True)),
                ('escalate_at', models.DateTimeField(help_text='When the next persons are notified.', null=True)),
                ('article', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='complaints', to='articles.article')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('handler', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('notice', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='complaints', to='articles.notice')),
            ],
            options={
                'verbose_name': 'letter',
                'verbose_name_plural': 'letters',
                'ordering': ['-pk'],
                'default_permissions': ('change', 'view'),
            },
        ),
        migrations.AddField(
            model_name='noticeproposal',
            name='complaint',
            field=models.ForeignKey(blank=True, help_text='The letter that it answers.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='notice_proposals', to='staff.complaint'),
        ),
        migrations.CreateModel(
            name='ComplaintFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('file', models.FileField(storage=articles.models.photo.originals, upload_to='surat/%Y/%m/')),
                ('media_type', models.CharField(max_length=40)),
                ('size', models.PositiveIntegerField(help_text='In bytes.')),
                ('sha256', models.CharField(max_length=64)),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='staff.complaint')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ComplaintMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('receipt', 'receipt'), ('outcome', 'outcome')], max_length=8)),
                ('due_at', models.DateTimeField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('sent_at', models.DateTimeField(null=True)),
                ('mail_error', models.CharField(blank=True, max_length=300)),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mails', to='staff.complaint')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ComplaintStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(choices=[('receive', 'Received'), ('take', 'Taken up'), ('remind', 'Others were notified'), ('notice', 'Published'), ('answered', 'Answered'), ('refused', 'Refused'), ('taken_back', 'Taken back by the person'), ('spam', 'Put aside as no letter'), ('reopen', 'Opened again')], max_length=12)),
                ('words', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('complaint', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='staff.complaint')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddIndex(
            model_name='complaint',
            index=models.Index(condition=models.Q(('decided_at', None)), fields=['due_at', 'id'], name='complaint_open'),
        ),
        migrations.AddIndex(
            model_name='complaint',
            index=models.Index(fields=['-created_at'], name='complaint_newest_first'),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['hak-jawab', 'hak-koreksi', 'cabut', 'keluhan'])), name='complaint_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.CheckConstraint(condition=models.Q(('speaks_as__in', ['self', 'family', 'institution', 'lawyer'])), name='complaint_speaker_known'),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.CheckConstraint(condition=models.Q(('channel__in', ['form', 'email', 'chat', 'post'])), name='complaint_channel_known'),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.CheckConstraint(condition=models.Q(('refusal_reason__in', ['', 'too_long', 'unrelated', 'unlawful', 'third_party', 'not_affected', 'accurate', 'before', 'no_ground', 'no_details'])), name='complaint_refusal_known'),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.CheckConstraint(condition=models.Q(('ground__in', ['', 'sara', 'decency', 'child', 'trauma', 'council'])), name='complaint_ground_known'),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('outcome', '')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('outcome__in', ['notice', 'answered', 'refused', 'taken_back', 'spam'])), _connector='OR'), name='complaint_is_decided'),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('notice__isnull', False), ('outcome', 'notice')), models.Q(models.Q(('outcome', 'notice'), _negated=True), ('notice', None)), _connector='OR'), name='complaint_is_published_by_a_notice'),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'refused'), models.Q(('refusal_reason', ''), _negated=True)), models.Q(models.Q(('outcome', 'refused'), _negated=True), ('refusal_reason', '')), _connector='OR'), name='complaint_is_refused_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.CheckConstraint(condition=models.Q(('article__isnull', False), ('kind', 'keluhan'), _connector='OR'), name='complaint_is_about_a_story'),
        ),
        migrations.AddIndex(
            model_name='complaintmail',
            index=models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='complaint_mail_due'),
        ),
        migrations.AddConstraint(
            model_name='complaintmail',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['receipt', 'outcome'])), name='complaint_mail_known'),
        ),
        migrations.AddConstraint(
            model_name='complaintstep',
            constraint=models.CheckConstraint(condition=models.Q(('action__in', ['receive', 'take', 'remind', 'notice', 'answered', 'refused', 'taken_back', 'spam', 'reopen'])), name='complaint_step_known'),
        ),
        migrations.RunSQL(LETTER_STAYS, LETTER_CHANGES),
        *(
            migrations.RunSQL(PART_STAYS.format(table=table, column=column), PART_CHANGES.format(table=table))
            for table, column in PARTS.items()
        ),
    ]
