"""A dry run is the run without its last write: both reports say the same, on every sort of file."""

import json

import pytest
from django.core.management import call_command
from django.db import connection

from articles.models import Article, Category, ImportedItem, ImportRun, OldSite, Page, Person, Region, Tag
from articles.wordpress import conversion, shadows, stories
from articles.wordpress import dry_run as module
from articles.wordpress.dry_run import dry_run
from articles.wordpress.errors import ExportError
from articles.wordpress.export_file import sources
from tests.support import wxr
from tests.support.factories import make_region, picture
from tests.support.wordpress_archive import Archive

PICTURE = f"{wxr.SITE}/wp-content/uploads/2018/11/a.jpg"
HEAD = (
    wxr.author("rina", "Rina Wati", 7),
    wxr.author("redaksi", "Redaksi", 8),
    wxr.author("tanpa.nama", "tanpa.nama", 9),
    wxr.category("berita", "Berita", wp_id=3),
    wxr.category("hukum", "Hukum", "berita", 4),
    wxr.category("kraksaan", "Kraksaan", wp_id=5),
    wxr.category("advertorial", "Advertorial", wp_id=6),
)
IN_TWO = [
    ("category", "hukum", "Hukum"),
    ("category", "advertorial", "Advertorial"),
    ("post_tag", "banjir", "Banjir"),
]
EXPORTS = {
    "links": (
        *HEAD,
        wxr.item(1, "Satu", content='<p>Isi.</p><p>Baca Juga: <a href="/?p=2">Dua</a></p><p>Akhir.</p>'),
        wxr.item(
            2,
            "Dua",
            content='<p>Lihat <a href="/2018/11/19/tiada/">itu</a> dan <a href="/tag/banjir/">ini</a>.</p>',
        ),
        wxr.item(3, "Tiga", content="<p>Isi.</p><p>Baca Juga: Satu</p><p>Akhir.</p>", terms=IN_TWO),
        wxr.item(4, "Empat", content="<p>Isi.</p><p>Baca Juga: Tidak Pernah Ada</p><p>Akhir.</p>"),
        wxr.item(
            5, "Lima", content='<p><a href="/2018/11/19/berita-1/">Satu</a></p><p>Isi berita ini pendek.</p>'
        ),
    ),
    "pages": (
        wxr.item(1, "Tentang", type="page", slug="tentang-media", link=f"{wxr.SITE}/tentang-media/"),
        wxr.item(2, "Redaksi", type="page", slug="redaksi", link=f"{wxr.SITE}/redaksi/"),
        wxr.item(3, "Visi", type="page", slug="visi", link=f"{wxr.SITE}/tentang-media/visi/", parent=1),
        wxr.item(4, content='<p>Baca <a href="/tentang-media/">ini</a>.</p>'),
    ),
    "pictures": (
        wxr.item(1, meta=[("_thumbnail_id", "9")], content=f'<p>Isi.</p><img src="{PICTURE}">'),
        wxr.item(2, content='<img src="/wp-content/uploads/hilang.jpg"><p>Isi.</p>'),
        wxr.item(3, content=f'<img src="{PICTURE}"><p>Isi.</p>'),
        wxr.item(9, type="attachment", status="inherit", attachment_url=PICTURE),
        wxr.item(10, type="attachment", status="inherit", attachment_url=PICTURE.replace("a.jpg", "b.jpg")),
    ),
    "oddities": (
        *HEAD,
        wxr.item(1, "x" * 250, creator="tanpa.nama"),
        wxr.item(1, "Dua kali"),
        wxr.item(0, "Tanpa nomor"),
        wxr.item(2, "", content="", meta=[("kode", "x")]),
        wxr.item(3, status="future", date="2019-01-01 00:00:00"),
        wxr.item(4, status="private"),
        wxr.item(5, password="rahasia"),
        wxr.item(6, type="acara"),
        wxr.item(7, type="revision", status="inherit"),
        wxr.item(
            8,
            content="<p>KRAKSAAN – Isi.</p>",
            terms=[("category", "kraksaan", "Kraksaan")],
            creator="redaksi",
        ),
        wxr.item(11, content="<p>PAITON – Isi.</p>", terms=IN_TWO, sticky=1, comments=[wxr.comment("Ya")]),
    ),
}


@pytest.fixture
def export(tmp_path):
    def written(*parts, name="ekspor.xml"):
        path = tmp_path / name
        path.write_bytes(parts[0] if isinstance(parts[0], bytes) else wxr.export(*parts))
        return path

    return written


def reports(path, folder, *more):
    """The reports of a dry run, and of the run after it, without what says which of them it is."""
    found = []
    for name, options in (("uji", ["--dry-run"]), ("jadi", [])):
        call_command("import_wordpress", str(path), *options, *more, report=str(folder / name), verbosity=0)
        data = json.loads((folder / name / "report.json").read_text())
        found.append(
            (comparable(data), table(folder / name / "notes.csv"), table(folder / name / "items.csv"))
        )
    return found


def comparable(data):
    for kind in data["kinds"]:
        kind["examples"] = [
            example | {"new": "", "article": None, "after": ""} for example in kind["examples"]
        ]
    return data | {
        "dry_run": "",
        "started_at": "",
        "missing_pictures": data["missing_pictures"] | {"again": ""},
    }


def table(path):
    return path.read_text(encoding="utf-8-sig")


@pytest.fixture
def uploads(tmp_path):
    folder = tmp_path / "uploads" / "2018" / "11"
    folder.mkdir(parents=True)
    (folder / "a.jpg").write_bytes(picture())
    (folder / "b.jpg").write_bytes(b"bukan gambar")
    return tmp_path / "uploads"


@pytest.mark.parametrize("name", EXPORTS)
def test_the_dry_runs_report_is_the_runs(db, export, tmp_path, uploads, name):
    make_region()
    dry, real = reports(export(*EXPORTS[name]), tmp_path, "--uploads-dir", str(uploads))
    assert dry == real


def test_the_same_of_a_whole_archive(db, tmp_path):
    path = tmp_path / "arsip.xml"
    with (
        path.open("w", encoding="utf-8") as text,
        (tmp_path / "arsip.jsonl").open("w", encoding="utf-8") as expected,
    ):
        Archive(120).write(text, expected)
    dry, real = reports(path, tmp_path)
    assert dry == real


def test_the_same_of_a_later_export(db, export, tmp_path, editor):
    before = [wxr.item(n, f"Judul {n}", content=f"<p>Isi {n}.</p>") for n in range(1, 8)]
    call_command("import_wordpress", str(export(*before)), verbosity=0)
    edited = Article.objects.get(headline="Judul 3")
    edited.write(edited.snapshot().replace(headline="Judul redaksi"), by=editor)
    Article.objects.filter(headline="Judul 6").update(status="draft")
    after = [
        wxr.item(1, "Judul 1", content="<p>Isi 1.</p>"),
        wxr.item(
            2, "Judul 2", content='<p>Isi baru.</p><p>Baca Juga: <a href="/?p=9">x</a></p><p>Akhir.</p>'
        ),
        wxr.item(3, "Judul 3 baru", content="<p>Isi 3.</p>"),
        wxr.item(4, "Judul 4", content="<p>Isi 4.</p>", status="draft"),
        wxr.item(5, "Judul 5", content="<p>Isi 5.</p><p></p>"),
        wxr.item(9, "Judul 9", content="<p>Isi 9.</p>"),
    ]
    dry, real = reports(export(*after), tmp_path)
    assert dry == real
    outcomes = real[0]["outcomes"]
    assert (outcomes["created"], outcomes["updated"], outcomes["skipped"]) == (1, 2, 1)
    assert real[0]["vanished"]["count"] == 2


def test_a_dry_run_leaves_nothing_behind(db, export, uploads):
    make_region()
    rows = [Article, Category, ImportedItem, ImportRun, OldSite, Page, Person, Region, Tag]
    before = [list(model.objects.order_by("pk").values()) for model in rows]
    result = dry_run(sources([export(*EXPORTS["oddities"], *EXPORTS["pages"])]))
    assert result.total
    assert [list(model.objects.order_by("pk").values()) for model in rows] == before
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relpersistence = 't' AND relkind = 'r'")
        assert cursor.fetchall() == []


def test_a_dry_run_that_fails_leaves_nothing_behind(db, export, monkeypatch):
    def fail(*_args, **_kwargs):
        raise ExportError("rusak")

    monkeypatch.setattr(module.report, "of_run", fail)
    with pytest.raises(ExportError):
        dry_run(sources([export(*EXPORTS["links"])]))
    assert not OldSite.objects.exists()
    assert not Category.objects.filter(slug="hukum").exists()


def test_a_lost_connection_ends_a_dry_run_before_it_meets_the_real_tables(db, export, monkeypatch):
    refused = []

    def connect_again(phase, *_args):
        if phase == "scan":
            return
        try:
            connection.connect()
        except ExportError as error:
            refused.append(str(error))

    path = sources([export(*EXPORTS["links"])])
    dry_run(path, step=connect_again)
    assert refused
    assert not OldSite.objects.exists()


def test_copies_that_nobody_would_find_are_not_worked_with(db, monkeypatch):
    monkeypatch.setattr(shadows, "_WHOLE", (*shadows._WHOLE, Article))
    monkeypatch.setattr(shadows, "_shadow", lambda model, sites=None: None)
    with pytest.raises(ExportError), shadows.shadows("x"):
        pass


def test_many_texts_are_converted_by_another_process_to_the_same_end(db, export, tmp_path, monkeypatch):
    path = export(*EXPORTS["links"], *(wxr.item(n, f"Berita {n}") for n in range(20, 40)))
    one, _real = reports(path, tmp_path)
    monkeypatch.setattr(conversion, "LARGE", 5)
    monkeypatch.setattr(stories, "BATCH", 4)
    folder = tmp_path / "lagi"
    call_command(
        "import_wordpress", str(path), "--dry-run", "--convert-again", report=str(folder), verbosity=0
    )
    data = json.loads((folder / "report.json").read_text())
    assert data["outcomes"]["unchanged"] == 25
    assert data["outcomes"]["failed"] == 0
    assert {kind["kind"] for kind in data["kinds"]} == {kind["kind"] for kind in one[0]["kinds"]}
