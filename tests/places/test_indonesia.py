"""The table of Indonesia's regions itself: complete, and no two of its names, datelines and addresses alike."""

import re
from collections import Counter

import pytest

from articles import zones
from articles.models import Region
from articles.places import indonesia
from articles.places.indonesia import CITY, DISTRICT, PROVINCE, REGENCY
from articles.region_table import codes_of_name
from articles.slugs import PATTERN


@pytest.fixture(scope="module")
def places():
    return indonesia.places()


def test_the_table_is_that_of_the_ministry(places):
    kinds = Counter(place.kind for place in places.values())
    assert kinds == {PROVINCE: 38, REGENCY: 416, CITY: 98, DISTRICT: 7285}
    assert all(indonesia.CODE.fullmatch(code) for code in places)
    lines = [code for code, _name in indonesia._lines("regions.txt")]
    assert len(lines) == len(set(lines)) == len(places)


def test_every_region_lies_in_one_that_is_there(places):
    assert [place.code for place in places.values() if place.parent and place.parent not in places] == []
    assert {place.code for place in places.values() if not place.parent} == {
        place.code for place in places.values() if place.kind == PROVINCE
    }
    order = list(places)
    assert all(
        order.index(place.parent) < order.index(code) for code, place in places.items() if len(code) == 5
    )
    assert all(indonesia.below(code) for code, place in places.items() if place.kind == PROVINCE)
    assert sum(len(indonesia.below(code)) for code in places if len(code) == 5) == 7285


def test_the_kinds_are_those_of_the_newsroom(places):
    assert {place.kind for place in places.values()} == set(Region.Kind)


def test_every_region_has_the_zone_of_its_province(places):
    assert {place.zone for place in places.values()} == set(zones.TimeZone)
    assert all(place.zone == places[code[:2]].zone for code, place in places.items())
    by_zone = Counter(place.zone for place in places.values() if place.kind == PROVINCE)
    assert by_zone == {"Asia/Jakarta": 18, "Asia/Makassar": 12, "Asia/Jayapura": 8}
    for code, label in {"62": "WIB", "63": "WITA", "51": "WITA", "81": "WIT", "96": "WIT"}.items():
        assert zones.TimeZone(places[code].zone).label == label


def test_no_two_addresses_are_alike(places):
    slugs = Counter(place.slug for place in places.values())
    assert [slug for slug, count in slugs.items() if count > 1] == []
    assert all(re.match(PATTERN, slug) and len(slug) <= 80 for slug in slugs)


@pytest.mark.parametrize("name", ["name", "dateline", "long"])
def test_no_two_provinces_regencies_or_cities_are_called_alike(places, name):
    upper = [place for place in places.values() if place.kind != DISTRICT]
    words = Counter(getattr(place, name) or place.name for place in upper)
    assert [word for word, count in words.items() if count > 1] == []


def test_no_district_is_called_like_something_larger(places):
    upper = {
        word.lower()
        for place in places.values()
        if place.kind != DISTRICT
        for word in (place.name, place.dateline)
    }
    districts = [place for place in places.values() if place.kind == DISTRICT]
    assert [place.name for place in districts if place.name.lower() in upper] == []
    assert Counter(place.long for place in districts).most_common(1)[0][1] == 1
    in_own = [place for place in districts if place.short == places[place.parent].short]
    assert len(in_own) > 90
    assert all(place.name == place.long for place in in_own)


def test_everything_fits_its_column(places):
    sizes = {name: Region._meta.get_field(name).max_length for name in ("name", "dateline", "code", "slug")}
    for place in places.values():
        assert len(place.long) <= sizes["name"]
        assert len(place.long) <= sizes["dateline"]
        assert all(len(name) <= 60 for name in (*place.other_names, *place.former_names))


@pytest.mark.parametrize(
    ("code", "name", "dateline", "slug"),
    [
        ("35.08", "Lumajang", "", "lumajang"),
        ("35.07", "Kabupaten Malang", "", "kabupaten-malang"),
        ("35.73", "Kota Malang", "Malang", "kota-malang"),
        ("15", "Jambi", "Provinsi Jambi", "jambi"),
        ("15.71", "Kota Jambi", "Jambi", "kota-jambi"),
        ("31", "DKI Jakarta", "Jakarta", "dki-jakarta"),
        ("31.71", "Jakarta Pusat", "", "jakarta-pusat"),
        ("31.01", "Kepulauan Seribu", "", "kepulauan-seribu"),
        ("74.72", "Baubau", "", "baubau"),
        ("72.04", "Tolitoli", "", "tolitoli"),
        ("72.09", "Tojo Una-Una", "", "tojo-una-una"),
        ("92.03", "Fakfak", "", "fakfak"),
        ("12.77", "Padangsidimpuan", "", "padangsidimpuan"),
        ("16.73", "Lubuklinggau", "", "lubuklinggau"),
        ("12.72", "Pematangsiantar", "", "pematangsiantar"),
        ("34.01", "Kulon Progo", "", "kulon-progo"),
        ("62.71", "Palangka Raya", "", "palangka-raya"),
        ("71.09", "Kepulauan Siau Tagulandang Biaro", "", "kepulauan-siau-tagulandang-biaro"),
        ("17.01.04", "Manna", "", "manna"),
        ("17.01.05", "Kota Manna", "", "kota-manna"),
    ],
)
def test_names_are_what_newsrooms_print(places, code, name, dateline, slug):
    place = places[code]
    assert (place.name, place.dateline, place.slug) == (name, dateline, slug)


@pytest.mark.parametrize(
    ("name", "kind", "parent", "codes"),
    [
        ("Kab. Toli-Toli", REGENCY, "", ["72.04"]),
        ("Tolitoli", CITY, "", ["72.04"]),  # one alone has the name, whatever it was called here
        ("Malang", REGENCY, "", ["35.07"]),
        ("Kota Malang", REGENCY, "", ["35.73"]),
        ("Kab. Malang", CITY, "", ["35.07"]),
        ("Banjar", CITY, "63", ["63.03"]),
        ("Kep. Aru", REGENCY, "", ["81.07"]),
        ("Kota Administrasi Jakarta Pusat", CITY, "", ["31.71"]),
        ("Daerah Khusus Ibukota Jakarta", PROVINCE, "", ["31"]),
        ("Jatim", PROVINCE, "", ["35"]),
        ("Pontianak", CITY, "", ["61.71"]),
        ("Kabupaten Pontianak", REGENCY, "", ["61.02"]),  # its name until 2014
        ("Ujung Pandang", CITY, "", ["73.71"]),
        ("Kec. Kraksaan", DISTRICT, "", ["35.13.14"]),
        ("Sukorejo", DISTRICT, "35.14", ["35.14.09"]),
        ("Atlantis", REGENCY, "", []),
    ],
)
def test_a_name_leads_to_its_code(name, kind, parent, codes):
    assert codes_of_name(name, kind, parent) == codes


def test_the_lists_beside_the_table_name_regions_of_it(places):
    for name in ("spellings.txt", "other_names.txt", "former_names.txt"):
        codes = [code for code, _names in indonesia._lines(name)]
        assert len(codes) == len(set(codes)), name
        assert set(codes) <= places.keys(), name
    assert all(" | " in text for _code, text in indonesia._lines("former_names.txt"))  # each with its source
