"""The body pipeline: canonical forms by example, safety and stability by property."""

import html
import re
import unicodedata
from collections import Counter
from urllib.parse import urlsplit

import nh3
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.text import body, inline_runs, lines, plain_text
from articles.text.parsing import escape_words
from tests.support.bodies import CANONICAL, GALLERY, HOSTS, NO_PHOTOS, STORY, YOUTUBE, figure, inspect, photo
from tests.support.generated_html import (
    CODE,
    LINE_TAGS,
    URLS,
    any_html,
    moderate,
    photo_html,
    structured_html,
)

# ---- Canonical forms


@pytest.mark.parametrize(("given_html", "expected"), CANONICAL)
def test_each_structure_has_one_spelling(given_html, expected):
    assert body.clean(given_html, hosts=HOSTS) == expected
    assert body.clean(expected, hosts=HOSTS) == expected


ADDRESSES = [
    (
        "youtube",
        YOUTUBE,
        [
            "https://youtu.be/dQw4w9WgXcQ?si=AbC",
            "http://m.youtube.com/watch?app=x&v=dQw4w9WgXcQ&t=0s",
            "https://www.youtube.com/shorts/dQw4w9WgXcQ?feature=share",
            "HTTPS://YouTube.com/live/dQw4w9WgXcQ",
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0",
            "//www.youtube.com/embed/dQw4w9WgXcQ",
        ],
    ),
    (
        "youtube",
        f"{YOUTUBE}&t=2520s",
        [
            "https://youtu.be/dQw4w9WgXcQ?t=2520",
            "https://youtu.be/dQw4w9WgXcQ?si=x&t=42m",
            "https://m.youtube.com/watch?t=2520s&v=dQw4w9WgXcQ&feature=share",
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ#t=0h42m0s",
            "https://www.youtube.com/embed/dQw4w9WgXcQ?start=2520&end=2600",
            "https://www.youtube.com/live/dQw4w9WgXcQ?t=2520s",
        ],
    ),
    (
        "tiktok",
        "https://www.tiktok.com/@warga.id/video/7212345678901234567",
        ["https://m.tiktok.com/@warga.id/video/7212345678901234567?is_from_webapp=1&sender_device=pc"],
    ),
    ("tiktok", "https://vt.tiktok.com/ZSabc123/", ["https://vt.tiktok.com/ZSabc123?x=1"]),
    ("tiktok", "https://www.tiktok.com/t/ZTabc/", ["https://tiktok.com/t/ZTabc"]),
    (
        "instagram",
        "https://www.instagram.com/p/Cx_1-y/",
        ["https://instagram.com/warga/p/Cx_1-y/?igsh=abc&img_index=1"],
    ),
    (
        "instagram",
        "https://www.instagram.com/reel/Cx1/",
        ["https://www.instagram.com/reels/Cx1/?utm_source=ig_embed"],
    ),
    ("instagram", "https://www.instagram.com/tv/Cx1/", ["https://www.instagram.com/tv/Cx1/embed"]),
    (
        "facebook",
        "https://www.facebook.com/polres/posts/123/",
        ["https://m.facebook.com/polres/posts/judul-panjang/123?x=1"],
    ),
    (
        "facebook",
        "https://www.facebook.com/polres/posts/pfbid0aB/",
        ["https://web.facebook.com/polres/posts/pfbid0aB#a"],
    ),
    (
        "facebook",
        "https://www.facebook.com/polres/videos/123/",
        ["https://id-id.facebook.com/polres/videos/vb.9/123/"],
    ),
    ("facebook", "https://www.facebook.com/watch/?v=123", ["https://www.facebook.com/watch?ref=x&v=123"]),
    ("facebook", "https://www.facebook.com/reel/123/", ["https://www.facebook.com/reel/123?mibextid=x"]),
    (
        "facebook",
        "https://www.facebook.com/share/v/1AbC/",
        ["https://www.facebook.com/share/v/1AbC/?mibextid=x"],
    ),
    (
        "facebook",
        "https://www.facebook.com/groups/a.b/posts/12/",
        ["https://www.facebook.com/groups/a.b/permalink/12/"],
    ),
    (
        "facebook",
        "https://www.facebook.com/permalink.php?story_fbid=12&id=34",
        ["https://m.facebook.com/story.php?id=34&story_fbid=12&x=1"],
    ),
    ("facebook", "https://fb.watch/aB-c_1/", ["https://fb.watch/aB-c_1/?x"]),
    (
        "x",
        "https://x.com/warga_id/status/123",
        [
            "https://twitter.com/warga_id/status/123?s=20&t=x",
            "https://mobile.twitter.com/warga_id/status/123/photo/1",
        ],
    ),
    ("x", "https://x.com/i/web/status/123", ["https://twitter.com/i/web/status/123"]),
]


@pytest.mark.parametrize(("provider", "canonical", "spellings"), ADDRESSES)
def test_embeds_have_one_address_without_tracking(provider, canonical, spellings):
    for address in [canonical, *spellings]:
        escaped = html.escape(address)
        for spelling in (
            f"<p>{escaped}</p>",
            f'<oembed url="{escaped}"></oembed>',
            f'<iframe src="{escaped}"></iframe>',
        ):
            (block,) = body.blocks(body.clean(spelling))
            assert (block.kind, block.provider, block.url) == ("embed", provider, canonical)


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/@kanal",
        "https://www.youtube.com/watch?v=pendek",
        "https://youtu.be/dQw4w9WgXcQx",
        "https://www.youtube.com/embed/videoseries?list=x",
        "https://youtube.com.jahat.example/watch?v=dQw4w9WgXcQ",
        "https://jahat.example/https://youtu.be/dQw4w9WgXcQ",
        "https://notyoutube.com/watch?v=dQw4w9WgXcQ",
        "https://www.instagram.com/warga/",
        "https://www.instagram.com/share/reel/abc/",
        "https://x.com/warga",
        "https://youtu.be@jahat.example/dQw4w9WgXcQ",
        "/berita/",
        "/berita/12abc/",
        "/berita/0/",
        "/beritahu/12/",
        "https://lain.example/berita/12/",
        "ftp://youtu.be/dQw4w9WgXcQ",
        "https://[youtu.be/dQw4w9WgXcQ",
    ],
)
def test_other_addresses_are_not_embeds(address):
    assert [b.kind for b in body.blocks(body.clean(f"<p>{address}</p>", hosts=HOSTS))] == ["text"]


@pytest.mark.parametrize("address", NO_PHOTOS)
def test_other_pictures_vanish(address):
    assert body.clean(f'a<img src="{html.escape(address)}">b', hosts=HOSTS) == "<p>ab</p>"


def test_a_photo_of_our_site_is_one_only_where_the_site_is_ours():
    assert body.clean("<img src=https://kabar.example/foto/1/>") == ""
    assert body.clean("<img src=https://lain.example/foto/1/>", hosts=frozenset({"lain.example"})) == photo(1)


def test_word_paste_becomes_plain_paragraphs_and_bold():
    pasted = (
        "<!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]--><p class=MsoNormal "
        "style='margin:0cm'><b style='mso-bidi-font-weight:normal'><span lang=IN>Probolinggo<o:p></o:p></span>"
        "</b></p><p class=MsoNormal><span style='mso-spacerun:yes'>\xa0 </span>"
        "Air&nbsp;bersih<o:p>&nbsp;</o:p></p>"
    )
    assert body.clean(pasted) == "<p><strong>Probolinggo</strong></p>\n<p>Air bersih</p>"


# ---- Safety and stability


def words(text):
    """The words of a text in ordinary letters, whatever stands in them that nobody sees. “<” and “>” part words: whether
    browsers take what follows for an element depends on what follows that."""
    text = "".join(
        c
        for c in lines.legible(text)
        if unicodedata.category(c) not in ("Cf", "Cs", "Co") and (c.isspace() or c > "\x1f")
    )
    text = re.sub(r"[\x7f-\x84\x86-\x9f\ufe00-\ufe0f\ufffe\uffff\x1c-\x1f]", "", text)
    return Counter(unicodedata.normalize("NFC", text.replace("<", " <").replace(">", "> ")).split())


UNSEEN = LINE_TAGS - {"iframe"}


def lost_words(source, canonical, hosts=frozenset()):
    """Of equal photos in a row one stays, and with it one of their captions."""
    lost = visible_words(source, hosts) - words(body.text(canonical))
    captions = words(" ".join(block.caption for block in body.blocks(canonical)))
    return {word for word in lost if word not in captions}


def visible_words(source, hosts):
    """Words that a browser shows, save those of addresses, which may have become embeds."""
    if re.search("<(?:xmp|plaintext)", source, re.I):  # obsolete: shows tags as words
        return Counter()
    source = escape_words(re.sub("[\x00\ud800-\udfff]", "", source))  # “umur <tahun” has no element
    source = re.sub(
        r"(?=<iframe[\s/>])", " ", source, flags=re.I
    )  # what stands on both sides is not one word
    flat = nh3.clean(
        source, tags=UNSEEN | {"img"}, attributes={"img": {"src"}}, clean_content_tags=CODE, link_rel=None
    )
    # A photo of ours parts words as well, another picture vanishes between them.
    flat = re.sub("<img[^>]*>", lambda img: " " if body.clean(img[0], hosts=hosts) else "", flat)
    found = words(html.unescape(re.sub(r"<[^>]*>", " ", flat)))
    return Counter(
        {word: n for word, n in found.items() if "://" not in word and "/berita/" not in word.lower()}
    )


@pytest.mark.slow
@moderate
@given(any_html)
@example("0<A0>0")
def test_clean_is_stable_safe_and_keeps_every_word(source):
    once = body.clean(source, hosts=HOSTS)
    inspect(once)
    assert body.clean(once, hosts=HOSTS) == once
    assert not lost_words(source, once, HOSTS)


@moderate
@given(st.one_of(structured_html, photo_html))
def test_clean_is_stable_safe_and_keeps_every_word_of_structures(source):
    once = body.clean(source)
    inspect(once)
    assert body.clean(once) == once
    assert not lost_words(source, once)


@moderate
@given(st.one_of(any_html, photo_html))
def test_the_editor_changes_nothing(source):
    canonical = body.clean(source, hosts=HOSTS)
    edited = body.for_editor(canonical, "/redaksi-desk/")
    assert body.clean(edited, hosts=HOSTS) == body.clean(edited) == canonical
    numbers = [int(number) for number in re.findall('<img src="/redaksi-desk/foto/([0-9]+)/">', edited)]
    assert numbers == [block.photo_id for block in body.blocks(canonical) if block.kind == "photo"]


@moderate
@given(st.one_of(any_html, photo_html))
def test_what_is_read_from_a_body_agrees(source):
    canonical = body.clean(source, hosts=HOSTS)
    found = body.blocks(canonical)
    assert "\n".join(block.html for block in found) == canonical
    assert body.article_ids(canonical) == list(
        dict.fromkeys(b.article_id for b in found if b.kind == "article")
    )
    assert all(b.url and b.provider for b in found if b.kind == "embed")
    assert body.word_count(canonical) == len(body.text(canonical).split())
    photos = [b for b in found if b.kind == "photo"]
    assert body.photo_ids(canonical) == list(dict.fromkeys(b.photo_id for b in photos))
    assert [b.html for b in photos] == [
        photo(b.photo_id, inline_runs.escape_text(b.caption), b.layout) for b in photos
    ]
    assert [b.caption for b in photos] == [body.text(b.html) for b in photos]
    shown = []
    everything = body.render(
        canonical,
        cards={i: f"<card{i}>" for i in body.article_ids(canonical)},
        embed=lambda b: b.url,
        photo=lambda together: shown.append(together) or f"<photos {len(together)}>",
    )
    assert everything.count("<card") == sum(b.kind == "article" for b in found)
    assert everything.count("<photos ") == len(shown)
    assert [b for together in shown for b in together] == photos
    assert all(len(together) == 1 or {b.layout for b in together} == {"gallery"} for together in shown)
    short = body.excerpt(canonical, 3, "X –")
    assert "\n" not in short
    assert short.startswith("X –")


@moderate
@given(
    st.lists(
        st.one_of(
            st.sampled_from(["\n", "\n\n", "> ", "## ", "- ", "<b>", "&amp;", *URLS]), st.text(max_size=8)
        )
    )
)
def test_plain_text_keeps_every_word(parts):
    source = "".join(parts)
    canonical = plain_text.from_plain(source, hosts=HOSTS)
    inspect(canonical)
    assert body.clean(canonical, hosts=HOSTS) == canonical
    shown = body.text(canonical)
    for word in words(
        re.sub(
            r"(?m)^\s*(?:>|###? |- |\d+\. )", "", "\n".join(re.sub(r"[\x1c-\x1e]", "", source).splitlines())
        )
    ):
        if not re.search(r"//|/berita/|[>#*_~\[-]", word):
            assert word in words(shown)


@pytest.mark.parametrize("url", URLS)
def test_no_address_runs_code_or_leaves_the_site_unseen(url):
    for quote in ('"', "'", ""):
        canonical = body.clean(
            f"<a href={quote}{url}{quote}>a</a><oembed url={quote}{url}{quote}></oembed>"
            f"<img src={quote}{url}{quote}>",
            hosts=HOSTS,
        )
        inspect(canonical)
        for href in re.findall(r'href="([^"]*)"', canonical):
            assert urlsplit(html.unescape(href)).scheme in ("", "http", "https", "mailto", "tel")


@pytest.mark.slow
@pytest.mark.parametrize(
    "source",
    [
        "<p>kata</p>" * 90_000,
        "<b>" * 333_333,
        "<p><b>" * 166_666,
        "a" * 1_000_000,
        "<br>" * 200_000,
        "&x" * 100_000,
        "<blockquote>" * 80_000,
        "<div>" * 10_000 + "x",
        "<b>" * 10_000 + "x" + "</b>" * 10_000,
        "<blockquote>" * 10_000 + "x",
        "<ul><li>x" * 10_000,
        "<table><tr><td>x" * 10_000,
        "<svg>" * 10_000,
        "".join(f"<b class={n}>" for n in range(10_000)) + "<p>x" * 10_000,
        "".join(f"<b class='{n}>'>" for n in range(10_000)) + "<p>x" * 10_000,
        "".join(f"<img src=/foto/{n}/>" for n in range(1, 100_001)),
        "<ul><li>x" + "".join(f"<img src=/foto/{n}/>" for n in range(1, 100_001)),
        "<figure class='" + "kelas " * 20_000 + "'>" + "<img src=/foto/1/>x" * 50_000,
        "<figure class=gallery><img src=/foto/1/>x" * 10_000,
        "<figure><figcaption>x" * 10_000 + "<img src=/foto/1/>" * 10_000,
        "<figure>" + "<figcaption>x</figcaption>" * 30_000 + "<img src=/foto/1/><img src=/foto/2/>" * 5_000,
        "<figure><img src=/foto/1/><figcaption>" + "x<br><br>" * 100_000,
        "<figure><img src=/foto/1/><figcaption>" + "<br>&nbsp; " * 90_000,
        "<img src=" + "/foto/1" * 140_000 + ">x",
        "<img src=" + "/foto/1/" * 120_000 + ">x",
        "<iframe>" * 100_000,
        "<iframe></figure></iframe>" * 30_000 + "<img src=/foto/1/>",
    ],
    ids=lambda source: source[:16],
)
def test_size_and_depth_are_no_danger(source):
    once = body.clean(source)
    assert body.clean(once) == once
    assert ("x" in source) <= ("x" in body.text(once))
    body.excerpt(once)
    assert "<img" not in once or body.clean(body.for_editor(once, "/redaksi-desk/")) == once


# ---- What is read from a body


def test_text_parts_paragraphs_items_rows_and_cells():
    assert body.text(STORY) == (
        "Kronologi\n\nWarga Tongas menunggu,\nsabar.\n\nsatu\ndua\ntiga\n\na b\nc d\n\n"
        "“Siap.”\n\nYa.\n\nBaca ini lagi\n\nHabis"
    )
    assert body.word_count(STORY) == 18
    assert body.text("") == ""
    assert body.text(body.clean("a &lt;b&gt; &amp;amp;")) == "a <b> &amp;"


def test_blocks_name_cards_and_embeds():
    assert [b.kind for b in body.blocks(STORY)] == (
        ["text", "text", "article", "text", "text", "embed", "text", "text", "article", "text", "article"]
    )
    assert body.blocks(STORY)[2] == body.Block(
        "article", figure("/berita/4/"), article_id=4, url="/berita/4/"
    )
    assert body.blocks(STORY)[5] == body.Block("embed", figure(YOUTUBE), url=YOUTUBE, provider="youtube")
    assert body.blocks("") == []


def test_blocks_name_photos():
    assert body.clean(GALLERY) == GALLERY
    found = [b for b in body.blocks(GALLERY) if b.kind == "photo"]
    assert found[0] == body.Block(
        "photo",
        photo(4, "Warga &amp; &lt;air&gt;", "gallery"),
        photo_id=4,
        caption="Warga & <air>",
        layout="gallery",
    )
    assert [(b.photo_id, b.layout) for b in found[1:]] == [
        (5, "gallery"),
        (5, "side"),
        (9, "side"),
        (6, "gallery"),
        (7, ""),
        (8, "gallery"),
    ]
    assert body.photo_ids(GALLERY) == [4, 5, 9, 6, 7, 8]
    assert body.photo_ids(STORY) == body.article_ids(GALLERY) == []


def test_captions_are_read_but_never_in_an_excerpt():
    assert body.text(GALLERY) == "Satu dua\n\nWarga & <air>\n\ntiga\n\nPosko"
    assert body.word_count(GALLERY) == 7
    assert body.excerpt(GALLERY) == "Satu dua tiga"
    assert body.excerpt(photo(1, "Posko")) == ""


def test_render_shows_the_neighbours_of_a_gallery_together():
    rendered = body.render(
        GALLERY,
        cards={},
        embed=None,
        photo=lambda blocks: "+".join(str(b.photo_id) for b in blocks if b.photo_id != 7),
        dateline="KOTA – ",
    )
    assert rendered.split("\n")[1:] == ["4+5", "<p>tiga</p>", "5", "9", "6", "8"]


def test_the_editor_gets_its_own_classes_and_addresses():
    shown = body.for_editor(
        f"{photo(4, 'Air &lt;', 'side')}\n{photo(5, '', 'gallery')}\n{photo(6)}\n<p>a</p>", "/meja/"
    )
    assert shown.split("\n") == [
        '<figure class="image image-style-side"><img src="/meja/foto/4/"><figcaption>Air &lt;</figcaption></figure>',
        '<figure class="image image-style-gallery"><img src="/meja/foto/5/"></figure>',
        '<figure class="image"><img src="/meja/foto/6/"></figure>',
        "<p>a</p>",
    ]
    literal = body.clean('<p>&lt;figure class="photo">&lt;img src="/foto/1/"></p>')
    assert body.for_editor(literal, "/meja/") == literal


def test_article_ids_are_of_cards_and_linked_ids_of_links():
    assert body.article_ids(STORY) == [4, 3]
    assert body.linked_article_ids(STORY) == [8, 9]


@pytest.mark.parametrize(
    ("source", "count", "prefix", "expected"),
    [
        ("<p>Satu dua tiga.</p>", 3, "", "Satu dua tiga."),
        ("<p>Satu dua, tiga.</p>", 2, "", "Satu dua…"),
        (
            "<p>Satu <b>du</b>a tiga</p>",
            2,
            "PROBOLINGGO (KabarArgopuro) – ",
            "PROBOLINGGO (KabarArgopuro) – Satu dua…",
        ),
        (
            "<h2>Judul</h2><oembed url='/berita/1/'></oembed><table><tr><td>a<td>b</table><p>Isi</p>",
            5,
            "",
            "Isi",
        ),
        ("<p>“Siap,” kata dia.</p>", 1, "", "“Siap…"),
        ("<p>Jumat (23/1/2026), 10% warga</p>", 2, "", "Jumat (23/1/2026)…"),
        ("<p>satu – dua</p>", 2, "", "satu…"),
        ("<ul><li>satu<li>dua</ul><blockquote>tiga</blockquote><p>empat</p>", 3, "", "satu dua tiga…"),
        ("", 5, "", ""),
        ("<h2>Judul</h2>", 5, "Kota – ", "Kota –"),
        ("<p>5 &lt; 6 &amp; 7</p>", 9, "", "5 < 6 & 7"),
    ],
)
def test_excerpt(source, count, prefix, expected):
    assert body.excerpt(body.clean(source), count, prefix) == expected


def test_dateline_opens_the_first_paragraph():
    line = "PROBOLINGGO (KabarArgopuro) – "
    span = f'<span class="place">{line}</span>'
    assert body.with_dateline("<p>Isi</p>\n<p>Lagi</p>", line) == f"<p>{span}Isi</p>\n<p>Lagi</p>"
    after_heading = body.with_dateline("<h2>a</h2>\n<blockquote><p>q</p></blockquote>\n<p>Isi</p>", line)
    assert after_heading == f"<h2>a</h2>\n<blockquote><p>q</p></blockquote>\n<p>{span}Isi</p>"
    assert body.with_dateline("<h2>a</h2>", line) == f"<p>{span}</p>\n<h2>a</h2>"
    assert body.with_dateline("", line) == f"<p>{span}</p>"
    assert body.with_dateline("<p>Isi</p>", "") == "<p>Isi</p>"
    assert "<b>" not in body.with_dateline("<p>Isi</p>", "<b>&")


def test_render_fills_in_cards_and_embeds_and_leaves_out_absent_ones():
    rendered = body.render(
        body.clean("<p>a</p><p>/berita/1/</p><p>/berita/2/</p><p>https://youtu.be/dQw4w9WgXcQ</p><p>b</p>"),
        cards={2: "<aside>&2</aside>"},
        embed=lambda block: f"<i>{block.provider}</i>",
        photo=None,
        dateline="KOTA – ",
    )
    assert rendered == (
        '<p><span class="place">KOTA – </span>a</p>\n<aside>&2</aside>\n<i>youtube</i>\n<p>b</p>'
    )


def test_plain_text_becomes_a_body():
    source = (
        "Satu *dua* <b>\r\nbaris dua\n\nTiga\n> kutipan\n> lagi\n>\n> lain\n## Judul\n- a\n- b\nhttps://youtu.be/dQw4w9WgXcQ\n"
        "https://kabar.example/berita/5/x/\nhttps://x.example/\n\n\n\n-5 derajat"
    )
    assert plain_text.from_plain(source, hosts=HOSTS).split("\n") == [
        "<p>Satu <strong>dua</strong> &lt;b&gt;<br>baris dua</p>",
        "<p>Tiga</p>",
        "<blockquote><p>kutipan<br>lagi</p><p>lain</p></blockquote>",
        "<h2>Judul</h2>",
        "<ul><li>a</li><li>b</li></ul>",
        figure(YOUTUBE),
        figure("/berita/5/"),
        '<p><a href="https://x.example/" rel="noopener">https://x.example/</a></p>',
        "<p>-5 derajat</p>",
    ]
    assert plain_text.from_plain("") == plain_text.from_plain(" \n\u200b\n") == ""


def test_links_of_a_text_that_somebody_paid_for_say_so():
    html = body.clean('<p><a href="https://bank.example/">bank</a> dan <a href="/berita/7/x/">berita</a></p>')
    paid = body.render(html, cards={}, embed=str, photo=str, is_paid=True)
    assert '<a href="https://bank.example/" rel="sponsored noopener">' in paid
    assert '<a href="/berita/7/x/">' in paid
    assert "sponsored" not in body.render(html, cards={}, embed=str, photo=str)
