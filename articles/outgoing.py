"""Requests to the outside: one function for all of them, to hosts of the public internet and to nothing in the house.

An export names the addresses of its pictures, and whoever wrote it may name the office router, the database or
the cloud's own service. So each request looks at where it really goes, after a redirect as well. What it may
take of time and memory is bounded as a whole; the system's resolver alone keeps its own time. The provider of the
house's own sign-in alone is asked by its library: a setting names it (staff/accounts/single_sign_on.py).
"""

import http.client
import ipaddress
import math
import socket
import ssl
import string
import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, cast
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

PORTS = {"http": 80, "https": 443}
MOST_REDIRECTS = 5
MOST_BYTES = 64 * 1024
REDIRECTS = (301, 302, 303, 307, 308)
CONNECTING = 5  # seconds at most for one of several addresses
# IPv6 networks whose addresses hold one of IPv4 at their end, and that of a house's own translator, which may lead anywhere in it.
TRANSLATED = [ipaddress.IPv6Network(network) for network in ("64:ff9b::/96", "::/96")]
OF_A_HOUSE = ipaddress.IPv6Network("64:ff9b:1::/48")


class OutgoingError(Exception):
    """A request that was refused here or got no answer, with a reason for people."""


class Answer(NamedTuple):
    status: int
    reason: str
    content: bytes
    location: str  # of a redirect


def request(
    address: str,
    *,
    seconds: float,
    data: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    most_bytes: int = MOST_BYTES,
    may_ask: Callable[[str], bool] = lambda address: True,
    internal: bool = False,
) -> Answer:
    """Return the answer of an address, asked by GET, or by POST where there is data. Raises OutgoingError.

    A GET follows redirects to addresses that `may_ask` admits; a POST follows none, as it would arrive without its data.
    `internal` lets through to INTERNAL_HOSTS: for addresses that the server's keeper wrote, and nobody else.
    """
    ends = time.monotonic() + seconds
    for _try in range(MOST_REDIRECTS + 1):
        try:
            answer = _exchange(urlsplit(address), ends, data, headers or {}, most_bytes, internal)
        except TimeoutError as error:
            raise OutgoingError(_("the answer takes too long")) from error
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise OutgoingError(str(error) or type(error).__name__) from error
        if data is not None or answer.status not in REDIRECTS or not answer.location:
            return answer
        try:
            address = urljoin(address, quote(answer.location, safe=string.punctuation, encoding="latin-1"))
            is_admitted = may_ask(address)
        except ValueError as error:  # such as http://[
            raise OutgoingError(_("redirects to what is no address")) from error
        if not is_admitted:
            raise OutgoingError(_("redirects to another site"))
    raise OutgoingError(_("redirects too often"))


def _exchange(
    parts: SplitResult,
    ends: float,
    data: bytes | None,
    headers: Mapping[str, str],
    most_bytes: int,
    internal: bool,
) -> Answer:
    if parts.scheme not in PORTS or not parts.hostname:
        raise OutgoingError(_("the address does not begin with http:// or https:// and a host"))
    if "@" in parts.netloc:
        raise OutgoingError(_("the address holds a name or a password"))
    is_secure, port = parts.scheme == "https", parts.port or PORTS[parts.scheme]
    kind = http.client.HTTPSConnection if is_secure else http.client.HTTPConnection
    connection = kind(parts.hostname, port)
    connection.sock = _connect(parts.hostname, port, ends, is_secure, internal)
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET" if data is None else "POST", target, data, dict(headers))
        with connection.getresponse() as response:
            content = response.read(most_bytes + 1)
    finally:
        connection.close()
    if len(content) > most_bytes:
        raise OutgoingError(_("the answer is larger than %(limit)s") % {"limit": filesizeformat(most_bytes)})
    return Answer(response.status, response.reason, content, response.headers.get("Location", ""))


def _connect(host: str, port: int, ends: float, is_secure: bool, internal: bool) -> socket.socket:
    """Return a socket to a host that may be asked. Its name is looked up once, and the connection goes to the very
    address that was looked at."""
    places = resolve(host, port)
    if not (internal and {host, f"{host}:{port}"}.intersection(settings.INTERNAL_HOSTS)):
        if port not in PORTS.values():
            raise OutgoingError(_("port %(port)d is none of the web's") % {"port": port})
        if not all(map(is_public, places)):
            raise OutgoingError(_("the host is not on the public internet"))
    for place in places[:-1]:
        try:
            return _socket_to(place, port, ends, host if is_secure else "")
        except OSError:  # such as an IPv6 address where there is no IPv6
            continue
    return _socket_to(places[-1], port, ends, host if is_secure else "")


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host, at least one. Raises OSError where it has none."""
    infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in infos))


def is_public(place: str) -> bool:
    """Tell whether an address, such as 203.0.113.7, is one of the public internet."""
    ip = ipaddress.ip_address(place.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in OF_A_HOUSE or ip.is_site_local:
            return False
        ip = _inner(ip) or ip
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _inner(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that an IPv6 one leads to."""
    if any(ip in network for network in TRANSLATED):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour


class _Timed(socket.socket):
    """A socket that is done with at a moment: Python's own timeout begins anew with each byte."""

    ends: float

    def hurry(self, most: float = math.inf) -> None:
        remaining = min(most, self.ends - time.monotonic())
        if remaining <= 0:
            raise TimeoutError
        self.settimeout(remaining)

    def recv_into(self, *args: Any, **options: Any) -> int:
        self.hurry()
        return super().recv_into(*args, **options)

    def send(self, *args: Any, **options: Any) -> int:
        self.hurry()
        return super().send(*args, **options)

    def sendall(self, *args: Any, **options: Any) -> None:
        self.hurry()
        super().sendall(*args, **options)


class _TimedTls(_Timed, ssl.SSLSocket):
    pass


def _socket_to(place: str, port: int, ends: float, name: str) -> socket.socket:
    """Return a socket to an address; with a name, one that has shown a certificate of it."""
    plain = _Timed(socket.AF_INET6 if ":" in place else socket.AF_INET, socket.SOCK_STREAM)
    plain.ends = ends
    try:
        plain.hurry(CONNECTING)
        plain.connect((place, port))
        if not name:
            return plain
        plain.hurry()
        context = ssl.create_default_context()
        context.sslsocket_class = _TimedTls
        secure = cast(_TimedTls, context.wrap_socket(plain, server_hostname=name))
    except BaseException:
        plain.close()
        raise
    secure.ends = ends
    return secure
