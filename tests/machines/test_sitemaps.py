"""What search engines are told of: months, lists, news, and the small files at fixed addresses."""

import json
import random
from datetime import UTC, datetime, timedelta
from urllib.robotparser import RobotFileParser

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import etree

from articles.machines import sitemaps, well_known
from articles.models import Article, Page, Publication
from articles.models.publication import ACCENTS
from staff import workflow
from tests.support.archives import many
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
NS = {"s": sitemaps.SITEMAP, "n": sitemaps.NEWS}
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def nothing_remembered():
    cache.clear()


def dated(article, published, updated=None):
    Article.objects.filter(pk=article.pk).update(published_at=published, updated_at=updated)
    article.refresh_from_db()
    return article


def tree(client, url):
    response = client.get(url)
    assert response.status_code == 200, url
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    return etree.fromstring(response.content, etree.XMLParser(recover=False))


def entries(client, url):
    """{address without the site: lastmod or None}."""
    return {
        entry.findtext("s:loc", namespaces=NS).removeprefix(SITE): entry.findtext("s:lastmod", namespaces=NS)
        for entry in tree(client, url)
    }


def moment(text):
    return datetime.fromisoformat(text)


# ---- Months


def test_the_index_has_a_file_for_each_month_that_has_stories(client, story, writer, editor):
    dated(story, datetime(2026, 3, 31, 23, 59, 59, tzinfo=UTC))
    other = dated(publish(make_article(writer), writer, editor), datetime(2018, 11, 19, 7, tzinfo=UTC))
    updated = dated(
        publish(make_article(writer), writer, editor),
        datetime(2018, 11, 1, tzinfo=UTC),
        updated=datetime(2026, 4, 2, 1, tzinfo=UTC),
    )
    found = entries(client, "/sitemap.xml")
    assert [*found] == [
        "/sitemap-daftar.xml",
        "/sitemap-news.xml",
        "/sitemap-2026-03.xml",
        "/sitemap-2018-11.xml",
    ]
    assert moment(found["/sitemap-2026-03.xml"]) == story.published_at
    assert moment(found["/sitemap-2018-11.xml"]) == updated.updated_at
    month = entries(client, "/sitemap-2018-11.xml")
    assert [*month] == [updated.get_absolute_url(), other.get_absolute_url()]
    assert moment(month[other.get_absolute_url()]) == other.published_at
    assert moment(month[updated.get_absolute_url()]) == updated.updated_at


def test_months_and_changes_are_those_that_plain_counting_finds(client, story):
    """Against an archive of chance: the index's walk finds each month, and its newest change."""
    chance = random.Random(5)
    many(story, 300)
    for pk in Article.objects.values_list("pk", flat=True):
        published = datetime(2015, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(10 * 365 * 1440))
        updated = published + timedelta(hours=chance.randrange(9000)) if chance.random() < 0.3 else None
        Article.objects.filter(pk=pk).update(published_at=published, updated_at=updated)
    expected = {}
    for article in Article.objects.public():
        key = f"/sitemap-{article.published_at:%Y-%m}.xml"
        expected[key] = max(expected.get(key, article.modified_at), article.modified_at)
    found = {url: moment(at) for url, at in entries(client, "/sitemap.xml").items() if at}
    assert found == {url: at.replace(microsecond=0) for url, at in expected.items()}
    assert sum(len(entries(client, url)) for url in found) == 301


def test_what_is_published_later_leaves_an_old_month_alone(client, story, writer, editor):
    dated(story, datetime(2018, 11, 19, tzinfo=UTC))
    before = client.get("/sitemap-2018-11.xml").content
    publish(make_article(writer), writer, editor)
    assert client.get("/sitemap-2018-11.xml").content == before


def test_a_small_fix_is_no_change_of_substance(client, story, editor):
    dated(story, datetime(2018, 11, 19, tzinfo=UTC))
    before = entries(client, "/sitemap-2018-11.xml")
    story.body = "<p>Salah tik dibetulkan.</p>"
    workflow.record_edit(story, by=editor)
    assert entries(client, "/sitemap-2018-11.xml") == before


def test_what_readers_do_not_see_is_in_no_sitemap(client, story, writer, editor, managing_editor):
    move(story, ("request_withdrawal", editor), ("withdraw", managing_editor))
    schedule(make_article(writer), writer, editor)
    make_article(writer)
    urls = [*entries(client, "/sitemap.xml")]
    assert urls == ["/sitemap-daftar.xml", "/sitemap-news.xml"]
    assert not [u for url in urls for u in entries(client, url) if "/berita/" in u]
    assert client.get(f"/sitemap-{timezone.now():%Y-%m}.xml").status_code == 404


@pytest.mark.parametrize(
    "name",
    ["2018-11", "2018-13", "2018-00", "0000-01", "9999-12", "٢٠١٨-11", "2018-11-2", "2018-11-0"],
)
def test_a_month_without_stories_is_not_found(name, client, story):
    assert client.get(f"/sitemap-{name}.xml").status_code == 404


def test_a_large_month_is_parted(client, story, monkeypatch):
    monkeypatch.setattr(sitemaps, "MOST", 10)
    dated(story, datetime(2018, 11, 19, tzinfo=UTC))
    many(story, 24)
    urls = [url for url in entries(client, "/sitemap.xml") if "2018" in url]
    assert urls == ["/sitemap-2018-11.xml", "/sitemap-2018-11-2.xml", "/sitemap-2018-11-3.xml"]
    parts = [entries(client, url) for url in urls]
    assert [len(part) for part in parts] == [10, 10, 5]
    assert len(parts[0] | parts[1] | parts[2]) == 25
    assert client.get("/sitemap-2018-11-4.xml").status_code == 404


def test_sitemaps_cost_the_same_queries_whatever_the_archive_holds(client, story):
    urls = [
        "/sitemap.xml",
        "/sitemap-daftar.xml",
        "/sitemap-news.xml",
        f"/sitemap-{story.published_at:%Y-%m}.xml",
    ]

    def cost(url):
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    few = [cost(url) for url in urls]
    many(story, 2000)
    assert [cost(url) for url in urls] == few
    assert max(few) <= 6, few


@pytest.mark.slow
def test_the_index_reads_no_archive(story):
    """Every step of the walk is one look into an index, and nothing is sorted or read as a whole."""
    many(story, 3000)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sitemaps.MONTHS}", {"now": timezone.now()})
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "Seq Scan on articles_article" not in plan, plan
    assert "Sort" not in plan, plan
    assert plan.count("article_public") >= 2, plan
    assert "article_updated_in_month" in plan, plan


# ---- Lists


def test_lists_that_hold_something_are_named_with_their_newest_story(client, story, writer, editor):
    make_category("Kosong", "kosong")
    child = make_category("Kecelakaan", "kecelakaan", make_category())
    new = publish(make_article(writer, category=child, tags=["Jarang"]), writer, editor)
    for number in range(2):
        publish(make_article(writer, headline=f"B {number}", tags=["Banjir"]), writer, editor)
    dated(new, story.published_at + 5 * HOUR)
    Article.objects.filter(pk=new.pk).update(published_at=timezone.now())
    new.refresh_from_db()
    Page.objects.all().delete()
    Page.objects.create(title="Tentang", slug="tentang")
    Page.objects.create(title="Rahasia", slug="rahasia", is_public=False)
    found = entries(client, "/sitemap-daftar.xml")
    assert set(found) == {
        "/", "/redaksi/", "/koreksi/", "/pencabutan/", "/hak-jawab/", "/standar/", "/tentang/", "/kategori/peristiwa/", "/kategori/peristiwa/kecelakaan/",
        "/daerah/", "/daerah/kabupaten-probolinggo/", "/daerah/kraksaan/", "/penulis/wati/", "/penulis/edi/", "/tag/banjir/",
    }  # fmt: skip
    for url in ("/kategori/peristiwa/", "/kategori/peristiwa/kecelakaan/", "/penulis/wati/", "/"):
        assert moment(found[url]) == new.published_at.replace(microsecond=0)
    tagged = Article.objects.public().filter(tags__name="Banjir").newest_first()[0]
    assert moment(found["/tag/banjir/"]) == tagged.published_at.replace(microsecond=0)


# ---- News


def news(client):
    return [
        {
            "url": entry.findtext("s:loc", namespaces=NS).removeprefix(SITE),
            **{
                name: entry.findtext(f".//n:{name}", namespaces=NS)
                for name in ("name", "language", "publication_date", "title")
            },
        }
        for entry in tree(client, "/sitemap-news.xml")
    ]


def test_news_says_what_search_engines_ask_for_and_no_more(client, story):
    [entry] = news(client)
    assert entry["url"] == story.get_absolute_url()
    assert (entry["name"], entry["language"]) == ("Kabar Uji", "id")
    assert entry["title"] == story.headline
    assert entry["publication_date"].endswith("+07:00")
    assert moment(entry["publication_date"]) == story.published_at.replace(microsecond=0)
    names = {etree.QName(e).localname for e in tree(client, "/sitemap-news.xml").iter()}
    assert names == {
        "urlset", "url", "loc", "news", "publication", "name", "language", "publication_date", "title",
    }  # fmt: skip


def test_news_is_of_the_last_48_hours(client, story):
    dated(story, timezone.now() - 48 * HOUR + timedelta(minutes=1))
    assert len(news(client)) == 1
    dated(story, timezone.now() - 48 * HOUR - timedelta(minutes=1))
    assert news(client) == []


def test_an_older_story_does_not_come_back_by_an_update(client, story, writer, editor):
    dated(story, timezone.now() - 72 * HOUR)
    update(story, writer, editor, headline="Sudah diperbarui")
    assert news(client) == []


def test_the_time_is_that_of_the_first_publication_also_after_a_withdrawal(
    client, story, editor, managing_editor
):
    first = dated(story, timezone.now() - 47 * HOUR).published_at
    story = move(story, ("request_withdrawal", editor), ("withdraw", managing_editor))
    assert news(client) == []
    story = move(story, ("request_reinstatement", editor), ("reinstate", managing_editor))
    assert story.published_at == first
    assert moment(news(client)[0]["publication_date"]) == first.replace(microsecond=0)
    dated(story, timezone.now() - 72 * HOUR)
    story = move(
        story,
        ("request_withdrawal", editor),
        ("withdraw", managing_editor),
        ("request_reinstatement", editor),
        ("reinstate", managing_editor),
    )
    assert news(client) == []


def test_news_leaves_out_what_is_scheduled_or_paid_for(client, story, writer, editor):
    schedule(make_article(writer), writer, editor)
    for label in Article.CommercialLabel.values:
        publish(make_article(writer, commercial_label=label), writer, editor)
    assert [entry["url"] for entry in news(client)] == [story.get_absolute_url()]


def test_news_ends_at_a_thousand_with_the_newest(client, story, writer, editor):
    dated(story, timezone.now() - timedelta(minutes=1))
    many(story, 1000)
    newest = publish(make_article(writer), writer, editor)
    found = news(client)
    assert len(found) == 1000
    assert found[0]["url"] == newest.get_absolute_url()
    dates = [entry["publication_date"] for entry in found]
    assert dates == sorted(dates, reverse=True)


def test_odd_titles_are_escaped_and_cleared_of_what_xml_cannot_hold(client, story):
    Article.objects.filter(pk=story.pk).update(headline='A & B <i>"x"</i> ]]>\x0b\x1f\ufffe 😀')
    Publication.objects.update(name="Kabar & <Uji>")
    [entry] = news(client)
    assert entry["title"] == 'A & B <i>"x"</i> ]]> 😀'
    assert entry["name"] == "Kabar & <Uji>"


# ---- Small files at fixed addresses


def text(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status, url
    if status == 200:
        assert response["Content-Type"] == "text/plain; charset=utf-8"
    return response.content.decode()


SEARCH_AND_PREVIEWS = (
    "Googlebot", "Bingbot", "Applebot", "DuckDuckBot", "YandexBot", "WhatsApp/2.23 A", "facebookexternalhit/1.1",
    "Twitterbot", "TelegramBot",
)  # fmt: skip


@pytest.mark.parametrize(
    ("preset", "training", "answering"),
    [("all", True, True), ("answers", False, True), ("none", False, False)],
)
def test_robots_of_ai_companies_are_let_in_by_preset(preset, training, answering, client, story):
    Publication.objects.update(ai_crawlers=preset)
    rules = RobotFileParser()
    rules.parse(text(client, "/robots.txt").splitlines())
    url = f"{SITE}{story.get_absolute_url()}"
    assert {rules.can_fetch(name, url) for name in well_known.TRAINING} == {training}
    assert {rules.can_fetch(name, url) for name in well_known.ANSWERING} == {answering}
    for name in SEARCH_AND_PREVIEWS:
        assert rules.can_fetch(name, url), name
        assert not rules.can_fetch(name, f"{SITE}/cari/?q=x")
    assert rules.site_maps() == [f"{SITE}/sitemap.xml", f"{SITE}/sitemap-news.xml"]


def test_no_robot_is_told_where_the_desk_is_and_none_lists_it(client, story, settings):
    assert settings.DESK_PATH not in text(client, "/robots.txt")
    for address in (reverse("admin:login"), reverse("admin:index")):
        assert client.get(address).headers["X-Robots-Tag"] == "noindex"


def test_ads_txt_is_there_once_somebody_sells(client, story):
    text(client, "/ads.txt", 404)
    Publication.objects.update(ads_txt="google.com, pub-1, DIRECT\r\nOWNERDOMAIN=berita.example")
    assert text(client, "/ads.txt") == "google.com, pub-1, DIRECT\nOWNERDOMAIN=berita.example\n"


def test_security_txt_names_a_contact_and_never_ends_in_a_year(client, story):
    text(client, "/.well-known/security.txt", 404)
    Publication.objects.update(email="redaksi@berita.example")
    lines = dict(line.split(": ", 1) for line in text(client, "/.well-known/security.txt").splitlines())
    assert lines["Contact"] == "mailto:redaksi@berita.example"
    assert lines["Preferred-Languages"] == "id, en"
    assert lines["Canonical"] == f"{SITE}/.well-known/security.txt"
    left = moment(lines["Expires"]) - timezone.now()
    assert timedelta(days=30) < left < timedelta(days=365)


def test_the_manifest_has_the_publications_name_colour_and_icons(client, story):
    Publication.objects.update(palette="biru", tagline="Dekat")
    response = client.get("/manifest.webmanifest")
    assert response["Content-Type"] == "application/manifest+json"
    data = json.loads(response.content)
    assert (data["name"], data["short_name"], data["lang"]) == ("Kabar Uji", "KabarUji", "id")
    assert data["theme_color"] == ACCENTS["biru"]
    assert data["icons"] == []
    logo = make_photo("logo")
    logo.renditions = [
        ["1:1", "webp", 320, 320, "foto/logo/320.webp", 1],
        ["1:1", "jpeg", 1200, 1200, "foto/logo/1200.jpg", 1],
        ["4:3", "jpeg", 1200, 900, "foto/logo/x.jpg", 1],
    ]
    logo.save()
    Publication.objects.update(logo=logo)
    icons = json.loads(client.get("/manifest.webmanifest").content)["icons"]
    assert icons == [
        {"src": "/media/foto/logo/320.webp", "sizes": "320x320", "type": "image/webp"},
        {"src": "/media/foto/logo/1200.jpg", "sizes": "1200x1200", "type": "image/jpeg"},
    ]


def test_every_palette_has_its_colour():
    assert set(ACCENTS) | {Publication.Palette.OWN} == set(Publication.Palette)
    assert set(well_known.KEPT_OUT) == set(Publication.Crawlers)


def test_the_key_for_indexnow_is_at_its_address_alone(client, db, settings):
    text(client, "/abcdef0123456789.txt", 404)
    settings.INDEXNOW_KEY = "abcdef0123456789"
    assert text(client, "/abcdef0123456789.txt").strip() == "abcdef0123456789"
    text(client, "/abcdef0123456780.txt", 404)


def test_files_for_machines_before_the_newsroom_is_set_up(client, db):
    for url in (
        "/robots.txt",
        "/manifest.webmanifest",
        "/sitemap.xml",
        "/sitemap-daftar.xml",
        "/sitemap-news.xml",
        "/feed/",
        "/feed/atom/",
    ):
        assert client.get(url).status_code == 200, url
