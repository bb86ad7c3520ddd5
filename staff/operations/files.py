"""Files against rows: what a row names and no storage has, what a storage has and no row names, and what was changed."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from itertools import chain
from typing import NamedTuple

from django.apps import apps
from django.core.files.storage import Storage, storages
from django.db.models import FileField
from django.utils import timezone

from articles.models import Attachment, Photo

UNDER_WAY = timedelta(hours=1)  # a file that is younger may have its row in a transaction that is still open


class Place(NamedTuple):
    storage: str  # of Django's STORAGES
    name: str


class Findings(NamedTuple):
    missing: list[Place]
    orphans: list[Place]
    changed: list[Place]


def look(*, reads: bool) -> Findings:
    """Compare both storages with the database; with `reads` each photo's original is read and hashed as well."""
    expected = set(_expected())
    there = {
        Place(storage, name) for storage in ("default", "originals") for name in _names(storages[storage])
    }
    orphans = [place for place in sorted(there - expected) if _is_old(place)]
    return Findings(sorted(expected - there), orphans, sorted(_changed(there)) if reads else [])


def _expected() -> Iterator[Place]:
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, FileField):
                names = model._base_manager.exclude(**{field.name: ""}).values_list(field.name, flat=True)
                yield from (Place(_alias(field.storage), name) for name in names.iterator())
    for photo in Photo.objects.iterator():
        yield from (Place("default", rendition.name) for rendition in photo.public_renditions())
    usable = Attachment.objects.usable().exclude(file="")
    yield from (Place("default", name) for name in usable.values_list("file", flat=True).iterator())


def _alias(storage: Storage) -> str:
    return "originals" if storage == storages["originals"] else "default"


def _names(storage: Storage, folder: str = "") -> Iterator[str]:
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:  # nothing was ever stored
        return
    prefix = f"{folder}/" if folder else ""
    yield from (f"{prefix}{name}" for name in names if name)
    yield from chain.from_iterable(_names(storage, f"{prefix}{name}") for name in folders)


def _is_old(place: Place) -> bool:
    try:
        return storages[place.storage].get_modified_time(place.name) < timezone.now() - UNDER_WAY
    except FileNotFoundError:  # removed since it was listed
        return False


def _changed(there: set[Place]) -> Iterator[Place]:
    for name, digest in Photo.objects.exclude(original="").values_list("original", "sha256").iterator():
        place = Place("originals", name)
        if place in there:
            with storages["originals"].open(name) as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != digest:
                    yield place
