"""Safe intake of a document or a recording: any bytes in, a copy for readers and what it is out.

Pure: knows neither the ORM nor settings. The kind of a file is told by its content, never by its name. Whatever the
file holds, the one exception for it is ValidationError with a message for the person who uploads.
"""

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.attachments import documents, recordings
from articles.attachments.copies import Copy

MOST_MEGABYTES = 25
_HEAD = 1024  # bytes in which a PDF's signature may stand behind something else
MAKERS: dict[str, Callable[[bytes], Copy]] = {
    "pdf": documents.copy_for_readers,
    "audio": recordings.copy_for_readers,
}


@dataclass(frozen=True)
class Intake:
    """A file that was taken in: its kind, and the copy that readers get."""

    kind: str  # "pdf" or "audio"
    copy: Copy
    sha256: str  # of the bytes that came, in hexadecimal


def read(file: IO[bytes]) -> Intake:
    """Take a seekable file in. Raises ValidationError with a message for the uploader."""
    content = _content(file)
    kind = _kind(content[:_HEAD])
    return Intake(kind, MAKERS[kind](content), hashlib.sha256(content).hexdigest())


def _content(file: IO[bytes]) -> bytes:
    size = file.seek(0, io.SEEK_END)
    if not size:
        raise ValidationError(
            _(
                "The file arrived empty: this device sent nothing. Open it once, wait until it is shown, and send it again."
            ),
            code="empty",
        )
    if size > MOST_MEGABYTES * 1024 * 1024:
        raise ValidationError(
            _("The file is larger than %(limit)d MB."), code="heavy", params={"limit": MOST_MEGABYTES}
        )
    file.seek(0)
    return file.read()


# What a file begins with, that is none of ours: what to do instead.
_REFUSED = (
    (b"PK\x03\x04", _("This is an office file or an archive. Save it as PDF and send that.")),
    (b"\xd0\xcf\x11\xe0", _("This is an office file. Save it as PDF and send that.")),
    (b"#!AMR", _("This is a voice note in AMR, which browsers do not play. Save it as MP3 or M4A and send that.")),
    (b"RIFF", _("This recording is not compressed: readers would pay for every minute. Save it as MP3 or M4A and send that.")),
    (b"fLaC", _("This recording is not compressed: readers would pay for every minute. Save it as MP3 or M4A and send that.")),
    (b"\xff\xd8\xff", _("This is a picture. Add it as a photo.")),
    (b"\x89PNG", _("This is a picture. Add it as a photo.")),
    (b"\x1aE\xdf\xa3", _("This is a film. Put it on a video site and its address on a line of the text.")),
)  # fmt: skip


def _kind(head: bytes) -> str:
    if b"%PDF-" in head:
        return "pdf"
    if recordings.extension_of(head):
        return "audio"
    for signature, message in _REFUSED:
        if head.startswith(signature):
            raise ValidationError(message, code="kind")
    raise ValidationError(_("This file is neither a PDF nor a recording (MP3, M4A, Ogg)."), code="kind")
