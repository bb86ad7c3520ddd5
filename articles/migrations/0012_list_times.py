"""Each tag and credit of a published story carries the story's time, so that an index leads through the list of a tag or
a person from the newest on, however many newer stories are others'.

The time is a copy, so the database writes it: what a statement says of it is never what is stored. Why: decision 0026.
"""

from django.db import migrations, models

LISTED = {"taggedarticle": "content_object_id", "credit": "article_id"}

# The story's row is locked, or a story that is published at the same moment could miss a row that is not committed.
# The lock is the one that an update takes, so that nobody has to wait for a second one.
READ = """
CREATE FUNCTION articles_{table}_reads_story() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT CASE WHEN status = 'published' AND update_of_id IS NULL THEN published_at END INTO NEW.published_at
    FROM articles_article WHERE id = NEW.{story} FOR NO KEY UPDATE;
    RETURN NEW;
END $$;
CREATE TRIGGER {table}_reads_story BEFORE INSERT OR UPDATE ON articles_{table}
    FOR EACH ROW EXECUTE FUNCTION articles_{table}_reads_story();
"""
# An update that changes nothing lets each row read its story anew.
TELL = """
CREATE FUNCTION articles_tell_lists() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {touches}
    RETURN NULL;
END $$;
CREATE TRIGGER article_tells_lists AFTER UPDATE OF status, published_at, update_of_id ON articles_article
    FOR EACH ROW WHEN (
        (OLD.status, OLD.published_at, OLD.update_of_id) IS DISTINCT FROM (NEW.status, NEW.published_at, NEW.update_of_id)
    )
    EXECUTE FUNCTION articles_tell_lists();
-- Foreign keys are checked at the end of a transaction: tags may be written before their story.
CREATE TRIGGER article_tells_lists_at_first AFTER INSERT ON articles_article
    FOR EACH ROW WHEN (NEW.status IN ('published')) EXECUTE FUNCTION articles_tell_lists();
"""
TOUCH = "UPDATE articles_{table} SET published_at = NULL WHERE {story} = NEW.id;"
FILL = """
UPDATE articles_{table} listed SET published_at = public.published_at
FROM (SELECT id, published_at FROM articles_article WHERE status = 'published' AND update_of_id IS NULL) public
WHERE public.id = listed.{story};
"""
UNTELL = """
DROP TRIGGER article_tells_lists_at_first ON articles_article;
DROP TRIGGER article_tells_lists ON articles_article;
DROP FUNCTION articles_tell_lists();
"""
UNREAD = "DROP TRIGGER {table}_reads_story ON articles_{table}; DROP FUNCTION articles_{table}_reads_story();"


def for_each(statement):
    return "".join(statement.format(table=table, story=story) for table, story in LISTED.items())


def index_of(node):
    return models.Index(
        node,
        models.F("published_at").desc(nulls_last=True),
        models.F("id").desc(),
        name=f"article_public_in_{node}",
        condition=models.Q(status="published", update_of__isnull=True),
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_changes_for_machines")]

    operations = [
        *(
            migrations.AddField(table, "published_at", models.DateTimeField(editable=False, null=True))
            for table in LISTED
        ),
        migrations.RunSQL(for_each(FILL), migrations.RunSQL.noop),
        migrations.RunSQL(for_each(READ), for_each(UNREAD)),
        migrations.RunSQL(TELL.format(touches=for_each(TOUCH)), UNTELL),
        migrations.RemoveIndex("credit", "credit_by_person"),
        migrations.RemoveIndex("taggedarticle", "tagged_article_by_tag"),
        migrations.AddIndex(
            "credit",
            models.Index(
                fields=["person", "-published_at", "-article"],
                name="credit_in_list",
                condition=models.Q(published_at__isnull=False),
            ),
        ),
        migrations.AddIndex(
            "taggedarticle",
            models.Index(
                fields=["tag", "-published_at", "-content_object"],
                name="tagged_article_in_list",
                condition=models.Q(published_at__isnull=False),
            ),
        ),
        *(
            operation
            for node in ("category", "region")
            for operation in (
                migrations.RemoveIndex("article", f"article_public_in_{node}"),
                migrations.AddIndex("article", index_of(node)),
            )
        ),
    ]
