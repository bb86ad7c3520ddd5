"""A correction from the editor's phone to the reader, in a real browser."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.support.browser import DESKTOP, PHONE, no_sideways_scroll, sign_in
from tests.support.factories import make_article, publish

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def story(newsroom, writer, editor):
    return publish(make_article(writer, headline="Tiga rumah rusak di Dringu"), writer, editor)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_correction_from_typing_to_the_reader(page, live_server, story, editor, second_editor, size):
    page.set_viewport_size(size)
    sign_in(page, live_server.url, "edi")
    page.goto(live_server.url + reverse("admin:articles_article_review", args=[story.pk]))
    page.get_by_role("link", name="Ralat, koreksi, hak jawab …").click()
    page.get_by_label("Ralat:").check()
    page.get_by_label("Teks").fill("Jumlah rumah dalam berita ini keliru.")
    page.get_by_role("button", name="Usulkan").click()
    expect(
        page.locator("#id_before_error")
    ).to_be_visible()  # what is lacking is told, what was typed is there
    expect(page.get_by_label("Teks")).to_have_value("Jumlah rumah dalam berita ini keliru.")
    page.get_by_label("yang tertulis semula").fill("Tiga rumah rusak.")
    page.get_by_label("yang benar sekarang").fill("Dua rumah rusak.")
    no_sideways_scroll(page)
    page.get_by_role("button", name="Usulkan").click()
    page.wait_for_url(re.compile("/tinjau/"))
    expect(page.locator("#waiting-notice")).to_contain_text("Dua rumah rusak.")
    expect(page.get_by_role("button", name="Terbitkan catatan")).to_have_count(0)
    no_sideways_scroll(page)

    sign_in(page, live_server.url, "eka")
    page.goto(live_server.url + reverse("admin:articles_article_review", args=[story.pk]))
    page.locator("#step-publish_notice button").click()
    expect(page.locator("body")).to_contain_text("Catatan sudah terbit")

    page.goto(live_server.url + story.get_absolute_url())
    box = page.locator("aside.correction")
    expect(box).to_contain_text("Ralat")
    expect(box).to_contain_text("Redaksi meminta maaf")
    no_sideways_scroll(page)
    box.get_by_role("link").click()
    expect(page.get_by_role("heading", name="Ralat", exact=True)).to_be_visible()
    page.get_by_role("link", name="Ralat, koreksi, dan hak jawab").first.click()
    expect(page.locator("article.row")).to_contain_text("Dua rumah rusak.")
    no_sideways_scroll(page)

    feed, api, html = (
        page.request.get(live_server.url + path).text()
        for path in ("/koreksi/feed/", "/api/v1/berita/", story.get_absolute_url())
    )
    assert "Dua rumah rusak." in feed
    assert "Dua rumah rusak." in api
    data = "".join(re.findall(r"application/ld\+json[^>]*>(.*?)</script>", html, re.DOTALL))
    assert '"CorrectionComment"' in data
    assert "Dua rumah rusak." in data
