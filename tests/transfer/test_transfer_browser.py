"""Moving in with a large file and moving out, in a real browser: on a phone and on a wide screen."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import ExportFile, PiecedUpload
from staff.models import SiteExport
from tests.support import wxr
from tests.support.browser import DESKTOP, PHONE, no_sideways_scroll, sign_in
from tests.support.factories import make_article, make_publication, publish

pytestmark = pytest.mark.django_db(transaction=True)
IN, OUT = reverse("admin:articles_exportfile_changelist"), "/redaksi-desk/keluar/"
LARGE = 9 * 1024 * 1024  # bytes: three pieces


@pytest.fixture
def export(tmp_path):
    """A file that is too large for one piece."""
    path = tmp_path / "ekspor.xml"
    content = wxr.export(wxr.item(1, "Satu"))
    path.write_bytes(content + b"<!--" + b"x" * (LARGE - len(content)) + b"-->")
    return path


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_large_file_comes_in_pieces_although_the_connection_breaks(
    page, live_server, administrator, export, size
):
    page.set_viewport_size(size)
    sign_in(page, live_server.url, "adi")
    page.goto(live_server.url + IN)
    no_sideways_scroll(page)
    broken = []

    def break_second(route):
        if route.request.headers.get("x-offset") == str(4 * 1024 * 1024) and not broken:
            broken.append(True)
            route.abort()
        else:
            route.continue_()

    page.route("**/potongan/*/", break_second)
    page.locator("#file").set_input_files(export)
    page.locator("form[data-pieces] button").click()
    page.wait_for_url("**/articles/exportfile/*/", timeout=60_000)
    assert broken
    [upload] = PiecedUpload.objects.all()
    assert upload.is_whole
    assert b"".join(upload.pieces()) == export.read_bytes()
    assert ExportFile.objects.get().pieces == upload


def test_what_is_wrong_with_a_large_file_is_told_and_the_form_stays(
    page, live_server, administrator, export, monkeypatch
):
    monkeypatch.setattr(PiecedUpload, "MOST", 1024**2)
    sign_in(page, live_server.url, "adi")
    page.goto(live_server.url + IN)
    page.locator("#site").fill("https://kabarlama.example")
    page.locator("#file").set_input_files(export)
    page.locator("form[data-pieces] button").click()
    expect(page.locator("form[data-pieces] [role=status]")).to_contain_text("GB")
    expect(page.locator("#site")).to_have_value("https://kabarlama.example")
    expect(page.locator("form[data-pieces] button")).to_be_enabled()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_one_asks_and_another_agrees(page, live_server, writer, editor, administrator, managing_editor, size):
    make_publication()
    publish(make_article(writer), writer, editor)
    page.set_viewport_size(size)
    sign_in(page, live_server.url, "adi")
    page.goto(live_server.url + OUT)
    page.get_by_role("button", name="Minta").click()
    expect(page.locator(".rows li")).to_contain_text("orang kedua")
    expect(page.get_by_role("button", name="Setujui")).to_have_count(0)
    no_sideways_scroll(page)
    sign_in(page, live_server.url, "mira")
    page.goto(live_server.url + OUT)
    page.get_by_role("button", name="Setujui").click()
    expect(page.locator(".rows li progress")).to_be_visible()
    assert SiteExport.objects.get().state == "writing"
