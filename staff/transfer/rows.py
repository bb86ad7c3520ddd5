"""Rows as lines of JSON: the database writes and reads them itself, so each value comes back as it was."""

import json
from datetime import date

from django.db import connection

from articles.bulk import batched
from articles.text.story_text import META_TAGS
from staff.transfer.tables import STORIES

BATCH = 500
# Columns that a story's line has at its top, in the words of the neutral format (articles/wordpress/neutral.py).
PLAIN = (
    "id", "headline", "slug", "standfirst", "body", "dateline", "sign_off", "commercial_label",
    *META_TAGS, "former_views", "status",
    "published_at", "updated_at", "created_at", "saved_at",
)  # fmt: skip
_READABLE = """
    '/berita/' || t.id || '/' || t.slug || '/' AS address,
    (SELECT path FROM articles_category WHERE id = t.category_id) AS category,
    (SELECT slug FROM articles_region WHERE id = t.region_id) AS region,
    ARRAY(
        SELECT tag.name FROM articles_taggedarticle use JOIN articles_tag tag ON tag.id = use.tag_id
        WHERE use.content_object_id = t.id ORDER BY tag.name
    ) AS tags,
    (
        SELECT COALESCE(json_agg(json_build_object('role', role, 'name', name) ORDER BY "order"), '[]')
        FROM articles_credit WHERE article_id = t.id
    ) AS credits,
    (
        SELECT json_build_object('file', original, 'caption', caption, 'credit', credit, 'alt', alt)
        FROM articles_photo WHERE id = t.lead_photo_id
    ) AS lead_photo,
    (
        SELECT json_object_agg(id, json_build_object('file', original, 'caption', caption, 'credit', credit, 'alt', alt))
        FROM articles_photo WHERE id IN (SELECT photo_id FROM articles_photouse WHERE article_id = t.id)
    ) AS photos
"""
READABLE = ("address", "category", "region", "tags", "credits", "lead_photo", "photos")
# Rows that each installation numbers itself go by their names.
NAMES = {
    "auth_group": "SELECT id, name FROM auth_group",
    "auth_permission": (
        "SELECT permission.id, app_label || '.' || codename AS name FROM auth_permission permission"
        " JOIN django_content_type type ON type.id = content_type_id"
    ),
}


# ---- Out


def lines(selection, table, condition="", values=()):
    """Yield the rows of a table as lines of JSON, in the order of their keys."""
    conditions = [part for part in (selection.condition(table), condition) if part]
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    sql = f'SELECT row_to_json(x)::text FROM (SELECT {_columns(selection, table)} FROM {table.table} t {where}) x ORDER BY "{table.key}"'
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, values)
        while batch := cursor.fetchmany(BATCH):
            for (line,) in batch:
                yield line


def _columns(selection, table, names=None):
    return ", ".join(
        f'{_expression(selection, table, column)} AS "{column}"' for column in names or table.columns
    )


def _expression(selection, table, column):
    if column in table.by_name:
        return f"(SELECT name FROM ({NAMES[table.by_name[column]]}) n WHERE n.id = t.{column})"
    return selection.expression(table, column)


def story_lines(selection, first, behind):
    """Yield the stories of these numbers with all that belongs to each: {"id": …, …, "rows": {…}}."""
    with connection.cursor() as cursor:
        cursor.execute(_ids_sql(selection), [first, behind])
        ids = [pk for (pk,) in cursor.fetchall()]
        plain = f"{_columns(selection, STORIES, PLAIN)}, {_READABLE}"
        others = _columns(selection, STORIES, [name for name in STORIES.columns if name not in PLAIN])
        sql = f"""
            SELECT t.id, (SELECT row_to_json(x)::text FROM (SELECT {plain}) x),
                (SELECT row_to_json(y)::text FROM (SELECT {others}) y)
            FROM articles_article t WHERE t.id = ANY(%s) ORDER BY t.id
        """
        parts = [(part.name, _part_sql(selection, part)) for part in selection.parts]
        for batch in batched(ids, BATCH):
            rows = []
            for name, part_sql in parts:
                cursor.execute(part_sql, [batch])
                rows.append((name, dict(cursor.fetchall())))
            cursor.execute(sql, [batch])
            for pk, top, own in cursor.fetchall():
                own_parts = (f', "{name}": {by_story[pk]}' for name, by_story in rows if pk in by_story)
                yield f'{top[:-1]}, "rows": {{"story": {own}{"".join(own_parts)}}}}}'


def _ids_sql(selection):
    condition = selection.condition(STORIES)
    return f"SELECT t.id FROM articles_article t WHERE t.id >= %s AND t.id < %s {'AND ' + condition if condition else ''} ORDER BY t.id"


def _part_sql(selection, part):
    condition = selection.condition(part)
    return f"""
        SELECT story, '[' || string_agg(line, ',' ORDER BY key) || ']' FROM (
            SELECT t.{part.story} AS story, t.{part.key} AS key,
                (SELECT row_to_json(x)::text FROM (SELECT {_columns(selection, part)}) x) AS line
            FROM {part.table} t WHERE t.{part.story} = ANY(%s) {"AND " + condition if condition else ""}
        ) part GROUP BY story
    """


def fingerprint(table, first=None, behind=None, column=""):
    """A number that changes with every row of a table, or with those whose column is in a range."""
    where, values = "", []
    if column:
        where, values = f"WHERE {column} >= %s AND {column} < %s", [first, behind]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*), COALESCE(bit_xor(hashtextextended(xmin::text || ctid::text, 0)), 0) FROM {table} {where}",
            values,
        )
        return "{}:{}".format(*cursor.fetchone())


# ---- In


def insert(cursor, table, rows, columns):
    """Write rows, dicts of these columns. The database reads each value as its column's type."""
    names = ", ".join(f'"{column}"' for column in columns)
    fresh = {column: sql for column, sql in table.fresh.items() if column not in columns}
    targets = names + "".join(f', "{column}"' for column in fresh)
    values = names + "".join(f", {sql}" for sql in fresh.values())
    cursor.execute(
        f'INSERT INTO "{table.table}" ({targets}) SELECT {values} FROM json_populate_recordset(NULL::"{table.table}", %s::json)',
        [json.dumps(rows, ensure_ascii=False, default=_plain)],
    )


def _plain(value):
    """A default of a column that the export does not have."""
    return value.isoformat() if isinstance(value, date) else str(value)


def ids_by_name(cursor, table):
    cursor.execute(NAMES[table])
    return {name: pk for pk, name in cursor.fetchall()}


def raise_numbers(cursor, table):
    """Let the numbers of new rows begin behind the highest. They never go back: a transaction that fails keeps them."""
    cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table.table, table.key])
    if sequence := cursor.fetchone()[0]:
        cursor.execute(
            f'SELECT setval(%s, greatest((SELECT max("{table.key}") + 1 FROM "{table.table}"), nextval(%s)), false)',
            [sequence, sequence],
        )
