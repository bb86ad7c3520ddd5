"""The account of an import's files is no part of the record of changes: the run has it."""

from django.db import migrations

TRIGGER = """
DROP TRIGGER articles_importrun_is_recorded ON articles_importrun;
CREATE TRIGGER articles_importrun_is_recorded AFTER INSERT OR UPDATE OR DELETE ON articles_importrun
    FOR EACH ROW EXECUTE FUNCTION staff_record_change('phase', '{{{columns}}}', '{{}}', '{{}}', 'true');
"""
BEFORE = "phase,mapping,total,staged,apart,notes,finished_at"
NOW = "phase,mapping,total,staged,apart,notes,inventory,finished_at"


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0032_workers"),
        ("articles", "0049_imported_files"),
    ]

    operations = [
        migrations.RunSQL(TRIGGER.format(columns=NOW), TRIGGER.format(columns=BEFORE)),
    ]
