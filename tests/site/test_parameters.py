"""One spelling of each address: a page declares what it reads of a query, and nothing else makes another page."""

import json
import os
import re
import shutil
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, resolve

from articles import parameters
from articles.models import Article
from articles.pagination import cursor
from articles.site import cache_generation
from tests.support.factories import make_article, make_publication, publish
from tests.support.nginx import write_configuration

CONF = (Path(__file__).resolve().parents[2] / "docs/nginx.conf").read_text()
IDS = ("p", "page_id", "attachment_id", "cat", "author")
FRONT = (*IDS, "s", "feed", "paged", "category_name", "tag", "author_name", "m")
LIST = ("sebelum",)
SEARCH = ("q", "daerah", "kategori", "periode", "urut", "halaman")
API = ("kategori", "daerah", "tag", "sejak", "sesudah", "sebelum")
# An address for each that the site has, and what is read of it.
PAGES = {
    "/": FRONT, "/berita/7/": (), "/berita/7/banjir-surut/": (), "/berita/7/banjir-surut,": (), "/berita/7/x/amp/": (),
    "/Berita/7/": (), "/feed/": (), "/feed/atom/": (),
    "/kategori/olahraga/": LIST, "/kategori/olahraga/voli/": LIST, "/kategori/olahraga/feed/": (),
    "/kategori/olahraga/voli/feed/atom/": (), "/daerah/": (), "/daerah/kraksaan/": LIST, "/daerah/kraksaan/feed/": (),
    "/daerah/kraksaan/feed/atom/": (), "/tag/banjir/": LIST, "/tag/banjir/feed/": (), "/tag/banjir/feed/atom/": (),
    "/tag/feed/": LIST, "/penulis/wati/": LIST, "/penulis/wati/feed/": (), "/penulis/wati/feed/atom/": (),
    "/indeks/": LIST, "/indeks/2026/11/": LIST, "/indeks/2026/11/26/": LIST, "/2018/": IDS, "/2018/11/05/": IDS,
    "/terpopuler/": ("rentang",), "/baca/": (), "/cari/": SEARCH, "/redaksi/": (), "/api/v1/berita/": API,
    "/api/v1/berita/7/": (), "/sitemap.xml": (), "/sitemap-daftar.xml": (), "/sitemap-news.xml": (),
    "/sitemap-2026-11.xml": (), "/sitemap-2026-11-2.xml": (), "/favicon.ico": (), "/robots.txt": (), "/ads.txt": (),
    "/.well-known/security.txt": (), "/manifest.webmanifest": (), "/warna-123456.css": (),
    "/0123456789abcdef.txt": (), "/sehat/": (),
    "/koreksi/": (), "/koreksi/7/": (), "/koreksi/2026/11/": (), "/koreksi/feed/": (), "/koreksi/feed/atom/": (),
    "/pencabutan/": (), "/pencabutan/7/": (), "/pencabutan/2026/11/": (), "/pencabutan/feed/": (),
    "/pencabutan/feed/atom/": (),
    "/hak-jawab/": ("berita",), "/hak-jawab/status/": (), "/standar/": (),
    "/ikuti/": (), "/ruang/7/": (), "/ruang/hitung/": (),
    f"/pratinjau/{'x' * 43}/": (),
    "/kontak-kami/": IDS, "/2018/11/19/judul-lama/": IDS, "/?p=7": FRONT,
}  # fmt: skip
HUNG = [
    "fbclid", "igsh", "igshid", "gclid", "gbraid", "wbraid", "utm_source", "ttclid", "twclid", "li_fat_id", "msclkid",
    "yclid", "mc_cid", "mc_eid", "_ga", "ref", "s", "si", "share", "amp", "zarsrc", "x", "page", "SEBELUM", "nama baru",
]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_each_page_declares_what_it_reads(page):
    path = page.partition("?")[0]
    assert parameters.names_at(path) == PAGES[page]


def test_the_table_has_every_address_of_the_site():
    names = {pattern.name for include in get_resolver().url_patterns for pattern in flat(include)}
    public = {name for name in names if name and not name.startswith("admin:")}
    tried = {resolve(page.partition("?")[0]).url_name for page in PAGES if page != "/2018/11/19/judul-lama/"}
    assert public - tried == {"metrics"}  # kept by nobody, and only for who knows its token


def flat(pattern):
    if getattr(pattern, "namespace", None):
        return
    if hasattr(pattern, "url_patterns"):
        for inner in pattern.url_patterns:
            yield from flat(inner)
    else:
        yield pattern


@pytest.mark.parametrize("page", PAGES)
def test_nginx_says_the_same(page):
    """The file's maps, read as nginx reads them: an exact address first, then the first pattern that fits."""
    path = page.partition("?")[0]
    lines = maps()["uri"]
    value = lines.get(path) or next(
        (value for key, value in lines.items() if key[0] == "~" and pattern_of(key).search(path)),
        lines["default"],
    )
    args = maps()[MAP_OF[value]]["default"] if value != '""' else ""
    assert tuple(re.findall(r"(\w+)=\$arg_\1\b", args)) == PAGES[page]


def maps():
    """Return {source or target of a map: {key: value}}."""
    found = {}
    for source, target, body in re.findall(r'^map "?(\S+?)"? \$(\w+) \{\n(.*?)^\}', CONF, re.M | re.S):
        rows = [re.match(r"\s+(\S+)\s+(.+?);", line).groups() for line in body.splitlines()]
        found[target] = dict(rows)
        if source == "$uri":
            found["uri"] = dict(rows)
    return found


MAP_OF = {
    f"${name}": name
    for name in (
        "pawarta_list",
        "pawarta_popular",
        "pawarta_search",
        "pawarta_api",
        "pawarta_former_id",
        "pawarta_former_front",
        "pawarta_letter",
    )
}


def pattern_of(key):
    return re.compile(key[2:], re.IGNORECASE) if key.startswith("~*") else re.compile(key[1:])


def test_a_map_of_nginx_looks_at_each_parameter_that_it_passes_on():
    for source, _target, args in re.findall(
        r'^map "?(\$arg\S+?)"? \$(\w+) \{.*?default (\S+);', CONF, re.M | re.S
    ):
        assert re.findall(r"\$arg_(\w+)", source) == re.findall(r"\$arg_(\w+)", args)


@pytest.mark.parametrize(
    ("page", "query", "canonical"),
    [
        ("/tag/x/", "fbclid=1&sebelum=5-7&igsh=2", "sebelum=5-7"),
        ("/tag/x/", "sebelum=&x=1", ""),
        ("/tag/x/", "sebelum=5-7&sebelum=9-9", "sebelum=5-7"),
        ("/cari/", "urut=terbaru&q=air+bersih", "q=air+bersih&urut=terbaru"),
        ("/cari/", "q=air%20bersih&q=pasar", "q=air+bersih"),
        ("/cari/", "%71=banjir", "q=banjir"),
        ("/cari/", "Q=banjir", ""),
        ("/cari/", "q=%22air%20bersih%22&utm_source=wa", "q=%22air+bersih%22"),
        ("/berita/7/x/", "p=7&amp=1", ""),
        ("/", "p=020&fbclid=1", "p=020"),
        ("/api/v1/berita/", "sejak=2026-11-26T07:30:00%2B07:00", "sejak=2026-11-26T07%3A30%3A00%2B07%3A00"),
        ("/cari/", "&".join(f"n{n}=1" for n in range(3000)) + "&q=banjir", "q=banjir"),
        ("/cari/", "&&=&==q&q", ""),
        ("/cari/", "q=%ff", "q=%EF%BF%BD"),
        ("/cari/", "q=“Kediri”".encode().decode("iso-8859-1"), "q=%E2%80%9CKediri%E2%80%9D"),
    ],
)  # fmt: skip
def test_a_query_has_one_spelling(page, query, canonical):
    assert parameters.canonical(page, query) == canonical


# ---- In Django's own cache


@pytest.fixture
def story(transactional_db, settings, writer, editor):
    settings.PAGE_CACHE_MB = 8
    make_publication()
    yield publish(make_article(writer, tags=["Banjir"]), writer, editor)
    cache_generation.hang_up()


def test_what_networks_hang_on_an_address_makes_no_page(story):
    reader = Client()
    for page in (
        story.get_absolute_url(),
        "/",
        "/tag/banjir/",
        "/cari/?q=banjir",
        "/feed/",
        "/api/v1/berita/",
    ):
        plain = reader.get(page).content
        with CaptureQueriesContext(connection) as asked:
            for name in set(HUNG) - set(PAGES.get(page, ())):
                hung = reader.get(f"{page}{'&' if '?' in page else '?'}{name}=x{len(name)}")
                assert (hung.status_code, hung.content) == (200, plain), (page, name)
        assert len(asked) == 0, page


def test_a_head_request_is_answered_by_the_page_of_a_get(story):
    reader = Client()
    for page in (story.get_absolute_url(), "/", "/tag/banjir/", "/feed/", "/daerah/"):
        head = reader.head(f"{page}?x=1")
        with CaptureQueriesContext(connection) as asked:
            got = reader.get(page)
        assert len(asked) == 0, page
        assert (head.status_code, head.content) == (200, b"")
        each_has_its_own = {"X-Request-ID": ""}
        assert {**head.headers, **each_has_its_own} == {**got.headers, **each_has_its_own}
        assert int(got["Content-Length"]) == len(got.content)


def test_an_invented_place_in_a_list_is_a_404_and_kept_nowhere(story):
    Article.objects.filter(pk=story.pk).update(published_at="2026-11-01T00:00:00.000001Z")
    story.refresh_from_db()
    moment, pk = cursor(story.published_at, story.pk).split("-")
    reader = Client()
    with CaptureQueriesContext(connection) as nowhere:
        reader.get("/tag/tidak-ada/")
    for invented in (f"{moment}-{int(pk) + 1}", f"{int(moment) + 1}-{pk}", "1-1", "0-1", f"{'9' * 17}-{pk}"):
        for page in (
            "/tag/banjir/",
            "/daerah/kraksaan/",
            "/kategori/peristiwa/",
            "/penulis/wati/",
            "/indeks/",
        ):
            with CaptureQueriesContext(connection) as asked:
                assert reader.get(f"{page}?sebelum={invented}").status_code == 404, (page, invented)
            assert len(asked) <= len(nowhere) + 2
    assert reader.get("/api/v1/berita/?sebelum=1-1").json()["items"] == []


# ---- Before Django: nginx itself


class Counting(BaseHTTPRequestHandler):
    """Stands in for Django: notes what was asked for and is as slow as a page that is made anew."""

    asked: list
    headers_seen: list

    def do_GET(self):
        self.asked.append(self.path)
        time.sleep(0.2)
        page = b"halaman"
        self.headers_seen.append(dict(self.headers))
        self.send_response(200)
        self.send_header("Content-Length", str(len(page)))
        self.send_header("Vary", "Cookie" if "/pribadi/" in self.path else "Accept-Encoding")
        self.end_headers()
        self.wfile.write(page)

    do_HEAD = do_POST = do_GET

    def log_message(self, *args):
        pass


@contextmanager
def running(folder, old="", new=""):
    """nginx on loopback, with the file that is shipped; what reaches the application behind it is noted."""
    if not shutil.which("nginx"):
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no nginx found")
    Counting.asked, Counting.headers_seen = [], []
    upstream = ThreadingHTTPServer(("127.0.0.1", 0), Counting)
    upstream.daemon_threads = True
    threading.Thread(target=upstream.serve_forever, daemon=True).start()
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    command = write_configuration(folder, port, upstream.server_port)
    conf = folder / "nginx.conf"
    assert old in conf.read_text()
    conf.write_text(conf.read_text().replace(old, new))
    nginx = subprocess.Popen(command)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/nginx-sehat", nginx)
        yield address
    finally:
        nginx.terminate()
        nginx.wait(timeout=10)
        upstream.shutdown()
        upstream.server_close()


@pytest.fixture
def front(tmp_path):
    with running(tmp_path) as address:
        yield address


def wait_for(address, process):
    for _try in range(100):
        assert process.poll() is None, "nginx does not take docs/nginx.conf"
        try:
            return ask(address)
        except OSError:
            time.sleep(0.05)
    raise AssertionError("nginx does not answer")


def ask(address, method="GET", **headers):
    request = urllib.request.Request(address, method=method, headers=headers)  # noqa: S310 -- on loopback
    with urllib.request.urlopen(request, timeout=20) as response:  # noqa: S310
        return response.status


def reach(addresses, method="GET"):
    """What reaches the application when readers ask for these at the same moment."""
    Counting.asked.clear()
    with ThreadPoolExecutor(len(addresses)) as readers:
        assert set(readers.map(lambda address: ask(address, method), addresses)) == {200}
    return list(Counting.asked)


def test_twenty_readers_from_any_network_cost_one_request(front):
    for number, name in enumerate(["fbclid", "igsh", "utm_source", "zarsrc", "x"]):
        story = f"{front}/berita/{number}/judul/"
        assert reach([f"{story}?{name}=x{n}" for n in range(20)]) == [f"/berita/{number}/judul/"]
    assert reach([f"{front}/tag/x/?{n}=1&sebelum=5-7" for n in range(20)]) == ["/tag/x/?sebelum=5-7"]
    assert reach([f"{front}/tag/y/?fbclid={n}" for n in range(20)], method="HEAD") == ["/tag/y/"]


ENCODINGS = ["gzip", "gzip, deflate, br", "gzip, deflate, br, zstd", "br;q=1.0, gzip;q=0.8, *;q=0.1", "GZIP"]


def test_browsers_that_take_gzip_share_a_page_however_they_say_so(front):
    story = f"{front}/berita/9/judul/"
    with ThreadPoolExecutor(20) as readers:
        wishes = [{"Accept-Encoding": ENCODINGS[n % 5]} for n in range(18)] + [
            {"Accept-Encoding": "identity"},
            {},
        ]
        list(readers.map(lambda wish: ask(story, **wish), wishes))
    assert Counting.asked == ["/berita/9/judul/"] * 2  # one that takes gzip, one that does not
    assert sorted(seen.get("Accept-Encoding", "") for seen in Counting.headers_seen) == ["", "gzip"]
    assert {seen["Host"] for seen in Counting.headers_seen} == {front.removeprefix("http://")}
    assert all("X-Forwarded-For" in seen for seen in Counting.headers_seen)


def test_a_page_for_one_reader_is_kept_for_nobody(front):
    assert len(reach([f"{front}/pribadi/{'x' * n}/" for n in (1, 1, 1)])) == 3
    with urllib.request.urlopen(f"{front}/redaksi-desk/") as answer:  # noqa: S310
        assert answer.status == 200
    assert Counting.headers_seen[-1]["Host"] == front.removeprefix("http://")


def test_nginx_passes_on_what_is_read_and_keeps_pages_apart_by_it(front):
    for address, passed_on in {
        "/cari/?q=air+bersih&fbclid=1": "/cari/?q=air+bersih&daerah=&kategori=&periode=&urut=&halaman=",
        "/cari/?q=pasar&q=banjir": "/cari/?q=pasar&daerah=&kategori=&periode=&urut=&halaman=",
        "/?p=20&utm_source=wa": (
            "/?p=20&page_id=&attachment_id=&cat=&author=&s=&feed=&paged=&category_name=&tag=&author_name=&m="
        ),
        "/2018/11/19/judul/?fbclid=1": "/2018/11/19/judul/",
        "/tag/caf%C3%A9/?x=1": "/tag/caf%C3%A9/",
        "/berita/7/a%3Fsebelum=1/": "/berita/7/a%3Fsebelum=1/",
        "/redaksi-desk/articles/tag/?q=a&_popup=1": "/redaksi-desk/articles/tag/?q=a&_popup=1",
    }.items():
        assert reach([front + address]) == [passed_on]


def test_no_address_can_put_its_page_in_the_place_of_another(front):
    """A cache key is made of query and path: one that holds the other's text is another key all the same."""
    assert len(reach([f"{front}/tag/z/?sebelum=5-7", f"{front}/tag/z/%3Fsebelum=5-7"])) == 2
    assert len(reach([f"{front}/cari/?q=a%20/cari/", f"{front}/cari/?q=a"])) == 2


def test_nginx_gives_attachments_as_what_they_are_and_in_parts(front, tmp_path):
    """A player asks for parts of a recording; a page that somebody calls a PDF is shown by no browser."""
    folder = tmp_path / "media/lampiran/x"
    folder.mkdir(parents=True)
    for name in ("surat.pdf", "rapat.mp3", "rapat.m4a", "rapat.ogg", "halaman.html"):
        (folder / name).write_bytes(b"0123456789")
    types = {}
    for path in folder.iterdir():
        address = f"{front}/media/lampiran/x/{path.name}"
        request = urllib.request.Request(address, headers={"Range": "bytes=2-4"})  # noqa: S310 -- on loopback
        with urllib.request.urlopen(request, timeout=20) as response:  # noqa: S310
            assert (response.status, response.read()) == (206, b"234")
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            types[path.suffix] = response.headers["Content-Type"]
    assert types == {
        ".pdf": "application/pdf", ".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg",
        ".html": "application/octet-stream",
    }  # fmt: skip


def answers(address, method, times):
    """(status, headers, words) of so many requests at about the same moment."""

    def one(_number):
        request = urllib.request.Request(address, method=method)  # noqa: S310 -- on loopback
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
                return answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.status, refused.headers, refused.read().decode()

    with ThreadPoolExecutor(20) as readers:
        return list(readers.map(one, range(times)))


def test_nginx_refuses_what_one_address_asks_too_often_in_words(tmp_path):
    """Loopback is bounded for once; the numbers are those that are shipped."""
    with running(tmp_path, "127.0.0.0/8    0;", "127.0.0.0/8    1;") as front:
        for path, method, most, kind in [
            ("/cari/", "GET", 120, "text/plain"),
            ("/api/v1/berita/", "GET", 240, "application/json"),
            ("/redaksi-desk/login/", "POST", 30, "text/plain"),
            (
                "/redaksi-desk/masuk-lagi/",
                "POST",
                0,
                "application/json",
            ),  # the same door: its tries are used up
            ("/redaksi-desk/foto/unggah/", "POST", 120, "application/json"),
        ]:
            found = answers(front + path, method, most + 60)
            passed = [status for status, _headers, _words in found if status == 200]
            assert most <= len(passed) < most + 60, path  # nginx forgets some meanwhile
            _status, headers, words = next(one for one in found if one[0] == 429)
            assert (headers["Retry-After"], headers["Content-Type"].partition(";")[0]) == ("60", kind), path
            text = json.loads(words)["message"] if kind == "application/json" else words
            assert text.startswith("Terlalu banyak permintaan dari jaringan Anda.")
        for path in ("/redaksi-desk/login/", "/berita/1/judul/"):
            assert {status for status, _headers, _words in answers(front + path, "GET", 40)} == {200}, path


def test_nginx_bounds_nobody_of_its_own_network(front):
    assert {status for status, _headers, _words in answers(f"{front}/cari/", "GET", 200)} == {200}
