"""Checks and suggestions in a real browser: what is pressed in them arrives where it should."""

import gzip

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from staff.models import Session, StoryTemplate
from tests.support.browser import (
    DESKTOP,
    ON_SERVER,
    fill_words,
    no_sideways_scroll,
    open_form,
    sign_in,
    state,
    type_password,
    wait_until,
)
from tests.support.factories import (
    make_article,
    make_photo,
    picture,
    publish,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def newsroom(newsroom, writer, editor):
    """With one public story."""
    return publish(
        make_article(writer, headline="Tanggul sungai Dringu jebol", tags=["Banjir"]), writer, editor
    )


@pytest.fixture
def story(newsroom, writer, other_writer):
    make_article(other_writer, headline="Tanggul Dringu Jebol Lagi")
    return make_article(
        writer,
        headline="TANGGUL DRINGU JEBOL",
        standfirst="",
        body="<p>“Banjir datang lagi.</p>",
        lead_photo=make_photo("a", alt=""),
    )


@pytest.fixture
def desktop(page, live_server, story):
    page.set_viewport_size(DESKTOP)
    sign_in(page, live_server.url, "wati")
    open_form(page, live_server.url, story)
    page.wait_for_selector(".suggestions [data-field=body]")
    return page


@pytest.fixture
def small(phone, live_server, story):
    page = phone.new_page()
    sign_in(page, live_server.url, "wati")
    open_form(page, live_server.url, story)
    return page


def focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.className")


REACHED = {
    "headline": "id_headline", "standfirst": "id_standfirst", "tag_names": "id_tag_names", "body": "ck-content",
}  # fmt: skip


@pytest.mark.parametrize("field", REACHED)
def test_a_problem_leads_to_its_field_on_a_desktop(field, desktop):
    desktop.locator(f".suggestions [data-field={field}]").first.click()
    assert REACHED[field] in focused(desktop)
    assert desktop.evaluate("""() => {
        const { top, bottom } = document.activeElement.getBoundingClientRect();
        return top < innerHeight && bottom > 0;
    }""")


def test_a_photo_s_and_a_choice_s_problem_lead_to_what_can_be_pressed(desktop):
    desktop.locator(".suggestions [data-field=lead_photo]").first.click()
    assert desktop.evaluate("document.activeElement.dataset.photo") == "lead"
    desktop.evaluate(
        """document.querySelector("#id_category").value = ""; document.querySelector("#id_headline").dispatchEvent(new Event("input"))"""
    )
    desktop.locator(".suggestions [data-field=category]").click()
    assert "select2-selection" in focused(desktop)


def test_the_list_follows_what_is_typed_and_counts_beside_the_button(desktop):
    count = desktop.locator("#problem-count")
    expect(count).to_be_visible()
    before = desktop.locator(".suggestions .checks li").count()
    expect(count).to_contain_text(str(before))
    desktop.fill("#id_headline", "Tanggul Dringu jebol, warga pulang")
    expect(desktop.locator(".suggestions .checks li")).to_have_count(before - 1)
    expect(count).to_contain_text(str(before - 1))
    desktop.locator(".ck-editor__editable").click()
    desktop.keyboard.press("Control+End")
    desktop.keyboard.type("”")
    expect(desktop.locator(".suggestions [data-field=body]")).to_have_count(0)


def test_suggestions_are_put_in_by_one_press_on_a_desktop(desktop, newsroom):
    expect(desktop.locator(".suggestions .notice")).to_contain_text("Tanggul Dringu Jebol Lagi")
    desktop.locator(f".suggestions [data-put=text][data-id='{newsroom.pk}']").click()
    expect(desktop.locator(".article-card")).to_contain_text("Tanggul sungai Dringu jebol")
    desktop.locator(".suggestions [data-tag=Banjir]").click()
    assert desktop.input_value("#id_tag_names") == "Banjir"
    state(desktop, ON_SERVER)


def test_a_suggestion_goes_to_the_end_list_by_one_press(desktop, newsroom):
    desktop.locator(f".suggestions [data-put=end][data-id='{newsroom.pk}']").click()
    row = desktop.locator("[data-rows=related] li")
    expect(row).to_contain_text("Tanggul sungai Dringu jebol")
    assert row.locator("input[type=hidden]").input_value() == str(newsroom.pk)
    state(desktop, ON_SERVER)


def test_the_review_screen_leads_to_the_field_of_the_form(page, live_server, story):
    page.set_viewport_size(DESKTOP)
    sign_in(page, live_server.url, "wati")
    page.goto(f"{live_server.url}{reverse('admin:articles_article_review', args=[story.pk])}")
    page.locator(".checks-fold summary").click()
    page.locator(".checks-fold [data-field=lead_photo]").first.click()
    wait_until(page, "document.activeElement?.dataset.photo === 'lead'")


# ---- On a phone


def test_a_phone_asks_when_a_button_is_pressed_and_a_problem_leads_to_its_field(small):
    expect(small.locator(".suggestions .checks li")).to_have_count(0)
    small.locator("[data-help=check]").click()
    small.locator(".suggestions [data-field=standfirst]").click()
    assert focused(small) == "id_standfirst"
    expect(small.locator("#problem-count")).to_be_visible()
    no_sideways_scroll(small)
    for one in small.locator(".suggestions a, .suggestions button, #suggestions button").all():
        box = one.bounding_box()
        assert box["height"] >= 44, one.text_content()
        assert box["x"] + box["width"] <= 360


def test_a_problem_in_a_closed_part_opens_it(small, story):
    story.credits.all().delete()
    small.reload()
    small.wait_for_selector("#writing[data-ready]", state="attached")
    small.locator("[data-help=check]").click()
    small.locator(".suggestions [data-field=credits]").click()
    assert focused(small) == "pick-credits"


def test_suggestions_are_put_in_by_one_press_on_a_phone(small, newsroom):
    small.locator("[data-help=suggest]").click()
    small.locator(".suggestions [data-put=text]").first.click()
    assert f"[baca juga {newsroom.pk}] Tanggul" in small.input_value("#id_body")
    small.locator(".suggestions [data-tag=Banjir]").click()
    assert small.input_value("#id_tag_names") == "Banjir"
    no_sideways_scroll(small)
    state(small, ON_SERVER)


def test_a_phone_without_signal_is_told_and_keeps_what_it_had(phone, small):
    small.locator("[data-help=check]").click()
    expect(small.locator(".suggestions .checks li").first).to_be_visible()
    phone.set_offline(True)
    small.locator("[data-help=check]").click()
    expect(small.locator("[data-answer=check]")).to_contain_text("Tidak ada sinyal")
    phone.set_offline(False)
    small.locator("[data-help=check]").click()
    expect(small.locator(".suggestions .checks li").first).to_be_visible()


@pytest.fixture
def template(newsroom):
    StoryTemplate.objects.all().delete()
    return StoryTemplate.objects.create(
        name="Cuaca", headline="Cuaca [wilayah]", body="<p>BMKG: [cuaca].</p>"
    )


def test_a_template_fills_the_phone_s_form(phone, live_server, template):
    page = phone.new_page()
    sign_in(page, live_server.url, "wati")
    open_form(page, live_server.url)
    page.get_by_role("link", name="Cuaca").click()
    page.wait_for_url("**templat=*")
    page.wait_for_selector("#writing[data-ready]", state="attached")
    assert page.input_value("#id_headline") == "Cuaca [wilayah]"
    assert page.input_value("#id_body") == "BMKG: [cuaca]."
    no_sideways_scroll(page)
    page.locator("[data-help=check]").click()
    expect(page.locator(".suggestions .checks").last).to_contain_text("[cuaca]")


def test_a_template_fills_the_full_editor(page, live_server, template):
    page.set_viewport_size(DESKTOP)
    sign_in(page, live_server.url, "wati")
    open_form(page, live_server.url)
    page.get_by_role("link", name="Cuaca").click()
    page.wait_for_selector(".ck-editor__editable")
    expect(page.locator(".ck-editor__editable")).to_contain_text("BMKG: [cuaca].")
    assert page.input_value("#id_headline") == "Cuaca [wilayah]"


def test_a_new_story_with_templates_keeps_the_phone_s_budget(phone, live_server, template):
    for number in range(4):
        StoryTemplate.objects.create(name=f"Pola {number}", headline="[apa]", body="<p>[isi]</p>")
    page, bodies = phone.new_page(), {}
    type_password(page, live_server.url, "wati")
    page.wait_for_load_state("networkidle")
    page.on("response", lambda answer: bodies.update({answer.url: answer.body()}))
    open_form(page, live_server.url)
    assert not any("suggestions" in url for url in bodies)
    assert sum(len(gzip.compress(content)) for content in bodies.values()) <= 24 * 1024
    assert sum(map(len, bodies.values())) <= 60 * 1024


def test_whoever_signed_in_inside_the_form_is_answered_beside_the_buttons(small):
    Session.objects.all().delete()
    small.fill("#id_standfirst", "Air naik.")
    small.fill("#writing-password", "rahasia")
    small.get_by_role("button", name="Masuk dan kirim").click()
    expect(small.locator("#writing-login")).not_to_be_visible()
    small.locator("[data-help=check]").click()
    expect(small.locator(".suggestions .checks li").first).to_be_visible()


def sign_in_inside(page):
    page.fill("#writing-password", "rahasia")
    page.get_by_role("button", name="Masuk dan kirim").click()
    expect(page.locator("#writing-login")).not_to_be_visible()


@pytest.mark.parametrize("kind", ["check", "suggest"])
def test_a_button_leads_to_the_sign_in_and_then_to_its_answer(kind, small, newsroom):
    Session.objects.all().delete()
    small.locator(f"[data-help={kind}]").click()
    sign_in_inside(small)
    expect(small.locator(f"[data-answer={kind}] li").first).to_be_visible()


def test_tidying_up_and_attaching_lead_to_the_sign_in_too(small):
    Session.objects.all().delete()
    small.locator("[data-tidy]").first.click()
    sign_in_inside(small)
    expect(small.locator("#tidy")).to_be_visible()
    expect(small.locator("#tidy")).not_to_contain_text("sinyal")
    Session.objects.all().delete()
    small.locator("[data-help=attach]").click()
    sign_in_inside(small)
    expect(small.locator("#attachment-dialog")).to_be_visible()


def test_whoever_puts_the_sign_in_off_goes_on_typing_and_may_ask_again(small):
    Session.objects.all().delete()
    small.locator("[data-help=check]").click()
    small.get_by_role("button", name="Nanti").click()
    expect(small.locator("[data-answer=check]")).to_have_count(0)
    small.locator("[data-help=check]").click()
    sign_in_inside(small)
    expect(small.locator("[data-answer=check] li").first).to_be_visible()


def test_form_and_helper_ask_for_one_sign_in_and_both_go_on(small, story):
    Session.objects.all().delete()
    small.fill("#id_standfirst", "Air naik lagi.")
    expect(small.locator("#writing-login")).to_be_visible()
    small.evaluate("document.querySelector('[data-help=check]').click()")
    small.wait_for_timeout(500)
    sign_in_inside(small)
    expect(small.locator("[data-answer=check] li").first).to_be_visible()
    expect(small.locator("#writing-state")).to_contain_text("Tersimpan di server")


def test_the_full_editor_goes_on_after_the_sign_in(desktop):
    Session.objects.all().delete()
    desktop.fill("#id_headline", "Banjir di Dringu surut, warga pulang ke rumah")
    sign_in_inside(desktop)
    expect(desktop.locator("[data-answer=check] li").first).to_be_visible()


def type_into(selector, words, opener=""):
    def act(page):
        if opener:
            page.locator(opener).first.click()
        page.fill(selector, words)

    return act


SEARCHES = {
    "a Baca Juga card": (type_into("#baca-search", "Tanggul", "[data-baca]"), "#baca-picker .found button"),
    "a photo": (type_into("#photo-search", "", "[data-photo]"), "#photo-found button"),
    "a name": (
        type_into(
            "[data-rows=credits] input[type=search]", "Wati", "details:has([data-rows=credits]) summary"
        ),
        "[data-rows=credits] .found button",
    ),
    "the end list": (
        type_into(
            "[data-rows=related] input[type=search]", "Tanggul", "details:has([data-rows=related]) summary"
        ),
        "[data-rows=related] .found button",
    ),
}


@pytest.mark.parametrize("search", SEARCHES)
def test_a_field_that_searches_leads_to_the_sign_in_and_then_to_its_answer(search, small, newsroom):
    ask, answer = SEARCHES[search]
    Session.objects.all().delete()
    ask(small)
    sign_in_inside(small)
    expect(small.locator(answer).first).to_be_visible()


def send_photo(page):
    page.locator("[data-photo=text]").first.click()
    photo = {"name": "red.jpg", "mimeType": "image/jpeg", "buffer": picture(colour="red")}
    page.set_input_files("#photo-files", photo)
    fill_words(page, credit="Wati")


LATE_REFUSALS = {
    "search": ("**/pilih/**", SEARCHES["a Baca Juga card"][0], SEARCHES["a Baca Juga card"][1]),
    "autosave": ("**/ketikan/", type_into("#id_standfirst", "Air naik lagi."), "[data-state=server]"),
    "photo": ("**/photo/kirim/", send_photo, "#photo-cards li"),
    "check": (
        "**/periksa/",
        lambda page: page.locator("[data-help=check]").click(),
        "[data-answer=check] li",
    ),
}


@pytest.mark.parametrize("request_", LATE_REFUSALS)
def test_a_refusal_that_comes_after_the_sign_in_asks_for_no_second_one(request_, small, newsroom):
    address, ask, answer = LATE_REFUSALS[request_]
    held = []
    small.route(address, lambda route: held.append(route), times=1)
    with small.expect_request(address):
        ask(small)
    Session.objects.all().delete()
    small.evaluate("document.querySelector('[data-help=attach]').click()")
    sign_in_inside(small)
    expect(small.locator("#attachment-dialog")).to_be_visible()
    small.locator("#attachment-dialog [data-close]").first.click()
    held.pop().fulfill(status=401 if request_ == "search" else 403, content_type="text/html", body="")
    small.wait_for_timeout(500)
    expect(small.locator(answer).first).to_be_visible()
    expect(small.locator("#writing-login")).not_to_be_visible()


def test_whoever_puts_the_sign_in_off_is_told_beside_the_search(small):
    Session.objects.all().delete()
    small.locator("[data-baca]").first.click()
    small.fill("#baca-search", "Tanggul")
    small.get_by_role("button", name="Nanti").click()
    expect(small.locator("#baca-picker .found")).to_contain_text("masih masuk?")
