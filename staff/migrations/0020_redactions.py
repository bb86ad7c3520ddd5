"""Words are struck out of the record of changes too, by the same decisions of two persons."""

from django.db import migrations

FUNCTION = r"""
CREATE OR REPLACE FUNCTION staff_change_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_setting('pawarta.may_truncate', true) = 'on' THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - '{name,before,after}'::text[] = to_jsonb(OLD) - '{name,before,after}'::text[] AND EXISTS (
        SELECT FROM articles_redactionentry entry JOIN articles_redaction redaction ON redaction.id = entry.redaction_id
        WHERE entry."table" = TG_TABLE_NAME AND entry."row" = NEW.id AND entry.transaction_at = now()
            AND redaction.outcome = 'accepted' AND redaction.decided_at = now()
            AND entry.article_id IS NOT DISTINCT FROM (to_jsonb(NEW) ->> 'article_id')::bigint
            AND (entry.article_id IS NULL OR EXISTS (
                SELECT FROM articles_article story WHERE story.id = entry.article_id
                    AND COALESCE(story.update_of_id, story.id) = ANY(redaction.stories)
            ))
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'staff_change is append-only' USING ERRCODE = 'restrict_violation';
END $$;
"""
BEFORE = r"""
CREATE OR REPLACE FUNCTION staff_change_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_setting('pawarta.may_truncate', true) = 'on' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'staff_change is append-only' USING ERRCODE = 'restrict_violation';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("staff", "0019_second_factor"), ("articles", "0033_redactions")]

    operations = [migrations.RunSQL(FUNCTION, BEFORE)]
