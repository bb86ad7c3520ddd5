"""Requests to the outside: where they go, where they never go, and what they may take. Against a server of our own."""

import ipaddress
import re
import socket
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from articles import outgoing
from articles.wordpress.picture_files import Network

ROOT = Path(__file__).resolve().parents[2]
PUBLIC = "93.184.215.14"


class Server(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append((self.headers["Host"], self.path, dict(self.headers)))
        if location := self.server.redirects.get(self.path):
            self.send_response(302)
            self.send_header("Location", location)
            self.end_headers()
            return
        self.send_response(200)
        self.end_headers()
        if self.path == "/tetes":
            while not self.server.enough.wait(0.05):  # a byte at a time, for ever
                self.wfile.write(b"x")
                self.wfile.flush()
        self.wfile.write(b"x" * 5000 if self.path == "/besar" else b"isi")

    do_POST = do_GET

    def log_message(self, *args):
        pass


@pytest.fixture
def server():
    """A server on loopback: what it was asked, where it sends on, and an event that ends its slow answers."""
    made = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    made.asked, made.redirects, made.enough = [], {}, threading.Event()
    made.handle_error = lambda *_args: None  # who asked has gone
    threading.Thread(target=made.serve_forever, args=[0.01], daemon=True).start()
    yield made
    made.enough.set()
    made.shutdown()
    made.server_close()


@pytest.fixture
def names(monkeypatch):
    """The internet's names, as the tests want them: name → addresses."""
    names = {}

    def getaddrinfo(host, port, **_options):
        with suppress(ValueError):
            return [(0, 0, 0, "", (str(ipaddress.ip_address(host)), port))]
        if host not in names:
            raise socket.gaierror(-2, "Name or service not known")
        places = names[host]
        return [
            (0, 0, 0, "", (place, port))
            for place in (places.pop(0) if isinstance(places[0], list) else places)
        ]

    monkeypatch.setattr(outgoing.socket, "getaddrinfo", getaddrinfo)
    return names


@pytest.fixture
def internet(server, names, monkeypatch):
    """Public addresses lead to the server on loopback; returns those that were connected to, with their port."""
    connected, really = [], outgoing._socket_to

    def socket_to(place, port, ends, name):
        connected.append((place, port))
        return really("127.0.0.1", server.server_port, ends, name)

    monkeypatch.setattr(outgoing, "_socket_to", socket_to)
    names["berita.example"] = [PUBLIC]
    return connected


def get(address, **options):
    return outgoing.request(address, **{"seconds": 5} | options)


def refusal(address, **options):
    with pytest.raises(outgoing.OutgoingError) as refused:
        get(address, **options)
    return str(refused.value)


def test_a_public_host_answers(server, internet):
    answer = get("http://berita.example/foto.jpg?a=1#x", headers={"User-Agent": "Pawarta"})
    assert (answer.status, answer.content) == (200, b"isi")
    [(host, path, headers)] = server.asked
    assert (host, path, headers["User-Agent"]) == ("berita.example", "/foto.jpg?a=1", "Pawarta")
    assert internet == [(PUBLIC, 80)]


@pytest.mark.parametrize(
    "place",
    ["127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1", "240.0.0.1",
     "255.255.255.255", "192.0.2.1", "198.18.0.1", "::", "::1", "fe80::1", "fe80::1%eth0", "fd00::1", "ff02::1", "2001:db8::1",
     "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "2002:7f00:1::", "2002:a00:1::1", "64:ff9b::7f00:1", "64:ff9b::10.0.0.1",
     "fec0::1", "64:ff9b:1::a00:1", "64:ff9b:1:7f00:0:100:808:808", "2001::1"],
)  # fmt: skip
def test_a_name_that_leads_into_the_house_is_not_asked(place, server, internet, names):
    names["dalam.example"] = [place]
    assert refusal("http://dalam.example/") == "host itu tidak ada di internet umum"
    names["dalam.example"] = [
        PUBLIC,
        place,
    ]  # one of both is enough: which one is taken is not for the name to say
    assert refusal("http://dalam.example/") == "host itu tidak ada di internet umum"
    assert (internet, server.asked) == ([], [])


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "169.254.169.254",
        "localhost",
        "127.1",
        "0x7f.1",
        "2130706433",
    ],
)
def test_an_address_of_the_house_is_not_asked_in_any_spelling(host, server, internet, names):
    for spelling in ("localhost", "127.1", "0x7f.1", "2130706433"):
        names[spelling] = ["127.0.0.1"]
    assert refusal(f"http://{host}/") == "host itu tidak ada di internet umum"
    assert (internet, server.asked) == ([], [])


@pytest.mark.parametrize(
    "place", ["8.8.8.8", "2001:4860:4860::8888", "103.10.1.1", "64:ff9b::8.8.8.8", "2002:808:808::1"]
)
def test_public_addresses_are_public(place):
    assert outgoing.is_public(place)


def test_a_name_is_looked_up_once_and_the_connection_goes_where_was_looked(internet, names):
    """A name that answers with another address a moment later leads nowhere else."""
    names["ganti.example"] = [[PUBLIC], ["127.0.0.1"]]
    get("http://ganti.example/")
    assert internet == [(PUBLIC, 80)]
    assert refusal("http://ganti.example/") == "host itu tidak ada di internet umum"


def test_the_next_address_is_tried_where_one_does_not_answer(internet, names, monkeypatch):
    names["dua.example"] = ["2001:4860:4860::8888", PUBLIC]
    to_server = outgoing._socket_to

    def without_ipv6(place, *args):
        if ":" in place:
            raise OSError("Network is unreachable")
        return to_server(place, *args)

    monkeypatch.setattr(outgoing, "_socket_to", without_ipv6)
    assert get("http://dua.example/").status == 200


@pytest.mark.parametrize("port", [22, 5432, 6379, 8000, 81])
def test_only_ports_of_the_web_are_asked(port, internet):
    assert refusal(f"http://berita.example:{port}/") == f"porta {port} bukan milik web"
    assert internet == []


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "ftp://berita.example/", "gopher://berita.example/", "//berita.example/", "berita.example", "http://", "http://[",
     "http://berita.example:x/", "http://nama:sandi@berita.example/", "http://berita.example@127.0.0.1/", "http://berita.example/\r\nX: 1",
     "http://berita.example/a b", "http://tiada.example/", "http://" + "a" * 300 + ".example/"],
)  # fmt: skip
def test_a_strange_address_is_refused_in_words(address, server, internet):
    assert refusal(address)
    assert server.asked == []


@pytest.mark.parametrize("inside", ["http://127.0.0.1/", "http://dalam.example/", "http://berita.example:5432/", "file:///etc/passwd",
                                    "http://nama:sandi@berita.example/"])  # fmt: skip
def test_a_redirect_is_looked_at_like_an_address(inside, server, internet, names):
    names["dalam.example"] = ["10.0.0.1"]
    server.redirects["/"] = inside
    assert refusal("http://berita.example/")
    assert len(server.asked) == 1
    assert internet == [(PUBLIC, 80)]


def test_redirects_are_followed_where_they_may_and_not_for_ever(server, internet):
    server.redirects |= {"/lama": "/baru é.jpg", "/keliling": "/keliling", "/keluar": "http://lain.example/"}
    assert get("http://berita.example/lama").content == b"isi"
    assert server.asked[-1][1] == "/baru%20%E9.jpg"
    assert refusal("http://berita.example/keliling") == "terlalu sering dialihkan"
    assert (
        refusal("http://berita.example/keluar", may_ask=lambda address: "berita" in address)
        == "mengalihkan ke situs lain"
    )
    assert get("http://berita.example/lama", data=b"{}").status == 302  # a POST would lose its data


@pytest.mark.parametrize("location", ["http://[", "//[x/", "http://[::1", "http://a]/"])
def test_a_redirect_to_what_is_no_address_is_told(location, server, internet):
    server.redirects["/pindah"] = location
    assert refusal("http://berita.example/pindah") == "mengalihkan ke yang bukan alamat"


def test_an_address_that_is_none_behind_a_redirect_is_told_by_whoever_looks(server, internet):
    server.redirects["/pindah"] = "http://lain.example:port/"
    assert refusal("http://berita.example/pindah", may_ask=lambda address: urlsplit(address).port != 1)


def test_an_answer_is_read_no_further_than_it_may_be_large(internet):
    assert refusal("http://berita.example/besar", most_bytes=1000) == "jawaban lebih besar dari 1000\xa0bita"


def test_the_time_is_bounded_as_a_whole(server, internet):
    """Each byte comes soon enough; all of them never do."""
    before = time.monotonic()
    assert refusal("http://berita.example/tetes", seconds=0.3) == "jawaban terlalu lama"
    assert time.monotonic() - before < 60  # far from for ever


def test_no_proxy_of_the_environment_is_asked(server, internet, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert get("http://berita.example/").content == b"isi"


def test_a_host_in_the_house_is_asked_where_a_setting_names_it(server, settings):
    host = f"127.0.0.1:{server.server_port}"
    for named in ([], ["127.0.0.2"], ["127.0.0.1:1"]):
        settings.INTERNAL_HOSTS = named
        assert refusal(f"http://{host}/", internal=True)
    settings.INTERNAL_HOSTS = [host]
    assert get(f"http://{host}/", internal=True).content == b"isi"
    server.redirects["/keluar"] = "http://127.0.0.1:1/"
    assert refusal(f"http://{host}/keluar", internal=True)  # that host, and not what it sends to


def test_such_a_host_is_not_asked_for_whoever_writes_an_export(server, settings):
    """The setting is for addresses of other settings; an export that names the hub in the house gets nothing of it."""
    host = f"127.0.0.1:{server.server_port}"
    settings.INTERNAL_HOSTS = [host]
    assert refusal(f"http://{host}/foto.jpg")
    file, problem = Network().open(f"http://{host}/foto.jpg", {"127.0.0.1"})
    assert file is None
    assert problem
    assert server.asked == []


def test_a_certificate_has_to_be_of_the_host(internet):
    assert refusal("https://berita.example/")  # the server speaks no TLS at all
    assert internet == [(PUBLIC, 443)]


def test_there_is_no_second_way_out():
    """Whatever opens a connection goes through `articles.outgoing`. The start looks at its own ports on loopback, and
    OIDC's library asks the provider that a setting names, and the certificate is that of SITE_URL."""
    ways = re.compile(
        r"urllib\.request|urllib3|http\.client|httpx|aiohttp|ftplib|^(?:import|from) (?:requests|socket)\b"
        r"|urlopen|create_connection",
        re.M,
    )
    code = [path for room in ("articles", "staff", "newsroom") for path in (ROOT / room).rglob("*.py")]
    found = {path.relative_to(ROOT).as_posix() for path in code if ways.search(path.read_text())}
    assert found == {
        "articles/outgoing.py",
        "newsroom/embedded_postgres.py",
        "newsroom/start.py",
        "staff/accounts/single_sign_on.py",
        "staff/operations/health.py",
    }
