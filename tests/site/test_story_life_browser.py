"""One story, its whole life, in a real browser: from the reporter's phone to the reader's, and away again."""

import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from playwright.sync_api import expect

from tests.support.browser import (
    DESKTOP,
    PHONE,
    choose,
    no_sideways_scroll,
    sign_in,
    type_password,
    wait_until,
)
from tests.support.factories import make_article, make_photo, publish, run_tasks

pytestmark = pytest.mark.django_db(transaction=True)


def step(page, action, reason=""):
    form = page.locator(f"form[action$='/langkah/{action}/']")
    if reason:
        form.locator("summary").click()
        form.locator("textarea").fill(reason)
    form.locator("button[type=submit]").first.click()
    page.wait_for_load_state()


@pytest.fixture
def newsroom(newsroom, writer, editor, managing_editor):
    """With one public story."""
    return publish(
        make_article(writer, headline="Tanggul Dringu diperbaiki", tags=["Banjir"]), writer, editor
    )


def test_a_story_from_draft_to_reader_and_back(page, live_server, newsroom):
    base = live_server.url
    page.set_viewport_size(PHONE)
    type_password(page, base, "wati")
    page.goto(f"{base}/redaksi-desk/articles/article/add/")
    page.fill("#id_headline", "Banjir Kraksaan surut, warga pulang")
    page.fill("#id_standfirst", "Air turun sejak subuh.")
    page.locator(".ck-editor__editable").click()
    page.keyboard.type("Warga Kraksaan pulang ke rumah.")
    page.keyboard.press("Enter")
    page.fill("#baca-search", "tanggul")
    page.get_by_role("button", name="Tanggul Dringu diperbaiki").click()
    expect(page.locator(".article-card")).to_have_text("Baca Juga: Tanggul Dringu diperbaiki")
    choose(page, "category", "Peristiwa")
    choose(page, "region", "Kraksaan")
    page.fill("#id_tag_names", "Banjir, Kraksaan")
    no_sideways_scroll(page)
    page.click("button[name=_save]")
    page.wait_for_url(re.compile("/tinjau/"))
    no_sideways_scroll(page)
    review = page.url
    step(page, "submit")

    type_password(page, base, "edi")
    page.goto(review)
    expect(page.locator(".review-text")).to_contain_text("KRAKSAAN (KabarUji) – Warga Kraksaan pulang")
    expect(page.locator(".review-text .baca-juga")).to_contain_text("Tanggul Dringu diperbaiki")
    page.get_by_role("link", name="Sunting").click()
    page.get_by_role("button", name="Kembalikan ke penulis …").click()
    page.locator("#reason_return").fill("Tambahkan jumlah pengungsi.")
    no_sideways_scroll(page)
    page.locator("button[name=_action][value=return]").click()
    page.wait_for_url(re.compile("/tinjau/"))

    sign_in(page, base, "wati")
    page.goto(review)
    expect(page.locator(".notice-return")).to_contain_text("Tambahkan jumlah pengungsi.")
    page.get_by_role("link", name="Sunting").click()
    expect(page.locator(".notice-return")).to_contain_text("Tambahkan jumlah pengungsi.")
    page.fill("#id_standfirst", "Air turun sejak subuh, 86 pengungsi pulang.")
    page.locator("button[name=_action][value=submit]").click()
    page.wait_for_url(re.compile("/tinjau/"))
    expect(page.locator(".story-bar .state-submitted")).to_be_visible()

    page.set_viewport_size(DESKTOP)
    sign_in(page, base, "edi")
    page.goto(review)
    step(page, "approve_and_publish")
    page.wait_for_url(f"{base}/redaksi-desk/")  # nothing else waits
    expect(page.get_by_role("link", name="Banjir Kraksaan surut, warga pulang")).to_be_visible()

    page.context.clear_cookies()
    page.goto(f"{base}/")
    page.get_by_role("link", name="Banjir Kraksaan surut, warga pulang").first.click()
    page.wait_for_url(re.compile("banjir-kraksaan-surut"))
    story = page.url
    for viewport in (PHONE, DESKTOP):
        page.set_viewport_size(viewport)
        no_sideways_scroll(page)
    expect(page.locator("h1")).to_have_text("Banjir Kraksaan surut, warga pulang")
    for part in ("Wati", "Edi", "WIB", "Baca Juga", "Tanggul Dringu diperbaiki", "86 pengungsi"):
        expect(page.locator("main")).to_contain_text(part)
    assert "Banjir Kraksaan surut" in page.request.get(f"{base}/feed/").text()
    page.goto(f"{base}/cari/?q=pengungsi+OR+pulang")
    expect(page.locator("main")).to_contain_text("Banjir Kraksaan surut, warga pulang")

    sign_in(page, base, "edi")
    page.goto(review)
    step(page, "request_withdrawal", "Melindungi identitas anak.")
    sign_in(page, base, "mira")
    page.goto(review)
    step(page, "withdraw", "Melindungi identitas anak.")
    answer = page.goto(story)
    assert answer.status == 410
    expect(page.locator("main")).to_contain_text("Melindungi identitas anak.")
    page.goto(f"{base}/")
    assert "Banjir Kraksaan surut" not in page.content()


def test_a_withdrawal_takes_photos_and_tags_along(
    page, live_server, newsroom, writer, editor, managing_editor
):
    base, photo = live_server.url, make_photo()
    picture = photo.renditions[0][4]
    default_storage.save(picture, ContentFile(b"x"))
    story = publish(
        make_article(writer, headline="Rumah aman dibuka", lead_photo=photo, tags=["Banjir", "Rumah Aman"]),
        writer,
        editor,
    )
    pages = {"story": story.get_absolute_url(), "picture": f"/media/{picture}", "tag": "/tag/rumah-aman/"}
    assert page.request.get(f"{base}{pages['tag']}").ok
    assert "Rumah aman dibuka" in page.request.get(f"{base}/tag/banjir/").text()
    review = base + reverse("admin:articles_article_review", args=[story.pk])
    page.set_viewport_size(PHONE)
    for name, action in (("edi", "request_withdrawal"), ("mira", "withdraw")):
        sign_in(page, base, name)
        page.goto(review)
        step(page, action, "Alamat rumah aman tidak boleh diketahui.")
    run_tasks()
    page.context.clear_cookies()
    answer = page.goto(base + pages["story"])
    assert answer.status == 410
    expect(page.locator("main")).to_contain_text("Alamat rumah aman tidak boleh diketahui.")
    no_sideways_scroll(page)
    assert not default_storage.exists(picture)
    assert page.request.get(f"{base}{pages['tag']}").status == 404
    for path in ("/", "/tag/banjir/", "/feed/", "/sitemap-news.xml", "/cari/?q=rumah+aman"):
        assert "Rumah aman dibuka" not in page.request.get(base + path).text(), path
    page.goto(f"{base}/pencabutan/")
    expect(page.locator("main")).to_contain_text("Alamat rumah aman tidak boleh diketahui.")
    assert "Alamat rumah aman" in page.request.get(f"{base}/pencabutan/feed/").text()
    changes = page.request.get(f"{base}/api/v1/berita/").text()
    assert "Rumah aman dibuka" not in changes


def test_the_full_editor_keeps_and_sets_the_language_of_a_quotation(page, live_server, newsroom, writer):
    """CKEditor has no button for it: what is set beside it has to be in its text, and come back from there."""
    story = make_article(writer, body='<p>Kata Wati: <span lang="mad">mator sakalangkong</span></p>')
    sign_in(page, live_server.url, "wati")
    page.goto(f"{live_server.url}/redaksi-desk/articles/article/{story.pk}/change/?mode=lengkap")
    page.locator(".ck-editor__editable [lang=mad]").click()
    expect(page.locator("#language")).to_have_value("mad")
    # The editor hears of a moved caret a moment later than the page.
    caret = "document.querySelector('.ck-editor__editable').ckeditorInstance.model.document.selection"
    page.keyboard.press("End")
    wait_until(page, f"{caret}.getFirstPosition().isAtEnd")
    page.keyboard.press("Enter")
    page.keyboard.type("Kula nuwun")
    page.keyboard.press("Shift+Home")
    wait_until(page, f"!{caret}.isCollapsed")
    page.select_option("#language", "jv")
    expect(page.locator(".ck-editor__editable [lang=jv]")).to_have_text("Kula nuwun")
    page.click("button[name=_save]")
    page.wait_for_url(re.compile("/tinjau/"))
    story.refresh_from_db()
    assert story.body == (
        '<p>Kata Wati: <span lang="mad">mator sakalangkong</span></p>\n<p><span lang="jv">Kula nuwun</span></p>'
    )

    page.go_back()
    page.locator(".ck-editor__editable [lang=mad]").click(click_count=3)
    page.select_option("#language", "en")
    page.select_option("#language", "")
    expect(page.locator(".ck-editor__editable [lang=mad]")).to_have_count(0)
