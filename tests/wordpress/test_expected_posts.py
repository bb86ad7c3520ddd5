"""Posts in the manner of many houses, and what a careful person would make of each: nothing wrong counts as sure."""

import pytest

from articles.filing.items import House
from articles.filing.lift import INFORMATIONAL
from articles.places import gazetteer
from articles.text import body
from articles.wordpress import extraction
from articles.wordpress.items import ParsedItem
from tests.support import filed_story

HOST = "lerengtimur.example"
SITE = f"https://{HOST}"
ONE = "Petani di lereng timur mulai memanen kopi lebih awal karena hujan turun terus sejak awal bulan."
TWO = "“Kami takut buahnya rontok,” kata Sutrisno (51), Selasa (14/3/2023)."
BEFORE, LATER = f"{SITE}/2018/11/01/harga-kopi-naik/", f"{SITE}/2018/11/02/gudang-baru-dibuka/"
HOUSE = House(
    hosts=frozenset({HOST}),
    names=frozenset({"lereng timur", "lerengtimur.com", HOST}),
    places=gazetteer.gazetteer(),
    initials={"rina wati": "Rina Wati", "oki putra": "Oki Putra", "rw": "Rina Wati"},
    drop_patterns=(),
    offices={"redaksi": "Redaksi"},
    roles={"pengolah data": "drop", "penyusun": "writer", "kontak": "keep"},
)


def convert(content, house=HOUSE, **fields):
    item = ParsedItem(
        **{
            "wp_id": 1, "type": "post", "status": "publish", "title": "Judul", "slug": "judul", "link": "", "guid": "",
            "creator": "", "content": content, "excerpt": "", "date": "", "date_gmt": "", "modified": "", "modified_gmt": "",
            "pub_date": "", "parent": 0, "password": "", "is_sticky": False, "attachment_url": "",
        }
        | fields
    )  # fmt: skip
    return extraction.convert(item, house)


def asked(text):
    return [note.kind for note in text.notes if note.kind not in INFORMATIONAL]


# ---- Datelines


@pytest.mark.parametrize(
    ("opening", "place", "kinds"),
    [
        ("PROBOLINGGO – ", "Probolinggo", []),
        ("Probolinggo, Lereng Timur – ", "Probolinggo", []),
        ("PROBOLINGGO-LERENGTIMUR.com, ", "Probolinggo", []),
        ("LERENG TIMUR | PROBOLINGGO – ", "Probolinggo", []),
        ("PROBOLINGGO (Lereng Timur) – ", "Probolinggo", []),
        ("Muncar, Banyuwangi – ", "Muncar", []),
        # Two places: whose story it is, the newsroom alone knows.
        ("BANGIL/PANDAAN, Lereng Timur – ", "", ["dateline-unsure"]),
        ("PROBOLINGGO – LUMAJANG, Lereng Timur – ", "", ["dateline-unsure"]),
        ("JEMBER/BONDOWOSO, Lereng Timur – ", "", ["dateline-unsure"]),
        ("PROBOLINGGO-LUMAJANG, Lereng Timur – ", "", ["dateline-unsure"]),
        ("PROBOLINGGO & LUMAJANG – ", "", ["dateline-unsure"]),
        ("PROBOLINGGO DAN LUMAJANG – ", "", ["dateline-unsure"]),
        ("PROBOLINGGO, LUMAJANG, JEMBER – ", "", ["dateline-unsure"]),
        ("JAKARTA/SURABAYA – ", "", ["dateline-unsure"]),
        ("LERENG TIMUR, PROBOLINGGO/LUMAJANG – ", "", ["dateline-unsure"]),
        ("Lereng Timur | Jember-Bondowoso – ", "", ["dateline-unsure"]),
        ("PROBOLINGGO + LUMAJANG – ", "", ["dateline-unsure"]),
        # Forms with a date or without a dash stay, and are told.
        ("PROBOLINGGO, 14 Maret 2023 – ", "", ["dateline-unsure"]),
        ("Probolinggo, Selasa (14/3/2023) – ", "", ["dateline-unsure"]),
        ("PROBOLINGGO (KAB), ", "", ["dateline-unsure"]),
        ("PROBOLINGGO: ", "", ["dateline-unsure"]),
    ],
)
def test_a_dateline_is_one_place_or_a_question(opening, place, kinds):
    text = convert(f"<p>{opening}{ONE}</p><p>{TWO}</p>")
    assert (text.dateline, asked(text)) == (place, kinds)
    left = body.text(text.html)
    assert (opening.strip(" –,") in left) is (not place)


# ---- Names under a story


@pytest.mark.parametrize(
    ("footer", "credits", "kinds"),
    [
        ("Penulis: Rina Wati\n\nEditor: Oki Putra", [("writer", "Rina Wati"), ("editor", "Oki Putra")], []),
        ("Reporter/Editor: Rina Wati/Oki Putra", [("reporter", "Rina Wati"), ("editor", "Oki Putra")], []),
        ("Penulis & Editor: Rina Wati & Oki Putra", [], ["credits-unsure"]),  # each of them, or both of both?
        ("Penulis/Editor: Rina Wati", [("writer", "Rina Wati"), ("editor", "Rina Wati")], []),
        ("Penulis dan Editor: Rina Wati", [("writer", "Rina Wati"), ("editor", "Rina Wati")], []),
        ("Reporter | Editor: Rina Wati | Oki Putra", [("reporter", "Rina Wati"), ("editor", "Oki Putra")], []),
        ("Reporter/Editor: Rina Wati, Oki Putra dan Sari Dewi", [], ["credits-unsure"]),
        ("Pewarta : Rina Wati\nEditor : Oki Putra\nCOPYRIGHT © LERENG 2023", [("reporter", "Rina Wati"), ("editor", "Oki Putra")], []),
        ("Pewarta: Rina Wati\nUploader : Sari Dewi", [("reporter", "Rina Wati")], ["credits-other"]),
        ("Pewarta: Rina Wati\nPengolah Data : Sari Dewi", [("reporter", "Rina Wati")], ["credits-other"]),
        ("Penyusun: Rina Wati", [("writer", "Rina Wati")], []),
        ("Pewarta: Rina Wati\nPeramu Kata : Sari Dewi", [("reporter", "Rina Wati")], ["role-unknown"]),
        ("Kontak: Sari Dewi", [], ["role-unknown"]),
        ("Penulis : Rina Wati (Magang)", [("writer", "Rina Wati")], ["credits-other"]),
        ("(Kontributor Probolinggo, Rina Wati)", [("reporter", "Rina Wati")], []),
        ("Penulis: rina@surat.example", [], ["credits-unsure"]),
        ("Penulis: rina.wati", [], ["credits-unsure"]),
        ("Penulis: rw", [("writer", "Rina Wati")], []),
        ("Penulis: Rina Wati dan Oki Putra", [("writer", "Rina Wati"), ("writer", "Oki Putra")], []),
        ("Foto: Warga melintas di jalan rusak", [], ["credits-unsure"]),
        ("Foto: Istimewa", [], ["credits-unsure"]),
        ("Fotografer: Sari Dewi", [("photographer", "Sari Dewi")], []),
        ("Sumber: Pemkab Probolinggo", [("source", "Pemkab Probolinggo")], []),
        ("(Rina Wati/Oki Putra)", [("writer", "Rina Wati"), ("editor", "Oki Putra")], []),
    ],
)  # fmt: skip
def test_names_under_a_story_have_their_own_work(footer, credits, kinds):
    text = convert(f"PROBOLINGGO – {ONE}\n\n{TWO}\n\n{footer}")
    assert text.credits == credits
    assert asked(text) == kinds
    if not credits:
        assert footer.partition(":")[2].strip() in body.text(text.html)


# ---- The seed of the house, in five spellings

CARD = (
    '<div class="{box}"><div class="jeg_postblock"><h3><span>Baca <strong>Juga</strong></span></h3><article>'
    '<h3 class="jeg_post_title"><a href="{address}">{title}</a></h3></article></div></div>'
)
IRP = (
    '<div class="irp"><a href="{address}"><div><div class="ctaText">Baca Juga</div>&nbsp; <div class="postTitle">{title}</div>'
    "</div></a></div>"
)
END_LISTS = {
    "box": (
        '<div class="related-posts"><h4>Baca Juga</h4><ul><li><a href="{address}">{title}</a><p>{excerpt}</p></li></ul></div>'
    ),
    "bold": '<p><strong>Baca Juga</strong></p><p><a href="{address}">{title}</a><br>{excerpt}</p>',
    "list": '<p>Baca Juga</p><ul><li><a href="{address}">{title}</a><br>{excerpt}</li></ul>',
    "heading": '<h3>Baca Juga</h3><p><a href="{address}">{title}</a></p><p>{excerpt}</p>',
    "plain": "<p>Baca Juga</p><p>{title}</p><p>{excerpt}</p>",
}
INLINE = {
    "jnews": CARD.replace("{box}", "jnews_inline_related_post"),
    "irp": IRP,
    "strong": '<p><strong>Baca Juga</strong>&nbsp; <a href="{address}">{title}</a></p>',
    "words": "<p>Baca Juga  {title}</p>",
}


@pytest.mark.parametrize("end", END_LISTS)
@pytest.mark.parametrize("inline", INLINE)
def test_the_whole_page_of_a_house_in_every_spelling(inline, end):
    story = filed_story
    *paragraphs, last = story.PARAGRAPHS
    place = story.PLACE_OF_INLINE
    parts = [
        f"<p>KRAKSAAN-LERENGTIMUR.com, {paragraphs[0]}</p>",
        *(f"<p>{text}</p>" for text in paragraphs[1:place]),
        INLINE[inline].format(address=BEFORE, title=story.INLINE),
        *(f"<p>{text}</p>" for text in paragraphs[place:]),
        f"<p>{last} (*)</p>",
        "<p>&nbsp;</p>",
        f"<p>Penulis: {story.WRITER}</p>",
        f"<p>Editor: {story.EDITOR}</p>",
        END_LISTS[end].format(address=LATER, title=story.END, excerpt=f"Kraksaan,- {story.EXCERPT}"),
    ]
    text = convert("\n".join(parts))
    assert (text.dateline, text.sign_off) == ("Kraksaan", "(*)")
    assert text.credits == [("writer", story.WRITER), ("editor", story.EDITOR)]
    assert [target.address or target.title for target in text.targets] == [
        story.INLINE if inline == "words" else BEFORE,
        story.END if end == "plain" else LATER,
    ]
    assert text.related == [1]
    lines = text.html.split("\n")
    assert [
        body.text(line).strip() for line in lines if "related" not in line and "perhaps" not in line
    ] == story.PARAGRAPHS
    assert "related" in lines[place] or "perhaps" in lines[place]


# ---- Captions are no credits


@pytest.mark.parametrize(
    ("caption", "words", "credit"),
    [
        ("PANEN: Warga memetik kopi. (Foto: Rina Wati/Lereng Timur)", "PANEN: Warga memetik kopi.", "Rina Wati/Lereng Timur"),
        ("Warga memetik kopi. Foto: Rina Wati", "Warga memetik kopi.", "Rina Wati"),
        ("Warga memetik kopi di Desa Krucil (Probolinggo).", "Warga memetik kopi di Desa Krucil (Probolinggo).", ""),
        ("Warga memetik kopi (kanan) dan teh.", "Warga memetik kopi (kanan) dan teh.", ""),
        ("Foto bersama warga dan camat", "Foto bersama warga dan camat", ""),
        ("Foto: Warga memetik kopi di lereng timur saat hujan.", "Foto: Warga memetik kopi di lereng timur saat hujan.", ""),
        ("Foto: Warga memetik kopi", "Foto: Warga memetik kopi", ""),
        ("Dok. Pemkab Probolinggo", "", "Dok. Pemkab Probolinggo"),
    ],
)  # fmt: skip
def test_a_caption_is_taken_for_a_credit_where_it_is_one(caption, words, credit):
    text = convert(
        f'<figure><img src="{SITE}/wp-content/uploads/a.jpg"><figcaption>{caption}</figcaption></figure><p>{ONE}</p>'
    )
    (picture,) = text.pictures
    assert (picture.caption, picture.credit) == (words, credit)
