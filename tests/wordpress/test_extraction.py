"""What leaves a story's text as data, what stays in it, and what is said about it."""

import io
import re
from collections import Counter
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.filing import credit_lines, sign_offs
from articles.filing.items import House, Target
from articles.filing.lift import DROP_PATTERNS, INFORMATIONAL
from articles.places import datelines, gazetteer
from articles.text import body
from articles.wordpress import extraction, resolution
from articles.wordpress.elements import Elements
from articles.wordpress.items import ParsedItem
from articles.wordpress.markup import plain
from tests.support.bodies import figure, photo
from tests.support.generated_html import PIECES
from tests.support.wordpress_archive import HOST, INITIALS, NAMES, Archive

SITE = House(
    hosts=frozenset({"lama.example"}),
    names=frozenset({"kabarlama.com", "kabarlama", "kabar lama"}),
    places=gazetteer.gazetteer([("Kota Probolinggo", "Probolinggo", ["Kobol"])]),
    initials={"fyd": "Fandi Yusuf", "rin": "Rina Wati", "redaksi": "redaksi", "sutrisno": "Sutrisno"},
    drop_patterns=DROP_PATTERNS,
)
FIRST, SECOND = "/2020/01/02/satu/", "/2020/01/03/dua/"
OWN = "https://lama.example"


def item(content, excerpt=""):
    return ParsedItem(
        wp_id=1, type="post", status="publish", title="", slug="", link="", guid="", creator="", content=content,
        excerpt=excerpt, date="", date_gmt="", modified="", modified_gmt="", pub_date="", parent=0, password="",
        is_sticky=False, attachment_url="",
    )  # fmt: skip


def convert(content, excerpt=""):
    return extraction.convert(item(content, excerpt), SITE)


def settle(converted, found=None, pictures=None):
    """Targets by the end of their address or by their title."""
    found = {FIRST: 11, SECOND: 22, "Judul Satu": 11, "Judul Dua": 22} if found is None else found
    targets = [
        next(
            (
                known
                for end, known in found.items()
                if t.address.endswith(end) or (t.title and t.title == end)
            ),
            None,
        )
        for t in converted.targets
    ]
    return resolution.resolve(
        converted, targets, pictures or [900 + n for n, _ in enumerate(converted.pictures)]
    )


def card(number):
    return figure(f"/berita/{number}/")


def kinds(*noted):
    """The kinds of the notes that ask somebody to look."""
    return sorted(note.kind for notes in noted for note in notes if note.kind not in INFORMATIONAL)


# ---- Datelines

DATELINES = [
    ("PROBOLINGGO,- Warga desa", "Probolinggo", "Warga desa"),
    ("PROBOLINGGO-KABARLAMA.com, Seorang warga", "Probolinggo", "Seorang warga"),
    ("Probolinggo (kabarlama.com) – Dua anggota", "Probolinggo", "Dua anggota"),
    ("Bugulkidul (kabarlama) – Belasan", "Bugulkidul", "Belasan"),
    ("Kota Pasuruan (portallain.com) – Hujan", "Kota Pasuruan", "Hujan"),
    ("KANIGARAN – Perkembangan", "Kanigaran", "Perkembangan"),
    ("PROBOLINGGO — Tingginya", "Probolinggo", "Tingginya"),
    ("LUMAJANG - Bupati", "Lumajang", "Bupati"),
    ("KOTA BLITAR – Sebanyak 11", "Kota Blitar", "Sebanyak 11"),
    ("PROBOLINGGO-Arus balik", "Probolinggo", "Arus balik"),
    ("PORTALLAIN.COM, JAKARTA - Polisi", "Jakarta", "Polisi"),
    ("Portal6.com, Jakarta - Presiden", "Jakarta", "Presiden"),
    ("PASURUAN, KABARLAMA.com - Upaya", "Pasuruan", "Upaya"),
    ("SITUBONDO | KABARLAMA.com – Sejumlah", "Situbondo", "Sejumlah"),
    ("KABARLAMA.com – MAESAN – Upaya", "Maesan", "Upaya"),
    ("Kabar Lama, Jember – “Ayo", "Jember", "“Ayo"),
    ("JEMBER,– 12 warga", "Jember", "12 warga"),
    ("Kab. Probolinggo - Warga", "Kabupaten Probolinggo", "Warga"),
    ("Kec. Kraksaan – Warga", "Kecamatan Kraksaan", "Warga"),
    ("KOTA PROBOLINGGO — Warga", "Kota Probolinggo", "Warga"),
    ("KOBOL – Warga", "Probolinggo", "Warga"),
    ("Probolinggo, Jawa Timur – Warga", "Probolinggo", "Warga"),
    ("Probolinggo, Jawa Timur (kabarlama.com) – Warga", "Probolinggo", "Warga"),
    ("SUMBER – Warga", "Sumber", "Warga"),
    ("Batang-Batang – Warga", "Batang-Batang", "Warga"),
    ("Bondowoso, Kabarlama – Warga", "Bondowoso", "Warga"),
    ("JEMBER (Kabarlama) Warga", "Jember", "Warga"),
    ("KOTA KRAKSAAN – Warga", "Kota Kraksaan", "Warga"),
    ("Kraksaan, Kab. Probolinggo – Warga", "Kraksaan", "Warga"),
    ("Jember-Jatim, Kabarlama.com – Warga", "Jember", "Warga"),
    ("JEMBER // KABARLAMA.COM – Warga", "Jember", "Warga"),
    ("JEMBER,KABARLAMA.COM. Warga", "Jember", "Warga"),
    ("JEMBER-Portal-Lain.com – Warga", "Jember", "Warga"),
    ("JEMBER-Kabar-Lama.com, Warga", "Jember", "Warga"),
    ("JEMBER, KABARLAMA.COM Warga", "Jember", "Warga"),
    ("JEMBER – (KABARLAMA.com) Warga", "Jember", "Warga"),
    ("JEMBER I KABARLAMA.com – Warga", "Jember", "Warga"),
    ("Muncar, Banyuwangi (kabarlama.com) – Warga", "Muncar", "Warga"),
    ("MADURA – Warga", "Madura", "Warga"),
]


def markups(opening, rest):
    """The same opening as editors mark it up."""
    text = f"{opening}{rest}"
    yield text
    yield f"<p>{text}</p>"
    yield f"<p><strong>{opening}</strong>{rest}</p>"
    yield f"<p><b>{opening.rstrip()}</b> {rest}</p>"
    yield f'<p style="text-align: justify;"><span style="font-weight: 400;"><em>{text}</em></span></p>'
    yield f"<!-- wp:paragraph -->\n<p>{text}</p>\n<!-- /wp:paragraph -->"
    yield f"<p>{opening.replace('–', '&#8211;').replace('—', '&mdash;').replace(' ', '&nbsp;')}{rest}</p>"


@pytest.mark.parametrize(("text", "place", "rest"), DATELINES)
def test_datelines_leave_the_text(text, place, rest):
    opening = text.removesuffix(rest)
    for content in markups(opening, f"{rest} mengungsi. Air surut."):
        converted = convert(f"{content}\n\n<p>Kedua.</p>")
        settled = settle(converted)
        assert converted.dateline == place, content
        assert body.text(settled.body) == f"{rest} mengungsi. Air surut.\n\nKedua."
        assert kinds(converted.notes, settled.notes) == []


NO_DATELINES = [
    "Kepala Dinas Budaya mengatakan, jalur itu ditutup.",
    "Wali Kota Probolinggo, Hadi Zainal, mengatakan",
    "Polisi - yang datang - langsung pulang.",
    "Rumah Sakit Umum Daerah dr. Moh Saleh penuh.",
    "Surabaya-Malang macet total.",
    "SURABAYA-MALANG Macet",
    "Probolinggo, kota di pesisir, banjir.",
    "Jember dikenal sebagai kota tembakau – juga suwar-suwir.",
    "BPBD, kata Yoga, siaga.",
    "Malang – kota yang dingin.",
    "Batu (57), warga desa, mengungsi.",
    "TNI-Polri siaga.",
    "Jember saja yang sepi.",
]


@pytest.mark.parametrize("text", NO_DATELINES)
def test_what_is_no_dateline_stays(text):
    converted = convert(f"<p>{text}</p>")
    assert (converted.dateline, converted.html) == ("", f"<p>{text}</p>")
    assert not converted.notes


UNSURE_DATELINES = [
    "JATIGEDE – Warga desa",
    "BUKITX-KABARLAMA.com, Warga desa",
    "Malang - Surabaya ditutup",
    "SURABAYA - SIDOARJO - Warga",
    "PROBOLINGGO, Warga desa",
    "JEMBER | Warga desa",
    "JEMBER. Warga desa",
    "Sumber – Warga desa",
    "DPRD – Ketua hadir",
    "Jakarta, Senin – Dewan",
    "Surabaya, 12 Mei 2020 – Dewan",
    "JATIGEDE,—Warga desa",
    "JATIGEDE (KABARLAMA.COM) — Warga desa",
    "JATIGEDE (Kabar Lama) – Warga desa",
    "BUKITX-Kabar-Lama.com – Warga desa",
    "JEMBER – warga desa",
    "JEMBER ~ Warga desa",
    "JEMBER;- Warga desa",
    "[JEMBER] – Warga desa",
    "<strong>JEMBER</strong> Warga desa",
    "<strong>JEMBER</strong>",
]


@pytest.mark.parametrize("text", UNSURE_DATELINES)
def test_what_may_be_a_dateline_stays_and_is_reported(text):
    converted = convert(f"<p>{text}</p>")
    assert (converted.dateline, converted.html) == ("", f"<p>{text}</p>")
    assert kinds(converted.notes) == ["dateline-unsure"]


@pytest.mark.parametrize(
    ("text", "place", "rest"),
    [
        ("JATIGEDE – Warga Kecamatan Jatigede mengungsi.", "Jatigede", "Warga Kecamatan Jatigede mengungsi."),
        ("BUKITX-KABARLAMA.com, Warga.\n\nDesa Bukitx sepi.", "Bukitx", "Warga.\n\nDesa Bukitx sepi."),
        ("Sumber – Camat Kecamatan Sumber hadir.", "Sumber", "Camat Kecamatan Sumber hadir."),
        (
            "UNGARAN BARAT (kabarlama.com) – Camat Ungaran Barat di Kecamatan Ungaran Barat.",
            "Ungaran Barat",
            "Camat Ungaran Barat di Kecamatan Ungaran Barat.",
        ),
        ("JATIGEDE–Warga Kec. Jatigede.", "Jatigede", "Warga Kec. Jatigede."),
        ("JATIGEDE, KABARLAMA.COM: Warga Kec. Jatigede.", "Jatigede", "Warga Kec. Jatigede."),
        ("BUKITX – KABARLAMA.com | Desa Bukitx sepi.", "Bukitx", "Desa Bukitx sepi."),
        ("Jakarta, Portallain – Dewan", "Jakarta", "Dewan"),
        ("Jakarta (ANTARA) - Dewan", "Jakarta", "Dewan"),
        ("KABARLAMA.com - Seorang", "", "Seorang"),
    ],
)
def test_what_is_believed_on_less_is_reported(text, place, rest):
    converted = convert(text)
    assert (converted.dateline, body.text(settle(converted).body)) == (place, rest)
    assert len(kinds(converted.notes)) == 1


def test_the_dateline_may_follow_a_picture_and_credits():
    converted = convert('<img src="/a.jpg">\n\nPenulis: Ani Wati\n\nJEMBER – Warga mengungsi.')
    assert (converted.dateline, converted.credits) == ("Jember", [("writer", "Ani Wati")])
    assert settle(converted).body == f"{photo(900)}\n<p>Warga mengungsi.</p>"


def test_a_mark_that_goes_on_behind_the_dateline_is_kept():
    converted = convert("<p><strong>JEMBER – Warga <em>desa</em></strong> mengungsi.</p>")
    assert converted.html == "<p><strong>Warga <em>desa</em></strong> mengungsi.</p>"


@settings(deadline=None)
@given(st.text(max_size=60) | st.lists(PIECES, max_size=6).map("".join))
def test_any_opening_can_be_looked_at(text):
    found = datelines.find(text, SITE.place_names, text)
    assert found is None or found.end <= len(text)


# ---- Credits

WRITER, EDITOR = ("writer", "Ani Wati"), ("editor", "Budi Santoso")
EDITOR_BY_INITIALS = ("editor", "Rina Wati")
ENDINGS = [
    ("<p>(*)</p>\n\n<p>Penulis: Ani Wati</p>\n\n<p>Editor: Budi Santoso</p>", "(*)", [WRITER, EDITOR]),
    ("(*)\n\nPenulis: Ani Wati\n\nEditor: Budi Santoso", "(*)", [WRITER, EDITOR]),
    ("Editor: Budi Santoso\n\nPenulis: Ani Wati", "", [EDITOR, WRITER]),
    ("<p><strong>Penulis: Ani Wati</strong></p><p><strong>Editor: Budi Santoso</strong></p>", "", [WRITER, EDITOR]),
    ("<p>Penulis : Ani Wati<br />\nEditor : Budi Santoso</p>", "", [WRITER, EDITOR]),
    ("<p><strong>Penulis</strong>: Ani Wati<br><strong>Editor</strong>: Budi Santoso</p>", "", [WRITER, EDITOR]),
    ("<p>PENULIS :&nbsp;Ani Wati</p><p>EDITOR :&nbsp;Budi Santoso</p>", "", [WRITER, EDITOR]),
    ("Penulis:Ani Wati\n\nEditor:Budi Santoso", "", [WRITER, EDITOR]),
    ("<p><em>Penulis: Ani Wati | Editor: Budi Santoso</em></p>", "", [WRITER, EDITOR]),
    ("Penulis: Ani Wati / Editor: Budi Santoso", "", [WRITER, EDITOR]),
    ("Penulis: Ani Wati, Editor: Budi Santoso", "", [WRITER, EDITOR]),
    ("(Penulis: Ani Wati – Editor: Budi Santoso)", "", [WRITER, EDITOR]),
    ("(*) Penulis: Ani Wati Editor: Budi Santoso", "(*)", [WRITER, EDITOR]),
    ("(Ani Wati/Budi Santoso)", "", [WRITER, EDITOR]),
    ("(*/Ani Wati)", "", [WRITER]),
    ("(Sutrisno/Budi Santoso)", "", [("writer", "Sutrisno"), EDITOR]),
    ("(*)\n\n(*/Ani Wati)", "(*)", [WRITER]),
    ("Penulis: Ani Wati dan Citra\n\nEditor: Budi Santoso", "", [WRITER, ("writer", "Citra"), EDITOR]),
    ("Penulis: Ani Wati & Citra", "", [WRITER, ("writer", "Citra")]),
    ("Penulis: Ani Wati, Citra, dan Dedi", "", [WRITER, ("writer", "Citra"), ("writer", "Dedi")]),
    ("Penulis: Ani Wati, S.Pd, M.M. dan Drs. Citra", "", [("writer", "Ani Wati, S.Pd, M.M."), ("writer", "Drs. Citra")]),
    ("Reporter : Ani Wati\nEditor : Budi Santoso", "", [("reporter", "Ani Wati"), EDITOR]),
    ("Pewarta: Ani Wati\n\nPenyunting: Budi Santoso", "", [("reporter", "Ani Wati"), EDITOR]),
    ("Wartawan: Ani Wati\n\nRedaktur: Budi Santoso", "", [("reporter", "Ani Wati"), EDITOR]),
    ("Laporan: Ani Wati", "", [("reporter", "Ani Wati")]),
    ("Pewarta: Ani Wati\nEditor: Budi Santoso\nCOPYRIGHT © KABAR 2020", "", [("reporter", "Ani Wati"), EDITOR]),
    ("(Laporan Wartawan Kabarlama.com, Ani Wati)", "", [("reporter", "Ani Wati")]),
    ("Reporter/Foto: Ani Wati", "", [("reporter", "Ani Wati"), ("photographer", "Ani Wati")]),
    ("Penulis: Ani Wati\n\nFoto: Citra/Kabarlama.com\n\nSumber: Humas dan Protokol",
     "", [WRITER, ("photographer", "Citra/Kabarlama.com"), ("source", "Humas dan Protokol")]),
    ("Editor: rin", "", [("editor", "Rina Wati")]),
    ("Penulis: redaksi", "", [("writer", "redaksi")]),
    ("Penulis: Ro'ifah Hasanah\n\nEditor: M. Ali Ridho", "", [("writer", "Ro'ifah Hasanah"), ("editor", "M. Ali Ridho")]),
    ("Penulis: Fulan bin Fulan", "", [("writer", "Fulan bin Fulan")]),
    ("Penulis: dr. Ani Wati, Sp.A", "", [("writer", "dr. Ani Wati, Sp.A")]),
    ("<p>Penulis: <a href='https://lama.example/author/ani/'>Ani Wati</a></p>", "", [WRITER]),
    ("Penulis:\n\nAni Wati\n\nEditor :\n\nBudi Santoso", "", [WRITER, EDITOR]),
    ("Penulis; Ani Wati\n\nEditor = Budi Santoso", "", [WRITER, EDITOR]),
    ("<ul><li>Penulis: Ani Wati</li><li>Editor: Budi Santoso</li></ul>", "", [WRITER, EDITOR]),
    ("✍️ Penulis: Ani Wati\n\nRedaktur Pelaksana: Budi Santoso", "", [WRITER, EDITOR]),
    ("Penulis: Ani Wati<br>Editor: Budi Santoso<br>Foto: Istimewa", "", [WRITER, EDITOR]),
    ("Dilaporkan oleh: Ani Wati", "", [("reporter", "Ani Wati")]),
    ("Penulis: Prof. Dr. H. Ani Wati, M.Si., Ph.D", "", [("writer", "Prof. Dr. H. Ani Wati, M.Si., Ph.D")]),
    ("Penulis: M. bin Usman", "", [("writer", "M. bin Usman")]),
    ("(Ani Wati|Budi Santoso)", "", [WRITER, EDITOR]),
    ("[Ani Wati/Budi Santoso]", "", [WRITER, EDITOR]),
    ("(Ani Wati/*)", "", [WRITER]),
    ("*/Ani Wati", "", [WRITER]),
    ("[*]", "[*]", []),
    ("***", "***", []),
    ("(fyd/rin)", "(fyd/rin)", [("writer", "Fandi Yusuf"), ("editor", "Rina Wati")]),
    ("(fyd/fyd)", "(fyd/fyd)", [("writer", "Fandi Yusuf")]),
    ("(fyd)", "(fyd)", [("writer", "Fandi Yusuf")]),
    ("(T03-Red)", "(T03-Red)", []),
    ("(*/Portal-Lain.com)", "(*/Portal-Lain.com)", []),
    ("(qb/fun/yud/jpnn/iro)", "(qb/fun/yud/jpnn/iro)", []),
    ("(fyd/rin)\n\nPenulis: Ani Wati", "(fyd/rin)", [EDITOR_BY_INITIALS, WRITER]),
    ("(fyd)\n\nEditor: Budi Santoso", "(fyd)", [("writer", "Fandi Yusuf"), EDITOR]),
    ("<blockquote><p>Penulis: Ani Wati</p><p>Editor: Budi Santoso</p></blockquote>", "", [WRITER, EDITOR]),
]  # fmt: skip


@pytest.mark.parametrize(("ending", "sign_off", "credits"), ENDINGS)
def test_credits_and_sign_offs_leave_the_end(ending, sign_off, credits):
    converted = convert(f"<p>Satu kalimat.</p>\n\n{ending}")
    assert (converted.sign_off, converted.credits) == (sign_off, credits)
    assert converted.html == "<p>Satu kalimat.</p>"
    assert not converted.targets
    assert kinds(converted.notes) == []


@pytest.mark.parametrize(
    ("paragraph", "left", "sign_off", "credits"),
    [
        ("Satu kalimat. (*)", "Satu kalimat.", "(*)", []),
        ("“Satu kalimat,” katanya. <strong>(fyd/rin)</strong>", "“Satu kalimat,” katanya.", "(fyd/rin)",
         [("writer", "Fandi Yusuf"), ("editor", "Rina Wati")]),
        ("Satu <b>kalimat. (*)<br>Penulis: Ani Wati<br>Editor: Budi Santoso</b>", "Satu <strong>kalimat.</strong>", "(*)",
         [WRITER, EDITOR]),
        ("Satu kalimat.(*) Penulis: Ani Wati | Editor: Budi Santoso", "Satu kalimat.", "(*)", [WRITER, EDITOR]),
        ("Satu kalimat. Penulis: Ani Wati", "Satu kalimat.", "", [WRITER]),
        ("Satu kalimat (*)", "Satu kalimat", "(*)", []),
        ("Satu kalimat.***", "Satu kalimat.", "***", []),
    ],
)  # fmt: skip
def test_they_may_stand_in_the_last_paragraph(paragraph, left, sign_off, credits):
    converted = convert(f"<p>{paragraph}</p>")
    assert converted.html == f"<p>{left}</p>"
    assert (converted.sign_off, converted.credits) == (sign_off, credits)


@pytest.mark.parametrize(
    "ending",
    [
        "Hubungi lewat telepon (021).",
        "Pelaku berusia (12)",
        "Data Badan Pusat Statistik (BPS)",
        "Laju kendaraan 80 (km/jam)",
        "Rapat digelar kemarin. (24/8/2016)",
        "Penulis buku itu, kata dia, sudah tiada.",
        "Penulis adalah guru besar Universitas Jember.",
    ],
)
def test_what_is_neither_credit_nor_sign_off_stays(ending):
    converted = convert(f"<p>{ending}</p>")
    assert converted.html == f"<p>{ending}</p>"
    assert (converted.sign_off, converted.credits, converted.notes) == ("", [], [])


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("Satu kalimat. (red)", "sign-off-unsure"),
        ("Satu kalimat.\n\n(Ani Wati)", "sign-off-unsure"),
        ("Satu kalimat.\n\n(perempuan/laki-laki)", "sign-off-unsure"),
        ("Satu kalimat.\n\nEditor: fy", "credits-unsure"),
        ("Satu kalimat.\n\nEditor Ani Wati", "credits-unsure"),
        ("Satu kalimat.\n\nEditor – Ani Wati", "credits-unsure"),
        ("Satu kalimat.\n\nUploader: Ani Wati", "credits-unsure"),
        ("Satu kalimat.\n\nPenulis: seorang guru di desa itu", "credits-unsure"),
        ("Satu.\n\nSumber: data pemerintah.\n\nDua kalimat.", "credits-unsure"),
        ("Satu.\n\nFoto: Istimewa", "credits-unsure"),
        ("Satu.\n\nPenulis: AW (Ani Wati)", "credits-unsure"),
        ("Satu.\n\nReporter/Editor: Ani Wati, Budi Santoso, Citra", "credits-unsure"),
    ],
)
def test_what_may_be_one_stays_and_is_reported(content, kind):
    converted = convert(content)
    assert body.text(converted.html) == content
    assert (converted.sign_off, converted.credits) == ("", [])
    assert kinds(converted.notes) == [kind]


@pytest.mark.parametrize(
    ("ending", "credits", "named"),
    [
        ("Penulis: Ani Wati (Magang)", [WRITER], ["Magang"]),
        ("Laporan: Kontributor Jember, Ani Wati", [("reporter", "Ani Wati")], []),
        ("(Kontributor Jember, Ani Wati)", [("reporter", "Ani Wati")], []),
        ("Penulis: Ani Wati\nPublisher: Citra", [WRITER], ["Publisher: Citra"]),
        ("Reporter/Editor: Ani Wati/Budi Santoso", [("reporter", "Ani Wati"), EDITOR], []),
    ],
)
def test_roles_that_no_story_here_has_keep_no_other_name_in_the_text(ending, credits, named):
    converted = convert(f"Satu kalimat.\n\n{ending}")
    assert (body.text(converted.html), converted.credits) == ("Satu kalimat.", credits)
    assert [note.text for note in converted.notes if note.kind == "credits-other"] == named


def test_a_name_beside_what_is_none_is_a_sign_off_and_reported():
    converted = convert("<p>Satu kalimat. (Antara/Budi Santoso)</p>")
    assert (converted.sign_off, converted.credits) == ("(Antara/Budi Santoso)", [])
    assert kinds(converted.notes) == ["credits-unsure"]


def test_something_short_may_stand_behind_the_credits():
    converted = convert(
        "<p>Satu kalimat. (*)</p><p>Penulis: Ani Wati</p><p>Editor: Budi Santoso</p><p>#jember #banjir</p>"
    )
    assert converted.credits == [WRITER, EDITOR]
    assert "Penulis" not in converted.html


def test_a_picture_may_stand_behind_the_sign_off():
    converted = convert('<p>Satu kalimat. (*)</p><img src="/a.jpg"><p>Penulis: Ani Wati</p>')
    assert (converted.sign_off, converted.credits) == ("(*)", [WRITER])
    assert settle(converted).body == f"<p>Satu kalimat.</p>\n{photo(900)}"


def test_a_sign_off_that_is_too_long_is_reported():
    converted = convert(f"<p>Satu kalimat.</p><p>({'abc/' * 11}abc)</p>")
    assert (converted.html, converted.sign_off) == ("<p>Satu kalimat.</p>", "")
    assert kinds(converted.notes) == ["sign-off-too-long"]


def test_a_dateline_in_the_second_paragraph_stays_and_is_reported():
    converted = convert("<p>Kalimat pengantar.</p><p>JEMBER – Warga mengungsi.</p>")
    assert (converted.dateline, kinds(converted.notes)) == ("", ["dateline-unsure"])
    assert "JEMBER" in converted.html


def test_a_line_below_a_picture_is_its_credit():
    converted = convert('<p>Satu.</p><img src="/a.jpg"><p>Foto: Istimewa</p><p>Dua.</p>')
    assert converted.pictures[0].credit == "Istimewa"
    assert settle(converted).body == f"<p>Satu.</p>\n{photo(900)}\n<p>Dua.</p>"


# ---- Baca Juga

LINK = f'<a href="{OWN}{FIRST}">Judul Satu</a>'
RELATED = [
    f"<p><strong>Baca Juga: {LINK}</strong></p>",
    f"<p>BACA JUGA: {LINK}</p>",
    f"<p>Baca juga : <strong>{LINK}</strong></p>",
    f"<p><strong>Baca Juga :&nbsp; </strong>{LINK}</p>",
    f"<p>Baca juga {LINK}</p>",
    f"<p>➡️ Baca Juga {LINK}.</p>",
    f"<p>Baca pula: {LINK}</p>",
    f"<p>Baca selengkapnya: {LINK}</p>",
    f"<p>Lihat juga: {LINK}</p>",
    f"<p>Simak Juga: {LINK}</p>",
    f"<p>Baca: {LINK}</p>",
    f"<p>Berita terkait: {LINK}</p>",
    f"<p>Artikel Lainnya: {LINK}</p>",
    f"<p>Also read: {LINK}</p>",
    f"<p>[Baca juga: {LINK}]</p>",
    f"<h3>Baca Juga: {LINK}</h3>",
    f"<blockquote><p>Baca juga: {LINK}</p></blockquote>",
    f"<blockquote><p><strong>BACA JUGA</strong></p><p>{LINK}</p></blockquote>",
    f"<ul><li>Baca juga: {LINK}</li></ul>",
    f"<p><strong>BACA JUGA:</strong></p><ul><li>{LINK}</li></ul>",
    f"<h4>Baca Juga</h4><ol><li>{LINK}</li></ol>",
    f"<p>Baca juga:</p><p>{LINK}</p>",
    f"<p>Baca juga:<br>{LINK}</p>",
    f"<p>Baca juga:<br>- {LINK}</p>",
    f'<p><a href="{OWN}{FIRST}">Baca juga: Judul Satu</a></p>',
    f'<p><a href="http://www.lama.example{FIRST}?utm_source=x#isi">Baca Juga</a> '
    f'<a href="http://www.lama.example{FIRST}?utm_source=x#isi">Judul Satu</a></p>'.replace("?utm_source=x#isi", ""),
    f'<p>Baca juga: <a href="{FIRST}" data-type="post" data-id="5" target="_blank" rel="noreferrer noopener">Judul Satu</a></p>',
    f'<div class="tema-terkait"><a href="{OWN}{FIRST}"><span>Baca Juga</span> <span>Judul Satu</span></a></div>',
    f'<div class="bacajuga"><ul><li>{LINK}</li></ul></div>',
    f"<!-- wp:html -->\n<div class='baca-juga'>{LINK}</div>\n<!-- /wp:html -->",
    f"<!-- wp:paragraph -->\n<p><strong>Baca Juga: {LINK}</strong></p>\n<!-- /wp:paragraph -->",
    "<p>Baca Juga: Judul Satu</p>",
    "<p>Baca Juga&nbsp; Judul Satu</p>",
    "<p><strong>BACA JUGA Judul Satu</strong></p>",
    f'[baca_juga url="{FIRST}"]',
    f'[kl_bacajuga url="{FIRST}"]',
    f'[kl-terkait-inline link="{FIRST}"]',
    f"[baca_juga]{OWN}{FIRST}[/baca_juga]",
    f"<p>Baca juga: “{LINK}”</p>",
    f"<p>Baca Juga Berita Lainnya: {LINK}</p>",
    f"<p>Simak berita lainnya: {LINK}</p>",
    f'<p><a href="{OWN}{FIRST}">Baca Juga</a></p>',
    f"{OWN}{FIRST}",
    f"[embed]{OWN}{FIRST}[/embed]",
    f'<!-- wp:embed {{"url":"{OWN}{FIRST}"}} -->\n<figure class="wp-block-embed is-type-wp-embed"><div>\n{OWN}{FIRST}\n'
    "</div></figure>\n<!-- /wp:embed -->",
    f"<p><strong>{LINK}</strong></p>",
    f"<p><em><strong>Baca: {LINK}</strong></em></p>",
    f"<p>Baca berita terkait: {LINK}</p>",
    f"<p>Terkait: {LINK}</p>",
    f"<p>(Baca juga: {LINK})</p>",
    f"<p>*Baca juga: {LINK}*</p>",
    f"<table><tbody><tr><td>Baca juga: {LINK}</td></tr></tbody></table>",
    f'<blockquote class="wp-embedded-content" data-secret="x">{LINK}</blockquote><iframe class="wp-embedded-content" '
    f'src="{OWN}{FIRST}embed/#?secret=x"></iframe>',
    f"<blockquote><p>{LINK}</p></blockquote>",
    f"<p>Baca juga:</p><p>{OWN}{FIRST}</p>",
    "<p><strong>Baca juga:</strong></p><p><strong>Judul Satu</strong></p>",
]  # fmt: skip


@pytest.mark.parametrize("related", RELATED)
def test_baca_juga_becomes_a_card_in_its_place(related):
    converted = convert(f"<p>Satu.</p>\n\n{related}\n\n<p>Dua.</p>")
    settled = settle(converted)
    assert settled.body == f"<p>Satu.</p>\n{card(11)}\n<p>Dua.</p>"
    assert kinds(converted.notes, settled.notes) == []


@pytest.mark.parametrize(
    "content",
    [
        f"<p>Satu kalimat.<br><strong>Baca juga: {LINK}</strong><br>Dua kalimat.</p>",
        f"<p>Satu kalimat. <strong>Baca juga: {LINK}</strong></p><p>Dua kalimat.</p>",
        f"Satu kalimat.\nBaca juga: {LINK}\nDua kalimat.",
    ],
)
def test_it_may_stand_in_a_paragraph_of_the_text(content):
    assert settle(convert(content)).body == f"<p>Satu kalimat.</p>\n{card(11)}\n<p>Dua kalimat.</p>"


LINKS = f'<a href="{OWN}{FIRST}">Judul Satu</a>', f'<a href="{OWN}{SECOND}">Judul Dua</a>'


@pytest.mark.parametrize(
    "group",
    [
        f"<p><strong>BACA JUGA:</strong></p><ul><li>{LINKS[0]}</li><li>{LINKS[1]}</li></ul>",
        f"<p>Baca juga:</p><p>1. {LINKS[0]}</p><p>2. {LINKS[1]}</p>",
        f"<p>Baca juga:<br>{LINKS[0]}<br>{LINKS[1]}</p>",
        f"<p>Baca juga: {LINKS[0]} | {LINKS[1]}</p>",
        f"<p>Baca juga: {LINKS[0]} dan {LINKS[1]}.</p>",
        f"<p>Baca juga: {LINKS[0]}</p><p>Baca juga: {LINKS[1]}</p>",
        f'<div class="related-posts"><h4>Berita Terkait</h4><ul><li>{LINKS[0]}</li><li>{LINKS[1]}</li></ul></div>',
        "<p>Baca Juga:</p><ul><li>Judul Satu</li><li>Judul Dua</li></ul>",
        "<p>Baca juga:<br>- Judul Satu<br>- Judul Dua</p>",
    ],
)
@pytest.mark.parametrize("behind", ["", "<p>(*)</p><p>Penulis: Ani Wati</p>"])
def test_a_group_at_the_end_is_the_list_below_the_story(group, behind):
    for content in (f"<p>Satu.</p>{group}{behind}", f"<p>Satu.</p>{behind}{group}"):
        converted = convert(content)
        settled = settle(converted)
        assert (settled.body, settled.related) == ("<p>Satu.</p>", [11, 22])
        assert kinds(converted.notes, settled.notes) == []


def test_a_title_of_two_lines_is_one_title():
    converted = convert("<p>Satu.</p><p>Baca juga:</p><ul><li>Judul<br>Satu</li></ul><p>Dua.</p>")
    assert settle(converted, {"Judul Satu": 11}).body == f"<p>Satu.</p>\n{card(11)}\n<p>Dua.</p>"


def test_links_in_lines_below_a_label_are_a_list():
    content = f"<p>Satu.</p><p>Baca juga:</p><p>- {LINKS[0]}<br>- {LINKS[1]}</p><p>Dua.</p>"
    assert settle(convert(content)).body == f"<p>Satu.</p>\n{card(11)}\n{card(22)}\n<p>Dua.</p>"


def test_a_group_amid_the_text_becomes_cards():
    settled = settle(
        convert(f"<p>Satu.</p><p>Baca juga:</p><ul><li>{LINKS[0]}</li><li>{LINKS[1]}</li></ul><p>Dua.</p>")
    )
    assert (settled.body, settled.related) == (f"<p>Satu.</p>\n{card(11)}\n{card(22)}\n<p>Dua.</p>", [])


@pytest.mark.parametrize(
    "related",
    [
        f'<p>Baca juga: <a href="{OWN}/2019/hilang/">Judul yang Hilang</a></p>',
        "<p>Baca Juga: Judul yang Hilang</p>",
        "<p>Baca Juga  Judul yang Hilang</p>",
        "[baca_juga id=77]",
    ],
)
def test_a_labelled_one_that_is_not_found_goes_and_is_reported(related):
    """A dead link is of no use to a reader; the report has its words and its address."""
    converted = convert(f"<p>Satu.</p>{related}<p>Dua.</p>")
    settled = settle(converted)
    assert settled.body == "<p>Satu.</p>\n<p>Dua.</p>"
    assert kinds(converted.notes, settled.notes) == ["related-unresolved"]


@pytest.mark.parametrize(
    ("related", "left"),
    [
        (f'<p><strong><a href="{OWN}/x/">Judul</a></strong></p>',
         f'<p><strong><a href="{OWN}/x/" rel="noopener">Judul</a></strong></p>'),
        (f"<p>{OWN}/x/</p>", f'<p><a href="{OWN}/x/" rel="noopener">{OWN}/x/</a></p>'),
    ],
)  # fmt: skip
def test_one_without_a_label_that_is_not_found_stays(related, left):
    converted = convert(f"<p>Satu.</p>{related}<p>Dua.</p>")
    settled = settle(converted)
    assert body.text(settled.body) == body.text(f"<p>Satu.</p>\n{left}\n<p>Dua.</p>")
    assert body.clean(settled.body) == settled.body
    assert f'href="{OWN}/x/"' in settled.body
    assert kinds(converted.notes, settled.notes) == ["link-unresolved"]


@pytest.mark.parametrize(
    ("content", "reported"),
    [
        ("<p>Baca juga buku itu, kata dia.</p>", True),
        ("<p>Simak juga penjelasan Bupati di bawah ini.</p>", True),
        ("<p>Baca juga:</p><p>Satu kalimat biasa.</p>", True),
        ("<p>Baca buku setiap hari.</p>", False),
        ("<p>Baca: Undang-Undang Pers</p>", True),
        ("<p>Baca juga judul berita yang lain</p>", True),
        ("<p>Berita terkait kasus itu tersebar luas.</p>", False),
        ("<p>Baca juga: penjelasan lengkapnya ada di bawah ini.</p>", True),
        ('<p>Baca juga: <a href="https://lain.example/a">Judul</a></p>', True),
        (f"<p>Baca juga berita {LINK} di situs ini.</p>", True),
    ],
)
def test_what_is_perhaps_none_stays(content, reported):
    converted = convert(f"<p>Awal.</p>{content}<p>Akhir.</p>")
    settled = settle(converted)
    assert body.text(settled.body) == body.text(body.clean(f"<p>Awal.</p>{content}<p>Akhir.</p>"))
    assert bool(kinds(converted.notes, settled.notes)) == reported


def test_an_old_address_that_reads_as_an_attachment_of_ours_is_a_link():
    settled = settle(convert("<p>Unduh suratnya.</p><p>/lampiran/3/</p>"))
    assert "oembed" not in settled.body
    assert "lampiran/3</a>" in settled.body


def test_a_card_to_what_is_no_story_stays_a_link():
    converted = convert(
        f'<p>Satu.</p><p>Baca juga: <a href="{OWN}/category/desa/">Kabar Desa</a></p><p>Dua.</p>'
    )
    settled = settle(converted, {"/category/desa/": "/kategori/desa/"})
    assert settled.body == '<p>Satu.</p>\n<p><a href="/kategori/desa/">Kabar Desa</a></p>\n<p>Dua.</p>'


# ---- Links, pictures, the rest


def test_links_to_the_old_site_lead_to_the_new_one():
    content = (
        f'<p>Ini <a href="{FIRST}">a</a>, <a href="//www.lama.example/tag/x">b</a>, <a href="{OWN}/y">c</a>, '
    )
    converted = convert(f'{content}<a href="https://lain.example/z">d</a>, <a href="#e">e</a>.</p>')
    settled = settle(converted, {FIRST: 11, "/tag/x": "/tag/x-baru/"})
    assert settled.body == (
        '<p>Ini <a href="/berita/11/">a</a>, <a href="/tag/x-baru/">b</a>, '
        f'<a href="{OWN}/y" rel="noopener">c</a>, <a href="https://lain.example/z" rel="noopener">d</a>, '
        '<a href="#e">e</a>.</p>'
    )
    assert [note.text for note in settled.notes] == [f"{OWN}/y"]


@pytest.mark.parametrize(
    "host", ["lama.example", "www.lama.example", "m.lama.example", "amp.lama.example", "LAMA.example:443"]
)
def test_the_old_site_has_several_hosts(host):
    assert len(convert(f'<p>Ini <a href="https://{host}/a/">a</a>.</p>').targets) == 1


@pytest.mark.parametrize(
    "host", ["lain.example", "lama.example.com", "bukanlama.example", "lama.example@lain.example"]
)
def test_other_hosts_are_other_sites(host):
    assert not convert(f'<p>Ini <a href="https://{host}/a/">a</a>.</p>').targets


def test_a_link_that_is_but_a_number_leads_on():
    converted = convert('<p>Ini <a href="?p=62">a</a>.</p>')
    assert [target.address for target in converted.targets] == ["/?p=62"]


def test_a_path_of_the_old_site_is_never_taken_for_one_of_ours():
    converted = convert('<p>Satu <a href="/berita/7/judul">a</a></p><p>/berita/7/</p>')
    assert [target.address for target in converted.targets] == ["/berita/7/judul", "/berita/7/"]
    assert "/berita/55/" in settle(converted, {"/berita/7/judul": 55}).body


def test_pictures_that_are_not_found_go_and_are_reported():
    converted = convert(
        '<p>Satu.</p><img src="/a.jpg"><p>Dua.</p><figure><img src="/b.jpg"><figcaption>B</figcaption></figure>'
    )
    settled = resolution.resolve(converted, [], [None, 5])
    assert settled.body == f"<p>Satu.</p>\n<p>Dua.</p>\n{photo(5, 'B')}"
    assert [(note.kind, note.text) for note in settled.notes] == [("picture-missing", "/a.jpg")]


def test_the_words_of_a_picture_that_is_not_found_are_reported():
    converted = convert(
        '<figure class="wp-block-gallery"><figcaption>Satu dua.</figcaption>[gallery ids="1,2"]</figure>'
    )
    settled = resolution.resolve(converted, [], [None, None])
    assert settled.body == ""
    assert "Satu dua." in " ".join(note.text for note in settled.notes)


def test_two_pictures_that_are_one_photo_stand_once_in_a_row():
    converted = convert('<img src="/a-300x200.jpg">\n\n<img src="/a.jpg">')
    assert resolution.resolve(converted, [], [5, 5]).body == photo(5)


@pytest.mark.parametrize(
    "text",
    [
        "Ikuti berita terkini Kabar Lama di Google News dan saluran WhatsApp",
        "Gabung di grup WhatsApp Kabar Lama sekarang",
        "Jangan lupa like dan subscribe ya",
        "https://chat.whatsapp.com/AbC123",
        "Klik https://t.me/kabarlama untuk bergabung",
        "ADVERTISEMENT",
        "Scroll to continue with content",
    ],
)
def test_calls_elsewhere_are_dropped_and_noted(text):
    converted = convert(f"<p>Satu.</p><p><strong>{text}</strong></p>")
    assert converted.html == "<p>Satu.</p>"
    assert [note.kind for note in converted.notes] == ["dropped"]
    assert text in converted.notes[0].text


@pytest.mark.parametrize(
    "text",
    [
        "Cek fakta: pesan WhatsApp soal bantuan itu tidak benar.",
        "Grup WhatsApp warga ramai sejak pagi, kata dia.",
        "Bupati mengajak warga bergabung dengan gerakan itu.",
        "Polisi menangkap admin grup WhatsApp dan Telegram.",
    ],
)
def test_news_about_whatsapp_stays(text):
    assert convert(f"<p>{text}</p>").html == f"<p>{text}</p>"


@pytest.mark.parametrize(
    ("excerpt", "standfirst"),
    [("", ""), (" Ringkas\n<b>saja</b> &amp; padat ", "Ringkas saja & padat"), ("a" * 401, "")],
)
def test_the_excerpt_is_the_standfirst(excerpt, standfirst):
    assert convert("<p>Satu.</p>", excerpt).standfirst == standfirst


def test_an_empty_story_stays_empty():
    converted = convert("")
    assert (converted.html, settle(converted).body) == ("", "")


# ---- The gazetteer


def test_every_place_is_known_in_its_forms():
    known = gazetteer.gazetteer()
    assert known["kab. malang"] == known["kabupaten malang"] == "Kabupaten Malang"
    assert known["kota malang"] == "Kota Malang"
    assert known["malang"] == "Malang"
    assert known["kec. kraksaan"] == "Kecamatan Kraksaan"
    assert all(spelling == spelling.lower() and printed for spelling, printed in known.items())
    assert gazetteer.ordinary_words() <= known.keys()


def test_regions_of_the_newsroom_are_known_with_their_other_names():
    known = gazetteer.gazetteer(
        [("Desa Argopuro", "Argopuro", ["Argo", "Gunung Argo"]), ("Kota Malang", "Malang", [])]
    )
    assert (known["argo"], known["gunung argo"], known["argopuro"]) == ("Argopuro",) * 3
    assert known["desa argopuro"] == "Desa Argopuro"
    assert known["kota malang"] == "Kota Malang"


# ---- Whatever the content

SENTENCES = st.lists(
    st.sampled_from(
        [
            "JEMBER – Warga desa.", "<p>Kalimat biasa saja.</p>", f"<p>Baca juga: {LINK}</p>", "Baca Juga  Judul Lain",
            "(*)", "Penulis: Ani Wati", "Editor : Budi | Foto: Citra", f"{OWN}{FIRST}", "<br>", "\n\n", "(fyd/rin)",
            f"<p><b>{LINK}</b></p>", '<img src="/a.jpg">', "<p>Foto: Istimewa</p>", "<ul><li>Baca juga:</li></ul>",
            "<p>Baca juga:</p>", f"<ul><li>{LINK}</li></ul>", "<hr>", "(Ani Wati/Budi Santoso)", "<h3>Judul</h3>",
        ]
    )
    | PIECES,
    max_size=14,
).map("".join)  # fmt: skip


def words(text):
    return Counter(re.findall(r"\w+", text.lower()))


@settings(max_examples=300, deadline=None)
@given(SENTENCES, st.lists(st.sampled_from([11, 11, 22, "/kategori/a b/", None]), min_size=1), st.booleans())
def test_the_settled_text_is_canonical_and_no_word_is_lost_unnoticed(content, answers, missing):
    notes = []
    elements = Elements(notes)
    before = body.clean(elements.convert(plain(content, notes)))
    converted = convert(content)
    targets = [answers[n % len(answers)] for n, _ in enumerate(converted.targets)]
    pictures = [None if missing else 5 + n % 2 for n, _ in enumerate(converted.pictures)]
    settled = resolution.resolve(converted, targets, pictures)
    assert body.clean(settled.body) == settled.body
    kept = [body.text(settled.body), converted.dateline, converted.sign_off]
    noted = [note.text for note in [*converted.notes, *settled.notes]]
    named = [" ".join(target.address.split("/")) + target.title for target in converted.targets]
    credited = [picture.caption + " " + picture.credit for picture in converted.pictures]
    lost = words(body.text(before)) - words(" ".join([*kept, *noted, *named, *credited]))
    assert not lost


@settings(deadline=None)
@given(st.text(alphabet="Penulis:EdtorAnWa .,(*)/|\n-&", max_size=60))
def test_any_line_can_be_read_for_credits(text):
    found = credit_lines.credits(text, SITE.initials)
    assert found is None or all(name.strip() == name and name for _role, name in found.people)
    sign = sign_offs.sign_off(text, SITE.initials, SITE.people_and_offices)
    assert sign is None or not sign.sure or text[sign.start :].strip().startswith(("(", "*"))


def test_targets_alike_are_one():
    converted = convert(f"<p>Ini {LINK} dan {LINK}.</p><p>Baca juga: {LINK}</p>")
    assert converted.targets == [Target(f"{OWN}{FIRST}")]


# ---- A whole archive


def test_an_archive_becomes_what_a_perfect_import_makes_of_it():
    archive = Archive(400)
    site = House(frozenset({HOST}), NAMES, gazetteer.gazetteer(), INITIALS, DROP_PATTERNS)
    by_path = {archive.path(n): archive.wp_id(n) for n in range(archive.posts)}
    by_title = {
        archive.title(n): None if archive.is_ambiguous(n) else archive.wp_id(n)
        for n in range(archive.posts)
        if archive.status(n) != "trash"
    }

    def found(target):
        if target.title:
            return by_title.get(target.title)
        parts = urlsplit(target.address)
        return int(parts.query.removeprefix("p=")) if parts.path == "/" else by_path.get(parts.path)

    forms = Counter()
    for story in archive.stories():
        converted = extraction.convert(item(story.content), site)
        pictures = [picture.wp_id or archive.drawing(story.number) for picture in converted.pictures]
        settled = resolution.resolve(converted, [found(target) for target in converted.targets], pictures)
        assert settled.body == story.body, story.content
        assert settled.related == story.related
        assert converted.dateline == story.dateline
        assert converted.sign_off == story.sign_off, story.content
        assert sorted(converted.credits) == sorted(story.credits)
        assert kinds(converted.notes, settled.notes) == sorted(story.reported)
        forms.update(story.forms)
    assert len(forms) > 55
    assert min(forms.values()) > 1


def test_an_archive_is_the_same_each_time_and_differs_by_its_seed():
    texts = [io.StringIO() for _ in range(3)]
    for text, seed in zip(texts, (1, 1, 2), strict=True):
        Archive(30, seed).write(text)
    assert texts[0].getvalue() == texts[1].getvalue() != texts[2].getvalue()
