"""Changes of advertising spaces and orders are recorded; what readers get of an order waits for a signature."""

from django.db import migrations

RECORD = """
CREATE TRIGGER {table}_is_recorded AFTER INSERT OR UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION staff_record_change('{name}', '{omitted}', '{{}}', '{public}', 'true');
"""
TABLES = {
    "articles_adslot": {"name": "place", "omitted": "{}", "public": "{}"},
    "articles_advertisement": {
        "name": "advertiser",
        "omitted": "{delivered_at,created_at,created_by_id}",
        "public": "{advertiser,alt,link,narrow,wide,code,slot_id}",
    },
}


class Migration(migrations.Migration):
    dependencies = [("staff", "0029_changes_of_series"), ("articles", "0047_advertising")]

    operations = [
        migrations.RunSQL(
            RECORD.format(table=table, **lists), f"DROP TRIGGER {table}_is_recorded ON {table};"
        )
        for table, lists in TABLES.items()
    ]
