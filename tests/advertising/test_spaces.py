"""Advertising spaces on readers' pages: what stands where, until when, and where nothing may stand."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from articles.advertising import serving
from articles.models import Advertisement, Article, Category
from articles.site import cache_generation
from tests.support.advertising import make_order, make_slot
from tests.support.archives import many
from tests.support.factories import make_article, make_category, make_region, move, publish
from tests.support.public_pages import costs, page

pytestmark = pytest.mark.django_db
CALM = {"headline": "Pasar Leces ramai lagi", "standfirst": "Pedagang senang."}
LONG = "".join(f"<p>Paragraf nomor {n} tentang pasar.</p>" for n in range(1, 8))


@pytest.fixture
def calm(publication, writer, editor):
    """A story of which nothing forbids advertisements."""
    return publish(make_article(writer, body=LONG, **CALM), writer, editor)


def pages(story):
    return [
        "/",
        story.get_absolute_url(),
        "/kategori/peristiwa/",
        "/daerah/kraksaan/",
        "/indeks/",
        "/terpopuler/",
    ]


def all_slots():
    return [make_slot(place) for place in ("front", "blocks", "list", "story", "rail", "foot")]


def is_shown(client, order, url):
    return f'data-ruang="{order.pk}"' in page(client, url)


def test_without_an_order_each_page_is_byte_for_byte_what_it_was(calm, client):
    before = [page(client, url) for url in pages(calm)]
    slots = all_slots()
    late, early = timezone.now() + timedelta(days=1), timezone.now() - timedelta(days=1)
    make_order(slots[2], starts_at=late)
    make_order(slots[3], starts_at=early - timedelta(days=1), ends_at=early)
    make_order(slots[1], is_paused=True)
    slots[0].is_open = False
    slots[0].save()
    make_order(slots[0])
    assert [page(client, url) for url in pages(calm)] == before


def test_an_order_adds_its_space_its_style_and_its_script_and_nothing_else(calm, client):
    before = page(client, calm.get_absolute_url())
    order = make_order(make_slot("story", 3))
    after = page(client, calm.get_absolute_url())
    space = after[
        after.index('<aside class="slot') : after.index("</aside>", after.index('<aside class="slot')) + 8
    ]
    lines = [line for line in after.replace(space, "").splitlines() if line.strip() and "slots." not in line]
    assert lines == [line for line in before.splitlines() if line.strip()]
    assert "nomor 3 tentang pasar.</p><aside" in after
    assert f'data-ruang="{order.pk}"' in space


STORY, LISTS = "story", {"/kategori/peristiwa/", "/daerah/kraksaan/", "/indeks/"}


@pytest.mark.parametrize(
    ("place", "after", "where"),
    [("front", 0, {"/"}), ("foot", 0, {"/", STORY} | LISTS), ("rail", 0, {STORY}), ("list", 1, LISTS), ("story", 2, {STORY}),
     ("blocks", 1, {"/"})],
)  # fmt: skip
def test_each_place_shows_its_order(place, after, where, calm, client, writer, editor):
    many(calm, 20)  # the front page's blocks show what does not stand higher up
    order = make_order(make_slot(place, after))
    shown = {
        STORY if url == calm.get_absolute_url() else url
        for url in pages(calm)
        if is_shown(client, order, url)
    }
    assert shown == where


def test_a_list_has_its_space_after_so_many_stories(calm, client):
    many(calm, 5)
    make_order(make_slot("list", 3))
    text = page(client, "/kategori/peristiwa/")
    assert text[: text.index('<aside class="slot')].count('<article class="card') == 3


def test_a_text_that_is_too_short_has_no_space_and_no_trace_of_one(publication, writer, editor, client):
    story = publish(make_article(writer, body="<p>Satu.</p><p>Dua.</p>", **CALM), writer, editor)
    before = page(client, story.get_absolute_url())
    make_order(make_slot("story", 2))
    assert page(client, story.get_absolute_url()) == before


def test_a_space_is_labelled_and_reserves_its_height(calm, client):
    order = make_order(make_slot("list", 1), advertiser="Toko <Maju> & Jaya")
    text = page(client, "/kategori/peristiwa/")
    assert "Iklan · Toko &lt;Maju&gt; &amp; Jaya" in text
    assert 'class="slot-box n-320x100 w-728x90 since-728"' in text
    assert 'rel="sponsored nofollow noopener"' in text
    assert 'width="320" height="100"' in text
    assert "data-nosnippet" in text
    assert order.narrow.url in text


# ---- Time


def test_an_order_begins_and_ends_an_edition(calm, settings):
    now = timezone.now()
    slot = make_slot("list")
    make_order(slot, starts_at=now - timedelta(days=2), ends_at=now - timedelta(hours=1))
    make_order(slot, starts_at=now + timedelta(seconds=20), ends_at=now + timedelta(days=1))
    edition = cache_generation.Edition.read()
    assert edition.until <= now + timedelta(seconds=20)
    Advertisement.objects.update(starts_at=now - timedelta(days=2), ends_at=now + timedelta(seconds=7))
    assert cache_generation.Edition.read().until <= now + timedelta(seconds=7)


def test_several_orders_of_a_space_take_turns():
    now = timezone.now()
    orders = [
        {
            "pk": n, "advertiser": "a", "link": "", "alt": "", "narrow": "", "wide": "", "categories": [], "regions": [],
            "slot__place": "foot", "slot__after": 0, "slot__narrow": "320x50", "slot__wide": "728x90", "is_code": True,
        }
        for n in (1, 2, 3)
    ]  # fmt: skip
    shown = []
    for turn in range(6):
        spaces = serving.Spaces(orders, now + timedelta(seconds=turn * serving.SPAN))
        (html,) = spaces.of({"foot": 0}).html.values()
        shown.append(html.split('data-ruang="')[1][0])
    assert sorted(shown[:3]) == sorted(shown[3:]) == ["1", "2", "3"]
    spaces = serving.Spaces(orders, now)
    assert len({next(iter(spaces.of({"foot": 0}, key=key).html.values())) for key in range(3)}) == 3


# ---- Whom it is for


def test_an_order_for_a_region_or_a_category_stays_there(calm, client, writer, editor):
    elsewhere = make_region("Kota Pasuruan", "kota-pasuruan")
    sport = make_category("Olahraga", "olahraga")
    far = publish(
        make_article(
            writer, body=LONG, headline="Laga seru", standfirst="", region=elsewhere, category=sport
        ),
        writer,
        editor,
    )
    regency = calm.region.parent
    of_region = make_order(make_slot("foot"), regions=[regency.pk])
    of_category = make_order(make_slot("story", 2), categories=[sport.pk])
    assert is_shown(client, of_region, calm.get_absolute_url())  # its region is part of the regency
    assert is_shown(client, of_region, "/daerah/kraksaan/")
    assert not is_shown(client, of_region, far.get_absolute_url())
    assert not is_shown(client, of_region, "/")
    assert is_shown(client, of_category, far.get_absolute_url())
    assert not is_shown(client, of_category, calm.get_absolute_url())


# ---- Where none may stand

HURT = (
    "Obituari: Pak Guru yang sederhana", "Mantan bupati meninggal dunia", "Ulama sepuh wafat", "Aktris senior berpulang",
    "Tiga orang tewas di jalan tol", "Kecelakaan menewaskan dua orang", "Jenazah ditemukan di sungai", "Korban banjir mengungsi",
    "Pelaku pencabulan ditangkap", "Guru diduga melecehkan muridnya", "Bocah hilang di pasar", "Bayi dibuang di masjid",
    "Anak putus sekolah bertambah", "Siswa SD keracunan", "Pemakaman dihadiri ribuan orang", "Warga berduka", "Pria bunuh diri",
    "Polisi ungkap pembunuhan", "Penyintas gempa bercerita", "Seorang ibu dianiaya suaminya", "Selamat jalan, Mbah Kung",
    "Gadis di bawah umur diperkosa", "In memoriam Ibu Sri", "TEWAS TERTIMBUN LONGSOR", "Pekerja meregang nyawa di tambang",
)  # fmt: skip


@pytest.mark.parametrize("headline", HURT)
def test_a_story_of_the_hurt_has_none_by_its_words(headline, publication, writer, editor, client):
    story = publish(make_article(writer, body=LONG, headline=headline, standfirst=""), writer, editor)
    before = page(client, story.get_absolute_url())
    for slot in all_slots():
        make_order(slot)
    assert page(client, story.get_absolute_url()) == before


def by_tag(story):
    story.tags.add("Obituari")


def by_standfirst(story):
    Article.objects.filter(pk=story.pk).update(standfirst="Dua orang meninggal.")


def by_protection(story):
    Article.objects.filter(pk=story.pk).update(protected=["missing-child"])


def by_an_editor(story):
    Article.objects.filter(pk=story.pk).update(is_without_ads=True)


def by_category(story):
    Category.objects.filter(pk=story.category_id).update(is_without_ads=True)


def by_the_name_of_its_category(story):
    Category.objects.filter(pk=story.category_id).update(name="Obituari")


def by_the_category_above(story):
    node = Category.objects.get(pk=story.category_id)
    node.parent = make_category("Wafat", "wafat")
    node.save()


def by_being_unverified(story):
    Article.objects.filter(pk=story.pk).update(
        unverified_note="Masih diverifikasi.", public_interest="a", first_source="b", contact_attempts="c"
    )


REASONS = (
    by_tag, by_standfirst, by_protection, by_an_editor, by_category, by_the_name_of_its_category, by_the_category_above,
    by_being_unverified,
)  # fmt: skip


@pytest.mark.parametrize("reason", REASONS, ids=lambda reason: reason.__name__)
def test_whatever_says_so_takes_all_spaces_from_a_story(reason, calm, client):
    for slot in all_slots():
        make_order(slot)
    assert 'class="slot' in page(client, calm.get_absolute_url())
    reason(calm)
    assert 'class="slot' not in page(client, calm.get_absolute_url())
    assert "slots." not in page(client, calm.get_absolute_url())


def test_a_category_without_advertisements_has_none_in_its_lists(calm, client):
    order = make_order(make_slot("foot"))
    assert is_shown(client, order, "/kategori/peristiwa/")
    by_category(calm)
    assert not is_shown(client, order, "/kategori/peristiwa/")


def test_pages_that_sell_nothing_have_none(calm, client, writer, editor, managing_editor):
    for slot in all_slots():
        make_order(slot)
    for url, status in (
        ("/redaksi/", 200), ("/cari/?q=pasar", 200), ("/hak-jawab/", 200), ("/standar/", 200), ("/koreksi/", 200),
        ("/ikuti/", 200), ("/tidak-ada/", 404), ("/daerah/", 200),
    ):  # fmt: skip
        assert 'class="slot' not in page(client, url, status), url
    move(calm, ("request_withdrawal", editor), ("withdraw", managing_editor))
    assert 'class="slot' not in page(client, calm.get_absolute_url(), 410)


# ---- What it costs


def test_filled_spaces_cost_no_query(calm):
    urls = pages(calm)
    before = costs(urls)
    for slot in all_slots():
        make_order(slot)
    assert costs(urls) == before


def test_what_pages_have_in_common_costs_no_query_more(calm, django_assert_num_queries):
    from articles.site.site_context import Frame

    for slot in all_slots():
        make_order(slot)
    with django_assert_num_queries(5):
        Frame()


# ---- The rows


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"place": "story", "after": 0}, "after"),
        ({"place": "front", "after": 2}, "after"),
        ({"place": "story", "after": 41}, "after"),
        ({"place": "story", "after": 2, "wide": "970x250"}, "wide"),
        ({"place": "rail", "narrow": "320x50", "wide": "160x600"}, "narrow"),
        ({"place": "list", "after": 2, "narrow": ""}, "narrow"),
    ],
)
def test_a_space_that_cannot_be_is_refused_beside_its_field(fields, field, db):
    from articles.models import AdSlot

    with pytest.raises(ValidationError) as refused:
        AdSlot(**{"narrow": "320x100", "wide": "300x250"} | fields).full_clean()
    assert field in refused.value.message_dict


def test_a_space_keeps_its_size_while_orders_stand_in_it(db):
    slot = make_slot("list")
    order = make_order(slot)
    slot.wide = "970x90"
    with pytest.raises(ValidationError) as refused:
        slot.full_clean()
    assert "wide" in refused.value.message_dict
    Advertisement.objects.filter(pk=order.pk).update(
        starts_at=timezone.now() - timedelta(days=9), ends_at=timezone.now() - timedelta(days=1)
    )
    slot.full_clean()


def test_a_kept_page_changes_with_its_orders(calm, settings):
    settings.PAGE_CACHE_MB = 8
    reader = Client()
    assert 'class="slot' not in page(reader, "/kategori/peristiwa/")
    cache_generation.hang_up()
