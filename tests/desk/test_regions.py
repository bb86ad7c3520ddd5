"""The desk's page "Daerah Indonesia": what is here is shown as ticked, and a press adds the rest in one request."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Region
from articles.places import indonesia
from staff.models import Change
from tests.support.factories import make_article, publish

pytestmark = pytest.mark.django_db
PAGE = "/redaksi-desk/articles/region/indonesia/"
MOST_QUERIES = 20  # of a press, with session, account and rights


def press(client, **ticks):
    return client.post(PAGE, ticks, follow=True)


def test_the_page_shows_provinces_then_what_lies_in_them(visit, managing_editor):
    client = visit(managing_editor)
    page = client.get(PAGE)
    assert page.content.count(b'name="provinsi"') == 38
    assert b'name="kode"' not in page.content
    page = client.get(f"{PAGE}?provinsi=35&provinsi=51&provinsi=x")
    for label in (
        "Kabupaten Probolinggo",
        "Kota Probolinggo",
        "Kabupaten Badung",
        "Kraksaan",
        "Centang semua",
    ):
        assert label in page.content.decode()
    assert page.content.count(b'name="semua"') == 38 + 9


def test_a_press_adds_what_was_ticked_and_a_second_nothing(visit, managing_editor):
    client = visit(managing_editor)
    ticks = {"kode": ["35.13", "35.13.14"], "semua": ["35.79"], "provinsi": ["35"]}
    page = press(client, **ticks)
    assert "Ditambahkan: 1 provinsi, 1 kabupaten, 1 kota, 4 kecamatan." in page.content.decode()
    assert page.redirect_chain == [(f"{PAGE}?provinsi=35", 302)]
    assert "2 dari 38 sudah ada" in page.content.decode()
    assert "Tidak ada yang baru dicentang." in press(client, **ticks).content.decode()
    assert Region.objects.count() == 7


def test_what_is_here_is_shown_and_not_offered_again(visit, managing_editor):
    jember = Region.objects.create(name="Jember", kind="regency")
    mine = Region.objects.create(name="Kota Apel", kind="city", code="35.79", aliases=["Batu"])
    text = visit(managing_editor).get(f"{PAGE}?provinsi=35").content.decode()
    assert 'name="kode" value="35.09"' not in text
    assert 'name="kode" value="35.79"' not in text
    assert 'name="kode" value="35.08"' in text
    assert "sudah ada sebagai “Kota Apel”" in text
    press(visit(managing_editor), kode=["35.09", "35.79"])
    assert (
        Region.objects.exclude(pk__in=[jember.pk, mine.pk]).count() == 1
    )  # the province, for what is to come


def test_seven_hundred_regions_are_one_request_of_few_queries(visit, managing_editor):
    client = visit(managing_editor)
    codes = " ".join(code for code in indonesia.places() if code.startswith("35"))
    with CaptureQueriesContext(connection) as queries:
        assert client.post(PAGE, {"kode": codes}).status_code == 302
    assert Region.objects.count() == 705
    assert len(queries) <= MOST_QUERIES
    changes = Change.objects.filter(table="articles_region")
    assert changes.count() == 705
    assert set(changes.values_list("actor", flat=True)) == {managing_editor.pk}


def test_a_region_that_is_added_waits_for_nobodys_signature(visit, managing_editor, writer, editor):
    """It comes to readers with a story that a second person reads; a name that changes comes by itself."""
    publish(make_article(writer), writer, editor)
    press(visit(managing_editor), kode=["35.08"])
    changes = Change.objects.filter(table="articles_region", source=PAGE)
    assert not changes.filter(needs_signature=True).exists()
    Region.objects.filter(code="35.08").update(name="Lumajang Baru")
    assert Change.objects.filter(table="articles_region", needs_signature=True).count() == 1


def test_a_former_name_is_offered_the_present_one(visit, managing_editor, client):
    old = Region.objects.create(name="Mamuju Utara", slug="matra", kind="regency")
    page = visit(managing_editor).get(PAGE)
    assert "Mamuju Utara → <b>Pasangkayu</b>" in page.content.decode()
    assert "Nama baru: 1." in press(visit(managing_editor), ganti=[old.pk]).content.decode()
    old.refresh_from_db()
    assert (old.name, old.slug, old.code) == ("Pasangkayu", "pasangkayu", "76.01")
    assert client.get("/daerah/matra/")["Location"] == "/daerah/pasangkayu/"


@pytest.mark.parametrize(
    "ticks",
    [
        {"kode": "99.99", "semua": "x", "ganti": "1e9", "provinsi": "\x00"},
        {"kode": "35.13\x00", "ganti": "9" * 30},
        {"kode": ["35"] * 900},
        {},
    ],
)
def test_ticks_of_nothing_do_no_harm(visit, managing_editor, ticks):
    assert press(visit(managing_editor), **ticks).status_code == 200
    assert Region.objects.count() <= 2


@pytest.mark.parametrize("name", ["indonesia", "import"])
def test_only_who_adds_regions_gets_there(visit, writer, editor, managing_editor, administrator, name):
    address = reverse(f"admin:articles_region_{name}")
    for person, status in {writer: 403, editor: 403, managing_editor: 200, administrator: 200}.items():
        assert visit(person).get(address).status_code == status
        if status == 403:
            assert (
                visit(person)
                .post(address, {"kode": "35.08", "text": "nama;jenis\nA;kota", "write": 1})
                .status_code
                == 403
            )
    assert not Region.objects.exists()


def test_the_list_of_regions_leads_there(visit, managing_editor):
    page = visit(managing_editor).get(reverse("admin:articles_region_changelist"))
    assert PAGE in page.content.decode()
    assert reverse("admin:articles_region_import") in page.content.decode()
