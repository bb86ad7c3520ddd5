"""The preview of an open form: the readers' own page, of a text that is not saved."""

import pytest
from django.urls import reverse

from articles.models import Article, Person, Revision
from articles.text.plain_text import CARD_SIGNS
from staff.models import Scratch
from tests.support.factories import make_article, make_photo, make_publication, publish
from tests.support.forms import form, rows

NEW = reverse("admin:articles_article_preview_new")


def url(story):
    return reverse("admin:articles_article_preview", args=[story.pk])


@pytest.fixture
def story(db, writer):
    make_publication()
    return make_article(writer)


def test_it_shows_what_stands_in_the_form(story, visit, writer, editor, django_assert_max_num_queries):
    target = publish(make_article(writer, headline="Jembatan sesek ambruk"), writer, editor)
    photo = make_photo(caption="Warga menyeberang")
    before = [
        Article.objects.count(),
        Revision.objects.count(),
        Scratch.objects.count(),
        Person.objects.count(),
    ]
    body = f"Air *surut*.\n\n{CARD_SIGNS['berita'].format(target.pk, 'x')}\n\n[foto {photo.pk}]\n\nKomoditas\tHarga\nCabai\t48"
    typed = {
        "headline": "Judul <yang> diketik",
        "tag_names": "Bromo",
        "sign_off": "(*)",
        "body": body,
        "mode": "hp",
    }
    typed |= rows(credits=[("", "writer", "Rahmad Soleh")])
    with django_assert_max_num_queries(40):
        html = visit(writer).post(url(story), form(story, **typed)).content.decode()
    for part in (
        "<h1>Judul &lt;yang&gt; diketik</h1>", "<strong>surut</strong>", "Jembatan sesek ambruk", "Warga menyeberang",
        "Rahmad Soleh", "#Bromo", "(*)", "<th>Komoditas</th>", "KRAKSAAN (KabarUji)", 'class="prose"',
        "noindex", "Pratinjau",
    ):  # fmt: skip
        assert part in html, part
    for part in ("site.js", "data-baca", "ld+json", "og:title", "wa.me"):
        assert part not in html, part
    after = [
        Article.objects.count(),
        Revision.objects.count(),
        Scratch.objects.count(),
        Person.objects.count(),
    ]
    assert after == before


def test_a_story_that_is_not_begun_and_a_form_that_is_empty_have_one(db, visit, writer):
    make_publication()
    assert "Judul baru" in visit(writer).post(NEW, form(mode="hp", body="Teks")).content.decode()
    assert visit(writer).post(NEW, {}).status_code == 200


def test_only_who_may_have_the_form_open_gets_it(
    story, visit, writer, other_writer, editor, administrator, client
):
    assert visit(other_writer).post(url(story), form(story)).status_code == 404
    assert visit(editor).post(url(story), form(story)).status_code in (200, 404)
    assert visit(administrator).post(NEW, form()).status_code == 403
    assert client.post(url(story), form(story)).status_code == 302
    assert visit(writer).get(url(story)).status_code == 405
