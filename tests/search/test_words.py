"""Texts as words: whatever a keyboard, a phone or another program makes of one spelling, it is the same words."""

import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.text import words

APOSTROPHES = "'’‘‛`´ʹʻʼʽʾʿ′＇"
QUOTES = "\"“”„‟«»″‹›'‘’‚()[]{}"


def lexemes(text):
    return {form.word for token in words.tokens(text) for form in token.forms}


@pytest.mark.parametrize(
    ("text", "same"),
    [
        # apostrophes of Arabic words, and none
        *(
            (f"Ma{sign}ruf Al-Qur{sign}an Jum{sign}at Jami{sign}", "maruf al quran jumat jami")
            for sign in APOSTROPHES
        ),
        ("Qur’’an", "quran"),
        ("‘Aisyiyah", "aisyiyah"),
        ("Sya'ban, Isra' Mi'raj", "syaban isra miraj"),
        # abbreviations
        ("K.H. Hasan", "kh hasan"),
        ("K. H. Hasan", "kh hasan"),
        ("KH. Hasan", "kh hasan"),
        ("K.H.Hasan", "kh hasan"),
        ("R.A Kartini", "ra kartini"),
        ("s.d. 17.00", "sd 17.00"),
        ("S.H., M.H.", "sh mh"),
        # quotation marks, dashes, ellipses, brackets
        *((f"{sign}banjir{sign}", "banjir") for sign in QUOTES),
        *((f"banjir{sign}surut", "banjir surut") for sign in "…—―/|,;!?&+=•·→~_@#"),
        ("(banjir)…", "banjir"),
        # spaces
        *((f"banjir{sign}surut", "banjir surut") for sign in "\t\n\r\xa0\u2002\u2009\u202f\u3000\u2028"),
        # nobody sees them
        *((f"ban{sign}jir", "banjir") for sign in "\xad\u200c\u200d\u2060\ufeff\u202e\u200e\u2066\ufe0f"),
        # a full stop without a space
        ("roboh.Warga mengungsi.Sungai", "roboh warga mengungsi sungai"),
        ("banjir,longsor;gempa", "banjir longsor gempa"),
        # figures
        ("Rp1.500.000", "rp 1500000"),
        ("Rp 1.500.000,00", "rp 1500000"),
        ("1,500,000", "1500000"),
        ("3,5", "3.5"),
        ("07.30 dan 7:30", "7.30 dan 7.30"),
        ("17.08.2026", "17 8 2026"),
        ("17/8/2026", "17 8 2026"),
        ("RT 05/RW 02", "rt 5 rw 2"),
        ("2025/2026", "2025 2026"),
        ("ke-81", "ke 81"),
        ("HUT RI ke–81", "hut ri ke 81"),
        ("10km", "10 km"),
        ("50 m²", "50 m2"),
        ("１２ ٣", "12 3"),
        ("08123456789", "08123456789"),
        # letters with signs, and in other forms
        ("Café Kenañga", "cafe kenanga"),
        ("Cafe\u0301", "cafe"),
        ("ﬁnal Ⅻ", "final xii"),
        ("BANJIR Banjir", "banjir banjir"),
        # doubled words are one
        ("guru-guru", "guru-guru"),
        ("anak-anaknya", "anak-anak"),
        # an owner and a particle behind a word
        ("rumahnya, sekolahlah", "rumah sekolah"),
        # other scripts
        ("ꦗꦮ 你好 Привет", "ꦗꦮ 你好 привет"),
        ("", ""),
        ("—…“”!? 😀", ""),
    ],
)
def test_a_text_is_these_words(text, same):
    assert words.words(text) == words.words(same), words.words(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Al-Qur’an", "Alquran"),
        ("Al Quran", "Alquran"),
        ("An-Nur", "An Nur"),
        ("An Nur", "Annur"),
        ("anti-korupsi", "antikorupsi"),
        ("Covid-19", "covid19"),
        ("U-23", "U23"),
        ("S.Ag", "SAg"),
        ("Ph.D", "PhD"),
        ("e-KTP", "eKTP"),
        ("di\u200bbangun", "dibangun"),
    ],
)
def test_what_is_written_in_parts_and_as_one_word_has_a_word_in_common(one, other):
    assert set(words.words(one)) <= lexemes(one)
    assert lexemes(one) & set(words.words(other))
    assert words.words(other)[0] in lexemes(one)


@pytest.mark.parametrize(
    ("text", "not_in_it"),
    [
        ("1-0", "10"),
        ("2025-2026", "20252026"),
        ("banjir.Warga", "banjirwarga"),
        ("TNI/Polri", "tnipolri"),
        ("vitamin A", "vitamina"),
        ("undang-undang", "undang"),
    ],
)
def test_words_are_not_joined_where_nobody_would_write_them_so(text, not_in_it):
    assert not_in_it not in lexemes(text)


def test_a_token_knows_where_it_stands_in_the_text():
    text = "Kata Ma’ruf: “Jum’at” K. H. Hasan, Rp1.500.000 habis."
    found = [text[token.start : token.end] for token in words.tokens(text)]
    assert found == ["Kata", "Ma’ruf", "Jum’at", "K. H", "Hasan", "Rp1.500.000", "habis"]


def test_the_vector_has_each_word_and_the_stems_that_are_no_word_of_the_text():
    assert words.vector(["Polisi menangkap", "Penangkapan, tangkap!"]) == (
        "'polisi':1 'menangkap':2 'penangkapan':4 'tangkap':5"
    )
    assert words.vector(["menangkap ditangkap"]) == "'menangkap':1 '~tangkap':1,2 'ditangkap':2"
    assert words.vector(["Besuki"], {"besuki"}) == "'besuki':1"
    assert words.vector(["Al-Qur’an turun"]) == "'al':1 'quran':2 'alquran':1 'turun':3"


def test_a_word_that_occurs_without_end_has_as_many_places_as_postgresql_keeps():
    assert words.vector(["air " * 1000]).count(",") == words.MOST_POSITIONS - 1


def test_names_have_no_stem():
    assert words.vector(["Sukamakmur Terawan"]) == "'sukamakmur':1 'terawan':2"
    assert words.vector(["Tertawan"], ()) == "'tertawan':1 '~tawan':1"
    assert words.vector(["Tertawan"], {"tertawan"}) == "'tertawan':1"
    assert words.stem_vector([("A", ["Tertawan tertahan"])], {"tertawan"}) == "'tertawan':1A 'tahan':2A"


@given(st.text() | st.text("aA’.,:- 019\u200b\xadn²"))
@example("0\u0e31")  # a mark that no letter carries is no word
@example("01.000")
@example("00.5 0,05 000 001.234.567 05.30")
def test_whatever_the_text_its_words_are_letters_and_digits_and_stay_the_same(text):
    for token in words.tokens(text):
        assert text[token.start : token.end]
        for form in token.forms:
            assert form.word
            assert not set(form.word) & set("'\\~ \x00")  # what a tsvector's spelling would read
            assert form.stem
    assert words.words(" ".join(words.words(text))) == words.words(text)


def test_no_sign_of_unicode_stands_for_another_where_it_is_no_letter():
    for number in range(sys.maxunicode):
        sign = chr(number)
        if unicodedata.category(sign)[0] in "ZP" and sign not in APOSTROPHES + "-.‐‑‒–−﹣－ˈ":
            assert words.words(f"banjir{sign}surut") == ["banjir", "surut"], hex(number)
