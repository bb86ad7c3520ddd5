"""Confidential notes: encrypted at rest, read by few and on record, gone after their last day, and nowhere else."""

import gzip
from datetime import timedelta
from io import StringIO

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from staff import checks, tasks
from staff.models import SourceNote, SourceNoteReading
from staff.story import source_note_seals
from tests.support.factories import make_article, move, publish

SECRET = "Pak Lurah Sumberkencono"


@pytest.fixture
def story(publication, writer):
    return make_article(writer)


def visit(user):
    client = Client()
    client.force_login(user)
    return client


def url(story, name="source_notes", *args):
    return reverse(f"admin:articles_article_{name}", args=[story.pk, *args])


def write(user, story, status=302, **values):
    last_day = timezone.localdate() + timedelta(days=30)
    data = {"kind": "source", "words": SECRET, "last_day": last_day.isoformat()} | values
    response = visit(user).post(url(story), data)
    assert response.status_code == status
    return response


@pytest.fixture
def note(story, writer):
    write(writer, story)
    return SourceNote.objects.get()


def test_the_database_has_no_word_of_it(note):
    assert SECRET.encode() not in bytes(note.sealed)
    assert source_note_seals.unseal(note.sealed, note.article_id) == SECRET


def test_it_is_in_no_table_export_dossier_search_or_page(
    note, story, writer, editor, managing_editor, tmp_path
):
    publish(Article.objects.get(pk=story.pk), writer, editor)
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for table in tables:
            cursor.execute(f'SELECT 1 FROM "{table}" t WHERE t::text ILIKE %s', [f"%{SECRET}%"])
            assert not cursor.fetchone(), table
    call_command("export_site", str(tmp_path / "keluar"), with_confidential=True, stdout=StringIO())
    assert not [path for path in (tmp_path / "keluar").rglob("*.jsonl") if SECRET in path.read_text()]
    export = StringIO()
    call_command("export_person", "wati", stdout=export)
    assert SECRET not in export.getvalue()
    assert bytes(note.sealed).decode() not in export.getvalue()
    for address in (url(story), url(story, "dossier"), url(story, "review"), url(story, "dossier_file")):
        response = visit(managing_editor).get(address)
        content = b"".join(response) if response.streaming else response.content
        content = gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
        assert SECRET not in content.decode(errors="replace"), address


def test_reading_is_written_down_before_the_words_come(note, story, writer, managing_editor):
    for user in (writer, managing_editor):
        response = visit(user).post(url(story, "source_note", note.pk))
        assert SECRET in response.content.decode()
        assert "no-store" in response["Cache-Control"]
        assert SourceNoteReading.objects.filter(note=note.pk, reader=user).count() == 1
    html = visit(managing_editor).get(url(story)).content.decode()
    assert "Yang membaca catatan naskah ini" in html
    assert SECRET not in html


def test_others_do_not_learn_that_there_is_one(note, story, editor, other_writer):
    move(Article.objects.get(pk=story.pk), ("submit", story.created_by))
    assert "Tidak ada catatan yang boleh Anda baca." in visit(editor).get(url(story)).content.decode()
    assert visit(editor).post(url(story, "source_note", note.pk)).status_code == 404
    assert visit(other_writer).get(url(story)).status_code == 404
    assert not SourceNoteReading.objects.exists()


def test_a_note_of_an_update_is_its_storys(story, writer, editor):
    live = publish(story, writer, editor)
    copy = move(live, ("propose_update", writer))
    write(writer, copy)
    assert SourceNote.objects.get().article_id == live.pk
    assert "Buka (dicatat)" in visit(writer).get(url(live)).content.decode()


def test_whoever_wrote_it_deletes_it_and_nobody_else(note, story, writer, managing_editor):
    assert visit(managing_editor).post(url(story, "source_note_delete", note.pk)).status_code == 403
    assert visit(writer).post(url(story, "source_note_delete", note.pk)).status_code == 302
    assert not SourceNote.objects.exists()


def test_the_worker_deletes_it_after_its_last_day_and_who_read_it_stays(note, story, writer):
    visit(writer).post(url(story, "source_note", note.pk))
    SourceNote.objects.update(last_day=timezone.localdate())
    tasks.clear_expired()
    assert SourceNote.objects.exists()
    SourceNote.objects.update(last_day=timezone.localdate() - timedelta(days=1))
    tasks.clear_expired()
    assert not SourceNote.objects.exists()
    assert SourceNoteReading.objects.get().note == note.pk


@pytest.mark.parametrize(
    "values",
    [
        {"words": ""}, {"words": "x" * 1_000_000}, {"last_day": "kemarin"}, {"last_day": "2020-01-01"},
        {"last_day": "2099-01-01"}, {"kind": "gosip"}, {"words": "a\x00b"},
    ],
)  # fmt: skip
def test_bad_input_is_told_and_writes_nothing(story, writer, values):
    html = write(writer, story, 400, **values).content.decode()
    [name] = values
    assert f'id="id_{name}_error"' in html
    assert not SourceNote.objects.exists()


# ---- Keys


def test_without_a_key_nothing_is_written_or_read_and_a_check_says_so(note, story, writer, settings):
    assert checks.source_notes_have_keys(["default"]) == []
    settings.SOURCE_NOTE_KEYS = []
    assert "SOURCE_NOTE_KEYS" in write(writer, story, 400).content.decode()
    assert SourceNote.objects.count() == 1
    response = visit(writer).post(url(story, "source_note", note.pk))
    assert (response.status_code, SECRET in response.content.decode()) == (400, False)
    assert not SourceNoteReading.objects.exists()
    [error] = checks.source_notes_have_keys(["default"])
    assert error.id == "staff.E001"
    SourceNote.objects.all().delete()
    assert checks.source_notes_have_keys(["default"]) == []


def test_a_new_key_goes_before_and_the_former_one_still_reads(note, story, writer, settings):
    settings.SOURCE_NOTE_KEYS = [Fernet.generate_key().decode(), *settings.SOURCE_NOTE_KEYS]
    assert SECRET in visit(writer).post(url(story, "source_note", note.pk)).content.decode()
    settings.SOURCE_NOTE_KEYS = settings.SOURCE_NOTE_KEYS[:1]
    html = visit(writer).post(url(story, "source_note", note.pk)).content.decode()
    assert "Kunci catatan ini tidak ada pada server ini." in html


def test_a_note_that_is_moved_to_another_story_does_not_open(note, writer):
    other = make_article(writer, headline="Lain")
    SourceNote.objects.update(article=other)
    html = visit(writer).post(url(other, "source_note", note.pk)).content.decode()
    assert SECRET not in html
