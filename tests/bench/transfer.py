"""Moving out's part of `make bench`: how fast a house goes out and comes in again, in how much memory, and whether it is the same.

Loads STORIES stories (the first argument, 10,000 by default) into a database of its own, writes them out without pictures,
empties the database, brings them in and compares every row. `out` as the second argument leaves the way in out.
"""

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.test.utils import (  # noqa: E402
    setup_databases,
    setup_test_environment,
    teardown_databases,
)

from staff.beginning import emptying  # noqa: E402
from staff.transfer.tables import TABLES  # noqa: E402
from tests.bench.management.commands import load_archive  # noqa: E402


def main():
    stories = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    setup_test_environment(debug=False)
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        with tempfile.TemporaryDirectory() as folder, open(os.devnull, "w") as silence:
            out = Path(folder, "keluar")
            apart(
                "load",
                stories,
                lambda: call_command(
                    load_archive.Command(), "--articles", stories, "--force", stdout=silence
                ),
            )
            apart(
                "export",
                stories,
                lambda: call_command("export_site", out, without_pictures=True, stdout=silence),
            )
            size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
            show("export", f"{size / 2**20:,.0f} MB")
            if sys.argv[2:] != ["out"]:
                apart(
                    "for WordPress",
                    stories,
                    lambda: call_command("export_site", Path(folder, "wp"), wordpress=True, stdout=silence),
                )
                # Each export is a row of the record of changes, of which the next one tells.
                before = digests()
                apart(
                    "the same again",
                    stories,
                    lambda: call_command("export_site", out, without_pictures=True, stdout=silence),
                )
                with connection.cursor() as cursor:
                    emptying.truncate(cursor, emptying._tables(cursor))
                apart("import", stories, lambda: call_command("import_site", out, stdout=silence))
                after = digests()
                differing = {
                    name: (before[name], after[name]) for name in before if before[name] != after[name]
                }
                show("tables that are not the same", differing or "none")
                show("rows compared", f"{sum(count for count, _digest in after.values()):,}")
    finally:
        teardown_databases(databases, verbosity=0)


def apart(name, stories, work):
    """Do it in a process of its own, so that its memory is its own."""
    connections.close_all()
    connection.close_pool()  # the sessions would be the child's too, and the parent's pool ends them after a while
    began = time.perf_counter()
    child = os.fork()
    if not child:
        try:
            work()
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            show(name, f"{memory:,.0f} MB at most")
            code = 0
        except BaseException as error:
            show(name, repr(error))
            code = 1
        finally:
            os._exit(code)
    _pid, status = os.waitpid(child, 0)
    taken = time.perf_counter() - began
    show(name, f"{stories / taken:,.0f} stories a second ({taken:.1f} s){' FAILED' if status else ''}")


def digests():
    """{table: (rows, digest of all their columns that go out)}"""
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            columns = ", ".join(f'"{column}"' for column in table.columns)
            cursor.execute(
                f"SELECT count(*), COALESCE(bit_xor(hashtextextended(row_to_json(x)::text, 0)), 0)"
                f" FROM (SELECT {columns} FROM {table.table}) x"
            )
            found[table.name] = cursor.fetchone()
    return found


def show(name, text):
    sys.stdout.write(f"{name:<32} {text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
