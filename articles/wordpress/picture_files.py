"""Picture files of the old site: in its uploads folder, in a tar file of that, or on its web server."""

import io
import tarfile
import urllib.error
import urllib.request
from collections.abc import Collection
from http.client import HTTPMessage
from pathlib import Path
from typing import IO, BinaryIO, Protocol
from urllib.parse import quote, urlsplit, urlunsplit

from django.utils.translation import gettext as _

from articles.legacy_paths import host_of, split
from articles.photos.intake import MOST_MEGABYTES
from articles.wordpress import outgoing
from articles.wordpress.errors import ExportError

TIMEOUT = 20  # seconds
AGENT = "Pawarta-Import"
MOST_BYTES = MOST_MEGABYTES * 1024 * 1024


class Uploads(Protocol):
    """The uploads folder, in whichever form it was given."""

    def open(self, name: str) -> BinaryIO | None:
        """The file of this name below the folder; None where there is none."""


class Folder:
    """The uploads folder; also one that holds it, as `wp-content/uploads` in a copy of the whole site."""

    def __init__(self, path: Path):
        self.roots = [
            root for root in (path, path / "uploads", path / "wp-content" / "uploads") if root.is_dir()
        ]

    def open(self, name: str) -> BinaryIO | None:
        for root in self.roots:
            path = root / name
            try:
                if path.is_file() and path.resolve().is_relative_to(root.resolve()):
                    return path.open("rb")
            except (OSError, ValueError):  # a name too long, a loop of links
                continue
        return None


class Tar:
    """A tar file of the uploads folder, uncompressed, so that a file in it can be read where it lies."""

    def __init__(self, path: Path):
        self.path = path
        self.places: dict[str, tuple[int, int]] = {}  # by name: where it begins, and its size
        with tarfile.open(path, "r:") as archive:
            while member := archive.next():
                if member.isfile():
                    self.places[_below_uploads(member.name)] = member.offset_data, member.size
                elif member.islnk() and (first := self.places.get(_below_uploads(member.linkname))):
                    self.places[_below_uploads(member.name)] = first  # tar writes the same file once
                # A big archive's list would not fit in memory.
                archive.members = []  # type: ignore[attr-defined]

    def open(self, name: str) -> BinaryIO | None:
        if name not in self.places:
            return None
        offset, size = self.places[name]
        if size > MOST_BYTES:  # too large for a photo anyway; the size alone tells
            size = MOST_BYTES + 1
        with self.path.open("rb") as file:
            file.seek(offset)
            return io.BytesIO(file.read(size))


def _below_uploads(name: str) -> str:
    name = name.removeprefix("./")
    for prefix in ("wp-content/uploads/", "uploads/"):
        before, folder, rest = name.partition(prefix)
        if folder and (not before or before.endswith("/")):
            return rest
    return name


def uploads(path: str | Path) -> Uploads:
    """The files at this path. Raises ExportError with a message."""
    path = Path(path)
    try:
        if path.is_dir():
            return Folder(path)
        return Tar(path)
    except (OSError, tarfile.TarError, ValueError) as error:
        reason = _("It has to be a folder or an uncompressed tar file of one.")
        raise ExportError(f"{path}: {getattr(error, 'strerror', None) or error}. {reason}") from error


class _SameSite(urllib.request.HTTPRedirectHandler):
    """Follows a redirect within the hosts that may be asked, and nowhere else."""

    def __init__(self, hosts: Collection[str]):
        self.hosts = hosts

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        if host_of(newurl) not in self.hosts or urlsplit(newurl).scheme not in ("http", "https"):
            raise urllib.error.HTTPError(newurl, code, _("redirects to another site"), headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class Network:
    """Fetches files of the old site itself, one at a time, bounded in size and time."""

    def __init__(self, connect: outgoing.Connect = outgoing.connect):
        self.connect = connect

    def open(self, address: str, hosts: Collection[str]) -> tuple[BinaryIO | None, str]:
        """The file, or None and a reason. Only these hosts are asked, also by way of redirects."""
        parts = split(address)
        if host_of(address) not in hosts or parts.scheme not in ("http", "https"):
            return None, "other-site"
        opener = outgoing.opener(self.connect, _SameSite(hosts))
        url = urlunsplit(parts._replace(path=quote(parts.path, safe="/%"), fragment=""))
        request = urllib.request.Request(url, headers={"User-Agent": AGENT})  # noqa: S310 -- checked above
        try:
            with opener.open(request, timeout=TIMEOUT) as answer:
                content = answer.read(MOST_BYTES + 1)
        except urllib.error.HTTPError as error:
            return None, f"HTTP {error.code} {error.reason}"[:200]
        except (OSError, ValueError) as error:
            return None, str(getattr(error, "reason", error))[:200]
        return (io.BytesIO(content), "") if content else (None, _("the answer is empty"))
