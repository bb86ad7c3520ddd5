"""The bell and its list on a phone, in a real browser."""

import pytest
from playwright.sync_api import expect

from articles.models import Article
from staff.models import Notification
from tests.support.browser import DESKTOP, PHONE, enter_desk, no_sideways_scroll, sign_in
from tests.support.factories import make_article, make_coverage, make_publication, move

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "Banjir bandang di tiga kecamatan Kabupaten Probolinggo mulai surut, ratusan warga kembali ke rumah masing-masing"


@pytest.fixture
def returned(transactional_db, writer, editor):
    make_publication()
    return move(make_article(writer, headline=LONG), ("submit", writer), ("return", editor))


def big_enough(locator):
    box = locator.bounding_box()
    return box["height"] >= 44 and box["width"] >= 44


def test_a_reporter_follows_the_bell_to_the_returned_story(page, live_server, returned, writer):
    page.set_viewport_size(PHONE)
    enter_desk(page, live_server.url, "wati")
    bell = page.locator(".bell")
    expect(bell.locator("b")).to_have_text("1")
    assert big_enough(bell)
    no_sideways_scroll(page)
    bell.click()
    expect(page.locator(".note.is-unread")).to_have_count(1)
    expect(page.locator(".note blockquote")).to_have_text("Alasan.")
    no_sideways_scroll(page)
    opened = page.locator(".note-open")
    assert big_enough(opened)
    assert big_enough(page.locator(".note-foot a"))
    opened.click()
    page.wait_for_url(f"**/article/{returned.pk}/tinjau/")
    no_sideways_scroll(page)
    expect(page.locator(".bell b")).to_have_count(0)
    assert Notification.objects.get(recipient=writer).read_at


def test_all_are_marked_read_at_once(page, live_server, returned, writer, editor):
    for _n in range(3):
        move(make_article(writer), ("submit", writer))
    page.set_viewport_size(DESKTOP)
    enter_desk(page, live_server.url, "edi")
    page.locator(".bell").click()
    expect(page.locator(".note.is-unread")).to_have_count(
        3
    )  # the one that was returned asks for nothing any more
    page.locator("form[action$='/baca/'] button").click()
    expect(page.locator(".note.is-unread")).to_have_count(0)
    expect(page.locator(".note")).to_have_count(4)


def test_hours_are_added_on_a_phone(page, live_server, returned, managing_editor, editor):
    make_coverage(editor, Article.objects.get().region, "22:00", "06:00")
    page.set_viewport_size(PHONE)
    sign_in(page, live_server.url, "mira")
    page.goto(f"{live_server.url}/redaksi-desk/staff/coverage/")
    no_sideways_scroll(page)
    page.select_option("#id_user", label="Edi")
    page.fill("#id_begins", "06:00")
    page.fill("#id_ends", "22:00")
    assert big_enough(page.locator(".coverage .desk-button.main"))
    page.locator(".coverage .desk-button.main").click()
    expect(page.locator(".week .covers > li")).to_have_count(2)
    page.goto(f"{live_server.url}/redaksi-desk/pemberitahuan/pilihan/")
    no_sideways_scroll(page)
