"""A change of a series' introduction or order waits for a signature, as that of a tag's name does."""

from django.db import migrations

TRIGGER = """
DROP TRIGGER articles_tag_is_recorded ON articles_tag;
CREATE TRIGGER articles_tag_is_recorded AFTER INSERT OR UPDATE OR DELETE ON articles_tag
    FOR EACH ROW EXECUTE FUNCTION staff_record_change('name', '{}', '{}', '%s', '$2 = ''UPDATE''');
"""


class Migration(migrations.Migration):
    dependencies = [("staff", "0028_source_notes"), ("articles", "0046_series")]

    operations = [migrations.RunSQL(TRIGGER % "{name,slug,intro,parts}", TRIGGER % "{name,slug}")]
