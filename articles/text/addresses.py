"""Web addresses in a body: which are our own, and which a link may lead to."""

import re
from html import escape
from urllib.parse import urlsplit

from articles.text.lines import INVISIBLE
from articles.text.parsing import ALLOW_LIST

NO_HOSTS: frozenset[str] = frozenset()
HREF = re.compile(r'<a href="([^"]*)"')
ARTICLE_PATH = re.compile(r"/berita/0*([1-9]\d{0,17})(?=[/?#]|$)", re.ASCII)
ATTACHMENT_PATH = re.compile(r"/lampiran/0*([1-9]\d{0,17})(?=[/?#]|$)", re.ASCII)
STORY_NUMBER = re.compile(r"/berita/0*([1-9]\d{0,17})(?!\d)", re.ASCII)  # whatever stands behind it
# What CKEditor makes of a relative address.
_EDITOR_SPELLING = re.compile(r"https?:///(?=(?:berita|lampiran)/)", re.IGNORECASE)
LOOKS_LIKE_ADDRESS = re.compile(r"(?:(?:https?:)?//|/berita/|/lampiran/)\S+", re.IGNORECASE)
_EXTERNAL = re.compile(r"https?://[^/?#]", re.IGNORECASE)
_DIRECT = re.compile(r"#.|(?:mailto|tel):.", re.IGNORECASE)
_DEFAULT_PORT = re.compile(r"\.?(?::(?:80|443)?)?$")


def link_tag(address: str, hosts: frozenset[str]) -> str:
    """Return the opening tag of a link, "" where the address is none that a reader may be sent to."""
    url = normal_address(address)
    own = own_path(url, hosts)
    if own is not None and not own.startswith("//"):
        return f'<a href="{escape(own)}">'
    tag = f'<a href="{escape(url)}">'
    if not ALLOW_LIST.clean(tag).startswith("<a href"):  # no address that a browser could parse
        return ""
    if _EXTERNAL.match(url):
        return f'{tag[:-1]} rel="noopener">'
    return tag if _DIRECT.match(url) else ""


def normal_address(raw: str) -> str:
    """Return an address as a browser reads it: no control characters, and nothing in it could pass for
    another."""
    url = re.sub(r"[\t\n\r]", "", INVISIBLE.sub("", raw)).strip()
    return re.sub(r"\s", "%20", url).replace("\\", "%5C")


def own_path(url: str, hosts: frozenset[str]) -> str | None:
    """Return path, query and fragment if the address is on this site, else None."""
    if url.startswith("/") and not url.startswith("//"):
        return url
    if spelling := _EDITOR_SPELLING.match(url):
        return url[spelling.end() - 1 :]
    host, rest = split_address(url)
    return rest if host in hosts else None


def split_address(url: str) -> tuple[str, str]:
    """Return host (lower case, without a default port) and the rest of an absolute web address, or ("",
    "")."""
    try:
        parts = urlsplit(url)
    except ValueError:  # brackets that hold no IPv6 address
        return "", ""
    if parts.scheme not in ("http", "https", "") or not parts.netloc:
        return "", ""
    rest = url.partition("//")[2].removeprefix(parts.netloc)
    return _DEFAULT_PORT.sub("", parts.netloc.lower()), rest if rest.startswith("/") else f"/{rest}"
