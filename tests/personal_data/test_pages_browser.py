"""Two managing editors strike a name out, one on a phone and one at a desk; a reader looks at the privacy page."""

import pytest
from playwright.sync_api import expect

from articles.models import Article
from staff import roles
from tests.support.browser import PHONE, enter_desk, no_sideways_scroll
from tests.support.factories import make_publication, make_user
from tests.support.personal_rows import NAME, story_about_sari

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_asks_on_a_phone_and_another_confirms(
    live_server, page, transactional_db, writer, editor, managing_editor
):
    make_publication()
    make_user("ratna", roles.MANAGING_EDITOR)
    story = story_about_sari(writer, editor)
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/kebijakan-privasi/")
    no_sideways_scroll(page)
    enter_desk(page, live_server.url, "mira")
    page.goto(f"{live_server.url}/redaksi-desk/data-pribadi/")
    no_sideways_scroll(page)
    page.get_by_role("link", name="Coret kata").click()
    page.fill("[name=stories]", str(story.pk))
    page.fill("[name=words]", NAME)
    page.fill("[name=replacement]", "S.W.")
    page.get_by_role("button", name="Periksa dan minta orang kedua").click()
    expect(page.locator(".lacks")).to_be_visible()  # no reason yet, and what was typed stays
    expect(page.locator("[name=words]")).to_have_value(NAME)
    page.fill("[name=reason]", "Putusan PN Kraksaan 7/2026.")
    page.get_by_role("button", name="Periksa dan minta orang kedua").click()
    expect(page.get_by_text("Orang lain harus menegaskannya")).to_be_visible()
    no_sideways_scroll(page)
    asked_at = page.url
    enter_desk(page, live_server.url, "ratna")
    page.goto(asked_at)
    page.get_by_role("button", name="Coret selamanya").click()
    expect(page.get_by_text("Sudah dicoret")).to_be_visible()
    no_sideways_scroll(page)
    page.goto(f"{live_server.url}{Article.objects.get(pk=story.pk).get_absolute_url()}")
    expect(page.locator("h1")).to_have_text("S.W. diperiksa lagi")
    assert NAME not in page.content()
