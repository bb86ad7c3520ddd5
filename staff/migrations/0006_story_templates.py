import django.db.models.deletion
from django.db import migrations, models

# What stands in square brackets is filled in by the writer. The newsroom changes all of it in the desk.
TEMPLATES = [
    {
        "name": "Kecelakaan",
        "headline": "[Kendaraan pertama] dan [kendaraan kedua] Tabrakan di [nama jalan], [jumlah] Orang [luka atau meninggal]",
        "standfirst": "Kecelakaan terjadi pada [hari] sekitar pukul [jam dan zona waktu]. Penyebabnya masih diselidiki polisi.",
        "tags": "Kecelakaan Lalu Lintas",
        "body": """\
<p>Kecelakaan yang melibatkan [kendaraan pertama] dan [kendaraan kedua] terjadi di [nama jalan], [desa atau kelurahan], [kecamatan], [hari dan tanggal], sekitar pukul [jam dan zona waktu]. [Jumlah korban] orang [luka atau meninggal].</p>
<p>Menurut [nama dan jabatan polisi], [kendaraan pertama] melaju dari arah [asal] menuju [tujuan]. Di lokasi kejadian, [urutan kejadian menurut polisi].</p>
<p>“[Kutipan polisi tentang penyebab sementara],” kata [nama polisi], [hari pernyataan].</p>
<p>Korban dibawa ke [rumah sakit atau puskesmas]. Kondisinya, menurut [nama dan jabatan petugas medis], [kondisi korban]. Nama korban disiarkan setelah keluarganya diberi tahu.</p>
<p>[Nama saksi], warga yang berada di dekat lokasi, mengatakan [yang dilihat saksi sendiri].</p>
<p>Arus lalu lintas [keadaan lalu lintas] hingga pukul [jam]. Polisi [langkah polisi] dan meminta pengendara [imbauan].</p>""",
    },
    {
        "name": "Kriminal",
        "headline": "Polisi Tangkap [inisial atau sebutan] Terduga [jenis perkara] di [tempat]",
        "standfirst": "Polisi menetapkan [jumlah] tersangka. Mereka belum tentu bersalah sebelum ada putusan pengadilan.",
        "tags": "Kriminal",
        "body": """\
<p>[Kesatuan polisi] menangkap [inisial, umur] yang diduga [perbuatan yang disangkakan] di [tempat], [hari dan tanggal].</p>
<p>Menurut [nama dan jabatan polisi], perkara ini terungkap setelah [cara perkara terungkap]. “[Kutipan polisi],” katanya, [hari pernyataan].</p>
<p>Dari tersangka, polisi menyita [barang bukti]. Ia disangka melanggar [pasal dan undang-undang] dengan ancaman pidana paling lama [lama pidana]. Sangkaan itu masih harus dibuktikan di pengadilan.</p>
<p>[Nama penasihat hukum atau keluarga tersangka] menyatakan [tanggapan pihak tersangka]. Bila belum dapat dihubungi, tulis kapan dan dengan cara apa redaksi berusaha menghubunginya: [upaya konfirmasi].</p>
<p>Korban, [sebutan umum seperti seorang warga], kini [keadaan korban]. [Pendampingan bagi korban, bila ada].</p>
<p>[Periksa lalu hapus: nama, wajah, alamat, sekolah, dan keluarga korban kejahatan susila serta anak berumur di bawah 18 tahun, sebagai korban, saksi, maupun pelaku, tidak disebut dan tidak ditampilkan]</p>""",
    },
    {
        "name": "Cuaca",
        "headline": "Prakiraan Cuaca [wilayah] [hari, tanggal]: [keadaan utama]",
        "standfirst": "BMKG memprakirakan [keadaan utama] di [wilayah]. Warga di [daerah rawan] diminta waspada.",
        "tags": "Cuaca, BMKG",
        "body": """\
<p>Badan Meteorologi, Klimatologi, dan Geofisika (BMKG) memprakirakan cuaca di [wilayah] pada [hari dan tanggal] [keadaan utama].</p>
<p>Pada pagi hari, [cuaca pagi]. Siang hingga sore, [cuaca siang]. Malam hari, [cuaca malam].</p>
<p>Suhu udara berkisar [suhu terendah] sampai [suhu tertinggi] derajat Celsius dengan kelembapan [kelembapan] persen. Angin bertiup dari [arah angin] dengan kecepatan sampai [kecepatan] kilometer per jam.</p>
<p>Di perairan [nama perairan], tinggi gelombang diprakirakan [tinggi gelombang] meter. Nelayan diminta [imbauan bagi nelayan].</p>
<p>“[Kutipan prakirawan],” kata [nama dan jabatan prakirawan], [hari pernyataan].</p>
<p>Prakiraan dikeluarkan pukul [jam dan zona waktu] dan berlaku sampai [batas berlaku]. Keadaan dapat berubah; ikuti peringatan dini BMKG.</p>""",
    },
    {
        "name": "Jadwal",
        "headline": "Jadwal [nama layanan atau acara] di [wilayah], [hari, tanggal]",
        "standfirst": "[Layanan atau acara] dibuka pukul [jam buka] sampai [jam tutup] di [jumlah] lokasi.",
        "tags": "Jadwal",
        "body": """\
<p>[Penyelenggara] membuka [nama layanan atau acara] di [wilayah] pada [hari dan tanggal]. Berikut jadwalnya.</p>
<h2>Waktu dan tempat</h2>
<ul><li>[Lokasi pertama]: pukul [jam mulai]–[jam selesai]</li><li>[Lokasi kedua]: pukul [jam mulai]–[jam selesai]</li><li>[Lokasi ketiga]: pukul [jam mulai]–[jam selesai]</li></ul>
<h2>Yang perlu dibawa</h2>
<ul><li>[Syarat pertama]</li><li>[Syarat kedua]</li></ul>
<p>Biayanya [biaya atau gratis]. Menurut [nama dan jabatan narasumber], [keterangan penting].</p>
<p>Jadwal dapat berubah. Keterangan lebih lanjut: [nomor atau akun resmi penyelenggara].</p>""",
    },
    {
        "name": "Harga pasar",
        "headline": "Harga [komoditas utama] di [nama pasar] [naik, turun, atau tetap], [tanggal]",
        "standfirst": "[Komoditas utama] dijual [harga] rupiah per kilogram, [perubahan] dibanding [hari pembanding].",
        "tags": "Harga Pangan, Pasar",
        "body": """\
<p>Harga [komoditas utama] di [nama pasar], [kecamatan atau kota], [naik, turun, atau tetap] menjadi [harga] rupiah per kilogram pada [hari dan tanggal]. Pada [hari pembanding] harganya [harga sebelumnya] rupiah.</p>
<h2>Daftar harga</h2>
<ul><li>Beras medium: [harga beras medium] rupiah per kilogram</li><li>Cabai rawit merah: [harga cabai rawit] rupiah per kilogram</li><li>Bawang merah: [harga bawang merah] rupiah per kilogram</li><li>Telur ayam ras: [harga telur] rupiah per kilogram</li><li>Daging ayam ras: [harga ayam] rupiah per kilogram</li><li>Minyak goreng: [harga minyak goreng] rupiah per liter</li></ul>
<p>[Nama pedagang], pedagang di pasar itu, mengatakan [sebab menurut pedagang]. “[Kutipan pedagang],” ujarnya.</p>
<p>[Nama pembeli], pembeli dari [asal pembeli], [tanggapan pembeli].</p>
<p>[Nama dan jabatan pejabat dinas] menyebut stok [keadaan stok]. Pemerintah [langkah pemerintah].</p>
<p>Harga dicatat wartawan di [jumlah lapak] lapak pada pukul [jam dan zona waktu].</p>""",
    },
]


def make_templates(apps, schema_editor):
    StoryTemplate = apps.get_model("staff", "StoryTemplate")
    StoryTemplate.objects.bulk_create(
        StoryTemplate(order=10 * place, **template) for place, template in enumerate(TEMPLATES, 1)
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0016_queue_and_reasons"), ("staff", "0005_thread_and_planning")]

    operations = [
        migrations.CreateModel(
            name="StoryTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, unique=True, verbose_name="name")),
                ("headline", models.CharField(max_length=200, verbose_name="headline")),
                ("standfirst", models.TextField(blank=True, max_length=400, verbose_name="standfirst")),
                ("body", models.TextField(max_length=20000, verbose_name="body")),
                ("tags", models.CharField(blank=True, help_text="Separated by commas.", max_length=200, verbose_name="tags")),
                ("order", models.PositiveSmallIntegerField(default=100, verbose_name="order")),
                ("is_active", models.BooleanField(default=True, verbose_name="offered")),
                ("category", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="articles.category", verbose_name="category")),
            ],
            options={
                "verbose_name": "story template",
                "verbose_name_plural": "story templates",
                "ordering": ["order", "name"],
            },
        ),
        migrations.RunPython(make_templates, migrations.RunPython.noop),
    ]
