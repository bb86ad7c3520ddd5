"""The handbook at the desk: its chapters as pages that print, and the part of it that tells of the page one is on."""

import re
from functools import cache

from django.conf import settings
from django.contrib import admin
from django.http import FileResponse, Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from markdown_it import MarkdownIt

from articles.slugs import slug_of

FOLDER = settings.BASE_DIR / "docs"
WHOLE = "panduan-redaksi"
SHEETS = ("wartawan", "redaktur", "redaktur-pelaksana", "administrator")  # a page of paper each
CHAPTERS = {
    WHOLE: f"{WHOLE}.md",
    **{name: f"panduan/{name}.md" for name in (*SHEETS, "hukum-pers", "iklan", "pengukuran", "saluran")},
}
# Pages of the desk, by the beginnings of their names, and the part of the whole handbook that tells of them.
PARTS = {
    "articles_article_add": "menulis",
    "articles_article_change": "menulis",
    "articles_article_review": "meninjau-redaktur",
    "articles_article_notice": "ralat-koreksi-hak-jawab",
    "articles_article_disclosures": "keterangan-untuk-pembaca",
    "articles_article_protection": "orang-yang-dilindungi",
    "articles_article_source_note": "catatan-rahasia",
    "articles_article_thread": "utas-redaksi",
    "articles_article_dossier": "berkas-untuk-sengketa-redaktur",
    "articles_article_compare": "riwayat-dan-perbedaan",
    "articles_article_bulk": "banyak-naskah-sekaligus",
    "articles_article_changelist": "mencari-naskah",
    "articles_photo": "foto",
    "articles_attachment": "pdf-dan-rekaman",
    "articles_pick": "halaman-depan-dan-halaman-tetap",
    "articles_page": "halaman-depan-dan-halaman-tetap",
    "articles_category": "rubrik-dan-tempat",
    "articles_region": "daerah-indonesia",
    "articles_tag_merge": "menggabungkan-redaktur",
    "articles_person_merge": "menggabungkan-redaktur",
    "articles_tag": "nama-dan-alamat",
    "articles_person": "nama-dan-alamat",
    "articles_publication": "gaya-penerbitan-redaktur-pelaksana-dan-administrator",
    "articles_exportfile": "pindah-masuk-dan-pindah-keluar",
    "assignment": "penugasan",
    "calendar": "kalender",
    "card_health": "kesehatan-baca-juga-redaktur",
    "changes": "siapa-mengubah-apa",
    "figures": "angka-redaktur-lengkapnya-untuk-redaktur-pelaksana",
    "index": "meja-redaksi",
    "letter": "surat-pembaca",
    "masthead_history": "boks-redaksi-dulu-dan-sekarang",
    "notification": "pemberitahuan",
    "originals": "naskah-asal",
    "own_account": "masuk",
    "own_second_factor": "langkah-kedua-saat-masuk",
    "personal_data": "data-pribadi-redaktur-pelaksana-dan-administrator",
    "redaction_run": "menghapus-nama-dari-semua-berita-redaktur-pelaksana",
    "redaction": "mencoret-kata-redaktur-pelaksana",
    "role_proposals": "peran-yang-memutuskan-diberikan-oleh-dua-orang",
    "roles": "peran-dan-hak",
    "site_exports": "pindah-masuk-dan-pindah-keluar",
    "staff_coverage": "piket-daerah",
    "staff_storytemplate": "templat",
    "staff_user": "akun-baru",
}
# Pages of which another chapter tells
CHAPTERS_OF = {"articles_adslot": "iklan", "articles_advertisement": "iklan"}

_PART = re.compile(r"<(p|h2|h3)>(<strong>)?(.+?)(?=</strong>|</h)")
_ID = re.compile(r' id="([^"]+)">(?:<strong>)?([^<]+?)[.:]?<')
_LINK = re.compile(r'<a href="([^"]+)">(.*?)</a>', re.DOTALL)
_PICTURE = re.compile(r'<img src="(?:\.\./)?images/([\w-]+\.png)"')


def urls(admin_view):
    return [
        path("panduan/", admin_view(page), {"name": WHOLE}, name="handbook"),
        path("panduan/<slug:name>/", admin_view(page), name="handbook_chapter"),
        path("panduan/gambar/<str:name>", admin_view(picture), name="handbook_picture"),
    ]


@require_safe
def page(request, name):
    if name not in CHAPTERS:
        raise Http404
    title, html, parts = chapter(name)
    context = {
        **admin.site.each_context(request),
        "title": title,
        "chapter": mark_safe(html),  # noqa: S308 -- of our own files
        "chapters": [(address_of(other), chapter(other)[0], other == name) for other in CHAPTERS],
        "is_sheet": name in SHEETS,
        "parts": parts if name == WHOLE else (),
    }
    return TemplateResponse(request, "desk/desk/handbook.html", context)


@require_safe
def picture(request, name):
    if name not in {file.name for file in (FOLDER / "images").glob("*.png")}:
        raise Http404
    return FileResponse(
        (FOLDER / "images" / name).open("rb"), headers={"Cache-Control": "private, max-age=86400"}
    )


def address_of(name, part=""):
    fragment = f"#{part}" if part else ""
    if name == WHOLE:
        return reverse("admin:handbook") + fragment
    return reverse("admin:handbook_chapter", args=[name]) + fragment


def help_for(page_name):
    """Return the address of what tells of this page of the desk; that of the whole handbook where nothing does."""
    names = sorted((name for name in (*PARTS, *CHAPTERS_OF) if page_name.startswith(name)), key=len)
    if names and names[-1] in CHAPTERS_OF:
        return address_of(CHAPTERS_OF[names[-1]])
    return address_of(WHOLE, PARTS[names[-1]] if names else "")


@cache
def chapter(name):
    """Return (title, HTML, [(id, name)] of the parts) of a chapter, once a process; its links stay at the desk."""
    html = MarkdownIt().enable("table").render((FOLDER / CHAPTERS[name]).read_text())
    heading, _end, html = html.partition("</h1>")
    html = _LINK.sub(_link, _PICTURE.sub(_picture, _PART.sub(_part, html)))
    return heading.removeprefix("<h1>") or _("Handbook"), html, _ID.findall(html)


def _part(match):
    element, strong, words = match[1], match[2] or "", match[3]
    if element == "p" and not strong:
        return match[0]
    return f'<{element} id="{slug_of(words, "bagian", 80)}">{strong}{words}'


def _link(match):
    """Return a link to a chapter or out of the house; of one to another document of the source its words."""
    address, words = match.groups()
    file, _hash, part = address.removeprefix("../").partition("#")
    for name, own in CHAPTERS.items():
        if file and file in (own, own.removeprefix("panduan/")):
            return f'<a href="{address_of(name, part)}">{words}</a>'
    return match[0] if address.startswith(("https://", "#")) else words


def _picture(match):
    return f'<img loading="lazy" src="{reverse("admin:handbook_picture", args=[match[1]])}"'
