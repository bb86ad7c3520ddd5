"""What search engines and messengers read in a page's head."""

import json
import re
from datetime import datetime
from urllib.parse import quote

import pytest
from lxml import html as lxml_html

from articles.machines import json_ld
from articles.models import Article, Page, Photo, Publication
from articles.photos import renditions
from articles.photos.renditions import Rendition
from articles.text.lines import clean_line
from staff import workflow
from tests.support.factories import (
    make_article,
    make_category,
    make_photo,
    make_region,
    move,
    picture,
    publish,
    update,
    upload,
)
from tests.support.shared_rows import shared

SITE = "http://127.0.0.1:8000"
JPEGS = [
    ["16:9", "jpeg", 720, 405, "foto/a/720.jpg", 1],
    ["16:9", "jpeg", 1200, 675, "foto/a/1200x675.jpg", 1],
    ["16:9", "avif", 1200, 675, "foto/a/1200x675.avif", 1],
    ["4:3", "jpeg", 1200, 900, "foto/a/1200x900.jpg", 1],
    ["1:1", "jpeg", 160, 160, "foto/a/160.jpg", 1],
    ["1:1", "jpeg", 1200, 1200, "foto/a/1200x1200.jpg", 1],
    ["share", "jpeg", 1200, 630, "foto/a/1200x630.jpg", 200_000],
]


@shared
def story(publication, writer, editor):
    return publish(make_article(writer, tags=["Banjir", "Dringu"]), writer, editor)


def head_of(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status, url
    return response.content.decode().partition("</head>")[0]


def metas(client, url):
    """{property or name: [contents]} of a page's head."""
    found = {}
    for meta in lxml_html.fromstring(head_of(client, url)).iter("meta"):
        found.setdefault(meta.get("property") or meta.get("name"), []).append(meta.get("content"))
    return found


def graph_of(client, url):
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', head_of(client, url), re.S)
    assert len(blocks) == 1
    data = json.loads(blocks[0])
    assert data["@context"] == "https://schema.org"
    return data["@graph"]


def nodes(graph, kind):
    return [node for node in graph if node["@type"] == kind]


# ---- JSON-LD


def test_a_story_tells_who_wrote_it_where_and_when(client, story, writer, editor):
    [node] = nodes(graph_of(client, story.get_absolute_url()), "NewsArticle")
    address = f"{SITE}{story.get_absolute_url()}"
    assert node["headline"] == story.headline
    assert node["url"] == node["mainEntityOfPage"] == address
    assert node["dateline"] == "Kraksaan"
    assert node["author"] == [{"@type": "Person", "name": "Wati", "url": f"{SITE}/penulis/wati/"}]
    assert [who["name"] for who in node["editor"]] == ["Edi"]
    assert node["articleSection"] == "Peristiwa"
    assert node["keywords"] == ["Banjir", "Dringu"]
    assert node["isAccessibleForFree"] is True
    assert node["publisher"]["@id"] == f"{SITE}/#redaksi"
    place = node["contentLocation"]
    assert (place["name"], place["containedInPlace"]["name"]) == ("Kraksaan", "Kabupaten Probolinggo")
    assert "correction" not in node


@pytest.mark.parametrize(
    ("zone", "offset"), [("Asia/Jakarta", "+07:00"), ("Asia/Makassar", "+08:00"), ("Asia/Jayapura", "+09:00")]
)
def test_times_have_the_offset_of_the_regions_zone(zone, offset, client, publication, writer, editor):
    region = make_region("Pulau", "pulau")
    region.time_zone = zone
    region.save()
    story = publish(make_article(writer, region=region), writer, editor)
    [node] = nodes(graph_of(client, story.get_absolute_url()), "NewsArticle")
    assert node["datePublished"].endswith(offset)
    assert datetime.fromisoformat(node["datePublished"]) == story.published_at.replace(microsecond=0)
    assert node["dateModified"] == node["datePublished"]


def test_a_small_fix_leaves_the_date_and_an_update_moves_it(client, story, editor, writer):
    def modified():
        [node] = nodes(graph_of(client, story.get_absolute_url()), "NewsArticle")
        return node["dateModified"], node["datePublished"]

    before, published = modified()
    Article.objects.filter(pk=story.pk).update(published_at="2026-01-01T00:00:00Z")
    before, published = modified()
    story = Article.objects.get(pk=story.pk)
    story.body = "<p>Salah tik dibetulkan.</p>"
    workflow.record_edit(story, by=editor)
    assert modified() == (before, published)
    update(story, writer, editor, body="<p>Ada perkembangan.</p>")
    after, still = modified()
    assert (after > before, still) == (True, published)


def test_what_is_paid_for_is_no_news_article(client, publication, writer, editor):
    story = publish(make_article(writer, commercial_label="advertorial"), writer, editor)
    graph = graph_of(client, story.get_absolute_url())
    assert not nodes(graph, "NewsArticle")
    [node] = nodes(graph, "AdvertiserContentArticle")
    assert "dateline" not in node


def test_photographers_and_sources_are_no_authors(client, story, other_writer):
    story.credits.create(person=other_writer.person, role="photographer", order=7)
    [node] = nodes(graph_of(client, story.get_absolute_url()), "NewsArticle")
    assert [who["name"] for who in node["author"]] == ["Wati"]


def test_a_story_without_a_writer_is_the_newsrooms(client, story):
    story.credits.filter(role="writer").delete()
    [node] = nodes(graph_of(client, story.get_absolute_url()), "NewsArticle")
    assert [who["@type"] for who in node["author"]] == ["NewsMediaOrganization"]


def test_pictures_come_in_three_proportions_with_their_credit(client, story):
    photo = make_photo(source="ai")
    photo.renditions = JPEGS
    photo.save()
    story.lead_photo = photo
    story.save()
    [node] = nodes(graph_of(client, story.get_absolute_url()), "NewsArticle")
    sizes = [(image["width"], image["height"]) for image in node["image"]]
    assert sizes == [(1200, 675), (1200, 900), (1200, 1200)]
    for image in node["image"]:
        assert image["url"].startswith("http")
        assert image["creditText"] == "Wati"
        assert image["digitalSourceType"].endswith("TrainedAlgorithmicMediaDigitalSource")


@pytest.mark.slow
def test_pictures_of_a_photo_as_it_is_drawn_are_large_enough(db):
    photo = Photo.take_in(upload(picture((1600, 1000))), credit="Wati", alt="Air")
    photo.draw()
    photo.refresh_from_db()
    ratios = [round(image["width"] / image["height"], 2) for image in json_ld.images(photo)]
    assert ratios == [1.78, 1.33, 1.0]
    assert all(i["width"] * i["height"] >= json_ld.LEAST_PIXELS for i in json_ld.images(photo))
    assert all(i["url"].endswith(".jpg") for i in json_ld.images(photo))


def test_a_photo_that_is_not_drawn_yet_stands_in_whole_and_a_tiny_one_not_at_all(db):
    photo = make_photo()
    assert [(i["width"], i["height"]) for i in json_ld.images(photo)] == [(720, 405)]
    photo.renditions = [Rendition("full", "jpeg", 200, 100, "foto/a/200.jpg", 1)]
    assert json_ld.images(photo) == []
    assert json_ld.images(None) == []


def test_a_killed_photo_is_in_no_head(client, story, editor):
    photo = make_photo()
    story.lead_photo = photo
    story.save()
    photo.kill(by=editor, reason="Alasan.")
    head = head_of(client, story.get_absolute_url())
    assert "foto/a" not in head
    assert "Sungai meluap" not in head


def test_a_story_stands_in_a_category_and_in_a_region(client, publication, writer, editor):
    category = make_category("Sepak Bola", "sepak-bola", make_category("Olahraga", "olahraga"))
    story = publish(make_article(writer, category=category), writer, editor)
    by_category, by_region = nodes(graph_of(client, story.get_absolute_url()), "BreadcrumbList")
    assert [step["item"] for step in by_category["itemListElement"]] == [
        f"{SITE}/", f"{SITE}/kategori/olahraga/", f"{SITE}/kategori/olahraga/sepak-bola/",
    ]  # fmt: skip
    assert [step["name"] for step in by_region["itemListElement"]] == [
        "Beranda", "Kabupaten Probolinggo", "Kraksaan",
    ]  # fmt: skip
    assert [step["position"] for step in by_region["itemListElement"]] == [1, 2, 3]


@pytest.mark.parametrize("url", ["/kategori/peristiwa/", "/daerah/kraksaan/"])
def test_lists_have_their_breadcrumb(url, client, story):
    [trail] = graph_of(client, url)
    assert trail["@type"] == "BreadcrumbList"
    assert trail["itemListElement"][-1]["item"] == f"{SITE}{url}"


def test_a_persons_page_is_a_profile_without_a_placeholder(client, story, writer):
    [page] = graph_of(client, "/penulis/wati/")
    assert page["@type"] == "ProfilePage"
    assert page["mainEntity"]["name"] == "Wati"
    assert page["mainEntity"]["worksFor"]["@id"] == f"{SITE}/#redaksi"
    assert "image" not in page["mainEntity"]


def test_the_front_page_says_who_publishes_and_by_which_rules(client, story):
    Page.objects.all().delete()
    Page.objects.create(title="Pedoman", slug="pedoman", policy="ethicsPolicy")
    Page.objects.create(title="Privasi", slug="privasi", policy="privacy")
    Page.objects.create(title="Rahasia", slug="rahasia", policy="correctionsPolicy", is_public=False)
    logo = make_photo("logo")
    logo.renditions = [["1:1", "jpeg", 1200, 1200, "foto/logo/1200.jpg", 1]]
    logo.save()
    Publication.objects.update(
        logo=logo, legal_name="PT Uji", profiles="https://a.example/x\nhttps://b.example/y"
    )
    graph = graph_of(client, "/")
    [organization], [site] = nodes(graph, "NewsMediaOrganization"), nodes(graph, "WebSite")
    assert organization["@id"] == site["publisher"]["@id"]
    assert organization["legalName"] == "PT Uji"
    assert organization["masthead"] == f"{SITE}/redaksi/"
    assert organization["ethicsPolicy"].endswith("/pedoman/")
    assert "privacy" not in organization
    assert organization["correctionsPolicy"] == f"{SITE}/koreksi/"  # where no page states one
    assert organization["sameAs"] == ["https://a.example/x", "https://b.example/y"]
    assert organization["logo"]["width"] >= 112
    assert site["name"] == "Kabar Uji"


NASTY = '</script><script>alert(1)</script><!-- & "petik" \u2028 \x0b'


def test_no_text_ends_the_data_block(client, publication, writer, editor):
    publication.name = NASTY[:80]
    publication.save()
    story = publish(make_article(writer, headline=NASTY, tags=["</script>"]), writer, editor)
    Article.objects.filter(pk=story.pk).update(dateline=NASTY[:60])
    head = head_of(client, story.get_absolute_url())
    assert head.count("<script") == head.count("</script") == 2  # the other one is site.js
    assert "<!--" not in head
    assert "alert(1)" in head  # it is there, as text
    [node] = nodes(graph_of(client, story.get_absolute_url()), "NewsArticle")
    assert node["headline"] == clean_line(NASTY)
    assert node["keywords"] == ["</script>"]


def test_the_policy_of_the_page_lets_no_script_but_its_own_files_run(client, story):
    policy = client.get(story.get_absolute_url())["Content-Security-Policy"]
    assert "unsafe-inline" not in policy


# ---- Open Graph


def test_a_story_has_a_complete_preview(client, story):
    photo = make_photo(alt="Air di jalan")
    photo.renditions = JPEGS
    photo.save()
    story.lead_photo = photo
    story.save()
    found = metas(client, story.get_absolute_url())
    expected = {
        "og:type": ["article"],
        "og:title": ["Banjir di Dringu mulai surut"],
        "og:url": [f"{SITE}{story.get_absolute_url()}"],
        "og:locale": ["id_ID"],
        "og:site_name": ["Kabar Uji"],
        "og:image:type": ["image/jpeg"],
        "og:image:width": ["1200"],
        "og:image:height": ["630"],
        "og:image:alt": ["Air di jalan"],
        "article:section": ["Peristiwa"],
        "article:tag": ["Banjir", "Dringu"],
        "article:author": [f"{SITE}/penulis/wati/"],
        "twitter:card": ["summary_large_image"],
        "robots": ["max-image-preview:large"],
    }
    assert {name: found.get(name) for name in expected} == expected
    assert found["og:image"][0].startswith("http")
    assert found["og:image"][0].endswith("foto/a/1200x630.jpg")
    assert found["article:published_time"] == found["article:modified_time"]
    assert found["og:description"] == found["description"]


@pytest.mark.parametrize("standfirst", ["", "Pendek.", "Kata yang panjang. " * 20])
def test_descriptions_are_about_two_lines(standfirst, client, publication, writer, editor):
    long = "<p>" + "Air setinggi lutut merendam jalan desa. " * 8 + "</p>"
    story = publish(make_article(writer, standfirst=standfirst.strip(), body=long), writer, editor)
    [description] = metas(client, story.get_absolute_url())["og:description"]
    assert 80 <= len(description) <= 200


def test_what_is_paid_for_says_so_in_the_preview(client, publication, writer, editor):
    story = publish(make_article(writer, commercial_label="sponsored"), writer, editor)
    [title] = metas(client, story.get_absolute_url())["og:title"]
    labelled = f"[{story.get_commercial_label_display()}] {story.headline}"
    assert title == labelled
    html = client.get(story.get_absolute_url()).text
    assert f"<title>{labelled} –" in html
    assert f"https://wa.me/?text={quote(labelled)}" in html


def test_the_logo_stands_in_where_there_is_no_photo(client, story):
    assert "og:image" not in metas(client, story.get_absolute_url())
    logo = make_photo("logo")
    logo.renditions = [["full", "jpeg", 720, 720, "foto/logo/720.jpg", 1]]
    logo.save()
    Publication.objects.update(logo=logo)
    for url in (story.get_absolute_url(), "/", "/kategori/peristiwa/"):
        found = metas(client, url)
        assert found["og:image"][0].endswith("foto/logo/720.jpg")
        assert found["og:image:alt"] == ["Kabar Uji"]
        assert found["twitter:card"] == ["summary"]


def test_titles_of_previews_are_without_the_sites_name(client, story):
    Publication.objects.update(name="Kabar & Uji", tagline="Dekat")
    assert metas(client, "/kategori/peristiwa/")["og:title"] == ["Peristiwa"]
    assert metas(client, "/daerah/kraksaan/")["og:title"] == ["Kraksaan"]
    assert metas(client, "/tag/banjir/")["og:title"] == ["#Banjir"]
    assert metas(client, "/")["og:title"] == ["Kabar & Uji – Dekat"]
    for url in ("/", "/kategori/peristiwa/", "/penulis/wati/", "/indeks/", "/redaksi/"):
        assert metas(client, url)["og:description"][0]


def test_the_preview_lies_in_the_first_8_kilobytes_and_before_the_stylesheet(
    client, publication, writer, editor
):
    people = [writer]
    story = make_article(
        writer, headline='"' * 200, standfirst="&" * 400, tags=[f"{'&' * 98}{n}" for n in range(10)]
    )
    story = publish(story, *people, editor)
    photo = make_photo(alt='"' * 250)
    photo.renditions = JPEGS
    photo.save()
    Article.objects.filter(pk=story.pk).update(lead_photo=photo)
    content = client.get(Article.objects.get(pk=story.pk).get_absolute_url()).content
    last = max(
        found.end() for found in re.finditer(rb"<meta (property|name)=\"(og|article|twitter):", content)
    )
    end = content.index(b">", last)
    assert end < 8192
    assert end < content.index(b'rel="stylesheet"')
    assert b'property="article:tag"' in content


# ---- What may be found


def canonical(client, url):
    links = lxml_html.fromstring(head_of(client, url)).xpath("//link[@rel='canonical']/@href")
    return links[0] if links else None


@pytest.mark.slow
def test_each_page_of_a_list_is_its_own_canonical(client, story, writer, editor):
    for number in range(21):
        publish(make_article(writer, headline=f"Berita {number}"), writer, editor)
    older = client.get("/kategori/peristiwa/").context_data["page"].older
    assert canonical(client, "/kategori/peristiwa/?utm_source=wa") == f"{SITE}/kategori/peristiwa/"
    second = f"/kategori/peristiwa/?sebelum={older}"
    assert canonical(client, f"{second}&fbclid=1") == f"{SITE}{second}"
    assert metas(client, f"{second}&fbclid=1")["og:url"] == [f"{SITE}{second}"]
    assert (
        canonical(client, story.get_absolute_url() + "?utm_source=wa") == f"{SITE}{story.get_absolute_url()}"
    )
    assert canonical(client, "/cari/?q=banjir") is None


@pytest.mark.parametrize(
    "cursor", ["+1-1", "01-1", "1-01", "1_0-1", "%D9%A1-1", "1-1%0A", "1-1-1", "-0-1", "%001-1"]
)
def test_a_page_of_a_list_has_one_spelling(cursor, client, story):
    assert client.get(f"/kategori/peristiwa/?sebelum={cursor}").status_code == 404


def test_thin_lists_are_not_to_be_found(client, story, writer, editor):
    def robots(url):
        return metas(client, url)["robots"]

    assert robots("/tag/banjir/") == ["noindex"]
    assert robots("/kategori/peristiwa/") == ["max-image-preview:large"]
    assert robots("/") == ["max-image-preview:large"]
    for number in range(2):
        publish(make_article(writer, headline=f"Berita {number}", tags=["Banjir"]), writer, editor)
    assert robots("/tag/banjir/") == ["max-image-preview:large"]


def test_a_withdrawn_story_tells_machines_nothing(client, story, editor, managing_editor):
    move(story, ("request_withdrawal", editor), ("withdraw", managing_editor))
    head = head_of(client, story.get_absolute_url(), 410)
    assert "noindex" in head
    assert "og:" not in head
    assert "ld+json" not in head
    assert story.headline not in head


def test_shapes_that_search_engines_ask_for_are_drawn_as_jpeg():
    for shape in ("16:9", "4:3", "1:1"):
        widths = [*renditions.WIDTHS[shape], renditions.JPEG_ALONE.get(shape, 0)]
        assert max(widths) >= 1200


# ---- A story that is a film

FILM = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


def film_of(client, writer, editor, url, **words):
    """Return the VideoObject of a story that opens with this embed; None without one."""
    embed = f'<figure class="media"><oembed url="{url}"></oembed></figure>'
    story = publish(make_article(writer, body=f"{embed}<p>Rekaman warga.</p>", **words), writer, editor)
    (node,) = [n for n in graph_of(client, story.get_absolute_url()) if n["@type"] == "NewsArticle"]
    return node.get("video"), node


def test_a_story_that_opens_with_a_film_is_told_as_one(client, publication, writer, editor):
    film, node = film_of(client, writer, editor, FILM)
    assert film["@type"] == "VideoObject"
    assert film["name"] == node["headline"]
    assert film["uploadDate"] == node["datePublished"]
    assert film["thumbnailUrl"] == ["https://i.ytimg.com/vi/dQw4w9WgXcQ/hqdefault.jpg"]
    assert film["embedUrl"].startswith("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ")


@pytest.mark.parametrize(
    ("url", "is_film"),
    [
        ("https://www.tiktok.com/@warga/video/7231234567890123456", True),
        ("https://www.tiktok.com/@warga/photo/7231234567890123456", False),
        ("https://www.instagram.com/reel/CabcDEF/", True), ("https://www.instagram.com/p/CabcDEF/", False),
        ("https://www.facebook.com/watch/?v=123456", True), ("https://www.facebook.com/warga/videos/123456/", True),
        ("https://www.facebook.com/warga/posts/123456/", False), ("https://x.com/warga/status/123456", False),
        ("https://datawrapper.dwcdn.net/AbCdE/", False), ("https://www.google.com/maps?q=-7.75,113.2", False),
    ],
)  # fmt: skip
def test_only_films_are_films_and_other_makers_need_a_photo_of_ours(
    url, is_film, client, publication, writer, editor
):
    assert film_of(client, writer, editor, url)[0] is None  # no picture of it is known
    photo = make_photo()
    photo.renditions += JPEGS
    photo.save()
    film, _node = film_of(client, writer, editor, url, headline="Dengan foto", lead_photo=photo)
    assert bool(film) == is_film
    assert not film or film["thumbnailUrl"][0].endswith(".jpg")


def test_a_film_further_down_does_not_make_a_story_a_film(client, publication, writer, editor):
    body = f'<p>Awal.</p><figure class="media"><oembed url="{FILM}"></oembed></figure>'
    story = publish(make_article(writer, body=body), writer, editor)
    assert all("video" not in node for node in graph_of(client, story.get_absolute_url()))


def test_the_head_names_the_writers(client, story):
    assert metas(client, story.get_absolute_url())["author"] == ["Wati"]
