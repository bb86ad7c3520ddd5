"""What is known of the release before, and what the tables of now ask of whoever writes to them."""

import json

from tests.upgrades.record import RELEASE

# Columns that take a value of their own where a statement does not name them.
COLUMNS = """
    SELECT c.table_name, c.column_name, c.is_nullable = 'YES' OR c.column_default IS NOT NULL OR c.is_identity = 'YES'
           OR c.is_generated = 'ALWAYS', c.is_generated = 'ALWAYS'
    FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.table_name NOT LIKE 'django_migrations'
"""


def facts():
    return json.loads(RELEASE.read_text())


def missing_values(cursor):
    """Columns that must be named by whoever writes, and that the release before does not know."""
    tables = facts()["tables"]
    cursor.execute(COLUMNS)
    return [
        f"{table}.{column}"
        for table, column, fills_itself, _is_generated in cursor.fetchall()
        if not fills_itself and column not in tables.get(table, [column])
    ]


def missing_columns(cursor):
    """Columns that the release before writes, and that are not there any more, or are not to be written."""
    cursor.execute(COLUMNS)
    writable = {
        (table, column)
        for table, column, _fills_itself, is_generated in cursor.fetchall()
        if not is_generated
    }
    known = {(table, column) for table, columns in facts()["tables"].items() for column in columns}
    return sorted(".".join(one) for one in known - writable)
