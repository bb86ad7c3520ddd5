"""The rule of a small fix: letters and signs."""

from dataclasses import fields

import pytest

from articles.text.story_text import CreditLine, PhotoWords, StoryText
from staff.workflow.small_fix import larger_parts, words_that_changed

TEXT = (
    "<p>Tiga orang meninggal dalam tabrakan di Jalan Raya Leces, kata Budi Santoso, Selasa (3/2/2026).</p>\n"
    "<p>“Kami tidak tahu sebabnya,” ujarnya. Kerugian yang yang dihitung Rp1.500.000, suhu -5 derajat, dan pihak"
    ' keluarga sudah di beri tahu. Lihat <a href="https://contoh.example/surat">surat</a> itu.</p>'
)
SMALL = [
    ("tabrakan", "tabrakn"),
    ("tabrakan", "tabrkaan"),
    ("tabrakan", "tabrakkan"),
    ("dihitung", "Dihitung"),
    ("yang yang", "yang"),
    ("di beri tahu", "diberi tahu"),
    ("diberi tahu", "diberitahu"),
    ("surat</a> itu", "surat</a>, itu"),
    ("“Kami", '"Kami'),
    ("meninggal dalam", "meninggal, dalam"),
    ("leces", "Leces"),
    ("orang", "orng"),
]
LARGE = [
    ("Tiga", "Satu"),
    ("Tiga", "Tigo"),
    ("meninggal", "selamat"),
    ("Budi", "Budi Kartono"),
    ("Budi", "Badi"),
    ("Santoso", "Susanto"),
    ("tidak tahu", "tahu"),
    ("tidak", "tak"),
    ("(3/2/2026)", "(4/2/2026)"),
    ("1.500.000", "15.00.000"),
    ("1.500.000", "1.500,000"),
    ("-5", "5"),
    ("-5 derajat", "-5% derajat"),
    ("contoh.example/surat", "contoh.example/lain"),
    ("<p>“Kami", "<p><strong>“Kami</strong>"),
    ("ujarnya", "ujarnya kesal"),
    ("keluarga", ""),
    ("pihak", "legal pihak"),
    ("</p>\n<p>", " "),
    ("dihitung", "menghitung"),
]


def text(body=TEXT, **parts):
    return StoryText(headline="Tabrakan di Leces", slug="tabrakan-di-leces", body=body, **parts)


@pytest.mark.parametrize(("old", "new"), SMALL)
def test_letters_and_signs_are_small_in_both_directions(old, new):
    changed = TEXT.replace(old, new) if old in TEXT else TEXT.replace(new, old)
    assert changed != TEXT or old == "diberi tahu"
    assert larger_parts(text(), text(changed)) == []
    assert larger_parts(text(changed), text()) == []


@pytest.mark.parametrize(("old", "new"), LARGE)
def test_what_a_reader_could_learn_from_is_not(old, new):
    changed = TEXT.replace(old, new)
    assert changed != TEXT
    assert larger_parts(text(), text(changed))
    assert larger_parts(text(changed), text())


@pytest.mark.parametrize(
    ("one", "other"), [("legal", "ilegal"), ("moral", "amoral"), ("dua", "tua"), ("juta", "juga")]
)
def test_one_letter_that_turns_the_sense_round_is_not(one, other):
    assert larger_parts(
        text(f"<p>Izin itu {one} kata warga.</p>"), text(f"<p>Izin itu {other} kata warga.</p>")
    )


@pytest.mark.parametrize(
    "parts",
    [
        {"headline": "Tabrakan di Lecas"},
        {"slug": "lain"},
        {"dateline": "Leces"},
        {"sign_off": "(abc)"},
        {"commercial_label": "ad"},
        {"category": 3},
        {"region": 3},
        {"tags": ("Leces",)},
        {"credits": (CreditLine(1, "writer", "Wati"),)},
        {"related": (7,)},
        {"lead_photo": PhotoWords(1)},
        {"photos": (PhotoWords(1),)},
    ],
    ids=lambda parts: next(iter(parts)),
)
def test_everything_beside_the_running_text_is_large(parts):
    assert larger_parts(text(), text().replace(**parts))


def test_every_part_of_a_text_is_judged():
    """A new part of StoryText is large until somebody says otherwise."""
    for field in fields(StoryText):
        if field.name in ("standfirst", "body"):
            continue
        other = text()
        object.__setattr__(other, field.name, object())
        if field.name not in ("lead_photo", "photos"):
            assert larger_parts(text(), other), field.name


def test_a_caption_is_measured_like_the_text_and_its_credit_is_not_touched():
    photo = PhotoWords(1, caption="Warga menunggu bantuan", credit="Foto Wati", alt="Antrean")
    before = text(lead_photo=photo)
    assert not larger_parts(
        before, text(lead_photo=PhotoWords(1, "Warga menungu bantuan", "Foto Wati", "Antrean"))
    )
    assert larger_parts(
        before, text(lead_photo=PhotoWords(1, "Warga menolak bantuan", "Foto Wati", "Antrean"))
    )
    assert larger_parts(
        before, text(lead_photo=PhotoWords(1, "Warga menunggu bantuan", "Foto Edi", "Antrean"))
    )
    assert larger_parts(
        before, text(lead_photo=PhotoWords(2, "Warga menunggu bantuan", "Foto Wati", "Antrean"))
    )


def test_small_fixes_that_nobody_saw_are_measured_together():
    """Letter by letter, “naik” becomes “turun” no more than at once."""
    way = ["naik", "naia", "nara", "nura"]
    seen, now = text(f"<p>Harga {way[0]} lagi.</p>"), text(f"<p>Harga {way[1]} lagi.</p>")
    assert not larger_parts(seen, now, baseline=seen)
    later = text(f"<p>Harga {way[2]} lagi.</p>")
    assert not larger_parts(now, later)
    assert larger_parts(now, later, baseline=seen)
    slips = ["satunya", "orng", "korbn", "jaln", "ruma", "kursi"]
    fixed = ["satunya", "orang", "korban", "jalan", "rumah", "kursi"]
    assert not larger_parts(text(f"<p>{' '.join(slips)}</p>"), text(f"<p>{' '.join(fixed)}</p>"))
    many, mended = ["ab", "cb", "db", "eb", "fb", "gb"], ["a", "c", "d", "e", "f", "g"]
    assert larger_parts(text(f"<p>{' '.join(many)}</p>"), text(f"<p>{' '.join(mended)}</p>"))


def test_the_words_of_a_fix_are_told():
    changed = TEXT.replace("tabrakan", "tabrakn").replace("yang yang", "yang")
    assert words_that_changed(text(changed), text()) == "tabrakn → tabrakan"
