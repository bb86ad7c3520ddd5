"""Lines that were stored as they were typed are cleaned: what was changed is printed, and no revision is made."""

from django.db import migrations

from articles.cleaning import clean_rows
from articles.text.lines import clean_line, clean_lines, clean_name, clean_photo_credit, clean_tag

COLUMNS = {
    'Category': {'name': clean_line},
    'Region': {'name': clean_line, 'dateline': clean_line, 'aliases': clean_line},
    'Person': {'name': clean_name, 'initials': clean_line, 'bio': clean_lines, 'position': clean_line},
    'Photo': {
        'caption': clean_line,
        'credit': clean_photo_credit,
        'alt': clean_line,
        'supplier': clean_line,
        'consent': clean_line,
    },
    'Page': {'title': clean_line},
    'Publication': {
        'name': clean_line,
        'tagline': clean_line,
        'description': clean_lines,
        'dateline_site': clean_line,
        'legal_name': clean_line,
        'address': clean_lines,
        'responsible': clean_line,
        'phone': clean_line,
    },
}
OF_STORIES = {
    'Article': {
        'headline': clean_line,
        'standfirst': clean_line,
        'dateline': clean_line,
        'sign_off': clean_line,
    },
    'Credit': {'name': clean_name},
    'Tag': {'name': clean_tag},
}


def clean(apps, schema_editor):
    for name, columns in COLUMNS.items():
        clean_rows(apps.get_model('articles', name), columns)
    for name, columns in OF_STORIES.items():  # their words are indexed anew after 0028_search_on_words
        clean_rows(apps.get_model('articles', name), columns)


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0023_mergers'),
    ]

    operations = [
        migrations.RunPython(clean, migrations.RunPython.noop, elidable=True),
    ]
