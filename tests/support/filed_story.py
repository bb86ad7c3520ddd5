"""A made-up story as a reporter has it: whole, in the spellings of a phone and of three old sites.

`PARTS` says what readers are to see of it, however it came here.
"""

from lxml import html as lxml_html

from tests.support import wxr

SITE = "KABARUJI.com"
PATTERN, FORMER = "{PLACE}-{site}, ", '2018-10-31 "{place},- "'
DAY, FORMER_DAY = "2018-11-19 18:20:00", "2018-07-10 09:00:00"
HEADLINE = "Sekolah Tepi Sungai Uji Perpustakaan Perahu, Murid Diminta Rajin Membaca"
INLINE = "Relawan Kumpulkan Buku Bekas Layak Baca"
END = "Sambut Musim Hujan, 12 Desa Bersihkan Saluran Air"
END_TEXT = (
    "Dinas Pengairan mengajak 12 desa membersihkan saluran (drainase). Kegiatan itu berlangsung tiga hari penuh dan"
    " diikuti ratusan warga dari semua dusun yang ada di sepanjang aliran sungai itu sampai ke muara."
)
EXCERPT = "Dinas Pengairan mengajak 12 desa membersihkan saluran (drainase). …"
PARAGRAPHS = [
    "Perpustakaan perahu yang diuji sejak awal bulan ini membawa lima ratus buku ke sekolah-sekolah di tepi sungai. Para"
    " murid diminta rajin membaca selama perahu singgah di dermaga desa mereka.",
    "Hal itu disampaikan pengelola, Sari Utami, saat peluncuran di dermaga lama, Senin (19/11/2018). Peluncuran dihadiri"
    " kepala sekolah dari tiga kecamatan dan puluhan orang tua murid.",
    "“Kuncinya dua, yakni kemauan dan kebiasaan. Siapa pun gurunya, murid harus mau membuka buku,” kata Sari.",
    "Tak hanya itu , pengelola juga menyoroti kurangnya buku pelajaran dilingkungan sekolah dasar. Selama ini buku dibagi"
    " bergantian sehingga banyak murid pulang tanpa bacaan.",
    "Padahal, lanjut Sari, murid yang membaca setiap hari lebih mudah mengikuti pelajaran. Karena itu perahu akan singgah"
    " dua kali sepekan di setiap dermaga.",
    "Ia mengakui, perubahan kebiasaan memerlukan waktu. Oleh sebab itu, pihaknya mendorong seluruh guru memberi teladan"
    " kepada murid-muridnya.",
]
PLACE_OF_INLINE = 4  # behind so many paragraphs
WRITER, EDITOR = "Rahmat Salim", "Iin Mahmud"
SIGN_OFF, TAGS = "(*)", ["Literasi", "Perahu Buku"]

PARTS = {
    "headline": HEADLINE,
    "date": "Senin, 19 November 2018 | 18:20 WIB",
    "dateline": "KRAKSAAN-KABARUJI.com, ",
    "paragraphs": [*PARAGRAPHS[:-1], f"{PARAGRAPHS[-1]} {SIGN_OFF}"],
    "inline": INLINE,
    "place of inline": PLACE_OF_INLINE,
    "credits": [f"Penulis: {WRITER}", f"Editor: {EDITOR}"],
    "tags": [f"#{tag}" for tag in TAGS],
    "end list": [(END, f"Kraksaan,- {EXCERPT}")],
}

_TAIL = [f"Penulis: {WRITER}", f"Editor: {EDITOR}"]


def pasted():
    """The story as it is pasted into a phone: headline first, every part on a line of its own."""
    text = [
        HEADLINE,
        f"KRAKSAAN-{SITE}, {PARAGRAPHS[0]}",
        *PARAGRAPHS[1:PLACE_OF_INLINE],
        f"Baca Juga  {INLINE}",
        *PARAGRAPHS[PLACE_OF_INLINE:-1],
        f"{PARAGRAPHS[-1]} {SIGN_OFF}",
        "\u00a0",
        *_TAIL,
        "Baca Juga",
        END,
        f"Kraksaan,- {EXCERPT}",
    ]
    return "\n\n".join(text)


OLD = wxr.SITE
INLINE_PATH, END_PATH = "/2018/11/18/buku-bekas/", "/2018/07/10/saluran-air/"
ADDRESSES = {INLINE: f"{OLD}{INLINE_PATH}", END: f"{OLD}{END_PATH}"}


def _link(title):
    return f'<a href="{ADDRESSES[title]}">{title}</a>'


def _classic():
    return pasted().removeprefix(f"{HEADLINE}\n\n").replace("\u00a0", "&nbsp;")


def _html():
    lines = pasted().split("\n\n")[1:-3]
    html = "\n".join(f"<p>{line}</p>" for line in lines).replace("\u00a0", "&nbsp;")
    html = html.replace(f"Baca Juga  {INLINE}", f"Baca Juga&nbsp; {_link(INLINE)}")
    return (
        f"{html}\n<p><strong>Baca Juga</strong></p>\n<ul><li>{_link(END)}<br />Kraksaan,- {EXCERPT}</li></ul>"
    )


def _blocks():
    lines = pasted().split("\n\n")[1:-6]
    paragraphs = [line.replace("\u00a0", "") for line in lines]
    paragraphs.append("<br>".join(f"<strong>{line}</strong>" for line in _TAIL))
    html = "\n\n".join(f"<!-- wp:paragraph -->\n<p>{line}</p>\n<!-- /wp:paragraph -->" for line in paragraphs)
    html = html.replace(f"Baca Juga  {INLINE}", f"<strong>Baca Juga</strong>&nbsp; {_link(INLINE)}")
    return (
        f'{html}\n\n<!-- wp:heading {{"level":3}} -->\n<h3 class="wp-block-heading">Baca Juga</h3>\n<!-- /wp:heading -->\n\n'
        f"<!-- wp:paragraph -->\n<p>{_link(END)}</p>\n<!-- /wp:paragraph -->\n\n"
        f"<!-- wp:paragraph -->\n<p>Kraksaan,- {EXCERPT}</p>\n<!-- /wp:paragraph -->"
    )


def _boxes():
    lines = pasted().split("\n\n")[1:-6]
    html = "".join(f"<p>{line}</p>" for line in lines).replace("\u00a0", "&nbsp;")
    inline = (
        '<div class="jnews_inline_related_post"><h3 class="jeg_block_title">Baca Juga</h3><article><h3>'
        f"{_link(INLINE)}</h3></article></div>"
    )
    html = html.replace(f"<p>Baca Juga  {INLINE}</p>", inline)
    return (
        f'{html}<p>{" | ".join(_TAIL)}</p><div class="related-posts"><h4>Baca Juga</h4>'
        f"<article><h3>{_link(END)}</h3><p>Kraksaan,- {EXCERPT}</p></article></div><p>Bagikan: Facebook WhatsApp</p>"
    )


SPELLINGS = {"classic": _classic, "html": _html, "blocks": _blocks, "boxes": _boxes}


def exported(spelling):
    """Parts of an export file that holds the story in this spelling, and the two that it leads to."""
    inline = f"KRAKSAAN-{SITE}, Relawan mengumpulkan buku bekas dari rumah ke rumah sejak pekan lalu."
    terms = [("category", "pendidikan", "Pendidikan"), *(("post_tag", _slug(tag), tag) for tag in TAGS)]
    return [
        wxr.category("pendidikan", "Pendidikan"),
        *(wxr.tag(_slug(tag), tag, number) for number, tag in enumerate(TAGS, 50)),
        wxr.item(1, INLINE, content=inline, link=ADDRESSES[INLINE], date="2018-11-18 08:00:00"),
        wxr.item(2, END, content=f"Kraksaan,- {END_TEXT}", link=ADDRESSES[END], date=FORMER_DAY),
        wxr.item(
            3,
            HEADLINE,
            content=SPELLINGS[spelling](),
            link=f"{OLD}/2018/11/19/perahu/",
            date=DAY,
            terms=terms,
        ),
    ]


def _slug(name):
    return name.lower().replace(" ", "-")


def parts_of(html):
    """What readers see of a story's page, part by part, as `PARTS` has it."""
    article = lxml_html.fromstring(html).xpath("//article[@class='story']")[0]

    def words(element):
        return " ".join(element.text_content().split(" ")).strip() if element is not None else ""

    prose = article.xpath("./div[@class='prose']")[0]
    dateline = prose.xpath(".//span[@class='place']")[0]
    paragraphs = list(prose.iterchildren("p", "aside"))
    inline = next(p for p in paragraphs if p.get("class") == "related-line")
    place = paragraphs.index(inline)
    texts = [words(p) for p in paragraphs if p is not inline]
    texts[0] = texts[0].removeprefix(dateline.text_content())
    return {
        "headline": words(article.xpath(".//h1")[0]),
        "date": words(article.xpath(".//div[@class='byline']//time")[0]),
        "dateline": dateline.text_content(),
        "paragraphs": texts,
        "inline": words(inline.xpath(".//a")[0]),
        "place of inline": place,
        "credits": [words(p) for p in article.xpath("./footer/div[@class='byline']/p")],
        "tags": [words(a) for a in article.xpath(".//nav/ul[@class='chips']/li/a[starts-with(text(), '#')]")],
        "end list": [
            (words(card.xpath(".//h3")[0]), words(card.xpath(".//span[@class='excerpt']")[0]))
            for card in article.xpath(".//section[@class='related']/article")
        ],
    }
