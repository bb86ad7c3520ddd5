"""New names of tags and people wait for a signature also before readers have them, and so do mergers."""

from django.db import migrations

TRIGGERS = r"""
CREATE OR REPLACE FUNCTION staff_record_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    old_row jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
    new_row jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
    this_row jsonb := COALESCE(new_row, old_row);
    omitted text[] := TG_ARGV[1]::text[];
    secret text;
    is_shown boolean := false;
BEGIN
    old_row := old_row - omitted;
    new_row := new_row - omitted;
    IF TG_OP = 'UPDATE' THEN
        SELECT jsonb_object_agg(key, value), jsonb_object_agg(key, new_row -> key) INTO old_row, new_row
        FROM jsonb_each(old_row) WHERE value IS DISTINCT FROM new_row -> key;
        IF old_row IS NULL THEN
            RETURN NULL;
        END IF;
    END IF;
    IF TG_OP <> 'DELETE' AND new_row ?| TG_ARGV[3]::text[]
        AND EXISTS (SELECT FROM articles_articleevent WHERE action IN ('publish', 'publish_alone'))
    THEN
        EXECUTE 'SELECT ' || TG_ARGV[4] INTO is_shown USING NEW, TG_OP;
    END IF;
    FOREACH secret IN ARRAY TG_ARGV[2]::text[] LOOP
        IF old_row ? secret THEN
            old_row := jsonb_set(old_row, ARRAY[secret], '"•••"');
        END IF;
        IF new_row ? secret THEN
            new_row := jsonb_set(new_row, ARRAY[secret], '"•••"');
        END IF;
    END LOOP;
    INSERT INTO staff_change (actor_id, source, "table", "row", name, kind, before, after, needs_signature)
    VALUES (
        NULLIF(current_setting('pawarta.actor', true), '')::bigint,
        COALESCE(current_setting('pawarta.source', true), ''),
        TG_TABLE_NAME, (this_row ->> 'id')::bigint, left(COALESCE(this_row ->> TG_ARGV[0], ''), 200),
        lower(TG_OP), old_row, new_row, COALESCE(is_shown, false)
    );
    RETURN NULL;
END $$;
DROP TRIGGER articles_person_is_recorded ON articles_person;
CREATE TRIGGER articles_person_is_recorded AFTER INSERT OR UPDATE OR DELETE ON articles_person
    FOR EACH ROW EXECUTE FUNCTION staff_record_change('name', '{}', '{}', '{name,slug,position,bio,photo_id,masthead_order}', '$2 = ''UPDATE'' OR $1.position <> '''' OR $1.bio <> '''' OR $1.photo_id IS NOT NULL');
DROP TRIGGER articles_tag_is_recorded ON articles_tag;
CREATE TRIGGER articles_tag_is_recorded AFTER INSERT OR UPDATE OR DELETE ON articles_tag
    FOR EACH ROW EXECUTE FUNCTION staff_record_change('name', '{}', '{}', '{name,slug}', '$2 = ''UPDATE''');
DROP TRIGGER articles_publication_is_recorded ON articles_publication;
CREATE TRIGGER articles_publication_is_recorded AFTER INSERT OR UPDATE OR DELETE ON articles_publication
    FOR EACH ROW EXECUTE FUNCTION staff_record_change('name', '{}', '{}', '{name,tagline,description,dateline_site,dateline_pattern,legal_name,address,responsible,email,phone,logo_id,profiles,ads_txt}', 'true');
DROP TRIGGER articles_photo_is_recorded ON articles_photo;
CREATE TRIGGER articles_photo_is_recorded AFTER INSERT OR UPDATE OR DELETE ON articles_photo
    FOR EACH ROW EXECUTE FUNCTION staff_record_change('caption', '{renditions,folder,metadata,width,height,sha256,original,recipe,attempts,drawing_error}', '{}', '{caption,alt,credit,source}', 'EXISTS (SELECT FROM articles_person WHERE photo_id = $1.id) OR EXISTS (SELECT FROM articles_publication WHERE logo_id = $1.id) OR EXISTS (SELECT FROM articles_page WHERE is_public AND position(''/foto/'' || $1.id || ''/"'' IN body) > 0)');

CREATE TRIGGER articles_merger_is_recorded AFTER INSERT OR UPDATE OR DELETE ON articles_merger
    FOR EACH ROW EXECUTE FUNCTION staff_record_change('name', '{kind,old_id,target_id,address,stories,merged_by_id,merged_at}', '{}', '{target_name}', 'true');
"""


class Migration(migrations.Migration):
    dependencies = [("staff", "0012_sign_ins"), ("articles", "0030_former_names_of_tags")]

    operations = [migrations.RunSQL(TRIGGERS, "DROP TRIGGER articles_merger_is_recorded ON articles_merger;")]
