"""History is only ever added to: the database itself refuses to change or remove a row of it."""

from django.db import migrations

FORBID = """
CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER {table}_is_append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_is_append_only();
"""
ALLOW = "DROP TRIGGER {table}_is_append_only ON {table}; DROP FUNCTION {table}_is_append_only();"


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]

    operations = [
        migrations.RunSQL(FORBID.format(table=table), ALLOW.format(table=table))
        for table in ("articles_revision", "articles_articleevent")
    ]
