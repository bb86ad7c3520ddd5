"""Export files of WordPress: what is read, what is repaired and told, and what is refused with its line."""

import gzip
import tracemalloc
import zipfile

import pytest

from articles.wordpress import export_file
from articles.wordpress.errors import ExportError, TruncatedExport
from articles.wordpress.export_file import Reader, sources
from articles.wordpress.plain_text import plain, without_mojibake
from articles.wordpress.wxr import Author, Term
from tests.support import wxr


@pytest.fixture
def write(tmp_path):
    def written(content, name="ekspor.xml"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written


def read(path):
    (source,) = sources([path])
    reader = Reader(source)
    return list(reader), reader


def kinds(item):
    return [note.kind for note in item.notes]


def test_an_item_and_the_head_are_read_whole(write):
    items, reader = read(
        write(
            wxr.export(
                wxr.author("rina", "Rina Wati", 7),
                wxr.category("berita", "Berita"),
                wxr.category("hukum", "Hukum &amp; Kriminal", "berita", 4),
                wxr.tag("banjir", "Banjir"),
                wxr.item(
                    20,
                    "2018",
                    content="<p>Satu ]]> dua.</p>\n\n<p>Tiga.</p>",
                    terms=[("category", "hukum", "Hukum &amp; Kriminal"), ("post_tag", "banjir", "Banjir")],
                    meta=[("_thumbnail_id", "24"), ("_wp_old_slug", "a"), ("_wp_old_slug", "b")],
                    password=" rahasia",
                ),
            )
        )
    )
    (item,) = items
    assert (item.wp_id, item.title, item.type, item.status) == (20, "2018", "post", "publish")
    assert item.content == "<p>Satu ]]> dua.</p>\n\n<p>Tiga.</p>"
    assert (item.date, item.date_gmt) == ("2018-11-19 14:05:00", "2018-11-19 07:05:00")
    assert item.terms == [("category", "hukum", "Hukum & Kriminal"), ("post_tag", "banjir", "Banjir")]
    assert item.meta == {"_thumbnail_id": ["24"], "_wp_old_slug": ["a", "b"]}
    assert item.password == " rahasia"
    assert item.notes == []
    head = reader.head
    assert (head.title, head.address, head.key) == ("Kabar Lama", wxr.SITE, "kabarlama.example")
    assert head.authors["rina"] == Author("rina", "Rina Wati", 7)
    assert head.terms["category", "hukum"] == Term("category", "hukum", "Hukum & Kriminal", "berita", 4)


def test_comments_of_readers_are_no_part_of_the_item(write):
    comment = "<wp:comment><wp:comment_id>3</wp:comment_id><title>Lain</title></wp:comment>"
    ((item,), _) = read(write(wxr.export(wxr.item(1)).replace(b"</item>", comment.encode() + b"</item>")))
    assert (item.wp_id, item.title) == (1, "Banjir surut")


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2", "1.3"])
def test_every_version_of_the_format(write, version):
    content = wxr.export(wxr.item(5)).replace(b"export/1.2/", f"export/{version}/".encode())
    ((item,), _) = read(write(content))
    assert (item.wp_id, item.content) == (5, "<p>Air surut sejak pagi.</p>")


def test_what_xml_cannot_hold_is_repaired_and_told_with_its_line(write):
    content = wxr.export(
        wxr.item(1, content="Pasir\x08 hitam\x0b"),
        wxr.item(2, content="BAD"),
        wxr.item(3, link="https://kabarlama.example/?a=1&b=2&c=3"),
        wxr.item(4),
    ).replace(b"BAD", b"Caf\xe9 \x93kutip\x94")
    (one, two, three, four), reader = read(write(content))
    assert (one.content, kinds(one)) == ("Pasir hitam", ["control-repaired"])
    assert (two.content, kinds(two)) == ("Café “kutip”", ["byte-repaired"])
    assert (three.link, kinds(three)) == ("https://kabarlama.example/?a=1&b=2&c=3", ["ampersand-repaired"])
    assert kinds(four) == []
    assert not reader.loose_repairs
    line = content[: content.index(b"Caf\xe9")].count(b"\n") + 1
    assert two.notes[0].text.startswith("3×")
    assert str(line) in two.notes[0].text


def test_references_to_what_xml_cannot_hold(write):
    content = wxr.export(wxr.item(1)).replace(b"<![CDATA[rina]]>", b"ri&#8;n&nbsp;a&#233;")
    ((item,), _) = read(write(content))
    assert item.creator == "rin&nbsp;aé"
    assert sorted(kinds(item)) == ["ampersand-repaired", "control-repaired"]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 1000])
def test_repairs_do_not_depend_on_where_a_chunk_ends(write, monkeypatch, size):
    content = wxr.export(
        wxr.item(1, "Rp 5 & 6", content="a\x08b ]]> &amp; & “c” 😀 <!-- wp:paragraph -->"),
        wxr.item(2, link="https://kabarlama.example/?a=1&b=2"),
    )
    path = write(content)
    whole, _ = read(path)
    monkeypatch.setattr(export_file, "CHUNK", size)
    assert read(path)[0] == whole
    assert whole[0].content == "ab ]]> &amp; & “c” 😀 <!-- wp:paragraph -->"


def test_other_encodings_marks_and_blank_lines_before_the_declaration(write):
    content = wxr.export(wxr.item(1, "Café"))
    latin = content.decode().replace('encoding="UTF-8"', 'encoding="ISO-8859-1"').encode("latin-1")
    for variant in (
        b"\xef\xbb\xbf" + content,
        b"\n\n " + content,
        latin,
        content.decode().replace('encoding="UTF-8"', "").encode("utf-16"),
    ):
        ((item,), _) = read(write(variant))
        assert item.title == "Café"


def test_an_encoding_that_nobody_knows(write):
    content = wxr.export().replace(b"UTF-8", b"klingon")
    with pytest.raises(ExportError, match="klingon"):
        read(write(content))


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("2018", "2018"),
        ("Tom &amp; Jeri", "Tom & Jeri"),
        ("Tom &amp;amp; Jeri", "Tom & Jeri"),
        ("Harga &#8220;naik&#8221;&nbsp;  lagi", "Harga “naik” lagi"),
        ("<strong>Tegas</strong> dan <em>miring</em>", "Tegas dan miring"),
        ("Rumus a &lt; b", "Rumus a < b"),
        ("3 < 5 dan 7 > 6", "3 < 5 dan 7 > 6"),
        ("", ""),
    ],
)
def test_titles_are_read_as_readers_saw_them(raw, shown):
    assert plain(raw) == shown


def twice(text):
    return text.encode().decode("cp1252", "replace")


@pytest.mark.parametrize("text", ["“Jumat” – Ro’ifah", "Café", "Rp 5.000…", "Kopi ½ harga"])
def test_text_that_was_encoded_twice_is_made_whole(text):
    broken = text.encode().decode("latin-1")
    assert without_mojibake(broken)[0] == text
    again = broken.encode().decode("latin-1")
    assert without_mojibake(again)[0] == text


@pytest.mark.parametrize("text", ["Banjir “besar” – Café", "MENÜ“", "São Paulo", "Â°", "😀 5 €", "Ãœ nyata"])
def test_text_that_is_right_stays_as_it_is(text):
    found, count = without_mojibake(text)
    assert (found, count) == (text, 0) or text in ("Â°", "Ãœ nyata")


def test_repaired_mojibake_is_told(write):
    ((item,), _) = read(write(wxr.export(wxr.item(1, twice("“Jum’at”"), content=twice("<p>“Ya,”</p>")))))
    assert "mojibake-repaired" in kinds(item) or "mojibake-unsure" in kinds(item)
    ((item,), _) = read(write(wxr.export(wxr.item(1, "“Jum’at”".encode().decode("latin-1")))))
    assert item.title == "“Jum’at”"
    assert kinds(item) == ["mojibake-repaired"]


def test_a_document_type_is_refused(write):
    bomb = b'<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    content = wxr.export(wxr.item(1)).replace(b"<rss", bomb + b"\n<rss")
    with pytest.raises(ExportError, match=r"(?s)ekspor.xml.*3"):
        read(write(content))


def test_a_prefix_that_stands_for_something_else_is_refused(write):
    content = wxr.export(wxr.item(1)).replace(b"<item>", b'<item xmlns:wp="http://lain.example/">')
    with pytest.raises(ExportError, match=r"lain\.example"):
        read(write(content))


@pytest.mark.parametrize(
    "content",
    [
        wxr.export(wxr.item(1), "</item>", wxr.item(2)),
        wxr.export(wxr.item(1), "<bukan:ini>", wxr.item(2)),
        wxr.export(wxr.item(1, content="A")).replace(b"<![CDATA[A]]>", b"<![CDATA[A <![CDATA[b]]> c]]>"),
    ],
)
def test_a_malformed_file_is_refused_with_its_line(write, content):
    with pytest.raises(ExportError, match=r"ekspor\.xml.*\d+") as refused:
        read(write(content))
    assert not isinstance(refused.value, TruncatedExport)


@pytest.mark.parametrize(
    "content",
    [b"", b"   ", b"Bukan XML", b"<html><body>Halo</body></html>", b"<html><p>Halo", b"\x00\x01\x02", b"{}"],
)
def test_what_is_no_export_is_refused(write, content):
    with pytest.raises(ExportError) as refused:
        read(write(content))
    assert not isinstance(refused.value, TruncatedExport)


def test_a_file_without_the_address_of_its_site_is_refused(write):
    with pytest.raises(ExportError):
        read(write(wxr.export(wxr.item(1), site="")))


def test_whoever_brings_the_file_may_name_its_site_and_the_file_knows_better(write):
    path = write(wxr.export(wxr.item(1), site=""))
    (source,) = sources([path], "https://kabarlain.example/")
    reader = Reader(source)
    assert len(list(reader)) == 1
    assert reader.head.key == "kabarlain.example"
    (source,) = sources([write(wxr.export(wxr.item(1)))], "https://kabarlain.example/")
    reader = Reader(source)
    assert len(list(reader)) == 1
    assert reader.head.key == "kabarlama.example"


@pytest.mark.parametrize("where", ["<p>Tengah", "<wp:post_id>3", "<wp:status>", "</item>"])
def test_a_cut_file_is_told_apart_and_its_whole_items_are_counted(write, where):
    content = wxr.export(
        wxr.item(1), wxr.item(2, date="2019-03-04 10:00:00"), wxr.item(3, content="<p>Tengah</p>")
    )
    cut = content[: content.rindex(where.encode()) + 3]
    (source,) = sources([write(cut)])
    reader, items = Reader(source), []
    with pytest.raises(TruncatedExport) as told:
        items.extend(reader)
    assert told.value.whole == 2
    assert told.value.last.wp_id == 2
    assert "2019-03" in str(told.value)
    assert "--accept-cut" in str(told.value)


def test_a_cut_gzip_file_is_cut_as_well(write):
    content = wxr.export(*(wxr.item(n, content=f"<p>{n * 7919}</p>" * 50) for n in range(1, 60)))
    packed = gzip.compress(content)
    with pytest.raises(TruncatedExport) as told:
        read(write(packed[: len(packed) * 3 // 4], "ekspor.xml.gz"))
    assert 0 < told.value.whole < 59


def test_gzip_and_zip_with_several_members_whatever_their_names(write, tmp_path):
    one, two = wxr.export(wxr.item(1)), wxr.export(wxr.item(2))
    assert read(write(gzip.compress(one), "ekspor.xml"))[0][0].wp_id == 1
    archive = tmp_path / "semua.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("b/ekspor-2.xml", two)
        made.writestr("a/ekspor-1.xml.gz", gzip.compress(one))
        made.writestr("__MACOSX/a/._ekspor-1.xml", b"\x00")
        made.writestr("baca.txt", b"halo")
    found = sources([archive])
    assert [source.member for source in found] == ["a/ekspor-1.xml.gz", "b/ekspor-2.xml"]
    assert [item.wp_id for source in found for item in Reader(source)] == [1, 2]


def test_files_that_are_not_there_or_hold_nothing(tmp_path, write):
    with pytest.raises(ExportError, match="tiada"):
        sources([tmp_path / "tiada.xml"])
    with pytest.raises(ExportError):
        sources(["a\0b.xml"])
    with zipfile.ZipFile(tmp_path / "kosong.zip", "w") as made:
        made.writestr("baca.txt", b"halo")
    with pytest.raises(ExportError, match=r"kosong\.zip"):
        sources([tmp_path / "kosong.zip"])
    with pytest.raises(ExportError, match=r"rusak\.zip"):
        sources([write(b"PK\x03\x04 rusak", "rusak.zip")])
    damaged = bytearray(gzip.compress(wxr.export(wxr.item(1, content="x" * 50_000))))
    damaged[40:60] = b"\xff" * 20
    with pytest.raises(ExportError):
        read(write(bytes(damaged), "rusak.xml.gz"))


@pytest.mark.parametrize("pack", ["gzip", "zip", "gzip in zip", "nothing but empty gzip files in zip"])
def test_a_file_that_unpacks_to_far_more_than_an_export_is_refused(pack, write, tmp_path, monkeypatch):
    """The bound is made small, so that the test stays small as well."""
    monkeypatch.setattr(export_file, "LEAST_BOUND", 600_000)
    monkeypatch.setattr(export_file, "MOST_TIMES", 2)
    content = wxr.export(wxr.item(1)).replace(b"</channel>", b" " * 5_000_000 + b"</channel>")
    if pack == "nothing but empty gzip files in zip":
        content = gzip.compress(b"", mtime=0) * 100_000
    elif "gzip" in pack:
        content = gzip.compress(content, mtime=0)
    if "zip" in pack.split():
        with zipfile.ZipFile(tmp_path / "bom.zip", "w", zipfile.ZIP_DEFLATED) as made:
            made.writestr("a.xml", content)
        path = tmp_path / "bom.zip"
    else:
        path = write(content, "bom.xml.gz")
    with pytest.raises(ExportError, match="lebih besar daripada ekspor mana pun"):
        read(path)


def test_a_large_export_that_packs_well_is_read(write, monkeypatch):
    monkeypatch.setattr(export_file, "LEAST_BOUND", 1000)
    items = [wxr.item(n, content=f"<p>Air setinggi lutut {n}.</p>" * 20) for n in range(1, 400)]
    path = write(gzip.compress(wxr.export(*items)), "besar.xml.gz")
    assert len(read(path)[0]) == 399


def test_a_post_without_an_end_is_refused_with_its_line(write, monkeypatch):
    monkeypatch.setattr(export_file, "LONGEST_ITEM", 1_000_000)
    long = wxr.export(wxr.item(1), wxr.item(2, content="panjang " * 200_000))
    with pytest.raises(ExportError, match=r"baris .* lebih panjang dari 1 juta karakter"):
        read(write(long))


def test_a_zip_file_of_very_many_files_or_a_locked_one_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(export_file, "MOST_MEMBERS", 3)
    with zipfile.ZipFile(tmp_path / "banyak.zip", "w") as made:
        for number in range(4):
            made.writestr(f"{number}.xml", b"x")
    with pytest.raises(ExportError, match="lebih dari 3 berkas XML"):
        sources([tmp_path / "banyak.zip"])
    with zipfile.ZipFile(tmp_path / "jarang.zip", "w", zipfile.ZIP_LZMA) as made:
        made.writestr("a.xml", b"x")
    with pytest.raises(ExportError, match="terkunci atau dikemas"):
        sources([tmp_path / "jarang.zip"])
    with zipfile.ZipFile(tmp_path / "kunci.zip", "w") as made:
        made.writestr("a.xml", b"x")
    locked = bytearray((tmp_path / "kunci.zip").read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.find(mark) + at] |= 1
    (tmp_path / "kunci.zip").write_bytes(locked)
    with pytest.raises(ExportError, match="terkunci atau dikemas"):
        sources([tmp_path / "kunci.zip"])


def test_memory_does_not_grow_with_the_file(write):
    def peak(count):
        path = write(wxr.export(*(wxr.item(n, content=f"<p>{n}</p>" * 400) for n in range(1, count))))
        tracemalloc.start()
        for _item in Reader(sources([path])[0]):
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert peak(1600) < 2 * peak(400)


# ---- As WordPress reads it


@pytest.mark.parametrize(
    "element",
    [
        '<atom:link rel="hub" href="https://hub.example/"/>',
        "<podcast:guid>x</podcast:guid><geo:lat>1</geo:lat>",
        '<media:thumbnail url="https://a.example/x.jpg"/>',
    ],
)
def test_a_prefix_that_nobody_declares_is_read_and_told(write, element):
    content = wxr.export(
        element, wxr.item(1), wxr.item(2).replace("</item>", "<foto:kredit>Ani</foto:kredit></item>")
    )
    items, reader = read(write(content))
    assert [item.wp_id for item in items] == [1, 2]
    assert reader.undeclared == {element[1:].partition(":")[0], "foto"} | (
        {"geo"} if "geo:" in element else set()
    )
    assert reader.census.elements["foto:kredit"] == 1


@pytest.mark.parametrize("prefix", ["wp", "content", "dc", "excerpt"])
def test_a_prefix_of_wordpress_itself_needs_no_declaration(write, prefix):
    text = wxr.export(wxr.item(1)).decode()
    start = text.index(f"xmlns:{prefix}=")
    end = text.index('"', text.index('"', start) + 1) + 1
    ((item,), reader) = read(write(text[:start] + text[end:]))
    assert (item.wp_id, item.creator, item.content) == (1, "rina", "<p>Air surut sejak pagi.</p>")
    assert reader.undeclared == {prefix}


def test_another_prefix_for_the_same_names(write):
    text = wxr.export(wxr.author("rina", "Rina"), wxr.item(1)).decode()
    text = text.replace("<wp:", "<w:").replace("</wp:", "</w:").replace("xmlns:wp=", "xmlns:w=")
    ((item,), reader) = read(write(text))
    assert (item.wp_id, reader.head.authors["rina"].name) == (1, "Rina")
    assert not reader.undeclared


def test_the_first_version_of_the_format_names_tags_otherwise(write):
    lists = (
        '<category><![CDATA[Berita]]></category><category domain="category" nicename="berita"><![CDATA[Berita]]></category>'
        '<category domain="tag"><![CDATA[Banjir Bandang]]></category>'
        '<category domain="tag" nicename="banjir-bandang"><![CDATA[Banjir Bandang]]></category>'
    )
    text = wxr.export(wxr.item(1).replace("</item>", f"{lists}</item>")).replace(
        b"export/1.2/", b"export/1.0/"
    )
    ((item,), _reader) = read(write(text))
    assert ("post_tag", "banjir-bandang", "Banjir Bandang") in item.terms
    assert {taxonomy for taxonomy, _slug, _name in item.terms} == {"category", "post_tag"}


def test_lists_without_anything_but_their_name(write):
    text = wxr.export(wxr.item(1).replace("</item>", "<category>Berita Desa</category></item>"))
    ((item,), _reader) = read(write(text))
    assert item.terms == [("category", "berita-desa", "Berita Desa")]


def test_an_author_has_an_address_of_mail(write):
    _items, reader = read(
        write(wxr.export(wxr.author("rina", "Rina Wati", 7, "rina@surat.example"), wxr.item(1)))
    )
    assert reader.head.authors["rina"].email == "rina@surat.example"
