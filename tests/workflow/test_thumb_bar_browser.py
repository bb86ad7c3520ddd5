"""What lies under the thumb of an editor on a phone, in a real browser."""

import pytest
from playwright.sync_api import expect

from articles.models import Article
from tests.support.browser import enter_desk, no_sideways_scroll
from tests.support.factories import make_article, move

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def queue(newsroom, writer, editor):
    return [
        move(make_article(writer, headline=name), ("submit", writer))
        for name in ("Berita satu", "Berita dua", "Berita tiga")
    ]


def open_story(phone, base, article):
    page = phone.new_page()
    enter_desk(page, base, "edi")
    page.goto(f"{base}/redaksi-desk/articles/article/{article.pk}/tinjau/")
    return page, page.locator(".thumb-bar")


def labels(bar):
    return [text.strip() for text in bar.locator(".desk-button:visible").all_inner_texts()]


def test_while_a_reason_is_written_its_own_button_is_under_the_thumb(phone, live_server, queue):
    page, bar = open_story(phone, live_server.url, queue[0])
    assert labels(bar) == ["Kembalikan ke penulis", "Setujui dan terbitkan"]
    bar.get_by_role("link", name="Kembalikan ke penulis").click()
    expect(bar.get_by_role("button", name="Setujui dan terbitkan")).to_be_hidden()
    assert labels(bar) == ["Kembali", "Kembalikan ke penulis"]
    no_sideways_scroll(page)
    bar.get_by_role("button", name="Kembali", exact=True).click()
    expect(bar.get_by_role("button", name="Setujui dan terbitkan")).to_be_visible()
    bar.get_by_role("link", name="Kembalikan ke penulis").click()
    page.locator("#reason_return").fill("Siapa sumbernya?")
    bar.get_by_role("button", name="Kembalikan ke penulis").click()
    expect(page.locator(".review-text h1")).to_have_text("Berita dua")
    story = Article.objects.get(pk=queue[0].pk)
    assert (story.status, story.events.first().reason) == ("returned", "Siapa sumbernya?")


def test_a_press_that_takes_the_focus_from_a_comment_publishes_nothing(phone, live_server, queue):
    page, bar = open_story(phone, live_server.url, queue[0])
    page.locator("#comment-words").fill("Boleh sebut nama?")
    page.locator("#comment-words").focus()
    assert labels(bar) == ["Kembali", "Kirim komentar"]
    bar.get_by_role("button", name="Kirim komentar").click()
    expect(page.locator(".comment")).to_contain_text("Boleh sebut nama?")
    assert Article.objects.get(pk=queue[0].pk).status == "submitted"


def test_a_refused_reason_has_its_button_under_the_thumb(phone, live_server, queue):
    page, bar = open_story(phone, live_server.url, queue[0])
    bar.get_by_role("link", name="Kembalikan ke penulis").click()
    bar.get_by_role("button", name="Kembalikan ke penulis").click()  # without a reason
    expect(page.locator("#refused")).to_be_visible()
    assert labels(page.locator(".thumb-bar")) == ["Kembali", "Kembalikan ke penulis"]


def test_spiking_does_not_lie_below_returning(phone, live_server, queue):
    page, _bar = open_story(phone, live_server.url, queue[0])
    below = page.evaluate(
        """() => [...document.querySelectorAll("form.step")].map((form) => form.id).filter(Boolean)"""
    )
    assert below.index("step-spike") > below.index("step-return") + 1


def test_the_address_of_what_was_published_is_copied_with_a_press(phone, live_server, queue, settings):
    settings.SITE_URL = live_server.url
    phone.grant_permissions(["clipboard-read", "clipboard-write"])
    page, bar = open_story(phone, live_server.url, queue[0])
    bar.get_by_role("button", name="Setujui dan terbitkan").click()
    expect(page.locator(".review-text h1")).to_have_text("Berita dua")
    decided = page.locator(".decided")
    address = live_server.url + queue[0].get_absolute_url()
    expect(decided.locator(".address")).to_have_text(address)
    no_sideways_scroll(page)
    decided.get_by_role("button", name="Salin tautan").click()
    expect(decided.get_by_role("button", name="Tautan disalin")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == address
    page.get_by_role("button", name="Naskah berikutnya").click()
    expect(page.locator(".review-text h1")).to_have_text("Berita tiga")


def test_a_slip_of_the_thumb_is_taken_back(phone, live_server, queue):
    page, bar = open_story(phone, live_server.url, queue[0])
    bar.get_by_role("button", name="Setujui dan terbitkan").click()
    expect(page.locator(".review-text h1")).to_have_text("Berita dua")
    page.get_by_role("button", name="Urungkan").click()
    expect(page.locator(".review-text h1")).to_have_text("Berita satu")
    assert Article.objects.get(pk=queue[0].pk).status == "submitted"
    assert labels(page.locator(".thumb-bar")) == ["Kembalikan ke penulis", "Setujui dan terbitkan"]


def test_the_button_to_take_it_back_goes_by_itself(phone, live_server, queue):
    page, bar = open_story(phone, live_server.url, queue[0])
    bar.get_by_role("button", name="Setujui dan terbitkan").click()
    expect(page.get_by_role("button", name="Urungkan")).to_be_visible()
    expect(page.get_by_role("button", name="Urungkan")).to_be_hidden()


def test_a_link_for_somebody_outside_is_made_and_read_on_a_phone(phone, live_server, queue, settings):
    settings.SITE_URL = live_server.url
    page, bar = open_story(phone, live_server.url, queue[0])
    page.get_by_text("Tautan pratinjau untuk orang luar").click()
    page.locator("#preview-recipient").fill("Kuasa hukum")
    assert labels(bar) == ["Kembali", "Buat tautan"]
    page.locator("#previews").get_by_role("button", name="Buat tautan").click()
    address = page.locator("#previews .address").inner_text()
    no_sideways_scroll(page)
    outside = phone.browser.new_context(
        viewport={"width": 360, "height": 640}, is_mobile=True, has_touch=True
    )
    reading = outside.new_page()
    reading.goto(address)
    expect(reading.locator("h1")).to_have_text("Berita satu")
    expect(reading.get_by_role("note")).to_contain_text("tidak untuk diteruskan")
    assert reading.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.reload()
    expect(page.locator("#previews")).to_contain_text("dibuka 1 kali")
    page.locator("#previews").get_by_role("button", name="Cabut").click()
    reading.reload()
    expect(reading.locator("main")).to_contain_text("sudah berakhir")
    outside.close()
