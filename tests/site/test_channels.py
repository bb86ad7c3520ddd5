"""Channels that readers are shown, the page that explains feeds, and the post for the WhatsApp channel."""

import pytest
from django.urls import reverse
from lxml import html

from articles.channels import channels_of
from articles.models import Publication
from staff.story.channel_post import post_for
from tests.support.factories import make_article, publish
from tests.support.public_pages import page

WHATSAPP = "https://whatsapp.com/channel/0029VaAbCdEf"
PROFILES = f"{WHATSAPP}\nhttps://t.me/kabar\nhttps://www.instagram.com/kabar/\nhttps://id-id.facebook.com/kabar\nhttps://twitter.com/kabar"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        (WHATSAPP, "WhatsApp"), ("https://www.whatsapp.com/channel/0029", "WhatsApp"), ("https://wa.me/628123", "WhatsApp"),
        ("https://t.me/kabar", "Telegram"), ("https://instagram.com/kabar", "Instagram"), ("https://m.facebook.com/k", "Facebook"),
        ("https://web.facebook.com/kabar", "Facebook"), ("https://x.com/kabar", "X"), ("https://mobile.twitter.com/kabar", "X"),
        ("https://www.youtube.com/@kabar", "YouTube"), ("https://youtu.be/x", "YouTube"), ("https://www.tiktok.com/@kabar", "TikTok"),
        ("https://vt.tiktok.com/x", "TikTok"), ("https://www.threads.net/@kabar", "Threads"), ("https://news.google.com/publications/x", "Google News"),
        ("https://mastodon.example/@kabar", "mastodon.example"), ("https://fakex.com/kabar", "fakex.com"),
        ("https://x.com.jahat.example/a", "x.com.jahat.example"), ("https://nott.me/", "nott.me"),
    ],
)  # fmt: skip
def test_a_channel_is_named_by_its_service(url, name):
    assert [channel.label for channel in channels_of(url)] == [name]


def test_two_of_a_service_are_told_apart_and_none_stands_twice():
    channels = channels_of(
        "https://instagram.com/kabar\nhttps://instagram.com/kabar.foto\nhttps://instagram.com/kabar"
    )
    assert [channel.label for channel in channels] == ["Instagram (kabar)", "Instagram (kabar.foto)"]
    assert channels_of("") == []


def links(text, xpath):
    return [a.get("href") for a in html.fromstring(text).xpath(f"{xpath}//a")]


@pytest.mark.django_db
def test_readers_see_the_channels_in_the_footer_at_the_end_of_a_story_and_on_a_page(story, client):
    Publication.objects.update(profiles=PROFILES)
    channels = PROFILES.split()
    for url in ("/", story.get_absolute_url(), "/redaksi/"):
        assert links(page(client, url), "//footer//nav[@aria-label='Ikuti kami']")[-5:] == channels, url
    end = links(page(client, story.get_absolute_url()), "//article//nav[@aria-label='Ikuti kami']")
    assert end == ["/ikuti/", *channels]
    assert set(channels) <= set(links(page(client, "/ikuti/"), "//main"))


@pytest.mark.django_db
def test_without_channels_nothing_is_shown_of_them(story, client):
    assert "channels" not in page(client, story.get_absolute_url())
    assert "Saluran kami" not in page(client, "/ikuti/")


@pytest.mark.django_db
def test_the_page_leads_to_feeds_that_there_are(story, client):
    feeds = [url for url in links(page(client, "/ikuti/"), "//main") if "/feed/" in url]
    assert {"/feed/", "/kategori/peristiwa/feed/"} <= set(feeds)
    assert any(url.startswith("/daerah/") for url in feeds)
    for url in feeds:
        assert client.get(url).status_code == 200, url


@pytest.mark.django_db
@pytest.mark.parametrize(
    "url", ["/feed/", "/feed/atom/", "/kategori/peristiwa/feed/", "/tag/banjir/feed/", "/koreksi/feed/"]
)
def test_a_feed_has_a_stylesheet(url, story, client):
    head = page(client, url)[:300]
    assert '<?xml-stylesheet href="/static/feed.css" type="text/css"?>' in head.replace(' media="screen"', "")


# ---- The post


@pytest.mark.django_db
def test_an_editor_finds_the_post_beside_a_live_story_alone(story, visit, writer, editor, settings):
    review = reverse("admin:articles_article_review", args=[story.pk])
    text = page(visit(editor), review)
    (post,) = html.fromstring(text).xpath("//details[contains(@class, 'channel-post')]//*[@data-copy]")
    assert post.text_content() == post_for(story, Publication.objects.get())
    assert post.text_content().startswith("*Banjir di Dringu mulai surut*\n\nWarga mulai membersihkan rumah.")
    assert post.text_content().endswith(f"{settings.SITE_URL}{story.get_absolute_url()}")
    draft = make_article(writer)
    assert "channel-post" not in page(
        visit(editor), reverse("admin:articles_article_review", args=[draft.pk])
    )


@pytest.mark.django_db
def test_signs_that_whatsapp_reads_as_markup_are_left_out_and_paid_text_says_so(writer, editor, publication):
    paid = publish(
        make_article(
            writer,
            headline="Diskon *besar* ~50%~ di _Toko_ `Uji` nama_file",
            standfirst="Hari_ini *saja*",
            commercial_label="ad",
        ),
        writer,
        editor,
    )
    post = post_for(paid, publication)
    assert post.startswith("[Iklan]\n\n*Diskon besar 50% di Toko Uji nama_file*\n\nHari_ini saja\n\n")
