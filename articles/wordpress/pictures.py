"""Pictures of the old site as photos of ours: from its uploads folder, from the network only if asked.

The same bytes are one photo, in however many sizes and spellings texts name it.
"""

import io
import json
import unicodedata
from collections.abc import Collection, Sequence
from hashlib import sha256
from typing import Any, BinaryIO, NamedTuple

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _

from articles.filing.captions import caption_and_credit
from articles.filing.items import Picture
from articles.legacy_paths import UPLOADS, file_keys, host_of, upload_names
from articles.models import ImportedItem, ImportedPicture, OldSite, Photo
from articles.models.photo import Duplicate
from articles.photos import intake
from articles.wordpress.context import FIRST_OF_TRIAL
from articles.wordpress.picture_files import MOST_BYTES, Network, Uploads


class Attachment(NamedTuple):
    """A row of the export about a picture."""

    key: str  # of its file
    parsed: dict[str, Any]  # a ParsedItem as it is stored


Attachments = dict[str | int, Attachment]  # by the key of the file and by the number
Words = dict[str, str]  # caption, credit and alt of a photo


class Album:
    """The photos of the pictures of one site."""

    def __init__(
        self,
        site: OldSite,
        hosts: Collection[str],
        files: Uploads | None = None,
        network: Network | None = None,
    ):
        self.site, self.hosts, self.files, self.network = site, frozenset(hosts), files, network
        self.attempts: set[str] = set()  # keys that were tried in this run

    def photos(self, pictures: Sequence[Picture]) -> list[int | None]:
        """The id of each picture's photo, or None; a picture that is not here yet is taken in first."""
        attachments = self._attachments(pictures)
        keys = [self._key(picture, attachments) for picture in pictures]
        rows = {
            row.key: row for row in ImportedPicture.objects.filter(site=self.site, key__in=set(keys) - {""})
        }
        failures: dict[str, ImportedPicture] = {}
        for picture, key in zip(pictures, keys, strict=True):
            row = rows.get(key)
            if key and (not row or (not row.photo_id and key not in self.attempts)):
                row = rows[key] = self._take(key, picture, attachments.get(key))
                if not row.photo_id:
                    failures[key] = row
        ImportedPicture.objects.bulk_create(
            failures.values(),
            update_conflicts=True,
            unique_fields=["site", "key"],
            update_fields=["address", "problem"],
        )
        return [rows[key].photo_id if key else None for key in keys]

    def _attachments(self, pictures: Sequence[Picture]) -> Attachments:
        """Rows of the export about these pictures."""
        ids = {picture.wp_id for picture in pictures if picture.wp_id}
        keys = {key for picture in pictures for key in file_keys(picture.address)}
        rows = ImportedItem.objects.filter(site=self.site, type="attachment").exclude(file_key="")
        attachments: Attachments = {}
        columns = ("wp_id", "file_key", "parsed")
        for part in (
            rows.filter(file_key__in=keys).values_list(*columns) if keys else (),
            rows.filter(wp_id__in=ids).values_list(*columns) if ids else (),
        ):
            for wp_id, key, parsed in part:
                attachments[key] = attachments[wp_id] = Attachment(key, parsed)
        return attachments

    def _key(self, picture: Picture, attachments: Attachments) -> str:
        """The key of a picture's file; "" where nothing names a file."""
        if picture.data:
            return f"data:{sha256(picture.data).hexdigest()}"
        keys = file_keys(picture.address)
        # The address decides: an editor may have put another file in and left the number.
        for key in keys:
            if key in attachments:
                return key
        attachment = attachments.get(picture.wp_id)
        if attachment and (not keys or (upload_names(keys[0]) and not self._open(keys))):
            return attachment.key
        return keys[0] if keys else ""

    def _take(self, key: str, picture: Picture, attachment: Attachment | None) -> ImportedPicture:
        """Take a picture in; returns its row, which is stored already where it became a photo."""
        self.attempts.add(key)
        address = attachment.parsed["attachment_url"] if attachment else picture.address
        row = ImportedPicture(site=self.site, key=key)
        row.address = address[:1000]
        file, row.problem = self._file(key, picture, address, attachment)
        if file:
            with file:
                row.photo_id, row.problem = _photo_of(file, _words(picture, attachment))
        row.problem = row.problem[:300]
        if row.photo_id:
            facts = {"address": row.address, "photo_id": row.photo_id, "problem": ""}
            ImportedPicture.objects.update_or_create(facts, site=self.site, key=key)
        return row

    def _file(
        self, key: str, picture: Picture, address: str, attachment: Attachment | None
    ) -> tuple[BinaryIO | None, str]:
        """The file, or None and the problem."""
        if picture.data:
            return io.BytesIO(picture.data), ""
        if file := self._open([key, *file_keys(address)], attachment):
            return file, ""
        # The library of the old site may lie on a host of its own; what it does not list is another's.
        hosts = self.hosts | {host_of(address)} if attachment else self.hosts
        if host_of(address) not in hosts:
            return None, "other-site"
        if self.network:
            return self.network.open(address, hosts)
        return None, "missing" if self.files else "no-uploads"

    def _open(self, keys: Sequence[str], attachment: Attachment | None = None) -> BinaryIO | None:
        """The file where the library says that it lies, else where its address does."""
        if not self.files:
            return None
        library = attachment.parsed["meta"].get("_wp_attached_file", []) if attachment else []
        names = [name for one in library for name in upload_names(f"{UPLOADS}{one}")]
        for name in (*names, *(name for key in keys for name in upload_names(key))):
            if file := self.files.open(name):
                return file
        return None


class TrialAlbum(Album):
    """The photos that pictures would become: files are looked for and looked into, and nothing is taken in."""

    def _take(self, key: str, picture: Picture, attachment: Attachment | None) -> ImportedPicture:
        self.attempts.add(key)
        address = attachment.parsed["attachment_url"] if attachment else picture.address
        row = ImportedPicture(site=self.site, key=key, address=address[:1000])
        file, row.problem = self._file(key, picture, address, attachment)
        if file:
            with file:
                row.problem = _problem_of(file)
        row.problem = row.problem[:300]
        if not row.problem:
            row.photo_id = FIRST_OF_TRIAL + len(self.attempts)
            facts = {"address": row.address, "photo_id": row.photo_id, "problem": ""}
            ImportedPicture.objects.update_or_create(facts, site=self.site, key=key)
        return row


def _problem_of(file: BinaryIO) -> str:
    """The reason why a file cannot become a photo; "" where it can."""
    try:
        intake.read(_upload(file.read(MOST_BYTES + 1)))
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _photo_of(file: BinaryIO, words: Words) -> tuple[int | None, str]:
    """The photo's id and "", or None and the problem.

    The library has each file once, with its words. Where the old site said something else of the same file
    elsewhere, it becomes a file of its own by a mark behind its end: words of another picture, perhaps with
    the name of another person, must not stand below it.
    """
    content = file.read(MOST_BYTES + 1)
    try:
        return Photo.take_in(_upload(content), **words).pk, ""
    except Duplicate as twin:
        if words_of(twin.photo) == words:
            return twin.photo.pk, ""
    except ValidationError as error:
        return None, " ".join(error.messages)
    mark = sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()
    try:
        return Photo.take_in(_upload(content + f"\n{mark}\n".encode()), **words).pk, ""
    except Duplicate as twin:
        if words_of(twin.photo) == words:
            return twin.photo.pk, ""
    except ValidationError:
        pass
    return None, "other-words"


def _words(picture: Picture, attachment: Attachment | None) -> Words:
    """The words of a picture in the library of the old site, else those beside which it stood first."""
    caption, alt = "", ""
    if attachment:
        caption = attachment.parsed["excerpt"]
        alt = (attachment.parsed["meta"].get("_wp_attachment_image_alt") or [""])[0]
    caption, credit = caption_and_credit(_line(caption))
    words = {
        "caption": caption or picture.caption,
        "credit": credit or picture.credit,
        "alt": _line(alt) or picture.alt,
    }
    longest = {field.name: field.max_length for field in Photo._meta.fields}
    return {name: _line(text)[: longest[name]].strip() for name, text in words.items()}


def words_of(photo: Photo) -> Words:
    return {"caption": photo.caption, "credit": photo.credit, "alt": photo.alt}


def _upload(content: bytes) -> "File[bytes]":
    return File(io.BytesIO(content))


def _line(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


def name_of_problem(problem: str) -> str:
    """A problem as people read it."""
    return {
        "missing": _("The file is not in the uploads folder."),
        "no-uploads": _("No uploads folder was given."),
        "other-site": _("The file lies on another site."),
        "other-words": _("The same file is in the library with other words."),
    }.get(problem, problem)
