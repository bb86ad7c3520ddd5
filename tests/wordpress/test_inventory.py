"""The closed account of a file: whatever stands in it is used, worthless for a reason, or listed."""

import json

import pytest

from articles.models import ImportedItem, ImportRun
from articles.wordpress import field_table, inventory, other_tables, report
from articles.wordpress.export_file import sources
from articles.wordpress.report_labels import INVENTORY_KINDS, WORTHLESS
from articles.wordpress.scan import scan_files
from tests.support import wxr

WHOLE = (
    wxr.author("rina", "Rina Wati", email="rina@surat.example"),
    wxr.category("berita", "Berita"),
    "<description>Kabar</description><wp:plugin_mark>x</wp:plugin_mark>",
    wxr.item(
        1,
        "Jembatan roboh",
        meta=[
            ("_edit_last", "1"),
            ("post_views_count", "12"),
            ("kode_naskah", "JBR/12"),
            ("kode_naskah", ""),
            ("galeri_0_judul", "Satu"),
            ("galeri_1_judul", "Dua"),
            ("_galeri_0_judul", "field_5f0c"),
            ("_oembed_0123456789abcdef0123456789abcdef", "<iframe></iframe>"),
            ("", "tanpa nama"),
        ],
        terms=[("category", "berita", "Berita"), ("wilayah", "leces", "Leces"), ("post_format", "x", "X")],
        comments=[
            wxr.comment("Setuju"),
            wxr.comment("Beli di sini", approved="spam"),
            wxr.comment("tautan", kind="pingback"),
            wxr.comment("", number=3),
        ],
    ).replace("</item>", "<podcast:season>1</podcast:season><category>Berita</category></item>"),
    wxr.item(2, "Jadwal", type="acara"),
    wxr.item(3, "Lama", type="revision", status="inherit"),
)


@pytest.fixture
def lines(tmp_path):
    """Scans a file of these parts; returns the lines of its account by kind and name."""

    def scanned(*parts):
        path = tmp_path / "ekspor.xml"
        path.write_bytes(wxr.export(*parts))
        rows = scan_files(sources([path])).inventory.data()
        return {(row["kind"], row["name"]): row for row in rows}

    return scanned


def counts(line):
    return tuple(line[name] for name in ("total", "used", "worthless", "unknown"))


def test_everything_in_a_file_is_used_worthless_or_listed(lines):
    account = lines(*WHOLE)
    expected = {
        ("head", "wp:author"): (1, 1, 0, 0),
        ("head", "description"): (1, 0, 1, 0),
        ("head", "wp:plugin_mark"): (1, 0, 0, 1),
        ("element", "title"): (3, 3, 0, 0),
        ("element", "podcast:season"): (1, 0, 0, 1),
        ("meta", "_edit_last"): (1, 0, 1, 0),
        ("meta", "post_views_count"): (1, 1, 0, 0),
        ("meta", "kode_naskah"): (2, 0, 1, 1),
        ("meta", "galeri_*_judul"): (2, 0, 0, 2),
        ("meta", "_galeri_*_judul"): (1, 0, 1, 0),
        ("meta", "_oembed_*"): (1, 0, 1, 0),
        ("meta", ""): (1, 0, 1, 0),
        ("list", "category"): (1, 1, 0, 0),
        ("list", "wilayah"): (1, 0, 0, 1),
        ("list", "post_format"): (1, 0, 1, 0),
        ("list", ""): (1, 0, 1, 0),
        ("comment", "comment"): (1, 1, 0, 0),
        ("comment", "spam"): (1, 0, 1, 0),
        ("comment", "pingback"): (1, 0, 1, 0),
        ("comment", ""): (1, 0, 1, 0),
        ("type", "post"): (1, 1, 0, 0),
        ("type", "acara"): (1, 0, 0, 1),
        ("type", "revision"): (1, 0, 1, 0),
    }
    assert {key: counts(account[key]) for key in expected} == expected
    assert account["meta", "kode_naskah"]["examples"] == [
        ["Jembatan roboh", f"{wxr.SITE}/2018/11/19/berita-1/", "JBR/12"]
    ]
    assert account["type", "acara"]["examples"][0][0] == "Jadwal"
    for row in account.values():
        assert row["total"] == row["used"] + row["worthless"] + row["unknown"]
        assert bool(row["worthless"]) == (row["reason"] in WORTHLESS)


def test_what_goes_astray_between_file_and_items_is_an_error(lines, monkeypatch):
    monkeypatch.setattr(inventory.Inventory, "_add_field", lambda self, item, name, value: None)
    with pytest.raises(AssertionError, match="_edit_last"):
        lines(*WHOLE)


def test_names_without_end_do_not_fill_the_memory(lines, monkeypatch):
    monkeypatch.setattr(inventory, "MOST_NAMES", 10)
    metas = [(f"bidang{'x' * number}", "isi") for number in range(40)]
    account = lines(wxr.item(1, meta=metas))
    names = [name for kind, name in account if kind == "meta"]
    assert len(names) <= 11
    assert sum(row["unknown"] for (kind, _name), row in account.items() if kind == "meta") == 40


def test_the_account_is_kept_with_the_run_and_shown_in_its_report(db, load, tmp_path):
    run = load(*WHOLE)
    stored = ImportRun.objects.get(pk=run.pk).inventory
    assert {row["kind"] for row in stored} == set(inventory.KINDS)
    result = report.of_run(run, tmp_path)
    page = result.html()
    assert "kode_naskah" in page
    assert "JBR/12" in page
    assert "podcast:season" in page
    assert "Jadwal" in page
    result.write(tmp_path)
    data = json.loads((tmp_path / "report.json").read_text())
    assert data["inventory"] == stored
    assert [(item["title"], item["reason"]) for item in data["items"]] == [("Jadwal", "type acara")]
    listed = (tmp_path / "items.csv").read_text()
    assert "Jadwal" in listed
    assert "Lama" in listed


def test_an_account_that_is_not_closed_stops_the_report(db, load):
    run = load(*WHOLE)
    run.inventory[0]["total"] += 1
    with pytest.raises(AssertionError):
        report.of_run(run)


def test_comments_of_readers_are_kept_without_their_addresses(db, load):
    load(*WHOLE)
    row = ImportedItem.objects.get(wp_id=1)
    assert row.parsed["comments"] == [
        {"id": "1", "author": "Warga", "date": "2018-11-20 08:00:00", "text": "Setuju", "parent": "0"}
    ]
    assert "surat.example" not in json.dumps(row.parsed)
    assert "192.0.2.7" not in json.dumps(row.parsed)
    assert ["comments", "1"] in row.notes


def test_every_reason_and_kind_has_its_words():
    reasons = {
        *field_table.HEAD.values(),
        *field_table.ITEM.values(),
        *field_table.TYPES.values(),
        *field_table.TAXONOMIES.values(),
        *field_table.COMMENTS.values(),
        *other_tables.GHOST_TABLES.values(),
        *other_tables.GHOST_COLUMNS.values(),
        *other_tables.BLOGGER_HEAD.values(),
        *other_tables.BLOGGER_ELEMENTS.values(),
        *(reason for _pattern, reason in field_table.WORTHLESS_FIELDS),
    } - {field_table.USED}
    assert reasons <= WORTHLESS.keys()
    assert set(inventory.KINDS) == INVENTORY_KINDS.keys()


def test_no_field_that_is_used_is_worthless_as_well():
    for name in field_table.USED_FIELDS:
        assert inventory._FieldReasons()[name] == field_table.USED
