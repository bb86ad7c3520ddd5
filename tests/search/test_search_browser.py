"""Searching with a phone's keyboard, which makes curly quotes and apostrophes of what is typed."""

import pytest
from playwright.sync_api import expect

from tests.support.factories import make_article, make_publication, publish


@pytest.mark.django_db(transaction=True)
def test_a_phone_keyboard_with_its_curly_quotes_finds_and_marks(phone, live_server, writer, editor):
    make_publication()
    for headline, text in (
        ("Kiai Ma’ruf Buka Pengajian", "“Air bersih untuk semua,” katanya. Warga bersyukur."),
        ("Sungai Keruh", "Warga minta sungai bersih, air mengalir."),
    ):
        publish(make_article(writer, headline=headline, body=f"<p>{text}</p>"), writer, editor)
    page = phone.new_page()
    page.goto(f"{live_server.url}/cari/")
    for words, marks in (("“air bersih”", ["Air", "bersih"]), ("kiai ma‘ruf", []), ("katanya", ["katanya"])):
        field = page.get_by_role("searchbox")
        field.fill("")
        field.tap()
        page.keyboard.insert_text(words)
        page.keyboard.press("Enter")
        page.wait_for_url("**/cari/?q=*")
        expect(page.get_by_role("searchbox")).to_have_value(words)
        expect(page.locator(".results h2")).to_have_text(["Kiai Ma’ruf Buka Pengajian"])
        expect(page.locator(".results mark")).to_have_text(marks)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
