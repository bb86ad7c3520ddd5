"""A feed that somebody opens in a browser, and the post that an editor copies for the WhatsApp channel."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Publication
from staff.story.channel_post import post_for
from tests.support.browser import sign_in
from tests.support.factories import make_article, publish

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def story(newsroom, writer, editor):
    return publish(make_article(writer), writer, editor)


@pytest.mark.parametrize("url", ["/feed/", "/feed/atom/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_feed_in_a_browser_shows_its_stories_and_says_what_it_is(url, scheme, page, live_server, story):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{live_server.url}{url}")
    root, title = page.locator("rss, feed"), page.locator("item > title, entry > title")
    assert "Ini umpan (RSS)" in root.evaluate("root => getComputedStyle(root, '::before').content")
    expect(title).to_be_visible()
    expect(title).to_have_text(story.headline)
    expect(page.locator("guid, id, language, published").first).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    paper, ink = title.evaluate(
        "node => [getComputedStyle(node.closest('rss, feed')).backgroundColor, getComputedStyle(node).color]"
    )
    assert paper != ink


def test_an_editor_copies_the_post_for_the_channel(page, live_server, story):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(page, live_server.url, "edi")
    page.goto(f"{live_server.url}{reverse('admin:articles_article_review', args=[story.pk])}")
    page.get_by_text("Untuk saluran WhatsApp").click()
    page.get_by_role("button", name="Salin teks").click()
    assert page.evaluate("navigator.clipboard.readText()") == post_for(story, Publication.objects.get())
