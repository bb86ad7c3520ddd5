"""Blogger, Ghost and the neutral format, read into the same items as WordPress's, and moved in like them."""

import gzip
import io
import json
import zipfile
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, ImportedItem, LegacyPath
from articles.text.story_text import MetaTags
from articles.wordpress import runs
from articles.wordpress.errors import ExportError
from articles.wordpress.export_file import sources
from articles.wordpress.ghost_text import html_of
from articles.wordpress.json_rows import JsonRows
from articles.wordpress.readers import reader_of
from articles.wordpress.scan import scan_files
from tests.support.other_exports import (
    BLOG,
    IMAGE,
    entry,
    former_entry,
    former_feed,
    ghost,
    ghost_post,
    jsonl,
    story,
    takeout,
)

GHOST = "https://kabarsemeru.example"


@pytest.fixture
def read(tmp_path):
    """Reads one file, and returns (reader, its items by their number)."""

    def read_file(content, name="ekspor.xml", site=""):
        path = tmp_path / name
        path.write_bytes(content)
        [source] = sources([path], site)
        reader = reader_of(source)
        return reader, list(reader)

    return read_file


@pytest.fixture
def move_in(tmp_path, db):
    """Moves one file in, and returns the run."""

    def move(content, name="ekspor.xml", site="", decided=None):
        path = tmp_path / name
        path.write_bytes(content)
        exports = sources([path], site)
        scan = scan_files(exports)
        run = runs.begin(scan, exports, decided)
        return runs.finish(run, scan=scan, sources=exports)

    return move


# ---- Blogger


def test_an_entry_of_bloggers_download_is_an_item(read):
    reader, [item] = read(
        takeout(entry(5, "Banjir & lumpur", labels=["Probolinggo", "Banjir"], location="Kraksaan"))
    )
    assert (reader.head.title, reader.head.address) == ("Kabar Bromo", BLOG)
    assert (item.wp_id, item.type, item.status, item.title) == (5, "post", "publish", "Banjir & lumpur")
    assert item.link == f"{BLOG}/2024/01/berita-5.html"
    assert (item.date, item.date_gmt) == ("2024-01-05 19:00:00", "2024-01-05 12:00:00")
    assert item.terms == [("post_tag", "probolinggo", "Probolinggo"), ("post_tag", "banjir", "Banjir")]
    assert item.creator == "Rina Wulandari"
    assert item.meta == {"blogger_location": ["Kraksaan"]}


@pytest.mark.parametrize(
    ("status", "expected"),
    [("LIVE", "publish"), ("DRAFT", "draft"), ("SCHEDULED", "future"), ("SOFT_TRASHED", "trash")],
)
def test_what_nobody_could_read_does_not_surface(read, status, expected):
    _reader, [item] = read(takeout(entry(5, status=status)))
    assert item.status == expected


def test_a_comment_is_no_post(read):
    comment = entry(6, "", "COMMENT", filename="", parent="tag:blogger.com,1999:blog-77.post-5")
    _reader, items = read(takeout(entry(5), comment, entry(7, kind="PAGE", filename="/p/tentang.html")))
    assert [(item.type, item.parent) for item in items] == [("post", 0), ("comment", 5), ("page", 0)]


def test_settings_and_templates_of_the_former_export_are_nothing(read):
    feed = former_feed(
        former_entry(1, "settings"), former_entry(2, "template"), former_entry(3, labels=["Pasar"]), former_entry(4, is_draft=True),
        former_entry(5, "comment", reply_to="tag:blogger.com,1999:blog-77.post-3"),
    )  # fmt: skip
    _reader, items = read(feed)
    assert [(item.wp_id, item.type, item.status) for item in items] == [
        (3, "post", "publish"), (4, "post", "draft"), (5, "comment", "publish"),
    ]  # fmt: skip
    assert items[0].link == f"{BLOG}/2015/03/pasar-3.html"
    assert items[0].terms == [("post_tag", "pasar", "Pasar")]
    assert items[2].parent == 3


def test_a_feed_without_its_address_is_of_the_host_that_its_links_name(read):
    text = f'<p><a href="{BLOG}/2023/12/lama.html">Baca</a> <a href="{BLOG}/2023/11/lain.html">Lagi</a></p>'
    reader, [item] = read(takeout(entry(5, content=text), head=""))
    assert reader.head.address == BLOG
    assert item.link == f"{BLOG}/2024/01/berita-5.html"


def test_a_feed_that_names_no_host_at_all_has_its_blogs_number(read):
    reader, _items = read(takeout(entry(5), head=""))
    assert reader.head.key == "blog-77.blogger.com"


def test_bloggers_pictures_are_taken_in_the_size_for_print(read):
    _reader, items = read(takeout(entry(5, content=f'<div class="separator"><img src="{IMAGE}"></div>')))
    assert [item.type for item in items] == ["attachment", "post"]
    assert items[0].attachment_url == IMAGE.replace("s320", "s1600")
    assert items[0].attachment_url in items[1].content


def test_the_download_is_read_in_its_zip_file(read, tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("Takeout/Blogger/Blogs/Kabar/feed.atom", takeout(entry(5)))
        archive.writestr("Takeout/Blogger/Albums/x.jpg", b"x")
        archive.writestr("__MACOSX/Takeout/._feed.atom", b"x")
    _reader, [item] = read(buffer.getvalue(), "takeout.zip")
    assert item.wp_id == 5


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (takeout(entry(5))[:-20], "berakhir di tengah"),
        (takeout(entry(5)).replace(b"</title>", b"</titel>", 1), "rusak"),
        (b'<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY a "b">]>' + takeout(entry(5))[38:], "jenis dokumen"),
    ],
)
def test_a_feed_that_is_not_whole_is_refused_in_words(read, content, reason):
    with pytest.raises(ExportError, match=reason):
        read(content)


def test_a_blog_moves_in(move_in):
    other = (
        f'<p>Air surut.</p><p><b>Baca Juga:</b> <a href="{BLOG}/2024/01/berita-6.html">Banjir besar</a></p>'
    )
    comment = entry(
        7, "", "COMMENT", filename="", parent="tag:blogger.com,1999:blog-77.post-5", content="Bagus"
    )
    run = move_in(takeout(entry(5, content=other, labels=["Banjir"]), entry(6, "Banjir besar"), comment))
    first, second = Article.objects.order_by("headline")
    assert {first.status, second.status} == {"published"}
    with_card = Article.objects.get(headline="Banjir surut")
    assert f"/berita/{Article.objects.get(headline='Banjir besar').pk}/" in with_card.body
    assert [tag.name for tag in with_card.tags.all()] == ["Banjir"]
    assert LegacyPath.objects.filter(path="/2024/01/berita-5.html/", article=with_card).exists()
    assert ImportedItem.objects.get(run=run, type="comment").legacy_html == "Bagus"


# ---- Ghost


def test_a_post_of_ghost_is_an_item(read):
    reader, [item] = read(ghost(ghost_post()), "kabar.json", GHOST)
    assert reader.head.title == "Kabar Semeru"
    assert (item.type, item.status, item.title) == ("post", "publish", "Banjir surut di Dringu")
    assert (item.date, item.date_gmt) == ("2024-01-01 00:30:00", "2023-12-31 17:30:00")
    assert item.link == f"{GHOST}/banjir-65a/"
    assert item.terms == [
        ("category", "peristiwa", "Peristiwa"), ("post_tag", "peristiwa", "Peristiwa"), ("post_tag", "banjir", "Banjir"),
        ("internal_tag", "hash-impor", "#impor"), ("author", "rina", ""),
    ]  # fmt: skip


@pytest.mark.parametrize("wrapped", [True, False])
def test_both_forms_of_ghosts_file_are_read(read, wrapped):
    _reader, items = read(ghost(ghost_post(), ghost_post("65b"), wrapped=wrapped), "kabar.json", GHOST)
    assert len(items) == 2
    assert len({item.wp_id for item in items}) == 2


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"status": "draft", "published_at": None}, "draft"),
        ({"visibility": "members"}, "private"),
        ({"visibility": "paid"}, "private"),
        ({"status": "scheduled", "published_at": "2030-01-01T00:00:00.000Z"}, "future"),
        (
            {"published_at": "2031-01-01T00:00:00.000Z"},
            "draft",
        ),  # later than the export itself: told, not published
    ],
)
def test_what_ghost_showed_to_few_is_for_nobody(read, fields, status):
    _reader, [item] = read(ghost(ghost_post(**fields)), "kabar.json", GHOST)
    assert item.status == status


def test_a_moment_in_thousandths_is_read(read):
    _reader, [item] = read(ghost(ghost_post(published_at=1703980800000)), "kabar.json", GHOST)
    assert item.date_gmt == "2023-12-31 00:00:00"


def test_a_file_of_the_first_ghost_is_read_with_its_picture_and_words(read, tmp_path):
    post = ghost_post(
        image="/content/images/2015/pasar.jpg", meta_title="Judul mesin", meta_description="Uraian mesin."
    )
    _reader, [lead, item] = read(ghost(post), "kabar.json", GHOST)
    assert lead.attachment_url == "/content/images/2015/pasar.jpg"
    assert item.first_meta("_thumbnail_id") == str(lead.wp_id)
    assert item.first_meta("_yoast_wpseo_title") == "Judul mesin"
    rows = account(tmp_path, ghost(post), "kabar.json", GHOST)
    assert not [
        name for (_kind, name), row in rows.items() if row["unknown"] and name.startswith("ghost.posts")
    ]


def test_a_file_that_another_program_wrote_for_ghost_is_read(read):
    """Posts without numbers, their tags in their own rows, moments in seconds."""
    posts = [
        {"title": f"Kabar {n}", "slug": f"kabar-{n}", "html": "<p>Isi.</p>", "status": "published", "page": 0,
         "published_at": 1421370483000 + n, "tags": [{"name": "Pasar Besar"}, "harga"]}
        for n in range(3)
    ]  # fmt: skip
    content = json.dumps({"meta": {"exported_on": 1468438082}, "data": {"posts": posts, "tags": []}}).encode()
    _reader, items = read(content, "kabar.json", GHOST)
    assert len({item.wp_id for item in items}) == 3
    assert {item.status for item in items} == {"publish"}
    assert items[0].terms == [
        ("category", "pasar-besar", "Pasar Besar"), ("post_tag", "pasar-besar", "Pasar Besar"), ("post_tag", "harga", "harga"),
    ]  # fmt: skip


def test_secrets_of_ghost_are_never_kept(move_in):
    move_in(ghost(ghost_post(), api_keys=[{"secret": "kunci-rahasia"}]), "kabar.json", GHOST)
    stored = json.dumps(list(ImportedItem.objects.values("parsed", "legacy_html")))
    assert "rahasia" not in stored


def test_the_lead_picture_has_its_caption_of_another_table(read):
    post = ghost_post(feature_image="__GHOST_URL__/content/images/2023/banjir.jpg")
    meta = [{"post_id": "65a", "feature_image_alt": "Banjir", "feature_image_caption": "Air setinggi lutut."}]
    _reader, [lead, item] = read(ghost(post, posts_meta=meta), "kabar.json", GHOST)
    assert (lead.type, lead.attachment_url) == ("attachment", f"{GHOST}/content/images/2023/banjir.jpg")
    assert (lead.excerpt, lead.first_meta("_wp_attachment_image_alt")) == ("Air setinggi lutut.", "Banjir")
    assert item.first_meta("_thumbnail_id") == str(lead.wp_id)


def test_words_for_search_engines_come_along_from_every_system(move_in):
    said = MetaTags("Judul mesin", "Uraian mesin.", "https://asal.example/7")
    meta = [{"post_id": "65a", "meta_title": said.meta_title, "meta_description": said.meta_description}]
    move_in(ghost(ghost_post(canonical_url=said.canonical_url), posts_meta=meta), "kabar.json", GHOST)
    assert Article.objects.get(headline="Banjir surut di Dringu").meta_tags == said
    line = story(**vars(said) | {"headline": "Dari format netral", "robots": "noindex", "former_views": 7})
    move_in(jsonl(line), "kabar.jsonl")
    article = Article.objects.get(headline="Dari format netral")
    assert (article.meta_tags, article.former_views) == (replace(said, robots="noindex"), 7)


def account(tmp_path, content, name, site=""):
    path = tmp_path / name
    path.write_bytes(content)
    return {(row["kind"], row["name"]): row for row in scan_files(sources([path], site)).inventory.data()}


def test_everything_in_ghosts_file_is_used_worthless_or_listed(tmp_path):
    post = ghost_post(codeinjection_head="<script>x</script>", og_title="", plaintext="Air surut.", kode="7")
    tables = {"members": [{"id": "m1", "email": "a@surat.example"}], "jurnal": [{"id": 1}, {"id": 2}]}
    meta = [{"post_id": "65a", "meta_title": "Judul mesin", "og_title": "Judul lain"}]
    rows = account(tmp_path, ghost(post, posts_meta=meta, **tables), "kabar.json", GHOST)
    expected = {
        ("head", "ghost.posts"): (1, 1, 0, 0),
        ("head", "ghost.members"): (1, 0, 1, 0),
        ("head", "ghost.jurnal"): (2, 0, 0, 2),
        ("element", "ghost.posts.title"): (1, 1, 0, 0),
        ("element", "ghost.posts.plaintext"): (1, 0, 1, 0),
        ("element", "ghost.posts.codeinjection_head"): (1, 0, 0, 1),
        ("element", "ghost.posts.kode"): (1, 0, 0, 1),
        ("element", "ghost.posts_meta.og_title"): (1, 0, 1, 0),
        ("meta", "_yoast_wpseo_title"): (1, 1, 0, 0),
        ("list", "internal_tag"): (1, 0, 0, 1),
    }
    columns = ("total", "used", "worthless", "unknown")
    assert {key: tuple(rows[key][name] for name in columns) for key in expected} == expected
    assert ("element", "ghost.posts.og_title") not in rows  # it says nothing


def test_everything_in_bloggers_feed_is_used_worthless_or_listed(tmp_path):
    known, odd = entry(1, labels=["Banjir"]), entry(2).replace("</entry>", "<jurnal>x</jurnal></entry>")
    settings = entry(3, kind="SETTINGS")
    rows = account(tmp_path, takeout(known, odd, settings), "feed.atom")
    assert rows["element", "blogger.title"]["used"] == 2
    assert rows["element", "blogger.jurnal"]["unknown"] == 1
    assert rows["head", "blogger.entry.settings"]["worthless"] == 1
    assert rows["list", "post_tag"]["used"] == 1
    for row in rows.values():
        assert row["total"] == row["used"] + row["worthless"] + row["unknown"]


def test_prefixes_that_a_feed_does_not_declare_are_read_and_told(tmp_path):
    odd = entry(1, kind="POST").replace(
        "</entry>", "<app:control><app:draft>yes</app:draft></app:control><jurnal:x/></entry>"
    )
    path = tmp_path / "feed.atom"
    path.write_bytes(takeout(odd))
    scan = scan_files(sources([path]))
    assert scan.notes == [("prefix-repaired", "app, jurnal")]
    assert scan.types == {("post", "draft"): 1}


def test_a_post_without_html_is_read_from_its_editor(read):
    lexical = json.dumps(
        {
            "root": {
                "children": [
                    {"type": "paragraph", "children": [{"type": "extended-text", "text": "Hanya di sini."}]}
                ]
            }
        }
    )
    _reader, [item] = read(ghost(ghost_post(html=None, lexical=lexical)), "kabar.json", GHOST)
    assert item.content == "<p>Hanya di sini.</p>"


def test_lexical_becomes_html():
    text = {"type": "text", "text": "a & b", "format": 3}
    nodes = [
        {"type": "extended-heading", "tag": "h2", "children": [{"type": "text", "text": "Judul"}]},
        {"type": "paragraph", "children": [text, {"type": "linebreak"}, {"type": "link", "url": "https://x.example/", "children": [{"type": "text", "text": "x"}]}]},
        {"type": "list", "listType": "number", "children": [{"type": "listitem", "children": [{"type": "text", "text": "satu"}]}]},
        {"type": "image", "src": "/a.jpg", "alt": "A", "caption": "Foto"},
        {"type": "bookmark", "url": "https://y.example/", "metadata": {"title": "Y"}},
        {"type": "callout", "calloutText": "Penting"},
        {"type": "unknown-card", "children": []},
    ]  # fmt: skip
    assert html_of(json.dumps({"root": {"children": nodes}}), "") == (
        '<h2>Judul</h2><p><em><strong>a &amp; b</strong></em><br><a href="https://x.example/">x</a></p><ol><li>satu</li></ol>'
        '<figure><img src="/a.jpg" alt="A"><figcaption>Foto</figcaption></figure><p><a href="https://y.example/">Y</a></p><p>Penting</p>'
    )


def test_mobiledoc_becomes_html():
    document = {
        "version": "0.3.1", "atoms": [["soft-return", "", {}]], "cards": [["image", {"src": "/a.jpg"}], ["hr", {}]],
        "markups": [["strong"], ["a", ["href", "https://x.example/"]]],
        "sections": [
            [1, "p", [[0, [0], 1, "Tebal"], [0, [], 0, " dan "], [0, [1], 1, "tautan"], [1, [], 0, 0]]],
            [3, "ul", [[[0, [], 0, "satu"]]]], [10, 0], [10, 1],
        ],
    }  # fmt: skip
    assert html_of("", json.dumps(document)) == (
        '<p><strong>Tebal</strong> dan <a href="https://x.example/">tautan</a><br></p><ul><li>satu</li></ul>'
        '<figure><img src="/a.jpg" alt=""></figure><hr>'
    )


@pytest.mark.parametrize("lexical", ["", "{", "[]", "null", '{"root": 5}', '{"root": {"children": [5]}}'])
def test_a_broken_editor_state_is_no_text(lexical):
    assert html_of(lexical, lexical) == ""


def test_an_editor_state_without_end_is_no_text():
    node = {"type": "text", "text": "x"}
    for _number in range(200):
        node = {"type": "quote", "children": [node]}
    assert html_of(json.dumps({"root": {"children": [node]}}), "") == ""


def test_ghost_needs_the_address_of_its_site(read):
    with pytest.raises(ExportError, match="--site"):
        read(ghost(ghost_post()), "kabar.json")


@pytest.mark.parametrize(
    "content",
    [b'{"db": [{"data": {"posts": [', b'{"db": 5}', b'{"db": [{"data": {"posts": []}}]}', b'{"db": [x]}'],
)
def test_a_broken_file_of_ghost_is_refused_in_words(read, content):
    with pytest.raises(ExportError, match=r"kabar\.json"):
        read(content, "kabar.json", GHOST)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 10_000])
def test_json_rows_come_out_whole_however_the_file_is_cut(size):
    text = ghost(
        ghost_post(title="Émile \U0001f600"), ghost_post("65b", html='<p>[{]}\\"</p>'), numbers=[1, 20, 3.5e2]
    )
    rows = list(JsonRows(text[start : start + size] for start in range(0, len(text), size)))
    assert [row["id"] for name, row in rows if name == "posts"] == ["65a", "65b"]
    assert next(row for name, row in rows if name == "posts")["title"] == "Émile \U0001f600"
    assert [row for name, row in rows if name == "numbers"] == [1, 20, 350.0]


def test_a_ghost_site_moves_in(move_in):
    move_in(
        ghost(
            ghost_post(html='<p>Air surut. <a href="__GHOST_URL__/banjir-65b/">Sebelumnya</a></p>'),
            ghost_post("65b", title="Banjir besar"),
        ),
        "kabar.json",
        GHOST,
    )
    article = Article.objects.get(headline="Banjir surut di Dringu")
    assert article.category.slug == "peristiwa"
    assert [credit.name for credit in article.credits.all()] == ["Rina Wulandari"]
    assert f'href="/berita/{Article.objects.get(headline="Banjir besar").pk}/"' in article.body
    assert LegacyPath.objects.filter(path="/banjir-65a/", article=article).exists()


# ---- The neutral format


def test_a_story_of_the_neutral_format_moves_in_with_its_parts(move_in):
    run = move_in(
        jsonl(
            story(
                dateline="PROBOLINGGO",
                standfirst="Warga mulai membersihkan rumah.",
                sign_off="(*)",
                category="kabar/peristiwa",
                region="kota-probolinggo",
                tags=["Banjir", "Dringu"],
                commercial_label="advertorial",
                related=["b-2", 3],
                credits=[
                    {"role": "writer", "name": "Rina Wulandari"},
                    {"role": "editor", "name": "Sari Nirmala"},
                ],
                slug="banjir-surut",
            ),
            story(id="b-2", headline="Banjir besar di Dringu", address="/berita/banjir-besar.html"),
            story(id=3, headline="Jembatan ditutup", address="/berita/jembatan.html"),
        ),
        "kabar.jsonl",
    )
    article = Article.objects.get(headline="Banjir surut di Dringu")
    assert article.body == "<p>Air surut sejak pagi.</p>"
    assert article.dateline == "Probolinggo"
    assert (article.standfirst, article.sign_off, article.slug) == (
        "Warga mulai membersihkan rumah.",
        "(*)",
        "banjir-surut",
    )
    assert article.category.path == "kabar/peristiwa"
    assert article.commercial_label == "advertorial"
    assert [(credit.role, credit.name) for credit in article.credits.order_by("order")] == [
        ("writer", "Rina Wulandari"), ("editor", "Sari Nirmala"),
    ]  # fmt: skip
    assert sorted(tag.name for tag in article.tags.all()) == ["Banjir", "Dringu"]
    assert [link.target.headline for link in article.related_links.all()] == [
        "Banjir besar di Dringu", "Jembatan ditutup",
    ]  # fmt: skip
    assert article.published_at.isoformat() == "2023-12-31T13:00:00+00:00"
    assert LegacyPath.objects.filter(path="/berita/banjir-surut.html/", article=article).exists()
    assert run.total == 3


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"judul": "x"}, "judul"),
        ({"headline": None}, "headline"),
        ({"headline": 5}, "headline"),
        ({"body": "x\0"}, "body"),
        ({"id": None}, "id"),
        ({"id": True}, "id"),
        ({"id": 0}, "id"),
        ({"status": "publish"}, "status"),
        ({"published_at": "2023-12-31"}, "published_at"),
        ({"published_at": "2023-12-31T20:00:00"}, "published_at"),
        ({"published_at": None}, "published_at"),
        ({"address": "berita.html"}, "address"),
        ({"tags": "Banjir"}, "tags"),
        ({"tags": [5]}, "tags"),
        ({"credits": [{"name": "Rina"}]}, "credits"),
        ({"credits": [{"name": "Rina", "role": "penulis"}]}, "credits"),
        ({"credits": ["Rina"]}, "credits"),
        ({"lead_photo": "a.jpg"}, "lead_photo"),
        ({"lead_photo": {"file": ""}}, "lead_photo"),
        ({"lead_photo": {"file": "a.jpg", "size": "1"}}, "lead_photo"),
        ({"commercial_label": "iklan"}, "commercial_label"),
        ({"related": ["tidak-ada"]}, "tidak-ada"),
        ({"related": 5}, "related"),
        ({"type": "post"}, "type"),
        ({"dateline": "x" * 61}, "dateline"),
        ({"rows": []}, "rows"),
    ],
)
def test_what_is_wrong_with_a_story_is_told_by_line_and_field_and_nothing_is_stored(move_in, fields, words):
    with pytest.raises(ExportError) as refusal:
        move_in(jsonl(story(id=7), story(**fields)), "kabar.jsonl")
    assert words in str(refusal.value)
    assert "baris 3" in str(refusal.value)
    assert not ImportedItem.objects.exists()
    assert not Article.objects.exists()


def test_all_faults_are_told_together(read):
    with pytest.raises(ExportError) as refusal:
        read(jsonl(*(story(id=number, status="tayang") for number in range(1, 31))), "kabar.jsonl")
    assert str(refusal.value).count("status") == 20
    assert "10 lagi" in str(refusal.value)


@pytest.mark.parametrize(
    "content",
    [
        b"{}{}", b"[1]", b'{"id": 1', b"\xff\xfe", b"", b"\n\n", b"null", b'"text"', b"[" * 5000, b'{"site": 5}', b'{"site": {"url": "x"}}',
    ],
)  # fmt: skip
def test_what_is_no_file_of_stories_is_refused_in_words(read, content):
    with pytest.raises(ExportError, match=r"kabar\.jsonl"):
        read(content, "kabar.jsonl")


def test_the_same_id_twice_is_told(read):
    with pytest.raises(ExportError, match="dua kali"):
        read(jsonl(story(), story(headline="Lain")), "kabar.jsonl")


def test_a_packed_file_is_read_too(read):
    _reader, [item] = read(gzip.compress(jsonl(story())), "kabar.jsonl.gz")
    assert item.title == "Banjir surut di Dringu"


def test_an_end_of_line_within_a_text_is_none(read):
    _reader, [item] = read(jsonl(story(body="<p>satu\u2028dua\x85tiga</p>")), "kabar.jsonl")
    assert "satu\u2028dua" in item.content


TABLE = """id;headline;body;status;published_at;category;tags;writer;editor;photo;photo_caption;address
1;Banjir surut;"<p>Air surut; warga pulang.</p>
<p>Besok kerja bakti.</p>";published;2023-12-31T20:00:00+07:00;kabar;Banjir|Dringu;Rina|Budi;Sari;2023/banjir.jpg;Warga pulang;/a.html
"""


def test_a_table_is_read_as_stories(read):
    _reader, [lead, item] = read(TABLE.encode("utf-8-sig"), "kabar.csv", "https://kabarlawas.example")
    assert item.title == "Banjir surut"
    assert "<p>Air surut; warga pulang.</p>\n<p>Besok kerja bakti.</p>" in item.content
    assert "<p>Penulis: Rina</p>\n<p>Penulis: Budi</p>\n<p>Editor: Sari</p>" in item.content
    assert [name for _taxonomy, _slug, name in item.terms] == ["kabar", "Banjir", "Dringu"]
    assert lead.attachment_url == "https://kabarlawas.example/wp-content/uploads/2023/banjir.jpg"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("id,headline\n1,x", "body"),
        ("id,headline,body,judul\n1,x,y,z", "judul"),
        ("id,headline,body,body\n1,x,y,z", "body"),
        ("id,headline,body\n1,x", "baris 2"),
        ('id,headline,body\n1,"x,y', "kabar.csv"),
        ("id,headline,body,status\n1,x,y,tayang", "status"),
        ("", "id"),
    ],
)
def test_a_table_that_is_wrong_is_refused_in_words(read, content, words):
    with pytest.raises(ExportError, match=words):
        read(content.encode(), "kabar.csv", "https://kabarlawas.example")


def test_the_validator_tells_what_an_import_would(tmp_path, capsys):
    good, bad = tmp_path / "baik.jsonl", tmp_path / "buruk.jsonl"
    good.write_bytes(jsonl(story()))
    bad.write_bytes(jsonl(story(status="tayang")))
    call_command("check_stories", str(good))
    assert "1 berita" in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("check_stories", str(good), str(bad))
    assert "baris 2" in capsys.readouterr().err
