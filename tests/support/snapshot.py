"""A snapshot of the whole newsroom, rows and files: taken once, put back in a second."""

import fcntl
import json
from contextlib import contextmanager

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.db import connection, transaction

from tests.support.photo_desk import original_files, public_files

COLUMNS = """
    SELECT table_name, string_agg(quote_ident(column_name), ', ') FROM information_schema.columns
    WHERE table_schema = 'public' AND is_generated = 'NEVER' AND table_name = ANY(%s) GROUP BY table_name
"""


@contextmanager
def one_at_a_time(path):
    with path.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class Snapshot:
    """Rows as the database copies them, files as the storages hold them, in a folder."""

    def __init__(self, folder):
        self.folder = folder
        self.contents = folder / "contents.json"

    def exists(self):
        return self.contents.exists()

    def take(self):
        self.folder.mkdir()
        with connection.cursor() as cursor:
            cursor.execute(COLUMNS, [connection.introspection.table_names(cursor)])
            tables = dict(cursor.fetchall())
            for table, columns in tables.items():
                with (
                    (self.folder / table).open("wb") as file,
                    cursor.copy(f'COPY "{table}" ({columns}) TO STDOUT (FORMAT binary)') as rows,
                ):
                    file.writelines(rows)
            cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'")
            sequences = [pair for pair in cursor.fetchall() if pair[1]]
        files = [(kind, name) for kind, names in _files() for name in names]
        for number, (kind, name) in enumerate(files):
            with _storage(kind).open(name) as file:
                (self.folder / f"file-{number}").write_bytes(file.read())
        self.contents.write_text(json.dumps([tables, sequences, files]))

    def restore(self):
        """Put everything in place of whatever is there; the rows' keys and triggers held when it was taken."""
        tables, sequences, files = json.loads(self.contents.read_text())
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            for table, columns in tables.items():
                cursor.execute(f'DELETE FROM "{table}"')
                with cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN (FORMAT binary)') as rows:
                    rows.write((self.folder / table).read_bytes())
            cursor.executemany("SELECT setval(%s, %s)", sequences)
            cursor.execute("SET LOCAL session_replication_role = origin")
        for number, (kind, name) in enumerate(files):
            if not _storage(kind).exists(name):
                _storage(kind).save(name, ContentFile((self.folder / f"file-{number}").read_bytes()))


def _files():
    return ("default", public_files()), ("originals", original_files())


def _storage(kind):
    return (
        default_storage if kind == "default" else storages[kind]
    )  # `served` puts another one behind the first name
