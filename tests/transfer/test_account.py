"""The account of the way out is closed: nothing that a house has is neither exported nor explained."""

from collections import Counter

from django.apps import apps
from django.db.models import FileField

from staff.personal_data import kinds
from staff.transfer import files
from staff.transfer.tables import LEFT_OUT, LISTS, PARTS, TABLES, Take

SECRETS = ("password", "secret", "token", "digest", "credential")


def test_every_table_is_exported_or_has_a_reason():
    models = {
        model._meta.label for model in apps.get_models(include_auto_created=True) if model._meta.managed
    }
    named = Counter([table.model for table in TABLES] + list(LEFT_OUT))
    assert models - set(named) == set(), "say in staff/transfer/tables.py what becomes of them"
    assert set(named) - models == set()
    assert [name for name, count in named.items() if count > 1] == []


def test_every_column_is_exported_or_has_a_reason():
    for table in TABLES:
        columns = {field.column for field in table.meta.local_concrete_fields if not field.generated}
        assert set(table.columns) | set(table.without) == columns
        assert set(table.without) <= columns
        assert all(table.without.values())
        assert set(table.fresh) <= set(table.without)
        for column in table.without:
            field = next(f for f in table.meta.local_concrete_fields if f.column == column)
            assert column in table.fresh or field.null or field.has_default(), f"{table.model}.{column}"


def test_every_reason_is_a_sentence_of_words():
    assert all(len(reason.split()) > 3 for reason in LEFT_OUT.values())


def test_names_of_files_and_parts_are_each_one_thing():
    assert len({table.name for table in TABLES}) == len(TABLES)
    assert all(table.story for table in PARTS)
    assert not any(table.story for table in LISTS)


def test_what_rows_lead_to_is_exported_too():
    exported = {table.table for table in TABLES}
    for table in TABLES:
        for column, target in table.references.items():
            assert target in exported or column in table.by_name, f"{table.model}.{column} leads to {target}"


def test_what_opens_an_account_is_never_exported():
    """A column whose name speaks of a secret is left out, or named here because it opens nothing."""
    harmless = {
        "staff.ProtectionAnswer.digest",  # of words of a story
        "staff.Comment.token", "articles.Article.form_token", "staff.Complaint.form_token",  # a form that is sent twice
        "articles.Revision.digest", "articles.ImportedItem.digest",  # of texts
        "articles.RedactionEntry.former_digest", "articles.RedactionEntry.new_digest",
    }  # fmt: skip
    columns = {f"{table.model}.{column}" for table in TABLES for column in table.columns}
    suspicious = {name for name in columns if any(word in name.rpartition(".")[2] for word in SECRETS)}
    assert suspicious == harmless


def test_confidential_tables_are_those_of_notes_and_seals():
    confidential = {table.model for table in TABLES if table.is_confidential}
    assert confidential == {
        "staff.SourceNote", "staff.SourceNoteReading", "staff.RedactionRun", "staff.SealedOriginal", "staff.SealReading",
    }  # fmt: skip


def test_the_table_of_personal_data_knows_each_exported_table_of_people():
    """What an export takes of people is told where all kinds of personal data are."""
    known = {rows.model for kind in kinds.KINDS for rows in kind.rows}
    for table in TABLES:
        if table.take == Take.HOUSE and "staff_user" in table.references.values():
            assert table.model in known, table.model


def test_every_file_that_a_row_names_goes_along():
    with_files = {
        table.table
        for table in TABLES
        if any(isinstance(field, FileField) for field in table.meta.local_fields)
    }
    assert with_files == files.TABLES_WITH_FILES
