"""An exported house: what it holds, and the files that its rows name."""

import json

from django.apps import apps
from django.core.files.storage import default_storage, storages

from articles.models import Attachment, Photo
from staff.models import ComplaintFile
from staff.transfer.tables import LEFT_OUT, TABLES
from tests.support import whole_tables


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
