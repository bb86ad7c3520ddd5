"""Forms of one word meet, words that only look alike do not: the tables, by hand, and how many of them hold.

The same figures of PostgreSQL's own stemmer, which search used before, are beside them in docs/search.md.
"""

from itertools import permutations
from pathlib import Path

import pytest
from django.db import connection

from articles.models import Person, Region, SearchName
from articles.places.names import name_words
from articles.text import stems, words


def table(name):
    lines = Path(__file__).with_name(name).read_text().splitlines()
    return [line.split() for line in lines if not line.startswith("#")]


FAMILIES, FALSE_FRIENDS = table("families.txt"), table("false_friends.txt")


def root(word):
    [form] = [form for token in words.tokens(word) for form in token.forms]
    return form.stem


def test_the_tables_are_large_enough():
    assert len(FAMILIES) >= 200
    assert len(FALSE_FRIENDS) >= 60
    assert len({word for family in FAMILIES for word in family}) > 1000


def test_the_forms_of_a_word_have_one_root():
    roots = [{word: root(word) for word in family} for family in FAMILIES]
    assert [family for family in roots if len(set(family.values())) > 1] == []


def test_words_that_only_look_alike_keep_apart():
    assert [pair for pair in FALSE_FRIENDS if root(pair[0]) == root(pair[1])] == []


def test_no_word_finds_those_of_another_family():
    roots = {}
    for family in FAMILIES:
        roots.setdefault(root(family[0]), []).append(family[0])
    assert [firsts for firsts in roots.values() if len(firsts) > 1] == []


def test_the_stemmer_of_before_did_worse(db):
    """What docs/search.md says of it."""
    every_word = sorted({word for row in FAMILIES + FALSE_FRIENDS for word in row})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, tsvector_to_array(to_tsvector('indonesian', word)) FROM unnest(%s::text[]) word",
            [every_word],
        )
        before = {word: set(lexemes) for word, lexemes in cursor.fetchall()}
    whole = [family for family in FAMILIES if all(before[a] <= before[b] for a, b in permutations(family, 2))]
    merged = [pair for pair in FALSE_FRIENDS if before[pair[0]] <= before[pair[1]]]
    assert (len(FAMILIES), len(whole)) == (270, 160)
    assert (len(FALSE_FRIENDS), len(merged)) == (85, 52)


@pytest.mark.parametrize(
    ("word", "form", "stem"),
    [
        ("rumahnya", "rumah", "rumah"),
        ("penangkapannyalah", "penangkapan", "tangkap"),
        ("berikan", "berikan", "beri"),
        ("menunjukan", "menunjukan", "tunjuk"),  # as many write it
        ("menyanyikan", "menyanyikan", "nyanyi"),
        ("ketidakadilan", "ketidakadilan", "adil"),
        ("mengesahkan", "mengesahkan", "sah"),
        ("pemrosesan", "pemrosesan", "proses"),
        ("ijin", "ijin", "izin"),
        ("perijinan", "perijinan", "izin"),
        ("kedirinya", "kediri", "kediri"),
        ("gawainya", "gawai", "gawai"),  # no root that the list has
        ("sosmed", "sosmed", "sosmed"),
        ("nya", "nya", "nya"),
        ("di", "di", "di"),
        ("meng", "meng", "meng"),
        ("3.5", "3.5", "3.5"),
        ("ꦗꦮ", "ꦗꦮ", "ꦗꦮ"),
    ],
)
def test_a_word_loses_what_stands_around_its_root(word, form, stem):
    assert stems.reading(word) == (form, stem)


def test_the_list_of_roots_is_whole():
    roots = stems._roots()
    assert all(roots[root] == root for root in roots.values())
    assert all(roots[word] == word for word in roots if word in name_words()), "a name is no other spelling"


# ---- Names of the newsroom's own


def test_the_words_of_regions_and_people_are_names_where_they_have_another_stem(db):
    region = Region(name="Kecamatan Tertawan", slug="tertawan", dateline="Tanjung", aliases=["Pebuangan"])
    region.kind = Region.Kind.DISTRICT
    region.save()
    Region.objects.create(name="Kepulauan Seribu", slug="seribu", kind=Region.Kind.REGENCY)
    Person.objects.create(name="Budi Tersenyum")
    Person.objects.create(name="Dinas Kesehatan Pertanian")
    assert SearchName.objects.words() == {"tertawan", "pebuangan", "tersenyum"}
    region.save()
    assert not SearchName.objects.filter(is_indexed=True).exists()
