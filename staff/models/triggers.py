"""The triggers of the record of changes and of the register, as they are today: which tables they cover, and what of them.

Migrations made them; they are written here to be read. Whoever changes one writes a migration and changes
this module; a test compares it with what all migrations leave behind.
"""

from dataclasses import dataclass

from articles.models.triggers import append_only

# Former values matter as much as new ones, so a row holds both. TG_ARGV: the column that names the row, columns
# that are left out, columns whose values nobody may read, columns that readers see, and a condition on the row ($1)
# and the operation ($2) under which a change of them needs a signature.
RECORD_CHANGE = """
CREATE FUNCTION staff_record_change() RETURNS trigger LANGUAGE plpgsql AS $$
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
"""
RECORDS = """
CREATE TRIGGER {table}_is_recorded AFTER INSERT OR UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION staff_record_change('{name}', '{omitted}', '{secret}', '{public}', '{condition}');
"""
# A statement that empties the table passes row triggers by.
APPEND_ONLY = """
CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_setting('pawarta.may_truncate', true) = 'on' THEN
        RETURN NULL;
    END IF;{redacted}
    RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER {table}_is_append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_is_append_only();
CREATE TRIGGER {table}_is_not_truncated BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_append_only();
"""

# ---- A letter of the register stays as it came

# Changed are what the newsroom made of it, addresses after their term, and words that two persons strike out in this
# very transaction (decision 0072). What is no letter may go.
COMPLAINT_KEEPS_LETTER = """
CREATE FUNCTION staff_complaint_keeps_letter() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    work text[] := '{handler_id,outcome,refusal_reason,ground,answer,notice_id,decided_by_id,decided_at,escalate_at}';
    words text[] := '{name,email,phone,on_behalf_of,address,text}';
    contacts text[] := '{email,phone}';
BEGIN
    IF TG_OP = 'DELETE' AND OLD.outcome = 'spam' THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - work = to_jsonb(OLD) - work THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - contacts = to_jsonb(OLD) - contacts AND NEW.decided_at IS NOT NULL
        AND NEW.email = '' AND NEW.phone = ''
    THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - words - work = to_jsonb(OLD) - words - work AND EXISTS (
        SELECT FROM articles_redaction redaction
        WHERE redaction.outcome = 'accepted' AND redaction.decided_at = now() AND OLD.article_id = ANY(redaction.stories)
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a letter of the register stays as it came' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER staff_complaint_keeps_letter BEFORE UPDATE OR DELETE ON staff_complaint
    FOR EACH ROW EXECUTE FUNCTION staff_complaint_keeps_letter();
"""
# The same of its files and its history.
COMPLAINT_PART_IS_APPEND_ONLY = """
CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND EXISTS (SELECT FROM staff_complaint WHERE id = OLD.complaint_id AND outcome = 'spam') THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - '{column}' = to_jsonb(OLD) - '{column}' AND EXISTS (
        SELECT FROM articles_redaction redaction JOIN staff_complaint letter ON letter.article_id = ANY(redaction.stories)
        WHERE letter.id = OLD.complaint_id AND redaction.outcome = 'accepted' AND redaction.decided_at = now()
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER {table}_is_append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_is_append_only();
"""
# table: the column of which words can be struck out
COMPLAINT_PARTS = {"staff_complaintfile": "name", "staff_complaintstep": "words"}


@dataclass(frozen=True)
class Recorded:
    """How changes of one table are recorded.

    `public` are the columns that readers see: a change of one needs a signature where `condition` holds, SQL on
    the new row `$1` and the operation `$2`. A name that is new comes to readers with a story that a second person
    reads; what a row is called from then on comes to them by itself, if not now, with the next publication.
    """

    name: str = "name"
    omitted: tuple[str, ...] = ()
    secret: tuple[str, ...] = ()
    public: tuple[str, ...] = ()
    condition: str = "true"


_WHEN_RENAMED = "$2 = ''UPDATE''"
_BESIDE_STORIES = (
    "EXISTS (SELECT FROM articles_person WHERE photo_id = $1.id)"
    " OR EXISTS (SELECT FROM articles_publication WHERE logo_id = $1.id)"
    " OR EXISTS (SELECT FROM articles_page WHERE is_public AND position(''/foto/'' || $1.id || ''/\"'' IN body) > 0)"
)
RECORDED_TABLES = {
    "staff_user": Recorded("username", secret=("password",)),
    "staff_user_groups": Recorded("user_id"),
    "staff_user_user_permissions": Recorded("user_id"),
    "auth_group_permissions": Recorded("group_id"),
    "staff_coverage": Recorded("id"),
    "staff_storytemplate": Recorded(),
    "articles_person": Recorded(
        public=("name", "slug", "position", "bio", "photo_id", "masthead_order"),
        condition="$2 = ''UPDATE'' OR $1.position <> '''' OR $1.bio <> '''' OR $1.photo_id IS NOT NULL",
    ),
    "articles_tag": Recorded(public=("name", "slug", "intro", "parts"), condition=_WHEN_RENAMED),
    "articles_merger": Recorded(
        omitted=("kind", "old_id", "target_id", "address", "stories", "merged_by_id", "merged_at"),
        public=("target_name",),
    ),
    "articles_category": Recorded(public=("name", "slug", "parent_id")),
    "articles_region": Recorded(public=("name", "slug", "parent_id", "dateline"), condition=_WHEN_RENAMED),
    "articles_publication": Recorded(
        public=(
            "name", "tagline", "description", "dateline_site", "dateline_pattern", "legal_name", "address",
            "responsible", "editor_in_chief", "council_number", "email", "phone", "logo_id", "profiles", "ads_txt",
        ),
    ),
    "articles_page": Recorded("title", omitted=("updated_at",), public=("title", "slug", "body", "is_public", "policy"),
        condition="$1.is_public"),
    "articles_photo": Recorded(
        "caption",
        omitted=(
            "renditions", "folder", "metadata", "width", "height", "sha256", "original", "recipe", "attempts",
            "drawing_error",
        ),
        public=("caption", "alt", "credit", "source", "ai_tool", "taken_at"),
        condition=_BESIDE_STORIES,
    ),
    "articles_attachment": Recorded(
        omitted=("original", "sha256", "uploaded_by_id", "is_removed"),
    ),
    "articles_pick": Recorded("place"),
    "articles_adslot": Recorded("place"),
    "articles_advertisement": Recorded(
        "advertiser", omitted=("delivered_at", "created_at", "created_by_id"),
        public=("advertiser", "alt", "link", "narrow", "wide", "code", "slot_id"),
    ),
    "articles_exportfile": Recorded(omitted=("summary", "report", "mapping", "done", "total", "told_at")),
    "articles_importrun": Recorded(
        "phase",
        omitted=("phase", "mapping", "total", "staged", "apart", "notes", "inventory", "finished_at"),
    ),
}  # fmt: skip


def definitions():
    """Return one SQL script that creates all of them."""
    return "".join(
        [
            append_only("staff_change", "{name,before,after}", APPEND_ONLY),
            append_only("staff_changesignature", "", APPEND_ONLY),
            COMPLAINT_KEEPS_LETTER,
            *(
                COMPLAINT_PART_IS_APPEND_ONLY.format(table=table, column=column)
                for table, column in COMPLAINT_PARTS.items()
            ),
            append_only("staff_sealedoriginal", ""),
            append_only("staff_sealreading", ""),
            RECORD_CHANGE,
            *(record(table, how) for table, how in RECORDED_TABLES.items()),
        ]
    )


def record(table, how):
    lists = {name: f"{{{','.join(getattr(how, name))}}}" for name in ("omitted", "secret", "public")}
    return RECORDS.format(table=table, name=how.name, condition=how.condition, **lists)
