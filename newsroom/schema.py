"""The tables as migrations make them, in one script: a new laptop need not go through all of their history.

`make schema` writes it. It may be older than the migrations: those that it does not have are applied after it. A test
compares what comes of it with what migrations alone leave. Servers are migrated, as ever.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from django.db import connection, transaction

from newsroom import embedded_postgres
from newsroom.paths import BASE_DIR

FILE = Path(__file__).with_name("schema.sql")
_MOMENT = re.compile(r"'\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?\+\d\d'")
# What a dump sets for its session, and what psql alone understands.
_ASIDE = re.compile(r"^(?:SET |SELECT pg_catalog\.set_config|\\|--)")


def fits() -> bool:
    """Whether this database is empty, and of the version that the script was written by."""
    with connection.cursor() as cursor:
        is_empty = not connection.introspection.table_names(cursor)
    return is_empty and connection.pg_version // 10_000 == embedded_postgres.MAJOR  # type: ignore[attr-defined]


def load() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL check_function_bodies = false")  # functions come before their tables
        cursor.execute(FILE.read_text())


def dump(url: str) -> str:
    """Return the script of the database at this address: moments are those at which it is loaded."""
    programs = embedded_postgres.find_programs()
    options = ("--no-owner", "--no-privileges", "--inserts", "--rows-per-insert=500")
    outcome = subprocess.run(  # noqa: S603
        [programs / "pg_dump", *options, url], check=True, capture_output=True, text=True
    )
    lines = [line for line in outcome.stdout.splitlines() if line and not _ASIDE.match(line)]
    return _MOMENT.sub("now()", "\n".join(lines)) + "\n"


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="pawarta-schema-") as folder:
        os.chmod(folder, 0o711)  # noqa: S103 -- started by root, the server runs as another account
        url = embedded_postgres.database_url(Path(folder) / "postgres")
        environment = os.environ | {"DATABASE_URL": url, "DEBUG": "1"}
        command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
        subprocess.run(command, cwd=BASE_DIR, env=environment, check=True)  # noqa: S603
        FILE.write_text(dump(url))


if __name__ == "__main__":
    main()
