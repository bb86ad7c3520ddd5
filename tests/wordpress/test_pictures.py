"""Pictures of the old site: found by number or address in every spelling, each file one photo, the rest told."""

import io
import tarfile
import threading
import unicodedata
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from articles import outgoing
from articles.filing.items import Picture
from articles.models import Article, ImportedItem, ImportedPicture, OldSite, Photo
from articles.text import body
from articles.wordpress import picture_files
from articles.wordpress.errors import ExportError
from articles.wordpress.picture_files import Network, uploads
from articles.wordpress.pictures import Album
from tests.support import wxr
from tests.support.factories import picture
from tests.support.shared_rows import shared

FILES = f"{wxr.SITE}/wp-content/uploads"
HOSTS = frozenset({"kabarlama.example"})


@pytest.fixture
def folder(tmp_path):
    """An uploads folder with two pictures, one of them in several sizes, and what is none."""
    root = tmp_path / "uploads"
    for name, content in {
        "2018/11/foto.jpg": picture(colour="red"),
        "2018/11/foto-300x169.jpg": picture((300, 169), colour="red"),
        "2018/11/besar-scaled.jpg": picture(colour="blue"),
        unicodedata.normalize("NFD", "2018/12/kafé besar.jpg"): picture(colour="green"),
        "2018/12/sama.jpg": picture(colour="red"),
        "2018/12/bukan.jpg": b"bukan gambar",
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return root


@shared
def site(db):
    return OldSite.objects.create(key="kabarlama.example", address=wxr.SITE, time_zone="Asia/Jakarta")


def with_picture(address):
    return f'<p>Isi berita.</p><p><img src="{address}" alt=""></p><p>Penutup berita.</p>'


def story(wp_id):
    return Article.objects.get(imported_from__wp_id=wp_id)


def attachment(wp_id, name, *, parent=1, caption="", alt="", **fields):
    return wxr.item(
        wp_id,
        name,
        type="attachment",
        status="inherit",
        parent=parent,
        excerpt=caption,
        content="",
        attachment_url=f"{FILES}/{name}",
        meta=[("_wp_attached_file", name), *([("_wp_attachment_image_alt", alt)] if alt else [])],
        **fields,
    )


def test_the_featured_image_leads_with_its_words_although_it_comes_later(load, folder, db):
    run = load(
        wxr.item(1, meta=[("_thumbnail_id", "9")]),
        attachment(
            9, "2018/11/foto.jpg", caption="Warga menyeberang. Foto: Budi Santoso", alt="Orang di jembatan"
        ),
        files=folder,
    )
    photo = story(1).lead_photo
    assert (photo.caption, photo.credit, photo.alt) == (
        "Warga menyeberang.",
        "Budi Santoso",
        "Orang di jembatan",
    )
    assert story(1).snapshot() == story(1).approved_revision.text
    assert run.items.get(wp_id=9).outcome == "created"
    assert not run.items.get(wp_id=1).lacks_pictures


@pytest.mark.parametrize(
    "address",
    [
        f"{FILES}/2018/11/foto.jpg",
        f"{FILES}/2018/11/foto-300x169.jpg",
        f"{FILES}/2018/11/foto-1024x576.jpg",
        f"{FILES}/2018/11/foto-scaled.jpg",
        f"{FILES}/2018/11/foto.jpg?resize=300%2C169",
        "http://www.kabarlama.example/wp-content/uploads/2018/11/foto.jpg",
        "https://i0.wp.com/kabarlama.example/wp-content/uploads/2018/11/foto.jpg?w=640&amp;ssl=1",
    ],
)
def test_a_picture_in_the_text_in_every_spelling(load, folder, db, address):
    load(
        wxr.item(1, content=with_picture(address), meta=[("_thumbnail_id", "9")]),
        attachment(9, "2018/11/besar-scaled.jpg"),
        attachment(10, "2018/11/foto.jpg"),
        files=folder,
    )
    (shown,) = body.photo_ids(story(1).body)
    assert shown != story(1).lead_photo_id
    assert Photo.objects.count() == 2
    assert [use.photo_id for use in story(1).photo_uses.all()] == [shown]
    assert story(1).snapshot() == story(1).approved_revision.text


def test_the_first_picture_of_a_text_without_a_featured_one_leads_and_is_shown_once(load, folder, db):
    load(wxr.item(1, content=with_picture(f"{FILES}/2018/11/foto.jpg")), files=folder)
    assert story(1).lead_photo
    assert body.photo_ids(story(1).body) == []


@pytest.mark.parametrize(
    "content",
    [
        with_picture("https://lain.example/a.jpg") + with_picture(f"{FILES}/2018/11/foto.jpg"),
        '<p>Isi.</p>[gallery ids="9,10"]<p>Akhir.</p>',
    ],
)
def test_a_picture_that_was_not_the_first_does_not_lead(load, folder, db, content):
    load(
        wxr.item(1, content=content),
        attachment(9, "2018/11/foto.jpg"),
        attachment(10, "2018/11/besar-scaled.jpg"),
        files=folder,
    )
    assert story(1).lead_photo is None
    assert body.photo_ids(story(1).body)


def test_a_gallery_without_numbers_shows_what_was_uploaded_to_its_story(load, folder, db):
    load(
        wxr.item(1, content="<p>Isi.</p>[gallery columns=2]<p>Akhir.</p>"),
        wxr.item(2, content="<p>Isi.</p>[gallery]<p>Akhir.</p>"),
        wxr.item(3, content='<p>Isi.</p>[gallery link="file" ids="12"]<p>Akhir.</p>'),
        attachment(11, "2018/11/besar-scaled.jpg", parent=1),
        attachment(10, "2018/11/foto.jpg", parent=1),
        attachment(12, "2018/12/kafé besar.jpg", parent=3),
        attachment(13, "2018/11/naskah.pdf", parent=1),
        files=folder,
    )
    keys = {row.photo_id: row.key.rpartition("/")[2] for row in ImportedPicture.objects.exclude(photo=None)}
    assert [keys[pk] for pk in body.photo_ids(story(1).body)] == ["foto.jpg", "besar-scaled.jpg"]
    assert len(body.photo_ids(story(3).body)) == 1
    assert body.photo_ids(story(2).body) == []
    assert ["gallery-of-attachments", ""] in ImportedItem.objects.get(wp_id=2).notes


def test_names_in_both_forms_of_unicode_and_percent_encoded(load, folder, db):
    load(
        wxr.item(1, content=with_picture(f"{FILES}/2018/12/kaf%C3%A9%20besar.jpg")),
        wxr.item(2, content=with_picture(unicodedata.normalize("NFD", f"{FILES}/2018/12/kafé besar.jpg"))),
        files=folder,
    )
    assert story(1).lead_photo == story(2).lead_photo != None  # noqa: E711


def test_the_same_bytes_are_one_photo(load, folder, db):
    load(
        wxr.item(1, content=with_picture(f"{FILES}/2018/11/foto.jpg")),
        wxr.item(2, content=with_picture(f"{FILES}/2018/12/sama.jpg")),
        files=folder,
    )
    assert story(1).lead_photo == story(2).lead_photo
    assert Photo.objects.count() == 1


def test_the_same_bytes_with_other_words_are_another_photo(load, folder, db):
    """The words below a picture may name a person: those of another picture must not stand there."""
    load(
        *(wxr.item(n, meta=[("_thumbnail_id", str(n + 10))]) for n in (1, 2, 3, 4, 5)),
        attachment(11, "2018/11/foto.jpg", parent=1, caption="Budi di lapangan"),
        attachment(12, "2018/12/sama.jpg", parent=2, caption="Wati di lapangan"),
        attachment(13, "2018/11/foto-300x169.jpg", parent=3, caption="Wati di lapangan"),
        attachment(14, "2018/12/sama.jpg", parent=4, caption="Wati di lapangan"),
        attachment(15, "2018/11/lain.jpg", parent=5),
        files=lain(folder),
    )
    captions = [story(n).lead_photo.caption for n in (1, 2, 4, 5)]
    assert captions == ["Budi di lapangan", "Wati di lapangan", "Wati di lapangan", ""]
    assert story(2).lead_photo == story(4).lead_photo
    assert len({story(n).lead_photo_id for n in (1, 2, 5)}) == 3
    for n in (1, 2, 3, 4, 5):
        assert story(n).snapshot() == story(n).approved_revision.text


def lain(folder):
    (folder / "2018/11/lain.jpg").write_bytes((folder / "2018/11/foto.jpg").read_bytes())
    return folder


def test_what_is_not_there_is_told_with_the_reason_and_comes_with_a_later_run(load, folder, db):
    parts = [
        wxr.item(1, content=with_picture(f"{FILES}/2018/11/foto.jpg"), meta=[("_thumbnail_id", "9")]),
        wxr.item(2, content=with_picture("https://lain.example/foto.jpg")),
        wxr.item(3, content=with_picture(f"{FILES}/2018/12/bukan.jpg")),
        wxr.item(4, meta=[("_thumbnail_id", "77")]),
        attachment(9, "2018/11/tiada.jpg"),
    ]
    run = load(*parts)
    assert problems()[f"{FILES}/2018/11/foto.jpg"] == "no-uploads"
    assert run.items.filter(lacks_pictures=True).count() == 4
    run = load(*parts, files=folder)
    told = problems()
    assert told[f"{FILES}/2018/11/tiada.jpg"] == "missing"
    assert told["https://lain.example/foto.jpg"] == "other-site"
    assert "JPEG" in told[f"{FILES}/2018/12/bukan.jpg"]
    assert run.items.get(wp_id=9).reason == "missing"
    assert run.items.get(wp_id=1).outcome == "updated"
    assert len(body.photo_ids(story(1).body)) == 1
    assert story(1).snapshot() == story(1).approved_revision.text
    run = load(*parts, files=folder)
    assert run.items.get(wp_id=1).outcome == "unchanged"


def problems():
    return dict(ImportedPicture.objects.filter(photo=None).values_list("address", "problem"))


def test_a_tar_file_with_the_same_file_under_two_names(tmp_path, folder, site):
    path = tmp_path / "uploads.tar"
    with tarfile.open(path, "w") as archive:
        archive.add(folder, "uploads")
        link = tarfile.TarInfo("uploads/2018/11/kembar.jpg")
        link.type, link.linkname = tarfile.LNKTYPE, "uploads/2018/11/foto.jpg"
        archive.addfile(link)
        archive.add(folder / "2018", "wp-content/uploads/2019")
    files = uploads(path)
    content = (folder / "2018/11/foto.jpg").read_bytes()
    for name in ("2018/11/foto.jpg", "2018/11/kembar.jpg", "2019/11/foto.jpg"):
        assert files.open(name).read() == content, name
    assert files.open("2018/11/tiada.jpg") is None
    assert Album(site, HOSTS, files).photos([Picture(f"{FILES}/2018/11/kembar.jpg")]) != [None]


def test_a_folder_gives_nothing_from_outside(tmp_path, folder, site):
    (tmp_path / "rahasia.jpg").write_bytes(picture())
    (folder / "tautan.jpg").symlink_to(tmp_path / "rahasia.jpg")
    files = uploads(folder)
    for name in ("../rahasia.jpg", "tautan.jpg", "2018", "a" * 5000, "a\0b"):
        assert files.open(name) is None
    assert Album(site, HOSTS, files).photos([Picture(f"{FILES}/../rahasia.jpg")]) == [None]


@pytest.mark.parametrize(
    "make", [lambda p: None, lambda p: p.write_bytes(b"bukan tar"), lambda p: gzipped(p)]
)
def test_what_is_no_uploads_folder_is_refused(tmp_path, make):
    path = tmp_path / "uploads.tgz"
    make(path)
    with pytest.raises(ExportError, match="tgz"):
        uploads(path)


def gzipped(path):
    with tarfile.open(path, "w:gz") as archive:
        info = tarfile.TarInfo("a.jpg")
        info.size = 3
        archive.addfile(info, io.BytesIO(b"abc"))


def test_a_picture_that_lies_in_the_text_itself(site):
    album = Album(site, HOSTS)
    (pk,) = album.photos([Picture(data=picture(), alt="Warga")])
    assert Photo.objects.get(pk=pk).alt == "Warga"
    assert album.photos([Picture(data=picture(), alt="Lain")]) == [pk]
    assert (
        album.photos([Picture(data=b"rusak"), Picture(), Picture("data:x"), Picture("http://[")])
        == [None] * 4
    )


# ---- From the network, only when asked


class Server(BaseHTTPRequestHandler):
    asked = []

    def do_GET(self):
        self.asked.append((self.path, self.headers["User-Agent"]))
        if self.path.endswith("pindah.jpg"):
            self.send_response(302)
            self.send_header("Location", "http://localhost:1/rahasia")
            self.end_headers()
            return
        found = {"/a%20b.jpg": picture(), "/kosong.jpg": b"", "/raksasa.jpg": b"x" * 5000}.get(self.path)
        self.send_response(404 if found is None else 200)
        self.end_headers()
        if found:
            self.wfile.write(found)

    def log_message(self, *args):
        pass


@pytest.fixture
def server(monkeypatch, settings):
    monkeypatch.setattr(picture_files, "MOST_BYTES", 100_000)
    Server.asked = []
    made = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=made.serve_forever, args=[0.01], daemon=True).start()
    host = f"127.0.0.1:{made.server_port}"
    # The old site is on loopback here, where no export leads otherwise (tests/machines/test_outgoing.py).
    settings.INTERNAL_HOSTS = [host]
    monkeypatch.setattr(outgoing, "request", partial(outgoing.request, internal=True))
    yield f"http://{host}"
    made.shutdown()
    made.server_close()


def test_files_are_fetched_from_the_old_site_alone(server):
    network, hosts = Network(), {"127.0.0.1"}
    file, problem = network.open(f"{server}/a b.jpg#x", hosts)
    assert (file.read(), problem) == (picture(), "")
    assert "Pawarta" in Server.asked[0][1]
    for address, told in {
        f"{server}/tiada.jpg": "404",
        f"{server}/pindah.jpg": "situs lain",
        f"{server}/kosong.jpg": "",
        "http://127.0.0.1:1/a.jpg": "",
        "file:///etc/passwd": "other-site",
        "http://localhost/a.jpg": "other-site",
        "http://[": "other-site",
    }.items():
        file, problem = network.open(address, hosts)
        assert file is None, address
        assert told in problem
        assert problem
    assert [path for path, _agent in Server.asked if "rahasia" in path] == []


def test_a_file_is_read_no_further_than_a_photo_may_be_large(server, monkeypatch):
    monkeypatch.setattr(picture_files, "MOST_BYTES", 1000)
    file, problem = Network().open(f"{server}/raksasa.jpg", {"127.0.0.1"})
    assert (file, problem) == (None, "jawaban lebih besar dari 1000\xa0bita")


def test_nothing_is_fetched_unless_asked(server, site):
    site.address = server
    wanted = [Picture(f"{server}/a b.jpg")]
    assert Album(site, frozenset({"127.0.0.1"})).photos(wanted) == [None]
    assert Server.asked == []
    assert Album(site, frozenset({"127.0.0.1"}), network=Network()).photos(wanted) != [None]


def test_attachments_may_lie_on_a_host_of_their_own(site, tmp_path):
    """As on WordPress.com; which file it is, the library says."""
    run = site.runs.create()
    address = "https://kabarlama.files.example/2018/11/foto.jpg"
    parsed = {"attachment_url": address, "excerpt": "", "meta": {"_wp_attached_file": ["2018/11/foto.jpg"]}}
    ImportedItem.objects.create(
        site=site, run=run, wp_id=9, type="attachment", file_key="kabarlama.files.example/2018/11/foto.jpg",
        parsed=parsed, title_key="", sha256="", digest="",
    )  # fmt: skip
    (Path(tmp_path) / "2018/11").mkdir(parents=True)
    (Path(tmp_path) / "2018/11/foto.jpg").write_bytes(picture())
    assert Album(site, HOSTS, uploads(tmp_path)).photos([Picture(wp_id=9), Picture(address)]) != [None, None]
