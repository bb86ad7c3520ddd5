"""RSS and Atom: what feed readers get, and that a lenient and a strict reader get the same."""

import html
import re
from calendar import timegm
from datetime import timedelta

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import etree

from articles.models import Article, Photo
from articles.text.lines import clean_line
from staff import workflow
from tests.support.factories import (
    make_article,
    make_category,
    make_photo,
    move,
    publish,
    schedule,
    update,
)

SITE = "http://127.0.0.1:8000"
LISTS = ("/feed/", "/kategori/peristiwa/feed/", "/daerah/kabupaten-probolinggo/feed/", "/tag/banjir/feed/", "/penulis/wati/feed/")  # fmt: skip
FEEDS = [*LISTS, *(f"{url}atom/" for url in LISTS)]
NS = {
    "atom": "http://www.w3.org/2005/Atom",
    "dc": "http://purl.org/dc/elements/1.1/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "media": "http://search.yahoo.com/mrss/",
}
ODD = 'Harga < 5.000 & "naik" ]]> \x0b\x1f\ufffe 😀 \u2028 <b>tebal</b>'


def fetch(client, url, **headers):
    response = client.get(url, headers=headers)
    assert response.status_code == 200, url
    return response


def strict(client, url):
    """The tree of a feed; fails on whatever is not well-formed."""
    return etree.fromstring(
        fetch(client, url).content, etree.XMLParser(recover=False, resolve_entities=False)
    )


def items(tree):
    return tree.findall("channel/item") or tree.findall("atom:entry", NS)


def child_text(item, *names):
    return next((found for name in names if (found := item.findtext(name, namespaces=NS)) is not None), None)


def moment(parsed):
    return timegm(parsed)


def test_both_kinds_of_reader_agree_on_every_feed(client, story, writer, editor, settings):
    settings.FEED_FULL_TEXT = True
    settings.WEBSUB_HUB = "https://hub.example/?a=1&b=2"
    odd = publish(
        make_article(
            writer, headline=ODD, standfirst=ODD, tags=["Banjir"], body=f"<p>{html.escape(ODD)}</p>"
        ),
        writer,
        editor,
    )
    assert odd.headline == clean_line(ODD)
    for url in FEEDS:
        tree, lenient = strict(client, url), feedparser.parse(fetch(client, url).content)
        assert not lenient.bozo, (url, lenient.get("bozo_exception"))
        assert len(items(tree)) == len(lenient.entries) == 2, url
        assert lenient.version == ("atom10" if "atom" in url else "rss20")
        for item, entry in zip(items(tree), lenient.entries, strict=True):
            assert child_text(item, "title", "atom:title") == entry.title
            assert child_text(item, "guid", "atom:id") == entry.id
            link = child_text(item, "link") or item.find("atom:link[@rel='alternate']", NS).get("href")
            assert link == entry.link
            assert link.startswith(f"{SITE}/berita/")
            said = child_text(item, "description", "atom:summary")
            assert "<b>" not in said
            assert html.unescape(said) == html.unescape(entry.summary)
            told = [
                e.text for e in item.findall("dc:creator", NS) + item.findall("atom:author/atom:name", NS)
            ]
            assert told == [author.name for author in entry.authors] == ["Wati"]


def test_an_item_tells_all_that_belongs_to_it(client, story, other_writer):
    story.credits.create(person=other_writer.person, role="reporter", order=5)
    photo = make_photo(credit="Wati & Oki", caption="Sungai")
    Article.objects.filter(pk=story.pk).update(lead_photo=photo)
    [item] = items(strict(client, "/feed/"))
    assert [e.text for e in item.findall("dc:creator", NS)] == ["Wati", "Oki"]
    terms = {(e.get("domain"), e.text) for e in item.findall("category")}
    assert terms == {
        (f"{SITE}/kategori/", "Peristiwa"), (f"{SITE}/daerah/", "Kraksaan"), (f"{SITE}/tag/", "Banjir"),
    }  # fmt: skip
    guid = item.find("guid")
    assert guid.get("isPermaLink") == "false"
    assert guid.text == f"tag:127.0.0.1,{story.published_at:%Y-%m-%d}:berita/{story.pk}"
    [media] = item.findall("media:content", NS)
    assert media.get("url").startswith(SITE)
    assert (media.get("type"), media.get("width"), media.get("height")) == ("image/jpeg", "720", "405")
    assert media.findtext("media:credit", namespaces=NS) == "Wati & Oki"
    assert media.findtext("media:description", namespaces=NS) == "Sungai"
    Photo.objects.update(source="ai")
    assert "ilustrasi AI" in fetch(client, "/feed/").content.decode()
    assert len(item.findall("enclosure")) == 1
    [entry] = items(strict(client, "/feed/atom/"))
    terms = {(e.get("scheme"), e.get("term"), e.get("label")) for e in entry.findall("atom:category", NS)}
    assert (f"{SITE}/kategori/", "peristiwa", "Peristiwa") in terms
    assert [e.text for e in entry.findall("atom:author/atom:uri", NS)] == [
        f"{SITE}/penulis/wati/", f"{SITE}/penulis/oki/",
    ]  # fmt: skip


@pytest.mark.parametrize("url", FEEDS)
def test_a_feed_names_itself_and_its_hub(url, client, story, settings):
    settings.WEBSUB_HUB = "https://hub.example/"
    response = fetch(client, f"{url}?utm_source=x", host="salah.example")
    assert response["Link"] == f'<https://hub.example/>; rel="hub", <{SITE}{url}>; rel="self"'
    tree = etree.fromstring(response.content)
    links = {e.get("rel"): e.get("href") for e in tree.iter(f"{{{NS['atom']}}}link")}
    assert links["self"] == f"{SITE}{url}"
    assert links["hub"] == "https://hub.example/"
    assert b"salah.example" not in response.content


def test_without_a_hub_none_is_named(client, story):
    response = fetch(client, "/feed/")
    assert response["Link"] == f'<{SITE}/feed/>; rel="self"'
    assert b'rel="hub"' not in response.content


# ---- The full text


def test_the_text_is_left_out_unless_asked_for(client, story, settings):
    assert b"content:encoded" not in fetch(client, "/feed/").content
    settings.FEED_FULL_TEXT = True
    [item] = items(strict(client, "/feed/"))
    tags = [element.tag for element in item]
    encoded = f"{{{NS['content']}}}encoded"
    assert tags.index("description") < tags.index(encoded)
    text = item.findtext(encoded)
    assert "KRAKSAAN (KabarUji) – " in text
    assert "lutut mulai surut" in text


def test_a_full_text_has_whole_addresses_no_cards_and_nothing_that_runs(
    client, story, writer, editor, settings
):
    settings.FEED_FULL_TEXT = True
    other = publish(make_article(writer, headline="Berita lain"), writer, editor)
    photo, killed = make_photo("a"), make_photo("b", caption="Foto yang ditarik")
    body = (
        f'<p>Lihat <a href="/berita/{other.pk}/x/">ini</a> dan <a href="https://a.example/x">itu</a>.</p>'
        f'<figure class="media"><oembed url="/berita/{other.pk}/"></oembed></figure>'
        '<figure class="media"><oembed url="https://www.youtube.com/watch?v=dQw4w9WgXcQ"></oembed></figure>'
        f'<figure class="photo"><img src="/foto/{photo.pk}/"><figcaption>Air &amp; lumpur</figcaption></figure>'
        f'<figure class="photo"><img src="/foto/{killed.pk}/"></figure>'
    )
    Article.objects.filter(pk=story.pk).update(body=body)
    Photo.objects.get(pk=killed.pk).kill(by=editor, reason="Alasan.")
    for url in ("/feed/", "/feed/atom/"):
        item = next(
            i for i in items(strict(client, url)) if child_text(i, "guid", "atom:id").endswith(f"/{story.pk}")
        )
        text = child_text(item, "content:encoded", "atom:content")
        assert f'href="{SITE}/berita/{other.pk}/x/"' in text
        assert 'href="https://a.example/x"' in text
        assert "https://www.youtube.com/watch?v=dQw4w9WgXcQ" in text
        assert f'src="{SITE}/media/foto/a/' in text
        assert "Air &amp; lumpur" in text
        assert not re.search(r'(href|src)="/', text)
        assert not re.search(r"<(script|iframe|oembed|aside)", text)
        assert "Berita lain" not in text
        assert "foto/b" not in text
        assert "Foto yang ditarik" not in text


# ---- What stands in a feed


@pytest.mark.parametrize("url", FEEDS)
def test_only_what_is_public_and_not_paid_for_is_in_a_feed(
    url, client, story, writer, editor, managing_editor
):
    publish(make_article(writer, headline="Iklan", tags=["Banjir"], commercial_label="ad"), writer, editor)
    make_article(writer, headline="Naskah", tags=["Banjir"])
    schedule(make_article(writer, headline="Terjadwal", tags=["Banjir"]), writer, editor)
    gone = publish(make_article(writer, headline="Dicabut", tags=["Banjir"]), writer, editor)
    move(gone, ("request_withdrawal", editor), ("withdraw", managing_editor))
    assert [e.title for e in feedparser.parse(fetch(client, url).content).entries] == [story.headline]


def test_a_killed_photo_is_in_no_feed(client, story, editor, settings):
    settings.FEED_FULL_TEXT = True
    photo = make_photo()
    Article.objects.filter(pk=story.pk).update(lead_photo=photo)
    assert b"foto/a/" in fetch(client, "/feed/").content
    photo.kill(by=editor, reason="Alasan.")
    for url in FEEDS:
        content = fetch(client, url).content
        assert b"foto/a/" not in content
        assert b"Sungai meluap" not in content


def test_a_feed_of_a_category_holds_what_is_below_it(client, story, writer, editor):
    child = make_category("Kecelakaan", "kecelakaan", make_category())
    publish(make_article(writer, headline="Truk terguling", category=child), writer, editor)
    assert len(feedparser.parse(fetch(client, "/kategori/peristiwa/feed/").content).entries) == 2
    assert (
        len(feedparser.parse(fetch(client, "/kategori/peristiwa/kecelakaan/feed/atom/").content).entries) == 1
    )


@pytest.mark.parametrize(
    "url", ["/kategori/tak-ada/feed/", "/tag/x/feed/atom/", "/penulis/x/feed/", "/daerah/%00/feed/"]
)
def test_a_feed_of_nothing_is_not_found(url, client, db):
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("url", ["/feed/", "/feed/atom/"])
def test_an_empty_feed_is_one_all_the_same(url, client, story, editor, managing_editor):
    move(story, ("request_withdrawal", editor), ("withdraw", managing_editor))
    lenient = feedparser.parse(fetch(client, url).content)
    assert (lenient.bozo, lenient.entries) == (False, [])
    assert strict(client, url) is not None


def test_a_new_slug_does_not_announce_a_story_again(client, story, editor):
    before = feedparser.parse(fetch(client, "/feed/").content).entries[0]
    Article.objects.filter(pk=story.pk).update(slug="alamat-baru")
    after = feedparser.parse(fetch(client, "/feed/").content).entries[0]
    assert before.id == after.id
    assert before.link != after.link


# ---- Conditional requests


@pytest.mark.parametrize("url", FEEDS)
def test_what_a_reader_has_already_is_not_sent_again(url, client, story):
    first = fetch(client, url)
    for headers in (
        {"if-none-match": first["ETag"]},
        {"if-modified-since": first["Last-Modified"]},
    ):
        again = client.get(url, headers=headers)
        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("step", ["publish", "fix", "update", "withdraw"])
@pytest.mark.parametrize("header", ["etag", "date"])
def test_whatever_changes_is_sent(step, header, client, story, writer, editor, managing_editor, monkeypatch):
    other = publish(make_article(writer, headline="Yang lain"), writer, editor)
    first = fetch(client, "/feed/")
    later = timezone.now() + timedelta(minutes=5)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    if step == "publish":
        publish(make_article(writer, headline="Baru"), writer, editor)
    elif step == "withdraw":
        move(other, ("request_withdrawal", editor), ("withdraw", managing_editor))
    elif step == "update":
        update(other, writer, editor, headline="Yang lain, dibetulkan")
    else:
        other.headline = "Yang lain, dibetulkan"
        workflow.record_edit(other, by=editor)
    known = (
        {"if-none-match": first["ETag"]}
        if header == "etag"
        else {"if-modified-since": first["Last-Modified"]}
    )
    again = client.get("/feed/", headers=known)
    assert again.status_code == 200
    assert again.content != first.content


def test_a_scheduled_story_comes_through_a_conditional_request(client, story, writer, editor, monkeypatch):
    schedule(make_article(writer, headline="Terjadwal"), writer, editor)
    first = fetch(client, "/feed/")
    due = timezone.now() + timedelta(hours=3)
    monkeypatch.setattr("django.utils.timezone.now", lambda: due)
    again = client.get("/feed/", headers={"if-modified-since": first["Last-Modified"]})
    assert again.status_code == 200
    assert b"Terjadwal" in again.content


def test_the_build_date_is_the_newest_change_and_not_now(client, story, writer, editor):
    Article.objects.filter(pk=story.pk).update(published_at="2026-01-01T00:00:00Z")
    feed = feedparser.parse(fetch(client, "/feed/").content).feed
    assert moment(feed.updated_parsed) == timegm((2026, 1, 1, 0, 0, 0))
    Article.objects.filter(pk=story.pk).update(updated_at="2026-02-01T00:00:00Z")
    feed = feedparser.parse(fetch(client, "/feed/").content).feed
    assert moment(feed.updated_parsed) == timegm((2026, 2, 1, 0, 0, 0))


@pytest.mark.slow
def test_a_feed_costs_the_same_queries_however_many_stories_it_has(client, story, writer, editor, settings):
    settings.FEED_FULL_TEXT = True
    photo = make_photo()
    with_photo = f'<p>Air.</p><figure class="photo"><img src="/foto/{photo.pk}/"></figure>'

    def cost(url):
        with CaptureQueriesContext(connection) as queries:
            fetch(client, url)
        return len(queries)

    Article.objects.filter(pk=story.pk).update(body=with_photo)
    [fetch(client, url) for url in FEEDS]  # writes the statements
    few = {url: cost(url) for url in FEEDS}
    for number in range(8):
        other = publish(
            make_article(writer, headline=f"B {number}", tags=["Banjir", f"t{number}"]), writer, editor
        )
        Article.objects.filter(pk=other.pk).update(body=with_photo, lead_photo=photo)
    assert {url: cost(url) for url in FEEDS} == few
    assert max(few.values()) <= 11, (
        few
    )  # five are the frame’s, asked once an edition; full texts, and the notices in them
