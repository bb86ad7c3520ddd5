"""Attachments and their withdrawal stand in the record of changes."""

from django.db import migrations

RECORD = """
CREATE TRIGGER articles_attachment_is_recorded AFTER INSERT OR UPDATE OR DELETE ON articles_attachment
    FOR EACH ROW EXECUTE FUNCTION staff_record_change('name', '{original,sha256,uploaded_by_id,is_removed}', '{}', '{}', 'true');
"""


class Migration(migrations.Migration):
    dependencies = [("staff", "0015_preview_links"), ("articles", "0031_attachments")]

    operations = [migrations.RunSQL(RECORD, "DROP TRIGGER articles_attachment_is_recorded ON articles_attachment;")]
