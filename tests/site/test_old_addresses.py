"""Addresses of lists are promises as those of stories are: an old one leads on in one step."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Category, LegacyPath, Page, Person, Region, Tag
from tests.support.archives import many
from tests.support.factories import make_article, make_category, make_publication, publish
from tests.support.public_pages import edition
from tests.support.shared_rows import shared


@shared
def story(writer, editor):
    make_publication()
    sport = make_category("Olahraga", "olahraga")
    volley = make_category("Voli", "voli", sport)
    make_category("Pantai", "pantai", volley)
    story = publish(make_article(writer, tags=["Festival"], category=volley), writer, editor)
    many(story, 45)
    Page.objects.create(title="Hubungi", slug="kontak-kami", body="<p>Surel.</p>")
    return story


# What gets behind an address that stands in a sentence, a message or in quotation marks.
SIGNS = [",", ")", ".", "%22", "%E2%80%9D", "%20", "…", "%29%2C", "'", ";", "!", "*", "_", "]", "%0A"]
ROWS = {
    "tag": (Tag, "festival", "/tag/festival/", "/tag/pesta-rakyat/"),
    "region": (Region, "kraksaan", "/daerah/kraksaan/", "/daerah/pesta-rakyat/"),
    "person": (Person, "wati", "/penulis/wati/", "/penulis/pesta-rakyat/"),
    "category": (Category, "voli", "/kategori/olahraga/voli/", "/kategori/olahraga/pesta-rakyat/"),
}


def leads(client, old, new):
    response = client.get(old)
    assert (response.status_code, response.get("Location")) == (301, new), old


def test_a_redirect_is_the_same_for_a_head_request_and_leads_to_a_page(client, story):
    Tag.objects.filter(slug="festival").update(slug="pesta-rakyat")
    for tail in ("", "feed/", "feed/atom/", "?sebelum=1-1"):
        response = client.head(f"/tag/festival/{tail}")
        assert (response.status_code, response["Location"]) == (301, f"/tag/pesta-rakyat/{tail}")
        if "?" not in tail:
            assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize("kind", ROWS)
def test_a_list_with_a_new_slug_is_reached_by_the_old_one(kind, client, story):
    model, slug, old, new = ROWS[kind]
    older = client.get(old).context_data["page"].older
    row = model.objects.get(slug=slug)
    row.slug = "pesta-rakyat"
    row.full_clean()
    row.save()
    leads(client, old, new)
    leads(client, f"{old}feed/", f"{new}feed/")
    leads(client, f"{old}feed/atom/", f"{new}feed/atom/")
    leads(client, f"{old}?sebelum={older}", f"{new}?sebelum={older}")
    leads(client, f"{old}?sebelum={older}&fbclid=abc", f"{new}?sebelum={older}")
    leads(client, old.rstrip("/"), new)
    leads(client, old.upper().replace(old.split("/")[1].upper(), old.split("/")[1]), new)
    leads(client, f"{old}page/3/", new)
    for sign in SIGNS[:4]:
        leads(client, f"{old.rstrip('/')}{sign}", new)


def test_a_fixed_page_with_a_new_slug_is_reached_by_the_old_one(client, story):
    fixed = Page.objects.get(slug="kontak-kami")
    fixed.slug = "hubungi-kami"
    fixed.save()
    leads(client, "/kontak-kami/", "/hubungi-kami/")
    leads(client, "/kontak-kami", "/hubungi-kami/")
    Page.objects.update(is_public=False)
    assert client.get("/kontak-kami/").status_code == 404


CHANGES = {
    "a statement": lambda tag: Tag.objects.filter(pk=tag.pk).update(slug="pesta-rakyat"),
    "many at once": lambda tag: Tag.objects.bulk_update([Tag(pk=tag.pk, slug="pesta-rakyat")], ["slug"]),
    "one column": lambda tag: Tag(pk=tag.pk, name=tag.name, slug="pesta-rakyat").save(update_fields=["slug"]),
    "a hand at the database": lambda tag: connection.cursor().execute(
        "UPDATE articles_tag SET slug = 'pesta-rakyat' WHERE id = %s", [tag.pk]
    ),
}


@pytest.mark.parametrize("way", CHANGES.values(), ids=CHANGES)
def test_whoever_changes_a_slug_the_old_address_leads_on(way, client, story):
    way(Tag.objects.get(slug="festival"))
    leads(client, "/tag/festival/", "/tag/pesta-rakyat/")


def test_a_moved_category_takes_the_addresses_of_its_parts_along(client, story):
    volley = Category.objects.get(slug="voli")
    Article.objects.filter(pk=story.pk).update(category=Category.objects.get(slug="pantai"))
    news = make_category("Warta", "warta")
    volley.parent = news
    volley.save()
    leads(client, "/kategori/olahraga/voli/", "/kategori/warta/voli/")
    leads(client, "/kategori/olahraga/voli/pantai/", "/kategori/warta/voli/pantai/")
    news.slug = "kabar"
    news.save(update_fields=["slug"])
    for old in ("/kategori/olahraga/voli/", "/kategori/warta/voli/"):
        leads(client, old, "/kategori/kabar/voli/")
        leads(client, f"{old}pantai/feed/", "/kategori/kabar/voli/pantai/feed/")
    leads(client, "/kategori/warta/", "/kategori/kabar/")
    volley.refresh_from_db()
    volley.parent = Category.objects.get(slug="olahraga")
    volley.save()  # back again: no ring
    assert client.get("/kategori/olahraga/voli/pantai/").status_code == 200
    leads(client, "/kategori/kabar/voli/pantai/", "/kategori/olahraga/voli/pantai/")


def test_a_slug_that_comes_back_is_the_address_again(client, story):
    tag = Tag.objects.get(slug="festival")
    for slug in ("pesta-rakyat", "festival", "pesta-rakyat", "festival"):
        Tag.objects.filter(pk=tag.pk).update(slug=slug)
    assert client.get("/tag/festival/").status_code == 200
    leads(client, "/tag/pesta-rakyat/", "/tag/festival/")
    leads(client, "/tag/festival/page/2/", "/tag/festival/")


def test_an_address_is_given_to_nobody_else_by_itself(client, story):
    tag = Tag.objects.get(slug="festival")
    tag.name, tag.slug = "Pesta Rakyat", "pesta-rakyat"
    tag.save()
    assert Tag.objects.create(name="Festival").slug == "festival-2"
    leads(client, "/tag/festival/", "/tag/pesta-rakyat/")
    person = Person.objects.get(slug="wati")
    person.slug = "wati-s"
    person.save()
    assert Person.objects.create(name="Wati").slug == "wati-2"


def test_what_names_a_list_in_a_query_leads_on_as_well(client, story):
    region = Region.objects.get(slug="kraksaan")
    region.slug = "kraksaan-baru"
    region.save()
    answer = client.get("/cari/?q=banjir&daerah=kraksaan")
    assert answer.status_code == 200
    assert answer.context_data["form"].cleaned_data["daerah"] == "kraksaan-baru"
    items = client.get("/api/v1/berita/?daerah=kraksaan").json()
    assert items["items"]
    assert "daerah=kraksaan-baru" in items["next"]
    assert client.get("/cari/?q=banjir&daerah=tak-ada").status_code == 400
    for nul in ("/cari/?q=banjir&daerah=%00", "/api/v1/berita/?tag=%00"):
        assert client.get(nul).status_code in (400, 404)


# ---- Stories: whatever still holds the number


TAILS = [
    *(f"judul/{sign}" for sign in SIGNS), *SIGNS, "", "/", "judul", "judul/feed/", "judul/feed", "judul/2/", "judul/print/",
    "judul/amp/", "judul/amp", "amp/", "feed/", "2/", "judul//", "/judul/", "judul.html", "judul/embed/", "JUDUL/", "judul/a/b/c/d/",
    "judul/?x=1", "?p=99", "#baca", "judul/%2F", "-judul", "judul/page/3/", "judul/comment-page-2/", "judul/trackback/", "index.php", "&gt;",
    "%EF%BC%8C", "judul/" + "x" * 3000,
]  # fmt: skip
HEADS = [
    "/berita/",
    "/berita//",
    "//berita/",
    "/Berita/",
    "/BERITA/",
    "/berita/00",
    "/berita%2F",
    "/berita/%20",
]


@pytest.mark.parametrize("head", HEADS)
def test_what_holds_a_storys_number_reaches_it_in_one_step(head, client, story):
    address = story.get_absolute_url()
    pk = story.pk
    for tail in TAILS:
        old = f"{head}{pk}{tail if tail[:1] in ('-', '?', '#', '', '/') or tail in SIGNS else '/' + tail}"
        response = client.get(f"http://testserver{old}")
        assert (response.status_code, response.get("Location")) == (301, address), old


def test_a_number_that_no_story_has_is_not_found(client, story, writer):
    draft = make_article(writer)
    for number in (draft.pk, 0, 10**17, 10**18, 10**30):
        for tail in (",", "/judul,", "/judul/feed/", "/"):
            assert client.get(f"/berita/{number}{tail}").status_code == 404
    for other in (
        "/berita/",
        "/berita/judul/",
        "/berita/x7/",
        f"/beritaku/{story.pk}/",
        f"/berita{story.pk}/",
    ):
        assert client.get(other).status_code == 404, other


def test_a_former_number_is_not_taken_for_ours_whatever_stands_behind_it(client, story, writer, editor):
    """As where the former site had `/berita/%post_id%/%postname%/`."""
    other = publish(make_article(writer, headline="Lain sekali"), writer, editor)
    LegacyPath.objects.create(path=f"/berita/{other.pk}/banjir-surut/", article=story)
    for tail in ("", "/", ",", "/,", "/feed/", "/amp/", "/2/", "%22", "/?x=1"):
        response = client.get(f"/berita/{other.pk}/banjir-surut{tail}")
        assert (response.status_code, response["Location"]) == (301, story.get_absolute_url()), tail
    LegacyPath.objects.create(path="/berita/", category=make_category())
    assert client.get(f"/berita/{other.pk}/")["Location"] == other.get_absolute_url()
    assert client.get(f"/berita/{other.pk},")["Location"] == other.get_absolute_url()


@pytest.mark.parametrize("sign", SIGNS)
def test_an_address_of_a_former_site_with_a_sign_behind(sign, client, story):
    LegacyPath.objects.create(path="/2018/11/19/banjir-surut/", article=story)
    for old in ("/2018/11/19/banjir-surut", "/2018/11/19/banjir-surut/", "/2018/11/19/banjir-surut/feed/"):
        response = client.get(f"{old}{sign}")
        assert (response.status_code, response.get("Location")) == (301, story.get_absolute_url())


@pytest.mark.parametrize(
    "address",
    ["/tag/festival/", "/daerah/kraksaan/", "/kategori/olahraga/voli/", "/penulis/wati/", "/kontak-kami/", "/tag/festival/feed/",
     "/kategori/olahraga/voli/feed/atom/", "/daerah/", "/indeks/", "/terpopuler/", "/redaksi/", "/feed/"],
)  # fmt: skip
def test_a_page_under_another_spelling_is_reached_in_one_step(address, client, story):
    for old in (
        address.upper(),
        address.title(),
        f"{address},",
        f"{address.rstrip('/')})",
        address.replace("/", "//"),
    ):
        leads(client, f"http://testserver{old}", address)
    for wrong in ("/Tag/Lain/", "/TAG/festival/x/", "/Rahasia/", "/kategori//lain/"):
        assert client.get(wrong).status_code == 404


def test_pages_that_exist_ask_nothing_about_old_addresses(client, story):
    with edition() as reader:
        for page in ("/tag/festival/", "/daerah/kraksaan/", "/penulis/wati/", "/kategori/olahraga/voli/", "/kontak-kami/",
                     "/tag/festival/feed/", story.get_absolute_url(), "/api/v1/berita/?tag=festival", "/daerah/"):  # fmt: skip
            with CaptureQueriesContext(connection) as asked:
                assert reader.get(page).status_code == 200
            assert not [
                query for query in asked if "legacypath" in query["sql"] or "merger" in query["sql"]
            ], page
