"""Every page of the desk in a real browser: no violation of its policy, and no error in the console."""

import hashlib
import re
from pathlib import Path

import pytest
import unfold
from playwright.sync_api import expect

from articles.models import Article, Photo, Region
from staff.models import User
from tests.support.browser import DESKTOP, PHONE, choose, sign_in
from tests.support.desk_pages import a_row_of_each, addresses

pytestmark = pytest.mark.django_db(transaction=True)
NAMED = {
    "script-src 'self'", "connect-src 'self'", "frame-src 'none'", "frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'",
    "object-src 'none'",
}  # fmt: skip
# What of Unfold this product has its own of, or reads from a script: an upgrade has to be looked at, then written here.
OF_UNFOLD = {
    "static/unfold/js/alpine/alpine.js": "3ed1eed252488921",
    "static/unfold/js/app.js": "be01a34d18a89dc9",
    "templates/unfold/layouts/skeleton.html": "66af9f0bb45f98ba",
    "templates/admin/base.html": "2ce9250b3c649e3a",
    "templates/unfold/helpers/userlinks.html": "b493fa5ca3595d28",
    "templates/unfold/helpers/welcomemsg.html": "e8eab02522ba2319",
}


@pytest.fixture
def rows(newsroom, writer, editor, served):
    return a_row_of_each(writer, editor)


@pytest.fixture
def problems(page, live_server):
    """What the browser says against a page: (path, kind, text). A page that is refused is a network's error, not ours."""
    problems = []

    def note(kind, text):
        problems.append((page.url.removeprefix(live_server.url), kind, text[:200]))

    def heard(message):
        is_answer = message.text.startswith("Failed to load resource") and message.location["url"] == page.url
        if message.type == "error" and not is_answer:
            note("console", f"{message.text} {message.location['url']}")

    page.on("pageerror", lambda error: note("error", str(error)))
    page.on("console", heard)
    page.set_viewport_size(DESKTOP)
    return problems


@pytest.fixture
def boss(newsroom):
    return User.objects.create_superuser("bos", password="rahasia", first_name="Bos")


# Each twice, so that what opens also closes again.
PRESS_ALL = (
    """() => document.querySelectorAll("[x-on\\\\:click]").forEach((one) => { one.click(); one.click(); })"""
)


def test_no_page_of_the_desk_breaks_its_policy_or_says_an_error(page, live_server, rows, boss, problems):
    shown = set()
    sign_in(page, live_server.url, "bos")
    for name, path in addresses(rows):
        answer = page.request.get(f"{live_server.url}{path}", max_redirects=0)
        if answer.status not in (200, 403, 404) or "text/html" not in answer.headers.get("content-type", ""):
            continue
        page.goto(f"{live_server.url}{path}")
        assert "{#" not in page.inner_text("body"), name
        page.evaluate(PRESS_ALL)
        page.wait_for_timeout(150)  # what scripts do once the page stands
        policy = answer.headers["content-security-policy"]
        assert "unsafe" not in policy, (name, policy)
        assert "default-src 'self'" in policy, (
            name,
            policy,
        )  # a refusal is a page of the site, under the site's
        shown.add(name)
    assert problems == []
    assert {"index", "figures", "calendar", "articles_article_review", "articles_article_change", "articles_article_dossier",
            "articles_photo_change", "staff_user_change", "articles_publication_change", "own_account",
            "articles_exportfile_changelist", "articles_article_compare", "articles_article_compare_now",
            "articles_tag_delete", "articles_article_bulk"} <= shown  # fmt: skip
    assert len(shown) > 75
    assert Article.objects.count() == 2
    assert Photo.objects.count() == 1
    assert Region.objects.exists()


def test_what_is_read_or_replaced_of_unfold_is_as_it_was_looked_at():
    """Whoever takes a newer Unfold compares these files with ours, in static/ and templates/, before the new hash."""
    package = Path(unfold.__file__).parent
    assert {
        name: hashlib.sha256((package / name).read_bytes()).hexdigest()[:16] for name in OF_UNFOLD
    } == OF_UNFOLD


def test_unfolds_widgets_work_without_code_in_pages(page, live_server, rows, boss, problems):
    desk = f"{live_server.url}/redaksi-desk/"
    page.goto(f"{desk}login/")
    page.fill("[name=username]", "bos")
    page.fill("[name=password]", "rahasia")
    page.click("[type=submit]")  # no overlay lies over it
    page.wait_for_url(desk)

    sidebar = page.locator("#nav-sidebar")
    expect(sidebar).to_be_visible()
    page.locator(".menu-button.wide").click()
    expect(sidebar).to_be_hidden()
    page.reload()
    expect(sidebar).to_be_hidden()  # remembered
    page.locator(".menu-button.wide").click()
    expect(sidebar).to_be_visible()
    page.set_viewport_size(PHONE)
    expect(sidebar).to_be_hidden()
    page.locator(".menu-button.narrow").click()
    expect(sidebar).to_be_visible()
    page.set_viewport_size(DESKTOP)

    own_page = sidebar.get_by_role("link", name="Akun saya")
    expect(own_page).to_be_hidden()
    sidebar.get_by_text("Bos").click()
    expect(own_page).to_be_visible()
    sidebar.get_by_text("dark_mode").click()
    expect(page.locator("html")).to_have_class(re.compile(r"\bdark\b"))
    sidebar.get_by_text("light_mode").click()
    expect(page.locator("html")).not_to_have_class(re.compile(r"\bdark\b"))
    page.locator("h1").first.click()
    expect(own_page).to_be_hidden()

    page.goto(f"{desk}articles/photo/")
    page.locator("h1").first.click()
    page.keyboard.press("/")
    expect(page.locator("#searchbar")).to_be_focused()
    filters = page.locator("#changelist-filter")
    expect(filters).to_be_hidden()
    page.get_by_text("filter_list").click()
    expect(filters).to_be_visible()
    page.keyboard.press("Escape")
    expect(filters).to_be_hidden()

    page.goto(f"{desk}articles/photo/{rows['photo'][0]}/change/")
    calendar = page.locator(".calendarbox").first
    expect(calendar).to_be_hidden()
    page.locator(".date-icon").first.click()
    expect(calendar).to_be_visible()
    calendar.locator("td a").first.click()
    expect(page.locator("#id_taken_at_0")).not_to_have_value("")

    page.goto(f"{desk}articles/person/{rows['person'][0]}/change/#general")
    expect(page.locator("#person_form")).to_have_attribute("action", re.compile("/change/$"))
    choose(page, "photo", "Sungai")
    expect(page.locator("#id_photo")).not_to_have_value("")
    around = page.locator("[x-ref=relatedWidgetWrapperuser]")
    around.click()
    menu = page.locator("[x-anchor\\.bottom-end\\.offset\\.4*=Wrapperuser]")
    expect(menu).to_be_visible()
    box, button = menu.bounding_box(), around.bounding_box()
    gaps = (button["y"] - box["y"] - box["height"], box["y"] - button["y"] - button["height"])
    assert min(map(abs, gaps)) < 20  # it hangs at its button, above or below
    page.keyboard.press("Escape")

    page.goto(f"{desk}articles/article/add/")
    collapsed = page.locator("fieldset.collapse details")
    expect(page.locator("#id_sign_off")).to_be_hidden()
    collapsed.locator("summary").click()
    expect(page.locator("#id_sign_off")).to_be_visible()
    assert problems == []
