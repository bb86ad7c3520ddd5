"""Examples are of the paper's own place: no page of a paper elsewhere names the towns of the demo."""

import re

import pytest
from django.urls import reverse

from articles import region_table
from articles.models import Publication, Region
from tests.support.desk_pages import addresses

pytestmark = pytest.mark.django_db
# Towns and villages of the demo and of its neighbourhood
ELSEWHERE = re.compile(
    r"Probolinggo|Kraksaan|Dringu|Mayangan|Paiton|Pasuruan|Lumajang|Bangil|Argopuro", re.IGNORECASE
)


@pytest.fixture(params=["62.05", ""], ids=["Barito Utara", "no region"])
def paper(request, publication, managing_editor):
    Region.objects.all().delete()
    Publication.objects.update(name="Kabar Barito")
    if request.param:
        region_table.add([request.param])
    managing_editor.is_superuser = True
    managing_editor.save()
    return request.param


def test_no_page_names_the_towns_of_the_demo(paper, visit, managing_editor):
    client, named = visit(managing_editor), {}
    for _name, path in addresses({}):
        answer = client.get(path, follow=True)
        html = b"".join(answer).decode(errors="replace")
        # The table of all regions names all of them.
        if path != reverse("admin:articles_region_indonesia") and (towns := set(ELSEWHERE.findall(html))):
            named[path] = towns
    assert named == {}


def test_the_publications_form_and_a_new_story_name_the_own_place(paper, visit, managing_editor):
    html = visit(managing_editor).get(reverse("admin:articles_publication_change", args=[1])).content.decode()
    place = "Barito Utara" if paper else "Kota Anda"
    assert f'data-place="{place}"' in html
    assert f"{place} – Sejak pagi" in html
