"""Regions of the table that come into a newsroom: each once, with an address of its own, in few queries."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import region_table
from articles.models import LegacyPath, Region, SearchName
from articles.places import indonesia
from articles.region_table import Inventory, add

pytestmark = pytest.mark.django_db
MOST_QUERIES = 8


def make(name, kind="regency", parent=None, **fields):
    return Region.objects.create(name=name, kind=kind, parent=parent, **fields)


def region(code):
    return Region.objects.get(code=code)


def queries_of(action):
    with CaptureQueriesContext(connection) as queries:
        result = action()
    return result, len(queries)


def test_a_district_brings_what_it_lies_in():
    assert add(["35.13.14"]) == {"province": 1, "regency": 1, "district": 1}
    kraksaan = region("35.13.14")
    assert [node.name for node in kraksaan.trail()] == ["Jawa Timur", "Kabupaten Probolinggo", "Kraksaan"]
    assert kraksaan.path == "jawa-timur/kabupaten-probolinggo/kraksaan"
    assert kraksaan.time_zone == "Asia/Jakarta"
    assert region("35").aliases == ["Jatim"]


def test_the_same_press_twice_adds_nothing():
    add(["35.13", "35.74"])
    before = list(Region.objects.order_by("pk").values())
    assert add(["35.13", "35.74"]) == {}
    assert list(Region.objects.order_by("pk").values()) == before


def test_codes_that_the_table_has_not_are_left_out():
    assert add(["99", "35.99", "", "x", "35.13\x00"]) == {}
    assert not Region.objects.exists()


def test_hundreds_cost_as_many_queries_as_two():
    few, few_queries = queries_of(lambda: add(["36.04.26", "36.04.01"]))
    many, many_queries = queries_of(lambda: add(code for code in indonesia.places() if code[:2] == "35"))
    assert (sum(few.values()), sum(many.values())) == (3, 705)
    assert few_queries <= many_queries <= MOST_QUERIES


def test_all_of_indonesia_has_names_datelines_and_addresses_of_its_own():
    assert sum(add(indonesia.places()).values()) == len(indonesia.places())
    rows = Region.objects.values_list("name", "dateline", "slug", "path")
    assert len({slug for _name, _dateline, slug, _path in rows}) == len(rows)
    assert len({name.lower() for name, _dateline, _slug, _path in rows}) == len(rows)
    assert len({(dateline or name).lower() for name, dateline, _slug, _path in rows}) == len(rows)
    assert all(path.endswith(slug) for _name, _dateline, slug, path in rows)
    for one in Region.objects.order_by("?")[:20]:
        one.full_clean()  # what the table makes passes the form
        assert one.path == one.path_with(one.slug)


def test_districts_of_one_name_say_where_they_lie():
    add(["35.14.09"])  # the only Sukorejo here
    assert region("35.14.09").name == "Sukorejo"
    other = next(p for p in indonesia.places().values() if p.short == "Sukorejo" and p.code[:5] == "35.02")
    add([other.code])
    assert region("35.14.09").name == "Sukorejo"  # what is printed stays
    assert region(other.code).name == "Sukorejo, Ponorogo"
    assert region(other.code).slug == "sukorejo-ponorogo"


def test_search_leaves_the_names_as_they_are():
    add(code for code in indonesia.places() if code[:2] == "35")
    words = SearchName.objects.words()
    SearchName.objects.all().delete()
    for one in Region.objects.all():
        SearchName.objects.learn_places([one.name, one.dateline, *one.aliases])
    assert words == SearchName.objects.words() != frozenset()


# ---- What is here already


def test_regions_of_before_are_known_by_their_names_and_get_their_codes():
    jatim = make("Jatim", "province")
    lumajang = make("Lumajang", parent=jatim)
    twin = make("Probolinggo", "city", jatim)
    district = make("Kec. Klakah", "district", lumajang)
    assert add(["35.08", "35.74", "35.08.14", "35.08.01"]) == {"district": 2}
    codes = dict(Region.objects.values_list("pk", "code"))
    klakah = next(p.code for p in indonesia.below("35.08") if p.short == "Klakah")
    assert [codes[row.pk] for row in (jatim, lumajang, twin, district)] == ["35", "35.08", "35.74", klakah]
    district.refresh_from_db()
    assert (district.name, district.slug) == ("Kec. Klakah", "kec-klakah")  # nothing else changes
    assert region("35.08.01").parent == lumajang


def test_names_that_may_mean_two_are_left_alone():
    alone = make("Sukorejo", "district")  # in no regency: one of many
    add(["35.14.09"])
    alone.refresh_from_db()
    assert alone.code == ""
    assert region("35.14.09").slug == "sukorejo-kabupaten-pasuruan"
    assert region("35.14.09").name == "Sukorejo, Kabupaten Pasuruan"


def test_an_address_that_leads_elsewhere_is_not_taken():
    other = make("Kota Lama", slug="lumajang")
    other.slug = "kota-lama"
    other.save()
    assert LegacyPath.objects.filter(path="/daerah/lumajang/", region=other).exists()
    add(["35.08"])
    assert region("35.08").slug == "lumajang-2"


# ---- Names that change


def test_a_region_with_its_former_name_is_offered_the_present_one(client):
    old = make("Maluku Tenggara Barat", slug="mtb", dateline="Saumlaki")
    part = make("Selaru", "district", old)
    pairs = Inventory.now().renames()
    assert [(pair.region, pair.place.name) for pair in pairs] == [(old, "Kepulauan Tanimbar")]
    assert add([]) == {}  # not by itself
    old.refresh_from_db()
    assert (old.name, old.code) == ("Maluku Tenggara Barat", "81.03")
    assert add([], renamed=[old.pk]) == {"renamed": 1}
    old.refresh_from_db()
    part.refresh_from_db()
    assert (old.name, old.slug) == ("Kepulauan Tanimbar", "kepulauan-tanimbar")
    assert old.dateline == "Saumlaki"  # the newsroom's own
    assert old.aliases == ["Maluku Tenggara Barat"]
    assert part.path == "kepulauan-tanimbar/selaru"
    assert Inventory.now().renames() == []
    assert client.get("/daerah/mtb/")["Location"] == "/daerah/kepulauan-tanimbar/"


def test_a_dateline_that_was_the_former_name_goes_with_it():
    old = make("Kabupaten Mamuju Utara", dateline="Mamuju Utara")
    make("Pasangkayu", "district")
    add([], renamed=[old.pk])
    old.refresh_from_db()
    assert (old.name, old.dateline, old.aliases) == ("Kabupaten Pasangkayu", "", ["Kabupaten Mamuju Utara"])


def test_a_long_name_of_before_gives_way():
    old = make(f"Kabupaten Mamuju Utara {'x' * 50}", code="76.01")
    add([], renamed=[old.pk])
    old.refresh_from_db()
    assert (old.name, old.aliases) == ("Pasangkayu", [])


def test_a_name_of_the_newsrooms_own_is_not_offered_again_once_the_other_is_noted():
    own = make("Kota Apel", "city", code="35.79", aliases=[])
    assert [pair.region for pair in Inventory.now().renames()] == [own]
    own.aliases = ["Batu"]
    own.save()
    assert Inventory.now().renames() == []


def test_a_code_that_a_newer_table_has_not_is_found_by_the_name():
    merauke = make("Merauke", code="91.01")  # its code before Papua Selatan
    add(["93.01"])
    merauke.refresh_from_db()
    assert merauke.code == "93.01"
    assert Region.objects.filter(kind="regency").count() == 1


# ---- The column


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"code": "3513"}, "code"),
        ({"code": "35.13.01.2001"}, "code"),
        ({"code": "35"}, "code"),
        ({"code": "35.13", "time_zone": "Asia/Jayapura"}, "time_zone"),
        ({"code": "35.13", "kind": "district"}, "code"),
    ],
)
def test_a_wrong_code_or_zone_is_told(fields, field):
    with pytest.raises(ValidationError) as refusal:
        Region(**{"name": "Probolinggo", "slug": "probolinggo", "kind": "regency"} | fields).full_clean()
    assert list(refusal.value.message_dict) == [field]


def test_a_code_belongs_to_one_region():
    make("Satu", code="35.13")
    with pytest.raises(ValidationError) as refusal:
        Region(name="Dua", kind="regency", code="35.13").full_clean()
    assert "Daerah lain sudah memakai kode ini." in refusal.value.messages


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("Lumajang", "Lumajang"),
        ("Kabupaten Lumajang", "Lumajang"),
        ("KAB. LUMAJANG", "Lumajang"),
        ("kota probolinggo", "Kota Probolinggo"),
        ("Kec. Klakah", "Klakah"),
        ("Jatim", "Jawa Timur"),
    ],
)
def test_a_region_goes_by_its_name_with_and_without_its_kind(spelling, name):
    add(["35.08.14", "35.74", "35.13", *(p.code for p in indonesia.below("35.08"))])
    assert [one.name for one in Region.objects.named(spelling)] == [name]


def test_two_presses_at_once_add_each_region_once(monkeypatch):
    """Another press wins between the look and the writing."""
    calls = []

    def slow(inventory):
        if not calls:
            calls.append(1)
            Region.objects.create(name="Lumajang", kind="regency", code="35.08", slug="lumajang")
        return original(inventory)

    original = Inventory.without_code
    monkeypatch.setattr(Inventory, "without_code", slow)
    region_table.add(["35.08"])
    assert Region.objects.filter(code="35.08").count() == 1
