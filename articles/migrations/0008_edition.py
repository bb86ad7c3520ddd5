"""Whatever readers can see raises the edition's number when it is committed, whoever changes it, and however.

A trigger cannot be forgotten by a new view, a bulk update or a hand at the database. It is deferred to the end of the
transaction: two saves wait for each other only while the first one commits.
"""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION articles_raise_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Once a transaction, however many rows it changes.
    IF current_setting('pawarta.raised_by', true) IS DISTINCT FROM pg_current_xact_id()::text THEN
        PERFORM set_config('pawarta.raised_by', pg_current_xact_id()::text, true);
        INSERT INTO articles_edition (id, number, raised_at) VALUES (1, 1, clock_timestamp())
            ON CONFLICT (id) DO UPDATE SET number = articles_edition.number + 1, raised_at = clock_timestamp();
    END IF;
    RETURN NULL;
END $$;
"""
TRIGGER = """
CREATE CONSTRAINT TRIGGER {table}_raises_edition_{event} AFTER {event} ON articles_{table}
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW {when} EXECUTE FUNCTION articles_raise_edition();
"""
EVENTS = ("INSERT", "UPDATE", "DELETE")

# What readers never saw raises nothing: reporters save drafts all day.
WAS_PUBLIC = "OLD.status IN ('published', 'withdrawn') AND OLD.update_of_id IS NULL"
IS_PUBLIC = "NEW.status IN ('published', 'withdrawn') AND NEW.update_of_id IS NULL"
CHANGED = "OLD.* IS DISTINCT FROM NEW.*"
SHOWN_OF_A_PHOTO = ("state", "folder", "renditions", "caption", "alt", "credit", "source", "focus_x", "focus_y")
CONDITIONS = {
    ("article", "INSERT"): IS_PUBLIC,
    ("article", "UPDATE"): f"(({WAS_PUBLIC}) OR ({IS_PUBLIC})) AND {CHANGED}",
    ("article", "DELETE"): WAS_PUBLIC,
    ("photo", "UPDATE"): " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in SHOWN_OF_A_PHOTO),
    ("tag", "UPDATE"): CHANGED,
    **{
        (table, event): CHANGED if event == "UPDATE" else ""
        for table in ("category", "region", "person", "publication", "page", "pick")
        for event in EVENTS
    },
}
TRIGGERS = "".join(
    TRIGGER.format(table=table, event=event, when=f"WHEN ({condition})" if condition else "")
    for (table, event), condition in CONDITIONS.items()
)
DROP = "".join(
    f"DROP TRIGGER {table}_raises_edition_{event} ON articles_{table};" for table, event in CONDITIONS
)


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_readers_site")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION articles_raise_edition();"),
        migrations.RunSQL(TRIGGERS, DROP),
    ]
