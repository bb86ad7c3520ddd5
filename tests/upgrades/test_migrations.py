"""Migrations since the release before, as SQL: none holds a large table for long, and none refuses what that release writes.

Squawk reads what Django would send. What it cannot know is in REVIEWED, each with the reason why it may be.
"""

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.postgres.operations import (
    AddIndexConcurrently,
    RemoveIndexConcurrently,
    ValidateConstraint,
)
from django.core.management import call_command
from django.db.migrations import AddConstraint, AddIndex, CreateModel, Migration, RunPython, RunSQL
from django.db.migrations.loader import MigrationLoader

from tests.upgrades import release

SQUAWK = Path(sys.executable).with_name("squawk")
# Rules that say nothing of locks, or whose matter is settled elsewhere.
LEFT_ASIDE = {
    "prefer-bigint-over-int", "prefer-bigint-over-smallint", "prefer-text-field", "prefer-big-int", "prefer-identity",
    "prefer-timestamptz", "prefer-robust-stmts",  # Django's own spelling
    "require-lock-timeout", "require-statement-timeout",  # `manage.py migrate` sets and repeats
    "ban-drop-constraint",  # it lets more in
    "assume-in-transaction",
}  # fmt: skip
# What may refuse a row that the release before writes; Squawk has no opinion of it.
TIGHTENS = re.compile(
    r"ADD CONSTRAINT \"?\w+\"? (?:CHECK|UNIQUE|EXCLUDE)|CREATE UNIQUE INDEX|CREATE (?:OR REPLACE )?(?:CONSTRAINT )?TRIGGER|SET NOT NULL"
    r"|CREATE (?:OR REPLACE )?FUNCTION",
    re.I,
)
# A column with a check of its own, as of Django's positive numbers: all rows are read while the table is held. Squawk passes it.
READS_ALL = re.compile(r"ADD COLUMN [^;]*\bCHECK \(", re.I)
TABLE = re.compile(r"(?:ALTER TABLE|\bON|UPDATE|INTO|FROM)\s+(?:ONLY\s+)?\"?([a-z]\w+)", re.I)

# (migration, rule) → why it may be
A_DOZEN_PAGES = "fixed pages are a dozen rows"
REVIEWED = {
    ("articles.0052_instructions_are_marked", "at once"): A_DOZEN_PAGES,
    ("articles.0053_pages_for_readers_are_written", "constraint-missing-not-valid"): A_DOZEN_PAGES,
    (
        "articles.0053_pages_for_readers_are_written",
        "tightens",
    ): "the mark is new: no release before writes it",
    ("articles.0054_meta_tags", "tightens"): "the column is new",
    ("staff.0034_mail_that_left_nowhere", "tightens"): "it lets one state more in",
}


def since_the_release():
    """Yield (name, migration, SQL) of each that the release before has not."""
    known = set(release.facts()["migrations"])
    for (app, name), migration in sorted(MigrationLoader(None).disk_migrations.items()):
        if f"{app}.{name}" not in known:
            output = io.StringIO()
            call_command("sqlmigrate", app, name, stdout=output, no_color=True)
            yield f"{app}.{name}", migration, output.getvalue()


def problems(text, tables, *, in_transaction):
    """Return {rule: statement} of what the SQL of one migration does to tables that were there before."""
    statements = text.split(";\n")
    found = {}
    if tightening := [one for one in statements if TIGHTENS.search(one) and _touches(one, tables)]:
        found["tightens"] = tightening[0]
    if reading := [one for one in statements if READS_ALL.search(_at_once(one)) and _touches(one, tables)]:
        found["adding-checked-column"] = reading[0]
    command = [SQUAWK, "--reporter=json", "--pg-version=15", "--stdin-filepath=migration.sql"]
    command += ["--assume-in-transaction"] if in_transaction else []
    outcome = subprocess.run(command, input=text, capture_output=True, text=True)
    assert not outcome.stderr, outcome.stderr
    lines = text.splitlines()
    for one in json.loads(outcome.stdout):
        statement = "\n".join(lines[one["line"] :]).partition(";\n")[0]
        if one["rule_name"] not in LEFT_ASIDE and _touches(statement, tables):
            found[one["rule_name"]] = statement
    return found


def _at_once(statement):
    """Return the parts of a statement that are no check which waits for its validation."""
    return ",".join(part for part in statement.split(",\n") if not part.rstrip().endswith("NOT VALID"))


def _touches(statement, tables):
    named = TABLE.search(statement)
    return bool(named) and named[1] in tables


def test_no_migration_since_holds_a_table_for_long_or_refuses_what_was_written(transactional_db):
    tables, found = set(release.facts()["tables"]), {}
    for name, migration, text in since_the_release():
        for rule, statement in problems(text, tables, in_transaction=migration.atomic).items():
            if (name, rule) not in REVIEWED:
                found[name, rule] = statement
    assert found == {}


def test_rows_are_changed_in_steps_that_are_kept(transactional_db):
    """A migration that reads rows in Python is no transaction: it may be broken off, and goes on where it was."""
    at_once = [
        name
        for name, migration, _text in since_the_release()
        if migration.atomic is not False and any(isinstance(one, RunPython) for one in migration.operations)
    ]
    assert [name for name in at_once if (name, "at once") not in REVIEWED] == []


# Django draws its models anew between two operations, a tenth of a second, and locks are kept until the end of the migration.
MOST_WHILE_HELD = 6


def held_for(migration, tables):
    """Return how many operations a migration does from the first that takes a table which was there."""
    if migration.atomic is False:
        return 0
    taken = (
        f"{migration.app_label}_{getattr(one, 'model_name_lower', '')}" in tables
        for one in migration.operations
    )
    first = next((place for place, is_taken in enumerate(taken) if is_taken), len(migration.operations))
    return len(migration.operations) - first


def test_a_table_is_taken_for_a_few_operations(transactional_db):
    tables = set(release.facts()["tables"])
    found = [name for name, one, _text in since_the_release() if held_for(one, tables) > MOST_WHILE_HELD]
    assert [name for name in found if (name, "held") not in REVIEWED] == []


def test_a_migration_that_held_the_stories_for_a_second_is_seen():
    """With 100,000 stories one took their table, and then made 20 things that have nothing to do with it."""
    migration = MigrationLoader(None).disk_migrations["articles", "0047_advertising"]
    assert held_for(migration, {"articles_article"}) == 1
    first = Migration("0099_long", "articles")
    first.operations = [*reversed(migration.operations)]
    assert held_for(first, {"articles_article"}) > MOST_WHILE_HELD


# Release 0.2.0 comes to this one through these, with all stories that it has; its web waits, a million stories are no reason to.
SINCE_0_2_0 = ("articles.0020", "staff.0009")
OF_STORIES = {
    "articles_article", "articles_revision", "articles_articleevent", "articles_credit", "articles_taggedarticle",
    "articles_related",
}  # fmt: skip


def reads_all_stories(migration):
    """Return the names of what an atomic migration lets read all rows of a story's table while it holds it."""
    made = {
        f"{migration.app_label}_{one.name.lower()}"
        for one in migration.operations
        if isinstance(one, CreateModel)
    }
    return [
        (getattr(one, "index", None) or one.constraint).name
        for one in migration.operations
        if type(one) in (AddIndex, AddConstraint)
        and f"{migration.app_label}_{one.model_name_lower}" in OF_STORIES - made
    ]


def test_no_migration_since_0_2_0_reads_all_stories_while_it_holds_them():
    found = {}
    for (app, name), migration in MigrationLoader(None).disk_migrations.items():
        is_since = any(f"{app}.{name}" >= first and first.startswith(app) for first in SINCE_0_2_0)
        if is_since and migration.atomic and (names := reads_all_stories(migration)):
            found[f"{app}.{name}"] = names
    assert found == {}


def can_be_repeated(operation):
    """Whether an operation finds nothing in its way that it did before; of an index `migrate` takes away what is left."""
    if isinstance(operation, RunSQL):
        statements = [operation.sql] if isinstance(operation.sql, str) else operation.sql
        return (
            statements[0].startswith("DROP INDEX CONCURRENTLY IF EXISTS")
            or "VALIDATE CONSTRAINT" in statements[0]
        )
    return isinstance(
        operation, AddIndexConcurrently | RemoveIndexConcurrently | ValidateConstraint | RunPython
    )


def test_what_may_be_broken_off_can_be_begun_again():
    """The last operation of one that is not atomic may be any: what is noted right after it was done."""
    found = {}
    for key, migration in MigrationLoader(None).disk_migrations.items():
        if not migration.atomic and key[0] in ("articles", "staff"):
            found[key] = [one for one in migration.operations[:-1] if not can_be_repeated(one)]
    assert len(found) > 4
    assert {key: operations for key, operations in found.items() if operations} == {}


def test_what_was_reviewed_is_there(transactional_db):
    names = {name for name, _migration, _text in since_the_release()}
    assert {name for name, _rule in REVIEWED} <= names


WRONG = {
    "ALTER TABLE articles_article ADD COLUMN x int NOT NULL;": "adding-required-field",
    "ALTER TABLE articles_article ALTER COLUMN headline TYPE varchar(50);": "changing-column-type",
    "ALTER TABLE articles_article RENAME COLUMN headline TO title;": "renaming-column",
    "ALTER TABLE articles_article DROP COLUMN headline;": "ban-drop-column",
    "ALTER TABLE articles_article ADD CONSTRAINT x CHECK (status <> 'draft');": "constraint-missing-not-valid",
    'ALTER TABLE articles_article ADD CONSTRAINT x CHECK (version > 1) NOT VALID;': "tightens",
    "CREATE INDEX x ON articles_revision (number);": "require-concurrent-index-creation",
    "ALTER TABLE articles_article ADD COLUMN x int DEFAULT 0 NOT NULL CHECK (x >= 0);": "adding-checked-column",
    "ALTER TABLE articles_article ADD COLUMN x timestamptz NOT NULL DEFAULT clock_timestamp();": "adding-field-with-default",
    "CREATE TRIGGER x BEFORE INSERT ON articles_credit FOR EACH ROW EXECUTE FUNCTION y();": "tightens",
    "ALTER TABLE articles_article ALTER COLUMN region_id SET NOT NULL;": "adding-not-nullable-field",
}  # fmt: skip


@pytest.mark.parametrize(("statement", "rule"), WRONG.items())
def test_what_holds_or_refuses_is_seen(statement, rule):
    tables = set(release.facts()["tables"])
    assert rule in problems(f"BEGIN;\n{statement}\nCOMMIT;\n", tables, in_transaction=True)


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE articles_article ADD COLUMN x int DEFAULT 0 NOT NULL;",
        "ALTER TABLE articles_article ADD COLUMN x text;",
        "CREATE TABLE brandnew (id bigint PRIMARY KEY); CREATE INDEX y ON brandnew (id);",
        "ALTER TABLE articles_article ADD CONSTRAINT x FOREIGN KEY (photo_id) REFERENCES articles_photo (id) NOT VALID;",
    ],
)
def test_what_lets_everybody_pass_is_not(statement):
    assert (
        problems(f"BEGIN;\n{statement}\nCOMMIT;\n", set(release.facts()["tables"]), in_transaction=True) == {}
    )
