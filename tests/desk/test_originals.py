"""Originals elsewhere: each copy of what was corrected or withdrawn waits until somebody decided."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article
from staff.models import CopyDecision, OriginalChange
from staff.models.original import copies_to_decide
from tests.support.factories import make_article, make_notice, move, publish

SOURCE = {"source_name": "Kantor Berita", "source_url": "https://kb.example/7", "source_id": "kb-7"}
NEWS = {"kind": "corrected", "source_url": "", "source_id": "kb-7", "words": "Jumlah korban keliru."}


def visit(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def copies(publication, writer, editor):
    return [publish(make_article(writer, headline=f"Salinan {n}", **SOURCE), writer, editor) for n in (1, 2)]


@pytest.fixture
def change(copies, editor):
    assert visit(editor).post(reverse("admin:originals"), NEWS).status_code == 302
    return OriginalChange.objects.get()


def decide(user, change, copy, status=302, **values):
    response = visit(user).post(reverse("admin:original_decide", args=[change.pk, copy.pk]), values)
    assert response.status_code == status
    return response.content.decode()


def waiting():
    return set(copies_to_decide(Article.objects.all()).values_list("headline", flat=True))


@pytest.mark.parametrize("key", ["source_id", "source_url"])
def test_all_copies_are_listed_by_identifier_or_address(copies, writer, editor, key):
    publish(make_article(writer, headline="Lain", source_name="KB", source_id="kb-8"), writer, editor)
    make_article(writer, headline="Draf", **SOURCE)
    news = NEWS | {"source_id": "", "source_url": "", key: SOURCE[key]}
    visit(editor).post(reverse("admin:originals"), news)
    assert waiting() == {"Salinan 1", "Salinan 2"}
    html = visit(editor).get(reverse("admin:originals")).content.decode()
    assert "Salinan 1" in html
    assert "Draf" not in html


def test_a_copy_waits_on_the_first_page_and_at_the_story_until_it_is_decided(change, copies, editor):
    one, _other = copies
    html = visit(editor).get(reverse("admin:index")).content.decode()
    assert "Salinan dari naskah asal" in html
    review = visit(editor).get(reverse("admin:articles_article_review", args=[one.pk])).content.decode()
    assert "Jumlah korban keliru." in review
    decide(editor, change, one, outcome="unaffected", reason="Angka itu tidak kita muat.")
    assert waiting() == {"Salinan 2"}
    decide(editor, change, one, outcome="unaffected", reason="Lagi.")
    assert CopyDecision.objects.count() == 1


def test_what_is_said_of_a_copy_has_to_be_true(change, copies, editor, second_editor, managing_editor):
    one, other = copies
    assert "Belum ada catatan" in decide(
        editor, change, one, 400, outcome="corrected", reason="Sudah diralat."
    )
    assert "Cabut dulu" in decide(editor, change, one, 400, outcome="withdrawn")
    html = decide(editor, change, one, 400, outcome="unaffected")
    assert "Tulis mengapa" in html
    assert "Pilih apa" in decide(editor, change, one, 400, outcome="lupa")
    notice = make_notice(kind="koreksi", text="Jumlahnya keliru.")
    move(one, ("propose_notice", editor), ("publish_notice", second_editor), notice=notice)
    decide(editor, change, one, outcome="corrected")
    move(other, ("request_withdrawal", editor), ("withdraw", managing_editor))
    assert waiting() == set()  # readers do not have it any more
    decide(editor, change, other, outcome="withdrawn")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"source_id": ""}, "source_url"),
        ({"source_id": "kb-99"}, "source_url"),
        ({"words": ""}, "words"),
        ({"words": "x" * 1_000_000}, "words"),
        ({"kind": "hilang"}, "kind"),
    ],
)
def test_bad_input_is_told_beside_its_field(copies, editor, values, field):
    response = visit(editor).post(reverse("admin:originals"), NEWS | values)
    assert response.status_code == 400
    assert f'id="id_{field}_error"' in response.content.decode()
    assert not OriginalChange.objects.exists()


def test_writers_do_not_decide(change, copies, writer):
    assert visit(writer).get(reverse("admin:originals")).status_code == 403
    assert (
        visit(writer).post(reverse("admin:original_decide", args=[change.pk, copies[0].pk])).status_code
        == 403
    )
