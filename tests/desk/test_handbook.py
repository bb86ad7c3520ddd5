"""The handbook at the desk: every chapter, every part that a page leads to, every picture; and nothing beside it."""

import re

import pytest
from django.contrib import admin
from django.urls import reverse

from staff.desk import handbook
from tests.support.desk_pages import flat

pytestmark = pytest.mark.django_db
PLACES = {name: set(re.findall(r'id="([^"]+)"', handbook.chapter(name)[1])) for name in handbook.CHAPTERS}


def read(client, name):
    answer = client.get(handbook.address_of(name))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("name", handbook.CHAPTERS)
def test_each_chapter_is_read_by_everybody_at_the_desk_and_by_nobody_else(
    name, publication, visit, writer, client
):
    html = read(visit(writer), name)
    assert html.count("<h1>") == 1
    assert client.get(handbook.address_of(name)).status_code == 302
    for path in re.findall(r'(?:src|href)="(/redaksi-desk/panduan/[^"#]*)', html):
        answer = visit(writer).get(path)
        assert answer.status_code == 200, path
        if answer.streaming:
            assert b"".join(answer.streaming_content)[1:4] == b"PNG"
    for target, part in re.findall(r'href="/redaksi-desk/panduan/([^"#]*)#([^"]+)"', html):
        assert part in PLACES[target.strip("/") or handbook.WHOLE]
    assert not re.search(r'href="[^"]*\.md', html)


@pytest.mark.parametrize("name", ["entah", "deploy", "gambar"])
def test_what_is_no_chapter_is_not_found(name, publication, visit, writer):
    assert visit(writer).get(f"/redaksi-desk/panduan/{name}/").status_code == 404


@pytest.mark.parametrize("name", ["entah.png", "..%2Fapi.md", "meja-meja.png%00"])
def test_what_is_no_picture_is_not_found(name, publication, visit, writer):
    assert visit(writer).get(f"/redaksi-desk/panduan/gambar/{name}").status_code == 404


def test_the_whole_handbook_begins_with_what_is_in_it(publication, visit, writer):
    html = read(visit(writer), handbook.WHOLE)
    listed = re.findall(r'<li><a href="#([^"]+)">', html)
    assert len(listed) > 60
    assert set(listed) <= PLACES[handbook.WHOLE]
    assert 'href="#meninjau-redaktur">Meninjau (redaktur)</a>' in html


def test_what_pages_lead_to_is_in_the_handbook():
    assert set(handbook.PARTS.values()) <= PLACES[handbook.WHOLE]
    assert set(handbook.CHAPTERS_OF.values()) <= set(handbook.CHAPTERS)


def test_every_page_of_the_menu_leads_to_its_part(publication, visit, managing_editor):
    """Besides the first ones, a page that comes tomorrow has to say where it is explained."""
    names = {
        pattern.name for pattern in flat(admin.site.get_urls()) if (pattern.name or "").endswith("changelist")
    }
    names |= {
        "index",
        "calendar",
        "assignments",
        "figures",
        "changes",
        "letters",
        "originals",
        "personal_data",
        "roles",
    }
    without = {
        name
        for name in names
        if "#" not in handbook.help_for(name) and not handbook.help_for(name).endswith("/iklan/")
    }
    assert without == set()
    html = visit(managing_editor).get(reverse("admin:articles_category_changelist")).content.decode()
    assert f'href="{handbook.address_of(handbook.WHOLE, "rubrik-dan-tempat")}"' in html
    assert f'href="{handbook.address_of(handbook.WHOLE)}"' in html  # in the menu
