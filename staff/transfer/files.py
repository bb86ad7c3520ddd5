"""Photos, attachments, banners and files of letters: out of the storages into an export, and back."""

import hashlib
import shutil
from collections import Counter
from pathlib import PurePosixPath

from django.core.exceptions import SuspiciousFileOperation
from django.core.files import File
from django.core.files.storage import default_storage, storages
from django.utils.translation import gettext as _

from articles.models import Advertisement, Attachment, Photo
from articles.photos.renditions import Rendition
from staff.models import ComplaintFile
from staff.transfer.errors import TransferError
from staff.transfer.folder import inside, plain_errors

ORIGINALS, PUBLIC = "originals", "public"
_CHUNK = 1 << 20


def _storage(place):
    return storages["originals"] if place == ORIGINALS else default_storage


def named_by(table, row):
    """Yield (place, name, SHA-256 or "") of the files that an exported row names."""
    if table == Photo._meta.db_table:
        yield ORIGINALS, row["original"], row["sha256"]
        yield from ((PUBLIC, Rendition(*data).name, "") for data in row["renditions"])
    elif table == Attachment._meta.db_table:
        yield ORIGINALS, row["original"], row["sha256"]
        if not row["is_removed"]:
            yield PUBLIC, row["file"], ""
    elif table == ComplaintFile._meta.db_table:
        yield ORIGINALS, row["file"], row["sha256"]
    elif table == Advertisement._meta.db_table:
        yield from ((PUBLIC, row[size], "") for size in ("narrow", "wide") if row[size])


MODELS = (Photo, Attachment, ComplaintFile, Advertisement)
TABLES_WITH_FILES = frozenset(model._meta.db_table for model in MODELS)


class Out:
    """Copies files into a folder. What is there already, with the same size, stays."""

    def __init__(self, folder):
        self.folder = folder
        self.count, self.missing = 0, []

    def take(self, table, row):
        for place, name, _sha256 in named_by(table, row):
            if name:
                self._copy(place, name)

    def _copy(self, place, name):
        key = f"files/{place}/{name}"
        path = inside(self.folder.path, key)
        storage = _storage(place)
        try:
            size = storage.size(name)
        except (FileNotFoundError, SuspiciousFileOperation):
            self.missing.append(key)
            return
        if not (path.is_file() and path.stat().st_size == size):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            part = path.with_name(f"{path.name}.part")
            with storage.open(name) as source, part.open("wb") as target:
                shutil.copyfileobj(source, target, _CHUNK)
            part.chmod(0o600)
            part.replace(path)
        self.count += 1


class In:
    """Puts the files of an export into the storages of an empty house."""

    def __init__(self, root):
        self.root = root
        self.counts = Counter()
        self.missing = []

    def look(self, table, row):
        """Note which files of a row are not there. A photo whose original is there is drawn anew without the others."""
        places = {place: [] for place in (ORIGINALS, PUBLIC)}
        for place, name, _sha256 in named_by(table, row):
            places[place].append(name)
        absent = {place: [n for n in names if not self._path(place, n)] for place, names in places.items()}
        if absent[PUBLIC] and not absent[ORIGINALS] and table == Photo._meta.db_table:
            row |= {"renditions": [], "recipe": 0, "attempts": 0, "drawing_error": ""}
            absent[PUBLIC] = []
        self.missing += [f"{place}/{name}" for place, names in absent.items() for name in names]

    def _path(self, place, name):
        """The path of a file of the export; None where there is none."""
        path = inside(self.root, f"files/{place}/{name}")
        return path if path.is_file() and not path.is_symlink() else None

    def store(self, table, row):
        for place, name, sha256 in named_by(table, row):
            if path := self._path(place, name):
                self._store(place, name, sha256, path)

    def _store(self, place, name, sha256, path):
        if sha256 and _digest(path) != sha256:
            raise TransferError(_("%(path)s is not the file that was exported.") % {"path": path})
        storage = _storage(place)
        with plain_errors(path):
            if storage.exists(name):
                if storage.size(name) != path.stat().st_size:
                    message = _("Another file is here under the name %(name)s.")
                    raise TransferError(message % {"name": name})
            else:
                with path.open("rb") as source:
                    stored = storage.save(name, File(source))
                if PurePosixPath(stored) != PurePosixPath(name):
                    storage.delete(stored)
                    message = _("Another file is here under the name %(name)s.")
                    raise TransferError(message % {"name": name})
        self.counts[place] += 1


def _digest(path):
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            digest.update(piece)
    return digest.hexdigest()
