"""Moving in at the desk: an administrator brings an export, sees what would happen, decides, and moves it in."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.models import Article, Category, ExportFile, ImportRun, Region
from articles.wordpress import import_job, stories
from staff import roles
from tests.support import wxr
from tests.support.factories import make_region, make_user, run_tasks

INDEX = reverse("admin:articles_exportfile_changelist")
CONTENT = wxr.export(
    wxr.author("rina", "Rina Wati"),
    wxr.author("redaksi", "Redaksi"),
    wxr.category("kraksaan", "Kraksaan"),
    wxr.item(1, "Satu", terms=[("category", "kraksaan", "Kraksaan")]),
    wxr.item(2, "Dua", creator="redaksi"),
)


@pytest.fixture
def browser(visit, administrator):
    return visit(administrator)


@pytest.fixture
def bring(browser):
    def brought(content=CONTENT, name="ekspor.xml"):
        response = browser.post(INDEX, {"file": SimpleUploadedFile(name, content)})
        assert response.status_code == 302, response.content
        return ExportFile.objects.get()

    return brought


def page_of(export, name="change"):
    return reverse(f"admin:articles_exportfile_{name}", args=[export.pk])


def look(browser, export):
    response = browser.get(page_of(export))
    assert response.status_code == 200
    export.refresh_from_db()
    return response


def test_an_export_is_tried_out_decided_and_moved_in(browser, bring):
    make_region()
    export = bring()
    response = look(browser, export)
    assert export.state == "trying"
    assert response["Refresh"]
    assert "<progress" in response.content.decode()
    run_tasks()

    response = look(browser, export)
    assert export.state == "tried"
    assert "Refresh" not in response
    assert not Article.objects.exists()
    page = response.content.decode()
    assert "<li><b>2</b> baru</li>" in page
    assert "<td>2</td><td>Naskah: baru</td>" in page
    assert '<option value="region" selected>' in page
    report = browser.get(page_of(export, "report"))
    assert report.status_code == 200
    assert "style-src 'sha256-" in report["Content-Security-Policy"]
    assert "default-src 'none'" in report["Content-Security-Policy"]

    typed = {"step": "import", "to-0": "category", "target-0": "", "name-0": "Rina W.", "account-0": ""}
    assert [person["login"] for person in export.mapping["people"]] == ["redaksi", "rina"]
    typed = {
        "step": "import",
        "to-0": "category",
        "target-0": "",
        "name-0": "Tim Redaksi",
        "account-0": "",
        "name-1": "Rina W.",
        "account-1": "",
    }
    browser.post(page_of(export), typed)
    assert look(browser, export)["Refresh"]
    assert export.state == "importing"
    run_tasks()
    response = look(browser, export)
    assert export.state == "done"
    assert Category.objects.get(slug="kraksaan").articles.get().headline == "Satu"
    assert {article.credits.get().name for article in Article.objects.all()} == {"Tim Redaksi", "Rina W."}
    assert "Satu" in browser.get(page_of(export, "report")).content.decode()
    assert export.run.phase == "done"
    assert export.name in browser.get(INDEX).content.decode()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (CONTENT[:-100], "terpotong.xml"),
        (b"<html></html>", "bukan.xml"),
        (b"PK\x03\x04 rusak", "rusak.zip"),
        (CONTENT.replace(b"<rss", b"<!DOCTYPE x><rss"), "bom.xml"),
        (b"\x1f\x8b rusak", "../../etc/x.gz"),
    ],
)
def test_a_file_that_is_refused_says_why(browser, bring, content, name):
    export = bring(content, name)
    run_tasks()
    response = look(browser, export)
    assert export.state == "failed"
    assert export.message
    assert response.context["export"].message in response.context["export"].message
    assert 'role="alert"' in response.content.decode()
    assert not Article.objects.exists()
    assert browser.post(page_of(export), {"step": "import"}).status_code == 302
    look(browser, export)
    assert export.state == "failed"


def test_the_whole_items_of_a_cut_file_are_taken_when_asked(browser, bring):
    export = bring(CONTENT[: CONTENT.rindex(b"<wp:post_id>")])
    run_tasks()
    browser.post(page_of(export), {"step": "accept"})
    run_tasks()
    look(browser, export)
    assert (export.state, export.summary["found"]) == ("tried", 1)


def test_nothing_is_no_file(browser):
    for data in ({}, {"file": SimpleUploadedFile("kosong.xml", b"")}, {"file": "teks"}):
        response = browser.post(INDEX, data)
        assert response.status_code == 400
        assert 'role="alert"' in response.content.decode()
    assert not ExportFile.objects.exists()


def test_two_presses_are_one_import(browser, bring):
    export = bring()
    run_tasks()
    for _press in range(2):
        browser.post(page_of(export), {"step": "import"})
    waiting = [task for task in DBTaskResult.objects.all() if task.task_path.endswith("import_export")]
    assert len(waiting) == 1


def test_once_stories_are_public_moving_in_takes_two_and_the_second_is_a_managing_editor(
    story, browser, bring, visit
):
    """Whoever presses and may not is told why, and nothing is moved in."""
    export = bring()
    run_tasks()
    allmighty = make_user("serba", roles.ADMINISTRATOR, roles.MANAGING_EDITOR)
    other_administrator = make_user("lain", roles.ADMINISTRATOR)
    for person, why in ((other_administrator, "redaktur pelaksana"), (allmighty, None)):
        answer = visit(person).post(page_of(export), {"step": "import"}, follow=True)
        if why:
            assert why in answer.content.decode()
            assert look(browser, export).status_code == 200
            assert export.state == "tried"
    look(browser, export)
    assert (export.state, export.approved_by) == ("importing", allmighty)


def test_a_file_is_not_moved_in_by_who_brought_it(story, visit):
    both = make_user("serba", roles.ADMINISTRATOR, roles.MANAGING_EDITOR)
    browser = visit(both)
    browser.post(INDEX, {"file": SimpleUploadedFile("ekspor.xml", CONTENT)})
    export = ExportFile.objects.get()
    run_tasks()
    browser.post(page_of(export), {"step": "import"})
    look(browser, export)
    assert export.state == "tried"


def test_an_import_whose_worker_died_goes_on(browser, bring, monkeypatch):
    export = bring()
    run_tasks()
    browser.post(page_of(export), {"step": "import"})
    with monkeypatch.context() as patched:
        patched.setattr(stories, "write_stories", killed)
        with pytest.raises(SystemExit):
            run_tasks()
    DBTaskResult.objects.all().delete()
    assert look(browser, export)["Refresh"]
    browser.post(page_of(export), {"step": "continue"})
    assert not DBTaskResult.objects.exists()
    export.tell()
    ExportFile.objects.update(told_at=timezone.now() - timedelta(minutes=5))
    response = look(browser, export)
    assert 'value="continue"' in response.content.decode()
    browser.post(page_of(export), {"step": "continue"})
    run_tasks()
    look(browser, export)
    assert export.state == "done"
    assert ImportRun.objects.get().phase == "done"
    assert Article.objects.count() == 2


def killed(self):
    raise SystemExit


def test_places_of_datelines_are_offered_as_regions(browser, bring):
    stories = [wxr.item(n, f"Berita {n}", content="<p>LUMAJANG – Warga berkumpul.</p>") for n in range(1, 6)]
    export = bring(wxr.export(*stories, wxr.item(6, content="<p>JEMBER – Warga pulang.</p>")))
    run_tasks()
    page = look(browser, export).content.decode()
    assert '<input type="checkbox" name="region-0" checked> Kabupaten Lumajang' in page
    assert '<input type="checkbox" name="region-1"> Kabupaten Jember' in page
    browser.post(page_of(export), {"step": "import", "region-1": "on"})
    run_tasks()
    assert set(Region.objects.values_list("name", flat=True)) == {"Jawa Timur", "Jember"}
    assert Article.objects.filter(region__name="Jember").count() == 1


def test_a_mapping_that_says_nothing_sensible_changes_nothing(browser, bring):
    export = bring()
    run_tasks()
    response = browser.post(page_of(export), {"step": "import", "to-0": "entah"}, follow=True)
    assert "entah" in response.content.decode()
    look(browser, export)
    assert export.state == "tried"
    for odd in ({"step": "x"}, {}, {"step": "continue"}, {"step": "import\0"}):
        assert browser.post(page_of(export), odd).status_code == 302
    look(browser, export)
    assert export.state == "tried"


def test_progress_is_written_down(bring, browser, monkeypatch):
    export = bring()
    clock = iter(range(10, 100_000, 10))
    monkeypatch.setattr(import_job.time, "monotonic", lambda: next(clock))
    step = import_job.Progress(export)
    step(50, 200)
    response = look(browser, export)
    assert "50 / 200 (25 %)" in response.content.decode()


def test_only_administrators_move_in(visit, writer, editor, managing_editor, administrator, bring):
    export = bring()
    for user in (writer, editor):
        other = visit(user)
        for address in (INDEX, page_of(export), page_of(export, "report")):
            assert other.get(address).status_code == 403
            assert other.post(address, {"step": "import"}).status_code == 403
        assert INDEX not in other.get(reverse("admin:index")).content.decode()
    assert (
        visit(managing_editor).get(page_of(export)).status_code == 200
    )  # who has the last word once it is live
    assert INDEX in visit(administrator).get(reverse("admin:index")).content.decode()


def test_a_report_that_is_not_there_yet_and_an_export_that_never_was(browser, bring):
    export = bring()
    assert browser.get(page_of(export, "report")).status_code == 404
    for name in ("change", "report"):
        assert browser.get(reverse(f"admin:articles_exportfile_{name}", args=[10**15])).status_code == 404


def test_types_and_labels_are_decided_on_the_page_and_tried_out(browser, bring):
    footer = (
        "<p>Isi berita ini cukup panjang untuk menjadi kalimat yang utuh.</p><p>Peramu Kata : Sari Dewi</p>"
    )
    export = bring(
        wxr.export(
            wxr.author("rina", "Rina Wati"),
            wxr.item(1, "Galeri", type="galeri"),
            *(wxr.item(n, f"Berita {n}", content=footer) for n in (2, 3)),
        )
    )
    run_tasks()
    page = look(browser, export).content.decode()
    assert "galeri</label>" in page
    assert "Peramu kata: …" in page
    typed = {"step": "try", "type-0": "post", "role-0": "drop", "name-0": "Rina W."}
    assert browser.post(page_of(export), typed).status_code == 302
    run_tasks()
    look(browser, export)
    assert (export.mapping["types"], export.mapping["roles"]) == ({"galeri": "post"}, {"peramu kata": "drop"})
    assert export.mapping["people"][0]["name"] == "Rina W."
    assert export.summary["outcomes"]["created"] == 3
    assert browser.post(page_of(export), typed | {"step": "import"}).status_code == 302
    run_tasks()
    assert {story.headline for story in Article.objects.all()} == {"Galeri", "Berita 2", "Berita 3"}
    assert not Article.objects.filter(body__contains="Sari Dewi").exists()


def test_a_goal_that_is_none_is_refused(browser, bring):
    export = bring(wxr.export(wxr.item(1, "Galeri", type="galeri"), wxr.item(2)))
    run_tasks()
    assert browser.post(page_of(export), {"step": "import", "type-0": "mana"}).status_code == 302
    look(browser, export)
    assert export.state == "tried"
    assert not Article.objects.exists()
