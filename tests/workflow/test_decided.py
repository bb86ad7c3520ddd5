"""The message after a decision: what was done, and the address of what readers have now."""

from datetime import timedelta
from html import unescape
from urllib.parse import unquote

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html as lxml_html

from tests.support.factories import edit, make_article, move, publish
from tests.support.shared_rows import shared

pytestmark = pytest.mark.django_db


@shared
def article(publication, writer):
    return move(make_article(writer), ("submit", writer))


def act(client, article, action, **data):
    address = reverse("admin:articles_article_act", args=[article.pk, action])
    return client.post(address, {"revision": article.version, "reason": "Alasan.", **data}, follow=True)


def message(response):
    page = lxml_html.fromstring(response.content.decode())
    found = page.find_class("decided")
    return found[0] if found else None


def address_in(decided):
    (element,) = decided.find_class("address")
    return element


@pytest.mark.parametrize("more", [True, False])
def test_a_published_story_comes_with_its_address_and_a_text_for_whatsapp(
    more, article, writer, editor, visit, settings
):
    """Above the next story, and on the first page where none is left."""
    if more:
        move(make_article(writer), ("submit", writer))
    response = act(visit(editor), article, "approve_and_publish")
    assert response.redirect_chain[-1][0].endswith("tinjau/") == more
    decided = message(response)
    address = address_in(decided)
    assert address.tag == "a"
    assert address.text == address.get("href") == settings.SITE_URL + article.get_absolute_url()
    assert address.get("data-copy")
    (whatsapp,) = [link for link in decided.iter("a") if "wa.me" in link.get("href")]
    assert settings.SITE_URL + article.get_absolute_url() in unquote(whatsapp.get("href"))


def test_a_scheduled_story_has_the_address_that_it_will_have(article, editor, visit, settings):
    at = timezone.localtime(timezone.now() + timedelta(days=1))
    decided = message(act(visit(editor), article, "approve_and_publish", at=f"{at:%Y-%m-%dT06:30}"))
    address = address_in(decided)
    assert address.tag == "span"  # it answers nobody yet
    assert address.text == settings.SITE_URL + article.get_absolute_url()
    assert "Terbit otomatis" in unescape(lxml_html.tostring(decided).decode())


def test_publishing_what_is_approved_says_so_too(article, editor, second_editor, visit):
    article = move(article, ("approve", editor))
    assert address_in(message(act(visit(second_editor), article, "publish"))) is not None


def test_an_update_has_the_address_of_its_story(writer, editor, visit, publication, settings):
    live = publish(make_article(writer), writer, editor)
    copy = edit(move(live, ("propose_update", writer)), by=writer, headline="Judul yang baru")
    move(copy, ("submit", writer))
    copy.refresh_from_db()
    move(copy, ("waive_notice", editor))
    decided = message(act(visit(editor), copy, "approve_and_publish"))
    live.refresh_from_db()
    assert address_in(decided).text == settings.SITE_URL + live.get_absolute_url()


@pytest.mark.parametrize("action", ["approve", "return", "spike"])
def test_what_readers_do_not_get_has_no_address(action, article, editor, visit):
    decided = message(act(visit(editor), article, action))
    assert decided.find_class("address") == []
    assert "wa.me" not in lxml_html.tostring(decided).decode()


def test_a_headline_is_words_in_the_message(writer, editor, visit, publication):
    article = move(make_article(writer, headline="Harga <b>naik</b> & turun"), ("submit", writer))
    html = act(visit(editor), article, "approve_and_publish").content.decode()
    assert "Harga &lt;b&gt;naik&lt;/b&gt; &amp; turun</a>:" in html
