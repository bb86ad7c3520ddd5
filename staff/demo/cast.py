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

PUBLICATION = {
    "name": "KabarArgopuro",
    "tagline": "Kabar dari Tapal Kuda",
    "description": "Surat kabar contoh: berita rekaan dari Probolinggo sampai Banyuwangi.",
    "dateline_site": "KabarArgopuro",
    "legal_name": "PT Kabar Argopuro Contoh",
    "address": "Jalan Contoh 1, Kraksaan, Kabupaten Probolinggo",
    "responsible": "Maya Puspita",
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
RETURN_REASONS = [["confirm", "source"], ["facts"], [], ["headline"], ["facts", "language"], ["balance"]]

# Key of a story → what is said of its lead photo beside caption and alt; of the others it is our own
# illustration.
OWN_PHOTO = {"source": "own", "credit": "Ilustrasi KabarArgopuro"}
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

# Key of a story → photos in its text: (before which paragraph, layout, theme, caption of its own, alt).
PHOTOS = {
    "penginapan-cemoro-lawang-penuh": [
        (2, "", "road", "Rumah warga yang kini menerima tamu.", "Ilustrasi: jalan di antara lereng berlapis"),
    ],
    "lelang-ikan-puger-digital": [
        (2, "gallery", "harbour", "Perahu menunggu giliran bongkar.", "Ilustrasi: perahu di pelabuhan"),
        (2, "gallery", "sea", "Laut tenang setelah hujan reda.", "Ilustrasi: perahu layar di laut"),
        (2, "gallery", "market", "Pasar ikan pada pagi hari.", "Ilustrasi: deretan rumah pasar"),
        (2, "gallery", "night_city", "Lelang malam menjelang tutup.", "Ilustrasi: kota pada malam hari"),
    ],
    "kopi-ijen-petik-merah": [
        (3, "side", "coffee", "Kebun di ketinggian 1.200 meter.", "Ilustrasi: perbukitan hijau"),
    ],
}

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
    ("pick", "tanggul-sungai-kedung-retak", 24),
    ("pick", "lelang-ikan-puger-digital", 0),
    ("pick", "kopi-ijen-petik-merah", 0),
    ("pick", "pencak-silat-pelajar-bondowoso-tiga-emas", 48),
]
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
LOGO = "volcano"
GUIDELINE = (
    "<p>Koran ini rekaan, jadi naskah pedoman tidak dimuat di sini. Redaksi yang memakai Pawarta menaruh naskah resmi "
    "Pedoman Pemberitaan Media Siber dari Dewan Pers di halaman ini.</p>"
)
