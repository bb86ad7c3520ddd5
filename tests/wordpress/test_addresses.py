"""Every address of the former site answers with one permanent redirect, and nothing hidden answers at all."""

import unicodedata
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone

from articles.legacy_paths import (
    file_key,
    file_keys,
    old_paths,
    path_key,
    path_keys,
    place,
    query_keys,
    upload_names,
)
from articles.models import Article, ImportedPicture, LegacyPath, OldSite, Person, Tag
from articles.site import cache_generation
from tests.support.factories import make_article, make_category, make_photo, make_region, move, publish
from tests.support.shared_rows import shared

HOSTS = {"kabarlama.example"}


@shared
def story(writer, editor):
    article = publish(make_article(writer), writer, editor)
    LegacyPath.objects.create(path="/2018/11/19/banjir-surut/", article=article)
    LegacyPath.objects.create(path="/?p=20", article=article)
    return Article.objects.get(pk=article.pk)


@pytest.mark.parametrize(
    "address",
    [
        "/2018/11/19/banjir-surut/",
        "/2018/11/19/banjir-surut",
        "/2018/11/19/Banjir-Surut/",
        "/2018/11/19//banjir-surut/",
        "/index.php/2018/11/19/banjir-surut/",
        "/2018/11/19/banjir-surut/feed/",
        "/2018/11/19/banjir-surut/feed/atom/",
        "/2018/11/19/banjir-surut/amp/",
        "/2018/11/19/banjir-surut/amp",
        "/2018/11/19/banjir-surut/2/",
        "/2018/11/19/banjir-surut/2/amp/",
        "/2018/11/19/banjir-surut/comment-page-3/",
        "/2018/11/19/banjir-surut/embed/",
        "/2018/11/19/banjir-surut/?utm_source=wa&amp=1",
        "/2018/11/19/banjir-surut/?p=999",
        "/?p=20",
        "/?page_id=20",
        "/?p=20&preview=true",
        "/?fbclid=x&p=020",
        "/apa-saja/?p=20",
    ],
)
def test_an_old_address_leads_to_the_story_in_one_hop(client, story, address):
    response = client.get(address)
    assert (response.status_code, response.get("Location")) == (301, story.get_absolute_url())
    assert client.get(response["Location"]).status_code == 200
    assert client.head(address).status_code == 301


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_letters_in_every_spelling(client, story, form):
    LegacyPath.objects.create(path=path_key("/2019/01/02/Jum%e2%80%99at-é-berkah-😀/"), article=story)
    path = unicodedata.normalize(form, "/2019/01/02/jum’at-é-berkah-😀/")
    for address in (path, quote(path), quote(path).lower()):
        assert client.get(address)["Location"] == story.get_absolute_url()


def test_lists_and_people(client, writer, editor, story):
    targets = {
        "category": make_category("Hukum", "hukum", make_category("Berita", "berita")),
        "region": make_region(),
        "tag": Tag.objects.create(name="Banjir", slug="banjir-2"),
        "person": Person.objects.create(name="Rina Wati"),
    }
    shown = make_article(writer, category=targets["category"], region=targets["region"], tags=["Banjir"])
    shown.credits.create(person=targets["person"], role="source", order=5)
    publish(shown, writer, editor)
    for kind, target in targets.items():
        LegacyPath.objects.create(path=f"/{kind}/a/b/", **{kind: target})
        for address in (f"/{kind}/a/b/", f"/{kind}/a/b/page/3/", f"/{kind}/a/b/feed/"):
            response = client.get(address)
            goal = target.get_absolute_url() + ("feed/" if "feed" in address else "")
            assert (response.status_code, response.get("Location")) == (301, goal)
            assert client.get(response["Location"]).status_code == 200
    LegacyPath.objects.create(path="/?cat=5", category=targets["category"])
    assert client.get("/?cat=5")["Location"] == targets["category"].get_absolute_url()


@pytest.fixture
def hung_up():
    """The page cache's own line to the database would outlive the test."""
    yield
    cache_generation.hang_up()


@pytest.mark.parametrize("address", ["/2018/11/19/banjir-surut/", "/?p=20"])
def test_a_story_that_is_not_public_answers_nobody(client, writer, editor, managing_editor, address):
    article = make_article(writer)
    LegacyPath.objects.create(path="/2018/11/19/banjir-surut/", article=article)
    LegacyPath.objects.create(path="/?p=20", article=article)
    assert client.get(address).status_code == 404
    move(article, ("submit", writer))
    move(article, ("approve_and_publish", editor), at=timezone.now() + timedelta(hours=2))
    assert client.get(address).status_code == 404


def test_a_story_that_was_withdrawn_says_so(client, story):
    Article.objects.filter(pk=story.pk).update(status="withdrawn")
    response = client.get("/2018/11/19/banjir-surut/", follow=True)
    assert (response.redirect_chain[0][1], response.status_code) == (301, 410)


@pytest.mark.parametrize(
    "address",
    [
        "/?p=21",
        "/?p=",
        "/?p=abc",
        "/?p=99999999999999999999999",
        "/?q=20",
        "/?p=%00",
        "/?p=²",
        "/?" + "p=1&" * 500,
    ],
)
def test_what_names_nothing_is_the_front_page(client, story, address):
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/2018/11/19/lain/",
        "/2/",
        "/feed/amp/",
        "/" + "a" * 5000 + "/",
        "/a%00b/",
        "/%ff%fe/",
        "/2018/" + "2/" * 300,
    ],
)
def test_what_was_never_there_is_not_found(client, story, address):
    assert client.get(address).status_code == 404


def test_no_address_leads_to_itself(client, writer, editor):
    publish(make_article(writer, tags=["Banjir"]), writer, editor)
    tag = Tag.objects.get(name="Banjir")
    LegacyPath.objects.create(path="/tag/banjir/", tag=tag)
    assert client.get("/tag/banjir/").status_code == 200
    assert client.get("/tag/banjir/page/2/")["Location"] == "/tag/banjir/"


def test_an_old_number_is_not_taken_for_a_new_one(client, story, writer, editor):
    """As where the former site had `/berita/%post_id%/%postname%/`."""
    other = publish(make_article(writer, headline="Lain sekali"), writer, editor)
    LegacyPath.objects.create(path=f"/berita/{other.pk}/banjir-surut/", article=story)
    for path in (f"/berita/{other.pk}/banjir-surut/", f"/berita/{other.pk}/banjir-surut"):
        response = client.get(path, follow=True)
        assert response.redirect_chain[-1] == (story.get_absolute_url(), 301)
    assert client.get(other.get_absolute_url()).status_code == 200
    assert client.get(f"/berita/{other.pk}/salah/")["Location"] == other.get_absolute_url()


def test_the_page_cache_tells_the_front_page_from_a_story(client, settings, story, hung_up):
    settings.PAGE_CACHE_MB = 8
    fresh = client.__class__()
    for _again in range(2):
        assert fresh.get("/").status_code == 200
        assert fresh.get("/?p=20").status_code == 301


def test_the_archive_by_date_of_a_site_before_is_the_index(client, story):
    day = timezone.localdate(story.published_at)
    month = f"/indeks/{day.year}/{day.month}/"
    for old, new in {
        f"/{day:%Y/%m/%d}/": f"{month}{day.day}/",
        f"/{day:%Y/%m/%d}/feed/": f"{month}{day.day}/",
        f"/{day:%Y/%m/%d}/page/2/": f"{month}{day.day}/",
        f"/{day:%Y/%m}/": month,
        f"/{day:%Y/%m}": month,
        f"/{day:%Y}/": month,
    }.items():
        response = client.get(old, follow=True)
        assert response.redirect_chain == [(new, 301)], old
        assert response.status_code == 200
    for none in ("/2018/13/", "/2018/02/30/", "/9999/", "/0000/", "/1850/", "/2018/11/05/judul/", "/2019/"):
        assert client.get(none).status_code == 404, none


def test_an_old_story_goes_before_the_archive_by_date(client, story):
    """As where the former site had `/%post_id%/`."""
    LegacyPath.objects.create(path="/2018/", article=story)
    assert client.get("/2018/")["Location"] == story.get_absolute_url()


def test_a_post_is_not_redirected(client, story):
    assert client.post("/2018/11/19/banjir-surut/").status_code in (404, 405)


# ---- Keys


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        ("/a/b", ["/a/b/"]),
        ("/A/B/feed/", ["/a/b/feed/", "/a/b/"]),
        ("/a/2/amp/", ["/a/2/amp/", "/a/2/", "/a/"]),
        ("/a/page/12/", ["/a/page/12/", "/a/"]),
        ("/a.html", ["/a.html/"]),
        ("/", []),
        ("", []),
    ],
)
def test_keys_of_a_path(path, keys):
    assert path_keys(path) == keys


def test_a_path_that_is_too_long_has_a_key_all_the_same():
    keys = {path_key("/" + "a" * length) for length in (499, 500, 600, 601)}
    assert len(keys) == 4
    assert max(map(len, keys)) <= 500


@pytest.mark.parametrize(
    ("address", "keys"),
    [
        ("https://kabarlama.example/2018/a/", ["/2018/a/"]),
        ("http://www.KabarLama.example/2018/a?x=1#y", ["/2018/a/"]),
        ("//kabarlama.example/2018/a/", ["/2018/a/"]),
        ("/2018/a/", ["/2018/a/"]),
        ("https://kabarlama.example/?p=7", ["/?p=7"]),
        ("/?p=7", ["/?p=7"]),
        ("https://lain.example/2018/a/", None),
        ("https://kabarlama.example/", None),
        ("mailto:a@kabarlama.example", None),
        ("relatif/a", None),
        ("https://[", None),
        ("", None),
    ],
)
def test_what_a_link_names_on_the_old_site(address, keys):
    found = place(address, HOSTS)
    assert (found and found.keys) == keys


def test_queries():
    assert query_keys("p=7&cat=3&x=1&author=9&page_id=7x") == ["/?p=7", "/?cat=3", "/?author=9"]


def test_addresses_before_a_slug_or_a_day_was_changed():
    path = "/2018/11/19/baru/"
    assert set(old_paths(path, "baru", ["lama", "tua"], ["2018-11-17"])) == {
        "/2018/11/19/lama/",
        "/2018/11/19/tua/",
        "/2018/11/17/baru/",
        "/2018/11/17/lama/",
        "/2018/11/17/tua/",
    }
    assert list(old_paths("/berita/baru.html/", "baru", ["lama"], ["2018-11-17"])) == ["/berita/lama.html/"]
    assert list(old_paths("/arsip/77/", "baru", ["lama"], [])) == []
    assert list(old_paths(path, "", ["lama"], ["bukan tanggal"])) == []


@pytest.mark.parametrize(
    "address",
    [
        "https://kabarlama.example/wp-content/uploads/2018/11/foto é.jpg",
        "http://www.kabarlama.example/wp-content/uploads/2018/11/foto%20%C3%A9.jpg?resize=300%2C200",
        "https://i0.wp.com/kabarlama.example/wp-content/uploads/2018/11/foto%20e%CC%81.jpg?ssl=1",
        "https://kabarlama.example/wp-content/uploads/2018/11/foto%20é-300x200.jpg",
        "https://kabarlama.example/wp-content/uploads/2018/11/foto%20é-scaled.jpg",
    ],
)
def test_a_picture_in_every_spelling(address):
    assert "kabarlama.example/wp-content/uploads/2018/11/foto é.jpg" in file_keys(address)


def test_where_a_file_lies_below_the_uploads():
    key = file_key("https://kabarlama.example/wp-content/uploads/2018/é.jpg")
    assert upload_names(key) == ["2018/é.jpg", unicodedata.normalize("NFD", "2018/é.jpg")]
    for bad in (
        "https://a.example/wp-content/uploads/../../etc/passwd",
        "https://a.example/foto.jpg",
        "data:x",
        "",
    ):
        assert upload_names(file_key(bad)) == []


# ---- What every WordPress site has beside its stories


@pytest.mark.parametrize(
    ("address", "goal"),
    [
        ("/sitemap_index.xml", "/sitemap.xml"),
        ("/wp-sitemap.xml", "/sitemap.xml"),
        ("/wp-sitemap-posts-post-1.xml", "/sitemap.xml"),
        ("/post-sitemap12.xml", "/sitemap.xml"),
        ("/sitemap-misc.xml", "/sitemap.xml"),
        ("/sitemap.xml.gz", "/sitemap.xml"),
        ("/news-sitemap.xml", "/sitemap-news.xml"),
        ("/sitemap-news.xml/", "/sitemap-news.xml"),
        ("/feed/rss2/", "/feed/"),
        ("/feed/rdf", "/feed/"),
        ("/comments/feed/", "/feed/"),
        ("/rss.xml", "/feed/"),
        ("/rss/", "/feed/"),
        ("/wp-rss2.php", "/feed/"),
        ("/atom.xml", "/feed/atom/"),
        ("/page/2/", "/indeks/"),
        ("/page/731", "/indeks/"),
        ("/search/banjir+bandang/", "/cari/?q=banjir+bandang"),
        ("/search/banjir%20bandang/page/2/", "/cari/?q=banjir+bandang"),
        ("/amp/", "/"),
        ("/index.php", "/"),
        ("/?s=banjir", "/cari/?q=banjir"),
        ("/?s=banjir&post_type=post", "/cari/?q=banjir"),
        ("/?feed=rss2", "/feed/"),
        ("/?feed=atom", "/feed/atom/"),
        ("/?paged=3", "/indeks/"),
    ],
)
def test_what_every_such_site_has_leads_to_ours_in_one_hop(db, client, address, goal):
    response = client.get(address)
    assert (response.status_code, response.get("Location")) == (301, goal)
    assert client.get(goal).status_code == 200


@pytest.mark.parametrize(
    "address", ["/?s=", "/?utm_source=wa", "/?paged=x", "/?feed=", "/?m=abc", "/?a=1&a=2", "/?s=20&t=x"]
)
def test_another_question_to_the_front_page_is_answered_by_it(db, client, address):
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "address", ["/sitemap-2031-01.xml", "/search/", "/page/x/", "/feed/lain/", "/halaman.xml"]
)
def test_what_no_such_site_has_is_not_found(db, client, address):
    assert client.get(address).status_code == 404


def test_lists_are_found_by_their_query_and_keep_their_feeds(db, client):
    category = make_category()
    LegacyPath.objects.create(path="/category/kabar/", category=category)
    goal = category.get_absolute_url()
    assert client.get("/?category_name=kabar")["Location"] == goal
    assert client.get("/category/kabar/feed/")["Location"] == f"{goal}feed/"
    assert client.get("/category/kabar/feed/rss2/")["Location"] == f"{goal}feed/"
    assert client.get("/category/kabar/feed/atom/")["Location"] == f"{goal}feed/atom/"
    assert client.get("/category/kabar/page/3/")["Location"] == goal


def test_a_story_below_the_place_of_a_plugin_for_phones(client, story):
    response = client.get("/amp/2018/11/19/banjir-surut/")
    assert (response.status_code, response["Location"]) == (301, story.get_absolute_url())


SIZES = ("a.jpg", "a-300x200.jpg", "a-1024x683.jpg", "a-scaled.jpg", "A.jpg".lower())


@pytest.mark.parametrize("name", SIZES)
def test_a_file_of_the_old_site_in_every_size_is_the_picture_that_is_here(db, client, name):
    site = OldSite.objects.create(
        key="kabarlama.example", address="https://www.kabarlama.example", time_zone="UTC"
    )
    photo = make_photo()
    ImportedPicture.objects.create(
        site=site, key="kabarlama.example/wp-content/uploads/2018/11/a.jpg", address="", photo=photo
    )
    response = client.get(f"/wp-content/uploads/2018/11/{name}")
    assert response.status_code == 301
    assert response["Location"].endswith(tuple(rendition.name for rendition in photo.public_renditions()))
    assert client.get("/wp-content/uploads/2018/11/b.jpg").status_code == 404


def test_a_picture_that_was_withdrawn_is_not_found(db, client, editor):
    site = OldSite.objects.create(
        key="kabarlama.example", address="https://kabarlama.example", time_zone="UTC"
    )
    photo = make_photo()
    ImportedPicture.objects.create(
        site=site, key="kabarlama.example/wp-content/uploads/a.jpg", address="", photo=photo
    )
    photo.kill(by=editor, reason="Salah orang")
    assert client.get("/wp-content/uploads/a.jpg").status_code == 404
