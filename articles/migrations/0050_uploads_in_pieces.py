"""Exports to move in with that come in pieces, with their pictures and the address of their site."""

import articles.models.photo
import articles.models.pieced_upload
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0049_imported_files"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='exportfile',
            name='site',
            field=models.CharField(db_default='', default='', blank=True, help_text='Its address, where the file does not tell it.', max_length=300),
        ),
        migrations.AlterField(
            model_name='exportfile',
            name='file',
            field=models.FileField(blank=True, storage=articles.models.photo.originals, upload_to='wordpress/%Y/'),
        ),
        migrations.CreateModel(
            name='PiecedUpload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('key', models.CharField(help_text='By which the browser knows the same file again.', max_length=64)),
                ('size', models.BigIntegerField()),
                ('received', models.BigIntegerField(default=0)),
                ('folder', models.CharField(default=articles.models.pieced_upload.new_folder, max_length=40, unique=True)),
                ('begun_at', models.DateTimeField(auto_now_add=True)),
                ('told_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'upload in pieces',
                'verbose_name_plural': 'uploads in pieces',
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='exportfile',
            name='pictures',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='exports_with_pictures', to='articles.piecedupload'),
        ),
        migrations.AddField(
            model_name='exportfile',
            name='pieces',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='exports', to='articles.piecedupload'),
        ),
        migrations.AddConstraint(
            model_name='piecedupload',
            constraint=models.CheckConstraint(condition=models.Q(('received__gte', 0), ('received__lte', models.F('size')), ('size__gt', 0)), name='pieced_upload_is_no_longer_than_its_file'),
        ),
    ]
