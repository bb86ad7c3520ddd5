"""What the desk says of pages that readers have, or do not have yet: no link of it leads to nothing."""

import re

import pytest
from django.contrib import admin
from django.urls import reverse

from articles.models import Category, Page, Person, Region, Tag
from staff.admin.base import AddressedAdmin
from staff.desk import shown
from tests.support.factories import make_article, make_category, make_region, publish

pytestmark = pytest.mark.django_db
ADDRESSED = [
    model for model, model_admin in admin.site._registry.items() if isinstance(model_admin, AddressedAdmin)
]
EMPTY = "belum ada berita"


def pages_of(model, client):
    """Yield the HTML of the list and of each row's form."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    yield client.get(reverse(f"{name}_changelist")).content.decode()
    for row in model.objects.all():
        yield client.get(reverse(f"{name}_change", args=[row.pk])).content.decode()


@pytest.fixture
def paper(publication, writer, editor, managing_editor):
    """A story in a section below a section, and of each kind something that no story has."""
    below = make_category("Banjir", "banjir", parent=make_category())
    make_category("Olahraga", "olahraga")
    make_region("Paiton", "paiton")
    Tag.objects.create(name="Belum dipakai")
    Page.objects.create(title="Belum siap", is_public=False)
    publish(make_article(writer, category=below, region=make_region(), tags=["Ramai"]), writer, editor)
    make_article(writer, category=Category.objects.get(slug="olahraga"), tags=["Draf saja"])


def test_the_walk_is_over_all_kinds():
    assert set(ADDRESSED) == {Category, Region, Tag, Person, Page}


@pytest.mark.parametrize("model", ADDRESSED)
def test_no_link_to_readers_pages_leads_to_nothing(model, paper, visit, managing_editor, client):
    managing_editor.is_superuser = True
    managing_editor.save()
    rows = list(model.objects.all())
    answers = {row.pk for row in rows if client.get(row.get_absolute_url()).status_code == 200}
    assert shown.ids_of(rows) == answers
    assert answers
    assert len(answers) < len(rows)
    paths = {row.get_absolute_url() for row in rows}
    for html in pages_of(model, visit(managing_editor)):
        linked = paths & set(re.findall(r'href="([^"]+)"', html))
        assert {client.get(path).status_code for path in linked} <= {200}


def test_an_empty_section_is_said_to_be_empty(paper, visit, managing_editor):
    rows = next(pages_of(Category, visit(managing_editor)))
    assert rows.count("belum ada berita, belum tampil di menu") == 1
    olahraga = Category.objects.get(slug="olahraga")
    form = (
        visit(managing_editor)
        .get(reverse("admin:articles_category_change", args=[olahraga.pk]))
        .content.decode()
    )
    assert "belum ada berita, belum tampil di menu" in form


def test_the_list_has_the_order_of_the_menu(paper, visit, managing_editor, writer, editor, client):
    """Sections of later names stand before others, where somebody said so."""
    for name, order in (("Zaman", 1), ("Akhir", 300)):
        section = Category.objects.create(name=name, order=order)
        publish(make_article(writer, category=section, headline=f"Kabar {name}"), writer, editor)
    listed = re.findall(
        r'href="[^"]*/articles/category/\d+/change/[^"]*"[^>]*>\s*([^<]+?)\s*<',
        next(pages_of(Category, visit(managing_editor))),
    )
    menu = re.findall(r'<a href="/kategori/[^"/]+/"[^>]*>([^<]+)</a>', client.get("/").content.decode())
    sections = [name for name in listed if name in menu]
    assert sections == [name for name in dict.fromkeys(menu) if name in sections] != sorted(sections)


def test_the_phone_offers_categories_in_the_order_of_the_menu(publication, visit, writer):
    last = make_category("Akhir", "akhir")
    Category.objects.update(order=50)
    Category.objects.create(name="Zaman", order=1)
    for order, name in ((9, "Anak dua"), (2, "Zat satu")):
        Category.objects.create(name=name, order=order, parent=last)
    page = visit(writer).get(f"{reverse('admin:articles_article_add')}?mode=hp").content.decode()
    select = page.partition('id="id_category"')[2].partition("</select>")[0]
    assert re.findall(r">([^<]+)</option>", select)[-4:] == ["Zaman", "Akhir", "Zat satu", "Anak dua"]
