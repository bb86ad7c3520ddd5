"""A house that is exported, and the empty one that it comes into."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from staff.beginning import emptying
from tests.support.transfer import stored_files


@pytest.fixture
def leave(tmp_path):
    """Exports the house into a folder, and returns its path."""

    def export(name="keluar", **options):
        call_command("export_site", str(tmp_path / name), stdout=StringIO(), **options)
        return tmp_path / name

    return export


@pytest.fixture
def empty_house(db):
    """Makes the house one that only migrate has touched, its files included."""

    def empty():
        files = list(stored_files())
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            emptying.empty_tables(cursor)
        for storage, name in files:
            storage.delete(name)

    return empty
