"""Figures, health of Baca Juga and a story's file in a real browser: on a phone, on a wide screen and on paper."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from staff.desk import broken_cards
from staff.models import CardProblem
from tests.support.axe import AXE
from tests.support.browser import DESKTOP, PHONE, no_sideways_scroll, sign_in
from tests.support.factories import make_article, make_publication, publish

pytestmark = pytest.mark.django_db(transaction=True)
THUMB = 44


@pytest.fixture
def story(transactional_db, writer, editor, managing_editor):
    make_publication()
    html = '<p>Air surut.</p>\n<figure class="media"><oembed url="/berita/987654/"></oembed></figure>'
    headline = (
        "Banjir di Dringu mulai surut, warga Kecamatan Kraksaan membersihkan rumah dari lumpur setebal lutut"
    )
    story = publish(make_article(writer, headline=headline, body=html), writer, editor)
    broken_cards.sweep()
    return story


def fits_a_thumb(page, selector):
    """Each of these is there, and as high as a thumb needs it."""
    heights = page.locator(selector).evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert heights
    assert min(heights) >= THUMB, selector


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_an_editor_puts_a_card_aside_and_back(page, live_server, story, size):
    page.set_viewport_size(size)
    sign_in(page, live_server.url, "edi")
    page.goto(live_server.url + reverse("admin:card_health"))
    no_sideways_scroll(page)
    fits_a_thumb(page, ".card-problems button, .kinds a, .card-filter :is(select, button)")
    expect(page.locator(".card-problems li")).to_have_count(1)
    page.locator(".card-problems button").click()
    expect(page.locator(".card-problems .none")).to_be_visible()
    page.locator(".card-filter a").click()
    expect(page.locator(".card-problems li")).to_contain_text("Edi")
    page.locator(".card-problems button").click()
    page.locator(".card-filter a").click()
    page.locator(".card-problems .from a").click()
    page.wait_for_url(f"**/articles/article/{story.pk}/change/")
    assert CardProblem.objects.get().ignored_at is None


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_managing_editor_reads_the_figures_and_takes_a_table_along(page, live_server, story, size):
    page.set_viewport_size(size)
    sign_in(page, live_server.url, "mira")
    page.goto(live_server.url + reverse("admin:figures"))
    no_sideways_scroll(page)
    fits_a_thumb(page, ".spans a, .own-dates :is([type=date], button), .tiles a, .statistics summary")
    page.locator(".spans a").first.click()
    expect(page.locator(".spans a[aria-current]")).to_have_count(1)
    page.locator("#daerah summary").click()
    expect(page.locator("#daerah table")).to_contain_text("Kraksaan")
    no_sideways_scroll(page)
    drawn = page.locator("#daerah svg").bounding_box()
    assert drawn["x"] >= 0
    assert drawn["x"] + drawn["width"] <= size["width"]
    with page.expect_download() as download:
        page.locator("#daerah .csv").click()
    assert download.value.suggested_filename.startswith("angka-daerah-")
    page.locator("#daerah td a").click()
    expect(page.locator(".stories tbody tr")).to_have_count(1)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_an_editor_prints_the_file_of_a_story(page, live_server, story, size):
    page.set_viewport_size(size)
    sign_in(page, live_server.url, "edi")
    page.goto(f"{live_server.url}{reverse('admin:articles_article_review', args=[story.pk])}")
    page.locator("a[href$='/berkas/']").click()
    expect(page.locator(".entry")).to_have_count(6)
    page.wait_for_load_state()  # entries are sent one by one
    no_sideways_scroll(page)
    fits_a_thumb(page, "nav :is(a, button)")
    page.emulate_media(media="print")
    expect(page.locator("nav")).not_to_be_visible()
    paper = page.pdf(prefer_css_page_size=True)
    boxes = {
        tuple(map(round, map(float, box.split()))) for box in re.findall(rb"/MediaBox ?\[([^]]+)\]", paper)
    }
    assert boxes == {(0, 0, 595, 842)}  # A4
    assert len(re.findall(rb"/Type ?/Page\b", paper)) >= 3  # title, entries, appendix
    page.emulate_media(media="screen")
    with page.expect_download() as download:
        page.locator("nav a").last.click()
    assert download.value.suggested_filename.startswith(f"berkas-{story.pk}-")


def problems_of(page, part):
    """What axe finds in a part of the page; the frame around it is Unfold's."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("part => axe.run(part, { resultTypes: ['violations'] })", part)
    return [
        f"{v['id']}: {node['html'][:120]} {node['failureSummary']}"
        for v in found["violations"]
        for node in v["nodes"]
    ]


@pytest.mark.audits
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page, live_server, story, scheme):
    page.emulate_media(color_scheme=scheme)
    sign_in(page, live_server.url, "mira")
    pages = {
        "figures": (reverse("admin:figures"), "#content"),
        "cards": (reverse("admin:card_health"), "#content"),
        "file": (reverse("admin:articles_article_dossier", args=[story.pk]), "html"),
    }
    found = {}
    for name, (address, part) in pages.items():
        page.goto(live_server.url + address)
        for summary in page.locator(".statistics summary").all():
            summary.click()
        for viewport in (PHONE, DESKTOP):
            page.set_viewport_size(viewport)
            if problems := problems_of(page, part):
                found[name, viewport["width"]] = problems
    assert found == {}
