CREATE FUNCTION public.articles_articleevent_is_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - '{reason}'::text[] = to_jsonb(OLD) - '{reason}'::text[] AND EXISTS (
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
    RAISE EXCEPTION 'articles_articleevent is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION public.articles_attachment_keeps_its_file() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'an attachment never changes but by its withdrawal' USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION public.articles_category_keeps_address() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO articles_legacypath (path, category_id) VALUES (lower('/kategori/' || OLD.path || '/'), NEW.id)
        ON CONFLICT (path) DO UPDATE SET (article_id, category_id, region_id, tag_id, person_id, page_id) = (EXCLUDED.article_id, EXCLUDED.category_id, EXCLUDED.region_id, EXCLUDED.tag_id, EXCLUDED.person_id, EXCLUDED.page_id);
    RETURN NULL;
END $$;
CREATE FUNCTION public.articles_credit_reads_story() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    SELECT CASE WHEN status = 'published' AND update_of_id IS NULL THEN published_at END INTO NEW.published_at
    FROM articles_article WHERE id = NEW.article_id FOR NO KEY UPDATE;
    RETURN NEW;
END $$;
CREATE FUNCTION public.articles_mastheadentry_is_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'articles_mastheadentry is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION public.articles_merger_is_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'articles_merger is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION public.articles_notice_is_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - '{text,before,after,apology,requester}'::text[] = to_jsonb(OLD) - '{text,before,after,apology,requester}'::text[] AND EXISTS (
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
    RAISE EXCEPTION 'articles_notice is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION public.articles_page_keeps_address() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO articles_legacypath (path, page_id) VALUES (lower('/' || OLD.slug || '/'), NEW.id)
        ON CONFLICT (path) DO UPDATE SET (article_id, category_id, region_id, tag_id, person_id, page_id) = (EXCLUDED.article_id, EXCLUDED.category_id, EXCLUDED.region_id, EXCLUDED.tag_id, EXCLUDED.person_id, EXCLUDED.page_id);
    RETURN NULL;
END $$;
CREATE FUNCTION public.articles_pagetext_is_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'articles_pagetext is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION public.articles_person_keeps_address() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO articles_legacypath (path, person_id) VALUES (lower('/penulis/' || OLD.slug || '/'), NEW.id)
        ON CONFLICT (path) DO UPDATE SET (article_id, category_id, region_id, tag_id, person_id, page_id) = (EXCLUDED.article_id, EXCLUDED.category_id, EXCLUDED.region_id, EXCLUDED.tag_id, EXCLUDED.person_id, EXCLUDED.page_id);
    RETURN NULL;
END $$;
CREATE FUNCTION public.articles_photo_keeps_its_file() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'a photo keeps its file: a new file is a new photo' USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION public.articles_publication_notes_masthead() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO articles_mastheadentry (legal_name, address, responsible, editor_in_chief, created_at)
    VALUES (NEW.legal_name, NEW.address, NEW.responsible, NEW.editor_in_chief, now());
    RETURN NULL;
END $$;
CREATE FUNCTION public.articles_raise_edition() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    -- Once a transaction, however many rows it changes.
    IF current_setting('pawarta.raised_by', true) IS DISTINCT FROM pg_current_xact_id()::text THEN
        PERFORM set_config('pawarta.raised_by', pg_current_xact_id()::text, true);
        INSERT INTO articles_edition (id, number, raised_at) VALUES (1, 1, clock_timestamp())
            ON CONFLICT (id) DO UPDATE SET number = articles_edition.number + 1, raised_at = clock_timestamp();
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.articles_redaction_keeps_decision() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'a redaction that is decided stays as it is' USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION public.articles_redactionentry_is_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'articles_redactionentry is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION public.articles_region_keeps_address() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO articles_legacypath (path, region_id) VALUES (lower('/daerah/' || OLD.slug || '/'), NEW.id)
        ON CONFLICT (path) DO UPDATE SET (article_id, category_id, region_id, tag_id, person_id, page_id) = (EXCLUDED.article_id, EXCLUDED.category_id, EXCLUDED.region_id, EXCLUDED.tag_id, EXCLUDED.person_id, EXCLUDED.page_id);
    RETURN NULL;
END $$;
CREATE FUNCTION public.articles_revision_is_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - '{content}'::text[] = to_jsonb(OLD) - '{content}'::text[] AND EXISTS (
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
    RAISE EXCEPTION 'articles_revision is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION public.articles_searchentry_reads_story() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    is_public boolean;
BEGIN
    SELECT status = 'published' AND update_of_id IS NULL, published_at, category_id, region_id
    INTO is_public, NEW.published_at, NEW.category, NEW.region
    FROM articles_article WHERE id = NEW.article_id FOR NO KEY UPDATE;
    IF is_public IS NOT TRUE THEN
        NEW.published_at = NULL;
        NEW.category = NULL;
        NEW.region = NULL;
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION public.articles_tag_keeps_address() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO articles_legacypath (path, tag_id) VALUES (lower('/tag/' || OLD.slug || '/'), NEW.id)
        ON CONFLICT (path) DO UPDATE SET (article_id, category_id, region_id, tag_id, person_id, page_id) = (EXCLUDED.article_id, EXCLUDED.category_id, EXCLUDED.region_id, EXCLUDED.tag_id, EXCLUDED.person_id, EXCLUDED.page_id);
    RETURN NULL;
END $$;
CREATE FUNCTION public.articles_taggedarticle_reads_story() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    SELECT CASE WHEN status = 'published' AND update_of_id IS NULL THEN published_at END INTO NEW.published_at
    FROM articles_article WHERE id = NEW.content_object_id FOR NO KEY UPDATE;
    RETURN NEW;
END $$;
CREATE FUNCTION public.articles_tell_lists() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE articles_taggedarticle SET published_at = NULL WHERE content_object_id = NEW.id;UPDATE articles_credit SET published_at = NULL WHERE article_id = NEW.id;
    RETURN NULL;
END $$;
CREATE FUNCTION public.articles_tell_search() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE articles_searchentry SET published_at = NULL WHERE article_id = NEW.id;
    RETURN NULL;
END $$;
CREATE FUNCTION public.staff_change_is_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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
CREATE FUNCTION public.staff_changesignature_is_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_setting('pawarta.may_truncate', true) = 'on' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'staff_changesignature is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION public.staff_complaint_keeps_letter() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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
CREATE FUNCTION public.staff_complaintfile_is_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'DELETE' AND EXISTS (SELECT FROM staff_complaint WHERE id = OLD.complaint_id AND outcome = 'spam') THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'name' = to_jsonb(OLD) - 'name' AND EXISTS (
        SELECT FROM articles_redaction redaction JOIN staff_complaint letter ON letter.article_id = ANY(redaction.stories)
        WHERE letter.id = OLD.complaint_id AND redaction.outcome = 'accepted' AND redaction.decided_at = now()
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'staff_complaintfile is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION public.staff_complaintstep_is_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'DELETE' AND EXISTS (SELECT FROM staff_complaint WHERE id = OLD.complaint_id AND outcome = 'spam') THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'words' = to_jsonb(OLD) - 'words' AND EXISTS (
        SELECT FROM articles_redaction redaction JOIN staff_complaint letter ON letter.article_id = ANY(redaction.stories)
        WHERE letter.id = OLD.complaint_id AND redaction.outcome = 'accepted' AND redaction.decided_at = now()
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'staff_complaintstep is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION public.staff_record_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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
CREATE FUNCTION public.staff_sealedoriginal_is_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'staff_sealedoriginal is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION public.staff_sealreading_is_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'staff_sealreading is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TABLE public.articles_adcount (
    id bigint NOT NULL,
    hour timestamp with time zone NOT NULL,
    views integer NOT NULL,
    clicks integer NOT NULL,
    advertisement_id bigint NOT NULL,
    CONSTRAINT articles_adcount_clicks_check CHECK ((clicks >= 0)),
    CONSTRAINT articles_adcount_views_check CHECK ((views >= 0))
);
ALTER TABLE public.articles_adcount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_adcount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.articles_adslot (
    id bigint NOT NULL,
    place character varying(10) NOT NULL,
    after smallint NOT NULL,
    narrow character varying(10) NOT NULL,
    wide character varying(10) NOT NULL,
    is_open boolean NOT NULL,
    CONSTRAINT ad_slot_narrow_but_in_the_rail CHECK (((((place)::text = 'rail'::text) AND ((narrow)::text = ''::text)) OR ((NOT ((place)::text = 'rail'::text)) AND (NOT ((narrow)::text = ''::text))))),
    CONSTRAINT ad_slot_narrow_known CHECK (((narrow)::text = ANY ((ARRAY[''::character varying, '320x50'::character varying, '320x100'::character varying, '300x250'::character varying])::text[]))),
    CONSTRAINT ad_slot_place_known CHECK (((place)::text = ANY ((ARRAY['front'::character varying, 'blocks'::character varying, 'list'::character varying, 'story'::character varying, 'rail'::character varying, 'foot'::character varying])::text[]))),
    CONSTRAINT ad_slot_wide_known CHECK (((wide)::text = ANY ((ARRAY['468x60'::character varying, '300x250'::character varying, '336x280'::character varying, '728x90'::character varying, '970x90'::character varying, '970x250'::character varying, '160x600'::character varying, '300x600'::character varying])::text[]))),
    CONSTRAINT articles_adslot_after_check CHECK ((after >= 0))
);
ALTER TABLE public.articles_adslot ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_adslot_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.articles_advertisement (
    id bigint NOT NULL,
    advertiser character varying(80) NOT NULL,
    reference character varying(80) NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    most_views integer,
    link character varying(500) NOT NULL,
    alt character varying(200) NOT NULL,
    narrow character varying(100) NOT NULL,
    wide character varying(100) NOT NULL,
    code text NOT NULL,
    categories bigint[] NOT NULL,
    regions bigint[] NOT NULL,
    is_paused boolean NOT NULL,
    delivered_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    created_by_id bigint,
    slot_id bigint NOT NULL,
    CONSTRAINT advertisement_ends_after_its_start CHECK ((ends_at > starts_at)),
    CONSTRAINT advertisement_is_banner_or_code CHECK ((((code = ''::text) AND (NOT ((link)::text = ''::text)) AND (NOT ((wide)::text = ''::text))) OR ((NOT (code = ''::text)) AND ((link)::text = ''::text) AND ((narrow)::text = ''::text) AND ((wide)::text = ''::text)))),
    CONSTRAINT advertisement_most_views_counts CHECK (((most_views IS NULL) OR (most_views > 0))),
    CONSTRAINT articles_advertisement_most_views_check CHECK ((most_views >= 0))
);
ALTER TABLE public.articles_advertisement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_advertisement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.articles_article (
    id bigint NOT NULL,
    headline character varying(200) NOT NULL,
    slug character varying(120) NOT NULL,
    standfirst text NOT NULL,
    body text NOT NULL,
    dateline character varying(60) NOT NULL,
    sign_off character varying(40) NOT NULL,
    commercial_label character varying(12) NOT NULL,
    status character varying(10) NOT NULL,
    published_at timestamp with time zone,
    updated_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    needs_signature boolean NOT NULL,
    similar_ids bigint[] NOT NULL,
    created_by_id bigint,
    update_of_id bigint,
    category_id bigint,
    lead_photo_id bigint,
    region_id bigint,
    approved_revision_id bigint,
    embargo_until timestamp with time zone,
    form_token character varying(60),
    merge_error text NOT NULL,
    merged_revision_id bigint,
    update_base integer,
    status_since timestamp with time zone NOT NULL,
    urgency smallint NOT NULL,
    former_writers integer[] DEFAULT '{}'::integer[] NOT NULL,
    has_unseen_fix boolean DEFAULT false NOT NULL,
    online_at timestamp with time zone,
    confidants integer[],
    protected character varying(20)[],
    advertised_goods character varying(10) DEFAULT ''::character varying NOT NULL,
    advertiser character varying(120) DEFAULT ''::character varying NOT NULL,
    ai_tool character varying(120) DEFAULT ''::character varying NOT NULL,
    ai_uses character varying(20)[] DEFAULT '{}'::character varying(20)[] NOT NULL,
    contact_attempts character varying(300) DEFAULT ''::character varying NOT NULL,
    first_source character varying(300) DEFAULT ''::character varying NOT NULL,
    public_interest character varying(300) DEFAULT ''::character varying NOT NULL,
    source_id character varying(200) DEFAULT ''::character varying NOT NULL,
    source_name character varying(120) DEFAULT ''::character varying NOT NULL,
    source_url character varying(400) DEFAULT ''::character varying NOT NULL,
    unverified_note character varying(300) DEFAULT ''::character varying NOT NULL,
    verifies_id bigint,
    is_without_ads boolean DEFAULT false NOT NULL,
    canonical_url character varying(400) DEFAULT ''::character varying NOT NULL,
    former_views bigint DEFAULT 0 NOT NULL,
    meta_description character varying(320) DEFAULT ''::character varying NOT NULL,
    meta_title character varying(120) DEFAULT ''::character varying NOT NULL,
    robots character varying(10) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT article_advertised_goods_known CHECK (((advertised_goods)::text = ANY ((ARRAY[''::character varying, 'tobacco'::character varying, 'alcohol'::character varying, 'medicine'::character varying, 'food'::character varying, 'finance'::character varying, 'belief'::character varying])::text[]))),
    CONSTRAINT article_ai_uses_known CHECK ((ai_uses <@ ARRAY['transcription'::character varying(20), 'translation'::character varying(20), 'summary'::character varying(20), 'draft'::character varying(20), 'editing'::character varying(20), 'data'::character varying(20)])),
    CONSTRAINT article_commercial_label_known CHECK (((commercial_label)::text = ANY ((ARRAY[''::character varying, 'advertorial'::character varying, 'sponsored'::character varying, 'ad'::character varying])::text[]))),
    CONSTRAINT article_dated_back_came_here_later CHECK (((online_at IS NULL) OR (online_at >= published_at))),
    CONSTRAINT article_is_not_its_own_update CHECK (((update_of_id IS NULL) OR (NOT ((update_of_id = id) AND (update_of_id IS NOT NULL))))),
    CONSTRAINT article_not_public_under_embargo CHECK (((NOT ((status)::text = 'published'::text)) OR (embargo_until IS NULL) OR (published_at >= embargo_until))),
    CONSTRAINT article_protected_known CHECK (((protected IS NULL) OR (protected <@ ARRAY['child-offender'::character varying(20), 'child-victim'::character varying(20), 'child-witness'::character varying(20), 'sexual-offence'::character varying(20), 'found-child'::character varying(20), 'missing-child'::character varying(20)]))),
    CONSTRAINT article_public_has_a_time CHECK (((NOT ((status)::text = ANY ((ARRAY['published'::character varying, 'withdrawn'::character varying])::text[]))) OR (published_at IS NOT NULL))),
    CONSTRAINT article_public_was_approved CHECK (((NOT ((status)::text = ANY ((ARRAY['approved'::character varying, 'published'::character varying, 'withdrawn'::character varying])::text[]))) OR (approved_revision_id IS NOT NULL))),
    CONSTRAINT article_robots_known CHECK (((robots)::text = ANY ((ARRAY[''::character varying, 'noindex'::character varying])::text[]))),
    CONSTRAINT article_slug_is_part_of_an_address CHECK (((slug)::text ~ '^([-a-zA-Z0-9_]|%[89a-f][0-9a-f])+$'::text)),
    CONSTRAINT article_status_known CHECK (((status)::text = ANY ((ARRAY['draft'::character varying, 'submitted'::character varying, 'returned'::character varying, 'approved'::character varying, 'published'::character varying, 'withdrawn'::character varying, 'spiked'::character varying])::text[]))),
    CONSTRAINT article_urgency_known CHECK ((urgency = ANY (ARRAY[1, 2, 3]))),
    CONSTRAINT article_verifies_another CHECK (((verifies_id IS NULL) OR (NOT ((verifies_id = id) AND (verifies_id IS NOT NULL))))),
    CONSTRAINT article_working_copy_has_a_base CHECK ((((merged_revision_id IS NULL) AND (update_base IS NULL) AND (update_of_id IS NULL)) OR ((update_base IS NOT NULL) AND (update_of_id IS NOT NULL)))),
    CONSTRAINT articles_article_former_views_check CHECK ((former_views >= 0)),
    CONSTRAINT articles_article_update_base_check CHECK ((update_base >= 0)),
    CONSTRAINT articles_article_urgency_check CHECK ((urgency >= 0)),
    CONSTRAINT articles_article_version_check CHECK ((version >= 0))
);
ALTER TABLE public.articles_article ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_article_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.articles_articleevent (
    id bigint NOT NULL,
    action character varying(30) NOT NULL,
    from_status character varying(10) NOT NULL,
    to_status character varying(10) NOT NULL,
    reason text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    actor_id bigint,
    article_id bigint NOT NULL,
    revision_id bigint,
    codes character varying(20)[] NOT NULL
);
ALTER TABLE public.articles_articleevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_articleevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.articles_attachment (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    kind character varying(10) NOT NULL,
    original character varying(100) NOT NULL,
    sha256 character varying(64) NOT NULL,
    file character varying(160) NOT NULL,
    size integer NOT NULL,
    pages integer,
    seconds integer,
    uploaded_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    withdrawal_reason text NOT NULL,
    is_removed boolean DEFAULT false NOT NULL,
    uploaded_by_id bigint NOT NULL,
    withdrawn_by_id bigint,
    CONSTRAINT articles_attachment_pages_check CHECK ((pages >= 0)),
    CONSTRAINT articles_attachment_seconds_check CHECK ((seconds >= 0)),
    CONSTRAINT articles_attachment_size_check CHECK ((size >= 0)),
    CONSTRAINT attachment_has_a_name CHECK ((NOT ((name)::text = ''::text))),
    CONSTRAINT attachment_is_read_or_heard CHECK (((((kind)::text = 'pdf'::text) AND (pages IS NOT NULL) AND (seconds IS NULL)) OR (((kind)::text = 'audio'::text) AND (pages IS NULL) AND (seconds IS NOT NULL)))),
    CONSTRAINT attachment_withdrawn_with_a_reason CHECK ((((withdrawal_reason = ''::text) AND (withdrawn_at IS NULL) AND (withdrawn_by_id IS NULL)) OR ((withdrawn_at IS NOT NULL) AND (withdrawn_by_id IS NOT NULL) AND (NOT (withdrawal_reason = ''::text)))))
);
ALTER TABLE public.articles_attachment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_attachment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.articles_attachmentuse (
    id bigint NOT NULL,
    article_id bigint NOT NULL,
    attachment_id bigint NOT NULL
);
ALTER TABLE public.articles_attachmentuse ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_attachmentuse_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.articles_category (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    slug character varying(80) NOT NULL,
    path character varying(255) NOT NULL,
    "order" smallint NOT NULL,
    parent_id bigint,
    is_without_ads boolean DEFAULT false NOT NULL,
    CONSTRAINT articles_category_order_check CHECK (("order" >= 0)),
    CONSTRAINT category_is_no_feed CHECK ((NOT ((slug)::text = 'feed'::text))),
    CONSTRAINT category_is_not_its_own_parent CHECK ((NOT ((parent_id = id) AND (parent_id IS NOT NULL)))),
    CONSTRAINT category_path_ends_in_its_slug CHECK (((path)::text ~ (COALESCE('^([-a-zA-Z0-9_]+/)*'::text, ''::text) || COALESCE(((COALESCE(slug, ''::character varying))::text || COALESCE('$'::text, ''::text)), ''::text)))),
    CONSTRAINT category_slug_is_an_address CHECK (((slug)::text ~ '^[-a-zA-Z0-9_]+$'::text))
);
ALTER TABLE public.articles_category ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_category_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.articles_credit (
    id bigint NOT NULL,
    role character varying(12) NOT NULL,
    "order" smallint NOT NULL,
    name character varying(120) NOT NULL,
    article_id bigint NOT NULL,
    person_id bigint NOT NULL,
    published_at timestamp with time zone,
    account_id bigint,
    CONSTRAINT articles_credit_order_check CHECK (("order" >= 0)),
    CONSTRAINT credit_role_known CHECK (((role)::text = ANY ((ARRAY['writer'::character varying, 'reporter'::character varying, 'photographer'::character varying, 'source'::character varying, 'editor'::character varying])::text[])))
);
ALTER TABLE public.articles_credit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_credit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.articles_edition (
    id bigint NOT NULL,
    number bigint NOT NULL,
    raised_at timestamp with time zone NOT NULL,
    CONSTRAINT edition_is_one_row CHECK ((id = 1))
);
ALTER TABLE public.articles_edition ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_edition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.articles_exportfile (
    id bigint NOT NULL,
    file character varying(100) NOT NULL,
    name character varying(200) NOT NULL,
    uploaded_at timestamp with time zone NOT NULL,
    state character varying(10) NOT NULL,
    message text NOT NULL,
    accepts_cut boolean NOT NULL,
    fetches boolean NOT NULL,
    done integer NOT NULL,
    total integer NOT NULL,
    told_at timestamp with time zone NOT NULL,
    mapping jsonb NOT NULL,
    summary jsonb NOT NULL,
    report text NOT NULL,
    uploaded_by_id bigint NOT NULL,
    run_id bigint,
    approved_by_id bigint,
    site character varying(300) DEFAULT ''::character varying NOT NULL,
    pictures_id bigint,
    pieces_id bigint,
    CONSTRAINT articles_exportfile_done_check CHECK ((done >= 0)),
    CONSTRAINT articles_exportfile_total_check CHECK ((total >= 0))
);
ALTER TABLE public.articles_exportfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_exportfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.articles_importeditem (
    id bigint NOT NULL,
    wp_id bigint NOT NULL,
    type character varying(40) NOT NULL,
    title_key character varying(32) NOT NULL,
    path character varying(500) NOT NULL,
    old_paths character varying(500)[] NOT NULL,
    file_key character varying(500) NOT NULL,
    parsed jsonb NOT NULL,
    legacy_html text NOT NULL,
    sha256 character varying(64) NOT NULL,
    digest character varying(64) NOT NULL,
    outcome character varying(10) NOT NULL,
    reason character varying(300) NOT NULL,
    notes jsonb NOT NULL,
    version integer,
    lacks_pictures boolean NOT NULL,
    article_id bigint,
    run_id bigint NOT NULL,
    site_id bigint NOT NULL,
    CONSTRAINT articles_importeditem_version_check CHECK ((version >= 0))
);
ALTER TABLE public.articles_importeditem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_importeditem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.articles_importedperson (
    id bigint NOT NULL,
    login character varying(200) NOT NULL,
    is_general boolean NOT NULL,
    person_id bigint NOT NULL,
    site_id bigint NOT NULL
);
ALTER TABLE public.articles_importedperson ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_importedperson_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.articles_importedpicture (
    id bigint NOT NULL,
    key character varying(500) NOT NULL,
    address character varying(1000) NOT NULL,
    problem character varying(300) NOT NULL,
    photo_id bigint,
    site_id bigint NOT NULL,
    attachment_id bigint
);
ALTER TABLE public.articles_importedpicture ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_importedpicture_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.articles_importedterm (
    id bigint NOT NULL,
    taxonomy character varying(40) NOT NULL,
    slug character varying(200) NOT NULL,
    wp_id bigint NOT NULL,
    category_id bigint,
    region_id bigint,
    tag_id bigint,
    site_id bigint NOT NULL
);
ALTER TABLE public.articles_importedterm ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_importedterm_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.articles_importrun (
    id bigint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    phase character varying(10) NOT NULL,
    files jsonb NOT NULL,
    mapping jsonb NOT NULL,
    total integer NOT NULL,
    staged integer NOT NULL,
    apart jsonb NOT NULL,
    notes jsonb NOT NULL,
    site_id bigint NOT NULL,
    started_by_id bigint,
    inventory jsonb DEFAULT '[]'::jsonb NOT NULL,
    CONSTRAINT articles_importrun_staged_check CHECK ((staged >= 0)),
    CONSTRAINT articles_importrun_total_check CHECK ((total >= 0))
);
ALTER TABLE public.articles_importrun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_importrun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.articles_legacypath (
    id bigint NOT NULL,
    path character varying(500) NOT NULL,
    article_id bigint,
    category_id bigint,
    person_id bigint,
    region_id bigint,
    tag_id bigint,
    page_id bigint,
    CONSTRAINT legacy_path_has_one_target CHECK ((num_nonnulls(article_id, category_id, region_id, tag_id, person_id, page_id) = 1))
);
ALTER TABLE public.articles_legacypath ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_legacypath_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.articles_mastheadentry (
    id bigint NOT NULL,
    legal_name character varying(120) NOT NULL,
    address text NOT NULL,
    responsible character varying(120) NOT NULL,
    editor_in_chief character varying(120) NOT NULL,
    created_at timestamp with time zone NOT NULL
);
ALTER TABLE public.articles_mastheadentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_mastheadentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.articles_merger (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    old_id bigint NOT NULL,
    target_id bigint NOT NULL,
    name character varying(120) NOT NULL,
    target_name character varying(120) NOT NULL,
    address character varying(300) NOT NULL,
    stories integer NOT NULL,
    merged_at timestamp with time zone NOT NULL,
    merged_by_id bigint,
    CONSTRAINT articles_merger_stories_check CHECK ((stories >= 0)),
    CONSTRAINT merger_is_of_two CHECK ((NOT (old_id = target_id))),
    CONSTRAINT merger_kind_known CHECK (((kind)::text = ANY ((ARRAY['tag'::character varying, 'person'::character varying])::text[])))
);
ALTER TABLE public.articles_merger ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_merger_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.articles_notice (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    text text NOT NULL,
    before text NOT NULL,
    after text NOT NULL,
    apology text NOT NULL,
    origin character varying(10) NOT NULL,
    requester character varying(120) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    article_id bigint NOT NULL,
    proposed_by_id bigint NOT NULL,
    published_by_id bigint NOT NULL,
    revision_id bigint NOT NULL,
    CONSTRAINT notice_has_two_persons CHECK ((NOT (published_by_id = proposed_by_id))),
    CONSTRAINT notice_kind_known CHECK (((kind)::text = ANY ((ARRAY['ralat'::character varying, 'koreksi'::character varying, 'hak-jawab'::character varying, 'pembaruan'::character varying, 'pencabutan'::character varying])::text[]))),
    CONSTRAINT notice_origin_known CHECK (((origin)::text = ANY ((ARRAY['newsroom'::character varying, 'reader'::character varying, 'subject'::character varying, 'council'::character varying])::text[])))
);
ALTER TABLE public.articles_notice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_notice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.articles_oldsite (
    id bigint NOT NULL,
    key character varying(200) NOT NULL,
    address character varying(300) NOT NULL,
    name character varying(200) NOT NULL,
    time_zone character varying(40) NOT NULL
);
ALTER TABLE public.articles_oldsite ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_oldsite_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.articles_page (
    id bigint NOT NULL,
    title character varying(120) NOT NULL,
    slug character varying(80) NOT NULL,
    body text NOT NULL,
    policy character varying(30) NOT NULL,
    is_public boolean NOT NULL,
    "order" smallint NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT articles_page_order_check CHECK (("order" >= 0)),
    CONSTRAINT page_for_readers_is_written CHECK (((NOT is_public) OR (NOT (body ~~ '%[Belum ditulis:%'::text)))),
    CONSTRAINT page_has_an_address_of_its_own CHECK (((NOT ((slug)::text = ANY ((ARRAY['api'::character varying, 'baca'::character varying, 'berita'::character varying, 'cari'::character varying, 'daerah'::character varying, 'feed'::character varying, 'hak-jawab'::character varying, 'ikuti'::character varying, 'indeks'::character varying, 'kategori'::character varying, 'koreksi'::character varying, 'media'::character varying, 'pencabutan'::character varying, 'penulis'::character varying, 'redaksi'::character varying, 'ruang'::character varying, 'sehat'::character varying, 'standar'::character varying, 'static'::character varying, 'tag'::character varying, 'terpopuler'::character varying])::text[]))) AND (NOT ((slug)::text ~ '^[0-9]{4}$'::text)))),
    CONSTRAINT page_slug_is_an_address CHECK (((slug)::text ~ '^[-a-zA-Z0-9_]+$'::text))
);
ALTER TABLE public.articles_page ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_page_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.articles_pagetext (
    id bigint NOT NULL,
    title character varying(120) NOT NULL,
    slug character varying(80) NOT NULL,
    body text NOT NULL,
    is_public boolean NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    page_id bigint NOT NULL,
    saved_by_id bigint
);
ALTER TABLE public.articles_pagetext ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_pagetext_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.articles_person (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    slug character varying(120) NOT NULL,
    initials character varying(10) NOT NULL,
    bio text NOT NULL,
    "position" character varying(80) NOT NULL,
    masthead_order smallint NOT NULL,
    user_id bigint,
    photo_id bigint,
    CONSTRAINT articles_person_masthead_order_check CHECK ((masthead_order >= 0)),
    CONSTRAINT person_slug_is_an_address CHECK (((slug)::text ~ '^[-a-zA-Z0-9_]+$'::text))
);
ALTER TABLE public.articles_person ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_person_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.articles_photo (
    id bigint NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    sha256 character varying(64) NOT NULL,
    caption character varying(300) NOT NULL,
    credit character varying(120) NOT NULL,
    alt character varying(250) NOT NULL,
    source character varying(10) NOT NULL,
    state character varying(10) NOT NULL,
    uploaded_at timestamp with time zone NOT NULL,
    uploaded_by_id bigint,
    consent character varying(300) NOT NULL,
    drawing_error character varying(300) NOT NULL,
    attempts smallint NOT NULL,
    focus_x smallint NOT NULL,
    focus_y smallint NOT NULL,
    folder character varying(40) NOT NULL,
    kill_reason text NOT NULL,
    killed_at timestamp with time zone,
    killed_by_id bigint,
    metadata jsonb NOT NULL,
    original character varying(100) NOT NULL,
    recipe smallint NOT NULL,
    region_id bigint,
    renditions jsonb NOT NULL,
    supplier character varying(120) NOT NULL,
    taken_at timestamp with time zone,
    is_logo boolean DEFAULT false NOT NULL,
    ai_tool character varying(80) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT articles_photo_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT articles_photo_focus_x_check CHECK ((focus_x >= 0)),
    CONSTRAINT articles_photo_focus_y_check CHECK ((focus_y >= 0)),
    CONSTRAINT articles_photo_height_check CHECK ((height >= 0)),
    CONSTRAINT articles_photo_recipe_check CHECK ((recipe >= 0)),
    CONSTRAINT articles_photo_width_check CHECK ((width >= 0)),
    CONSTRAINT photo_focus_is_in_percent CHECK (((focus_x <= 100) AND (focus_y <= 100))),
    CONSTRAINT photo_killed_with_a_reason CHECK ((((state)::text = 'usable'::text) OR ((killed_at IS NOT NULL) AND (NOT (kill_reason = ''::text))))),
    CONSTRAINT photo_source_known CHECK (((source)::text = ANY ((ARRAY['own'::character varying, 'citizen'::character varying, 'agency'::character varying, 'handout'::character varying, 'archive'::character varying, 'ai'::character varying])::text[]))),
    CONSTRAINT photo_state_known CHECK (((state)::text = ANY ((ARRAY['usable'::character varying, 'killed'::character varying])::text[])))
);
ALTER TABLE public.articles_photo ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_photo_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.articles_photouse (
    id bigint NOT NULL,
    article_id bigint NOT NULL,
    photo_id bigint NOT NULL
);
ALTER TABLE public.articles_photouse ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_photouse_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.articles_pick (
    id bigint NOT NULL,
    place character varying(10) NOT NULL,
    "order" smallint NOT NULL,
    until timestamp with time zone,
    picked_at timestamp with time zone NOT NULL,
    article_id bigint NOT NULL,
    picked_by_id bigint,
    CONSTRAINT articles_pick_order_check CHECK (("order" >= 0)),
    CONSTRAINT pick_place_known CHECK (((place)::text = ANY ((ARRAY['lead'::character varying, 'second'::character varying, 'pick'::character varying, 'breaking'::character varying])::text[])))
);
ALTER TABLE public.articles_pick ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_pick_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.articles_piecedupload (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    key character varying(64) NOT NULL,
    size bigint NOT NULL,
    received bigint NOT NULL,
    folder character varying(40) NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    told_at timestamp with time zone NOT NULL,
    uploaded_by_id bigint NOT NULL,
    CONSTRAINT pieced_upload_is_no_longer_than_its_file CHECK (((received >= 0) AND (received <= size) AND (size > 0)))
);
ALTER TABLE public.articles_piecedupload ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_piecedupload_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.articles_publication (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    tagline character varying(140) NOT NULL,
    description text NOT NULL,
    dateline_site character varying(60) NOT NULL,
    dateline_pattern character varying(40) NOT NULL,
    legal_name character varying(120) NOT NULL,
    address text NOT NULL,
    responsible character varying(120) NOT NULL,
    email character varying(254) NOT NULL,
    phone character varying(40) NOT NULL,
    ads_txt text NOT NULL,
    ai_crawlers character varying(10) NOT NULL,
    logo_id bigint,
    palette character varying(10) NOT NULL,
    profiles text NOT NULL,
    credits_place character varying(10) NOT NULL,
    end_list_fills boolean NOT NULL,
    end_list_length smallint NOT NULL,
    excerpt_end character varying(10) NOT NULL,
    former_datelines jsonb NOT NULL,
    inline_related character varying(10) NOT NULL,
    sign_off_place character varying(10) NOT NULL,
    excerpt_words smallint NOT NULL,
    own_colour character varying(7) DEFAULT ''::character varying NOT NULL,
    reply_hours smallint DEFAULT 48 NOT NULL,
    ad_rules character varying(10)[] DEFAULT '{tobacco,alcohol,medicine,food,finance,belief}'::character varying(10)[] NOT NULL,
    asks_at_approval boolean DEFAULT true NOT NULL,
    council_number character varying(60) DEFAULT ''::character varying NOT NULL,
    editor_in_chief character varying(120) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT articles_publication_end_list_length_check CHECK ((end_list_length >= 0)),
    CONSTRAINT articles_publication_excerpt_words_check CHECK ((excerpt_words >= 0)),
    CONSTRAINT articles_publication_reply_hours_check CHECK ((reply_hours >= 0)),
    CONSTRAINT publication_ad_rules_known CHECK ((ad_rules <@ ARRAY['tobacco'::character varying(10), 'alcohol'::character varying(10), 'medicine'::character varying(10), 'food'::character varying(10), 'finance'::character varying(10), 'belief'::character varying(10)])),
    CONSTRAINT publication_ai_crawlers_known CHECK (((ai_crawlers)::text = ANY ((ARRAY['all'::character varying, 'answers'::character varying, 'none'::character varying])::text[]))),
    CONSTRAINT publication_credits_place_known CHECK (((credits_place)::text = ANY ((ARRAY['above'::character varying, 'below'::character varying, 'both'::character varying])::text[]))),
    CONSTRAINT publication_excerpt_end_known CHECK (((excerpt_end)::text = ANY ((ARRAY['words'::character varying, 'sentence'::character varying])::text[]))),
    CONSTRAINT publication_inline_related_known CHECK (((inline_related)::text = ANY ((ARRAY['card'::character varying, 'line'::character varying])::text[]))),
    CONSTRAINT publication_is_one_row CHECK ((id = 1)),
    CONSTRAINT publication_own_colour_is_one CHECK (((NOT ((palette)::text = 'sendiri'::text)) OR ((own_colour)::text ~ '^#[0-9a-f]{6}$'::text))),
    CONSTRAINT publication_palette_known CHECK (((palette)::text = ANY ((ARRAY['toska'::character varying, 'biru'::character varying, 'merah'::character varying, 'ungu'::character varying, 'cokelat'::character varying, 'sendiri'::character varying])::text[]))),
    CONSTRAINT publication_sign_off_place_known CHECK (((sign_off_place)::text = ANY ((ARRAY['line'::character varying, 'sentence'::character varying])::text[])))
);
ALTER TABLE public.articles_publication ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_publication_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.articles_readingfigure (
    id bigint NOT NULL,
    day date NOT NULL,
    kind character varying(10) NOT NULL,
    value character varying(10) NOT NULL,
    count integer NOT NULL,
    category_id bigint,
    region_id bigint,
    CONSTRAINT articles_readingfigure_count_check CHECK ((count >= 0)),
    CONSTRAINT reading_figure_value_known CHECK (((((kind)::text = 'referrer'::text) AND ((value)::text = ANY ((ARRAY['langsung'::character varying, 'sendiri'::character varying, 'cari'::character varying, 'pesan'::character varying, 'sosial'::character varying, 'lain'::character varying])::text[]))) OR (((kind)::text = 'depth'::text) AND ((value)::text = ANY ((ARRAY['0'::character varying, '25'::character varying, '50'::character varying, '75'::character varying, '100'::character varying])::text[])))))
);
ALTER TABLE public.articles_readingfigure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_readingfigure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.articles_redaction (
    id bigint NOT NULL,
    words character varying(120)[] NOT NULL,
    replacement character varying(40) NOT NULL,
    stories bigint[] NOT NULL,
    ground character varying(10) NOT NULL,
    reason text NOT NULL,
    counts jsonb NOT NULL,
    remainder jsonb NOT NULL,
    asked_by_id bigint NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    decided_by_id bigint,
    decided_at timestamp with time zone,
    outcome character varying(10) NOT NULL,
    addresses bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    CONSTRAINT redaction_forgets_its_words_when_decided CHECK ((((decided_at IS NULL) AND (decided_by_id IS NULL) AND ((outcome)::text = ''::text)) OR ((decided_at IS NOT NULL) AND ((outcome)::text = 'refused'::text) AND (words = '{}'::character varying(120)[])) OR ((decided_at IS NOT NULL) AND (decided_by_id IS NOT NULL) AND ((outcome)::text = 'accepted'::text) AND (words = '{}'::character varying(120)[])))),
    CONSTRAINT redaction_ground_known CHECK (((ground)::text = ANY ((ARRAY['court'::character varying, 'erasure'::character varying, 'protection'::character varying, 'consent'::character varying, 'mistake'::character varying])::text[]))),
    CONSTRAINT redaction_has_two_persons CHECK (((NOT ((outcome)::text = 'accepted'::text)) OR (NOT ((decided_by_id = asked_by_id) AND (decided_by_id IS NOT NULL)))))
);
ALTER TABLE public.articles_redaction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_redaction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.articles_redactionentry (
    id bigint NOT NULL,
    "table" character varying(63) NOT NULL,
    "row" bigint NOT NULL,
    former_digest character varying(64) NOT NULL,
    new_digest character varying(64) NOT NULL,
    hash_before character varying(64) NOT NULL,
    entry_hash character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    transaction_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    article_id bigint,
    redaction_id bigint NOT NULL
);
ALTER TABLE public.articles_redactionentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_redactionentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.articles_region (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    slug character varying(80) NOT NULL,
    path character varying(255) NOT NULL,
    kind character varying(10) NOT NULL,
    dateline character varying(60) NOT NULL,
    aliases character varying(60)[] NOT NULL,
    time_zone character varying(20) NOT NULL,
    parent_id bigint,
    latitude double precision,
    longitude double precision,
    code character varying(8) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT region_code_known CHECK ((((code)::text = ''::text) OR ((code)::text ~ '^\d\d(?:\.\d\d){0,2}$'::text))),
    CONSTRAINT region_is_not_its_own_parent CHECK ((NOT ((parent_id = id) AND (parent_id IS NOT NULL)))),
    CONSTRAINT region_kind_known CHECK (((kind)::text = ANY ((ARRAY['province'::character varying, 'regency'::character varying, 'city'::character varying, 'district'::character varying])::text[]))),
    CONSTRAINT region_middle_is_a_point CHECK ((((latitude IS NULL) AND (longitude IS NULL)) OR (((latitude >= ('-90.0'::numeric)::double precision) AND (latitude <= (90.0)::double precision)) AND ((longitude >= ('-180.0'::numeric)::double precision) AND (longitude <= (180.0)::double precision))))),
    CONSTRAINT region_path_ends_in_its_slug CHECK (((path)::text ~ (COALESCE('^([-a-zA-Z0-9_]+/)*'::text, ''::text) || COALESCE(((COALESCE(slug, ''::character varying))::text || COALESCE('$'::text, ''::text)), ''::text)))),
    CONSTRAINT region_slug_is_an_address CHECK (((slug)::text ~ '^[-a-zA-Z0-9_]+$'::text)),
    CONSTRAINT region_time_zone_known CHECK (((time_zone)::text = ANY ((ARRAY['Asia/Jakarta'::character varying, 'Asia/Makassar'::character varying, 'Asia/Jayapura'::character varying])::text[])))
);
ALTER TABLE public.articles_region ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_region_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.articles_related (
    id bigint NOT NULL,
    "order" smallint NOT NULL,
    article_id bigint NOT NULL,
    target_id bigint NOT NULL,
    CONSTRAINT articles_related_order_check CHECK (("order" >= 0)),
    CONSTRAINT related_is_another_story CHECK ((NOT (article_id = target_id)))
);
ALTER TABLE public.articles_related ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_related_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.articles_revision (
    id bigint NOT NULL,
    number integer NOT NULL,
    kind character varying(10) NOT NULL,
    content jsonb NOT NULL,
    digest character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    article_id bigint NOT NULL,
    author_id bigint,
    base integer,
    cause character varying(10) NOT NULL,
    CONSTRAINT articles_revision_base_check CHECK ((base >= 0)),
    CONSTRAINT articles_revision_number_check CHECK ((number >= 0)),
    CONSTRAINT revision_kind_known CHECK ((((base IS NULL) AND ((cause)::text = ''::text) AND ((kind)::text = ANY ((ARRAY['save'::character varying, 'approval'::character varying])::text[]))) OR ((base IS NOT NULL) AND ((cause)::text = ANY ((ARRAY['stale'::character varying, 'lease'::character varying, 'refused'::character varying])::text[])) AND ((kind)::text = 'side'::text))))
);
ALTER TABLE public.articles_revision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_revision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.articles_searchentry (
    article_id bigint NOT NULL,
    published_at timestamp with time zone,
    category bigint,
    region bigint,
    search tsvector NOT NULL,
    summary tsvector NOT NULL
);
CREATE TABLE public.articles_searchname (
    word character varying(60) NOT NULL,
    is_indexed boolean NOT NULL
);
CREATE TABLE public.articles_searchword (
    word character varying(30) NOT NULL,
    stories integer NOT NULL,
    sound text GENERATED ALWAYS AS ((COALESCE("left"((word)::text, 1), ''::text) || COALESCE(regexp_replace(translate((word)::text, 'aeiou'::text, ''::text), '(.)\1+'::text, '\1'::text, 'g'::text), ''::text))) STORED,
    CONSTRAINT articles_searchword_stories_check CHECK ((stories >= 0))
);
CREATE TABLE public.articles_tag (
    id bigint NOT NULL,
    name character varying(100) NOT NULL,
    slug character varying(100) NOT NULL,
    former_names character varying(100)[] DEFAULT '{}'::character varying(100)[] NOT NULL,
    intro text DEFAULT ''::text NOT NULL,
    parts bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    CONSTRAINT tag_name_is_normalised CHECK (((name)::text ~ '^\S+( \S+)*$'::text)),
    CONSTRAINT tag_slug_is_an_address CHECK (((slug)::text ~ '^[-a-zA-Z0-9_]+$'::text))
);
ALTER TABLE public.articles_tag ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_tag_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.articles_taggedarticle (
    id bigint NOT NULL,
    content_object_id bigint NOT NULL,
    tag_id bigint NOT NULL,
    published_at timestamp with time zone
);
ALTER TABLE public.articles_taggedarticle ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_taggedarticle_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.articles_viewcount (
    id bigint NOT NULL,
    hour timestamp with time zone NOT NULL,
    count integer NOT NULL,
    article_id bigint NOT NULL,
    excess integer DEFAULT 0 NOT NULL,
    CONSTRAINT articles_viewcount_count_check CHECK ((count >= 0)),
    CONSTRAINT articles_viewcount_excess_check CHECK ((excess >= 0))
);
ALTER TABLE public.articles_viewcount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.articles_viewcount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);
ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);
ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);
ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_admin_log (
    id integer NOT NULL,
    action_time timestamp with time zone NOT NULL,
    object_id text,
    object_repr character varying(200) NOT NULL,
    action_flag smallint NOT NULL,
    change_message text NOT NULL,
    content_type_id integer,
    user_id bigint NOT NULL,
    CONSTRAINT django_admin_log_action_flag_check CHECK ((action_flag >= 0))
);
ALTER TABLE public.django_admin_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_admin_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);
ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);
ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);
CREATE TABLE public.django_tasks_database_dbtaskresult (
    id uuid NOT NULL,
    status character varying(10) NOT NULL,
    args_kwargs jsonb NOT NULL,
    priority integer NOT NULL,
    task_path text NOT NULL,
    queue_name character varying(32) NOT NULL,
    backend_name character varying(32) NOT NULL,
    run_after timestamp with time zone NOT NULL,
    enqueued_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    started_at timestamp with time zone,
    return_value jsonb,
    exception_class_path text CONSTRAINT django_tasks_database_dbtaskresul_exception_class_path_not_null NOT NULL,
    traceback text NOT NULL,
    worker_ids jsonb NOT NULL,
    CONSTRAINT priority_range CHECK (((priority >= '-100'::integer) AND (priority <= 100)))
);
CREATE TABLE public.staff_accountlink (
    id bigint NOT NULL,
    purpose character varying(10) NOT NULL,
    digest character varying(64),
    seal character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    replaced_at timestamp with time zone,
    used_at timestamp with time zone,
    mailed_at timestamp with time zone,
    mail_error character varying(300) NOT NULL,
    account_id bigint NOT NULL,
    created_by_id bigint,
    CONSTRAINT account_link_ends CHECK ((expires_at > created_at)),
    CONSTRAINT account_link_purpose_known CHECK (((purpose)::text = ANY ((ARRAY['invitation'::character varying, 'reset'::character varying, 'help'::character varying])::text[])))
);
ALTER TABLE public.staff_accountlink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_accountlink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.staff_assignment (
    id bigint NOT NULL,
    headline character varying(200) NOT NULL,
    brief text NOT NULL,
    place character varying(120) NOT NULL,
    due_at timestamp with time zone NOT NULL,
    urgency smallint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    cancelled_at timestamp with time zone,
    version integer NOT NULL,
    article_id bigint,
    assignee_id bigint,
    category_id bigint,
    created_by_id bigint NOT NULL,
    region_id bigint,
    CONSTRAINT assignment_is_begun_by_somebody CHECK (((article_id IS NULL) OR (assignee_id IS NOT NULL))),
    CONSTRAINT assignment_urgency_known CHECK ((urgency = ANY (ARRAY[1, 2, 3]))),
    CONSTRAINT staff_assignment_urgency_check CHECK ((urgency >= 0)),
    CONSTRAINT staff_assignment_version_check CHECK ((version >= 0))
);
ALTER TABLE public.staff_assignment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_assignment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.staff_assignmentstep (
    id bigint NOT NULL,
    number integer NOT NULL,
    action character varying(10) NOT NULL,
    words text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    actor_id bigint NOT NULL,
    assignment_id bigint NOT NULL,
    CONSTRAINT staff_assignmentstep_number_check CHECK ((number >= 0))
);
ALTER TABLE public.staff_assignmentstep ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_assignmentstep_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.staff_beginning (
    id smallint NOT NULL,
    kind character varying(4) NOT NULL,
    at timestamp with time zone NOT NULL,
    rows_before jsonb NOT NULL,
    last_rows jsonb NOT NULL,
    account_id bigint,
    CONSTRAINT beginning_is_one_row CHECK ((id = 1)),
    CONSTRAINT beginning_kind_known CHECK (((kind)::text = ANY ((ARRAY['demo'::character varying, 'own'::character varying])::text[]))),
    CONSTRAINT staff_beginning_id_check CHECK ((id >= 0))
);
CREATE TABLE public.staff_bulkrun (
    key uuid NOT NULL,
    action character varying(30) NOT NULL,
    typed jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    user_id bigint NOT NULL
);
CREATE TABLE public.staff_bulkstep (
    id bigint NOT NULL,
    "order" smallint NOT NULL,
    revision integer NOT NULL,
    outcome character varying(10) NOT NULL,
    message text NOT NULL,
    article_id bigint NOT NULL,
    run_id uuid NOT NULL,
    CONSTRAINT bulk_outcome_known CHECK (((outcome)::text = ANY ((ARRAY[''::character varying, 'done'::character varying, 'refused'::character varying, 'failed'::character varying])::text[]))),
    CONSTRAINT staff_bulkstep_order_check CHECK (("order" >= 0)),
    CONSTRAINT staff_bulkstep_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.staff_bulkstep ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_bulkstep_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.staff_cardproblem (
    id bigint NOT NULL,
    target bigint NOT NULL,
    kind character varying(10) NOT NULL,
    place character varying(6) NOT NULL,
    version integer NOT NULL,
    found_at timestamp with time zone NOT NULL,
    ignored_at timestamp with time zone,
    article_id bigint NOT NULL,
    ignored_by_id bigint,
    CONSTRAINT card_problem_ignored_by_somebody CHECK ((((ignored_at IS NULL) AND (ignored_by_id IS NULL)) OR ((ignored_at IS NOT NULL) AND (ignored_by_id IS NOT NULL)))),
    CONSTRAINT card_problem_known CHECK ((((kind)::text = ANY ((ARRAY['withdrawn'::character varying, 'hidden'::character varying, 'gone'::character varying, 'moved'::character varying, 'itself'::character varying, 'repeated'::character varying, 'circular'::character varying, 'old'::character varying])::text[])) AND ((place)::text = ANY ((ARRAY['inline'::character varying, 'end'::character varying])::text[])))),
    CONSTRAINT staff_cardproblem_version_check CHECK ((version >= 0))
);
ALTER TABLE public.staff_cardproblem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_cardproblem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.staff_cardsweep (
    id smallint NOT NULL,
    night date NOT NULL,
    done_at timestamp with time zone,
    CONSTRAINT staff_cardsweep_id_check CHECK ((id >= 0))
);
CREATE TABLE public.staff_change (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    source character varying(200) NOT NULL,
    "table" character varying(63) NOT NULL,
    "row" bigint NOT NULL,
    name character varying(200) NOT NULL,
    kind character varying(6) NOT NULL,
    before jsonb,
    after jsonb,
    needs_signature boolean NOT NULL,
    actor_id bigint
);
ALTER TABLE public.staff_change ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_change_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.staff_changesignature (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    change_id bigint NOT NULL
);
ALTER TABLE public.staff_changesignature ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_changesignature_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.staff_claim (
    article_id bigint NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    user_id bigint NOT NULL
);
CREATE TABLE public.staff_codeapp (
    id bigint NOT NULL,
    secret text NOT NULL,
    last_step bigint NOT NULL,
    made_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    account_id bigint NOT NULL
);
ALTER TABLE public.staff_codeapp ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_codeapp_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.staff_comment (
    id bigint NOT NULL,
    quote text NOT NULL,
    words text NOT NULL,
    token character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    is_resolved boolean NOT NULL,
    decided_at timestamp with time zone,
    answers_id bigint,
    article_id bigint NOT NULL,
    author_id bigint NOT NULL,
    decided_by_id bigint,
    revision_id bigint,
    CONSTRAINT comment_decided_by_somebody CHECK ((((decided_at IS NULL) AND (decided_by_id IS NULL) AND (NOT is_resolved)) OR ((decided_at IS NOT NULL) AND (decided_by_id IS NOT NULL)))),
    CONSTRAINT comment_only_a_thread_is_resolved CHECK (((answers_id IS NULL) OR (decided_at IS NULL))),
    CONSTRAINT comment_quotes_a_revision CHECK ((((quote = ''::text) AND (revision_id IS NULL)) OR ((NOT (quote = ''::text)) AND (revision_id IS NOT NULL))))
);
ALTER TABLE public.staff_comment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_comment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.staff_complaint (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    address character varying(500) NOT NULL,
    name character varying(120) NOT NULL,
    email character varying(254) NOT NULL,
    phone character varying(40) NOT NULL,
    speaks_as character varying(12) NOT NULL,
    on_behalf_of character varying(160) NOT NULL,
    text text NOT NULL,
    channel character varying(8) NOT NULL,
    form_token character varying(40) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    outcome character varying(12) NOT NULL,
    refusal_reason character varying(16) NOT NULL,
    ground character varying(12) NOT NULL,
    answer text NOT NULL,
    decided_at timestamp with time zone,
    escalate_at timestamp with time zone,
    article_id bigint,
    decided_by_id bigint,
    handler_id bigint,
    notice_id bigint,
    CONSTRAINT complaint_channel_known CHECK (((channel)::text = ANY ((ARRAY['form'::character varying, 'email'::character varying, 'chat'::character varying, 'post'::character varying])::text[]))),
    CONSTRAINT complaint_ground_known CHECK (((ground)::text = ANY ((ARRAY[''::character varying, 'sara'::character varying, 'decency'::character varying, 'child'::character varying, 'trauma'::character varying, 'council'::character varying])::text[]))),
    CONSTRAINT complaint_is_about_a_story CHECK (((article_id IS NOT NULL) OR ((kind)::text = 'keluhan'::text))),
    CONSTRAINT complaint_is_decided CHECK ((((decided_at IS NULL) AND (decided_by_id IS NULL) AND ((outcome)::text = ''::text)) OR ((decided_at IS NOT NULL) AND (decided_by_id IS NOT NULL) AND ((outcome)::text = ANY ((ARRAY['notice'::character varying, 'answered'::character varying, 'refused'::character varying, 'taken_back'::character varying, 'spam'::character varying])::text[]))))),
    CONSTRAINT complaint_is_published_by_a_notice CHECK ((((notice_id IS NOT NULL) AND ((outcome)::text = 'notice'::text)) OR ((NOT ((outcome)::text = 'notice'::text)) AND (notice_id IS NULL)))),
    CONSTRAINT complaint_is_refused_with_a_reason CHECK (((((outcome)::text = 'refused'::text) AND (NOT ((refusal_reason)::text = ''::text))) OR ((NOT ((outcome)::text = 'refused'::text)) AND ((refusal_reason)::text = ''::text)))),
    CONSTRAINT complaint_kind_known CHECK (((kind)::text = ANY ((ARRAY['hak-jawab'::character varying, 'hak-koreksi'::character varying, 'cabut'::character varying, 'keluhan'::character varying])::text[]))),
    CONSTRAINT complaint_refusal_known CHECK (((refusal_reason)::text = ANY ((ARRAY[''::character varying, 'too_long'::character varying, 'unrelated'::character varying, 'unlawful'::character varying, 'third_party'::character varying, 'not_affected'::character varying, 'accurate'::character varying, 'before'::character varying, 'no_ground'::character varying, 'no_details'::character varying])::text[]))),
    CONSTRAINT complaint_speaker_known CHECK (((speaks_as)::text = ANY ((ARRAY['self'::character varying, 'family'::character varying, 'institution'::character varying, 'lawyer'::character varying])::text[])))
);
ALTER TABLE public.staff_complaint ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_complaint_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.staff_complaintfile (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    file character varying(100) NOT NULL,
    media_type character varying(40) NOT NULL,
    size integer NOT NULL,
    sha256 character varying(64) NOT NULL,
    complaint_id bigint NOT NULL,
    CONSTRAINT staff_complaintfile_size_check CHECK ((size >= 0))
);
ALTER TABLE public.staff_complaintfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_complaintfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.staff_complaintmail (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    due_at timestamp with time zone,
    attempts smallint NOT NULL,
    sent_at timestamp with time zone,
    mail_error character varying(300) NOT NULL,
    complaint_id bigint NOT NULL,
    CONSTRAINT complaint_mail_known CHECK (((kind)::text = ANY ((ARRAY['receipt'::character varying, 'outcome'::character varying])::text[]))),
    CONSTRAINT staff_complaintmail_attempts_check CHECK ((attempts >= 0))
);
ALTER TABLE public.staff_complaintmail ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_complaintmail_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.staff_complaintstep (
    id bigint NOT NULL,
    action character varying(12) NOT NULL,
    words text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    actor_id bigint,
    complaint_id bigint NOT NULL,
    CONSTRAINT complaint_step_known CHECK (((action)::text = ANY ((ARRAY['receive'::character varying, 'take'::character varying, 'remind'::character varying, 'notice'::character varying, 'answered'::character varying, 'refused'::character varying, 'taken_back'::character varying, 'spam'::character varying, 'reopen'::character varying])::text[])))
);
ALTER TABLE public.staff_complaintstep ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_complaintstep_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.staff_copydecision (
    id bigint NOT NULL,
    outcome character varying(10) NOT NULL,
    reason text NOT NULL,
    decided_at timestamp with time zone NOT NULL,
    article_id bigint NOT NULL,
    decided_by_id bigint NOT NULL,
    change_id bigint NOT NULL,
    CONSTRAINT copy_outcome_known CHECK (((outcome)::text = ANY ((ARRAY['corrected'::character varying, 'withdrawn'::character varying, 'unaffected'::character varying])::text[])))
);
ALTER TABLE public.staff_copydecision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_copydecision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.staff_coverage (
    id bigint NOT NULL,
    weekdays smallint[] NOT NULL,
    begins time without time zone NOT NULL,
    ends time without time zone NOT NULL,
    region_id bigint,
    user_id bigint NOT NULL,
    CONSTRAINT coverage_has_weekdays CHECK (((weekdays <@ ARRAY[(0)::smallint, (1)::smallint, (2)::smallint, (3)::smallint, (4)::smallint, (5)::smallint, (6)::smallint]) AND (
CASE
    WHEN (weekdays IS NULL) THEN NULL::integer
    ELSE COALESCE(array_length(weekdays, 1), 0)
END >= 1)))
);
ALTER TABLE public.staff_coverage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_coverage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.staff_editlease (
    article_id bigint NOT NULL,
    tab character varying(36) NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    user_id bigint NOT NULL
);
CREATE TABLE public.staff_heartbeat (
    id smallint NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT staff_heartbeat_id_check CHECK ((id >= 0))
);
CREATE TABLE public.staff_noticeproposal (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    text text NOT NULL,
    before text NOT NULL,
    after text NOT NULL,
    apology text NOT NULL,
    origin character varying(10) NOT NULL,
    requester character varying(120) NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    article_id bigint NOT NULL,
    proposed_by_id bigint NOT NULL,
    update_id bigint,
    complaint_id bigint,
    CONSTRAINT notice_proposal_kind_known CHECK (((kind)::text = ANY ((ARRAY['ralat'::character varying, 'koreksi'::character varying, 'hak-jawab'::character varying, 'pembaruan'::character varying])::text[]))),
    CONSTRAINT notice_proposal_origin_known CHECK (((origin)::text = ANY ((ARRAY['newsroom'::character varying, 'reader'::character varying, 'subject'::character varying, 'council'::character varying])::text[])))
);
ALTER TABLE public.staff_noticeproposal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_noticeproposal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.staff_notification (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    words text NOT NULL,
    path character varying(200) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    read_at timestamp with time zone,
    article_id bigint,
    by_id bigint,
    recipient_id bigint NOT NULL,
    facts jsonb NOT NULL,
    mail character varying(10) NOT NULL,
    mail_at timestamp with time zone NOT NULL,
    mail_attempts smallint NOT NULL,
    mail_error character varying(300) NOT NULL,
    CONSTRAINT notification_mail_known CHECK (((mail)::text = ANY ((ARRAY['waiting'::character varying, 'sending'::character varying, 'sent'::character varying, 'kept'::character varying, 'failed'::character varying, 'off'::character varying, 'no_address'::character varying, 'settled'::character varying, 'closed'::character varying])::text[]))),
    CONSTRAINT staff_notification_mail_attempts_check CHECK ((mail_attempts >= 0))
);
ALTER TABLE public.staff_notification ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_notification_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.staff_originalchange (
    id bigint NOT NULL,
    source_url character varying(400) NOT NULL,
    source_id character varying(200) NOT NULL,
    kind character varying(10) NOT NULL,
    words text NOT NULL,
    reported_at timestamp with time zone NOT NULL,
    reported_by_id bigint NOT NULL,
    CONSTRAINT original_change_kind_known CHECK (((kind)::text = ANY ((ARRAY['corrected'::character varying, 'withdrawn'::character varying])::text[]))),
    CONSTRAINT original_change_names_its_original CHECK ((NOT (((source_id)::text = ''::text) AND ((source_url)::text = ''::text))))
);
ALTER TABLE public.staff_originalchange ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_originalchange_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.staff_passkey (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    credential_id bytea NOT NULL,
    credential bytea NOT NULL,
    sign_count bigint NOT NULL,
    made_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    account_id bigint NOT NULL
);
ALTER TABLE public.staff_passkey ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_passkey_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.staff_previewlink (
    id bigint NOT NULL,
    token character varying(43) NOT NULL,
    recipient character varying(60) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    opened_count integer NOT NULL,
    last_opened_at timestamp with time zone,
    article_id bigint NOT NULL,
    created_by_id bigint NOT NULL,
    revision_id bigint NOT NULL,
    revoked_by_id bigint,
    CONSTRAINT preview_link_ends CHECK (((expires_at > created_at) AND (expires_at <= (created_at + '7 days'::interval)))),
    CONSTRAINT preview_link_has_a_recipient CHECK ((NOT ((recipient)::text = ''::text))),
    CONSTRAINT preview_link_is_revoked_by_somebody CHECK ((((revoked_at IS NULL) AND (revoked_by_id IS NULL)) OR ((revoked_at IS NOT NULL) AND (revoked_by_id IS NOT NULL)))),
    CONSTRAINT staff_previewlink_opened_count_check CHECK ((opened_count >= 0))
);
ALTER TABLE public.staff_previewlink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_previewlink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.staff_protectionanswer (
    id bigint NOT NULL,
    place character varying(20) NOT NULL,
    digest character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL,
    article_id bigint NOT NULL,
    by_id bigint NOT NULL
);
ALTER TABLE public.staff_protectionanswer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_protectionanswer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.staff_publicationproposal (
    id bigint NOT NULL,
    "values" jsonb NOT NULL,
    changes_published boolean NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    outcome character varying(10) NOT NULL,
    decided_by_id bigint,
    proposed_by_id bigint NOT NULL,
    CONSTRAINT publication_proposal_has_two_persons CHECK (((NOT ((outcome)::text = 'accepted'::text)) OR (NOT ((decided_by_id = proposed_by_id) AND (decided_by_id IS NOT NULL))))),
    CONSTRAINT publication_proposal_is_decided_by_somebody CHECK ((((decided_at IS NULL) AND (decided_by_id IS NULL) AND ((outcome)::text = ''::text)) OR ((decided_at IS NOT NULL) AND (decided_by_id IS NOT NULL) AND ((outcome)::text = ANY ((ARRAY['accepted'::character varying, 'refused'::character varying])::text[])))))
);
ALTER TABLE public.staff_publicationproposal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_publicationproposal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.staff_putawayline (
    line character varying(20) NOT NULL,
    put_away_at timestamp with time zone NOT NULL,
    put_away_by_id bigint NOT NULL
);
CREATE TABLE public.staff_recoverycode (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    used_at timestamp with time zone,
    account_id bigint NOT NULL,
    made_by_id bigint,
    CONSTRAINT help_ends_and_is_another_s CHECK (((made_by_id IS NULL) OR ((expires_at IS NOT NULL) AND (NOT ((made_by_id = account_id) AND (made_by_id IS NOT NULL))))))
);
ALTER TABLE public.staff_recoverycode ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_recoverycode_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.staff_redactionrun (
    id bigint NOT NULL,
    words text NOT NULL,
    replacement character varying(40) NOT NULL,
    ground character varying(10) NOT NULL,
    reason text NOT NULL,
    stories bigint[] NOT NULL,
    pending bigint[] NOT NULL,
    failures jsonb NOT NULL,
    readers integer[] NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    outcome character varying(10) NOT NULL,
    finished_at timestamp with time zone,
    asked_by_id bigint NOT NULL,
    decided_by_id bigint,
    CONSTRAINT redaction_run_forgets_its_words CHECK (((finished_at IS NULL) OR (words = ''::text))),
    CONSTRAINT redaction_run_ground_known CHECK (((ground)::text = ANY ((ARRAY['court'::character varying, 'erasure'::character varying, 'protection'::character varying, 'consent'::character varying, 'mistake'::character varying])::text[]))),
    CONSTRAINT redaction_run_has_two_persons CHECK (((NOT ((outcome)::text = 'accepted'::text)) OR (NOT ((decided_by_id = asked_by_id) AND (decided_by_id IS NOT NULL))))),
    CONSTRAINT redaction_run_is_decided_whole CHECK ((((decided_at IS NULL) AND (decided_by_id IS NULL) AND (finished_at IS NULL) AND ((outcome)::text = ''::text)) OR ((decided_at IS NOT NULL) AND (finished_at IS NOT NULL) AND ((outcome)::text = 'refused'::text) AND (words = ''::text)) OR ((decided_at IS NOT NULL) AND (decided_by_id IS NOT NULL) AND ((outcome)::text = 'accepted'::text))))
);
ALTER TABLE public.staff_redactionrun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_redactionrun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.staff_roleproposal (
    id bigint NOT NULL,
    is_in_force boolean NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    outcome character varying(10) NOT NULL,
    account_id bigint NOT NULL,
    decided_by_id bigint,
    group_id integer NOT NULL,
    proposed_by_id bigint NOT NULL,
    CONSTRAINT role_proposal_has_two_persons CHECK (((NOT ((outcome)::text = 'accepted'::text)) OR (decided_by_id IS NULL) OR ((NOT ((decided_by_id = proposed_by_id) AND (decided_by_id IS NOT NULL))) AND (NOT ((decided_by_id = account_id) AND (decided_by_id IS NOT NULL)))))),
    CONSTRAINT role_proposal_is_decided CHECK ((((decided_at IS NULL) AND (decided_by_id IS NULL) AND ((outcome)::text = ''::text)) OR ((decided_at IS NOT NULL) AND ((outcome)::text = ANY ((ARRAY['accepted'::character varying, 'refused'::character varying])::text[])))))
);
ALTER TABLE public.staff_roleproposal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_roleproposal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.staff_route (
    article_id bigint NOT NULL,
    circle character varying(10) NOT NULL,
    told bigint[] NOT NULL,
    since timestamp with time zone NOT NULL,
    told_at timestamp with time zone NOT NULL,
    escalate_at timestamp with time zone,
    submitter_id bigint,
    CONSTRAINT route_circle_known CHECK (((circle)::text = ANY ((ARRAY['region'::character varying, 'duty'::character varying, 'all'::character varying])::text[])))
);
CREATE TABLE public.staff_scratch (
    id bigint NOT NULL,
    tab character varying(36) NOT NULL,
    base integer NOT NULL,
    data jsonb NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    article_id bigint,
    user_id bigint NOT NULL,
    CONSTRAINT staff_scratch_base_check CHECK ((base >= 0))
);
ALTER TABLE public.staff_scratch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_scratch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.staff_sealedoriginal (
    id bigint NOT NULL,
    stories bigint[] NOT NULL,
    content text NOT NULL,
    redaction_id bigint NOT NULL,
    run_id bigint NOT NULL
);
ALTER TABLE public.staff_sealedoriginal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_sealedoriginal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.staff_sealreading (
    id bigint NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    original_id bigint NOT NULL
);
ALTER TABLE public.staff_sealreading ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_sealreading_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.staff_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL,
    browser character varying(60) NOT NULL,
    address character varying(45) NOT NULL,
    began_at timestamp with time zone,
    seen_at timestamp with time zone,
    account_id bigint
);
CREATE TABLE public.staff_signin (
    id bigint NOT NULL,
    name character varying(150) NOT NULL,
    address character varying(45) NOT NULL,
    browser character varying(60) NOT NULL,
    outcome character varying(10) NOT NULL,
    tries integer NOT NULL,
    at timestamp with time zone NOT NULL,
    hour timestamp with time zone NOT NULL,
    account_id bigint,
    CONSTRAINT sign_in_outcome_known CHECK (((outcome)::text = ANY ((ARRAY['in'::character varying, 'wrong'::character varying, 'half'::character varying, 'wrong_code'::character varying, 'refused'::character varying, 'link'::character varying, 'reset'::character varying])::text[]))),
    CONSTRAINT staff_signin_tries_check CHECK ((tries >= 0))
);
ALTER TABLE public.staff_signin ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_signin_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE UNLOGGED TABLE public.staff_signinlimit (
    key character varying(100) NOT NULL,
    tries integer NOT NULL,
    until timestamp with time zone NOT NULL,
    free_at timestamp with time zone NOT NULL,
    CONSTRAINT staff_signinlimit_tries_check CHECK ((tries >= 0))
);
CREATE TABLE public.staff_siteexport (
    id bigint NOT NULL,
    scope jsonb NOT NULL,
    needs_two boolean NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    state character varying(10) NOT NULL,
    message text NOT NULL,
    phase character varying(40) NOT NULL,
    done integer NOT NULL,
    total integer NOT NULL,
    told_at timestamp with time zone NOT NULL,
    counts jsonb NOT NULL,
    file character varying(100) NOT NULL,
    asked_by_id bigint NOT NULL,
    decided_by_id bigint,
    CONSTRAINT site_export_has_two_persons CHECK (((NOT ((state)::text = ANY ((ARRAY['writing'::character varying, 'done'::character varying, 'cleared'::character varying])::text[]))) OR (NOT needs_two) OR (NOT ((decided_by_id = asked_by_id) AND (decided_by_id IS NOT NULL))))),
    CONSTRAINT site_export_is_decided_by_somebody CHECK ((((decided_at IS NULL) AND (decided_by_id IS NULL)) OR ((decided_at IS NOT NULL) AND (decided_by_id IS NOT NULL)))),
    CONSTRAINT site_export_state_known CHECK (((state)::text = ANY ((ARRAY['waiting'::character varying, 'writing'::character varying, 'done'::character varying, 'failed'::character varying, 'refused'::character varying, 'cleared'::character varying])::text[]))),
    CONSTRAINT staff_siteexport_done_check CHECK ((done >= 0)),
    CONSTRAINT staff_siteexport_total_check CHECK ((total >= 0))
);
ALTER TABLE public.staff_siteexport ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_siteexport_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.staff_sourcenote (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    sealed bytea NOT NULL,
    written_at timestamp with time zone NOT NULL,
    last_day date NOT NULL,
    article_id bigint NOT NULL,
    written_by_id bigint NOT NULL,
    CONSTRAINT source_note_kind_known CHECK (((kind)::text = ANY ((ARRAY['source'::character varying, 'consent'::character varying])::text[])))
);
ALTER TABLE public.staff_sourcenote ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_sourcenote_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.staff_sourcenotereading (
    id bigint NOT NULL,
    note bigint NOT NULL,
    read_at timestamp with time zone NOT NULL,
    article_id bigint NOT NULL,
    reader_id bigint NOT NULL
);
ALTER TABLE public.staff_sourcenotereading ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_sourcenotereading_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.staff_storytemplate (
    id bigint NOT NULL,
    name character varying(40) NOT NULL,
    headline character varying(200) NOT NULL,
    standfirst text NOT NULL,
    body text NOT NULL,
    tags character varying(200) NOT NULL,
    "order" smallint NOT NULL,
    is_active boolean NOT NULL,
    category_id bigint,
    CONSTRAINT staff_storytemplate_order_check CHECK (("order" >= 0))
);
ALTER TABLE public.staff_storytemplate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_storytemplate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.staff_user (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    is_superuser boolean NOT NULL,
    username character varying(150) NOT NULL,
    first_name character varying(150) NOT NULL,
    last_name character varying(150) NOT NULL,
    email character varying(254) NOT NULL,
    is_staff boolean NOT NULL,
    is_active boolean NOT NULL,
    date_joined timestamp with time zone NOT NULL,
    time_zone character varying(20) NOT NULL,
    without_mail character varying(20)[] NOT NULL,
    times_signed_out integer DEFAULT 0 NOT NULL,
    phone character varying(16) DEFAULT ''::character varying NOT NULL,
    times_device_ended integer DEFAULT 0 NOT NULL,
    CONSTRAINT staff_user_times_device_ended_check CHECK ((times_device_ended >= 0)),
    CONSTRAINT staff_user_times_signed_out_check CHECK ((times_signed_out >= 0))
);
CREATE TABLE public.staff_user_groups (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    group_id integer NOT NULL
);
ALTER TABLE public.staff_user_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_user_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.staff_user ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_user_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.staff_user_user_permissions (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    permission_id integer NOT NULL
);
ALTER TABLE public.staff_user_user_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.staff_user_user_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.staff_worker (
    id character varying(64) NOT NULL,
    started_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    seen_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL
);
CREATE TABLE public.taggit_tag (
    id integer NOT NULL,
    name character varying(100) NOT NULL,
    slug character varying(100) NOT NULL
);
ALTER TABLE public.taggit_tag ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.taggit_tag_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.taggit_taggeditem (
    id integer NOT NULL,
    object_id integer NOT NULL,
    content_type_id integer NOT NULL,
    tag_id integer NOT NULL
);
ALTER TABLE public.taggit_taggeditem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.taggit_taggeditem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
INSERT INTO public.articles_edition VALUES
	(1, 3, now());
INSERT INTO public.articles_page VALUES
	(3, 'Kontak', 'kontak', '<p>Alamat, surel, dan telepon redaksi tercantum di halaman <a href="/redaksi/">Redaksi</a>.</p><h2>Koreksi dan hak jawab</h2><p>Jika sebuah berita keliru atau merugikan Anda, hubungi redaksi. Sebutkan alamat beritanya, bagian yang dimaksud, dan keterangan yang benar. Hak jawab dan hak koreksi dilayani tanpa biaya.</p><p>Sengketa pemberitaan yang tidak selesai dengan redaksi dapat diadukan ke Dewan Pers.</p>', 'actionableFeedbackPolicy', true, 30, now()),
	(4, 'Kebijakan Privasi', 'kebijakan-privasi', '<p>Situs ini dapat dibaca tanpa akun dan tidak menaruh kuki di perangkat pembaca.</p><p>Untuk daftar terpopuler kami hanya menghitung berapa kali sebuah berita dibaca setiap jam. Siapa yang membacanya tidak dicatat. Hitungan per jam dihapus setelah 90 hari.</p><p>Tombol bagikan adalah tautan biasa: layanan lain baru mengetahui kunjungan Anda setelah tautannya Anda tekan.</p>', 'privacy', true, 40, now()),
	(1, 'Tentang Kami', 'tentang', '<p>Setiap berita diperiksa dan disetujui oleh redaktur selain penulisnya sebelum tayang; nama keduanya tercantum pada berita. Nama perusahaan, alamat, dan penanggung jawab ada di halaman <a href="/redaksi/">Redaksi</a>.</p>', 'publishingPrinciples', true, 10, now()),
	(2, 'Pedoman Pemberitaan Media Siber', 'pedoman-media-siber', '<p>Pedoman Pemberitaan Media Siber disusun Dewan Pers bersama organisasi pers dan perusahaan pers. Setiap media siber wajib mencantumkannya secara terang dan jelas.</p><p>[Belum ditulis: Redaksi: salin naskah resminya dari situs Dewan Pers ke halaman ini, periksa kata demi kata, lalu centang “terlihat oleh pembaca”.]</p>', 'ethicsPolicy', false, 20, now());
INSERT INTO public.articles_pagetext VALUES
	(1, 'Tentang Kami', 'tentang', '<p>Di sini redaksi menjelaskan siapa penerbit media ini, daerah mana yang diliput, dan bagaimana berita dikerjakan.</p><p>Setiap berita diperiksa dan disetujui oleh redaktur selain penulisnya sebelum tayang; nama keduanya tercantum pada berita. Nama perusahaan, alamat, dan penanggung jawab ada di halaman <a href="/redaksi/">Redaksi</a>.</p>', true, now(), 1, NULL),
	(2, 'Pedoman Pemberitaan Media Siber', 'pedoman-media-siber', '<p>Pedoman Pemberitaan Media Siber disusun Dewan Pers bersama organisasi pers dan perusahaan pers. Setiap media siber wajib mencantumkannya secara terang dan jelas.</p><p>Redaksi: salin naskah resminya dari situs Dewan Pers ke halaman ini, periksa kata demi kata, lalu centang “terlihat oleh pembaca”.</p>', false, now(), 2, NULL),
	(3, 'Kontak', 'kontak', '<p>Alamat, surel, dan telepon redaksi tercantum di halaman <a href="/redaksi/">Redaksi</a>.</p><h2>Koreksi dan hak jawab</h2><p>Jika sebuah berita keliru atau merugikan Anda, hubungi redaksi. Sebutkan alamat beritanya, bagian yang dimaksud, dan keterangan yang benar. Hak jawab dan hak koreksi dilayani tanpa biaya.</p><p>Sengketa pemberitaan yang tidak selesai dengan redaksi dapat diadukan ke Dewan Pers.</p>', true, now(), 3, NULL),
	(4, 'Kebijakan Privasi', 'kebijakan-privasi', '<p>Situs ini dapat dibaca tanpa akun dan tidak menaruh kuki di perangkat pembaca.</p><p>Untuk daftar terpopuler kami hanya menghitung berapa kali sebuah berita dibaca setiap jam. Siapa yang membacanya tidak dicatat. Hitungan per jam dihapus setelah 90 hari.</p><p>Tombol bagikan adalah tautan biasa: layanan lain baru mengetahui kunjungan Anda setelah tautannya Anda tekan.</p>', true, now(), 4, NULL),
	(5, 'Tentang Kami', 'tentang', '<p>Setiap berita diperiksa dan disetujui oleh redaktur selain penulisnya sebelum tayang; nama keduanya tercantum pada berita. Nama perusahaan, alamat, dan penanggung jawab ada di halaman <a href="/redaksi/">Redaksi</a>.</p>', true, now(), 1, NULL),
	(6, 'Pedoman Pemberitaan Media Siber', 'pedoman-media-siber', '<p>Pedoman Pemberitaan Media Siber disusun Dewan Pers bersama organisasi pers dan perusahaan pers. Setiap media siber wajib mencantumkannya secara terang dan jelas.</p><p>[Belum ditulis: Redaksi: salin naskah resminya dari situs Dewan Pers ke halaman ini, periksa kata demi kata, lalu centang “terlihat oleh pembaca”.]</p>', false, now(), 2, NULL);
INSERT INTO public.auth_group VALUES
	(1, 'Wartawan'),
	(2, 'Redaktur'),
	(3, 'Redaktur Pelaksana'),
	(4, 'Piket Malam'),
	(5, 'Administrator'),
	(6, 'Bagian Iklan');
INSERT INTO public.auth_group_permissions VALUES
	(1, 1, 283),
	(2, 1, 286),
	(3, 1, 160),
	(4, 1, 161),
	(5, 1, 162),
	(6, 1, 164),
	(7, 1, 169),
	(8, 1, 172),
	(9, 1, 174),
	(10, 1, 175),
	(11, 1, 177),
	(12, 1, 178),
	(13, 1, 179),
	(14, 1, 181),
	(15, 1, 190),
	(16, 1, 191),
	(17, 1, 192),
	(18, 1, 194),
	(19, 1, 203),
	(20, 1, 206),
	(21, 2, 283),
	(22, 2, 28),
	(23, 2, 286),
	(24, 2, 287),
	(25, 2, 160),
	(26, 2, 161),
	(27, 2, 162),
	(28, 2, 164),
	(29, 2, 165),
	(30, 2, 169),
	(31, 2, 170),
	(32, 2, 172),
	(33, 2, 45),
	(34, 2, 174),
	(35, 2, 175),
	(36, 2, 46),
	(37, 2, 177),
	(38, 2, 48),
	(39, 2, 179),
	(40, 2, 178),
	(41, 2, 181),
	(42, 2, 182),
	(43, 2, 190),
	(44, 2, 191),
	(45, 2, 192),
	(46, 2, 194),
	(47, 2, 203),
	(48, 2, 204),
	(49, 2, 206),
	(50, 2, 231),
	(51, 2, 232),
	(52, 2, 233),
	(53, 2, 234),
	(54, 2, 122),
	(55, 2, 123),
	(56, 3, 152),
	(57, 3, 26),
	(58, 3, 283),
	(59, 3, 28),
	(60, 3, 157),
	(61, 3, 286),
	(62, 3, 158),
	(63, 3, 160),
	(64, 3, 287),
	(65, 3, 184),
	(66, 3, 161),
	(67, 3, 164),
	(68, 3, 165),
	(69, 3, 166),
	(70, 3, 162),
	(71, 3, 168),
	(72, 3, 169),
	(73, 3, 170),
	(74, 3, 172),
	(75, 3, 45),
	(76, 3, 174),
	(77, 3, 175),
	(78, 3, 173),
	(79, 3, 177),
	(80, 3, 46),
	(81, 3, 179),
	(82, 3, 48),
	(83, 3, 181),
	(84, 3, 182),
	(85, 3, 178),
	(86, 3, 312),
	(87, 3, 313),
	(88, 3, 186),
	(89, 3, 187),
	(90, 3, 316),
	(91, 3, 317),
	(92, 3, 190),
	(93, 3, 191),
	(94, 3, 192),
	(95, 3, 65),
	(96, 3, 194),
	(97, 3, 319),
	(98, 3, 315),
	(99, 3, 188),
	(100, 3, 203),
	(101, 3, 204),
	(102, 3, 206),
	(103, 3, 227),
	(104, 3, 228),
	(105, 3, 230),
	(106, 3, 231),
	(107, 3, 232),
	(108, 3, 233),
	(109, 3, 234),
	(110, 3, 122),
	(111, 3, 123),
	(112, 3, 254),
	(113, 4, 167),
	(114, 5, 1),
	(115, 5, 2),
	(116, 5, 4),
	(117, 5, 157),
	(118, 5, 158),
	(119, 5, 160),
	(120, 5, 169),
	(121, 5, 170),
	(122, 5, 172),
	(123, 5, 184),
	(124, 5, 312),
	(125, 5, 313),
	(126, 5, 186),
	(127, 5, 187),
	(128, 5, 317),
	(129, 5, 190),
	(130, 5, 319),
	(131, 5, 315),
	(132, 5, 65),
	(133, 5, 316),
	(134, 5, 188),
	(135, 5, 335),
	(136, 5, 227),
	(137, 5, 228),
	(138, 5, 230),
	(139, 5, 251),
	(140, 5, 252),
	(141, 5, 254),
	(142, 6, 312),
	(143, 6, 313),
	(144, 6, 315),
	(145, 6, 316),
	(146, 6, 317),
	(147, 6, 319);
INSERT INTO public.auth_permission VALUES
	(1, 'Can add account', 1, 'add_user'),
	(2, 'Can change account', 1, 'change_user'),
	(3, 'Can delete account', 1, 'delete_user'),
	(4, 'Can view account', 1, 'view_user'),
	(5, 'Can add heartbeat', 2, 'add_heartbeat'),
	(6, 'Can change heartbeat', 2, 'change_heartbeat'),
	(7, 'Can delete heartbeat', 2, 'delete_heartbeat'),
	(8, 'Can view heartbeat', 2, 'view_heartbeat'),
	(9, 'Can add edit lease', 3, 'add_editlease'),
	(10, 'Can change edit lease', 3, 'change_editlease'),
	(11, 'Can delete edit lease', 3, 'delete_editlease'),
	(12, 'Can view edit lease', 3, 'view_editlease'),
	(13, 'Can add scratch', 4, 'add_scratch'),
	(14, 'Can change scratch', 4, 'change_scratch'),
	(15, 'Can delete scratch', 4, 'delete_scratch'),
	(16, 'Can view scratch', 4, 'view_scratch'),
	(17, 'Can add claim', 5, 'add_claim'),
	(18, 'Can change claim', 5, 'change_claim'),
	(19, 'Can delete claim', 5, 'delete_claim'),
	(20, 'Can view claim', 5, 'view_claim'),
	(21, 'Can add notification', 6, 'add_notification'),
	(22, 'Can change notification', 6, 'change_notification'),
	(23, 'Can delete notification', 6, 'delete_notification'),
	(24, 'Can view notification', 6, 'view_notification'),
	(25, 'Can add coverage', 7, 'add_coverage'),
	(26, 'Can change coverage', 7, 'change_coverage'),
	(27, 'Can delete coverage', 7, 'delete_coverage'),
	(28, 'Can view coverage', 7, 'view_coverage'),
	(29, 'Can add route', 8, 'add_route'),
	(30, 'Can change route', 8, 'change_route'),
	(31, 'Can delete route', 8, 'delete_route'),
	(32, 'Can view route', 8, 'view_route'),
	(33, 'Can add assignment', 9, 'add_assignment'),
	(34, 'Can change assignment', 9, 'change_assignment'),
	(35, 'Can delete assignment', 9, 'delete_assignment'),
	(36, 'Can view assignment', 9, 'view_assignment'),
	(37, 'Can add assignment step', 10, 'add_assignmentstep'),
	(38, 'Can change assignment step', 10, 'change_assignmentstep'),
	(39, 'Can delete assignment step', 10, 'delete_assignmentstep'),
	(40, 'Can view assignment step', 10, 'view_assignmentstep'),
	(41, 'Can add comment', 11, 'add_comment'),
	(42, 'Can change comment', 11, 'change_comment'),
	(43, 'Can delete comment', 11, 'delete_comment'),
	(44, 'Can view comment', 11, 'view_comment'),
	(45, 'Can add story template', 12, 'add_storytemplate'),
	(46, 'Can change story template', 12, 'change_storytemplate'),
	(47, 'Can delete story template', 12, 'delete_storytemplate'),
	(48, 'Can view story template', 12, 'view_storytemplate'),
	(49, 'Can add bulk run', 13, 'add_bulkrun'),
	(50, 'Can change bulk run', 13, 'change_bulkrun'),
	(51, 'Can delete bulk run', 13, 'delete_bulkrun'),
	(52, 'Can view bulk run', 13, 'view_bulkrun'),
	(53, 'Can add bulk step', 14, 'add_bulkstep'),
	(54, 'Can change bulk step', 14, 'change_bulkstep'),
	(55, 'Can delete bulk step', 14, 'delete_bulkstep'),
	(56, 'Can view bulk step', 14, 'view_bulkstep'),
	(57, 'Can add card sweep', 15, 'add_cardsweep'),
	(58, 'Can change card sweep', 15, 'change_cardsweep'),
	(59, 'Can delete card sweep', 15, 'delete_cardsweep'),
	(60, 'Can view card sweep', 15, 'view_cardsweep'),
	(61, 'Can add card problem', 16, 'add_cardproblem'),
	(62, 'Can change card problem', 16, 'change_cardproblem'),
	(63, 'Can delete card problem', 16, 'delete_cardproblem'),
	(64, 'Can view card problem', 16, 'view_cardproblem'),
	(65, 'Can view change', 17, 'view_change'),
	(66, 'Can add change signature', 18, 'add_changesignature'),
	(67, 'Can change change signature', 18, 'change_changesignature'),
	(68, 'Can delete change signature', 18, 'delete_changesignature'),
	(69, 'Can view change signature', 18, 'view_changesignature'),
	(70, 'Can add publication proposal', 19, 'add_publicationproposal'),
	(71, 'Can change publication proposal', 19, 'change_publicationproposal'),
	(72, 'Can delete publication proposal', 19, 'delete_publicationproposal'),
	(73, 'Can view publication proposal', 19, 'view_publicationproposal'),
	(74, 'Can add preview link', 20, 'add_previewlink'),
	(75, 'Can change preview link', 20, 'change_previewlink'),
	(76, 'Can delete preview link', 20, 'delete_previewlink'),
	(77, 'Can view preview link', 20, 'view_previewlink'),
	(78, 'Can add sign in limit', 21, 'add_signinlimit'),
	(79, 'Can change sign in limit', 21, 'change_signinlimit'),
	(80, 'Can delete sign in limit', 21, 'delete_signinlimit'),
	(81, 'Can view sign in limit', 21, 'view_signinlimit'),
	(82, 'Can add sign in', 22, 'add_signin'),
	(83, 'Can change sign in', 22, 'change_signin'),
	(84, 'Can delete sign in', 22, 'delete_signin'),
	(85, 'Can view sign in', 22, 'view_signin'),
	(86, 'Can add account link', 23, 'add_accountlink'),
	(87, 'Can change account link', 23, 'change_accountlink'),
	(88, 'Can delete account link', 23, 'delete_accountlink'),
	(89, 'Can view account link', 23, 'view_accountlink'),
	(90, 'Can add code app', 24, 'add_codeapp'),
	(91, 'Can change code app', 24, 'change_codeapp'),
	(92, 'Can delete code app', 24, 'delete_codeapp'),
	(93, 'Can view code app', 24, 'view_codeapp'),
	(94, 'Can add passkey', 25, 'add_passkey'),
	(95, 'Can change passkey', 25, 'change_passkey'),
	(96, 'Can delete passkey', 25, 'delete_passkey'),
	(97, 'Can view passkey', 25, 'view_passkey'),
	(98, 'Can add recovery code', 26, 'add_recoverycode'),
	(99, 'Can change recovery code', 26, 'change_recoverycode'),
	(100, 'Can delete recovery code', 26, 'delete_recoverycode'),
	(101, 'Can view recovery code', 26, 'view_recoverycode'),
	(102, 'Can add session', 27, 'add_session'),
	(103, 'Can change session', 27, 'change_session'),
	(104, 'Can delete session', 27, 'delete_session'),
	(105, 'Can view session', 27, 'view_session'),
	(106, 'Can add role proposal', 28, 'add_roleproposal'),
	(107, 'Can change role proposal', 28, 'change_roleproposal'),
	(108, 'Can delete role proposal', 28, 'delete_roleproposal'),
	(109, 'Can view role proposal', 28, 'view_roleproposal'),
	(110, 'Can add beginning', 29, 'add_beginning'),
	(111, 'Can change beginning', 29, 'change_beginning'),
	(112, 'Can delete beginning', 29, 'delete_beginning'),
	(113, 'Can view beginning', 29, 'view_beginning'),
	(114, 'Can add put away line', 30, 'add_putawayline'),
	(115, 'Can change put away line', 30, 'change_putawayline'),
	(116, 'Can delete put away line', 30, 'delete_putawayline'),
	(117, 'Can view put away line', 30, 'view_putawayline'),
	(118, 'Can add notice proposal', 31, 'add_noticeproposal'),
	(119, 'Can change notice proposal', 31, 'change_noticeproposal'),
	(120, 'Can delete notice proposal', 31, 'delete_noticeproposal'),
	(121, 'Can view notice proposal', 31, 'view_noticeproposal'),
	(122, 'Can change letter', 32, 'change_complaint'),
	(123, 'Can view letter', 32, 'view_complaint'),
	(124, 'Can add complaint file', 33, 'add_complaintfile'),
	(125, 'Can change complaint file', 33, 'change_complaintfile'),
	(126, 'Can delete complaint file', 33, 'delete_complaintfile'),
	(127, 'Can view complaint file', 33, 'view_complaintfile'),
	(128, 'Can add complaint mail', 34, 'add_complaintmail'),
	(129, 'Can change complaint mail', 34, 'change_complaintmail'),
	(130, 'Can delete complaint mail', 34, 'delete_complaintmail'),
	(131, 'Can view complaint mail', 34, 'view_complaintmail'),
	(132, 'Can add complaint step', 35, 'add_complaintstep'),
	(133, 'Can change complaint step', 35, 'change_complaintstep'),
	(134, 'Can delete complaint step', 35, 'delete_complaintstep'),
	(135, 'Can view complaint step', 35, 'view_complaintstep'),
	(136, 'Can add redaction run', 36, 'add_redactionrun'),
	(137, 'Can change redaction run', 36, 'change_redactionrun'),
	(138, 'Can delete redaction run', 36, 'delete_redactionrun'),
	(139, 'Can view redaction run', 36, 'view_redactionrun'),
	(140, 'Can add sealed original', 37, 'add_sealedoriginal'),
	(141, 'Can change sealed original', 37, 'change_sealedoriginal'),
	(142, 'Can delete sealed original', 37, 'delete_sealedoriginal'),
	(143, 'Can view sealed original', 37, 'view_sealedoriginal'),
	(144, 'Can add seal reading', 38, 'add_sealreading'),
	(145, 'Can change seal reading', 38, 'change_sealreading'),
	(146, 'Can delete seal reading', 38, 'delete_sealreading'),
	(147, 'Can view seal reading', 38, 'view_sealreading'),
	(148, 'Can add protection answer', 39, 'add_protectionanswer'),
	(149, 'Can change protection answer', 39, 'change_protectionanswer'),
	(150, 'Can delete protection answer', 39, 'delete_protectionanswer'),
	(151, 'Can view protection answer', 39, 'view_protectionanswer'),
	(152, 'May read the confidential notes on sources of all stories', 42, 'view_sourcenote'),
	(153, 'Can add worker', 45, 'add_worker'),
	(154, 'Can change worker', 45, 'change_worker'),
	(155, 'Can delete worker', 45, 'delete_worker'),
	(156, 'Can view worker', 45, 'view_worker'),
	(157, 'Can add category', 46, 'add_category'),
	(158, 'Can change category', 46, 'change_category'),
	(159, 'Can delete category', 46, 'delete_category'),
	(160, 'Can view category', 46, 'view_category'),
	(161, 'Can add story', 47, 'add_article'),
	(162, 'Can change story', 47, 'change_article'),
	(163, 'Can delete story', 47, 'delete_article'),
	(164, 'Can view story', 47, 'view_article'),
	(165, 'May review, return, approve and publish stories', 47, 'review_article'),
	(166, 'May withdraw and reinstate published stories', 47, 'withdraw_article'),
	(167, 'Night desk: may publish an own story without a second person', 47, 'publish_alone_article'),
	(168, 'May lift an embargo before its time', 47, 'break_embargo_article'),
	(169, 'Can add person', 48, 'add_person'),
	(170, 'Can change person', 48, 'change_person'),
	(171, 'Can delete person', 48, 'delete_person'),
	(172, 'Can view person', 48, 'view_person'),
	(173, 'May keep accounts, positions and profiles of people', 48, 'keep_person'),
	(174, 'Can add credit', 49, 'add_credit'),
	(175, 'Can change credit', 49, 'change_credit'),
	(176, 'Can delete credit', 49, 'delete_credit'),
	(177, 'Can view credit', 49, 'view_credit'),
	(178, 'Can add photo', 50, 'add_photo'),
	(179, 'Can change photo', 50, 'change_photo'),
	(180, 'Can delete photo', 50, 'delete_photo'),
	(181, 'Can view photo', 50, 'view_photo'),
	(182, 'May withdraw a photo from use everywhere, and give it free again', 50, 'kill_photo'),
	(183, 'Can add publication', 51, 'add_publication'),
	(184, 'Can change publication', 51, 'change_publication'),
	(185, 'Can delete publication', 51, 'delete_publication'),
	(186, 'Can view publication', 51, 'view_publication'),
	(187, 'Can add region', 52, 'add_region'),
	(188, 'Can change region', 52, 'change_region'),
	(189, 'Can delete region', 52, 'delete_region'),
	(190, 'Can view region', 52, 'view_region'),
	(191, 'Can add related story', 53, 'add_related'),
	(192, 'Can change related story', 53, 'change_related'),
	(193, 'Can delete related story', 53, 'delete_related'),
	(194, 'Can view related story', 53, 'view_related'),
	(195, 'Can add revision', 54, 'add_revision'),
	(196, 'Can change revision', 54, 'change_revision'),
	(197, 'Can delete revision', 54, 'delete_revision'),
	(198, 'Can view revision', 54, 'view_revision'),
	(199, 'Can add event', 55, 'add_articleevent'),
	(200, 'Can change event', 55, 'change_articleevent'),
	(201, 'Can delete event', 55, 'delete_articleevent'),
	(202, 'Can view event', 55, 'view_articleevent'),
	(203, 'Can add tag', 56, 'add_tag'),
	(204, 'Can change tag', 56, 'change_tag'),
	(205, 'Can delete tag', 56, 'delete_tag'),
	(206, 'Can view tag', 56, 'view_tag'),
	(207, 'Can add legacy path', 57, 'add_legacypath'),
	(208, 'Can change legacy path', 57, 'change_legacypath'),
	(209, 'Can delete legacy path', 57, 'delete_legacypath'),
	(210, 'Can view legacy path', 57, 'view_legacypath'),
	(211, 'Can add tagged article', 58, 'add_taggedarticle'),
	(212, 'Can change tagged article', 58, 'change_taggedarticle'),
	(213, 'Can delete tagged article', 58, 'delete_taggedarticle'),
	(214, 'Can view tagged article', 58, 'view_taggedarticle'),
	(215, 'Can add view count', 59, 'add_viewcount'),
	(216, 'Can change view count', 59, 'change_viewcount'),
	(217, 'Can delete view count', 59, 'delete_viewcount'),
	(218, 'Can view view count', 59, 'view_viewcount'),
	(219, 'Can add photo use', 60, 'add_photouse'),
	(220, 'Can change photo use', 60, 'change_photouse'),
	(221, 'Can delete photo use', 60, 'delete_photouse'),
	(222, 'Can view photo use', 60, 'view_photouse'),
	(223, 'Can add edition', 61, 'add_edition'),
	(224, 'Can change edition', 61, 'change_edition'),
	(225, 'Can delete edition', 61, 'delete_edition'),
	(226, 'Can view edition', 61, 'view_edition'),
	(227, 'Can add page', 62, 'add_page'),
	(228, 'Can change page', 62, 'change_page'),
	(229, 'Can delete page', 62, 'delete_page'),
	(230, 'Can view page', 62, 'view_page'),
	(231, 'Can add pick', 63, 'add_pick'),
	(232, 'Can change pick', 63, 'change_pick'),
	(233, 'Can delete pick', 63, 'delete_pick'),
	(234, 'Can view pick', 63, 'view_pick'),
	(235, 'Can add search word', 64, 'add_searchword'),
	(236, 'Can change search word', 64, 'change_searchword'),
	(237, 'Can delete search word', 64, 'delete_searchword'),
	(238, 'Can view search word', 64, 'view_searchword'),
	(239, 'Can add page text', 65, 'add_pagetext'),
	(240, 'Can change page text', 65, 'change_pagetext'),
	(241, 'Can delete page text', 65, 'delete_pagetext'),
	(242, 'Can view page text', 65, 'view_pagetext'),
	(243, 'Can add import run', 66, 'add_importrun'),
	(244, 'Can change import run', 66, 'change_importrun'),
	(245, 'Can delete import run', 66, 'delete_importrun'),
	(246, 'Can view import run', 66, 'view_importrun'),
	(247, 'Can add old site', 67, 'add_oldsite'),
	(248, 'Can change old site', 67, 'change_oldsite'),
	(249, 'Can delete old site', 67, 'delete_oldsite'),
	(250, 'Can view old site', 67, 'view_oldsite'),
	(251, 'Can add export of WordPress', 68, 'add_exportfile'),
	(252, 'Can change export of WordPress', 68, 'change_exportfile'),
	(253, 'Can delete export of WordPress', 68, 'delete_exportfile'),
	(254, 'Can view export of WordPress', 68, 'view_exportfile'),
	(255, 'Can add imported term', 69, 'add_importedterm'),
	(256, 'Can change imported term', 69, 'change_importedterm'),
	(257, 'Can delete imported term', 69, 'delete_importedterm'),
	(258, 'Can view imported term', 69, 'view_importedterm'),
	(259, 'Can add imported picture', 70, 'add_importedpicture'),
	(260, 'Can change imported picture', 70, 'change_importedpicture'),
	(261, 'Can delete imported picture', 70, 'delete_importedpicture'),
	(262, 'Can view imported picture', 70, 'view_importedpicture'),
	(263, 'Can add imported person', 71, 'add_importedperson'),
	(264, 'Can change imported person', 71, 'change_importedperson'),
	(265, 'Can delete imported person', 71, 'delete_importedperson'),
	(266, 'Can view imported person', 71, 'view_importedperson'),
	(267, 'Can add imported item', 72, 'add_importeditem'),
	(268, 'Can change imported item', 72, 'change_importeditem'),
	(269, 'Can delete imported item', 72, 'delete_importeditem'),
	(270, 'Can view imported item', 72, 'view_importeditem'),
	(271, 'Can add merger', 73, 'add_merger'),
	(272, 'Can change merger', 73, 'change_merger'),
	(273, 'Can delete merger', 73, 'delete_merger'),
	(274, 'Can view merger', 73, 'view_merger'),
	(275, 'Can add search name', 74, 'add_searchname'),
	(276, 'Can change search name', 74, 'change_searchname'),
	(277, 'Can delete search name', 74, 'delete_searchname'),
	(278, 'Can view search name', 74, 'view_searchname'),
	(279, 'Can add search entry', 75, 'add_searchentry'),
	(280, 'Can change search entry', 75, 'change_searchentry'),
	(281, 'Can delete search entry', 75, 'delete_searchentry'),
	(282, 'Can view search entry', 75, 'view_searchentry'),
	(283, 'Can add attachment', 76, 'add_attachment'),
	(284, 'Can change attachment', 76, 'change_attachment'),
	(285, 'Can delete attachment', 76, 'delete_attachment'),
	(286, 'Can view attachment', 76, 'view_attachment'),
	(287, 'May withdraw an attachment from all pages', 76, 'withdraw_attachment'),
	(288, 'Can add attachment use', 77, 'add_attachmentuse'),
	(289, 'Can change attachment use', 77, 'change_attachmentuse'),
	(290, 'Can delete attachment use', 77, 'delete_attachmentuse'),
	(291, 'Can view attachment use', 77, 'view_attachmentuse'),
	(292, 'Can add redaction', 78, 'add_redaction'),
	(293, 'Can change redaction', 78, 'change_redaction'),
	(294, 'Can delete redaction', 78, 'delete_redaction'),
	(295, 'Can view redaction', 78, 'view_redaction'),
	(296, 'Can add redaction entry', 79, 'add_redactionentry'),
	(297, 'Can change redaction entry', 79, 'change_redactionentry'),
	(298, 'Can delete redaction entry', 79, 'delete_redactionentry'),
	(299, 'Can view redaction entry', 79, 'view_redactionentry'),
	(300, 'Can add notice', 80, 'add_notice'),
	(301, 'Can change notice', 80, 'change_notice'),
	(302, 'Can delete notice', 80, 'delete_notice'),
	(303, 'Can view notice', 80, 'view_notice'),
	(304, 'Can add masthead of a time', 81, 'add_mastheadentry'),
	(305, 'Can change masthead of a time', 81, 'change_mastheadentry'),
	(306, 'Can delete masthead of a time', 81, 'delete_mastheadentry'),
	(307, 'Can view masthead of a time', 81, 'view_mastheadentry'),
	(308, 'Can add ad count', 82, 'add_adcount'),
	(309, 'Can change ad count', 82, 'change_adcount'),
	(310, 'Can delete ad count', 82, 'delete_adcount'),
	(311, 'Can view ad count', 82, 'view_adcount'),
	(312, 'Can add advertising space', 83, 'add_adslot'),
	(313, 'Can change advertising space', 83, 'change_adslot'),
	(314, 'Can delete advertising space', 83, 'delete_adslot'),
	(315, 'Can view advertising space', 83, 'view_adslot'),
	(316, 'Can add advertisement', 84, 'add_advertisement'),
	(317, 'Can change advertisement', 84, 'change_advertisement'),
	(318, 'Can delete advertisement', 84, 'delete_advertisement'),
	(319, 'Can view advertisement', 84, 'view_advertisement'),
	(320, 'Can add reading figure', 85, 'add_readingfigure'),
	(321, 'Can change reading figure', 85, 'change_readingfigure'),
	(322, 'Can delete reading figure', 85, 'delete_readingfigure'),
	(323, 'Can view reading figure', 85, 'view_readingfigure'),
	(324, 'Can add log entry', 87, 'add_logentry'),
	(325, 'Can change log entry', 87, 'change_logentry'),
	(326, 'Can delete log entry', 87, 'delete_logentry'),
	(327, 'Can view log entry', 87, 'view_logentry'),
	(328, 'Can add permission', 88, 'add_permission'),
	(329, 'Can change permission', 88, 'change_permission'),
	(330, 'Can delete permission', 88, 'delete_permission'),
	(331, 'Can view permission', 88, 'view_permission'),
	(332, 'Can add group', 89, 'add_group'),
	(333, 'Can change group', 89, 'change_group'),
	(334, 'Can delete group', 89, 'delete_group'),
	(335, 'Can view group', 89, 'view_group'),
	(336, 'Can add content type', 90, 'add_contenttype'),
	(337, 'Can change content type', 90, 'change_contenttype'),
	(338, 'Can delete content type', 90, 'delete_contenttype'),
	(339, 'Can view content type', 90, 'view_contenttype'),
	(340, 'Can add session', 91, 'add_session'),
	(341, 'Can change session', 91, 'change_session'),
	(342, 'Can delete session', 91, 'delete_session'),
	(343, 'Can view session', 91, 'view_session'),
	(344, 'Can add Task Result', 92, 'add_dbtaskresult'),
	(345, 'Can change Task Result', 92, 'change_dbtaskresult'),
	(346, 'Can delete Task Result', 92, 'delete_dbtaskresult'),
	(347, 'Can view Task Result', 92, 'view_dbtaskresult'),
	(348, 'Can add tag', 93, 'add_tag'),
	(349, 'Can change tag', 93, 'change_tag'),
	(350, 'Can delete tag', 93, 'delete_tag'),
	(351, 'Can view tag', 93, 'view_tag'),
	(352, 'Can add tagged item', 94, 'add_taggeditem'),
	(353, 'Can change tagged item', 94, 'change_taggeditem'),
	(354, 'Can delete tagged item', 94, 'delete_taggeditem'),
	(355, 'Can view tagged item', 94, 'view_taggeditem');
INSERT INTO public.django_content_type VALUES
	(1, 'staff', 'user'),
	(2, 'staff', 'heartbeat'),
	(3, 'staff', 'editlease'),
	(4, 'staff', 'scratch'),
	(5, 'staff', 'claim'),
	(6, 'staff', 'notification'),
	(7, 'staff', 'coverage'),
	(8, 'staff', 'route'),
	(9, 'staff', 'assignment'),
	(10, 'staff', 'assignmentstep'),
	(11, 'staff', 'comment'),
	(12, 'staff', 'storytemplate'),
	(13, 'staff', 'bulkrun'),
	(14, 'staff', 'bulkstep'),
	(15, 'staff', 'cardsweep'),
	(16, 'staff', 'cardproblem'),
	(17, 'staff', 'change'),
	(18, 'staff', 'changesignature'),
	(19, 'staff', 'publicationproposal'),
	(20, 'staff', 'previewlink'),
	(21, 'staff', 'signinlimit'),
	(22, 'staff', 'signin'),
	(23, 'staff', 'accountlink'),
	(24, 'staff', 'codeapp'),
	(25, 'staff', 'passkey'),
	(26, 'staff', 'recoverycode'),
	(27, 'staff', 'session'),
	(28, 'staff', 'roleproposal'),
	(29, 'staff', 'beginning'),
	(30, 'staff', 'putawayline'),
	(31, 'staff', 'noticeproposal'),
	(32, 'staff', 'complaint'),
	(33, 'staff', 'complaintfile'),
	(34, 'staff', 'complaintmail'),
	(35, 'staff', 'complaintstep'),
	(36, 'staff', 'redactionrun'),
	(37, 'staff', 'sealedoriginal'),
	(38, 'staff', 'sealreading'),
	(39, 'staff', 'protectionanswer'),
	(40, 'staff', 'originalchange'),
	(41, 'staff', 'copydecision'),
	(42, 'staff', 'sourcenote'),
	(43, 'staff', 'sourcenotereading'),
	(44, 'staff', 'siteexport'),
	(45, 'staff', 'worker'),
	(46, 'articles', 'category'),
	(47, 'articles', 'article'),
	(48, 'articles', 'person'),
	(49, 'articles', 'credit'),
	(50, 'articles', 'photo'),
	(51, 'articles', 'publication'),
	(52, 'articles', 'region'),
	(53, 'articles', 'related'),
	(54, 'articles', 'revision'),
	(55, 'articles', 'articleevent'),
	(56, 'articles', 'tag'),
	(57, 'articles', 'legacypath'),
	(58, 'articles', 'taggedarticle'),
	(59, 'articles', 'viewcount'),
	(60, 'articles', 'photouse'),
	(61, 'articles', 'edition'),
	(62, 'articles', 'page'),
	(63, 'articles', 'pick'),
	(64, 'articles', 'searchword'),
	(65, 'articles', 'pagetext'),
	(66, 'articles', 'importrun'),
	(67, 'articles', 'oldsite'),
	(68, 'articles', 'exportfile'),
	(69, 'articles', 'importedterm'),
	(70, 'articles', 'importedpicture'),
	(71, 'articles', 'importedperson'),
	(72, 'articles', 'importeditem'),
	(73, 'articles', 'merger'),
	(74, 'articles', 'searchname'),
	(75, 'articles', 'searchentry'),
	(76, 'articles', 'attachment'),
	(77, 'articles', 'attachmentuse'),
	(78, 'articles', 'redaction'),
	(79, 'articles', 'redactionentry'),
	(80, 'articles', 'notice'),
	(81, 'articles', 'mastheadentry'),
	(82, 'articles', 'adcount'),
	(83, 'articles', 'adslot'),
	(84, 'articles', 'advertisement'),
	(85, 'articles', 'readingfigure'),
	(86, 'articles', 'piecedupload'),
	(87, 'admin', 'logentry'),
	(88, 'auth', 'permission'),
	(89, 'auth', 'group'),
	(90, 'contenttypes', 'contenttype'),
	(91, 'sessions', 'session'),
	(92, 'django_tasks_database', 'dbtaskresult'),
	(93, 'taggit', 'tag'),
	(94, 'taggit', 'taggeditem');
INSERT INTO public.django_migrations VALUES
	(1, 'contenttypes', '0001_initial', now()),
	(2, 'contenttypes', '0002_remove_content_type_name', now()),
	(3, 'auth', '0001_initial', now()),
	(4, 'auth', '0002_alter_permission_name_max_length', now()),
	(5, 'auth', '0003_alter_user_email_max_length', now()),
	(6, 'auth', '0004_alter_user_username_opts', now()),
	(7, 'auth', '0005_alter_user_last_login_null', now()),
	(8, 'auth', '0006_require_contenttypes_0002', now()),
	(9, 'auth', '0007_alter_validators_add_error_messages', now()),
	(10, 'auth', '0008_alter_user_username_max_length', now()),
	(11, 'auth', '0009_alter_user_last_name_max_length', now()),
	(12, 'auth', '0010_alter_group_name_max_length', now()),
	(13, 'auth', '0011_update_proxy_permissions', now()),
	(14, 'auth', '0012_alter_user_first_name_max_length', now()),
	(15, 'staff', '0001_initial', now()),
	(16, 'admin', '0001_initial', now()),
	(17, 'admin', '0002_logentry_remove_auto_add', now()),
	(18, 'admin', '0003_logentry_add_action_flag_choices', now()),
	(19, 'articles', '0001_initial', now()),
	(20, 'articles', '0002_append_only', now()),
	(21, 'articles', '0003_revisions_aside_and_updates', now()),
	(22, 'articles', '0004_photos_for_readers', now()),
	(23, 'articles', '0005_files_of_photos', now()),
	(24, 'articles', '0006_originals_never_change', now()),
	(25, 'articles', '0007_readers_site', now()),
	(26, 'articles', '0008_edition', now()),
	(27, 'articles', '0009_search_words', now()),
	(28, 'articles', '0010_front_page', now()),
	(29, 'articles', '0011_changes_for_machines', now()),
	(30, 'articles', '0012_list_times', now()),
	(31, 'articles', '0013_texts_of_pages', now()),
	(32, 'articles', '0014_no_dateline', now()),
	(33, 'articles', '0015_moving_in', now()),
	(34, 'articles', '0016_queue_and_reasons', now()),
	(35, 'articles', '0017_found_at_the_desk', now()),
	(36, 'articles', '0018_figures', now()),
	(37, 'articles', '0019_sources_in_their_order', now()),
	(38, 'articles', '0020_who_wrote_and_who_saw', now()),
	(39, 'articles', '0021_house_style', now()),
	(40, 'articles', '0022_addresses_that_hold', now()),
	(41, 'articles', '0023_mergers', now()),
	(42, 'articles', '0024_clean_lines', now()),
	(43, 'articles', '0025_keep_person', now()),
	(44, 'articles', '0026_who_moved_in', now()),
	(45, 'articles', '0027_dated_back', now()),
	(46, 'articles', '0028_search_on_words', now()),
	(47, 'articles', '0029_confidential', now()),
	(48, 'articles', '0030_former_names_of_tags', now()),
	(49, 'articles', '0031_attachments', now()),
	(50, 'articles', '0032_views_beyond_what_counts', now()),
	(51, 'articles', '0033_redactions', now()),
	(52, 'articles', '0034_photos_with_position', now()),
	(53, 'articles', '0035_codes_of_regions', now()),
	(54, 'articles', '0036_about_page_for_readers', now()),
	(55, 'articles', '0037_own_colour', now()),
	(56, 'articles', '0038_notices', now()),
	(57, 'articles', '0039_register', now()),
	(58, 'articles', '0040_protected_persons', now()),
	(59, 'articles', '0041_missing_children', now()),
	(60, 'articles', '0042_disclosures', now()),
	(61, 'articles', '0043_masthead_history', now()),
	(62, 'articles', '0044_indexes_of_disclosures', now()),
	(63, 'articles', '0045_second_stories', now()),
	(64, 'articles', '0046_series', now()),
	(65, 'articles', '0047_advertising', now()),
	(66, 'articles', '0048_inventory_of_imports', now()),
	(67, 'articles', '0049_imported_files', now()),
	(68, 'articles', '0050_uploads_in_pieces', now()),
	(69, 'articles', '0051_profiles_of_channels', now()),
	(70, 'articles', '0052_instructions_are_marked', now()),
	(71, 'articles', '0053_pages_for_readers_are_written', now()),
	(72, 'articles', '0054_meta_tags', now()),
	(73, 'articles', '0055_index_of_former_views', now()),
	(74, 'articles', '0056_words_by_year', now()),
	(75, 'django_tasks_database', '0001_initial', now()),
	(76, 'django_tasks_database', '0002_alter_dbtaskresult_options', now()),
	(77, 'django_tasks_database', '0003_dbtaskresult_enqueued_at_dbtaskresult_finished_at', now()),
	(78, 'django_tasks_database', '0004_dbtaskresult_started_at', now()),
	(79, 'django_tasks_database', '0005_alter_dbtaskresult_priority_and_more', now()),
	(80, 'django_tasks_database', '0006_alter_dbtaskresult_args_kwargs_and_more', now()),
	(81, 'django_tasks_database', '0007_add_separate_results_fields', now()),
	(82, 'django_tasks_database', '0008_separate_results_field', now()),
	(83, 'django_tasks_database', '0009_remove_results_field', now()),
	(84, 'django_tasks_database', '0010_alter_dbtaskresult_status', now()),
	(85, 'django_tasks_database', '0011_rename_complete_status', now()),
	(86, 'django_tasks_database', '0012_add_separate_exception_fields', now()),
	(87, 'django_tasks_database', '0013_separate_exception_fields', now()),
	(88, 'django_tasks_database', '0014_remove_dbtaskresult_exception_data', now()),
	(89, 'django_tasks_database', '0015_correctly_order_run_after', now()),
	(90, 'django_tasks_database', '0016_remove_dbtaskresult_django_task_new_ordering_idx_and_more', now()),
	(91, 'django_tasks_database', '0017_dbtaskresult_metadata', now()),
	(92, 'django_tasks_database', '0018_rename_succeeded_status', now()),
	(93, 'django_tasks_database', '0019_rename_django_task_new_ordering_idx_tasks_db_new_ordering_idx_and_more', now()),
	(94, 'django_tasks_database', '0020_update_db_task_result_ordering', now()),
	(95, 'django_tasks_database', '0021_conditional_partial_index_ordering', now()),
	(96, 'sessions', '0001_initial', now()),
	(97, 'staff', '0002_open_forms', now()),
	(98, 'staff', '0003_claims_and_notifications', now()),
	(99, 'staff', '0004_routing_and_mail', now()),
	(100, 'staff', '0005_thread_and_planning', now()),
	(101, 'staff', '0006_story_templates', now()),
	(102, 'staff', '0007_bulk_runs', now()),
	(103, 'staff', '0008_cards', now()),
	(104, 'staff', '0009_record_of_changes', now()),
	(105, 'staff', '0010_clean_lines', now()),
	(106, 'staff', '0011_publication_proposals', now()),
	(107, 'staff', '0012_sign_ins', now()),
	(108, 'staff', '0013_signed_before_readers', now()),
	(109, 'staff', '0014_settled_notifications', now()),
	(110, 'staff', '0015_preview_links', now()),
	(111, 'staff', '0016_attachments', now()),
	(112, 'staff', '0017_sign_ins_bounded', now()),
	(113, 'staff', '0018_account_links', now()),
	(114, 'staff', '0019_second_factor', now()),
	(115, 'staff', '0020_redactions', now()),
	(116, 'staff', '0021_role_proposals', now()),
	(117, 'staff', '0022_devices_ended', now()),
	(118, 'staff', '0023_beginning', now()),
	(119, 'staff', '0024_first_day', now()),
	(120, 'staff', '0025_notice_proposals', now()),
	(121, 'staff', '0026_register', now()),
	(122, 'staff', '0027_protected_persons', now()),
	(123, 'staff', '0028_source_notes', now()),
	(124, 'staff', '0029_changes_of_series', now()),
	(125, 'staff', '0030_recorded_advertising', now()),
	(126, 'staff', '0031_site_exports', now()),
	(127, 'staff', '0032_workers', now()),
	(128, 'staff', '0033_inventory_of_imports', now()),
	(129, 'staff', '0034_mail_that_left_nowhere', now()),
	(130, 'staff', '0035_states_of_mail_are_known', now()),
	(131, 'taggit', '0001_initial', now()),
	(132, 'taggit', '0002_auto_20150616_2121', now()),
	(133, 'taggit', '0003_taggeditem_add_unique_index', now()),
	(134, 'taggit', '0004_alter_taggeditem_content_type_alter_taggeditem_tag', now()),
	(135, 'taggit', '0005_auto_20220424_2025', now()),
	(136, 'taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx', now());
INSERT INTO public.staff_change VALUES
	(1, now(), '', 'auth_group_permissions', 1, '1', 'insert', NULL, '{"id": 1, "group_id": 1, "permission_id": 283}', false, NULL),
	(2, now(), '', 'auth_group_permissions', 2, '1', 'insert', NULL, '{"id": 2, "group_id": 1, "permission_id": 286}', false, NULL),
	(3, now(), '', 'auth_group_permissions', 3, '1', 'insert', NULL, '{"id": 3, "group_id": 1, "permission_id": 160}', false, NULL),
	(4, now(), '', 'auth_group_permissions', 4, '1', 'insert', NULL, '{"id": 4, "group_id": 1, "permission_id": 161}', false, NULL),
	(5, now(), '', 'auth_group_permissions', 5, '1', 'insert', NULL, '{"id": 5, "group_id": 1, "permission_id": 162}', false, NULL),
	(6, now(), '', 'auth_group_permissions', 6, '1', 'insert', NULL, '{"id": 6, "group_id": 1, "permission_id": 164}', false, NULL),
	(7, now(), '', 'auth_group_permissions', 7, '1', 'insert', NULL, '{"id": 7, "group_id": 1, "permission_id": 169}', false, NULL),
	(8, now(), '', 'auth_group_permissions', 8, '1', 'insert', NULL, '{"id": 8, "group_id": 1, "permission_id": 172}', false, NULL),
	(9, now(), '', 'auth_group_permissions', 9, '1', 'insert', NULL, '{"id": 9, "group_id": 1, "permission_id": 174}', false, NULL),
	(10, now(), '', 'auth_group_permissions', 10, '1', 'insert', NULL, '{"id": 10, "group_id": 1, "permission_id": 175}', false, NULL),
	(11, now(), '', 'auth_group_permissions', 11, '1', 'insert', NULL, '{"id": 11, "group_id": 1, "permission_id": 177}', false, NULL),
	(12, now(), '', 'auth_group_permissions', 12, '1', 'insert', NULL, '{"id": 12, "group_id": 1, "permission_id": 178}', false, NULL),
	(13, now(), '', 'auth_group_permissions', 13, '1', 'insert', NULL, '{"id": 13, "group_id": 1, "permission_id": 179}', false, NULL),
	(14, now(), '', 'auth_group_permissions', 14, '1', 'insert', NULL, '{"id": 14, "group_id": 1, "permission_id": 181}', false, NULL),
	(15, now(), '', 'auth_group_permissions', 15, '1', 'insert', NULL, '{"id": 15, "group_id": 1, "permission_id": 190}', false, NULL),
	(16, now(), '', 'auth_group_permissions', 16, '1', 'insert', NULL, '{"id": 16, "group_id": 1, "permission_id": 191}', false, NULL),
	(17, now(), '', 'auth_group_permissions', 17, '1', 'insert', NULL, '{"id": 17, "group_id": 1, "permission_id": 192}', false, NULL),
	(18, now(), '', 'auth_group_permissions', 18, '1', 'insert', NULL, '{"id": 18, "group_id": 1, "permission_id": 194}', false, NULL),
	(19, now(), '', 'auth_group_permissions', 19, '1', 'insert', NULL, '{"id": 19, "group_id": 1, "permission_id": 203}', false, NULL),
	(20, now(), '', 'auth_group_permissions', 20, '1', 'insert', NULL, '{"id": 20, "group_id": 1, "permission_id": 206}', false, NULL),
	(21, now(), '', 'auth_group_permissions', 21, '2', 'insert', NULL, '{"id": 21, "group_id": 2, "permission_id": 283}', false, NULL),
	(22, now(), '', 'auth_group_permissions', 22, '2', 'insert', NULL, '{"id": 22, "group_id": 2, "permission_id": 28}', false, NULL),
	(23, now(), '', 'auth_group_permissions', 23, '2', 'insert', NULL, '{"id": 23, "group_id": 2, "permission_id": 286}', false, NULL),
	(24, now(), '', 'auth_group_permissions', 24, '2', 'insert', NULL, '{"id": 24, "group_id": 2, "permission_id": 287}', false, NULL),
	(25, now(), '', 'auth_group_permissions', 25, '2', 'insert', NULL, '{"id": 25, "group_id": 2, "permission_id": 160}', false, NULL),
	(26, now(), '', 'auth_group_permissions', 26, '2', 'insert', NULL, '{"id": 26, "group_id": 2, "permission_id": 161}', false, NULL),
	(27, now(), '', 'auth_group_permissions', 27, '2', 'insert', NULL, '{"id": 27, "group_id": 2, "permission_id": 162}', false, NULL),
	(28, now(), '', 'auth_group_permissions', 28, '2', 'insert', NULL, '{"id": 28, "group_id": 2, "permission_id": 164}', false, NULL),
	(29, now(), '', 'auth_group_permissions', 29, '2', 'insert', NULL, '{"id": 29, "group_id": 2, "permission_id": 165}', false, NULL),
	(30, now(), '', 'auth_group_permissions', 30, '2', 'insert', NULL, '{"id": 30, "group_id": 2, "permission_id": 169}', false, NULL),
	(31, now(), '', 'auth_group_permissions', 31, '2', 'insert', NULL, '{"id": 31, "group_id": 2, "permission_id": 170}', false, NULL),
	(32, now(), '', 'auth_group_permissions', 32, '2', 'insert', NULL, '{"id": 32, "group_id": 2, "permission_id": 172}', false, NULL),
	(33, now(), '', 'auth_group_permissions', 33, '2', 'insert', NULL, '{"id": 33, "group_id": 2, "permission_id": 45}', false, NULL),
	(34, now(), '', 'auth_group_permissions', 34, '2', 'insert', NULL, '{"id": 34, "group_id": 2, "permission_id": 174}', false, NULL),
	(35, now(), '', 'auth_group_permissions', 35, '2', 'insert', NULL, '{"id": 35, "group_id": 2, "permission_id": 175}', false, NULL),
	(36, now(), '', 'auth_group_permissions', 36, '2', 'insert', NULL, '{"id": 36, "group_id": 2, "permission_id": 46}', false, NULL),
	(37, now(), '', 'auth_group_permissions', 37, '2', 'insert', NULL, '{"id": 37, "group_id": 2, "permission_id": 177}', false, NULL),
	(38, now(), '', 'auth_group_permissions', 38, '2', 'insert', NULL, '{"id": 38, "group_id": 2, "permission_id": 48}', false, NULL),
	(39, now(), '', 'auth_group_permissions', 39, '2', 'insert', NULL, '{"id": 39, "group_id": 2, "permission_id": 179}', false, NULL),
	(40, now(), '', 'auth_group_permissions', 40, '2', 'insert', NULL, '{"id": 40, "group_id": 2, "permission_id": 178}', false, NULL),
	(41, now(), '', 'auth_group_permissions', 41, '2', 'insert', NULL, '{"id": 41, "group_id": 2, "permission_id": 181}', false, NULL),
	(42, now(), '', 'auth_group_permissions', 42, '2', 'insert', NULL, '{"id": 42, "group_id": 2, "permission_id": 182}', false, NULL),
	(43, now(), '', 'auth_group_permissions', 43, '2', 'insert', NULL, '{"id": 43, "group_id": 2, "permission_id": 190}', false, NULL),
	(44, now(), '', 'auth_group_permissions', 44, '2', 'insert', NULL, '{"id": 44, "group_id": 2, "permission_id": 191}', false, NULL),
	(45, now(), '', 'auth_group_permissions', 45, '2', 'insert', NULL, '{"id": 45, "group_id": 2, "permission_id": 192}', false, NULL),
	(46, now(), '', 'auth_group_permissions', 46, '2', 'insert', NULL, '{"id": 46, "group_id": 2, "permission_id": 194}', false, NULL),
	(47, now(), '', 'auth_group_permissions', 47, '2', 'insert', NULL, '{"id": 47, "group_id": 2, "permission_id": 203}', false, NULL),
	(48, now(), '', 'auth_group_permissions', 48, '2', 'insert', NULL, '{"id": 48, "group_id": 2, "permission_id": 204}', false, NULL),
	(49, now(), '', 'auth_group_permissions', 49, '2', 'insert', NULL, '{"id": 49, "group_id": 2, "permission_id": 206}', false, NULL),
	(50, now(), '', 'auth_group_permissions', 50, '2', 'insert', NULL, '{"id": 50, "group_id": 2, "permission_id": 231}', false, NULL),
	(51, now(), '', 'auth_group_permissions', 51, '2', 'insert', NULL, '{"id": 51, "group_id": 2, "permission_id": 232}', false, NULL),
	(52, now(), '', 'auth_group_permissions', 52, '2', 'insert', NULL, '{"id": 52, "group_id": 2, "permission_id": 233}', false, NULL),
	(53, now(), '', 'auth_group_permissions', 53, '2', 'insert', NULL, '{"id": 53, "group_id": 2, "permission_id": 234}', false, NULL),
	(54, now(), '', 'auth_group_permissions', 54, '2', 'insert', NULL, '{"id": 54, "group_id": 2, "permission_id": 122}', false, NULL),
	(55, now(), '', 'auth_group_permissions', 55, '2', 'insert', NULL, '{"id": 55, "group_id": 2, "permission_id": 123}', false, NULL),
	(56, now(), '', 'auth_group_permissions', 56, '3', 'insert', NULL, '{"id": 56, "group_id": 3, "permission_id": 152}', false, NULL),
	(57, now(), '', 'auth_group_permissions', 57, '3', 'insert', NULL, '{"id": 57, "group_id": 3, "permission_id": 26}', false, NULL),
	(58, now(), '', 'auth_group_permissions', 58, '3', 'insert', NULL, '{"id": 58, "group_id": 3, "permission_id": 283}', false, NULL),
	(59, now(), '', 'auth_group_permissions', 59, '3', 'insert', NULL, '{"id": 59, "group_id": 3, "permission_id": 28}', false, NULL),
	(60, now(), '', 'auth_group_permissions', 60, '3', 'insert', NULL, '{"id": 60, "group_id": 3, "permission_id": 157}', false, NULL),
	(61, now(), '', 'auth_group_permissions', 61, '3', 'insert', NULL, '{"id": 61, "group_id": 3, "permission_id": 286}', false, NULL),
	(62, now(), '', 'auth_group_permissions', 62, '3', 'insert', NULL, '{"id": 62, "group_id": 3, "permission_id": 158}', false, NULL),
	(63, now(), '', 'auth_group_permissions', 63, '3', 'insert', NULL, '{"id": 63, "group_id": 3, "permission_id": 160}', false, NULL),
	(64, now(), '', 'auth_group_permissions', 64, '3', 'insert', NULL, '{"id": 64, "group_id": 3, "permission_id": 287}', false, NULL),
	(65, now(), '', 'auth_group_permissions', 65, '3', 'insert', NULL, '{"id": 65, "group_id": 3, "permission_id": 184}', false, NULL),
	(66, now(), '', 'auth_group_permissions', 66, '3', 'insert', NULL, '{"id": 66, "group_id": 3, "permission_id": 161}', false, NULL),
	(67, now(), '', 'auth_group_permissions', 67, '3', 'insert', NULL, '{"id": 67, "group_id": 3, "permission_id": 164}', false, NULL),
	(68, now(), '', 'auth_group_permissions', 68, '3', 'insert', NULL, '{"id": 68, "group_id": 3, "permission_id": 165}', false, NULL),
	(69, now(), '', 'auth_group_permissions', 69, '3', 'insert', NULL, '{"id": 69, "group_id": 3, "permission_id": 166}', false, NULL),
	(70, now(), '', 'auth_group_permissions', 70, '3', 'insert', NULL, '{"id": 70, "group_id": 3, "permission_id": 162}', false, NULL),
	(71, now(), '', 'auth_group_permissions', 71, '3', 'insert', NULL, '{"id": 71, "group_id": 3, "permission_id": 168}', false, NULL),
	(72, now(), '', 'auth_group_permissions', 72, '3', 'insert', NULL, '{"id": 72, "group_id": 3, "permission_id": 169}', false, NULL),
	(73, now(), '', 'auth_group_permissions', 73, '3', 'insert', NULL, '{"id": 73, "group_id": 3, "permission_id": 170}', false, NULL),
	(74, now(), '', 'auth_group_permissions', 74, '3', 'insert', NULL, '{"id": 74, "group_id": 3, "permission_id": 172}', false, NULL),
	(75, now(), '', 'auth_group_permissions', 75, '3', 'insert', NULL, '{"id": 75, "group_id": 3, "permission_id": 45}', false, NULL),
	(76, now(), '', 'auth_group_permissions', 76, '3', 'insert', NULL, '{"id": 76, "group_id": 3, "permission_id": 174}', false, NULL),
	(77, now(), '', 'auth_group_permissions', 77, '3', 'insert', NULL, '{"id": 77, "group_id": 3, "permission_id": 175}', false, NULL),
	(78, now(), '', 'auth_group_permissions', 78, '3', 'insert', NULL, '{"id": 78, "group_id": 3, "permission_id": 173}', false, NULL),
	(79, now(), '', 'auth_group_permissions', 79, '3', 'insert', NULL, '{"id": 79, "group_id": 3, "permission_id": 177}', false, NULL),
	(80, now(), '', 'auth_group_permissions', 80, '3', 'insert', NULL, '{"id": 80, "group_id": 3, "permission_id": 46}', false, NULL),
	(81, now(), '', 'auth_group_permissions', 81, '3', 'insert', NULL, '{"id": 81, "group_id": 3, "permission_id": 179}', false, NULL),
	(82, now(), '', 'auth_group_permissions', 82, '3', 'insert', NULL, '{"id": 82, "group_id": 3, "permission_id": 48}', false, NULL),
	(83, now(), '', 'auth_group_permissions', 83, '3', 'insert', NULL, '{"id": 83, "group_id": 3, "permission_id": 181}', false, NULL),
	(84, now(), '', 'auth_group_permissions', 84, '3', 'insert', NULL, '{"id": 84, "group_id": 3, "permission_id": 182}', false, NULL),
	(85, now(), '', 'auth_group_permissions', 85, '3', 'insert', NULL, '{"id": 85, "group_id": 3, "permission_id": 178}', false, NULL),
	(86, now(), '', 'auth_group_permissions', 86, '3', 'insert', NULL, '{"id": 86, "group_id": 3, "permission_id": 312}', false, NULL),
	(87, now(), '', 'auth_group_permissions', 87, '3', 'insert', NULL, '{"id": 87, "group_id": 3, "permission_id": 313}', false, NULL),
	(88, now(), '', 'auth_group_permissions', 88, '3', 'insert', NULL, '{"id": 88, "group_id": 3, "permission_id": 186}', false, NULL),
	(89, now(), '', 'auth_group_permissions', 89, '3', 'insert', NULL, '{"id": 89, "group_id": 3, "permission_id": 187}', false, NULL),
	(90, now(), '', 'auth_group_permissions', 90, '3', 'insert', NULL, '{"id": 90, "group_id": 3, "permission_id": 316}', false, NULL),
	(91, now(), '', 'auth_group_permissions', 91, '3', 'insert', NULL, '{"id": 91, "group_id": 3, "permission_id": 317}', false, NULL),
	(92, now(), '', 'auth_group_permissions', 92, '3', 'insert', NULL, '{"id": 92, "group_id": 3, "permission_id": 190}', false, NULL),
	(93, now(), '', 'auth_group_permissions', 93, '3', 'insert', NULL, '{"id": 93, "group_id": 3, "permission_id": 191}', false, NULL),
	(94, now(), '', 'auth_group_permissions', 94, '3', 'insert', NULL, '{"id": 94, "group_id": 3, "permission_id": 192}', false, NULL),
	(95, now(), '', 'auth_group_permissions', 95, '3', 'insert', NULL, '{"id": 95, "group_id": 3, "permission_id": 65}', false, NULL),
	(96, now(), '', 'auth_group_permissions', 96, '3', 'insert', NULL, '{"id": 96, "group_id": 3, "permission_id": 194}', false, NULL),
	(97, now(), '', 'auth_group_permissions', 97, '3', 'insert', NULL, '{"id": 97, "group_id": 3, "permission_id": 319}', false, NULL),
	(98, now(), '', 'auth_group_permissions', 98, '3', 'insert', NULL, '{"id": 98, "group_id": 3, "permission_id": 315}', false, NULL),
	(99, now(), '', 'auth_group_permissions', 99, '3', 'insert', NULL, '{"id": 99, "group_id": 3, "permission_id": 188}', false, NULL),
	(100, now(), '', 'auth_group_permissions', 100, '3', 'insert', NULL, '{"id": 100, "group_id": 3, "permission_id": 203}', false, NULL),
	(101, now(), '', 'auth_group_permissions', 101, '3', 'insert', NULL, '{"id": 101, "group_id": 3, "permission_id": 204}', false, NULL),
	(102, now(), '', 'auth_group_permissions', 102, '3', 'insert', NULL, '{"id": 102, "group_id": 3, "permission_id": 206}', false, NULL),
	(103, now(), '', 'auth_group_permissions', 103, '3', 'insert', NULL, '{"id": 103, "group_id": 3, "permission_id": 227}', false, NULL),
	(104, now(), '', 'auth_group_permissions', 104, '3', 'insert', NULL, '{"id": 104, "group_id": 3, "permission_id": 228}', false, NULL),
	(105, now(), '', 'auth_group_permissions', 105, '3', 'insert', NULL, '{"id": 105, "group_id": 3, "permission_id": 230}', false, NULL),
	(106, now(), '', 'auth_group_permissions', 106, '3', 'insert', NULL, '{"id": 106, "group_id": 3, "permission_id": 231}', false, NULL),
	(107, now(), '', 'auth_group_permissions', 107, '3', 'insert', NULL, '{"id": 107, "group_id": 3, "permission_id": 232}', false, NULL),
	(108, now(), '', 'auth_group_permissions', 108, '3', 'insert', NULL, '{"id": 108, "group_id": 3, "permission_id": 233}', false, NULL),
	(109, now(), '', 'auth_group_permissions', 109, '3', 'insert', NULL, '{"id": 109, "group_id": 3, "permission_id": 234}', false, NULL),
	(110, now(), '', 'auth_group_permissions', 110, '3', 'insert', NULL, '{"id": 110, "group_id": 3, "permission_id": 122}', false, NULL),
	(111, now(), '', 'auth_group_permissions', 111, '3', 'insert', NULL, '{"id": 111, "group_id": 3, "permission_id": 123}', false, NULL),
	(112, now(), '', 'auth_group_permissions', 112, '3', 'insert', NULL, '{"id": 112, "group_id": 3, "permission_id": 254}', false, NULL),
	(113, now(), '', 'auth_group_permissions', 113, '4', 'insert', NULL, '{"id": 113, "group_id": 4, "permission_id": 167}', false, NULL),
	(114, now(), '', 'auth_group_permissions', 114, '5', 'insert', NULL, '{"id": 114, "group_id": 5, "permission_id": 1}', false, NULL),
	(115, now(), '', 'auth_group_permissions', 115, '5', 'insert', NULL, '{"id": 115, "group_id": 5, "permission_id": 2}', false, NULL),
	(116, now(), '', 'auth_group_permissions', 116, '5', 'insert', NULL, '{"id": 116, "group_id": 5, "permission_id": 4}', false, NULL),
	(117, now(), '', 'auth_group_permissions', 117, '5', 'insert', NULL, '{"id": 117, "group_id": 5, "permission_id": 157}', false, NULL),
	(118, now(), '', 'auth_group_permissions', 118, '5', 'insert', NULL, '{"id": 118, "group_id": 5, "permission_id": 158}', false, NULL),
	(119, now(), '', 'auth_group_permissions', 119, '5', 'insert', NULL, '{"id": 119, "group_id": 5, "permission_id": 160}', false, NULL),
	(120, now(), '', 'auth_group_permissions', 120, '5', 'insert', NULL, '{"id": 120, "group_id": 5, "permission_id": 169}', false, NULL),
	(121, now(), '', 'auth_group_permissions', 121, '5', 'insert', NULL, '{"id": 121, "group_id": 5, "permission_id": 170}', false, NULL),
	(122, now(), '', 'auth_group_permissions', 122, '5', 'insert', NULL, '{"id": 122, "group_id": 5, "permission_id": 172}', false, NULL),
	(123, now(), '', 'auth_group_permissions', 123, '5', 'insert', NULL, '{"id": 123, "group_id": 5, "permission_id": 184}', false, NULL),
	(124, now(), '', 'auth_group_permissions', 124, '5', 'insert', NULL, '{"id": 124, "group_id": 5, "permission_id": 312}', false, NULL),
	(125, now(), '', 'auth_group_permissions', 125, '5', 'insert', NULL, '{"id": 125, "group_id": 5, "permission_id": 313}', false, NULL),
	(126, now(), '', 'auth_group_permissions', 126, '5', 'insert', NULL, '{"id": 126, "group_id": 5, "permission_id": 186}', false, NULL),
	(127, now(), '', 'auth_group_permissions', 127, '5', 'insert', NULL, '{"id": 127, "group_id": 5, "permission_id": 187}', false, NULL),
	(128, now(), '', 'auth_group_permissions', 128, '5', 'insert', NULL, '{"id": 128, "group_id": 5, "permission_id": 317}', false, NULL),
	(129, now(), '', 'auth_group_permissions', 129, '5', 'insert', NULL, '{"id": 129, "group_id": 5, "permission_id": 190}', false, NULL),
	(130, now(), '', 'auth_group_permissions', 130, '5', 'insert', NULL, '{"id": 130, "group_id": 5, "permission_id": 319}', false, NULL),
	(131, now(), '', 'auth_group_permissions', 131, '5', 'insert', NULL, '{"id": 131, "group_id": 5, "permission_id": 315}', false, NULL),
	(132, now(), '', 'auth_group_permissions', 132, '5', 'insert', NULL, '{"id": 132, "group_id": 5, "permission_id": 65}', false, NULL),
	(133, now(), '', 'auth_group_permissions', 133, '5', 'insert', NULL, '{"id": 133, "group_id": 5, "permission_id": 316}', false, NULL),
	(134, now(), '', 'auth_group_permissions', 134, '5', 'insert', NULL, '{"id": 134, "group_id": 5, "permission_id": 188}', false, NULL),
	(135, now(), '', 'auth_group_permissions', 135, '5', 'insert', NULL, '{"id": 135, "group_id": 5, "permission_id": 335}', false, NULL),
	(136, now(), '', 'auth_group_permissions', 136, '5', 'insert', NULL, '{"id": 136, "group_id": 5, "permission_id": 227}', false, NULL),
	(137, now(), '', 'auth_group_permissions', 137, '5', 'insert', NULL, '{"id": 137, "group_id": 5, "permission_id": 228}', false, NULL),
	(138, now(), '', 'auth_group_permissions', 138, '5', 'insert', NULL, '{"id": 138, "group_id": 5, "permission_id": 230}', false, NULL),
	(139, now(), '', 'auth_group_permissions', 139, '5', 'insert', NULL, '{"id": 139, "group_id": 5, "permission_id": 251}', false, NULL),
	(140, now(), '', 'auth_group_permissions', 140, '5', 'insert', NULL, '{"id": 140, "group_id": 5, "permission_id": 252}', false, NULL),
	(141, now(), '', 'auth_group_permissions', 141, '5', 'insert', NULL, '{"id": 141, "group_id": 5, "permission_id": 254}', false, NULL),
	(142, now(), '', 'auth_group_permissions', 142, '6', 'insert', NULL, '{"id": 142, "group_id": 6, "permission_id": 312}', false, NULL),
	(143, now(), '', 'auth_group_permissions', 143, '6', 'insert', NULL, '{"id": 143, "group_id": 6, "permission_id": 313}', false, NULL),
	(144, now(), '', 'auth_group_permissions', 144, '6', 'insert', NULL, '{"id": 144, "group_id": 6, "permission_id": 315}', false, NULL),
	(145, now(), '', 'auth_group_permissions', 145, '6', 'insert', NULL, '{"id": 145, "group_id": 6, "permission_id": 316}', false, NULL),
	(146, now(), '', 'auth_group_permissions', 146, '6', 'insert', NULL, '{"id": 146, "group_id": 6, "permission_id": 317}', false, NULL),
	(147, now(), '', 'auth_group_permissions', 147, '6', 'insert', NULL, '{"id": 147, "group_id": 6, "permission_id": 319}', false, NULL);
INSERT INTO public.staff_storytemplate VALUES
	(1, 'Kecelakaan', '[Kendaraan pertama] dan [kendaraan kedua] Tabrakan di [nama jalan], [jumlah] Orang [luka atau meninggal]', 'Kecelakaan terjadi pada [hari] sekitar pukul [jam dan zona waktu]. Penyebabnya masih diselidiki polisi.', '<p>Kecelakaan yang melibatkan [kendaraan pertama] dan [kendaraan kedua] terjadi di [nama jalan], [desa atau kelurahan], [kecamatan], [hari dan tanggal], sekitar pukul [jam dan zona waktu]. [Jumlah korban] orang [luka atau meninggal].</p>
<p>Menurut [nama dan jabatan polisi], [kendaraan pertama] melaju dari arah [asal] menuju [tujuan]. Di lokasi kejadian, [urutan kejadian menurut polisi].</p>
<p>“[Kutipan polisi tentang penyebab sementara],” kata [nama polisi], [hari pernyataan].</p>
<p>Korban dibawa ke [rumah sakit atau puskesmas]. Kondisinya, menurut [nama dan jabatan petugas medis], [kondisi korban]. Nama korban disiarkan setelah keluarganya diberi tahu.</p>
<p>[Nama saksi], warga yang berada di dekat lokasi, mengatakan [yang dilihat saksi sendiri].</p>
<p>Arus lalu lintas [keadaan lalu lintas] hingga pukul [jam]. Polisi [langkah polisi] dan meminta pengendara [imbauan].</p>', 'Kecelakaan Lalu Lintas', 10, true, NULL),
	(2, 'Kriminal', 'Polisi Tangkap [inisial atau sebutan] Terduga [jenis perkara] di [tempat]', 'Polisi menetapkan [jumlah] tersangka. Mereka belum tentu bersalah sebelum ada putusan pengadilan.', '<p>[Kesatuan polisi] menangkap [inisial, umur] yang diduga [perbuatan yang disangkakan] di [tempat], [hari dan tanggal].</p>
<p>Menurut [nama dan jabatan polisi], perkara ini terungkap setelah [cara perkara terungkap]. “[Kutipan polisi],” katanya, [hari pernyataan].</p>
<p>Dari tersangka, polisi menyita [barang bukti]. Ia disangka melanggar [pasal dan undang-undang] dengan ancaman pidana paling lama [lama pidana]. Sangkaan itu masih harus dibuktikan di pengadilan.</p>
<p>[Nama penasihat hukum atau keluarga tersangka] menyatakan [tanggapan pihak tersangka]. Bila belum dapat dihubungi, tulis kapan dan dengan cara apa redaksi berusaha menghubunginya: [upaya konfirmasi].</p>
<p>Korban, [sebutan umum seperti seorang warga], kini [keadaan korban]. [Pendampingan bagi korban, bila ada].</p>
<p>[Periksa lalu hapus: nama, wajah, alamat, sekolah, dan keluarga korban kejahatan susila serta anak berumur di bawah 18 tahun, sebagai korban, saksi, maupun pelaku, tidak disebut dan tidak ditampilkan]</p>', 'Kriminal', 20, true, NULL),
	(3, 'Cuaca', 'Prakiraan Cuaca [wilayah] [hari, tanggal]: [keadaan utama]', 'BMKG memprakirakan [keadaan utama] di [wilayah]. Warga di [daerah rawan] diminta waspada.', '<p>Badan Meteorologi, Klimatologi, dan Geofisika (BMKG) memprakirakan cuaca di [wilayah] pada [hari dan tanggal] [keadaan utama].</p>
<p>Pada pagi hari, [cuaca pagi]. Siang hingga sore, [cuaca siang]. Malam hari, [cuaca malam].</p>
<p>Suhu udara berkisar [suhu terendah] sampai [suhu tertinggi] derajat Celsius dengan kelembapan [kelembapan] persen. Angin bertiup dari [arah angin] dengan kecepatan sampai [kecepatan] kilometer per jam.</p>
<p>Di perairan [nama perairan], tinggi gelombang diprakirakan [tinggi gelombang] meter. Nelayan diminta [imbauan bagi nelayan].</p>
<p>“[Kutipan prakirawan],” kata [nama dan jabatan prakirawan], [hari pernyataan].</p>
<p>Prakiraan dikeluarkan pukul [jam dan zona waktu] dan berlaku sampai [batas berlaku]. Keadaan dapat berubah; ikuti peringatan dini BMKG.</p>', 'Cuaca, BMKG', 30, true, NULL),
	(4, 'Jadwal', 'Jadwal [nama layanan atau acara] di [wilayah], [hari, tanggal]', '[Layanan atau acara] dibuka pukul [jam buka] sampai [jam tutup] di [jumlah] lokasi.', '<p>[Penyelenggara] membuka [nama layanan atau acara] di [wilayah] pada [hari dan tanggal]. Berikut jadwalnya.</p>
<h2>Waktu dan tempat</h2>
<ul><li>[Lokasi pertama]: pukul [jam mulai]–[jam selesai]</li><li>[Lokasi kedua]: pukul [jam mulai]–[jam selesai]</li><li>[Lokasi ketiga]: pukul [jam mulai]–[jam selesai]</li></ul>
<h2>Yang perlu dibawa</h2>
<ul><li>[Syarat pertama]</li><li>[Syarat kedua]</li></ul>
<p>Biayanya [biaya atau gratis]. Menurut [nama dan jabatan narasumber], [keterangan penting].</p>
<p>Jadwal dapat berubah. Keterangan lebih lanjut: [nomor atau akun resmi penyelenggara].</p>', 'Jadwal', 40, true, NULL),
	(5, 'Harga pasar', 'Harga [komoditas utama] di [nama pasar] [naik, turun, atau tetap], [tanggal]', '[Komoditas utama] dijual [harga] rupiah per kilogram, [perubahan] dibanding [hari pembanding].', '<p>Harga [komoditas utama] di [nama pasar], [kecamatan atau kota], [naik, turun, atau tetap] menjadi [harga] rupiah per kilogram pada [hari dan tanggal]. Pada [hari pembanding] harganya [harga sebelumnya] rupiah.</p>
<h2>Daftar harga</h2>
<ul><li>Beras medium: [harga beras medium] rupiah per kilogram</li><li>Cabai rawit merah: [harga cabai rawit] rupiah per kilogram</li><li>Bawang merah: [harga bawang merah] rupiah per kilogram</li><li>Telur ayam ras: [harga telur] rupiah per kilogram</li><li>Daging ayam ras: [harga ayam] rupiah per kilogram</li><li>Minyak goreng: [harga minyak goreng] rupiah per liter</li></ul>
<p>[Nama pedagang], pedagang di pasar itu, mengatakan [sebab menurut pedagang]. “[Kutipan pedagang],” ujarnya.</p>
<p>[Nama pembeli], pembeli dari [asal pembeli], [tanggapan pembeli].</p>
<p>[Nama dan jabatan pejabat dinas] menyebut stok [keadaan stok]. Pemerintah [langkah pemerintah].</p>
<p>Harga dicatat wartawan di [jumlah lapak] lapak pada pukul [jam dan zona waktu].</p>', 'Harga Pangan, Pasar', 50, true, NULL);
SELECT pg_catalog.setval('public.articles_adcount_id_seq', 1, false);
SELECT pg_catalog.setval('public.articles_adslot_id_seq', 1, false);
SELECT pg_catalog.setval('public.articles_advertisement_id_seq', 1, false);
SELECT pg_catalog.setval('public.articles_article_id_seq', 1, false);
SELECT pg_catalog.setval('public.articles_articleevent_id_seq', 1, false);
SELECT pg_catalog.setval('public.articles_attachment_id_seq', 1, false);
SELECT pg_catalog.setval('public.articles_attachmentuse_id_seq', 1, false);
SELECT pg_catalog.setval('public.articles_category_id_seq', 1, false);
SELECT pg_catalog.setval('public.articles_credit_id_seq', 1, false);
SELECT pg_catalog.setval('public.articles_edition_id_seq', 1, false);
SELECT pg_catalog.setval('public.articles_exportfile_id_seq', 1, false);
SELECT pg_catalog.setval('public.articles_importeditem_id_seq', 1, false);
SELECT pg_catalog.setval('public.articles_importedperson_id_seq', 1, false);
SELECT pg_catalog.setval('public.articles_importedpicture_id_seq', 1, false);
SELECT pg_catalog.setval('public.articles_importedterm_id_seq', 1, false);
SELECT pg_catalog.setval('public.articles_importrun_id_seq', 1, false);
SELECT pg_catalog.setval('public.articles_legacypath_id_seq', 1, false);
SELECT pg_catalog.setval('public.articles_mastheadentry_id_seq', 1, false);
SELECT pg_catalog.setval('public.articles_merger_id_seq', 1, false);
SELECT pg_catalog.setval('public.articles_notice_id_seq', 1, false);
SELECT pg_catalog.setval('public.articles_oldsite_id_seq', 1, false);
SELECT pg_catalog.setval('public.articles_page_id_seq', 4, true);
SELECT pg_catalog.setval('public.articles_pagetext_id_seq', 6, true);
SELECT pg_catalog.setval('public.articles_person_id_seq', 1, false);
SELECT pg_catalog.setval('public.articles_photo_id_seq', 1, false);
SELECT pg_catalog.setval('public.articles_photouse_id_seq', 1, false);
SELECT pg_catalog.setval('public.articles_pick_id_seq', 1, false);
SELECT pg_catalog.setval('public.articles_piecedupload_id_seq', 1, false);
SELECT pg_catalog.setval('public.articles_publication_id_seq', 1, false);
SELECT pg_catalog.setval('public.articles_readingfigure_id_seq', 1, false);
SELECT pg_catalog.setval('public.articles_redaction_id_seq', 1, false);
SELECT pg_catalog.setval('public.articles_redactionentry_id_seq', 1, false);
SELECT pg_catalog.setval('public.articles_region_id_seq', 1, false);
SELECT pg_catalog.setval('public.articles_related_id_seq', 1, false);
SELECT pg_catalog.setval('public.articles_revision_id_seq', 1, false);
SELECT pg_catalog.setval('public.articles_tag_id_seq', 1, false);
SELECT pg_catalog.setval('public.articles_taggedarticle_id_seq', 1, false);
SELECT pg_catalog.setval('public.articles_viewcount_id_seq', 1, false);
SELECT pg_catalog.setval('public.auth_group_id_seq', 6, true);
SELECT pg_catalog.setval('public.auth_group_permissions_id_seq', 147, true);
SELECT pg_catalog.setval('public.auth_permission_id_seq', 355, true);
SELECT pg_catalog.setval('public.django_admin_log_id_seq', 1, false);
SELECT pg_catalog.setval('public.django_content_type_id_seq', 94, true);
SELECT pg_catalog.setval('public.django_migrations_id_seq', 136, true);
SELECT pg_catalog.setval('public.staff_accountlink_id_seq', 1, false);
SELECT pg_catalog.setval('public.staff_assignment_id_seq', 1, false);
SELECT pg_catalog.setval('public.staff_assignmentstep_id_seq', 1, false);
SELECT pg_catalog.setval('public.staff_bulkstep_id_seq', 1, false);
SELECT pg_catalog.setval('public.staff_cardproblem_id_seq', 1, false);
SELECT pg_catalog.setval('public.staff_change_id_seq', 147, true);
SELECT pg_catalog.setval('public.staff_changesignature_id_seq', 1, false);
SELECT pg_catalog.setval('public.staff_codeapp_id_seq', 1, false);
SELECT pg_catalog.setval('public.staff_comment_id_seq', 1, false);
SELECT pg_catalog.setval('public.staff_complaint_id_seq', 1, false);
SELECT pg_catalog.setval('public.staff_complaintfile_id_seq', 1, false);
SELECT pg_catalog.setval('public.staff_complaintmail_id_seq', 1, false);
SELECT pg_catalog.setval('public.staff_complaintstep_id_seq', 1, false);
SELECT pg_catalog.setval('public.staff_copydecision_id_seq', 1, false);
SELECT pg_catalog.setval('public.staff_coverage_id_seq', 1, false);
SELECT pg_catalog.setval('public.staff_noticeproposal_id_seq', 1, false);
SELECT pg_catalog.setval('public.staff_notification_id_seq', 1, false);
SELECT pg_catalog.setval('public.staff_originalchange_id_seq', 1, false);
SELECT pg_catalog.setval('public.staff_passkey_id_seq', 1, false);
SELECT pg_catalog.setval('public.staff_previewlink_id_seq', 1, false);
SELECT pg_catalog.setval('public.staff_protectionanswer_id_seq', 1, false);
SELECT pg_catalog.setval('public.staff_publicationproposal_id_seq', 1, false);
SELECT pg_catalog.setval('public.staff_recoverycode_id_seq', 1, false);
SELECT pg_catalog.setval('public.staff_redactionrun_id_seq', 1, false);
SELECT pg_catalog.setval('public.staff_roleproposal_id_seq', 1, false);
SELECT pg_catalog.setval('public.staff_scratch_id_seq', 1, false);
SELECT pg_catalog.setval('public.staff_sealedoriginal_id_seq', 1, false);
SELECT pg_catalog.setval('public.staff_sealreading_id_seq', 1, false);
SELECT pg_catalog.setval('public.staff_signin_id_seq', 1, false);
SELECT pg_catalog.setval('public.staff_siteexport_id_seq', 1, false);
SELECT pg_catalog.setval('public.staff_sourcenote_id_seq', 1, false);
SELECT pg_catalog.setval('public.staff_sourcenotereading_id_seq', 1, false);
SELECT pg_catalog.setval('public.staff_storytemplate_id_seq', 5, true);
SELECT pg_catalog.setval('public.staff_user_groups_id_seq', 1, false);
SELECT pg_catalog.setval('public.staff_user_id_seq', 1, false);
SELECT pg_catalog.setval('public.staff_user_user_permissions_id_seq', 1, false);
SELECT pg_catalog.setval('public.taggit_tag_id_seq', 1, false);
SELECT pg_catalog.setval('public.taggit_taggeditem_id_seq', 1, false);
ALTER TABLE ONLY public.articles_adcount
    ADD CONSTRAINT ad_count_one_row_an_hour UNIQUE (advertisement_id, hour);
ALTER TABLE ONLY public.articles_adslot
    ADD CONSTRAINT ad_slot_once_a_place UNIQUE (place, after);
ALTER TABLE ONLY public.articles_adcount
    ADD CONSTRAINT articles_adcount_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_adslot
    ADD CONSTRAINT articles_adslot_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_advertisement
    ADD CONSTRAINT articles_advertisement_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_article
    ADD CONSTRAINT articles_article_form_token_key UNIQUE (form_token);
ALTER TABLE ONLY public.articles_article
    ADD CONSTRAINT articles_article_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_articleevent
    ADD CONSTRAINT articles_articleevent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_attachment
    ADD CONSTRAINT articles_attachment_file_key UNIQUE (file);
ALTER TABLE ONLY public.articles_attachment
    ADD CONSTRAINT articles_attachment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_attachmentuse
    ADD CONSTRAINT articles_attachmentuse_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_category
    ADD CONSTRAINT articles_category_path_key UNIQUE (path);
ALTER TABLE ONLY public.articles_category
    ADD CONSTRAINT articles_category_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_credit
    ADD CONSTRAINT articles_credit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_edition
    ADD CONSTRAINT articles_edition_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_exportfile
    ADD CONSTRAINT articles_exportfile_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_importeditem
    ADD CONSTRAINT articles_importeditem_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_importedperson
    ADD CONSTRAINT articles_importedperson_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_importedpicture
    ADD CONSTRAINT articles_importedpicture_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_importedterm
    ADD CONSTRAINT articles_importedterm_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_importrun
    ADD CONSTRAINT articles_importrun_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_legacypath
    ADD CONSTRAINT articles_legacypath_path_key UNIQUE (path);
ALTER TABLE ONLY public.articles_legacypath
    ADD CONSTRAINT articles_legacypath_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_mastheadentry
    ADD CONSTRAINT articles_mastheadentry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_merger
    ADD CONSTRAINT articles_merger_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_notice
    ADD CONSTRAINT articles_notice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_oldsite
    ADD CONSTRAINT articles_oldsite_key_key UNIQUE (key);
ALTER TABLE ONLY public.articles_oldsite
    ADD CONSTRAINT articles_oldsite_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_page
    ADD CONSTRAINT articles_page_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_page
    ADD CONSTRAINT articles_page_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.articles_pagetext
    ADD CONSTRAINT articles_pagetext_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_person
    ADD CONSTRAINT articles_person_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_person
    ADD CONSTRAINT articles_person_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.articles_person
    ADD CONSTRAINT articles_person_user_id_key UNIQUE (user_id);
ALTER TABLE ONLY public.articles_photo
    ADD CONSTRAINT articles_photo_folder_8a9f69a5_uniq UNIQUE (folder);
ALTER TABLE ONLY public.articles_photo
    ADD CONSTRAINT articles_photo_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_photo
    ADD CONSTRAINT articles_photo_sha256_key UNIQUE (sha256);
ALTER TABLE ONLY public.articles_photouse
    ADD CONSTRAINT articles_photouse_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_pick
    ADD CONSTRAINT articles_pick_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_piecedupload
    ADD CONSTRAINT articles_piecedupload_folder_key UNIQUE (folder);
ALTER TABLE ONLY public.articles_piecedupload
    ADD CONSTRAINT articles_piecedupload_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_publication
    ADD CONSTRAINT articles_publication_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_readingfigure
    ADD CONSTRAINT articles_readingfigure_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_redaction
    ADD CONSTRAINT articles_redaction_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_redactionentry
    ADD CONSTRAINT articles_redactionentry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_region
    ADD CONSTRAINT articles_region_path_key UNIQUE (path);
ALTER TABLE ONLY public.articles_region
    ADD CONSTRAINT articles_region_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_related
    ADD CONSTRAINT articles_related_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_revision
    ADD CONSTRAINT articles_revision_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_searchentry
    ADD CONSTRAINT articles_searchentry_pkey PRIMARY KEY (article_id);
ALTER TABLE ONLY public.articles_searchname
    ADD CONSTRAINT articles_searchname_pkey PRIMARY KEY (word);
ALTER TABLE ONLY public.articles_searchword
    ADD CONSTRAINT articles_searchword_pkey PRIMARY KEY (word);
ALTER TABLE ONLY public.articles_tag
    ADD CONSTRAINT articles_tag_name_key UNIQUE (name);
ALTER TABLE ONLY public.articles_tag
    ADD CONSTRAINT articles_tag_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_tag
    ADD CONSTRAINT articles_tag_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.articles_taggedarticle
    ADD CONSTRAINT articles_taggedarticle_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_viewcount
    ADD CONSTRAINT articles_viewcount_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_assignmentstep
    ADD CONSTRAINT assignment_step_numbered UNIQUE (assignment_id, number);
ALTER TABLE ONLY public.articles_attachmentuse
    ADD CONSTRAINT attachment_use_once UNIQUE (article_id, attachment_id);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_bulkstep
    ADD CONSTRAINT bulk_story_once UNIQUE (run_id, article_id);
ALTER TABLE ONLY public.staff_cardproblem
    ADD CONSTRAINT card_problem_once UNIQUE (article_id, target, kind, place);
ALTER TABLE ONLY public.staff_comment
    ADD CONSTRAINT comment_once UNIQUE (author_id, token);
ALTER TABLE ONLY public.staff_copydecision
    ADD CONSTRAINT copy_decision_once UNIQUE (change_id, article_id);
ALTER TABLE ONLY public.articles_credit
    ADD CONSTRAINT credit_in_order UNIQUE (article_id, "order") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_credit
    ADD CONSTRAINT credit_person_once_a_role UNIQUE (article_id, role, person_id);
ALTER TABLE ONLY public.django_admin_log
    ADD CONSTRAINT django_admin_log_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);
ALTER TABLE ONLY public.django_tasks_database_dbtaskresult
    ADD CONSTRAINT django_tasks_database_dbtaskresult_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_importeditem
    ADD CONSTRAINT imported_item_once_a_site UNIQUE (site_id, wp_id);
ALTER TABLE ONLY public.articles_importedperson
    ADD CONSTRAINT imported_person_once_a_site UNIQUE (site_id, login);
ALTER TABLE ONLY public.articles_importedpicture
    ADD CONSTRAINT imported_picture_once_a_site UNIQUE (site_id, key);
ALTER TABLE ONLY public.articles_importedterm
    ADD CONSTRAINT imported_term_once_a_site UNIQUE (site_id, taxonomy, slug);
ALTER TABLE ONLY public.articles_merger
    ADD CONSTRAINT merger_of_a_row_once UNIQUE (kind, old_id);
ALTER TABLE ONLY public.staff_noticeproposal
    ADD CONSTRAINT notice_proposal_one_for_each UNIQUE NULLS NOT DISTINCT (article_id, update_id);
ALTER TABLE ONLY public.articles_photouse
    ADD CONSTRAINT photo_use_once UNIQUE (article_id, photo_id);
ALTER TABLE ONLY public.articles_pick
    ADD CONSTRAINT pick_once_a_place UNIQUE (article_id, place);
ALTER TABLE ONLY public.staff_protectionanswer
    ADD CONSTRAINT protection_answer_once UNIQUE (article_id, place, digest);
ALTER TABLE ONLY public.articles_readingfigure
    ADD CONSTRAINT reading_figure_one_row_a_day UNIQUE NULLS NOT DISTINCT (day, category_id, region_id, kind, value);
ALTER TABLE ONLY public.staff_recoverycode
    ADD CONSTRAINT recovery_code_once UNIQUE (account_id, digest);
ALTER TABLE ONLY public.articles_region
    ADD CONSTRAINT region_slug_unique UNIQUE (slug);
ALTER TABLE ONLY public.articles_related
    ADD CONSTRAINT related_in_order UNIQUE (article_id, "order") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_related
    ADD CONSTRAINT related_once UNIQUE (article_id, target_id);
ALTER TABLE ONLY public.articles_revision
    ADD CONSTRAINT revision_number_unique UNIQUE (article_id, number);
ALTER TABLE ONLY public.staff_scratch
    ADD CONSTRAINT scratch_one_a_tab UNIQUE NULLS NOT DISTINCT (user_id, article_id, tab);
ALTER TABLE ONLY public.staff_accountlink
    ADD CONSTRAINT staff_accountlink_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.staff_accountlink
    ADD CONSTRAINT staff_accountlink_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_assignment
    ADD CONSTRAINT staff_assignment_article_id_key UNIQUE (article_id);
ALTER TABLE ONLY public.staff_assignment
    ADD CONSTRAINT staff_assignment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_assignmentstep
    ADD CONSTRAINT staff_assignmentstep_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_beginning
    ADD CONSTRAINT staff_beginning_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_bulkrun
    ADD CONSTRAINT staff_bulkrun_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.staff_bulkstep
    ADD CONSTRAINT staff_bulkstep_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_cardproblem
    ADD CONSTRAINT staff_cardproblem_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_cardsweep
    ADD CONSTRAINT staff_cardsweep_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_change
    ADD CONSTRAINT staff_change_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_changesignature
    ADD CONSTRAINT staff_changesignature_change_id_key UNIQUE (change_id);
ALTER TABLE ONLY public.staff_changesignature
    ADD CONSTRAINT staff_changesignature_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_claim
    ADD CONSTRAINT staff_claim_pkey PRIMARY KEY (article_id);
ALTER TABLE ONLY public.staff_codeapp
    ADD CONSTRAINT staff_codeapp_account_id_key UNIQUE (account_id);
ALTER TABLE ONLY public.staff_codeapp
    ADD CONSTRAINT staff_codeapp_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_comment
    ADD CONSTRAINT staff_comment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_complaint
    ADD CONSTRAINT staff_complaint_form_token_key UNIQUE (form_token);
ALTER TABLE ONLY public.staff_complaint
    ADD CONSTRAINT staff_complaint_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_complaintfile
    ADD CONSTRAINT staff_complaintfile_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_complaintmail
    ADD CONSTRAINT staff_complaintmail_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_complaintstep
    ADD CONSTRAINT staff_complaintstep_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_copydecision
    ADD CONSTRAINT staff_copydecision_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_coverage
    ADD CONSTRAINT staff_coverage_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_editlease
    ADD CONSTRAINT staff_editlease_pkey PRIMARY KEY (article_id);
ALTER TABLE ONLY public.staff_heartbeat
    ADD CONSTRAINT staff_heartbeat_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_noticeproposal
    ADD CONSTRAINT staff_noticeproposal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_notification
    ADD CONSTRAINT staff_notification_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_originalchange
    ADD CONSTRAINT staff_originalchange_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_passkey
    ADD CONSTRAINT staff_passkey_credential_id_key UNIQUE (credential_id);
ALTER TABLE ONLY public.staff_passkey
    ADD CONSTRAINT staff_passkey_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_previewlink
    ADD CONSTRAINT staff_previewlink_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_previewlink
    ADD CONSTRAINT staff_previewlink_token_key UNIQUE (token);
ALTER TABLE ONLY public.staff_protectionanswer
    ADD CONSTRAINT staff_protectionanswer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_publicationproposal
    ADD CONSTRAINT staff_publicationproposal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_putawayline
    ADD CONSTRAINT staff_putawayline_pkey PRIMARY KEY (line);
ALTER TABLE ONLY public.staff_recoverycode
    ADD CONSTRAINT staff_recoverycode_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_redactionrun
    ADD CONSTRAINT staff_redactionrun_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_roleproposal
    ADD CONSTRAINT staff_roleproposal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_route
    ADD CONSTRAINT staff_route_pkey PRIMARY KEY (article_id);
ALTER TABLE ONLY public.staff_scratch
    ADD CONSTRAINT staff_scratch_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_sealedoriginal
    ADD CONSTRAINT staff_sealedoriginal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_sealedoriginal
    ADD CONSTRAINT staff_sealedoriginal_redaction_id_key UNIQUE (redaction_id);
ALTER TABLE ONLY public.staff_sealreading
    ADD CONSTRAINT staff_sealreading_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_session
    ADD CONSTRAINT staff_session_pkey PRIMARY KEY (session_key);
ALTER TABLE ONLY public.staff_signin
    ADD CONSTRAINT staff_signin_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_signinlimit
    ADD CONSTRAINT staff_signinlimit_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.staff_siteexport
    ADD CONSTRAINT staff_siteexport_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_sourcenote
    ADD CONSTRAINT staff_sourcenote_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_sourcenotereading
    ADD CONSTRAINT staff_sourcenotereading_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_storytemplate
    ADD CONSTRAINT staff_storytemplate_name_key UNIQUE (name);
ALTER TABLE ONLY public.staff_storytemplate
    ADD CONSTRAINT staff_storytemplate_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_user_groups
    ADD CONSTRAINT staff_user_groups_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_user_groups
    ADD CONSTRAINT staff_user_groups_user_id_group_id_7487dd55_uniq UNIQUE (user_id, group_id);
ALTER TABLE ONLY public.staff_user
    ADD CONSTRAINT staff_user_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_user_user_permissions
    ADD CONSTRAINT staff_user_user_permissions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.staff_user_user_permissions
    ADD CONSTRAINT staff_user_user_permissions_user_id_permission_id_508e3d20_uniq UNIQUE (user_id, permission_id);
ALTER TABLE ONLY public.staff_user
    ADD CONSTRAINT staff_user_username_key UNIQUE (username);
ALTER TABLE ONLY public.staff_worker
    ADD CONSTRAINT staff_worker_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_taggedarticle
    ADD CONSTRAINT tagged_article_tag_once UNIQUE (content_object_id, tag_id);
ALTER TABLE ONLY public.taggit_tag
    ADD CONSTRAINT taggit_tag_name_key UNIQUE (name);
ALTER TABLE ONLY public.taggit_tag
    ADD CONSTRAINT taggit_tag_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.taggit_tag
    ADD CONSTRAINT taggit_tag_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.taggit_taggeditem
    ADD CONSTRAINT taggit_taggeditem_content_type_id_object_id_tag_id_4bb97a8e_uni UNIQUE (content_type_id, object_id, tag_id);
ALTER TABLE ONLY public.taggit_taggeditem
    ADD CONSTRAINT taggit_taggeditem_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.articles_viewcount
    ADD CONSTRAINT view_count_one_row_an_hour UNIQUE (article_id, hour);
CREATE INDEX account_link_age ON public.staff_accountlink USING btree (expires_at);
CREATE INDEX article_at_desk ON public.articles_article USING btree (saved_at DESC, id DESC) WHERE (((NOT ((status)::text = 'published'::text)) OR (update_of_id IS NOT NULL)) AND (merged_revision_id IS NULL));
CREATE INDEX article_by_source_id ON public.articles_article USING btree (source_id) WHERE (NOT ((source_id)::text = ''::text));
CREATE INDEX article_by_source_url ON public.articles_article USING btree (source_url) WHERE (NOT ((source_url)::text = ''::text));
CREATE INDEX article_changed ON public.articles_article USING btree (GREATEST(saved_at, published_at) DESC, id DESC) WHERE (((status)::text = ANY ((ARRAY['published'::character varying, 'withdrawn'::character varying])::text[])) AND (update_of_id IS NULL));
CREATE INDEX article_confidential ON public.articles_article USING btree (id) WHERE (confidants IS NOT NULL);
CREATE INDEX article_counted ON public.articles_article USING btree (update_of_id, published_at) INCLUDE (id, category_id, region_id) WHERE ((status)::text = ANY ((ARRAY['published'::character varying, 'withdrawn'::character varying])::text[]));
CREATE INDEX article_desk ON public.articles_article USING btree (status, saved_at DESC);
CREATE INDEX article_names_missing_child ON public.articles_article USING btree (id) WHERE (protected @> ARRAY['missing-child'::character varying(20)]);
CREATE UNIQUE INDEX article_one_open_working_copy ON public.articles_article USING btree (update_of_id) WHERE ((merged_revision_id IS NULL) AND (NOT ((status)::text = 'spiked'::text)));
CREATE INDEX article_public ON public.articles_article USING btree (published_at DESC, id DESC) WHERE (((status)::text = 'published'::text) AND (update_of_id IS NULL));
CREATE INDEX article_public_in_category ON public.articles_article USING btree (category_id, published_at DESC NULLS LAST, id DESC) WHERE (((status)::text = 'published'::text) AND (update_of_id IS NULL));
CREATE INDEX article_public_in_region ON public.articles_article USING btree (region_id, published_at DESC NULLS LAST, id DESC) WHERE (((status)::text = 'published'::text) AND (update_of_id IS NULL));
CREATE INDEX article_queue ON public.articles_article USING btree (status, urgency, status_since, id) WHERE ((status)::text = ANY ((ARRAY['draft'::character varying, 'submitted'::character varying, 'returned'::character varying, 'approved'::character varying])::text[]));
CREATE INDEX article_unsigned ON public.articles_article USING btree (id) WHERE needs_signature;
CREATE INDEX article_unverified ON public.articles_article USING btree (published_at) WHERE (((status)::text = 'published'::text) AND (update_of_id IS NULL) AND (NOT ((unverified_note)::text = ''::text)));
CREATE INDEX article_updated_in_month ON public.articles_article USING btree (date_trunc('month'::text, (published_at AT TIME ZONE 'UTC'::text)), updated_at DESC) WHERE (((status)::text = 'published'::text) AND (update_of_id IS NULL) AND (updated_at IS NOT NULL));
CREATE INDEX article_verifies ON public.articles_article USING btree (verifies_id) WHERE (verifies_id IS NOT NULL);
CREATE INDEX article_with_former_views ON public.articles_article USING btree (published_at) WHERE (former_views > 0);
CREATE INDEX article_with_unseen_fix ON public.articles_article USING btree (id) WHERE has_unseen_fix;
CREATE INDEX articles_adcount_advertisement_id_e14ac16f ON public.articles_adcount USING btree (advertisement_id);
CREATE INDEX articles_advertisement_created_by_id_6591b46b ON public.articles_advertisement USING btree (created_by_id);
CREATE INDEX articles_advertisement_slot_id_629f9acc ON public.articles_advertisement USING btree (slot_id);
CREATE INDEX articles_article_approved_revision_id_2a129164 ON public.articles_article USING btree (approved_revision_id);
CREATE INDEX articles_article_category_id_633dad2b ON public.articles_article USING btree (category_id);
CREATE INDEX articles_article_created_by_id_b1067734 ON public.articles_article USING btree (created_by_id);
CREATE INDEX articles_article_form_token_45946adc_like ON public.articles_article USING btree (form_token varchar_pattern_ops);
CREATE INDEX articles_article_lead_photo_id_8055d538 ON public.articles_article USING btree (lead_photo_id);
CREATE INDEX articles_article_merged_revision_id_1d9698f7 ON public.articles_article USING btree (merged_revision_id);
CREATE INDEX articles_article_region_id_62b314c0 ON public.articles_article USING btree (region_id);
CREATE INDEX articles_article_slug_cc61df93 ON public.articles_article USING btree (slug);
CREATE INDEX articles_article_slug_cc61df93_like ON public.articles_article USING btree (slug varchar_pattern_ops);
CREATE INDEX articles_article_update_of_id_15ddd560 ON public.articles_article USING btree (update_of_id);
CREATE INDEX articles_articleevent_actor_id_a86f8862 ON public.articles_articleevent USING btree (actor_id);
CREATE INDEX articles_articleevent_article_id_d0871e61 ON public.articles_articleevent USING btree (article_id);
CREATE INDEX articles_articleevent_revision_id_974667fa ON public.articles_articleevent USING btree (revision_id);
CREATE INDEX articles_attachment_file_f99ad05b_like ON public.articles_attachment USING btree (file varchar_pattern_ops);
CREATE INDEX articles_attachment_uploaded_by_id_0fb72bcd ON public.articles_attachment USING btree (uploaded_by_id);
CREATE INDEX articles_attachment_withdrawn_by_id_aa63a0b6 ON public.articles_attachment USING btree (withdrawn_by_id);
CREATE INDEX articles_attachmentuse_article_id_bac240cc ON public.articles_attachmentuse USING btree (article_id);
CREATE INDEX articles_attachmentuse_attachment_id_ec700723 ON public.articles_attachmentuse USING btree (attachment_id);
CREATE INDEX articles_category_parent_id_84a402a2 ON public.articles_category USING btree (parent_id);
CREATE INDEX articles_category_path_3b847e3b_like ON public.articles_category USING btree (path varchar_pattern_ops);
CREATE INDEX articles_category_slug_f02e70e2 ON public.articles_category USING btree (slug);
CREATE INDEX articles_category_slug_f02e70e2_like ON public.articles_category USING btree (slug varchar_pattern_ops);
CREATE INDEX articles_credit_account_id_7348bbab ON public.articles_credit USING btree (account_id);
CREATE INDEX articles_credit_article_id_9e9c422a ON public.articles_credit USING btree (article_id);
CREATE INDEX articles_credit_person_id_eb23c468 ON public.articles_credit USING btree (person_id);
CREATE INDEX articles_exportfile_approved_by_id_c20b8a2d ON public.articles_exportfile USING btree (approved_by_id);
CREATE INDEX articles_exportfile_pictures_id_f09de23b ON public.articles_exportfile USING btree (pictures_id);
CREATE INDEX articles_exportfile_pieces_id_2b542d97 ON public.articles_exportfile USING btree (pieces_id);
CREATE INDEX articles_exportfile_run_id_31139061 ON public.articles_exportfile USING btree (run_id);
CREATE INDEX articles_exportfile_uploaded_by_id_79922b1e ON public.articles_exportfile USING btree (uploaded_by_id);
CREATE INDEX articles_importeditem_article_id_e9f414e8 ON public.articles_importeditem USING btree (article_id);
CREATE INDEX articles_importeditem_run_id_dde5f2a6 ON public.articles_importeditem USING btree (run_id);
CREATE INDEX articles_importeditem_site_id_8bbc102a ON public.articles_importeditem USING btree (site_id);
CREATE INDEX articles_importedperson_person_id_250ce6af ON public.articles_importedperson USING btree (person_id);
CREATE INDEX articles_importedperson_site_id_7052c0a0 ON public.articles_importedperson USING btree (site_id);
CREATE INDEX articles_importedpicture_attachment_id_6a32f9b2 ON public.articles_importedpicture USING btree (attachment_id);
CREATE INDEX articles_importedpicture_photo_id_3a25c3a5 ON public.articles_importedpicture USING btree (photo_id);
CREATE INDEX articles_importedpicture_site_id_43c3b77d ON public.articles_importedpicture USING btree (site_id);
CREATE INDEX articles_importedterm_category_id_753ba95f ON public.articles_importedterm USING btree (category_id);
CREATE INDEX articles_importedterm_region_id_eb051917 ON public.articles_importedterm USING btree (region_id);
CREATE INDEX articles_importedterm_site_id_d22da4fa ON public.articles_importedterm USING btree (site_id);
CREATE INDEX articles_importedterm_tag_id_0ee32be2 ON public.articles_importedterm USING btree (tag_id);
CREATE INDEX articles_importrun_site_id_25629472 ON public.articles_importrun USING btree (site_id);
CREATE INDEX articles_importrun_started_by_id_d29bdb5e ON public.articles_importrun USING btree (started_by_id);
CREATE INDEX articles_legacypath_article_id_0680f855 ON public.articles_legacypath USING btree (article_id);
CREATE INDEX articles_legacypath_category_id_68ec9329 ON public.articles_legacypath USING btree (category_id);
CREATE INDEX articles_legacypath_page_id_2d29b660 ON public.articles_legacypath USING btree (page_id);
CREATE INDEX articles_legacypath_path_cabde480_like ON public.articles_legacypath USING btree (path varchar_pattern_ops);
CREATE INDEX articles_legacypath_person_id_b853f47a ON public.articles_legacypath USING btree (person_id);
CREATE INDEX articles_legacypath_region_id_abb9b465 ON public.articles_legacypath USING btree (region_id);
CREATE INDEX articles_legacypath_tag_id_52628e1a ON public.articles_legacypath USING btree (tag_id);
CREATE INDEX articles_merger_merged_by_id_503d2ccf ON public.articles_merger USING btree (merged_by_id);
CREATE INDEX articles_notice_article_id_b46c8518 ON public.articles_notice USING btree (article_id);
CREATE INDEX articles_notice_proposed_by_id_caa44fc2 ON public.articles_notice USING btree (proposed_by_id);
CREATE INDEX articles_notice_published_by_id_3f84331c ON public.articles_notice USING btree (published_by_id);
CREATE INDEX articles_notice_revision_id_99b095ab ON public.articles_notice USING btree (revision_id);
CREATE INDEX articles_oldsite_key_af7cfd0b_like ON public.articles_oldsite USING btree (key varchar_pattern_ops);
CREATE INDEX articles_page_slug_b0d34599_like ON public.articles_page USING btree (slug varchar_pattern_ops);
CREATE INDEX articles_pagetext_page_id_aabe8220 ON public.articles_pagetext USING btree (page_id);
CREATE INDEX articles_pagetext_saved_by_id_375656bb ON public.articles_pagetext USING btree (saved_by_id);
CREATE INDEX articles_person_photo_id_7b92bf5b ON public.articles_person USING btree (photo_id);
CREATE INDEX articles_person_slug_f12c421a_like ON public.articles_person USING btree (slug varchar_pattern_ops);
CREATE INDEX articles_photo_folder_8a9f69a5_like ON public.articles_photo USING btree (folder varchar_pattern_ops);
CREATE INDEX articles_photo_killed_by_id_97f8e244 ON public.articles_photo USING btree (killed_by_id);
CREATE INDEX articles_photo_region_id_de83bfe9 ON public.articles_photo USING btree (region_id);
CREATE INDEX articles_photo_sha256_223736fc_like ON public.articles_photo USING btree (sha256 varchar_pattern_ops);
CREATE INDEX articles_photo_uploaded_by_id_11422c14 ON public.articles_photo USING btree (uploaded_by_id);
CREATE INDEX articles_photouse_article_id_567e4900 ON public.articles_photouse USING btree (article_id);
CREATE INDEX articles_photouse_photo_id_9ffd799d ON public.articles_photouse USING btree (photo_id);
CREATE INDEX articles_pick_article_id_b27d2b6f ON public.articles_pick USING btree (article_id);
CREATE INDEX articles_pick_picked_by_id_aeaa9de5 ON public.articles_pick USING btree (picked_by_id);
CREATE INDEX articles_piecedupload_folder_231c936d_like ON public.articles_piecedupload USING btree (folder varchar_pattern_ops);
CREATE INDEX articles_piecedupload_uploaded_by_id_8ff9098d ON public.articles_piecedupload USING btree (uploaded_by_id);
CREATE INDEX articles_publication_logo_id_9a00974c ON public.articles_publication USING btree (logo_id);
CREATE INDEX articles_readingfigure_category_id_53b60405 ON public.articles_readingfigure USING btree (category_id);
CREATE INDEX articles_readingfigure_region_id_f969d43c ON public.articles_readingfigure USING btree (region_id);
CREATE INDEX articles_redaction_asked_by_id_15d56231 ON public.articles_redaction USING btree (asked_by_id);
CREATE INDEX articles_redaction_decided_by_id_686652b6 ON public.articles_redaction USING btree (decided_by_id);
CREATE INDEX articles_redactionentry_article_id_85a3c418 ON public.articles_redactionentry USING btree (article_id);
CREATE INDEX articles_redactionentry_redaction_id_047e6b96 ON public.articles_redactionentry USING btree (redaction_id);
CREATE INDEX articles_region_parent_id_ff4378ec ON public.articles_region USING btree (parent_id);
CREATE INDEX articles_region_path_e4b369a5_like ON public.articles_region USING btree (path varchar_pattern_ops);
CREATE INDEX articles_region_slug_8323bd74 ON public.articles_region USING btree (slug);
CREATE INDEX articles_region_slug_8323bd74_like ON public.articles_region USING btree (slug varchar_pattern_ops);
CREATE INDEX articles_related_article_id_2dafd51f ON public.articles_related USING btree (article_id);
CREATE INDEX articles_related_target_id_ab4a10f7 ON public.articles_related USING btree (target_id);
CREATE INDEX articles_revision_article_id_2d2af917 ON public.articles_revision USING btree (article_id);
CREATE INDEX articles_revision_author_id_b537641c ON public.articles_revision USING btree (author_id);
CREATE INDEX articles_searchname_word_23ae396c_like ON public.articles_searchname USING btree (word varchar_pattern_ops);
CREATE INDEX articles_searchword_word_0e4dc97f_like ON public.articles_searchword USING btree (word varchar_pattern_ops);
CREATE INDEX articles_tag_name_5be47acd_like ON public.articles_tag USING btree (name varchar_pattern_ops);
CREATE INDEX articles_tag_slug_c4fc6368_like ON public.articles_tag USING btree (slug varchar_pattern_ops);
CREATE INDEX articles_taggedarticle_content_object_id_c4150235 ON public.articles_taggedarticle USING btree (content_object_id);
CREATE INDEX articles_taggedarticle_tag_id_23d7d828 ON public.articles_taggedarticle USING btree (tag_id);
CREATE INDEX articles_viewcount_article_id_6607a7fa ON public.articles_viewcount USING btree (article_id);
CREATE INDEX assignment_due ON public.staff_assignment USING btree (due_at, id) WHERE (cancelled_at IS NULL);
CREATE INDEX assignment_of ON public.staff_assignment USING btree (assignee_id, due_at) WHERE (cancelled_at IS NULL);
CREATE INDEX attachment_of_a_person ON public.articles_attachment USING btree (uploaded_by_id, uploaded_at DESC);
CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);
CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);
CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);
CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);
CREATE INDEX card_problem_open ON public.staff_cardproblem USING btree (kind) WHERE (ignored_at IS NULL);
CREATE INDEX change_by_actor ON public.staff_change USING btree (actor_id, id DESC);
CREATE INDEX change_of_row ON public.staff_change USING btree ("table", "row", id DESC);
CREATE INDEX change_to_sign ON public.staff_change USING btree (id) WHERE needs_signature;
CREATE INDEX complaint_mail_due ON public.staff_complaintmail USING btree (due_at) WHERE (due_at IS NOT NULL);
CREATE INDEX complaint_newest_first ON public.staff_complaint USING btree (created_at DESC);
CREATE INDEX complaint_open ON public.staff_complaint USING btree (due_at, id) WHERE (decided_at IS NULL);
CREATE INDEX credit_in_list ON public.articles_credit USING btree (person_id, published_at DESC, article_id DESC) WHERE (published_at IS NOT NULL);
CREATE INDEX credit_in_no_list ON public.articles_credit USING btree (person_id) WHERE (published_at IS NULL);
CREATE INDEX django_admin_log_content_type_id_c4bce8eb ON public.django_admin_log USING btree (content_type_id);
CREATE INDEX django_admin_log_user_id_c564eba6 ON public.django_admin_log USING btree (user_id);
CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);
CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);
CREATE INDEX django_task_backend_071754_idx ON public.django_tasks_database_dbtaskresult USING btree (backend_name);
CREATE INDEX django_task_queue_n_99c321_idx ON public.django_tasks_database_dbtaskresult USING btree (queue_name);
CREATE INDEX event_by_action ON public.articles_articleevent USING btree (action, created_at);
CREATE INDEX event_newest_first ON public.articles_articleevent USING btree (article_id, created_at DESC);
CREATE INDEX imported_item_file ON public.articles_importeditem USING btree (site_id, file_key) WHERE (NOT ((file_key)::text = ''::text));
CREATE INDEX imported_item_old_paths ON public.articles_importeditem USING gin (old_paths) WHERE (NOT (old_paths = '{}'::character varying(500)[]));
CREATE INDEX imported_item_path ON public.articles_importeditem USING btree (site_id, path) WHERE (NOT ((path)::text = ''::text));
CREATE INDEX imported_item_title ON public.articles_importeditem USING btree (site_id, title_key) WHERE ((type)::text = 'post'::text);
CREATE INDEX imported_item_waiting ON public.articles_importeditem USING btree (run_id, article_id) WHERE ((outcome)::text = ''::text);
CREATE INDEX merger_by_name ON public.articles_merger USING btree (kind, lower((name)::text));
CREATE INDEX merger_by_target ON public.articles_merger USING btree (kind, target_id);
CREATE INDEX notice_newest_first ON public.articles_notice USING btree (created_at DESC, id DESC);
CREATE INDEX notification_age ON public.staff_notification USING btree (created_at);
CREATE INDEX notification_mail_due ON public.staff_notification USING btree (mail_at, id) WHERE ((mail)::text = ANY ((ARRAY['waiting'::character varying, 'sending'::character varying])::text[]));
CREATE INDEX notification_mail_failed ON public.staff_notification USING btree (created_at DESC, id DESC) WHERE ((mail)::text = 'failed'::text);
CREATE INDEX notification_newest_first ON public.staff_notification USING btree (recipient_id, created_at DESC, id DESC);
CREATE INDEX notification_unread ON public.staff_notification USING btree (recipient_id) WHERE (read_at IS NULL);
CREATE UNIQUE INDEX page_policy_once ON public.articles_page USING btree (policy) WHERE (NOT ((policy)::text = ''::text));
CREATE UNIQUE INDEX person_initials_unique_in_any_case ON public.articles_person USING btree (lower((initials)::text)) WHERE (NOT ((initials)::text = ''::text));
CREATE INDEX photo_newest ON public.articles_photo USING btree (uploaded_at DESC, id DESC);
CREATE INDEX photo_not_drawn ON public.articles_photo USING btree (recipe) WHERE ((state)::text = 'usable'::text);
CREATE INDEX photo_with_position ON public.articles_photo USING btree (uploaded_at) WHERE (metadata ? 'latitude'::text);
CREATE UNIQUE INDEX publication_proposal_one_open ON public.staff_publicationproposal USING btree ((1)) WHERE (decided_at IS NULL);
CREATE INDEX redaction_of_row ON public.articles_redactionentry USING btree ("table", "row");
CREATE UNIQUE INDEX region_code_unique ON public.articles_region USING btree (code) WHERE (NOT ((code)::text = ''::text));
CREATE UNIQUE INDEX role_proposal_one_open ON public.staff_roleproposal USING btree (account_id, group_id) WHERE (decided_at IS NULL);
CREATE INDEX route_due ON public.staff_route USING btree (escalate_at);
CREATE INDEX search_entry_at_desk ON public.articles_searchentry USING gin (search) WITH (fastupdate=off) WHERE (published_at IS NULL);
CREATE INDEX search_entry_by_word ON public.articles_searchentry USING gin (search, ts_filter(summary, '{a}'::"char"[]), (
CASE
    WHEN (published_at IS NOT NULL) THEN ARRAY[('d'::text || ((((published_at AT TIME ZONE 'UTC'::text))::date - '1970-01-01'::date))::text), ('m'::text || (((((date_part('year'::text, (published_at AT TIME ZONE 'UTC'::text)))::integer * 12) + (date_part('month'::text, (published_at AT TIME ZONE 'UTC'::text)))::integer) - 1))::text), ('y'::text || ((date_part('year'::text, (published_at AT TIME ZONE 'UTC'::text)))::integer)::text), ('c'::text || (category)::text), ('r'::text || (region)::text)]
    ELSE NULL::text[]
END)) WITH (fastupdate=off);
CREATE INDEX search_word_sound ON public.articles_searchword USING btree (sound);
CREATE INDEX sign_in_address ON public.staff_signin USING btree (address) WHERE ((outcome)::text = 'in'::text);
CREATE INDEX sign_in_age ON public.staff_signin USING btree (at);
CREATE INDEX sign_in_alike ON public.staff_signin USING btree (name, address, hour);
CREATE INDEX sign_in_limit_age ON public.staff_signinlimit USING btree (until);
CREATE INDEX sign_in_of_account ON public.staff_signin USING btree (account_id, at DESC);
CREATE INDEX source_note_reading_of_story ON public.staff_sourcenotereading USING btree (article_id, read_at DESC);
CREATE INDEX staff_accountlink_account_id_51c1cbbd ON public.staff_accountlink USING btree (account_id);
CREATE INDEX staff_accountlink_created_by_id_14c9eb0c ON public.staff_accountlink USING btree (created_by_id);
CREATE INDEX staff_accountlink_digest_6d5477c3_like ON public.staff_accountlink USING btree (digest varchar_pattern_ops);
CREATE INDEX staff_assignment_assignee_id_a8bac62f ON public.staff_assignment USING btree (assignee_id);
CREATE INDEX staff_assignment_category_id_660bcebd ON public.staff_assignment USING btree (category_id);
CREATE INDEX staff_assignment_created_by_id_4fad202b ON public.staff_assignment USING btree (created_by_id);
CREATE INDEX staff_assignment_region_id_efbf20de ON public.staff_assignment USING btree (region_id);
CREATE INDEX staff_assignmentstep_actor_id_d17ef64e ON public.staff_assignmentstep USING btree (actor_id);
CREATE INDEX staff_assignmentstep_assignment_id_4b82ad91 ON public.staff_assignmentstep USING btree (assignment_id);
CREATE INDEX staff_beginning_account_id_448a797e ON public.staff_beginning USING btree (account_id);
CREATE INDEX staff_bulkrun_user_id_07ee8058 ON public.staff_bulkrun USING btree (user_id);
CREATE INDEX staff_bulkstep_article_id_83e8ff8d ON public.staff_bulkstep USING btree (article_id);
CREATE INDEX staff_bulkstep_run_id_2b183355 ON public.staff_bulkstep USING btree (run_id);
CREATE INDEX staff_cardproblem_article_id_9c00bfeb ON public.staff_cardproblem USING btree (article_id);
CREATE INDEX staff_cardproblem_ignored_by_id_36bb9377 ON public.staff_cardproblem USING btree (ignored_by_id);
CREATE INDEX staff_change_actor_id_3642310c ON public.staff_change USING btree (actor_id);
CREATE INDEX staff_change_at_4c3eb55b ON public.staff_change USING btree (at);
CREATE INDEX staff_changesignature_by_id_3fdbbd04 ON public.staff_changesignature USING btree (by_id);
CREATE INDEX staff_claim_user_id_baa99a9b ON public.staff_claim USING btree (user_id);
CREATE INDEX staff_comment_answers_id_fe76433e ON public.staff_comment USING btree (answers_id);
CREATE INDEX staff_comment_article_id_94ea9a0f ON public.staff_comment USING btree (article_id);
CREATE INDEX staff_comment_author_id_312f1408 ON public.staff_comment USING btree (author_id);
CREATE INDEX staff_comment_decided_by_id_a0967973 ON public.staff_comment USING btree (decided_by_id);
CREATE INDEX staff_comment_revision_id_b9372bfe ON public.staff_comment USING btree (revision_id);
CREATE INDEX staff_complaint_article_id_2e595778 ON public.staff_complaint USING btree (article_id);
CREATE INDEX staff_complaint_decided_by_id_ccb659a1 ON public.staff_complaint USING btree (decided_by_id);
CREATE INDEX staff_complaint_form_token_0022ce70_like ON public.staff_complaint USING btree (form_token varchar_pattern_ops);
CREATE INDEX staff_complaint_handler_id_cf3d124c ON public.staff_complaint USING btree (handler_id);
CREATE INDEX staff_complaint_notice_id_f4cbefd3 ON public.staff_complaint USING btree (notice_id);
CREATE INDEX staff_complaintfile_complaint_id_82d93405 ON public.staff_complaintfile USING btree (complaint_id);
CREATE INDEX staff_complaintmail_complaint_id_7f9bc328 ON public.staff_complaintmail USING btree (complaint_id);
CREATE INDEX staff_complaintstep_actor_id_2d261149 ON public.staff_complaintstep USING btree (actor_id);
CREATE INDEX staff_complaintstep_complaint_id_7eec79cd ON public.staff_complaintstep USING btree (complaint_id);
CREATE INDEX staff_copydecision_article_id_515e1563 ON public.staff_copydecision USING btree (article_id);
CREATE INDEX staff_copydecision_change_id_43fcb64b ON public.staff_copydecision USING btree (change_id);
CREATE INDEX staff_copydecision_decided_by_id_546e554a ON public.staff_copydecision USING btree (decided_by_id);
CREATE INDEX staff_coverage_region_id_0799f7c5 ON public.staff_coverage USING btree (region_id);
CREATE INDEX staff_coverage_user_id_90861614 ON public.staff_coverage USING btree (user_id);
CREATE INDEX staff_editlease_user_id_0f5f1c27 ON public.staff_editlease USING btree (user_id);
CREATE INDEX staff_noticeproposal_article_id_942b9fef ON public.staff_noticeproposal USING btree (article_id);
CREATE INDEX staff_noticeproposal_complaint_id_abaeb245 ON public.staff_noticeproposal USING btree (complaint_id);
CREATE INDEX staff_noticeproposal_proposed_by_id_a7f9fa2f ON public.staff_noticeproposal USING btree (proposed_by_id);
CREATE INDEX staff_noticeproposal_update_id_9afdc091 ON public.staff_noticeproposal USING btree (update_id);
CREATE INDEX staff_notification_article_id_b7629a40 ON public.staff_notification USING btree (article_id);
CREATE INDEX staff_notification_by_id_b9648e48 ON public.staff_notification USING btree (by_id);
CREATE INDEX staff_notification_recipient_id_dfaddd32 ON public.staff_notification USING btree (recipient_id);
CREATE INDEX staff_originalchange_reported_by_id_72629a40 ON public.staff_originalchange USING btree (reported_by_id);
CREATE INDEX staff_passkey_account_id_52b2f9d1 ON public.staff_passkey USING btree (account_id);
CREATE INDEX staff_previewlink_article_id_c1eaed34 ON public.staff_previewlink USING btree (article_id);
CREATE INDEX staff_previewlink_created_by_id_3aacced6 ON public.staff_previewlink USING btree (created_by_id);
CREATE INDEX staff_previewlink_revision_id_4f1e82b2 ON public.staff_previewlink USING btree (revision_id);
CREATE INDEX staff_previewlink_revoked_by_id_0ecd0493 ON public.staff_previewlink USING btree (revoked_by_id);
CREATE INDEX staff_previewlink_token_571d1467_like ON public.staff_previewlink USING btree (token varchar_pattern_ops);
CREATE INDEX staff_protectionanswer_article_id_8c37b9c7 ON public.staff_protectionanswer USING btree (article_id);
CREATE INDEX staff_protectionanswer_by_id_d10cf0f4 ON public.staff_protectionanswer USING btree (by_id);
CREATE INDEX staff_publicationproposal_decided_by_id_aac540c9 ON public.staff_publicationproposal USING btree (decided_by_id);
CREATE INDEX staff_publicationproposal_proposed_by_id_a5583f02 ON public.staff_publicationproposal USING btree (proposed_by_id);
CREATE INDEX staff_putawayline_line_8b4dee16_like ON public.staff_putawayline USING btree (line varchar_pattern_ops);
CREATE INDEX staff_putawayline_put_away_by_id_93704a91 ON public.staff_putawayline USING btree (put_away_by_id);
CREATE INDEX staff_recoverycode_account_id_017ac647 ON public.staff_recoverycode USING btree (account_id);
CREATE INDEX staff_recoverycode_made_by_id_f571e9fb ON public.staff_recoverycode USING btree (made_by_id);
CREATE INDEX staff_redactionrun_asked_by_id_6f602fb2 ON public.staff_redactionrun USING btree (asked_by_id);
CREATE INDEX staff_redactionrun_decided_by_id_c9bf4b2c ON public.staff_redactionrun USING btree (decided_by_id);
CREATE INDEX staff_roleproposal_account_id_bc750153 ON public.staff_roleproposal USING btree (account_id);
CREATE INDEX staff_roleproposal_decided_by_id_976d771b ON public.staff_roleproposal USING btree (decided_by_id);
CREATE INDEX staff_roleproposal_group_id_8e794a24 ON public.staff_roleproposal USING btree (group_id);
CREATE INDEX staff_roleproposal_proposed_by_id_d77b74cf ON public.staff_roleproposal USING btree (proposed_by_id);
CREATE INDEX staff_route_submitter_id_7646389b ON public.staff_route USING btree (submitter_id);
CREATE INDEX staff_scratch_article_id_47f779c6 ON public.staff_scratch USING btree (article_id);
CREATE INDEX staff_scratch_user_id_c37c634d ON public.staff_scratch USING btree (user_id);
CREATE INDEX staff_sealedoriginal_run_id_46557ae4 ON public.staff_sealedoriginal USING btree (run_id);
CREATE INDEX staff_sealreading_by_id_eded6886 ON public.staff_sealreading USING btree (by_id);
CREATE INDEX staff_sealreading_original_id_674f4dc7 ON public.staff_sealreading USING btree (original_id);
CREATE INDEX staff_session_account_id_590f9c5d ON public.staff_session USING btree (account_id);
CREATE INDEX staff_session_expire_date_79c4f472 ON public.staff_session USING btree (expire_date);
CREATE INDEX staff_session_session_key_f4c8c19c_like ON public.staff_session USING btree (session_key varchar_pattern_ops);
CREATE INDEX staff_signin_account_id_8d4e950f ON public.staff_signin USING btree (account_id);
CREATE INDEX staff_signinlimit_key_edca28e3_like ON public.staff_signinlimit USING btree (key varchar_pattern_ops);
CREATE INDEX staff_siteexport_asked_by_id_5db10275 ON public.staff_siteexport USING btree (asked_by_id);
CREATE INDEX staff_siteexport_decided_by_id_c873761a ON public.staff_siteexport USING btree (decided_by_id);
CREATE INDEX staff_sourcenote_article_id_384c169c ON public.staff_sourcenote USING btree (article_id);
CREATE INDEX staff_sourcenote_written_by_id_856df76d ON public.staff_sourcenote USING btree (written_by_id);
CREATE INDEX staff_sourcenotereading_article_id_39e89661 ON public.staff_sourcenotereading USING btree (article_id);
CREATE INDEX staff_sourcenotereading_reader_id_979fe7fb ON public.staff_sourcenotereading USING btree (reader_id);
CREATE INDEX staff_storytemplate_category_id_7f644046 ON public.staff_storytemplate USING btree (category_id);
CREATE INDEX staff_storytemplate_name_b57acf1c_like ON public.staff_storytemplate USING btree (name varchar_pattern_ops);
CREATE INDEX staff_user_groups_group_id_f268c67d ON public.staff_user_groups USING btree (group_id);
CREATE INDEX staff_user_groups_user_id_d6a7bab4 ON public.staff_user_groups USING btree (user_id);
CREATE INDEX staff_user_user_permissions_permission_id_f36572eb ON public.staff_user_user_permissions USING btree (permission_id);
CREATE INDEX staff_user_user_permissions_user_id_47d1712b ON public.staff_user_user_permissions USING btree (user_id);
CREATE INDEX staff_user_username_039485a3_like ON public.staff_user USING btree (username varchar_pattern_ops);
CREATE INDEX staff_worker_id_14a6a0ef_like ON public.staff_worker USING btree (id varchar_pattern_ops);
CREATE INDEX tag_former_names ON public.articles_tag USING gin (former_names);
CREATE UNIQUE INDEX tag_name_unique_in_any_case ON public.articles_tag USING btree (lower((name)::text));
CREATE INDEX tagged_article_in_list ON public.articles_taggedarticle USING btree (tag_id, published_at DESC, content_object_id DESC) WHERE (published_at IS NOT NULL);
CREATE INDEX taggit_tag_name_58eb2ed9_like ON public.taggit_tag USING btree (name varchar_pattern_ops);
CREATE INDEX taggit_tag_slug_6be58b2c_like ON public.taggit_tag USING btree (slug varchar_pattern_ops);
CREATE INDEX taggit_tagg_content_8fc721_idx ON public.taggit_taggeditem USING btree (content_type_id, object_id);
CREATE INDEX taggit_taggeditem_content_type_id_9957a03c ON public.taggit_taggeditem USING btree (content_type_id);
CREATE INDEX taggit_taggeditem_object_id_e2d7d1df ON public.taggit_taggeditem USING btree (object_id);
CREATE INDEX taggit_taggeditem_tag_id_f4f5b767 ON public.taggit_taggeditem USING btree (tag_id);
CREATE INDEX tasks_db_new_ordering_idx ON public.django_tasks_database_dbtaskresult USING btree (status, priority DESC, run_after, enqueued_at) WHERE ((status)::text = 'READY'::text);
CREATE INDEX view_count_hour ON public.articles_viewcount USING btree (hour);
CREATE CONSTRAINT TRIGGER adslot_raises_edition_delete AFTER DELETE ON public.articles_adslot DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.articles_raise_edition();
CREATE CONSTRAINT TRIGGER adslot_raises_edition_insert AFTER INSERT ON public.articles_adslot DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.articles_raise_edition();
CREATE CONSTRAINT TRIGGER adslot_raises_edition_update AFTER UPDATE ON public.articles_adslot DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.articles_raise_edition();
CREATE CONSTRAINT TRIGGER advertisement_raises_edition_delete AFTER DELETE ON public.articles_advertisement DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.articles_raise_edition();
CREATE CONSTRAINT TRIGGER advertisement_raises_edition_insert AFTER INSERT ON public.articles_advertisement DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.articles_raise_edition();
CREATE CONSTRAINT TRIGGER advertisement_raises_edition_update AFTER UPDATE ON public.articles_advertisement DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.articles_raise_edition();
CREATE CONSTRAINT TRIGGER article_raises_edition_delete AFTER DELETE ON public.articles_article DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((((old.status)::text = ANY ((ARRAY['published'::character varying, 'withdrawn'::character varying])::text[])) AND (old.update_of_id IS NULL))) EXECUTE FUNCTION public.articles_raise_edition();
CREATE CONSTRAINT TRIGGER article_raises_edition_insert AFTER INSERT ON public.articles_article DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((((new.status)::text = ANY ((ARRAY['published'::character varying, 'withdrawn'::character varying])::text[])) AND (new.update_of_id IS NULL))) EXECUTE FUNCTION public.articles_raise_edition();
CREATE CONSTRAINT TRIGGER article_raises_edition_update AFTER UPDATE ON public.articles_article DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((((((old.status)::text = ANY ((ARRAY['published'::character varying, 'withdrawn'::character varying])::text[])) AND (old.update_of_id IS NULL)) OR (((new.status)::text = ANY ((ARRAY['published'::character varying, 'withdrawn'::character varying])::text[])) AND (new.update_of_id IS NULL))) AND (old.* IS DISTINCT FROM new.*))) EXECUTE FUNCTION public.articles_raise_edition();
CREATE TRIGGER article_tells_lists AFTER UPDATE OF status, published_at, update_of_id ON public.articles_article FOR EACH ROW WHEN (((((old.status)::text IS DISTINCT FROM (new.status)::text) OR (old.published_at IS DISTINCT FROM new.published_at)) OR (old.update_of_id IS DISTINCT FROM new.update_of_id))) EXECUTE FUNCTION public.articles_tell_lists();
CREATE TRIGGER article_tells_lists_at_first AFTER INSERT ON public.articles_article FOR EACH ROW WHEN (((new.status)::text = 'published'::text)) EXECUTE FUNCTION public.articles_tell_lists();
CREATE TRIGGER article_tells_search AFTER UPDATE OF status, published_at, update_of_id, category_id, region_id ON public.articles_article FOR EACH ROW WHEN ((((((old.status)::text = 'published'::text) AND (old.update_of_id IS NULL)) OR (((new.status)::text = 'published'::text) AND (new.update_of_id IS NULL))) AND ((((((old.status)::text IS DISTINCT FROM (new.status)::text) OR (old.published_at IS DISTINCT FROM new.published_at)) OR (old.update_of_id IS DISTINCT FROM new.update_of_id)) OR (old.category_id IS DISTINCT FROM new.category_id)) OR (old.region_id IS DISTINCT FROM new.region_id)))) EXECUTE FUNCTION public.articles_tell_search();
CREATE TRIGGER articles_adslot_is_recorded AFTER INSERT OR DELETE OR UPDATE ON public.articles_adslot FOR EACH ROW EXECUTE FUNCTION public.staff_record_change('place', '{}', '{}', '{}', 'true');
CREATE TRIGGER articles_advertisement_is_recorded AFTER INSERT OR DELETE OR UPDATE ON public.articles_advertisement FOR EACH ROW EXECUTE FUNCTION public.staff_record_change('advertiser', '{delivered_at,created_at,created_by_id}', '{}', '{advertiser,alt,link,narrow,wide,code,slot_id}', 'true');
CREATE TRIGGER articles_articleevent_is_append_only BEFORE DELETE OR UPDATE ON public.articles_articleevent FOR EACH ROW EXECUTE FUNCTION public.articles_articleevent_is_append_only();
CREATE TRIGGER articles_attachment_is_recorded AFTER INSERT OR DELETE OR UPDATE ON public.articles_attachment FOR EACH ROW EXECUTE FUNCTION public.staff_record_change('name', '{original,sha256,uploaded_by_id,is_removed}', '{}', '{}', 'true');
CREATE TRIGGER articles_attachment_keeps_its_file BEFORE UPDATE ON public.articles_attachment FOR EACH ROW WHEN ((((((((((((old.name)::text IS DISTINCT FROM (new.name)::text) OR ((old.kind)::text IS DISTINCT FROM (new.kind)::text)) OR ((old.original)::text IS DISTINCT FROM (new.original)::text)) OR ((old.sha256)::text IS DISTINCT FROM (new.sha256)::text)) OR ((old.file)::text IS DISTINCT FROM (new.file)::text)) OR (old.size IS DISTINCT FROM new.size)) OR (old.pages IS DISTINCT FROM new.pages)) OR (old.seconds IS DISTINCT FROM new.seconds)) OR (old.uploaded_by_id IS DISTINCT FROM new.uploaded_by_id)) OR ((old.withdrawn_at IS NOT NULL) AND (((old.withdrawn_at IS DISTINCT FROM new.withdrawn_at) OR (old.withdrawn_by_id IS DISTINCT FROM new.withdrawn_by_id)) OR (old.withdrawal_reason IS DISTINCT FROM new.withdrawal_reason))))) EXECUTE FUNCTION public.articles_attachment_keeps_its_file();
CREATE TRIGGER articles_category_is_recorded AFTER INSERT OR DELETE OR UPDATE ON public.articles_category FOR EACH ROW EXECUTE FUNCTION public.staff_record_change('name', '{}', '{}', '{name,slug,parent_id}', 'true');
CREATE TRIGGER articles_exportfile_is_recorded AFTER INSERT OR DELETE OR UPDATE ON public.articles_exportfile FOR EACH ROW EXECUTE FUNCTION public.staff_record_change('name', '{summary,report,mapping,done,total,told_at}', '{}', '{}', 'true');
CREATE TRIGGER articles_importrun_is_recorded AFTER INSERT OR DELETE OR UPDATE ON public.articles_importrun FOR EACH ROW EXECUTE FUNCTION public.staff_record_change('phase', '{phase,mapping,total,staged,apart,notes,inventory,finished_at}', '{}', '{}', 'true');
CREATE TRIGGER articles_mastheadentry_is_append_only BEFORE DELETE OR UPDATE ON public.articles_mastheadentry FOR EACH ROW EXECUTE FUNCTION public.articles_mastheadentry_is_append_only();
CREATE TRIGGER articles_merger_is_append_only BEFORE DELETE OR UPDATE ON public.articles_merger FOR EACH ROW EXECUTE FUNCTION public.articles_merger_is_append_only();
CREATE TRIGGER articles_merger_is_recorded AFTER INSERT OR DELETE OR UPDATE ON public.articles_merger FOR EACH ROW EXECUTE FUNCTION public.staff_record_change('name', '{kind,old_id,target_id,address,stories,merged_by_id,merged_at}', '{}', '{target_name}', 'true');
CREATE TRIGGER articles_notice_is_append_only BEFORE DELETE OR UPDATE ON public.articles_notice FOR EACH ROW EXECUTE FUNCTION public.articles_notice_is_append_only();
CREATE TRIGGER articles_page_is_recorded AFTER INSERT OR DELETE OR UPDATE ON public.articles_page FOR EACH ROW EXECUTE FUNCTION public.staff_record_change('title', '{updated_at}', '{}', '{title,slug,body,is_public,policy}', '$1.is_public');
CREATE TRIGGER articles_pagetext_is_append_only BEFORE DELETE OR UPDATE ON public.articles_pagetext FOR EACH ROW EXECUTE FUNCTION public.articles_pagetext_is_append_only();
CREATE TRIGGER articles_person_is_recorded AFTER INSERT OR DELETE OR UPDATE ON public.articles_person FOR EACH ROW EXECUTE FUNCTION public.staff_record_change('name', '{}', '{}', '{name,slug,position,bio,photo_id,masthead_order}', '$2 = ''UPDATE'' OR $1.position <> '''' OR $1.bio <> '''' OR $1.photo_id IS NOT NULL');
CREATE TRIGGER articles_photo_is_recorded AFTER INSERT OR DELETE OR UPDATE ON public.articles_photo FOR EACH ROW EXECUTE FUNCTION public.staff_record_change('caption', '{renditions,folder,metadata,width,height,sha256,original,recipe,attempts,drawing_error}', '{}', '{caption,alt,credit,source,ai_tool,taken_at}', 'EXISTS (SELECT FROM articles_person WHERE photo_id = $1.id) OR EXISTS (SELECT FROM articles_publication WHERE logo_id = $1.id) OR EXISTS (SELECT FROM articles_page WHERE is_public AND position(''/foto/'' || $1.id || ''/"'' IN body) > 0)');
CREATE TRIGGER articles_photo_keeps_its_file BEFORE UPDATE ON public.articles_photo FOR EACH ROW WHEN ((((old.sha256)::text IS DISTINCT FROM (new.sha256)::text) OR ((old.original)::text IS DISTINCT FROM (new.original)::text))) EXECUTE FUNCTION public.articles_photo_keeps_its_file();
CREATE TRIGGER articles_pick_is_recorded AFTER INSERT OR DELETE OR UPDATE ON public.articles_pick FOR EACH ROW EXECUTE FUNCTION public.staff_record_change('place', '{}', '{}', '{}', 'true');
CREATE TRIGGER articles_publication_is_recorded AFTER INSERT OR DELETE OR UPDATE ON public.articles_publication FOR EACH ROW EXECUTE FUNCTION public.staff_record_change('name', '{}', '{}', '{name,tagline,description,dateline_site,dateline_pattern,legal_name,address,responsible,editor_in_chief,council_number,email,phone,logo_id,profiles,ads_txt}', 'true');
CREATE TRIGGER articles_redaction_keeps_decision BEFORE DELETE OR UPDATE ON public.articles_redaction FOR EACH ROW WHEN ((old.decided_at IS NOT NULL)) EXECUTE FUNCTION public.articles_redaction_keeps_decision();
CREATE TRIGGER articles_redactionentry_is_append_only BEFORE DELETE OR UPDATE ON public.articles_redactionentry FOR EACH ROW EXECUTE FUNCTION public.articles_redactionentry_is_append_only();
CREATE TRIGGER articles_region_is_recorded AFTER INSERT OR DELETE OR UPDATE ON public.articles_region FOR EACH ROW EXECUTE FUNCTION public.staff_record_change('name', '{}', '{}', '{name,slug,parent_id,dateline}', '$2 = ''UPDATE''');
CREATE TRIGGER articles_revision_is_append_only BEFORE DELETE OR UPDATE ON public.articles_revision FOR EACH ROW EXECUTE FUNCTION public.articles_revision_is_append_only();
CREATE TRIGGER articles_tag_is_recorded AFTER INSERT OR DELETE OR UPDATE ON public.articles_tag FOR EACH ROW EXECUTE FUNCTION public.staff_record_change('name', '{}', '{}', '{name,slug,intro,parts}', '$2 = ''UPDATE''');
CREATE CONSTRAINT TRIGGER attachment_raises_edition_update AFTER UPDATE ON public.articles_attachment DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.articles_raise_edition();
CREATE TRIGGER auth_group_permissions_is_recorded AFTER INSERT OR DELETE OR UPDATE ON public.auth_group_permissions FOR EACH ROW EXECUTE FUNCTION public.staff_record_change('group_id', '{}', '{}', '{}', 'true');
CREATE TRIGGER category_keeps_address AFTER UPDATE OF path ON public.articles_category FOR EACH ROW WHEN (((old.path)::text IS DISTINCT FROM (new.path)::text)) EXECUTE FUNCTION public.articles_category_keeps_address();
CREATE CONSTRAINT TRIGGER category_raises_edition_delete AFTER DELETE ON public.articles_category DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.articles_raise_edition();
CREATE CONSTRAINT TRIGGER category_raises_edition_insert AFTER INSERT ON public.articles_category DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.articles_raise_edition();
CREATE CONSTRAINT TRIGGER category_raises_edition_update AFTER UPDATE ON public.articles_category DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.articles_raise_edition();
CREATE TRIGGER credit_reads_story BEFORE INSERT OR UPDATE ON public.articles_credit FOR EACH ROW EXECUTE FUNCTION public.articles_credit_reads_story();
CREATE TRIGGER page_keeps_address AFTER UPDATE OF slug ON public.articles_page FOR EACH ROW WHEN (((old.slug)::text IS DISTINCT FROM (new.slug)::text)) EXECUTE FUNCTION public.articles_page_keeps_address();
CREATE CONSTRAINT TRIGGER page_raises_edition_delete AFTER DELETE ON public.articles_page DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.articles_raise_edition();
CREATE CONSTRAINT TRIGGER page_raises_edition_insert AFTER INSERT ON public.articles_page DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.articles_raise_edition();
CREATE CONSTRAINT TRIGGER page_raises_edition_update AFTER UPDATE ON public.articles_page DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.articles_raise_edition();
CREATE TRIGGER person_keeps_address AFTER UPDATE OF slug ON public.articles_person FOR EACH ROW WHEN (((old.slug)::text IS DISTINCT FROM (new.slug)::text)) EXECUTE FUNCTION public.articles_person_keeps_address();
CREATE CONSTRAINT TRIGGER person_raises_edition_delete AFTER DELETE ON public.articles_person DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.articles_raise_edition();
CREATE CONSTRAINT TRIGGER person_raises_edition_insert AFTER INSERT ON public.articles_person DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.articles_raise_edition();
CREATE CONSTRAINT TRIGGER person_raises_edition_update AFTER UPDATE ON public.articles_person DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.articles_raise_edition();
CREATE CONSTRAINT TRIGGER photo_raises_edition_update AFTER UPDATE ON public.articles_photo DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((((old.state)::text IS DISTINCT FROM (new.state)::text) OR ((old.folder)::text IS DISTINCT FROM (new.folder)::text) OR (old.renditions IS DISTINCT FROM new.renditions) OR ((old.caption)::text IS DISTINCT FROM (new.caption)::text) OR ((old.alt)::text IS DISTINCT FROM (new.alt)::text) OR ((old.credit)::text IS DISTINCT FROM (new.credit)::text) OR ((old.source)::text IS DISTINCT FROM (new.source)::text) OR ((old.ai_tool)::text IS DISTINCT FROM (new.ai_tool)::text) OR (old.taken_at IS DISTINCT FROM new.taken_at) OR (old.focus_x IS DISTINCT FROM new.focus_x) OR (old.focus_y IS DISTINCT FROM new.focus_y))) EXECUTE FUNCTION public.articles_raise_edition();
CREATE CONSTRAINT TRIGGER pick_raises_edition_delete AFTER DELETE ON public.articles_pick DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.articles_raise_edition();
CREATE CONSTRAINT TRIGGER pick_raises_edition_insert AFTER INSERT ON public.articles_pick DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.articles_raise_edition();
CREATE CONSTRAINT TRIGGER pick_raises_edition_update AFTER UPDATE ON public.articles_pick DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.articles_raise_edition();
CREATE TRIGGER publication_notes_first_masthead AFTER INSERT ON public.articles_publication FOR EACH ROW EXECUTE FUNCTION public.articles_publication_notes_masthead();
CREATE TRIGGER publication_notes_masthead AFTER UPDATE ON public.articles_publication FOR EACH ROW WHEN ((((((old.legal_name)::text IS DISTINCT FROM (new.legal_name)::text) OR (old.address IS DISTINCT FROM new.address)) OR ((old.responsible)::text IS DISTINCT FROM (new.responsible)::text)) OR ((old.editor_in_chief)::text IS DISTINCT FROM (new.editor_in_chief)::text))) EXECUTE FUNCTION public.articles_publication_notes_masthead();
CREATE CONSTRAINT TRIGGER publication_raises_edition_delete AFTER DELETE ON public.articles_publication DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.articles_raise_edition();
CREATE CONSTRAINT TRIGGER publication_raises_edition_insert AFTER INSERT ON public.articles_publication DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.articles_raise_edition();
CREATE CONSTRAINT TRIGGER publication_raises_edition_update AFTER UPDATE ON public.articles_publication DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.articles_raise_edition();
CREATE TRIGGER region_keeps_address AFTER UPDATE OF slug ON public.articles_region FOR EACH ROW WHEN (((old.slug)::text IS DISTINCT FROM (new.slug)::text)) EXECUTE FUNCTION public.articles_region_keeps_address();
CREATE CONSTRAINT TRIGGER region_raises_edition_delete AFTER DELETE ON public.articles_region DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.articles_raise_edition();
CREATE CONSTRAINT TRIGGER region_raises_edition_insert AFTER INSERT ON public.articles_region DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.articles_raise_edition();
CREATE CONSTRAINT TRIGGER region_raises_edition_update AFTER UPDATE ON public.articles_region DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.articles_raise_edition();
CREATE TRIGGER searchentry_reads_story BEFORE INSERT OR UPDATE ON public.articles_searchentry FOR EACH ROW EXECUTE FUNCTION public.articles_searchentry_reads_story();
CREATE TRIGGER staff_change_is_append_only BEFORE DELETE OR UPDATE ON public.staff_change FOR EACH ROW EXECUTE FUNCTION public.staff_change_is_append_only();
CREATE TRIGGER staff_change_is_not_truncated BEFORE TRUNCATE ON public.staff_change FOR EACH STATEMENT EXECUTE FUNCTION public.staff_change_is_append_only();
CREATE TRIGGER staff_changesignature_is_append_only BEFORE DELETE OR UPDATE ON public.staff_changesignature FOR EACH ROW EXECUTE FUNCTION public.staff_changesignature_is_append_only();
CREATE TRIGGER staff_changesignature_is_not_truncated BEFORE TRUNCATE ON public.staff_changesignature FOR EACH STATEMENT EXECUTE FUNCTION public.staff_changesignature_is_append_only();
CREATE TRIGGER staff_complaint_keeps_letter BEFORE DELETE OR UPDATE ON public.staff_complaint FOR EACH ROW EXECUTE FUNCTION public.staff_complaint_keeps_letter();
CREATE TRIGGER staff_complaintfile_is_append_only BEFORE DELETE OR UPDATE ON public.staff_complaintfile FOR EACH ROW EXECUTE FUNCTION public.staff_complaintfile_is_append_only();
CREATE TRIGGER staff_complaintstep_is_append_only BEFORE DELETE OR UPDATE ON public.staff_complaintstep FOR EACH ROW EXECUTE FUNCTION public.staff_complaintstep_is_append_only();
CREATE TRIGGER staff_coverage_is_recorded AFTER INSERT OR DELETE OR UPDATE ON public.staff_coverage FOR EACH ROW EXECUTE FUNCTION public.staff_record_change('id', '{}', '{}', '{}', 'true');
CREATE TRIGGER staff_sealedoriginal_is_append_only BEFORE DELETE OR UPDATE ON public.staff_sealedoriginal FOR EACH ROW EXECUTE FUNCTION public.staff_sealedoriginal_is_append_only();
CREATE TRIGGER staff_sealreading_is_append_only BEFORE DELETE OR UPDATE ON public.staff_sealreading FOR EACH ROW EXECUTE FUNCTION public.staff_sealreading_is_append_only();
CREATE TRIGGER staff_storytemplate_is_recorded AFTER INSERT OR DELETE OR UPDATE ON public.staff_storytemplate FOR EACH ROW EXECUTE FUNCTION public.staff_record_change('name', '{}', '{}', '{}', 'true');
CREATE TRIGGER staff_user_groups_is_recorded AFTER INSERT OR DELETE OR UPDATE ON public.staff_user_groups FOR EACH ROW EXECUTE FUNCTION public.staff_record_change('user_id', '{}', '{}', '{}', 'true');
CREATE TRIGGER staff_user_is_recorded AFTER INSERT OR DELETE OR UPDATE ON public.staff_user FOR EACH ROW EXECUTE FUNCTION public.staff_record_change('username', '{}', '{password}', '{}', 'true');
CREATE TRIGGER staff_user_user_permissions_is_recorded AFTER INSERT OR DELETE OR UPDATE ON public.staff_user_user_permissions FOR EACH ROW EXECUTE FUNCTION public.staff_record_change('user_id', '{}', '{}', '{}', 'true');
CREATE TRIGGER tag_keeps_address AFTER UPDATE OF slug ON public.articles_tag FOR EACH ROW WHEN (((old.slug)::text IS DISTINCT FROM (new.slug)::text)) EXECUTE FUNCTION public.articles_tag_keeps_address();
CREATE CONSTRAINT TRIGGER tag_raises_edition_delete AFTER DELETE ON public.articles_tag DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.articles_raise_edition();
CREATE CONSTRAINT TRIGGER tag_raises_edition_update AFTER UPDATE ON public.articles_tag DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION public.articles_raise_edition();
CREATE TRIGGER taggedarticle_reads_story BEFORE INSERT OR UPDATE ON public.articles_taggedarticle FOR EACH ROW EXECUTE FUNCTION public.articles_taggedarticle_reads_story();
ALTER TABLE ONLY public.articles_adcount
    ADD CONSTRAINT articles_adcount_advertisement_id_e14ac16f_fk_articles_ FOREIGN KEY (advertisement_id) REFERENCES public.articles_advertisement(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_advertisement
    ADD CONSTRAINT articles_advertisement_created_by_id_6591b46b_fk_staff_user_id FOREIGN KEY (created_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_advertisement
    ADD CONSTRAINT articles_advertisement_slot_id_629f9acc_fk_articles_adslot_id FOREIGN KEY (slot_id) REFERENCES public.articles_adslot(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_article
    ADD CONSTRAINT articles_article_approved_revision_id_2a129164_fk_articles_ FOREIGN KEY (approved_revision_id) REFERENCES public.articles_revision(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_article
    ADD CONSTRAINT articles_article_category_id_633dad2b_fk_articles_category_id FOREIGN KEY (category_id) REFERENCES public.articles_category(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_article
    ADD CONSTRAINT articles_article_created_by_id_b1067734_fk_staff_user_id FOREIGN KEY (created_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_article
    ADD CONSTRAINT articles_article_lead_photo_id_8055d538_fk_articles_photo_id FOREIGN KEY (lead_photo_id) REFERENCES public.articles_photo(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_article
    ADD CONSTRAINT articles_article_merged_revision_id_1d9698f7_fk_articles_ FOREIGN KEY (merged_revision_id) REFERENCES public.articles_revision(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_article
    ADD CONSTRAINT articles_article_region_id_62b314c0_fk_articles_region_id FOREIGN KEY (region_id) REFERENCES public.articles_region(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_article
    ADD CONSTRAINT articles_article_update_of_id_15ddd560_fk_articles_article_id FOREIGN KEY (update_of_id) REFERENCES public.articles_article(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_article
    ADD CONSTRAINT articles_article_verifies_id_7f8674ef_fk_articles_article_id FOREIGN KEY (verifies_id) REFERENCES public.articles_article(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_articleevent
    ADD CONSTRAINT articles_articleeven_article_id_d0871e61_fk_articles_ FOREIGN KEY (article_id) REFERENCES public.articles_article(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_articleevent
    ADD CONSTRAINT articles_articleeven_revision_id_974667fa_fk_articles_ FOREIGN KEY (revision_id) REFERENCES public.articles_revision(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_articleevent
    ADD CONSTRAINT articles_articleevent_actor_id_a86f8862_fk_staff_user_id FOREIGN KEY (actor_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_attachment
    ADD CONSTRAINT articles_attachment_uploaded_by_id_0fb72bcd_fk_staff_user_id FOREIGN KEY (uploaded_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_attachment
    ADD CONSTRAINT articles_attachment_withdrawn_by_id_aa63a0b6_fk_staff_user_id FOREIGN KEY (withdrawn_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_attachmentuse
    ADD CONSTRAINT articles_attachmentu_article_id_bac240cc_fk_articles_ FOREIGN KEY (article_id) REFERENCES public.articles_article(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_attachmentuse
    ADD CONSTRAINT articles_attachmentu_attachment_id_ec700723_fk_articles_ FOREIGN KEY (attachment_id) REFERENCES public.articles_attachment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_category
    ADD CONSTRAINT articles_category_parent_id_84a402a2_fk_articles_category_id FOREIGN KEY (parent_id) REFERENCES public.articles_category(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_credit
    ADD CONSTRAINT articles_credit_account_id_7348bbab_fk_staff_user_id FOREIGN KEY (account_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_credit
    ADD CONSTRAINT articles_credit_article_id_9e9c422a_fk_articles_article_id FOREIGN KEY (article_id) REFERENCES public.articles_article(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_credit
    ADD CONSTRAINT articles_credit_person_id_eb23c468_fk_articles_person_id FOREIGN KEY (person_id) REFERENCES public.articles_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_exportfile
    ADD CONSTRAINT articles_exportfile_approved_by_id_c20b8a2d_fk_staff_user_id FOREIGN KEY (approved_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_exportfile
    ADD CONSTRAINT articles_exportfile_pictures_id_f09de23b_fk_articles_ FOREIGN KEY (pictures_id) REFERENCES public.articles_piecedupload(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_exportfile
    ADD CONSTRAINT articles_exportfile_pieces_id_2b542d97_fk_articles_ FOREIGN KEY (pieces_id) REFERENCES public.articles_piecedupload(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_exportfile
    ADD CONSTRAINT articles_exportfile_run_id_31139061_fk_articles_importrun_id FOREIGN KEY (run_id) REFERENCES public.articles_importrun(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_exportfile
    ADD CONSTRAINT articles_exportfile_uploaded_by_id_79922b1e_fk_staff_user_id FOREIGN KEY (uploaded_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_importeditem
    ADD CONSTRAINT articles_importeditem_run_id_dde5f2a6_fk_articles_importrun_id FOREIGN KEY (run_id) REFERENCES public.articles_importrun(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_importeditem
    ADD CONSTRAINT articles_importeditem_site_id_8bbc102a_fk_articles_oldsite_id FOREIGN KEY (site_id) REFERENCES public.articles_oldsite(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_importedperson
    ADD CONSTRAINT articles_importedper_person_id_250ce6af_fk_articles_ FOREIGN KEY (person_id) REFERENCES public.articles_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_importedperson
    ADD CONSTRAINT articles_importedperson_site_id_7052c0a0_fk_articles_oldsite_id FOREIGN KEY (site_id) REFERENCES public.articles_oldsite(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_importedpicture
    ADD CONSTRAINT articles_importedpic_attachment_id_6a32f9b2_fk_articles_ FOREIGN KEY (attachment_id) REFERENCES public.articles_attachment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_importedpicture
    ADD CONSTRAINT articles_importedpic_site_id_43c3b77d_fk_articles_ FOREIGN KEY (site_id) REFERENCES public.articles_oldsite(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_importedpicture
    ADD CONSTRAINT articles_importedpicture_photo_id_3a25c3a5_fk_articles_photo_id FOREIGN KEY (photo_id) REFERENCES public.articles_photo(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_importedterm
    ADD CONSTRAINT articles_importedter_category_id_753ba95f_fk_articles_ FOREIGN KEY (category_id) REFERENCES public.articles_category(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_importedterm
    ADD CONSTRAINT articles_importedterm_region_id_eb051917_fk_articles_region_id FOREIGN KEY (region_id) REFERENCES public.articles_region(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_importedterm
    ADD CONSTRAINT articles_importedterm_site_id_d22da4fa_fk_articles_oldsite_id FOREIGN KEY (site_id) REFERENCES public.articles_oldsite(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_importedterm
    ADD CONSTRAINT articles_importedterm_tag_id_0ee32be2_fk_articles_tag_id FOREIGN KEY (tag_id) REFERENCES public.articles_tag(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_importrun
    ADD CONSTRAINT articles_importrun_site_id_25629472_fk_articles_oldsite_id FOREIGN KEY (site_id) REFERENCES public.articles_oldsite(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_importrun
    ADD CONSTRAINT articles_importrun_started_by_id_d29bdb5e_fk_staff_user_id FOREIGN KEY (started_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_legacypath
    ADD CONSTRAINT articles_legacypath_article_id_0680f855_fk_articles_article_id FOREIGN KEY (article_id) REFERENCES public.articles_article(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_legacypath
    ADD CONSTRAINT articles_legacypath_category_id_68ec9329_fk_articles_ FOREIGN KEY (category_id) REFERENCES public.articles_category(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_legacypath
    ADD CONSTRAINT articles_legacypath_page_id_2d29b660_fk_articles_page_id FOREIGN KEY (page_id) REFERENCES public.articles_page(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_legacypath
    ADD CONSTRAINT articles_legacypath_person_id_b853f47a_fk_articles_person_id FOREIGN KEY (person_id) REFERENCES public.articles_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_legacypath
    ADD CONSTRAINT articles_legacypath_region_id_abb9b465_fk_articles_region_id FOREIGN KEY (region_id) REFERENCES public.articles_region(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_legacypath
    ADD CONSTRAINT articles_legacypath_tag_id_52628e1a_fk_articles_tag_id FOREIGN KEY (tag_id) REFERENCES public.articles_tag(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_merger
    ADD CONSTRAINT articles_merger_merged_by_id_503d2ccf_fk_staff_user_id FOREIGN KEY (merged_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_notice
    ADD CONSTRAINT articles_notice_article_id_b46c8518_fk_articles_article_id FOREIGN KEY (article_id) REFERENCES public.articles_article(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_notice
    ADD CONSTRAINT articles_notice_proposed_by_id_caa44fc2_fk_staff_user_id FOREIGN KEY (proposed_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_notice
    ADD CONSTRAINT articles_notice_published_by_id_3f84331c_fk_staff_user_id FOREIGN KEY (published_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_notice
    ADD CONSTRAINT articles_notice_revision_id_99b095ab_fk_articles_revision_id FOREIGN KEY (revision_id) REFERENCES public.articles_revision(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_pagetext
    ADD CONSTRAINT articles_pagetext_saved_by_id_375656bb_fk_staff_user_id FOREIGN KEY (saved_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_person
    ADD CONSTRAINT articles_person_photo_id_7b92bf5b_fk_articles_photo_id FOREIGN KEY (photo_id) REFERENCES public.articles_photo(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_person
    ADD CONSTRAINT articles_person_user_id_2bc7856d_fk_staff_user_id FOREIGN KEY (user_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_photo
    ADD CONSTRAINT articles_photo_killed_by_id_97f8e244_fk_staff_user_id FOREIGN KEY (killed_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_photo
    ADD CONSTRAINT articles_photo_region_id_de83bfe9_fk_articles_region_id FOREIGN KEY (region_id) REFERENCES public.articles_region(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_photo
    ADD CONSTRAINT articles_photo_uploaded_by_id_11422c14_fk_staff_user_id FOREIGN KEY (uploaded_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_photouse
    ADD CONSTRAINT articles_photouse_article_id_567e4900_fk_articles_article_id FOREIGN KEY (article_id) REFERENCES public.articles_article(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_photouse
    ADD CONSTRAINT articles_photouse_photo_id_9ffd799d_fk_articles_photo_id FOREIGN KEY (photo_id) REFERENCES public.articles_photo(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_pick
    ADD CONSTRAINT articles_pick_article_id_b27d2b6f_fk_articles_article_id FOREIGN KEY (article_id) REFERENCES public.articles_article(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_pick
    ADD CONSTRAINT articles_pick_picked_by_id_aeaa9de5_fk_staff_user_id FOREIGN KEY (picked_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_piecedupload
    ADD CONSTRAINT articles_piecedupload_uploaded_by_id_8ff9098d_fk_staff_user_id FOREIGN KEY (uploaded_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_publication
    ADD CONSTRAINT articles_publication_logo_id_9a00974c_fk_articles_photo_id FOREIGN KEY (logo_id) REFERENCES public.articles_photo(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_readingfigure
    ADD CONSTRAINT articles_readingfigu_category_id_53b60405_fk_articles_ FOREIGN KEY (category_id) REFERENCES public.articles_category(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_readingfigure
    ADD CONSTRAINT articles_readingfigure_region_id_f969d43c_fk_articles_region_id FOREIGN KEY (region_id) REFERENCES public.articles_region(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_redaction
    ADD CONSTRAINT articles_redaction_asked_by_id_15d56231_fk_staff_user_id FOREIGN KEY (asked_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_redaction
    ADD CONSTRAINT articles_redaction_decided_by_id_686652b6_fk_staff_user_id FOREIGN KEY (decided_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_redactionentry
    ADD CONSTRAINT articles_redactionen_article_id_85a3c418_fk_articles_ FOREIGN KEY (article_id) REFERENCES public.articles_article(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_redactionentry
    ADD CONSTRAINT articles_redactionen_redaction_id_047e6b96_fk_articles_ FOREIGN KEY (redaction_id) REFERENCES public.articles_redaction(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_region
    ADD CONSTRAINT articles_region_parent_id_ff4378ec_fk_articles_region_id FOREIGN KEY (parent_id) REFERENCES public.articles_region(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_related
    ADD CONSTRAINT articles_related_article_id_2dafd51f_fk_articles_article_id FOREIGN KEY (article_id) REFERENCES public.articles_article(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_related
    ADD CONSTRAINT articles_related_target_id_ab4a10f7_fk_articles_article_id FOREIGN KEY (target_id) REFERENCES public.articles_article(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_revision
    ADD CONSTRAINT articles_revision_article_id_2d2af917_fk_articles_article_id FOREIGN KEY (article_id) REFERENCES public.articles_article(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_revision
    ADD CONSTRAINT articles_revision_author_id_b537641c_fk_staff_user_id FOREIGN KEY (author_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_searchentry
    ADD CONSTRAINT articles_searchentry_article_id_d3042568_fk_articles_article_id FOREIGN KEY (article_id) REFERENCES public.articles_article(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_taggedarticle
    ADD CONSTRAINT articles_taggedartic_content_object_id_c4150235_fk_articles_ FOREIGN KEY (content_object_id) REFERENCES public.articles_article(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_taggedarticle
    ADD CONSTRAINT articles_taggedarticle_tag_id_23d7d828_fk_articles_tag_id FOREIGN KEY (tag_id) REFERENCES public.articles_tag(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.articles_viewcount
    ADD CONSTRAINT articles_viewcount_article_id_6607a7fa_fk_articles_article_id FOREIGN KEY (article_id) REFERENCES public.articles_article(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.django_admin_log
    ADD CONSTRAINT django_admin_log_content_type_id_c4bce8eb_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.django_admin_log
    ADD CONSTRAINT django_admin_log_user_id_c564eba6_fk_staff_user_id FOREIGN KEY (user_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_accountlink
    ADD CONSTRAINT staff_accountlink_account_id_51c1cbbd_fk_staff_user_id FOREIGN KEY (account_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_accountlink
    ADD CONSTRAINT staff_accountlink_created_by_id_14c9eb0c_fk_staff_user_id FOREIGN KEY (created_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_assignment
    ADD CONSTRAINT staff_assignment_article_id_d1aa2044_fk_articles_article_id FOREIGN KEY (article_id) REFERENCES public.articles_article(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_assignment
    ADD CONSTRAINT staff_assignment_assignee_id_a8bac62f_fk_staff_user_id FOREIGN KEY (assignee_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_assignment
    ADD CONSTRAINT staff_assignment_category_id_660bcebd_fk_articles_category_id FOREIGN KEY (category_id) REFERENCES public.articles_category(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_assignment
    ADD CONSTRAINT staff_assignment_created_by_id_4fad202b_fk_staff_user_id FOREIGN KEY (created_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_assignment
    ADD CONSTRAINT staff_assignment_region_id_efbf20de_fk_articles_region_id FOREIGN KEY (region_id) REFERENCES public.articles_region(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_assignmentstep
    ADD CONSTRAINT staff_assignmentstep_actor_id_d17ef64e_fk_staff_user_id FOREIGN KEY (actor_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_assignmentstep
    ADD CONSTRAINT staff_assignmentstep_assignment_id_4b82ad91_fk_staff_ass FOREIGN KEY (assignment_id) REFERENCES public.staff_assignment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_beginning
    ADD CONSTRAINT staff_beginning_account_id_448a797e_fk_staff_user_id FOREIGN KEY (account_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_bulkrun
    ADD CONSTRAINT staff_bulkrun_user_id_07ee8058_fk_staff_user_id FOREIGN KEY (user_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_bulkstep
    ADD CONSTRAINT staff_bulkstep_article_id_83e8ff8d_fk_articles_article_id FOREIGN KEY (article_id) REFERENCES public.articles_article(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_bulkstep
    ADD CONSTRAINT staff_bulkstep_run_id_2b183355_fk_staff_bulkrun_key FOREIGN KEY (run_id) REFERENCES public.staff_bulkrun(key) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_cardproblem
    ADD CONSTRAINT staff_cardproblem_article_id_9c00bfeb_fk_articles_article_id FOREIGN KEY (article_id) REFERENCES public.articles_article(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_cardproblem
    ADD CONSTRAINT staff_cardproblem_ignored_by_id_36bb9377_fk_staff_user_id FOREIGN KEY (ignored_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_changesignature
    ADD CONSTRAINT staff_changesignature_by_id_3fdbbd04_fk_staff_user_id FOREIGN KEY (by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_changesignature
    ADD CONSTRAINT staff_changesignature_change_id_1a20960f_fk_staff_change_id FOREIGN KEY (change_id) REFERENCES public.staff_change(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_claim
    ADD CONSTRAINT staff_claim_article_id_17550fae_fk_articles_article_id FOREIGN KEY (article_id) REFERENCES public.articles_article(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_claim
    ADD CONSTRAINT staff_claim_user_id_baa99a9b_fk_staff_user_id FOREIGN KEY (user_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_codeapp
    ADD CONSTRAINT staff_codeapp_account_id_99a15252_fk_staff_user_id FOREIGN KEY (account_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_comment
    ADD CONSTRAINT staff_comment_answers_id_fe76433e_fk_staff_comment_id FOREIGN KEY (answers_id) REFERENCES public.staff_comment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_comment
    ADD CONSTRAINT staff_comment_article_id_94ea9a0f_fk_articles_article_id FOREIGN KEY (article_id) REFERENCES public.articles_article(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_comment
    ADD CONSTRAINT staff_comment_author_id_312f1408_fk_staff_user_id FOREIGN KEY (author_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_comment
    ADD CONSTRAINT staff_comment_decided_by_id_a0967973_fk_staff_user_id FOREIGN KEY (decided_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_comment
    ADD CONSTRAINT staff_comment_revision_id_b9372bfe_fk_articles_revision_id FOREIGN KEY (revision_id) REFERENCES public.articles_revision(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_complaint
    ADD CONSTRAINT staff_complaint_article_id_2e595778_fk_articles_article_id FOREIGN KEY (article_id) REFERENCES public.articles_article(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_complaint
    ADD CONSTRAINT staff_complaint_decided_by_id_ccb659a1_fk_staff_user_id FOREIGN KEY (decided_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_complaint
    ADD CONSTRAINT staff_complaint_handler_id_cf3d124c_fk_staff_user_id FOREIGN KEY (handler_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_complaint
    ADD CONSTRAINT staff_complaint_notice_id_f4cbefd3_fk_articles_notice_id FOREIGN KEY (notice_id) REFERENCES public.articles_notice(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_complaintfile
    ADD CONSTRAINT staff_complaintfile_complaint_id_82d93405_fk_staff_complaint_id FOREIGN KEY (complaint_id) REFERENCES public.staff_complaint(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_complaintmail
    ADD CONSTRAINT staff_complaintmail_complaint_id_7f9bc328_fk_staff_complaint_id FOREIGN KEY (complaint_id) REFERENCES public.staff_complaint(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_complaintstep
    ADD CONSTRAINT staff_complaintstep_actor_id_2d261149_fk_staff_user_id FOREIGN KEY (actor_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_complaintstep
    ADD CONSTRAINT staff_complaintstep_complaint_id_7eec79cd_fk_staff_complaint_id FOREIGN KEY (complaint_id) REFERENCES public.staff_complaint(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_copydecision
    ADD CONSTRAINT staff_copydecision_article_id_515e1563_fk_articles_article_id FOREIGN KEY (article_id) REFERENCES public.articles_article(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_copydecision
    ADD CONSTRAINT staff_copydecision_change_id_43fcb64b_fk_staff_ori FOREIGN KEY (change_id) REFERENCES public.staff_originalchange(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_copydecision
    ADD CONSTRAINT staff_copydecision_decided_by_id_546e554a_fk_staff_user_id FOREIGN KEY (decided_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_coverage
    ADD CONSTRAINT staff_coverage_region_id_0799f7c5_fk_articles_region_id FOREIGN KEY (region_id) REFERENCES public.articles_region(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_coverage
    ADD CONSTRAINT staff_coverage_user_id_90861614_fk_staff_user_id FOREIGN KEY (user_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_editlease
    ADD CONSTRAINT staff_editlease_article_id_46897675_fk_articles_article_id FOREIGN KEY (article_id) REFERENCES public.articles_article(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_editlease
    ADD CONSTRAINT staff_editlease_user_id_0f5f1c27_fk_staff_user_id FOREIGN KEY (user_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_noticeproposal
    ADD CONSTRAINT staff_noticeproposal_article_id_942b9fef_fk_articles_article_id FOREIGN KEY (article_id) REFERENCES public.articles_article(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_noticeproposal
    ADD CONSTRAINT staff_noticeproposal_complaint_id_abaeb245_fk_staff_com FOREIGN KEY (complaint_id) REFERENCES public.staff_complaint(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_noticeproposal
    ADD CONSTRAINT staff_noticeproposal_proposed_by_id_a7f9fa2f_fk_staff_user_id FOREIGN KEY (proposed_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_noticeproposal
    ADD CONSTRAINT staff_noticeproposal_update_id_9afdc091_fk_articles_article_id FOREIGN KEY (update_id) REFERENCES public.articles_article(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_notification
    ADD CONSTRAINT staff_notification_article_id_b7629a40_fk_articles_article_id FOREIGN KEY (article_id) REFERENCES public.articles_article(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_notification
    ADD CONSTRAINT staff_notification_by_id_b9648e48_fk_staff_user_id FOREIGN KEY (by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_notification
    ADD CONSTRAINT staff_notification_recipient_id_dfaddd32_fk_staff_user_id FOREIGN KEY (recipient_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_originalchange
    ADD CONSTRAINT staff_originalchange_reported_by_id_72629a40_fk_staff_user_id FOREIGN KEY (reported_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_passkey
    ADD CONSTRAINT staff_passkey_account_id_52b2f9d1_fk_staff_user_id FOREIGN KEY (account_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_previewlink
    ADD CONSTRAINT staff_previewlink_article_id_c1eaed34_fk_articles_article_id FOREIGN KEY (article_id) REFERENCES public.articles_article(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_previewlink
    ADD CONSTRAINT staff_previewlink_created_by_id_3aacced6_fk_staff_user_id FOREIGN KEY (created_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_previewlink
    ADD CONSTRAINT staff_previewlink_revision_id_4f1e82b2_fk_articles_revision_id FOREIGN KEY (revision_id) REFERENCES public.articles_revision(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_previewlink
    ADD CONSTRAINT staff_previewlink_revoked_by_id_0ecd0493_fk_staff_user_id FOREIGN KEY (revoked_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_protectionanswer
    ADD CONSTRAINT staff_protectionansw_article_id_8c37b9c7_fk_articles_ FOREIGN KEY (article_id) REFERENCES public.articles_article(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_protectionanswer
    ADD CONSTRAINT staff_protectionanswer_by_id_d10cf0f4_fk_staff_user_id FOREIGN KEY (by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_publicationproposal
    ADD CONSTRAINT staff_publicationpro_decided_by_id_aac540c9_fk_staff_use FOREIGN KEY (decided_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_publicationproposal
    ADD CONSTRAINT staff_publicationpro_proposed_by_id_a5583f02_fk_staff_use FOREIGN KEY (proposed_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_putawayline
    ADD CONSTRAINT staff_putawayline_put_away_by_id_93704a91_fk_staff_user_id FOREIGN KEY (put_away_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_recoverycode
    ADD CONSTRAINT staff_recoverycode_account_id_017ac647_fk_staff_user_id FOREIGN KEY (account_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_recoverycode
    ADD CONSTRAINT staff_recoverycode_made_by_id_f571e9fb_fk_staff_user_id FOREIGN KEY (made_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_redactionrun
    ADD CONSTRAINT staff_redactionrun_asked_by_id_6f602fb2_fk_staff_user_id FOREIGN KEY (asked_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_redactionrun
    ADD CONSTRAINT staff_redactionrun_decided_by_id_c9bf4b2c_fk_staff_user_id FOREIGN KEY (decided_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_roleproposal
    ADD CONSTRAINT staff_roleproposal_account_id_bc750153_fk_staff_user_id FOREIGN KEY (account_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_roleproposal
    ADD CONSTRAINT staff_roleproposal_decided_by_id_976d771b_fk_staff_user_id FOREIGN KEY (decided_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_roleproposal
    ADD CONSTRAINT staff_roleproposal_group_id_8e794a24_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_roleproposal
    ADD CONSTRAINT staff_roleproposal_proposed_by_id_d77b74cf_fk_staff_user_id FOREIGN KEY (proposed_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_route
    ADD CONSTRAINT staff_route_article_id_f37be7d5_fk_articles_article_id FOREIGN KEY (article_id) REFERENCES public.articles_article(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_route
    ADD CONSTRAINT staff_route_submitter_id_7646389b_fk_staff_user_id FOREIGN KEY (submitter_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_scratch
    ADD CONSTRAINT staff_scratch_article_id_47f779c6_fk_articles_article_id FOREIGN KEY (article_id) REFERENCES public.articles_article(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_scratch
    ADD CONSTRAINT staff_scratch_user_id_c37c634d_fk_staff_user_id FOREIGN KEY (user_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_sealedoriginal
    ADD CONSTRAINT staff_sealedoriginal_redaction_id_ca7d19f2_fk_articles_ FOREIGN KEY (redaction_id) REFERENCES public.articles_redaction(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_sealedoriginal
    ADD CONSTRAINT staff_sealedoriginal_run_id_46557ae4_fk_staff_redactionrun_id FOREIGN KEY (run_id) REFERENCES public.staff_redactionrun(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_sealreading
    ADD CONSTRAINT staff_sealreading_by_id_eded6886_fk_staff_user_id FOREIGN KEY (by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_sealreading
    ADD CONSTRAINT staff_sealreading_original_id_674f4dc7_fk_staff_sea FOREIGN KEY (original_id) REFERENCES public.staff_sealedoriginal(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_session
    ADD CONSTRAINT staff_session_account_id_590f9c5d_fk_staff_user_id FOREIGN KEY (account_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_signin
    ADD CONSTRAINT staff_signin_account_id_8d4e950f_fk_staff_user_id FOREIGN KEY (account_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_siteexport
    ADD CONSTRAINT staff_siteexport_asked_by_id_5db10275_fk_staff_user_id FOREIGN KEY (asked_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_siteexport
    ADD CONSTRAINT staff_siteexport_decided_by_id_c873761a_fk_staff_user_id FOREIGN KEY (decided_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_sourcenote
    ADD CONSTRAINT staff_sourcenote_article_id_384c169c_fk_articles_article_id FOREIGN KEY (article_id) REFERENCES public.articles_article(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_sourcenote
    ADD CONSTRAINT staff_sourcenote_written_by_id_856df76d_fk_staff_user_id FOREIGN KEY (written_by_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_sourcenotereading
    ADD CONSTRAINT staff_sourcenoteread_article_id_39e89661_fk_articles_ FOREIGN KEY (article_id) REFERENCES public.articles_article(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_sourcenotereading
    ADD CONSTRAINT staff_sourcenotereading_reader_id_979fe7fb_fk_staff_user_id FOREIGN KEY (reader_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_storytemplate
    ADD CONSTRAINT staff_storytemplate_category_id_7f644046_fk_articles_ FOREIGN KEY (category_id) REFERENCES public.articles_category(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_user_groups
    ADD CONSTRAINT staff_user_groups_group_id_f268c67d_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_user_groups
    ADD CONSTRAINT staff_user_groups_user_id_d6a7bab4_fk_staff_user_id FOREIGN KEY (user_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_user_user_permissions
    ADD CONSTRAINT staff_user_user_perm_permission_id_f36572eb_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.staff_user_user_permissions
    ADD CONSTRAINT staff_user_user_permissions_user_id_47d1712b_fk_staff_user_id FOREIGN KEY (user_id) REFERENCES public.staff_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.taggit_taggeditem
    ADD CONSTRAINT taggit_taggeditem_content_type_id_9957a03c_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.taggit_taggeditem
    ADD CONSTRAINT taggit_taggeditem_tag_id_f4f5b767_fk_taggit_tag_id FOREIGN KEY (tag_id) REFERENCES public.taggit_tag(id) DEFERRABLE INITIALLY DEFERRED;
