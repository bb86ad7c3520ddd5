"""What plugins and themes keep beside a story: it comes to its place here, or is told."""

import json

import pytest

from articles.models import Article, Category, ImportedItem, Pick
from articles.text.story_text import MetaTags
from articles.wordpress import builders, extraction
from articles.wordpress.item_fields import fields_of
from articles.wordpress.items import META_TAG_FIELDS, VIEWS_FIELD, Library, ParsedItem
from articles.wordpress.markup import table_of
from articles.wordpress.php_data import unserialize
from tests.support import wxr
from tests.support.filed_forms import HOUSE

PROSE = (
    "Warga membersihkan sisa lumpur di halaman balai desa sejak pagi, dibantu anggota karang taruna setempat."
)


def item(content="<p>Isi.</p>", meta=(), **fields):
    values = {}
    for key, value in meta:
        values.setdefault(key, []).append(value)
    known = {
        "wp_id": 1, "type": "post", "status": "publish", "title": "Judul", "slug": "judul", "link": "https://a.example/judul/",
        "guid": "", "creator": "rina", "content": content, "excerpt": "", "date": "", "date_gmt": "", "modified": "",
        "modified_gmt": "", "pub_date": "", "parent": 0, "password": "", "is_sticky": False, "attachment_url": "",
    }  # fmt: skip
    return ParsedItem(**(known | fields), meta=values)


def notes(found):
    return [(note.kind, note.text) for note in found.notes]


# ---- PHP's serialized data


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('s:3:"abc";', "abc"),
        ('s:4:"é€";', "é€"),  # a wrong length, as a repair leaves it
        ("i:-7;", -7),
        ("b:1;", True),
        ("N;", None),
        ('a:2:{i:0;s:1:"a";s:1:"k";a:1:{i:0;d:0.5;}}', {0: "a", "k": {0: 0.5}}),
        ('O:8:"stdClass":1:{s:4:"type";s:5:"photo";}', {"type": "photo"}),
        ("", None),
        ("abc", None),
        ('s:3:"ab', None),
        ("a:9999999999:{}", None),
        ("i:x;", None),
        ("a:1:{" * 400, None),
        ('x:3:"abc";', None),
    ],
)
def test_serialized_values_are_read_and_nothing_else_is(text, value):
    assert unserialize(text) == value


# ---- Fields


@pytest.mark.parametrize(
    ("meta", "standfirst", "told"),
    [
        ([("td_subtitle", "Air masih tinggi")], "Air masih tinggi", [("subtitle", "Air masih tinggi")]),
        (
            [("jnews_post_subtitle", "<b>Air</b> &amp; lumpur")],
            "Air & lumpur",
            [("subtitle", "Air & lumpur")],
        ),
        ([("td_subtitle", "JUDUL")], "", []),
        ([("td_subtitle", "a" * 401)], "", [("subtitle-left", "a" * 401)]),
        (
            [("subtitle", "Pendek"), ("td_subtitle", "Yang lebih panjang")],
            "Yang lebih panjang",
            [("subtitle-left", "Pendek"), ("subtitle", "Yang lebih panjang")],
        ),
    ],
)
def test_a_subtitle_is_the_standfirst(meta, standfirst, told):
    found = fields_of(item(meta=meta))
    assert found.standfirst == standfirst
    assert notes(found) == told


def test_a_subtitle_beside_an_excerpt_is_told():
    found = fields_of(item(meta=[("td_subtitle", "Air masih tinggi")]), has_excerpt=True)
    assert (found.standfirst, notes(found)) == ("", [("subtitle-left", "Air masih tinggi")])


@pytest.mark.parametrize(
    ("meta", "label", "advertiser"),
    [
        ([("sponsored", "1")], "advertorial", ""),
        ([("sponsored", "0")], "", ""),
        ([("sponsored", "no")], "", ""),
        ([("_is_sponsored", "on")], "advertorial", ""),
        ([("sponsored_by", "Bank Lereng")], "advertorial", "Bank Lereng"),
        ([("sponsored_by", "")], "", ""),
    ],
)
def test_a_mark_of_a_sponsor_is_the_commercial_label(meta, label, advertiser):
    found = fields_of(item(meta=meta))
    assert (found.commercial_label, found.advertiser) == (label, advertiser)


@pytest.mark.parametrize(
    ("meta", "told"),
    [
        ([("_yoast_wpseo_title", "%%title%% %%sep%% %%sitename%%")], []),
        ([("_yoast_wpseo_title", "Judul %%sep%% %%sitename%%")], []),
        ([("rank_math_title", "Judul Lain %sep% %sitename%")], [("seo-title", "Judul Lain")]),
        ([("_yoast_wpseo_metadesc", "Ringkasan")], [("seo-description", "Ringkasan")]),
        ([("_yoast_wpseo_canonical", "https://a.example/judul")], []),
        (
            [("_yoast_wpseo_canonical", "https://b.example/asli/")],
            [("canonical-elsewhere", "https://b.example/asli/")],
        ),
        ([("_yoast_wpseo_meta-robots-noindex", "1")], [("noindex", "")]),
        ([("_yoast_wpseo_meta-robots-noindex", "2")], []),
        ([("rank_math_robots", 'a:1:{i:0;s:7:"noindex";}')], [("noindex", "")]),
        ([("rank_math_robots", 'a:1:{i:0;s:5:"index";}')], []),
        ([("_seopress_robots_index", "yes")], [("noindex", "")]),
        ([("_yoast_wpseo_newssitemap-exclude", "on")], [("noindex-news", "")]),
        (
            [("rank_math_title", "Berita %title% di %category%")],
            [("seo-unclear", "Berita %title% di %category%")],
        ),
        ([("_yoast_wpseo_canonical", "javascript:alert(1)")], [("seo-unclear", "javascript:alert(1)")]),
        ([("_yoast_wpseo_title", "k" * 130)], [("seo-title", "k" * 130), ("seo-cut", "k" * 130)]),
        ([("post_views_count", "15423"), ("views", "12")], [("views", "15423")]),
        ([("post_views_count", "0")], []),
        ([("post_views_count", "1.2K")], []),
        ([("_links_to", "https://b.example/")], [("points-elsewhere", "https://b.example/")]),
    ],
)
def test_what_is_beside_the_text_is_told(meta, told):
    assert notes(fields_of(item(meta=meta))) == told


@pytest.mark.parametrize(
    ("meta", "values"),
    [
        ([("rank_math_title", "Judul Lain %sep% %sitename%")], {"meta_title": "Judul Lain"}),
        ([("_aioseop_title", "Kabar: #post_title #separator_sa #site_title")], {"meta_title": "Kabar: Judul"}),
        ([("_yoast_wpseo_title", "%%title%% %%page%% %%sep%% %%sitename%%")], {}),
        ([("_yoast_wpseo_title", "%%title%% %%primary_category%%")], {}),
        ([("_yoast_wpseo_title", "Diskon 50% untuk warga #banjir")], {"meta_title": "Diskon 50% untuk warga #banjir"}),
        ([("_yoast_wpseo_title", "<b>Judul</b> &amp; lain")], {"meta_title": "Judul & lain"}),
        ([("_yoast_wpseo_title", "k" * 130)], {"meta_title": "k" * 119 + "…"}),
        ([("_yoast_wpseo_metadesc", "u" * 330)], {"meta_description": "u" * 319 + "…"}),
        ([("_yoast_wpseo_metadesc", "Uraian.\n\x07 Lagi.")], {"meta_description": "Uraian. Lagi."}),
        ([("_yoast_wpseo_metadesc", "%%excerpt%%")], {}),
        ([("_yoast_wpseo_canonical", "http://www.a.example/judul")], {}),
        ([("_yoast_wpseo_canonical", "https://a.example/2019/03/judul/")], {}),  # permalinks of before
        ([("_yoast_wpseo_canonical", "/judul/")], {}),
        ([("_yoast_wpseo_canonical", "https://a.example/judul-lain/")], {"canonical_url": "https://a.example/judul-lain/"}),
        ([("_yoast_wpseo_canonical", "https://b.example/asli/")], {"canonical_url": "https://b.example/asli/"}),
        ([("_yoast_wpseo_canonical", "https://b.example/" + "a" * 400)], {}),
        ([("_yoast_wpseo_meta-robots-noindex", "1")], {"robots": "noindex"}),
        ([("_yoast_wpseo_meta-robots-noindex", "0"), ("_yoast_wpseo_newssitemap-exclude", "on")], {}),
        ([("rank_math_robots", 'a:2:{i:0;s:7:"noindex";i:1;s:8:"nofollow";}')], {"robots": "noindex"}),
    ],
)  # fmt: skip
def test_words_for_search_engines_are_taken_over_where_they_are_sure(meta, values):
    assert fields_of(item(meta=meta)).meta_tags == MetaTags(**values)


def test_the_fields_that_leave_here_are_fields_that_come_in():
    said = MetaTags("Judul mesin", "Uraian mesin.", "https://b.example/asli/", "noindex")
    values = vars(said) | {"robots": "1"}
    found = fields_of(
        item(meta=[(META_TAG_FIELDS[name], value) for name, value in values.items()] + [(VIEWS_FIELD, "7")])
    )
    assert (found.meta_tags, found.views) == (said, 7)


@pytest.mark.parametrize(
    ("meta", "primary"),
    [
        ([("rank_math_primary_category", "4")], ("4",)),
        ([("td_post_theme_settings", 'a:1:{s:14:"td_primary_cat";s:2:"19";}'), ("_yoast_wpseo_primary_category", "23")], ("23", "19")),
        ([("jnews_primary_category", 'a:1:{s:2:"id";s:1:"7";}')], ("7",)),
        ([("_yoast_wpseo_primary_category", "")], ()),
        ([("td_post_theme_settings", "a:1:{rusak")], ()),
    ],
)  # fmt: skip
def test_plugins_name_the_first_category(meta, primary):
    assert fields_of(item(meta=meta)).primary == primary


def test_a_lead_picture_at_another_place():
    found = fields_of(
        item(meta=[("fifu_image_url", "https://b.example/a.jpg"), ("_fifu_image_alt", "Jembatan")])
    )
    assert (found.lead.address, found.lead.alt) == ("https://b.example/a.jpg", "Jembatan")
    assert (
        fields_of(item(meta=[("fifu_image_url", "https://b.example/a.jpg"), ("_thumbnail_id", "9")])).lead
        is None
    )
    assert fields_of(item(meta=[("fifu_image_url", "bukan alamat")])).lead is None


@pytest.mark.parametrize(("slug", "told"), [("id", False), ("id_ID", False), ("en", True), ("jv", True)])
def test_another_language_is_told(slug, told):
    found = fields_of(ParsedItem(**(vars(item()) | {"terms": [("language", slug, slug)]})))
    assert ("language" in [note.kind for note in found.notes]) is told


# ---- Texts that stand elsewhere


def convert(*args, library=None, **kwargs):
    return extraction.convert(item(*args, **kwargs), HOUSE, library or Library())


ELEMENTOR = json.dumps(
    [
        {
            "elType": "section",
            "elements": [
                {"elType": "widget", "widgetType": "heading", "settings": {"title": "Air surut"}},
                {"elType": "widget", "widgetType": "text-editor", "settings": {"editor": f"<p>{PROSE}</p>"}},
                {"elType": "widget", "widgetType": "image", "settings": {"image": {"id": 900, "url": "https://a.example/a.jpg"}}},
                {"elType": "widget", "widgetType": "tabs", "settings": {"tabs": [{"tab_title": "Satu", "tab_content": "Isi tab."}]}},
            ],
        }
    ]
)  # fmt: skip
SITEORIGIN = f'a:1:{{s:7:"widgets";a:1:{{i:0;a:1:{{s:4:"text";s:{len(PROSE)}:"{PROSE}";}}}}}}'
BEAVER = f'a:1:{{s:3:"abc";O:8:"stdClass":1:{{s:8:"settings";O:8:"stdClass":1:{{s:4:"text";s:{len(PROSE)}:"{PROSE}";}}}}}}'


@pytest.mark.parametrize(
    ("meta", "kind"),
    [
        ([("_elementor_data", ELEMENTOR)], "builder-text"),
        ([("panels_data", SITEORIGIN)], "builder-text"),
        ([("_fl_builder_data", BEAVER)], "builder-text"),
        ([("isi_berita", PROSE)], "field-text"),
        ([("bagian_0_teks", PROSE), ("_bagian_0_teks", "field_5f")], "field-text"),
    ],
)
@pytest.mark.parametrize(
    "content", ["", " \n", "<!-- wp:paragraph --><p></p><!-- /wp:paragraph -->", "[elementor-template id=3]"]
)
def test_an_empty_text_is_read_from_where_it_stands(meta, kind, content):
    text = convert(content, meta)
    assert PROSE in text.html
    assert kind in [note.kind for note in text.notes]


def test_a_text_of_its_own_is_never_replaced():
    text = convert(f"<p>{PROSE}</p>", [("_elementor_data", ELEMENTOR), ("isi_berita", "Lain. " * 20)])
    assert "Air surut" not in text.html
    assert "Lain." not in text.html


def test_an_elementor_page_keeps_its_order_and_its_pictures():
    text = convert("", [("_elementor_data", ELEMENTOR)])
    assert [picture.wp_id for picture in text.pictures] == [900]
    places = [text.html.index(words) for words in ("Air surut", PROSE, "/foto/1/", "Satu", "Isi tab.")]
    assert places == sorted(places)


@pytest.mark.parametrize("value", ["", "{", "[1, 2]", "null", '{"a": ' * 3000, 'a:1:{i:0;s:9:"x";}'])
def test_data_that_is_broken_leaves_the_text_empty(value):
    assert convert("", [("_elementor_data", value), ("panels_data", value)]).html == ""


@pytest.mark.parametrize("key", ["kode", "_isi", "alamat"])
def test_a_field_that_is_no_text_is_left_alone(key):
    assert convert("", [(key, PROSE)]).html == ""


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            "[vc_row][vc_column][vc_column_text]Satu kalimat.[/vc_column_text][vc_column_text]Dua kalimat.[/vc_column_text][/vc_column][/vc_row]",
            "<p>Satu kalimat.</p>\n<p>Dua kalimat.</p>",
        ),
        (
            "[et_pb_section][et_pb_text]Satu.[/et_pb_text][et_pb_text]Dua.[/et_pb_text][/et_pb_section]",
            "<p>Satu.</p>\n<p>Dua.</p>",
        ),
        ("[fusion_text]<p>Satu.</p>[/fusion_text][fusion_separator /]", "<p>Satu.</p>"),
        ('[vc_custom_heading text="Air surut"]<p>Satu.</p>', "<h3>Air surut</h3>\n<p>Satu.</p>"),
        ("[vc_raw_html]PHA+U2F0dS48L3A+[/vc_raw_html]", "<p>Satu.</p>"),
    ],
)
def test_shortcodes_of_builders_part_paragraphs(content, expected):
    text = convert(content)
    assert text.html == expected
    assert "shortcode" not in [note.kind for note in text.notes]


@pytest.mark.parametrize(
    ("content", "numbers"),
    [
        ('Isi.[vc_single_image image="900"]', [900]),
        ('Isi.[vc_gallery images="900,901"]', [900, 901]),
        ('Isi.[et_pb_gallery gallery_ids="900, 901"][/et_pb_gallery]', [900, 901]),
        ('Isi.[td_block_image image="900"]', [900]),
    ],
)
def test_pictures_of_builders_are_pictures(content, numbers):
    assert [picture.wp_id for picture in convert(content).pictures] == numbers


def test_a_picture_of_a_builder_by_its_address():
    text = convert('[et_pb_image src="https://a.example/a.jpg"][/et_pb_image]')
    assert [picture.address for picture in text.pictures] == ["https://a.example/a.jpg"]


@pytest.mark.parametrize("name", ["pdf-embedder", "gview", "embeddoc", "dflip", "pdf_viewer"])
def test_a_viewer_of_a_document_is_a_link(name):
    text = convert(f'<p>Isi.</p>\n\n[{name} url="https://b.example/berkas/apbd.pdf"]')
    assert '<a href="https://b.example/berkas/apbd.pdf"' in text.html
    assert "apbd.pdf</a>" in text.html


def test_a_shortcode_that_shows_nothing_here_is_told_apart():
    kinds = [
        note.kind for note in convert("<p>Isi.</p>\n\n[jadwal_salat kota=3]\n\n[kotak]Dalam.[/kotak]").notes
    ]
    assert "shortcode-dropped" in kinds
    assert "shortcode" in kinds


def test_reusable_blocks_and_tables_are_put_in():
    library = Library(
        {7: "<!-- wp:paragraph --><p>Hubungi redaksi.</p><!-- /wp:paragraph -->"},
        {"5": table_of('[["Kecamatan","Suara"],["Leces","1.234"]]')},
    )
    text = convert('<!-- wp:block {"ref":7} /-->\n<p>Isi.</p>\n[table id=5 /]', library=library)
    assert "Hubungi redaksi." in text.html
    assert "1.234" in text.html
    lost = convert('<!-- wp:block {"ref":8} /-->\n<p>Isi.</p>\n[table id=6 /]', library=library)
    assert [note.kind for note in lost.notes] == ["block-dropped", "shortcode-dropped"]


def test_a_block_that_holds_itself_ends():
    assert (
        convert('<!-- wp:block {"ref":7} /-->', library=Library({7: '<!-- wp:block {"ref":7} /-->'})).html
        == ""
    )


@pytest.mark.parametrize("text", ["", "[]", "{}", "[1]", "[[", '[["a"]]'])
def test_a_table_is_a_list_of_lists(text):
    assert bool(table_of(text)) == (text == '[["a"]]')


def test_footnotes_stand_below_the_text_with_their_numbers():
    meta = [
        (
            "footnotes",
            '[{"content":"Sumber: BPS 2023","id":"a1"},{"content":"Lihat <em>lampiran</em>","id":"b2"}]',
        )
    ]
    mark = '<sup data-fn="b2" class="fn"><a href="#b2" id="b2-link">1</a></sup>'
    text = convert(f"<p>Angka naik.{mark}</p>", meta)
    assert "Angka naik. [2]" in text.html
    assert "<p>[1] Sumber: BPS 2023</p>" in text.html
    assert text.credits == []
    assert "#b2" not in text.html
    assert "footnotes" in [note.kind for note in text.notes]


def test_a_block_keeps_its_words_in_its_settings():
    text = convert(
        '<!-- wp:acf/kutipan {"name":"acf/kutipan","data":{"teks":"Isi kutipan itu","_teks":"field_1"}} /-->'
    )
    assert text.html == "<p>Isi kutipan itu</p>"


@pytest.mark.parametrize("key", ["post_ids", "include_post"])
def test_a_block_of_a_theme_that_shows_one_story_is_a_card(key):
    text = convert(
        f'<p>Isi satu kalimat.</p>\n\n[td_block_28 custom_title="Baca Juga" {key}="50"]\n\n<p>Isi lain.</p>'
    )
    assert [target.address for target in text.targets] == ["/?p=50"]


def test_words_between_blocks_have_their_own_paragraphs():
    text = convert(
        "Satu kalimat.\n\nDua kalimat.\n\n<!-- wp:paragraph --><p>Tiga.</p><!-- /wp:paragraph -->\n\nEmpat."
    )
    assert text.html == "<p>Satu kalimat.</p>\n<p>Dua kalimat.</p>\n<p>Tiga.</p>\n<p>Empat.</p>"


@pytest.mark.parametrize(
    ("content", "is_added"),
    [("<p>Isi.</p>", True), ("<p>Isi.</p>\n\nhttps://youtu.be/abc123", False)],
)
def test_a_film_of_a_field_comes_into_the_text_once(content, is_added):
    text = convert(content, [("video_url", "https://www.youtube.com/watch?v=abc123")])
    assert text.html.count("abc123") == 1
    assert ("video-field" in [note.kind for note in text.notes]) is is_added


@pytest.mark.parametrize(
    ("excerpt", "standfirst"),
    [
        ("PROBOLINGGO – Ringkasan berita […]", "Ringkasan berita…"),
        ("Ringkasan berita [...]", "Ringkasan berita…"),
        ("Ringkasan berita.", "Ringkasan berita."),
        ("Ringkasan berita… Selengkapnya", "Ringkasan berita…"),
    ],
)
def test_an_excerpt_is_without_dateline_and_marks(excerpt, standfirst):
    assert convert(excerpt=excerpt).standfirst == standfirst


# ---- In a run


def test_fields_come_to_their_places(db, load):
    load(
        wxr.category("kabar", "Kabar", wp_id=3),
        wxr.category("ekonomi", "Ekonomi", wp_id=4),
        wxr.category("advertorial", "Advertorial", wp_id=5),
        wxr.item(
            1,
            "Satu",
            terms=[("category", "kabar", "Kabar"), ("category", "ekonomi", "Ekonomi")],
            meta=[("rank_math_primary_category", "4"), ("td_subtitle", "Di bawah judul"), ("sponsored_by", "Bank Lereng")],
            sticky=1,
        ),
        wxr.item(2, "Dua", terms=[("category", "advertorial", "Advertorial")]),
        wxr.item(3, "Tiga", content="", meta=[("kode", "abc")]),
    )  # fmt: skip
    one, two, three = Article.objects.order_by("pk")
    assert (one.category.slug, one.standfirst) == ("ekonomi", "Di bawah judul")
    assert (one.commercial_label, one.advertiser) == ("advertorial", "Bank Lereng")
    assert one.approved_revision.text == one.snapshot()
    assert Pick.objects.get().article == one
    assert two.commercial_label == "advertorial"
    assert three.body == ""
    assert ["text-empty", "kode"] in ImportedItem.objects.get(wp_id=3).notes


@pytest.mark.parametrize(
    ("label", "expected"), [("none", ""), ("sponsored", "sponsored"), ("", "advertorial")]
)
def test_the_mapping_says_what_is_paid_for(db, load, label, expected):
    term = {"taxonomy": "category", "slug": "advertorial", "to": "category", "label": label}
    load(
        wxr.category("advertorial", "Advertorial"),
        wxr.item(1, terms=[("category", "advertorial", "Advertorial")]),
        decided={"terms": [term]},
    )
    assert Article.objects.get().commercial_label == expected
    assert Category.objects.get(slug="advertorial")


def test_families_of_shortcodes_are_told_from_words():
    assert builders.is_of_builder("vc_column_text")
    assert not builders.is_of_builder("penulis")
    assert not builders.is_of_builder("sic")
