"""Picture files of the old site: in its uploads folder, in a ZIP or tar file of that, or on its web server."""

import io
import tarfile
import zipfile
import zlib
from collections.abc import Collection
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO, Protocol
from urllib.parse import quote, urlunsplit

from django.utils.translation import gettext as _

from articles import outgoing
from articles.legacy_paths import host_of, split
from articles.photos.intake import MOST_MEGABYTES
from articles.wordpress.errors import ExportError

SECONDS = 60  # for a file as a whole
AGENT = "Pawarta-Import"
MOST_BYTES = MOST_MEGABYTES * 1024 * 1024
MOST_MEMBERS = 200_000  # of a ZIP file: its list is kept in memory


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


class Zip:
    """A ZIP file of the uploads folder. Nothing is unpacked but the picture that is asked for, up to its bound."""

    def __init__(self, path: Path):
        self.archive = zipfile.ZipFile(path)  # stays open: its list is read once
        members = self.archive.infolist()
        if len(members) > MOST_MEMBERS:
            message = _("more than %(most)d files are in it: give a TAR file, or a folder on the server")
            raise ValueError(message % {"most": MOST_MEMBERS})
        self.names = {
            _below_uploads(member.filename): member.filename
            for member in members
            if not member.is_dir() and not member.filename.startswith("__MACOSX/")
        }

    def open(self, name: str) -> BinaryIO | None:
        if name not in self.names:
            return None
        try:
            with self.archive.open(self.names[name]) as file:
                return io.BytesIO(
                    file.read(MOST_BYTES + 1)
                )  # what says less of itself than it holds ends here too
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, zlib.error, EOFError):
            return None  # damaged, locked or packed in a rare way: told as a picture that is not there


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
        return Zip(path) if zipfile.is_zipfile(path) else Tar(path)
    except (OSError, tarfile.TarError, zipfile.BadZipFile, ValueError) as error:
        reason = _("It has to be a folder, or a ZIP or uncompressed TAR file of one.")
        raise ExportError(f"{path}: {getattr(error, 'strerror', None) or error}. {reason}") from error


class Network:
    """Fetches files of the old site itself, one at a time."""

    def open(self, address: str, hosts: Collection[str]) -> tuple[BinaryIO | None, str]:
        """The file, or None and a reason. Only these hosts are asked, also by way of redirects."""

        def may_ask(address: str) -> bool:
            return host_of(address) in hosts and split(address).scheme in outgoing.PORTS

        if not may_ask(address):
            return None, "other-site"
        parts = split(address)
        url = urlunsplit(parts._replace(path=quote(parts.path, safe="/%"), fragment=""))
        try:
            answer = outgoing.request(
                url, seconds=SECONDS, headers={"User-Agent": AGENT}, most_bytes=MOST_BYTES, may_ask=may_ask
            )
        except outgoing.OutgoingError as error:
            return None, str(error)[:200]
        if answer.status != HTTPStatus.OK:
            return None, f"HTTP {answer.status} {answer.reason}"[:200]
        return (io.BytesIO(answer.content), "") if answer.content else (None, _("the answer is empty"))
