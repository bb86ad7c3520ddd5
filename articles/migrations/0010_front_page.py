"""The hour's index for the most read, and the fixed pages that a new newsroom begins with."""

from django.db import migrations, models

# (title, slug, policy, order, visible, text). Every sentence is true of any newsroom that runs this software.
PAGES = [
    (
        "Tentang Kami",
        "tentang",
        "publishingPrinciples",
        10,
        True,
        "<p>Di sini redaksi menjelaskan siapa penerbit media ini, daerah mana yang diliput, dan bagaimana berita "
        "dikerjakan.</p><p>Setiap berita diperiksa dan disetujui oleh redaktur selain penulisnya sebelum tayang; nama "
        "keduanya tercantum pada berita. Nama perusahaan, alamat, dan penanggung jawab ada di halaman "
        '<a href="/redaksi/">Redaksi</a>.</p>',
    ),
    (
        "Pedoman Pemberitaan Media Siber",
        "pedoman-media-siber",
        "ethicsPolicy",
        20,
        False,
        "<p>Pedoman Pemberitaan Media Siber disusun Dewan Pers bersama organisasi pers dan perusahaan pers. Setiap media "
        "siber wajib mencantumkannya secara terang dan jelas.</p><p>Redaksi: salin naskah resminya dari situs Dewan Pers "
        "ke halaman ini, periksa kata demi kata, lalu centang “terlihat oleh pembaca”.</p>",
    ),
    (
        "Kontak",
        "kontak",
        "actionableFeedbackPolicy",
        30,
        True,
        "<p>Alamat, surel, dan telepon redaksi tercantum di halaman "
        '<a href="/redaksi/">Redaksi</a>.</p><h2>Koreksi dan hak jawab</h2><p>Jika sebuah berita keliru atau merugikan '
        "Anda, hubungi redaksi. Sebutkan alamat beritanya, bagian yang dimaksud, dan keterangan yang benar. Hak jawab dan "
        "hak koreksi dilayani tanpa biaya.</p><p>Sengketa pemberitaan yang tidak selesai dengan redaksi dapat diadukan ke "
        "Dewan Pers.</p>",
    ),
    (
        "Kebijakan Privasi",
        "kebijakan-privasi",
        "privacy",
        40,
        True,
        "<p>Situs ini dapat dibaca tanpa akun dan tidak menaruh kuki di perangkat pembaca.</p><p>Untuk daftar terpopuler "
        "kami hanya menghitung berapa kali sebuah berita dibaca setiap jam. Siapa yang membacanya tidak dicatat. "
        "Hitungan per jam dihapus setelah 90 hari.</p><p>Tombol bagikan adalah tautan biasa: layanan lain baru mengetahui "
        "kunjungan Anda setelah tautannya Anda tekan.</p>",
    ),
]


def seed(apps, schema_editor):
    """Only where there is no page at all: what a newsroom deleted or wrote itself stays as it is."""
    Page = apps.get_model("articles", "Page")
    if not Page.objects.exists():
        names = ("title", "slug", "policy", "order", "is_public", "body")
        Page.objects.bulk_create(Page(**dict(zip(names, page, strict=True))) for page in PAGES)


class Migration(migrations.Migration):
    dependencies = [("articles", "0009_search_words")]

    operations = [
        migrations.AddIndex("viewcount", models.Index(fields=["hour"], name="view_count_hour")),
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]
