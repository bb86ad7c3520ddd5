"""Every page of the desk on a phone, a tablet and a desktop: as wide as its screen, in the glossary's words, and named."""

import re

import pytest

from staff.models import User
from tests.support.browser import no_sideways_scroll, sign_in
from tests.support.desk_pages import a_row_of_each, addresses
from tests.support.words import WRONG

OF_READERS = ("articles_article_dossier",)  # it says when a story was published as the story itself does

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
WIDTHS = (360, 768, 1280)
# A story looks as readers have it, with their times. What names of browsers, of programs and of files bring along is not ours.
WORDS = """() => {
    const hidden = ".review-text, script, style, template, .material-symbols-outlined, [lang=en], code, pre, input, textarea";
    const copy = document.querySelector("main, body").cloneNode(true);
    copy.querySelectorAll(hidden).forEach((one) => one.remove());
    return copy.innerText;
}"""


@pytest.fixture
def rows(newsroom, writer, editor, served):
    return a_row_of_each(writer, editor)


@pytest.fixture
def boss(newsroom):
    return User.objects.create_superuser("bos", password="rahasia", first_name="Bos")


def shown(page, base, rows):
    """Open each page of the desk that there is, once; yield (name, path)."""
    for name, path in addresses(rows):
        answer = page.request.get(f"{base}{path}", max_redirects=0)
        if answer.status in (200, 403) and "text/html" in answer.headers.get("content-type", ""):
            page.goto(f"{base}{path}")
            yield name, path


def test_no_page_is_wider_than_its_screen_and_none_speaks_otherwise(page, live_server, rows, boss):
    sign_in(page, live_server.url, "bos")
    wide, said, unnamed = [], [], []
    for name, path in shown(page, live_server.url, rows):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.wait_for_timeout(100)  # the editor's bar folds itself
            try:
                no_sideways_scroll(page)
            except AssertionError:
                wide.append((name, path, width))
        words = page.evaluate(WORDS)
        if name not in OF_READERS:
            said += [(name, found[0]) for wrong in WRONG if (found := re.search(wrong, words))]
        if page.locator(".desk-trail").count() and not page.locator(".desk-trail").first.inner_text().strip():
            unnamed.append(name)
    assert (wide, said, unnamed) == ([], [], [])
