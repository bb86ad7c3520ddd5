"""A folder of an export into an empty house: all of it in one transaction, or nothing.

Rows come in as they went out, with their numbers. What triggers write beside them (the record of changes, the history
of the masthead) is taken away before the exported rows of these tables come in, by the statement that empties tables.
"""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from articles.bulk import batched
from articles.database_state import is_away
from articles.models import Article, SearchName, SearchWord
from articles.search import indexing
from articles.text import body
from staff.beginning import emptying, setup
from staff.transfer import rows
from staff.transfer.errors import TransferError
from staff.transfer.files import TABLES_WITH_FILES, In
from staff.transfer.folder import inside, plain_errors, read_manifest
from staff.transfer.tables import LISTS, PARTS, STORIES, WRITTEN_BY_TRIGGERS

MOST_TOLD = 20  # problems of a kind
LONGEST_LINE = 128 * 1024 * 1024  # bytes
_TEXTS = {STORIES.table: "body", "articles_page": "body"}


def _no_step(phase, behind, total):
    """Report progress to nobody."""


def import_site(path, *, cleans=False, step: Callable[[str, int, int], None] = _no_step):
    """Bring a house in, and return {"counts": …, "missing_files": …}. Raises TransferError, and nothing has happened.

    `cleans` brings texts into the form of this house's editor that are in another one; otherwise they are refused.
    """
    root = Path(path)
    manifest = read_manifest(root)
    if not manifest.get("is_complete"):
        message = _("The export in %(path)s was broken off. Give export_site again: it goes on where it was.")
        raise TransferError(message % {"path": path})
    with plain_errors(path), transaction.atomic():
        return _Import(root, manifest, cleans, step).run()


class _Import:
    def __init__(self, root, manifest, cleans, step):
        self.root, self.manifest, self.cleans, self.step = root, manifest, cleans, step
        self.files = In(root)
        self.counts = {}
        self.tables = {table.name: table for table in (STORIES, *PARTS, *LISTS)}

    def run(self):
        defaults = self.check_tables()
        if setup.holds_work():
            message = _(
                "A newspaper is in this database already. import_site begins in one that only migrate has touched."
            )
            raise TransferError(message)
        self.readers = {
            name: _Rows(self.tables[name], columns, defaults[name]) for name, columns in self.columns.items()
        }
        self.ids = {table: {} for table in rows.NAMES}
        with connection.cursor() as cursor:
            self.ids = {table: rows.ids_by_name(cursor, table) for table in rows.NAMES}
            try:
                emptying.empty_tables(cursor)
            except emptying.Busy as error:
                message = _(
                    "Somebody writes into this database. Stop the worker and the site, and give the command again."
                )
                raise TransferError(message) from error
            for table in LISTS:
                if table.table not in WRITTEN_BY_TRIGGERS:
                    self.read_list(cursor, table)
            self.read_stories(cursor)
            self.check_references(cursor)
            self.replace_what_triggers_wrote(cursor)
            for table in (STORIES, *PARTS, *LISTS):
                rows.raise_numbers(cursor, table)
        self.index()
        self.bring_files()
        return {"counts": self.counts, "missing_files": self.files.missing}

    # ---- The manifest

    @property
    def columns(self):
        return self.manifest["tables"]

    def check_tables(self):
        """Compare the export's tables with ours. Returns {table: values of columns that it does not have}."""
        problems = [
            _("unknown table: %(name)s") % {"name": name} for name in self.columns if name not in self.tables
        ]
        problems += self.problems_of_files()
        defaults = {}
        for name, columns in self.columns.items():
            if table := self.tables.get(name):
                own = set(table.columns)
                unknown = [str(column) for column in columns if column not in own]
                problems += [
                    f"{name}: " + _("unknown column: %(name)s") % {"name": column} for column in unknown
                ]
                defaults[name], missing = _defaults(table, own - set(columns))
                problems += [
                    f"{name}: " + _("column is missing: %(name)s") % {"name": column} for column in missing
                ]
        if problems or "stories" not in self.columns:
            made_by = ", ".join(f"{app} {name}" for app, name in self.manifest.get("migrations", {}).items())
            message = _("The export does not fit this release (made by %(made_by)s): %(problems)s")
            raise TransferError(message % {"made_by": made_by or "?", "problems": _list(problems)})
        return defaults

    def problems_of_files(self):
        """Yield files of no table, and tables whose files do not have as many lines as the manifest says."""
        files, counts = self.manifest["files"], self.manifest["counts"]
        tables = [table for table in (STORIES, *LISTS) if table.name in self.columns]
        names = {table.name: self.names(table) for table in tables}
        for name in files:
            inside(self.root, name)
        for name in sorted(set(files) - {name for own in names.values() for name in own}):
            yield _("unknown file: %(name)s") % {"name": name}
        for table, own in names.items():
            lines = sum(files[name]["lines"] for name in own)
            if lines != counts.get(table):
                yield _("%(table)s: %(lines)d lines, not %(count)s") % {
                    "table": table, "lines": lines, "count": counts.get(table),
                }  # fmt: skip

    # ---- Files

    def lines(self, name):
        """Yield (number, line as data) of a file; at its end it has to be the file that was exported."""
        entry, digest = self.manifest["files"][name], hashlib.sha256()
        with inside(self.root, name).open("rb") as file:
            for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE), b""), 1):
                digest.update(line)
                try:
                    data = json.loads(line)
                except (ValueError, RecursionError) as error:
                    raise _wrong(name, number, _("this is no line of JSON")) from error
                if not isinstance(data, dict):
                    raise _wrong(name, number, _("this is no line of JSON"))
                yield number, data
        if digest.hexdigest() != entry.get("sha256"):
            message = _("%(name)s is not the file that was exported: it was changed or is not whole.")
            raise TransferError(message % {"name": name})

    def names(self, table):
        whole, folder = f"{table.name}.jsonl", f"{table.name}/"
        return sorted(name for name in self.manifest["files"] if name == whole or name.startswith(folder))

    # ---- Rows

    def read_list(self, cursor, table):
        if table.name not in self.readers:
            return
        reader, behind = self.readers[table.name], 0
        for name in self.names(table):
            for batch in batched(self.lines(name), rows.BATCH):
                pairs = [(number, self.prepared(name, number, reader, data)) for number, data in batch]
                _insert(cursor, reader, name, pairs)
                behind += len(batch)
                self.step(table.name, behind, 0)
        self.counts[table.name] = behind

    def prepared(self, name, number, reader, data):
        row = reader.row(name, number, data)
        table = reader.table
        for column, names in table.by_name.items():
            if row[column] not in self.ids[names]:
                message = _("there is no role or right “%(name)s” here")
                raise _wrong(name, number, message % {"name": str(row[column])[:80]})
            row[column] = self.ids[names][row[column]]
        if column := _TEXTS.get(table.table):
            row[column] = self.clean(name, number, row[column])
        if table.table in TABLES_WITH_FILES:
            try:
                self.files.look(table.table, row)
            except (TypeError, KeyError, ValueError) as error:
                raise _wrong(name, number, _("its files are not named as they should be")) from error
        return row

    def clean(self, name, number, text):
        """The text as this house's editor would keep it. Raises TransferError where it is another one."""
        cleaned = body.clean(text) if isinstance(text, str) else None
        if cleaned is not None and cleaned.replace("\n", "") == text.replace("\n", ""):
            return text  # where lines end between blocks is nobody's business
        if cleaned is None or not self.cleans:
            message = _(
                "its text holds what this house's editor does not keep. --clean-texts brings such texts into its form"
            )
            raise _wrong(name, number, message)
        return cleaned

    def read_stories(self, cursor):
        behind, total = 0, self.manifest.get("counts", {}).get("stories", 0)
        for name in self.names(STORIES):
            for batch in batched(self.lines(name), rows.BATCH):
                by_table = {table: [] for table in self.readers}
                for number, data in batch:
                    for table, row in self.story_rows(name, number, data):
                        by_table[table].append((number, row))
                for table in (STORIES, *PARTS):  # a story's row first: triggers of the others read it
                    if by_table.get(table.name):
                        _insert(cursor, self.readers[table.name], name, by_table[table.name])
                behind += len(batch)
                self.step("stories", behind, total)
        self.counts["stories"] = behind

    def story_rows(self, name, number, data):
        """Yield (table, row) of a story's line."""
        own = data.get("rows")
        if not isinstance(own, dict) or not isinstance(own.get("story"), dict):
            raise _wrong(
                name, number, _("it has no rows; import_wordpress takes in stories of other systems")
            )
        if unknown := set(data) - {*rows.PLAIN, *rows.READABLE, "rows"}:
            raise _wrong(
                name, number, _("unknown field: %(name)s") % {"name": ", ".join(sorted(unknown))[:200]}
            )
        top = {key: data[key] for key in rows.PLAIN if key in data}
        yield "stories", self.prepared(name, number, self.readers["stories"], top | own["story"])
        for part, part_rows in own.items():
            if part == "story":
                continue
            if part not in self.readers or self.tables[part] not in PARTS or not isinstance(part_rows, list):
                raise _wrong(name, number, _("unknown field: %(name)s") % {"name": f"rows.{part}"[:200]})
            table = self.tables[part]
            for row in part_rows:
                row = self.prepared(name, number, self.readers[part], row)
                if row[table.story] != data.get("id"):
                    raise _wrong(name, number, _("%(part)s: a row is of another story") % {"part": part})
                yield part, row

    # ---- Afterwards

    def check_references(self, cursor):
        """Let the database look whether each row leads to one that is there. Raises TransferError with all that do not."""
        try:
            with transaction.atomic():
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        except DatabaseError as error:
            if is_away(error):
                raise
            problems = [
                problem for table in (STORIES, *PARTS, *LISTS) for problem in _loose_ends(cursor, table)
            ]
            message = _("Some rows lead to what is not in the export: %(problems)s")
            raise TransferError(message % {"problems": _list(problems) or _reason(error)}) from error

    def replace_what_triggers_wrote(self, cursor):
        emptying.truncate(cursor, WRITTEN_BY_TRIGGERS)
        for table in LISTS:
            if table.table in WRITTEN_BY_TRIGGERS:
                self.read_list(cursor, table)

    def index(self):
        """Make the words of all stories, which no export holds."""
        indexing.learn_names()
        if "search_names" not in self.counts:
            SearchName.objects.update(is_indexed=True)
        total = self.counts["stories"]
        for number, _last in enumerate(indexing.index_all(Article.objects.filter(search_entry=None)), 1):
            self.step("words", min(number * indexing.BATCH, total), total)
        SearchWord.objects.learn()

    def bring_files(self):
        for table in LISTS:
            if table.table in TABLES_WITH_FILES and table.name in self.readers:
                for name in self.names(table):
                    for _number, data in self.lines(name):
                        self.files.store(table.table, data)
                        self.step("files", sum(self.files.counts.values()), 0)


class _Rows:
    """Rows of one table as an export has them."""

    def __init__(self, table, columns, defaults):
        self.table, self.expected, self.defaults = table, set(columns), defaults
        self.columns = [*columns, *defaults]

    def row(self, name, number, data):
        """A row with all its columns. Raises TransferError where it has others than the manifest says."""
        if not isinstance(data, dict) or set(data) != self.expected:
            own = set(data) if isinstance(data, dict) else set()
            names = sorted(map(str, own ^ self.expected))
            message = _("%(table)s: unknown or missing field: %(names)s")
            raise _wrong(name, number, message % {"table": self.table.name, "names": ", ".join(names)[:200]})
        return data | self.defaults


def _defaults(table, missing):
    """({column: value} for columns that an older export does not have, the names of those without a default)."""
    values, without = {}, []
    for column in sorted(missing):
        field = next(f for f in table.meta.local_concrete_fields if f.column == column)
        if field.has_default() or field.null:
            values[column] = field.get_default()
        elif field.empty_strings_allowed and field.blank:
            values[column] = ""
        else:
            without.append(column)
    return values, without


def _insert(cursor, reader, name, pairs):
    """Write rows; one that the database refuses is named by its line."""
    try:
        with transaction.atomic():
            rows.insert(cursor, reader.table, [row for _number, row in pairs], reader.columns)
    except (DatabaseError, ValueError) as error:
        if is_away(error):
            raise
        if len(pairs) > 1:
            middle = len(pairs) // 2
            _insert(cursor, reader, name, pairs[:middle])
            _insert(cursor, reader, name, pairs[middle:])
            return
        message = f"{reader.table.name}: {_reason(error)}"
        raise _wrong(name, pairs[0][0], message) from error


def _loose_ends(cursor, table):
    """Yield what in a table leads to a row that is not there."""
    for column, target in table.references.items():
        if column not in table.columns:
            continue
        field = next(f for f in table.meta.local_concrete_fields if f.column == column)
        key = field.target_field.column
        cursor.execute(
            f'SELECT t."{table.key}", t."{column}" FROM "{table.table}" t LEFT JOIN "{target}" o ON o."{key}" = t."{column}"'
            f' WHERE t."{column}" IS NOT NULL AND o."{key}" IS NULL ORDER BY 1 LIMIT {MOST_TOLD}'
        )
        for pk, number in cursor.fetchall():
            facts = {"table": table.name, "row": pk, "column": column, "number": number}
            yield _("%(table)s %(row)s: %(column)s leads to %(number)s") % facts


def _reason(error):
    """The first line of what the database said."""
    diagnosis = getattr(getattr(error, "__cause__", None), "diag", None)
    parts = [getattr(diagnosis, name, None) for name in ("message_primary", "message_detail")]
    return ". ".join(part for part in parts if part)[:300] or str(error).partition("\n")[0][:300]


def _wrong(name, number, message):
    facts = {"file": name, "line": number, "message": message}
    return TransferError(_("%(file)s, line %(line)d: %(message)s.") % facts)


def _list(problems):
    """The first of many, and how many there are."""
    more = len(problems) - MOST_TOLD
    return "; ".join(problems[:MOST_TOLD]) + (_(" and %(count)d more") % {"count": more} if more > 0 else "")
