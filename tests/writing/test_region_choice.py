"""The regions that the phone's form offers in a newsroom with many."""

import json
import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Region
from staff.models import Coverage
from staff.writing import region_choice
from tests.support.browser import open_form, sign_in
from tests.support.factories import make_article, make_publication, make_region
from tests.support.forms import change, form

pytestmark = pytest.mark.django_db(transaction=True)
FIELD = "autocomplete/?app_label=articles&model_name=article&field_name=region"


@pytest.fixture
def story(db, writer):
    make_publication()
    return make_article(writer, region=make_region())


@pytest.fixture
def regions(story):
    """700 districts, beside the two that are here."""
    whole = make_region("Kabupaten Jember", "kabupaten-jember")
    kind = Region.Kind.DISTRICT
    names = [f"Kecamatan {n:03}" for n in range(700)]
    Region.objects.bulk_create(
        Region(name=name, slug=f"kec-{n}", path=f"{whole.path}/kec-{n}", parent=whole, kind=kind)
        for n, name in enumerate(names)
    )
    return list(Region.objects.filter(parent=whole).order_by("name"))


def offered(story, visit, writer):
    page = visit(writer).get(f"{change(story)}?mode=hp")
    return page, [region.name for region in page.context["regions"]]


def test_a_newsroom_with_few_regions_is_offered_them_all(story, visit, writer):
    page, names = offered(story, visit, writer)
    assert names == ["Kabupaten Probolinggo", "Kraksaan"]
    assert b"region-search" not in page.content


def test_of_many_those_near_at_hand_are_offered(regions, story, visit, writer):
    Coverage.objects.create(user=writer, region=regions[333], weekdays=[1], begins="08:00", ends="09:00")
    make_article(writer, region=regions[500])
    page, names = offered(story, visit, writer)
    assert names == ["Kecamatan 333", "Kecamatan 500", "Kraksaan"]
    assert b"region-search" in page.content
    assert len(page.content) < 20_000


def test_stories_that_this_account_may_not_see_bring_no_region(regions, story, visit, writer, other_writer):
    other = make_article(other_writer, region=regions[10])
    _page, names = offered(story, visit, writer)
    assert ("Kecamatan 010" in names) == type(story).objects.visible_to(writer).filter(pk=other.pk).exists()


def test_there_is_a_bound(regions, story, writer):
    Coverage.objects.bulk_create(
        Coverage(user=writer, region=region, weekdays=[1], begins="08:00", ends="09:00")
        for region in regions[:100]
    )
    choice, has_more = region_choice.choices(writer, story.region_id)
    assert has_more
    assert len(choice) == region_choice.MOST
    assert story.region in choice


@pytest.mark.parametrize("value", ["", "0", "x", "99999999999999999999", "1\x00"])
def test_a_value_that_is_none_is_none(value, regions, story, visit, writer):
    sent = form(story, region=value, mode="hp", headline="")
    assert visit(writer).post(f"{change(story)}?mode=hp", sent).status_code == 200


def test_a_refused_form_keeps_the_region_that_was_searched_for(regions, story, visit, writer):
    sent = form(story, region=regions[77].pk, mode="hp", **{"pick-credits": "Rahmad Soleh"})
    page = visit(writer).post(f"{change(story)}?mode=hp", sent)
    assert re.findall(r'<option value="(\d+)" selected>Kecamatan 077', page.content.decode()) == [
        str(regions[77].pk)
    ]


def test_a_place_is_named_with_its_whole(regions, visit, writer, django_assert_max_num_queries):
    desk = visit(writer)
    with django_assert_max_num_queries(8):
        answer = desk.get(reverse("admin:index") + f"{FIELD}&term=Kecamatan 077")
    texts = [row["text"] for row in json.loads(answer.content)["results"]]
    assert texts[0] == "Kecamatan 077, Kabupaten Jember"


def test_another_region_is_searched_for_on_a_phone(regions, phone, live_server, story):
    page = phone.new_page()
    sign_in(page, live_server.url, "wati")
    open_form(page, live_server.url, story)
    page.fill("#region-search", "Kecamatan 412")
    page.get_by_role("button", name="Kecamatan 412, Kabupaten Jember").click()
    expect(page.locator("#id_region option:checked")).to_have_text("Kecamatan 412, Kabupaten Jember")
    expect(page.locator("#writing-state")).to_contain_text("Tersimpan di server")
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.wait_for_url("**/tinjau/**")
    story.refresh_from_db()
    assert story.region.name == "Kecamatan 412"
