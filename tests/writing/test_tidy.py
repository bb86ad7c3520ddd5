"""Rapikan: a text that was pasted as a finished story becomes a right one, and nothing of it is lost."""

import pytest
from django.urls import reverse

from articles.models import Article, Person, Publication
from articles.text import body, plain_text
from articles.text.story_text import StoryText
from staff.writing.tidy import Tidied
from tests.support.factories import make_article, make_region, publish
from tests.support.forms import form

NEW = reverse("admin:articles_article_tidy_new") if False else "/redaksi-desk/articles/article/rapikan/"
PASTED = """Pasar Dringu Kembali Ramai Usai Banjir

DRINGU-KABARUJI.com, Pedagang Pasar Dringu kembali membuka lapak setelah banjir surut pada Senin pagi yang cerah itu.

“Kami senang bisa berjualan lagi,” kata Siti (45), pedagang sayur yang sudah dua puluh tahun berjualan di sana.

Baca Juga  Tanggul Sungai Jebol

Pemerintah desa membersihkan lumpur bersama warga selama tiga hari berturut-turut tanpa henti. (*)

Penulis: Rahmat Salim

Editor: Iin Mahmud

Tag: banjir, Dringu

Baca Juga

Cabai Mahal, Warga Menanam Sendiri

Dringu,- Warga Desa Dringu menanam cabai di halaman rumah sejak harga naik. …
"""


@pytest.fixture
def archive(publication, writer, editor):
    Publication.objects.update(dateline_site="KABARUJI.com")
    region = make_region(
        "Dringu", "dringu", parent=make_region("Kabupaten Probolinggo", "kabupaten-probolinggo")
    )
    return {
        "region": region,
        "inline": publish(make_article(writer, headline="Tanggul Sungai Jebol"), writer, editor),
        "end": publish(make_article(writer, headline="Cabai Mahal, Warga Menanam Sendiri"), writer, editor),
    }


def sent(text, **values):
    return form(headline="", standfirst="", body=text, mode="hp", region="", slug="") | values


def tidied(text, writer, **parts):
    return Tidied(StoryText(body=plain_text.from_plain(text), **parts), None, writer)


def test_a_pasted_story_becomes_what_it_was_meant_to_be(archive, writer):
    text = tidied(PASTED, writer).text
    inline, end = archive["inline"].pk, archive["end"].pk
    assert (text.headline, text.region, text.dateline) == (
        "Pasar Dringu Kembali Ramai Usai Banjir", archive["region"].pk, "",
    )  # fmt: skip
    assert (text.sign_off, text.tags, text.related) == ("(*)", ("Dringu", "banjir"), (end,))
    assert [(line.role, line.name) for line in text.credits] == [
        ("writer", "Rahmat Salim"),
        ("editor", "Iin Mahmud"),
    ]
    paragraphs = body.text(text.body).split("\n\n")
    assert [paragraph.split()[0] for paragraph in paragraphs] == ["Pedagang", "“Kami", "Pemerintah"]
    assert body.article_ids(text.body) == [inline]
    assert text.body.split("\n")[2] == body.card(inline)


def test_an_open_form_is_told_first_and_then_given_its_fields(archive, writer, visit):
    client = visit(writer)
    answer = client.post(NEW, sent(PASTED)).json()
    assert answer["found"] == 7
    assert "judul, titimangsa, 2 nama, kode penutup, 2 Baca Juga, 2 tag" in answer["html"]
    assert not Person.objects.filter(name="Rahmat Salim").exists()
    answer = client.post(NEW, sent(PASTED, apply="1")).json()
    fields = answer["fields"]
    person = Person.objects.get(name="Rahmat Salim")
    assert fields["credits-person"][0] == str(person.pk)
    assert fields["related-target"] == [str(archive["end"].pk)]
    assert answer["stories"][str(archive["end"].pk)] == "Cabai Mahal, Warga Menanam Sendiri"
    assert fields["body"][0].startswith("Pedagang Pasar Dringu")
    assert f"\n\n/berita/{archive['inline'].pk}/\n\n" in fields["body"][0]
    again = client.post(NEW, sent("", **fields)).json()
    assert again["found"] == 0
    assert Article.objects.filter(headline__startswith="Pasar").count() == 0
