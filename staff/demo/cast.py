"""The people of the demo newsroom, and the places that it reports from."""

from staff import roles

PASSWORD = "tapalkuda"  # noqa: S105 -- printed on the first screen; the demo is loaded into empty databases only

# username: (first name, last name, initials, position in the masthead, roles)
STAFF = {
    "rina": ("Rina", "Kusumawati", "rin", "Wartawan", [roles.WRITER]),
    "bagus": ("Bagus", "Prayogo", "bag", "Wartawan", [roles.WRITER]),
    "dewi": ("Dewi", "Anggraini", "dew", "Wartawan", [roles.WRITER]),
    "hamid": ("Abdul", "Hamid", "ham", "Wartawan", [roles.WRITER]),
    "sari": ("Sari", "Wulandari", "sar", "Wartawan", [roles.WRITER]),
    "yoga": ("Yoga", "Firmansyah", "yog", "Wartawan foto", [roles.WRITER]),
    "harun": ("Harun", "Basuki", "har", "Redaktur", [roles.EDITOR]),
    "lestari": ("Lestari", "Ningsih", "les", "Redaktur", [roles.EDITOR, roles.NIGHT_DESK]),
    "maya": ("Maya", "Puspita", "may", "Redaktur Pelaksana", [roles.MANAGING_EDITOR]),
    "admin": ("Tim", "Teknologi", "", "", [roles.ADMINISTRATOR]),
}

# Those that a visitor is told of first: one of each role.
SHOWN_FIRST = ("rina", "harun", "maya", "admin")

PUBLICATION = {
    "name": "KabarArgopuro",
    "tagline": "Kabar dari Tapal Kuda",
    "description": "Surat kabar contoh: berita rekaan dari Probolinggo sampai Banyuwangi.",
    "dateline_site": "KabarArgopuro",
    "legal_name": "PT Kabar Argopuro Contoh",
    "address": "Jalan Contoh 1, Kraksaan, Kabupaten Probolinggo",
    "responsible": "Maya Puspita",
    "editor_in_chief": "Maya Puspita",
    "email": "redaksi@kabarargopuro.example",
    "phone": "(0335) 000000",
}

# path: name
CATEGORIES = {
    "peristiwa": "Peristiwa",
    "pemerintahan": "Pemerintahan",
    "ekonomi": "Ekonomi",
    "pendidikan": "Pendidikan",
    "olahraga": "Olahraga",
    "olahraga/sepak-bola": "Sepak Bola",
    "budaya-wisata": "Budaya & Wisata",
    "kesehatan": "Kesehatan",
    "tani-laut": "Tani & Laut",
}

# slug: (name, dateline, districts as slug: name)
REGIONS = {
    "kabupaten-probolinggo": (
        "Kabupaten Probolinggo", "Probolinggo",
        {"kraksaan": "Kraksaan", "paiton": "Paiton", "sukapura": "Sukapura", "tongas": "Tongas",
         "leces": "Leces", "gending": "Gending"},
    ),
    "kota-probolinggo": ("Kota Probolinggo", "Probolinggo", {"kanigaran": "Kanigaran", "mayangan": "Mayangan"}),
    "kabupaten-pasuruan": (
        "Kabupaten Pasuruan", "Pasuruan",
        {"bangil": "Bangil", "pandaan": "Pandaan", "grati": "Grati", "nguling": "Nguling"},
    ),
    "kota-pasuruan": ("Kota Pasuruan", "Pasuruan", {"bugulkidul": "Bugulkidul"}),
    "lumajang": ("Lumajang", "", {"klakah": "Klakah", "senduro": "Senduro", "pasirian": "Pasirian"}),
    "jember": ("Jember", "", {"ambulu": "Ambulu", "kaliwates": "Kaliwates", "puger": "Puger"}),
    "situbondo": ("Situbondo", "", {"asembagus": "Asembagus", "panarukan": "Panarukan"}),
    "bondowoso": ("Bondowoso", "", {"tamanan": "Tamanan", "ijen": "Ijen"}),
    "banyuwangi": ("Banyuwangi", "", {"genteng": "Genteng", "muncar": "Muncar", "licin": "Licin"}),
}  # fmt: skip

# Who looks after what: account, region ("" for all), weekdays with Monday as 0, from and to
COVERAGE = [
    ("harun", "kabupaten-probolinggo", [0, 1, 2, 3, 4, 5], "06:00", "18:00"),
    ("harun", "kota-probolinggo", [0, 1, 2, 3, 4, 5], "06:00", "18:00"),
    ("lestari", "", [0, 1, 2, 3, 4], "18:00", "02:00"),
    ("maya", "", [0, 1, 2, 3, 4, 5], "09:00", "17:00"),
]

# slug: latitude and longitude of about the middle
MIDDLES = {
    "kabupaten-probolinggo": (-7.872, 113.316), "kraksaan": (-7.757, 113.404), "paiton": (-7.722, 113.498),
    "sukapura": (-7.903, 113.058), "tongas": (-7.733, 113.098), "leces": (-7.850, 113.235),
    "gending": (-7.790, 113.313), "kota-probolinggo": (-7.754, 113.216), "kanigaran": (-7.760, 113.208),
    "mayangan": (-7.744, 113.221), "kabupaten-pasuruan": (-7.733, 112.845), "bangil": (-7.599, 112.786),
    "pandaan": (-7.652, 112.687), "grati": (-7.727, 113.013), "nguling": (-7.706, 113.083),
    "kota-pasuruan": (-7.645, 112.908), "bugulkidul": (-7.650, 112.922), "lumajang": (-8.132, 113.223),
    "klakah": (-7.989, 113.262), "senduro": (-8.100, 113.066), "pasirian": (-8.221, 113.105),
    "jember": (-8.172, 113.700), "ambulu": (-8.345, 113.606), "kaliwates": (-8.178, 113.686),
    "puger": (-8.371, 113.471), "situbondo": (-7.706, 114.009), "asembagus": (-7.757, 114.221),
    "panarukan": (-7.703, 113.937), "bondowoso": (-7.913, 113.822), "tamanan": (-8.004, 113.822),
    "ijen": (-8.058, 114.150), "banyuwangi": (-8.219, 114.369), "genteng": (-8.364, 114.150),
    "muncar": (-8.432, 114.335), "licin": (-8.170, 114.263),
}  # fmt: skip

# Why stories of the demo went back, in turn: see `staff.workflow.return_reasons`.
RETURN_NOTES = [
    "Angka korban beda dengan rilis BPBD. Tolong konfirmasi ulang, sebutkan jamnya.",
    "Judul menjanjikan sebab, isinya belum menyebut sebab. Ganti judul atau tambah satu paragraf.",
    "Minta satu kutipan dari warga yang terdampak, jangan hanya dari pejabat.",
    "Nama narasumber di paragraf tiga dan lima berbeda ejaannya. Mana yang benar?",
    "Bagus. Tinggal keterangan foto: siapa, di mana, kapan.",
]
RETURN_REASONS = [["confirm", "source"], ["facts"], [], ["headline"], ["facts", "language"], ["balance"]]

# Who takes the pictures, and the stories whose writer took them with the phone.
PHOTOGRAPHER = "yoga"
TAKEN_BY_WRITER = frozenset(
    [
        "ambulans-laut-gili-ketapang", "dayung-tradisional-panarukan", "garam-rakyat-panarukan",
        "harga-bawang-merah-leces", "layanan-adminduk-malam-bangil", "lemari-seragam-kota-pasuruan",
        "panen-mangga-paiton-mundur", "pencak-silat-pelajar-bondowoso-tiga-emas", "ruang-kelas-tongas-diperbaiki",
        "sapi-grati-vaksin-keliling", "siswa-smk-pandaan-sensor-air", "truk-tebu-terguling-klakah",
    ]
)  # fmt: skip
# Key of a story → what is said of its lead photo beside caption and alt; all others are our own.
SOURCES = {
    "banjir-rob-mayangan-surut": {
        "source": "citizen", "credit": "Kiriman warga", "supplier": "Warga RT 03, nama ada pada redaksi",
        "consent": "Izin lewat pesan suara kepada reporter",
    },
    "perbaikan-jalan-poros-gending": {
        "source": "handout", "credit": "HO/Dinas Pekerjaan Umum", "supplier": "Dinas Pekerjaan Umum",
        "consent": "Siaran pers, boleh dimuat dengan kredit",
    },
    "topeng-getak-situbondo-latihan": {"source": "archive", "credit": "Arsip KabarArgopuro"},
    "lomba-robot-bugulkidul": {"source": "ai", "credit": "Ilustrasi dibuat dengan AI"},
}  # fmt: skip

# Key of a story → photos in its text: (before which paragraph, layout, caption of its own, alt). They are numbered from 2.
PHOTOS = {
    "penginapan-cemoro-lawang-penuh": [
        (2, "", "Rumah warga yang kini menerima tamu.", "Ilustrasi: tuan rumah menyambut tamu di depan rumah beratap biru"),
    ],
    "lelang-ikan-puger-digital": [
        (2, "gallery", "Perahu menunggu giliran bongkar.", "Ilustrasi: lima perahu beraneka warna berderet di laut"),
        (2, "gallery", "Laut tenang setelah hujan reda.", "Ilustrasi: dua perahu layar di laut biru"),
        (2, "gallery", "Tangkapan pagi di atas es.", "Ilustrasi: ikan berjajar di atas es"),
        (2, "gallery", "Lelang malam menjelang tutup.", "Ilustrasi: pembeli berkumpul di dermaga yang terang lampu"),
    ],
    "kopi-ijen-petik-merah": [
        (3, "side", "Kebun di ketinggian 1.200 meter.", "Ilustrasi: barisan pohon kopi dalam kabut dengan seorang pemetik"),
    ],
    "sepak-bola-putri-ambulu-latihan-subuh": [
        (4, "", "Sepatu bekas yang dikumpulkan tim.", "Ilustrasi: sepatu bola aneka warna di rak kayu"),
    ],
    "lari-lintas-kaki-ijen-pelari-kampung": [
        (4, "", "Pengangkut kopi di jalur yang kini menjadi lintasan lari.", "Ilustrasi: tiga pengangkut memikul keranjang kopi dalam kabut"),
    ],
}  # fmt: skip

# Key of a live story → the paragraph that its update adds, and whether the update waits for an editor
# already.
UPDATES = {
    "pantai-pasirian-papan-arus": (
        "Desa menambah dua papan lagi di sisi timur pantai, dekat tempat anak-anak bermain air.",
        True,
    ),
    "lelang-ikan-puger-digital": (
        "Pengelola tempat pelelangan membuka pelatihan bagi nelayan yang belum punya ponsel pintar.",
        False,
    ),
}
EMBARGO = "museum-kopi-bondowoso-buka"

# What editors put on the front page: place, key of the story, hours that it stays there.
PICKS = [
    ("lead", "penginapan-cemoro-lawang-penuh", 0),
    ("breaking", "perbaikan-jalan-poros-gending", 12),
    ("breaking", "truk-tebu-terguling-klakah", 6),
    ("second", "tanggul-sungai-kedung-retak", 24),
    ("second", "lelang-ikan-puger-digital", 0),
    ("pick", "perahu-baca-panarukan", 0),
    ("pick", "nelayan-muncar-jaring-ramah", 0),
    ("pick", "kopi-ijen-petik-merah", 0),
    ("pick", "pencak-silat-pelajar-bondowoso-tiga-emas", 48),
]
# A series: its tag, its introduction, its stories in their order.
SERIES = (
    "Kopi",
    "Dari kebun di lereng Ijen sampai ke cangkir: siapa yang memetik, siapa yang mengolah, dan siapa yang hidup dari kopi.",
    ["kopi-ijen-petik-merah", "kopi-ijen-fermentasi-koperasi", "lari-lintas-kaki-ijen-pelari-kampung"],
)
# Assignments: what, brief, who ("" for anybody), region, place, hours until it is due, how urgent.
PLAN = [
    ("Rapat paripurna anggaran perubahan", "Minta salinan risalah dan foto pimpinan sidang.", "rina", "kanigaran",
     "Gedung DPRD", 5, 2),
    ("Harga cabai di pasar menjelang akhir tahun", "Bandingkan tiga pedagang, catat harga per kilogram.", "",
     "kraksaan", "Pasar Semampir", 30, 3),
    ("Wawancara penjaga pintu air", "Tanyakan tinggi air tadi malam.", "rina", "gending", "Pintu air", -3, 1),
    ("Latihan terakhir tim sepak bola pelajar", "", "", "kota-probolinggo", "Stadion", 80, 3),
]  # fmt: skip
# Threads of one story: who speaks, the quoted words, the comment, and who answers what.
THREAD_OF = "retribusi-parkir-kanigaran"
THREADS = [
    ("harun", "Pendapatan yang tercatat naik 38 persen", "Angka ini dari siapa? @rina tolong sebutkan sumbernya.",
     "rina", "Dari kepala UPT, kutipannya saya tambahkan."),
    ("maya", "", "Foto utamanya gelap, ada yang lain?", "", ""),
]  # fmt: skip
# Letters of readers: kind, story, who, telephone, text, hours ago, who works on it, reason of a refusal and the answer.
LETTERS = [
    ("hak-jawab", "retribusi-parkir-kanigaran", "Hasan Basri", "0812-0000-0001",
     "Saya kepala UPT yang dikutip. Angka 38 persen itu untuk semester pertama saja, bukan setahun.\n\nMohon jawaban ini dimuat.",
     20, "harun", "", ""),
    ("keluhan", "", "Dewi Lestari", "0812-0000-0002", "Iklan di halaman depan menutupi judul berita di HP saya.", 60, "", "", ""),
    ("cabut", "pencak-silat-pelajar-bondowoso-tiga-emas", "Agus Salim", "0812-0000-0003",
     "Tolong hapus berita ini, saya kalah di final dan malu.", 90, "harun", "no_ground",
     "Hasil pertandingan itu benar dan diumumkan panitia. Kami turut menyemangati Anda."),
]  # fmt: skip
GUIDELINE = (
    "<p>Koran ini rekaan, jadi naskah pedoman tidak dimuat di sini. Redaksi yang memakai Pawarta menaruh naskah resmi "
    "Pedoman Pemberitaan Media Siber dari Dewan Pers di halaman ini.</p>"
)
