"""Storage on disk: whole files or none, and originals to which no address leads; `storage_s3.py` has the same in S3."""

import errno
import os
import shutil
from contextlib import suppress
from pathlib import Path

from django.core.files.storage import FileSystemStorage

RESERVE = (
    64 * 1024 * 1024
)  # bytes that stay free for whoever else writes to the disk, the database first of all


class WholeFiles(FileSystemStorage):
    """Files on disk, each written whole or not at all: a full disk refuses it before the first byte."""

    def _save(self, name, content):
        self._require_room(content.size)
        was_there = self.exists(name)
        try:
            return super()._save(name, content)
        except OSError:
            if not was_there:
                with suppress(OSError):
                    os.remove(self.path(name))
            raise

    def _require_room(self, size):
        folder = Path(self.location)
        existing = next(one for one in (folder, *folder.parents) if one.exists())
        if shutil.disk_usage(existing).free < size + RESERVE:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))


class WithoutAddresses:
    """A mixin for a storage whose files only our own code reads.

    Mixed in first, it wins over any default address.
    """

    def url(self, name, *args, **kwargs):
        raise ValueError("The original of a photo has no address; readers get its renditions.")


class PrivateFiles(WithoutAddresses, WholeFiles):
    """Files on disk, for the account of the site alone."""

    def __init__(self, location):
        super().__init__(location, file_permissions_mode=0o600, directory_permissions_mode=0o700)
