"""The cleaning of one line: what stays, what goes, and that a second time changes nothing."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.text.lines import (
    INVISIBLE,
    clean_line,
    clean_lines,
    clean_name,
    clean_photo_credit,
    clean_tag,
)

CLEANINGS = [clean_line, clean_lines, clean_name, clean_photo_credit, clean_tag]

LINES = {
    "line breaks": ("Jalan Rusak\r\nDitanami\u2028Pisang\u0085Warga", "Jalan Rusak Ditanami Pisang Warga"),
    "tabs and runs": ("\tHarga  cabai\t\tnaik \n", "Harga cabai naik"),
    "no-break spaces": ("Bupati\u00a0Tinjau\u202fWaduk\u3000Baru", "Bupati Tinjau Waduk Baru"),
    "blanks that are no spaces": ("Bupati\u2800Tinjau\u3164Waduk", "Bupati Tinjau Waduk"),
    "zero width": ("Em\u200bbung\ufeff Baru\u2060", "Embung Baru"),
    "soft hyphens": ("Pro\u00adbolinggo", "Probolinggo"),
    "hyphens that do not break": ("jalan\u2011jalan\u2010jalan", "jalan-jalan-jalan"),
    "directions": ("\u202eResmikan\u202c \u2067Jalan\u2069\u200f", "Resmikan Jalan"),
    "control characters": ("a\x00b\x1bc\x7f", "abc"),
    "two spellings of a letter": ("Cafe\u0301 Poke\u200b\u0301mon", "Café Pokémon"),
    "mathematical letters": ("𝗕𝘂𝗽𝗮𝘁𝗶 𝓣𝓲𝓷𝓳𝓪𝓾 𝔚𝔞𝔡𝔲𝔨 𝟐𝟎𝟐𝟔", "Bupati Tinjau Waduk 2026"),
    "letters in frames": ("ⒷⓊⓅⒶⓉⒾ 🄱🄴🅂🄰🅁 🅱🅴🆂🅰🆁", "BUPATI BESAR BESAR"),
    "full width": ("Ｈａｒｇａ（Ｒｐ１．０００）", "Harga(Rp1.000)"),
    "small capitals": ("ᴋᴀᴘᴏʟʀᴇꜱ", "KAPOLRES"),
    "ligatures": ("ﬁnal di ﬂat", "final di flat"),
    "Cyrillic in a Latin word": ("Bupаti Рrobolinggo", "Bupati Probolinggo"),
    "private letters": ("\uf0b7 satu \ue123dua", "• satu dua"),
    "a joiner between letters": ("ba\u200dru ba\u200cru", "baru baru"),
    "a broken flag": ("a\U000e0067\U000e0062", "a"),
}
KEPT = {
    "ordinary": "Harga Cabai di Pasar Dringu Naik 12,5% – Rp48.000/kg",
    "quotation marks": "“Kami siap,” kata ‘Pak Dul’ … di tengah 2–3 hari",
    "signs of their own": "H₂O, 30 m², ½ kg, №5, 37℃, ™, ﷼, ①",
    "Arabic": "قال تعالى: «إنا أعطيناك الكوثر» (1)",
    "Arabic ligatures": "Nabi Muhammad ﷺ",
    "Arabic with a joiner of its own": "می\u200cخواهم",
    "Javanese": "ꦲꦏ꧀ꦱꦫꦗꦮ",
    "Russian": "Россия",
    "Greek": "Ωμέγα dan α",
    "Chinese": "新年快乐",
    "emoji": "👨\u200d👩\u200d👧 ❤\ufe0f 🇮🇩 1\ufe0f\u20e3 👍🏽",
    "a flag of letters": "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "struck letters": "A\u0336S\u0336",  # what somebody struck is not made readable again
}


@pytest.mark.parametrize("case", LINES)
def test_a_line_is_cleaned(case):
    dirty, clean = LINES[case]
    assert clean_line(dirty) == clean


@pytest.mark.parametrize("case", KEPT)
def test_what_readers_see_stays(case):
    assert clean_line(KEPT[case]) == KEPT[case]


CREDITS = [
    ("Foto: Humas Pemkab", "Humas Pemkab"),
    ("(Foto: Rina/Kabar)", "Rina/Kabar"),
    ("[ foto : Foto: Rina ]", "Rina"),
    ("Foto oleh Rina", "Rina"),
    ("PHOTO BY RINA", "RINA"),
    ("Fotografer: Rina", "Rina"),
    ("Sumber foto: Polres", "Polres"),
    ("Foto/Rina", "Rina"),
    ("Foto-foto: Rina", "Rina"),
    ("Photos by Rina", "Rina"),
    ("Foto by: Rina", "Rina"),
    ("Foto dari Humas", "Humas"),
    ("Foto – Humas", "Humas"),
    ("Ft: Rina", "Rina"),
    ("Ft. Rina", "Rina"),
    ("Gambar: Rina", "Rina"),
    ("Credit: Rina", "Rina"),
    ("Credit Foto: Rina", "Rina"),
    ("Photo credit: Rina", "Rina"),
    ("Kredit foto: (Foto: Rina)", "Rina"),
    ("Picture by Rina", "Rina"),
    ("Foto Dok. Humas", "Dok. Humas"),
    ("Foto: Dok. Humas", "Dok. Humas"),
    ("Foto Istimewa", "Istimewa"),
    ("(Foto ist.)", "ist."),
    ("Photo courtesy of Humas", "courtesy of Humas"),
    ("Foto Studio Kraksaan", "Foto Studio Kraksaan"),
    ("ANTARA FOTO/Siti Aminah", "ANTARA FOTO/Siti Aminah"),
    ("Fototeka", "Fototeka"),
    ("Picasso", "Picasso"),
    ("Ftikhar", "Ftikhar"),
    ("Dok. Humas (2024)", "Dok. Humas (2024)"),
    ("Rina Fotografer", "Rina Fotografer"),
    ("Fotokita.id", "Fotokita.id"),
    ("FT.com", "FT.com"),
    ("FT/Charlie Bibby", "FT/Charlie Bibby"),
    ("Image.net", "Image.net"),
    ("Foto.co/Budi", "Foto.co/Budi"),
    ("Foto Oleh-oleh", "Foto Oleh-oleh"),
    ("Ft: Budi", "Budi"),
    ("Foto. Budi", "Budi"),
    ("Foto:", ""),
]


@pytest.mark.parametrize(("typed", "printed"), CREDITS)
def test_the_page_prints_the_word_of_a_photo_s_credit_itself(typed, printed):
    assert clean_photo_credit(typed) == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Penulis: Rahmad Soleh", "Rahmad Soleh"),
        ("EDITOR : Ika", "Ika"),
        ("Oleh: Penulis: Ika", "Ika"),
        ("Olehan", "Olehan"),
    ],
)
def test_and_the_role_of_a_name(typed, printed):
    assert clean_name(typed) == printed


def test_and_the_sign_of_a_tag():
    assert clean_tag(" # Bromo\u200b") == "Bromo"


def test_several_lines_stay_lines():
    assert clean_lines(" satu\u00a0 dua\r\n\r\n\r\n\r\n\u202etiga\t\n") == "satu dua\n\ntiga"


odd = st.characters(codec="utf-32", exclude_categories=()) | st.sampled_from(
    "\u200b\u200c\u200d\ufe0f\u061c\u0301\u0338🅰👩❤\U000e0067🏴аеоΑ𝗮ﬁ \u00a0\u2028\n\r()[]#:FotoPenulis"
)


@settings(max_examples=600, deadline=None)
@given(st.lists(odd | st.sampled_from(["Foto: ", "Penulis: ", "(", ")"]), max_size=12).map("".join))
def test_a_clean_line_stays_as_it_is(text):
    for cleaning in CLEANINGS:
        once = cleaning(text)
        assert cleaning(once) == once
        assert unicodedata.is_normalized("NFC", once)
        assert not INVISIBLE.search(once)
    assert not set(clean_line(text)).intersection("\n\r\t\u00a0\u2028\u2029\x85")
