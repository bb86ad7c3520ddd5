"""A former site of some hundred stories, and the command that moves it in."""

from tests.support import wxr
from tests.support.factories import picture

POSTS, PHOTOS = 900, 12


def command(folder):
    """Write the site's export and its pictures into a folder; returns the command that imports them."""
    file, uploads = folder / "ekspor.xml", folder / "uploads"
    file.write_bytes(
        wxr.export(
            wxr.author("rina", "Rina Wati", 7),
            wxr.category("berita", "Berita", wp_id=3),
            *_photos(uploads),
            *_posts(),
        )
    )
    return "import_wordpress", file, "--uploads-dir", uploads


def _photos(uploads):
    place = uploads / "2018" / "11"
    place.mkdir(parents=True)
    for n in range(1, PHOTOS + 1):
        (place / f"foto-{n}.jpg").write_bytes(picture((960, 540), colour=(20 * n, 90, 200 - 10 * n)))
        yield wxr.item(
            10_000 + n, f"Foto {n}", type="attachment", status="inherit", parent=n, excerpt=f"Warga ke-{n}.",
            attachment_url=f"{wxr.SITE}/wp-content/uploads/2018/11/foto-{n}.jpg", meta=[("_wp_attached_file", f"2018/11/foto-{n}.jpg")],
        )  # fmt: skip


def _posts():
    """Stories with lists, links in both directions, old slugs, words for search engines, figures; some with a photo."""
    for n in range(1, POSTS + 1):
        other = (n * 37) % POSTS + 1
        photo = [("_thumbnail_id", str(10_001 + n // 60 % PHOTOS))] if n % 60 == 0 else []
        yield wxr.item(
            n, f"Berita nomor {n}", date=f"2018-{n % 12 + 1:02d}-{n % 28 + 1:02d} 10:{n % 60:02d}:00",
            terms=[("category", "berita", "Berita"), ("post_tag", f"tag-{n % 40}", f"Tag {n % 40}")],
            content=f"<p>Isi ke-{n}.</p><p>Baca Juga: <a href='/?p={other}'>Berita nomor {other}</a></p>"
            f"<p>Lanjutan.</p><p>Penulis: Penulis {n % 15}</p>",
            status="publish" if n % 10 else "draft",
            meta=[("_wp_old_slug", f"lama-{n}"), ("_yoast_wpseo_title", f"Judul mesin {n}"), ("views", str(n)), *photo],
        )  # fmt: skip
