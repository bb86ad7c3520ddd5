"""Lines that were stored as they were typed are cleaned; what was changed is printed."""

from django.db import migrations

from articles.cleaning import clean_rows
from articles.text.lines import clean_line, clean_lines

COLUMNS = {
    'User': {'first_name': clean_line, 'last_name': clean_line},
    'Assignment': {'headline': clean_line, 'brief': clean_lines, 'place': clean_line},
    'StoryTemplate': {
        'name': clean_line,
        'headline': clean_line,
        'standfirst': clean_line,
        'tags': clean_line,
    },
}


def clean(apps, schema_editor):
    for name, columns in COLUMNS.items():
        clean_rows(apps.get_model('staff', name), columns)


class Migration(migrations.Migration):

    dependencies = [
        ('staff', '0009_record_of_changes'),
    ]

    operations = [
        migrations.RunPython(clean, migrations.RunPython.noop, elidable=True),
    ]
