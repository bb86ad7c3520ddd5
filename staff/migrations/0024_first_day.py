"""Lines of the first day's list that somebody put away. A region that is new waits for no signature: readers get it
with a story that a second person reads."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TRIGGER = """
DROP TRIGGER articles_region_is_recorded ON articles_region;
CREATE TRIGGER articles_region_is_recorded AFTER INSERT OR UPDATE OR DELETE ON articles_region
    FOR EACH ROW EXECUTE FUNCTION staff_record_change('name', '{{}}', '{{}}', '{{name,slug,parent_id,dateline}}', '{condition}');
"""


class Migration(migrations.Migration):
    dependencies = [("staff", "0023_beginning"), ("articles", "0035_codes_of_regions")]

    operations = [
        migrations.CreateModel(
            name="PutAwayLine",
            fields=[
                ("line", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("put_away_at", models.DateTimeField(auto_now_add=True)),
                (
                    "put_away_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.RunSQL(
            TRIGGER.format(condition="$2 = ''UPDATE''"), TRIGGER.format(condition="true")
        ),
    ]
