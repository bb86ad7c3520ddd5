"""Documents and recordings that texts link to: attachments here, with a card below their paragraph."""

import json

import pytest
from django.core.management import call_command

from articles.models import Article, Attachment, ImportedItem
from tests.support import wxr
from tests.support.attachments import pdf

FILE = "/wp-content/uploads/2023/03/Laporan-APBD.pdf"
LINK = f"{wxr.SITE}{FILE}"


@pytest.fixture
def uploads(tmp_path):
    folder = tmp_path / "uploads" / "2023" / "03"
    folder.mkdir(parents=True)
    (folder / "Laporan-APBD.pdf").write_bytes(pdf())
    (folder / "naskah.docx").write_bytes(b"PK\x03\x04 bukan PDF")
    return tmp_path / "uploads"


@pytest.fixture
def bring(tmp_path, uploads, editor):
    """Imports posts of these texts; returns the reports of the dry run before and of the run."""

    def brought(*contents, by=True):
        path = tmp_path / "ekspor.xml"
        path.write_bytes(wxr.export(*(wxr.item(n, content=text) for n, text in enumerate(contents, 1))))
        reports = []
        for name, options in (("uji", {"dry_run": True}), ("jadi", {})):
            account = {"by": editor.username} if by else {}
            call_command(
                "import_wordpress", str(path), uploads_dir=str(uploads), report=str(tmp_path / name), verbosity=0,
                **options, **account,
            )  # fmt: skip
            data = json.loads((tmp_path / name / "report.json").read_text())
            reports.append({kind["kind"]: kind["count"] for kind in data["kinds"]})
        return reports

    return brought


@pytest.mark.parametrize(
    ("content", "left"),
    [
        (f'<p>Isi berita.</p><p><a href="{LINK}">Unduh laporan</a></p>', "<p>Isi berita.</p>"),
        (f'<p>Isi berita.</p>\n\n[pdf-embedder url="{LINK}"]', "<p>Isi berita.</p>"),
        (f'<p>Lihat <a href="{FILE}">laporan itu</a> lengkapnya.</p>', "<p>Lihat laporan itu lengkapnya.</p>"),
        (
            f'<!-- wp:paragraph --><p>Isi berita.</p><!-- /wp:paragraph --><!-- wp:file --><div class="wp-block-file"><a href="{LINK}">'
            f'Laporan</a><a href="{LINK}" class="wp-block-file__button" download>Unduh</a></div><!-- /wp:file -->',
            "<p>Isi berita.</p>",
        ),
    ],
)  # fmt: skip
def test_a_document_is_an_attachment_with_a_card(db, bring, client, content, left):
    dry, real = bring(content)
    assert dry == real
    attachment = Attachment.objects.get()
    story = Article.objects.get()
    assert (
        story.body
        == f'{left}\n<figure class="media"><oembed url="/lampiran/{attachment.pk}/"></oembed></figure>'
    )
    assert attachment.name == "Laporan APBD"
    assert list(story.attachment_uses.values_list("attachment", flat=True)) == [attachment.pk]
    assert story.approved_revision.text == story.snapshot()
    page = client.get(story.get_absolute_url()).content.decode()
    assert attachment.url in page
    assert client.get(FILE)["Location"] == attachment.url


def test_one_file_of_many_stories_is_one_attachment(db, bring):
    bring(*[f'<p>Isi berita.</p><p><a href="{LINK}">Unduh</a></p>'] * 3)
    assert Attachment.objects.count() == 1
    assert Article.objects.filter(attachment_uses__isnull=False).count() == 3


@pytest.mark.parametrize("name", ["hilang.pdf", "naskah.docx"])
def test_a_file_that_cannot_be_taken_in_is_told_and_its_link_stays(db, bring, name):
    address = f"{wxr.SITE}/wp-content/uploads/2023/03/{name}"
    dry, real = bring(f'<p>Isi berita.</p><p><a href="{address}">Unduh</a></p>')
    assert dry == real
    assert real["file-missing"] == 1
    assert "link-unresolved" not in real
    assert address in Article.objects.get().body
    assert not Attachment.objects.exists()


def test_a_file_needs_somebody_who_answers_for_it(db, bring):
    dry, real = bring(f'<p>Isi berita.</p><p><a href="{LINK}">Unduh</a></p>', by=False)
    assert dry == real
    ((_kind, text),) = [note for note in ImportedItem.objects.get(wp_id=1).notes if note[0] == "file-missing"]
    assert "--by" in text
