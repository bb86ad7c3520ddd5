"""What `articles/models/triggers.py` says of the database's triggers is what all migrations left behind."""

import re

from django.db import connection

from articles.models import triggers
from staff.models import triggers as record

TRIGGERS = """
    SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger
    WHERE NOT tgisinternal ORDER BY 1, 2
"""
FUNCTIONS = """
    SELECT proname, pg_get_functiondef(oid) FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace AND prorettype = 'trigger'::regtype ORDER BY 1
"""


def test_all_triggers_are_defined_beside_the_models(db):
    with connection.cursor() as cursor:
        migrated = of_database(cursor)
        assert [len(rows) for rows in migrated] == [83, 30]
        drop(cursor, *migrated)
        assert of_database(cursor) == ([], [])
        cursor.execute(triggers.definitions() + record.definitions())
        assert of_database(cursor) == migrated


def of_database(cursor):
    """Return the triggers and the functions as PostgreSQL spells them, without the indentation of bodies."""
    answers = []
    for question in (TRIGGERS, FUNCTIONS):
        cursor.execute(question)
        answers.append([tuple(re.sub(r"\s+", "", text) for text in row) for row in cursor.fetchall()])
    return tuple(answers)


def drop(cursor, all_triggers, all_functions):
    for table, name, _definition in all_triggers:
        cursor.execute(f"DROP TRIGGER {name} ON {table}")
    for name, _definition in all_functions:
        cursor.execute(f"DROP FUNCTION {name}()")
