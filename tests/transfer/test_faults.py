"""What goes wrong with an export or an import is told in words, and nothing is half done."""

import errno
import json
import os
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from articles.models import Article, Publication
from staff.models import User
from staff.transfer import export as export_module
from staff.transfer import folder as folders
from tests.support.factories import make_article, publish

pytestmark = pytest.mark.usefixtures("newsroom_of_two")


@pytest.fixture
def newsroom_of_two(writer, editor):
    """A story that readers have, and one that is begun."""
    publish(make_article(writer), writer, editor)
    make_article(writer, headline="Pasar Kraksaan sepi", body="<p>Pedagang mengeluh.</p>")


def come_in(folder, **options):
    call_command("import_site", str(folder), stdout=StringIO(), **options)


def change_manifest(folder, **facts):
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | facts))


def rewrite(folder, pattern, change):
    """Change the lines of files, and their entries in the manifest, as whoever writes one by hand."""
    folder_of_hand = folders.Folder(folder, {})
    manifest = json.loads((folder / "manifest.json").read_text())
    for path in sorted(folder.glob(pattern)):
        data = [json.loads(line) for line in path.read_text().splitlines()]
        for row in data:
            change(row)
        folder_of_hand.write(path.relative_to(folder).as_posix(), map(json.dumps, data))
    change_manifest(folder, **(manifest | {"files": manifest["files"] | folder_of_hand.files}))


def file_of_newest(folder):
    """The file with the line of “Pasar Kraksaan sepi”; its number depends on the story's."""
    return max(folder.glob("stories/*.jsonl"))


def refusal(folder, empty_house):
    empty_house()
    with pytest.raises(CommandError) as error:
        come_in(folder)
    assert not Article.objects.exists()
    assert not User.objects.exists()
    assert not Publication.objects.exists()
    return str(error.value)


def test_a_house_does_not_come_into_another(leave):
    folder = leave()
    with pytest.raises(CommandError, match="sudah berisi media"):
        come_in(folder)
    assert Article.objects.count() == 2


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "stories/../../x", "stories/a\\b", "resep.jsonl"]
)
def test_a_manifest_that_names_other_files_is_refused(leave, empty_house, name):
    folder = leave()
    manifest = json.loads((folder / "manifest.json").read_text())
    change_manifest(folder, files=manifest["files"] | {name: manifest["files"]["people.jsonl"]})
    assert name in refusal(folder, empty_house)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda manifest: manifest.update(format="lain"), "bukan ekspor"),
        (lambda manifest: manifest.update(version=2), "versi 2"),
        (lambda manifest: manifest.update(is_complete=False), "terputus"),
        (lambda manifest: manifest.update(files=[]), "tidak dapat dibaca"),
        (lambda manifest: manifest.update(tables={"stories": [{}]}), "tidak dapat dibaca"),
        (lambda manifest: manifest.update(migrations=[]), "tidak dapat dibaca"),
        (lambda manifest: manifest.update(counts=5), "tidak dapat dibaca"),
        (lambda manifest: manifest["counts"].update(stories=3), "stories: 2 baris, bukan 3"),
        (lambda manifest: manifest["files"].pop("people.jsonl"), "people: 0 baris"),
        (lambda manifest: manifest["tables"].pop("people"), "people.jsonl"),
        (lambda manifest: manifest["tables"].update(resep=["id"]), "resep"),
        (lambda manifest: manifest["tables"]["stories"].append("rasa"), "rasa"),
        (lambda manifest: manifest["tables"]["stories"].remove("headline"), "headline"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(leave, empty_house, change, words):
    folder = leave()
    manifest = json.loads((folder / "manifest.json").read_text())
    change(manifest)
    (folder / "manifest.json").write_text(json.dumps(manifest))
    assert words in refusal(folder, empty_house)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "[" * 10_000])
def test_a_manifest_that_is_none_is_refused(leave, empty_house, text):
    folder = leave()
    (folder / "manifest.json").write_text(text)
    assert "manifest.json" in refusal(folder, empty_house)


def test_a_folder_without_export_is_refused(tmp_path, empty_house):
    assert "manifest.json" in refusal(tmp_path, empty_house)


@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        ("stories/*.jsonl", lambda row: row.update(rasa="pedas"), "rasa"),
        ("stories/*.jsonl", lambda row: row["rows"].update(resep=[]), "resep"),
        ("stories/*.jsonl", lambda row: row["rows"].pop("story"), "import_wordpress"),
        (
            "stories/*.jsonl",
            lambda row: row["rows"]["credits"][0].update(article_id=99),
            "milik berita lain",
        ),
        ("stories/*.jsonl", lambda row: row["rows"]["credits"][0].update(rasa=1), "rasa"),
        ("stories/*.jsonl", lambda row: row["rows"].update(credits="x"), "credits"),
        ("stories/*.jsonl", lambda row: row.update(status="tayang"), "baris 1"),
        ("stories/*.jsonl", lambda row: row.update(published_at="kemarin"), "baris 1"),
        ("stories/*.jsonl", lambda row: row.update(headline="x" * 300), "baris 1"),
        ("stories/*.jsonl", lambda row: row.update(headline="x\0"), "baris 1"),
        (
            "stories/*.jsonl",
            lambda row: row.update(body="<p>x</p><script>alert(1)</script>"),
            "--clean-texts",
        ),
        ("stories/*.jsonl", lambda row: row.update(body=5), "--clean-texts"),
        ("stories/*.jsonl", lambda row: row["rows"]["story"].update(category_id=12345), "category_id"),
        ("people.jsonl", lambda row: row.update(user_id=98765), "98765"),
        ("people.jsonl", lambda row: row.pop("name"), "name"),
        ("account_roles.jsonl", lambda row: row.update(group_id="Raja"), "Raja"),
        ("accounts.jsonl", lambda row: row.update(password="x"), "password"),
        ("categories.jsonl", lambda row: row.update(slug="tidak boleh"), "categories"),
    ],
)
def test_a_line_that_is_wrong_is_told_and_nothing_comes_in(leave, empty_house, name, change, words):
    folder = leave()
    rewrite(folder, name, change)
    assert words in refusal(folder, empty_house)


@pytest.mark.parametrize("text", ["{", "[1]", "null", "[" * 5000, ""])
def test_a_line_that_is_no_json_is_told(leave, empty_house, text):
    folder = leave()
    with (folder / "people.jsonl").open("a") as file:
        file.write(f"{text}\n")
    assert "people.jsonl" in refusal(folder, empty_house)


def test_a_file_that_was_changed_since_is_told(leave, empty_house):
    folder = leave()
    path = file_of_newest(folder)
    path.write_text(path.read_text().replace("Pasar Kraksaan sepi", "Pasar Kraksaan ramai"))
    assert f"stories/{path.name}" in refusal(folder, empty_house)


def test_texts_of_another_editor_come_in_cleaned_when_asked_for(leave, empty_house):
    folder = leave()
    rewrite(folder, "stories/*.jsonl", lambda row: row.update(body="<p onclick=x>Isi.</p><script>x</script>"))
    empty_house()
    come_in(folder, clean_texts=True)
    assert set(Article.objects.values_list("body", flat=True)) == {"<p>Isi.</p>"}


def test_a_full_disk_is_told_in_words_and_the_command_goes_on_afterwards(tmp_path, monkeypatch, empty_house):
    written = []

    def full(self, name, lines, fingerprint=""):
        if len(written) == 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written.append(name)
        return write(self, name, lines, fingerprint)

    write = folders.Folder.write
    monkeypatch.setattr(folders.Folder, "write", full)
    with pytest.raises(CommandError, match="Cakram penuh"):
        call_command("export_site", str(tmp_path / "keluar"), stdout=StringIO())
    monkeypatch.setattr(folders.Folder, "write", lambda *args: (again.append(args[1]), write(*args))[1])
    again = []
    call_command("export_site", str(tmp_path / "keluar"), stdout=StringIO())
    assert not set(written) & set(again), "what was whole is not written again"
    empty_house()
    come_in(tmp_path / "keluar")
    assert Article.objects.count() == 2


@pytest.mark.parametrize("statement", ["INSERT", "SET CONSTRAINTS", "SELECT t."])
def test_a_database_that_goes_away_is_no_fault_of_a_row(leave, empty_house, statement):
    """Where the rows are written, and where their references are looked at, what refuses a row is told with the row."""
    folder = leave()

    def away(execute, sql, *args):
        if str(sql).startswith(statement):
            raise OperationalError("the connection is closed")
        return execute(sql, *args)

    if statement == "SELECT t.":
        rewrite(folder, "stories/*.jsonl", lambda row: row["rows"]["story"].update(category_id=12345))
    empty_house()
    with connection.execute_wrapper(away), pytest.raises(CommandError) as told:
        come_in(folder)
    assert "Basis data tidak menjawab" in str(told.value)


def test_an_export_that_was_broken_off_is_no_export_yet(tmp_path, monkeypatch, empty_house):
    monkeypatch.setattr(
        export_module._Export, "finish", lambda self: (_ for _ in ()).throw(KeyboardInterrupt)
    )
    with pytest.raises(KeyboardInterrupt):
        call_command("export_site", str(tmp_path / "keluar"), stdout=StringIO())
    assert "terputus" in refusal(tmp_path / "keluar", empty_house)


def test_a_second_export_into_the_folder_writes_what_changed(leave, writer):
    folder = leave()
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.jsonl")}
    article = Article.objects.get(headline="Pasar Kraksaan sepi")
    article.comments.create(author=writer, words="Sudah dicek?")
    leave()
    changed = {path.name for path in folder.rglob("*.jsonl") if path.stat().st_mtime_ns != before.get(path)}
    assert file_of_newest(folder).name in changed
    assert "people.jsonl" not in changed
    assert "Sudah dicek?" in file_of_newest(folder).read_text()


def test_a_folder_with_something_else_is_left_alone(tmp_path):
    (tmp_path / "penting.txt").write_text("x")
    with pytest.raises(CommandError, match="folder baru"):
        call_command("export_site", str(tmp_path), stdout=StringIO())
    assert [path.name for path in tmp_path.iterdir() if path.name != ".lock"] == ["penting.txt"]


def test_another_scope_does_not_go_into_the_same_folder(leave):
    leave()
    with pytest.raises(CommandError, match="yang lain"):
        leave(year=2020)


def test_an_export_is_for_its_owner_alone(leave):
    folder = leave()
    assert {path.stat().st_mode & 0o077 for path in [folder, *folder.rglob("*")]} == {0}


@pytest.mark.parametrize("options", [{"category": "tidak-ada"}, {"region": "tidak-ada"}])
def test_a_list_that_is_not_there_is_told(leave, options):
    with pytest.raises(CommandError, match="tidak-ada"):
        leave(**options)


@pytest.mark.parametrize("command", ["dumpdata", "loaddata"])
def test_what_cannot_be_loaded_again_is_refused_with_what_can(command):
    with pytest.raises(CommandError, match=r"export_site|import_site"):
        call_command(command, "articles")
