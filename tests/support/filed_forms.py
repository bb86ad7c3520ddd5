"""Stories as newsrooms and agencies file them: made-up words in the forms of a dozen kinds of houses.

Each form says what is right; what nobody can be sure of stays in the text and is named. `FORMS` are whole stories.
"""

from dataclasses import dataclass, field, replace

from articles.filing.items import House
from articles.filing.lift import DROP_PATTERNS
from articles.places import gazetteer

HOUSE = House(
    hosts=frozenset({"kabaruji.example"}),
    names=frozenset({"kabaruji.com", "kabaruji", "kabar uji"}),
    places=gazetteer.gazetteer([("Kota Probolinggo", "Probolinggo", ["Kobol"])]),
    initials={"fyd": "Fandi Yusuf", "rin": "Rina Wati", "sutrisno": "Sutrisno"},
    drop_patterns=DROP_PATTERNS,
)
OWN = "https://kabaruji.example"
FIRST = (
    "Warga mulai membersihkan lumpur dari rumah masing-masing setelah air surut pada Senin pagi yang cerah."
)
SECOND = "“Kami bergotong royong sejak subuh bersama tetangga dan para pemuda desa,” kata Slamet (45), warga setempat."
THIRD = "Pemerintah desa menyiapkan dapur umum dan posko kesehatan sampai keadaan benar-benar pulih seperti semula."
BODY = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
HEADLINE = "Air Surut, Warga Dringu Bersihkan Lumpur"
ANI, BUDI = ("writer", "Ani Wati"), ("editor", "Budi Santoso")
REPORTER = ("reporter", "Ani Wati")


@dataclass(frozen=True)
class Form:
    kind: str  # of house that files so
    text: str
    headline: str = ""
    dateline: str = ""
    sign_off: str = ""
    label: str = ""
    credits: list = field(default_factory=list)
    tags: list = field(default_factory=list)
    inline: list = field(default_factory=list)  # addresses or headlines of cards in the text
    end: list = field(default_factory=list)  # of the list at the end
    asks: list = field(default_factory=list)  # words that stay, or went, and that somebody is told of
    body: str = BODY  # what is left

    def __str__(self):
        return f"{self.kind}: {self.text[:30]!r} … {self.text[-40:]!r}"


def opened(kind, opening, place="", *, asks=False):
    """A story that opens with these words; where they `ask`, they stay."""
    stays = "" if place else opening
    return Form(
        kind,
        f"{opening}{BODY}",
        dateline=place,
        asks=[opening.strip()] if asks else [],
        body=f"{stays}{BODY}",
    )


def ended(kind, ending, **right):
    """A story that ends with these lines, on lines of their own."""
    return Form(kind, f"{BODY}\n\n{ending}", **right)


OPENINGS = [
    opened("own", "PROBOLINGGO-KABARUJI.com, ", "Probolinggo"),
    opened("own", "Probolinggo (KabarUji) – ", "Probolinggo"),
    opened("own", "KRAKSAAN | KABARUJI.com – ", "Kraksaan"),
    opened("own", "KABARUJI.com – MAESAN – ", "Maesan"),
    opened("own", "Kraksaan,- ", "Kraksaan"),
    opened("own", "KOBOL – ", "Probolinggo"),
    opened("national portal", "Jakarta, CNN Indonesia -- ", "Jakarta"),
    opened("national portal", "Liputan6.com, Jakarta - ", "Jakarta"),
    opened("national portal", "TEMPO.CO, Jakarta - ", "Jakarta"),
    opened("national portal", "REPUBLIKA.CO.ID, JAKARTA -- ", "Jakarta"),
    opened("national portal", "PROBOLINGGO, KOMPAS.com - ", "Probolinggo"),
    opened("national portal", "Bandung, IDN Times - ", "Bandung"),
    opened("detik-like", "Probolinggo - ", "Probolinggo"),
    opened("detik-like", "*Surabaya* - ", "Surabaya"),
    opened("antara-like", "Probolinggo (ANTARA) - ", "Probolinggo"),
    opened("antara-like", "Jakarta (Antara) – ", "Jakarta"),
    opened("tribun-like", "TRIBUNUJI.COM, PROBOLINGGO - ", "Probolinggo"),
    opened("tribun-like", "SURYAUJI.CO.ID | PROBOLINGGO - ", "Probolinggo"),
    opened("radar-like", "PROBOLINGGO, Radar Uji – ", "Probolinggo"),
    opened("radar-like", "KRAKSAAN, Radar Uji-", "Kraksaan"),
    opened("radar-like", "Pasuruan, Radar Uji.id – ", "Pasuruan"),
    opened("times-like", "TIMESUJI, PROBOLINGGO – ", "Probolinggo"),
    opened("local site", "UJIJATIM.com, Probolinggo: ", "Probolinggo"),
    opened("local site", "Probolinggo (ujijatim.com) – ", "Probolinggo"),
    opened("local site", "*PROBOLINGGO, UJIONLINE.com* - ", "Probolinggo"),
    opened("local site", "Sukapura, Probolinggo – ", "Sukapura"),
    opened("local site", "PROBOLINGGO (KAB) – ", "Kabupaten Probolinggo"),
    opened("local site", "Kab. Probolinggo – ", "Kabupaten Probolinggo"),
    opened("whatsapp", "PROBOLINGGO—", "Probolinggo"),
    opened("whatsapp", "PROBOLINGGO.- ", "Probolinggo"),
    opened("radar-like", "BANGIL/PANDAAN, Radar Uji – ", asks=True),
    opened("own", "JEMBER/BONDOWOSO, Kabar Uji – ", asks=True),
    opened("own", "PROBOLINGGO – LUMAJANG, Kabar Uji – ", asks=True),
    opened("whatsapp", "JAKARTA/SURABAYA – ", asks=True),
    opened("whatsapp", "probolinggo – ", asks=True),
    opened("whatsapp", "PROBOLINGGO: ", asks=True),
    opened("whatsapp", "Surabaya: ", asks=True),
    opened("press office", "PROBOLINGGO, 14 Maret 2023 – ", asks=True),
    opened("press office", "Probolinggo, Selasa (14/3/2023) – ", asks=True),
    opened("press office", "PROBOLINGGO (KAB), ", asks=True),
    opened("press office", "UJIKULONX – ", asks=True),
    opened("trap", "Persebaya – ", asks=False),
    opened("trap", "Surabaya-Malang macet. ", asks=False),
    opened("trap", "Wali Kota Probolinggo hadir. ", asks=False),
    opened("trap", "Jember dikenal sebagai kota tembakau – juga suwar-suwir. ", asks=False),
]

ENDINGS = [
    ended("own", "(*)\n\nPenulis: Ani Wati\n\nEditor: Budi Santoso", sign_off="(*)", credits=[ANI, BUDI]),
    ended("own", "Penulis : Ani Wati\nEditor : Budi Santoso", credits=[ANI, BUDI]),
    ended("own", "PENULIS : Ani Wati\n\nEDITOR : Budi Santoso", credits=[ANI, BUDI]),
    ended("own", "*Penulis: Ani Wati*\n*Editor: Budi Santoso*", credits=[ANI, BUDI]),
    ended("own", "_Penulis: Ani Wati | Editor: Budi Santoso_", credits=[ANI, BUDI]),
    ended("own", "(*)\n\nPenulis: Ani Wati\n\nEditor: Budi Santoso\n\nTag: banjir, Dringu",
          sign_off="(*)", credits=[ANI, BUDI], tags=["banjir", "Dringu"]),
    ended("own", "(*)\n\nPenulis: Ani Wati\n\n#dringu #banjir", sign_off="(*)", credits=[ANI], tags=["dringu", "banjir"]),
    ended("own", "(*)\n\nPenulis: Ani Wati\n\nHak cipta dilindungi undang-undang",
          sign_off="(*)", credits=[ANI], asks=["Hak cipta dilindungi undang-undang"]),
    ended("own", "(*)\n\nPenulis: Ani Wati\n\nBagikan: Facebook WhatsApp Telegram",
          sign_off="(*)", credits=[ANI], asks=["Bagikan: Facebook WhatsApp Telegram"]),
    ended("own", "(*)\n\nPenulis: Ani Wati\n\nKantor Redaksi Kabar Uji",
          sign_off="(*)", credits=[ANI], body=f"{BODY}\n\nKantor Redaksi Kabar Uji"),
    ended("own", "Penulis:\nAni Wati\n\nEditor:\nBudi Santoso", credits=[ANI, BUDI]),
    ended("own", "Penulis: Ani Wati dan Citra Lestari\nEditor: Budi Santoso",
          credits=[ANI, ("writer", "Citra Lestari"), BUDI]),
    ended("own", "Penulis: Ani Wati, S.Pd., M.M.\nEditor: Drs. Budi Santoso",
          credits=[("writer", "Ani Wati, S.Pd., M.M."), ("editor", "Drs. Budi Santoso")]),
    ended("own", "Reporter/Editor: Ani Wati/Budi Santoso", credits=[REPORTER, BUDI]),
    ended("own", "Reporter/Foto: Ani Wati", credits=[REPORTER, ("photographer", "Ani Wati")]),
    ended("antara-like", "Pewarta: Ani Wati\nEditor: Budi Santoso\nCOPYRIGHT © ANTARA 2023", credits=[REPORTER, BUDI]),
    ended("antara-like", "Pewarta: Ani Wati\nUploader : Citra Lestari\nCOPYRIGHT © ANTARA 2023",
          credits=[REPORTER], asks=["Uploader : Citra Lestari"]),
    ended("antara-like", "Pewarta : Ani Wati\n\nEditor : Budi Santoso\n\nCopyright © ANTARA 2023",
          credits=[REPORTER, BUDI], asks=["Copyright © ANTARA 2023"]),
    ended("times-like", "Pewarta : Ani Wati\nEditor : Budi Santoso\nPublisher : Citra Lestari",
          credits=[REPORTER, BUDI], asks=["Publisher : Citra Lestari"]),
    ended("times-like", "Pewarta : Ani Wati (MG-340)\n\nEditor : Budi Santoso\n\nPublisher : Citra Lestari",
          credits=[REPORTER, BUDI], asks=["MG-340", "Publisher : Citra Lestari"]),
    ended("times-like", "Pewarta : Ani Wati\nEditor : Budi Santoso\nSumber : Ujijatim Probolinggo",
          credits=[REPORTER, BUDI, ("source", "Ujijatim Probolinggo")]),
    ended("tribun-like", "Artikel ini telah tayang di UjiJatim.com dengan judul Air Surut.\n\nPenulis: Ani Wati | Editor: Budi Santoso",
          credits=[ANI, BUDI], body=f"{BODY}\n\nArtikel ini telah tayang di UjiJatim.com dengan judul Air Surut."),
    ended("tribun-like", "(Laporan Wartawan UjiJatim.com, Ani Wati)", credits=[REPORTER]),
    ended("tribun-like", "Laporan Wartawan UjiJatim.com, Ani Wati", credits=[REPORTER]),
    ended("tribun-like", "Ikuti berita terbaru Kabar Uji di Google News", asks=["Ikuti berita terbaru Kabar Uji di Google News"]),
    ended("national portal", "Penulis: Kontributor Probolinggo, Ani Wati | Editor: Budi Santoso", credits=[ANI, BUDI]),
    ended("national portal", "(Kontributor Probolinggo, Ani Wati)", credits=[REPORTER]),
    ended("national portal", "Kontributor Jember: Ani Wati\nEditor: Budi Santoso", credits=[REPORTER, BUDI]),
    ended("detik-like", "(fyd/rin)", sign_off="(fyd/rin)", credits=[("writer", "Fandi Yusuf"), ("editor", "Rina Wati")]),
    ended("detik-like", "(abc/dte)", sign_off="(abc/dte)"),
    ended("detik-like", "[Gambas:Video 20detik]", asks=["[Gambas:Video 20detik]"], body=f"{BODY}\n\n[Gambas:Video 20detik]"),
    ended("radar-like", "(fyd)", sign_off="(fyd)", credits=[("writer", "Fandi Yusuf")]),
    ended("radar-like", "(fyd)\n\nEditor: Budi Santoso", sign_off="(fyd)", credits=[("writer", "Fandi Yusuf"), BUDI]),
    ended("radar-like", "(fyd/rin)\n\nPenulis: Ani Wati", sign_off="(fyd/rin)", credits=[("editor", "Rina Wati"), ANI]),
    ended("radar-like", "***", sign_off="***"),
    ended("local site", "(Ani Wati/Budi Santoso)", credits=[ANI, BUDI]),
    ended("local site", "(*/Ani Wati)", credits=[ANI]),
    ended("local site", "(T03-Red)", sign_off="(T03-Red)"),
    ended("local site", "Reporter : Ani Wati\nRedaktur : Budi Santoso", credits=[REPORTER, BUDI]),
    ended("local site", "Wartawan: Ani Wati\n\nPenyunting: Budi Santoso", credits=[REPORTER, BUDI]),
    ended("local site", "Penulis: Ani Wati (Magang)\nEditor: Budi Santoso", credits=[ANI, BUDI], asks=["Magang"]),
    ended("local site", "Penulis : Ani Wati (Wartawan Muda)", credits=[ANI], asks=["Wartawan Muda"]),
    ended("local site", "✍️ Penulis: Ani Wati\n📝 Editor: Budi Santoso", credits=[ANI, BUDI]),
    ended("opinion", "Oleh: Dr. Ani Wati, M.Si.", credits=[("writer", "Dr. Ani Wati, M.Si.")]),
    ended("opinion", "Penulis adalah guru besar Universitas Uji.",
          body=f"{BODY}\n\nPenulis adalah guru besar Universitas Uji."),
    ended("press office", "(ADV/Diskominfo)", sign_off="(ADV/Diskominfo)", label="advertorial", asks=["(ADV/Diskominfo)"]),
    ended("press office", "(adv)", sign_off="(adv)", label="advertorial", asks=["(adv)"]),
    ended("press office", "Sumber: Humas Pemkab Uji", credits=[("source", "Humas Pemkab Uji")]),
    ended("press office", "Penulis: Ani Wati\n\nFoto: Citra Lestari\n\nSumber: Humas dan Protokol",
          credits=[ANI, ("photographer", "Citra Lestari"), ("source", "Humas dan Protokol")]),
    ended("whatsapp", "Penulis ; Ani Wati\nEditor = Budi Santoso", credits=[ANI, BUDI]),
    ended("whatsapp", "- Penulis: Ani Wati\n- Editor: Budi Santoso", credits=[ANI, BUDI]),
    ended("whatsapp", "> Penulis: Ani Wati\n> Editor: Budi Santoso", credits=[ANI, BUDI]),
    ended("whatsapp", "Penulis:Ani Wati. Editor:Budi Santoso.", credits=[ANI, BUDI]),
    ended("word", "Penulis\u00a0:\u00a0Ani Wati\n\nEditor\u00a0:\u00a0Budi Santoso", credits=[ANI, BUDI]),
    ended("antara-like", "Pewarta: Ani WatiEditor: Budi Santoso Copyright © ANTARA 2026", credits=[REPORTER, BUDI]),
    ended("antara-like", "Pewarta : Ani Wati\nEditor: Budi Santoso\n\nSource:sultra.kantorberita.example",
          credits=[REPORTER, BUDI, ("source", "sultra.kantorberita.example")]),
    ended("antara-like", "Pewarta: Ani Wati\nEditor :\nCOPYRIGHT © ANTARA 2023", credits=[REPORTER]),
    ended("antara-like", "Pewarta: Ani Wati\nEditor: Budi Santoso\nCopyright © ANTARA 2025\n\n"
          "Dilarang keras mengambil konten, melakukan crawling di situs ini tanpa izin tertulis.",
          credits=[REPORTER, BUDI], asks=["Dilarang keras mengambil konten"]),
    ended("antara-like", "Translator: Citra Lestari\nEditor: Budi Santoso", credits=[BUDI], asks=["Translator: Citra Lestari"]),
    ended("tribun-like", "Artikel ini telah tayang di UjiJatim.com dengan judul Air Surut, https://uji.example/air-surut.Penulis: "
          "Ani Wati | Editor: Budi Santoso", credits=[ANI, BUDI], asks=["Artikel ini telah tayang"],
          body=f"{BODY}\n\nArtikel ini telah tayang di UjiJatim.com dengan judul Air Surut, https://uji.example/air-surut."),
    ended("national portal", "Gulir untuk lanjut baca\n\nPenulis: Ani Wati", credits=[ANI], asks=["Gulir untuk lanjut baca"]),
    ended("local site", "Pewarta : Ani Wati | Liputan Uji TV", asks=["Pewarta : Ani Wati | Liputan Uji TV"],
          body=f"{BODY}\n\nPewarta : Ani Wati | Liputan Uji TV"),
    ended("local site", "Editor: Editor Papua", asks=["Editor: Editor Papua"], body=f"{BODY}\n\nEditor: Editor Papua"),
    # What nobody can be sure of
    ended("whatsapp", "Editor Ani Wati", asks=["Editor Ani Wati"], body=f"{BODY}\n\nEditor Ani Wati"),
    ended("whatsapp", "Ani Wati", asks=["Ani Wati"], body=f"{BODY}\n\nAni Wati"),
    ended("whatsapp", "*Ani Wati*", asks=["Ani Wati"], body=f"{BODY}\n\nAni Wati"),
    ended("whatsapp", "(Ani Wati)", asks=["(Ani Wati)"], body=f"{BODY}\n\n(Ani Wati)"),
    ended("whatsapp", "(MAD)", asks=["(MAD)"], body=f"{BODY}\n\n(MAD)"),
    ended("whatsapp", "(red)", asks=["(red)"], body=f"{BODY}\n\n(red)"),
    ended("whatsapp", "Editor: fy", asks=["Editor: fy"], body=f"{BODY}\n\nEditor: fy"),
    ended("whatsapp", "Penulis: AW (Ani Wati)", asks=["Penulis: AW (Ani Wati)"], body=f"{BODY}\n\nPenulis: AW (Ani Wati)"),
    ended("whatsapp", "Penulis: seorang guru desa", asks=["Penulis: seorang guru desa"],
          body=f"{BODY}\n\nPenulis: seorang guru desa"),
    ended("times-like", "Uploader: Citra Lestari", asks=["Uploader: Citra Lestari"],
          body=f"{BODY}\n\nUploader: Citra Lestari"),
    ended("radar-like", "(perempuan/laki-laki)", asks=["(perempuan/laki-laki)"], body=f"{BODY}\n\n(perempuan/laki-laki)"),
    ended("antara-like", "(Antara/Budi Santoso)", sign_off="(Antara/Budi Santoso)", asks=["(Antara/Budi Santoso)"]),
    ended("own", "Foto: Istimewa", asks=["Foto: Istimewa"], body=f"{BODY}\n\nFoto: Istimewa"),
    # Traps
    ended("trap", "Hubungi lewat telepon (021) 555.", body=f"{BODY}\n\nHubungi lewat telepon (021) 555."),
    ended("trap", "Judul: Laut Bercerita\nPenulis: Ani Wati\nPenerbit: Pustaka Uji\nTebal: 300 halaman",
          asks=["Penulis: Ani Wati"],
          body=f"{BODY}\n\nJudul: Laut Bercerita\nPenulis: Ani Wati\nPenerbit: Pustaka Uji\nTebal: 300 halaman"),
    ended("trap", "Sutradara: Ani Wati\nPenulis: Budi Santoso\nDurasi: 90 menit", asks=["Penulis: Budi Santoso"],
          body=f"{BODY}\n\nSutradara: Ani Wati\nPenulis: Budi Santoso\nDurasi: 90 menit"),
    ended("trap", "Laju kendaraan itu 80 (km/jam)", body=f"{BODY}\n\nLaju kendaraan itu 80 (km/jam)"),
]  # fmt: skip

TITLE, OTHER = "Tanggul Sungai Jebol", "Harga Cabai Naik Lagi"
_AMID = f"{FIRST}\n\n{{}}\n\n{SECOND}\n\n{THIRD}"


def amid(kind, line, **right):
    """A story with a line amid its text."""
    return Form(kind, _AMID.format(line), **{"inline": [TITLE], **right})


RELATED = [
    amid("own", f"Baca Juga  {TITLE}"),
    amid("own", f"Baca Juga: {TITLE}"),
    amid("own", f"BACA JUGA : {TITLE}"),
    amid("own", f"*Baca juga: {TITLE}*"),
    amid("local site", f"Baca Juga 1: {TITLE}"),
    amid("local site", f"Baca Juga ➤ {TITLE}"),
    amid("local site", f"👉 Baca juga: {TITLE}"),
    amid("tribun-like", f"Baca juga: [{TITLE}]({OWN}/2023/03/14/tanggul/)", inline=["/2023/03/14/tanggul/"]),
    amid("local site", f"Simak Juga: [{TITLE}]({OWN}/2023/03/14/tanggul/)", inline=["/2023/03/14/tanggul/"]),
    amid("local site", f"Lihat juga: [{TITLE}]({OWN}/2023/03/14/tanggul/)", inline=["/2023/03/14/tanggul/"]),
    amid("tribun-like", "Baca juga: [Judul](https://lain.example/a)", inline=[], asks=["Judul"],
         body=_AMID.format("Baca juga: Judul")),
    amid("trap", "Baca juga buku itu, kata dia.", inline=["buku itu, kata dia."], body=BODY),
    amid("trap", "Simak juga penjelasan Bupati di bawah ini.", inline=["penjelasan Bupati di bawah ini."], body=BODY),
    ended("own", f"(*)\n\nPenulis: Ani Wati\n\nBaca Juga\n\n{TITLE}\n\nProbolinggo,- Tanggul sungai jebol sejak dini hari. …",
          sign_off="(*)", credits=[ANI], end=[TITLE]),
    ended("own", f"(*)\n\nPenulis: Ani Wati\n\nBaca Juga\n\n{TITLE}\n\nProbolinggo,- Tanggul sungai jebol sejak dini hari.",
          sign_off="(*)", credits=[ANI], end=[TITLE]),
    ended("own", f"(*)\n\nPenulis: Ani Wati\n\nBaca Juga\n\n{TITLE}\n\n{OTHER}", sign_off="(*)", credits=[ANI], end=[TITLE, OTHER]),
    ended("own", f"(*)\n\nPenulis: Ani Wati\n\nBaca Juga:\n- {TITLE}\n- {OTHER}", sign_off="(*)", credits=[ANI], end=[TITLE, OTHER]),
    ended("own", f"Penulis: Ani Wati\n\nBaca juga: {TITLE}\n\nBaca juga: {OTHER}", credits=[ANI], end=[TITLE, OTHER]),
    ended("own", f"Baca juga: {TITLE}\n\nBaca juga: {OTHER}\n\nPenulis: Ani Wati", credits=[ANI], end=[TITLE, OTHER]),
    ended("own", f"(*)\n\nBaca Juga: {TITLE}\n\nPenulis: Ani Wati\n\nEditor: Budi Santoso",
          sign_off="(*)", credits=[ANI, BUDI], end=[TITLE]),
    ended("own", f"(*)\n\nPenulis: Ani Wati\n\nBerita terkait:\n\n{TITLE}\n\n#banjir", sign_off="(*)", credits=[ANI],
          end=[TITLE], tags=["banjir"]),
    ended("own", f"(*)\n\nPenulis: Ani Wati\n\nBaca Juga\n\n[{TITLE}]({OWN}/a/)\nTanggul jebol sejak dini hari …",
          sign_off="(*)", credits=[ANI], end=["/a/"]),
    ended("own", f"Penulis: Ani Wati\n\nEditor: Budi Santoso\n\nBaca Juga\n\n{OWN}/berita/12/judul/",
          credits=[ANI, BUDI], end=["/berita/12/"]),
]  # fmt: skip


def headed(kind, head, **right):
    """A story with lines above its text, as it is pasted without a headline in the form."""
    return Form(
        kind, f"{head}\n\nPROBOLINGGO – {BODY}", **{"headline": HEADLINE, "dateline": "Probolinggo", **right}
    )


HEADLINES = [
    headed("whatsapp", HEADLINE),
    headed("whatsapp", f"*{HEADLINE}*"),
    headed("whatsapp", HEADLINE.upper(), headline=HEADLINE.upper()),
    headed("whatsapp", f"JUDUL: {HEADLINE}"),
    headed("word", f"## {HEADLINE}"),
    headed("press office", f"Judul Berita : {HEADLINE}\n\nPenulis: Ani Wati", credits=[ANI]),
    headed("tribun-like", f"{HEADLINE}\n\nPenulis: Ani Wati | Editor: Budi Santoso", credits=[ANI, BUDI]),
    headed("national portal", f"{HEADLINE}\n\nSelasa, 14 Maret 2023 | 10:30 WIB",
           body=f"Selasa, 14 Maret 2023 | 10:30 WIB\n\n{BODY}"),
    headed("detik-like", f"Penulis: Ani Wati\n\n{HEADLINE}", credits=[ANI]),
    headed("whatsapp", f"#dringu #banjir\n\n{HEADLINE}", tags=["dringu", "banjir"]),
    headed("own", f"{HEADLINE}\n\nFoto: Warga membersihkan lumpur di depan rumah (ist)",
           asks=["Foto: Warga membersihkan lumpur di depan rumah (ist)"],
           body=f"Foto: Warga membersihkan lumpur di depan rumah (ist)\n\n{BODY}"),
    Form("whatsapp", f"{HEADLINE}\nPROBOLINGGO – {BODY}", headline=HEADLINE, dateline="Probolinggo"),
    Form("whatsapp", f"{HEADLINE}\n{BODY}", headline=HEADLINE),
    Form("press office", f"Reporter : Ani Wati\nDRINGU – {BODY}", dateline="Dringu", credits=[REPORTER]),
    headed("local site", f"{HEADLINE}\n\n[ Rabu, 30 Juni 2010 ]", body=f"[ Rabu, 30 Juni 2010 ]\n\n{BODY}"),
    Form("local site", f"{FIRST}\n\n{SECOND}\n\n{THIRD}(Dc)", asks=["(Dc)"], body=f"{BODY}(Dc)"),
    Form("whatsapp", f"{HEADLINE}?\n\n{BODY}", headline=f"{HEADLINE}?"),
    Form("trap", f"Bupati datang.\n\n{BODY}", body=f"Bupati datang.\n\n{BODY}"),
    Form("trap", f"Peristiwa\n\n{BODY}", body=f"Peristiwa\n\n{BODY}"),
    Form("trap", BODY),
    Form("own", f"{FIRST}\n\n{SECOND}\n\n{THIRD} (*)", sign_off="(*)"),
    Form("own", f"{FIRST}\n\n{SECOND}\n\n{THIRD} (fyd/rin)", sign_off="(fyd/rin)",
         credits=[("writer", "Fandi Yusuf"), ("editor", "Rina Wati")]),
    Form("own", f"{FIRST}\n\n{SECOND}\n\n{THIRD} (*)\nPenulis: Ani Wati\nEditor: Budi Santoso", sign_off="(*)",
         credits=[ANI, BUDI]),
    Form("whatsapp", f"{FIRST}\n{SECOND}\n{THIRD} (*)\nPenulis: Ani Wati\nEditor: Budi Santoso", sign_off="(*)",
         credits=[ANI, BUDI], body=f"{FIRST}\n{SECOND}\n{THIRD}"),
    Form("whatsapp", f"{FIRST}\n\n{SECOND}\n\n{THIRD} Penulis: Ani Wati", credits=[ANI]),
    Form("whatsapp", f"{FIRST}\n\n{SECOND}\n\n{THIRD} /mad", asks=["/mad"], body=f"{BODY} /mad"),
    Form("own", f"{FIRST}\n\n{SECOND}\n\n{THIRD} (MAD)", asks=["(MAD)"], body=f"{BODY} (MAD)"),
    Form("own", f"{FIRST}\n\n{SECOND}\n\n{THIRD} (red)", asks=["(red)"], body=f"{BODY} (red)"),
]  # fmt: skip

FORMS = [*OPENINGS, *ENDINGS, *RELATED, *HEADLINES]


def with_everything_else(form):
    """The same form between a headline and tags of its own: nothing of it may hang on what stands around it."""
    return replace(form, text=f"{form.text}\n\nTag: air, lumpur", tags=[*form.tags, "air", "lumpur"])
