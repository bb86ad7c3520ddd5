"""The database's triggers and their functions, as they are today: what holds whoever writes a row, and
however.

Migrations made them, and only the database needs them. They are written here to be read beside the models.
Whoever changes one writes a migration and changes this module; a test compares it with what all migrations
leave behind.
"""

from articles.models.legacy_path import KINDS
from articles.models.status import ArticleStatus, public_record_sql, published_sql

# ---- History is only ever added to

# Besides, words are struck out of these columns: by a decision of two persons on the row's story, and an entry that names
# the row, both of this very transaction (decision 0072).
REDACTED = """
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - '{columns}'::text[] = to_jsonb(OLD) - '{columns}'::text[] AND EXISTS (
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
    END IF;"""
# table: the columns of which words can be struck out
HISTORY_TABLES = {
    "articles_revision": "{content}",
    "articles_articleevent": "{reason}",
    "articles_notice": "{text,before,after,apology,requester}",
    "articles_pagetext": "",
    "articles_merger": "",
    "articles_redactionentry": "",
    "articles_mastheadentry": "",
}
APPEND_ONLY = """
CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN{redacted}
    RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER {table}_is_append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_is_append_only();
"""

REDACTION_KEEPS_DECISION = """
CREATE FUNCTION articles_redaction_keeps_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a redaction that is decided stays as it is' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER articles_redaction_keeps_decision BEFORE UPDATE OR DELETE ON articles_redaction
    FOR EACH ROW WHEN (OLD.decided_at IS NOT NULL) EXECUTE FUNCTION articles_redaction_keeps_decision();
"""

PHOTO_KEEPS_ITS_FILE = """
CREATE FUNCTION articles_photo_keeps_its_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a photo keeps its file: a new file is a new photo' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER articles_photo_keeps_its_file BEFORE UPDATE ON articles_photo
    FOR EACH ROW WHEN (OLD.sha256 IS DISTINCT FROM NEW.sha256 OR OLD.original IS DISTINCT FROM NEW.original)
    EXECUTE FUNCTION articles_photo_keeps_its_file();
"""

ATTACHMENT_KEEPS_ITS_FILE = """
CREATE FUNCTION articles_attachment_keeps_its_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an attachment never changes but by its withdrawal' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER articles_attachment_keeps_its_file BEFORE UPDATE ON articles_attachment
    FOR EACH ROW WHEN (
        (OLD.name, OLD.kind, OLD.original, OLD.sha256, OLD.file, OLD.size, OLD.pages, OLD.seconds, OLD.uploaded_by_id)
            IS DISTINCT FROM
            (NEW.name, NEW.kind, NEW.original, NEW.sha256, NEW.file, NEW.size, NEW.pages, NEW.seconds, NEW.uploaded_by_id)
        OR OLD.withdrawn_at IS NOT NULL AND (OLD.withdrawn_at, OLD.withdrawn_by_id, OLD.withdrawal_reason)
            IS DISTINCT FROM (NEW.withdrawn_at, NEW.withdrawn_by_id, NEW.withdrawal_reason)
    )
    EXECUTE FUNCTION articles_attachment_keeps_its_file();
"""

# ---- The masthead has a history (decision 0091)

MASTHEAD_HISTORY = """
CREATE FUNCTION articles_publication_notes_masthead() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO articles_mastheadentry (legal_name, address, responsible, editor_in_chief, created_at)
    VALUES (NEW.legal_name, NEW.address, NEW.responsible, NEW.editor_in_chief, now());
    RETURN NULL;
END $$;
CREATE TRIGGER publication_notes_first_masthead AFTER INSERT ON articles_publication
    FOR EACH ROW EXECUTE FUNCTION articles_publication_notes_masthead();
CREATE TRIGGER publication_notes_masthead AFTER UPDATE ON articles_publication
    FOR EACH ROW WHEN (
        (OLD.legal_name, OLD.address, OLD.responsible, OLD.editor_in_chief) IS DISTINCT FROM
        (NEW.legal_name, NEW.address, NEW.responsible, NEW.editor_in_chief)
    )
    EXECUTE FUNCTION articles_publication_notes_masthead();
"""

# ---- What readers can see raises the edition (decision 0019)

# Deferred to the end of the transaction: two saves wait for each other only while the first one commits.
RAISE_EDITION = """
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
EDITION_TRIGGER = """
CREATE CONSTRAINT TRIGGER {table}_raises_edition_{event} AFTER {event} ON articles_{table}
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW {when} EXECUTE FUNCTION articles_raise_edition();
"""
WAS_PUBLIC, IS_PUBLIC = public_record_sql("OLD."), public_record_sql("NEW.")
HAS_CHANGED = "OLD.* IS DISTINCT FROM NEW.*"
PHOTO_WORDS = (
    "state", "folder", "renditions", "caption", "alt", "credit", "source", "ai_tool", "taken_at", "focus_x", "focus_y",
)  # fmt: skip
PHOTO_HAS_CHANGED = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in PHOTO_WORDS)
# Of stories only what is or was public: reporters save drafts all day.
EDITION_CONDITIONS = {
    ("article", "INSERT"): IS_PUBLIC,
    ("article", "UPDATE"): f"(({WAS_PUBLIC}) OR ({IS_PUBLIC})) AND {HAS_CHANGED}",
    ("article", "DELETE"): WAS_PUBLIC,
    ("photo", "UPDATE"): PHOTO_HAS_CHANGED,
    ("attachment", "UPDATE"): HAS_CHANGED,
    ("tag", "UPDATE"): HAS_CHANGED,
    ("tag", "DELETE"): "",  # only where it is merged into another one
    **{
        (table, event): HAS_CHANGED if event == "UPDATE" else ""
        for table in (
            "category",
            "region",
            "person",
            "publication",
            "page",
            "pick",
            "adslot",
            "advertisement",
        )
        for event in ("INSERT", "UPDATE", "DELETE")
    },
}

# ---- Rows of tags and credits carry the time of their story while it is published (decision 0026)

# The story's row is locked, or a story that is published at the same moment could miss a row that is not
# committed. The lock is the one that an update takes, so that nobody has to wait for a second one.
READ_STORY = """
CREATE FUNCTION articles_{table}_reads_story() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT CASE WHEN {published} THEN published_at END INTO NEW.published_at
    FROM articles_article WHERE id = NEW.{story} FOR NO KEY UPDATE;
    RETURN NEW;
END $$;
CREATE TRIGGER {table}_reads_story BEFORE INSERT OR UPDATE ON articles_{table}
    FOR EACH ROW EXECUTE FUNCTION articles_{table}_reads_story();
"""
# An update that changes nothing lets each row read its story anew. Foreign keys are checked at the end of a
# transaction: tags may be written before their story.
TELL_LISTS = """
CREATE FUNCTION articles_tell_lists() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE articles_taggedarticle SET published_at = NULL WHERE content_object_id = NEW.id;
    UPDATE articles_credit SET published_at = NULL WHERE article_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER article_tells_lists AFTER UPDATE OF status, published_at, update_of_id ON articles_article
    FOR EACH ROW WHEN (
        (OLD.status, OLD.published_at, OLD.update_of_id) IS DISTINCT FROM (NEW.status, NEW.published_at, NEW.update_of_id)
    )
    EXECUTE FUNCTION articles_tell_lists();
CREATE TRIGGER article_tells_lists_at_first AFTER INSERT ON articles_article
    FOR EACH ROW WHEN (NEW.status IN ('{published}')) EXECUTE FUNCTION articles_tell_lists();
"""

# ---- An address that a list, a person or a page had leads on to it, whoever changes the slug

KEEP_ADDRESS = """
CREATE FUNCTION articles_{table}_keeps_address() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO articles_legacypath (path, {table}_id) VALUES (lower('{before}' || OLD.{column} || '/'), NEW.id)
        ON CONFLICT (path) DO UPDATE SET ({kinds}) = ({new_kinds});
    RETURN NULL;
END $$;
CREATE TRIGGER {table}_keeps_address AFTER UPDATE OF {column} ON articles_{table}
    FOR EACH ROW WHEN (OLD.{column} IS DISTINCT FROM NEW.{column})
    EXECUTE FUNCTION articles_{table}_keeps_address();
"""
# table: what stands before its part of the address, and the column with that part
ADDRESSES = {
    "category": ("/kategori/", "path"),
    "region": ("/daerah/", "slug"),
    "tag": ("/tag/", "slug"),
    "person": ("/penulis/", "slug"),
    "page": ("/", "slug"),
}


def _keep_addresses():
    columns = [f"{kind}_id" for kind in KINDS]
    kinds, new_kinds = ", ".join(columns), ", ".join(f"EXCLUDED.{column}" for column in columns)
    for table, (before, column) in ADDRESSES.items():
        yield KEEP_ADDRESS.format(table=table, before=before, column=column, kinds=kinds, new_kinds=new_kinds)


def append_only(table, columns, statement=APPEND_ONLY):
    return statement.format(table=table, redacted=REDACTED.format(columns=columns) if columns else "")


# ---- The words of stories carry time, category and region of their story while it is published (decision 0047)

WORDS_READ_STORY = """
CREATE FUNCTION articles_searchentry_reads_story() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_public boolean;
BEGIN
    SELECT {published}, published_at, category_id, region_id
    INTO is_public, NEW.published_at, NEW.category, NEW.region
    FROM articles_article WHERE id = NEW.article_id FOR NO KEY UPDATE;
    IF is_public IS NOT TRUE THEN
        NEW.published_at = NULL;
        NEW.category = NULL;
        NEW.region = NULL;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER searchentry_reads_story BEFORE INSERT OR UPDATE ON articles_searchentry
    FOR EACH ROW EXECUTE FUNCTION articles_searchentry_reads_story();
"""
# Drafts change all day, and nothing of them is copied.
TELL_SEARCH = """
CREATE FUNCTION articles_tell_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE articles_searchentry SET published_at = NULL WHERE article_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER article_tells_search
    AFTER UPDATE OF status, published_at, update_of_id, category_id, region_id ON articles_article
    FOR EACH ROW WHEN (
        ({was} OR {is_now})
        AND (OLD.status, OLD.published_at, OLD.update_of_id, OLD.category_id, OLD.region_id)
            IS DISTINCT FROM (NEW.status, NEW.published_at, NEW.update_of_id, NEW.category_id, NEW.region_id)
    )
    EXECUTE FUNCTION articles_tell_search();
"""


def definitions():
    """Return one SQL script that creates all of them."""
    edition_triggers = (
        EDITION_TRIGGER.format(table=table, event=event, when=f"WHEN ({condition})" if condition else "")
        for (table, event), condition in EDITION_CONDITIONS.items()
    )
    return "".join(
        [
            *(append_only(table, columns) for table, columns in HISTORY_TABLES.items()),
            REDACTION_KEEPS_DECISION,
            PHOTO_KEEPS_ITS_FILE,
            MASTHEAD_HISTORY,
            ATTACHMENT_KEEPS_ITS_FILE,
            RAISE_EDITION,
            *edition_triggers,
            READ_STORY.format(table="taggedarticle", story="content_object_id", published=published_sql()),
            READ_STORY.format(table="credit", story="article_id", published=published_sql()),
            TELL_LISTS.format(published=ArticleStatus.PUBLISHED.value),
            *_keep_addresses(),
            WORDS_READ_STORY.format(published=published_sql()),
            TELL_SEARCH.format(was=published_sql("OLD."), is_now=published_sql("NEW.")),
        ]
    )
