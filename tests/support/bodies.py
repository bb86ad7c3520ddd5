"""Bodies in their canonical form: examples, and an inspector that fails on anything else."""

import html
import re
import unicodedata
from html.parser import HTMLParser

import nh3

from articles.text import body

HOSTS = frozenset({"kabar.example"})
YOUTUBE = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


def names(text):
    return set(text.split())


def figure(url):
    return f'<figure class="media"><oembed url="{url}"></oembed></figure>'


def photo(number, caption="", layout=""):
    figcaption = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure class="{f"photo {layout}".strip()}"><img src="/foto/{number}/">{figcaption}</figure>'


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
    ("<ol start=3><li value=9>a</ol>", '<ol start="3"><li>a</li></ol>'),
    ("<ol start=1><li>a</ol><ol start=0><li>b</ol>", "<ol><li>a</li></ol>\n<ol><li>b</li></ol>"),
    (
        "<ol><li>a<li>b</ol><p>c<ol start=3><li>d</ol>",
        '<ol><li>a</li><li>b</li></ol>\n<p>c</p>\n<ol start="3"><li>d</li></ol>',
    ),
    ("<ol><li>a<li>b</ol> <ol start=3><li>c</ol>", "<ol><li>a</li><li>b</li><li>c</li></ol>"),
    ("<ol><li>a</ol><ol start=3><li>b</ol>", '<ol><li>a</li></ol>\n<ol start="3"><li>b</li></ol>'),
    ("<ul start=3><li>a</ul><ol start=x><li>b</ol>", "<ul><li>a</li></ul>\n<ol><li>b</li></ol>"),
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
        '<p><a href="https://x.example/" rel="noopener">https://x.example/</a></p>\n<p>ac</p>',
    ),
    ("<iframe src=/x></iframe><iframe src=about:blank></iframe><iframe></iframe>a", "<p>a</p>"),
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
        figure(f"{YOUTUBE}&amp;t=3s"),
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
ALLOWED = {
    "span": {"lang"},
    "p": set(),
    "h2": set(),
    "h3": set(),
    "blockquote": set(),
    "ul": set(),
    "ol": {"start"},
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


STORY = body.clean(
    "<h2>Kronologi</h2><p>Warga <b>Tongas</b> menunggu,<br>sabar.</p><oembed url='/berita/4/'></oembed>"
    "<ul><li>satu<ul><li>dua</ul><li>tiga</ul><table><tr><td>a<td>b<tr><td>c<td>d</table>"
    "<oembed url='https://youtu.be/dQw4w9WgXcQ'></oembed><blockquote><p>“Siap.”</p><p>Ya.</p></blockquote>"
    "<p><a href='/berita/8/x/'>Baca</a> <a href='/berita/9'>ini</a> <a href='/berita/8/'>lagi</a></p>"
    "<oembed url='/berita/3/'></oembed><p>Habis</p><oembed url='/berita/4/'></oembed>"
)
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
