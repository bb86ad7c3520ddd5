"""The command: a dry run that writes nothing, a report that adds up, and failures that say what to do."""

import csv
import io
import json
import re

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django_tasks_db.models import DBTaskResult

from articles.management.commands.import_wordpress import Progress
from articles.models import (
    Article,
    ImportedItem,
    ImportRun,
    OldSite,
    Page,
    Person,
    SearchWord,
)
from articles.wordpress import lock, runs, stories
from articles.wordpress.errors import ExportError
from articles.wordpress.report import Report
from tests.support import wxr
from tests.support.factories import make_region, picture, run_tasks


@pytest.fixture
def write(tmp_path):
    def written(*parts, name="ekspor.xml"):
        path = tmp_path / name
        path.write_bytes(parts[0] if isinstance(parts[0], bytes) else wxr.export(*parts))
        return path

    return written


def command(*args, **kwargs):
    out = io.StringIO()
    call_command("import_wordpress", *map(str, args), stdout=out, **kwargs)
    return out.getvalue()


def counts(told):
    """Created, updated, unchanged, skipped and failed, as the last part of what the command says tells them."""
    summary = next(line for line in told.splitlines() if line.count(",") == 4 and ":" in line)
    return [int(number) for number in re.findall(r"(\d+) [^,:]+(?=[,.])", summary.partition(":")[2])]


SITE = (
    wxr.author("rina", "Rina Wati"),
    wxr.category("kraksaan", "Kraksaan"),
    wxr.item(1, "Satu <b>tebal</b>", content="<p>KRAKSAAN – Isi “berita”.</p><p>Penulis: Oki</p>"),
    wxr.item(
        2,
        "Dua",
        content='<p>Isi.</p><p>Baca Juga: <a href="/?p=1">Satu</a></p>'
        '<p>Tengah.</p><p>Baca Juga: <a href="/2018/11/19/tiada/">Tiada</a></p><p>Akhir.</p>',
    ),
    wxr.item(3, "Tiga", status="private"),
    wxr.item(4, "Halaman", type="page"),
    wxr.item(5, "=cmd()", content="<p>Pasir\x08 hitam.</p>"),
    wxr.item(
        6, "", type="attachment", status="inherit", attachment_url=f"{wxr.SITE}/wp-content/uploads/a.jpg"
    ),
)


def test_a_dry_run_writes_nothing_and_tells_what_a_run_will_do(
    db, write, tmp_path, django_assert_num_queries
):
    make_region()
    path = write(*SITE)
    people = Person.objects.count()
    command(path, "--dry-run", "--report", tmp_path / "uji")
    for model in (Article, OldSite, ImportedItem, ImportRun, DBTaskResult):
        assert not model.objects.exists()
    assert Person.objects.count() == people
    command(path, "--report", tmp_path / "jadi")
    dry, real = (json.loads((tmp_path / name / "report.json").read_text()) for name in ("uji", "jadi"))
    assert (dry["dry_run"], real["dry_run"]) == (True, False)
    assert dry["found"] == real["found"] == 6
    expected = {"created": 5, "updated": 0, "unchanged": 0, "skipped": 1, "failed": 0}
    assert dry["outcomes"] == real["outcomes"] == expected
    assert kinds(dry) == kinds(real)
    assert "related-unresolved" in kinds(dry)
    assert "control-repaired" in kinds(dry)
    proposed = json.loads((tmp_path / "uji" / "mapping.json").read_text())
    assert [(entry["slug"], entry["to"]) for entry in proposed["terms"]] == [("kraksaan", "region")]
    assert not (tmp_path / "jadi" / "mapping.json").exists()


def kinds(data):
    return {kind["kind"]: kind["count"] for kind in data["kinds"]} | {"picture-missing": 0}


def test_a_dry_run_knows_what_is_here_already(db, write, tmp_path, editor):
    path = write(wxr.item(1, "A"), wxr.item(2, "B"), wxr.item(3, "C"))
    command(path)
    edited = Article.objects.get(headline="C")
    edited.write(edited.snapshot().replace(headline="Judul redaksi"), by=editor)
    path = write(wxr.item(1, "A"), wxr.item(2, "B baru"), wxr.item(3, "C baru"), wxr.item(4, "D"))
    told = command(path, "--dry-run")
    assert counts(told) == [1, 1, 1, 1, 0]
    assert counts(command(path)) == [1, 1, 1, 1, 0]


def test_the_report_is_a_page_with_examples_and_all_notes_are_in_a_table(db, write, tmp_path):
    command(write(*SITE), "--report", tmp_path)
    page = (tmp_path / "report.html").read_text()
    story = Article.objects.get(headline="Satu tebal")
    assert story.get_absolute_url() in page
    assert f"{wxr.SITE}/2018/11/19/berita-1/" in page
    assert "Penulis: Oki" in page
    assert "Oki" in page
    data = json.loads((tmp_path / "report.json").read_text())
    credits = next(kind for kind in data["kinds"] if kind["kind"] == "credits")
    assert credits["understood"]
    assert credits["examples"][0]["after"].endswith("Oki")
    assert sum(entry["count"] for entry in data["by_type"]) == data["found"] == sum(data["outcomes"].values())
    with (tmp_path / "notes.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == sum(kind["count"] for kind in data["kinds"])
    assert {row["title"] for row in rows if row["id"] == "5"} == {"'=cmd()"}
    assert not re.search(r"<script|[^']=cmd", page.replace(">=cmd()", ""))


def test_a_report_that_does_not_add_up_is_an_error():
    report = Report(site="", is_dry=True, started_at=None, files=[], total=3)
    report.counts["post", "created", ""] = 2
    with pytest.raises(AssertionError, match="3"):
        report.check()
    report.counts["post", "waiting", ""] = 1
    with pytest.raises(AssertionError):
        report.check()


def test_titles_and_notes_cannot_break_the_page(db, write, tmp_path):
    command(
        write(wxr.item(1, "A &lt;script&gt;alert(1)&lt;/script&gt;", status="private")), "--report", tmp_path
    )
    page = (tmp_path / "report.html").read_text()
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_pictures_that_are_missing_are_listed_with_a_command(db, write, tmp_path):
    path = write(
        wxr.item(1, meta=[("_thumbnail_id", "9")]),
        wxr.item(
            9, type="attachment", status="inherit", attachment_url=f"{wxr.SITE}/wp-content/uploads/a.jpg"
        ),
    )
    command(path, "--report", tmp_path / "hasil")
    data = json.loads((tmp_path / "hasil" / "report.json").read_text())["missing_pictures"]
    assert data["count"] == 1
    assert data["first"][0]["address"].endswith("/a.jpg")
    assert "import_wordpress" in data["again"]
    assert "--uploads-dir" in data["again"]
    (tmp_path / "uploads").mkdir()
    (tmp_path / "uploads" / "a.jpg").write_bytes(picture())
    told = command(path, "--uploads-dir", tmp_path / "uploads")
    assert counts(told)[:2] == [1, 1]
    assert Article.objects.get().lead_photo


def test_stories_find_their_like_and_their_words_afterwards(db, write):
    tagged = [("post_tag", "banjir", "Banjir")]
    command(write(wxr.item(1, "Banjir Dringu", terms=tagged), wxr.item(2, "Banjir Kraksaan", terms=tagged)))
    one, two = Article.objects.order_by("pk")
    assert one.similar_ids == []
    run_tasks()
    one.refresh_from_db()
    assert one.similar_ids == [two.pk]
    assert SearchWord.objects.filter(word="dringu").exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (wxr.export(wxr.item(1), "</rusak>", wxr.item(2)), r"ekspor\.xml.*\d"),
        (wxr.export(wxr.item(1)).replace(b"<rss", b"<!DOCTYPE x>\n<rss"), r"3"),
        (wxr.export(wxr.item(1), wxr.item(2))[:-300], "--accept-cut"),
        (wxr.export(), "."),
        (b"<html></html>", r"ekspor\.xml"),
    ],
)
@pytest.mark.parametrize("more", [[], ["--dry-run"]])
def test_a_bad_file_is_refused_and_nothing_is_stored(db, write, content, told, more):
    with pytest.raises(CommandError, match=told):
        command(write(content), *more)
    assert not OldSite.objects.exists()
    assert not Article.objects.exists()


def test_the_second_of_two_files_is_bad(db, write):
    good = write(wxr.item(1), name="a.xml")
    bad = write(wxr.export(wxr.item(2))[:-200], name="b.xml")
    other = write(wxr.export(wxr.item(2), site="https://lain.example"), name="c.xml")
    for second in (bad, other):
        with pytest.raises(CommandError, match=second.name):
            command(good, second)
        assert not Article.objects.exists()


def test_the_whole_items_of_a_cut_file_are_imported_when_asked(db, write, tmp_path):
    content = wxr.export(wxr.item(1), wxr.item(2), wxr.item(3))
    path = write(content[: content.index(b"<wp:post_id>3")])
    told = command(path, "--accept-cut", "--report", tmp_path / "hasil")
    assert counts(told)[0] == 2
    assert "2018-11" in told
    data = json.loads((tmp_path / "hasil" / "report.json").read_text())
    assert [note["kind"] for note in data["notes"]] == ["cut", "person-without-name"]
    assert counts(command(path, "--accept-cut", "--dry-run")) == [0, 0, 2, 0, 0]


def test_several_files_are_one_export(db, write):
    one = write(
        wxr.item(1, content='<p>Isi.</p><p>Baca Juga: <a href="/?p=2">x</a></p><p>Akhir.</p>'), name="a.xml"
    )
    two = write(wxr.item(2), wxr.item(1, content="<p>Lain.</p>"), name="b.xml")
    told = command(one, two)
    assert counts(told) == [2, 0, 0, 1, 0]


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ([], "."),
        (["tiada.xml"], "tiada"),
        (["{path}", "--map", "tiada.json"], "tiada"),
        (["{path}", "--uploads-dir", "/tiada"], "tiada"),
        (["{path}", "--report", "{path}"], "ekspor"),
        (["{path}", "--resume"], "."),
    ],
)
def test_a_wrong_call_says_what_is_wrong(db, write, args, told):
    path = write(wxr.item(1))
    with pytest.raises(CommandError, match=told):
        command(*(arg.format(path=path) for arg in args))
    assert not Article.objects.exists()


def test_a_broken_off_run_goes_on_only_with_its_own_files(db, write, monkeypatch):
    path = write(wxr.item(1), wxr.item(2))

    def broken(self):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(stories, "write_stories", broken)
        with pytest.raises(KeyboardInterrupt):
            command(path)
    with pytest.raises(CommandError, match=r"ekspor\.xml"):
        command(write(wxr.item(1), name="lain.xml"), "--resume")
    assert counts(command(path, "--resume"))[0] == 2
    with pytest.raises(CommandError):
        command(path, "--resume")


def test_progress_on_a_terminal_and_elsewhere(monkeypatch):
    class Stream(io.StringIO):
        def __init__(self, is_terminal):
            super().__init__()
            self.is_terminal, self.ended = is_terminal, []

        def isatty(self):
            return self.is_terminal

        def write(self, text, ending="\n"):
            super().write(text + ending)

    clock = iter(range(0, 1000, 5))
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    for is_terminal in (True, False):
        stream = Stream(is_terminal)
        progress = Progress(stream)
        for done in (0, 100, 200, 300, 400):
            progress("stories", done, 400)
        progress.end()
        told = stream.getvalue()
        assert ("\r" in told) is is_terminal
        assert "400 / 400" in told
        assert "20 " in told
        assert told.count("\n") == (1 if is_terminal else 3)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(28, "No space left on device"), "No space left"),
        (OperationalError("server closed"), "server closed"),
    ],
)
def test_a_fault_of_the_machine_is_told_in_words(db, write, monkeypatch, error, told):
    def broken(*_args, **_kwargs):
        raise error

    monkeypatch.setattr(runs, "finish", broken)
    with pytest.raises(CommandError, match=told) as refusal:
        command(write(*SITE))
    assert "--resume" in str(refusal.value)


def test_the_report_is_written_again_from_the_rows(db, write, tmp_path):
    path = write(*SITE)
    told = command(path, "--report", tmp_path / "satu")
    again = command("--report", tmp_path / "dua")
    one, two = (json.loads((tmp_path / name / "report.json").read_text()) for name in ("satu", "dua"))
    assert one | {"missing_pictures": ""} == two | {"missing_pictures": ""}
    assert counts(told) == counts(again)


def test_a_report_of_a_run_that_did_not_end_says_how_to_go_on(db, write, monkeypatch, tmp_path):
    def broken(context):
        raise KeyboardInterrupt

    monkeypatch.setattr(stories, "write_stories", broken)
    with pytest.raises(KeyboardInterrupt):
        command(write(*SITE))
    with pytest.raises(CommandError, match="--resume"):
        command("--report", tmp_path)


def test_a_session_that_was_lost_at_the_end_does_not_cost_the_report(db, write, monkeypatch, tmp_path):
    class Lost:
        def __enter__(self):
            raise OperationalError("the connection is lost")

        def __exit__(self, *_error):
            pass

    with runs.alone():
        monkeypatch.setattr(lock.connection, "cursor", Lost)
    monkeypatch.undo()
    told = command(write(*SITE), "--report", tmp_path)
    assert (tmp_path / "report.html").exists()
    assert counts(told)[0] == 5


def test_another_import_that_began_meanwhile_stops_this_one(db, write, monkeypatch):
    def taken():
        raise ExportError("Another import is running.")

    monkeypatch.setattr(stories, "keep_lock", taken)
    with pytest.raises(CommandError):
        command(write(*SITE))
    assert not Article.objects.exists()


def test_types_of_plugins_become_what_the_mapping_says(db, write, tmp_path):
    path = write(
        wxr.item(1, "Galeri", type="galeri"),
        wxr.item(2, "Profil", type="tim", slug="profil-kami"),
        wxr.item(3, "Acara", type="acara"),
        wxr.item(4),
    )
    command(path, "--dry-run", "--report", tmp_path / "uji")
    proposed = json.loads((tmp_path / "uji" / "mapping.json").read_text())
    assert proposed["types"] == {"acara": "ignore", "galeri": "ignore", "tim": "ignore"}
    proposed["types"] |= {"galeri": "post", "tim": "page"}
    (tmp_path / "peta.json").write_text(json.dumps(proposed))
    assert counts(command(path, "--dry-run", "--map", tmp_path / "peta.json")) == [3, 0, 0, 1, 0]
    assert counts(command(path, "--map", tmp_path / "peta.json")) == [3, 0, 0, 1, 0]
    assert Article.objects.filter(headline="Galeri").exists()
    assert Page.objects.filter(slug="profil-kami").exists()


def test_writers_addresses_are_for_invitations_alone(db, write, tmp_path):
    path = write(wxr.author("rina", "Rina Wati", email="rina@surat.example"), wxr.item(1))
    command(path, "--dry-run", "--report", tmp_path)
    assert "rina@surat.example" in (tmp_path / "people.csv").read_text()
    for name in ("report.html", "report.json", "mapping.json", "notes.csv"):
        assert "surat.example" not in (tmp_path / name).read_text()


def test_a_story_that_the_old_site_took_away_is_told(db, write, tmp_path):
    command(write(*(wxr.item(n, f"Judul {n}", date=f"2018-11-{n:02} 10:00:00") for n in range(1, 6))))
    told = command(
        write(*(wxr.item(n, f"Judul {n}", date=f"2018-11-{n:02} 10:00:00") for n in (2, 4))),
        "--report",
        tmp_path,
    )
    # 1 and 5 lie outside of the time that this export covers.
    assert "Judul 3" in (tmp_path / "vanished.csv").read_text()
    assert json.loads((tmp_path / "report.json").read_text())["vanished"]["count"] == 1
    assert "1" in told
    assert Article.objects.filter(headline="Judul 3", status="published").exists()


def test_regions_that_came_later_are_put_in_and_edits_stay(db, write, editor):
    texts = {1: "KRAKSAAN – Isi satu.", 2: "KRAKSAAN – Isi dua.", 3: "Isi tiga."}
    path = write(*(wxr.item(n, f"Judul {n}", content=f"<p>{text}</p>") for n, text in texts.items()))
    command(path)
    edited = Article.objects.get(headline="Judul 2")
    edited.write(edited.snapshot().replace(headline="Judul redaksi"), by=editor)
    region = make_region()
    dry = counts(command(path, "--dry-run"))
    assert counts(command(path)) == dry == [0, 2, 1, 0, 0]
    one, two, three = Article.objects.order_by("pk")
    assert (one.region, two.region, three.region) == (region, region, None)
    assert two.headline == "Judul redaksi"
    assert one.approved_revision.text == one.snapshot()
    assert counts(command(path)) == [0, 0, 3, 0, 0]
