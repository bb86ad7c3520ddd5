"""Sign-ins go into the record of changes: `last_login` of an account is a column like all others."""

from django.db import migrations

TRIGGER = """
DROP TRIGGER staff_user_is_recorded ON staff_user;
CREATE TRIGGER staff_user_is_recorded AFTER INSERT OR UPDATE OR DELETE ON staff_user
    FOR EACH ROW EXECUTE FUNCTION staff_record_change('username', '{%s}', '{password}', '{}', 'true');
"""


class Migration(migrations.Migration):
    dependencies = [("staff", "0011_publication_proposals")]

    operations = [migrations.RunSQL(TRIGGER % "", TRIGGER % "last_login")]
