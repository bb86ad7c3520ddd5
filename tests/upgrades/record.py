"""Write down what this release writes: `make release-record`, on the commit that is released.

`release.json` has the columns that its models write, the tasks that it queues and its migrations; `day.jsonl` each
writing statement of a day's work (`day.py`), from the log of a database server of its own, and `beginning.sql` the rows
that stood there before. The next release is tried with them (`test_rolling.py`), without the old code and its history.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg

from newsroom import embedded_postgres
from tests.support.processes import ROOT

HERE = Path(__file__).parent
RELEASE, DAY, BEGINNING = HERE / "release.json", HERE / "day.jsonl", HERE / "beginning.sql"
FIRST_NUMBER = (
    1_000_000  # of each table's rows on that day: a statement that names one finds it when it is played again
)
# Rows that a migrated database has from the start, but for those of Django's that each release writes as it needs them.
TABLES = ("auth_group", "articles_page", "articles_pagetext", "articles_edition", "staff_storytemplate")
LOG_LINE = re.compile(
    r"^(\d+) (LOG|ERROR|STATEMENT|DETAIL|HINT|CONTEXT|WARNING|NOTICE|FATAL|QUERY):  (.*)$", re.S
)
WRITES = re.compile(
    r"(INSERT|UPDATE|DELETE|WITH .*?(INSERT|UPDATE|DELETE) |BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SET |LOCK |CREATE |DROP |TRUNCATE |SELECT .*set_config\()",
    re.I | re.S,
)


def count_from(database):
    """Let all tables count from the same number."""
    database.execute(
        "SELECT setval(format('%%I.%%I', schemaname, sequencename)::regclass, %s) FROM pg_sequences WHERE schemaname = 'public'",
        [FIRST_NUMBER],
    )


def main():
    with tempfile.TemporaryDirectory(prefix="pawarta-release-") as name:
        os.chmod(name, 0o711)  # noqa: S103 -- started by root, the server runs as another account
        folder = Path(name) / "postgres"
        url = embedded_postgres.database_url(folder)
        run(url, "manage.py", "migrate", "--verbosity=0")
        RELEASE.write_text(run(url, "-m", "tests.upgrades.facts"))
        BEGINNING.write_text(dump(url))
        with psycopg.connect(url, autocommit=True) as database:
            count_from(database)
            database.execute("ALTER SYSTEM SET log_line_prefix = '%p '")
            database.execute("ALTER SYSTEM SET log_statement = 'all'")
            database.execute("SELECT pg_reload_conf()")
        (folder / "log").write_text("")
        run(url, "-m", "tests.upgrades.day")
        rows = compact(statements((folder / "log").read_text()))
        DAY.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def run(url, *command):
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, *command]
    return subprocess.run(
        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def dump(url):
    command = [embedded_postgres.find_programs() / "pg_dump", "--data-only", "--column-inserts", "--no-owner"]
    command += [f"--table={table}" for table in TABLES]
    text = subprocess.run([*command, url], check=True, capture_output=True, text=True).stdout
    inserts = re.findall(r"^INSERT INTO .*?;$", text, re.M | re.S)
    return "\n".join(inserts) + "\n"


def statements(log):
    """Yield [session, statement, whether it failed] of each statement that writes."""
    found = []
    for entry in re.split(r"\n(?=\d+ [A-Z]+:  )", log):
        if not (parts := LOG_LINE.match(entry.rstrip("\n"))):
            continue
        session, kind, text = int(parts[1]), parts[2], parts[3].replace("\n\t", "\n")
        statement = text.partition(": ")[2].strip()
        if kind == "LOG" and text.startswith(("statement: ", "execute ")):
            if re.search(r"\$\d", statement) and WRITES.match(statement) and text.startswith("execute "):
                raise SystemExit(f"Its values are not in the log: {text[:200]}")
            found.append([session, statement, False])
        elif kind == "ERROR":
            next(row for row in reversed(found) if row[0] == session)[2] = True
    return (row for row in found if WRITES.match(row[1]))


ENDS = {"BEGIN": ("COMMIT", "ROLLBACK"), "SAVEPOINT": ("RELEASE",)}


def compact(rows):
    """Return the rows without transactions and savepoints in which nothing is written."""
    kept = []
    for row in rows:
        last = kept[-1] if kept else None
        verb = row[1].split()[0].upper()
        if (
            last
            and last[0] == row[0]
            and verb in ENDS.get(last[1].split()[0].upper(), ())
            and not row[1].startswith("ROLLBACK TO")
        ):
            kept.pop()
        else:
            kept.append(row)
    return kept


if __name__ == "__main__":
    main()
