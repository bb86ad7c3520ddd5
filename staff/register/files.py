"""Files that come with a letter: few, small, and what they say that they are."""

import os
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.attachments import intake as attachments
from articles.photos import file_kinds
from articles.photos import intake as photos
from articles.text.lines import clean_line

MOST, MOST_MEGABYTES = 3, 5  # files, and megabytes of each
MOST_BYTES = (
    (MOST * MOST_MEGABYTES + 1) * 1024 * 1024
)  # of a whole request: the files and the form around them
LONGEST_NAME = 120
MEDIA_TYPES = {
    "pdf": "application/pdf", "mp3": "audio/mpeg", "m4a": "audio/mp4", "ogg": "audio/ogg", "jpg": "image/jpeg",
    "png": "image/png", "webp": "image/webp", "avif": "image/avif", "heic": "image/heic", "gif": "image/gif",
}  # fmt: skip


@dataclass(frozen=True)
class Enclosure:
    """A file that came with a letter: its content and what it is, by the content alone."""

    content: Any
    name: str
    extension: str

    @property
    def media_type(self):
        return MEDIA_TYPES[self.extension]


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files in one field; each is opened, so that what is no document, picture or recording is refused."""

    widget = FilesInput

    def clean(self, data, initial=None):
        files = [super(FilesField, self).clean(one, initial) for one in data or []]
        if len(files) > MOST:
            raise ValidationError(_("At most %(most)d files."), params={"most": MOST}, code="many")
        return [_look_into(content) for content in files]


def _look_into(content):
    name = clean_line(os.path.basename(content.name or "")) or "berkas"
    root, dot, ending = name.rpartition(".")
    name = f"{root[: LONGEST_NAME - 10]}{dot}{ending[:9]}" if dot else name[:LONGEST_NAME]
    try:
        if content.size > MOST_MEGABYTES * 1024 * 1024:
            raise ValidationError(
                _("The file is larger than %(limit)d MB."), params={"limit": MOST_MEGABYTES}, code="heavy"
            )
        return Enclosure(content, name, _extension(content))
    except ValidationError as error:
        raise ValidationError(
            _("%(name)s: %(why)s"), params={"name": name, "why": " ".join(error.messages)}, code=error.code
        ) from error


def _extension(content):
    """Return the ending of a picture's, document's or recording's name. Raises ValidationError for anything else."""
    content.seek(0)
    head = content.read(file_kinds.HEAD)
    if _is_picture(head):
        return photos.read(content).extension
    try:
        return attachments.read(content).copy.extension
    except ValidationError as error:
        if error.code != "kind":
            raise
    raise ValidationError(
        _("This is neither a PDF nor a picture nor a recording (MP3, M4A, Ogg)."), code="kind"
    )


def _is_picture(head):
    try:
        return bool(file_kinds.kind_of(head))
    except ValidationError:
        return False
