"""A house that is exported, and the empty one that it comes into."""

import json
from io import StringIO

import pytest
from django.apps import apps
from django.core.files.storage import default_storage, storages
from django.core.management import call_command
from django.db import connection

from articles.models import Attachment, Photo
from staff.beginning import emptying
from staff.models import ComplaintFile
from staff.transfer.tables import LEFT_OUT, TABLES
from tests.support import whole_tables


@pytest.fixture
def leave(tmp_path):
    """Exports the house into a folder, and returns its path."""

    def export(name="keluar", **options):
        call_command("export_site", str(tmp_path / name), stdout=StringIO(), **options)
        return tmp_path / name

    return export


def stored_files():
    """(storage, name) of all files that rows name."""
    for photo in Photo.objects.all():
        yield photo.original.storage, photo.original.name
        yield from ((default_storage, name) for name in photo.public_files())
    for attachment in Attachment.objects.all():
        yield storages["originals"], attachment.original.name
        yield default_storage, attachment.file
    for file in ComplaintFile.objects.all():
        yield storages["originals"], file.file.name


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


def exported_contents():
    """{table: {identity: row}} of what an export of everything holds, without what it does not."""
    contents = whole_tables.contents()
    contents.pop("export_articles_article", None)  # of an export in this transaction
    left_out = {apps.get_model(label)._meta.db_table for label in LEFT_OUT}
    for table in left_out | {"django_migrations"}:
        contents.pop(table)
    for table in TABLES:
        for row in contents[table.table].values():
            for column in table.without:
                row.pop(column)
    return contents


def lines(folder, name):
    return [json.loads(line) for path in sorted(folder.glob(name)) for line in path.read_text().splitlines()]
