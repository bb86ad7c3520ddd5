"""An export of several gigabytes comes in pieces, goes on after a bad connection, and brings its pictures."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, ExportFile, Photo, PiecedUpload
from articles.models.photo import originals
from articles.models.pieced_upload import PIECE
from articles.photos.intake import MOST_MEGABYTES
from articles.wordpress import picture_files
from articles.wordpress.errors import ExportError
from staff import roles
from staff.personal_data.clearing import clear_expired
from tests.support import wxr
from tests.support.factories import make_user, picture, run_tasks

INDEX = reverse("admin:articles_exportfile_changelist")
BEGIN = reverse("admin:articles_exportfile_pieces")
CONTENT = wxr.export(wxr.item(1, "Satu"), wxr.item(2, "Dua"))


@pytest.fixture
def browser(visit, administrator):
    return visit(administrator)


def begin(browser, name="ekspor.xml", size=None, key="1"):
    size = len(CONTENT) if size is None else size
    body = json.dumps({"name": name, "size": size, "key": key})
    return browser.post(BEGIN, body, content_type="application/octet-stream")


def send(browser, pk, offset, content):
    address = reverse("admin:articles_exportfile_piece", args=[pk])
    return browser.post(
        address, content, content_type="application/octet-stream", headers={"X-Offset": str(offset)}
    )


def upload(browser, content, name="ekspor.xml", piece=500):
    pk = begin(browser, name, len(content)).json()["id"]
    for offset in range(0, len(content), piece):
        assert send(browser, pk, offset, content[offset : offset + piece]).status_code == 200
    return pk


def test_pieces_become_an_export(browser):
    pk = upload(browser, CONTENT)
    response = browser.post(INDEX, {"file_pieces": pk})
    assert response.status_code == 302
    run_tasks()
    export = ExportFile.objects.get()
    assert (export.name, export.state) == ("ekspor.xml", "tried")
    assert export.summary["outcomes"]["created"] == 2
    browser.post(response["Location"], {"step": "import"})
    run_tasks()
    assert Article.objects.count() == 2


def test_a_broken_connection_costs_one_piece(browser):
    pk = begin(browser).json()["id"]
    send(browser, pk, 0, CONTENT[:300])
    again = begin(browser).json()
    assert again == {"id": pk, "received": 300, "size": len(CONTENT)}
    lost = send(browser, pk, 0, CONTENT[:300])  # its answer did not arrive
    assert (lost.status_code, lost.json()["received"]) == (409, 300)
    assert send(browser, pk, 300, CONTENT[300:]).json()["received"] == len(CONTENT)
    assert b"".join(PiecedUpload.objects.get().pieces()) == CONTENT


@pytest.mark.parametrize("offset", ["", "-1", "x", "1.5", "9" * 20, "²"])
def test_a_piece_without_its_place_is_refused_in_words(browser, offset):
    pk = begin(browser).json()["id"]
    address = reverse("admin:articles_exportfile_piece", args=[pk])
    response = browser.post(
        address,
        b"x",
        content_type="application/octet-stream",
        headers={"X-Offset": offset.encode("utf-8").decode("latin-1")},
    )
    assert response.status_code == 400
    assert "tempat potongan" in response.json()["error"]


@pytest.mark.parametrize(("offset", "content"), [(5, b"x"), (0, b""), (0, b"x" * (len(CONTENT) + 1))])
def test_a_piece_at_another_place_is_not_taken(browser, offset, content):
    pk = begin(browser).json()["id"]
    assert send(browser, pk, offset, content).status_code == 409
    assert PiecedUpload.objects.get().received == 0


def test_a_piece_is_no_larger_than_agreed(browser):
    pk = begin(browser, size=PIECE * 2).json()["id"]
    assert send(browser, pk, 0, b"x" * (PIECE + 1)).status_code == 413


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "5", "{}", '{"name": "x", "key": "y"}', '{"name": 5, "size": 5, "key": "y"}', '{"name": "x", "size": 0, "key": "y"}', '{"name": "x", "size": true, "key": "y"}', '{"name": "x", "size": "5", "key": "y"}', "[" * 5000],
)  # fmt: skip
def test_a_beginning_that_says_nothing_is_refused(browser, body):
    response = browser.post(BEGIN, body, content_type="application/octet-stream")
    assert response.status_code == 400
    assert response.json()["error"]


def test_a_file_beyond_all_bounds_is_refused_before_it_is_sent(browser):
    response = begin(browser, size=PiecedUpload.MOST + 1)
    assert response.status_code == 400
    assert "20 GB" in response.json()["error"]


def test_nobody_else_goes_on_with_it(browser, visit):
    pk = begin(browser).json()["id"]
    other = visit(make_user("lain", roles.ADMINISTRATOR))
    assert send(other, pk, 0, b"x").status_code == 404
    assert begin(other).json()["id"] != pk
    assert other.post(INDEX, {"file_pieces": pk}).status_code == 400
    assert send(visit(make_user("eko", roles.EDITOR)), pk, 0, b"x").status_code == 403


@pytest.mark.parametrize("number", ["", "x", "0", "9" * 30, "-1"])
def test_an_upload_that_is_not_there_is_told(browser, number):
    response = browser.post(INDEX, {"file_pieces": number})
    assert response.status_code == 400
    assert "Pilih berkas" in response.content.decode()


def test_an_upload_that_is_not_whole_is_no_export(browser):
    pk = begin(browser).json()["id"]
    send(browser, pk, 0, CONTENT[:300])
    assert browser.post(INDEX, {"file_pieces": pk}).status_code == 400


def test_pictures_come_in_a_zip_file(browser):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("uploads/2018/11/banjir.jpg", picture())
    text = (
        f'<p>Air surut.</p><img src="{wxr.SITE}/wp-content/uploads/2018/11/banjir.jpg"><p>Warga pulang.</p>'
    )
    file = upload(browser, wxr.export(wxr.item(1, content=text)))
    pictures = upload(browser, buffer.getvalue(), "uploads.zip")
    response = browser.post(INDEX, {"file_pieces": file, "pictures_pieces": pictures})
    run_tasks()
    browser.post(response["Location"], {"step": "import"})
    run_tasks()
    assert Photo.objects.count() == 1


def test_pictures_without_the_script_are_told(browser):
    files = {"file": SimpleUploadedFile("a.xml", CONTENT), "pictures": SimpleUploadedFile("a.zip", b"PK")}
    response = browser.post(INDEX, files)
    assert response.status_code == 400
    assert "bertahap" in response.content.decode()


def test_the_address_of_a_site_is_one(browser):
    response = browser.post(INDEX, {"file": SimpleUploadedFile("a.json", b"{}"), "site": "kabar.example"})
    assert response.status_code == 400
    assert 'value="kabar.example"' in response.content.decode()


def test_what_nobody_went_on_with_goes_after_its_term(browser):
    pk = begin(browser).json()["id"]
    send(browser, pk, 0, CONTENT[:300])
    PiecedUpload.objects.update(told_at=timezone.now() - timedelta(days=8))
    piece = f"{PiecedUpload.objects.get().folder}/{0:015d}"
    assert originals().exists(piece)
    clear_expired()
    assert not PiecedUpload.objects.exists()
    assert not originals().exists(piece)


def test_pieces_of_an_export_go_with_it(browser):
    pk = upload(browser, CONTENT)
    browser.post(INDEX, {"file_pieces": pk})
    run_tasks()
    ExportFile.objects.update(told_at=timezone.now() - timedelta(days=400))
    clear_expired()
    export = ExportFile.objects.get()
    assert not export.is_here
    assert (
        "Unggah lagi"
        in browser.get(reverse("admin:articles_exportfile_change", args=[export.pk])).content.decode()
    )


def test_somebody_has_few_uploads_on_their_way(browser):
    for number in range(8):
        begin(browser, name=f"{number}.xml")
    assert PiecedUpload.objects.count() == 5


# ---- ZIP files of pictures


def test_a_picture_that_unpacks_beyond_its_bound_is_cut_there(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("uploads/a.jpg", b"\0" * (picture_files.MOST_BYTES + 10_000))
    assert path.stat().st_size < 1_000_000
    assert len(picture_files.uploads(path).open("a.jpg").read()) == picture_files.MOST_BYTES + 1
    assert MOST_MEGABYTES * 1024 * 1024 == picture_files.MOST_BYTES


def test_a_zip_file_of_too_many_files_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(picture_files, "MOST_MEMBERS", 2)
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(3):
            archive.writestr(f"{number}.jpg", b"x")
    with pytest.raises(ExportError, match="lebih dari 2"):
        picture_files.uploads(path)


def test_a_damaged_picture_is_one_that_is_not_there(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("uploads/a.jpg", bytes(range(256)) * 100)
    data = bytearray(path.read_bytes())
    data[60:80] = b"\xff" * 20
    path.write_bytes(data)
    assert picture_files.uploads(path).open("a.jpg") is None


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd"])
def test_names_of_a_zip_file_lead_nowhere_else(tmp_path, name):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, b"x")
    assert picture_files.uploads(path).open("passwd") is None
