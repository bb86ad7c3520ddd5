"""Requests to the outside: to hosts of the public internet, at the ports of the web, and to nothing in the house.

An export names the addresses of its pictures, and whoever wrote it may name the office router, the database or
the cloud's own service. So each connection looks at where it really goes, after redirects as well.
"""

import http.client
import ipaddress
import socket
import ssl
import urllib.request
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

PORTS = (80, 443)
Connect = Callable[[tuple[str, int], float | None], socket.socket]


class PrivateAddressError(OSError):
    """A host that lies in a network that is not public, or a port that is not the web's."""


def connect(address: tuple[str, int], timeout: float | None) -> socket.socket:
    """Return a socket to (host, port). Raises PrivateAddressError, or OSError where nothing answers.

    The name is looked up once, and the connection goes to the very address that was looked at.
    """
    host, port = address
    if port not in PORTS:
        raise PrivateAddressError(_("port %(port)d is none of the web's") % {"port": port})
    places = {str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    if not all(map(is_public, places)):
        raise PrivateAddressError(_("the host is not on the public internet"))
    return socket.create_connection((min(places), port), timeout)


def is_public(place: str) -> bool:
    """Tell whether an address, such as 203.0.113.7, is one of the public internet."""
    ip = ipaddress.ip_address(place.partition("%")[0])
    ip = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None) or ip
    return ip.is_global and not ip.is_multicast


def opener(connect: Connect, *handlers: urllib.request.BaseHandler) -> urllib.request.OpenerDirector:
    """Return an opener all of whose connections are made by `connect`; no proxy is asked."""
    return urllib.request.build_opener(
        urllib.request.ProxyHandler({}), _Http(connect), _Https(connect), *handlers
    )


class _Http(urllib.request.HTTPHandler):
    def __init__(self, connect: Connect):
        super().__init__()
        self.connect = connect

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(self._connection, req)

    def _connection(self, host: str, **options: Any) -> http.client.HTTPConnection:
        connection = http.client.HTTPConnection(host, **options)
        connection.connect = lambda: _connect(connection, self.connect)  # type: ignore[method-assign]
        return connection


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, connect: Connect):
        super().__init__()
        self.connect, self.context = connect, ssl.create_default_context()

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(self._connection, req)

    def _connection(self, host: str, **options: Any) -> http.client.HTTPSConnection:
        connection = http.client.HTTPSConnection(host, context=self.context, **options)
        connection.connect = lambda: _connect(connection, self.connect, self.context)  # type: ignore[method-assign]
        return connection


def _connect(
    connection: http.client.HTTPConnection, connect: Connect, context: ssl.SSLContext | None = None
) -> None:
    sock = connect((connection.host, connection.port), connection.timeout)
    connection.sock = context.wrap_socket(sock, server_hostname=connection.host) if context else sock
