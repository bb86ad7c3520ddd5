"""Regions from a CSV list: shown before they are written, told by line where one is wrong, all or nothing."""

import html

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles import region_table
from articles.models import Region
from staff.desk import region_list
from staff.desk.region_list import Unreadable

pytestmark = pytest.mark.django_db
PAGE = "/redaksi-desk/articles/region/daftar/"
HEAD = "nama;jenis;induk;titimangsa;zona;kode;nama lain"


def check(*lines, head=HEAD):
    return region_list.check(region_list.read("\n".join([head, *lines])))


def faults(*lines, head=HEAD):
    return check(*lines, head=head).faults


def send(client, text, **fields):
    return client.post(PAGE, {"text": text, **fields}, follow=True)


LIST = f"""{HEAD}
Jawa Timur;provinsi;;;;35;Jatim
Lumajang;kabupaten;Jawa Timur;;WIB;35.08;
Tempeh;Kec.;Lumajang;TEMPEH;;;Tempeh Lor/Tempeh Kidul
"""


def test_a_list_is_shown_before_it_is_written(visit, managing_editor):
    client = visit(managing_editor)
    page = send(client, LIST)
    assert "<b>3</b> baru" in page.content.decode()
    assert "/daerah/tempeh/" in page.content.decode()
    assert not Region.objects.exists()
    page = send(client, LIST, write="1")
    assert "Ditambahkan: 1 provinsi, 1 kabupaten, 1 kecamatan." in page.content.decode()
    tempeh = Region.objects.get(name="Tempeh")
    assert tempeh.path == "jawa-timur/lumajang/tempeh"
    assert (tempeh.dateline, tempeh.time_zone) == ("TEMPEH", "Asia/Jakarta")
    assert tempeh.aliases == ["Tempeh Lor", "Tempeh Kidul"]
    assert Region.objects.get(code="35").aliases == ["Jatim"]


def test_the_same_list_again_adds_nothing(visit, managing_editor):
    client = visit(managing_editor)
    send(client, LIST, write="1")
    rows = list(Region.objects.order_by("pk").values())
    assert "<b>3</b> sudah ada" in send(client, LIST).content.decode()
    send(client, LIST, write="1")
    assert list(Region.objects.order_by("pk").values()) == rows


def test_one_fault_and_nothing_is_written(visit, managing_editor):
    page = send(visit(managing_editor), f"{LIST}Entah;benua;;;;;\n", write="1")
    assert page.status_code == 400
    assert "Baris 5: jenis “benua” bukan provinsi, kabupaten, kota atau kecamatan" in page.content.decode()
    assert "Tempeh Lor" in page.content.decode()  # what was sent stays, to be mended
    assert not Region.objects.exists()


@pytest.mark.parametrize(
    ("encoding", "delimiter", "begin"),
    [("utf-8", ";", ""), ("utf-8-sig", ",", ""), ("utf-16", "\t", ""), ("cp1252", ";", "sep=;\r\n")],
)
def test_lists_are_read_as_spreadsheets_save_them(visit, managing_editor, encoding, delimiter, begin):
    lines = [["Nama", " KODE ", "Jenis"], ["Café Raya", "", "kota"], ['"Dua, Kata"', "", "kota"]]
    text = begin + "\r\n".join(delimiter.join(line) for line in lines) + "\r\n"
    file = SimpleUploadedFile("daerah.csv", text.encode(encoding))
    page = visit(managing_editor).post(PAGE, {"file": file})
    assert page.status_code == 200
    new = page.context["outcome"].new
    assert [region.name for _line, region in new] == ["Café Raya", "Dua, Kata"]
    assert [line.number for line, _region in new] == ([2, 3] if not begin else [3, 4])


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04\x00\x00zip", b"\xff\xfe\x00", b"judul;isi\n1;2\n", b'nama;jenis\n"' + b"x" * 140_000],
    ids=["empty", "a spreadsheet", "half a letter", "other columns", "a quotation without an end"],
)
def test_a_file_that_is_no_list_is_refused(visit, managing_editor, data):
    page = visit(managing_editor).post(PAGE, {"file": SimpleUploadedFile("daerah.csv", data)})
    assert page.status_code == 400
    assert b'role="alert"' in page.content


def test_a_file_that_is_too_large_is_refused(visit, managing_editor, monkeypatch):
    monkeypatch.setattr(region_list, "LARGEST", 10)
    monkeypatch.setattr(region_list, "MOST_ROWS", 1)
    page = visit(managing_editor).post(PAGE, {"file": SimpleUploadedFile("a.csv", LIST.encode())})
    assert "paling banyak 1 MB" in page.content.decode()
    with pytest.raises(Unreadable):
        check("A;kota", "B;kota")


@pytest.mark.parametrize(
    ("lines", "number", "words"),
    [
        (["Satu;;;;;;"], 2, "jenis belum diisi"),
        ([";kota;;;;;"], 2, "nama"),
        ([f"{'x' * 300};kota;;;;;"], 2, "nama"),
        ([f"Satu;kota;;{'x' * 300};;;"], 2, "titimangsa"),
        ([f"Satu;kota;;;;;{'x' * 300}"], 2, "nama lain"),
        (["Satu;kota;;;GMT;;"], 2, "zona “GMT” bukan"),
        (["Satu;kota;;;;3513;"], 2, "Kode ditulis seperti 35"),
        (["Satu;kota;;;;35.13.14;"], 2, "Ini kode daerah jenis lain."),
        (["Satu;kota;;;WIT;35.79;"], 2, "Jawa Timur memakai WIB"),
        (["Satu;kota;;;;35.79;", "Dua;kota;;;;35.79;"], 3, "“Satu” sudah ada di baris 2"),
        (["Satu;kota;;;;;", "SATU;kota;;;;;"], 3, "“Satu” sudah ada di baris 2"),
        (["Satu;kecamatan;Entah;;;;"], 2, "induk “Entah” belum ada"),
        (["Satu;kecamatan;99.99;;;;"], 2, "induk “99.99” belum ada"),
        (["Satu;kabupaten;Satu;;;;"], 2, "induk “Satu” belum ada"),  # nothing lies in itself
        (["Satu;kota;;;;;", "Dua;kabupaten;Satu;;;;"], 3, "induk “Satu” belum ada"),
        (["Malang;kota;;;;;", "Malang;kabupaten;;;;;", "Klojen;kecamatan;Malang;;;;"], 4, "tulis kodenya"),
        (["Bali;provinsi;;;;51;", "Satu;kota;Bali;;WIB;35.79;"], 3, "tidak termasuk Bali (51)"),
    ],
)
def test_a_fault_is_told_with_its_line(lines, number, words):
    told = faults(*lines)
    assert [line for line, _fault in told] == [number]
    assert words in told[0][1]


def test_a_code_that_another_region_has_is_told():
    Region.objects.create(name="Kota Apel", kind="city", code="35.79")
    assert faults("Batu;kota;;;;35.79;") == []  # that one: it is here already
    Region.objects.create(name="Pasuruan", kind="city", code="35.75")
    ((line, fault),) = faults("Pasuruan;kota;;;;35.74;")
    assert (line, fault) == (2, "“Pasuruan” sudah ada dengan kode 35.75")


def test_wholes_may_stand_behind_their_parts():
    outcome = check("Tempeh;kecamatan;Lumajang", "Lumajang;kabupaten;35", "Jawa Timur;provinsi;;;;35")
    assert outcome.faults == []
    assert {region.name: region.parent and region.parent.name for _line, region in outcome.new} == {
        "Jawa Timur": None,
        "Lumajang": "Jawa Timur",
        "Tempeh": "Lumajang",
    }


def test_a_code_of_the_table_says_the_rest():
    Region.objects.create(name="Jawa Timur", kind="province", code="35")
    ((_line, region),) = check(";35.08", head="nama;kode").new
    assert (region.name, region.kind, region.parent.name) == ("Lumajang", "regency", "Jawa Timur")


def test_names_of_signs_and_of_scripts_from_elsewhere_get_addresses(visit, managing_editor):
    lines = ['<b>Satu</b> & "dua";kota', "!!!;kota", "北京;kota", "Satu Dua;kota", "Satu  Dua;kabupaten"]
    send(visit(managing_editor), "\n".join(["nama;jenis", *lines]), write="1")
    slugs = list(Region.objects.values_list("slug", flat=True))
    assert len(slugs) == len(set(slugs)) == 5
    assert all(slugs)


def test_a_list_costs_as_many_queries_as_a_line(django_assert_max_num_queries):
    lines = [f"Kota {n};kota" for n in range(500)]
    with django_assert_max_num_queries(5):
        assert region_list.write(check(*lines)) == {"city": 500}


def test_somebody_who_was_quicker_is_told(monkeypatch):
    outcome = check("Satu;kota;;;;35.79;")
    Region.objects.create(name="Lain", kind="city", code="35.79")
    assert region_list.write(outcome) is None
    assert not Region.objects.filter(name="Satu").exists()


@pytest.mark.parametrize("code", ["", "62.05", "35.74", "91.03"])
def test_the_example_is_of_the_papers_own_place_and_can_be_taken(code, visit, managing_editor):
    if code:
        region_table.add([code])
    rows = region_list.example().splitlines()
    assert all(row in html.unescape(visit(managing_editor).get(PAGE).content.decode()) for row in rows)
    assert code in rows[2]
    outcome = region_list.check(region_list.read(region_list.example()))
    assert not outcome.faults
    assert len(outcome.new) + len(outcome.present) == 3
