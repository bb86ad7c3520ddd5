"""The checks of the database, which `manage.py migrate` runs first: on tables that lack what it is about to add."""

import pytest
from django.core.checks import run_checks
from django.db import connection

from articles.models import Page, Publication
from staff.models import SourceNote


@pytest.mark.parametrize("model", [Page, Publication, SourceNote], ids=lambda model: model._meta.label)
def test_tables_of_an_older_release_are_no_fault(db, model, settings):
    settings.SOURCE_NOTE_KEYS = {}
    columns = [field.column for field in model._meta.concrete_fields if not field.primary_key]
    with connection.cursor() as cursor:
        for column in columns:
            cursor.execute(f'ALTER TABLE "{model._meta.db_table}" DROP COLUMN "{column}" CASCADE')
            assert not [one for one in run_checks(databases=["default"]) if one.is_serious()]
