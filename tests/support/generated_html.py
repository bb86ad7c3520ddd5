"""HTML that nobody wrote: strategies for hostile, structured, pictured and word-processed texts."""

from hypothesis import settings
from hypothesis import strategies as st

from tests.support.bodies import NO_PHOTOS, names

LINE_TAGS = names(
    "address article aside blockquote br button caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr iframe legend li listing main menu "
    "nav oembed ol p pre search section summary table tbody td tfoot th thead tr ul"
)
CODE = names(
    "applet audio canvas datalist embed iframe math noembed noframes noscript object script select style svg "
    "template textarea title video"
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
_WRITTEN = """<p> </p> <div> </div> <div~class="baca-juga"> <b> </b> <em> <br> <br><br> <ul><li> </li></ul>
    <blockquote> </blockquote> <table><tr><td> </td></tr></table> <img~src="/a.jpg"> <img~src="/foto/3/"> <a~href="/2020/a/">
    <a~href="https://lain.example/"> </a> <figure> </figure> <figcaption> </figcaption> <script> </script> <!-- -->
    <!--~wp:paragraph~--> <!--~/wp:paragraph~--> <!--more--> <pre> </pre> [gallery~ids="1"] [caption] [/caption]
    [baca_juga~id=5] [x~a=b] [/x] [sic] [ ] < > & &amp; &lt; Kata~kata, (*) Baca~Juga: Penulis:~Ani~Wati
    JEMBER~–~ <oembed~url="/berita/7/"> </oembed> /berita/7/ </figure <svg> <iframe~src=x> </iframe>"""
PIECES = st.sampled_from(["\n", "\n\n", "\x00", "\ud800", *_WRITTEN.split()]).map(
    lambda piece: piece.replace("~", " ")
)
