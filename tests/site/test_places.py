"""Places first: a page of all regions, the place on each card, and the page that a search may mean above its results."""

import re

import pytest

from articles.models import Article, Person, Region, SearchEntry, Tag
from articles.site import offers
from tests.support.browser import PHONE
from tests.support.factories import (
    make_article,
    make_category,
    make_publication,
    move,
    publish,
    schedule,
)
from tests.support.public_pages import costs, edition, page
from tests.support.shared_rows import shared

NARROW = {"width": 320, "height": 640}


@shared
def regions(db):
    """Two provinces; in the first a regency and a city of one name, each with districts, and one with a village."""
    make_publication()
    east = Region.objects.create(name="Jawa Timur", slug="jawa-timur", kind="province")
    central = Region.objects.create(name="Jawa Tengah", slug="jawa-tengah", kind="province")
    city = Region.objects.create(
        name="Kota Kediri", slug="kota-kediri", kind="city", parent=east, dateline="Kediri"
    )
    regency = Region.objects.create(
        name="Kabupaten Kediri",
        slug="kabupaten-kediri",
        kind="regency",
        parent=east,
        dateline="Kediri",
        aliases=["Bumi Panjalu"],
    )
    Region.objects.create(name="Blora", slug="blora", kind="regency", parent=central)
    Region.objects.create(name="Pulau Lepas", slug="pulau-lepas", kind="regency")
    pare = Region.objects.create(name="Pare", slug="pare", kind="district", parent=regency)
    Region.objects.create(name="Tulungrejo", slug="tulungrejo", kind="district", parent=pare)
    Region.objects.create(name="Mojoroto", slug="mojoroto", kind="district", parent=city)
    return regency


def from_everywhere(writer, editor):
    """A story from each region: one without a story has no page."""
    for region in Region.objects.all():
        publish(make_article(writer, headline=f"Kabar {region.slug}", region=region), writer, editor)


def links(html):
    return re.findall(r'<a href="(/daerah/[^"]*)"', html.partition("<main")[2].partition("</main>")[0])


def test_the_page_of_regions_has_each_below_its_whole(client, regions, writer, editor):
    from_everywhere(writer, editor)
    html = page(client, "/daerah/")
    assert links(html) == [
        "/daerah/jawa-tengah/", "/daerah/blora/",
        "/daerah/jawa-timur/", "/daerah/kabupaten-kediri/", "/daerah/pare/", "/daerah/tulungrejo/", "/daerah/kota-kediri/",
        "/daerah/mojoroto/",
        "/daerah/pulau-lepas/",
    ]  # fmt: skip
    assert html.count("<h1") == 1
    assert '<link rel="canonical" href="http://127.0.0.1:8000/daerah/">' in html


def test_a_newsroom_without_regions_has_a_page_and_no_link_to_it(client, db):
    make_publication()
    assert "Belum ada daerah." in page(client, "/daerah/")
    assert 'href="/daerah/"' not in page(client, "/")


def test_every_page_leads_to_the_regions_and_says_where_one_is(client, regions, writer, editor):
    from_everywhere(writer, editor)
    assert '<a href="/daerah/">Daerah</a>' in page(client, "/")
    assert '<a href="/daerah/" aria-current="page">Daerah</a>' in page(client, "/daerah/")
    html = page(client, "/daerah/pare/")
    assert '<a href="/daerah/" aria-current="true">Daerah</a>' in html
    assert links(html)[:3] == ["/daerah/", "/daerah/jawa-timur/", "/daerah/kabupaten-kediri/"]


def test_the_page_of_regions_costs_one_query_however_many_there_are(client, regions, writer, editor):
    assert costs(["/daerah/"]) == {"/daerah/": 0}
    from_everywhere(writer, editor)
    assert costs(["/daerah/"]) == {"/daerah/": 1}
    Region.objects.bulk_create(
        Region(
            name=f"Desa {n}",
            slug=f"desa-{n}",
            path=f"jawa-timur/desa-{n}",
            kind="district",
            parent=regions.parent,
        )
        for n in range(300)
    )
    assert costs(["/daerah/"]) == {"/daerah/": 1}


def test_the_page_of_regions_shows_what_is_new_in_each_town(client, regions, writer, editor):
    from_everywhere(writer, editor)
    for number in range(4):
        publish(
            make_article(writer, headline=f"Pare {number}", region=Region.objects.get(slug="pare")),
            writer,
            editor,
        )
    html = page(client, "/daerah/").partition("<main")[2]
    block = html.partition('<a href="/daerah/kabupaten-kediri/">')[2].partition("</section>")[0]
    assert re.findall(r">(Pare \d)<", block) == ["Pare 3", "Pare 2", "Pare 1"]
    assert "Kabar blora" in html.partition('<a href="/daerah/blora/">')[2].partition("</section>")[0]


def test_the_masthead_names_towns_where_places_are_looked_for(client, regions, writer, editor):
    from_everywhere(writer, editor)
    story = Article.objects.get(headline="Kabar pare")
    strip = 'aria-label="Daerah dalam berita"'
    for url in ("/", "/daerah/", "/daerah/pare/"):
        head = page(client, url).partition("<main")[0]
        assert '<a href="/daerah/kabupaten-kediri/">Kabupaten Kediri</a>' in head.partition(strip)[2], url
    assert strip not in page(client, story.get_absolute_url())
    for url in (
        "/",
        "/daerah/",
        "/terpopuler/",
        "/kategori/peristiwa/",
        "/indeks/",
        story.get_absolute_url(),
    ):
        assert '<header class="masthead">' in page(client, url), url


def test_a_paper_without_towns_has_its_masthead_everywhere(client, db, writer, editor):
    make_publication()
    district = Region.objects.create(name="Pare", slug="pare", kind="district")
    publish(make_article(writer, region=district), writer, editor)
    for url in ("/", "/daerah/", "/daerah/pare/"):
        assert '<header class="masthead">' in page(client, url), url


def test_the_page_of_regions_is_in_the_sitemap(client, regions, writer, editor):
    assert "/daerah/<" not in page(client, "/sitemap-daftar.xml")
    publish(make_article(writer, region=regions), writer, editor)
    assert "<loc>http://127.0.0.1:8000/daerah/</loc>" in page(client, "/sitemap-daftar.xml")


def test_a_region_that_is_part_of_no_province_or_of_a_ring_of_names_is_listed(
    client, regions, writer, editor
):
    Region.objects.create(name="Kepanjen", slug="kepanjen", kind="district")
    Region.objects.create(
        name="Dusun", slug="dusun", kind="district", parent=Region.objects.get(slug="jawa-timur")
    )
    from_everywhere(writer, editor)
    assert set(links(page(client, "/daerah/"))) == {
        region.get_absolute_url() for region in Region.objects.exclude(path__contains="probolinggo")
    }


# ---- On cards


def labels(html):
    return re.findall(r'<p class="label">(.*?)</p>', html)


def test_a_card_says_category_and_place_but_not_what_the_list_is_of(client, regions, writer, editor):
    sport = make_category("Olahraga", "olahraga")
    pare = Region.objects.get(slug="pare")
    publish(make_article(writer, category=sport, region=pare, tags=["Voli"]), writer, editor)
    assert labels(page(client, "/tag/voli/")) == ["Olahraga · Pare"]
    assert labels(page(client, "/daerah/pare/")) == ["Olahraga"]
    assert labels(page(client, "/daerah/kabupaten-kediri/")) == ["Olahraga · Pare"]
    assert labels(page(client, "/kategori/olahraga/")) == ["Pare"]
    assert labels(page(client, "/cari/?q=banjir")) == ["Olahraga · Pare"]
    Article.objects.update(region=None)
    assert labels(page(client, "/tag/voli/")) == ["Olahraga"]
    Article.objects.update(category=None)
    assert labels(page(client, "/tag/voli/")) == []
    Article.objects.update(commercial_label="ad", region=pare)
    assert labels(page(client, "/tag/voli/")) == []


def test_a_name_on_a_card_is_text(client, regions, writer, editor):
    Region.objects.filter(slug="pare").update(name='<b>Pare</b> & "kota"')
    publish(make_article(writer, region=Region.objects.get(slug="pare"), tags=["Voli"]), writer, editor)
    assert "&lt;b&gt;Pare&lt;/b&gt; &amp; &quot;kota&quot;" in page(client, "/tag/voli/")


# ---- Above the results of a search


def offered(client, words):
    html = page(client, f"/cari/?q={words}")
    return re.findall(r'<li><a href="([^"]*)">([^<]*) <small>([^<]*)</small>', html.partition("<main")[2])


KEDIRI = [
    ("/daerah/kabupaten-kediri/", "Kabupaten Kediri", "daerah"), ("/daerah/kota-kediri/", "Kota Kediri", "daerah"),
]  # fmt: skip


@pytest.mark.parametrize("words", ["Kediri", "kediri", " KEDIRI ", "%22Kediri%22", "“Kediri”", "Kediri,"])
def test_a_place_is_offered_above_the_stories(words, client, regions, writer, editor):
    from_everywhere(writer, editor)
    assert offered(client, words) == KEDIRI


def test_a_place_goes_by_each_of_its_names(client, regions, writer, editor):
    from_everywhere(writer, editor)
    assert offered(client, "Kota Kediri") == KEDIRI[1:]
    assert offered(client, "kabupaten kediri") == KEDIRI[:1]
    assert offered(client, "bumi panjalu") == KEDIRI[:1]
    assert offered(client, "banjir kediri") == []
    assert offered(client, "") == offered(client, "!!!") == offered(client, "🔥") == []


def test_people_categories_and_tags_are_offered_that_have_a_story(client, regions, writer, editor):
    writer.person.name, writer.person.slug = "K.H. Abdul Ma’ruf", ""
    writer.person.save()
    sport = make_category("Bulu Tangkis", "bulu-tangkis")
    Tag.objects.create(name="Ma'ruf")
    story = make_article(writer, category=sport, tags=["Bulu Tangkis"])
    assert offered(client, "KH Abdul Maruf") == []
    story = publish(story, writer, editor)
    assert offered(client, "kh abdul ma'ruf") == [("/penulis/kh-abdul-maruf/", "K.H. Abdul Ma’ruf", "profil")]
    assert offered(client, "bulu tangkis") == [
        ("/kategori/bulu-tangkis/", "Bulu Tangkis", "kategori"), ("/tag/bulu-tangkis/", "Bulu Tangkis", "tag"),
    ]  # fmt: skip
    assert offered(client, "bulu tangkis zzzqq") == []
    Article.objects.filter(pk=story.pk).update(headline="Lain", body="<p>Lain.</p>")
    SearchEntry.objects.all().delete()
    assert len(offered(client, "bulu tangkis")) == 2  # also where no story has the words
    Article.objects.filter(pk=story.pk).update(status="withdrawn")
    assert offered(client, "bulu tangkis") == []


def test_what_is_not_public_yet_is_not_offered(client, regions, writer, editor):
    schedule(make_article(writer, tags=["Rekening Titipan"]), writer, editor)
    move(make_article(writer, tags=["Rekening Titipan"]), ("submit", writer))
    assert offered(client, "rekening titipan") == []


def test_everybody_of_one_name_is_offered(client, regions, writer, editor):
    story = make_article(writer)
    for number, name in enumerate(["Siti", "Siti", "Siti 3 Perempuan"], 1):
        story.credits.create(person=Person.objects.create(name=name), role="source", order=number)
    publish(story, writer, editor)
    assert [address for address, *_rest in offered(client, "siti")] == ["/penulis/siti/", "/penulis/siti-2/"]


def test_offers_add_no_query_to_a_search_that_finds_something(client, regions, writer, editor):
    for number in range(4):
        publish(make_article(writer, tags=["Banjir"], headline=f"Banjir {number}"), writer, editor)
    with edition() as reader:
        page(reader, "/tidak-ada/", 404)
    (plain,) = costs(["/cari/?q=lutut"]).values()
    (named,) = costs(["/cari/?q=banjir"]).values()
    assert named == plain
    assert offered(client, "banjir") == [("/tag/banjir/", "Banjir", "tag")]


@pytest.mark.parametrize("words", ["%", "_", "(", "[a-z]+", ".*", "\\", "^$", "a" * 100, "-", "a-2", "%00"])
def test_what_is_searched_for_is_no_pattern(words, client, regions, writer, editor):
    publish(make_article(writer, tags=["Banjir"]), writer, editor)
    response = client.get("/cari/", {"q": words})
    assert response.status_code in (200, 400)
    assert response.context_data.get("offers", []) == []


def test_a_key_is_the_same_for_all_spellings():
    assert {offers.key_of(name) for name in ("Ma’ruf", "ma'ruf", "MA`RUF", "Maruf", "Má’ruf")} == {"maruf"}


# ---- On a phone


@pytest.mark.parametrize("viewport", [NARROW, PHONE], ids=["320", "360"])
def test_fifty_regions_fit_a_narrow_phone(viewport, page, live_server, transactional_db, writer, editor):
    make_publication()
    province = Region.objects.create(name="Jawa Timur", slug="jawa-timur", kind="province")
    for number in range(10):
        name = f"Kabupaten Yang Namanya Cukup Panjang {number}"
        regency = Region.objects.create(
            name=name, slug=f"kabupaten-{number}", kind="regency", parent=province
        )
        for part in range(4):
            Region.objects.create(
                name=f"Sumberpucung Kidul {part}",
                slug=f"sumber-{number}-{part}",
                kind="district",
                parent=regency,
            )
    from_everywhere(writer, editor)
    page.set_viewport_size(viewport)
    page.goto(f"{live_server.url}/daerah/")
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    targets = page.locator("main a[href^='/daerah/']").all()
    assert len(targets) == 51
    boxes = [target.bounding_box() for target in targets]
    assert min(box["height"] for box in boxes) >= 24
    assert min(box["height"] for box in boxes[2:6]) >= 44  # districts stand close together
    assert max(box["x"] + box["width"] for box in boxes) <= viewport["width"]
    page.get_by_role("link", name="Sumberpucung Kidul 3").first.click()
    assert page.url.endswith("/daerah/sumber-0-3/")
