"""WordPress export files of a made-up regional site, of any length, and what a perfect import makes of each post.

Every post is worked out from the seed and its number alone, so that a file of any length needs no memory, and links to
other posts need no list of them. Nothing here is taken from a real site.

    python -m tests.support.wordpress_archive 100000 arsip.xml.gz --expected arsip.jsonl
"""

import argparse
import base64
import gzip
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from html import escape
from random import Random
from typing import TextIO

HOST = "kabarlereng.example"
SITE = "KABARLERENG.com"
NAMES = frozenset({"kabarlereng.com", "kabarlereng", "kabar lereng"})  # as Site.names
WIB = timezone(timedelta(hours=7))
BEGIN = datetime(2013, 3, 1, 1, 17, 5, tzinfo=UTC)
STEP = timedelta(minutes=61)
LATE = 40  # how many posts later a late attachment comes
DUPLICATES = 50  # one post in so many has the headline of the one before

FIRST_NAMES = (
    "Agus", "Bagas", "Cahya", "Dewanti", "Erlina", "Fajar", "Gita", "Hamzah", "Intan", "Jauhar", "Kirana", "Lukman",
    "Mirza", "Nawang", "Oktavia", "Panji", "Ro'ifah", "M. Ali",
)  # fmt: skip
LAST_NAMES = (
    "Atmaja", "Baskara", "Cendana", "Dirgantara", "Firdausi", "Gumilang", "Hapsari", "Iswara", "Kuncoro", "Larasati",
    "Mahendra", "Pradipta", "bin Saleh", "Utomo, S.Pd",
)  # fmt: skip
PLACES = (
    "Probolinggo", "Kota Probolinggo", "Lumajang", "Jember", "Bondowoso", "Situbondo", "Banyuwangi", "Pasuruan",
    "Kota Malang", "Kraksaan", "Paiton", "Tongas", "Leces", "Senduro", "Ambulu", "Wuluhan", "Panarukan", "Asembagus",
    "Glenmore", "Rogojampi", "Bangil", "Pandaan", "Kepanjen", "Singosari", "Tulungagung", "Blitar",
)  # fmt: skip
SUBJECTS = (
    "Pedagang Pasar", "Petani Tembakau", "Nelayan", "Relawan Bencana", "Siswa Madrasah", "Perajin Gerabah",
    "Peternak Sapi", "Kader Posyandu", "Pemuda Karang Taruna", "Sopir Angkutan",
)  # fmt: skip
DEEDS = (
    "Gelar Doa Bersama", "Minta Jalan Diperbaiki", "Panen Lebih Awal", "Keluhkan Harga Pakan", "Terima Bantuan Bibit",
    "Bangun Jembatan Darurat", "Juara Tingkat Provinsi", "Tanam Bakau", "Tolak Kenaikan Retribusi", "Bersihkan Saluran",
)  # fmt: skip
SENTENCES = (
    "Kegiatan itu berlangsung sejak pagi dan diikuti warga dari beberapa dusun.",
    "Camat setempat berharap langkah itu ditiru desa lain.",
    "Hujan deras semalam membuat jalan licin dan berlumpur.",
    "Menurut panitia, persiapan memakan waktu hampir dua bulan.",
    "Dana berasal dari iuran warga dan bantuan pemerintah desa.",
    "Petugas mencatat jumlah pengunjung naik dibanding tahun lalu.",
    "“Kami bersyukur semuanya lancar,” katanya.",
    'Seorang warga menyebut biaya itu "masih terjangkau".',
    "Harga di tingkat petani bertahan di angka Rp 12.500 per kilogram.",
    "Rapat lanjutan dijadwalkan pekan depan (Senin, 4/9) di balai desa.",
    "Data Badan Pusat Statistik (BPS) menunjukkan arah yang sama.",
    "Ia meminta semua pihak menahan diri [sic] sampai ada keputusan.",
    "Warga Jl. Raya No. 5 & sekitarnya diminta waspada.",
)
CATEGORIES = (  # slug, name, slug of the parent
    ("kabar", "Kabar", ""), ("peristiwa", "Peristiwa", "kabar"), ("pemerintahan", "Pemerintahan", "kabar"),
    ("ekonomi", "Ekonomi &amp; Usaha", ""), ("umkm", "UMKM", "ekonomi"), ("olahraga", "Olahraga", ""),
    ("probolinggo", "Probolinggo", ""), ("jember", "Jember", ""),
)  # fmt: skip
TAGS = (
    "Panen Raya",
    "Banjir",
    "Jalan Desa",
    "Wisata & Budaya",
    "Sekolah",
    "Pasar",
    "Bromo",
    "Nelayan",
    "Dana Desa",
)
AUTHORS = (
    *((f"{a}.{b}".lower(), f"{a} {b}") for a, b in zip(FIRST_NAMES[:8], LAST_NAMES[:8], strict=True)),
    ("redaksi", "Redaksi Kabar Lereng"),
)
INITIALS = {"agb": "Agus Baskara", "gth": "Gita Hapsari", "lkm": "Lukman Mahendra"}
PICTURE = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 3).decode()


@dataclass
class Story:
    """A post, as it stands in the file, and what is to become of it. Stories and pictures are named by their wp_id."""

    number: int
    wp_id: int
    status: str
    title: str
    slug: str
    path: str
    date: str  # post_date, site time
    date_gmt: str
    modified_gmt: str
    creator: str
    categories: list[str]  # slugs
    tags: list[str]
    password: str = ""
    sticky: bool = False
    old_slug: str = ""
    thumbnail: int = 0
    format: str = ""
    content: str = field(default="", repr=False)  # before it is damaged
    damage: str = ""  # what the file's bytes suffer: "mojibake", "control"
    forms: list[str] = field(default_factory=list)  # habits of the editor in it
    # What a perfect import makes of it
    published_at: str | None = None
    body: str = ""  # /berita/ID/ and /foto/ID/ with wp_ids
    dateline: str = ""
    sign_off: str = ""
    credits: list[tuple[str, str]] = field(default_factory=list)
    related: list[int] = field(default_factory=list)  # below the story
    unresolved: int = 0  # labelled links that lead nowhere
    pictures: list[int] = field(default_factory=list)  # wp_ids, and `drawing` for one that lies in the text
    reported: list[str] = field(default_factory=list)  # kinds of notes that ask for a look

    def expected(self) -> dict:
        return {key: value for key, value in asdict(self).items() if key != "content"}


class Archive:
    def __init__(self, posts: int, seed: int = 1):
        self.posts = posts
        self.seed = seed

    # ---- What is known of any post without writing it

    def wp_id(self, number: int) -> int:
        return 10 * number + 10

    def picture(self, number: int) -> int:
        return 10 * number + 11

    def drawing(self, number: int) -> int:
        """A picture that lies in the text has no number in the library; this one stands for it."""
        return 10 * number + 15

    def _random(self, number: int, what: str) -> Random:
        return Random(f"{self.seed}/{number}/{what}")

    def is_duplicate(self, number: int) -> bool:
        return number % DUPLICATES == DUPLICATES - 1

    def title(self, number: int) -> str:
        if self.is_duplicate(number):
            number -= 1
        random = self._random(number, "title")
        place = random.choice(PLACES)
        title = f"{random.choice(SUBJECTS)} {place} {random.choice(DEEDS)}, Ini Kisah Ke-{number + 1}"
        return f"{title} & Lainnya" if self.is_bare(number) else title

    def is_bare(self, number: int) -> bool:
        """Its headline has an ampersand, and the file writes it as no XML file may."""
        return number % 25 == 12

    def is_ambiguous(self, number: int) -> bool:
        """Another post has its headline; one in the bin does not count."""
        other = number - 1 if self.is_duplicate(number) else number + 1
        return (
            self.title(other) == self.title(number) and other < self.posts and self.status(other) != "trash"
        )

    def slug(self, number: int) -> str:
        """One in a hundred has that of an older post, as after a merger of two sites; its date tells them apart."""
        if number % 100 == 99:
            number -= 30
        return _slug(self.title(number)) + ("-2" if self.is_duplicate(number) else "")

    def moment(self, number: int) -> datetime:
        return BEGIN + STEP * number

    def path(self, number: int) -> str:
        return f"/{self.moment(number).astimezone(WIB):%Y/%m/%d}/{self.slug(number)}/"

    def status(self, number: int) -> str:
        return {7: "draft", 15: "pending", 23: "private", 31: "future", 39: "trash"}.get(
            number % 60, "publish"
        )

    def targets(self, number: int, random: Random) -> Iterator[int]:
        """Published posts, of any age: links may lead to later ones, too."""
        while True:
            target = random.randrange(self.posts)
            if target != number and self.status(target) == "publish":
                yield target

    # ---- The posts

    def stories(self) -> Iterator[Story]:
        return map(self.story, range(self.posts))

    def story(self, number: int) -> Story:
        random = self._random(number, "story")
        moment, status = self.moment(number), self.status(number)
        dated = status not in ("draft", "pending")
        story = Story(
            number=number,
            wp_id=self.wp_id(number),
            status=status,
            title=self.title(number),
            slug="" if status == "draft" else self.slug(number),
            path=self.path(number) if dated else f"/?p={self.wp_id(number)}",
            date=f"{moment.astimezone(WIB):%Y-%m-%d %H:%M:%S}",
            date_gmt=f"{moment:%Y-%m-%d %H:%M:%S}" if dated else "0000-00-00 00:00:00",
            modified_gmt=f"{moment + timedelta(minutes=random.randrange(900)):%Y-%m-%d %H:%M:%S}",
            creator="hilang" if number % 211 == 5 else random.choice(AUTHORS)[0],
            categories=sorted({slug for slug, *_rest in random.sample(CATEGORIES, random.choice((1, 1, 2)))}),
            tags=sorted(random.sample(TAGS, random.randrange(4))),
            password="rahasia" if number % 301 == 300 else "",
            sticky=number % 401 == 400,
            old_slug=f"judul-lama-{number}" if number % 37 == 3 else "",
            published_at=moment.isoformat() if dated else None,
        )
        if number % 3:
            story.thumbnail = self.picture(number)
        if number % 5 == 2:
            story.damage = random.choice(("mojibake", "control"))
        _Writing(self, story, random).write()
        return story

    # ---- The file

    def write(self, file: TextIO, expected: TextIO | None = None) -> None:
        file.write(self._head())
        for story in self.stories():
            if not story.number % 2:
                file.write(self._attachment(story.number))
            late = story.number - LATE
            if late >= 0 and late % 2:
                file.write(self._attachment(late))
            file.write(self._item(story))
            if expected:
                expected.write(json.dumps(story.expected(), ensure_ascii=False) + "\n")
        for late in range(max(0, self.posts - LATE), self.posts):
            if late % 2:
                file.write(self._attachment(late))
        file.write(self._page())
        file.write("</channel>\n</rss>\n")

    def _head(self) -> str:
        authors = "".join(
            f"<wp:author><wp:author_id>{n}</wp:author_id><wp:author_login>{_cdata(login)}</wp:author_login>"
            f"<wp:author_email>{_cdata(f'{login}@{HOST}')}</wp:author_email>"
            f"<wp:author_display_name>{_cdata(name)}</wp:author_display_name></wp:author>\n"
            for n, (login, name) in enumerate(AUTHORS, 1)
        )
        categories = "".join(
            f"<wp:category><wp:term_id>{n}</wp:term_id><wp:category_nicename>{_cdata(slug)}</wp:category_nicename>"
            f"<wp:category_parent>{_cdata(parent)}</wp:category_parent><wp:cat_name>{_cdata(name)}</wp:cat_name></wp:category>\n"
            for n, (slug, name, parent) in enumerate(CATEGORIES, 1)
        )
        tags = "".join(
            f"<wp:tag><wp:term_id>{n}</wp:term_id><wp:tag_slug>{_cdata(_slug(tag))}</wp:tag_slug>"
            f"<wp:tag_name>{_cdata(tag)}</wp:tag_name></wp:tag>\n"
            for n, tag in enumerate(TAGS, 100)
        )
        return (
            '<?xml version="1.0" encoding="UTF-8" ?>\n<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" '
            'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:wp="http://wordpress.org/export/1.2/">\n<channel>\n<title>Kabar Lereng</title>\n'
            f"<link>https://{HOST}</link>\n<language>id-ID</language>\n<wp:wxr_version>1.2</wp:wxr_version>\n"
            f"<wp:base_site_url>https://{HOST}</wp:base_site_url>\n<wp:base_blog_url>https://{HOST}</wp:base_blog_url>\n"
            f"{authors}{categories}{tags}"
        )

    def _item(self, story: Story) -> str:
        title, content = story.title, story.content
        if story.damage == "mojibake":
            title, content = _garbled(title), _garbled(content)
        elif story.damage == "control":
            content = content.replace(". ", ".\x0b \x08", 1)
        written_title = title if self.is_bare(story.number) else escape(title)
        names = {slug: name for slug, name, _parent in CATEGORIES}
        terms = "".join(
            f'<category domain="category" nicename="{slug}">{_cdata(names[slug])}</category>'
            for slug in story.categories
        ) + "".join(
            f'<category domain="post_tag" nicename="{_slug(tag)}">{_cdata(tag)}</category>'
            for tag in story.tags
        )
        meta = {"_edit_last": "1"}
        if story.thumbnail:
            meta["_thumbnail_id"] = str(story.thumbnail)
        if story.old_slug:
            meta["_wp_old_slug"] = story.old_slug
        return self._element(
            story.wp_id, "post", written_title, story.path, content, meta, terms,
            date=story.date, date_gmt=story.date_gmt, modified_gmt=story.modified_gmt, slug=story.slug,
            status=story.status, creator=story.creator, password=story.password, sticky=story.sticky,
        )  # fmt: skip

    def file(self, number: int) -> str:
        return f"{self.moment(number):%Y/%m}/foto-{number}.jpg"

    def _attachment(self, number: int) -> str:
        address = f"https://{HOST}/wp-content/uploads/{self.file(number)}"
        date = f"{self.moment(number):%Y-%m-%d %H:%M:%S}"
        meta = {"_wp_attached_file": self.file(number), "_wp_attachment_image_alt": f"Suasana {number}"}
        return self._element(
            self.picture(number), "attachment", f"foto-{number}", f"/foto-{number}/", "", meta,
            f"<wp:attachment_url>{_cdata(address)}</wp:attachment_url>", date=date, date_gmt=date, modified_gmt=date,
            slug=f"foto-{number}", status="inherit", creator="redaksi", parent=self.wp_id(number),
            excerpt="Suasana di lokasi. (Foto: Intan Kuncoro)",
        )  # fmt: skip

    def _page(self) -> str:
        date = "2013-01-01 00:00:00"
        return self._element(
            5, "page", "Tentang Kami", "/tentang-kami/", "<p>Kabar dari lereng.</p>", {}, "", date=date, date_gmt=date,
            modified_gmt=date, slug="tentang-kami", status="publish", creator="redaksi",
        )  # fmt: skip

    def _element(
        self, wp_id, kind, title, path, content, meta, more, *, date, date_gmt, modified_gmt, slug, status, creator,
        password="", sticky=False, parent=0, excerpt="",
    ) -> str:  # fmt: skip
        metas = "".join(
            f"<wp:postmeta><wp:meta_key>{_cdata(key)}</wp:meta_key><wp:meta_value>{_cdata(value)}</wp:meta_value></wp:postmeta>"
            for key, value in meta.items()
        )
        return (
            f"<item>\n<title>{title}</title>\n<link>https://{HOST}{escape(path)}</link>\n<dc:creator>{_cdata(creator)}</dc:creator>\n"
            f'<guid isPermaLink="false">https://{HOST}/?p={wp_id}</guid>\n<description></description>\n'
            f"<content:encoded>{_cdata(content)}</content:encoded>\n<excerpt:encoded>{_cdata(excerpt)}</excerpt:encoded>\n"
            f"<wp:post_id>{wp_id}</wp:post_id>\n<wp:post_date>{_cdata(date)}</wp:post_date>\n"
            f"<wp:post_date_gmt>{_cdata(date_gmt)}</wp:post_date_gmt>\n<wp:post_modified>{_cdata(date)}</wp:post_modified>\n"
            f"<wp:post_modified_gmt>{_cdata(modified_gmt)}</wp:post_modified_gmt>\n"
            f"<wp:comment_status>closed</wp:comment_status>\n<wp:post_name>{_cdata(slug)}</wp:post_name>\n"
            f"<wp:status>{status}</wp:status>\n<wp:post_parent>{parent}</wp:post_parent>\n<wp:menu_order>0</wp:menu_order>\n"
            f"<wp:post_type>{kind}</wp:post_type>\n<wp:post_password>{_cdata(password)}</wp:post_password>\n"
            f"<wp:is_sticky>{int(sticky)}</wp:is_sticky>\n{more}{metas}\n</item>\n"
        )


def _cdata(text: str) -> str:
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def _slug(text: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in text.lower()).split())


def _garbled(text: str) -> str:
    """UTF-8 that was once read as Windows-1252."""
    return "".join(c if c.isascii() else _garbled_character(c) for c in text)


def _garbled_character(character: str) -> str:
    try:
        return character.encode().decode("cp1252")
    except UnicodeDecodeError:
        return character


# ---- Writing as editors do

CARD = '<figure class="media"><oembed url="{}"></oembed></figure>'
QUERIES = ("", "", "", "?utm_source=bacajuga&amp;utm_medium=inline#isi")


class _Writing:
    """Builds a story's content and, beside it, what it ought to become."""

    def __init__(self, archive: Archive, story: Story, random: Random):
        self.archive = archive
        self.story = story
        self.random = random
        self.format = story.format = random.choice(("classic", "html", "blocks"))
        self.style = random.choice(("", "", ' style="text-align: justify;"', ' class="MsoNormal"'))
        self.targets = archive.targets(story.number, random)
        self.parts: list[str] = []
        self.lines: list[str] = []

    def write(self) -> None:
        count = self.random.randrange(3, 9)
        extras = sorted(self.random.sample(range(1, count), min(2, count - 1)))
        for number in range(count):
            if number == 0:
                self._opening()
            else:
                self._paragraph(self._sentences())
            if number in extras:
                self.random.choice(EXTRAS)(self)
        self._ending()
        self.story.content = "\n\n".join(self.parts)
        self.story.body = "\n".join(self.lines)

    # ---- Parts, each with what it becomes

    def _sentences(self) -> str:
        return " ".join(self.random.sample(SENTENCES, self.random.randrange(1, 4)))

    def _put(self, html: str, line: str = "", block: str = "paragraph") -> None:
        """A paragraph's inner HTML as the story's format writes it."""
        if self.format == "classic":
            self.parts.append(html)
        elif self.format == "html":
            inner = f'<span style="font-weight: 400;">{html}</span>' if "Mso" in self.style else html
            self.parts.append(f"<p{self.style}>{inner}</p>")
        else:
            self.parts.append(f"<!-- wp:{block} -->\n<p>{html}</p>\n<!-- /wp:{block} -->")
        if line:
            self.lines.append(line)

    def _raw(self, html: str, line: str = "", block: str = "html") -> None:
        wrapped = f"<!-- wp:{block} -->\n{html}\n<!-- /wp:{block} -->" if self.format == "blocks" else html
        self.parts.append(wrapped)
        if line:
            self.lines.append(line)

    def _paragraph(self, text: str, written: str = "") -> None:
        html = escape(text, quote=False)
        self._put(written or html.replace(" ", "&nbsp;", self.random.randrange(2)), f"<p>{html}</p>")

    def _opening(self) -> None:
        place = self.random.choice(PLACES)
        form, opening = self.random.choice(DATELINES)
        text = self.random.choice(SENTENCES[:6])
        html = escape(text, quote=False)
        if form:
            self.story.forms.append(f"dateline {form}")
            self.story.dateline = place
        written = opening.format(PLACE=place.upper(), place=place, SITE=SITE, site=SITE.lower())
        self._put(f"{written}{html}", f"<p>{html}</p>")

    def _ending(self) -> None:
        writer, editor, other = (
            f"{first} {last}"
            for first, last in zip(
                self.random.sample(FIRST_NAMES, 3), self.random.sample(LAST_NAMES, 3), strict=True
            )
        )
        sign = self.random.choice(("", "(*)", "(*)", "(lkm/gth)", "(xyz/Portal-Lain.com)"))
        form, lines, credits = self.random.choice(CREDITS)
        self.story.forms.append(f"credits {form}")
        if sign:
            self.story.sign_off = sign
            self._put(sign)
        for line in lines:
            self._put(line.format(writer=writer, editor=editor, other=other))
        self.story.credits = [
            (role, {"w": writer, "e": editor, "o": other}[who]) for role, who in credits
        ]  # fmt: skip
        if sign == "(lkm/gth)":  # initials name whom labels do not
            credited = {role.replace("reporter", "writer") for role, _name in self.story.credits}
            by_initials = [("writer", INITIALS["lkm"]), ("editor", INITIALS["gth"])]
            self.story.credits += [person for person in by_initials if person[0] not in credited]
        if self.random.random() < 0.2:
            self._end_group()
        if self.random.random() < 0.1:
            self.story.forms.append("call")
            self._put("Ikuti berita Kabar Lereng lainnya di Google News dan saluran WhatsApp.")

    def _end_group(self) -> None:
        self.story.forms.append("related at the end")
        first, second = self._target(), self._target()
        while second == first:
            second = self._target()
        items = "".join(f"<li>{self._link(target)}</li>" for target in (first, second))
        self._put("<strong>BACA JUGA:</strong>")
        self._raw(f"<ul>{items}</ul>", block="list")
        self.story.related = [self.archive.wp_id(first), self.archive.wp_id(second)]

    # ---- Links

    def _target(self) -> int:
        return next(self.targets)

    def _address(self, target: int) -> str:
        path = self.archive.path(target)
        host = self.random.choice((f"https://{HOST}", f"https://www.{HOST}", f"http://{HOST}", ""))
        if self.random.random() < 0.1:
            return f"{host}/?p={self.archive.wp_id(target)}"
        return f"{host}{path}{self.random.choice(QUERIES)}"

    def _link(self, target: int) -> str:
        return f'<a href="{self._address(target)}">{escape(self.archive.title(target))}</a>'

    def _card(self, target: int) -> str:
        return CARD.format(f"/berita/{self.archive.wp_id(target)}/")

    # ---- Extras

    def related(self) -> None:
        target = self._target()
        form, html, in_paragraph = self.random.choice(RELATED)
        self.story.forms.append(f"related {form}")
        title = escape(self.archive.title(target))
        if form == "title" and self.archive.is_ambiguous(target):
            self.story.unresolved += 1
            self.story.reported.append("related-unresolved")
            line = ""
        else:
            line = self._card(target)
        html = html.format(
            link=self._link(target), address=self._address(target), title=title, wp_id=self.archive.wp_id(target),
            bare=f"https://{HOST}{self.archive.path(target)}",
        )  # fmt: skip
        (self._put if in_paragraph else self._raw)(html, line)
        self._paragraph(self._sentences())

    def dead_link(self) -> None:
        self.story.forms.append("related dead")
        self.story.unresolved += 1
        self.story.reported.append("related-unresolved")
        self._put(
            f'<strong>Baca Juga: <a href="https://{HOST}/2012/01/01/sudah-dihapus/">Kisah yang Dihapus</a></strong>'
        )

    def link_in_text(self) -> None:
        target = self._target()
        self.story.forms.append("link")
        self._put(
            f'Kejadian serupa <a href="{self._address(target)}">pernah diberitakan</a> sebelumnya.',
            f'<p>Kejadian serupa <a href="/berita/{self.archive.wp_id(target)}/">pernah diberitakan</a> sebelumnya.</p>',
        )

    def picture(self) -> None:
        wp_id, number = self.archive.picture(self.story.number), self.story.number
        if wp_id in self.story.pictures:
            return
        form, html, caption = self.random.choice(
            [p for p in PICTURES if self.format == "blocks" or p[0] != "block"]
        )
        self.story.forms.append(f"picture {form}")
        address = f"https://{HOST}/wp-content/uploads/{self.archive.file(number)}".replace(
            ".jpg", "-1024x683.jpg"
        )
        figcaption = f"<figcaption>{caption}</figcaption>" if caption else ""
        line = f'<figure class="photo"><img src="/foto/{wp_id}/">{figcaption}</figure>'
        self.story.pictures.append(wp_id)
        html = html.format(wp_id=wp_id, address=address)
        self.parts.append(html)
        self.lines.append(line)

    def gallery(self) -> None:
        numbers = [self.archive.picture(self._target()) for _ in range(2)]
        if numbers[0] == numbers[1]:
            return
        self.story.forms.append("gallery")
        self._raw(f'[gallery columns="2" ids="{numbers[0]},{numbers[1]}"]', block="shortcode")
        for wp_id in numbers:
            self.story.pictures.append(wp_id)
            self.lines.append(f'<figure class="photo gallery"><img src="/foto/{wp_id}/"></figure>')

    def heading(self) -> None:
        self._raw("<h3>Tanggapan Warga</h3>", "<h3>Tanggapan Warga</h3>", "heading")
        self._paragraph(self._sentences())

    def quotation(self) -> None:
        self._raw("<blockquote><p>Kami tidak menyerah.</p></blockquote>",
                  "<blockquote><p>Kami tidak menyerah.</p></blockquote>", "quote")  # fmt: skip

    def bullets(self) -> None:
        html = "<ul><li>Desa Satu: 12 rumah</li><li>Desa Dua: 7 rumah</li></ul>"
        self._raw(html, html, "list")

    def video(self) -> None:
        code = "".join(self.random.choices("abcdefghijkXYZ0123456789_-", k=11))
        written, moment = self.random.choice(
            (
                (f"https://youtu.be/{code}", ""),
                (f"https://www.youtube.com/watch?v={code}&amp;t=3", "&amp;t=3s"),
            )
        )
        embed = f'<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\n{written}\n</div></figure>'
        self.parts.append(
            f'<!-- wp:embed {{"url":"{written}"}} -->\n{embed}\n<!-- /wp:embed -->'
            if self.format == "blocks"
            else written
        )
        self.lines.append(CARD.format(f"https://www.youtube.com/watch?v={code}{moment}"))

    def more(self) -> None:
        self.parts.append(
            "<!-- wp:more -->\n<!--more-->\n<!-- /wp:more -->" if self.format == "blocks" else "<!--more-->"
        )

    def next_page(self) -> None:
        self._raw("<!--nextpage-->", block="nextpage")

    def rubbish(self) -> None:
        self.story.forms.append("rubbish")
        self._put("&nbsp;")
        text = self._sentences()
        html = escape(text, quote=False)
        self._put(
            f'<font color="#333"><span lang="IN" style="font-size:12.0pt">\u200b{html}</span></font>',
            f"<p>{html}</p>",
        )

    def script(self) -> None:
        self.story.forms.append("script")
        self.story.reported.append("code-dropped")
        self._raw("<script>(adsbygoogle = window.adsbygoogle || []).push({});</script>")

    def unknown_shortcode(self) -> None:
        self.story.forms.append("shortcode")
        self.story.reported.append("shortcode")
        self._put(
            '[kotak_info warna="biru"]Posko ada di balai desa.[/kotak_info]',
            "<p>Posko ada di balai desa.</p>",
        )

    def embedded_picture(self) -> None:
        drawing = self.archive.drawing(self.story.number)
        if drawing in self.story.pictures:
            return
        self.story.forms.append("picture in the text")
        self._raw(
            f'<img src="data:image/png;base64,{PICTURE}" alt="Peta">',
            f'<figure class="photo"><img src="/foto/{drawing}/"></figure>',
        )
        self.story.pictures.append(drawing)

    def call(self) -> None:
        self.story.forms.append("call")
        self._put("Gabung di saluran WhatsApp Kabar Lereng untuk berita setiap hari.")


DATELINES = (
    ("", ""),
    ("comma-dash", "{PLACE},- "),
    ("dash", "{PLACE} – "),
    ("em dash", "{PLACE} — "),
    ("hyphen and site", "{PLACE}-{SITE}, "),
    ("site in brackets", "{place} ({site}) – "),
    ("bold site", "<strong>{PLACE}, {SITE}</strong> - "),
    ("bold with the dash", "<b>{PLACE},-</b> "),
    ("bold", "<strong>{PLACE}</strong> – "),
    ("pipe", "{PLACE} | {SITE} – "),
    ("site first", "{SITE}, {PLACE} – "),
    ("entities", "{PLACE},&#8211;&nbsp;"),
    ("italic", "<em>{place} ({SITE}) -</em> "),
)
WRITER_EDITOR = [("writer", "w"), ("editor", "e")]
CREDITS = (
    ("none", [], []),
    ("own lines", ["Penulis: {writer}", "Editor: {editor}"], WRITER_EDITOR),
    ("bold", ["<strong>Penulis : {writer}</strong>", "<strong>Editor : {editor}</strong>"], WRITER_EDITOR),
    ("break", ["Penulis : {writer}<br />\nEditor : {editor}"], WRITER_EDITOR),
    ("bold labels", ["<strong>Penulis</strong>: {writer}<br><strong>Editor</strong>: {editor}"], WRITER_EDITOR),
    ("capitals", ["PENULIS :&nbsp;{writer}", "EDITOR :&nbsp;{editor}"], WRITER_EDITOR),
    ("no space", ["Penulis:{writer}", "Editor:{editor}"], WRITER_EDITOR),
    ("pipe", ["<em>Penulis: {writer} | Editor: {editor}</em>"], WRITER_EDITOR),
    ("slash between", ["Penulis: {writer} / Editor: {editor}"], WRITER_EDITOR),
    ("editor first", ["Editor: {editor}", "Penulis: {writer}"], [("editor", "e"), ("writer", "w")]),
    ("two writers", ["Penulis: {writer} dan {other}", "Editor: {editor}"],
     [("writer", "w"), ("writer", "o"), ("editor", "e")]),
    ("ampersand", ["Penulis: {writer} &amp; {other}"], [("writer", "w"), ("writer", "o")]),
    ("reporter", ["Reporter : {writer}", "Editor : {editor}"], [("reporter", "w"), ("editor", "e")]),
    ("pewarta", ["Pewarta: {writer}", "Penyunting: {editor}"], [("reporter", "w"), ("editor", "e")]),
    ("wartawan", ["Wartawan: {writer}<br>Redaktur: {editor}"], [("reporter", "w"), ("editor", "e")]),
    ("laporan", ["Laporan: {writer}"], [("reporter", "w")]),
    ("only the editor", ["Editor: {editor}"], [("editor", "e")]),
    ("photographer", ["Penulis: {writer}", "Foto: {other}"], [("writer", "w"), ("photographer", "o")]),
    ("brackets", ["({writer}/{editor})"], WRITER_EDITOR),
    ("star and name", ["(*/{writer})"], [("writer", "w")]),
)  # fmt: skip
RELATED = (  # form, HTML, whether it is a paragraph
    ("strong", "<strong>Baca Juga: {link}</strong>", True),
    ("colon apart", "<strong>Baca juga : {link}</strong>", True),
    ("capitals", "BACA JUGA: {link}", True),
    ("data", '<strong>Baca Juga: <a href="{address}" data-type="post" data-id="{wp_id}" target="_blank">{title}</a></strong>', True),
    ("title", "Baca Juga: {title}", True),
    ("title", "Baca Juga&nbsp; {title}", True),
    ("short label", "<em><strong>Baca: {link}</strong></em>", True),
    ("no label", "<strong>{link}</strong>", True),
    ("see also", "Simak juga: {link}", True),
    ("plug-in", '<div class="lereng-terkait"><a href="{address}"><span>Baca Juga</span> <span>{title}</span></a></div>', False),
    ("box", '<div class="bacajuga">{link}</div>', False),
    ("quotation", "<blockquote><p>Baca juga: {link}</p></blockquote>", False),
    ("list", "<p><strong>Baca Juga:</strong></p>\n<ul><li>{link}</li></ul>", False),
    ("shortcode", '[baca_juga id="{wp_id}"]', False),
    ("own address", "{bare}", True),
)  # fmt: skip
PICTURES = (
    ("caption", '[caption id="attachment_{wp_id}" align="aligncenter" width="1024"]<img class="size-large wp-image-{wp_id}" '
     'src="{address}" alt="" width="1024" height="683" /> Warga melintas. (Foto: Intan Kuncoro)[/caption]', "Warga melintas."),
    ("caption of two lines", '[caption id="attachment_{wp_id}"]<a href="{address}"><img src="{address}" /></a>\nWarga\nmelintas.[/caption]',
     "Warga melintas."),
    ("block", '<!-- wp:image {{"id":{wp_id}}} -->\n<figure class="wp-block-image"><img src="{address}" alt="" class="wp-image-{wp_id}"/>'
     "<figcaption>Warga melintas. Dok. Desa</figcaption></figure>\n<!-- /wp:image -->", "Warga melintas."),
    ("figure", '<figure><img class="wp-image-{wp_id}" src="{address}"><figcaption>Warga melintas.</figcaption></figure>', "Warga melintas."),
    ("bare", '<img class="alignnone wp-image-{wp_id}" src="{address}" alt="" />', ""),
)  # fmt: skip
EXTRAS = (
    *(_Writing.related,) * 6,
    *(_Writing.picture,) * 3,
    _Writing.dead_link,
    *(_Writing.link_in_text,) * 2,
    _Writing.gallery,
    *(_Writing.heading,) * 2,
    _Writing.quotation,
    _Writing.bullets,
    _Writing.video,
    _Writing.more,
    _Writing.next_page,
    *(_Writing.rubbish,) * 2,
    _Writing.script,
    _Writing.unknown_shortcode,
    _Writing.embedded_picture,
    _Writing.call,
)


def main() -> None:
    parser = argparse.ArgumentParser(description="Writes an export file of a made-up site.")
    parser.add_argument("posts", type=int)
    parser.add_argument("file")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--expected")
    options = parser.parse_args()
    opened = gzip.open if options.file.endswith(".gz") else open
    archive = Archive(options.posts, options.seed)
    with opened(options.file, "wt", encoding="utf-8") as file:
        if options.expected:
            with open(options.expected, "w", encoding="utf-8") as expected:
                archive.write(file, expected)
        else:
            archive.write(file)


if __name__ == "__main__":
    main()
