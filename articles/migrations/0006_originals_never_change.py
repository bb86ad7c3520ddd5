import articles.models.photo
from django.db import migrations, models

KEEP = """
CREATE FUNCTION articles_photo_keeps_its_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a photo keeps its file: a new file is a new photo' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER articles_photo_keeps_its_file BEFORE UPDATE ON articles_photo
    FOR EACH ROW WHEN (OLD.sha256 IS DISTINCT FROM NEW.sha256 OR OLD.original IS DISTINCT FROM NEW.original)
    EXECUTE FUNCTION articles_photo_keeps_its_file();
"""
LET_GO = "DROP TRIGGER articles_photo_keeps_its_file ON articles_photo; DROP FUNCTION articles_photo_keeps_its_file();"


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_files_of_photos")]

    operations = [
        migrations.RemoveField(
            model_name='photo',
            name='image',
        ),
        migrations.RemoveField(
            model_name='photo',
            name='thumbnail',
        ),
        migrations.AddIndex(
            model_name='photo',
            index=models.Index(fields=['-uploaded_at', '-id'], name='photo_newest'),
        ),
        migrations.AddIndex(
            model_name='photo',
            index=models.Index(condition=models.Q(('state', 'usable')), fields=['recipe'], name='photo_not_drawn'),
        ),
        migrations.AddConstraint(
            model_name='photo',
            constraint=models.CheckConstraint(condition=models.Q(('focus_x__lte', 100), ('focus_y__lte', 100)), name='photo_focus_is_in_percent'),
        ),
        migrations.AddConstraint(
            model_name='photo',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'usable'), models.Q(('killed_at__isnull', False), models.Q(('kill_reason', ''), _negated=True)), _connector='OR'), name='photo_killed_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='region',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__range', (-90, 90)), ('longitude__range', (-180, 180))), _connector='OR'), name='region_middle_is_a_point'),
        ),
        migrations.AlterField(
            model_name='photo',
            name='folder',
            field=models.CharField(default=articles.models.photo.new_folder, editable=False, max_length=40, unique=True),
        ),
        migrations.AlterField(
            model_name='photo',
            name='original',
            field=models.FileField(editable=False, storage=articles.models.photo.originals, upload_to='%Y/%m/'),
        ),
        migrations.RunSQL(KEEP, LET_GO),
    ]
