import articles.models.photo
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0003_revisions_aside_and_updates'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='photo',
            options={'ordering': ['-uploaded_at', '-pk'], 'permissions': [('kill_photo', 'May withdraw a photo from use everywhere, and give it free again')], 'verbose_name': 'photo', 'verbose_name_plural': 'photos'},
        ),
        migrations.AddField(
            model_name='photo',
            name='consent',
            field=models.CharField(blank=True, help_text='Who allowed us to print it, when and how.', max_length=300, verbose_name='consent'),
        ),
        migrations.AddField(
            model_name='photo',
            name='drawing_error',
            field=models.CharField(blank=True, editable=False, max_length=300),
        ),
        migrations.AddField(
            model_name='photo',
            name='attempts',
            field=models.PositiveSmallIntegerField(default=0, editable=False, help_text='To draw it, in vain.'),
        ),
        migrations.AddField(
            model_name='photo',
            name='focus_x',
            field=models.PositiveSmallIntegerField(default=50, verbose_name='focus from the left, in percent'),
        ),
        migrations.AddField(
            model_name='photo',
            name='focus_y',
            field=models.PositiveSmallIntegerField(default=40, verbose_name='focus from the top, in percent'),
        ),
        migrations.AddField(
            model_name='photo',
            name='folder',
            field=models.CharField(default='', editable=False, max_length=40),
        ),
        migrations.AddField(
            model_name='photo',
            name='kill_reason',
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name='photo',
            name='killed_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='photo',
            name='killed_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='photo',
            name='metadata',
            field=models.JSONField(default=dict, editable=False, help_text='What the file said; never public.'),
        ),
        migrations.AddField(
            model_name='photo',
            name='original',
            field=models.FileField(default='', editable=False, storage=articles.models.photo.originals, upload_to='%Y/%m/'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='photo',
            name='recipe',
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='photo',
            name='region',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='photos', to='articles.region', verbose_name='place'),
        ),
        migrations.AddField(
            model_name='photo',
            name='renditions',
            field=models.JSONField(default=list, editable=False, help_text='The public files, see renditions.py.'),
        ),
        migrations.AddField(
            model_name='photo',
            name='supplier',
            field=models.CharField(blank=True, help_text='The person, agency or office that gave it to us.', max_length=120, verbose_name='supplied by'),
        ),
        migrations.AddField(
            model_name='photo',
            name='taken_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='taken'),
        ),
        migrations.AddField(
            model_name='region',
            name='latitude',
            field=models.FloatField(blank=True, null=True, verbose_name='latitude of its middle'),
        ),
        migrations.AddField(
            model_name='region',
            name='longitude',
            field=models.FloatField(blank=True, help_text='In degrees; a photo that knows where it was taken finds its place by them.', null=True, verbose_name='longitude of its middle'),
        ),
        migrations.AlterField(
            model_name='photo',
            name='source',
            field=models.CharField(choices=[('own', 'our own'), ('citizen', 'sent in by a reader'), ('handout', 'handout'), ('agency', 'agency'), ('archive', 'archive'), ('ai', 'AI illustration')], default='own', max_length=10, verbose_name='source'),
        ),
        migrations.AlterField(
            model_name='photo',
            name='uploaded_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='photos', to=settings.AUTH_USER_MODEL),
        ),
        migrations.CreateModel(
            name='PhotoUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photo_uses', to='articles.article')),
                ('photo', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='articles.photo')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('article', 'photo'), name='photo_use_once')],
            },
        ),
    ]
