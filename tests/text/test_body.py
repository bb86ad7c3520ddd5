"""The body pipeline: canonical forms by example, safety and stability by property."""

import html
import re
import unicodedata
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import urlsplit

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import body

HOSTS = frozenset({"kabar.example"})
YOUTUBE = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


def names(text):
    return set(text.split())


def figure(url):
    return f'<figure class="media"><oembed url="{url}"></oembed></figure>'


def photo(number, caption="", layout=""):
    figcaption = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure class="{f"photo {layout}".strip()}"><img src="/foto/{number}/">{figcaption}</figure>'


# ---- Canonical forms

CANONICAL = [
    # paragraphs
    ("", ""),
    ("   \n ", ""),
    ("Halo", "<p>Halo</p>"),
    ("<p>Halo</p>", "<p>Halo</p>"),
    ("a<div>b</div>c", "<p>a</p>\n<p>b</p>\n<p>c</p>"),
    ("<section><article><center>a</center>b</article></section>", "<p>a</p>\n<p>b</p>"),
    ("<p>a</p><p>&nbsp;</p><p>\u200b</p><p><br></p><p><b> </b></p><p></p><p>b</p>", "<p>a</p>\n<p>b</p>"),
    ("<p>a<br>b</p>", "<p>a<br>b</p>"),
    ("<p><br>a<br></p>", "<p>a</p>"),
    ("<p>a<br><br>b<br/> <br/><br>c</p>", "<p>a</p>\n<p>b</p>\n<p>c</p>"),
    ("<p>a<b>x<br><br>y</b>b</p>", "<p>a<strong>x</strong></p>\n<p><strong>y</strong>b</p>"),
    ("<dl><dt>a</dt><dd>b</dd></dl>", "<p>a</p>\n<p>b</p>"),
    # languages
    ('<p>Ia: <q lang="jv">nuwun</q></p>', '<p>Ia: <span lang="jv">nuwun</span></p>'),
    (
        '<blockquote lang="mad"><p>a</p><p>b <i lang=en>c</i></p></blockquote>',
        '<blockquote><p><span lang="mad">a</span></p>'
        '<p><span lang="mad">b</span> <span lang="en"><em>c</em></span></p></blockquote>',
    ),
    ('<p lang="ar-Arab">a<br>b</p><p>c</p>', '<p><span lang="ar-Arab">a<br>b</span></p>\n<p>c</p>'),
    (
        '<b>a <span lang="jv">b</span></b>',
        '<p><strong>a </strong><span lang="jv"><strong>b</strong></span></p>',
    ),
    (
        '<span lang="jv">a <a href="/x">b</a></span>',
        '<p><span lang="jv">a </span><a href="/x"><span lang="jv">b</span></a></p>',
    ),
    ('<p lang="en">a <span lang="id">b</span></p>', '<p><span lang="en">a</span> b</p>'),
    # what word processors write around anything, and what is no language
    (
        '<p lang="EN-US">a <span lang=IN>b</span> <span lang="en-US">c</span> <i lang="x y">d</i></p>',
        "<p>a b c <em>d</em></p>",
    ),
    (
        '<p lang="i\nd">a</p><p lang="en&quot; onclick=x">b</p><p lang="indo">c</p>',
        "<p>a</p>\n<p>b</p>\n<p>c</p>",
    ),
    # headings
    ("<h1>a</h1><h2>b</h2>", "<h2>a</h2>\n<h2>b</h2>"),
    ("<h3>a</h3><h4>b</h4><h5>c</h5><h6>d</h6>", "<h3>a</h3>\n<h3>b</h3>\n<h3>c</h3>\n<h3>d</h3>"),
    ("<h2> &nbsp; </h2>", ""),
    # inline
    ("<b>a</b> <i>b</i> <strike>c</strike> <del>d</del>", "<p><strong>a</strong> <em>b</em> <s>c d</s></p>"),
    ("H<sub>2</sub>O m<sup>2</sup>", "<p>H<sub>2</sub>O m<sup>2</sup></p>"),
    ("<b>a</b><strong>b</strong>", "<p><strong>ab</strong></p>"),
    ("<b>a <b>b</b></b>", "<p><strong>a b</strong></p>"),
    ("a<b></b>b<i><b></b></i>", "<p>ab</p>"),
    ("<b>a</b> <b>b</b>", "<p><strong>a b</strong></p>"),
    ("<b>a </b>b<b> c</b>", "<p><strong>a</strong> b <strong>c</strong></p>"),
    ("<em><strong>a</strong></em>", "<p><strong><em>a</em></strong></p>"),
    ("<b>a</i>b</b>", "<p><strong>ab</strong></p>"),
    ("<b><p>a</p><p>b</p></b>", "<p><strong>a</strong></p>\n<p><strong>b</strong></p>"),
    ("<u>a</u><span style='color:red'>b</span><font face=x>c</font>", "<p>abc</p>"),
    ('<b style="font-weight:normal" id="docs-internal-guid-1"><p>a</p></b>', "<p>a</p>"),
    ('<b class="x">a</b> b <i\n>c</i>', "<p><strong>a</strong> b <em>c</em></p>"),
    ("<b id=1>a<b>b</b>c</b>d", "<p><strong>abc</strong>d</p>"),
    ("<a title='<b ''>a", "<p>a</p>"),
    ("<!--<b -->a", "<p>a</p>"),
    ("<svg><b id=1>a", "<p><strong>a</strong></p>"),
    # characters
    ("a&nbsp; \t\n b", "<p>a b</p>"),
    ("Pro\xadbo\u200blinggo\ufeff\u200e\u2066!\u202e", "<p>Probolinggo!</p>"),
    ("a\x00b&#0;c&#x1F;d&#xD800;e\ud800f\x07", "<p>ab\ufffdcd\ufffdef</p>"),
    ("cafe\u0301", "<p>café</p>"),
    ("e<span>\u0301</span>", "<p>é</p>"),
    ("👨\u200d👩\u200d👧 ❤\ufe0f\u200d🔥 a\u200db", "<p>👨\u200d👩\u200d👧 ❤\ufe0f\u200d🔥 ab</p>"),
    ("<p>\u0338x", "<p>&#824;x</p>"),
    ("1 &lt; 2 & 3 > 2 \"q\" 'r'", "<p>1 &lt; 2 &amp; 3 &gt; 2 \"q\" 'r'</p>"),
    # quotations
    ("<blockquote>a</blockquote>", "<blockquote><p>a</p></blockquote>"),
    ("<blockquote>a<blockquote>b</blockquote></blockquote>", "<blockquote><p>a</p><p>b</p></blockquote>"),
    ("<blockquote><h2>a</h2><ul><li>b</ul></blockquote>", "<blockquote><p>a</p><p>b</p></blockquote>"),
    ("<blockquote> </blockquote>", ""),
    # lists
    ("<ul><li>a</li><li> </li><li><p>b</p><p>c</p></li></ul>", "<ul><li>a</li><li>b<br>c</li></ul>"),
    ("<ol start=3><li value=9>a</ol>", "<ol><li>a</li></ol>"),
    ("<ul><li>a<ol><li>b</ol></ul>", "<ul><li>a<ol><li>b</li></ol></li></ul>"),
    ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
    ("<ul><li>a</li><li><ul><li>b</li></ul></li></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
    ("<ul><li><ul><li>b</li></ul></li><li>c</li></ul>", "<ul><li>b</li><li>c</li></ul>"),
    ("<ul><li>a<ul><li>b</ul>c<p>d</ul>", "<ul><li>a<ul><li>b</li></ul>c<br>d</li></ul>"),
    ("<ul>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
    ("<ul><li>a<blockquote>q</blockquote></ul>", "<ul><li>a<br>q</li></ul>"),
    ("<li>a</li>", "<p>a</p>"),
    ("<ul></ul><ol><li></ol>", ""),
    # tables
    (
        '<figure class="table"><table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody>'
        "</table><figcaption>k</figcaption></figure>",
        "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>\n<p>k</p>",
    ),
    (
        "<table><caption>k</caption><tr><td colspan=2 rowspan=x width=9><p>a<p>b<td></table>",
        '<p>k</p>\n<table><tbody><tr><td colspan="2">a<br>b</td><td></td></tr></tbody></table>',
    ),
    ("<table><tr><td><p>a</p><p>b</p></td></tr></table>", "<p>a</p>\n<p>b</p>"),
    ("<table><tr><td><br></td><td></td></tr></table>", ""),
    (
        "<table><tr><td>a<table><tr><td>b<td>c</table><td>d</table>",
        "<table><tbody><tr><td>a<br>b<br>c</td><td>d</td></tr></tbody></table>",
    ),
    # rules
    ("a<hr><hr>b", "<p>a</p>\n<hr>\n<p>b</p>"),
    ("<ul><li>a<hr>b</ul>", "<ul><li>a<br>b</li></ul>"),
    # links
    (
        '<a href="https://x.example/?a=1&amp;b=2" target=_blank onclick=x title=t>a</a>',
        '<p><a href="https://x.example/?a=1&amp;b=2" rel="noopener">a</a></p>',
    ),
    ('<a href="/kanal/">a</a> <a href="#b">b</a>', '<p><a href="/kanal/">a</a> <a href="#b">b</a></p>'),
    (
        '<a href="mailto:a@b.example">a</a> <a href="tel:+62">b</a>',
        '<p><a href="mailto:a@b.example">a</a> <a href="tel:+62">b</a></p>',
    ),
    ('<a href="//x.example/">a</a><a href="/\\x.example">b</a>', '<p>a<a href="/%5Cx.example">b</a></p>'),
    ("<a>a</a><a href=x.html>b</a><a href=''>c</a><a href='#'>d</a><a href='https://'>e</a>", "<p>abcde</p>"),
    (
        "<a href=' java\tscript:alert(1)'>a</a><a href='&#106;avascript:x'>b</a><a href=DATA:x>c</a>",
        "<p>abc</p>",
    ),
    ('<a href="/a"><b>x</b></a><b><a href="/a">y</a></b>', '<p><a href="/a"><strong>xy</strong></a></p>'),
    (
        '<a href="https://kabar.example/berita/7/judul/?a=1#b">a</a>',
        '<p><a href="/berita/7/judul/?a=1#b">a</a></p>',
    ),
    ('<a href="HTTP://KABAR.EXAMPLE:80/daerah/">a</a>', '<p><a href="/daerah/">a</a></p>'),
    ('<a href="https:///berita/7/">a</a>', '<p><a href="/berita/7/">a</a></p>'),
    (
        '<a href="https://kabar.example//x.example">a</a>',
        '<p><a href="https://kabar.example//x.example" rel="noopener">a</a></p>',
    ),
    (
        '<a href="https://kabar.example@x.example/berita/7/">a</a>',
        '<p><a href="https://kabar.example@x.example/berita/7/" rel="noopener">a</a></p>',
    ),
    # dropped
    ("a<script>b</script><style>c</style><template><p>d</p></template><noscript>e</noscript>f", "<p>af</p>"),
    ("<title>a</title><textarea>b</textarea><svg><text>c</text></svg><math><mi>d</mi></math>e", "<p>e</p>"),
    ("<form><label>Nama</label> <input value=x><button>Kirim</button></form>", "<p>Nama</p>\n<p>Kirim</p>"),
    ("<figure><img src=a.jpg alt=x onerror=y><figcaption>Foto</figcaption></figure>", "<p>Foto</p>"),
    (
        "<iframe src='https://x.example/'><p>x</iframe>a<!-- b --><o:p>c</o:p>",
        "<p>a</p>\n<p>c</p>".replace("</p>\n<p>", ""),
    ),
    # embeds
    ('<figure class="media"><oembed url="https:///berita/123/"></oembed></figure>', figure("/berita/123/")),
    ("<oembed url='https://kabar.example/berita/0123/judul/?utm=1#x'></oembed>", figure("/berita/123/")),
    (
        "<oembed url='https://lain.example/berita/123/'></oembed>",
        '<p><a href="https://lain.example/berita/123/" rel="noopener">https://lain.example/berita/123/</a></p>',
    ),
    ("<oembed url='javascript:alert(1)'></oembed>", ""),
    (
        '<div data-oembed-url="https://youtu.be/dQw4w9WgXcQ?t=3"><div><iframe '
        'src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe></div></div>',
        figure(YOUTUBE),
    ),
    ("<p>https://youtu.be/dQw4w9WgXcQ</p>", figure(YOUTUBE)),
    ("<p> <b>https://youtu.be/dQw4w9WgXcQ</b><br></p>", figure(YOUTUBE)),
    ('<p><a href="https://youtu.be/dQw4w9WgXcQ?si=x">https://youtu.be/dQw4w9WgXcQ</a></p>', figure(YOUTUBE)),
    (
        '<p><a href="https://x.example/">https://youtu.be/dQw4w9WgXcQ</a></p>',
        '<p><a href="https://x.example/" rel="noopener">https://youtu.be/dQw4w9WgXcQ</a></p>',
    ),
    ("<p>Lihat https://youtu.be/dQw4w9WgXcQ</p>", "<p>Lihat https://youtu.be/dQw4w9WgXcQ</p>"),
    ("<h2>https://youtu.be/dQw4w9WgXcQ</h2>", "<h2>https://youtu.be/dQw4w9WgXcQ</h2>"),
    ("<p>/berita/5/</p><p>https://kabar.example/berita/5/b/</p>", figure("/berita/5/")),
    ("<p>a<oembed url='/berita/5/'></oembed>b</p>", f"<p>a</p>\n{figure('/berita/5/')}\n<p>b</p>"),
    (
        "<ul><li>a<oembed url='/berita/5/'></oembed></li><li>b</li></ul>",
        f"<ul><li>a</li><li>b</li></ul>\n{figure('/berita/5/')}",
    ),
    (
        "<blockquote>a<oembed url='/berita/5/'></oembed>b</blockquote>",
        f"<blockquote><p>a</p><p>b</p></blockquote>\n{figure('/berita/5/')}",
    ),
    (
        "<table><tr><td>a<oembed url='/berita/5/'></oembed><td>b</table>",
        f"<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>\n{figure('/berita/5/')}",
    ),
    (
        "<oembed url='/berita/5/'></oembed><p>&nbsp;</p><oembed url='/berita/5/x'></oembed>",
        figure("/berita/5/"),
    ),
    (
        "<oembed url='/berita/5/'></oembed>a<oembed url='/berita/5/'></oembed>",
        f"{figure('/berita/5/')}\n<p>a</p>\n{figure('/berita/5/')}",
    ),
    (
        "<oembed url='https://vimeo.com/1'></oembed>",
        '<p><a href="https://vimeo.com/1" rel="noopener">https://vimeo.com/1</a></p>',
    ),
    ("<h2>a<oembed url='/berita/5/'></oembed></h2>b", f"<h2>a</h2>\n{figure('/berita/5/')}\n<p>b</p>"),
    # photos
    ("<img src=/foto/12/ alt=x title=y width=9 onerror=z srcset='/foto/13/ 2x'>", photo(12)),
    (
        '<figure class="image image_resized" style="width:50%"><img src="/redaksi-desk/foto/12/?a=1#b"></figure>',
        photo(12),
    ),
    (
        "<img src=https://kabar.example/foto/012/><img src=//KABAR.example:443/a/b.c/foto/13/>",
        f"{photo(12)}\n{photo(13)}",
    ),
    (
        "<picture><source srcset=/foto/1/><img src=/foto/2/></picture><image src=/foto/3/>",
        f"{photo(2)}\n{photo(3)}",
    ),
    ("<figure><img src=/foto/1/><img src=/foto/1/></figure><p> </p><img src=/foto/1/>", photo(1)),
    ("<img src=/foto/1/>a<img src=/foto/1/>", f"{photo(1)}\n<p>a</p>\n{photo(1)}"),
    (
        "<figure><img src=/foto/1/><figcaption>a</figcaption></figure><figure><img src=/foto/1/></figure>",
        f"{photo(1, 'a')}\n{photo(1)}",
    ),
    # … their layouts
    ('<figure class="image image-style-side"><img src=/foto/1/></figure>', photo(1, "", "side")),
    ('<figure class="image image-style-gallery"><img src=/foto/1/></figure>', photo(1, "", "gallery")),
    *(
        (spelling.format(name), photo(1, "", "side"))
        for name in sorted(
            names(
                "align-left align-right alignleft alignright image-style-align-left image-style-align-right"
            )
        )
        for spelling in (
            '<img class="x {}" src=/foto/1/>',
            '<figure class="{} y"><img src=/foto/1/></figure>',
        )
    ),
    ('<figure class="image" ><img src=/foto/1/ class="sidebar alignleftish"></figure>', photo(1)),
    ('<figure class="wp-block-gallery alignleft"><img src=/foto/1/></figure>', photo(1, "", "gallery")),
    (
        '<figure class="gallery"><img src=/foto/1/><img src=/foto/2/></figure><img src=/foto/3/>',
        f"{photo(1, '', 'gallery')}\n{photo(2, '', 'gallery')}\n{photo(3)}",
    ),
    (
        '<figure class="wp-block-gallery"><ul><li><figure><a href="/x/"><img src=/foto/1/></a><figcaption>a'
        "</figcaption></figure></li><li><figure><img src=/foto/2/></figure></li></ul>"
        "<figcaption>b</figcaption></figure>",
        f"{photo(1, 'a', 'gallery')}\n{photo(2, 'b', 'gallery')}",
    ),
    # … their captions
    (
        "<figure><img src=/foto/1/><figcaption>Warga <b>Ton<i>gas</i></b><br><a href=/x>di&nbsp; sini</a><br><br>"
        "<p>5 &lt; 6</p><ul><li>e\u0301</ul></figcaption></figure>",
        photo(1, "Warga Tongas di sini 5 &lt; 6 é"),
    ),
    ("<figure><figcaption>a</figcaption><div><img src=/foto/1/></div></figure>", photo(1, "a")),
    ("<figure><img src=/foto/1/><figcaption> &nbsp;<br></figcaption></figure>", photo(1)),
    ("<figure><img src=/foto/1/><figcaption>\u0338", photo(1, "&#824;")),
    (
        "<figure><img src=/foto/1/><figcaption>a</figcaption><img src=/foto/2/><figcaption>b</figcaption></figure>",
        f"{photo(1, 'a')}\n{photo(2, 'b')}",
    ),
    (
        "<figure><figcaption>luar</figcaption><figure><img src=/foto/1/></figure>"
        "<figure><img src=/foto/2/><figcaption>b</figcaption></figure></figure>",
        f"{photo(1, 'luar')}\n{photo(2, 'b')}",
    ),
    (
        "<figure><figure><img src=/foto/1/><figcaption>&nbsp;</figcaption></figure><figcaption>luar</figcaption>",
        photo(1, "luar"),
    ),
    (
        "<figure><figure><img src=/foto/1/><figcaption>a</figcaption></figure><figcaption>b <b>c</b></figcaption></figure>",
        f"{photo(1, 'a')}\n<p>b <strong>c</strong></p>",
    ),
    ("<img src=/foto/1/><figure><figcaption>a</figcaption></figure>", f"{photo(1)}\n<p>a</p>"),
    (
        "<figure><img src=/foto/1/><figcaption>a<figure><figcaption>b</figcaption></figure>c</figcaption></figure>",
        photo(1, "a b c"),
    ),
    ("<img src=/foto/1/><figcaption>a</figcaption>", f"{photo(1)}\n<p>a</p>"),
    ("<figure><img src=//x.example/foto/1/><figcaption>a<br>b</figcaption></figure>", "<p>a<br>b</p>"),
    (
        "<figure><img src=/foto/1/><figcaption>a<oembed url=/berita/5/></oembed><img src=/foto/2/>b</figcaption>",
        f"{photo(1)}\n{figure('/berita/5/')}\n{photo(2, 'a b')}",
    ),
    # … and where they stand
    (
        "<p>a <b>b<img src=/foto/1/>c</b>",
        f"<p>a <strong>b</strong></p>\n{photo(1)}\n<p><strong>c</strong></p>",
    ),
    (
        "<a href=/x>a<img src=/foto/1/>b</a><a href=/foto/2/><img src=/foto/2/></a>",
        f'<p><a href="/x">a</a></p>\n{photo(1)}\n<p><a href="/x">b</a></p>\n{photo(2)}',
    ),
    ("a<img src=https://x.example/a.png>b<img src=data:image/png;base64,x>c", "<p>abc</p>"),
    ("<h2>a<img src=/foto/1/>b</h2>c", f"<h2>a b</h2>\n{photo(1)}\n<p>c</p>"),
    (
        "<ul><li>a<img src=/foto/1/>b<ul><li><img src=/foto/2/></ul><li>c</ul>",
        f"<ul><li>a b</li><li>c</li></ul>\n{photo(1)}\n{photo(2)}",
    ),
    (
        "<blockquote>a<figure><img src=/foto/1/><figcaption>k</figcaption></figure>b</blockquote>",
        f"<blockquote><p>a</p><p>b</p></blockquote>\n{photo(1, 'k')}",
    ),
    (
        '<figure class="table"><table><tr><td>a<figure class="image image-style-side"><img src=/foto/1/>'
        "<figcaption>k</figcaption></figure><td>b<img src=/foto/2/></table><figcaption>Tabel</figcaption></figure>",
        "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>\n"
        f"{photo(1, 'k', 'side')}\n{photo(2)}\n<p>Tabel</p>",
    ),
    ("<iframe></figure><img src=/foto/1/></iframe><img src=/foto/2/>", photo(2)),
]


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
            "http://m.youtube.com/watch?app=x&v=dQw4w9WgXcQ&t=1s",
            "https://www.youtube.com/shorts/dQw4w9WgXcQ?feature=share",
            "HTTPS://YouTube.com/live/dQw4w9WgXcQ",
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0",
            "//www.youtube.com/embed/dQw4w9WgXcQ",
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


NO_PHOTOS = [
    "//evil/foto/1/",
    "//kabar.example.evil.example/foto/1/",
    "https://evil.example/foto/1/",
    "https://evil.example/kabar.example/foto/1/",
    "https://evil.example?/foto/1/",
    "https://evil.example#//kabar.example/foto/1/",
    "https://kabar.example@evil.example/foto/1/",
    "https://evil.example\\@kabar.example/foto/1/",
    "https://kabar.example:8443/foto/1/",
    "https://kabar.example//evil.example/foto/1/",
    "https:///foto/1/",
    "https:/foto/1/",
    "https:foto/1/",
    "/\t/evil.example/foto/1/",
    "\n//evil.example/foto/1/",
    "/\\evil.example/foto/1/",
    "\\\\kabar.example\\foto\\1\\",
    "javascript:/foto/1/",
    "javascript://kabar.example/foto/1/",
    "data:image/png,/foto/1/",
    "blob:https://kabar.example/foto/1/",
    "file:///foto/1/",
    "ftp://kabar.example/foto/1/",
    "/foto/1/../../x",
    "/x/../foto/1/",
    "/./foto/1/",
    "/x/%2e%2e/foto/1/",
    "/x//foto/1/",
    "/foto/1",
    "/foto/0/",
    "/foto/-1/",
    "/foto/1a/",
    "/foto/\u0661/",
    "/foto/1234567890123456789/",
    "/foto/1/x",
    "/Foto/1/",
    "/xfoto/1/",
    "/foto/",
    "/?/foto/1/",
    "foto/1/",
    "",
]


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

ALLOWED = {
    "span": {"lang"},
    "p": set(),
    "h2": set(),
    "h3": set(),
    "blockquote": set(),
    "ul": set(),
    "ol": set(),
    "li": set(),
    "hr": set(),
    "table": set(),
    "thead": set(),
    "tbody": set(),
    "tr": set(),
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "figure": {"class"},
    "figcaption": set(),
    "img": {"src"},
    "oembed": {"url"},
    "strong": set(),
    "em": set(),
    "s": set(),
    "sub": set(),
    "sup": set(),
    "a": {"href", "rel"},
    "br": set(),
}
INLINE = {"strong", "em", "s", "sub", "sup", "a", "br", "span"}
TOP = {"p", "h2", "h3", "blockquote", "ul", "ol", "table", "figure", "hr"}
CHILDREN = {
    None: TOP,
    "blockquote": {"p"},
    "ul": {"li"},
    "ol": {"li"},
    "li": INLINE | {"ul", "ol"},
    "figure": {"oembed", "img", "figcaption"},
    "figcaption": set(),
    "table": {"thead", "tbody"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tr": {"td", "th"},
    "oembed": set(),
}
HOLDS_TEXT = {"p", "h2", "h3", "li", "td", "th", "figcaption", *INLINE} - {"br"}
FIGURE = re.compile(
    r'<figure class="media"><oembed url="[^"]+"></oembed></figure>|<figure class="photo(?: side| gallery)?">'
    r'<img src="/foto/[1-9][0-9]{0,17}/">(?:<figcaption>[^<>\s][^<>]*</figcaption>)?</figure>'
)


class Inspector(HTMLParser):
    """Walks canonical HTML with the standard library's parser and fails on whatever is not allowed."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.stack = [None]

    def handle_starttag(self, tag, attrs):
        assert tag in CHILDREN.get(self.stack[-1], INLINE), (self.stack, tag)
        assert tag not in self.stack or tag in ("ul", "ol", "li")
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names) & ALLOWED[tag])
        for name, value in attrs:
            self.check(name, value)
        if tag not in ("br", "hr", "img"):
            self.stack.append(tag)

    def check(self, name, value):
        if name in ("href", "url"):
            assert not re.search(r"[\x00-\x20\x7f\\]", value)
            relative = value.startswith("/") and not value.startswith("//")
            assert relative or re.match(r"(?:https?://[^/]|mailto:.|tel:.|#.)", value, re.I), value
        elif name == "lang":
            assert re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?", value)
            assert value not in ("id", "in", "ind")
        elif name not in ("class", "src"):  # those are of figures, see FIGURE
            assert (name, value) == ("rel", "noopener") or value.isdecimal()

    def handle_endtag(self, tag):
        assert self.stack.pop() == tag

    def handle_data(self, data):
        if not data.strip():
            assert data == " " or (data == "\n" and self.stack == [None])
        else:
            assert self.stack[-1] in HOLDS_TEXT, (self.stack, data)
            assert not re.search(r"\s\s|[^\S ]", data)
            assert unicodedata.is_normalized("NFC", data)

    def handle_comment(self, data):
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def inspect(canonical):
    inspector = Inspector()
    inspector.feed(canonical)
    inspector.close()
    assert inspector.stack == [None]
    assert canonical.count("<figure") == len(FIGURE.findall(canonical))
    assert not re.search(
        r"[\x00-\x09\x0b-\x1f\x7f-\x9f\xa0\xad\u200b\u2028-\u202e\u2066-\u2069\ufeff]", canonical
    )
    # An HTML5 parser makes the same of it, character by character: there is nothing to mutate.
    same = nh3.clean(
        canonical,
        tags=set(ALLOWED),
        attributes={t: a for t, a in ALLOWED.items() if a},
        link_rel=None,
    )
    assert html.unescape(same) == html.unescape(canonical)


def words(text):
    """The words of a text, whatever stands in them that nobody sees."""
    text = "".join(
        c for c in text if unicodedata.category(c) not in ("Cf", "Cs") and (c.isspace() or c > "\x1f")
    )
    text = re.sub(r"[\x7f-\x84\x86-\x9f\ufffe\uffff\x1c-\x1f]", "", text)
    return Counter(unicodedata.normalize("NFC", text).split())


LINE_TAGS = names(
    "address article aside blockquote br button caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr iframe legend li listing main menu "
    "nav oembed ol p pre search section summary table tbody td tfoot th thead tr ul"
)
UNSEEN = LINE_TAGS - {"iframe"}
CODE = names(
    "applet audio canvas datalist embed iframe math noembed noframes noscript object script select style svg "
    "template textarea title video"
)


def lost_words(source, canonical, hosts=frozenset()):
    """Of equal photos in a row one stays, and with it one of their captions."""
    lost = visible_words(source, hosts) - words(body.text(canonical))
    captions = words(" ".join(block.caption for block in body.blocks(canonical)))
    return {word for word in lost if word not in captions}


def visible_words(source, hosts):
    """Words that a browser shows, save those of addresses, which may have become embeds."""
    if re.search("<(?:xmp|plaintext)", source, re.I):  # obsolete: shows tags as words
        return Counter()
    source = re.sub("[\x00\ud800-\udfff]", "", source)
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


TAGS = sorted(
    LINE_TAGS
    | CODE
    | names(
        "a b i em strong s strike del sub sup u span q font wbr img input o:p ruby rt label col frameset body "
        "html xmp plaintext"
    )
)
PHOTO_URLS = [
    "/foto/12/",
    "/redaksi-desk/foto/3/?a=1#b",
    "https://kabar.example/foto/9/",
    "/foto/007/",
    *NO_PHOTOS[:12],
    "/foto/1/../../x",
    "/foto/1",
    "/foto/0/",
]
URLS = [
    *PHOTO_URLS,
    "/berita/12/a/",
    "/berita/12",
    "https:///berita/3/x",
    "https://kabar.example/berita/9/?a=1&b=2",
    "//jahat.example/",
    "https://kabar.example//jahat.example/",
    "https://youtu.be/dQw4w9WgXcQ",
    "https://x.com/a/status/1",
    "#a",
    "#",
    "javascript:alert(1)",
    "JaVa\tScRiPt:alert(1)",
    "java&#10;script:x",
    "&#x6A;avascript:x",
    "vbscript:x",
    " data:text/html,x",
    "\x01javascript:x",
    "https://",
    "http://[",
    "mailto:a@b.example",
    "tel:1",
    "/\\jahat.example",
    "https:\\\\jahat.example",
    'https://x.example/"><script>x</script>',
    "https://x.example/' onclick='x",
    "rel/a.html",
    "",
    "https://vimeo.com/1",
    "https://youtu.be/dQw4w9WgXc\u212a",
    "https://x.example/a b\u00a0c\u200bd<e>",
    "https://a b/",
    "https://x.example:99999/",
    "https://xn--a/",
    "https://\u00ad/",
    "https://x%00/",
]
NAMES = [
    "lang",
    "href",
    "src",
    "url",
    "data-oembed-url",
    "onclick",
    "onerror",
    "style",
    "class",
    "id",
    "colspan",
    "rowspan",
    "srcdoc",
    "formaction",
    "xlink:href",
    "target",
    "rel",
]
SNIPPETS = [
    "kata",
    "dua kata",
    " ",
    "\n",
    "&nbsp;",
    "\u200b",
    "👨\u200d👩",
    "\u200d",
    "e\u0301",
    "\u0301",
    "\u0338",
    "<",
    ">",
    "&",
    "&lt;b&gt;",
    "&amp;lt;",
    "&#0;",
    "&#x1F;",
    "&#xD800;",
    "\x00",
    "\ud800",
    "\x1f",
    "\x85",
    "\u2028",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?x?>",
    "<!doctype x>",
    '"',
    "'",
    "\ufe0f",
    "\u2329\u200d",
    "javascript:x",
    "</",
    "<a",
    "&notin",
    "\u202e",
    *URLS,
]
quotes = st.sampled_from(["{}", '"{}"', "'{}'", "'{}", '"{}'])
values = st.sampled_from(
    [
        *URLS,
        "2",
        "100",
        "jv",
        "ar-Arab",
        "id",
        "EN-US",
        "font-weight:normal",
        "a>b",
        "a--",
        "media",
        "photo side",
        "image-style-gallery",
        "a'b\"c",
    ]
)
attributes = st.builds(lambda n, q, v: f" {n}={q.format(v)}", st.sampled_from(NAMES), quotes, values)
start_tags = st.builds(
    lambda tag, attrs, end: f"<{tag}{''.join(attrs)}{end}",
    st.sampled_from(TAGS),
    st.lists(attributes, max_size=2),
    st.sampled_from([">", ">", ">", "/>", " >", ""]),
)
end_tags = st.sampled_from(TAGS).map("</{}>".format)
snippets = st.one_of(st.sampled_from(SNIPPETS), st.text(max_size=5))
hostile_html = st.lists(st.one_of(start_tags, end_tags, snippets), max_size=25).map("".join)
# Without half-open quotes and comments, so that more of the structure is reached.
plain_tags = st.sampled_from(
    sorted(
        names("a b i em s sub sup p h2 h4 div blockquote ul ol li table tr td th thead caption figure hr br")
    )
).flatmap(lambda tag: st.sampled_from([f"<{tag}>", f"<{tag} href=/berita/1/>", f"</{tag}>"]))
structured_html = st.lists(
    st.one_of(
        plain_tags,
        st.sampled_from(
            ["a", "b ", " c", " ", "<br>", "<oembed url=/berita/4/></oembed>", "https://youtu.be/dQw4w9WgXcQ"]
        ),
        st.sampled_from(["<img src=/foto/1/>", "<figcaption>", "</figcaption>", "<figure class=gallery>"]),
    ),
    max_size=40,
).map("".join)
images = st.builds(
    "<img src={} class='{}'>".format, st.sampled_from(PHOTO_URLS), st.sampled_from(["", "x alignleft"])
)
photo_piece = st.one_of(
    st.sampled_from(["<img src=/foto/1/>", "<img src=/foto/2/>", "<img src=/foto/2/ class=align-right>"]),
    images,
    st.sampled_from(["<figure>", "<figure class=image-style-side>", '<figure class="x&quot; gallery">', "</figure>"]),
    st.sampled_from(["<figure class='wp-block-gallery", "<figcaption", "</figure><figure>", "<picture>", "</picture>"]),
    st.sampled_from(["<figcaption>", "<figcaption>", "</figcaption>", "</figcaption>", "kata", "dua kata", "[foto 1]"]),
    st.sampled_from(["<br>", "<b>", "</b>", "<a href=/x>", "</a>", "&lt;", "\u0338", "\u0301", "👨", "\u200d", " ", "\n"]),
    plain_tags,
    st.sampled_from(["<iframe>", "</iframe>", "<oembed url=/berita/4/></oembed>", "<h2>", "</h2>", "<p>", "<hr>"]),
)  # fmt: skip
figures = st.builds(
    "<figure{}><img src=/foto/{}/>{}<figcaption>{}</figcaption></figure>".format,
    st.sampled_from(["", " class=gallery", ' class="image image-style-side"']),
    st.integers(1, 3),
    st.sampled_from(
        ["", "", "<figure>", "<table><td>", "<img src=/foto/4/>", "<figcaption>luar</figcaption>"]
    ),
    st.lists(photo_piece, max_size=3).map("".join),
)
photo_html = st.lists(st.one_of(photo_piece, photo_piece, figures), max_size=20).map("".join)
word_html = st.lists(
    st.sampled_from(
        [
            "<p class=MsoNormal style='margin:0cm'>",
            "<span lang=IN style='mso-spacerun:yes'>\xa0\xa0</span>",
            "<o:p>&nbsp;</o:p>",
            "<o:p></o:p>",
            "</p>",
            "<b style='mso-bidi-font-weight:normal'>",
            "</b>",
            "<!--[if !supportLists]-->",
            "<![endif]-->",
            "<span style='font-family:Symbol'>·<span>\xa0 </span></span>",
            "<![if !supportEmptyParas]>",
            "Probolinggo",
            "\r\n",
            "<st1:place w:st='on'>",
            "</st1:place>",
            "<?xml:namespace prefix = o />",
            "<div class=WordSection1>",
            "</div>",
            "<table class=MsoTableGrid border=1><tr><td width=10 valign=top>",
            "</td></tr></table>",
            "<i>",
            "</i>",
            "\x1f",
            "\x0b",
            '<b style="font-weight:normal;" id="docs-internal-guid-1">',
            "<br class=Apple-interchange-newline>",
            "<u></u>",
        ]
    ),
    max_size=25,
).map("".join)
any_html = st.one_of(st.text(), hostile_html, structured_html, photo_html, word_html)
moderate = settings(max_examples=300, deadline=None)


@moderate
@given(any_html)
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
    assert [b.html for b in photos] == [photo(b.photo_id, body._escaped(b.caption), b.layout) for b in photos]
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
    canonical = body.from_plain(source, hosts=HOSTS)
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

STORY = body.clean(
    "<h2>Kronologi</h2><p>Warga <b>Tongas</b> menunggu,<br>sabar.</p><oembed url='/berita/4/'></oembed>"
    "<ul><li>satu<ul><li>dua</ul><li>tiga</ul><table><tr><td>a<td>b<tr><td>c<td>d</table>"
    "<oembed url='https://youtu.be/dQw4w9WgXcQ'></oembed><blockquote><p>“Siap.”</p><p>Ya.</p></blockquote>"
    "<p><a href='/berita/8/x/'>Baca</a> <a href='/berita/9'>ini</a> <a href='/berita/8/'>lagi</a></p>"
    "<oembed url='/berita/3/'></oembed><p>Habis</p><oembed url='/berita/4/'></oembed>"
)


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


GALLERY = "\n".join(
    [
        "<p>Satu dua</p>",
        photo(4, "Warga &amp; &lt;air&gt;", "gallery"),
        photo(5, "", "gallery"),
        "<p>tiga</p>",
        photo(5, "", "side"),
        photo(9, "", "side"),
        photo(6, "Posko", "gallery"),
        photo(7),
        photo(8, "", "gallery"),
    ]
)


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
    span = f'<span class="dateline">{line}</span>'
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
        '<p><span class="dateline">KOTA – </span>a</p>\n<aside>&2</aside>\n<i>youtube</i>\n<p>b</p>'
    )


def test_plain_text_becomes_a_body():
    source = (
        "Satu *dua* <b>\r\nbaris dua\n\nTiga\n> kutipan\n> lagi\n>\n> lain\n## Judul\n- a\n- b\nhttps://youtu.be/dQw4w9WgXcQ\n"
        "https://kabar.example/berita/5/x/\nhttps://x.example/\n\n\n\n-5 derajat"
    )
    assert body.from_plain(source, hosts=HOSTS).split("\n") == [
        "<p>Satu <strong>dua</strong> &lt;b&gt;<br>baris dua</p>",
        "<p>Tiga</p>",
        "<blockquote><p>kutipan<br>lagi</p><p>lain</p></blockquote>",
        "<h2>Judul</h2>",
        "<ul><li>a</li><li>b</li></ul>",
        figure(YOUTUBE),
        figure("/berita/5/"),
        "<p>https://x.example/</p>",
        "<p>-5 derajat</p>",
    ]
    assert body.from_plain("") == body.from_plain(" \n\u200b\n") == ""
