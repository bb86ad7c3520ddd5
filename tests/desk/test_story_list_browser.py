"""The list, the quick switcher and one step with many stories in a real browser, on a phone and on a desk."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Article
from tests.support.axe import AXE
from tests.support.browser import DESKTOP, PHONE, no_sideways_scroll, sign_in
from tests.support.factories import make_article, make_publication, move, publish, schedule

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "/redaksi-desk/articles/article/"
SIZES = pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])


@pytest.fixture
def stories(transactional_db, writer, editor, second_editor):
    """Three submitted ones, of which one is the editor's own, and one in each of some other states."""
    make_publication()
    names = ("Banjir Dringu surut", "Harga cabai turun", "Jalan Leces ditutup")
    found = {name: make_article(writer, headline=name) for name in names}
    found["Milik Edi"] = make_article(editor, headline="Milik Edi")
    for story in found.values():
        move(story, ("submit", story.created_by))
    found["Tayang"] = publish(make_article(writer, headline="Tanggul diperbaiki"), writer, editor)
    found["Nanti"] = schedule(make_article(writer, headline="Panen raya besok"), writer, editor)
    return found


@pytest.fixture
def desk(page, live_server, stories):
    def opened(size, path=LIST, who="edi"):
        page.set_viewport_size(size)
        sign_in(page, live_server.url, who)
        page.goto(f"{live_server.url}{path}")
        return page

    return opened


def switcher(page):
    return page.get_by_role("dialog").get_by_role("combobox")


def options(page):
    return page.get_by_role("dialog").get_by_role("option")


def review(story):
    return re.compile(f"{reverse('admin:articles_article_review', args=[story.pk])}$")


@SIZES
def test_control_k_leads_to_a_story_and_escape_gives_the_focus_back(size, desk, stories):
    page = desk(size, LIST)
    page.locator("#id_q").focus()
    page.keyboard.press("Control+k")
    field = switcher(page)
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#id_q")).to_be_focused()

    page.keyboard.press("Control+k")
    page.keyboard.type("cabai")
    option = options(page).filter(has_text="Harga cabai turun")
    expect(option).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == option.get_attribute("id")
    expect(field).to_have_attribute("aria-expanded", "true")
    no_sideways_scroll(page)
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "false")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(review(stories["Harga cabai turun"]))


@SIZES
def test_the_button_in_the_header_opens_it_for_thumbs(size, desk, stories):
    page = desk(size)
    button = page.locator(".switcher-button")
    box = button.bounding_box()
    assert box["width"] >= 44
    assert box["height"] >= 44
    assert box["x"] + box["width"] <= size["width"]
    button.click()
    expect(switcher(page)).to_be_focused()
    page.keyboard.type("ditinjau")
    option = options(page).first
    expect(option).to_contain_text("Perlu ditinjau")
    assert option.bounding_box()["height"] >= 44
    option.click()
    page.wait_for_url(re.compile(r"status__exact=submitted$"))


def test_enter_waits_for_the_answer_and_a_number_opens_its_story(desk, stories):
    page, story = desk(DESKTOP, LIST), stories["Jalan Leces ditutup"]
    page.keyboard.press("Control+k")
    switcher(page).fill(str(story.pk))
    page.keyboard.press("Enter")
    page.wait_for_url(review(story))


def test_a_late_answer_to_an_earlier_question_is_dropped(desk, stories):
    page, held = desk(DESKTOP, LIST), []
    page.keyboard.press("Control+k")
    expect(options(page).first).to_be_visible()
    page.route("**/lompat/?q=cabai", lambda route: held.append(route))
    with page.expect_request("**/lompat/?q=cabai"):
        page.keyboard.type("cabai")
    switcher(page).fill("leces")
    expect(options(page).first).to_contain_text("Jalan Leces ditutup")
    with page.expect_response("**/lompat/?q=cabai"):
        held[0].continue_()
    page.wait_for_timeout(200)
    expect(options(page).first).to_contain_text("Jalan Leces ditutup")


def test_without_an_answer_it_says_so_and_leads_to_the_list(desk, stories):
    page = desk(DESKTOP, LIST)
    page.route("**/lompat/**", lambda route: route.abort())
    page.keyboard.press("Control+k")
    page.keyboard.type("cabai")
    expect(page.locator(".switcher-status.failed")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"\?q=cabai$"))
    expect(page.locator(".stories")).to_contain_text("Harga cabai turun")


def test_what_is_typed_in_a_storys_form_is_kept(desk, stories, writer):
    story = make_article(writer, headline="Draf Wati")
    path = reverse("admin:articles_article_change", args=[story.pk])
    page = desk(DESKTOP, f"{path}?mode=lengkap", "wati")
    page.wait_for_selector("#writing[data-ready]", state="attached")
    page.fill("#id_headline", "Judul yang sedang diketik")
    page.keyboard.press("Control+k")
    page.keyboard.type("tanggul")
    expect(options(page).first).to_contain_text("Tanggul diperbaiki")
    page.keyboard.press("Escape")
    expect(page.locator("#id_headline")).to_have_value("Judul yang sedang diketik")
    expect(page.locator("#id_headline")).to_be_focused()
    page.keyboard.press("Control+k")
    page.keyboard.type("tanggul")
    expect(options(page).first).to_contain_text("Tanggul diperbaiki")
    page.keyboard.press("Enter")
    page.wait_for_url(review(stories["Tayang"]))
    page.goto(page.url.split("/redaksi-desk")[0] + path)
    expect(page.locator("#id_headline")).to_have_value("Judul yang sedang diketik")
    assert Article.objects.get(pk=story.pk).headline == "Draf Wati"


def test_in_the_full_editor_the_keys_make_a_link(desk, stories, writer):
    story = make_article(writer)
    page = desk(DESKTOP, f"{reverse('admin:articles_article_change', args=[story.pk])}?mode=lengkap", "wati")
    page.locator(".ck-editor__editable").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+k")
    expect(page.locator(".ck-link-form")).to_be_visible()
    expect(page.locator(".switcher")).to_have_count(0)


@SIZES
def test_three_stories_are_approved_together_and_one_is_refused(size, desk, stories):
    page = desk(size, f"{LIST}?status__exact=submitted")
    bar = page.locator(".bulk-bar")
    expect(bar).to_be_hidden()
    names = ("Banjir Dringu surut", "Harga cabai turun", "Milik Edi")
    for name in names:
        page.get_by_role("row").filter(has_text=name).get_by_role("checkbox").check()
    expect(page.locator("#ticked")).to_have_text("3")
    expect(bar).to_be_in_viewport()
    no_sideways_scroll(page)
    page.locator("#bulk-do").select_option("approve")
    bar.get_by_role("button").click()
    page.wait_for_url(re.compile("/massal/"))
    expect(page.locator(".result .why")).to_have_count(1)
    expect(page.locator(".result").filter(has=page.locator(".why"))).to_contain_text("Milik Edi")
    no_sideways_scroll(page)
    page.get_by_role("button", name="Setujui (2)").click()
    page.wait_for_url(re.compile(r"/massal/[0-9a-f-]{36}/$"))
    no_sideways_scroll(page)
    expect(page.locator(".result .fine")).to_have_count(2)
    expect(page.locator(".result .why")).to_have_count(1)
    states = {name: Article.objects.get(pk=stories[name].pk).status for name in names}
    assert states == dict.fromkeys(names, "approved") | {"Milik Edi": "submitted"}


def test_on_a_phone_the_list_is_cards_with_folded_filters_and_on_a_desk_a_table(desk, stories):
    page = desk(PHONE, LIST)
    row = page.get_by_role("row").filter(has_text="Harga cabai turun")
    expect(page.locator("#id_region")).to_be_hidden()
    cells = [cell.bounding_box() for cell in row.get_by_role("cell").all() if cell.bounding_box()]
    assert all(cell["x"] + cell["width"] <= PHONE["width"] for cell in cells)
    assert row.bounding_box()["height"] > 60
    tick = row.locator("label").bounding_box()
    assert min(tick["width"], tick["height"]) >= 44
    page.get_by_text("Saringan").click()
    expect(page.locator("#id_region")).to_be_visible()
    no_sideways_scroll(page)
    page = desk(DESKTOP, LIST)
    expect(page.locator("#id_region")).to_be_visible()
    expect(page.get_by_role("columnheader", name="Judul")).to_be_visible()
    no_sideways_scroll(page)


def test_filters_make_an_address_that_can_be_read_and_names_are_offered(desk, stories):
    page = desk(DESKTOP, LIST)
    page.select_option("#id_status__exact", "submitted")
    page.locator("#id_writer").press_sequentially("wat")
    expect(page.locator("#people option")).to_have_attribute("value", "Wati")
    page.fill("#id_writer", "Wati")
    page.locator(".story-search-fields button").click()
    page.wait_for_url(re.compile(r"\?status__exact=submitted&writer=Wati$"))
    expect(page.locator(".stories [name=s]")).to_have_count(3)
    page.locator(".chips a", has_text="Wati").click()
    page.wait_for_url(re.compile(r"\?status__exact=submitted$"))


@pytest.mark.audits
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(scheme, desk, stories):
    def problems(page):
        page.evaluate(AXE.read_text())
        # The frame around our pages is Unfold's.
        found = page.evaluate("axe.run({ include: [['#content'], ['.switcher-button'], ['.switcher']].filter(([it]) => document.querySelector(it)) }, { resultTypes: ['violations'] })")  # fmt: skip
        return [(v["id"], node["html"][:160]) for v in found["violations"] for node in v["nodes"]]

    found = {}
    ticks = "&".join(f"s={stories[name].pk}-1" for name in ("Banjir Dringu surut", "Milik Edi"))
    for size in (PHONE, DESKTOP):
        for path in (LIST, f"{LIST}?q=warga", f"{LIST}?writer=tidak+ada&status__exact=submitted",
                     f"{LIST}massal/?do=return&{ticks}", f"{LIST}massal/?do=approve_and_publish&{ticks}"):  # fmt: skip
            page = desk(size, path)
            page.emulate_media(color_scheme=scheme)
            if trouble := problems(page):
                found[path, size["width"]] = trouble
        page.keyboard.press("Control+k")
        expect(options(page).first).to_be_visible()
        if trouble := problems(page):
            found["switcher", size["width"]] = trouble
    assert found == {}
