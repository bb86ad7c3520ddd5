"""All rows of all tables, and what differs between two moments."""

import json

from django.db import connection


def contents():
    """Return {table: {row's identity: {column: value}}}, as the database spells them."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        cursor.execute(
            " UNION ALL ".join(f"SELECT '{table}', to_jsonb(t)::text FROM \"{table}\" t" for table in tables)
        )
        found = {table: {} for table in tables}
        for table, text in cursor.fetchall():
            row = json.loads(text)
            found[table][row.get("id", text)] = row
    return found


def difference(before, after):
    """Return {table: {"column", …}}, with "+" for a new row and "−" for one that is gone."""
    found = {}
    for table, rows in after.items():
        was = before[table]
        signs = {"+" for key in rows if key not in was} | {"−" for key in was if key not in rows}
        columns = {
            column
            for key, row in rows.items()
            if key in was
            for column in row
            if row[column] != was[key][column]
        }
        if signs | columns:
            found[table] = signs | columns
    return found
