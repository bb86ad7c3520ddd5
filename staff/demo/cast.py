"""Who works in the demo newsroom, and where it reports from."""

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

# Key of a live story → the paragraph that its update adds, and whether the update waits for an editor already.
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
