"""What readers type finds what was printed, however either is spelled: quotation marks, apostrophes, dots, figures,
forms of a verb, names."""

import pytest
from django.db import connection
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import search
from articles.models import Article, Region, SearchName
from articles.search import indexing
from articles.text.lines import clean_line
from tests.support.factories import make_article, make_region
from tests.support.public_pages import headlines

PRINTED = {
    "Gus Syafi’i Tutup Khataman Al-Qur’an di Jami’ Kraksaan": "Acara Jum’at malam itu dihadiri K.H. Zainal Ma’arif, S.Ag.",
    "R.A. Soedjono dan H.O.S. Moeljadi Dikenang": "Warga “sepuh” hadir… dan—meski gerimis—bertahan.",
    "TNI/Polri Jaga Karnaval HUT RI ke-81": "Hadiah Rp2.750.000 dari desa/kelurahan untuk 2025/2026.Warga antre 3,5 jam, skor 4-1.",
    "Pemkab Buka Embung\u200b\u200b Tirta\xa0Jaya di Ban\xadtaran": "\u202eDijaga\u202c petugas piket e-Parkir dan Covid-19.",
    "Polisi Menangkap Pencuri Mangga di Tongas": "Penangkapan dilakukan dini hari.",
    "Guru-guru Honorer Berunjuk Rasa": "Mereka menyampaikan tuntutan.",
}
SYAFII, SOEDJONO, KARNAVAL, EMBUNG, POLISI, GURU = map(clean_line, PRINTED)


@pytest.fixture
def printed(story):
    for hours, (headline, text) in enumerate(PRINTED.items()):
        story(headline, text, hours_ago=hours)


@pytest.mark.django_db
def test_each_spelling_finds_what_was_printed(printed, ask):
    typed = {
        SYAFII: [
            "Syafi'i", "syafii", "Syafi`i", "Qur'an", "quran", "Al Quran", "Alquran", "al-qur‘an", "jami", "Jum'at", "jumat",
            "KH Zainal Maarif", "K.H. Zainal", "k. h. zainal ma'arif", "SAg", "S.Ag", "“Zainal Ma'arif”",
        ],
        SOEDJONO: [
            "RA Soedjono", "R.A Soedjono", "HOS Moeljadi", "sepuh", "“sepuh”", "'sepuh'", "hadir dan meski", "meski gerimis",
            '"gerimis bertahan"',
        ],
        KARNAVAL: [
            "TNI", "polri", "TNI/Polri", "TNI-Polri", "HUT 81", "HUT RI ke-81", "HUT ke 81", "2.750.000", "Rp 2.750.000", "2750000",
            "Rp2750000", "kelurahan", "2026", "2025/2026", "2025-2026", "warga antre", "3.5 jam", "3,5 jam", "4-1", "“skor 4-1”",
        ],
        EMBUNG: [
            "embung tirta", "tirta jaya", "Tirta\xa0Jaya", "bantaran", "dijaga petugas", "“dijaga petugas”", "eparkir", "e-parkir",
            "covid19", "Covid 19",
        ],
        POLISI: ["tangkap pencuri", "ditangkap tongas", "penangkapan", "mencuri mangga", "pencurian"],
        GURU: ["guru", "guru-guru", "tuntut", "menuntut", "unjuk rasa"],
    }  # fmt: skip
    missed = [
        (words, headline)
        for headline, texts in typed.items()
        for words in texts
        if headline not in headlines(ask(words))
    ]
    assert missed == []


@pytest.mark.django_db
def test_the_same_words_are_marked(printed, ask):
    for words, marked in {
        "alquran": "<mark>Jum’at</mark>",
        "kh zainal": "<mark>K.H</mark>. <mark>Zainal</mark>",
        "sepuh": "“<mark>sepuh</mark>”",
        "rp 2750000": "<mark>Rp2.750.000</mark>",
        "tangkap": "<mark>Penangkapan</mark>",
        "dijaga petugas": "<mark>petugas</mark>",
    }.items():
        query = "jumat" if words == "alquran" else words
        assert marked in ask(query).content.decode(), words


def test_the_exact_spelling_stands_above_other_forms(story, ask):
    story("Petugas menutup jalan", "Penutupan sementara.", hours_ago=1)
    story("Rapat warga", "Jalan itu ditutup. Air.", hours_ago=24 * 90)
    assert headlines(ask("ditutup")) == ["Rapat warga", "Petugas menutup jalan"]
    assert headlines(ask("tutup")) == ["Petugas menutup jalan", "Rapat warga"]
    assert headlines(ask('"ditutup"')) == ["Rapat warga"]


def test_a_place_is_not_the_word_that_it_looks_like(story, ask):
    story("Buron Penggelapan Serahkan Diri", "Ia membela diri, menjaga diri sendiri.")
    story("Laga Ulang di Stadion", "Tim asal Kediri itu menang.", hours_ago=24 * 30)
    assert headlines(ask("Kediri")) == ["Laga Ulang di Stadion"]
    assert headlines(ask("diri")) == ["Buron Penggelapan Serahkan Diri"]


def test_names_of_the_newsrooms_own_are_kept_as_they_are(story, ask):
    make_region("Tertawan", "tertawan")
    story("Kerja bakti di Tertawan")
    story("Polisi tawan penyelundup", "Mereka tertahan.")
    assert headlines(ask("tertawan")) == ["Kerja bakti di Tertawan"]
    assert headlines(ask("tawan")) == ["Polisi tawan penyelundup"]


def test_stories_from_before_a_name_was_one_are_indexed_anew(story, ask):
    story("Kerja bakti di Tertawan")
    story("Polisi tawan penyelundup")
    assert set(headlines(ask("tawan"))) == {"Kerja bakti di Tertawan", "Polisi tawan penyelundup"}
    region = Region.objects.first()
    region.aliases = ["Tertawan"]
    region.save()
    assert headlines(ask("tertawan")) == ["Kerja bakti di Tertawan"]
    assert indexing.index_names() == 1
    assert headlines(ask("tawan")) == ["Polisi tawan penyelundup"]
    assert indexing.index_names() == 0
    assert SearchName.objects.get().is_indexed


def test_the_desk_finds_drafts_by_the_same_words(printed, writer, editor, visit):
    draft = make_article(writer, headline="K.H. Mas’ud Ditahan", body="<p>“Kasasi,” katanya.</p>")
    desk, stories = visit(editor), reverse("admin:articles_article_changelist")
    for words in ("kh masud", "Mas'ud", "penahanan", "kasasi", "“kasasi katanya”"):
        page = desk.get(stories, {"q": words}).content.decode()
        assert f"/{draft.pk}/" in page, words
    found = desk.get(stories, {"q": "rp2750000"}).content.decode()
    assert "<mark>Rp2.750.000</mark>" in found
    assert search.matching(Article.objects.all(), "tirta jaya").get().headline == EMBUNG
    picks = search.matching(Article.objects.all(), "penahanan")
    assert draft in picks
    make_article(writer, headline="Rapat", body="<p>Penahanan itu sah.</p>")
    assert search.matching(Article.objects.all(), "penahanan")[0].headline == "Rapat"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*"aA'’\"“”-−.,:~|&!()<>*\\ \xa0\u200b09", "OR", " OR ", "banjir", "ditangkap", "Al Quran"]
        )
    ).map("".join)
    | st.text()
)
def test_whatever_is_typed_is_a_query_that_postgresql_reads(db, text):
    query = search.read(text[:100])
    spellings = [query.exact, query.broad, query.stems, query.any_stem, query.phrases] if query else []
    if query:
        spellings += [query.with_ending(["kebakaran", "kebaya"]).broad]
    with connection.cursor() as cursor:
        for spelling in filter(None, spellings):
            cursor.execute("SELECT numnode(%s::tsquery) > 0", [spelling])
            assert cursor.fetchone() == (True,), spelling
    search.Highlighter(query.lexemes).mark(text)
