"""The origin of a request: the network address that it comes from, and the browser."""

import ipaddress
import re

from django.conf import settings

UNKNOWN = "?"
_WITH_PORT = re.compile(r"([\d.]+):\d+|\[([0-9A-Fa-f:.]+)\](?::\d+)?", re.ASCII)
# In this order: each browser also says the names of those that it descends from.
_BROWSERS = (
    ("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("UCBrowser", "UC Browser"),
    ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("CrOS", "ChromeOS"),
    ("Mac OS X", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


def address_of(request):
    """Return the address of the network that a request comes from, an IPv6 one as its /64; UNKNOWN where there is
    none, as behind a Unix socket.

    X-Forwarded-For counts as far as TRUSTED_PROXIES says: whoever asks can write anything further left.
    """
    address = _address(request)
    return _network(address) if address else UNKNOWN


def outsider_of(request):
    """Return the same of a request from the public internet, else "".

    Another address is mostly that of a proxy that TRUSTED_PROXIES does not name: to bound it would be to bound everybody.
    """
    address = _address(request)
    return _network(address) if address and address.is_global else ""


def browser_of(request):
    """Return a browser and its system in words, such as `Chrome · Android`; UNKNOWN where it says neither."""
    agent = request.META.get("HTTP_USER_AGENT", "")
    names = [next((name for sign, name in signs if sign in agent), "") for signs in (_BROWSERS, _SYSTEMS)]
    return " · ".join(filter(None, names)) or UNKNOWN


def _address(request):
    address = _parsed(request.META.get("REMOTE_ADDR", ""))
    if settings.TRUSTED_PROXIES:
        hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")[-settings.TRUSTED_PROXIES :]
        address = _parsed(hops[0]) or address
    if address and address.version == 6:
        return address.ipv4_mapped or address
    return address


def _network(address):
    return str(address if address.version == 4 else ipaddress.ip_network((address, 64), strict=False))


def _parsed(text):
    text = text.strip()
    if with_port := _WITH_PORT.fullmatch(text):
        text = with_port[1] or with_port[2]
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None
