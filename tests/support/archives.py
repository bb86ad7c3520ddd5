"""Many stories at once, by SQL: what a list costs shows with thousands."""

from django.db import connection


def many(story, count):
    """Copies of a public story, quickly, a minute apart; ties included."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SET LOCAL statement_timeout = 0"
        )  # a search before it, in the same transaction, set one
        cursor.execute(
            """
            INSERT INTO articles_article (headline, slug, standfirst, body, dateline, category_id, region_id, sign_off,
                commercial_label, status, published_at, created_at, saved_at, version, approved_revision_id,
                needs_signature, similar_ids, created_by_id, merge_error, urgency, status_since)
            SELECT headline, slug, standfirst, body, dateline, category_id, region_id, sign_off, commercial_label,
                status, published_at - (n / 2) * interval '1 minute', created_at, saved_at, version,
                approved_revision_id, false, similar_ids, created_by_id, '', urgency, status_since
            FROM articles_article, generate_series(1, %s) n WHERE id = %s
            """,
            [count, story.pk],
        )
        cursor.execute(
            """
            INSERT INTO articles_credit (article_id, person_id, role, "order", name)
            SELECT a.id, c.person_id, c.role, c."order", c.name FROM articles_article a, articles_credit c
            WHERE c.article_id = %s AND NOT EXISTS (SELECT FROM articles_credit x WHERE x.article_id = a.id)
            """,
            [story.pk],
        )
        cursor.execute(
            """
            INSERT INTO articles_taggedarticle (content_object_id, tag_id)
            SELECT a.id, t.tag_id FROM articles_article a, articles_taggedarticle t
            WHERE t.content_object_id = %s AND NOT EXISTS (SELECT FROM articles_taggedarticle x WHERE x.content_object_id = a.id)
            """,
            [story.pk],
        )
        copy_words(cursor, story.pk)
        cursor.execute(
            "ANALYZE articles_article, articles_searchentry, articles_credit, articles_taggedarticle"
        )


def archive(first, months, a_month=260, rare=""):
    """Copies a story into many months, a rare word into one copy in the oldest."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SET LOCAL statement_timeout = 0"
        )  # a search before it, in the same transaction, set one
        cursor.execute(
            """
            INSERT INTO articles_article (headline, slug, standfirst, body, dateline, category_id, region_id, sign_off,
                commercial_label, status, published_at, created_at, saved_at, version, approved_revision_id,
                needs_signature, similar_ids, created_by_id, merge_error, urgency, status_since)
            SELECT headline, slug, standfirst, body, dateline, category_id, region_id, sign_off, commercial_label,
                status, published_at - month * interval '1 month' - n * interval '1 minute', created_at, saved_at,
                version, approved_revision_id, false, similar_ids,
                created_by_id, '', urgency, status_since
            FROM articles_article, generate_series(%(newest)s, %(oldest)s) month, generate_series(1, %(a_month)s) n
            WHERE id = %(first)s
            """,
            {"first": first.pk, "newest": months[0], "oldest": months[1], "a_month": a_month},
        )
        copy_words(cursor, first.pk)
        cursor.execute(
            """
            UPDATE articles_searchentry SET search = search || to_tsvector('simple', %s) WHERE article_id = (
                SELECT id FROM articles_article
                WHERE published_at < now() - %s * interval '1 month' ORDER BY published_at DESC LIMIT 1
            )
            """,
            [rare, months[1]],
        )
        cursor.execute("ANALYZE articles_article, articles_searchentry")


def copy_words(cursor, pk):
    """Index each story that has no words yet by those of this one."""
    cursor.execute(
        """
        INSERT INTO articles_searchentry (article_id, search, summary)
        SELECT story.id, entry.search, entry.summary
        FROM articles_article story, articles_searchentry entry
        WHERE entry.article_id = %s
            AND NOT EXISTS (SELECT FROM articles_searchentry other WHERE other.article_id = story.id)
        """,
        [pk],
    )
