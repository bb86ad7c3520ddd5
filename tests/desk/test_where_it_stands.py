"""A page of the desk says where it stands, what an empty list is for, and what became of a row."""

import pytest
from django.urls import reverse
from lxml import html

from tests.support.factories import make_article, make_category


def trail(client, address):
    page = html.fromstring(client.get(address).content.decode())
    return [part.text_content().strip() for part in page.cssselect(".trail-part")]


def of(model, page="changelist", *args):
    return reverse(f"admin:articles_{model}_{page}", args=args)


@pytest.fixture
def desk(publication, managing_editor, visit):
    return visit(managing_editor)


def test_a_page_names_its_group_its_list_and_its_row(desk, writer):
    category, story = make_category(), make_article(writer)
    assert trail(desk, of("category")) == ["Penataan", "Kategori"]
    assert trail(desk, of("category", "change", category.pk)) == ["Penataan", "Kategori", "Peristiwa"]
    assert trail(desk, of("category", "add"))[:2] == ["Penataan", "Kategori"]
    assert trail(desk, of("article", "review", story.pk)) == ["Naskah", "Semua naskah", story.headline]
    assert trail(desk, reverse("admin:figures")) == ["Keredaksian", "Angka"]
    assert trail(desk, reverse("admin:own_account")) == ["Akun saya"]
    assert trail(desk, of("publication", "change", 1)) == ["Administrasi", "Penerbitan", "Kabar Uji"]


@pytest.mark.parametrize("model", ["category", "region", "tag", "attachment"])
def test_an_empty_list_says_what_it_is_for(model, desk):
    page = html.fromstring(desk.get(of(model)).content.decode())
    (empty,) = page.cssselect(".empty-page")
    assert empty.cssselect("h2")[0].text_content().startswith("Belum ada")
    assert len(empty.cssselect("p")[0].text_content()) > 40


def test_a_search_without_result_is_another_thing(desk):
    make_category()
    page = desk.get(of("category") + "?q=tidakada").content.decode()
    assert "Tidak ada yang cocok" in page
    assert "Belum ada" not in page


def test_the_history_of_a_row_is_the_record_of_changes(desk, visit, writer):
    category = make_category()
    answer = desk.get(of("category", "history", category.pk))
    assert answer.url == f"{reverse('admin:changes')}?apa=articles_category&baris={category.pk}"
    assert visit(writer).get(of("publication", "history", 1)).status_code == 403


def test_the_list_of_an_app_is_the_first_page(desk):
    assert desk.get(reverse("admin:app_list", args=["articles"])).url == reverse("admin:index")
