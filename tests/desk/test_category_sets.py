"""Sets of categories that regional papers begin with."""

import re

import pytest

from articles.models import Category
from staff.desk import category_sets

pytestmark = pytest.mark.django_db
PAGE = "/redaksi-desk/articles/category/pilihan/"


def names():
    return list(Category.objects.order_by("order").values_list("name", flat=True))


@pytest.mark.parametrize("key", category_sets.SETS)
def test_a_set_comes_in_its_order_once(visit, managing_editor, key):
    _title, _words, wanted = category_sets.SETS[key]
    assert len(wanted) == len(set(wanted)) >= 8
    for _press in range(2):
        assert visit(managing_editor).post(PAGE, {"set": key, "name": list(wanted)}).status_code == 302
        assert names() == [name.rpartition("/")[2] for name in wanted]


def test_only_what_is_ticked_comes_and_a_part_brings_its_whole(visit, managing_editor):
    visit(managing_editor).post(PAGE, {"set": "provinsi", "name": ["Olahraga/Sepak Bola", "Opini", "Entah"]})
    assert names() == ["Olahraga", "Sepak Bola", "Opini"]
    assert Category.objects.get(name="Sepak Bola").path == "olahraga/sepak-bola"


def test_what_is_here_stays_and_the_rest_comes_behind_it(visit, managing_editor):
    Category.objects.create(name="Peristiwa", order=500)
    page = visit(managing_editor).get(PAGE)
    assert 'name="name" value="Peristiwa"' not in page.content.decode()
    visit(managing_editor).post(PAGE, {"set": "kabupaten", "name": ["Peristiwa", "Ekonomi"]})
    assert list(Category.objects.order_by("order").values_list("name", "order")) == [
        ("Peristiwa", 500),
        ("Ekonomi", 510),
    ]


def test_nothing_ticked_is_told(visit, managing_editor):
    page = visit(managing_editor).post(PAGE, {"set": "entah", "name": "Peristiwa"}, follow=True)
    assert "Tidak ada yang baru dicentang." in page.content.decode()
    assert not Category.objects.exists()


def test_only_who_adds_categories_gets_there(visit, writer, editor, administrator):
    for person, status in {writer: 403, editor: 403, administrator: 200}.items():
        assert visit(person).get(PAGE).status_code == status


def test_nothing_is_ticked_that_nobody_chose(visit, managing_editor):
    """What is here is ticked, and says so."""
    Category.objects.create(name="Peristiwa")
    boxes = re.findall(r"<input type=.checkbox.[^>]*>", visit(managing_editor).get(PAGE).content.decode())
    boxes = [box for box in boxes if 'name="name"' in box or "disabled" in box]
    assert len(boxes) > 20
    assert all(("checked" in box) == ("disabled" in box) for box in boxes)
