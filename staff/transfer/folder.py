"""The folder of an export: its files with their digests, and the manifest that tells what is in it.

A file appears under its name when it is whole, and stands in the manifest then. So an export that was broken off goes
on where it was, and one that is made again into the same folder writes what has changed.
"""

import errno
import fcntl
import hashlib
import json
import os
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

import psycopg
from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _

from staff.transfer.errors import TransferError

FORMAT, VERSION = "pawarta-site", 1
MANIFEST = "manifest.json"
_PART = ".part"
LONGEST_MANIFEST = 64 * 1024 * 1024  # bytes


@contextmanager
def plain_errors(path):
    """Tell in plain words what a disk refuses, and that the database went away."""
    try:
        yield
    except (OperationalError, InterfaceError, psycopg.OperationalError) as error:
        message = _(
            "The database did not answer: %(reason)s. Give the command again once it does: an export goes on where it was,"
            " an import has left nothing behind."
        )
        reason = str(error).strip().partition("\n")[0]
        raise TransferError(message % {"reason": reason}) from error
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise TransferError(f"{path}: {error.strerror or error}") from error
        message = _(
            "The disk is full: %(path)s. Make room and give the command again; it goes on where it was."
        )
        raise TransferError(message % {"path": path}) from error


def _private(path, flags):
    return os.open(path, flags, 0o600)


class Folder:
    """A folder that an export is written into."""

    def __init__(self, path, facts):
        self.path, self.facts = Path(path), facts
        self.before = {}  # files of an earlier export into this folder, by name
        self.files = {}

    @contextmanager
    def in_use(self):
        """Take the folder for this process alone, and read what an earlier export left there."""
        with plain_errors(self.path):
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            with open(self.path / ".lock", "w", opener=_private) as lock:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError as error:
                    message = _("Another export writes into %(path)s.")
                    raise TransferError(message % {"path": self.path}) from error
                self._take_up()
                yield self
        with suppress(OSError):
            (self.path / ".lock").unlink()

    def _take_up(self):
        names = {entry.name for entry in self.path.iterdir()} - {".lock", f"{MANIFEST}{_PART}"}
        if not names:
            self.write_manifest(is_complete=False)  # whoever is killed before the first file goes on here
            return
        if MANIFEST not in names:
            message = _("%(path)s is not empty and holds no export. Name a new folder.")
            raise TransferError(message % {"path": self.path})
        manifest = read_manifest(self.path)
        for name in ("site", "scope"):
            if manifest.get(name) != self.facts[name]:
                message = _("%(path)s holds an export of something else. Name a new folder.")
                raise TransferError(message % {"path": self.path})
        self.before = manifest.get("files") if isinstance(manifest.get("files"), dict) else {}

    def is_there(self, name, fingerprint):
        """Tell whether a file of an earlier export still says what the database does; keep it then."""
        entry = self.before.get(name)
        if not fingerprint or not entry or entry.get("fingerprint") != fingerprint:
            return False
        try:
            is_whole = (self.path / name).stat().st_size == entry["bytes"]
        except OSError:
            return False
        if is_whole:
            self.files[name] = entry
        return is_whole

    def write(self, name, lines, fingerprint=""):
        """Write a file of lines, and return how many."""
        path = self.path / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        digest, count, size = hashlib.sha256(), 0, 0
        with open(f"{path}{_PART}", "wb", buffering=1 << 20, opener=_private) as file:
            for line in lines:
                data = line.encode() + b"\n"
                digest.update(data)
                file.write(data)
                count, size = count + 1, size + len(data)
        os.replace(f"{path}{_PART}", path)
        self.files[name] = {"lines": count, "bytes": size, "sha256": digest.hexdigest()}
        if fingerprint:
            self.files[name]["fingerprint"] = fingerprint
        self.write_manifest(is_complete=False)
        return count

    def write_manifest(self, *, is_complete, **facts):
        """Write the manifest. While the export goes on it names the files of before too, which may be taken up."""
        files = self.files if is_complete else self.before | self.files
        manifest = {"format": FORMAT, "version": VERSION, "is_complete": is_complete}
        manifest |= self.facts | facts | {"files": files}
        path = self.path / MANIFEST
        with open(f"{path}{_PART}", "w", encoding="utf-8", opener=_private) as file:
            json.dump(manifest, file, ensure_ascii=False, indent=1)
        os.replace(f"{path}{_PART}", path)

    def clear_former(self):
        """Take away files of an earlier export that are no part of this one."""
        for name in set(self.before) - set(self.files):
            with suppress(OSError):
                inside(self.path, name).unlink()


def inside(root, name):
    """The path of a file that a manifest names. Raises TransferError for one that would lie elsewhere."""
    parts = PurePosixPath(name).parts
    if not name or name.startswith("/") or ".." in parts or "\\" in name or "\0" in name:
        raise TransferError(_("The manifest names a file outside of its folder: %(name)s.") % {"name": name})
    return Path(root, *parts)


def read_manifest(path):
    """Return the manifest of an export. Raises TransferError where there is none, or none that can be read."""
    file = Path(path) / MANIFEST
    try:
        if file.stat().st_size > LONGEST_MANIFEST:
            raise ValueError
        manifest = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        message = _("%(path)s holds no export: there is no manifest.json in it.")
        raise TransferError(message % {"path": path}) from error
    except (OSError, ValueError, RecursionError) as error:
        raise TransferError(_("%(path)s cannot be read.") % {"path": file}) from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise TransferError(_("%(path)s is no export of a house.") % {"path": file})
    if manifest.get("version") != VERSION:
        message = _("%(path)s is of version %(version)s; this release reads version %(known)d.")
        facts = {"path": file, "version": str(manifest.get("version"))[:20], "known": VERSION}
        raise TransferError(message % facts)
    if manifest.get("is_complete") and not _is_sound(manifest):
        raise TransferError(_("%(path)s cannot be read.") % {"path": file})
    return manifest


def _is_sound(manifest):
    """Return whether its parts are what code asks of them."""
    files, tables, counts = (manifest.get(name) for name in ("files", "tables", "counts"))
    return (
        all(isinstance(part, dict) for part in (files, tables, counts, manifest.get("migrations", {})))
        and all(isinstance(entry, dict) and isinstance(entry.get("lines"), int) for entry in files.values())
        and all(isinstance(names, list) for names in tables.values())
        and all(isinstance(name, str) for names in tables.values() for name in names)
        and all(isinstance(count, int) for count in counts.values())
    )
