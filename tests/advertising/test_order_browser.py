"""An advertiser's order from its booking to the figures, in a real browser."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles.advertising import counting
from staff import roles
from tests.support.advertising import picture_of
from tests.support.browser import DESKTOP, sign_in
from tests.support.factories import make_article, make_user, publish

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_the_booking_to_the_figures(
    page, browser, live_server, newsroom, writer, editor, served, monkeypatch
):
    fresh = counting.AdTally()
    monkeypatch.setattr(fresh, "_keep_writing", lambda: None)
    monkeypatch.setattr(counting, "tally", fresh)
    story = publish(make_article(writer, headline="Pasar ramai", standfirst=""), writer, editor)
    make_user("ika", roles.ADVERTISING)
    page.set_viewport_size(DESKTOP)
    sign_in(page, live_server.url, "ika")

    # a space
    page.goto(f"{live_server.url}/redaksi-desk/articles/adslot/add/")
    page.select_option("[name=place]", "foot")
    page.select_option("[name=wide]", "728x90")
    page.click("[name=_save]")
    expect(page.get_by_text("di kaki halaman").first).to_be_visible()

    # an order, first with a banner of a wrong size
    page.goto(f"{live_server.url}/redaksi-desk/articles/advertisement/add/")
    page.fill("[name=advertiser]", "Toko Makmur")
    page.select_option("[name=slot]", label="di kaki halaman")
    now = timezone.localtime()
    page.fill("[name=starts_at]", f"{now - timedelta(minutes=5):%Y-%m-%dT%H:%M}")
    page.fill("[name=ends_at]", f"{now + timedelta(days=7):%Y-%m-%dT%H:%M}")
    page.fill("[name=link]", "https://toko.example/promo")
    page.set_input_files(
        "[name=narrow_file]", {"name": "n.png", "mimeType": "image/png", "buffer": picture_of((300, 300))}
    )
    page.set_input_files(
        "[name=wide_file]", {"name": "w.png", "mimeType": "image/png", "buffer": picture_of((728, 90))}
    )
    page.click("[name=_save]")
    expect(page.get_by_text("Ruang ini butuh 320 × 100").first).to_be_visible()
    expect(page.locator("[name=advertiser]")).to_have_value("Toko Makmur")
    page.set_input_files(
        "[name=narrow_file]", {"name": "n.png", "mimeType": "image/png", "buffer": picture_of((640, 200))}
    )
    page.set_input_files(
        "[name=wide_file]", {"name": "w.png", "mimeType": "image/png", "buffer": picture_of((1456, 180))}
    )
    page.click("[name=_save]")
    expect(page.get_by_text("Toko Makmur").first).to_be_visible()

    # a reader sees it and presses it
    reader = browser.new_context(
        viewport=DESKTOP, user_agent="Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36"
    )
    tab = reader.new_page()
    reader.route("https://toko.example/**", lambda route: route.fulfill(body="Toko"))
    tab.goto(f"{live_server.url}{story.get_absolute_url()}")
    space = tab.locator(".slot-foot")
    with tab.expect_response("**/ruang/hitung/"):
        space.scroll_into_view_if_needed()
    expect(space).to_contain_text("Iklan · Toko Makmur")
    assert space.locator("img:visible").evaluate("image => image.complete && image.naturalWidth > 0")
    with tab.expect_response("**/ruang/hitung/"), tab.expect_popup() as shop:
        space.locator("a").click()
    assert shop.value.url == "https://toko.example/promo"
    reader.close()
    fresh.write()

    # the figures
    page.get_by_role("link", name="Toko Makmur").first.click()
    expect(page.get_by_text("dilihat 1 kali, ditekan 1 kali")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Angka per hari").click()
    rows = list(csv.reader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    assert rows[-1] == ["Toko Makmur", "", "di kaki halaman", "Jumlah", "1", "1"]
