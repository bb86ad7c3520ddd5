"""The phone composer's plain text: there and back without loss, forms by example, no word lost in typing."""

import re
from urllib.parse import unquote

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from articles.text import body, lines, plain_lines, plain_text
from tests.support.bodies import CANONICAL, GALLERY, HOSTS, STORY, YOUTUBE, figure, inspect, photo
from tests.support.generated_html import any_html, photo_html, structured_html

moderate = settings(max_examples=300, deadline=None)
SEVERAL_HOSTS = [
    frozenset(),
    HOSTS,
    frozenset({"kabar.example", "lain.example", "x.example"}),
    frozenset({"youtu.be", "www.youtube.com"}),  # of no use, and yet nothing is lost
]


def link(url, text, rel=' rel="noopener"'):
    return f'<a href="{url}"{rel}>{text}</a>'


# ---- There and back

# Text that could be read as markup, in every place where text can stand.
ambiguous = st.lists(
    st.sampled_from(
        [
            *"*_~[]()>#-@|",
            *["kata", "a", "É", "5", " ", " ", " ", "\n", ". ", "1. ", "12. ", "- ", "## ", "### ", "> ", "---"],
            *["&lt;", "&amp;", "&lt;p>", "&lt;hr>", "&amp;lt;", "](/a)", "[a](/b)", "*a*", "_a_", "~a~", "https://"],
            *["https://x.example/_a_", "www.x.example/*a*", "https://youtu.be/dQw4w9WgXcQ", YOUTUBE, "/berita/5/"],
            *["\t", "\t", "3. ", "2) ", "(2) ", "• ", "– ", "1.", "-", "**", "a**b", "redaksi@x.example", "www.x.example/a,"],
            *["[baca juga 5]", "[baca 5] x", "Baca juga: https://kabar.example/berita/5/", "&lt;script src=x>"],
            *["&lt;iframe src=https://x.example/a>&lt;/iframe>", "https://youtu.be/dQw4w9WgXcQ?t=9", "bit.ly/a", "\u0661"],
            *["[foto 12]", "[galeri 3] ", "[FOTO 012 Samping]", "[foto 12](", "[foto 0]", "[foto 1] "],
            *["https://kabar.example/berita/5/", "https://lain.example/berita/6/x", "a_b@x.example", "\u0338", "👨\u200d👩"],
        ]
    ),
    min_size=1,
    max_size=6,
).map("".join)  # fmt: skip
addresses = st.sampled_from(
    [
        *["/a_b_/", "#a", "mailto:a_b@x.example", "https://x.example/_a_*b*~c~", "https://x.example/a_(b)", "/a)b"],
        *["https://x.example/?a=1&amp;b=[c]", "https://kabar.example/berita/5/", "/berita/5/", YOUTUBE, "/a(b(c))"],
        *["https://x.example/&lt;b>&quot;", "https://kabar.example//x", "//x", "javascript:x", "https://x.example/\u0338"],
    ]
)  # fmt: skip


def _wrapped(inner):
    tags = st.sampled_from(["strong", "em", "s", "strong", "em", "sub", "sup"])
    return st.one_of(
        st.builds("<{0}>{1}</{0}>".format, tags, inner),
        st.builds('<a href="{0}">{1}</a>'.format, addresses, inner),
        st.lists(inner, min_size=2, max_size=3).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(" ".join),
        st.lists(inner, min_size=2, max_size=3).map("<br>".join),
    )


inline = st.recursive(
    st.one_of(ambiguous, st.sampled_from(["kata", "dua kata", " "])), _wrapped, max_leaves=5
)


def _many(text, form, wrap):
    return st.lists(text.map(form.format), min_size=1, max_size=3).map("".join).map(wrap.format)


items = st.one_of(inline, st.builds("{}<ul><li>{}</li></ul>".format, inline, inline))
block = st.one_of(
    inline.map("<p>{}</p>".format),
    inline.map("<p>{}</p>".format),
    inline.map("<h2>{}</h2>".format),
    inline.map("<h3>{}</h3>".format),
    _many(inline, "<p>{}</p>", "<blockquote>{}</blockquote>"),
    _many(items, "<li>{}</li>", "<ul>{}</ul>"),
    _many(items, "<li>{}</li>", "<ol>{}</ol>"),
    _many(items, "<li>{}</li>", '<ol start="2">{}</ol>'),
    _many(items, "<li>{}</li>", '<ol start="4">{}</ol>'),
    _many(inline, "<td>{}</td>", "<table><tr>{}</tr></table>"),
    _many(inline, "<tr><th>{0}<th>{0}</tr><tr><td>{0}<td>1</tr>", "<table>{}</table>"),
    st.sampled_from(["<hr>", figure("/berita/5/"), figure(YOUTUBE), figure("/berita/6/")]),
    st.builds(photo, st.sampled_from([1, 12, 10**18 - 1]), inline, st.sampled_from(["", "side", "gallery"])),
)
rich_html = st.lists(block, max_size=5).map("".join)


def comes_back(source, hosts):
    canonical = body.clean(source, hosts=hosts)
    plain = plain_text.to_plain(canonical)
    assert plain_text.from_plain(plain, hosts=hosts) == canonical
    return plain


@pytest.mark.slow
@moderate
@given(rich_html, st.sampled_from(SEVERAL_HOSTS))
def test_rich_structures_come_back(source, hosts):
    comes_back(source, hosts)


@pytest.mark.slow
@moderate
@given(st.one_of(any_html, structured_html, photo_html), st.sampled_from(SEVERAL_HOSTS))
def test_any_body_comes_back(source, hosts):
    comes_back(source, hosts)


@pytest.mark.slow
@moderate
@given(rich_html)
def test_hosts_that_became_our_own_do_what_clean_does(source):
    before = body.clean(source)
    for hosts in SEVERAL_HOSTS[:3]:
        assert plain_text.from_plain(plain_text.to_plain(before), hosts=hosts) == body.clean(
            before, hosts=hosts
        )


@pytest.mark.parametrize("source", [STORY, GALLERY, *(source for source, _ in CANONICAL)])
def test_examples_of_canonical_forms_come_back(source):
    for hosts in SEVERAL_HOSTS:
        comes_back(source, hosts)


# ---- Forms by example

FORMS = [
    ("Satu\ndua\n\nTiga", "<p>Satu<br>dua</p>\n<p>Tiga</p>"),
    ("## Judul *tebal*", "<h2>Judul <strong>tebal</strong></h2>"),
    ("### Anak judul", "<h3>Anak judul</h3>"),
    ("- satu\n- _dua_", "<ul><li>satu</li><li><em>dua</em></li></ul>"),
    ("1. satu\n2. dua\n3. tiga", "<ol><li>satu</li><li>dua</li><li>tiga</li></ol>"),
    ("1. satu\n\n1. satu lagi", "<ol><li>satu</li></ol>\n<ol><li>satu lagi</li></ol>"),
    ("> satu\n> dua\n>\n> tiga", "<blockquote><p>satu<br>dua</p><p>tiga</p></blockquote>"),
    ("> satu\n\n> dua", "<blockquote><p>satu</p></blockquote>\n<blockquote><p>dua</p></blockquote>"),
    ("satu\n\n---\n\ndua", "<p>satu</p>\n<hr>\n<p>dua</p>"),
    ("/berita/5/", figure("/berita/5/")),
    (YOUTUBE, figure(YOUTUBE)),
    ("*tebal* _miring_ ~coret~", "<p><strong>tebal</strong> <em>miring</em> <s>coret</s></p>"),
    ("*_~semua~_*", "<p><strong><em><s>semua</s></em></strong></p>"),
    ("*tebal _dan miring_*, (~coret~)", "<p><strong>tebal <em>dan miring</em></strong>, (<s>coret</s>)</p>"),
    ("5 * 3 * 2, a*b*c, nama_berkas_ini", "<p>5 * 3 * 2, a*b*c, nama_berkas_ini</p>"),
    ("a_b_@x.example @_warga_ __init__", f"<p>{link('mailto:a_b_@x.example', 'a_b_@x.example', '')} @_warga_ __init__</p>"),
    ("https://x.example/_a_/*b*/ ~1", f"<p>{link('https://x.example/_a_/*b*/', 'https://x.example/_a_/*b*/')} ~1</p>"),
    ("[*a*](https://x.example/a), _b_", f"<p>{link('https://x.example/a', '<strong>a</strong>')}, <em>b</em></p>"),
    ("Menurut [situs](https://x.example/_a_).", f"<p>Menurut {link('https://x.example/_a_', 'situs')}.</p>"),
    ("[a *b*](/kanal/) [c](#d)", f"<p>{link('/kanal/', 'a <strong>b</strong>', '')} {link('#d', 'c', '')}</p>"),
    ("[a](https://x.example/b_(c))", f"<p>{link('https://x.example/b_(c)', 'a')}</p>"),
    ("[a](b) [c](javascript:d) [e] (f) [ ](/g)", "<p>[a](b) [c](javascript:d) [e] (f) [ ](/g)</p>"),
    ("1.234 & 5 < 6", "<p>1.234 &amp; 5 &lt; 6</p>"),
    ("2. dua\n\n17. Agustus", "<p>2. dua</p>\n<p>17. Agustus</p>"),
    ("<b>a</b>", "<p>&lt;b&gt;a&lt;/b&gt;</p>"),
    ("“Siap,” kata 👨\u200d👩", "<p>“Siap,” kata 👨\u200d👩</p>"),
    ("[foto 12]", photo(12)),
    ("[foto 12] Warga *menyeberang* & [b](/c) <3", photo(12, "Warga *menyeberang* &amp; [b](/c) &lt;3")),
    ("[foto 12 samping] (kiri)", photo(12, "(kiri)", "side")),
    ("[galeri 1] a\n\n[galeri 2]", f"{photo(1, 'a', 'gallery')}\n{photo(2, '', 'gallery')}"),
    ("[foto 12](https://x.example/a)", f"<p>{link('https://x.example/a', 'foto 12')}</p>"),
    ("[foto 12](/a) [foto 13]", f"<p>{link('/a', 'foto 12', '')} [foto 13]</p>"),
    ("[foto 12](x)", "<p>[foto 12](x)</p>"),
    ("Lihat [foto 12]", "<p>Lihat [foto 12]</p>"),
    ("[foto 12], kata dia", "<p>[foto 12], kata dia</p>"),
    ("[foto 0] [foto] [galeri 1 samping]", "<p>[foto 0] [foto] [galeri 1 samping]</p>"),
    ("- [foto 12]", "<ul><li>[foto 12]</li></ul>"),
    ("> [foto 12]", "<blockquote><p>[foto 12]</p></blockquote>"),
]  # fmt: skip


@pytest.mark.parametrize(("plain", "canonical"), FORMS)
def test_each_form_there_and_back(plain, canonical):
    assert plain_text.from_plain(plain) == canonical
    assert plain_text.to_plain(canonical) == plain


RAW = [
    "<p>[foto 12] bukan foto</p>",
    "<p>a<br>[GALERI 007]</p>",
    "<p>[foto 1 samping]<br>a</p>",
    "<p>## bukan judul</p>",
    "<p>1. bukan daftar</p>",
    "<p>a<br>- b</p>",
    "<p>---</p>",
    "<p>*a*</p>",
    "<p>[a](/b)</p>",
    "<p>&lt;hr&gt;</p>",
    "<p>H<sub>2</sub>O</p>",
    "<p><strong>Pro</strong>bolinggo</p>",
    "<p><strong>a<br>b</strong></p>",
    "<p>a<br>https://kabar.example/berita/5/</p>",
    "<h2>a<br>b</h2>",
    "<ul><li>a<br>b</li></ul>",
    "<ul><li>a<ul><li>b</li></ul></li></ul>",
    "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>",
    f"<p>{link('/a(b(c))', 'a', '')}</p>",
]


@pytest.mark.parametrize("canonical", RAW)
def test_what_has_no_form_is_a_line_of_html(canonical):
    assert plain_text.to_plain(canonical) == canonical
    assert plain_text.from_plain(canonical) == canonical
    assert plain_text.to_plain(f"<p>a</p>\n{canonical}\n<p>b</p>") == f"a\n\n{canonical}\n\nb"


def test_what_people_type_otherwise():
    assert plain_text.from_plain("teks\n1. a\n1. b\n7. c\nteks") == (
        "<p>teks</p>\n<ol><li>a</li><li>b</li><li>c</li></ol>\n<p>teks</p>"
    )
    assert plain_text.from_plain("_*a*_\n---\n---\n>>a\n>\n\n>") == (
        "<p><strong><em>a</em></strong></p>\n<hr>\n<blockquote><p>&gt;a</p></blockquote>"
    )
    assert plain_text.from_plain("*a\nb*, **c** * d*") == "<p>*a<br>b*, *<strong>c</strong>* * d*</p>"
    assert plain_text.from_plain("a\nhttps://kabar.example/berita/5/?a&b<c>\nb", hosts=HOSTS) == (
        f"<p>a</p>\n{figure('/berita/5/')}\n<p>b</p>"
    )
    assert plain_text.from_plain("https://lain.example/berita/5/?a&b<c>", hosts=HOSTS) == (
        f"<p>{link('https://lain.example/berita/5/?a&amp;b', 'https://lain.example/berita/5/?a&amp;b')}&lt;c&gt;</p>"
    )


def test_photos_are_typed_in_any_case_and_part_their_neighbours():
    assert plain_text.from_plain(
        "teks\n[Foto 0012]\n[FOTO  12  Samping]   Warga  \n[Galeri 3]\tX\nteks"
    ) == "\n".join(
        ["<p>teks</p>", photo(12), photo(12, "Warga", "side"), photo(3, "X", "gallery"), "<p>teks</p>"]
    )
    assert plain_text.from_plain('<figure class="photo side"><img src="/foto/3/"><figcaption><b>a\nb') == (
        f"{photo(3, 'a', 'side')}\n<p>b</p>"
    )
    assert (
        plain_text.from_plain('<figure class="photo"><img src="//x.example/foto/3/"><figcaption>a')
        == "<p>a</p>"
    )


def test_typed_html_is_cleaned_and_ends_with_its_line():
    assert plain_text.from_plain("<ul><li><b>a\n<h2>b\n<p onclick=x>c") == (
        "<ul><li><strong>a</strong></li></ul>\n<h2>b</h2>\n<p>&lt;p onclick=x&gt;c</p>"
    )
    assert (
        plain_text.from_plain("<p><a href='javascript:x'>a</a><script>b</script><img src=x onerror=y>")
        == "<p>a</p>"
    )
    assert plain_text.from_plain("<table><tr><td>a<td>b\nc") == (
        "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>\n<p>c</p>"
    )


def test_an_ordinary_story_is_free_of_tags():
    plain = plain_text.to_plain(STORY)
    assert [line for line in plain.split("\n\n") if "<" in line] == [
        line for line in STORY.split("\n") if line.startswith("<ul")
    ]
    assert plain.startswith("## Kronologi\n\nWarga *Tongas* menunggu,\nsabar.\n\n/berita/4/\n\n")
    assert plain.endswith(
        "\n\n[Baca](/berita/8/x/) [ini](/berita/9) [lagi](/berita/8/)\n\n/berita/3/\n\nHabis\n\n/berita/4/"
    )
    assert plain_text.to_plain("") == plain_text.from_plain("") == ""


# ---- Typing

typed_text = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *["kata", "dua", "É", "e\u0301", "satu dua", " ", " ", "\n", "\n", "\n\n", "\r\n", "*", "_", "~", "**"],
                *["[", "]", "(", ")", "](", "](/a)", "](#a)", "](x)", "<", ">", "&", "&amp;", "@", ".", ","],
                *["\n[foto 1]", "\n[Foto 02 samping] ", "\n[galeri 3] kata", "[foto 1]", "\n[foto 1]("],
                *["\t", "\t", "\n• ", "\n-", "\n– ", "\n2. ", "\n(1) ", "\n1)", "a**b", "https://x.example/a", "b@x.example"],
                *["bit.ly/a", "<iframe", "<script>", "\n2.a", "\n3.a", "Baca juga: https://lain.example/berita/5/"],
                *["\n> ", "\n>", "\n- ", "\n# ", "\n## ", "\n### ", "\n---\n", "\n1. ", "\n2. ", "\n10. ", "<b>", "</p>"],
            ]
        ),
        st.text(max_size=4),
    ),
    max_size=30,
).map("".join)  # fmt: skip


PHOTO_SIGN = re.compile(r"^\[(?:foto\s+\d+(?:\s+samping)?|galeri\s+\d+)\](?!\S)", re.IGNORECASE)


def letters(text):
    return "".join(c for c in lines.legible(text) if c.isalpha())


def _link_as_typed(match):
    """Of a link that shows where it leads, the address was typed once."""
    words = re.sub("<[^>]*>", "", match[2])
    address = match[1].removeprefix("https://").removeprefix("mailto:")
    return words if address in words or unquote(address) in words else match[2] + match[1]


@moderate
@given(typed_text)
def test_no_letter_of_what_is_typed_is_lost(source):
    assume(not plain_lines.HTML_LINE.search(lines.legible(source)))
    canonical = plain_text.from_plain(source, hosts=HOSTS)
    inspect(canonical)
    assert body.clean(canonical, hosts=HOSTS) == canonical
    shown = re.sub(r'<a href="([^"]*)"[^>]*>(.*?)</a>', _link_as_typed, canonical)
    typed = [line.strip() for line in lines.legible(source).splitlines()]
    photos = sum(block.kind == "photo" for block in body.blocks(canonical))
    assume(photos == sum(map(bool, map(PHOTO_SIGN.match, typed))))  # of equal ones in a row there is one
    assert letters(body.text(shown)) == letters("".join(PHOTO_SIGN.sub("", line) for line in typed))


@moderate
@given(
    st.lists(
        st.sampled_from(["kata", "5", "1.5", "-3", "a_b", "x*y", "#tagar", "@_warga_", "~7", "(a)", "2."])
    )
)
def test_text_without_signs_stays_as_it_is(words):
    assert body.text(plain_text.from_plain(" ".join(words))) == " ".join(words)


HARMLESS = ["a", "*", "* ", " *", "*a", "a*", "_*", "[", "](", "[x](", "[x](a", "()", "https://", "www.,"]
HARMLESS += ["[foto 1", "[foto 0", "[foto ", "[foto 1]("]
HARMLESS += ["https://*", "*https://x.example/*", "~www.~", "---\n", ">\n"]
MARKUP = [
    "*a* ",
    "_a_\n",
    "*_~",
    "*_~a~_* ",
    "*a _b ~c* d_ e~ ",
    "*a [b* c](/x) ",
    "[x](/a)",
    "1. a\n",
    "<hr>\n",
]
MARKUP += [
    "a\tb\n",
    "\t",
    "1. a\n\n",
    "2.a\n",
    "• a\n",
    "<iframe src=a ",
    "<iframe src=//a.b></iframe>",
    "<div a>",
    "a@",
    "a.b@c.",
]
MARKUP += ["www.a(", "https://a.(", "**a", "Baca juga: /berita/1/\n", "<tahun ", "[baca 1] a\n", "1. a\nb\n"]
MARKUP += ["[foto 1]\n", "[foto 1] a\n[galeri 2] ", "[foto 3] *_~"]
MARKUP += ["<p>\n", "<p><b>", "<table>\n", "<", "&", "*\u0338", "/berita/1/\n", "a\n\n"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("unit", "size"), [*((unit, 500_000) for unit in HARMLESS), *((unit, 50_000) for unit in MARKUP)]
)
def test_size_is_no_danger(unit, size):
    """Nothing here measures time: what grows with the square of the size would not end."""
    once = plain_text.from_plain(unit * (size // len(unit)))
    assert plain_text.from_plain(plain_text.to_plain(once)) == once
