"""The made-up texts of `manage.py load_archive`: believable in length, in how often words occur and in what is linked.

Pure and deterministic. The words of the body follow Zipf's law, as those of every language do, because indexes and
compression cost what they cost in a newsroom only then.
"""

import itertools
from collections.abc import Iterator, Sequence
from html import escape
from random import Random
from typing import NamedTuple

SEED = 1886
COMMON_TAG = "Banjir"
COMMON_SHARE = 0.05  # of all stories carry COMMON_TAG; its word stands in no other
RARE_WORD, RARE_EVERY = "gerhana", 5_000  # one story in so many has the word
TAGS, PEOPLE = 5_000, 200

CATEGORIES = {
    "peristiwa": "Peristiwa", "pemerintahan": "Pemerintahan", "ekonomi": "Ekonomi", "pendidikan": "Pendidikan",
    "kesehatan": "Kesehatan", "olahraga": "Olahraga", "budaya": "Budaya", "pertanian": "Pertanian",
}  # fmt: skip
REGIONS = {
    "Probolinggo": ("Kraksaan", "Paiton", "Gending", "Leces", "Tongas", "Sukapura"),
    "Pasuruan": ("Bangil", "Pandaan", "Grati", "Nguling", "Purwosari", "Gempol"),
    "Lumajang": ("Klakah", "Senduro", "Pasirian", "Tempeh", "Yosowilangun", "Candipuro"),
    "Jember": ("Ambulu", "Kaliwates", "Puger", "Kalisat", "Tanggul", "Balung"),
    "Situbondo": ("Asembagus", "Panarukan", "Besuki", "Mangaran", "Kapongan", "Banyuputih"),
    "Bondowoso": ("Tamanan", "Ijen", "Maesan", "Prajekan", "Wonosari", "Tenggarang"),
    "Banyuwangi": ("Genteng", "Muncar", "Licin", "Rogojampi", "Glagah", "Kalipuro"),
    "Malang": ("Kepanjen", "Lawang", "Singosari", "Turen", "Dampit", "Tumpang"),
}  # fmt: skip

_GIVEN = (
    "Adi", "Agus", "Ahmad", "Bambang", "Budi", "Citra", "Dian", "Eko", "Endang", "Fajar",
    "Hadi", "Indah", "Joko", "Kartika", "Nur", "Ratna", "Rudi", "Slamet", "Sri", "Yuni",
)  # fmt: skip
_FAMILY = (
    "Hartono", "Lestari", "Maulana", "Nugroho", "Pratiwi", "Rahayu", "Santoso", "Setiawan", "Utomo", "Wibowo",
)  # fmt: skip

_SMALL_WORDS = (
    "yang di dan itu dengan untuk dari ini pada tidak akan ke juga karena dalam oleh sudah ada bisa para sebagai "
    "mereka kata hingga lebih telah saat setelah agar masih tahun hari kami atau serta seperti namun satu dua "
    "tersebut warga kabupaten desa jalan pemerintah kepala sekitar bahwa secara menjadi antara lain belum sejak "
    "kecamatan sampai tiga orang sementara bagi banyak harus baru pihak kota pagi selama"
)
_ROOTS = (
    "air angin anak arus atap bangun bantu bayar beli benih beras bersih bibit buka buku bukit buruh camat cabai "
    "dagang daging dana darat data daun debit dinas dokter dusun garam gedung giling guru gunung hama hampar harga "
    "hasil hujan hutan ibu ikan imam jagung jaga jembatan jual juara kapal kebun kelas kelola kembang kerja kirim "
    "kolam kopi kursi ladang laga lahan lampu lapang lapor latih lepas lintas listrik luas mangga masjid minyak "
    "modal musim muat nelayan ombak padi pagar pakan panen pantai pasang pasar pasir pelajar pelihara pemuda pentas "
    "perahu periksa pesan petani petugas pilih pindah pompa pondok posko puluh pupuk pusat putar rakyat ramai rapat "
    "rawat rumah rusak sapi sawah sekolah selamat semen sewa siaga siram sumber sungai surat surut swadaya tahan "
    "tambak tanam tani tambah tandan tanggul tari tebu teluk tembakau tempat tenaga terbit timbang tolong truk tugas "
    "tukang tutup ubah ujung ukur undang usaha vaksin wakil waktu waris wisata"
)
_AFFIXES = (
    ("", ""), ("ber", ""), ("di", ""), ("me", ""), ("pe", ""), ("ter", ""), ("", "an"), ("", "nya"), ("ke", "an"),
    ("di", "kan"), ("pe", "an"), ("per", "an"), ("se", ""), ("", "kan"), ("", "i"),
)  # fmt: skip
_ONSETS = ("b", "c", "d", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "w", "ng", "ny", "tr", "pr")
_VOWELS = ("a", "i", "u", "e", "o")
_ENDINGS = ("", "n", "ng", "h", "s", "t", "k", "r", "l", "m")
_WORDS = 20_000

_TOPICS = (
    "Pasar", "Nelayan", "Petani", "Jembatan", "Sekolah", "Puskesmas", "Jalan", "Tambak", "Irigasi", "Bawang",
    "Tembakau", "Wisata", "Karnaval", "Futsal", "Voli", "Pelabuhan", "Terminal", "Stasiun", "Posyandu", "Koperasi",
    "Sapi", "Mangga", "Tebu", "Kopi", "Garam", "Sampah", "Air Bersih", "Listrik", "Pemilihan", "Beasiswa",
    "Pesantren", "Gotong Royong", "Pupuk", "Vaksin", "Hutan", "Pantai", "Gunung", "Batik", "Ludruk", "Kerapan",
)  # fmt: skip
_DEEDS = (
    "mulai dibenahi", "kembali dibuka", "ramai pengunjung", "terhenti sepekan", "diperluas", "dapat bantuan",
    "tunggu perbaikan", "disiapkan untuk musim depan", "dikeluhkan warga", "raih juara", "diawasi ketat",
    "berganti pengelola",
)  # fmt: skip
_STANDS = (
    "Warga berharap", "Camat memastikan", "Dinas menargetkan", "Paguyuban meminta", "Kepala desa menyebut",
    "Petugas mencatat",
)  # fmt: skip


class Story(NamedTuple):
    """What one story says; numbers are places in the sequences that the caller has."""

    headline: str
    standfirst: str
    paragraphs: list[str]
    category: int
    region: int
    people: list[int]
    tags: list[int]


def people() -> list[str]:
    return [f"{given} {family}" for given, family in itertools.product(_GIVEN, _FAMILY)][:PEOPLE]


def tags() -> list[str]:
    """COMMON_TAG, then the others, the most used first."""
    places = [*REGIONS, *itertools.chain(*REGIONS.values())]
    kinds = [f"{topic}{also}" for also in ("", " Desa", " Rakyat") for topic in _TOPICS]
    return [COMMON_TAG, *(f"{kind} {place}" for kind, place in itertools.product(kinds, places))][:TAGS]


def stories(count: int, *, regions: Sequence[str], categories: int, seed: object = SEED) -> Iterator[Story]:
    """`count` stories of these regions, whose names they print, the oldest first."""
    random = Random(str(seed))
    words, weights = _vocabulary(), _zipf(_WORDS, flat=3)
    tag_weights = _zipf(TAGS - 1, flat=20)
    for number in range(count):
        is_common = random.random() < COMMON_SHARE
        region = random.randrange(len(regions))
        topic = COMMON_TAG if is_common else random.choice(_TOPICS)
        used = random.choices(range(1, TAGS), cum_weights=tag_weights, k=random.randint(1, 4))
        lead = f"{topic} di {regions[region]} {random.choice(_DEEDS)}"
        pieces = _sentences(
            random, random.choices(words, cum_weights=weights, k=random.randint(150, 380)), lead
        )
        if number % RARE_EVERY == RARE_EVERY // 100:
            pieces.append(f"Warga {regions[region]} juga menunggu {RARE_WORD} pekan depan.")
        yield Story(
            headline=f"{lead}, {pieces[1].rstrip('.').lower()}"[:90].rsplit(" ", 1)[0],
            standfirst=f"{random.choice(_STANDS)} {pieces[2].rstrip('.').lower()}."[:200],
            paragraphs=list(_paragraphs(random, pieces)),
            category=random.randrange(categories),
            region=region,
            people=random.sample(range(PEOPLE), random.choice((2, 2, 2, 3))),
            tags=list(dict.fromkeys([*([0] if is_common else []), *used])),
        )


def html(paragraphs: Sequence[str], card: str = "") -> str:
    """A body as `articles.text.body.clean` spells it; `card` is the address of a story for an inline Baca Juga."""
    parts = [f"<p>{escape(text, quote=False)}</p>" for text in paragraphs]
    if card:
        parts.insert(len(parts) // 2, f'<figure class="media"><oembed url="{card}"></oembed></figure>')
    return "\n".join(parts)


def _sentences(random: Random, words: list[str], lead: str) -> list[str]:
    found, start = [f"{lead}, menurut petugas yang ditemui kemarin."], 0
    while start < len(words):
        length = random.randint(7, 18)
        found.append(" ".join(words[start : start + length]).capitalize() + ".")
        start += length
    return found if len(found) > 2 else [*found, *found]


def _paragraphs(random: Random, sentences: list[str]) -> Iterator[str]:
    start = 0
    while start < len(sentences):
        length = random.choice((1, 2, 2, 3))
        text = " ".join(sentences[start : start + length])
        yield f"“{text[:-1]},” katanya." if start and random.random() < 0.2 else text
        start += length


def _zipf(count: int, flat: int) -> list[float]:
    """Cumulated weights of so many ranks; the larger `flat`, the less the first stand out."""
    return list(itertools.accumulate(1 / (rank + flat) for rank in range(count)))


def _vocabulary() -> list[str]:
    """Small words first, then roots with their affixes, then words made of syllables; each once."""
    random = Random(SEED)
    known = dict.fromkeys(_SMALL_WORDS.split())
    for (before, after), root in itertools.product(_AFFIXES, _ROOTS.split()):
        known.setdefault(f"{before}{root}{after}")
    while len(known) < _WORDS:
        syllables = (random.choice(_ONSETS) + random.choice(_VOWELS) for _ in range(random.randint(2, 3)))
        known.setdefault("".join(syllables) + random.choice(_ENDINGS))
    return list(known)[:_WORDS]
