"""Field words explained where they stand, and a blank form of a paper that has no categories and regions yet."""

import pytest
from django.urls import reverse

from articles.models import Category, Region
from staff.writing.field_help import HELP
from staff.writing.forms import ArticleForm
from tests.support.factories import make_article, make_category, make_region

pytestmark = pytest.mark.django_db
NEW = reverse("admin:articles_article_add")


def page(client, address=NEW):
    return client.get(address).content.decode()


def test_each_field_word_is_explained_with_examples_in_the_full_editor(visit, writer):
    html = page(visit(writer))
    for name, help in HELP.items():
        assert str(help.words) in html.replace("&quot;", '"')
        assert f'data-examples="id_{name}"' in html
        assert help.examples or help.source
    assert '<button type="button" data-example="(*)">(*)</button>' in html
    assert 'data-example-from="id_headline"' in html


def test_examples_are_values_that_the_form_takes():
    for name, help in HELP.items():
        for example in help.examples:
            ArticleForm.base_fields[name].clean(example)


def test_the_phones_page_carries_none_of_it(visit, writer):
    make_region()
    make_category()
    html = page(visit(writer), f"{NEW}?mode=hp")
    assert "data-example" not in html
    assert 'id="lacks"' not in html


def test_the_review_explains_the_words_too(visit, writer, editor):
    story = make_article(writer)
    html = page(visit(editor), reverse("admin:articles_article_review", args=[story.pk]))
    assert all(str(help.words) in html for help in HELP.values())


@pytest.mark.parametrize("mode", ["lengkap", "hp"])
def test_a_paper_without_categories_and_regions_says_what_comes_first(visit, writer, managing_editor, mode):
    Region.objects.all().delete()
    Category.objects.all().delete()
    html = page(visit(managing_editor), f"{NEW}?mode={mode}")
    assert "Buat kategori dan daerah dulu" in html
    assert reverse("admin:articles_category_sets") in html
    assert reverse("admin:articles_region_indonesia") in html
    assert "Mintalah redaktur pelaksana" not in html
    html = page(visit(writer), f"{NEW}?mode={mode}")
    assert "Mintalah redaktur pelaksana" in html
    assert reverse("admin:articles_region_indonesia") not in html
    if mode == "lengkap":
        assert '<section class="suggestions" id="suggestions" hidden' in html  # no red faults meanwhile


def test_it_says_only_what_is_missing(visit, managing_editor):
    make_category()
    html = page(visit(managing_editor))
    assert "Buat daerah dulu" in html
    assert (
        reverse("admin:articles_category_sets") not in html.partition('id="lacks"')[2].partition("</div>")[0]
    )
    make_region()
    html = page(visit(managing_editor))
    assert 'id="lacks"' not in html
    assert '<section class="suggestions" id="suggestions" aria' in html
