"""Rapikan in a real browser: offered after a paste, shown, pressed, taken back."""

import pytest
from playwright.sync_api import expect

from articles.models import Article, Publication
from tests.support import filed_story
from tests.support.browser import DESKTOP, no_sideways_scroll, open_form, opened, sign_in, state
from tests.support.factories import make_article, make_category, make_region, publish

TIDY = "Rapikan"


@pytest.fixture
def archive(people):
    """A newsroom with the two stories that the filed one leads to."""
    Publication.objects.update(dateline_site=filed_story.SITE)
    make_category()
    region = make_region()
    return {
        title: publish(
            make_article(people["wati"], headline=title, region=region), people["wati"], people["edi"]
        )
        for title in (filed_story.INLINE, filed_story.END)
    }


def paste(page, field, text):
    """Puts a text on the clipboard and pastes it as people do."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("(text) => navigator.clipboard.writeText(text)", text)
    page.locator(field).click()
    page.keyboard.press("Control+V")


def test_a_pasted_story_is_put_right_with_one_press_on_a_phone(phone, live_server, archive):
    page = opened(phone, live_server.url)
    paste(page, "#id_body", filed_story.pasted())
    panel = page.locator("#tidy")
    expect(panel).to_contain_text(
        "Di dalam isi kami menemukan: judul, titimangsa, 2 nama, kode penutup, 2 Baca Juga."
    )
    no_sideways_scroll(page)
    panel.get_by_text("Lihat yang berubah").click()
    expect(panel.locator("del").first).to_be_visible()
    panel.get_by_role("button", name=TIDY).click()
    expect(panel).to_contain_text("Sudah dirapikan.")
    assert page.input_value("#id_headline") == filed_story.HEADLINE
    body = page.input_value("#id_body")
    assert body.startswith("Perpustakaan perahu yang diuji")
    assert body.rstrip().endswith("memberi teladan kepada murid-muridnya.")
    assert f"\n\n/berita/{archive[filed_story.INLINE].pk}/\n\n" in body
    assert page.input_value("#id_sign_off") == "(*)"
    names = page.locator("[name=credits-name]")
    assert [names.nth(n).input_value() for n in range(2)] == [filed_story.WRITER, filed_story.EDITOR]
    assert page.locator("[data-rows=related] .row-label").all_text_contents() == [filed_story.END]
    state(page, "Tersimpan di server")


def test_what_was_tidied_up_is_taken_back_with_one_press(phone, live_server, archive):
    page = opened(phone, live_server.url)
    page.fill("#id_headline", "Judul saya")
    paste(page, "#id_body", filed_story.pasted())
    panel = page.locator("#tidy")
    expect(panel).to_contain_text("Mungkin judul lain")
    before = page.input_value("#id_body")
    panel.get_by_role("button", name=TIDY).click()
    expect(panel).to_contain_text("Sudah dirapikan.")
    page.locator("#id_body").press_sequentially("Diketik sesudahnya. ")
    panel.get_by_role("button", name="Urungkan").click()
    expect(panel).to_contain_text("Kembali seperti semula.")
    assert page.input_value("#id_headline") == "Judul saya"
    assert page.input_value("#id_body") == before
    assert page.input_value("#id_sign_off") == ""
    assert page.locator("[name=credits-name], [data-rows=related] .row-label").count() == 0
    panel.get_by_role("button", name="Rapikan lagi").click()
    assert "Diketik sesudahnya." in page.input_value("#id_body")
    assert page.locator("[name=credits-name]").count() == 2


def test_the_full_editor_offers_it_too(page, live_server, archive):
    page.set_viewport_size(DESKTOP)
    sign_in(page, live_server.url, "wati")
    open_form(page, live_server.url)
    page.wait_for_selector(".ck-editor__editable")
    paste(page, ".ck-editor__editable", filed_story.pasted())
    panel = page.locator("#tidy")
    expect(panel).to_contain_text("2 nama")
    panel.get_by_role("button", name=TIDY).click()
    expect(panel).to_contain_text("Sudah dirapikan.")
    expect(page.locator(".ck-editor__editable")).not_to_contain_text("Penulis:")
    expect(page.locator(".ck-editor__editable")).not_to_contain_text("KRAKSAAN-")
    assert page.input_value("#id_headline") == filed_story.HEADLINE
    assert page.locator("[name=credits-name]").count() == 2


def test_a_check_that_names_the_parts_offers_the_press(phone, live_server, archive):
    page = opened(phone, live_server.url)
    page.fill("#id_body", f"{filed_story.PARAGRAPHS[0]}\n\nPenulis: {filed_story.WRITER}")
    page.get_by_role("button", name="Periksa sebelum kirim").click()
    answer = page.locator("[data-answer=check]")
    expect(answer).to_contain_text("bagian yang punya tempat sendiri: 1 nama")
    answer.get_by_role("button", name=TIDY).click()
    expect(page.locator("#tidy")).to_contain_text("1 nama")


def test_an_ordinary_paste_is_left_alone(phone, live_server, newsroom, people):
    page = opened(phone, live_server.url)
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "rapikan" in request.url else None)
    paste(page, "#id_body", "\n\n".join(filed_story.PARAGRAPHS))
    page.wait_for_timeout(1000)
    assert asked == []
    page.get_by_role("button", name=TIDY).click()
    expect(page.locator("#tidy")).to_contain_text("Tidak ada yang perlu dirapikan.")
    assert Article.objects.count() == 0
