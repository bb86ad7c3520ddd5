"""Rapikan: a text that was pasted as a finished story becomes a right one, and nothing of it is lost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article, LegacyPath, OldSite, Person, Publication, Revision
from articles.text import body, plain_text
from articles.text.story_text import CreditLine, StoryText
from staff.workflow import checks
from staff.writing.forms import MAX_TAGS
from staff.writing.tidy import Tidied
from tests.support.factories import make_article, make_region, make_user, publish
from tests.support.forms import form
from tests.support.manuscripts import manuscript

NEW = "/redaksi-desk/articles/article/rapikan/"
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
    assert answer["found"] == 7  # parts of the text that change
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


# ---- Whose form it is


def address(story):
    return reverse("admin:articles_article_tidy", args=[story.pk])


def test_it_answers_whoever_may_have_the_form_open(archive, writer, other_writer, editor, visit):
    draft = make_article(writer)
    assert visit(writer).post(address(draft), sent(PASTED)).status_code == 200
    assert visit(editor).post(address(draft), sent(PASTED)).status_code == 200
    assert visit(other_writer).post(address(draft), sent(PASTED)).status_code == 404
    assert visit(writer).post(address(archive["end"]), sent(PASTED)).status_code == 404  # readers have it
    assert visit(writer).get(NEW).status_code == 405
    assert visit(make_user("tamu")).post(NEW, sent(PASTED)).status_code in (302, 403)


def test_another_account_in_the_same_browser_is_asked_to_sign_in(archive, writer, visit):
    assert visit(writer).post(NEW, sent(PASTED, user="999")).status_code == 401


def test_nothing_is_saved_and_nobody_made_before_the_press(archive, writer, visit):
    before = [Article.objects.count(), Person.objects.count(), Revision.objects.count()]
    visit(writer).post(NEW, sent(PASTED))
    assert [Article.objects.count(), Person.objects.count(), Revision.objects.count()] == before


# ---- What stands beside the text already


def test_the_names_of_the_text_stand_in_place_of_those_that_came_by_themselves(archive, writer, editor):
    own = CreditLine(writer.person.pk, "writer", "Wati")
    photographer = CreditLine(editor.person.pk, "photographer", "Edi")
    text = tidied(PASTED, writer, credits=(own, photographer)).text
    assert [(line.role, line.name) for line in text.credits] == [
        ("writer", "Rahmat Salim"), ("photographer", "Edi"), ("editor", "Iin Mahmud"),
    ]  # fmt: skip


def test_a_name_is_the_person_who_has_it_and_of_two_the_one_with_an_account(archive, writer, editor):
    Person.objects.create(name="RAHMAT SALIM")
    story = tidied(PASTED, writer)
    assert story.text.credits[0].person == Person.objects.get(name="RAHMAT SALIM").pk
    Person.objects.filter(user=editor).update(name="Rahmat Salim")
    story = tidied(PASTED, writer)
    assert story.text.credits[0].person == editor.person.pk
    assert ("Beberapa orang di sini bernama sama", "Rahmat Salim") in story.questions


def test_two_regions_of_one_name_are_left_to_the_writer(archive, writer):
    make_region("Kota Dringu", "kota-dringu", parent=archive["region"].parent)
    text = tidied(PASTED, writer).text
    assert (text.region, text.dateline) == (None, "Dringu")


def test_a_region_that_was_chosen_stays_and_another_place_is_the_dateline(archive, writer):
    other = make_region("Leces", "leces", parent=archive["region"].parent)
    text = tidied(PASTED, writer, region=other.pk).text
    assert (text.region, text.dateline) == (other.pk, "Dringu")


def test_tags_are_added_once_and_no_more_than_a_story_has(archive, writer):
    story = tidied(PASTED, writer, tags=("Banjir", *(f"Tag {n:02}" for n in range(13))))
    assert len(story.text.tags) == MAX_TAGS
    assert "Banjir" in story.text.tags
    assert "banjir" not in story.text.tags


def test_a_story_that_is_named_twice_is_nobody_s_guess(archive, writer, editor):
    publish(make_article(writer, headline="Tanggul Sungai Jebol"), writer, editor)
    story = tidied(PASTED, writer)
    assert "Baca Juga  Tanggul Sungai Jebol".replace("  ", " ") in body.text(story.text.body)
    assert ("Baca Juga: beritanya tidak ditemukan di situs ini", "Tanggul Sungai Jebol") in story.questions


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_what_readers_do_not_see_is_not_led_to(status, archive, writer):
    Article.objects.filter(pk=archive["inline"].pk).update(status=status)
    assert body.article_ids(tidied(PASTED, writer).text.body) == []


def test_addresses_of_ours_and_of_a_site_before_lead_to_their_stories(archive, writer, settings):
    OldSite.objects.create(key="lama.example", address="https://lama.example", time_zone="Asia/Jakarta")
    LegacyPath.objects.create(path="/2018/judul-lama/", article=archive["inline"])
    ours = f"{settings.SITE_URL}/berita/{archive['end'].pk}/cabai/"
    text = PASTED.replace(
        "Baca Juga  Tanggul Sungai Jebol", "Baca juga: [Tanggul](https://lama.example/2018/judul-lama/)"
    )
    text = text.replace("Cabai Mahal, Warga Menanam Sendiri", ours).partition("Dringu,-")[0]
    text = tidied(text, writer).text
    assert body.article_ids(text.body) == [archive["inline"].pk]
    assert text.related == (archive["end"].pk,)


def test_the_label_of_what_is_paid_for_comes_along(archive, writer, visit):
    answer = (
        visit(writer)
        .post(NEW, sent(f"{PASTED.split('Penulis')[0].replace('(*)', '(ADV)')}", apply="1"))
        .json()
    )
    assert answer["fields"]["commercial_label"] == ["advertorial"]


# ---- Bad input


def test_a_whole_web_page_of_another_publication(archive, writer):
    """Menus and footers stay where nobody can tell what they are; no name or place is made of them."""
    menu = "Beranda\nDaerah\nEkonomi\nOlahraga\nMasuk\nDaftar"
    foot = "Berita Terpopuler\n1. Judul Satu\n2. Judul Dua\nTentang Kami\nRedaksi\nPedoman Media Siber\n© 2026 Kabar Lain"
    story = tidied(f"{menu}\n\nLanjut Baca\n\n{PASTED}\n\nBagikan: Facebook WhatsApp\n\n{foot}", writer)
    assert story.text.headline == ""
    assert [line.name for line in story.text.credits] == ["Rahmat Salim", "Iin Mahmud"]
    assert "Olahraga" in body.text(story.text.body)
    assert story.text.region in (None, archive["region"].pk)


def test_a_text_beyond_all_measure_is_refused_with_a_message(archive, writer, visit):
    answer = visit(writer).post(NEW, sent("x" * 1_000_000))
    assert (answer.status_code, "terlalu panjang" in answer.json()["html"]) == (200, True)


def test_a_large_change_is_not_sent_to_a_phone_as_a_difference(archive, writer, visit):
    answer = visit(writer).post(NEW, sent("Penulis: Ani Wati\n\n" * 4000))
    assert len(answer.content) < 20_000
    assert answer.json()["found"]


def test_how_many_names_and_links_a_text_has_makes_no_more_queries(archive, writer, visit):
    client = visit(writer)

    def count(names):
        credits = "\n".join(f"Penulis: Orang Nomor{chr(97 + n)}" for n in range(names))
        with CaptureQueriesContext(connection) as queries:
            client.post(NEW, sent(PASTED.replace("Penulis: Rahmat Salim", credits)))
        return len(queries)

    assert count(20) == count(1)


# ---- The check


def test_a_check_speaks_of_parts_that_stand_in_the_text(archive):
    story = manuscript(body=plain_text.from_plain(PASTED))
    [problem] = checks.filed_parts_are_in_their_places(story)
    assert "2 nama" in problem.message
    assert problem.mends
    ordinary = manuscript(body="<p>Air surut pagi ini.</p>")
    with CaptureQueriesContext(connection) as queries:
        assert list(checks.filed_parts_are_in_their_places(ordinary)) == []
    assert len(queries) == 0
