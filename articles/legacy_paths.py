"""Addresses of a WordPress site in one spelling: every way to write one leads to the same place. Pure."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

LONGEST = 500  # of `LegacyPath.path`
# What WordPress hangs behind an address without making another place of it: feeds, other forms, pages.
_BEHIND = re.compile(
    r"/(?:feed(?:/(?:rss2?|rdf|atom))?|amp|embed|trackback|page/\d{1,5}|comment-page-\d{1,5}"
    r"|\d{1,4}|attachment)/$"
)
_SLASHES = re.compile(r"/{2,}")
_IDS = {"p": "p", "page_id": "p", "attachment_id": "p", "cat": "cat", "author": "author"}
ID_PARAMETERS = tuple(_IDS)  # of a query that names a place by its number
# What gets behind an address where somebody wrote it into a sentence or a message.
_SIGNS_BEHIND = re.compile(r"[\W_]+$")
_SIZE = re.compile(r"-\d{1,5}x\d{1,5}(?=\.[A-Za-z0-9]{2,5}$)")
_SCALED = re.compile(r"-(?:scaled|rotated|e\d{9,})(?=\.[A-Za-z0-9]{2,5}$)")
_PHOTON = re.compile(r"i\d\.wp\.com$")
UPLOADS = "/wp-content/uploads/"


class Place(NamedTuple):
    """The goal of a link on the old site: keys of paths, likeliest first, or of a query such as `/?p=20`."""

    keys: list[str]


def path_key(path: str) -> str:
    """Return the one spelling of `/2018/11/19/judul%20lama` and `/2018/11/19/Judul lama/`, encoded or not."""
    path = unicodedata.normalize("NFC", unquote(path)).replace("\0", "").lower()
    path = _SLASHES.sub("/", f"/{path.strip('/')}/")
    if path.startswith("/index.php/"):
        path = path.removeprefix("/index.php")
    if len(path) > LONGEST:
        path = f"{path[:460]}~{hashlib.md5(path.encode(), usedforsecurity=False).hexdigest()}/"
    return path


def spellings(path: str) -> list[str]:
    """Return the key of a path, then that without the signs behind it, where it has some."""
    key = path_key(path)
    bare = _SIGNS_BEHIND.sub("", key) + "/"
    return [key] if bare in (key, "/") else [key, bare]


def path_keys(path: str) -> list[str]:
    """Return the key of a path, then without signs and without what WordPress hangs behind one."""
    keys = spellings(path)
    if keys[0].startswith("/amp/"):  # a plugin's own place for them, in front of the address
        keys.append(keys[0].removeprefix("/amp"))
    while (shorter := _BEHIND.sub("/", keys[-1])) != keys[-1]:
        keys.append(shorter)
        if len(keys) > 5:
            break
    return [key for key in keys if key != "/"]


def query_keys(query: str) -> list[str]:
    """Return the keys of a query. `?p=20` names a place; whatever else stands in a query does not."""
    try:
        pairs = parse_qsl(query[:2000], max_num_fields=50)
    except ValueError:
        return []
    return [
        f"/?{_IDS[name]}={int(value)}"
        for name, value in pairs
        if name in _IDS and value.isascii() and value.isdigit() and len(value) < 18
    ]


def id_key(name: str, wp_id: int) -> str:
    return f"/?{name}={wp_id}"


def split(address: str) -> SplitResult:
    """Split any text as an address, also one that `urlsplit` refuses."""
    try:
        parts = urlsplit(address.strip())
        parts.hostname  # noqa: B018 -- raises where the address is none
    except ValueError:
        return urlsplit("")
    return parts


def host_of(address: str) -> str:
    return (split(address).hostname or "").lower().removeprefix("www.")


def place(address: str, hosts: Iterable[str]) -> Place | None:
    """Return the place that a link names on the old site; None for one elsewhere or to the front page."""
    parts = split(address)
    if parts.scheme not in ("", "http", "https") or (parts.netloc and host_of(address) not in hosts):
        return None
    if not parts.netloc and not parts.path.startswith("/") and not parts.query:
        return None
    keys = [*query_keys(parts.query), *path_keys(parts.path)]
    return Place(keys) if keys else None


def path_of(link: str) -> str:
    """Return the key of a permalink as it was exported; "" for one that is none, as `/?p=20` of a draft."""
    parts = split(link)
    key = path_key(parts.path)
    return "" if key == "/" or query_keys(parts.query) else key


def old_paths(path: str, slug: str, old_slugs: Iterable[str], old_dates: Iterable[str]) -> Iterator[str]:
    """Return the keys that a story answered at before its slug or its day was changed, worked out from its
    permalink."""
    slug = path_key(slug).strip("/")
    day = re.match(r"(.*?/)(\d{4})/(\d{2})/(\d{2})/", path)
    days = [path]
    if day:
        for old in old_dates:
            if date := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", old.strip()[:10]):
                days.append(f"{day[1]}{date[1]}/{date[2]}/{date[3]}/{path[day.end() :]}")
    *_before, rest = path.rpartition(f"/{slug}") if slug else ("", "", "")
    for dated in days:
        if dated != path:
            yield path_key(dated)
        for old in old_slugs:
            old = path_key(old).strip("/")
            if old and slug and rest in ("/", ".html/"):
                start = dated[: len(dated) - len(f"/{slug}{rest}")]
                yield path_key(f"{start}/{old}{rest}")


# ---- Pictures


def file_key(address: str) -> str:
    """Return a file's name for good: host without "www.", path as letters; "" for none.

    Photon's copy is it, too.
    """
    parts = split(address)
    host, path = host_of(address), unquote(parts.path)
    if _PHOTON.match(host):
        host, _, path = path.lstrip("/").partition("/")
        host, path = host.lower().removeprefix("www."), f"/{path}"
    if not path or not host:
        return ""
    key = host + _SLASHES.sub("/", unicodedata.normalize("NFC", path)).replace("\0", "")
    return key if len(key) <= LONGEST else ""


def file_keys(address: str) -> list[str]:
    """Return the key of a picture as it is named, then of the picture that it is a smaller copy of."""
    key = file_key(address)
    if not key:
        return []
    whole = _SIZE.sub("", key)
    bare = _SCALED.sub("", whole)
    scaled = re.sub(r"(\.[A-Za-z0-9]{2,5})$", r"-scaled\1", bare)
    return list(dict.fromkeys([key, whole, bare, scaled]))


def upload_names(key: str) -> list[str]:
    """Return the names that a file of this key may have below the uploads folder; [] for a file of
    elsewhere."""
    _, _, name = key.partition(UPLOADS)
    if UPLOADS not in key:
        _, _, name = key.partition("/files/")  # of old networks of sites
    if any(part in ("", ".", "..") for part in name.split("/")):
        return []
    return list(dict.fromkeys([name, unicodedata.normalize("NFD", name)]))
