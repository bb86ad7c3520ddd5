"""Text as people type and paste it on phones, and what it stands for; each comes back as it is read."""

import pytest

from articles.text import body, embed_code, plain_text
from tests.support.bodies import YOUTUBE, figure

HOSTS = frozenset({"kabar.example"})


def p(*paragraphs):
    return "\n".join(f"<p>{one}</p>" for one in paragraphs)


def to(address, words="", rel=' rel="noopener"'):
    return f'<a href="{address}"{rel}>{words or address}</a>'


def ul(*items):
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def ol(*items, start=1):
    return ul(*items).replace("ul>", "ol>").replace("<ol>", f'<ol start="{start}">' if start > 1 else "<ol>")


def table(*rows, head=True):
    def row(cells, tag):
        return f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in cells)}</tr>"

    first = f"<thead>{row(rows[0], 'th')}</thead>" if head else ""
    return f"<table>{first}<tbody>{''.join(row(cells, 'td') for cells in rows[head:])}</tbody></table>"


PAGE, MAIL = (
    "https://contoh.id/surat-edaran-2026.pdf",
    to("mailto:redaksi@contoh.id", "redaksi@contoh.id", ""),
)
MAP = "https://www.google.com/maps/embed?pb=!1m14!1m8!1m3!1d7!2d113.4!3d-7.71!4f13.1!5e0"
TWEET = (
    '<blockquote class="twitter-tweet"><p lang="in" dir="ltr">Air naik <a href="https://t.co/x">pic</a></p>&mdash; '
    'BPBD (@bpbd) <a href="https://twitter.com/bpbd/status/123?ref_src=twsrc">1 Nov</a></blockquote>'
)
LOADER = '<script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>'

HABITS = {
    # ---- Addresses
    "an address in a sentence": (
        f"Unduh surat edaran lengkap di {PAGE} atau tulis ke redaksi@contoh.id.",
        p(f"Unduh surat edaran lengkap di {to(PAGE)} atau tulis ke {MAIL}."),
    ),
    "punctuation behind it": (
        f"({PAGE}), “{PAGE}”; {PAGE}! <{PAGE}>",
        p(f"({to(PAGE)}), “{to(PAGE)}”; {to(PAGE)}! &lt;{to(PAGE)}&gt;"),
    ),
    "brackets in it": (
        "https://x.id/a_(b), (https://x.id/c)",
        p(f"{to('https://x.id/a_(b)')}, ({to('https://x.id/c')})"),
    ),
    "without its beginning": (
        "Daftar di www.kpu.go.id, bit.ly/Daftar-1 atau wa.me/6281234",
        p(
            f"Daftar di {to('https://www.kpu.go.id', 'www.kpu.go.id')}, {to('https://bit.ly/Daftar-1', 'bit.ly/Daftar-1')} "
            f"atau {to('https://wa.me/6281234', 'wa.me/6281234')}"
        ),
    ),
    "no addresses": (
        "dr. A, S.Pd/M.Pd, Rp1.000/kg, KabarUji.com, @akun, a@b",
        p("dr. A, S.Pd/M.Pd, Rp1.000/kg, KabarUji.com, @akun, a@b"),
    ),
    "signs within": (f"*Unduh* {PAGE}?a_b=_c_&d", p(f"<strong>Unduh</strong> {to(f'{PAGE}?a_b=_c_&amp;d')}")),
    "alone on its line": ("Lihat:\nhttps://contoh.id/a", p(f"Lihat:<br>{to('https://contoh.id/a')}")),
    "behind “Baca juga”": (
        "teks\nBaca juga: https://kabar.example/berita/76/judul-berita/\nteks",
        f"{p('teks')}\n{figure('/berita/76/')}\n{p('teks')}",
    ),
    "in other words": (
        "BACA JUGA : https://kabar.example/berita/7/\n\nSimak juga https://kabar.example/berita/8/x/?utm_source=wa",
        f"{figure('/berita/7/')}\n{figure('/berita/8/')}",
    ),
    "of somebody else's story": (
        "Baca juga: https://lain.example/berita/76/x/",
        p(f"Baca juga: {to('https://lain.example/berita/76/x/')}"),
    ),
    "a card with its headline": ("[baca juga 76] Judul yang *terbaca*", figure("/berita/76/")),
    "a film from a moment on": ("https://youtu.be/dQw4w9WgXcQ?t=2520", figure(f"{YOUTUBE}&amp;t=2520s")),
    # ---- Lists
    "dashes": ("- satu\n- dua", ul("satu", "dua")),
    "bullets": ("• satu\n•dua\n● tiga\n▪ empat", ul("satu", "dua", "tiga", "empat")),
    "stars, as WhatsApp lists": ("* satu\n* *dua*", ul("satu", "<strong>dua</strong>")),
    "dashes without a space": ("-Satu\n-Dua", ul("Satu", "Dua")),
    "long dashes": ("– satu\n— dua", ul("satu", "dua")),
    "a word processor's": (
        "\uf0b7\tsatu\n\uf0b7\tdua\n\no\ttiga\no\tempat",
        f"{ul('satu', 'dua')}\n{ul('tiga', 'empat')}",
    ),
    "brackets behind numbers": ("1) satu\n2) dua", ol("satu", "dua")),
    "brackets around": ("(1) satu\n(2) dua", ol("satu", "dua")),
    "numbers in boxes": ("1️⃣ satu\n2️⃣ dua", ol("satu", "dua")),
    "numbers without a space": ("1.Pakai helm\n2.Bawa SIM", ol("Pakai helm", "Bawa SIM")),
    "numbers with tabs": ("1.\tPakai helm\n2.\tBawa SIM", ol("Pakai helm", "Bawa SIM")),
    "a list that goes on behind a paragraph": (
        "1. Pakai helm\n2. Bawa SIM\n\nPolisi menambahkan.\n\n3. Nyalakan lampu\n4. Jangan mabuk",
        f"{ol('Pakai helm', 'Bawa SIM')}\n{p('Polisi menambahkan.')}\n{ol('Nyalakan lampu', 'Jangan mabuk', start=3)}",
    ),
    "items with a paragraph each": (
        "1. Helm\n\nHarus SNI.\n\n2. SIM\n\nMasih berlaku.",
        f"{ol('Helm')}\n{p('Harus SNI.')}\n{ol('SIM', start=2)}\n{p('Masih berlaku.')}",
    ),
    "items with blank lines between": ("1. Helm\n\n2. SIM\n\n3. STNK", ol("Helm", "SIM", "STNK")),
    "a list that begins late": ("3. Helm\n4. SIM", ol("Helm", "SIM", start=3)),
    "two lists": ("1. a\n2. b\n\n1. c", f"{ol('a', 'b')}\n{ol('c')}"),
    "no lists": (
        "17. Agustus\n\n– Chairil Anwar\n\n-3 derajat\n\n2.000 warga\n\nA. Rahman",
        p("17. Agustus", "– Chairil Anwar", "-3 derajat", "2.000 warga", "A. Rahman"),
    ),
    "letters stay as they are": ("a. satu\nb. dua", p("a. satu<br>b. dua")),
    # ---- Tables
    "rows from a spreadsheet": (
        "Komoditas\tKemarin\tHari ini\r\nCabai rawit\t48.000\t55.000\r\nBawang merah\t\t28.500\r\n",
        table(
            ("Komoditas", "Kemarin", "Hari ini"),
            ("Cabai rawit", "48.000", "55.000"),
            ("Bawang merah", "", "28.500"),
        ),
    ),
    "rows of words": (
        "Utara\tSelatan\nDringu\tLumbang",
        table(("Utara", "Selatan"), ("Dringu", "Lumbang"), head=False),
    ),
    "with text around": (
        "Harga:\nCabai\t48\nBawang\t30\nTurun.",
        f"{p('Harga:')}\n{table(('Cabai', '48'), ('Bawang', '30'), head=False)}\n{p('Turun.')}",
    ),
    "an empty first column": (
        "\tCabai\t48\n\tBawang\t30",
        table(("Cabai", "48"), ("Bawang", "30"), head=False),
    ),
    "no tables": (
        "\tProbolinggo – Air surut.\n\tWarga pulang.\n\nNama\t: Budi\nUmur\t: 30\n\nsatu\tbaris",
        p("Probolinggo – Air surut.<br>Warga pulang.", "Nama : Budi<br>Umur : 30", "satu baris"),
    ),
    # ---- Signs
    "censored words": (
        "Terlapor menyebut korban a**ing dan b**sat, g*bl*k, ***ing, anj*** di grup.",
        p("Terlapor menyebut korban a**ing dan b**sat, g*bl*k, ***ing, anj*** di grup."),
    ),
    "footnote signs": (
        "Harga* dan stok*\n*) per kg di Kraksaan*",
        p("Harga* dan stok*<br>*) per kg di Kraksaan*"),
    ),
    "WhatsApp's signs": (
        "*Catatan:* _hari ini_ ~batal~ (*penting*) *_~semua~_*",
        p(
            "<strong>Catatan:</strong> <em>hari ini</em> <s>batal</s> (<strong>penting</strong>) "
            "<strong><em><s>semua</s></em></strong>"
        ),
    ),
    "sums and names": (
        "5 * 3 * 2, nama_berkas_ini, @_warga_, 3~4",
        p("5 * 3 * 2, nama_berkas_ini, @_warga_, 3~4"),
    ),
    "letters behind an angle": ("umur <tahun, harga <turun> 5", p("umur &lt;tahun, harga &lt;turun&gt; 5")),
    # ---- Embed code
    "a chart": (
        'Sebaran kasus:\n\n<iframe title="Kasus" src="https://datawrapper.dwcdn.net/AbCdE/1/" height="400">'
        "</iframe><script>x()</script>\n\nAngka itu naik.",
        p("Sebaran kasus:", to("https://datawrapper.dwcdn.net/AbCdE/1/", "Kasus"), "Angka itu naik."),
    ),
    "a chart by a script": (
        '<div style="min-height:372px" id="datawrapper-vis-AbCdE"><script defer '
        'src="https://datawrapper.dwcdn.net/AbCdE/embed.js"></script><noscript><img src="https://x.id/full.png"></noscript></div>',
        figure("https://datawrapper.dwcdn.net/AbCdE/"),
    ),
    "a chart of another maker": (
        '<div class="flourish-embed flourish-chart" data-src="visualisation/123"><script '
        'src="https://public.flourish.studio/resources/embed.js"></script></div>',
        figure("https://public.flourish.studio/visualisation/123/"),
    ),
    "a map": (
        f'<iframe src="{MAP}" width="600"></iframe>',
        figure("https://www.google.com/maps?q=-7.71,113.4"),
    ),
    "a film": (
        'Tonton <iframe width="560" src="https://www.youtube.com/embed/dQw4w9WgXcQ?start=90"></iframe> ini',
        f"{p('Tonton')}\n{figure(f'{YOUTUBE}&amp;t=90s')}\n{p('ini')}",
    ),
    "with the quotation marks of a phone": (
        "<iframe src=“https://www.youtube.com/embed/dQw4w9WgXcQ”></iframe>",
        figure(YOUTUBE),
    ),
    "a post, on two lines": (f"{TWEET}\n{LOADER}", figure("https://x.com/bpbd/status/123")),
    "a post of Instagram": (
        '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/Cx_1-y/?utm_source=ig">'
        '<div><a href="https://www.instagram.com/p/Cx_1-y/">Lihat</a></div></blockquote>\n'
        '<script async src="//www.instagram.com/embed.js"></script>',
        figure("https://www.instagram.com/p/Cx_1-y/"),
    ),
    "a film of TikTok": (
        '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@warga.id/video/7212345678901234567">'
        "<section>@warga.id</section></blockquote>",
        figure("https://www.tiktok.com/@warga.id/video/7212345678901234567"),
    ),
    "a post of Facebook": (
        '<iframe src="https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fbpbd%2Fposts%2F12'
        '&show_text=true"></iframe>',
        figure("https://www.facebook.com/bpbd/posts/12/"),
    ),
    "other code stays, to be told of": (
        "<script>hitung()</script>",
        p("&lt;script&gt;hitung()&lt;/script&gt;"),
    ),
    "a script that is nothing by itself": (LOADER, ""),
}


@pytest.mark.parametrize("habit", HABITS)
def test_a_habit_comes_out_as_it_is_meant(habit):
    typed, canonical = HABITS[habit]
    assert plain_text.from_plain(typed, hosts=HOSTS) == canonical
    assert body.clean(canonical, hosts=HOSTS) == canonical


@pytest.mark.parametrize("habit", HABITS)
def test_and_comes_back_from_the_full_editor(habit):
    canonical = HABITS[habit][1]
    plain = plain_text.to_plain(canonical, {"/berita/76/": "Judul", "/berita/7/": "Judul"})
    assert plain_text.from_plain(plain, hosts=HOSTS) == canonical
    assert "<p>" not in plain.replace("<p>&lt;", "")
    edited = body.for_editor(canonical, "/redaksi-desk/")
    assert body.clean(edited, hosts=HOSTS) == canonical


@pytest.mark.parametrize(
    "habit", [name for name, (typed, _html) in HABITS.items() if embed_code.has_code(typed)]
)
def test_the_full_editor_makes_the_same_of_pasted_code(habit):
    typed, canonical = HABITS[habit]
    pasted = "".join(
        f"<p>{body.escape(part, quote=False).replace(chr(10), '<br>')}</p>" for part in typed.split("\n\n")
    )
    assert body.clean(pasted, hosts=HOSTS) == canonical


def test_a_card_shows_its_headline_on_the_phone():
    html = f"<p>a</p>\n{figure('/berita/76/')}\n{figure('/berita/7/')}"
    assert (
        plain_text.to_plain(html, {"/berita/76/": "Jembatan ambruk"})
        == "a\n\n[baca juga 76] Jembatan ambruk\n\n/berita/7/"
    )
