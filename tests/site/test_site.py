"""What readers see: the parts of a page, which stories are public where, and what a page costs."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Category, LegacyPath, Region, Related
from articles.site import related
from staff import workflow
from staff.writing import saving
from tests.support.archives import many
from tests.support.factories import (
    make_article,
    make_category,
    make_publication,
    make_region,
    move,
    publish,
    run_worker,
    schedule,
    update,
)
from tests.support.public_pages import costs, page, stories_of
from tests.support.shared_rows import shared


@shared
def story(writer, editor):
    make_publication()
    return publish(make_article(writer, tags=["Banjir"], sign_off="(*)"), writer, editor)


def test_a_story_shows_all_its_parts(client, story, writer, editor):
    other = publish(make_article(writer, headline="Tanggul Dringu diperbaiki"), writer, editor)
    picked = publish(make_article(writer, headline="Posko dibuka di balai desa"), writer, editor)
    card = f'<figure class="media"><oembed url="/berita/{other.pk}/"></oembed></figure>'
    update(story, writer, editor, body=f"{story.body}\n{card}\n<p>Akhir.</p>", related=(picked.pk,))
    html = page(client, story.get_absolute_url())
    for part in (
        "Banjir di Dringu mulai surut", "Warga mulai membersihkan rumah.", "KRAKSAAN (KabarUji) – ", "Peristiwa",
        "Kraksaan", "Penulis", "Wati", "Editor", "Edi", "Diperbarui", "WIB", "(*)", "Banjir", "wa.me",
        "Tanggul Dringu diperbaiki", "Posko dibuka di balai desa",
    ):  # fmt: skip
        assert part in html, part
    assert html.count("<h1") == 1
    html = html.partition("</head>")[2]
    assert html.index("Tanggul Dringu diperbaiki") < html.index("Akhir.") < html.index("Posko dibuka")


def test_a_table_can_be_scrolled_with_the_keyboard(client, story):
    table = "<table><tbody><tr><td>Layur</td><td>38.000</td></tr></tbody></table>"
    Article.objects.filter(pk=story.pk).update(body=f"<p>Harga:</p>\n{table}")
    html = page(client, story.get_absolute_url())
    assert re.search(rf'<div class="wide" role="group" aria-label="\w+" tabindex="0">{table}</div>', html)


def test_a_story_may_have_a_region_and_no_dateline(client, story, editor):
    story.dateline = "-"
    story.save()
    workflow.record_edit(story, by=editor)
    html = page(client, story.get_absolute_url())
    assert 'class="place"' not in html
    assert '"dateline"' not in html
    assert "Kraksaan" in html


def test_a_wrong_slug_redirects_once(client, story):
    response = client.get(f"/berita/{story.pk}/salah/", follow=True)
    assert response.redirect_chain == [(story.get_absolute_url(), 301)]


def test_a_slug_may_hold_emoji_and_accents_as_wordpress_wrote_them(client, story):
    Article.objects.filter(pk=story.pk).update(slug="banjir-%f0%9f%98%8d-caf%c3%a9%c2%9d")
    story.refresh_from_db()
    address = story.get_absolute_url()
    assert address == f"/berita/{story.pk}/banjir-%F0%9F%98%8D-caf%C3%A9%C2%9D/"
    for spelled in (address, address.lower()):
        assert address in page(client, spelled)
    for wrong in ("banjir-surut", "banjir-😍", "%25f0", "a b", "caf%e9"):
        response = client.get(f"/berita/{story.pk}/{wrong}/", follow=True)
        assert response.redirect_chain == [(address, 301)]
    Article.objects.filter(pk=story.pk).update(status="withdrawn")
    assert client.get(address).status_code == 410


ADDRESSES = (
    "/", "/kategori/peristiwa/", "/daerah/kraksaan/", "/daerah/kabupaten-probolinggo/", "/tag/banjir/",
    "/penulis/wati/", "/indeks/", "/cari/?q=banjir", "/feed/", "/kategori/peristiwa/feed/", "/daerah/kraksaan/feed/",
    "/tag/banjir/feed/", "/penulis/wati/feed/", "/feed/atom/", "/sitemap-news.xml",
)  # fmt: skip


def everywhere(client):
    """The lists on which the story's address stands."""
    answers = {url: client.get(url) for url in ADDRESSES}
    assert {answer.status_code for answer in answers.values()} <= {200, 404}  # a list without a story is none
    listing = {url: answer for url, answer in answers.items() if answer.status_code == 200}
    return [url for url, answer in listing.items() if "/berita/" in answer.content.decode()]


def test_a_public_story_is_on_every_list(client, story):
    assert everywhere(client) == list(ADDRESSES)


def test_a_withdrawn_story_is_nowhere_but_at_its_address(client, story, editor, managing_editor):
    move(story, ("request_withdrawal", editor), ("withdraw", managing_editor))
    assert everywhere(client) == []
    html = page(client, story.get_absolute_url(), 410)
    assert "Alasan." in html
    assert "WIB" in html
    assert "lutut" not in html


@pytest.mark.parametrize("state", ["draft", "submitted", "approved", "scheduled", "spiked"])
def test_what_was_not_published_is_nowhere(state, client, writer, editor, administrator):
    make_publication()
    article = make_article(writer, tags=["Banjir"])
    steps = {
        "submitted": [("submit", writer)],
        "approved": [("submit", writer), ("approve", editor)],
        "spiked": [("spike", editor)],
    }
    if state == "scheduled":
        schedule(article, writer, editor)
    else:
        move(article, *steps.get(state, []))
    assert everywhere(client) == []
    page(client, f"/berita/{article.pk}/{article.slug}/", 404)


def test_a_scheduled_story_is_public_when_its_time_has_come(client, writer, editor, monkeypatch):
    make_publication()
    article = schedule(make_article(writer), writer, editor)
    later = timezone.now() + timedelta(hours=3)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    page(client, article.get_absolute_url())


@pytest.mark.parametrize("state", ["draft", "submitted", "approved", "scheduled", "due", "merged", "spiked"])
def test_a_working_copy_is_never_public(state, client, story, writer, editor):
    copy = move(story, ("propose_update", writer))
    copy = saving.save(copy, copy.snapshot().replace(tags=("Salinan",)), by=writer, base=1)
    steps = {
        "submitted": [("submit", writer)],
        "approved": [("submit", writer), ("approve", editor)],
        "merged": [("submit", writer), ("approve_and_publish", editor)],
        "spiked": [("spike", editor)],
    }
    if state in ("scheduled", "due"):
        schedule(copy, writer, editor)
    else:
        move(copy, *steps.get(state, []))
    if state == "due":  # its time has come, and the task has not
        Article.objects.filter(pk=copy.pk).update(published_at=timezone.now())
    assert copy not in Article.objects.public()
    page(client, f"/berita/{copy.pk}/{copy.slug}/", 404)
    for url in ADDRESSES:
        assert f"/berita/{copy.pk}/" not in client.get(url).content.decode()
    assert ("Salinan" in page(client, story.get_absolute_url())) == (state == "merged")


def test_an_address_that_was_renamed_and_back_leads_on_in_one_step(client, story, writer, editor):
    first = story.get_absolute_url()
    for slug in ("alamat-kedua", story.slug):
        story = update(story, writer, editor, slug=slug)
        for old in (first, f"/berita/{story.pk}/alamat-kedua/"):
            response = client.get(old, follow=True)
            assert response.status_code == 200
            assert len(response.redirect_chain) <= 1


@pytest.mark.parametrize(
    "url",
    ["/berita/999999/x/", "/kategori/tak-ada/", "/daerah/x/", "/tag/x/", "/penulis/x/", "/indeks/2026/13/40/", "/indeks/1/1/1/", "/indeks/9999/12/31/",
     "/indeks/99999999999999999999/1/1/",
     "/?x=%00", "/tidak-ada/", "/kategori/peristiwa/?sebelum=abc", "/berita/99999999999999999999/x/"],
)  # fmt: skip
def test_what_is_not_there_is_a_page_of_the_site(url, client, db):
    make_category()
    response = client.get(url)
    assert response.status_code == (200 if url == "/?x=%00" else 404)
    assert b"site.css" in response.content


def test_an_old_address_leads_to_its_story(client, story):
    LegacyPath.objects.create(path="/2018/11/19/banjir-lama/", article=story)
    response = client.get("/2018/11/19/banjir-lama/")
    assert (response.status_code, response.url) == (301, story.get_absolute_url())


@pytest.mark.parametrize("part", ["amp/", "amp", "2/", "page/3/", "feed/"])
def test_a_part_of_an_old_address_leads_to_its_story(part, client, story, writer):
    LegacyPath.objects.create(path="/2018/11/19/banjir-lama/", article=story)
    response = client.get(f"/2018/11/19/banjir-lama/{part}")
    assert (response.status_code, response.url) == (301, story.get_absolute_url())


def test_an_old_address_that_looks_like_a_part_goes_before_the_whole(client, story):
    LegacyPath.objects.create(path="/arsip/", article=story)
    LegacyPath.objects.create(path="/arsip/2018/", region=story.region)
    assert client.get("/arsip/2018/").url == story.region.get_absolute_url()
    assert client.get("/arsip/2019/").url == story.get_absolute_url()
    assert client.get("/2018/").status_code == 404
    assert client.get("/amp/").url == "/"  # as every WordPress site has it


def test_there_is_one_page_for_a_story_whoever_asks_for_its_amp(client, story, managing_editor, editor):
    address = story.get_absolute_url()
    response = client.get(f"/berita/{story.pk}/judul-lama/amp/")
    assert (response.status_code, response.url) == (301, address)
    assert client.get(f"/berita/{story.pk}/amp/").url == address
    move(story, ("request_withdrawal", editor), ("withdraw", managing_editor))
    assert client.get(f"/berita/{story.pk}/judul-lama/amp/", follow=True).status_code == 410
    assert client.get("/berita/999999/x/amp/").status_code == 404


def test_a_story_that_is_not_public_has_no_amp_address_either(client, writer):
    draft = make_article(writer)
    assert client.get(f"/berita/{draft.pk}/x/amp/").status_code == 404


@pytest.mark.parametrize(
    "habit", ["page=all", "page=2", "showpage=all", "amp=1", "single=1", "page=%00", "utm_source=wa"]
)
def test_a_story_is_one_page_with_one_address_whatever_is_asked_for(habit, client, story):
    address = story.get_absolute_url()
    response = client.get(f"{address}?{habit}")
    html = response.content.decode()
    assert response.status_code == 200
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{address}">' in html
    assert f'<meta property="og:url" content="http://127.0.0.1:8000{address}">' in html
    assert html.split('class="prose"')[1] == client.get(address).content.decode().split('class="prose"')[1]


def test_pages_by_cursor_show_each_story_once(client, story, writer):
    many(story, 45)
    seen, url = [], "/kategori/peristiwa/"
    while url:
        listed = client.get(url).context_data["page"]
        seen += [article.pk for article in listed.articles]
        url = f"/kategori/peristiwa/?sebelum={listed.older}" if listed.older else ""
    assert len(seen) == len(set(seen)) == 46


@pytest.mark.slow
def test_pages_cost_at_most_six_queries_whatever_the_archive_holds(client, story, writer, editor):
    picked = publish(make_article(writer, headline="Pilihan"), writer, editor)
    Related.objects.create(article=story, target=picked)
    workflow.record_edit(story, by=editor)
    urls = [story.get_absolute_url(), *(url for url in ADDRESSES if "feed" not in url and "xml" not in url)]
    many(story, 60)
    related.refresh(story.pk)
    few = costs(urls)
    many(story, 9_940)
    related.refresh(story.pk)
    assert costs(urls) == few
    # Settings, the words as they are spelled and in other forms, the stories, people and tags of that name.
    assert few.pop("/cari/?q=banjir") <= 5
    assert few.pop(story.get_absolute_url()) == 2
    assert max(few.values()) <= 4, few  # with publication and sections, which a page once fetched itself, six


def test_what_all_pages_share_is_read_once_a_request_where_no_edition_is_kept(client, story):
    for url in ("/", "/kategori/peristiwa/", "/daerah/kraksaan/", "/cari/?q=banjir", "/tidak-ada/"):
        client.get(url)  # writes the statements
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        assert sum('FROM "articles_publication"' in str(query["sql"]) for query in queries) == 1, url


def test_baca_juga_by_likeness_prefers_rare_tags_and_never_repeats(client, story, writer, editor):
    rare = publish(make_article(writer, headline="Sama langka", tags=["Dringu"]), writer, editor)
    for number in range(4):
        publish(make_article(writer, headline=f"Sama umum {number}", tags=["Banjir"]), writer, editor)
    new = publish(make_article(writer, headline="Baru", tags=["Dringu", "Banjir"]), writer, editor)
    related.refresh(new.pk)
    new.refresh_from_db()
    assert new.similar_ids[0] == rare.pk
    assert new.pk not in new.similar_ids
    assert len(set(new.similar_ids)) == len(new.similar_ids)


@pytest.mark.django_db(transaction=True)
def test_a_task_finds_likeness_after_publication(transactional_db, writer, editor):
    first = publish(make_article(writer, tags=["Banjir"]), writer, editor)
    second = publish(make_article(writer, tags=["Banjir"]), writer, editor)
    run_worker()
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.similar_ids == [second.pk]
    assert second.similar_ids == [first.pk]


def test_a_renamed_category_takes_its_children_along(db):
    parent = make_category("Olahraga", "olahraga")
    child = make_category("Sepak Bola", "sepak-bola", parent)
    parent.slug = "sport"
    parent.save()
    child.refresh_from_db()
    assert child.path == "sport/sepak-bola"
    assert set(Category.objects.within(parent)) == {parent, child}


def test_a_region_page_holds_its_districts(client, story):
    make_region()
    region = Region.objects.get(slug="kabupaten-probolinggo")
    assert story.headline in page(client, region.get_absolute_url())


def test_pages_set_no_cookie_and_run_no_script_of_their_own(client, story):
    response = client.get(story.get_absolute_url())
    assert not response.cookies
    scripts = re.findall(r"<script[^>]*>", response.content.decode())
    data = '<script type="application/ld+json">'  # which no browser runs
    ours = '<script src="/static/site.js">'
    assert sorted(scripts) == [ours, data]
    assert sorted(re.findall(r"<script[^>]*>", page(client, "/"))) == [ours, data]
    assert "default-src 'self'" in response["Content-Security-Policy"]


def test_robots_health_and_sitemap(client, story):
    assert "Disallow: /cari/" in page(client, "/robots.txt")
    assert page(client, "/sehat/") == "ok\n"
    assert "sitemap-daftar.xml" in page(client, "/sitemap.xml")
    page(client, "/redaksi/")


def test_equal_matches_come_newest_first(client, writer, editor):
    make_publication()
    first, second = (publish(make_article(writer, headline="Pasar malam"), writer, editor) for _ in range(2))
    html = page(client, "/cari/?q=malam")
    assert html.index(second.get_absolute_url()) < html.index(first.get_absolute_url())


def test_cards_show_the_current_headline_and_excerpt(client, story, writer, editor):
    card = f'<p>Awal.</p><figure class="media"><oembed url="/berita/{story.pk}/"></oembed></figure>'
    host = publish(make_article(writer, headline="Tuan rumah", body=card), writer, editor)
    story.headline = "Judul yang sudah diperbaiki"
    story.save()
    workflow.record_edit(story, by=editor)
    html = page(client, host.get_absolute_url())
    assert "Judul yang sudah diperbaiki" in html
    assert "KRAKSAAN (KabarUji) – Air setinggi lutut" in html


def test_a_card_whose_target_is_gone_is_left_out(client, story, writer, editor, managing_editor):
    card = f'<p>Awal.</p><figure class="media"><oembed url="/berita/{story.pk}/"></oembed></figure>'
    host = publish(make_article(writer, headline="Tuan rumah", body=card), writer, editor)
    Related.objects.create(article=host, target=story)
    workflow.record_edit(host, by=editor)
    move(story, ("request_withdrawal", editor), ("withdraw", managing_editor))
    html = page(client, host.get_absolute_url())
    assert story.headline not in html
    assert f"/berita/{story.pk}/" not in html


def test_the_front_page_has_a_block_for_each_section_with_older_stories(client, story, writer, editor):
    economy = make_category("Ekonomi", "ekonomi")
    old = publish(make_article(writer, headline="Harga lama", category=economy), writer, editor)
    Article.objects.filter(pk=old.pk).update(published_at=timezone.now() - timedelta(days=90))
    many(story, 20)
    front = client.get("/").context_data["front"]
    assert old not in stories_of([front.lead, *front.latest])
    blocks = {str(section): stories_of(stories) for section, stories in front.sections}
    assert blocks["Ekonomi"] == [old]
    assert len(blocks["Peristiwa"]) == 4


def test_a_district_without_a_regency_has_its_page(client, writer, editor):
    region = Region.objects.create(name="Pulau", slug="pulau", kind="district")
    page(client, region.get_absolute_url(), 404)  # as long as no story is from there
    publish(make_article(writer, region=region), writer, editor)
    page(client, region.get_absolute_url())


@pytest.mark.django_db(transaction=True)
def test_a_scheduled_story_enters_the_lists_of_others_when_its_time_has_come(
    transactional_db, writer, editor, monkeypatch
):
    first = publish(make_article(writer, tags=["Banjir"]), writer, editor)
    later = schedule(make_article(writer, tags=["Banjir"]), writer, editor)
    run_worker()
    assert Article.objects.get(pk=first.pk).similar_ids == []
    assert Article.objects.get(pk=later.pk).similar_ids == [first.pk]
    due = timezone.now() + timedelta(hours=3)
    monkeypatch.setattr("django.utils.timezone.now", lambda: due)
    run_worker()
    assert Article.objects.get(pk=first.pk).similar_ids == [later.pk]


def test_a_task_for_a_story_that_was_taken_back_does_nothing(writer, editor):
    article = schedule(make_article(writer), writer, editor)
    move(article, ("unschedule", editor))
    related.refresh(article.pk)
    assert Article.objects.get(pk=article.pk).similar_ids == []


# Words in a class or an id for which tools that keep the text of a page alone drop its element
DROPPED = r"date|author|byline|caption|comment|share|social|related|promo|sidebar|meta|tag|nav|menu|footer"


def test_no_part_of_the_text_is_called_as_what_reading_tools_drop(client, writer, editor, publication):
    """Dateline, paragraphs, list, quote, table and sign-off stand on names that say nothing else."""
    body = (
        "<p>Satu.</p><h2>Dua</h2><p>Tiga.</p><ul><li>Empat</li></ul><blockquote><p>Lima.</p></blockquote>"
        "<table><tbody><tr><td>Enam</td></tr></tbody></table><p>Tujuh.</p>"
    )
    story = publish(make_article(writer, body=body, sign_off="(*)"), writer, editor)
    html = page(client, story.get_absolute_url())
    prose = html.partition('<div class="prose">')[2].partition("<footer>")[0]
    names = re.findall(r'(?:class|id)="([^"]*)"', prose)
    assert 'class="place"' in prose
    assert [name for name in names if re.search(DROPPED, name)] == []
    assert 'class="trail breadcrumbs"' in html  # those that begin a page are left out by this name
